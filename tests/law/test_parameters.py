"""Dated values: faulty files fail at import with line and code; the right row is read on each side of every edge."""

import datetime as dt
from pathlib import Path

import pytest

from teojeon.law.book import AuthorityRow, LawBook
from teojeon.law.language.errors import DefinitionError, LawError
from teojeon.law.language.parameters import read_parameters
from teojeon.law.rows import read_rows

HEAD = '[[parameter]]\ncode = "CAP"\ntitle = "상한"\nkind = "won"\n'
FIRST = '[[parameter.value]]\nvalue = 1\nfrom = 2023-06-01\nto = 2024-09-09\nsource = "법 제3조"\n'


def value(amount: str, start: str, end: str = "", source: str = 'source = "법 제3조"') -> str:
    return f"[[parameter.value]]\nvalue = {amount}\nfrom = {start}\n{end and f'to = {end}'}\n{source}\n"


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (value("2", "2024-09-11"), "gap"),
        (value("2", "2024-09-09"), "overlap"),
        (value("2", "2023-06-01"), "overlap"),
        (value("2", "2024-09-10", source=""), "source"),
        (value("2", "2024-09-10", source='source = " "'), "source"),
        (value("2", "2024-09-10", "2024-09-09"), "ends before"),
        (value('"2024"', "2024-09-10"), "WRONG_TYPE"),
        (value("2.5", "2024-09-10"), "WRONG_TYPE"),
        (value("-1", "2024-09-10"), "NEGATIVE_AMOUNT"),
        (value("2", '"2024-09-10"'), "dates"),
        (value("2", "2024-09-10T00:00:00"), "dates"),
    ],
)
def test_a_faulty_value_names_file_line_and_code(tmp_path: Path, second: str, reason: str) -> None:
    file = tmp_path / "parameters.toml"
    file.write_text(HEAD + FIRST + second, encoding="utf-8")
    with pytest.raises(DefinitionError, match=reason) as failed:
        read_parameters((file,))
    assert "parameters.toml:10 CAP" in str(failed.value)


@pytest.mark.parametrize(
    "content",
    [
        '[[parameter]]\ntitle = "상한"\nkind = "won"\n',
        '[[parameter]]\ncode = "CAP"\nkind = "won"\n' + FIRST,
        '[[parameter]]\ncode = "CAP"\ntitle = "상한"\nkind = "euro"\n' + FIRST,
        HEAD + 'home = "somewhere"\n' + FIRST,
        HEAD + 'home = "authority"\n',
        HEAD,
        HEAD + FIRST + HEAD + FIRST,
    ],
    ids=["no code", "no title", "no kind", "no home", "authority without source", "no value", "declared twice"],
)
def test_a_faulty_declaration_fails(tmp_path: Path, content: str) -> None:
    file = tmp_path / "parameters.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DefinitionError):
        read_parameters((file,))


@pytest.mark.req("S1-XCT-02")
@pytest.mark.parametrize(("on", "cap"), [("2023-06-01", 300_000_000), ("2024-09-09", 300_000_000), ("2024-09-10", 500_000_000)])
def test_the_cap_is_the_one_of_the_day(on: str, cap: int) -> None:
    assert LawBook.shipped().in_force("DEPOSIT_CAP_BASE", dt.date.fromisoformat(on)).value == cap


def test_before_its_first_day_a_parameter_is_not_in_force() -> None:
    with pytest.raises(LawError) as refused:
        LawBook.shipped().in_force("DEPOSIT_CAP_BASE", dt.date(2023, 5, 31))
    assert refused.value.code == "NOT_IN_FORCE"


def seoul(start: str, end: str | None = None, amount: object = 600_000_000, **changes: str) -> AuthorityRow:
    row = {"code": "DEPOSIT_CAP_EFFECTIVE", "scope": "sido:11", "source": "위원회 의결", "resolution": "2026-7"}
    row |= changes
    days = (dt.date.fromisoformat(start), None if end is None else dt.date.fromisoformat(end))
    return AuthorityRow(row["code"], row["scope"], amount, *days, row["source"], row["resolution"])  # type: ignore[arg-type]


def test_a_row_holds_from_its_first_to_its_last_day_and_in_its_scope_only() -> None:
    book = LawBook.shipped().with_rows([seoul("2026-12-01", "2026-12-31")])
    held = {
        day: book.in_force_for("DEPOSIT_CAP_EFFECTIVE", "sido:11", dt.date.fromisoformat(day)) is not None
        for day in ("2026-11-30", "2026-12-01", "2026-12-31", "2027-01-01")
    }
    assert held == {"2026-11-30": False, "2026-12-01": True, "2026-12-31": True, "2027-01-01": False}
    assert book.in_force_for("DEPOSIT_CAP_EFFECTIVE", "sido:26", dt.date(2026, 12, 1)) is None


def test_adding_rows_leaves_the_book_they_were_added_to_unchanged() -> None:
    shipped = LawBook.shipped()
    shipped.with_rows([seoul("2026-12-01")])
    assert shipped.authority == ()


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        (seoul("2026-12-01", code="DEPOSIT_CAP"), "UNKNOWN_KEY", "row[0].code"),
        (seoul("2026-12-01", scope="seoul"), "BAD_VALUE", "row[0].scope"),
        (seoul("2026-12-01", scope="sido:1"), "BAD_VALUE", "row[0].scope"),
        (seoul("2026-12-01", scope="nation"), "BAD_VALUE", "row[0].scope"),
        (seoul("2026-12-01", code="DEPOSIT_CAP_BASE"), "BAD_VALUE", "row[0].scope"),
        (seoul("2026-12-01", source=" "), "BAD_VALUE", "row[0].source"),
        (seoul("2026-12-01", resolution=""), "BAD_VALUE", "row[0].resolution"),
        (seoul("2026-12-01", "2026-11-30"), "BAD_VALUE", "row[0].to"),
        (seoul("2026-12-01", amount=-1), "NEGATIVE_AMOUNT", "row[0].value"),
        (seoul("2026-12-01", amount=10**15 + 1), "BAD_VALUE", "row[0].value"),
        (seoul("2026-12-01", amount=True), "WRONG_TYPE", "row[0].value"),
        (seoul("2026-12-01", amount="600000000"), "WRONG_TYPE", "row[0].value"),
    ],
)
def test_a_row_that_cannot_hold_is_refused_with_its_field(row: AuthorityRow, code: str, field: str) -> None:
    with pytest.raises(LawError) as refused:
        LawBook.shipped().with_rows([row])
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.req("S1-XCT-02")
@pytest.mark.parametrize(("start", "end"), [("2026-12-31", None), ("2026-01-01", "2026-12-01"), ("2026-12-15", None)])
def test_two_rows_of_one_code_and_scope_may_not_overlap(start: str, end: str | None) -> None:
    with pytest.raises(LawError) as refused:
        LawBook.shipped().with_rows([seoul("2026-12-01", "2026-12-31"), seoul(start, end)])
    assert (refused.value.code, refused.value.field) == ("BAD_VALUE", "row[1].from")


def test_rows_that_touch_or_lie_in_other_scopes_do_not_overlap() -> None:
    rows = [seoul("2026-12-01", "2026-12-31"), seoul("2027-01-01"), seoul("2026-12-01", scope="sido:26")]
    assert len(LawBook.shipped().with_rows(rows).authority) == 3


def base(start: str, end: str | None = None, amount: int = 600_000_000) -> AuthorityRow:
    return seoul(start, end, amount, code="DEPOSIT_CAP_BASE", scope="nation", resolution="")


def caps(book: LawBook, *days: str) -> list[object]:
    return [book.in_force("DEPOSIT_CAP_BASE", dt.date.fromisoformat(day)).value for day in days]


def test_an_invented_amendment_ends_the_shipped_row_the_day_before_and_is_hypothetical() -> None:
    book = LawBook.shipped().with_rows([base("2027-03-01")])
    assert caps(book, "2027-02-28", "2027-03-01") == [500_000_000, 600_000_000]
    assert book.hypothetical
    assert not LawBook.shipped().hypothetical
    assert not LawBook.shipped().with_rows([seoul("2026-12-01")]).hypothetical


def test_after_an_invented_amendment_has_ended_the_ended_row_does_not_come_back() -> None:
    book = LawBook.shipped().with_rows([base("2027-03-01", "2027-12-31")])
    with pytest.raises(LawError) as refused:
        caps(book, "2028-01-01")
    assert refused.value.code == "NOT_IN_FORCE"


def test_an_invented_row_over_an_old_edge_leaves_the_later_shipped_row_after_its_end() -> None:
    book = LawBook.shipped().with_rows([base("2024-01-01", "2024-12-31", 400_000_000)])
    assert caps(book, "2023-12-31", "2024-01-01") == [300_000_000, 400_000_000]
    assert caps(book, "2024-09-10", "2024-12-31", "2025-01-01") == [400_000_000, 400_000_000, 500_000_000]


def test_an_invented_row_for_the_last_day_of_a_shipped_row_holds_that_day() -> None:
    book = LawBook.shipped().with_rows([base("2024-09-09", "2024-09-09", 400_000_000)])
    assert caps(book, "2024-09-08", "2024-09-09", "2024-09-10") == [300_000_000, 400_000_000, 500_000_000]


ROW: dict[str, object] = {"code": "X", "scope": "nation", "value": 1, "from": "2026-01-01", "source": "y"}


@pytest.mark.parametrize(
    ("content", "code", "field"),
    [
        ({"rows": []}, "UNKNOWN_KEY", "rows"),
        ({"row": {}}, "WRONG_TYPE", "row"),
        ({"row": [1]}, "WRONG_TYPE", "row[0]"),
        ({"row": [{"code": "X"}]}, "BAD_VALUE", "row[0].scope"),
        ({"row": [{"kode": "X"}]}, "UNKNOWN_KEY", "row[0].kode"),
        (
            {"row": [ROW | {"value": 1.5}]},
            "WRONG_TYPE",
            "row[0].value",
        ),
        (
            {"row": [ROW | {"from": "x"}]},
            "BAD_DATE",
            "row[0].from",
        ),
        (
            {"row": [ROW | {"from": 1}]},
            "WRONG_TYPE",
            "row[0].from",
        ),
        (
            {"row": [ROW | {"code": 1}]},
            "WRONG_TYPE",
            "row[0].code",
        ),
    ],
)
def test_a_parameters_file_is_checked_key_by_key(content: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(LawError) as refused:
        read_rows(content)
    assert (refused.value.code, refused.value.field) == (code, field)
