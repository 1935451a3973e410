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
from teojeon.services.victims.application.steps import (
    DONE,
    PAGES,
    REVIEW,
    REVIEW_TITLE,
    STATEMENT,
    STATES,
    STEPS,
    Reading,
    Step,
    gaps_of,
    state_of,
)
from teojeon.services.victims.application.summary import Row, rows_of
from teojeon.ui.formats import NO_INFORMATION
from teojeon.ui.languages import translated, worded

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


def titled(title: str) -> str:
    """The title of a page of the application, as the browser's tab shows it."""
    return f"{translated(SERVICE)}: {translated(title)}"


def frame(draft: Draft, content: Content, current: str, title: str) -> dict[str, Any]:
    """What every step shows around its form. A step is marked as done when it is, wherever the person stands."""
    names = [*((step.slug, step.title, state_of(step, content) == DONE) for step in STEPS), (REVIEW, REVIEW_TITLE, False)]
    slugs = [slug for slug, _, _ in names]
    return {
        "page_title": titled(title),
        "service": SERVICE,
        "breadcrumb": trail(title),
        "draft": draft,
        "steps": [{"title": name, "url": url_of(draft.pk, slug), "done": done} for slug, name, done in names],
        "position": slugs.index(current) + 1 if current in slugs else slugs.index("damage") + 1,
        "tasks_url": reverse("application_tasks", kwargs={"draft": draft.pk}),
        "request_id": uuid4(),
        "delete_url": reverse("application_delete", kwargs={"draft": draft.pk}),
    }


@dataclass(frozen=True)
class Task:
    """One line of the task list. `tone`: that of its badge."""

    title: str
    url: str
    state: str
    tone: str
    note: str = ""


TONES = {"new": "gray", "begun": "information", "partly": "warning", "done": "success"}
OPTIONAL_NOTE = "선택입니다. 적으면 같은 이야기를 다시 하지 않아도 됩니다."


def tasks(draft: UUID, content: Content) -> list[Task]:
    """All pages of one application with how far each is."""
    found = []
    for step in PAGES:
        state = state_of(step, content)
        number = f"{STEPS.index(step) + 1}. " if step in STEPS else ""
        title = f"{number}{translated(step.title)}"
        found.append(Task(title, url_of(draft, step.slug), STATES[state], TONES[state], _note(step, state, content)))
    return found


def _note(step: Step, state: str, content: Content) -> str:
    if step is STATEMENT:
        return OPTIONAL_NOTE
    if not step.form.asked_names(content):
        return "본인이 신청하므로 적을 것이 없습니다."
    if state == "partly":
        return worded("{count}가지를 더 확인합니다.", count=len(gaps_of(step, content)))
    return ""


def is_ready(content: Content) -> bool:
    """Whether every step is done, so that only the review is left."""
    return all(state_of(step, content) == DONE for step in STEPS)


def after(step: Step, content: Content) -> str:
    """The slug of the following page on which something is asked of this person."""
    if step is STATEMENT:
        return "papers"
    later = STEPS[STEPS.index(step) + 1 :]
    return next((each.slug for each in later if each.form.asked_names(content)), REVIEW)


def before(step: Step, content: Content) -> str:
    """The slug of the page before; empty at the first."""
    if step is STATEMENT:
        return "damage"
    earlier = STEPS[: STEPS.index(step)]
    return next((each.slug for each in reversed(earlier) if each.form.asked_names(content)), "")


def differences(reading: Reading, theirs: Content) -> list[Difference]:
    """Field by field: the answers of this page beside those that were saved elsewhere. A row that only one has stands alone."""
    today = clock.business_today()
    own = {row.field: row for row in rows_of(reading.step, reading.into(theirs), today)}
    other = {row.field: row for row in rows_of(reading.step, theirs, today)}
    found = []
    for name in dict.fromkeys([*own, *other]):
        here, there = own.get(name, _nothing(name, other)), other.get(name, _nothing(name, own))
        found.append(Difference(here.label, here.value, there.value, here.value != there.value))
    return found


def _nothing(name: str, others: dict[str, Row]) -> Row:
    return Row(name, others[name].label if name in others else name, NO_INFORMATION)


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
