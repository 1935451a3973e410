"""The texts of law that ship: each wording on its own days, exact, and cheap to cite."""

import datetime as dt
import hashlib
import re
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from teojeon.law import texts
from teojeon.law.language.errors import DefinitionError, LawError
from teojeon.law.language.source import law_texts
from teojeon.law.texts import index, reader
from teojeon.law.texts.pieces import pieces
from tests.support import databases

ACT, DECREE, RULE = "전세사기피해자법", "전세사기피해자법 시행령", "전세사기피해자법 시행규칙"
PRINTS = tomllib.loads(Path(__file__).with_name("prints.toml").read_text(encoding="utf-8"))["print"]
DAY = dt.timedelta(days=1)

# what the supplementary provisions put off: the part, and its first day
NEW_PARTS = [
    (ACT, "제3조", "2023-06-01"),
    (ACT, "제10조", "2023-07-02"),
    (ACT, "제23조", "2023-07-02"),
    (ACT, "제24조", "2023-07-02"),
    (ACT, "제4조의2", "2024-09-10"),
    (ACT, "제14조의2", "2024-09-10"),
    (ACT, "제6조제2항제5호", "2024-09-10"),
    (ACT, "제6조제2항제1호의2", "2024-11-11"),
    (ACT, "제15조의2", "2024-11-11"),
    (ACT, "제25조제6항", "2024-11-11"),
    (ACT, "제25조의2", "2024-11-11"),
    (ACT, "제25조의3", "2024-11-11"),
    (ACT, "제25조의4", "2024-09-10"),
    (ACT, "제25조의5", "2024-11-11"),
    (ACT, "제25조의6제1항", "2024-09-10"),
    (ACT, "제25조의6제2항", "2024-11-11"),
    (ACT, "제25조의6제9항", "2024-11-11"),
    (ACT, "제25조의7", "2024-09-10"),
    (ACT, "제25조의8", "2024-11-11"),
    (ACT, "제29조의2제1항", "2024-09-10"),
    (ACT, "제25조의13", "2026-05-12"),
    (ACT, "제25조의8제2항", "2026-11-13"),
    (ACT, "제25조의9", "2026-11-13"),
    (ACT, "제25조의10", "2026-11-13"),
    (ACT, "제25조의11", "2026-11-13"),
    (ACT, "제25조의12", "2026-11-13"),
    (ACT, "제28조의4", "2026-11-13"),
    (ACT, "제29조의2제4항", "2026-11-13"),
    (ACT, "제29조의2제5항", "2026-11-13"),
    (ACT, "제29조의2제6항", "2026-11-13"),
    (ACT, "제34조제2호", "2026-11-13"),
    (ACT, "부칙(법률 제20956호) 제2조", "2025-05-20"),
    (DECREE, "제2조", "2023-07-02"),
    (DECREE, "제3조", "2023-07-02"),
    (DECREE, "제5조", "2023-06-30"),
    (DECREE, "제4조의2", "2024-11-11"),
    (DECREE, "제4조의3", "2024-11-11"),
    (RULE, "제7조", "2023-06-30"),
    (RULE, "제8조", "2023-06-30"),
    (RULE, "제9조", "2023-07-02"),
    (RULE, "제10조", "2023-07-02"),
    (RULE, "제6조의2", "2024-11-11"),
    (RULE, "제6조의3", "2025-09-01"),
    (RULE, "제11조제6항", "2025-09-01"),
]

# amended wordings: the part, its first day, words of the wording before and of the new one
AMENDED_PARTS = [
    (ACT, "제3조제1항제2호", "2024-09-10", "3억원 이하", "5억원 이하"),
    (ACT, "제3조제1항제3호", "2024-09-10", "다수의 임차인", "2인 이상의 임차인"),
    (ACT, "제2조제4호다목", "2024-09-10", "인도받았던 경우", "인도가 불가능하였던 경우"),
    (ACT, "제25조제1항", "2024-11-11", "「공공주택 특별법」 제4조제1항제2호", "전세사기피해자는 공공주택사업자와"),
    (ACT, "제6조제4항제5호", "2026-01-02", "기획재정부", "재정경제부"),
    (ACT, "제25조의8", "2026-11-13", "제25조 또는 제25조의3에 따라", "② 제25조의9"),
    (ACT, "제34조", "2026-11-13", "제출한 자에게는 3천만원", "다음 각 호의 어느 하나"),
    (ACT, "제11조", "2026-05-12", "위하여 전세피해지원센터(이하", "전세피해 및 예방지원센터(이하"),
    (ACT, "제23조제1항", "2026-05-12", "강제징수 또는 경매 절차 등", "임의매각 등"),
    (ACT, "부칙(법률 제19425호) 제2조", "2025-05-20", "2년이 경과", "4년이 경과"),
    (ACT, "부칙(법률 제19425호) 제5조제2항", "2024-09-10", "6개월간 존속", "1년간 존속"),
    (DECREE, "제4조제1항제2호", "2024-11-11", "계산한 금액. 다만, 고지", "계산한 금액\n"),
    (RULE, "제1조", "2023-07-02", "에서 위임된", "및 같은 법 시행령에서"),
    (RULE, "제5조제1항제2호", "2024-11-11", "결정 주문", "임차주택의 소재지"),
    (RULE, "제4조제2항", "2025-09-01", "제13조제3항제12호", "제13조제3항제13호"),
]

# printed words of which a part came into force later: the part, its first day, the day of the rest, a word of the note
PARTLY = [
    (ACT, "제25조의4", "2024-09-10", "2024-11-11", "신탁사기피해주택"),
    (ACT, "제25조의6제1항", "2024-09-10", "2024-11-11", "신탁사기피해주택"),
    (ACT, "제31조제1항", "2026-05-12", "2026-11-13", "제29조의2제4항"),
]

# what a print shows before its day, and the day on which that wording is in force
NOT_YET = {
    (ACT, "2023-06-01"): dict.fromkeys(("제10조", "제23조", "제24조"), "2023-07-02"),
    (ACT, "2024-09-10"): dict.fromkeys(
        ("제6조", "제15조의2", "제25조", "제25조의2", "제25조의3", "제25조의5", "제25조의6", "제25조의8"), "2024-11-11"
    ),
    (ACT, "2025-10-01"): {"제6조": "2026-01-02"},
    (ACT, "2026-05-12"): dict.fromkeys(
        ("제25조의8", "제25조의9", "제25조의10", "제25조의11", "제25조의12", "제28조의4", "제29조의2", "제34조"), "2026-11-13"
    ),
    (DECREE, "2023-06-30"): dict.fromkeys(("제2조", "제3조", "제4조"), "2023-07-02"),
    (DECREE, "2024-11-08"): dict.fromkeys(
        ("제4조", "제4조의2", "제4조의3", *(f"부칙(대통령령 제34987호) 제{number}조" for number in (1, 2))), "2024-11-11"
    ),
    (RULE, "2023-06-30"): dict.fromkeys(("제1조", "제9조", "제10조"), "2023-07-02"),
}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.req("S1-XCT-02")
@pytest.mark.parametrize(("short", "label", "first"), NEW_PARTS)
def test_a_new_part_is_in_force_from_its_own_day_and_not_the_day_before(short: str, label: str, first: str) -> None:
    with pytest.raises(LawError) as refused:
        texts.part(short, label, day(first) - DAY)
    assert (refused.value.code, refused.value.field) == ("NOT_IN_FORCE", "on")
    assert texts.part(short, label, day(first)).from_ == day(first)


@pytest.mark.req("S1-XCT-02")
@pytest.mark.parametrize(("short", "label", "first", "old", "new"), AMENDED_PARTS)
def test_an_amended_part_reads_as_before_until_its_own_day(short: str, label: str, first: str, old: str, new: str) -> None:
    before, after = texts.part(short, label, day(first) - DAY), texts.part(short, label, day(first))
    assert old in before.text
    assert new not in before.text
    assert new in after.text
    assert (before.to, after.from_) == (day(first) - DAY, day(first))


@pytest.mark.parametrize(("short", "label", "first", "rest", "said"), PARTLY)
def test_a_part_that_came_into_force_in_two_steps_says_what_was_missing(
    short: str, label: str, first: str, rest: str, said: str
) -> None:
    before, after = texts.part(short, label, day(rest) - DAY), texts.part(short, label, day(rest))
    assert (before.from_, before.to, after.from_) == (day(first), day(rest) - DAY, day(rest))
    assert before.text == after.text
    assert said in before.note
    assert rest in before.note
    assert after.note == ""


def test_an_amendment_of_one_paragraph_leaves_the_wording_of_the_others_alone() -> None:
    assert texts.part(ACT, "제31조제2항", day("2026-06-01")).from_ == day("2023-06-01")
    assert texts.part(ACT, "제3조제1항제4호", day("2026-06-01")).act == "법률 제19425호"
    assert texts.part(ACT, "제3조제1항 단서", day("2026-06-01")).from_ == day("2023-06-01")
    assert texts.part(ACT, "제3조제1항", day("2026-06-01")).from_ == day("2024-09-10")


def test_before_november_2026_the_data_article_ends_with_its_third_paragraph() -> None:
    shown = texts.article(ACT, "제29조의2", day("2026-11-12"))
    assert list(pieces(shown.text)) == ["", "제1항", "제2항", "제3항"]
    assert "2026-11-13" in shown.note
    assert "신용정보의 제공 사실을 명의인에게" in texts.article(ACT, "제29조의2", day("2026-11-13")).text


@pytest.mark.parametrize("short", reader.short_names())
def test_no_article_has_a_gap_or_an_overlap_and_each_is_still_in_force(short: str) -> None:
    for article, entries in reader.text(short).articles.items():
        for before, after in pairwise(entries):
            assert before.to is not None
            assert after.from_ == before.to + DAY, article
        assert entries[-1].to is None, article


@pytest.mark.parametrize("short", reader.short_names())
def test_no_part_has_two_wordings_on_one_day(short: str) -> None:
    for label, runs in law_texts()[short].articles.items():
        for before, after in pairwise(runs):
            assert before[2] is not None
            assert str(before[2]) < str(after[1]), label


@pytest.mark.parametrize("printed", PRINTS, ids=lambda printed: f"{printed['text']} {printed['printed_on']}")
def test_what_is_in_force_on_the_day_of_a_print_is_that_print(printed: dict[str, object]) -> None:
    short, on = str(printed["text"]), printed["printed_on"]
    assert isinstance(on, dt.date)
    later = NOT_YET.get((short, on.isoformat()), {})
    marks = printed["articles"]
    assert isinstance(marks, dict)
    for article, mark in marks.items():
        shown = texts.article(short, article, day(later[article]) if article in later else on)
        assert _mark(f"({shown.title}){shown.text}") == mark, article
    for article, first in later.items():
        entries = [entry for entry in reader.text(short).entries(article) if entry.holds_on(on)]
        assert all(_mark(f"({entry.title}){entry.text}") != marks[article] for entry in entries), f"{article} before {first}"


@pytest.mark.parametrize("printed", PRINTS, ids=lambda printed: f"{printed['text']} {printed['printed_on']}")
def test_no_article_is_in_force_that_the_print_of_the_day_does_not_show(printed: dict[str, object]) -> None:
    on, marks = printed["printed_on"], printed["articles"]
    assert isinstance(on, dt.date)
    assert isinstance(marks, dict)
    short = str(printed["text"])
    shown = {entry.label.removeprefix(f"{short} ") for entry in texts.articles_in_force(short, on)}
    assert shown <= set(marks)


def test_the_supplementary_provisions_of_every_amendment_ship() -> None:
    on = day("2026-11-20")
    assert [shown.label.removeprefix(f"{ACT} ") for shown in texts.articles_in_force(ACT, on) if "부칙" in shown.label] == [
        *(f"부칙(법률 제19425호) 제{number}조" for number in (1, 2, 3, 4, 5)),
        *(f"부칙(법률 제20429호) 제{number}조" for number in (1, 2, 3, 4, 5, 6)),
        *(f"부칙(법률 제20956호) 제{number}조" for number in (1, 2)),
        *(f"부칙(법률 제21065호) 제{number}조" for number in (1, 7)),
        *(f"부칙(법률 제21634호) 제{number}조" for number in (1, 2, 3, 4, 5, 6)),
    ]
    assert [shown.label for shown in texts.articles_in_force(DECREE, on) if "부칙" in shown.label] == [
        f"{DECREE} 부칙(대통령령 제33610호)",
        f"{DECREE} 부칙(대통령령 제34987호) 제1조",
        f"{DECREE} 부칙(대통령령 제34987호) 제2조",
    ]
    rules = [shown.label for shown in texts.articles_in_force(RULE, on) if "부칙" in shown.label]
    assert rules == [f"{RULE} 부칙(국토교통부령 제{number}호)" for number in (1219, 1230, 1402, 1522, 1523)]


def test_a_cited_item_comes_with_the_words_it_stands_under() -> None:
    item = texts.part(ACT, "제3조제1항제2호", day("2026-11-20"))
    assert item.label == f"{ACT} 제3조제1항제2호"
    assert item.text.startswith("2. 임차인의 임차보증금이 5억원 이하일 것.")
    assert len(item.openings) == 1
    assert item.openings[0].startswith("① 제14조에 따라 전세사기피해자로 결정받고자 하는 임차인")
    assert "<개정" not in item.openings[0]
    subitem = texts.part(ACT, "제2조제4호다목", day("2026-11-20"))
    assert [words[:6] for words in subitem.openings] == ["이 법에서 ", '4. "전세']
    assert subitem.text.startswith("다. 제3조제1항제2호")


def test_a_cited_proviso_is_only_the_proviso_and_the_rest_of_the_opening_is_not_it() -> None:
    on = day("2026-11-20")
    proviso = "다만, 경매 또는 공매 절차가 완료된 임차인의 경우에는 제1호 및 제3호의 요건은 제외한다."
    assert texts.part(ACT, "제3조제1항 단서", on).text == proviso
    opening = texts.part(ACT, "제3조제1항 각 호 외의 부분", on).text
    assert opening.startswith("① 제14조에 따라")
    assert "5억원" not in opening


def test_a_whole_paragraph_has_its_items_and_an_item_with_a_branch_is_not_its_neighbour() -> None:
    on = day("2026-11-20")
    assert texts.part(ACT, "제3조제2항", on).text.count("\n") == 3
    assert texts.part(ACT, "제6조제2항제1호의2", on).text == "1의2. 제15조의2에 따른 전세사기피해자등 결정의 취소 또는 철회"
    assert texts.part(ACT, "제6조제2항제1호", on).text == "1. 제14조 및 제15조에 따른 전세사기피해자등 결정"
    assert texts.part(ACT, "제25조의10제1항", on).title == "최소보장금의 선지급"


@pytest.mark.parametrize("ask", [texts.article, texts.part])
@pytest.mark.parametrize(("short", "label"), [(ACT, "제99조"), (ACT, "제3조제9항"), (ACT, ""), ("형법", "제347조")])
def test_what_never_was_is_an_unknown_name(ask: object, short: str, label: str) -> None:
    assert callable(ask)
    with pytest.raises(LawError) as refused:
        ask(short, label, day("2026-11-20"))
    assert refused.value.code == "UNKNOWN_NAME"


def test_an_amount_whose_words_do_not_ship_says_so_instead_of_showing_another_wording() -> None:
    old = texts.part("주택임대차보호법 시행령", "제10조제1항", day("2022-01-01"))
    assert (old.text, old.act) == ("", "대통령령 제31673호")
    assert "싣지 않았습니다" in old.note
    assert "5천500만원" in texts.part("주택임대차보호법 시행령", "제10조제1항", day("2023-02-21")).text


def test_all_wordings_of_an_article_come_by_age() -> None:
    assert [(shown.from_, shown.act) for shown in texts.wordings(ACT, "제6조")] == [
        (day("2023-06-01"), "법률 제19425호"),
        (day("2024-09-10"), "법률 제20429호"),
        (day("2024-11-11"), "법률 제20429호"),
        (day("2026-01-02"), "법률 제21065호"),
    ]


@pytest.mark.parametrize("short", reader.short_names())
def test_every_part_that_can_be_cited_can_be_shown_on_its_first_and_last_day(short: str) -> None:
    for label, runs in law_texts()[short].articles.items():
        for act, first, last in runs:
            for on in {first, last} - {None}:
                shown = texts.part(short, label, day(str(on)))
                assert (shown.act, shown.from_, shown.to) == (act, day(str(first)), last and day(last)), label
                assert shown.text or "싣지 않았습니다" in shown.note, label


def test_a_citation_dates_itself_as_the_text_does() -> None:
    act = law_texts()[ACT]
    source = act.at(6, 4, item=5)
    assert source.label == "전세사기피해자법 제6조제4항제5호"
    assert (source.on(day("2026-01-01")).act, source.on(day("2026-01-02")).act) == ("법률 제19425호", "법률 제21065호")
    assert act.at(6, 2, item="1의2").article == "제6조제2항제1호의2"
    assert act.at(2, item=4, subitem="다").article == "제2조제4호다목"
    assert act.at(2, addenda=20956).article == "부칙(법률 제20956호) 제2조"
    assert act.at(3, 1, part="단서").label == "전세사기피해자법 제3조제1항 단서"
    assert law_texts()[RULE].at(addenda=1523).label == f"{RULE} 부칙(국토교통부령 제1523호)"
    with pytest.raises(LawError) as refused:
        act.at("25의9").on(day("2026-11-12"))
    assert refused.value.code == "NOT_IN_FORCE"


@pytest.mark.parametrize(
    "place",
    [{"article": 3, "paragraph": 9}, {"article": "99의2"}, {"article": 3, "addenda": 20956}, {"article": 1, "part": "단서"}],
)
def test_what_was_never_printed_cannot_be_cited(place: dict[str, Any]) -> None:
    with pytest.raises(DefinitionError, match="no dates of validity"):
        law_texts()[ACT].at(**place)


def test_the_index_of_days_is_that_of_the_texts() -> None:
    assert index.PATH.read_text(encoding="utf-8") == index.printed(), "teojeon docs"


def test_rules_cite_articles_without_reading_a_single_text() -> None:
    code = "import teojeon.law.catalogue, sys; sys.exit(any(name.startswith('teojeon.law.texts') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=databases.ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("from = 2024-09-09", "overlaps"),
        ("from = 2024-09-11", "gap after 2024-09-09"),
        ("from = 2024-09-10\nto = 2024-09-01", "ends before"),
    ],
)
def test_a_text_with_an_overlap_or_a_gap_fails_with_its_line(tmp_path: Path, second: str, said: str) -> None:
    file = tmp_path / "act.toml"
    head = 'name = "법"\nshort = "법"\nkind = "법률"\nsource = "공보"\n'
    entry = '[[entry]]\narticle = "제3조"\nact = "법률 제1호"\n{}\ntext = "글"\n'
    file.write_text(head + entry.format("from = 2023-06-01\nto = 2024-09-09") + entry.format(second), encoding="utf-8")
    with pytest.raises(DefinitionError, match=rf"act.toml:11 제3조.*{said}"):
        reader.read(file)


@pytest.mark.parametrize("missing", ["act", "from", "text"])
def test_an_entry_without_act_day_or_words_fails(tmp_path: Path, missing: str) -> None:
    file = tmp_path / "act.toml"
    keys = {"article": '"제3조"', "act": '"법률 제1호"', "from": "2023-06-01", "text": '"글"'}
    lines = [f"{key} = {value}" for key, value in keys.items() if key != missing]
    file.write_text('name = "법"\nshort = "법"\nkind = "법률"\nsource = "공보"\n[[entry]]\n' + "\n".join(lines), encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"act.toml:5 제3조"):
        reader.read(file)


def _mark(words: str) -> str:
    return hashlib.sha256(re.sub(r"\s", "", words).encode()).hexdigest()[:16]
