"""Citations: by numbers that an amendment moved, and in the words of a source."""

import datetime as dt

import pytest

from teojeon.law import texts
from teojeon.law.texts import aliases
from teojeon.law.texts.citations import cited

ACT, DECREE, RULE = "전세사기피해자법", "전세사기피해자법 시행령", "전세사기피해자법 시행규칙"
DAY = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("label", "written_on", "on", "stands_at"),
    [
        ("제13조제3항제12호", "2023-06-01", "2024-09-09", "제13조제3항제12호"),
        ("제13조제3항제12호", "2023-06-01", "2024-09-10", "제13조제3항제13호"),
        ("제6조제2항제3호", "2023-06-01", "2024-09-10", "제6조제2항제4호"),
        ("제6조제2항제4호", "2023-06-01", "2024-09-10", "제6조제2항제5호"),
        ("제20조제3항", "2023-06-01", "2024-09-10", "제20조제4항"),
        ("제21조제3항", "2023-06-01", "2024-09-10", "제21조제4항"),
        ("제22조제3항", "2023-06-01", "2024-09-10", "제22조제4항"),
        ("제25조제3항", "2023-06-01", "2024-11-10", "제25조제3항"),
        ("제25조제3항", "2023-06-01", "2024-11-11", "제25조제4항"),
        ("제25조제3항", "2023-06-01", "2026-11-20", "제25조제4항"),
        ("제25조제4항", "2023-06-01", "2026-11-20", "제25조제12항"),
        ("제25조제5항", "2023-06-01", "2026-11-20", "제25조제13항"),
        ("제25조제5항", "2024-11-11", "2026-05-11", "제25조제5항"),
        ("제25조제5항", "2024-11-11", "2026-05-12", "제25조제6항"),
        ("제25조제10항", "2024-11-11", "2026-05-12", "제25조제11항"),
        ("제25조제11항", "2024-11-11", "2026-05-12", "제25조제4항 단서"),
        ("제25조제8항제2호", "2024-11-11", "2026-05-12", "제25조제9항제2호"),
        ("제25조의3제3항", "2024-11-11", "2026-05-12", "제25조의3제8항"),
        ("제25조의6제9항", "2024-11-11", "2026-05-12", "제25조의6제10항"),
        ("제11조제3항", "2023-06-01", "2026-05-12", "제11조제4항"),
        ("제28조의2제4항", "2024-09-10", "2026-05-12", "제28조의2제5항"),
        ("제34조", "2023-06-01", "2026-11-12", "제34조"),
        ("제34조", "2023-06-01", "2026-11-13", "제34조제1호"),
        ("제3조제1항제2호", "2023-06-01", "2026-11-20", "제3조제1항제2호"),
    ],
)
def test_a_citation_by_an_old_number_is_found_where_it_stands_now(label: str, written_on: str, on: str, stands_at: str) -> None:
    assert texts.alias(label, day(on), written_on=day(written_on)) == stands_at


def test_without_a_day_of_writing_the_first_numbering_of_the_act_is_meant() -> None:
    assert texts.alias("제25조제3항", day("2026-11-20")) == "제25조제4항"


def test_every_renumbered_place_was_in_force_under_both_numbers() -> None:
    for change in aliases.renumberings():
        for old, new in change.places.items():
            texts.part(change.text, old, change.on - DAY)
            texts.part(change.text, new, change.on)


def test_the_decree_still_cites_the_rent_margin_by_its_old_number() -> None:
    def stale(on: str) -> list[tuple[str, str, str]]:
        return [
            (f"{each.citation.text} {each.citation.article}", each.citation.cites, each.means)
            for each in texts.stale_citations(day(on))
        ]

    decree = f"{DECREE} 제4조의2"
    assert stale("2026-05-11") == []
    assert stale("2026-05-12") == [(decree, "제25조제6항", "제25조제7항"), (decree, "제25조제7항", "제25조제8항")]
    assert stale("2024-09-10") == [(f"{RULE} 제4조", "제13조제3항제12호", "제13조제3항제13호")]
    assert "제25조제6항에 따른 차액" in texts.article(DECREE, "제4조의2", day("2026-11-20")).text


@pytest.mark.parametrize(
    ("source", "labels"),
    [
        ("법§14⑤⑥", [(ACT, "제14조제5항"), (ACT, "제14조제6항")]),
        ("법§12, 규칙§3①", [(ACT, "제12조"), (RULE, "제3조제1항")]),
        ("법§12, §29①1", [(ACT, "제12조"), (ACT, "제29조제1항제1호")]),
        ("영§4①2", [(DECREE, "제4조제1항제2호")]),
        ("전세사기피해자법 제25조의9제1항, 제2조제4호다목", [(ACT, "제25조의9제1항"), (ACT, "제2조제4호다목")]),
        ("전세사기피해자법 제23조, 같은 법 시행령 제3조", [(ACT, "제23조"), (DECREE, "제3조")]),
        ("법률 제19425호 부칙 제2조·제4조", [(ACT, "부칙(법률 제19425호) 제2조"), (ACT, "부칙(법률 제19425호) 제4조")]),
        ("전세사기피해자법 부칙(법률 제20956호) 제2조", [(ACT, "부칙(법률 제20956호) 제2조")]),
        ("전세사기피해자법 제3조제1항제2호(법률 제20429호)", [(ACT, "제3조제1항제2호")]),
        ("행정절차법§17⑧", []),
        ("운용규정 별지1", []),
    ],
)
def test_a_source_in_words_names_its_articles(source: str, labels: list[tuple[str, str]]) -> None:
    assert [(place.text, place.label) for place in cited(source)] == labels
