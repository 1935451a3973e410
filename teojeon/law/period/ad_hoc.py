"""Holidays fixed ad hoc (임시공휴일, 관공서의 공휴일에 관한 규정 제2조제11호) as rows of an authority.

A row is valid on the holiday itself: `from` and `to` are the day (or the days), the value is true, the scope is the
nation. So many rows stand side by side, and no overlap means that no day is fixed twice.
"""

import datetime as dt
from collections.abc import Mapping

from teojeon.law.book import LawBook
from teojeon.law.language.errors import LawError
from teojeon.law.language.parameters import Row

AD_HOC_HOLIDAY = "AD_HOC_HOLIDAY"
AD_HOC_SOURCE = "관공서의 공휴일에 관한 규정 제2조제11호"
MOST_DAYS = 31
"""A row over more days than this is a typing error: nobody closes the offices for longer."""


def ad_hoc_holidays(book: LawBook) -> Mapping[dt.date, Row]:
    """Each day that an authority fixed as a holiday, with its row. Raises `LawError` as `check_rows`."""
    check_rows(book)
    return {
        row.from_ + dt.timedelta(days=number): row
        for row in book.rows(AD_HOC_HOLIDAY)
        for number in range(_last(row).toordinal() - row.from_.toordinal() + 1)
    }


def check_rows(book: LawBook) -> None:
    """Refuse a row that fixes no day: its value is not true, it has no end, or it has more than 31 days (BAD_VALUE)."""
    for row in book.rows(AD_HOC_HOLIDAY):
        if row.value is not True:
            message = "임시공휴일의 값은 true입니다. 공휴일이 아닌 날은 행을 적지 않습니다."
            raise LawError("BAD_VALUE", message, AD_HOC_HOLIDAY, row.source)
        if refusal := span_refusal(row.from_, row.to):
            raise LawError("BAD_VALUE", refusal, AD_HOC_HOLIDAY, row.source)


def span_refusal(first: dt.date, last: dt.date | None) -> str | None:
    """Why these days cannot be one row, in Korean; None where they can."""
    if last is None:
        return "임시공휴일은 끝나는 날을 적습니다. 하루이면 시작하는 날과 같습니다."
    if (last - first).days >= MOST_DAYS:
        return f"임시공휴일은 한 번에 {MOST_DAYS}일까지 적습니다."
    return None


def _last(row: Row) -> dt.date:
    assert row.to is not None  # refused by check_rows
    return row.to
