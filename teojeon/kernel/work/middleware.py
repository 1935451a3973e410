"""Each request is one unit of work. GET requests are read-only; what they showed is written as an access event."""

import logging
from collections.abc import Callable
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from teojeon.kernel.audit.events import append, read_event
from teojeon.kernel.crypto.subjects import pseudonyms
from teojeon.kernel.work import messages
from teojeon.kernel.work.pages import Admission, PageRule, rule_of
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.kernel.work.unit import Unit, current, unit_of_work

logger = logging.getLogger(__name__)

READS = frozenset({"GET", "HEAD", "OPTIONS"})


class UnitOfWorkMiddleware:
    """Stands inside SessionMiddleware, whose rows are saved after the unit, and outside the sign-in library's middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if admits := admission(request):
            return self.for_machine(request, admits)
        account: UUID | None = request.user.pk if request.user.is_authenticated else None
        reads = request.method in READS
        taken = take_waiting(request, account) if account and not reads else True
        if account and not reads:
            receive(request, account)
        with unit_of_work(account, read_only=reads) as unit:
            unit.untaken = not taken
            response = self.get_response(request)
            if response.status_code >= 500:
                unit.failed = True
            if unit.seen or unit.denied:
                unit.actor  # noqa: B018 - loaded while the row policies still know the account
            shown = {controller: sorted(pseudonyms(seen).values()) for controller, seen in unit.seen.items()}
        write_access(request, unit, shown)
        return response

    def for_machine(self, request: HttpRequest, admits: Admission) -> HttpResponse:
        """A call of a machine is a writing unit also where it only asks: that it fetched something is kept."""
        admitted = admits(request)
        if isinstance(admitted, HttpResponse):
            return admitted
        with unit_of_work(admitted) as unit:
            response = self.get_response(request)
            if response.status_code >= 400:
                unit.failed = True
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        # a refusal or a 404 raised after a write must not commit it; its page may still query
        current().failed = True
        if isinstance(exception, Refusal):
            status = 403 if isinstance(exception, Forbidden) else 409
            context = {
                "title": "처리하지 않았습니다",
                "text": exception.message,
                "next_step": "아무것도 바뀌지 않았습니다.",
                "code": exception.code,
            }
            return render(request, "ui/message.html", context, status=status)
        return None


def admission(request: HttpRequest) -> Admission | None:
    """How the caller of this address proves who it is; None for the pages of people."""
    try:
        rule = rule_of(resolve(request.path_info).func)
    except Resolver404:
        return None
    return rule.admits if rule else None


def take_waiting(request: HttpRequest, account: UUID) -> bool:
    """Before an act that rests on what the person may have changed: carries out what the person did first (architecture, Order).

    False where a message could not be taken: then the act is refused, for those who may see the case.
    """
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return True
    rule = rule_of(match.func)
    if rule is None or rule.takes is None or not _may_open(rule, account):
        return True
    try:
        for subject in rule.takes(match.kwargs):
            messages.take(subject, subject)
    except Exception:
        logger.exception("a message could not be taken before %s", match.view_name)
        return False
    return True


def receive(request: HttpRequest, account: UUID) -> None:
    """Reads what a page that takes files was sent, before the unit opens."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return
    rule = rule_of(match.func)
    if rule and rule.receives and _may_open(rule, account):
        if not connection.in_atomic_block:
            connection.close()  # back to the pool: a phone may need minutes for a file
        rule.receives(request, match.kwargs, account)


def _may_open(rule: PageRule, account: UUID) -> bool:
    with unit_of_work(account, read_only=True) as unit:
        return not rule.boxes or bool(unit.actor.boxes & rule.boxes)


def write_access(request: HttpRequest, unit: Unit, shown: dict[str, list[UUID]]) -> None:
    """One autocommitted call after the read-only transaction, before the body is sent."""
    match = request.resolver_match
    page = match.view_name if match else "unknown"
    events = [
        read_event(
            controller,
            page=page,
            actor=unit.account,
            organisation=unit.actor.organisation,
            purpose=unit.purpose or page,
            subjects=subjects,
            fields=unit.unmasked,
        )
        for controller, subjects in shown.items()
    ]
    if events or unit.denied:
        append([*events, *unit.denied])
