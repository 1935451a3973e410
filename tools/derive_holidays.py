"""Prints the holidays of a year as `teojeon/law/holidays.toml` holds them: `python tools/derive_holidays.py 2028`.

Days come from the `holidays` library (a development dependency), articles from the table below. What comes out is a
proposal: before `proclaimed = true` a person compares it with the almanac (월력요항) of that year.
"""

import datetime as dt
import sys
from collections.abc import Iterator

import holidays

REGULATION = "관공서의 공휴일에 관한 규정"
SUBSTITUTE = " 대체 휴일"
ARTICLES = {
    "신정연휴": ("1월 1일", "제2조제3호"),
    "설날 전날": ("설날 전날", "제2조제4호"),
    "설날": ("설날", "제2조제4호"),
    "설날 다음날": ("설날 다음 날", "제2조제4호"),
    "삼일절": ("3·1절", "제2조제2호"),
    "제헌절": ("제헌절", "제2조제2호(2026-05-11부터)"),
    "광복절": ("광복절", "제2조제2호"),
    "개천절": ("개천절", "제2조제2호"),
    "한글날": ("한글날", "제2조제2호"),
    "노동절": ("노동절", "제2조(2026-05-01부터)"),
    "부처님오신날": ("부처님 오신 날", "제2조제6호"),
    "어린이날": ("어린이날", "제2조제7호"),
    "현충일": ("현충일", "제2조제8호"),
    "추석 전날": ("추석 전날", "제2조제9호"),
    "추석": ("추석", "제2조제9호"),
    "추석 다음날": ("추석 다음 날", "제2조제9호"),
    "기독탄신일": ("기독탄신일", "제2조제10호"),
}
ELECTIONS = ("대통령 선거일", "국회의원 선거일", "지방선거일")


def rows(year: int) -> Iterator[str]:
    """The lines of `days`, in the order of the year. A name that the table above lacks stops with KeyError: look it up."""
    found = holidays.country_holidays("KR", years=year, language="ko")
    for day, names in sorted(found.items()):
        for name in sorted(names.split("; ")):
            yield _row(day, name.removesuffix(" (추정)"))


def _row(day: dt.date, name: str) -> str:
    if name.endswith(SUBSTITUTE):
        title, _ = ARTICLES[name.removesuffix(SUBSTITUTE)]
        title, kind, source = f"{title} 대체공휴일", "대체", f"{REGULATION} 제3조"
    elif name in ELECTIONS:
        title, kind, source = name, "선거일", f"{REGULATION} 제2조제10호의2, 공직선거법 제34조"
    else:
        title, article = ARTICLES[name]
        kind, source = "법정", f"{REGULATION} {article}"
    return f'  {{ on = {day}, name = "{title}", kind = "{kind}", source = "{source}" }},'


def main(words: list[str]) -> int:
    """0 and the year on standard output; 2 without exactly one year."""
    if len(words) != 1 or not words[0].isdecimal():
        print("쓰는 법: python tools/derive_holidays.py 2028", file=sys.stderr)
        return 2
    year = int(words[0])
    print(f"[[year]]\nyear = {year}\nproclaimed = false\ndays = [")
    print("\n".join(rows(year)))
    print("]")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
