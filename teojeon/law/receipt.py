"""The receipt of a result: everything it rests on, with a hash, so that anyone can check and replay it."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

from teojeon.law.language.errors import LawError
from teojeon.law.language.parameters import Row
from teojeon.law.language.reading import as_given
from teojeon.law.language.source import Source

ENGINE = "teojeon-law/1"
"""Version of the language and its evaluators. It changes when the same facts and law could give another answer."""


def canonical_json(value: object) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces: the same value always gives the same bytes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def receipt(
    name: str,
    on: dt.date,
    facts: Mapping[str, object],
    sources: Sequence[Source],
    rows: Mapping[str, Row],
    *,
    hypothetical: bool,
) -> dict[str, object]:
    """The receipt of rule `name` on day `on`: facts as read, wordings and rows used with their days, engine, hash.

    A fact that is null is unknown just like one that is absent, so it is left out: the same facts give the same bytes.
    """
    made: dict[str, object] = {
        "name": name,
        "on": on.isoformat(),
        "facts": as_given({name: value for name, value in facts.items() if value is not None}),
        "law": list(_wordings(tuple(sources), on)),
        "parameters": {code: rows[code].as_dict() for code in sorted(rows)},
        "engine": ENGINE,
    }
    if hypothetical:
        made["hypothetical"] = True
    made["sha256"] = hashlib.sha256(canonical_json(made)).hexdigest()
    return made


def is_intact(made: Mapping[str, object]) -> bool:
    """Whether the hash of a receipt still fits its content."""
    content = {key: value for key, value in made.items() if key != "sha256"}
    return made.get("sha256") == hashlib.sha256(canonical_json(content)).hexdigest()


@lru_cache(maxsize=256)
def _wordings(sources: tuple[Source, ...], on: dt.date) -> tuple[dict[str, object], ...]:
    found = (_wording(source, on) for source in dict.fromkeys(sources))
    return tuple(wording for wording in found if wording is not None)


def _wording(source: Source, on: dt.date) -> dict[str, object] | None:
    try:
        wording = source.on(on)
    except LawError:
        return None  # an article that came later or ended earlier: nothing of it was used
    return {
        "text": source.text.name,
        "article": source.article,
        "act": wording.act,
        "from": wording.from_.isoformat(),
        "to": None if wording.to is None else wording.to.isoformat(),
    }
