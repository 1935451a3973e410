"""What the walk of the office's pages names beside cases: a demand and its service, a referral, an export of the register."""

from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.referral.actions import refer
from teojeon.services.victims.referral.models import Referral
from teojeon.services.victims.register import exporting
from teojeon.services.victims.register.queries import Book
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.supplement.models import Demand
from tests.support.factories import acting


def objects(submitted: UUID, demanded: UUID) -> dict[str, UUID]:
    """By the word of the address. `demanded`: a case in SUPPLEMENT."""
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as opened:
        demand = Demand.objects.visible_to(opened.actor).get(case=demanded).pk
        service = ServiceRecord.objects.visible_to(opened.actor).get(case=demanded).pk
    with acting("intake") as opened:
        refer(submitted, centre="전세피해지원센터", grounds=["sale_soon"], note="", passed=[])
        referral = Referral.objects.visible_to(opened.actor).get(case=submitted).pk
        book = Book("SD-11", "서울특별시", clock.business_today().year)
        export = exporting.ask(book, first=1, last=1, form="pdf", purpose="audit", note="감사 자료요구").pk
    return {"demand": demand, "service": service, "referral": referral, "export": export}
