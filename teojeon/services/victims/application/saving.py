"""A step on a page, wherever its draft lies: the portal's application, a change of what was filed, the office's paper."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, JsonResponse

from teojeon.kernel import clock, regions
from teojeon.kernel.work.action import Act
from teojeon.kernel.work.refusals import Refusal, Stale
from teojeon.services.victims.application import address_search, pages
from teojeon.services.victims.application.content import Content
from teojeon.services.victims.application.steps import Reading, Step, blank_form, checked_form, read
from teojeon.services.victims.application.summary import rows_of
from teojeon.ui.formats import shown_datetime
from teojeon.ui.forms import FormError
from teojeon.ui.languages import translated
from teojeon.ui.requests import posted, version_of

CONFLICT, UNPROCESSABLE = 409, 422
FORWARD = frozenset({"next", "skip"})
PAGE_LENGTH = 36  # characters of a UUID
TRIES = 3


@dataclass(frozen=True)
class Desk:
    """Where the drafts of a page lie. `find` raises Missing; `content` reads the answers; `act` saves one step."""

    find: Callable[[UUID], Any]
    content: Callable[[Any], Content]
    act: Act

    def save(self, request: HttpRequest, key: UUID, reading: Reading, *, by_itself: bool = False) -> None:
        """Raises Stale when another page saved since this one was opened; a page is never stale against itself. Raises Refusal."""
        page_id = request.POST.get("page", "")[:PAGE_LENGTH]
        step = reading.as_saved(page_id, passed=not by_itself and _wish(request) in FORWARD)
        for tries_left in reversed(range(TRIES)):
            row = self.find(key)
            try:
                self.act(key, version=row.version if self._saved_by(row, page_id) else version_of(request), **step)
                return
            except Stale:
                # this page's own autosave may have come in between
                if not tries_left or not self._saved_by(self.find(key), page_id):
                    raise

    def save_by_itself(self, request: HttpRequest, key: UUID, reading: Reading) -> JsonResponse:
        """Saves and answers a script: when, what was read, the 시·군·구 of the chosen 시·도; or why not, with both versions."""
        try:
            self.save(request, key, reading, by_itself=True)
        except Stale as refusal:
            return JsonResponse({**_told(refusal), **_both(reading, self.content(self.find(key)))}, status=CONFLICT)
        except Refusal as refusal:
            return JsonResponse(_told(refusal), status=CONFLICT)
        fresh, sido = self.find(key), reading.values.get("sido")
        offered = regions.sigungus(sido, clock.business_today()) if sido else []
        return JsonResponse(
            {
                "saved_at": shown_datetime(fresh.saved_at),
                "version": fresh.version,
                "number": reading.number.masked if reading.number else None,
                "notices": [translated(notice) for notice in pages.notices(reading)],
                "sigungu": [[each.code, each.name] for each in offered],
            }
        )

    def refused(self, refusal: Refusal, key: UUID, reading: Reading) -> dict[str, Any]:
        """What the page shows of a save that was refused: what was typed stays; of a stale one both versions."""
        if isinstance(refusal, Stale):
            return {"form": reading.form, "differences": pages.differences(reading, self.content(self.find(key)))}
        return {"form": reading.form, "refusal": refusal.as_dict()}

    def frame(self, request: HttpRequest, row: Any, step: Step) -> dict[str, Any]:
        """What `victims/application/_step_form.html` shows, without the form itself."""
        return {
            "draft": row,
            "step": step,
            "is_asked": bool(step.form.asked_names(self.content(row))),
            "page_id": request.POST.get("page") or uuid4(),
            "found": None,
        }

    def _saved_by(self, row: Any, page_id: str) -> bool:
        return bool(page_id) and self.content(row).saved_by == page_id


def asked(request: HttpRequest, step: Step, content: Content) -> dict[str, Any]:
    """The form of a step that is opened; `?check` shows its errors as at submission, `?more` one row more of a group."""
    if "check" in request.GET:
        return {"form": checked_form(step, content)}
    return {"form": blank_form(step, content, request.GET.get("more", ""))}


def reading_of(request: HttpRequest, step: Step, content: Content, subject: UUID) -> Reading:
    """The step as it was posted, with a found address in it where one was chosen."""
    sent = posted(request)
    if sent.get("action") == "use_address":
        sent |= address_search.chosen(sent.get("found", ""))
    return read(step, sent, content, subject)


def searched(request: HttpRequest, step: Step, content: Content) -> dict[str, Any] | None:
    """What the page shows after «주소 찾기»; None after every other button."""
    if _wish(request) != "find":
        return None
    return {"form": blank_form(step, content), "found": address_search.search(request.POST.get("address_query", ""))}


def stays_at(request: HttpRequest, reading: Reading) -> str | None:
    """Where on its page the person goes on after a button that stays there; None after one that leaves, or only saves."""
    wish = _wish(request)
    if reading.move is None:
        return {"regions": "#id_sigungu", "use_address": "#id_building_dong"}.get(wish)
    group = reading.move.group
    if reading.move.kind == "add":
        return f"?more={group}#id_{group}-{len(reading.values[group])}"
    return f"#id_{group}"


def stops(request: HttpRequest, reading: Reading) -> list[FormError]:
    """What keeps the person on the page: on «다음» all that is missing, on «덜 채우고 다음으로» what cannot be read."""
    return {"next": reading.errors, "skip": reading.unreadable}.get(_wish(request), [])


def _wish(request: HttpRequest) -> str:
    return request.POST.get("action", "next")


def _told(refusal: Refusal) -> dict[str, Any]:
    return {**refusal.as_dict(), "message": translated(refusal.message)}


def _both(reading: Reading, theirs: Content) -> dict[str, Any]:
    today = clock.business_today()
    versions = {"mine": reading.into(theirs), "theirs": theirs}
    return {
        name: {translated(row.label): translated(row.value) for row in rows_of(reading.step, content, today)}
        for name, content in versions.items()
    }
