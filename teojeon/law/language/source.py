"""Law texts and their articles with the days on which each wording is in force."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from teojeon.law.language.errors import DefinitionError, LawError

_INDEX = Path(__file__).parents[1].joinpath("texts", "index.json")


@dataclass(frozen=True)
class Wording:
    """One wording of an article: the act that made it and the days, both included, on which it is in force."""

    act: str
    from_: dt.date
    to: dt.date | None


@dataclass(frozen=True)
class LawText:
    """An act, decree or rule by its full and short name.

    `articles`: by label (제3조, 제3조제1항제2호, 제3조제1항 단서) each wording as `[act, from, to]`.
    """

    name: str
    short: str
    kind: str
    articles: Mapping[str, Sequence[Sequence[str | None]]] = field(hash=False, repr=False, compare=False)

    def at(
        self,
        article: int | str | None = None,
        paragraph: int | None = None,
        item: int | str | None = None,
        subitem: str = "",
        *,
        addenda: int | None = None,
        part: str = "",
    ) -> "Source":
        """제3조제1항제2호 is `at(3, 1, item=2)`; 제25조의9 is `at("25의9")`; 제6조제2항제1호의2 `at(6, 2, item="1의2")`;
        제2조제4호다목 `at(2, item=4, subitem="다")`; 제3조제1항 단서 `at(3, 1, part="단서")` (also "각 호 외의 부분");
        법률 제20956호 부칙 제2조 `at(2, addenda=20956)`. What was never printed fails at import.
        """
        label = _numbered(article, "조") + _numbered(paragraph, "항") + _numbered(item, "호")
        label += f"{subitem}목" if subitem else ""
        label += f" {part}" if part else ""
        if addenda is not None:
            label = f"부칙({self.kind} 제{addenda}호) {label}".rstrip()
        if label not in self.articles:
            raise DefinitionError(f"{self.short} {label}: no dates of validity are declared")
        return Source(self, label)


@dataclass(frozen=True)
class Source:
    """The place in a law text that a rule carries out."""

    text: LawText
    article: str

    @property
    def label(self) -> str:
        """As people cite it: 전세사기피해자법 제3조제1항제2호."""
        return f"{self.text.short} {self.article}"

    def on(self, day: dt.date) -> Wording:
        """The wording in force that day; never another one, otherwise `NOT_IN_FORCE`."""
        asked = day.isoformat()
        for act, first, last in self.text.articles[self.article]:
            if first is not None and first <= asked and (last is None or asked <= last):
                to = None if last is None else dt.date.fromisoformat(last)
                return Wording(str(act), dt.date.fromisoformat(first), to)
        raise LawError("NOT_IN_FORCE", f"{day}에 시행 중인 조문이 없습니다: {self.label}", "on", self.label)


@cache
def law_texts() -> Mapping[str, LawText]:
    """Every statute that ships, by short name, with the days of each article and part; without the texts themselves."""
    return {
        short: LawText(str(entry["name"]), short, str(entry["kind"]), entry["articles"])
        for short, entry in json.loads(_INDEX.read_text(encoding="utf-8")).items()
    }


def _numbered(number: int | str | None, unit: str) -> str:
    if number is None:
        return ""
    plain, _, branch = str(number).partition("의")
    return f"제{plain}{unit}" + (f"의{branch}" if branch else "")
