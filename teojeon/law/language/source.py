"""Law texts and their articles with the days on which each wording is in force."""

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from teojeon.law.language.errors import DefinitionError, LawError
from teojeon.law.language.periods import headers, no_gap_or_overlap, required_day, required_text


@dataclass(frozen=True)
class Wording:
    """One wording of an article: the act that made it and the days, both included, on which it is in force."""

    act: str
    from_: dt.date
    to: dt.date | None


@dataclass(frozen=True)
class LawText:
    """An act, decree or rule by its full and short name, with the articles that rules cite."""

    name: str
    short: str
    articles: dict[str, tuple[Wording, ...]] = field(hash=False, repr=False)

    def at(self, article: int | str, paragraph: int | None = None, item: int | None = None) -> "Source":
        """제3조제1항제2호 is `at(3, 1, item=2)`; 제25조의9 is `at("25의9")`. An undated article fails at import."""
        number, _, branch = str(article).partition("의")
        label = f"제{number}조" + (f"의{branch}" if branch else "")
        label += f"제{paragraph}항" if paragraph else ""
        label += f"제{item}호" if item else ""
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
        for wording in self.text.articles[self.article]:
            if wording.from_ <= day and (wording.to is None or day <= wording.to):
                return wording
        raise LawError("NOT_IN_FORCE", f"{day}에 시행 중인 조문이 없습니다: {self.label}", "on", self.label)


def read_texts(path: Path) -> dict[str, LawText]:
    """The texts of one TOML file by short name. Gaps, overlaps and missing names fail with file and line."""
    content = path.read_text(encoding="utf-8")
    lines = headers(content, "text.wording")
    texts: dict[str, LawText] = {}
    seen = 0
    for entry in tomllib.loads(content).get("text", []):
        articles: dict[str, tuple[Wording, ...]] = {}
        for wording in entry.get("wording", []):
            place = f"{path.name}:{lines[seen]}"
            seen += 1
            article = required_text(wording, "article", place)
            act = required_text(wording, "act", place)
            first, last = required_day(wording, place)
            articles[article] = (*articles.get(article, ()), Wording(act, first, last))
            no_gap_or_overlap([(each.from_, each.to) for each in articles[article]], f"{place} {article}")
        text = LawText(required_text(entry, "name", path.name), required_text(entry, "short", path.name), articles)
        texts[text.short] = text
    return texts
