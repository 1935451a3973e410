"""The third file of the law book: every dated value, and every reading of an ambiguity."""

from collections.abc import Iterator

from teojeon.command.lawbook.declared import declared
from teojeon.command.lawbook.markdown import cell, table
from teojeon.law.book import shipped_parameters
from teojeon.law.language.expression import Parameter, nodes
from teojeon.law.language.kinds import Choice
from teojeon.law.language.parameters import Declaration, Row
from teojeon.law.language.rules import READING_PREFIX
from teojeon.law.language.words import value_words

_HOMES = {"statute": "법령", "authority": "결정·등록", "default": "취한 해석(결정으로 바꿀 수 있음)"}


def page() -> str:
    """The file's content without its header."""
    declared = shipped_parameters().declared
    plain = [each for code, each in declared.items() if not code.startswith(READING_PREFIX)]
    readings = [each for code, each in declared.items() if code.startswith(READING_PREFIX)]
    lines = [
        "# 파라미터",
        "",
        "법령이 정한 값은 기간과 근거를 붙여 실려 있고, 위원회나 장관이 정하는 값은 두 사람이 등록·승인합니다.",
        "",
    ]
    for each in plain:
        lines += [*_parameter(each), ""]
    lines += ["# 해석", "", "글이 여러 가지로 읽히는 곳마다 취한 해석입니다. 날짜가 있는 값이므로 결정으로 바꿀 수 있습니다.", ""]
    for each in readings:
        lines += [*_reading(each), ""]
    lines += ["## 고를 것이 없는 해석", "", *table(("번호", "판단 항목", "읽는 법"), _fixed()), ""]
    return "\n".join(lines)


def reading_number(code: str) -> str:
    """READING_A10 as the catalogue writes it: A-10."""
    number = code.removeprefix(READING_PREFIX)
    return f"{number[:1]}-{number[1:]}"


def used_by(parameter: Parameter) -> list[str]:
    """The conditions and results that read the parameter."""
    return [
        f"{each.name} {part}"
        for each in declared()
        for part, expression in each.expressions()
        if any(_is(node, parameter.code) for node in nodes(expression))
    ]


def _is(node: object, code: str) -> bool:
    inner = getattr(node, "parameter", node)
    return isinstance(inner, Parameter) and inner.code == code


def _parameter(declaration: Declaration) -> list[str]:
    parameter = declaration.parameter
    rows = shipped_parameters().rows[parameter.code]
    head = [f"## {parameter.title} `{parameter.code}`", "", f"- 정하는 곳: {_HOMES[declaration.home]}"]
    head += [f"- 근거: {declaration.source}"] if declaration.source else []
    head += [f"- 범위: {', '.join(declaration.scopes)}"] if declaration.scopes != ("nation",) else []
    head += [f"- 읽는 규칙: {', '.join(used_by(parameter))}"] if used_by(parameter) else []
    if not rows:
        return [*head, "", "실려 있는 값이 없습니다. 정해지면 등록됩니다."]
    return [*head, "", *table(("값", "범위", "시행", "근거"), [_row(row, parameter) for row in rows])]


def _row(row: Row, parameter: Parameter) -> list[str]:
    last = "" if row.to is None else f" {row.to}"
    return [cell(value_words(row.value, parameter.kind)), row.scope, f"{row.from_} ~{last}", cell(row.source)]


def _reading(declaration: Declaration) -> list[str]:
    parameter = declaration.parameter
    rows = shipped_parameters().rows[parameter.code]
    taken = rows[-1].value if rows else None
    options = parameter.kind.options if isinstance(parameter.kind, Choice) else ((True, "예"), (False, "아니오"))
    positions = [f"- `{value_name(code)}` {title}" + (" ← 취한 해석" if code == taken else "") for code, title in options]
    head = [f"## {reading_number(parameter.code)} {parameter.title} `{parameter.code}`", "", *positions, ""]
    head += [f"읽는 규칙: {', '.join(used_by(parameter))}", ""] if used_by(parameter) else []
    return [*head, *table(("값", "범위", "시행", "근거"), [_row(row, parameter) for row in rows])]


def value_name(code: object) -> str:
    """A position's code as a parameters file writes it."""
    return str(code).lower() if isinstance(code, bool) else str(code)


def _fixed() -> Iterator[list[str]]:
    for each in declared():
        for code, title in each.readings:
            yield [code, each.name, cell(title)]
        for requirement in each.rules.requirements:
            for code, title in requirement.readings:
                yield [code, f"{each.name} {requirement.code}", cell(title)]
