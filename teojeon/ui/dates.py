"""Reads dates as people write them, for browsers without a date field."""

import datetime as dt
import re

WRITTEN_DATE = re.compile(
    r"(?P<y>\d{4})(?:-|\.\s*|/|년\s*)(?P<m>\d{1,2})(?:-|\.\s*|/|월\s*)(?P<d>\d{1,2})(?:\.|일)?(?:\s*\([월화수목금토일]\))?",
    re.ASCII,
)
EIGHT_DIGITS = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})", re.ASCII)


def parse_date(text: str) -> dt.date | None:
    """`2026-11-20`, `2026. 11. 20.(금)`, `2026년 11월 20일`, `20261120`; None where no such day exists."""
    match = WRITTEN_DATE.fullmatch(text) or EIGHT_DIGITS.fullmatch(text)
    if match is None:
        return None
    try:
        return dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
