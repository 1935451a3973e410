"""An assessment as the page's finding tree takes it: words instead of codes, the article's text, the evidence of what was compared."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from teojeon.kernel import regions
from teojeon.law import texts
from teojeon.law.book import shipped_parameters
from teojeon.law.language.errors import LawError
from teojeon.law.language.interpreter import Step
from teojeon.law.language.kinds import Choice, CodeSet, CodeText, DateOrNot, Kind, ListKind
from teojeon.law.language.rules import READING_PREFIX, Finding
from teojeon.law.language.source import Source
from teojeon.law.victims import VICTIM, Assessment
from teojeon.law.victims.facts import GUARANTEE_STATE
from teojeon.ui.formats import UNKNOWN_WORD, korean_date, won

SETTLERS = {
    "applicant": "신청인",
    "investigator": "조사자",
    "province": "시·도",
    "ministry": "국토교통부",
    "committee": "위원회",
    "agency": "관계 기관",
}
FACTS_OF_LAW = {fact.name: fact for fact in VICTIM.facts}
EXCLUSIONS, LIFTED = ("X1", "X2", "X3"), ("AC",)
OTHER_WORDS: Mapping[tuple[str, bool], tuple[str, str]] = {
    **{(code, False): ("해당 없음", "success") for code in EXCLUSIONS},
    **{(code, True): ("해당", "danger") for code in EXCLUSIONS},
    **{(code, False): ("해당 없음", "gray") for code in LIFTED},
    **{(code, True): ("해당", "success") for code in LIFTED},
}
"""Grounds of exclusion are good news where they are false, and a lift of requirements is no requirement."""


def labels() -> dict[str, dict[str, str]]:
    """Korean names of facts and parameters, and their unit, for the tree."""
    named = {fact.name: {"label": fact.title, "unit": unit_of(fact.kind)} for fact in VICTIM.facts}
    for code, declared in shipped_parameters().declared.items():
        named[code] = {"label": declared.parameter.title, "unit": unit_of(declared.parameter.kind)}
    return named


def unit_of(kind: Kind) -> str:
    """What stands behind a number of this kind; "won" is written as an amount."""
    return {"won": "won", "days": "일"}.get(kind.name, "")


def findings_shown(assessment: Assessment, evidence: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """One tree a requirement: value, article and its text, compared values with their evidence, parameters, readings, limbs, and
    who can settle an unknown. `evidence`: fact of the law → on what its value rests.
    """
    return [_shown(finding, assessment, evidence or {}) for finding in assessment.findings]


def _shown(finding: Finding, assessment: Assessment, evidence: Mapping[str, str]) -> dict[str, Any]:
    tree: dict[str, Any] = finding.as_dict()
    code = finding.requirement.code
    tree["compared"] = {
        name: {"value": value_in_words(name, value, assessment.on), "note": evidence.get(name, "")}
        for name, value in tree["compared"].items()
    }
    tree["parameters"] = {name: row for name, row in tree["parameters"].items() if not name.startswith(READING_PREFIX)}
    tree["because"] = [_limb(limb, step) for limb, step in zip(tree["because"], finding.because, strict=True)]
    tree["settled_by"] = settlers_in_words(tree["settled_by"])
    tree["texts"] = article_texts((finding.requirement.source, *finding.requirement.also), assessment.on)
    tree["is_open"] = finding.value is None and code in assessment.missing
    if finding.value is not None and (code, finding.value) in OTHER_WORDS:
        tree["word"], tree["tone"] = OTHER_WORDS[code, finding.value]
    return tree


def stored_findings_shown(findings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Findings as a package or a receipt keeps them, one line each: value, article and who could have settled an unknown."""
    return [
        {
            **{name: each[name] for name in ("code", "title", "value", "source")},
            **dict(zip(("word", "tone"), OTHER_WORDS.get((each["code"], each["value"]), ()), strict=False)),
            "settled_by": settlers_in_words(each["settled_by"]),
            "is_open": False,
        }
        for each in findings
    ]


def settlers_in_words(settlers: Iterable[Mapping[str, str]]) -> list[str]:
    """Who can settle an unknown, and with what."""
    return [f"{SETTLERS.get(each['who'], each['who'])}: {each['what']}" for each in settlers]


def article_texts(sources: tuple[Source, ...], on: dt.date) -> list[dict[str, str]]:
    """The wording in force that day of each article that ships; the others are named by their label only."""
    return [found for source in sources if (found := _text_of(source.text.short, source.article, on))]


@lru_cache(maxsize=1024)
def _text_of(short: str, article: str, on: dt.date) -> dict[str, str] | None:
    try:
        found = texts.part(short, article, on)
    except LawError:
        return None
    period = f"{korean_date(found.from_)}부터 {f'{korean_date(found.to)}까지' if found.to else '시행 중'}"
    words = "\n".join([*found.openings, found.text])
    return {"title": found.label, "text": words, "period": f"{period} · {found.act}", "note": found.note}


def value_in_words(name: str, value: Any, on: dt.date) -> Any:
    """A fact of the law as people read it. Amounts and dates stay as they are: the tree writes them."""
    kind = FACTS_OF_LAW[name].kind if name in FACTS_OF_LAW else None
    if value is None or kind is None:
        return value
    if isinstance(kind, CodeText):
        region = regions.find(value, on)
        return region.name if region else value
    if isinstance(kind, Choice):
        return dict(kind.options).get(value, value)
    if isinstance(kind, CodeSet) and isinstance(value, Mapping):
        return _set_in_words(dict(kind.options), value)
    if isinstance(kind, ListKind):
        return [_item_in_words(item) for item in value]
    return "없음(확인함)" if kind is DateOrNot and value is False else value


def _set_in_words(titles: Mapping[str, str], value: Mapping[str, Any]) -> list[str]:
    yes = [titles.get(code, code) for code, each in value.items() if each]
    unknown = sum(each is None for each in value.values())
    return [*(yes or ["해당하는 사유 없음"]), *([f"모르는 사유 {unknown}개"] if unknown else [])]


def _item_in_words(item: Any) -> str:
    if not isinstance(item, Mapping):
        return UNKNOWN_WORD if item is None else won(item)
    amount = "금액 모름" if item.get("amount") is None else won(item["amount"])
    return f"{dict(GUARANTEE_STATE.options).get(item.get('state', ''), '상태 모름')} {amount}"


def _limb(limb: Mapping[str, Any], step: Step) -> dict[str, Any]:
    shown: dict[str, Any] = {"title": limb["words"], "value": limb["value"]}
    if step.because:
        shown["because"] = [_limb(below, under) for below, under in zip(limb["because"], step.because, strict=True)]
    elif limb["right"] is not None:
        left = getattr(step.node, "left", None)
        unit = unit_of(left.kind) if left is not None else ""
        shown["compared"] = {
            "왼쪽 값": {"value": limb["left"], "unit": unit},
            "오른쪽 값": {"value": limb["right"], "unit": unit},
        }
    return shown
