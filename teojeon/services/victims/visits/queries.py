"""Visits of a case in words, for its pages; time and place of photos only for those who read the case's evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.queries import names_of
from teojeon.services.victims.papers import queries as papers
from teojeon.services.victims.papers.office import DOWNLOADING
from teojeon.services.victims.visits.models import METERS, OCCUPANCY, ON_SITE, WAYS, Visit, VisitPhoto
from teojeon.services.victims.visits.photos import place_of
from teojeon.ui.formats import korean_date, korean_datetime

EVIDENCE_READERS = frozenset(DOWNLOADING)
"""Who may see the originals of a case's papers sees when and where a photo was taken, and nobody else."""
FED = (("handover_state", "주택의 인도"), ("occupying_at_reference", "기준일의 점유"))
"""Facts that a visit can show."""


@dataclass(frozen=True)
class PhotoLine:
    """One photo in words. `taken`, `place`: empty for those who may not see them; `url`: the viewer, page by page."""

    row: VisitPhoto
    state: str
    tone: str
    message: str
    url: str
    taken: str = ""
    place: str = ""


@dataclass
class VisitView:
    """One visit in words."""

    row: Visit
    by: str
    photos: list[PhotoLine] = field(default_factory=list)
    count: int = 0

    @property
    def way(self) -> str:
        return dict(WAYS)[self.row.way]

    @property
    def is_on_site(self) -> bool:
        return bool(self.row.way == ON_SITE)

    @property
    def occupancy(self) -> str:
        return dict(OCCUPANCY)[self.row.occupancy]

    @property
    def meters(self) -> list[tuple[str, str]]:
        return [(title, self.row.meters[code]) for code, title in METERS if self.row.meters.get(code)]

    @property
    def evidence(self) -> str:
        """How a fact names this visit as its evidence."""
        return evidence_of(self.row, [line.row.number for line in self.photos])


def evidence_of(visit: Visit, photos: Sequence[int] = ()) -> str:
    """현장조사 1호 2026. 12. 3.(목), 사진 1~2: the evidence of a fact that rests on a visit. `photos`: their numbers."""
    words = f"현장조사 {visit.number}호 {korean_date(clock.seoul_day(visit.visit_at))}"
    return f"{words}, 사진 {_ranges(photos)}" if photos else words


def _ranges(numbers: Sequence[int]) -> str:
    """1, 2, 3, 7 → 1~3, 7: what is named stays short, however many photos."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}~{last}" for first, last in found)


def visits_of(case: Case) -> list[VisitView]:
    """The visits of a case, the newest first, without their photos but with how many there are."""
    actor = current().actor
    rows = list(Visit.objects.visible_to(actor).filter(case=case).order_by("-visit_at", "-number"))
    counted = VisitPhoto.objects.visible_to(actor).filter(case=case).values("visit").annotate(count=Count("id"))
    counts = {each["visit"]: each["count"] for each in counted}
    names = names_of(row.recorded_by for row in rows)
    return [VisitView(row, names.get(row.recorded_by, ""), count=counts.get(row.pk, 0)) for row in rows]


def visit_shown(case: Case, visit: Visit) -> VisitView:
    """One visit with its photos. Notes the look at time and place where they are shown."""
    unit = current()
    may_see = bool(unit.actor.boxes & EVIDENCE_READERS)
    rows = VisitPhoto.objects.visible_to(unit.actor).filter(visit=visit).select_related("paper").order_by("number")
    lines = [_line(case, row, may_see) for row in rows]
    if may_see and lines:
        unit.show(case.controller, [case.pk], fields=["visit_photo.taken_at", "visit_photo.place"])
    return VisitView(visit, names_of([visit.recorded_by]).get(visit.recorded_by, ""), lines, len(lines))


def _line(case: Case, row: VisitPhoto, may_see: bool) -> PhotoLine:
    state, tone = papers.STATES[row.paper.state]
    viewer: dict[str, Any] = {"left": str(row.paper_id), "left-page": "1"}
    url = f"{reverse('case_papers', args=[case.pk])}?{urlencode(viewer)}"
    taken = place = ""
    if may_see:
        taken = korean_datetime(row.taken_at) if row.taken_at else "사진에 적혀 있지 않음"
        found = place_of(row)
        place = f"위도 {found[0]:.6f}, 경도 {found[1]:.6f}" if found else "사진에 적혀 있지 않음"
    return PhotoLine(row, state, tone, row.paper.message, url, taken, place)


def fact_links(case: Case) -> list[dict[str, str]]:
    """The forms of the facts that a visit can show."""
    return [{"title": title, "url": reverse("case_fact", args=[case.pk, code])} for code, title in FED]
