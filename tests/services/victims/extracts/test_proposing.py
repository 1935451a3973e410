"""What confirmed rows speak for, and what a newer extract changed."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from teojeon.services.victims.assessment.facts import FACTS
from teojeon.services.victims.extracts.changes import changes_between
from teojeon.services.victims.extracts.models import ExtractRow
from teojeon.services.victims.extracts.proposing import Matter, Proposal, proposals

CODES = tuple(code for code, _ in FACTS["events"].options)
MATTER = Matter(
    "홍길동", dt.date(2024, 3, 2), is_whole=True, issued_on=dt.date(2026, 11, 18), label="등기사항증명서", event_codes=CODES
)


def row(
    kind: str, day: str | None, holder: str = "주식회사한빛은행", *, cancelled: str = "no", section: str = "eul", **more: Any
) -> ExtractRow:
    given = {"rank": "1", "purpose": kind, "page": 1, "position": 1, "amount": None, "received_no": "", **more}
    return ExtractRow(
        kind=kind, section=section, holder=holder, cancelled=cancelled, received_on=dt.date.fromisoformat(day) if day else None, **given
    )  # fmt: skip


def found(*rows: ExtractRow, matter: Matter = MATTER) -> dict[str, Proposal]:
    return {each.code: each for each in proposals(rows, matter)[0]}


def asked(*rows: ExtractRow, matter: Matter = MATTER) -> list[str]:
    return proposals(rows, matter)[1]


@pytest.mark.req("S1-ASM-08")
def test_the_earliest_standing_mortgage_is_proposed_and_a_struck_one_is_not() -> None:
    struck, first, later = (
        row("mortgage", "2019-01-01", cancelled="yes"),
        row("mortgage", "2021-03-04"),
        row("mortgage", "2021-03-05"),
    )
    proposal = found(later, first, struck)["earliest_security_on"]
    assert (proposal.value, proposal.rows) == ("2021-03-04", (first,))
    assert "1번 mortgage(1쪽)" in proposal.evidence


@pytest.mark.req("S1-ASM-08")
def test_an_earlier_mortgage_of_which_nobody_knows_whether_it_is_struck_stops_the_proposal() -> None:
    rows = [row("mortgage", "2019-01-01", cancelled="ask"), row("mortgage", "2021-03-04")]
    assert "earliest_security_on" not in found(*rows)
    assert any("말소" in each for each in asked(*rows))
    after = [row("mortgage", "2021-03-04"), row("mortgage", "2022-01-01", cancelled="ask")]
    assert found(*after)["earliest_security_on"].value == "2021-03-04"


@pytest.mark.req("S1-ASM-08", "S1-ASM-01")
def test_that_there_is_none_is_proposed_only_once_the_whole_extract_was_looked_at() -> None:
    assert found()["earliest_security_on"].value is False
    assert "earliest_security_on" not in found(matter=replace(MATTER, is_whole=False))


@pytest.mark.req("S1-ASM-03", "S1-ASM-08")
def test_the_own_leasehold_registration_and_anothers_are_told_apart_by_name_and_contract_day() -> None:
    own, other = row("leasehold", "2026-01-15", "홍 길동"), row("leasehold", "2024-03-01", "나다온")
    told = found(own, other)
    assert told["leasehold_reg_done_on"].value == "2026-01-15"
    assert told["earlier_leasehold_reg"].value is True
    assert found(row("leasehold", "2024-03-02", "나다온"))["earlier_leasehold_reg"].value is False  # the day itself is not earlier
    unknown = replace(MATTER, first_contract_on=None)
    assert "earlier_leasehold_reg" not in found(other, matter=unknown) and asked(other, matter=unknown)


@pytest.mark.req("S1-ASM-05")
@pytest.mark.parametrize(
    ("kind", "holder", "code"),
    [
        ("seizure", "국 (처분청 종로세무서장)", "national_tax_seizure"),
        ("seizure", "서울특별시종로구", "local_tax_seizure"),
        ("seizure", "국민건강보험공단", ""),
        ("seizure", "국 (처분청 서울중앙지방검찰청)", ""),
        ("auction_compulsory", "강하나", "auction_commenced"),
        ("public_sale", "종로세무서", "public_sale_commenced"),
        ("attachment", "강하나", "private_attachment"),
    ],
)
def test_a_seizure_is_a_taxs_only_where_its_holder_says_so(kind: str, holder: str, code: str) -> None:
    entry = row(kind, "2025-09-10", holder, section="gap")
    told = found(entry)
    if code:
        value = told["events"].value
        assert isinstance(value, dict) and [name for name, each in value.items() if each] == [code]
        assert all(each is None for name, each in value.items() if name != code)  # what the register does not say stays unknown
    else:
        assert "events" not in told and any("처분청" in each for each in asked(entry))


@pytest.mark.req("S1-ASM-05")
def test_what_was_recorded_of_events_before_stays() -> None:
    before = {**dict.fromkeys(CODES, None), "enforcement_title": True, "bankruptcy_opened": False}
    told = found(row("auction_voluntary", "2026-02-03", section="gap"), matter=replace(MATTER, events=before))["events"].value
    assert told == {**before, "auction_commenced": True}
    again = replace(MATTER, events={**before, "auction_commenced": True})
    assert "events" not in found(row("auction_voluntary", "2026-02-03", section="gap"), matter=again)


@pytest.mark.req("S1-ASM-08")
def test_a_newer_extract_shows_what_is_new_struck_out_gone_and_changed() -> None:
    kept: dict[str, Any] = {"rank": "1", "received_no": "5679", "amount": 120_000_000}
    former = [
        row("mortgage", "2021-03-04", **kept),
        row("mortgage", "2021-03-05", rank="2", received_no="5680"),
        row("seizure", "2025-09-10", rank="3", received_no="1", section="gap"),
        row("seizure", "2020-09-10", rank="2", received_no="9", section="gap", cancelled="yes"),
    ]
    newer = [
        row("mortgage", "2021-03-04", **(kept | {"amount": 120_000_001})),
        row("mortgage", "2021-03-05", rank="2", received_no="5680", cancelled="yes"),
        row("leasehold", "2026-01-15", rank="3", received_no="1503"),
    ]
    told = [(each.code, each.row.section, each.row.rank, each.before, each.after) for each in changes_between(former, newer)]
    assert told == [
        ("amount", "eul", "1", "120,000,000원", "120,000,001원"),
        ("cancelled", "eul", "2", "", ""),
        ("new", "eul", "3", "", ""),
        ("gone", "gap", "3", "", ""),
    ]
    assert changes_between(former, former) == []
