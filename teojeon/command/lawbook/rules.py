"""The second file of the law book: each rule's conditions in words, the parts they define, the facts they ask for."""

from teojeon.command.lawbook import outcomes
from teojeon.command.lawbook.declared import Declared, declared
from teojeon.command.lawbook.markdown import cell, table
from teojeon.law.language.calculation import Calculation
from teojeon.law.language.expression import Expression, Fact
from teojeon.law.language.rules import Requirement
from teojeon.law.language.words import definitions, in_words
from teojeon.law.victims import VICTIM

_WHO = {"applicant": "신청인", "investigator": "조사 담당", "committee": "위원회", "agency": "관계기관"}


def page() -> str:
    """The file's content without its header."""
    lines = [
        "# 규칙",
        "",
        "규칙마다 판단 항목의 식을 말로 적었습니다. 식에 나오는 이름 가운데 따로 정한 것은 그 뜻을 아래에 적었습니다.",
        "",
    ]
    for each in declared():
        lines += [*_rule(each), ""]
    return "\n".join(lines)


def _rule(each: Declared) -> list[str]:
    name, rules = each.name, each.rules
    lines = [
        f"## {rules.title} `{name}`",
        "",
        f"- 근거: {rules.source}",
        f"- 시행: {rules.in_force_from}부터 ({rules.in_force_source})",
    ]
    lines += [f"- {rules.note}"] if rules.note else []
    lines += [f"- 해석 {code}: {title}" for code, title in each.readings]
    for requirement in rules.requirements:
        lines += ["", *_requirement(requirement)]
    lines += _results(each.calculation)
    lines += ["", *outcomes.section()] if rules is VICTIM else []
    return [*lines, "", f"### `{name}`의 사실", "", *table(("이름", "뜻", "종류", "근거", "알려 줄 사람"), map(_fact, rules.facts))]


def _requirement(requirement: Requirement) -> list[str]:
    sources = ", ".join(source.label for source in (requirement.source, *requirement.also))
    lines = [f"### {requirement.code} {requirement.title}", "", f"근거: {sources}", "", f"> {requirement.words}"]
    lines += _meanings(requirement.test)
    lines += [f"- 해석 {code}: {title}" for code, title in requirement.readings]
    return lines


def _meanings(*expressions: Expression) -> list[str]:
    meanings = {title: words for each in expressions for title, words in definitions(each).items()}
    return ["", *(f"- **{title}**: {words}" for title, words in meanings.items())] if meanings else []


def _results(calculation: Calculation | None) -> list[str]:
    if calculation is None:
        return []
    lines = ["", "### 결과", ""]
    for result in calculation.results:
        words = in_words(result.value) + ("" if result.denominator is None else f" ÷ {in_words(result.denominator)}")
        lines.append(f"- **{result.title}** `{result.name}`: {words}")
    return [*lines, *_meanings(*(expression for _, expression in calculation.columns()))]


def _fact(fact: Fact) -> list[str]:
    settler = "–" if fact.settled_by is None else f"{_WHO[fact.settled_by.who]}: {fact.settled_by.what}"
    said = " ".join(filter(None, [fact.note, fact.default]))
    return [f"`{fact.name}`", cell(fact.title + (f"<br>{said}" if said else "")), fact.kind.title, cell(fact.source), cell(settler)]
