"""The nominal test of a small deposit (주임법§8, 주임령§10, §11) for somebody about to sign: what the table says, and no more."""

import datetime as dt
from dataclasses import dataclass

from teojeon.kernel import regions
from teojeon.law.book import LawBook
from teojeon.law.language.errors import LawError
from teojeon.law.victims import small_deposit

REGION_CLASSES = {
    "seoul": "서울특별시",
    "overconcentration": "과밀억제권역 등",
    "metropolitan": "광역시 등",
    "other": "그 밖의 지역",
}


@dataclass(frozen=True)
class Nominal:
    """`amount`, `threshold`: won by the table of `reference`; None where the class or the day is not in the table.

    `is_protected`: whether the deposit is within the threshold. `is_whole`: whether it lies wholly within the amount.
    """

    reference: dt.date
    region: str
    region_class: str
    reason: str
    source: str
    amount: int | None
    threshold: int | None
    deposit: int

    @property
    def is_protected(self) -> bool | None:
        return None if self.threshold is None else self.deposit <= self.threshold

    @property
    def protected(self) -> int | None:
        """The part of the deposit that is within the amount, in won; 0 where the deposit is above the threshold."""
        if self.amount is None or self.is_protected is None:
            return None
        return min(self.deposit, self.amount) if self.is_protected else 0

    @property
    def is_whole(self) -> bool | None:
        return None if self.protected is None else self.protected == self.deposit


def nominal(deposit: int, sigungu: str, legal_dong: str, security_on: dt.date | None, on: dt.date) -> Nominal:
    """By the table of the day of the earliest security right, or of that day where there is none (S1-ASM-08)."""
    reference = security_on or on
    answer = regions.region_class(sigungu, legal_dong, reference)
    place = regions.find(sigungu, max(on, regions.TABLE_START))
    amount, threshold = _amounts(answer.class_, reference, on)
    return Nominal(
        reference=reference,
        region=regions.full_name(place) if place else "",
        region_class=REGION_CLASSES.get(answer.class_ or "", "정해지지 않음"),
        reason=answer.reason,
        source=answer.source,
        amount=amount,
        threshold=threshold,
        deposit=deposit,
    )


def _amounts(class_: str | None, reference: dt.date, on: dt.date) -> tuple[int | None, int | None]:
    if class_ is None:
        return None, None
    facts = {"region_class": class_, "reference_on": reference.isoformat()}
    try:
        found = small_deposit.run(facts, on, LawBook.shipped())
    except LawError:
        return None, None
    amount, threshold = found["protected_amount"], found["tenant_threshold"]
    return (amount if isinstance(amount, int) else None, threshold if isinstance(threshold, int) else None)
