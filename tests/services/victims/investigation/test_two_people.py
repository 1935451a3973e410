"""P-INV × P-REV on one case: refused by every act and on every page, in both directions (S1-USR-09, S1-INV-06)."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import NoReverseMatch, reverse

from teojeon.kernel.cases.actions import CaseAct
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.consents import recording as consents
from teojeon.services.victims.intake.actions import assign
from teojeon.services.victims.investigation import actions
from tests.house.forms_of_doors import OFFICE as FORMS
from tests.house.pages import OFFICE
from tests.kernel.cases.walk import acts_on_cases
from tests.support.factories import (
    acting,
    browser,
    cast,
    let_readers_in,
    make_case,
    official,
    order_investigation,
    reload,
    reload_in_unit,
)
from tests.support.meetings import sql

pytestmark = [pytest.mark.req("S1-USR-09", "S1-INV-06"), pytest.mark.usefixtures("office_side")]
SAME = "SAME_PERSON"


def both() -> UUID:
    """One person with both boxes, noted as being for different cases."""
    return official("both11", "SD-11", "P-INV", "P-REV", noted=True)


def acts_of(box: str) -> list[CaseAct]:
    return [act for act in acts_on_cases() if act.box == box]


def codes(who: UUID, case: UUID, box: str) -> dict[str, str]:
    """What this person is told of each act of a box: its refusal's code, empty where it is open."""
    with acting(who, read_only=True):
        row, found = reload_in_unit(case), {}
        for act in acts_of(box):
            try:
                refusal = act.refused_now(row, {})
            except KeyError:  # its guard needs the words of the form; the pages below send them
                continue
            found[act.code] = refusal.code if refusal else ""
    return found


def forced_onto(case: UUID, account: UUID) -> None:
    """As if somebody had been assigned before the rule stood."""
    sql("UPDATE cases_assignment SET account = %s WHERE case_id = %s AND until IS NULL", account, case)


@pytest.mark.parametrize("leaves", [False, True])
def test_who_investigates_or_once_did_is_refused_every_act_of_review(leaves: bool) -> None:
    person, case = both(), make_case("INVESTIGATING", investigator=both())
    if leaves:  # having written nothing: what was asked and seen counts as well
        other = cast("invest")
        with acting("intake"):
            assign(case, investigator=other)
        let_readers_in(case)
    sql("UPDATE cases_case SET state = 'REVIEW' WHERE id = %s", case)
    neutral = codes(cast("review"), case, "P-REV")
    mine = codes(person, case, "P-REV")
    assert {code for code, refusal in neutral.items() if not refusal} == {"victims.approve_report", "victims.return_report"}
    assert [mine[code] for code, refusal in neutral.items() if not refusal] == [SAME, SAME]


def test_the_addendum_is_reviewed_by_nobody_who_ever_investigated() -> None:
    person, case = both(), make_case("SENT", investigator=both())
    order_investigation(case)
    sql("UPDATE cases_assignment SET until = now() WHERE case_id = %s", case)
    sql("UPDATE victims_investigationorder SET state = 'DRAFTED' WHERE case_id = %s", case)
    mine, neutral = codes(person, case, "P-REV"), codes(cast("review"), case, "P-REV")
    opened = {code for code, refusal in neutral.items() if not refusal}
    assert {"victims.approve_addendum", "victims.return_addendum"} <= opened
    assert {mine[code] for code in opened} == {SAME}


def reviewed(state: str = "INVESTIGATING") -> UUID:
    """A case whose report this person once returned."""
    case = make_case("REVIEW")
    with acting(both()):
        actions.return_report(case, reason="확정일자를 확인합니다.")
    sql("UPDATE cases_case SET state = %s WHERE id = %s", state, case)
    return case


def test_who_reviewed_is_not_assigned() -> None:
    case, person = reviewed(), both()
    with pytest.raises(Refusal) as caught, acting("intake"):
        assign(case, investigator=person)
    assert (caught.value.code, caught.value.field) == (SAME, "investigator")


@pytest.mark.parametrize("state", ["RECEIVED", "INVESTIGATING", "SUPPLEMENT", "ADD_INVEST"])
def test_who_reviewed_is_refused_every_act_of_investigation_even_where_assigned(state: str) -> None:
    case = reviewed(state)
    given = {"consent_code": "C3", "granted": True, "text_version": 1, "at": "2026-11-20T00:00:00+09:00", "by": "self"}
    with acting("intake"):  # so that the look into the resident register is open, too
        consents.take(reload_in_unit(case), [given | dict.fromkeys(("recipients", "items", "purpose", "retention"), "")])
    if state == "ADD_INVEST":
        sql("UPDATE cases_case SET state = 'SENT' WHERE id = %s", case)
        order_investigation(case)
    neutral = codes(cast("invest"), case, "P-INV")
    forced_onto(case, both())
    mine = codes(both(), case, "P-INV")
    opened = {code for code, refusal in neutral.items() if not refusal}
    assert opened
    assert {code: mine[code] for code in opened} == dict.fromkeys(opened, SAME)


def words_of(name: str) -> list[dict[str, Any]]:
    """What the forms of a page send when all is well."""
    return [dict(form.good) for form in FORMS if form.name == name] or [{}]


def pages_of(box: str) -> list[str]:
    return [name for name, page in OFFICE.items() if page.object == "case" and {box} <= page.boxes <= {box, "P-INTAKE"}]


@pytest.mark.parametrize(("box", "stage"), [("P-REV", "REVIEW"), ("P-INV", "INVESTIGATING")])
def test_no_page_of_the_one_duty_serves_who_had_the_other(box: str, stage: str) -> None:
    case = make_case("REVIEW", investigator=both()) if box == "P-REV" else reviewed()
    if box == "P-INV":
        forced_onto(case, both())
    page, before = browser(both()), reload(case)
    names = [*pages_of(box), "case_additional"]
    assert {"case_review"} <= set(names) or {"case_open", "case_fact", "case_report", "case_method", "case_unknowns"} <= set(names)
    for name in names:
        try:
            address = reverse(name, kwargs={"case": case, **dict(OFFICE[name].words)})
        except NoReverseMatch:  # of something below the case, which this case has none of
            continue
        for words in words_of(name):
            filled = {word: text.replace("{today}", "2026-11-21") for word, text in words.items()}
            for decision in ("approve", "return", "") if name in ("case_review", "case_additional") else ("",):
                sent = {"version": before.version, "request": uuid4(), "seen": 0, **filled} | (
                    {"decision": decision} if decision else {}
                )
                answer = page.post(address, sent)
                assert answer.status_code in (200, 403, 404, 409, 422), f"{name}: {answer.status_code}"  # 200: only read
    assert (reload(case).version, reload(case).state) == (before.version, stage)
