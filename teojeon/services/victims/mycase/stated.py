"""What the letter states, as the person reads it from dispatch on: class, operative part, each requirement with its result."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from teojeon.kernel import clock
from teojeon.kernel.documents import store
from teojeon.kernel.documents.models import PortalDocument
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Filing
from teojeon.services.victims.assessment.outcomes import OUTCOMES

STATED = "decision_stated"
"""Kind of the portal's document: a JSON file under the person's own key."""
FINDING_KEYS = ("code", "title", "source", "value", "result", "decides", "why", "limit", "change")
GRANTS = frozenset({"GA", "NA", "DA"})
TONES = {True: "success", False: "danger", None: "gray"}

GRANTED_NEXT = (
    "결정문을 지니고 지원을 신청할 수 있습니다. 지원마다 신청하는 기관과 기한이 다르므로 전세피해지원센터에 먼저 묻습니다.",
    "결정에 이의가 있으면(다른 목으로 결정받아야 한다고 보는 경우를 포함합니다) 이의신청을 할 수 있습니다.",
)
REFUSED_NEXT = (
    "결정에 이의가 있으면 이의신청을 할 수 있습니다. 요건마다 무엇이 있으면 달라지는지 보고, 새로운 자료를 이의신청서에 붙여 냅니다.",
    "이의신청을 하지 않아도 행정심판이나 행정소송을 할 수 있습니다. 기한은 결정문의 불복 방법에 있습니다.",
    "전세피해지원센터에서 법률·금융·주거 상담을 받을 수 있습니다.",
)
BEFORE_SERVICE = "이의신청은 결정문을 송달받은 날부터 30일 이내에 합니다. 송달이 확인되면 마지막 날을 이 화면에 알려 드립니다."
IF_NOTHING_GRANTED = "이의신청을 하지 않으면 결정은 그대로입니다. 지원은 신청해야 받을 수 있습니다."
IF_NOTHING_REFUSED = "이의신청을 하지 않고 그 기한이 지나면 이의신청을 할 수 없게 됩니다."


@dataclass(frozen=True)
class StatedRequirement:
    """One requirement as the letter gives it."""

    code: str
    title: str
    source: str
    value: bool | None
    result: str
    decides: bool
    why: str
    limit: str
    change: str

    @property
    def tone(self) -> str:
        """Good or bad for the applicant: an exclusion that applies is bad; an exemption that does not is neither."""
        if self.code == "AC" and self.value is False:
            return "gray"
        return TONES[not self.value if self.code.startswith("X") and self.value is not None else self.value]


@dataclass(frozen=True)
class Statement:
    """What one letter states."""

    outcome: str
    operative: str
    decided_on: dt.date | None
    requirements: tuple[StatedRequirement, ...]

    @property
    def title(self) -> str:
        return OUTCOMES[self.outcome]

    @property
    def is_grant(self) -> bool:
        return self.outcome in GRANTS

    @property
    def next_steps(self) -> tuple[str, ...]:
        return GRANTED_NEXT if self.is_grant else REFUSED_NEXT

    @property
    def if_nothing(self) -> str:
        return IF_NOTHING_GRANTED if self.is_grant else IF_NOTHING_REFUSED


def kept_statement(stated: Any) -> dict[str, Any] | None:
    """Of a letter's message what the portal keeps: the keys of this page and no other. None where the message states nothing."""
    if not isinstance(stated, Mapping) or stated.get("outcome") not in OUTCOMES:
        return None
    return {
        "outcome": stated["outcome"],
        "operative": str(stated.get("operative", "")),
        "decided_on": stated.get("decided_on"),
        "findings": [{key: finding[key] for key in FINDING_KEYS} for finding in stated.get("findings", [])],
    }


def statement_of(filing: Filing) -> Statement | None:
    """What the newest letter that may be seen states; None before dispatch, and for letters that came without it."""
    rows = PortalDocument.objects.visible_to(current().actor).filter(
        account=filing.account, subject=filing.pk, kind=STATED, visible_from__lte=clock.business_now()
    )
    row = rows.order_by("-visible_from").first()
    if row is None:
        return None
    kept = json.loads(store.read(row.account, row.file_id))
    decided = kept["decided_on"]
    return Statement(
        outcome=kept["outcome"],
        operative=kept["operative"],
        decided_on=dt.date.fromisoformat(decided) if decided else None,
        requirements=tuple(StatedRequirement(**finding) for finding in kept["findings"]),
    )
