"""The kinds of facts on file: which values a row may keep, how each is checked, and how people read it.

A value in a row is JSON; null is unknown, which is neither 0, "no" nor an empty list (S1-ASM-01):
won and counts as whole numbers · a day as ISO text · `date_or_not`: a day, or false = it certainly did not happen ·
a choice as its code · `code_set`: code → true, false, null · `guarantees`: rows, [] = certainly none ·
`amounts`: whole won, null where one is not known, [] = certainly none ·
`proposal` and `finding`: {"found", "indicators"}, a judgement of a person.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from teojeon.kernel import clock
from teojeon.kernel.work.refusals import Refusal
from teojeon.law.language.kinds import GREATEST_NUMBER
from teojeon.law.victims.facts import GUARANTEE_STATE
from teojeon.ui.formats import UNKNOWN_WORD, korean_date, won

JsonValue = bool | int | str | list[Any] | dict[str, Any] | None
Kind = Literal[
    "yes_no", "won", "count", "date", "date_or_not", "choice", "code_set", "guarantees", "amounts", "proposal", "finding"
]
Options = tuple[tuple[str, str], ...]
EARLIEST = dt.date(1950, 1, 1)
MOST_ROWS = 40
NEVER, NONE = "없음", "없음(확인함)"
PROVIDERS: Options = (("hug", "주택도시보증공사"), ("hf", "한국주택금융공사"), ("sgi", "서울보증보험"), ("other", "그 밖의 기관"))
HOLDERS: Options = (("tenant", "임차인이 가입"), ("landlord", "임대인이 가입"))
INDICATORS: Options = (
    ("I1", "임대인등에 대한 수사 개시"),
    ("I2", "임차인을 속임"),
    ("I3", "보증금을 돌려줄 능력이 없는 사람에게 주택을 넘김"),
    ("I4", "돌려줄 능력 없이 여러 주택을 사서 임대함"),
    ("I5", "그 밖의 사정"),
)
"""Why an intent is suspected (법§3①4; S1-ASM-06)."""


@dataclass(frozen=True)
class CaseFact:
    """`law_fact`: name under which the rules of the Act know it; empty where it is derived, or where no rule reads it.

    `group`: where it is shown. `is_mandatory`: a report without it, known or unknown, is refused (S1-INV-06).
    `source`: the article it serves. `yes_by_committee`: codes of a set that no investigator may say yes to.
    """

    code: str
    title: str
    kind: Kind
    law_fact: str
    source: str
    group: str = ""
    is_mandatory: bool = True
    hint: str = ""
    options: Options = ()
    yes_by_committee: tuple[str, ...] = ()


def checked_value(fact: CaseFact, value: object, options: Options) -> JsonValue:
    """The value as the row keeps it. Raises Refusal BAD_VALUE, BAD_DATE or NEGATIVE_AMOUNT (S1-XCT-03)."""
    return None if value is None else _CHECKS[fact.kind](fact, value, options)


def _yes_no(fact: CaseFact, value: object, options: Options) -> bool:
    if not isinstance(value, bool):
        raise refused("BAD_VALUE", fact, "예, 아니오, 모름 가운데 하나를 고릅니다.")
    return value


def _won(fact: CaseFact, value: object, options: Options) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise refused("BAD_VALUE", fact, "원 단위의 숫자로 적습니다.")
    if value < 0:
        raise refused("NEGATIVE_AMOUNT", fact, "0원 이상으로 적습니다.")
    if value > GREATEST_NUMBER:
        raise refused("BAD_VALUE", fact, f"{won(GREATEST_NUMBER)} 이하로 적습니다. 자릿수를 확인합니다.")
    return value


def _count(fact: CaseFact, value: object, options: Options) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= GREATEST_NUMBER:
        raise refused("BAD_VALUE", fact, "1 이상의 숫자로 적습니다. 신청인을 포함하여 셉니다.")
    return value


def _date(fact: CaseFact, value: object, options: Options) -> str:
    try:
        day = value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
    except ValueError:
        raise refused("BAD_DATE", fact, "달력에 있는 날짜로 적습니다.") from None
    if not EARLIEST <= day <= clock.business_today():
        raise refused("BAD_DATE", fact, f"{korean_date(EARLIEST)}부터 오늘까지의 날짜로 적습니다.")
    return day.isoformat()


def _date_or_not(fact: CaseFact, value: object, options: Options) -> str | bool:
    return False if value is False else _date(fact, value, options)


def _choice(fact: CaseFact, value: object, options: Options) -> str:
    if not isinstance(value, str) or value not in dict(options):
        raise refused("BAD_VALUE", fact, "목록에 있는 것을 고릅니다.")
    return value


def _code_set(fact: CaseFact, value: object, options: Options) -> dict[str, bool | None]:
    if not isinstance(value, Mapping) or set(value) - set(dict(options)):
        raise refused("BAD_VALUE", fact, "목록에 있는 것마다 예, 아니오, 모름 가운데 하나를 고릅니다.")
    if any(each is not None and not isinstance(each, bool) for each in value.values()):
        raise refused("BAD_VALUE", fact, "목록에 있는 것마다 예, 아니오, 모름 가운데 하나를 고릅니다.")
    for code in fact.yes_by_committee:
        if value.get(code) is True:
            raise refused("COMMITTEE_ONLY", fact, f"«{dict(options)[code]}»은 위원회 의결로만 정합니다. 아니오나 모름을 고릅니다.")
    return {code: value.get(code) for code, _ in options}


def _guarantees(fact: CaseFact, value: object, options: Options) -> list[dict[str, Any]]:
    rows = []
    for number, row in enumerate(_rows(fact, value), 1):
        given = row if isinstance(row, Mapping) else {}
        chosen = {"provider": PROVIDERS, "holder": HOLDERS, "state": GUARANTEE_STATE.options}
        if set(given) != {*chosen, "amount"} or any(given[name] not in dict(of) for name, of in chosen.items()):
            raise refused("BAD_VALUE", fact, f"{number}번 줄의 기관, 가입한 사람, 상태를 고릅니다.")
        amount = given["amount"]
        if amount is None and given["state"] == "valid":
            raise refused("BAD_VALUE", fact, f"{number}번 줄의 보증금액을 적습니다. 유효한 보증은 금액이 있어야 판정합니다.")
        rows.append({**given, "amount": None if amount is None else _won(fact, amount, ())})
    return rows


def _amounts(fact: CaseFact, value: object, options: Options) -> list[int | None]:
    return [None if each is None else _won(fact, each, ()) for each in _rows(fact, value)]


def _rows(fact: CaseFact, value: object) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise refused("BAD_VALUE", fact, "한 줄에 하나씩 적습니다.")
    if len(value) > MOST_ROWS:
        raise refused("BAD_VALUE", fact, f"{MOST_ROWS}줄까지 적습니다.")
    return value


def _judgement(fact: CaseFact, value: object, options: Options) -> dict[str, Any]:
    given = value if isinstance(value, Mapping) else {}
    found, indicators = given.get("found"), list(given.get("indicators") or ())
    if not isinstance(found, bool) or set(indicators) - set(dict(options)):
        raise refused("BAD_VALUE", fact, "인정, 불인정, 모름 가운데 하나와 목록의 사정을 고릅니다.")
    if options and not indicators:
        raise refused("INDICATOR_MISSING", fact, "살펴본 사정(I1–I5)을 하나 이상 고릅니다.", "S1-ASM-06")
    return {"found": found, "indicators": [code for code, _ in options if code in indicators]}


def refused(code: str, fact: CaseFact, what_to_do: str, source: str = "") -> Refusal:
    """A refusal of this fact's value."""
    return Refusal(code, f"{fact.title}: {what_to_do}", "value", source or fact.source)


_CHECKS: Mapping[Kind, Callable[[CaseFact, object, Options], JsonValue]] = {
    "yes_no": _yes_no,
    "won": _won,
    "count": _count,
    "date": _date,
    "date_or_not": _date_or_not,
    "choice": _choice,
    "code_set": _code_set,
    "guarantees": _guarantees,
    "amounts": _amounts,
    "proposal": _judgement,
    "finding": _judgement,
}


def words_of(fact: CaseFact, value: JsonValue, options: Options) -> str:
    """The value as people read it; null is 모름. What no longer fits its kind is shown as it stands."""
    if value is None:
        return UNKNOWN_WORD
    titles = dict(options)
    if isinstance(value, list):
        return "; ".join(_row_words(fact, row) for row in value) or NONE
    if isinstance(value, dict):
        return _judgement_words(value, titles) if "found" in value else _set_words(value, titles)
    if value is False and fact.kind == "date_or_not":
        return NEVER
    if isinstance(value, bool):
        return "예" if value else "아니오"
    if isinstance(value, int):
        return won(value) if fact.kind == "won" else f"{value:,}"
    if fact.kind in ("date", "date_or_not"):
        return korean_date(dt.date.fromisoformat(value))
    return titles.get(value, value)


def _row_words(fact: CaseFact, row: Any) -> str:
    if not isinstance(row, Mapping):
        return UNKNOWN_WORD if row is None else won(row)
    parts = [str(dict(of).get(row[name], row[name])) for name, of in (("provider", PROVIDERS), ("holder", HOLDERS))]
    amount = "금액 모름" if row["amount"] is None else won(row["amount"])
    return " ".join([*parts, amount, str(dict(GUARANTEE_STATE.options).get(row["state"], row["state"]))])


def _judgement_words(value: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    why = ", ".join(f"{code} {titles.get(code, '')}".strip() for code in value.get("indicators", ()))
    return ("인정" if value["found"] else "불인정") + (f" ({why})" if why else "")


def _set_words(value: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    yes = [titles.get(code, code) for code, each in value.items() if each]
    unknown = [titles.get(code, code) for code, each in value.items() if each is None]
    parts = [", ".join(yes) or "해당 없음"]
    return " / 모름: ".join([*parts, ", ".join(unknown)]) if unknown else parts[0]
