"""The texts of law that ship with the code, article by article, each wording with the days on which it is in force.

Texts are read on demand. Rules cite articles by `teojeon.law.language.source.law_texts`, which needs only the index of days.
"""

import datetime as dt
from dataclasses import dataclass
from textwrap import dedent

from teojeon.law.language.errors import LawError
from teojeon.law.language.source import law_texts
from teojeon.law.texts import reader
from teojeon.law.texts.aliases import alias, stale_citations
from teojeon.law.texts.pieces import OPENINGS, PROVISO, chain
from teojeon.law.texts.reader import Entry

__all__ = ["ArticleText", "PartText", "alias", "article", "articles_in_force", "part", "stale_citations", "wordings"]

_PARTS = (PROVISO, *OPENINGS.values())


@dataclass(frozen=True)
class ArticleText:
    """An article as in force on a day. `from_` and `to` are its first and last day (None: until it is amended).

    `note` says in Korean what of the printed words is not yet in force, or what does not ship.
    """

    label: str
    title: str
    text: str
    from_: dt.date
    to: dt.date | None
    act: str
    note: str = ""


@dataclass(frozen=True)
class PartText:
    """The smallest printed piece of a citation, with the opening words of what it stands in, outermost first.

    `from_`, `to` and `act` are those of the piece itself: an amendment of another paragraph leaves them alone.
    """

    label: str
    title: str
    openings: tuple[str, ...]
    text: str
    from_: dt.date
    to: dt.date | None
    act: str
    note: str = ""


def article(short: str, label: str, on: dt.date) -> ArticleText:
    """The article (제3조, 부칙(법률 제20956호) 제2조) of this statute as in force that day.

    `LawError`: `UNKNOWN_NAME` where there never was such a statute or article, `NOT_IN_FORCE` on a day outside its days.
    """
    return _shown(short, _in_force(short, label, on))


def part(short: str, label: str, on: dt.date) -> PartText:
    """The paragraph, item or sub-item that a rule cites (제3조제1항제2호, 제3조제1항 단서), or a whole article.

    Errors as of `article`.
    """
    runs = law_texts()[short].articles.get(label) if short in law_texts() else None
    if runs is None:
        reader.text(short)
        raise LawError("UNKNOWN_NAME", f"{short}에 그런 조문이 없습니다: {label}", "article", short)
    whole, key, named = _split(short, label)
    entry = _in_force(short, whole, on)
    day = on.isoformat()
    run = next((run for run in runs if str(run[1]) <= day and (run[2] is None or day <= run[2])), None)
    if run is None:
        raise _not_in_force(short, label, on)
    path = chain(entry.text, key)
    words = _words(path[-1].opening, path[-1].proviso, path[-1].whole, named) if path else ""
    return PartText(
        label=f"{short} {label}",
        title=entry.title,
        openings=tuple(piece.opening.strip() for piece in path[:-1] if piece.own),
        text=words,
        from_=dt.date.fromisoformat(str(run[1])),
        to=None if run[2] is None else dt.date.fromisoformat(run[2]),
        act=str(run[0]),
        note=_note(entry, key),
    )


def articles_in_force(short: str, on: dt.date) -> tuple[ArticleText, ...]:
    """Every article of this statute in force that day, addenda (부칙) included, in the order of print."""
    return tuple(
        _shown(short, entry) for entries in reader.text(short).articles.values() for entry in entries if entry.holds_on(on)
    )


def wordings(short: str, label: str) -> tuple[ArticleText, ...]:
    """All wordings of an article by age, those to come included; `UNKNOWN_NAME` where there never was one."""
    return tuple(_shown(short, entry) for entry in reader.text(short).entries(label))


def _in_force(short: str, label: str, on: dt.date) -> Entry:
    for entry in reader.text(short).entries(label):
        if entry.holds_on(on):
            return entry
    raise _not_in_force(short, label, on)


def _not_in_force(short: str, label: str, on: dt.date) -> LawError:
    return LawError("NOT_IN_FORCE", f"{on}에 시행 중인 조문이 없습니다: {short} {label}", "on", f"{short} {label}")


def _shown(short: str, entry: Entry) -> ArticleText:
    label = f"{short} {entry.article}"
    return ArticleText(label, entry.title, entry.text, entry.from_, entry.to, entry.act, _note(entry, ""))


def _note(entry: Entry, key: str) -> str:
    limits = [f"{place} {words}".strip() for place, words in entry.partly.items() if place.startswith(key) or key.startswith(place)]
    missing = key != "" and any(key.startswith(place) for place in entry.absent)
    return " ".join(filter(None, [*limits, entry.note if key == "" or missing else ""]))


def _split(short: str, label: str) -> tuple[str, str, str]:
    """The article, the key within it, and the named part (단서, 각 호 외의 부분) of a citation."""
    named = next((name for name in _PARTS if label.endswith(name)), "")
    plain = label.removesuffix(named) if named else label
    articles = reader.text(short).articles
    # 제25조의9 is no part of 제25조: the longest label that fits is the article
    whole = max((name for name in articles if plain.startswith(name)), key=len)
    return whole, plain.removeprefix(whole), named


def _words(opening: str, proviso: str, whole: str, named: str) -> str:
    if named == PROVISO:
        return proviso
    return dedent(opening if named else whole).strip()
