"""What is answered for later support after the filing: kept under the person's own key, and told to the office once."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.crypto.subjects import decrypt_for, encrypt_for
from teojeon.kernel.work.action import action
from teojeon.kernel.work.messages import send
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.content import decode
from teojeon.services.victims.application.drafts import FILED
from teojeon.services.victims.application.models import Draft, Filing, LaterSupport
from teojeon.services.victims.application.statements import plain

SOURCE = "개인정보 보호법§16"


def answered(filing: Filing) -> dict[str, Any]:
    """The newest answers, by code; empty where nothing was answered yet."""
    rows = LaterSupport.objects.visible_to(current().actor).filter(subject=filing.pk).order_by("-at")
    row: LaterSupport | None = rows.first()
    if row is None:
        return {}
    stored = json.loads(decrypt_for(row.account, bytes(row.box), f"later/{row.pk}/answers"))
    return {code: decode(value) for code, value in stored.items()}


def may_be_answered(draft: Draft, *, values: Mapping[str, Any]) -> Refusal | None:
    """Only after the filing, and not with nothing."""
    if draft.state != FILED:
        return Refusal("NOT_FILED", "신청서를 제출한 뒤에 답합니다.", source=SOURCE)
    if not values:
        return Refusal(
            "MISSING_VALUE", "적은 것이 없습니다. 적고 싶은 것이 없으면 이 화면을 나가면 됩니다.", "household_members", SOURCE
        )
    return None


@action("application.answer_later", "지원을 위한 답변", Draft, guard=may_be_answered)
def answer_later(draft: Draft, *, event: UUID, values: Mapping[str, Any]) -> dict[str, Any]:
    """Keeps the answers and tells the office. `values` as JSON, by code; what is absent was not answered."""
    now = clock.business_now()
    row = LaterSupport(account=draft.account, subject=draft.pk, at=now, event=event)
    plain_text = json.dumps(dict(values), ensure_ascii=False, sort_keys=True).encode()
    row.box = encrypt_for(draft.account, plain_text, f"later/{row.pk}/answers")
    row.save(force_insert=True)
    send(
        draft.pk,
        draft.account,
        "later_support",
        {"statements": {code: plain(decode(value)) for code, value in values.items()}},
        event=event,
    )
    return {"at": now.isoformat()}
