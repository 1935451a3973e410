"""What lies behind each form of the office: brings a case, a meeting or a value to where the form is shown."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID, uuid4

from teojeon.kernel import clock
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.committees import actions as committee
from teojeon.kernel.committees import minutes
from teojeon.kernel.committees.models import AgendaItem
from teojeon.kernel.parameters import actions as parameters
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.unit import current
from teojeon.services.victims.consents import recording as consents
from teojeon.services.victims.decision import actions as decision
from teojeon.services.victims.intake.actions import end_assignment
from teojeon.services.victims.intake.models import Task
from teojeon.services.victims.intake.tasks import URGENT, open_task
from teojeon.services.victims.linkage import actions as linkage
from teojeon.services.victims.links.models import CaseLink
from teojeon.services.victims.mandates import recording as mandates
from teojeon.services.victims.orders.office_actions import Files, take_answer
from teojeon.services.victims.register import exporting
from teojeon.services.victims.register.queries import Book
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.supplement.models import Demand, MoreTime
from tests.house.form import Words
from tests.services.victims.requests import asking
from tests.support import extracts, factories, guidance, meetings, orders
from tests.support.factories import STATEMENTS, acting, cast, make_case

WHY = "주택이 다른 시·도에 있어 확인이 필요합니다."
REASON = "조사 결과에 따라 요건을 모두 갖춘 것으로 판단된다."


def _case(state: str) -> Callable[[], Words]:
    return lambda: {"case": make_case(state)}


def _facts() -> Words:
    case = make_case("INVESTIGATING")
    factories.record_all(case, cast("invest"), STATEMENTS)
    return {"case": case}


def _stated() -> Words:
    """A case whose proxy was stated and waits to be accepted."""
    case = make_case()
    with acting("intake"):
        kept = mandates.take(find_case(case), {"mandate_type": "proxy", "actor": {"name": "윤도움"}})
        assert kept is not None
        kept.doc_seen = True
        kept.save(update_fields=["doc_seen"])
    return {"case": case, "mandate": kept.pk}


def _unassigned() -> Words:
    case = make_case("RECEIVED")
    with acting("intake"):
        end_assignment(factories.reload_in_unit(case))
    return {"case": case}


def _urgent() -> Words:
    """A case with something to do the same day."""
    case = make_case("RECEIVED")
    with acting("intake"):
        open_task(factories.reload_in_unit(case), URGENT, uuid4())
        task = Task.objects.visible_to(current().actor).get(case=case, box="P-INTAKE")
    return {"case": case, "task": task.pk}


def _shared() -> Words:
    """A case whose person consents to the sharing of administrative information."""
    case = make_case("RECEIVED")
    given = {"consent_code": "C3", "granted": True, "text_version": 1, "at": clock.business_now().isoformat(), "by": "self"}
    with acting("intake"):
        consents.take(factories.reload_in_unit(case), [given | dict.fromkeys(("recipients", "items", "purpose", "retention"), "")])
    return {"case": case}


def _demanded(case: UUID) -> Demand:
    with acting("intake", read_only=True) as unit:
        demand: Demand = Demand.objects.visible_to(unit.actor).get(case=case)
    return demand


def _overdue() -> Words:
    """A demand whose last day was yesterday."""
    case = make_case("SUPPLEMENT")
    demand = _demanded(case)
    with acting("intake"):
        demand.due_on = clock.business_today() - dt.timedelta(days=1)
        demand.save()
    return {"case": case, "demand": demand.pk}


def _time_asked() -> Words:
    case = make_case("SUPPLEMENT")
    demand = _demanded(case)
    with acting("intake"):
        row = MoreTime.objects.create(
            case_id=case, controller=demand.controller, handled_by=demand.handled_by, demand=demand, reason=WHY,
            asked_on=clock.business_today(), message=uuid4(),
        )  # fmt: skip
    return {"case": case, "asked": row.pk}


def _came_back() -> Words:
    case = make_case("SUPPLEMENT")
    with acting("intake"):
        record = ServiceRecord.objects.visible_to(current().actor).get(case=case)
        record.returns = [{"reason": "moved"}, {"reason": "unknown"}]
        record.save()
    return {"case": case}


def _numbered() -> Words:
    return {"number": factories.reload(make_case()).receipt_no}


def _sent_demand() -> Words:
    case = make_case("SUPPLEMENT")
    return {"case": case, "demand": _demanded(case).pk}


def _export_asked() -> Words:
    make_case()
    with acting("intake"):
        book = Book("SD-11", "서울특별시", clock.business_today().year)
        row = exporting.ask(book, first=1, last=1, form="pdf", purpose="audit", note=WHY)
    return {"export": row.pk}


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


def _linked() -> Words:
    make_case()
    case = make_case()  # the same person and lease
    with acting("intake", read_only=True) as unit:
        return {"case": case, "link": CaseLink.objects.visible_to(unit.actor).get(case=case).pk}


def _extract(*, confirmed: bool = False) -> Words:
    """A registry extract whose row waits, or was confirmed."""
    case = make_case("INVESTIGATING")
    return {"case": case, "extract": extracts.kept(case, by=cast("invest") if confirmed else None)}


def _two() -> Words:
    return {"receipt_no": factories.reload(make_case(first_contract_date="2023-01-02")).receipt_no, "case": make_case()}


def _namesakes() -> Words:
    """Two cases whose landlords have one name and are not known to be one."""
    make_case(landlord_name="김임대", landlord_phone="010-5550-0001")
    case = make_case(landlord_name="김임대", landlord_address="경기도 수원시 1")
    with acting("invest", read_only=True):
        row = factories.reload_in_unit(case)
        link, other, _ = linkage.candidates(row)[0]
        return {"case": case, "link": link.pk, "pair": f"{link.node_id}_{other.pk}", "node": other.pk, "own": link.node_id}


def _merged() -> Words:
    words = _namesakes()
    with acting("invest"):
        linkage.merge(words["case"], node=words["own"], other=words["node"], reason=REASON)
    return words


def _issued_order() -> Words:
    """An order that waits for its answer."""
    case = make_case("INVESTIGATING")
    return {"case": case, "order": orders.issued(case)}


def _refused_order() -> Words:
    """An order that was refused; its addressee may be referred for a fine."""
    words = _issued_order()
    with acting("invest"):
        take_answer(
            words["case"], order=words["order"], answered_on=clock.business_today(), channel="post", refused=True, reason=WHY, text="",
            files=Files(),
        )  # fmt: skip
    return {**words, "addressee": orders.order_of(words["order"]).addressee}


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


def _asked() -> Words:
    return {"data_request": asking.sent(asking.investigated()).pk}


STAGES: dict[str, Callable[[], Words]] = {
    **{state: _case(state) for state in ("SUBMITTED", "RECEIVED", "INVESTIGATING", "REVIEW", "READY", "SENT", "RESOLVED", "DECIDED")},
    "asked": _asked, "issued order": _issued_order, "refused order": _refused_order,
    "guide": lambda: {"guide": guidance.draft()}, "submitted guide": lambda: {"guide": guidance.submitted()},
    "extract": _extract, "confirmed extract": lambda: _extract(confirmed=True), "linked": _linked, "namesakes": _namesakes, "merged": _merged, "two": _two, "office": lambda: {"office": guidance.office()}, "unassigned": _unassigned, "urgent": _urgent, "shared": _shared, "overdue": _overdue, "time asked": _time_asked,
    "came back": _came_back, "export asked": _export_asked, "sent demand": _sent_demand, "numbered": _numbered, "nothing": dict, "facts": _facts, "stated": _stated, "value": _value, "agenda": _agenda, "tabled": _tabled, "session": _session, "roll": _roll,
    "voted": _voted, "decided": _decided, "closed": _closed, "drafted": _drafted, "dispatched": _dispatched,
}  # fmt: skip
