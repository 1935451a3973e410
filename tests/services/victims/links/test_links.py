"""Cases that belong together: tenants of one contract, and an earlier filing of the same person (S1-APP-01, S1-APP-04)."""

import base64
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from teojeon.kernel import clock
from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.sealing import seal
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.amendments.receiving import amend
from teojeon.services.victims.application.actions import digest
from teojeon.services.victims.application.models import Application
from teojeon.services.victims.intake.messages import take_filing
from teojeon.services.victims.intake.models import Matter
from teojeon.services.victims.intake.transfer import transfer
from teojeon.services.victims.links.actions import decide_link, enter_link
from teojeon.services.victims.links.models import CO_TENANT, CONFIRMED, DUPLICATE, PRIOR, PROPOSED, REJECTED, CaseLink
from teojeon.services.victims.links.queries import links_of, shares_note
from tests.support.factories import acting, browser, cast, filing, make_case, reload, reload_in_unit

pytestmark = pytest.mark.usefixtures("office_side")
HERS, HIS = "9103022345678", "8907141234567"
FIRST = "2023-04-01"
DEPOSIT = 180_000_000


def came(name: str, number: str = "", *, knows: tuple[str, ...] = (), sido: str = "11", **extra: Any) -> UUID:
    """A filing of this person, who names these co-tenants. `extra`: further statements, or `prior_case_id`, `received_sido`."""
    parts: dict[str, Any] = {key: extra.pop(key) for key in ("prior_case_id", "received_sido", "house") if key in extra}
    said = {"first_contract_date": FIRST, "co_tenants": [{"name": each} for each in knows], **extra}
    letter = filing(sido, name=name, **said)
    box = (
        base64.b64encode(seal(number.encode(), keyring().sealing_key(), f"draft/{letter.subject}/number")).decode()
        if number
        else ""
    )
    party = {**letter.content["party"], "name": name, "number_box": box}
    kept = {key: value for key, value in letter.content.items() if key != "signed_hash"}
    house: dict[str, Any] = dict(letter.content["house"])
    house.update(parts.pop("house", house))
    content: dict[str, Any] = {**kept, "party": party, "house": house, **parts}
    with unit_of_work(INTAKE_PRINCIPAL):
        take_filing(replace(letter, content=content | {"signed_hash": digest(content)}))
    return letter.subject


def links(case: UUID) -> list[tuple[UUID, UUID, str, str, list[str]]]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        rows = CaseLink.objects.visible_to(unit.actor).filter(case=case) | CaseLink.objects.visible_to(unit.actor).filter(
            other=case
        )
        return [(row.case_id, row.other_id, row.kind, row.state, row.grounds) for row in rows]


def flags(case: UUID) -> list[str]:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        return list(Application.objects.visible_to(unit.actor).get(case=case).flags)


def shown(case: UUID, who: UUID | None = None) -> str:
    return browser(who or cast("intake")).get(reverse("case", args=[case])).content.decode()


def the_link(case: UUID) -> UUID:
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        return UUID(str(CaseLink.objects.visible_to(unit.actor).get(case=case).pk))


# tenants of one contract


@pytest.mark.req("S1-APP-04")
@pytest.mark.parametrize(("hers", "his"), [(("나 다온",), ("가람",)), (("나다온",), ()), ((), ("가람",))])
def test_tenants_of_one_contract_who_name_each_other_are_proposed_and_never_linked_by_themselves(
    hers: tuple[str, ...], his: tuple[str, ...]
) -> None:
    first, second = came("가람", HERS, knows=hers), came("나다온", HIS, knows=his)
    assert links(first) == links(second) == [(second, first, CO_TENANT, PROPOSED, ["lease", "named"])]
    assert (flags(first), flags(second)) == ([], ["SAME_CONTRACT"])
    for case, other in ((first, second), (second, first)):
        page = shown(case)
        assert "한 계약의 공동임차인" in page and "확인 전" in page and reload(other).receipt_no in page


@pytest.mark.req("S1-APP-04")
@pytest.mark.parametrize(
    "other",
    [
        {"knows": ()},
        {"knows": ("가람",), "first_contract_date": "2023-04-02"},
        {"knows": ("가람",), "first_contract_date": None},
        {"knows": ("가람",), "house": {"address": "서울특별시 종로구 효자로 12, 302호"}},
        {"knows": ("가란",)},
    ],
)
def test_without_a_name_the_same_day_or_the_same_house_nothing_is_proposed(other: dict[str, Any]) -> None:
    first = came("가람", HERS)
    second = came("나다온", HIS, **other)
    assert links(first) == links(second) == [] and flags(second) == []


@pytest.mark.req("S1-APP-04")
def test_a_filing_on_paper_without_a_number_is_found_by_house_day_and_name() -> None:
    first = came("가람", knows=("나다온",))
    second = came("나다온")
    assert [(row[2], row[3]) for row in links(second)] == [(CO_TENANT, PROPOSED)]
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        assert Matter.objects.visible_to(unit.actor).get(case=first).person is None


@pytest.mark.req("S1-APP-04")
def test_names_are_kept_as_keyed_hashes_only() -> None:
    case = came("가람", HERS, knows=("나다온",))
    with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
        matter = Matter.objects.visible_to(unit.actor).get(case=case)
    assert len(bytes(matter.name)) == 32 and [len(each) for each in matter.named] == [64]


@pytest.mark.req("S1-APP-04")
def test_an_official_confirms_or_rejects_and_may_say_it_again() -> None:
    first, second = came("가람", HERS, knows=("나다온",)), came("나다온", HIS)
    link = the_link(second)
    with acting("intake"):
        decide_link(first, link=link, together=True)  # from either case
    assert links(second)[0][3] == CONFIRMED
    assert all("확인 전" not in shown(case) and "이어진 사건" in shown(case) for case in (first, second))
    with acting("intake"), pytest.raises(Refusal) as refused:
        decide_link(second, link=link, together=True)
    assert refused.value.code == "NOTHING_CHANGED"
    with acting("intake"):
        decide_link(second, link=link, together=False)
    assert links(second)[0][3] == REJECTED
    assert reload(second).receipt_no not in shown(first), "what does not belong together is not shown"
    with acting("intake", read_only=True) as unit:
        kinds = TimelineEntry.objects.visible_to(unit.actor).filter(case=second).values_list("kind", "content")
        assert ("victims.decide_link", {"kind": CO_TENANT, "together": False}) in list(kinds)


def test_only_the_intake_desk_decides() -> None:
    came("가람", HERS, knows=("나다온",))
    second = came("나다온", HIS)
    link = the_link(second)
    with acting("review"), pytest.raises(Forbidden):
        decide_link(second, link=link, together=True)
    assert reverse("case_links", args=[second]) not in shown(second, cast("review"))
    with acting("intake"), pytest.raises(Refusal) as refused:
        decide_link(second, link=uuid4(), together=True)
    assert refused.value.field == "link"


@pytest.mark.req("S1-APP-04")
def test_the_case_of_another_organisation_is_not_shown_until_both_are_in_one_hand() -> None:
    first = came("가람", HERS, knows=("나다온",))
    second = came("나다온", HIS, received_sido="26")  # at the residence: Busan hands it over later
    assert (reload(second).handled_by, len(links(first))) == ("SD-26", 1)
    assert reload(second).receipt_no not in shown(first)
    assert reload(first).receipt_no not in shown(second, cast("intake", "26"))
    link = the_link(second)
    with acting("intake", "26"), pytest.raises(Refusal):
        decide_link(second, link=link, together=True)
    with acting("intake", "26"):
        transfer(second, recipient="SD-11", reason="주택이 서울특별시에 있습니다.")
    assert reload(second).receipt_no in shown(first) and reload(first).receipt_no in shown(second)


@pytest.mark.req("S1-APP-04")
@pytest.mark.parametrize(
    ("hers", "his", "asks"), [(DEPOSIT - 1, 1, False), (DEPOSIT, 1, True), (DEPOSIT, None, False), (None, 5, False)]
)
def test_what_the_tenants_say_they_paid_is_compared_with_the_one_deposit(hers: int | None, his: int | None, asks: bool) -> None:
    first = came("가람", HERS, knows=("나다온",), own_deposit_share=hers)
    second = came("나다온", HIS, own_deposit_share=his)
    assert "보증금의 몫" not in shown(first), "a proposal is not counted"
    link = the_link(second)
    with acting("intake"):
        decide_link(second, link=link, together=True)
    with acting("intake", read_only=True):
        assert bool(shares_note(first, [second])) is asks
    assert ("보증금의 몫" in shown(first)) is asks and ("보증금의 몫" in shown(second)) is asks


@pytest.mark.req("S1-APP-04", "S1-APP-09")
def test_a_co_tenant_named_in_a_change_is_proposed_and_a_decision_stays() -> None:
    first, second = came("가람", HERS), came("나다온", HIS)
    change(second, co_tenants=[{"name": "가람"}])
    assert links(first) == [(second, first, CO_TENANT, PROPOSED, ["lease", "named"])]
    link = the_link(second)
    with acting("intake"):
        decide_link(second, link=link, together=False)
    change(first, co_tenants=[{"name": "나다온"}])
    assert [row[3] for row in links(first)] == [REJECTED]


def change(case: UUID, **said: Any) -> None:
    """The applicant changes the filing."""
    with unit_of_work(INTAKE_PRINCIPAL) as unit:
        application = Application.objects.visible_to(unit.actor).get(case=case)
        house = {key: getattr(application, key) for key in ("sido", "sigungu", "legal_dong", "address", "address_matched")}
        name = "가람" if "나다온" in str(said) else "나다온"
        given = {"amendment": str(uuid4()), "number": 2, "changes": [], "said": said, "party": {"name": name}, "house": house}
        amend(case, message=uuid4(), came_at=clock.business_now(), given=given)


# an earlier filing of the same person


@pytest.mark.req("S1-APP-01")
@pytest.mark.parametrize("state", ["WITHDRAWN", "RETURNED", "FINAL"])
def test_an_earlier_filing_that_rests_is_found_by_number_and_proposed(state: str) -> None:
    earlier = make_case(state, outcome="REJECT")
    later = make_case()
    assert links(later) == [(later, earlier, PRIOR, PROPOSED, ["person", "lease"])]
    assert flags(later) == ["FILED_BEFORE"]
    assert "앞선 신청" in shown(later) and "다시 낸 신청" in shown(earlier)


@pytest.mark.req("S1-APP-01")
@pytest.mark.parametrize("state", ["SUBMITTED", "SERVED"])
def test_one_that_is_still_active_is_a_duplicate_to_which_both_pages_lead(state: str) -> None:
    earlier = make_case(state)
    later = make_case()
    assert links(later) == [(later, earlier, DUPLICATE, PROPOSED, ["person", "lease"])]
    assert flags(later) == ["DUPLICATE_FILING"]
    assert reverse("case", args=[earlier]) in shown(later) and reverse("case", args=[later]) in shown(earlier)


@pytest.mark.req("S1-APP-01")
def test_what_the_applicant_chose_is_linked_when_the_number_is_the_same() -> None:
    earlier = make_case("WITHDRAWN")
    later = came("홍길동", "9001011234567", prior_case_id=str(earlier), first_contract_date="2024-03-03")
    assert links(later) == [(later, earlier, PRIOR, CONFIRMED, ["stated", "person"])]


@pytest.mark.req("S1-APP-01")
@pytest.mark.parametrize(("number", "state"), [("", "WITHDRAWN"), (HIS, "WITHDRAWN"), ("9001011234567", "SUBMITTED")])
def test_what_the_applicant_chose_waits_for_an_official_where_number_or_state_do_not_agree(number: str, state: str) -> None:
    earlier = make_case(state)
    later = came("홍길동", number, prior_case_id=str(earlier), first_contract_date="2024-03-03")
    assert [row[3] for row in links(later)] == [PROPOSED]


@pytest.mark.req("S1-APP-01")
def test_a_chosen_filing_that_the_office_does_not_have_breaks_nothing() -> None:
    assert links(came("가람", HERS, prior_case_id=str(uuid4()))) == []


# by receipt number


@pytest.mark.req("S1-APP-01", "S1-APP-04")
@pytest.mark.parametrize(("kind", "title"), [(CO_TENANT, "한 계약의 공동임차인"), (PRIOR, "앞선 신청")])
def test_an_official_links_by_receipt_number_what_no_search_found(kind: str, title: str) -> None:
    earlier = came("가람", HERS)
    later = came("나다온", HIS, house={"address": "효자로12 3층"})
    number = reload(later).receipt_no
    with acting("intake"):
        enter_link(earlier, receipt_no=number, kind=kind)
    assert {(row[2], row[3]) for row in links(earlier)} == {(kind, CONFIRMED)}
    assert title in shown(later) and reload(earlier).receipt_no in shown(later)
    with acting("intake", read_only=True):
        assert [each.other.pk for each in links_of(reload_in_unit(earlier))] == [later]


def test_a_number_of_nothing_of_itself_of_another_hand_or_of_what_was_found_is_refused() -> None:
    first, second = came("가람", HERS, knows=("나다온",)), came("나다온", HIS)
    elsewhere = came("다솜", sido="26")
    for number, code in (
        ("2026-서울-999999", "NO_SUCH_CASE"),
        (reload(elsewhere).receipt_no, "NO_SUCH_CASE"),
        (reload(first).receipt_no, "SAME_CASE"),
        (reload(second).receipt_no, "ALREADY_FOUND"),
    ):
        with acting("intake"), pytest.raises(Refusal) as refused:
            enter_link(first, receipt_no=number, kind=CO_TENANT)
        assert refused.value.code == code


def test_the_pages_link_confirm_and_show_what_was_typed() -> None:
    first = came("가람", HERS, knows=("나다온",))
    second, third = came("나다온", HIS), came("다솜", first_contract_date="2022-01-05")
    page = browser(cast("intake"))
    address = reverse("case_links", args=[first])
    form = page.get(address).context["form"]
    given = {"version": reload(first).version, "request": str(uuid4()), "link": form.initial["link"], "together": "yes"}
    assert page.post(address, given).status_code == 302 and links(second)[0][3] == CONFIRMED
    address = reverse("case_link_new", args=[first])
    given = {"version": reload(first).version, "request": str(uuid4()), "receipt_no": "2026-서울-000000", "kind": "prior"}
    refused = page.post(address, given)
    assert refused.status_code == 409 and "2026-서울-000000" in refused.content.decode()
    assert page.post(address, {**given, "receipt_no": reload(third).receipt_no}).status_code == 302
    assert len(links(first)) == 2
