"""Write, submit, approve and return a page. The one who wrote it last never approves it (S1-GUI-01)."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from teojeon.kernel import clock
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.work.action import action, record, require
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.law.victims import support
from teojeon.services.guidance.pages.addresses import RESERVED, Addresses
from teojeon.services.guidance.pages.checks import SOURCE_PAGES, Finding, Subject, check, errors, warnings
from teojeon.services.guidance.pages.markup import parse, to_html
from teojeon.services.guidance.pages.models import DRAFT, LANGUAGES, PUBLISHED, RECORD, SUBMITTED, PageVersion, Picture
from teojeon.services.guidance.pages.sections import SECTIONS

EDIT, APPROVE = "GU-EDIT", "GU-APPROVE"
SOURCE_SUPPORT = "법 제14조의2, 법 제17조부터 제28조의4까지"
DAY = dt.timedelta(days=1)
FIELDS = (
    "section", "position", "title", "description", "body", "law_basis", "measures", "effective_from", "warning_reason",
)  # fmt: skip


def start(slug: str, language: str, content: Mapping[str, Any], *, request: UUID | None = None) -> PageVersion:
    """A draft of a page, new or the next version of one. Raises Refusal or Forbidden.

    `content`: FIELDS. `request`: number of this request; the same number gives the same draft.
    """
    require(EDIT, "안내 작성")
    key = request or uuid.uuid4()
    if (twin := PageVersion.objects.visible_to(current().actor).filter(pk=key).first()) is not None:
        return twin  # type: ignore[no-any-return]
    if slug in RESERVED:
        raise Refusal("RESERVED", "프로그램의 화면이 쓰는 이름입니다. 다른 이름을 적습니다.", "slug", SOURCE_PAGES)
    if language not in LANGUAGES:
        raise Refusal("BAD_VALUE", "목록에 있는 언어를 고릅니다.", "language", SOURCE_PAGES)
    if refusal := _content_refusal(content):
        raise refusal
    others = PageVersion.objects.visible_to(current().actor).filter(slug=slug, language=language, state__in=[DRAFT, SUBMITTED])
    if others.exists():
        raise Refusal("DRAFT_EXISTS", "같은 쪽의 새 판을 쓰고 있습니다. 쓰던 판을 이어서 씁니다.", "slug", SOURCE_PAGES)
    event = record(MINISTRY_CODE, key, "guidance.start", {"slug": slug, "language": language})
    made: PageVersion = PageVersion.objects.create(
        id=key,
        controller=MINISTRY_CODE,
        handled_by=current().actor.organisation,
        state=DRAFT,
        slug=slug,
        language=language,
        author=current().person,
        written_at=clock.business_now(),
        event=event,
        **{name: content[name] for name in FIELDS},
    )
    return made


def _content_refusal(content: Mapping[str, Any]) -> Refusal | None:
    if content["section"] not in SECTIONS:
        return Refusal("BAD_VALUE", "목록에 있는 갈래를 고릅니다.", "section", SOURCE_PAGES)
    known = {row.code for row in support.rows()}
    if unknown := set(content["measures"]) - known:
        return Refusal("UNKNOWN_MEASURE", f"지원 표에 없는 지원입니다: {', '.join(sorted(unknown))}", "measures", SOURCE_SUPPORT)
    return None


def subject_of(row: PageVersion) -> Subject:
    """What the checks look at."""
    actor = current().actor
    return Subject(
        language=row.language,
        section=row.section,
        body=row.body,
        law_basis=row.law_basis,
        effective_from=row.effective_from,
        pages=frozenset(PageVersion.objects.visible_to(actor).values_list("slug", flat=True)),
        pictures=sizes_of_pictures(),
    )


def findings_of(row: PageVersion) -> list[Finding]:
    """All findings of our own checks on this page as it stands."""
    return check(subject_of(row))


def sizes_of_pictures() -> dict[str, tuple[int, int]]:
    """Width and height of every picture, by name."""
    return {name: (width, height) for name, width, height in Picture.objects.values_list("name", "width", "height")}


def rendered(row: PageVersion) -> str:
    """The page's HTML as it would be published now."""
    slugs = PageVersion.objects.visible_to(current().actor).filter(language=row.language).values_list("slug", flat=True)
    return to_html(parse(row.body), Addresses(row.language, frozenset(slugs)), sizes_of_pictures(), row.language)


def _is_draft(row: PageVersion, **data: Any) -> Refusal | None:
    if row.state != DRAFT:
        return Refusal("ILLEGAL_TRANSITION", "작성 중인 판만 고치거나 올릴 수 있습니다.", source=SOURCE_PAGES)
    return _content_refusal(data["content"]) if "content" in data else None


@action("guidance.write", "안내 작성", PageVersion, box=EDIT, guard=_is_draft)
def write(row: PageVersion, *, event: UUID, content: Mapping[str, Any]) -> Mapping[str, Any]:
    for name in FIELDS:
        setattr(row, name, content[name])
    row.author, row.written_at = current().person, clock.business_now()
    return {}


def _may_be_submitted(row: PageVersion, **data: Any) -> Refusal | None:
    if refusal := _is_draft(row):
        return refusal
    found = findings_of(row)
    if wrong := errors(found):
        return _not_publishable(wrong)
    if warnings(found) and not row.warning_reason.strip():
        return Refusal(
            "WARNING_NOT_CONFIRMED",
            f"{warnings(found)[0].message} 그래도 올리려면 그렇게 쓰는 까닭을 적습니다.",
            "warning_reason",
            SOURCE_PAGES,
        )
    return None


def _not_publishable(wrong: list[Finding]) -> Refusal:
    first = wrong[0]
    place = f"{first.line}행: " if first.line else ""
    more = f" (고칠 곳 모두 {len(wrong)}군데)" if len(wrong) > 1 else ""
    return Refusal(first.code, f"{place}{first.message}{more}", "body", first.source)


def korean_number(slug: str, on: dt.date) -> int:
    """Number of the Korean version that is shown on that day; 0 where there is none."""
    rows = PageVersion.objects.visible_to(current().actor).filter(slug=slug, language=RECORD, state=PUBLISHED)
    return int(rows.filter(effective_from__lte=on).aggregate(last=Max("number"))["last"] or 0)


def _followed(row: PageVersion) -> int:
    return 0 if row.language == RECORD else korean_number(row.slug, row.effective_from)


@action("guidance.submit", "안내 승인 요청", PageVersion, box=EDIT, guard=_may_be_submitted)
def submit(row: PageVersion, *, event: UUID) -> Mapping[str, Any]:
    row.follows = _followed(row)
    row.known_warnings = [asdict(finding) for finding in warnings(findings_of(row))]
    row.state, row.returned_because = SUBMITTED, ""
    return {"state": row.state}


def _another_person(row: PageVersion, **data: Any) -> Refusal | None:
    if row.state != SUBMITTED:
        return Refusal("ILLEGAL_TRANSITION", "승인을 기다리는 판이 아닙니다.", source=SOURCE_PAGES)
    if row.author == current().account:
        return Refusal("SAME_PERSON", "작성한 사람은 승인할 수 없습니다. 다른 담당자가 승인합니다.", source=SOURCE_PAGES)
    return None


def _may_be_published(row: PageVersion, **data: Any) -> Refusal | None:
    if refusal := _another_person(row):
        return refusal
    if row.effective_from < clock.business_today():
        message = "시행일이 지났습니다. 반려하고 시행일을 오늘이나 그 뒤로 고칩니다."
        return Refusal("EFFECTIVE_IN_PAST", message, "effective_from", SOURCE_PAGES)
    found = findings_of(row)
    if wrong := errors(found):
        return _not_publishable(wrong)
    confirmed = {each["about"] for each in row.known_warnings}
    if fresh := [finding for finding in warnings(found) if finding.about not in confirmed]:
        return Refusal("WARNING_NOT_CONFIRMED", f"{fresh[0].message} 반려하여 다시 확인합니다.", "body", SOURCE_PAGES)
    later = _published(row).filter(effective_from__gte=row.effective_from).first()
    if later is not None:
        message = f"{later.effective_from}부터 보일 판이 이미 게시되어 있습니다. 그 뒤의 날로 시행일을 고칩니다."
        return Refusal("OVERLAP", message, "effective_from", SOURCE_PAGES)
    return None


def _published(row: PageVersion) -> Any:
    return PageVersion.objects.visible_to(current().actor).filter(slug=row.slug, language=row.language, state=PUBLISHED)


@action("guidance.approve", "안내 승인", PageVersion, box=APPROVE, guard=_may_be_published)
def approve(row: PageVersion, *, event: UUID) -> Mapping[str, Any]:
    others = _published(row)
    others.filter(Q(effective_to=None) | Q(effective_to__gte=row.effective_from)).update(effective_to=row.effective_from - DAY)
    row.number = (others.aggregate(last=Max("number"))["last"] or 0) + 1
    row.html = rendered(row)
    row.follows = row.follows or _followed(row)  # written together with the Korean page, before that had a number
    row.state, row.approver, row.approved_at = PUBLISHED, current().account, clock.business_now()
    return {"state": row.state, "number": row.number}


@action("guidance.return", "안내 반려", PageVersion, box=APPROVE, guard=_another_person)
def send_back(row: PageVersion, *, event: UUID, reason: str) -> Mapping[str, Any]:
    row.state, row.returned_because = DRAFT, reason.strip()
    return {"state": row.state}


def renew(row: PageVersion, *, request: UUID | None = None) -> PageVersion:
    """The next version of a published page, as a draft with its content. Raises Refusal or Forbidden."""
    content = {name: getattr(row, name) for name in FIELDS}
    content |= {"effective_from": max(clock.business_today(), row.effective_from + DAY), "warning_reason": ""}
    return start(row.slug, row.language, content, request=request)
