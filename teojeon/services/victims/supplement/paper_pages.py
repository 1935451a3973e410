"""What came on paper or was said at the counter about a case: found by the receipt number, entered, scanned (S1-INT-03, S1-APP-09).

Who only registers (신청등록) does not read the case: the page shows what was demanded and what was entered, and nobody's name.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.cases.queries import get_case
from teojeon.kernel.work.pages import case_in_url, page
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.services.victims.intake.forms import ActForm
from teojeon.services.victims.intake.pages import MASKED, ActPage, breadcrumb, doing, refused
from teojeon.services.victims.intake.queries import READERS, numbers_meant
from teojeon.services.victims.supplement import office_actions as acts
from teojeon.services.victims.supplement.models import Demand, PaperEntry
from teojeon.ui.formats import korean_date
from teojeon.ui.forms import FreeTextField, KoreanChoiceField, KoreanDateField, TextField
from teojeon.ui.requests import SeeOther

TITLE, ENTERING = "종이로 온 것", "종이로 온 것 입력"
BOXES = (acts.REGISTERING, acts.INTAKE)
TEMPLATE = "victims/supplement/on_paper.html"
UNPROCESSABLE = 422


class FindForm(forms.Form):
    """Which case the paper belongs to."""

    use_required_attribute = False
    number = TextField(label="접수번호", limit=30, help_text="예: 2026-서울-000123. 뒷자리만 적어도 됩니다.", source="S1-INT-03")


class PaperForm(ActForm):
    """One thing that came on paper: what, about which demand, when, by whose hand."""

    def __init__(self, *args: Any, demands: list[Demand], withdraws: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [pair for pair in acts.KINDS.items() if self._fits(pair[0], demands, withdraws)]
        self.fields["kind"] = KoreanChoiceField(label="무엇이 들어왔는지", choices=offered, source="규칙§3⑤")
        self.fields["demand"] = KoreanChoiceField(
            label="어느 보완 요구에 대한 것인지",
            choices=[(str(each.pk), _named(each)) for each in demands],
            required=False,
            source="규칙§3⑤",
            help_text="취하이면 고르지 않습니다.",
        )
        self.fields["channel"] = KoreanChoiceField(label="들어온 방법", choices=acts.CHANNELS.items(), source="행정절차법§17")
        self.fields["arrived_on"] = KoreanDateField(
            label="도착한 날",
            latest=clock.business_today,
            source="행정절차법§17",
            help_text="접수 도장의 날입니다. 조사 기간과 보완 기한을 이날로 셉니다.",
        )
        self.fields["handed_by"] = KoreanChoiceField(label="누가 냈는지", choices=acts.HANDED_BY.items(), source="행정절차법§12")
        self.fields["handed_name"] = TextField(
            label="낸 사람의 이름", limit=acts.NAME_LIMIT, required=False, help_text="신청인 본인이 아닐 때 적습니다."
        )
        self.fields["text"] = FreeTextField(
            label="적혀 있는 내용",
            limit=acts.TEXT_LIMIT,
            required=False,
            help_text="보완한 내용, 더 필요한 까닭, 취하하는 까닭을 종이에 적힌 대로 옮깁니다.",
        )
        self.fields["wanted_until"] = KoreanDateField(
            label="바라는 새 기한", required=False, help_text="기한 연장 요청에 적혀 있을 때만 적습니다."
        )
        self.fields["with_papers"] = forms.BooleanField(
            label="함께 낸 서류가 있음(이어서 스캔합니다)", required=False, label_suffix=""
        )
        self.fields["seen"] = forms.BooleanField(
            label="신분증(방문) 또는 서명·날인(취하)을 확인했습니다. 사본은 두지 않습니다", required=False, label_suffix=""
        )
        if len(demands) == 1:
            self.initial.setdefault("demand", str(demands[0].pk))

    @staticmethod
    def _fits(kind: str, demands: list[Demand], withdraws: bool) -> bool:
        return withdraws if kind == PaperEntry.WITHDRAWAL else bool(demands)

    @property
    def data_of_act(self) -> dict[str, Any]:
        data = super().data_of_act
        is_withdrawal = data["kind"] == PaperEntry.WITHDRAWAL
        chosen = None if is_withdrawal or not data["demand"] else UUID(data["demand"])
        return data | {"demand": chosen}


def _named(demand: Demand) -> str:
    until = korean_date(demand.due_on) if demand.due_on else "도달 기록 전"
    return f"{demand.number}번 보완 요구 ({korean_date(demand.dispatched_on)} 보냄, 기한 {until})"


@page(*BOXES)
def paper_desk(request: HttpRequest) -> HttpResponse:
    """Which case: by the receipt number that stands on the paper."""
    form = FindForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            actor = current().actor
            meant = numbers_meant(form.cleaned_data["number"].strip(), actor)
            found = list(Case.objects.visible_to(actor).filter(receipt_no__in=meant).order_by("-received_at")[:20])
            if len(found) == 1:
                return SeeOther(reverse("case_on_paper", args=[found[0].pk]))
            if found:
                message = "같은 뒷자리의 사건이 여럿입니다. 접수번호를 모두 적습니다."
            else:
                message = "이 기관에서 볼 수 있는 사건 가운데 해당하는 접수번호가 없습니다. 번호를 확인합니다."
            form.add_error("number", forms.ValidationError(message, code="NOT_FOUND"))
    context = {"page_title": TITLE, "breadcrumb": [{"title": TITLE}], "form": form}
    return render(request, "victims/supplement/paper_desk.html", context, status=status)


@page(*BOXES, takes=case_in_url)
def case_on_paper(request: HttpRequest, case: UUID) -> HttpResponse:
    """Enters what came; below it what was demanded, and what was entered so far."""
    row, boxes = get_case(case), current().actor.boxes
    demands = acts.demands_sent(row)
    form = PaperForm(request.POST or None, version=row.version, demands=demands, withdraws=acts.INTAKE in boxes)
    act = acts.enter_paper_intake if acts.INTAKE in boxes else acts.enter_paper
    reads = bool(boxes & READERS)
    act_page = ActPage(
        title=ENTERING,
        button="입력",
        form=form,
        perform=doing(act, row),
        template=TEMPLATE,
        context={
            "breadcrumb": breadcrumb(row, ENTERING)
            if reads
            else [{"title": TITLE, "url": reverse("paper_desk")}, {"title": ENTERING}],
            "back_url": reverse("case", args=[row.pk]) if reads else reverse("paper_desk"),
            "demands": demands,
            "entries": [_shown(each) for each in acts.entries_of(row)],
            "nothing": not demands and acts.INTAKE not in boxes,
        },
    )
    if request.method != "POST":
        return _form(request, row, act_page, 200)
    if not form.is_valid():
        return _form(request, row, act_page, UNPROCESSABLE)
    try:
        result = act_page.perform(form)
    except Forbidden:
        raise
    except Refusal as refusal:
        return refused(request, row, act_page, refusal)
    messages.success(request, "입력했습니다. 도착한 날로 곧 사건에 반영되고 신청인에게 알립니다.")
    if result.get("masked"):
        messages.warning(request, MASKED)
    return SeeOther(reverse("case_paper_scan" if form.cleaned_data["with_papers"] else "case_on_paper", args=[row.pk]))


def _form(request: HttpRequest, case: Case, act_page: ActPage, status: int) -> HttpResponse:
    context = {
        "case": case,
        "page_title": act_page.title,
        "form": act_page.form,
        "button": act_page.button,
        "closed": None,
        "state_title": PROCEDURE.states[case.state],
        **act_page.context,
    }
    return render(request, act_page.template, context, status=status)


def _shown(entry: PaperEntry) -> dict[str, Any]:
    return {
        "row": entry,
        "kind": acts.KINDS[entry.kind],
        "channel": acts.CHANNELS[entry.channel],
        "by": " ".join(part for part in (acts.HANDED_BY[entry.handed_by], entry.handed_name) if part),
    }


urls: list[URLPattern] = [
    path("on-paper/", paper_desk, name="paper_desk"),
    path("cases/<uuid:case>/on-paper/", case_on_paper, name="case_on_paper"),
]
