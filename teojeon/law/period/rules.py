"""Run the calculator of periods: facts in, the last day and its receipt out."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import cast

from teojeon.law import calendar
from teojeon.law.book import LawBook
from teojeon.law.calendar import Counting, Period, Span, Unit
from teojeon.law.language.parameters import NATION, Row
from teojeon.law.language.reading import read_facts
from teojeon.law.language.rules import RuleSet
from teojeon.law.language.source import Source, law_texts
from teojeon.law.period.ad_hoc import AD_HOC_HOLIDAY, ad_hoc_holidays
from teojeon.law.period.facts import FACTS, NEEDED
from teojeon.law.receipt import receipt

_CIVIL, _BASIC, _PETITION = (law_texts()[name] for name in ("민법", "행정기본법", "민원처리법"))
_ROLLED = (_CIVIL.at(160), _CIVIL.at(161))
_WEEKDAYS = {5: "토요일", 6: "일요일"}

PERIOD = RuleSet(
    name="period",
    title="기간의 계산",
    source="행정기본법 제6조, 민법 제155조–제161조, 민원처리법 제19조",
    in_force_from=dt.date(2021, 3, 23),
    in_force_source="법률 제17979호 부칙 제1조",
    facts=FACTS,
    requirements=(),
    note="공휴일 표는 2021년부터 2040년까지 있습니다. 임시공휴일은 --parameters로 더합니다(AD_HOC_HOLIDAY).",
)


def run(facts: Mapping[str, object], on: dt.date, book: LawBook) -> dict[str, object]:
    """The end of a period, as the law command answers it.

    `ends_at` is the instant where hours are counted (null elsewhere), `skipped` the days over which the end rolled,
    `projected` whether a holiday not yet proclaimed may move it. A missing fact makes the results null and stands in
    `missing`. Raises `LawError` for what the command refuses.
    """
    PERIOD.must_be_in_force(on)
    known = read_facts(FACTS, facts)
    extra = ad_hoc_holidays(book)
    period = _counted(known, tuple(extra))
    rows = {"HOLIDAYS": _table_row()}
    if period is not None:
        rows |= {f"{AD_HOC_HOLIDAY}:{day}": extra[day] for day in sorted(extra) if _mattered(day, period)}
        if period.ends_at is not None:
            rows["WORKING_HOURS"] = _hours_row()
    counting = period.counting if period is not None else _counting(known)
    return {
        "on": on.isoformat(),
        "nominal": None if period is None else period.nominal.isoformat(),
        "effective": None if period is None else period.effective.isoformat(),
        "rolled_over": None if period is None else period.rolled_over,
        "ends_at": None if period is None or period.ends_at is None else period.ends_at.isoformat(),
        "skipped": [_skipped(day, extra) for day in period.skipped] if period is not None else [],
        "projected": None if period is None else period.projected,
        "missing": [fact.name for fact in NEEDED if fact.name not in known],
        "receipt": receipt(PERIOD.name, on, known, _sources(counting), rows, hypothetical=book.hypothetical),
    }


def _counted(known: Mapping[str, object], extra: Sequence[dt.date]) -> Period | None:
    base, backward, counting = known.get("base"), known.get("backward") is True, _counting(known)
    if all(fact.name in known for fact in NEEDED):
        return calendar.count(
            cast("dt.date", base),
            cast("int", known["length"]),
            cast("Unit", known["unit"]),
            excluded=cast("tuple[Span, ...]", known.get("excluded", ())),
            extra_holidays=extra,
            backward=backward,
            counting=counting,
        )
    # what no further fact can mend is refused now; nothing of this count is used
    today = base.date() if isinstance(base, dt.datetime) else base
    first = calendar.holidays().first
    calendar.count(today if isinstance(today, dt.date) else first, 0, "month", backward=backward, counting=counting)
    return None


def _counting(known: Mapping[str, object]) -> Counting:
    return cast("Counting", known.get("counting", "civil"))


def _sources(counting: Counting) -> tuple[Source, ...]:
    if counting == "petition":
        return (_PETITION.at(19), *_ROLLED)
    if counting == "first_day":
        return (_BASIC.at(6, 2), _CIVIL.at(160))
    return (_BASIC.at(6, 1), _CIVIL.at(157), *_ROLLED)


def _mattered(day: dt.date, period: Period) -> bool:
    """Whether a holiday fixed ad hoc took a working day from this period or moved its end."""
    if not _is_of_the_table(day) or not calendar.is_working_day(day):
        return False
    if period.counting == "petition" and period.unit == "day":
        return period.base <= day <= period.effective and not any(first <= day <= last for first, last in period.excluded)
    return day in period.skipped


def _is_of_the_table(day: dt.date) -> bool:
    table = calendar.holidays()
    return table.first <= day <= table.last


def _skipped(day: dt.date, extra: Mapping[dt.date, Row]) -> dict[str, object]:
    listed = calendar.holidays().days.get(day, ())
    if listed:
        names, source = [holiday.name for holiday in listed], listed[0].source
    elif day in extra:
        names, source = ["임시공휴일"], extra[day].source
    else:
        names, source = [_WEEKDAYS[day.weekday()]], "민법 제161조"
    return {"on": day.isoformat(), "name": "·".join(names), "source": source}


def _table_row() -> Row:
    table = calendar.holidays()
    return Row("HOLIDAYS", NATION, table.version, table.first, table.last, f"{calendar.HOLIDAY_SOURCE} 제2조·제3조")


def _hours_row() -> Row:
    source = calendar.WORKING_HOURS_SOURCE
    return Row("WORKING_HOURS", NATION, calendar.WORKING_HOURS, PERIOD.in_force_from, None, source)
