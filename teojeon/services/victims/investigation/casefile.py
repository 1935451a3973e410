"""What the case page shows: the file on one side, the assessment on the other. A fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import CaseAct
from teojeon.kernel.cases.deadlines import rules_of
from teojeon.kernel.cases.models import Assignment, Case, Deadline, TimelineEntry
from teojeon.kernel.people.boxes import BOXES
from teojeon.kernel.people.models import Organisation, Party
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.work.unit import current
from teojeon.services.victims.additional import actions as additional
from teojeon.services.victims.application import flags
from teojeon.services.victims.application.models import Application, Statement
from teojeon.services.victims.assessment.assess import matter_of, newest_facts
from teojeon.services.victims.assessment.facts import FACTS, GROUPS, in_words
from teojeon.services.victims.assessment.models import Reassessment
from teojeon.services.victims.assessment.outcomes import OUTCOMES
from teojeon.services.victims.assessment.region import House
from teojeon.services.victims.assessment.sheet import Sheet, sheet_of
from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.services.victims.intake.actions import INVESTIGATOR, confirm_receipt
from teojeon.services.victims.intake.queries import names_of
from teojeon.services.victims.intake.transfer import transfer
from teojeon.services.victims.investigation import actions
from teojeon.services.victims.investigation.findings import in_words as in_words_of_report
from teojeon.services.victims.investigation.models import METHODS, SOURCES, Fact, MethodEntry, Package, Report
from teojeon.services.victims.investigation.recording import RECORDING
from teojeon.services.victims.investigation.timeline import title_of
from teojeon.services.victims.opinions import actions as opinions
from teojeon.services.victims.opinions.models import Opinion
from teojeon.services.victims.opinions.queries import READERS as OPINION_READERS
from teojeon.services.victims.supplement import actions as demands
from teojeon.services.victims.supplement import closing

RUNS_SHOWN = 20
ACCOUNT = "account:"
NOT_BY_PEOPLE = ("", "SYSTEM")

ACTS: dict[str, CaseAct] = {
    act.move: act
    for act in (
        confirm_receipt,
        transfer,
        demands.demand_supplement,
        demands.investigator_demands,
        closing.continue_on_file,
        closing.return_application,
        closing.treat_as_withdrawn,
        actions.open_file,
        actions.submit_report,
        actions.return_report,
        actions.approve_report,
        actions.send,
        opinions.to_agenda,
        additional.order_investigation,
        additional.order_tabled,
        additional.send_addendum,
        additional.resume_item,
    )
}
PAGES_OF_MOVES = {
    "confirm_receipt": "case_confirm",
    "transfer": "case_transfer",
    "demand_supplement": "case_demand",
    "investigator_demands": "case_demand",
    "continue_on_file": "case_continue",
    "return_application": "case_return",
    "treat_as_withdrawn": "case_unreachable",
    "open_file": "case_open",
    "submit_report": "case_report",
    "return_report": "case_review",
    "approve_report": "case_review",
    "send": "case_send",
    "to_agenda": "case_opinion",
    "order_investigation": "case_additional",
    "order_investigation_tabled": "case_additional",
    "send_addendum": "case_additional",
    "resume_item": "case_additional",
    "decide": "letter",
    "serve": "letter",
}
"""Move → page of a case on which it is made; tabling and resolving happen in a meeting."""


@dataclass(frozen=True)
class FactLine:
    """What the applicant said beside what the investigator found."""

    code: str
    title: str
    is_mandatory: bool
    said: str
    has_statement: bool
    found: str
    fact: Fact | None
    source: str
    author: str
    differs: bool


@dataclass(frozen=True)
class NextMove:
    """A move out of this state: where it is made, or why this person cannot make it."""

    title: str
    source: str
    url: str
    refusal: str


@dataclass
class CaseFile:
    """All of one case for one pair of eyes."""

    case: Case
    party: Party | None
    application: Application | None
    flags: list[str]
    groups: list[tuple[str, list[FactLine]]]
    methods: list[dict[str, Any]]
    reports: list[dict[str, Any]]
    package: Package | None
    opinion: Opinion | None
    deadlines: list[dict[str, Any]]
    entries: list[dict[str, Any]]
    investigator: str
    moves: list[NextMove]
    may_record: bool
    facts: dict[str, Fact]
    runs: list[Reassessment]
    sheet: Sheet
    names: dict[UUID, str] = field(default_factory=dict)


def open_file_of(case: Case) -> CaseFile:
    """Reads the file. Every query says whose eyes it is for."""
    actor = current().actor
    party: Party | None = Party.objects.visible_to(actor).filter(case_id=case.pk).first()
    application: Application | None = Application.objects.visible_to(actor).filter(case=case).first()
    statements = list(Statement.objects.visible_to(actor).filter(case=case).order_by("said_at", "id"))
    facts = newest_facts(case.pk)
    reports = list(Report.objects.visible_to(actor).filter(case=case).order_by("number"))
    package: Package | None = Package.objects.visible_to(actor).filter(case=case).defer("content").order_by("-sent_at").first()
    methods = list(MethodEntry.objects.visible_to(actor).filter(case=case).order_by("-done_on", "-id"))
    opinion = _opinion(case, actor)
    timeline = list(TimelineEntry.objects.visible_to(actor).filter(case=case).order_by("id"))
    assignment: Assignment | None = Assignment.objects.visible_to(actor).filter(case=case, role=INVESTIGATOR, until=None).first()
    runs = list(Reassessment.objects.visible_to(actor).filter(case=case).order_by("-number")[:RUNS_SHOWN])
    told = {UUID(each.removeprefix(ACCOUNT)) for run in runs for each in run.told_to if each.startswith(ACCOUNT)}
    names = names_of(_people([*facts.values(), *methods], reports, package, opinion, timeline, assignment) | told)
    return CaseFile(
        case=case,
        party=party,
        application=application,
        flags=flags.titles(application.flags) if application else [],
        groups=_groups(_lines(statements, facts, names)),
        methods=[{"row": row, "title": dict(METHODS)[row.method], "author": names.get(row.author, "")} for row in methods],
        reports=[_report(report, names) for report in reports],
        package=package,
        opinion=opinion,
        deadlines=_deadlines(case, actor),
        entries=_entries(timeline, names),
        investigator=names.get(assignment.account, "") if assignment else "",
        moves=_moves(case, actor),
        may_record=_may_record(case, actor, assignment),
        facts=facts,
        runs=runs,
        sheet=sheet_of(matter_of(case, facts, House.of(application)), facts, clock.business_today()),
        names=names,
    )


def _opinion(case: Case, actor: Actor) -> Opinion | None:
    """The ministry's newest opinion; the provinces do not read it (S1 appendix (d))."""
    if not OPINION_READERS & actor.boxes:
        return None
    rows = Opinion.objects.visible_to(actor).filter(case=case).defer("content")
    found: Opinion | None = rows.order_by("-signed_at").first()
    return found


def _groups(lines: Sequence[FactLine]) -> list[tuple[str, list[FactLine]]]:
    return [(title, [line for line in lines if FACTS[line.code].group == group]) for group, title in GROUPS.items()]


def _people(
    written: Iterable[Fact | MethodEntry],
    reports: Sequence[Report],
    package: Package | None,
    opinion: Opinion | None,
    timeline: Sequence[TimelineEntry],
    assignment: Assignment | None,
) -> set[UUID | None]:
    people: list[UUID | None] = [*(row.author for row in written), *(entry.account for entry in timeline)]
    people += [account for report in reports for account in (report.drafted_by, report.reviewed_by)]
    people += [package.sent_by if package else None, opinion.signed_by if opinion else None]
    return {*people, assignment.account if assignment else None}


def _lines(statements: Sequence[Statement], facts: dict[str, Fact], names: dict[UUID, str]) -> list[FactLine]:
    said = {statement.code: statement for statement in statements}
    lines = []
    for code, registered in FACTS.items():
        statement, fact = said.get(code), facts.get(code)
        lines.append(
            FactLine(
                code=code,
                title=registered.title,
                is_mandatory=registered.is_mandatory,
                said=in_words(code, statement.value) if statement else "",
                has_statement=statement is not None,
                found=in_words(code, fact.value) if fact else "",
                fact=fact,
                source=dict(SOURCES).get(fact.source, "") if fact else "",
                author=names.get(fact.author, "") if fact else "",
                differs=bool(statement and fact and statement.value is not None and statement.value != fact.value),
            )
        )
    return lines


def _report(report: Report, names: dict[UUID, str]) -> dict[str, Any]:
    states = {Report.DRAFTED: "검토 대기", Report.RETURNED: "반려", Report.APPROVED: "확정"}
    return {
        "row": report,
        "state": states[report.state],
        "opinion": OUTCOMES.get(report.opinion, report.opinion),
        "findings": in_words_of_report(report.findings),
        "unknowns": [FACTS[code].title for code in report.open_unknowns if code in FACTS],
        "drafted_by": names.get(report.drafted_by, ""),
        "reviewed_by": names.get(report.reviewed_by, "") if report.reviewed_by else "",
    }


def _deadlines(case: Case, actor: Actor) -> list[dict[str, Any]]:
    rules = {rule.code: rule for rule in rules_of(case.kind)}
    today = clock.business_today()
    rows = Deadline.objects.visible_to(actor).filter(case=case).order_by("base_on", "id")
    return [
        {
            "title": rules[row.code].title,
            "source": rules[row.code].source,
            "row": row,
            "d_day": (row.effective - today).days if row.closed_on is None else None,
            "is_late": row.closed_on is not None and row.closed_on > row.effective,
        }
        for row in rows
    ]


def _entries(timeline: Sequence[TimelineEntry], names: dict[UUID, str]) -> list[dict[str, Any]]:
    codes = {entry.organisation for entry in timeline if entry.organisation}
    organisations = dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))
    return [
        {
            "at": entry.on,
            "title": title_of(entry),
            "actor": " ".join(part for part in (organisations.get(entry.organisation, ""), names.get(entry.account, "")) if part)
            if entry.account
            else "",
        }
        for entry in timeline
    ]


def _moves(case: Case, actor: Actor) -> list[NextMove]:
    moves = []
    for move in PROCEDURE.possible(case.state):
        if move.box in NOT_BY_PEOPLE:
            continue
        act, refusal = ACTS.get(move.code), ""
        if move.box not in actor.boxes:
            refusal = f"권한 없음: {BOXES[move.box].title}"
        elif act and (refused := act.refused_now(case, {})):
            refusal = refused.message
        moves.append(NextMove(move.title, move.source, "" if refusal else _page_of(move.code, case), refusal))
    return moves


def _page_of(move: str, case: Case) -> str:
    page = PAGES_OF_MOVES.get(move)
    return reverse(page, args=[case.pk]) if page else reverse("meetings")


def _may_record(case: Case, actor: Actor, assignment: Assignment | None) -> bool:
    is_mine = assignment is not None and assignment.account == actor.account
    return case.state in RECORDING and "P-INV" in actor.boxes and is_mine
