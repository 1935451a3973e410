"""다른 날짜의 법으로 다시 계산: a decided case's receipt under the law of another day, for auditors. Nothing is kept but the look."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Missing
from teojeon.kernel.work.unit import current
from teojeon.law.book import shipped_parameters
from teojeon.law.language.errors import LawError
from teojeon.law.language.kinds import Choice
from teojeon.law.replay import replay
from teojeon.services.victims.assessment.outcomes import OUTCOMES
from teojeon.services.victims.assessment.shown import labels
from teojeon.services.victims.decision.receipt import decided_assessment
from teojeon.services.victims.decision.stated import result_words
from teojeon.services.victims.intake.pages import CONFLICT, UNPROCESSABLE, breadcrumb
from teojeon.ui.components import date_text
from teojeon.ui.formats import UNKNOWN_WORD, won
from teojeon.ui.forms import KoreanDateField
from teojeon.ui.forms import Refusal as FormRefusal

AUDITOR = "AU"
PURPOSE = "audit"
TITLE = "다른 날짜의 법으로 다시 계산"
NOTHING = "없음"
NAMES = {
    "outcome": "결론",
    "possible": "가능한 결론",
    "missing": "확인이 필요한 요건",
    "direct_decision": "위원회를 거치지 않는 결정",
}
HOLD = {"HOLD": "보류(확인 필요)"}


class ReplayForm(forms.Form):
    """Which day's law."""

    use_required_attribute = False
    on = KoreanDateField(
        label="법령의 기준일", source="행정기본법§14②", help_text="이 날 시행 중인 법령과 그날 유효한 의결로 다시 계산합니다."
    )


@dataclass(frozen=True)
class DifferenceLine:
    """One difference in words."""

    title: str
    before: str
    after: str
    source: str


@page(AUDITOR)
def case_replay(request: HttpRequest, case: UUID) -> HttpResponse:
    """Before and after side by side. The decision stays what it is (S1-ASM-13)."""
    row = get_case(case)
    decided = decided_assessment(row)
    if decided is None:
        raise Missing("decision")
    current().purpose = PURPOSE
    form = ReplayForm(request.GET if "on" in request.GET else None)
    answer: dict[str, Any] | None = None
    status = 200
    if form.is_bound and form.is_valid():
        try:
            answer = replay(decided.assessment, form.cleaned_data["on"])
        except LawError as error:
            field = "on" if error.field == "on" else None
            form.add_error(field, FormRefusal(error.message, error.code, error.source or ""))
            status = CONFLICT
    elif form.is_bound:
        status = UNPROCESSABLE
    context = {
        "page_title": TITLE,
        "breadcrumb": breadcrumb(row, TITLE),
        "case": row,
        "decided": decided,
        "decided_outcome": OUTCOMES[decided.outcome],
        "decided_on": dt.date.fromisoformat(decided.receipt["on"]),
        "form": form,
        "answer": _in_words(answer) if answer else None,
        "back_url": reverse("letter", args=[row.pk]),
    }
    return render(request, "victims/decision/replay.html", context, status=status)


def _in_words(answer: Mapping[str, Any]) -> dict[str, Any]:
    before, after = answer["before"], answer["after"]
    titles = {finding["code"]: finding["title"] for result in (before, after) for finding in result["findings"]}
    return {
        "mismatch": answer.get("mismatch", False),
        "before_on": dt.date.fromisoformat(before["on"]),
        "after_on": dt.date.fromisoformat(after["on"]),
        "before": _value("outcome", before.get("outcome")),
        "after": _value("outcome", after.get("outcome")),
        "hash": after["receipt"]["sha256"],
        "differences": [_line(each, titles) for each in answer["differences"]],
    }


def _line(difference: Mapping[str, Any], titles: Mapping[str, str]) -> DifferenceLine:
    path = difference["path"]
    kind, _, rest = path.partition(".")
    code = rest.rpartition(".")[0]
    if kind == "findings":
        title, key = f"{code} {titles.get(code, '')}".strip(), code
        before, after = (result_words(code, difference[side]) for side in ("before", "after"))
        return DifferenceLine(title, before, after, difference["source"] or "")
    if kind == "parameters":
        key = code.partition(":")[0]
        title = labels().get(key, {}).get("label", code)
    else:
        title, key = NAMES.get(path, path), path
    return DifferenceLine(title, _value(key, difference["before"]), _value(key, difference["after"]), difference["source"] or "")


def _value(key: str, value: Any) -> str:
    if value is None:
        return UNKNOWN_WORD if key == "direct_decision" else NOTHING
    if isinstance(value, bool):
        return "예" if value else "아니오"
    if isinstance(value, list):
        return ", ".join((OUTCOMES | HOLD).get(str(each), str(each)) for each in value) or NOTHING
    if isinstance(value, int):
        return won(value) if labels().get(key, {}).get("unit") == "won" else f"{value:,}"
    return (OUTCOMES | HOLD).get(value) or _option(key, value) or date_text(value)


def _option(code: str, value: str) -> str:
    """The Korean title of a reading or another choice."""
    declared = shipped_parameters().declared.get(code)
    kind = declared.parameter.kind if declared else None
    return dict(kind.options).get(value, "") if isinstance(kind, Choice) else ""


urls: list[URLPattern] = [path("cases/<uuid:case>/replay/", case_replay, name="case_replay")]
