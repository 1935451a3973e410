"""Pages of alerts and of information messages (업무시스템)."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.module_loading import import_string

from teojeon.kernel.cases.alerts import close_alert
from teojeon.kernel.notices import templates
from teojeon.kernel.notices.actions import DECIDING_BOXES, decide, set_own_address
from teojeon.kernel.notices.models import CHANNELS, Notice, OutboxEntry
from teojeon.kernel.notices.sending import open_questions
from teojeon.kernel.notices.wording import PLACEHOLDERS
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.intake.pages import CONFLICT, UNPROCESSABLE
from teojeon.services.victims.intake.queries import READERS
from teojeon.services.victims.progress.digest import digest_of, own_address
from teojeon.services.victims.progress.forms import AddressForm, CloseForm, DecideForm, TemplateForm
from teojeon.ui.forms import Refusal as FormRefusal
from teojeon.ui.forms import put_refusal

ALERTS, NOTICES, TEMPLATES, OUTBOX = "기한 알림", "안내 발송", "안내 문구", "개발용 발송함"
A_PAGE = 100
STATES = {Notice.MAYBE_SENT: "보냈는지 알 수 없음", Notice.FAILED: "보내지 못함"}


@page(*READERS)
def alerts(request: HttpRequest) -> HttpResponse:
    """The daily digest: what comes to its end, for owner and supervisor."""
    return _alerts(request)


def _alerts(
    request: HttpRequest, *, close: CloseForm | None = None, address: AddressForm | None = None, status: int = 200
) -> HttpResponse:
    actor = current().actor
    context = {
        "page_title": ALERTS,
        "breadcrumb": [{"title": ALERTS}],
        "levels": digest_of(actor),
        "form": close or address,
        "closing": close,
        "address": address or AddressForm(initial={"email": own_address(current().person)}),
    }
    return render(request, "victims/progress/alerts.html", context, status=status)


@page(*READERS)
def alert_close(request: HttpRequest) -> HttpResponse:
    """Closes one alert; an overdue one with its reason."""
    if request.method != "POST":
        return redirect("alerts")
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _alerts(request, close=form, status=UNPROCESSABLE)
    try:
        close_alert(form.cleaned_data["alert"], form.cleaned_data["reason"] or "")
    except (Forbidden, Missing):
        raise
    except Refusal as refusal:
        form.add_error("reason" if refusal.field else None, FormRefusal(refusal.message, refusal.code, refusal.source))
        return _alerts(request, close=form, status=CONFLICT)
    messages.success(request, "알림을 닫았습니다.")
    return redirect("alerts")


@page(*READERS)
def alert_address(request: HttpRequest) -> HttpResponse:
    """Where the own digest goes."""
    if request.method != "POST":
        return redirect("alerts")
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _alerts(request, address=form, status=UNPROCESSABLE)
    set_own_address(form.cleaned_data["email"])
    messages.success(request, "전자우편 주소를 저장했습니다." if form.cleaned_data["email"] else "전자우편으로 보내지 않습니다.")
    return redirect("alerts")


@page(*DECIDING_BOXES)
def notices(request: HttpRequest) -> HttpResponse:
    """Messages of which a person must decide: maybe sent, or to go by post."""
    return _notices(request)


def _notices(request: HttpRequest, form: DecideForm | None = None, status: int = 200) -> HttpResponse:
    rows = Notice.objects.visible_to(current().actor).filter(open_questions()).order_by("queued_at")[:A_PAGE]
    lines = []
    for row in rows:
        if row.case_id:
            current().show(row.controller, [row.case_id])
        wanted = ("posted",) if row.post == Notice.POST_NEEDED else ("again", "was_sent")
        own = DecideForm(initial={"notice": row.pk}, auto_id=f"notice-{row.pk.hex[:8]}-%s")
        choices = own.fields["decision"].choices  # type: ignore[attr-defined]
        own.fields["decision"].choices = [each for each in choices if not each[0] or each[0] in wanted]  # type: ignore[attr-defined]
        lines.append(
            {
                "notice": row,
                "event": templates.events()[row.event_code].title,
                "channel": dict(CHANNELS)[row.channel],
                "state": "우편 발송 필요" if row.post == Notice.POST_NEEDED else STATES[row.state],
                "form": own,
            }
        )
    context = {"page_title": NOTICES, "breadcrumb": [{"title": NOTICES}], "lines": lines, "form": form}
    context["outbox_url"] = reverse("notice_outbox") if _has_outbox() else ""
    return render(request, "victims/progress/notices.html", context, status=status)


@page(*DECIDING_BOXES)
def notice_decide(request: HttpRequest) -> HttpResponse:
    """Ends the doubt about one message."""
    if request.method != "POST":
        return redirect("notices")
    form = DecideForm(request.POST)
    if not form.is_valid():
        return _notices(request, form, UNPROCESSABLE)
    try:
        decide(form.cleaned_data["notice"], form.cleaned_data["decision"])
    except (Forbidden, Missing):
        raise
    except Refusal as refusal:
        form.add_error(None, FormRefusal(refusal.message, refusal.code, refusal.source))
        return _notices(request, form, CONFLICT)
    messages.success(request, "처리했습니다.")
    return redirect("notices")


@page("PM-PARAM")
def notice_templates(request: HttpRequest) -> HttpResponse:
    """All texts by event, with the channel and version that is sent now."""
    rows = [
        {"code": code, "title": event.title, "channel": channel, "channel_title": title, "text": templates.text_of(code, channel)}
        for code, event in templates.events().items()
        for channel, title in CHANNELS
        if (event.sms if channel == "sms" else event.email)
    ]
    context = {"page_title": TEMPLATES, "breadcrumb": [{"title": TEMPLATES}], "rows": rows}
    return render(request, "victims/progress/templates.html", context)


@page("PM-PARAM")
def notice_template(request: HttpRequest, code: str, channel: str) -> HttpResponse:
    """One text; saving makes a new version, and refuses what may not stand in it."""
    if code not in templates.events() or channel not in dict(CHANNELS):
        raise Http404
    now = templates.text_of(code, channel)
    initial = {"seen": now.version, "subject": now.subject, "text": now.text}
    form = TemplateForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            data = form.cleaned_data
            try:
                templates.save_template(code, channel, text=data["text"], subject=data["subject"] or "", seen=data["seen"])
            except Forbidden:
                raise
            except Refusal as refusal:
                put_refusal(form, refusal)
                status = CONFLICT
            else:
                messages.success(request, "새 문구를 저장했습니다. 지금부터 이 문구를 보냅니다.")
                return redirect("notice_templates")
    context = {
        "page_title": templates.events()[code].title,
        "breadcrumb": [{"title": TEMPLATES, "url": reverse("notice_templates")}, {"title": templates.events()[code].title}],
        "form": form,
        "now": now,
        "channel_title": dict(CHANNELS)[channel],
        "versions": templates.versions_of(code, channel),
        "placeholders": PLACEHOLDERS.items(),
        "back_url": reverse("notice_templates"),
    }
    return render(request, "victims/progress/template.html", context, status=status)


def _has_outbox() -> bool:
    return settings.ENV == "development" and any(import_string(name).simulated for name in settings.NOTICE_CHANNELS.values())


@page(*DECIDING_BOXES)
def notice_outbox(request: HttpRequest) -> HttpResponse:
    """What the development's outbox caught. In production there is no such page."""
    if not _has_outbox():
        raise Http404
    context = {
        "page_title": OUTBOX,
        "breadcrumb": [{"title": OUTBOX}],
        "lines": [
            {"entry": entry, "channel": dict(CHANNELS)[entry.channel]} for entry in OutboxEntry.objects.order_by("-at")[:A_PAGE]
        ],
    }
    return render(request, "victims/progress/outbox.html", context)


urls: list[URLPattern] = [
    path("alerts/", alerts, name="alerts"),
    path("alerts/close/", alert_close, name="alert_close"),
    path("alerts/address/", alert_address, name="alert_address"),
    path("notices/", notices, name="notices"),
    path("notices/decide/", notice_decide, name="notice_decide"),
    path("notices/outbox/", notice_outbox, name="notice_outbox"),
    path("notices/templates/", notice_templates, name="notice_templates"),
    path("notices/templates/<slug:code>/<slug:channel>/", notice_template, name="notice_template"),
]
