"""How the tests of `period` ask: one case under the law as it ships, or under a book with rows."""

import datetime as dt
from typing import Any

from teojeon.law import period
from teojeon.law.book import AuthorityRow, LawBook
from teojeon.law.language.expression import Scalar

ON = dt.date(2026, 11, 20)
BOOK = LawBook.shipped()
GOOD: dict[str, Any] = {"base": "2026-11-20", "length": 30, "unit": "day"}


def run(book: LawBook = BOOK, on: dt.date = ON, **facts: Any) -> dict[str, Any]:
    """The command's answer to these facts."""
    return period.run(facts, on, book)


def days(result: dict[str, Any]) -> tuple[object, object, object]:
    """The three results."""
    return result["nominal"], result["effective"], result["rolled_over"]


def holiday(first: str, last: str | None = None, value: Scalar = True) -> AuthorityRow:
    """A holiday fixed ad hoc, from its first day to its last."""
    from_, to = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    return AuthorityRow("AD_HOC_HOLIDAY", "nation", value, from_, to, "관공서의 공휴일에 관한 규정 제2조제11호", f"공고 {first}")
