"""What cannot wait: a wish for a stay, a sale that is near, an eviction paper (S1-APP-06). A tick here is no request for a stay."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from teojeon.services.victims.application.content import Content
from teojeon.services.victims.application.forms.choices import PRESSURES
from teojeon.ui.formats import shown_date
from teojeon.ui.languages import translated, worded

NEAR_DAYS = 30
COURT, TAX = "court", "tax"
BRING = (
    "이 신청의 접수번호와 신청서 사본",
    "신분증, 임대차계약서, 주민등록초본",
    "받은 통지서(경매개시결정, 매각기일 통지, 공매통지서, 인도명령 등)",
    "등기사항증명서",
)
"""What to take along to the court or the tax office."""


@dataclass(frozen=True)
class Urgency:
    """`last_day`: by which the person must have asked the authority itself; None where no day of a sale is known.

    `track`: court (법§17) or tax (법§18, §19). `next_sale_on`: the day of the sale or of its decision, whichever comes first.
    """

    stay_wanted: bool
    track: str
    authority: str
    case_no: str
    next_sale_on: dt.date | None
    decision_on: dt.date | None
    move_out_pressure: str
    move_out_pressure_on: dt.date | None
    is_near: bool

    @property
    def is_urgent(self) -> bool:
        """Whether the province and the ministry must know the same day."""
        return self.stay_wanted or self.is_near or bool(self.move_out_pressure)

    @property
    def last_day(self) -> dt.date | None:
        """The day before the sale decision of a tax sale, and before the day of an auction: then it is decided."""
        day = self.decision_on if self.track == TAX and self.decision_on else self.next_sale_on
        return day - dt.timedelta(days=1) if day else None

    @property
    def where(self) -> str:
        """The authority to ask, as far as it was named."""
        general = translated("공매를 하는 세무서·시·군·구" if self.track == TAX else "경매를 하는 법원")
        return f"{general} {self.authority}".strip()

    @property
    def pressure(self) -> str:
        """The eviction paper in words."""
        return dict(PRESSURES).get(self.move_out_pressure, "")

    @property
    def notice(self) -> str:
        """What the page says to the person."""
        known = "이 신청과 표시만으로는 경매·공매가 멈추지 않습니다. {day}까지 {where}에 유예·정지를 따로 신청해야 합니다."
        unknown = (
            "이 신청과 표시만으로는 경매·공매가 멈추지 않습니다. 매각(결정)기일 전에 {where}에 유예·정지를 따로 신청해야 합니다."
        )
        told = worded(known if self.last_day else unknown, day=shown_date(self.last_day), where=self.where)
        return f"{told} {worded('사건번호는 {number}입니다.', number=self.case_no)}" if self.case_no else told

    def as_dict(self) -> dict[str, Any]:
        """As the office takes it: days as ISO text, null where there is none."""
        return {
            "is_urgent": self.is_urgent,
            "stay_wanted": self.stay_wanted,
            "track": self.track,
            "authority": self.authority,
            "case_no": self.case_no,
            "next_sale_on": _iso(self.next_sale_on),
            "decision_on": _iso(self.decision_on),
            "last_day": _iso(self.last_day),
            "move_out_pressure": self.move_out_pressure,
            "move_out_pressure_on": _iso(self.move_out_pressure_on),
        }


def urgency(content: Content, today: dt.date) -> Urgency:
    """Reads the step of the damage. A sale is near from today to 30 days on, both included."""
    damage = content.damage
    sales = [each for each in damage.events if each.kind in ("auction_opened", "public_sale_opened")] if damage.has_sale else []
    sale = sales[0] if sales else None
    sold_on, decided_on = (_day(damage.sale_date), _day(damage.sale_decision_date)) if sale else (None, None)
    coming = [day for day in (sold_on, decided_on) if day and day >= today]
    next_sale_on = min(coming, default=None)
    pressure = damage.move_out_pressure if isinstance(damage.move_out_pressure, str) and damage.move_out_pressure != "none" else ""
    return Urgency(
        stay_wanted=damage.urgent_stay_wanted,
        track=TAX if sale and sale.kind == "public_sale_opened" else COURT,
        authority=sale.court_or_office if sale else "",
        case_no=sale.case_no if sale else "",
        next_sale_on=next_sale_on,
        decision_on=decided_on,
        move_out_pressure=pressure,
        move_out_pressure_on=_day(damage.move_out_pressure_on) if pressure else None,
        is_near=next_sale_on is not None and next_sale_on <= today + dt.timedelta(days=NEAR_DAYS),
    )


def _day(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) else None


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
