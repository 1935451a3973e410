"""What is not known of the claims, and what the tenant receives where it falls out worst and best.

The tenant never receives more when another claim grows or moves ahead, so the two ends bound all that is possible. It is not so
once somebody attached the house before the tenant's right: then nothing is said of an estimate with unknowns.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from teojeon.law.money import GREATEST_WON
from teojeon.law.victims.recovery_estimate_facts import INSTEAD_OF_TAX, REGISTERED, TENANTS, WITH_A_DAY
from teojeon.law.victims.recovery_estimate_ranks import (
    BEFORE_THE_DAY,
    EARLIEST,
    FIRST,
    GENERAL,
    HOUSE_TAX,
    IN_THE_DAY,
    LATEST,
    MIDNIGHT,
    OWN,
    Claim,
    Key,
    day_key,
    tenant_key,
)

Unit = tuple[str, ...]
"""Facts that are unknown together: they fall out worst or best together."""
_FIRST_OF_ALL, _LAST_OF_ALL = day_key(EARLIEST, BEFORE_THE_DAY), day_key(LATEST, IN_THE_DAY, GREATEST_WON)
_COSTS: Unit = ("sale_costs",)


@dataclass(frozen=True)
class Limits:
    """The small deposit of the house. With `missing` they are the greatest there are, and not known."""

    amount: int
    threshold: int
    missing: Unit = ()


@dataclass(frozen=True)
class Entry:
    """One claim as far as it is known; `place` is its number in the list, or the tenant's own."""

    place: int
    kind: str
    amount: int | None
    ranked_on: dt.date | None
    opposable_on: dt.date | None
    receipt_no: int | None
    small_right: bool | None

    def name(self, part: str) -> str:
        """How the answer names a fact of this claim."""
        return part if self.place == OWN else f"claims[{self.place}].{part}"

    @property
    def may_be_small(self) -> bool:
        return self.small_right is not False and (self.place == OWN or self.kind in TENANTS)


@dataclass(frozen=True)
class Matter:
    """All claims on one house as far as they are known. The tenant's own amount and right, and the kinds, are known."""

    entries: tuple[Entry, ...]
    limits: Limits
    costs: int | None

    @cached_property
    def own(self) -> Entry:
        return next(each for each in self.entries if each.place == OWN)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """What is unknown and may matter."""
        found = [_COSTS] if self.costs is None else []
        small = [each for each in self.entries if self._may_be_small(each)]
        if small and self.limits.missing:
            found.append(self.limits.missing)
        takes = any(each.kind in INSTEAD_OF_TAX for each in self.entries)
        for each in self.entries:
            if each.amount is None:
                found.append((each.name("amount"),))
            if each.small_right is None and each in small:
                found.append((each.name("small_deposit_right"),))
            days = tuple(each.name(part) for part in _days_of(each) if getattr(each, part) is None)
            if days and (each.kind != "house_tax" or takes):
                found.append(days)
        if self._order_unknown:
            found.append(tuple(each.name("receipt_no") for each in self._of_own_day if each.receipt_no is None))
        return tuple(found)

    @cached_property
    def only_amounts(self) -> bool:
        """Whether every unknown is an amount, so that the order of the ranks is known."""
        return all(unit == _COSTS or unit[0].endswith("amount") for unit in self.units)

    @cached_property
    def has_attachments(self) -> bool:
        return any(each.kind == "attachment" for each in self.entries)

    @cached_property
    def is_bounded(self) -> bool:
        """Whether worst and best are the ends of what is possible."""
        if not set(self.units) - {_COSTS}:
            return True
        worst = self.complete(())
        own = next(each.key for each in worst if each.place == OWN)
        return not any(each.kind == "attachment" and each.key <= own for each in worst)

    def net(self, price: int, best: Collection[Unit]) -> int:
        """The price less costs, at least 0. Unknown costs fall out as nothing, or as everything."""
        costs = self.costs if self.costs is not None else 0 if _COSTS in best else price
        return max(0, price - costs)

    def complete(self, best: Collection[Unit]) -> list[Claim]:
        """The claims with every unknown filled in: those of `best` as is best for the tenant, the others as is worst."""
        names = {name for unit in best for name in unit}
        numbers = dict(self._numbers(names))
        return [self._complete(each, names, numbers.get(each.place, 0)) for each in self.entries]

    def _complete(self, each: Entry, best: Collection[str], number: int) -> Claim:
        own = each.place == OWN
        is_senior = (each.name(_last_day(each)) in best) == own
        key, since = _key(each, is_senior=is_senior, number=number), each.ranked_on
        if each.kind not in INSTEAD_OF_TAX:
            since = None
        elif since is None:
            since = EARLIEST if (each.name("ranked_on") in best) == own else None
        tax_on, for_own_only = each.ranked_on if each.kind == "house_tax" else None, False
        if each.kind == "house_tax" and tax_on is None and each.name("ranked_on") in best:
            tax_on, for_own_only = LATEST, True
        amount = each.amount if each.amount is not None else 0 if each.name("amount") in best else GREATEST_WON
        return Claim(each.place, each.kind, amount, key, self._small(each, amount, best), since, tax_on, for_own_only)

    def _small(self, each: Entry, amount: int, best: Collection[str]) -> int:
        """The part that ranks as a small deposit. What is unknown helps the tenant alone at best, all others at worst."""
        open_ = [*(self.limits.missing or ()), *([each.name("small_deposit_right")] if each.small_right is None else ())]
        if not self._may_be_small(each) or any((name in best) != (each.place == OWN) for name in open_):
            return 0
        return min(amount, self.limits.amount)

    def _may_be_small(self, each: Entry) -> bool:
        return each.may_be_small and (each.amount is None or each.amount <= self.limits.threshold)

    @cached_property
    def _of_own_day(self) -> tuple[Entry, ...]:
        """The tenant's registered right and all that was registered the same day; empty where a stamp of that day shares its rank."""
        return self._of_day(self.own.ranked_on) if self.own.kind in REGISTERED else ()

    def _of_day(self, day: dt.date | None) -> tuple[Entry, ...]:
        known = [each for each in self.entries if day is not None and each.ranked_on == day]
        stamped = any(each.kind == "fixed_date" and _key(each, is_senior=True) == day_key(day, IN_THE_DAY) for each in known if day)
        return () if stamped else tuple(each for each in known if each.kind in REGISTERED)

    @cached_property
    def _order_unknown(self) -> bool:
        return len(self._of_own_day) > 1 and any(each.receipt_no is None for each in self._of_own_day)

    def _numbers(self, best: Collection[str]) -> Iterator[tuple[int, int]]:
        """The order within a day of registered rights; 0 for all where it is not known and not asked."""
        for day in {each.ranked_on for each in self.entries if each.kind in REGISTERED}:
            same = self._of_day(day)
            if all(each.receipt_no is not None for each in same):
                yield from ((each.place, each.receipt_no) for each in same if each.receipt_no is not None)
            elif self.own in same:
                ahead = any(each.name("receipt_no") in best for each in same)
                yield from ((each.place, int(ahead == (each.place != OWN))) for each in same)


def _days_of(each: Entry) -> Sequence[str]:
    if each.kind == "fixed_date":
        return ("opposable_on", "ranked_on")
    return ("ranked_on",) if each.kind in WITH_A_DAY else ()


def _last_day(each: Entry) -> str:
    """The unknown day of a claim, whichever it is; days of one claim fall out together."""
    return next((part for part in _days_of(each) if getattr(each, part) is None), "ranked_on")


_SLOTS: Mapping[str, int] = {"tax": BEFORE_THE_DAY, "premium": BEFORE_THE_DAY}
_UNDATED: Mapping[str, Key] = {
    "wage": (FIRST, 0, 0, 0),
    "house_tax": (HOUSE_TAX, 0, 0, 0),
    **dict.fromkeys(("no_priority", "none", "general"), (GENERAL, 0, 0, 0)),
}


def _key(each: Entry, *, is_senior: bool, number: int = 0) -> Key:
    """The rank of a claim; an unknown day as early or as late as it may be."""
    if each.kind in _UNDATED:
        return _UNDATED[each.kind]
    opposable, ranked = each.opposable_on, each.ranked_on
    if each.kind == "fixed_date":
        if opposable is not None and ranked is not None:
            return tenant_key(opposable, ranked)
        if is_senior and ranked is not None:
            return day_key(ranked, IN_THE_DAY)
        if is_senior and opposable is not None:
            return day_key(opposable + dt.timedelta(days=1), MIDNIGHT) if opposable < LATEST else _LAST_OF_ALL
        return _FIRST_OF_ALL if is_senior else _LAST_OF_ALL
    if ranked is None:
        return _FIRST_OF_ALL if is_senior else _LAST_OF_ALL
    return day_key(ranked, _SLOTS.get(each.kind, IN_THE_DAY), number)
