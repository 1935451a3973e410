"""Reads the texts of law that ship beside this module: each article with the days on which its wording is in force."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from teojeon.law.language.errors import DefinitionError, LawError
from teojeon.law.language.periods import headers, required_day, required_text

FOLDER = Path(__file__).parent
# in the order in which the law book prints them; the other statutes are extracts of what rules cite
FILES = (
    "special-act",
    "special-act-decree",
    "special-act-rule",
    "lease-act",
    "lease-act-decree",
    "civil-act",
    "administrative-basic-act",
    "petitions-act",
)
_KINDS = ("법률", "대통령령", "국토교통부령")


@dataclass(frozen=True)
class Entry:
    """One wording of one article, as in force from `from_` to `to` (both included; None: until it is amended).

    `partly`: by the key of a part, what of its printed words is not yet in force. `absent`: keys of parts that are in
    force but whose words do not ship. `note`: what a reader should know about this entry.
    """

    article: str
    title: str
    act: str
    from_: dt.date
    to: dt.date | None
    text: str
    note: str = ""
    partly: Mapping[str, str] = field(default_factory=dict)
    absent: tuple[str, ...] = ()

    def holds_on(self, day: dt.date) -> bool:
        """Whether it is in force that day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


@dataclass(frozen=True)
class Text:
    """A statute with all its wordings, in the order of print. `extract`: only what rules cite."""

    name: str
    short: str
    kind: str
    source: str
    extract: bool
    articles: Mapping[str, tuple[Entry, ...]]

    def entries(self, article: str) -> tuple[Entry, ...]:
        """All wordings of an article by age, or `UNKNOWN_NAME` where there never was one."""
        if article not in self.articles:
            raise LawError("UNKNOWN_NAME", f"{self.short}에 그런 조문이 없습니다: {article}", "article", self.short)
        return self.articles[article]


@cache
def text(short: str) -> Text:
    """The text of this short name, read when first asked for; `UNKNOWN_NAME` where no such text ships."""
    for file in FILES:
        path = FOLDER.joinpath(f"{file}.toml")
        if short_name(path) == short:
            return read(path)
    names = ", ".join(short_names())
    raise LawError("UNKNOWN_NAME", f"싣지 않은 법령입니다. 실린 법령: {names}", "text")


def short_names() -> tuple[str, ...]:
    """The short names of all texts that ship, in the order of the law book."""
    return tuple(short_name(FOLDER.joinpath(f"{file}.toml")) for file in FILES)


@cache
def short_name(path: Path) -> str:
    """The short name in the head of a file, without reading its articles."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("short = "):
                return str(tomllib.loads(line)["short"])
    raise DefinitionError(f"{path.name}: short is missing")


def read(path: Path) -> Text:
    """The text of one file. Missing keys, overlaps and gaps without a cause fail with file, line and article."""
    content = path.read_text(encoding="utf-8")
    document = tomllib.loads(content)
    articles: dict[str, tuple[Entry, ...]] = {}
    for line, raw in zip(headers(content, "entry"), document.get("entry", []), strict=True):
        entry = _entry(raw, f"{path.name}:{line}")
        before = articles.get(entry.article, ())
        if before:
            _must_follow(before[-1], entry, f"{path.name}:{line} {entry.article}")
        articles[entry.article] = (*before, entry)
    kind = required_text(document, "kind", path.name)
    if kind not in _KINDS:
        raise DefinitionError(f"{path.name}: kind is one of {', '.join(_KINDS)}")
    return Text(
        name=required_text(document, "name", path.name),
        short=required_text(document, "short", path.name),
        kind=kind,
        source=required_text(document, "source", path.name),
        extract=document.get("extract") is True,
        articles=articles,
    )


def _entry(raw: Mapping[str, object], place: str) -> Entry:
    article = required_text(raw, "article", place)
    place = f"{place} {article}"
    unknown = raw.keys() - {"article", "title", "act", "from", "to", "note", "partly", "absent", "text"}
    if unknown:
        raise DefinitionError(f"{place}: unknown key {sorted(unknown)}")
    first, last = required_day(raw, place)
    words, title, note, partly, absent = (raw.get(key) for key in ("text", "title", "note", "partly", "absent"))
    if not isinstance(words, str) or words != words.strip("\n"):
        raise DefinitionError(f"{place}: text is missing, or has an empty line at its edge")
    if not words and absent != [""]:
        raise DefinitionError(f"{place}: an entry without words says so by absent")
    return Entry(
        article=article,
        title=title if isinstance(title, str) else "",
        act=required_text(raw, "act", place),
        from_=first,
        to=last,
        text=words,
        note=note if isinstance(note, str) else "",
        partly={str(key): str(value) for key, value in partly.items()} if isinstance(partly, dict) else {},
        absent=tuple(str(key) for key in absent) if isinstance(absent, list) else (),
    )


def _must_follow(before: Entry, entry: Entry, place: str) -> None:
    if before.to is None or entry.from_ <= before.to:
        raise DefinitionError(f"{place}: overlaps the wording before it")
    if entry.from_ != before.to + dt.timedelta(days=1):
        raise DefinitionError(f"{place}: leaves a gap after {before.to}")
