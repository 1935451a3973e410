"""What the application's pages show: the frame of the steps, two versions side by side, the words of the notices."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.services.victims.application.content import Content
from teojeon.services.victims.application.models import Draft
from teojeon.services.victims.application.questions import Question, questions
from teojeon.services.victims.application.steps import REVIEW, REVIEW_TITLE, STEPS, Reading, Step
from teojeon.services.victims.application.summary import rows_of

SERVICE = "전세사기피해자등 결정 신청"
HIDDEN_NUMBER = "글에서 주민등록번호로 보이는 숫자를 찾아 뒤 여섯 자리를 가렸습니다. 번호는 ‘주민등록번호’ 칸에만 입력해 주십시오."
DOUBTFUL_NUMBER = "입력하신 번호의 끝자리가 일반적인 계산과 다릅니다. 신분증과 같은지 확인해 주십시오. 같다면 그대로 두셔도 됩니다."


@dataclass(frozen=True)
class Difference:
    """One field of a stale save: what this page holds and what was saved elsewhere."""

    label: str
    mine: str
    theirs: str
    differs: bool


def url_of(draft: UUID, step: str) -> str:
    return reverse("application_step", kwargs={"draft": draft, "step": step})


def trail(title: str) -> list[dict[str, str]]:
    """The breadcrumb of an application page."""
    return [{"title": SERVICE, "url": reverse("application_start")}, {"title": title}]


def frame(draft: Draft, current: str, title: str) -> dict[str, Any]:
    """What every step shows around its form."""
    slugs = [*(step.slug for step in STEPS), REVIEW]
    titles = [*(step.title for step in STEPS), REVIEW_TITLE]
    return {
        "page_title": f"{SERVICE}: {title}",
        "service": SERVICE,
        "breadcrumb": trail(title),
        "draft": draft,
        "steps": [{"title": name, "url": url_of(draft.pk, slug)} for slug, name in zip(slugs, titles, strict=True)],
        "position": slugs.index(current) + 1,
        "request_id": uuid4(),
        "delete_url": reverse("application_delete", kwargs={"draft": draft.pk}),
    }


def after(step: Step) -> str:
    """The slug of the following page."""
    slugs = [*(each.slug for each in STEPS), REVIEW]
    return slugs[slugs.index(step.slug) + 1]


def before(step: Step) -> str:
    """The slug of the page before; empty at the first."""
    slugs = [each.slug for each in STEPS]
    place = slugs.index(step.slug)
    return slugs[place - 1] if place else ""


def differences(reading: Reading, theirs: Content) -> list[Difference]:
    """Field by field: the answers of this page beside those that were saved elsewhere."""
    today = clock.business_today()
    pairs = zip(rows_of(reading.step, reading.into(theirs), today), rows_of(reading.step, theirs, today), strict=True)
    return [Difference(mine.label, mine.value, other.value, mine.value != other.value) for mine, other in pairs]


def open_questions(content: Content) -> list[Question]:
    """Soft checks, as of this legal day."""
    return questions(content, clock.business_today())


def tell(request: HttpRequest, reading: Reading, was: Iterable[Question], now: Iterable[Question], *, to_review: bool) -> None:
    """Notices after a save, none of which says anything about the person: hidden numbers, and what is newly in question.

    The review shows all questions by itself.
    """
    for notice in notices(reading):
        messages.warning(request, notice)
    known = {question.code for question in was}
    for question in now:
        if not to_review and question.code not in known and question.step == reading.step.slug:
            messages.warning(request, question.message)


def notices(reading: Reading) -> list[str]:
    """What the reading of a step has to say."""
    said = [HIDDEN_NUMBER] if reading.masked else []
    return [*said, DOUBTFUL_NUMBER] if reading.number_doubtful else said
