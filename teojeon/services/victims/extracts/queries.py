"""Extracts of a house as the reader of one of its cases may see them: one extract serves all of them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from teojeon.kernel import clock, regions
from teojeon.kernel.cases.models import Case
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Application, Statement
from teojeon.services.victims.extracts.changes import Change, changes_between
from teojeon.services.victims.extracts.models import CONFIRMED, LEFT_OUT, STANDING, UNDECIDED, Extract, ExtractRow
from teojeon.services.victims.extracts.places import OTHER, SAME, WHOLE_UNIT, House, compare
from teojeon.services.victims.papers.models import Paper
from teojeon.services.victims.papers.queries import pages_of

SAID = ("registry_unique_no", "road_address", "jibun_address", "building_dong", "unit_ho", "house_address")
DOC_TYPE = "registry_extract"


@dataclass(frozen=True)
class Served:
    """An extract on the page of a case. `case`: whose paper it is, perhaps another one of the house."""

    row: Extract
    case: Case
    rows: Sequence[ExtractRow]

    @property
    def standing(self) -> list[ExtractRow]:
        """Rows that a person confirmed, corrected or typed."""
        return [row for row in self.rows if row.decision in STANDING]

    @property
    def open(self) -> list[ExtractRow]:
        return [row for row in self.rows if row.decision == UNDECIDED]

    @property
    def counted(self) -> list[ExtractRow]:
        """All that were not left out, decided or not."""
        return [row for row in self.rows if row.decision != LEFT_OUT]

    @property
    def is_whole(self) -> bool:
        """Whether everything on it was looked at: then what is not among its rows is not on it."""
        return self.row.state == CONFIRMED

    @property
    def title(self) -> str:
        return "등기사항증명서" + (f" ({self.row.kind})" if self.row.kind else "")


def house_of(case: Case) -> House:
    """The house as the filing names it."""
    actor = current().actor
    application: Application | None = Application.objects.visible_to(actor).filter(case=case).first()
    rows = Statement.objects.visible_to(actor).filter(case=case, code__in=SAID).order_by("said_at", "id")
    said = {code: str(value) for code, value in rows.values_list("code", "value") if value}
    district = ""
    words = [said.get("road_address", ""), said.get("jibun_address", "")]
    if application is not None:
        region = regions.find(application.sigungu, clock.seoul_day(case.received_at)) if application.sigungu else None
        district = region.name if region else ""
        words = [application.address, f"{application.legal_dong} {application.address}", *words]
    words += [_with(said.get("building_dong", ""), "동"), _with(said.get("unit_ho", ""), "호")]
    number = "".join(sign for sign in said.get("registry_unique_no", "") if sign.isdecimal())
    return House(number if len(number) == 14 else "", district, tuple(each for each in words if each), is_unit=False)


def _with(text: str, ending: str) -> str:
    return text if not text or text.endswith(ending) else text + ending


def of_extract(row: Extract) -> House:
    """The house as the extract names it."""
    return House(row.unique_no, "", tuple(row.places), is_unit=row.kind == WHOLE_UNIT)


def building_digest(house: House) -> str:
    """By it, cases of one building find its extracts; empty where the address says no road and no lot."""
    return hashlib.sha256(house.building.encode()).hexdigest() if house.building else ""


def served_by(case: Case) -> list[Served]:
    """The extracts of the house of a case, the newest first: its own, and those of other cases that these eyes may see."""
    actor, house = current().actor, house_of(case)
    near = Q(case=case)
    if house.unique_no:
        near |= Q(unique_no=house.unique_no)
    if digest := building_digest(house):
        near |= Q(building=digest)
    found = [
        row
        for row in Extract.objects.visible_to(actor).filter(near).select_related("case").order_by("-issued_on", "-read_at")
        if row.case_id == case.pk or compare(of_extract(row), house) == SAME
    ]
    rows: dict[UUID, list[ExtractRow]] = {}
    for each in ExtractRow.objects.visible_to(actor).filter(extract__in=found).order_by("position"):
        rows.setdefault(each.extract_id, []).append(each)
    for row in found:
        if row.case_id != case.pk:
            current().show(row.controller, [row.case_id])
    return [Served(row, row.case, rows.get(row.pk, [])) for row in found]


def is_of_another_house(this: Served, case: Case) -> bool:
    """Whether an extract was kept with this case though its house certainly is another one."""
    return compare(of_extract(this.row), house_of(case)) == OTHER


def served(case: Case, pk: UUID) -> Served:
    """One extract that serves a case. Raises Missing."""
    for each in served_by(case):
        if each.row.pk == pk:
            return each
    raise Missing("extract")


def former_of(this: Served, among: Sequence[Served]) -> Served | None:
    """The extract of the same register that was issued before it, the newest of them."""
    day = this.row.issued_on
    if day is None:
        return None
    same = [each for each in among if each.row.pk != this.row.pk and _is_same_register(each.row, this.row)]
    earlier = [
        each for each in same if each.row.issued_on is not None and (each.row.issued_on, each.row.read_at) < (day, this.row.read_at)
    ]
    return max(earlier, key=lambda each: (each.row.issued_on, each.row.read_at), default=None)


def _is_same_register(one: Extract, other: Extract) -> bool:
    if one.unique_no and other.unique_no:
        return one.unique_no == other.unique_no
    return bool(one.building) and one.kind == other.kind and one.building == other.building


def changes_of(this: Served, among: Sequence[Served]) -> tuple[Served | None, list[Change]]:
    """What an extract shows that the former did not."""
    former = former_of(this, among)
    return former, changes_between(former.counted, this.counted) if former else []


def papers_to_read(case: Case, among: Sequence[Served]) -> list[Paper]:
    """Extracts among the papers of a case that nobody has read yet."""
    read = {each.row.paper for each in among}
    rows = Paper.objects.visible_to(current().actor).filter(case=case, doc_type=DOC_TYPE, state="ready")
    return [row for row in rows.order_by("named_at", "position") if row.pk not in read and pages_of(row)]
