"""The law book: it covers every article, names nothing that does not exist, and follows the code."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from teojeon.command import docs, lawbook
from teojeon.command.lawbook import articles, implemented, outcomes, parameters, requirements, rules
from teojeon.command.lawbook.implemented import STATUTES, Assigned, Work
from teojeon.law.book import LawBook, shipped_parameters
from teojeon.law.catalogue import ENTRIES
from teojeon.law.texts import index, reader
from teojeon.law.texts.citations import Cited
from tests.law.amended import amended

ACT = "전세사기피해자법"


@pytest.fixture
def coverage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the coverage file that the book reads instead."""
    copy = tmp_path / "coverage.toml"
    copy.write_text(implemented.COVERAGE.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(implemented, "COVERAGE", copy)
    implemented.assigned.cache_clear()
    yield copy
    implemented.assigned.cache_clear()


def _change(file: Path, old: str, new: str) -> None:
    content = file.read_text(encoding="utf-8")
    assert content.count(old) == 1, old
    file.write_text(content.replace(old, new), encoding="utf-8")


def test_every_article_in_force_or_to_come_has_an_entry() -> None:
    assert implemented.uncovered() == []


def test_an_article_without_an_entry_is_found(coverage: Path) -> None:
    _change(coverage, '"제28조의3" = { requirements = ["S1-GUI-04"] }\n', "")
    assert implemented.uncovered() == [f"{ACT} 제28조의3"]


def test_the_coverage_file_names_only_what_exists() -> None:
    assert implemented.misnamed() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '"제28조의3" = { requirements = ["S1-GUI-04"] }',
            '"제28조의3" = { requirements = ["S1-GUI-99"] }',
            "제28조의3: S1-GUI-99",
        ),
        ('"teojeon.kernel.committees.quorum"', '"teojeon.kernel.committees.nothing"', "제6조: teojeon.kernel.committees.nothing"),
        ('"teojeon.kernel.crypto.columns"', '"teojeon.nothing.columns"', "제30조: teojeon.nothing.columns"),
        ('"제28조의3" = { requirements', '"제28조의9" = { requirements', "제28조의9"),
        ('"제12조" = { requirements = ["S1-APP-01", "S1-INT-01"] }', '"제12조" = { text_only = "글" }', "제12조: text_only, but"),
    ],
)
def test_a_name_that_does_not_exist_is_found(coverage: Path, old: str, new: str, said: str) -> None:
    _change(coverage, old, new)
    assert any(f"{ACT} {said}" in wrong for wrong in implemented.misnamed())


def test_no_rule_move_parameter_or_fact_cites_an_article_that_was_never_printed() -> None:
    assert implemented.dangling() == []


@pytest.mark.parametrize(("label", "printed"), [("제3조제1항제2호", True), ("제3조제9항", False), ("제99조", False)])
def test_a_citation_of_nothing_is_told_from_one_of_something(label: str, printed: bool) -> None:
    assert implemented.is_printed(Cited(ACT, "제3조", label)) is printed


def test_the_addenda_of_an_act_may_be_cited_as_a_whole() -> None:
    assert implemented.is_printed(Cited(ACT, "부칙(법률 제19425호)", "부칙(법률 제19425호)"))
    assert not implemented.is_printed(Cited(ACT, "부칙(법률 제1호)", "부칙(법률 제1호)"))


def test_the_deposit_cap_stands_at_its_article_with_rule_and_parameter() -> None:
    works = implemented.covered(ACT, "제3조").works
    assert Work("rule", "victim R2", "제3조제1항제2호") in works
    assert Work("parameter", "DEPOSIT_CAP_BASE", "제3조제1항제2호") in works


def test_a_move_stands_at_every_article_that_its_source_names() -> None:
    assert Work("move", "의결", "제6조제7항") in implemented.covered(ACT, "제6조").works
    assert Work("move", "의결", "제14조제2항") in implemented.covered(ACT, "제14조").works
    assert Work("move", "송달 확인", "제5조제2항") in implemented.covered(f"{ACT} 시행규칙", "제5조").works


def test_a_requirement_that_is_open_waits_and_one_begun_does_not() -> None:
    states = {name: known.state for name, known in requirements.known().items()}
    begun = next(name for name, state in states.items() if state == "partly")
    waiting = next(name for name, state in states.items() if state == "open")
    told = implemented.Covered((), Assigned(requirements=(begun, waiting)))
    assert (told.begun, told.waiting) == ((begun,), (waiting,))


@pytest.mark.parametrize("short", STATUTES)
def test_each_article_has_one_row_that_says_what_it_is(short: str) -> None:
    section = articles.section(short)
    for article in reader.text(short).articles:
        (row,) = [line for line in section.splitlines() if line.startswith(f"| **{article}**")]
        assert re.search(r"\*\*(규칙|절차|파라미터|기능|글만|아직)\*\*", row), article
        assert row.count(" | ") == 4, article


def test_a_row_shows_every_wording_with_its_days() -> None:
    (row,) = [line for line in articles.section(ACT).splitlines() if line.startswith("| **제25조의8**")]
    assert "2024-11-11 ~ 2026-11-12 법률 제20429호<br>2026-11-13 ~ 법률 제21634호" in row


def test_each_condition_of_each_rule_is_printed_in_words() -> None:
    printed = rules.page()
    for entry in ENTRIES.values():
        for fact in entry.rules.facts:
            assert f"| `{fact.name}` | {fact.title}" in printed
        for requirement in entry.rules.requirements:
            assert f"### {requirement.code} {requirement.title}\n" in printed
            assert f"> {requirement.words}\n" in printed


@pytest.mark.req("S1-ASM-12")
@pytest.mark.parametrize(
    ("outcome", "formula"),
    [
        ("GA", "(G 그리고 R2 그리고 R4 그리고 AC 그리고 X 아님) 또는 (G 그리고 R1 그리고 R2 그리고 R3 그리고 R4 그리고 X 아님)"),
        ("NA", "(G 그리고 R1 그리고 R3 그리고 R4 그리고 X 아님)"),
        ("DA", "(G 그리고 R2 그리고 R4 그리고 D 그리고 X 아님)"),
        ("EXCLUDE", "(G 그리고 X)"),
        ("DISMISS", "(G 아님)"),
    ],
)
def test_the_formula_of_each_class_is_worked_out_from_the_table_that_decides(outcome: str, formula: str) -> None:
    assert any(line.endswith(f"| `{outcome}` | {formula} |") for line in rules.page().splitlines())


def test_a_formula_is_printed_by_its_shortest_combinations_only() -> None:
    assert outcomes.words(lambda value: (value["R1"] and value["R2"]) or (value["R1"] and not value["R2"])) == "(R1)"
    assert outcomes.implicants(lambda value: False) == []
    assert outcomes.implicants(lambda value: True) == [()]


def test_a_defined_part_is_printed_with_its_meaning() -> None:
    assert "- **의결된 상향액**: " in rules.page()


def test_each_parameter_is_printed_with_all_its_rows() -> None:
    printed = parameters.page()
    for code, declaration in shipped_parameters().declared.items():
        title = declaration.parameter.title
        (section,) = re.findall(rf"^## (?:A-\d+ )?{re.escape(title)} `{code}`$(.*?)(?=^#)", printed, re.MULTILINE | re.DOTALL)
        assert len(re.findall(r"^\| .* \d{4}-\d\d-\d\d ~", section, re.MULTILINE)) == len(shipped_parameters().rows[code])


@pytest.mark.parametrize("reading", [code for code in shipped_parameters().declared if code.startswith("READING_")])
def test_each_reading_shows_its_positions_and_the_one_taken(reading: str) -> None:
    title = shipped_parameters().declared[reading].parameter.title
    section = parameters.page().split(f"## {parameters.reading_number(reading)} {title}")[1].split("\n## ")[0]
    assert len(re.findall(r"^- `\w+` .*← 취한 해석$", section, re.MULTILINE)) == 1
    assert len(re.findall(r"^- `\w+` ", section, re.MULTILINE)) >= 2


def test_a_test_file_shows_the_ids_of_its_marks_only() -> None:
    source = '@pytest.mark.req("S1-ASM-04", "S1-ASM-05")\ndef test_x(): ...\npytestmark = pytest.mark.req("S1-XCT-01")\nname = "S9-NOT-01"\n'
    assert sorted(requirements.marked(source)) == ["S1-ASM-04", "S1-ASM-05", "S1-XCT-01"]


def test_the_files_of_the_book_point_to_each_other() -> None:
    made = lawbook.pages()
    for name, page in made.items():
        for target in re.findall(r"\]\(([\w-]+\.md)\)", page()):
            assert target in made or target == "procedures.md", name


@pytest.mark.parametrize("page", lawbook.pages())
def test_a_page_of_the_book_that_is_stale_is_named(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(docs, "GENERATED", tmp_path)
    monkeypatch.setattr(index, "PATH", tmp_path / "index.json")
    monkeypatch.setattr(docs, "pages", lambda: {page: lawbook.pages()[page]})
    assert docs.main([]) == 0
    assert docs.main(["--check"]) == 0
    (tmp_path / page).write_text((tmp_path / page).read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert docs.main(["--check"]) == 1
    assert page in capsys.readouterr().err


@pytest.mark.req("S1-XCT-02")
def test_one_more_dated_row_is_an_amendment(tmp_path: Path) -> None:
    book = amended(tmp_path, "DEPOSIT_CAP_BASE", "600_000_000", dt.date(2027, 3, 1), "가상의 개정")
    assert book.in_force("DEPOSIT_CAP_BASE", dt.date(2027, 2, 28)).value == 500_000_000
    assert book.in_force("DEPOSIT_CAP_BASE", dt.date(2027, 3, 1)).value == 600_000_000
    assert not book.hypothetical
    shipped = LawBook.shipped()
    assert {code: rows for code, rows in book.table.rows.items() if code != "DEPOSIT_CAP_BASE"} == {
        code: rows for code, rows in shipped.table.rows.items() if code != "DEPOSIT_CAP_BASE"
    }


def test_an_amendment_of_a_code_that_nobody_declared_fails(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="NO_SUCH_CODE"):
        amended(tmp_path, "NO_SUCH_CODE", "1", dt.date(2027, 3, 1), "가상의 개정")
