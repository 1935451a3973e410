"""The register of applications line by line, drawn from what happened (규칙 form 4; S1-INT-02). Nothing of it is typed in."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from teojeon.kernel import clock, regions
from teojeon.kernel.cases.models import Assignment, Case, Deadline, TimelineEntry
from teojeon.kernel.crypto.masking import mask_name
from teojeon.kernel.people.models import Official, Organisation, Party
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Application, Statement
from teojeon.services.victims.assessment.outcomes import OUTCOMES
from teojeon.services.victims.decision.models import Letter
from teojeon.services.victims.intake.actions import INVESTIGATOR
from teojeon.services.victims.intake.models import CaseFlag
from teojeon.services.victims.intake.personal import mask_address
from teojeon.services.victims.register.models import RegisterRow
from teojeon.services.victims.supplement.models import Demand
from teojeon.ui.formats import korean_date, won

COLUMNS: Mapping[str, str] = {
    "serial": "연번",
    "receipt_no": "접수번호",
    "received_on": "접수일",
    "channel": "접수 방법",
    "applicant": "신청인",
    "birth_date": "생년월일",
    "house": "주택 소재지",
    "deposit": "임차보증금",
    "actor": "대리인 등",
    "unit": "조사 담당",
    "demanded": "보완 요구(요구일·기간·보완일)",
    "due_on": "조사 기한",
    "finished_on": "조사 종료일",
    "sent_on": "송부일",
    "decision": "결정(번호·일자·결과)",
    "remarks": "비고",
}
"""In the order of S1-INT-02; the layout of form 4 itself is not among the sources (A-25)."""
DAYS = ("received_on", "birth_date", "due_on", "finished_on", "sent_on")
"""Columns that hold a day and nothing else."""
CHANNELS = {"internet": "인터넷", "visit": "방문", "post": "우편", "on_site": "현장접수"}
CLOSING = {"withdraw": "취하", "treat_as_withdrawn": "취하로 봄", "return_application": "반려"}
FLAG_REMARKS = {"OUT_OF_VALIDITY": "법의 유효기간 뒤 신청", "DUPLICATE_FILING": "중복 신청 확인"}


@dataclass(frozen=True)
class Line:
    """One row of the book as people read it. `masked`: the name and the address as lists show them."""

    serial: int
    receipt_no: str = ""
    received_on: dt.date | None = None
    channel: str = ""
    applicant: str = ""
    birth_date: dt.date | None = None
    house: str = ""
    deposit: str = ""
    actor: str = ""
    unit: str = ""
    demanded: str = ""
    due_on: dt.date | None = None
    finished_on: dt.date | None = None
    sent_on: dt.date | None = None
    decision: str = ""
    remarks: str = ""
    case: UUID | None = None
    is_open: bool = False

    @property
    def masked(self) -> "Line":
        """For lists: who it is and where exactly is said by the case page only."""
        shown = asdict(self) | {
            "applicant": mask_name(self.applicant) if self.applicant else "",
            "house": mask_address(self.house) if self.house else "",
        }
        return Line(**shown)

    @property
    def values(self) -> list[int | str | dt.date]:
        """The columns in their order, days as days; empty text for what is not known."""
        return ["" if (value := getattr(self, name)) is None else value for name in COLUMNS]

    @property
    def cells(self) -> list[str]:
        """The columns in their order, as people read them."""
        return [korean_date(value) if isinstance(value, dt.date) else str(value) for value in self.values]


@dataclass
class _Material:
    """All that the lines of one page are drawn from: a fixed number of queries."""

    cases: dict[UUID, Case] = field(default_factory=dict)
    parties: dict[UUID, list[Party]] = field(default_factory=dict)
    applications: dict[UUID, Application] = field(default_factory=dict)
    deposits: dict[UUID, Any] = field(default_factory=dict)
    units: dict[UUID, str] = field(default_factory=dict)
    demands: dict[UUID, list[Demand]] = field(default_factory=dict)
    due: dict[UUID, dt.date] = field(default_factory=dict)
    days: dict[UUID, dict[str, dt.date]] = field(default_factory=dict)
    letters: dict[UUID, Letter] = field(default_factory=dict)
    flags: dict[UUID, list[str]] = field(default_factory=dict)


def lines(rows: Sequence[RegisterRow]) -> list[Line]:
    """The rows as the book shows them. One whose case went elsewhere says what it said then, with the remark 이송."""
    here = [row for row in rows if row.left_on is None]
    material = _gathered([row.case_id for row in here])
    names = dict(Organisation.objects.values_list("code", "name"))
    made = []
    for row in rows:
        case = material.cases.get(row.case_id) if row.left_on is None else None
        if case is None:
            made.append(_left(row, names))
        else:
            values = _values(case, material)
            remarks = "; ".join(part for part in (_arrived(row, names), values.pop("remarks")) if part)
            made.append(Line(serial=row.serial, remarks=remarks, case=case.pk, is_open=True, **values))
    return made


def kept_line(case: Case) -> dict[str, Any]:
    """What the row of a case says now, for the book that it leaves; days in ISO, as JSON has no others."""
    values = _values(case, _gathered([case.pk]))
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}


def _left(row: RegisterRow, names: Mapping[str, str]) -> Line:
    kept = {name: value for name, value in row.kept.items() if name in COLUMNS and name not in ("serial", "remarks")}
    for name in DAYS:
        kept[name] = dt.date.fromisoformat(kept[name]) if kept.get(name) else None
    left = f"이송 {korean_date(row.left_on)} {names.get(row.moved_to, row.moved_to)}" if row.left_on else ""
    return Line(serial=row.serial, remarks="; ".join(part for part in (row.kept.get("remarks", ""), left) if part), **kept)


def _arrived(row: RegisterRow, names: Mapping[str, str]) -> str:
    if row.came_from:
        return f"{names.get(row.came_from, row.came_from)}에서 이송 {korean_date(row.entered_on)}"
    return "주민등록지 시·도에 신청" if row.basis == RegisterRow.RESIDENCE else ""


def _values(case: Case, material: _Material) -> dict[str, Any]:
    parties, application = material.parties.get(case.pk, []), material.applications.get(case.pk)
    applicant = next((each for each in parties if each.role == "applicant"), None)
    days = material.days.get(case.pk, {})
    deposit = material.deposits.get(case.pk)
    return {
        "receipt_no": case.receipt_no,
        "received_on": clock.seoul_day(case.received_at),
        "channel": CHANNELS.get(application.channel, application.channel) if application else "",
        "applicant": applicant.name if applicant else "",
        "birth_date": applicant.birth_date if applicant else None,
        "house": _house(application, case),
        "deposit": won(deposit) if isinstance(deposit, int) else "",
        "actor": ", ".join(each.name for each in parties if each.role not in ("applicant", "landlord")),
        "unit": material.units.get(case.pk, ""),
        "demanded": "; ".join(_demand(each) for each in material.demands.get(case.pk, [])),
        "due_on": material.due.get(case.pk),
        "finished_on": days.get("approve_report"),
        "sent_on": days.get("send"),
        "decision": _decision(material.letters.get(case.pk)),
        "remarks": "; ".join(
            [f"{word} {korean_date(days[kind])}" for kind, word in CLOSING.items() if kind in days]
            + [FLAG_REMARKS[code] for code in material.flags.get(case.pk, []) if code in FLAG_REMARKS]
        ),
    }


def _house(application: Application | None, case: Case) -> str:
    if application is None:
        return ""
    region = regions.find(application.sigungu or application.sido, clock.seoul_day(case.received_at))
    place = regions.full_name(region) if region else ""
    return application.address if application.address.startswith(place) else f"{place} {application.address}".strip()


def _demand(demand: Demand) -> str:
    done = korean_date(demand.answered_on) if demand.answered_on else "미보완" if demand.closed_on else "대기"
    return f"{korean_date(demand.dispatched_on)} · {demand.term_days}일 · {done}"


def _decision(letter: Letter | None) -> str:
    if letter is None or letter.decided_on is None:
        return ""
    return f"{letter.decision_no} · {korean_date(letter.decided_on)} · {OUTCOMES.get(letter.outcome, letter.outcome)}"


def _gathered(keys: Iterable[UUID]) -> _Material:
    actor, keys = current().actor, list(keys)
    found = _Material()
    if not keys:
        return found
    found.cases = {row.pk: row for row in Case.objects.visible_to(actor).filter(pk__in=keys)}
    for party in Party.objects.visible_to(actor).filter(case_id__in=keys).order_by("role", "id"):
        found.parties.setdefault(party.case_id, []).append(party)
    found.applications = {row.case_id: row for row in Application.objects.visible_to(actor).filter(case__in=keys)}
    said = Statement.objects.visible_to(actor).filter(case__in=keys, code="deposit_current").order_by("said_at", "id")
    found.deposits = dict(said.values_list("case_id", "value"))
    found.units = _units(keys)
    demands = Demand.objects.visible_to(actor).filter(case__in=keys, dispatched_on__isnull=False).order_by("number")
    for demand in demands:
        found.demands.setdefault(demand.case_id, []).append(demand)
    due = Deadline.objects.visible_to(actor).filter(case__in=keys, code="INVESTIGATION").order_by("base_on")
    found.due = dict(due.values_list("case_id", "effective"))
    kinds = ("approve_report", "send", *CLOSING)
    entries = TimelineEntry.objects.visible_to(actor).filter(case__in=keys, kind__in=[*kinds, "undo_return"]).order_by("id")
    for case, kind, on in entries.values_list("case_id", "kind", "on"):
        if kind == "undo_return":
            found.days.get(case, {}).pop("return_application", None)
        else:
            found.days.setdefault(case, {})[kind] = on
    found.letters = {row.case_id: row for row in Letter.objects.visible_to(actor).filter(case__in=keys)}
    for case, code in CaseFlag.objects.visible_to(actor).filter(case__in=keys).order_by("id").values_list("case_id", "code"):
        found.flags.setdefault(case, []).append(code)
    return found


def _units(keys: Sequence[UUID]) -> dict[UUID, str]:
    rows = Assignment.objects.visible_to(current().actor).filter(case__in=keys, role=INVESTIGATOR, until=None)
    accounts = dict(rows.values_list("case_id", "account"))
    names = dict(Official.objects.filter(account__in=set(accounts.values())).values_list("account", "organisation__name"))
    return {case: names.get(account, "") for case, account in accounts.items()}
