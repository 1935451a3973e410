"""Forms of demands in the office."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from teojeon.kernel import clock
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.service.consent import ELECTRONIC
from teojeon.services.victims.supplement.actions import LONGEST_TERM, METHODS
from teojeon.services.victims.supplement.closing import REASON_LIMIT
from teojeon.services.victims.supplement.items import KINDS, WHAT_LIMIT, WHY_LIMIT
from teojeon.services.victims.supplement.models import Demand, MoreTime
from teojeon.services.victims.supplement.more_time import LONGEST_REMINDER
from teojeon.services.victims.supplement.more_time import REASON_LIMIT as ANSWER_LIMIT
from teojeon.ui.formats import korean_date
from teojeon.ui.forms import FreeTextField, KoreanChoiceField, KoreanDateField, Refusal, TextField

ROWS = 6
SOURCE = "규칙§3⑤"
GRANT, REFUSE = "grant", "refuse"


def days(longest: int) -> list[tuple[str, str]]:
    return [(str(number), f"{number}일") for number in range(1, longest + 1)]


class DemandForm(ActForm):
    """보완 요구: up to six items, each with why it is needed; the term; how it is sent. `draft`: which draft this was filled from.

    `proposed`: items that the case itself asks for, e.g. a missing mandate; offered where there is no draft.
    """

    draft = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        draft: Demand | None = None,
        proposed: Sequence[Mapping[str, str]] = (),
        sends: bool,
        electronic: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for row in range(ROWS):
            place = f"{row + 1}번"
            self.fields[f"code{row}"] = KoreanChoiceField(
                label=f"{place} 보완할 것",
                choices=[(code, kind.title) for code, kind in KINDS.items()],
                required=False,
                source=SOURCE,
            )
            self.fields[f"what{row}"] = TextField(label=f"{place} 어느 것", limit=WHAT_LIMIT, required=False, source=SOURCE)
            self.fields[f"why{row}"] = TextField(label=f"{place} 필요한 까닭", limit=WHY_LIMIT, required=False, source=SOURCE)
        self.fields["term_days"] = KoreanChoiceField(label="보완 기간(도달한 날부터)", choices=days(LONGEST_TERM), source=SOURCE)
        if sends:
            offered = [pair for pair in METHODS.items() if electronic or pair[0] != ELECTRONIC]
            self.fields["method"] = KoreanChoiceField(label="보내는 방법", choices=offered, source="행절법§14")
        self._fill(draft, proposed)

    def _fill(self, draft: Demand | None, proposed: Sequence[Mapping[str, str]]) -> None:
        self.initial.setdefault("term_days", "14")
        if draft is None:
            for row, item in enumerate(proposed[:ROWS]):
                self.initial.update({f"{name}{row}": item[name] for name in ("code", "what", "why")})
            return
        self.initial.update(draft=draft.pk, term_days=str(draft.term_days))
        for row, item in enumerate(draft.items[:ROWS]):
            what = item["title"].partition(": ")[2]
            self.initial.update({f"code{row}": item["code"], f"what{row}": what, f"why{row}": item["why"]})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for row in range(ROWS):
            code, words = cleaned.get(f"code{row}"), (cleaned.get(f"what{row}") or "") + (cleaned.get(f"why{row}") or "")
            if words and not code:
                self.add_error(f"code{row}", Refusal("보완할 것을 목록에서 고릅니다.", "MISSING_VALUE", SOURCE))
        return cleaned

    @property
    def rows(self) -> list[list[Any]]:
        """The fields row by row, for the page."""
        return [[self[f"{name}{row}"] for name in ("code", "what", "why")] for row in range(ROWS)]

    @property
    def rest(self) -> list[Any]:
        """The fields beside the rows."""
        return [self[name] for name in ("term_days", "method") if name in self.fields]

    @property
    def wanted(self) -> list[dict[str, str]]:
        """The rows that were filled in, as the act takes them."""
        data = self.cleaned_data
        return [
            {"code": data[f"code{row}"], "what": data[f"what{row}"] or "", "why": data[f"why{row}"] or ""}
            for row in range(ROWS)
            if data.get(f"code{row}")
        ]

    @property
    def data_of_act(self) -> dict[str, Any]:
        data: dict[str, Any] = {"wanted": self.wanted, "term_days": int(self.cleaned_data["term_days"])}
        if "method" in self.fields:
            data |= {"method": self.cleaned_data["method"], "draft": self.cleaned_data["draft"]}
        return data


class ReturnForm(ActForm):
    """반려: why, and how the notice is sent."""

    reason = FreeTextField(
        label="돌려보내는 이유",
        limit=REASON_LIMIT,
        source="행정절차법§17⑥",
        help_text="무엇이 보완되지 않았고 왜 진행할 수 없는지 구체적으로 적습니다. 신청인이 읽습니다.",
    )

    def __init__(self, *args: Any, electronic: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [pair for pair in METHODS.items() if electronic or pair[0] != ELECTRONIC]
        self.fields["method"] = KoreanChoiceField(label="보내는 방법", choices=offered, source="행절법§14")


class UnreachableForm(ActForm):
    """취하로 봄: how it was found that nobody knows where the person lives."""

    reason = FreeTextField(
        label="소재를 확인한 방법과 결과",
        limit=REASON_LIMIT,
        source="행정절차법 시행령§10",
        help_text="접수대장과 이력에 남습니다.",
    )


class RemindForm(ActForm):
    """보완 독촉: which demand, and by when now."""

    def __init__(self, *args: Any, demands: list[Demand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(each.pk), f"{each.number}번 보완 요구 (기한 {korean_date(each.due_on)})") for each in demands]
        self.fields["demand"] = KoreanChoiceField(label="독촉할 보완 요구", choices=offered, source="민원처리법 시행령§24③ 준용")
        self.fields["term_days"] = KoreanChoiceField(
            label="다시 정하는 기간(오늘부터)", choices=days(LONGEST_REMINDER), source="민원처리법 시행령§24③ 준용"
        )
        if len(demands) == 1:
            self.initial.setdefault("demand", str(demands[0].pk))

    @property
    def data_of_act(self) -> dict[str, Any]:
        return {"demand": UUID(self.cleaned_data["demand"]), "term_days": int(self.cleaned_data["term_days"])}


class MoreTimeForm(ActForm):
    """보완 기한 연장: a new day, or no with a reason."""

    def __init__(self, *args: Any, requests: list[MoreTime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(each.pk), f"{each.demand.number}번 보완 요구, {korean_date(each.asked_on)} 요청") for each in requests]
        self.fields["asked"] = KoreanChoiceField(label="연장 요청", choices=offered, source="민원처리법 시행령§24 준용")
        self.fields["answer"] = KoreanChoiceField(
            label="결정",
            choices=[(GRANT, "기한을 늘림"), (REFUSE, "늘리지 않음")],
            widget=forms.RadioSelect(),
            source="민원처리법 시행령§24 준용",
        )
        self.fields["until"] = KoreanDateField(
            label="새 기한",
            required=False,
            earliest=clock.business_today,
            source="민원처리법 시행령§24 준용",
            help_text="늘릴 때 적습니다.",
        )
        self.fields["reason"] = FreeTextField(
            label="늘리지 않는 까닭", limit=ANSWER_LIMIT, required=False, help_text="늘리지 않을 때 적습니다. 신청인이 읽습니다."
        )
        if len(requests) == 1:
            self.initial.setdefault("asked", str(requests[0].pk))
            self.initial.setdefault("until", requests[0].wanted_until)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == GRANT and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", Refusal("새 기한을 입력해 주십시오.", "MISSING_VALUE", "민원처리법 시행령§24 준용"))
        if cleaned.get("answer") == REFUSE and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", Refusal("늘리지 않는 까닭을 입력해 주십시오.", "MISSING_VALUE", "민원처리법 시행령§24 준용"))
        return cleaned

    @property
    def grants(self) -> bool:
        return bool(self.cleaned_data["answer"] == GRANT)

    @property
    def data_of_act(self) -> dict[str, Any]:
        asked = UUID(self.cleaned_data["asked"])
        if self.grants:
            until: dt.date = self.cleaned_data["until"]
            return {"asked": asked, "until": until}
        return {"asked": asked, "reason": self.cleaned_data["reason"]}
