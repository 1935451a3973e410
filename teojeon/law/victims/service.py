"""When a document that an authority serves has arrived, and when a public notice may take the place of service.

행정절차법 제11조제6항(제12조제2항에서 준용), 제14조, 제15조; S1-NTF-01.
"""

import datetime as dt
from collections.abc import Collection, Sequence

from teojeon.law.calendar import SEOUL

METHODS: tuple[tuple[str, str], ...] = (
    ("post", "등기우편"),
    ("hand", "교부"),
    ("electronic", "전자송달"),
    ("public_notice", "공시송달"),
)

NOTICE_DAYS = 14
NOTICE_SOURCE = "행정절차법 제15조제3항"
RECEIVERS: tuple[tuple[str, str], ...] = (
    ("self", "본인"),
    ("representative", "대표자·대리인"),
    ("staff", "사무원·피용자"),
    ("cohabitant", "동거인"),
)
"""Who may take a document over (제14조제2항)."""
PRINT_MEDIA: tuple[tuple[str, str], ...] = (("gazette", "관보·공보"), ("board", "게시판"), ("newspaper", "일간신문"))
"""One of these at least, and the internet besides (제14조제4항)."""
SERVICE_ADDRESS, REGISTERED_ADDRESS = "service", "registered"
PLACES: tuple[tuple[str, str], ...] = (
    (SERVICE_ADDRESS, "송달 희망 주소"),
    (REGISTERED_ADDRESS, "지금 주민등록지"),
    ("met", "만난 곳(본인이 동의)"),
)


def notice_takes_effect_on(noticed_on: dt.date) -> dt.date:
    """The day on whose beginning a public notice takes effect: when 14 days have passed since the notice day (제15조제3항).

    The notice day itself does not count (민법 제157조): noticed on 2026-12-01, the 14th day is 12-15, the effect is of 12-16. The
    last of the 14 days is not rolled over a holiday (S1 appendix (b) row 9).
    """
    return noticed_on + dt.timedelta(days=NOTICE_DAYS + 1)


def electronic_arrival(stored_at: dt.datetime) -> dt.date:
    """The day in Seoul of the instant at which the addressee's designated address stored it readable (제15조제2항)."""
    return stored_at.astimezone(SEOUL).date()


def effective_on(arrivals: Sequence[dt.date | None]) -> dt.date | None:
    """When a document for several representatives is served: with the last of their arrivals; None while one is missing.

    A notification has effect only when it went to all of them (제11조제6항, 제12조제2항). No addressee at all is no service.
    """
    if not arrivals or any(day is None for day in arrivals):
        return None
    return max(day for day in arrivals if day is not None)


def missing_before_notice(places_returned: Collection[str], *, looked_up: bool, contacts: int) -> tuple[str, ...]:
    """What must still be tried before a public notice, as codes; empty where it may be posted (제14조제4항).

    One attempt each came back from the service address and from the registered address, that address was looked up by law, and
    one contact was tried and noted.
    """
    missing = []
    if SERVICE_ADDRESS not in places_returned:
        missing.append("SERVICE_ADDRESS_UNTRIED")
    if not looked_up:
        missing.append("ADDRESS_NOT_LOOKED_UP")
    if REGISTERED_ADDRESS not in places_returned:
        missing.append("REGISTERED_ADDRESS_UNTRIED")
    if contacts < 1:
        missing.append("NO_CONTACT_TRIED")
    return tuple(missing)
