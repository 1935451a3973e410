"""The first file of the law book: every article, what carries it out, the tests that show it, its wordings."""

import datetime as dt
from collections.abc import Iterable, Sequence

from teojeon.command.lawbook import requirements
from teojeon.command.lawbook.implemented import STATUTES, Covered, Work, covered, works
from teojeon.command.lawbook.markdown import cell, table
from teojeon.law.texts import reader
from teojeon.law.texts.aliases import alias, citations, renumberings
from teojeon.law.texts.reader import Entry

_KINDS = {"rule": "규칙", "move": "절차", "parameter": "파라미터"}
_INTRODUCTION = """# 법령집

조문마다 그것을 실행하는 것(규칙, 절차, 파라미터), 그것을 보이는 시험, 글의 판을 적었습니다.

- **규칙**은 `teojeon law run 이름`의 판단 항목입니다. 식은 [규칙](law-book-rules.md)에 말로 적혀 있습니다.
- **절차**는 [절차](procedures.md)의 처리이고, **파라미터**의 값은 [파라미터](law-book-parameters.md)에 있습니다.
- **기능**은 규칙·절차·파라미터가 아니라 화면이나 다른 코드가 맡은 것입니다.
- **글만**은 실행할 것이 없는 조문, **아직**은 적힌 요구사항이 만들어지지 않은 조문입니다.
- 시험은 `tests/` 아래의 파일입니다. 요구사항 뒤의 `done`, `partly`, `open`은 `tests/requirements.toml`의 상태입니다.
- 시행 기간은 첫날과 마지막 날을 모두 포함합니다. 글은 `teojeon/law/texts/`에 실려 있습니다.
"""


def page() -> str:
    """The file's content without its header."""
    parts = [_INTRODUCTION]
    parts += [section(short) for short in STATUTES]
    parts += [_others(), _renumbered(), _stale()]
    return "\n".join(parts)


def section(short: str) -> str:
    """One statute: its articles in the order of print."""
    text = reader.text(short)
    rows = [_row(short, article, entries) for article, entries in text.articles.items()]
    head = [f"## {text.name}", "", f"출처: {text.source}. 짧은 이름: {short}", ""]
    return "\n".join([*head, *table(("조문", "실행하는 것", "요구사항", "시험", "시행"), rows), ""])


def _row(short: str, article: str, entries: Sequence[Entry]) -> list[str]:
    told = covered(short, article)
    title = entries[-1].title
    return [
        f"**{article}**" + (f"<br>{cell(title)}" if title else ""),
        "<br>".join(_carried_out(told)),
        "<br>".join(f"{name} {requirements.known()[name].state}" for name in told.assigned.requirements) or "–",
        "<br>".join(f"`{file}`" for file in _tests(told)) or "–",
        "<br>".join(_days(entry) for entry in entries),
    ]


def _carried_out(told: Covered) -> list[str]:
    lines = [f"**{_KINDS[kind]}** {', '.join(_named(told.works, kind))}" for kind in _KINDS if _named(told.works, kind)]
    if told.assigned.modules:
        lines.append("**기능** " + ", ".join(f"`{module}`" for module in told.assigned.modules))
    elif not lines and told.begun:
        lines.append("**기능** " + ", ".join(told.begun))
    if told.assigned.text_only:
        lines.append(f"**글만** {told.assigned.text_only}")
    if told.waiting:
        lines.append("**아직** " + ", ".join(told.waiting))
    return [cell(line) for line in lines]


def _named(found: Iterable[Work], kind: str) -> list[str]:
    places: dict[str, list[str]] = {}
    for work in found:
        if work.kind == kind:
            places.setdefault(work.name, []).append(work.place)
    return [f"{name} ({', '.join(its)})" for name, its in places.items()]


def _tests(told: Covered) -> list[str]:
    shown = requirements.showing()
    return sorted({file for name in told.assigned.requirements for file in shown.get(name, ())})


def _days(entry: Entry) -> str:
    last = "" if entry.to is None else f" {entry.to}"
    notes = [*(f"{place} {words}".strip() for place, words in entry.partly.items()), entry.note]
    said = " ".join(filter(None, notes))
    return cell(f"{entry.from_} ~{last} {entry.act}" + (f" ({said})" if said else ""))


def _others() -> str:
    lines = ["## 그 밖의 법령 (규칙이 인용하는 조문의 발췌)", ""]
    rows = [
        [
            f"**{short}** {article}<br>{cell(entries[-1].title)}",
            "<br>".join(
                cell(f"**{_KINDS[kind]}** {', '.join(its)}") for kind in _KINDS if (its := _named(_works(short, article), kind))
            )
            or "–",
            "<br>".join(_days(entry) for entry in entries),
        ]
        for short in reader.short_names()
        if short not in STATUTES
        for article, entries in reader.text(short).articles.items()
    ]
    return "\n".join([*lines, *table(("조문", "인용하는 것", "시행"), rows), ""])


def _works(short: str, article: str) -> tuple[Work, ...]:
    return works().get((short, article), ())


def _renumbered() -> str:
    lines = ["## 번호가 바뀐 조문", "", "옛 번호로 적힌 인용은 아래에 따라 지금의 조문으로 읽습니다.", ""]
    rows = [
        [f"{change.text}", f"{old} → {new}", str(change.on), change.act]
        for change in renumberings()
        for old, new in change.places.items()
    ]
    return "\n".join([*lines, *table(("법령", "옛 번호 → 새 번호", "부터", "개정"), rows), ""])


def _stale() -> str:
    lines = ["## 옛 번호로 남은 인용 (A-35)", ""]
    rows = [
        [
            f"{each.text} {each.article} ({each.place})",
            f"{each.cited_text} {each.cites}",
            alias(each.cites, each.until or dt.date.max, text=each.cited_text, written_on=each.written_on),
            "고쳐지지 않음" if each.until is None else f"{each.until}까지",
        ]
        for each in citations()
    ]
    return "\n".join([*lines, *table(("인용한 곳", "적힌 번호", "뜻하는 조문", "기간"), rows), ""])
