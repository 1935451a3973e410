"""The median tenant of S1-BEY-04: 다세대, one renewal, one mortgage, an auction, HUG refused, 7 papers as 12 photos, 2 not there."""

import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.hands import Count, Hands
from tests.support.house import House, finished, wait_until

ADDRESS = "서울특별시 관악구 신림로 23길 16-8, 301호"
SEARCHED = "서울 관악구 신림동 신림로 23길 16-8"
TYPED, CHOSEN, TICKED = "typed", "chosen", "ticked"
Answers = Sequence[tuple[str, str, str]]

APPLICANT: Answers = (
    (CHOSEN, "is_natural_person", "yes"),
    (TYPED, "number", "910304-2345678"),
    (TYPED, "resident_address", ADDRESS),
    (TICKED, "service_at_resident", "on"),
)
HOUSE: Answers = (
    (TYPED, "unit_ho", "301호"),
    (CHOSEN, "building_type", "multiplex"),
    (CHOSEN, "actual_use_residential", "yes"),
    (CHOSEN, "trust_registered", "no"),
)
FOUND: Answers = (
    (CHOSEN, "sido", "11"),
    (CHOSEN, "sigungu", "11620"),
    (TYPED, "legal_dong", "신림동"),
    (TYPED, "address", "신림로 23길 16-8"),
)
"""What the address search fills in."""
FIRST_CONTRACT: Answers = (
    (CHOSEN, "contracts-0-kind", "new"),
    (TYPED, "contracts-0-signed_on", "2023-04-01"),
    (TYPED, "contracts-0-term_from", "2023-04-10"),
    (TYPED, "contracts-0-term_to", "2025-04-09"),
    (TYPED, "contracts-0-deposit", "2억"),
)
RENEWAL_AND_LANDLORD: Answers = (
    (CHOSEN, "contracts-1-kind", "renewed"),
    (TYPED, "contracts-1-signed_on", "2025-03-20"),
    (TYPED, "contracts-1-term_from", "2025-04-10"),
    (TYPED, "contracts-1-term_to", "2027-04-09"),
    (TYPED, "contracts-1-deposit", "2억 1천만"),
    (TYPED, "landlord_name", "나라한"),
    (CHOSEN, "landlord_status", "missing"),
    (CHOSEN, "lessor_authority", "owner"),
)
OCCUPANCY: Answers = (
    (CHOSEN, "handover_state", "done"),
    (TYPED, "handover_on", "2023-04-10"),
    (TYPED, "move_in_report_on", "2023-04-10"),
    (TYPED, "fixed_date_on", "2023-04-10"),
    (CHOSEN, "moved_out", "no"),
    (CHOSEN, "leasehold_reg", "none"),
    (CHOSEN, "any_senior_rights", "yes"),
    (CHOSEN, "senior_rights-0-kind", "mortgage"),
    (TYPED, "senior_rights-0-holder", "한빛은행"),
    (TYPED, "senior_rights-0-max_claim", "3억"),
    (TYPED, "senior_rights-0-acquired_on", "2022-01-05"),
)
DAMAGE: Answers = (
    (CHOSEN, "move_out_pressure", "none"),
    (CHOSEN, "any_events", "yes"),
    (CHOSEN, "events-0-kind", "auction_opened"),
    (TYPED, "events-0-court_or_office", "한빛지방법원"),
    (TYPED, "events-0-case_no", "2026타경12345"),
    (TYPED, "events-0-event_on", "2026-06-03"),
    (CHOSEN, "distribution_demanded", "unknown"),
    (CHOSEN, "any_guarantees", "yes"),
    (CHOSEN, "guarantees-0-provider", "hug"),
    (CHOSEN, "guarantees-0-state", "refused"),
    (CHOSEN, "any_recovered", "no"),
    (CHOSEN, "any_intent_facts", "unknown"),
    (TICKED, "other_victims_unknown", "on"),
)
CONSENTS: Answers = tuple((CHOSEN, name, "yes") for name in ("c1", "c3", "c4", "c5"))
PAPERS: Mapping[str, int] = {
    "lease_copy": 4, "registry_extract": 2, "moving_in_list": 1, "fixed_date_status": 1, "deposit_transfer": 2,
    "guarantee_paper": 1, "certified_mail": 1,
}  # fmt: skip
"""Photos by kind of paper."""
NOT_THERE = ("auction_demand", "other_sale_paper")

STATEMENTS: Mapping[str, Any] = {
    "is_natural_person": True,
    "sido": "11",
    "sigungu_code": "11620",
    "legal_dong": "신림동",
    "house_address": "신림로 23길 16-8",
    "unit_ho": "301호",
    "building_type": "multiplex",
    "actual_use_residential": True,
    "trust_registered": False,
    "contracts": [
        {"kind": "new", "signed_on": "2023-04-01", "term_from": "2023-04-10", "term_to": "2025-04-09", "deposit": 200_000_000},
        {"kind": "renewed", "signed_on": "2025-03-20", "term_from": "2025-04-10", "term_to": "2027-04-09", "deposit": 210_000_000},
    ],
    "landlord_name": "나라한",
    "landlord_status": "missing",
    "lessor_authority_kind": "owner",
    "handover_state": "done",
    "handover_on": "2023-04-10",
    "move_in_report_on": "2023-04-10",
    "fixed_date_on": "2023-04-10",
    "moved_out": False,
    "leasehold_reg_state": "none",
    "any_senior_rights": True,
    "senior_rights": [{"kind": "mortgage", "holder": "한빛은행", "max_claim": 300_000_000, "acquired_on": "2022-01-05"}],
    "move_out_pressure": "none",
    "any_events": True,
    "event_list": [
        {"kind": "auction_opened", "court_or_office": "한빛지방법원", "case_no": "2026타경12345", "event_on": "2026-06-03"}
    ],
    "distribution_demanded": None,
    "any_guarantees": True,
    "guarantee_list": [{"provider": "hug", "state": "refused"}],
    "any_recovered": False,
    "any_intent_facts": None,
    "other_victims": None,
}
"""All of it, as the office gets it (None is 모름)."""
WORDS: Mapping[str, str] = {
    "number": "910304-2******",
    "resident_address": ADDRESS,
    "service_address": ADDRESS,
    **dict.fromkeys(("c1", "c3", "c4", "c5"), "동의합니다"),
}
"""What is no statement: as the filing shows it."""

AT_THE_OFFICE = """
import json
from uuid import UUID
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.papers.models import Paper, PaperSheet
with unit_of_work(INTAKE_PRINCIPAL, read_only=True):
    actor = current().actor
    papers = list(Paper.objects.visible_to(actor).filter(case_id=UUID({case!r})))
    photos = {{each.doc_type: PaperSheet.objects.visible_to(actor).filter(paper=each).count() for each in papers if each.state == "ready"}}
    absent = sorted(each.doc_type for each in papers if each.state == "not_available")
print(json.dumps([photos, absent]))
"""


@dataclass(frozen=True)
class Played:
    """One application: what it took, its case, and what stands in the export of the filing."""

    count: Count
    case: str
    exported: dict[str, Any]


def play(page: Page, house: House, folder: Path) -> Played:
    """Fills and submits as somebody who is signed in and has everything at hand."""
    hands = Hands(page)
    page.goto(house.url("portal", "/applications/new/"))
    hands.press(hands.button("새로 신청하기"))
    answer(hands, APPLICANT)
    forward(hands)
    find_the_house(hands)
    answer(hands, HOUSE)
    forward(hands)
    answer(hands, FIRST_CONTRACT)
    hands.press(page.get_by_role("button", name="하나 더 적기 — 계약마다 적기"))
    answer(hands, RENEWAL_AND_LANDLORD)
    forward(hands)
    for answers in (OCCUPANCY, DAMAGE):
        answer(hands, answers)
        forward(hands)
    answer(hands, CONSENTS)
    hand_in_papers(hands, folder)
    forward(hands)
    page.get_by_role("heading", name="8단계. 확인과 제출").wait_for()
    hands.press(hands.button("제출하기"))
    case = re.search(r"/applications/([0-9a-f-]{36})/done", page.url)
    assert case, page.url
    exported = page.request.get(house.url("portal", f"/my/{case[1]}/application.json"))
    return Played(hands.count, case[1], exported.json())


def answer(hands: Hands, answers: Answers) -> None:
    for how, name, value in answers:
        if how == TYPED:
            hands.text(name, value)
        elif how == CHOSEN:
            hands.choose(name, value)
        else:
            hands.tick(name)


def forward(hands: Hands) -> None:
    """To the next step; where the answers brought up a question that this person leaves open, once more."""
    here = hands.page.url
    hands.press(hands.button("다음"))
    if hands.page.url.partition("#")[0] == here.partition("#")[0]:
        hands.press(hands.button("다음"))


def find_the_house(hands: Hands) -> None:
    """Typed once, found, taken over."""
    hands.text("address_query", SEARCHED)
    hands.press(hands.page.get_by_role("button", name="주소 찾기", exact=True))
    hands.press(hands.button("이 주소 쓰기"))


def hand_in_papers(hands: Hands, folder: Path) -> None:
    page = hands.page
    for kind in NOT_THERE:
        section = page.locator(f"#paper-{kind}")
        hands.press(section.locator("summary", has_text="가지고 있지 않습니다"), leaves=False)
        hands.press(section.get_by_role("button", name=re.compile("가지고 있지 않음으로 답하기")))
        hands.count.presses -= 1  # that press was the answer
        hands.count.choices += 1
    number = 0
    for kind, photos in PAPERS.items():
        files = []
        for _ in range(photos):
            number += 1
            files.append(folder / f"IMG_{number:04}.jpg")
            files[-1].write_bytes(phone_photo())
        if not page.locator(f"#files-{kind}").is_visible():
            hands.press(page.locator("summary", has_text="어떤 서류가 무엇을 확인하는지"), leaves=False)
        hands.paper(kind, [str(each) for each in files])
    expect(page.get_by_text(re.compile("^확인됨"))).to_have_count(len(PAPERS), timeout=120_000)


def phone_photo() -> bytes:
    """About 300 KB of noise, as large as a photo that a phone makes smaller before it sends it."""
    target = io.BytesIO()
    Image.effect_noise((1000, 1333), 60).convert("RGB").save(target, "JPEG", quality=60)
    return target.getvalue()


def lost(house: House, played: Played) -> list[str]:
    """What was entered and is not there: in the filing, and at the office each photo of each paper. Empty when nothing is lost."""
    statements = played.exported["statements"]
    missing = [f"{name}: {statements.get(name)!r}" for name, value in STATEMENTS.items() if statements.get(name, "") != value]
    shown = {row["code"]: row["value"] for rows in played.exported["answers"].values() for row in rows}
    missing += [f"{name}: {shown.get(name)!r}" for name, value in WORDS.items() if shown.get(name) != value]
    found: list[Any] = []

    def has_come() -> bool:
        found[:] = json.loads(finished(house.python(AT_THE_OFFICE.format(case=played.case), "office")))
        return found == [dict(PAPERS), sorted(NOT_THERE)]

    return missing if wait_until(has_come, 90, every=1) else [*missing, f"papers: {found}"]
