"""The index of days: every article and part that a rule can cite, with the days of each of its wordings.

Rules cite at import and may not wait for the texts, so this extract of them ships as `index.json`. `teojeon docs`
writes it; a test compares.
"""

import datetime as dt
import json
from collections.abc import Iterator

from teojeon.law.texts import reader
from teojeon.law.texts.pieces import PROVISO, pieces
from teojeon.law.texts.reader import Entry, Text

PATH = reader.FOLDER.joinpath("index.json")

Run = list[str | None]


def printed() -> str:
    """The index as it ships: one line an article or part, so that a change shows as a line."""
    return "{\n" + ",\n".join(_text_lines(reader.text(short)) for short in reader.short_names()) + "\n}\n"


def _text_lines(text: Text) -> str:
    rows = [
        f"{_json(article + key)}:{_json(runs)}"
        for article, entries in text.articles.items()
        for key, runs in wordings(entries).items()
    ]
    head = f'{_json(text.short)}:{{"name":{_json(text.name)},"kind":{_json(text.kind)},"articles":{{\n'
    return head + ",\n".join(rows) + "\n}}"


def wordings(entries: tuple[Entry, ...]) -> dict[str, list[Run]]:
    """By the key of each part of one article: `[act, from, to]` of every wording.

    A part that an amendment of another part left alone keeps the wording it had.
    """
    runs: dict[str, list[Run]] = {}
    last: dict[str, tuple[str, dt.date | None]] = {}
    for entry in entries:
        for key, words in _parts(entry):
            before = last.get(key)
            if before is not None and before[0] == words and _follows(before[1], entry.from_):
                runs[key][-1][2] = _iso(entry.to)
            else:
                runs.setdefault(key, []).append([entry.act, entry.from_.isoformat(), _iso(entry.to)])
            last[key] = (words, entry.to)
    return runs


def _parts(entry: Entry) -> Iterator[tuple[str, str]]:
    """Each part's key with all that makes its wording: its words, and what of them is not yet in force."""
    for key, piece in pieces(entry.text).items():
        limits = "".join(words for place, words in entry.partly.items() if place.startswith(key) or key.startswith(place))
        missing = "".join(f"\n{place} {entry.from_}" for place in entry.absent if place.startswith(key))
        yield key, piece.whole + limits + missing
        if piece.opening_name:
            yield key + piece.opening_name, piece.opening + limits
        if piece.proviso:
            yield key + PROVISO, piece.proviso + limits
    for key in entry.absent:
        if key:
            yield key, f"{entry.act} {entry.from_}"


def _follows(last: dt.date | None, first: dt.date) -> bool:
    return last is not None and last + dt.timedelta(days=1) == first


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
