"""What the walk of the office's pages names beside cases: a demand and its service, a referral, an export of the register."""

from uuid import UUID, uuid4

from teojeon.kernel import clock
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.linkage.models import CaseNode
from teojeon.services.victims.orders.models import StatementOrder
from teojeon.services.victims.orders.office_actions import Files, draft_fine_referral, take_answer
from teojeon.services.victims.referral.actions import refer
from teojeon.services.victims.referral.models import Referral
from teojeon.services.victims.register import exporting
from teojeon.services.victims.register.queries import Book
from teojeon.services.victims.requests import actions as ask_agencies
from teojeon.services.victims.requests.models import RequestReply
from teojeon.services.victims.requests.replies import take_reply, typed
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.supplement.models import Demand
from teojeon.services.victims.visits.actions import record_visit
from tests.support import extracts, orders
from tests.support.factories import acting


def objects(submitted: UUID, demanded: UUID) -> dict[str, UUID]:
    """By the word of the address. `demanded`: a case in SUPPLEMENT."""
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as opened:
        demand = Demand.objects.visible_to(opened.actor).get(case=demanded).pk
        service = ServiceRecord.objects.visible_to(opened.actor).get(case=demanded).pk
        group = CaseNode.objects.visible_to(opened.actor).select_related("node").get(case=submitted).node.group
    with acting("intake") as opened:
        refer(submitted, centre="전세피해지원센터", grounds=["sale_soon"], note="", passed=[])
        referral = Referral.objects.visible_to(opened.actor).get(case=submitted).pk
        book = Book("SD-11", "서울특별시", clock.business_today().year)
        export = exporting.ask(book, first=1, last=1, form="pdf", purpose="audit", note="감사 자료요구").pk
    return {
        "demand": demand,
        "service": service,
        "referral": referral,
        "export": export,
        "group": group,
        "entry": uuid4(),
        **_asked(demanded),
        "extract": extracts.kept(submitted),
    }


def _asked(case: UUID) -> dict[str, UUID]:
    """A request for data that was answered."""
    with acting("invest") as opened:
        row = ask_agencies.draft(ask_agencies.Asked("11", "HUG", (case,)))
        number = ask_agencies.issue(row.pk)["request_no"]
        take_reply(number, typed(number, "1", {}, state="none"), channel="file", replied_at=clock.business_now())
        reply = RequestReply.objects.visible_to(opened.actor).get(request=row).pk
    return {"data_request": row.pk, "reply": reply}


def investigated(case: UUID) -> dict[str, UUID]:
    """A visit, an order that was refused, and the draft of a referral for a fine."""
    order = orders.issued(case)
    with acting("invest") as opened:
        visit = record_visit(case, **orders.VISIT, visit_at=clock.business_now(), notified_on=clock.business_today())["visit"]
        take_answer(
            case, order=order, answered_on=clock.business_today(), channel="post", refused=True, reason="말하지 않겠다고 함", text="",
            files=Files(),
        )  # fmt: skip
        addressee = StatementOrder.objects.visible_to(opened.actor).get(pk=order).addressee
        fine = draft_fine_referral(case, addressee=addressee, ground="refused", reason="까닭을 밝히지 않음")["referral"]
    return {"order": order, "visit": UUID(visit), "addressee": addressee, "fine": UUID(fine)}
