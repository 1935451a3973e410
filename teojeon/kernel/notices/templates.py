"""The register of texts by event: those that ship, and the versions that people save over them."""

import uuid
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from teojeon.kernel import clock
from teojeon.kernel.notices.models import Template
from teojeon.kernel.notices.wording import refusal_of
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import record, require
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current

EDITING_BOX = "PM-PARAM"


@dataclass(frozen=True)
class Text:
    """A text as it is sent. `version` 0: the one that ships."""

    event_code: str
    channel: str
    version: int
    subject: str
    text: str


@dataclass(frozen=True)
class NoticeEvent:
    """What a message tells about. `title`: for those who edit; `sms`, `email`: the texts that ship (empty = not on that channel)."""

    code: str
    title: str
    sms: str = ""
    email_subject: str = ""
    email: str = ""


_events: dict[str, NoticeEvent] = {}


def declare(*events: NoticeEvent) -> None:
    """Registers events with the texts that ship. Raises ValueError for a text that could not be saved."""
    for event in events:
        for channel, subject, text in (("sms", "", event.sms), ("email", event.email_subject, event.email)):
            if text and (refusal := refusal_of(text, channel, subject)):
                raise ValueError(f"{event.code} {channel}: {refusal.message}")
        if _events.setdefault(event.code, event) != event:
            raise ValueError(f"notice event declared twice: {event.code}")


def events() -> dict[str, NoticeEvent]:
    """All declared events by code."""
    return dict(_events)


def declared(event_code: str) -> NoticeEvent:
    """The event of a code. Raises KeyError."""
    return _events[event_code]


def text_of(event_code: str, channel: str) -> Text:
    """The text that is sent now. Raises KeyError for an event that nobody declared."""
    event = _events[event_code]
    row = Template.objects.filter(event_code=event_code, channel=channel).order_by("-version").first()
    if row is not None:
        return Text(event_code, channel, row.version, row.subject, row.text)
    if channel == "sms":
        return Text(event_code, channel, 0, "", event.sms)
    return Text(event_code, channel, 0, event.email_subject, event.email)


def versions_of(event_code: str, channel: str) -> list[Template]:
    """What was saved, the newest first."""
    return list(Template.objects.filter(event_code=event_code, channel=channel).order_by("-version"))


def save_template(event_code: str, channel: str, *, text: str, subject: str = "", seen: int) -> Template:
    """Saves a new version; the earlier ones stay. `seen`: the version that the page showed.

    Raises Refusal UNKNOWN_EVENT, STALE_VERSION, MISSING_VALUE, TOO_LONG, BAD_PLACEHOLDER, RESULT_IN_TEXT, IDENTITY_IN_TEXT; Forbidden.
    """
    require(EDITING_BOX, "안내 문구 저장")
    if event_code not in _events or channel not in ("sms", "email"):
        raise Refusal("UNKNOWN_EVENT", "목록에 있는 안내를 고릅니다.", "event_code", "S1-NTF-02")
    if refusal := refusal_of(text, channel, subject):
        raise refusal
    rows = Template.objects.filter(event_code=event_code, channel=channel)
    newest = rows.aggregate(last=Max("version"))["last"] or 0
    if newest != seen:
        raise Refusal("STALE_VERSION", "다른 담당자가 먼저 저장했습니다. 새 문구를 확인한 뒤 다시 저장합니다.", source="S1-XCT-03")
    key: UUID = uuid.uuid4()
    data = {"event": event_code, "channel": channel, "version": newest + 1}
    event = record(MINISTRY_CODE, key, "notices.save_template", data)
    return Template.objects.create(
        id=key,
        event_code=event_code,
        channel=channel,
        version=newest + 1,
        subject=subject.strip(),
        text=text.strip(),
        saved_by=current().person,
        saved_at=clock.business_now(),
        event=event,
    )


def filled(text: Text, words: dict[str, str]) -> tuple[str, str]:
    """Subject and text with the values put in; what a text asks for and nobody gave is left empty."""
    known = {name: words.get(name, "") for name in ("site", "due", "count", "overdue")}
    return text.subject.format_map(known), text.text.format_map(known)
