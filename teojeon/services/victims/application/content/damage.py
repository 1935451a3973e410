"""The loss, its enforcement, guarantees and what came back (S1-APP-06). Amounts in won."""

import datetime as dt
from dataclasses import dataclass

from teojeon.services.victims.application.content.values import Maybe


@dataclass(frozen=True)
class Event:
    """`kind`: bankruptcy_opened, rehabilitation_opened, auction_opened, public_sale_opened, national_tax_seizure,
    local_tax_seizure, enforcement_title, other.
    """

    kind: Maybe[str] = None
    court_or_office: str = ""
    case_no: str = ""
    event_on: Maybe[dt.date] = None
    status: str = ""


@dataclass(frozen=True)
class IntentFact:
    """Why an intent is suspected. `code`: I1 to I5 (법§3①4)."""

    code: Maybe[str] = None
    description: str = ""
    on: Maybe[dt.date] = None
    agency: str = ""
    case_no: str = ""


@dataclass(frozen=True)
class Guarantee:
    """`provider`: hug, hf, sgi, other; `holder`: tenant, landlord; `state`: valid, lapsed, cancelled, pending, refused, paid."""

    provider: Maybe[str] = None
    holder: Maybe[str] = None
    policy_no: str = ""
    covered_amount: Maybe[int] = None
    covers_from: Maybe[dt.date] = None
    covers_to: Maybe[dt.date] = None
    state: Maybe[str] = None
    paid_amount: Maybe[int] = None


@dataclass(frozen=True)
class Recovery:
    """`source`: priority (대항력·우선변제), repaid (변제), support (지원)."""

    source: Maybe[str] = None
    amount: Maybe[int] = None
    on: Maybe[dt.date] = None


@dataclass(frozen=True)
class Damage:
    """`any_*` decide whether their rows are asked. `sale_*` and the days after it count only with an auction or public sale.

    `urgent_stay_wanted`: a wish, not a request (S1-STY-01). `move_out_pressure`: none, letter, order, suit, notice.
    """

    any_events: Maybe[bool] = None
    events: tuple[Event, ...] = ()
    sale_date: Maybe[dt.date] = None
    sale_decision_date: Maybe[dt.date] = None
    distribution_demand_deadline: Maybe[dt.date] = None
    distribution_demanded: Maybe[bool] = None
    price_paid_on: Maybe[dt.date] = None
    distribution_closed_on: Maybe[dt.date] = None
    distributed_amount: Maybe[int] = None
    other_victims: Maybe[int] = None
    any_intent_facts: Maybe[bool] = None
    intent_facts: tuple[IntentFact, ...] = ()
    any_guarantees: Maybe[bool] = None
    guarantees: tuple[Guarantee, ...] = ()
    any_recovered: Maybe[bool] = None
    recovered: tuple[Recovery, ...] = ()
    move_out_pressure: Maybe[str] = None
    move_out_pressure_on: Maybe[dt.date] = None
    urgent_stay_wanted: bool = False

    @property
    def has_sale(self) -> bool:
        """Whether an auction or a public sale of the house was said to have begun."""
        return self.any_events is True and any(each.kind in ("auction_opened", "public_sale_opened") for each in self.events)


@dataclass(frozen=True)
class DamageStatement:
    """The guided statement of damage (피해사실 진술서): at most ten questions, each told once, all optional."""

    found_house: str = ""
    told: str = ""
    checked: str = ""
    learnt: str = ""
    demanded: str = ""
    answered: str = ""
    acted: str = ""
    harm: str = ""
    more: str = ""
