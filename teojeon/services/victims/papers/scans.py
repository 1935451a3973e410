"""Papers that came on paper, scanned by officials and added to the case (S1-APP-01): kept and looked into like those of the portal.

A gap of the same kind («내지 않음», «가지고 있지 않음») is answered by it, as by a paper that the person adds (papers/queries.missing).
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, TimelineEntry
from teojeon.kernel.documents.checks.limits import MAX_JOINED
from teojeon.kernel.documents.store import StoredFile
from teojeon.kernel.work import jobs
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.papers import queries, receiving
from teojeon.services.victims.papers.models import Paper, PaperSheet
from teojeon.services.victims.papers.queries import PaperLine
from teojeon.services.victims.papers.uploading import is_photo

SOURCE = "S1-APP-01"
REGISTERING, INTAKE = "P-REG", "P-INTAKE"
CODES = ("victims.papers_scanned", "victims.papers_scanned_intake", "victims.papers_from_counter")


@dataclass(frozen=True)
class Scanned:
    """One file as it came from the scanner: its name, and where it lies already under the case's key."""

    id: UUID
    name: str
    stored: StoredFile


@dataclass
class Sorted:
    """Files put together to papers, each a list of sheets, and a refusal for each file that is not taken."""

    papers: list[list[Scanned]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def kept(self) -> frozenset[UUID]:
        """The stored files that are somebody's from now on."""
        return frozenset(sheet.stored.id for sheets in self.papers for sheet in sheets)


def sort(files: Iterable[tuple[str, StoredFile]], known: Mapping[str, str], *, join: bool) -> Sorted:
    """`known`: digests (hexadecimal) of files that are there already, with their names. `join`: all photos become one document."""
    seen, found = dict(known), Sorted()
    joined: list[Scanned] | None = None
    for name, stored in files:
        digest = stored.sha256.hex()
        continues = join and joined is not None and is_photo(name)
        if refusal := _refusal(name, seen.get(digest), len(joined) if continues and joined else 0):
            found.refusals.append(refusal)
            continue
        seen[digest] = name
        sheet = Scanned(uuid4(), name, stored)
        if continues and joined is not None:
            joined.append(sheet)
        else:
            found.papers.append([sheet])
            joined = found.papers[-1] if is_photo(name) else joined
    return found


def entry(paper: UUID, doc_type: str, issued_on: dt.date | None, sheets: Sequence[Scanned]) -> dict[str, Any]:
    """One paper in the words of a manifest (papers/manifest.py); `file`: where each sheet lies."""
    digests = [sheet.stored.sha256 for sheet in sheets]
    return {
        "id": str(paper),
        "doc_type": doc_type,
        "issued_on": issued_on.isoformat() if issued_on else None,
        "size": sum(sheet.stored.size for sheet in sheets),
        "sha256": (digests[0] if len(digests) == 1 else hashlib.sha256(b"".join(digests)).digest()).hex(),
        "sheets": [
            {
                "id": str(sheet.id),
                "name": sheet.name,
                "size": sheet.stored.size,
                "sha256": sheet.stored.sha256.hex(),
                "file": str(sheet.stored.id),
            }
            for sheet in sheets
        ],
    }


def add(case: Case, *, event: UUID, papers: list[dict[str, Any]], organisation: str = "") -> Effect:
    """`papers`: from `entry`; their files are the case's with the commit. `organisation`: at whose counter they were scanned."""
    receiving.expect(case, [{**each, "bundle": str(event)} for each in papers])
    now = clock.business_now()
    for each in papers:
        for sheet in each["sheets"]:
            row: PaperSheet = PaperSheet.objects.visible_to(current().actor).get(pk=UUID(sheet["id"]))
            stored = StoredFile(UUID(sheet["file"]), bytes.fromhex(sheet["sha256"]), int(sheet["size"]))
            receiving.keep(case, row, stored, event)
        Paper.objects.visible_to(current().actor).filter(pk=UUID(each["id"])).update(state="received", received_at=now)
        jobs.wake(receiving.CHECK, paper=each["id"])
    content: dict[str, Any] = {"count": len(papers), "kinds": sorted({each["doc_type"] for each in papers})}
    return Effect(content=content | ({"organisation": organisation} if organisation else {}))


scan_papers = case_action(CODES[0], "종이 서류 스캔", box=REGISTERING)(add)
scan_papers_intake = case_action(CODES[1], "종이 서류 스캔", box=INTAKE)(add)
take_counter_scans = case_action(CODES[2], "창구에서 스캔한 서류", box="SYSTEM")(add)


def known_in(case: Case) -> dict[str, str]:
    """Digests of the files that the case has, with their names."""
    rows = PaperSheet.objects.visible_to(current().actor).filter(case=case).exclude(file_id=None)
    return {row.sha256: queries.name_of(row) for row in rows}


def scanned_in(case: Case) -> list[PaperLine]:
    """The case's papers that officials scanned, in the order of scanning."""
    entered = TimelineEntry.objects.visible_to(current().actor).filter(case=case, kind__in=CODES)
    acts = set(entered.values_list("event", flat=True))
    return [line for line in queries.papers_of(case) if line.paper.bundle in acts]


def _refusal(name: str, twin: str | None, joined: int) -> Refusal | None:
    if twin is not None:
        same = f" ‘{twin}’ 파일과 내용이 같습니다." if twin and twin != name else ""
        return Refusal("SENT_TWICE", f"‘{name}’ 파일은 이미 있습니다.{same} 한 번만 담아 두었습니다.", "files", SOURCE)
    if joined >= MAX_JOINED:
        message = f"‘{name}’: 사진은 {MAX_JOINED}장까지 한 문서로 묶을 수 있습니다. 나머지는 따로 올립니다."
        return Refusal("TOO_MANY_SHEETS", message, "files", SOURCE)
    return None
