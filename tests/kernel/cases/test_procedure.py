"""Walks every state, move, box and own or foreign organisation of the decision case: nothing else decides a status."""

import ast
import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, transaction

from teojeon.kernel.cases import procedure
from teojeon.kernel.cases.actions import CODES, CaseAct
from teojeon.kernel.cases.models import Case, Reader
from teojeon.kernel.cases.printing import as_markdown
from teojeon.kernel.cases.procedure import Move, Procedure, procedure_of
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.boxes import BOXES, Kind
from teojeon.kernel.people.models import Organisation
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.services.victims.case.procedure import KIND, PROCEDURE
from tests.kernel.cases.walk import acts_on_cases, stripped
from tests.support import databases
from tests.support.filings import bare_case
from tests.support.people import official, unit

SYSTEM = "SYSTEM"
# a message's handler writes the line itself: there is no act that an official could ask for
BY_HANDLERS = {"victims.take_consent", "victims.take_later_support", "victims.take_mandate_change"}
CAME_FROM = "INVESTIGATING"  # where the walk's cases go back to
MADE_BY_INTAKE = {"filed"}  # the first row of the table makes the case
PLACE = {Kind.PROVINCE: "SD-11", Kind.DISTRICT: "SD-11", Kind.MINISTRY: "MOLIT", Kind.COMMITTEE: "CMT"}


def moving() -> dict[str, CaseAct]:
    """Move → the act that makes it."""
    return {act.move: act for act in acts_on_cases() if act.move}


def test_every_move_of_the_table_has_exactly_one_act_and_no_act_moves_otherwise() -> None:
    moves = sorted(act.move for act in acts_on_cases() if act.move)
    assert moves == sorted(PROCEDURE.by_code.keys() - MADE_BY_INTAKE)


def test_each_act_asks_for_the_box_that_the_table_names() -> None:
    assert {code: act.box for code, act in moving().items()} == {
        move.code: move.box for move in PROCEDURE.moves if move.code not in MADE_BY_INTAKE
    }


def test_every_box_of_the_table_exists() -> None:
    assert {move.box for move in PROCEDURE.moves} - {"", SYSTEM} <= BOXES.keys()


@dataclass(frozen=True)
class Cases:
    """One case in each state: of the own organisation (or laid open by a reader row), and of a foreign one."""

    actor: UUID
    own: dict[str, UUID]
    foreign: dict[str, UUID]


@pytest.fixture
def cases(request: pytest.FixtureRequest, db: None, keys: Path) -> Cases:
    box: str = request.param
    kinds = BOXES[box].holders if box != SYSTEM else frozenset({Kind.MINISTRY})
    place = next(PLACE[kind] for kind in PLACE if kind in kinds)
    actor = INTAKE_PRINCIPAL if box == SYSTEM else official("walker", place, box)
    # the ministry supervises all provinces of today: what is foreign to it belongs to a ministry of its own
    Organisation.objects.create(code="SD-99", name="먼 도", kind=Kind.PROVINCE)
    with unit("office", INTAKE_PRINCIPAL):
        own_cases = {state: bare_case("SD-11", state, came_from=CAME_FROM) for state in PROCEDURE.states}
        foreign = {state: bare_case("SD-11", state).pk for state in PROCEDURE.states}
        if place == "CMT":
            Reader.objects.bulk_create(
                Reader(
                    case_id=row.pk,
                    controller=row.controller,
                    account=actor,
                    since=row.received_at - dt.timedelta(days=1),  # the database's now() is the start of the test
                    ground="상정",
                    received_at=row.received_at,
                    event=row.pk,
                )
                for row in own_cases.values()
            )
    if place != "CMT":
        with connection.cursor() as cursor:
            cursor.execute("UPDATE cases_case SET handled_by = 'SD-99' WHERE id = ANY(%s)", [list(foreign.values())])
    return Cases(actor, {state: row.pk for state, row in own_cases.items()}, foreign)


def outcome(act: CaseAct, case: UUID) -> tuple[str, tuple[str, ...]]:
    """What the act answers: the new state or the code of the refusal. Nothing stays."""
    with transaction.atomic():
        try:
            return act(case)["state"], ()
        except Missing:
            return "MISSING", ()
        except Refusal as refusal:
            return refusal.code, refusal.allowed
        finally:
            transaction.set_rollback(True)


def expected(move: Move, state: str, box: str) -> str:
    if move.box != box:
        return "FORBIDDEN"
    leads_back = not move.back or CAME_FROM in move.back
    return move.target_for(CAME_FROM) if leads_back and state in move.sources else "ILLEGAL_TRANSITION"


@pytest.mark.parametrize("cases", [*BOXES, SYSTEM], indirect=True, ids=str)
def test_every_state_and_move_of_the_own_and_of_a_foreign_organisation(cases: Cases, request: pytest.FixtureRequest) -> None:
    box = request.node.callspec.params["cases"]
    walked = 0
    with unit("office", cases.actor):
        for code, act in moving().items():
            bare, move = stripped(act), PROCEDURE.by_code[code]
            for state in PROCEDURE.states:
                answer, allowed = outcome(bare, cases.own[state])
                assert answer == expected(move, state, box), f"{box} {code} from {state}"
                if answer == "ILLEGAL_TRANSITION":
                    assert allowed == tuple(each.title for each in PROCEDURE.possible(state))
                walked += 1
        for state in PROCEDURE.states:
            for act in moving().values():
                assert outcome(stripped(act), cases.foreign[state]) == ("MISSING", ())
                walked += 1
    assert walked == 2 * len(PROCEDURE.states) * len(moving())


@pytest.mark.parametrize("state", PROCEDURE.states)
def test_a_refused_move_says_which_moves_are_possible(state: str, db: None, keys: Path) -> None:
    wrong = next(
        act for code, act in moving().items() if state not in PROCEDURE.by_code[code].sources and not act.box.startswith("CM")
    )
    with unit("office", INTAKE_PRINCIPAL):
        case = bare_case("SD-11", state)
    person = official("walker", PLACE[next(iter(BOXES[wrong.box].holders))], wrong.box) if wrong.box != SYSTEM else INTAKE_PRINCIPAL
    with unit("office", person), pytest.raises(Refusal) as refused:
        stripped(wrong)(case.pk)
    assert refused.value.allowed == tuple(move.title for move in PROCEDURE.possible(state))
    assert f"«{PROCEDURE.states[state]}»" in refused.value.message
    for title in refused.value.allowed or ("없음",):
        assert title in refused.value.message
    assert refused.value.source == PROCEDURE.by_code[wrong.move].source


def test_no_body_of_an_act_moves_a_case_by_itself() -> None:
    """The walk leaves bodies out: none of them may write the state of a case."""
    found = []
    for path in (databases.ROOT / "teojeon" / "services").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Assign | ast.AugAssign):
                continue
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            parts = [part for whole in targets for part in ast.walk(whole) if isinstance(part, ast.Attribute)]
            if any(part.attr == "state" and ast.unparse(part.value).endswith("case") for part in parts):
                found.append(f"{path.name}:{node.lineno}")
    assert found == []


@pytest.fixture
def next_table(monkeypatch: pytest.MonkeyPatch) -> Iterator[Procedure]:
    """The table's next version is in force."""
    old = PROCEDURE
    later = Procedure(old.code, old.title, old.version + 1, old.initial, old.states, old.moves)
    monkeypatch.setitem(procedure._procedures, KIND, later)
    yield later


def test_a_case_keeps_the_version_of_the_table_under_which_it_entered_its_state(
    next_table: Procedure, db: None, keys: Path
) -> None:
    person = official("walker", "SD-11", "P-INTAKE", "P-INV")
    with unit("office", INTAKE_PRINCIPAL):
        moved, resting = bare_case("SD-11").pk, bare_case("SD-11").pk
    note = stripped(next(act for act in acts_on_cases() if not act.move and act.box == "P-INV"))
    with unit("office", person):
        stripped(moving()["confirm_receipt"])(moved)
        note(resting)
    with unit("office", INTAKE_PRINCIPAL, read_only=True) as opened:
        versions = dict(Case.objects.visible_to(opened.actor).values_list("pk", "procedure_version"))
    assert versions == {moved: next_table.version, resting: 1}


def test_a_move_back_leads_to_where_the_case_came_from_and_nowhere_else() -> None:
    back = PROCEDURE.by_code["answer_supplement"]
    assert [back.target_for(state) for state in ("RECEIVED", "INVESTIGATING")] == ["RECEIVED", "INVESTIGATING"]
    for state in ("", "SENT", "SUPPLEMENT"):
        with pytest.raises(LookupError, match="no way back"):
            back.target_for(state)


@pytest.mark.parametrize("state", ["RECEIVED", "INVESTIGATING"])
def test_a_case_remembers_from_where_a_demand_took_it(state: str, db: None, keys: Path) -> None:
    person = official("walker", "SD-11", "P-INTAKE")
    with unit("office", INTAKE_PRINCIPAL):
        case = bare_case("SD-11", state).pk
    with unit("office", person):
        assert bare_moving()["demand_supplement"](case)["state"] == "SUPPLEMENT"
    with unit("office", INTAKE_PRINCIPAL):
        assert bare_moving()["answer_supplement"](case)["state"] == state


@pytest.mark.parametrize(
    ("state", "who", "organisation", "order", "back"),
    [
        ("SENT", "PM-AGENDA", "MOLIT", "order_investigation", "send_addendum"),
        ("AGENDA", "PM-AGENDA", "MOLIT", "order_investigation", "send_addendum"),
        ("TABLED", "PM-SEC", "MOLIT", "order_investigation_tabled", "resume_item"),
    ],
)
def test_a_case_in_additional_investigation_goes_back_by_its_own_row_only(
    state: str, who: str, organisation: str, order: str, back: str, db: None, keys: Path
) -> None:
    person = official("walker", organisation, who)
    backs = {"send_addendum": official("sender", "SD-11", "P-SEND"), "resume_item": official("secretary", "MOLIT", "PM-SEC")}
    with unit("office", INTAKE_PRINCIPAL):
        case = bare_case("SD-11", state).pk
    with unit("office", person):
        assert bare_moving()[order](case)["state"] == "ADD_INVEST"
    wrong = next(code for code in backs if code != back)
    with unit("office", backs[wrong]):
        assert outcome(bare_moving()[wrong], case)[0] == "ILLEGAL_TRANSITION"
    with unit("office", backs[back]):
        assert bare_moving()[back](case)["state"] == state


def bare_moving() -> dict[str, CaseAct]:
    return {code: stripped(act) for code, act in moving().items()}


def test_a_table_that_names_an_unknown_state_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown state"):
        Procedure("x", "x", 1, "A", {"A": "가"}, (Move("go", "감", ("A",), "B", "", "§1"),))
    with pytest.raises(ValueError, match="stands twice"):
        move = Move("go", "감", ("A",), "A", "", "§1")
        Procedure("x", "x", 1, "A", {"A": "가"}, (move, move))


def test_every_state_but_the_last_ones_has_a_way_out_and_all_can_be_reached() -> None:
    reached, waiting = {PROCEDURE.initial}, [PROCEDURE.initial]
    while waiting:
        for move in PROCEDURE.possible(waiting.pop()):
            for target in set(move.targets) - reached:
                reached.add(target)
                waiting.append(target)
    assert reached == PROCEDURE.states.keys()
    assert {state for state in PROCEDURE.states if not PROCEDURE.possible(state)} == {"FINAL", "WITHDRAWN"}


def test_a_holder_is_offered_the_moves_of_the_own_boxes_only() -> None:
    assert [move.code for move in PROCEDURE.possible("REVIEW", {"P-REV"})] == ["return_report", "approve_report"]
    assert PROCEDURE.possible("REVIEW", {"P-INV"}) == ()
    assert procedure_of(KIND) is PROCEDURE


def test_the_printed_table_names_every_move_with_box_source_and_clock() -> None:
    printed = as_markdown(PROCEDURE)
    for move in PROCEDURE.moves:
        (line,) = [line for line in printed.splitlines() if f"`{move.code}` |" in line]
        states = [PROCEDURE.states[state] for state in move.targets]
        for part in (move.title, move.source, move.box, *states, *move.starts, *move.stops, *move.resumes, *move.ends):
            assert part in line


def test_the_printed_documents_are_those_of_the_code() -> None:
    command = [sys.executable, "-m", "teojeon.command.main", "docs", "--check"]
    result = subprocess.run(command, cwd=databases.ROOT, capture_output=True, text=True, env={**os.environ})
    assert (result.returncode, result.stderr) == (0, "")


def test_every_act_that_leaves_a_line_in_the_timeline_is_walked_here() -> None:
    walked = {act.code for act in acts_on_cases()}
    assert "victims.record_fact" in walked
    assert walked >= {code for code in CODES if code.startswith("victims.")} - BY_HANDLERS
