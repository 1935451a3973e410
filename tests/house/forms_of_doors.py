"""The forms of both doors: who sends them, what stands in them when all is well, and the case that lies behind each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from teojeon.kernel import clock
from teojeon.kernel.committees import actions as committee
from teojeon.kernel.committees import minutes
from teojeon.kernel.committees.models import AgendaItem
from teojeon.kernel.parameters import actions as parameters
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.services.victims.assessment.facts import FACTS
from teojeon.services.victims.decision import actions as decision
from tests.support import factories, meetings
from tests.support.factories import STATEMENTS, acting, cast, make_case

Words = dict[str, Any]


@dataclass(frozen=True)
class Form:
    """One form. `name`: where it is sent; `shown_at`: the page it stands on, where that is another one.

    `stage`: what lies behind it (STAGES). `good`: what a careful person enters; words in braces come from the stage.
    `required`: listed when all is left empty. `texts`: inputs of one line or more; `free`: those in which a number of a person
    is hidden; `dates`, `amounts`. `path`: the other words of the address.
    """

    name: str
    role: str
    stage: str
    good: dict[str, str] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    shown_at: str = ""
    path: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return "-".join([self.name, *(word for _, word in self.path)])

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*self.texts, *self.free]))


def fact(code: str, value: str, kind: str = "") -> Form:
    """The form of one fact; `kind` is `dates` or `amounts` where the value is one."""
    good = {"value": value, "source": "register", "evidence": "임대차계약서 1면", "as_of": "2024-06-03", "note": "원본 대조"}
    return Form(
        "case_fact", "invest", "INVESTIGATING", good, ("value", "source", "as_of"),
        free=("evidence", "note"), dates=("as_of", *(["value"] if kind == "dates" else [])),
        amounts=("value",) if kind == "amounts" else (), path=(("code", code),),
    )  # fmt: skip


def structured(code: str, value: dict[str, str], amounts: tuple[str, ...] = ()) -> Form:
    """The form of a fact that is more than one line."""
    good = {**value, "source": "register", "evidence": "등기사항증명서, 경매개시결정", "as_of": "2024-06-03", "note": "원본 대조"}
    return Form("case_fact", "invest", "INVESTIGATING", good, ("value", "source", "as_of"), free=("evidence", "note"),
                dates=("as_of",), amounts=amounts, path=(("code", code),))  # fmt: skip


EVENTS = {f"value-{code}": "yes" if code == "auction_commenced" else "no" for code, _ in FACTS["events"].options}
ROLL = "vote-"  # one input for each member, which the page names
REASON = "조사 결과에 따라 요건을 모두 갖춘 것으로 판단된다."
OFFICE: tuple[Form, ...] = (
    Form("case_confirm", "intake", "SUBMITTED", {"investigator": "{investigator}"}, ("investigator",)),
    Form("case_unmask", "intake", "SUBMITTED", {"purpose": "contact"}, ("purpose",), path=(("field", "mobile"),)),
    Form("case_open", "invest", "RECEIVED"),
    fact("deposit_current", "180000000", "amounts"),
    fact("first_contract_date", "2024-03-02", "dates"),
    fact("is_natural_person", "yes"),
    fact("fixed_date_on", "2024-03-02", "dates"),
    fact("victim_count", "3", "amounts"),
    fact("handover_state", "done"),
    structured("events", EVENTS),
    structured("guarantees", {"value-known": "some", "value-0-provider": "hug", "value-0-holder": "tenant",
                              "value-0-state": "valid", "value-0-amount": "150000000"}, ("value-0-amount",)),
    structured("other_tenants_deposits", {"value-known": "some", "value-0-amount": "90000000"}, ("value-0-amount",)),
    structured("intent_proposal", {"value": "yes", "value-indicators": "I1"}),
    Form("case_unknowns", "invest", "INVESTIGATING", {"codes": "deposit_current", "source": "register", "note": "자료를 요청하였다."},
         ("codes", "source", "note"), free=("note",)),
    Form(
        "case_finding", "secretary", "tabled",
        {"value": "yes", "value-indicators": "I1", "resolution": "2026-제12차 안건 1번", "resolved_on": "{today}", "reason": REASON},
        ("value", "resolution", "resolved_on", "reason"), free=("resolution", "reason"), dates=("resolved_on",),
        path=(("code", "intent_found"),),
    ),
    Form("case_report", "invest", "facts", {"opinion": "GA", "reason": REASON}, ("opinion", "reason"), free=("reason",)),
    Form("case_review", "review", "REVIEW", {"decision": "return", "reason": REASON}, ("reason",), free=("reason",)),
    Form("case_send", "send", "READY"),
    Form(
        "case_opinion", "agenda", "SENT", {"agrees_with_province": "yes", "outcome": "GA", "reason": REASON},
        ("agrees_with_province", "outcome", "reason"), free=("reason",),
    ),
    Form(
        "parameter_enter", "param", "nothing",
        {"sido": "11", "value": "700000000", "valid_from": "2026-01-01", "resolution": "서울-제1호", "reason": REASON},
        ("sido", "value", "resolution", "reason", "valid_from"),
        texts=("receipt_no", "resolution"), free=("reason",), dates=("valid_from", "valid_to"), amounts=("value",),
    ),
    Form("parameter_decide", "sealer", "value", {"decision": "approve"}),
    Form("meeting_new", "secretary", "nothing", {"held_on": "{today}", "place": "대회의실"}, ("held_on", "place"),
         texts=("place",), dates=("held_on",)),
    Form("meeting_table", "secretary", "agenda", {"cases": "{case}", "motion": "OPINION"}, ("motion",)),
    Form("meeting_open", "secretary", "tabled", {"present": "{members}"}),
    Form("meeting_motion", "secretary", "session", {"motion": "GA", "reason": REASON}, ("motion",), free=("reason",)),
    Form("meeting_exclude", "secretary", "session", {"member": "{member}"}, ("member",)),
    Form("meeting_defer", "secretary", "session", {"reason": REASON}, ("reason",), free=("reason",)),
    Form("meeting_roll", "secretary", "session", {ROLL: "yes"}, (ROLL,)),
    Form("meeting_roll_confirm", "chair", "roll"),
    Form("meeting_vote", "chair", "session", {"choice": "yes"}, ("choice",), shown_at="meeting"),
    Form("meeting_item_close", "secretary", "voted", shown_at="meeting"),
    Form("meeting_close", "secretary", "decided", shown_at="meeting"),
    Form("meeting_sign", "secretary", "closed", shown_at="meeting_minutes"),
    Form("letter_draft", "drafter", "RESOLVED", {"reasons": REASON}, ("reasons",), free=("reasons",), shown_at="letter"),
    Form("letter_seal", "sealer", "drafted", shown_at="letter"),
    Form("letter_dispatch", "server", "DECIDED", {"method": "post"}, ("method",), shown_at="letter"),
    Form(
        "letter_served", "server", "dispatched", {"method": "post", "arrived_on": "{today}", "proof": "등기 1234-5678"},
        ("method", "arrived_on", "proof"), free=("proof",), dates=("arrived_on",), shown_at="letter",
    ),
)  # fmt: skip


def _step(slug: str, good: dict[str, str], required: tuple[str, ...], **fields: Any) -> Form:
    return Form("application_step", "tenant", "draft", good, required, path=(("step", slug),), **fields)


ADDRESS = "서울특별시 종로구 대학로 1, 201호"
PORTAL: tuple[Form, ...] = (
    _step(
        "applicant",
        {"is_natural_person": "yes", "name": "강한결", "birth_date": "1991-03-02", "number": "910302-2345678",
         "service_address": ADDRESS, "mobile": "010-1234-5678"},
        ("is_natural_person", "name", "birth_date", "number", "service_address"),
        texts=("number", "mobile"), free=("name", "service_address", "resident_address"), dates=("birth_date",),
    ),
    _step("house", {"sido": "11", "sigungu": "11110", "legal_dong": "혜화동", "address": ADDRESS}, ("sido", "address"),
          free=("legal_dong", "address")),
    _step("lease", {"first_contract_date": "2023-04-01", "deposit_current": "210000000", "monthly_rent": "0"},
          ("first_contract_date", "deposit_current"), dates=("first_contract_date",), amounts=("deposit_current", "monthly_rent")),
    _step("occupancy", {"handover_state": "done", "handover_on": "2023-04-10"}, (),
          dates=("handover_on", "move_in_report_on", "fixed_date_on")),
    Form("application_review", "tenant", "full draft"),
    Form("application_delete", "tenant", "draft"),
    Form("application_start", "tenant", "draft"),
    Form("my_withdraw", "tenant", "filing", {"reason": "임대인과 합의하였습니다."}, ("reason",), free=("reason",)),
)  # fmt: skip


# what lies behind the office's forms


def _case(state: str) -> Callable[[], Words]:
    return lambda: {"case": make_case(state)}


def _facts() -> Words:
    case = make_case("INVESTIGATING")
    factories.record_all(case, cast("invest"), STATEMENTS)
    return {"case": case}


def _value() -> Words:
    with acting("param"):
        row = parameters.enter(
            controller=MINISTRY_CODE, organisation=MINISTRY_CODE, code="DEPOSIT_CAP_EFFECTIVE", area="sido:11", value=700_000_000,
            valid_from=clock.business_today(), valid_to=None, resolution="서울-제1호", reason=REASON,
        )  # fmt: skip
    return {"value": row.pk}


def _agenda() -> Words:
    factories.committee_of_members()
    return {"case": make_case("AGENDA"), "meeting": meetings.convened()}


def _tabled() -> Words:
    case = make_case("TABLED")
    with acting("secretary") as unit:
        item = AgendaItem.objects.visible_to(unit.actor).get(matter=case)
    return {"case": case, "meeting": item.meeting_id, "item": item.pk}


def _session() -> Words:
    words = _tabled()
    with acting("secretary"):
        committee.open_meeting(words["meeting"], present=factories.committee_of_members())
        committee.set_motion(words["meeting"], item=words["item"], motion="GA", reason=REASON)
    return words


def _roll() -> Words:
    words = _session()
    votes = {str(account): "yes" for account in factories.committee_of_members()}
    with acting("secretary"):
        committee.enter_roll(words["meeting"], item=words["item"], votes=votes)
    return words


def _voted() -> Words:
    words = _roll()
    roll = {str(account): "yes" for account in factories.committee_of_members()}
    with acting("chair"):
        committee.confirm_roll(words["meeting"], item=words["item"], votes=roll)
    return words


def _decided() -> Words:
    words = _voted()
    with acting("secretary"):
        committee.close_item(words["meeting"], item=words["item"])
    return words


def _closed() -> Words:
    words = _decided()
    with acting("secretary"):
        minutes.close_meeting(words["meeting"])
    return words


def _drafted() -> Words:
    case = make_case("RESOLVED")
    with acting("drafter"):
        decision.draft_letter(case)
    return {"case": case}


def _dispatched() -> Words:
    case = make_case("DECIDED")
    with acting("server"):
        decision.dispatch_letter(case, method="post")
    return {"case": case}


STAGES: dict[str, Callable[[], Words]] = {
    **{state: _case(state) for state in ("SUBMITTED", "RECEIVED", "INVESTIGATING", "REVIEW", "READY", "SENT", "RESOLVED", "DECIDED")},
    "nothing": dict, "facts": _facts, "value": _value, "agenda": _agenda, "tabled": _tabled, "session": _session, "roll": _roll,
    "voted": _voted, "decided": _decided, "closed": _closed, "drafted": _drafted, "dispatched": _dispatched,
}  # fmt: skip


def stage(form: Form) -> Words:
    """Brings the office to where the form is shown. Words for its address and for what is entered."""
    words = STAGES[form.stage]()
    people = factories.committee_of_members() if "meeting" in words else [cast("invest")]
    today = clock.business_today().isoformat()
    return {**words, "today": today, "investigator": cast("invest"), "members": people, "member": people[-1]}


def address(form: Form, words: Words, *, foreign: bool = False) -> dict[str, UUID | str]:
    """The words of the form's address; `foreign`: of something that is not there for these eyes."""
    own = {name: words[name] for name in ADDRESSED.get(form.name, ())}
    return {**({name: uuid4() for name in own} if foreign else own), **dict(form.path)}


ITEM = ("meeting", "item")
ADDRESSED: dict[str, tuple[str, ...]] = {
    "case_confirm": ("case",), "case_unmask": ("case",), "case_open": ("case",), "case_fact": ("case",), "case_report": ("case",), "case_unknowns": ("case",), "case_finding": ("case",),
    "case_review": ("case",), "case_send": ("case",), "case_opinion": ("case",), "parameter_decide": ("value",),
    "meeting_table": ("meeting",), "meeting_open": ("meeting",), "meeting_motion": ITEM, "meeting_exclude": ITEM,
    "meeting_defer": ITEM, "meeting_roll": ITEM, "meeting_roll_confirm": ITEM, "meeting_vote": ITEM, "meeting_item_close": ITEM,
    "meeting_close": ("meeting",), "meeting_sign": ("meeting",), "meeting": ("meeting",), "meeting_minutes": ("meeting",),
    "letter": ("case",), "letter_draft": ("case",), "letter_seal": ("case",), "letter_dispatch": ("case",),
    "letter_served": ("case",), "application_step": ("draft",), "application_review": ("draft",), "application_delete": ("draft",),
    "my_withdraw": ("subject",),
}  # fmt: skip
