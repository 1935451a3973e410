"""The JSON Schema of a rule's facts, made from the same declarations that read them."""

from collections.abc import Sequence

from teojeon.law.language.expression import Fact
from teojeon.law.language.kinds import (
    GREATEST_NUMBER,
    Choice,
    CodeSet,
    CodeText,
    Count,
    Date,
    DateOrNot,
    Days,
    Kind,
    ListKind,
    Record,
    Won,
)
from teojeon.law.language.own_kind import OwnKind

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}


def schema(name: str, title: str, facts: Sequence[Fact]) -> dict[str, object]:
    """JSON Schema (2020-12) of the facts object: Korean titles, `unit` and `source` beside each fact."""
    return {
        "$schema": _DRAFT,
        "$id": f"teojeon:law:{name}",
        "title": title,
        "type": "object",
        "additionalProperties": False,
        "properties": {fact.name: _property(fact) for fact in facts},
    }


def _property(fact: Fact) -> dict[str, object]:
    described: dict[str, object] = {"title": fact.title, **_or_null(_of_kind(fact.kind, fact.minimum))}
    if fact.kind.unit:
        described["unit"] = fact.kind.unit
    described["source"] = fact.source
    if fact.note:
        described["description"] = fact.note
    if fact.optional:
        described["optional"] = True
        described["default_meaning"] = fact.default
    return described


def _or_null(described: dict[str, object]) -> dict[str, object]:
    """The same, or null for unknown."""
    return {"anyOf": [described, _NULL]}


def _of_kind(kind: Kind, minimum: int | None = None) -> dict[str, object]:
    match kind:
        case OwnKind():
            return kind.json_schema()
        case Choice():
            return {"enum": list(kind.codes), "options": dict(kind.options)}
        case CodeText():
            return {"type": "string", "pattern": f"^{kind.pattern}$"}
        case CodeSet():
            per_code = {code: {"title": title, "type": ["boolean", "null"]} for code, title in kind.options}
            codes = {"enum": list(kind.codes), "options": dict(kind.options)}
            listed = {"type": "array", "items": codes}
            return {"anyOf": [listed, {"type": "object", "additionalProperties": False, "properties": per_code}]}
        case Record():
            parts = {name: {"title": title, **_or_null(_of_kind(part))} for name, part, title in kind.parts}
            return {"type": "object", "additionalProperties": False, "properties": parts}
        case ListKind():
            item = _of_kind(kind.item)
            return {"type": "array", "items": _or_null(item) if kind.unknown_items else item}
    if kind in (Won, Count, Days):
        return {"type": "integer", "minimum": minimum or 0, "maximum": GREATEST_NUMBER}
    if kind == Date:
        return {"type": "string", "format": "date"}
    if kind == DateOrNot:
        return {"anyOf": [{"type": "string", "format": "date"}, {"const": False}]}
    return {"type": "boolean"}
