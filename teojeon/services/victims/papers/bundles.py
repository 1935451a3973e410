"""What papers are handed in together: with the application itself, or added later. Until it is sent it may be changed."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.drafts import OPEN, SHARED
from teojeon.services.victims.application.models import Draft
from teojeon.services.victims.papers.models import Addition

SENT = "SENT"


@dataclass(frozen=True)
class Bundle:
    """`id` is the subject of the data key under which the files lie; `subject` the draft or case; `account` the owner's."""

    id: UUID
    subject: UUID
    account: UUID
    is_open: bool
    is_draft: bool


def find(pk: UUID) -> Bundle:
    """The bundle for these eyes: a draft's own, or an addition. Raises Missing."""
    actor = current().actor
    draft: Draft | None = Draft.objects.narrowed(SHARED.condition(actor)).filter(pk=pk).first()  # a helper uploads, too
    if draft is not None:
        return Bundle(draft.pk, draft.pk, draft.account, draft.state == OPEN, is_draft=True)
    added: Addition | None = Addition.objects.visible_to(actor).filter(pk=pk).first()
    if added is None:
        raise Missing("bundle")
    return Bundle(added.pk, added.subject, added.account, added.state == "OPEN", is_draft=False)


def hold(pk: UUID) -> None:
    """Until the unit ends nobody else changes this bundle. A helper, who may not lock the draft, takes the same lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"bundle {pk}"])


def held(pk: UUID) -> Bundle:
    """The bundle, held, and still open. Raises Missing, and Refusal for one that was sent."""
    hold(pk)
    bundle = find(pk)
    if not bundle.is_open:
        message = "이미 제출한 서류는 바꿀 수 없습니다. 더 낼 서류는 ‘나의 사건’에서 추가로 냅니다."
        raise Refusal("ALREADY_FILED", message, source="행정절차법§17")
    return bundle
