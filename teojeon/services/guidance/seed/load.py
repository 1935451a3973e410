"""The pages that ship with the program: `seed/<language>/<name>.md`, a head in TOML and the closed markup below it.

They come into the house as everything else does: one person writes, another approves. What is already there is left alone.
"""

import datetime as dt
import tomllib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from teojeon.kernel import clock, regions
from teojeon.kernel.work.unit import current
from teojeon.services.guidance.offices import actions as offices
from teojeon.services.guidance.offices.models import Office
from teojeon.services.guidance.pages import actions
from teojeon.services.guidance.pages.models import LANGUAGES, PUBLISHED, PageVersion

FOLDER = Path(__file__).parent
FENCE = "+++\n"
UnitOf = Callable[[UUID], AbstractContextManager[object]]


@dataclass(frozen=True)
class Seed:
    """One page that ships."""

    slug: str
    language: str
    content: dict[str, Any]


def seeds(day: dt.date) -> Iterator[Seed]:
    """Every page that ships, to be shown from that day on. ValueError for a file without its head."""
    for language in LANGUAGES:
        for path in sorted(FOLDER.joinpath(language).glob("*.md")):
            yield Seed(path.stem, language, read(path.read_text(encoding="utf-8"), path.name) | {"effective_from": day})


def read(text: str, name: str) -> dict[str, Any]:
    """Head and body of one file."""
    before, fence, rest = text.partition(FENCE)
    head, closing, body = rest.partition(FENCE)
    if before or not fence or not closing:
        raise ValueError(f"{name}: begins with a head between two lines of +++")
    return {"measures": [], "warning_reason": "", **tomllib.loads(head), "body": body}


def load(unit_of: UnitOf, author: UUID, approver: UUID | None) -> tuple[int, int]:
    """Writes the pages that are missing; with an approver also publishes them. Returns how many were written and published.

    Two passes: pages link to each other, and a link to a page that is not there yet would be refused.
    """
    with unit_of(author):
        today = clock.business_today()
        there = set(PageVersion.objects.visible_to(current().actor).values_list("slug", "language"))
        made = [
            actions.start(seed.slug, seed.language, seed.content).pk
            for seed in seeds(today)
            if (seed.slug, seed.language) not in there
        ]
    with unit_of(author):
        for key in made:
            actions.submit(key)
    if approver is None:
        return len(made), 0
    with unit_of(approver):
        for key in made:  # Korean first: a translation is recorded as one of the version that is there
            actions.approve(key)
    return len(made), len(made)


SAMPLE_KINDS = (
    ("centre", "전세피해 및 예방지원센터(시연)", "상담실", "법률·금융·주거 상담, 계약 전 상담"),
    ("ministry", "국토교통부(시연)", "전세사기피해지원단", "위원회의 사무와 결정"),
    ("support", "주택도시보증공사(시연)", "경매지원 담당", "경매·공매 지원서비스"),
)


def load_samples(unit_of: UnitOf, author: UUID, approver: UUID) -> int:
    """Invented offices for a demo, marked as such: one that takes filings for each 시·도 of the day, and a few others."""
    with unit_of(author):
        today = clock.business_today()
        if Office.objects.visible_to(current().actor).exists():
            return 0
        shared = {"is_sample": True, "valid_from": today, "replaces": None}
        rows: list[dict[str, Any]] = [
            {
                "kind": "intake", "org_name": region.name, "dept": "주택 담당 부서(시연)", "tel": f"000-{region.code}00-0000",
                "region": region.code, "task": "결정 신청의 접수와 피해사실의 조사", **shared,
            }
            for region in regions.sidos(max(today, regions.TABLE_START))
        ]  # fmt: skip
        rows += [
            {"kind": kind, "org_name": name, "dept": dept, "tel": "000-0000-0000", "region": "", "task": task, **shared}
            for kind, name, dept, task in SAMPLE_KINDS
        ]
        made = [offices.enter(row).pk for row in rows]
    with unit_of(approver):
        for key in made:
            offices.approve(key)
    return len(made)


def published_count() -> int:
    """How many versions are published. In an open unit."""
    return int(PageVersion.objects.visible_to(current().actor).filter(state=PUBLISHED).count())
