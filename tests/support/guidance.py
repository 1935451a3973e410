"""Guidance pages and offices in a state, made by the real acts, and the officials who make them."""

import datetime as dt
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.services.guidance.offices import actions as offices
from teojeon.services.guidance.pages import actions
from tests.support.factories import acting, cast

BODY = "## 누가 신청합니까\n\n임차인이 신청합니다(법 제12조제1항).\n"


def editor() -> UUID:
    """Writes pages."""
    return cast("guideeditor")


def approver() -> UUID:
    """Approves what the editor wrote."""
    return cast("guideapprover")


def content(**given: Any) -> dict[str, Any]:
    """The content of a page that may be published as it stands; unnamed fields as here."""
    plain: dict[str, Any] = {
        "section": "guide",
        "position": 10,
        "title": "신청하는 사람",
        "description": "누가 신청하는지 안내합니다.",
        "body": BODY,
        "law_basis": "법 제12조",
        "measures": [],
        "effective_from": clock.business_today(),
        "warning_reason": "",
    }
    return plain | given


def draft(slug: str = "who", language: str = "ko", **given: Any) -> UUID:
    """A page that the editor is writing."""
    with acting(editor()):
        return actions.start(slug, language, content(**given)).pk


def submitted(slug: str = "who", language: str = "ko", **given: Any) -> UUID:
    """A page that waits for the approver."""
    key = draft(slug, language, **given)
    with acting(editor()):
        actions.submit(key)
    return key


def published(slug: str = "who", language: str = "ko", **given: Any) -> UUID:
    """A page that is published."""
    key = submitted(slug, language, **given)
    with acting(approver()):
        actions.approve(key)
    return key


def office(**given: Any) -> UUID:
    """A proposed office."""
    plain: dict[str, Any] = {
        "kind": "intake",
        "org_name": "서울특별시",
        "dept": "주택정책과",
        "tel": "02-000-0000",
        "region": "11",
        "task": "결정 신청의 접수와 조사",
        "is_sample": False,
        "valid_from": dt.date(2026, 1, 2),
        "replaces": None,
    }
    with acting(editor()):
        return offices.enter(plain | given).pk


def objects() -> dict[str, UUID]:
    """What the walk through all pages of the office asks for."""
    return {"guide": draft(), "office": office()}
