"""The assessment sheet (요건 검토표) on paper: the annex to an agenda item, printed from the same tree as the page (S1-ASM-12).

For each requirement its value, what was compared with its evidence, the article, the parameter with its days and home, the
readings taken. The applicant's name is masked as on the agenda; the file's name says nothing of a person.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from teojeon.kernel.documents.typeset import typeset
from teojeon.law.language.rules import READING_PREFIX
from teojeon.services.victims.assessment.outcomes import HOLD, OUTCOMES, RESULTS
from teojeon.services.victims.assessment.shown import labels
from teojeon.ui.components import finding_view
from teojeon.ui.formats import NO_INFORMATION

TEMPLATE = Path(__file__).parent / "printed.typ"
FILE_NAME = "assessment-sheet.pdf"
TITLE = "요건 검토표"
OPINIONS = (("investigation", "시·도 조사의견(붙임 1)"), ("review", "국토교통부 검토의견(붙임 2)"))


def is_printable(sheet: Mapping[str, Any]) -> bool:
    """Whether the sheet holds an assessment with its tree."""
    return bool(sheet.get("assessment") and sheet.get("shown"))


def sheet_pdf(sheet: Mapping[str, Any], *, applicant: str, place: str, printed_on: str) -> bytes:
    """The sheet as an archive PDF. `sheet`: as agenda.actions.sheet froze it; `applicant`: masked; `place`: meeting and item, or
    that it was not tabled; `printed_on`: YYYY-MM-DD. Raises MissingGlyph.
    """
    return typeset(TEMPLATE, printed(sheet, applicant=applicant, place=place, printed_on=printed_on))


def printed(sheet: Mapping[str, Any], *, applicant: str, place: str, printed_on: str) -> dict[str, Any]:
    """What stands on the paper, in words."""
    assessment, named = sheet["assessment"], labels()
    return {
        "title": TITLE,
        "document_date": printed_on,
        "organisation": "국토교통부",
        "head": [
            ("접수번호", sheet.get("receipt_no")),
            ("신청인", applicant),
            ("안건", place),
            ("법령의 기준일", assessment["on"]),
            ("전산 검토 결과", outcome_words(assessment)),
            *opinions_of(sheet),
        ],
        "note": "전산 검토는 제안이며 결정이 아닙니다. 위원회의 심의·의결을 거쳐 국토교통부장관이 결정합니다.",
        "requirements": [_requirement(finding, named) for finding in sheet["shown"]],
        "receipt": assessment["receipt"]["sha256"],
        "engine": assessment["receipt"]["engine"],
    }


def outcome_words(assessment: Mapping[str, Any]) -> str:
    """The computed outcome; for HOLD what is still possible by the requirements and which of them decide."""
    outcome = str(assessment.get("outcome", ""))
    if outcome != HOLD:
        return RESULTS.get(outcome, NO_INFORMATION)
    possible = ", ".join(OUTCOMES.get(each, each) for each in assessment.get("possible", ()))
    return f"{RESULTS[HOLD]}. 결론을 정할 요건: {', '.join(assessment.get('missing', ()))}. 요건만으로 남는 결론: {possible}"


def opinions_of(sheet: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The two opinions that were attached, by their conclusion."""
    return [(title, OUTCOMES.get(sheet[key]["opinion"], sheet[key]["opinion"])) for key, title in OPINIONS if sheet.get(key)]


def _requirement(finding: Mapping[str, Any], named: dict[str, dict[str, str]]) -> dict[str, Any]:
    view = finding_view(finding, named | _read_elsewhere(finding, named))
    compared = finding.get("compared") or {}
    return {
        "code": view.code,
        "title": view.title,
        "source": view.source,
        "value": view.word,
        "compared": [
            _with(f"{each.label} {each.text}", _note(value)) for each, value in zip(view.compared, compared.values(), strict=True)
        ],
        "parameters": [
            _with(f"{each.value.label} {each.value.text}", ", ".join(filter(None, (each.period, each.source, each.home))))
            for name, each in zip(finding.get("parameters") or {}, view.parameters, strict=True)
            if not name.startswith(READING_PREFIX)
        ],
        "readings": [f"{each['code']} {each['title']}" for each in finding.get("readings", ())],
        "settled_by": view.settled_by if finding.get("value") is None else [],
    }


def _read_elsewhere(finding: Mapping[str, Any], named: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """A parameter that was read at several places stands there as CODE and as CODE:place."""
    codes = {name: name.partition(":")[0] for name in finding.get("parameters") or {}}
    return {name: named[code] for name, code in codes.items() if name != code and code in named}


def _note(value: Any) -> str:
    return str(value.get("note", "")) if isinstance(value, Mapping) else ""


def _with(text: str, note: str) -> str:
    return f"{text} [{note}]" if note else text
