"""Who gets what from one price, everything known: exact fractions of a won, in the order of the law.

Costs; small deposits, cut to half the price, with the last wages (주택임대차보호법 제8조, 시행령 제10조제2항·제3항); the taxes of this
house; rights by their day; the rest. A lender who attached the house and whoever comes after him share by amount.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from teojeon.law.victims.recovery_estimate_facts import DATED, INSTEAD_OF_TAX

OWN = -1
"""The place of the tenant's own claim; the others have their number in the list."""
FIRST, HOUSE_TAX, DATED_RANK, GENERAL = 1, 2, 3, 4
BEFORE_THE_DAY, MIDNIGHT, IN_THE_DAY = 0, 1, 2
"""Within a day: a tax counts against what is not older than its day; opposability begins at 0:00; registers and stamps come after."""
EARLIEST, LATEST = dt.date.min, dt.date.max
Key = tuple[int, int, int, int]


@dataclass(frozen=True)
class Claim:
    """One claim, everything known. `small`: the part that ranks as a small deposit, before the half.

    `key`: its place in the order. `since`: from when it may take the place of a house tax (None: never). `tax_on`: the legal
    day of a house tax. `for_own_only`: only the tenant may take the place of this tax.
    """

    place: int
    kind: str
    amount: int
    key: Key
    small: int = 0
    since: dt.date | None = None
    tax_on: dt.date | None = None
    for_own_only: bool = False


@dataclass(frozen=True)
class Line:
    """What one claim receives at one rank. `part`: small, wage, house_tax, instead, dated or general."""

    place: int
    kind: str
    part: str
    claimed: Fraction
    paid: Fraction


@dataclass
class Distribution:
    """The lines in the order in which they are paid, what each place received, and what is left over."""

    rest: Fraction
    lines: list[Line] = field(default_factory=list)
    received: dict[int, Fraction] = field(default_factory=dict)

    def paid(self, place: int) -> Fraction:
        """All that one claim receives."""
        return self.received.get(place, Fraction(0))

    def pay(self, claim: Claim, part: str, want: Fraction, amount: Fraction) -> None:
        """One line, out of what is left."""
        self.lines.append(Line(claim.place, claim.kind, part, want, amount))
        self.received[claim.place] = self.paid(claim.place) + amount
        self.rest -= amount


def day_key(day: dt.date, slot: int, number: int = 0) -> Key:
    """The rank of a right of this day."""
    return (DATED_RANK, day.toordinal(), slot, number)


def tenant_key(opposable_on: dt.date, fixed_on: dt.date) -> Key:
    """The later of 0:00 of the day after opposability and the day of the fixed date (주택임대차보호법 제3조제1항, 제3조의2제2항)."""
    if opposable_on >= LATEST:
        return day_key(LATEST, MIDNIGHT)
    begins = opposable_on + dt.timedelta(days=1)
    return day_key(begins, MIDNIGHT) if begins > fixed_on else day_key(fixed_on, IN_THE_DAY)


def distribute(net: int, claims: Sequence[Claim]) -> Distribution:
    """Share `net` won (price less costs) among the claims."""
    done = Distribution(Fraction(net))
    _small_deposits_and_wages(done, net, claims)
    _together(done, [(each, "house_tax", Fraction(each.amount)) for each in claims if each.kind == "house_tax"])
    _by_day(done, claims)
    _instead_of_tax(done, claims)
    return done


def _small_deposits_and_wages(done: Distribution, net: int, claims: Sequence[Claim]) -> None:
    half, together = Fraction(net, 2), sum(each.small for each in claims)
    scale = Fraction(half, together) if together > half else Fraction(1)
    first = [(each, "small", each.small * scale) for each in claims if each.small]
    _together(done, [*first, *((each, "wage", Fraction(each.amount)) for each in claims if each.kind == "wage")])


def _together(done: Distribution, wanted: Sequence[tuple[Claim, str, Fraction]], beside: Fraction = Fraction(0)) -> None:
    """Pay claims of one rank: in full, or each by its share of what is left. `beside`: what else shares and is not paid here."""
    total = sum((want for _, _, want in wanted), beside)
    scale = Fraction(done.rest, total) if total > done.rest else Fraction(1)
    for claim, part, want in wanted:
        done.pay(claim, part, want, want * scale)


def _by_day(done: Distribution, claims: Sequence[Claim]) -> None:
    """Rank after rank. Who attached the house has no priority, and a later right has none over him: he shares with all that follow."""
    waiting = [
        (each, "dated" if each.kind in DATED else "general", each.amount - done.paid(each.place))
        for each in claims
        if each.key[0] in (DATED_RANK, GENERAL)
    ]
    open_amount = sum((want for _, _, want in waiting), Fraction(0))
    for (_, has_priority), group in groupby(sorted(waiting, key=_order), key=lambda one: _order(one)[:2]):
        same = list(group)
        open_amount -= sum((want for _, _, want in same), Fraction(0))
        _together(done, same, Fraction(0) if has_priority else open_amount)


def _order(one: tuple[Claim, str, Fraction]) -> tuple[Key, bool, int]:
    """By rank; of one rank first who attached the house."""
    return one[0].key, one[0].kind != "attachment", one[0].place


def _instead_of_tax(done: Distribution, claims: Sequence[Claim]) -> None:
    """A right older than the tax of this house takes what that tax got, up to what it still lacks; nobody else is touched."""
    owed: Mapping[int, Claim] = {each.place: each for each in claims}
    takers = sorted((each for each in claims if each.kind in INSTEAD_OF_TAX and each.since is not None), key=lambda each: each.key)
    lines: list[Line] = []
    for line in done.lines:
        left = line.paid
        for taker in takers if line.part == "house_tax" else ():
            lacks = taker.amount - done.paid(taker.place)
            take = min(lacks, left) if _is_older(taker, owed[line.place]) else Fraction(0)
            if take > 0:
                lines.append(Line(taker.place, taker.kind, "instead", lacks, take))
                done.received[taker.place] = done.paid(taker.place) + take
                done.received[line.place] = done.paid(line.place) - take
                left -= take
        lines.append(Line(line.place, line.kind, line.part, line.claimed, left))
    done.lines = lines


def _is_older(taker: Claim, tax: Claim) -> bool:
    if tax.for_own_only and taker.place != OWN:
        return False
    return taker.since is not None and tax.tax_on is not None and taker.since < tax.tax_on
