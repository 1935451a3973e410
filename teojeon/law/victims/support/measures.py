"""Which measures are open to whom on a day, which open later, and which the text of the law leaves to a legal check."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from teojeon.law.language.errors import LawError
from teojeon.law.victims.support.reader import CLASSES, Row, rows

Class: TypeAlias = Literal["GA", "NA", "DA"]
Truth: TypeAlias = bool | None
CLASS_WORDS: Mapping[str, str] = {"GA": "가목(전세사기피해자)", "NA": "나목 임차인", "DA": "다목 임차인"}


@dataclass(frozen=True)
class Measure:
    """One measure for one person on one day. `depends_on`: facts that are unknown and decide (nationality, trust …)."""

    row: Row
    deadline: str
    depends_on: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The measure's code in the table."""
        return self.row.code

    @property
    def article(self) -> str:
        """제25조의9."""
        return self.row.article


@dataclass(frozen=True)
class Support:
    """All measures of a class on a day. `open_`: certain. `conditional`: open if a fact that is unknown holds.

    `later`: opens after that day, with its own first day. `notes`: the text leaves it to a legal check.
    """

    on: dt.date
    open_: tuple[Measure, ...]
    conditional: tuple[Measure, ...]
    later: tuple[Measure, ...]
    notes: tuple[Measure, ...]


def measures_on(day: dt.date) -> tuple[Row, ...]:
    """Every row in force that day, in the order of the law."""
    return tuple(row for row in rows() if row.holds_on(day))


def support(
    class_: Class,
    on: dt.date,
    *,
    trust: Truth = None,
    unauthorised: Truth = None,
    korean_national: Truth = None,
    decree_group: Truth = False,
) -> Support:
    """What the law opens to a person of this class on that day. None = unknown.

    `trust`: a house in trust let without authority (신탁사기피해자). `unauthorised`: lease with a person without authority to
    let; true wherever `trust` is. `decree_group`: groups of 제25조의10제1항제2호, which no decree that ships names yet.
    """
    if class_ not in CLASSES:
        raise LawError("BAD_VALUE", f"유형은 {', '.join(CLASSES)} 가운데 하나입니다.", "class")
    is_of = {
        class_: True,
        "TRUST": trust if class_ == "DA" else False,
        "UNAUTHORISED": (True if trust else unauthorised) if class_ == "DA" else False,
        "DECREE": decree_group if class_ in ("GA", "DA") else False,
    }
    found: dict[str, list[Measure]] = {"open": [], "conditional": [], "later": [], "notes": []}
    for row in rows():
        if row.holds_on(on):
            known, depends_on = _is_open(row, is_of, korean_national)
            place = "notes" if class_ in row.legal_check else "open" if known else "conditional"
            if class_ in row.legal_check or known is not False:
                found[place].append(Measure(row, row.deadline.on(on), depends_on))
    begun = {measure.code for measures in found.values() for measure in measures}
    for row in rows():
        known, depends_on = _is_open(row, is_of, korean_national)
        if row.from_ > on and row.code not in begun and (class_ in row.legal_check or known is not False):
            found["later"].append(Measure(row, row.deadline.on(row.from_), depends_on))
            begun.add(row.code)  # of its later rows only the first is told
    return Support(on, *(tuple(found[place]) for place in ("open", "conditional", "later", "notes")))


def _is_open(row: Row, is_of: Mapping[str, Truth], korean_national: Truth) -> tuple[Truth, tuple[str, ...]]:
    """Whether the row is open, and the unknown facts on which that depends."""
    values = [is_of.get(group, False) for group in row.groups]
    member: Truth = True if True in values else None if None in values else False
    national: Truth = korean_national if row.korean_nationals_only else True
    if member is False or national is False:
        return False, ()
    depends_on = [
        *(group.lower() for group in sorted(row.groups) if member is None and is_of.get(group) is None and group in is_of),
        *(["korean_national"] if national is None else []),
    ]
    return (None if depends_on else True), tuple(depends_on)


def support_open(
    class_: Class,
    on: dt.date,
    *,
    trust: Truth = None,
    unauthorised: Truth = None,
    korean_national: Truth = None,
    decree_group: Truth = False,
) -> list[Measure]:
    """The measures of a letter: what is certainly open on its day, then what depends on a fact that nobody knows yet."""
    found = support(class_, on, trust=trust, unauthorised=unauthorised, korean_national=korean_national, decree_group=decree_group)
    return [*found.open_, *found.conditional]


def refuse_closed(codes: Iterable[str], class_: Class, on: dt.date, *, trust: Truth = None, unauthorised: Truth = None,
                  korean_national: Truth = None) -> None:  # fmt: skip
    """Raises LawError for the first of these measures that is closed to the class that day: no letter may name it."""
    found = support(class_, on, trust=trust, unauthorised=unauthorised, korean_national=korean_national)
    allowed = {measure.code for measure in (*found.open_, *found.conditional, *found.notes)}
    for code in codes:
        if code not in allowed:
            row = next((row for row in rows() if row.code == code), None)
            if row is None:
                raise LawError("UNKNOWN_NAME", f"지원 표에 없는 지원입니다: {code}", "measure")
            message = f"{on}에 {CLASS_WORDS[class_]}에게 열려 있지 않은 지원입니다. 문서에서 뺍니다: {row.title}"
            raise LawError("NOT_IN_FORCE", message, "measure", row.source)
