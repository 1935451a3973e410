"""An invented tenant signs up and files, through the portal's own acts."""

import datetime as dt
import hashlib
from dataclasses import asdict, dataclass
from uuid import UUID

from teojeon.kernel.crypto.numbers import ResidentNumber
from teojeon.kernel.people.identity import Verified
from teojeon.services.accounts.actions import Agreement, sign_up
from teojeon.services.victims.application import actions
from teojeon.services.victims.application.content import (
    SECTION_OF,
    Applicant,
    Consents,
    Content,
    Damage,
    House,
    Lease,
    Occupancy,
    SealedNumber,
    encode,
)
from teojeon.ui.formats import UNKNOWN


@dataclass(frozen=True)
class Tenant:
    """An invented person and lease. Amounts in won; `fixed_date_known` False = 모름."""

    username: str
    name: str
    birth_date: dt.date
    mobile: str
    sido: str
    sigungu: str
    legal_dong: str
    address: str
    first_contract: dt.date
    deposit: int
    rent: int = 0
    fixed_date_known: bool = True

    @property
    def verified(self) -> Verified:
        ci = hashlib.sha256(f"{self.name}|{self.birth_date}|{self.mobile}".encode()).hexdigest()
        return Verified(ci, self.name, self.birth_date, self.mobile, "simulator")

    @property
    def number(self) -> ResidentNumber:
        """A possible number of nobody: the birth date and digits that no register gave out in that order."""
        century = "3" if self.birth_date.year >= 2000 else "1"
        return ResidentNumber.parse(f"{self.birth_date:%y%m%d}-{century}{self.mobile[-6:]}")


def register(tenant: Tenant, password: str) -> UUID:
    """Signs the person up. In an open unit of work of the portal."""
    return sign_up(tenant.verified, tenant.username, password, Agreement(sms_opt_in=False)).pk


def file_application(tenant: Tenant, account: UUID) -> tuple[UUID, str]:
    """Fills a draft and submits it in the open unit of work. Returns the case's key and the receipt number."""
    draft = actions.start(account, tenant.verified)
    content = Content(
        applicant=Applicant(
            is_natural_person=True,
            name=tenant.name,
            birth_date=tenant.birth_date,
            service_address=tenant.address,
            resident_address=tenant.address,
            mobile=tenant.mobile,
        ),
        house=House(tenant.sido, tenant.sigungu, tenant.legal_dong, tenant.address),
        lease=Lease(tenant.first_contract, tenant.deposit, tenant.rent),
        occupancy=Occupancy(
            handover_state="done",
            handover_on=tenant.first_contract + dt.timedelta(days=28),
            move_in_report_on=tenant.first_contract + dt.timedelta(days=29),
            fixed_date_on=tenant.first_contract + dt.timedelta(days=29) if tenant.fixed_date_known else UNKNOWN,
        ),
        damage=Damage(other_victims=UNKNOWN, any_recovered=False),
        consents=Consents(c1=True, c3=True, c5=True),
        number=SealedNumber.of(tenant.number, draft.pk),
        verified_name=tenant.name,
        verified_birth_date=tenant.birth_date,
    )
    for step in ("applicant", "house", "lease", "occupancy", "damage", "papers"):
        section = getattr(content, SECTION_OF.get(step, step))
        values = {name: encode(value) for name, value in vars(section).items()}
        numbers = {"number": asdict(content.number)} if step == "applicant" and content.number else {}
        actions.save_step(draft.pk, step=step, values=values, unclear={}, numbers=numbers, page="demo", passed=True)
    answer = actions.submit(draft.pk, insist=False)
    return draft.pk, str(answer["receipt_no"])
