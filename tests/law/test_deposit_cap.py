"""R2, 전세사기피해자법 제3조제1항제2호: resolutions, who can settle it, what the finding shows (its edges: `victims/tables/deposit.py`)."""

import datetime as dt

import pytest

from teojeon.law import victims
from teojeon.law.book import AuthorityRow, LawBook
from teojeon.law.language.errors import LawError
from teojeon.law.language.rules import Finding

BEFORE, SINCE, NOW = dt.date(2024, 9, 9), dt.date(2024, 9, 10), dt.date(2026, 12, 16)
SHIPPED = LawBook.shipped()


def r2(on: dt.date = NOW, book: LawBook = SHIPPED, **facts: object) -> Finding:
    return victims.assess(facts, on, book).finding("R2")


@pytest.mark.req("S1-XCT-02")
def test_the_law_of_the_day_of_decision_counts_and_not_that_of_filing() -> None:
    assert r2(BEFORE, received_on="2024-08-20", deposit=450_000_000, cap_uplift=0).value is False
    assert r2(SINCE, received_on="2024-08-20", deposit=450_000_000, cap_uplift=0).value is True


@pytest.mark.req("S1-ASM-01")
@pytest.mark.parametrize("uplift", [None, 0, 1, 200_000_000])
def test_two_hundred_million_is_within_the_cap_whatever_the_uplift(uplift: int | None) -> None:
    assert r2(deposit=200_000_000, cap_uplift=uplift).value is True


@pytest.mark.req("S1-ASM-01")
def test_an_unknown_deposit_is_unknown_and_not_zero() -> None:
    finding = r2(cap_uplift=200_000_000)
    assert finding.value is None
    assert [settler.who for settler in finding.settled_by] == ["applicant"]


def test_an_open_uplift_is_settled_by_the_committee_and_a_decided_one_by_nobody() -> None:
    open_one = r2(deposit=600_000_000)
    assert [(settler.who, settler.what) for settler in open_one.settled_by] == [("committee", "상한 상향 의결")]
    assert r2(deposit=600_000_000, cap_uplift=0).settled_by == ()
    assert r2(deposit=200_000_000).settled_by == ()
    assert r2(deposit=700_000_001).settled_by == ()


def row(start: str, end: str | None, value: int, scope: str = "sido:11") -> AuthorityRow:
    last = None if end is None else dt.date.fromisoformat(end)
    return AuthorityRow("DEPOSIT_CAP_EFFECTIVE", scope, value, dt.date.fromisoformat(start), last, "위원회 의결", "제2026-31호")


SEOUL = LawBook.shipped().with_rows([row("2026-12-01", "2027-06-30", 650_000_000)])


@pytest.mark.req("S1-ASM-04")
@pytest.mark.parametrize(("deposit", "value"), [(649_999_999, True), (650_000_000, True), (650_000_001, False)])
def test_a_general_resolution_turns_unknown_into_an_answer(deposit: int, value: bool) -> None:
    assert r2(deposit=deposit, sido="11").value is None
    assert r2(book=SEOUL, deposit=deposit, sido="11").value is value


@pytest.mark.parametrize(
    ("on", "value"),
    [("2026-11-30", None), ("2026-12-01", True), ("2027-06-30", True), ("2027-07-01", None)],
)
def test_a_general_resolution_counts_on_its_days_only(on: str, value: bool | None) -> None:
    assert r2(dt.date.fromisoformat(on), SEOUL, deposit=600_000_000, sido="11").value is value


def test_a_general_resolution_of_another_province_or_without_the_place_changes_nothing() -> None:
    assert r2(book=SEOUL, deposit=600_000_000, sido="26").value is None
    assert r2(book=SEOUL, deposit=600_000_000).value is None


def test_the_resolution_for_the_case_goes_before_the_general_one() -> None:
    assert r2(book=SEOUL, deposit=600_000_000, sido="11", cap_uplift=0).value is False
    assert r2(book=SEOUL, deposit=690_000_000, sido="11", cap_uplift=200_000_000).value is True
    decided = r2(book=SEOUL, deposit=600_000_000, sido="11", cap_uplift=0)
    assert "DEPOSIT_CAP_EFFECTIVE" not in decided.rows


def test_a_resolved_cap_below_the_cap_of_the_statute_raises_nothing() -> None:
    old = LawBook.shipped().with_rows([row("2023-07-01", None, 450_000_000)])
    assert r2(BEFORE, old, deposit=450_000_000, sido="11").value is True
    assert r2(BEFORE, old, deposit=450_000_001, sido="11").value is False
    assert r2(SINCE, old, deposit=500_000_000, sido="11").value is True
    assert r2(SINCE, old, deposit=500_000_001, sido="11").value is False


@pytest.mark.req("S1-ASM-04")
@pytest.mark.parametrize(
    ("start", "value", "refused"),
    [
        ("2026-12-01", 700_000_000, False),
        ("2026-12-01", 700_000_001, True),
        ("2024-09-09", 500_000_000, False),
        ("2024-09-09", 500_000_001, True),
    ],
)
def test_a_resolution_beyond_the_range_of_the_statute_is_refused(start: str, value: int, refused: bool) -> None:
    book = LawBook.shipped().with_rows([row(start, None, value)])
    if refused:
        with pytest.raises(LawError, match="BAD_VALUE"):
            victims.check_rows(book)
    else:
        victims.check_rows(book)


def test_the_finding_shows_what_was_compared_and_the_parameter_with_its_days() -> None:
    shown = r2(book=SEOUL, deposit=600_000_000, sido="11").as_dict()
    assert list(shown) == ["code", "title", "value", "source", "compared", "parameters", "because", "settled_by", "readings"]
    assert (shown["code"], shown["value"]) == ("R2", True)
    assert shown["source"] == "전세사기피해자법 제3조제1항제2호"
    assert shown["compared"] == {"deposit": 600_000_000, "cap_uplift": None, "sido": "11"}
    parameters = shown["parameters"]
    assert isinstance(parameters, dict)
    assert parameters["DEPOSIT_CAP_BASE"] == {
        "value": 500_000_000,
        "from": "2024-09-10",
        "to": None,
        "source": "전세사기피해자법 제3조제1항제2호(법률 제20429호)",
        "home": "statute",
    }
    assert parameters["DEPOSIT_CAP_EFFECTIVE"] == {
        "value": 650_000_000,
        "from": "2026-12-01",
        "to": "2027-06-30",
        "source": "위원회 의결",
        "home": "authority",
        "scope": "sido:11",
        "resolution": "제2026-31호",
    }


def test_because_gives_each_limb_with_the_amounts_beside_each_other() -> None:
    because = r2(deposit=600_000_000).as_dict()["because"]
    assert isinstance(because, list)
    assert because[0] == {
        "words": "임차보증금이 보증금 상한 이하",
        "value": False,
        "left": 600_000_000,
        "right": 500_000_000,
    }
    assert [limb["value"] for limb in because[1]["because"]] == [True, None]
    assert because[1]["because"][0]["right"] == 700_000_000


def test_a_higher_cap_of_an_invented_amendment_follows_everywhere() -> None:
    amended = LawBook.shipped().with_rows(
        [AuthorityRow("DEPOSIT_CAP_BASE", "nation", 600_000_000, dt.date(2027, 3, 1), None, "가상 개정", "")]
    )
    eve, first = dt.date(2027, 2, 28), dt.date(2027, 3, 1)
    assert r2(eve, amended, deposit=600_000_000, cap_uplift=0).value is False
    assert r2(first, amended, deposit=600_000_000, cap_uplift=0).value is True
    assert r2(first, amended, deposit=800_000_000).value is None
    assert r2(first, amended, deposit=800_000_001).value is False


@pytest.mark.parametrize(("on", "in_force"), [("2023-05-31", False), ("2023-06-01", True)])
def test_the_rule_is_not_in_force_before_the_act(on: str, in_force: bool) -> None:
    if in_force:
        assert r2(dt.date.fromisoformat(on), deposit=1).value is True
    else:
        with pytest.raises(LawError) as refused:
            r2(dt.date.fromisoformat(on), deposit=1)
        assert (refused.value.code, refused.value.field) == ("NOT_IN_FORCE", "on")


def test_a_requirement_that_is_not_assessed_has_no_finding() -> None:
    with pytest.raises(KeyError):
        victims.assess({}, NOW, LawBook.shipped()).finding("R9")
