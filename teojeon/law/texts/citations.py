"""Finds the articles that a source names in words: "법§14⑤⑥", "전세사기피해자법 제3조제1항제2호", "법률 제20956호 부칙 제2조"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from teojeon.law.language.source import LawText, law_texts
from teojeon.law.texts.pieces import CIRCLED

_ACT = "전세사기피해자법"
# how the catalogue and the procedures shorten the three texts of this system
_SHORTENED = {"법": _ACT, "영": f"{_ACT} 시행령", "규칙": f"{_ACT} 시행규칙"}
_PART = r"(?:제(?P<p>\d+)항)?(?:제(?P<i>\d+(?:의\d+)?)호)?(?P<s>[가-하]목)?"
_TOKEN = re.compile(
    r"(?P<act>법률|대통령령|국토교통부령) 제(?P<no>\d+)호 부칙"
    r"|부칙\((?P<label_act>법률|대통령령|국토교통부령) 제(?P<label_no>\d+)호\)"
    r"|부칙\((?P<short_no>\d+)\)"
    r"|(?P<same>같은 법(?: 시행령| 시행규칙)?)"
    r"|(?P<name>[가-힣]*[가-힣](?:법|법률|규정|규칙|영)(?: 시행령| 시행규칙)?)(?=[ §]|$)"
    r"|(?P<abbr>법|영|규칙)(?=§| 제)"
    rf"|제(?P<a>\d+(?:의\d+)?)조(?P<branch>의\d+)?{_PART}"
    rf"|§(?P<sa>\d+(?:의\d+)?)(?P<sp>[{CIRCLED}]+)?(?P<si>\d+(?:의\d+)?)?"
)


@dataclass(frozen=True)
class Cited:
    """One place named: the short name of its statute, its article, and the full label as far as it was given."""

    text: str
    article: str
    label: str


def cited(source: str) -> list[Cited]:
    """The places that a source names, in order; those of statutes that do not ship are left out."""
    return list(_found(source))


def _found(source: str) -> Iterator[Cited]:
    text: LawText | None = None
    last_act = _ACT
    prefix = ""
    for token in _TOKEN.finditer(source):
        group = token.groupdict()
        if number := group["no"] or group["label_no"] or group["short_no"]:
            prefix = f"부칙({group['act'] or group['label_act'] or '법률'} 제{number}호)"
            text = next((each for each in law_texts().values() if _has(each, prefix)), None)
            if text is not None and not source[token.end() :].lstrip().startswith(("제", "§")):
                yield Cited(text.short, prefix, prefix)
        elif group["same"] or group["name"] or group["abbr"]:
            prefix = ""
            name = _named(group["same"] or group["name"] or group["abbr"], last_act)
            text = law_texts().get(name)
            last_act = name.removesuffix(" 시행령").removesuffix(" 시행규칙")
        elif text is not None:
            yield from _places(text.short, prefix, group)


def _named(words: str, last_act: str) -> str:
    if words.startswith("같은 법"):
        return words.replace("같은 법", last_act)
    return _SHORTENED.get(words, words)


def _places(short: str, prefix: str, group: dict[str, str | None]) -> Iterator[Cited]:
    number = group["a"] or group["sa"] or ""
    plain, _, branch = number.partition("의")
    article = f"{prefix} 제{plain}조{f'의{branch}' if branch else ''}{group['branch'] or ''}".strip()
    paragraphs = [f"제{CIRCLED.index(mark) + 1}항" for mark in group["sp"] or ""] or [f"제{group['p']}항" if group["p"] else ""]
    item, branch_item = _item(group["i"] or group["si"] or "")
    for paragraph in paragraphs:
        yield Cited(short, article, article + paragraph + item + branch_item + (group["s"] or ""))


def _item(number: str) -> tuple[str, str]:
    plain, _, branch = number.partition("의")
    return (f"제{plain}호" if plain else "", f"의{branch}" if branch else "")


def _has(text: LawText, prefix: str) -> bool:
    return any(label.startswith(prefix) for label in text.articles)
