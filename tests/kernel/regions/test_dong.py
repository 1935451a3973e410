"""법정동 by name: tidied, flagged, never refused."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teojeon.kernel import regions


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("역삼동", "역삼동"),
        ("  역삼동\n", "역삼동"),
        ("우정읍\u3000 조암리", "우정읍 조암리"),
        (unicodedata.normalize("NFD", "역삼동"), "역삼동"),
        ("역\u200b삼동\ufeff", "역삼동"),
        ("역삼동\x00", "역삼동"),
        ("강남역 3번 출구 옆 건물", "강남역 3번 출구 옆 건물"),
        ("", ""),
    ],
)
def test_the_name_is_tidied_and_free_text_kept(written: str, kept: str) -> None:
    assert regions.legal_dong(written) == kept


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    once = regions.legal_dong(text)
    assert regions.legal_dong(once) == once
    assert "\x00" not in once


@pytest.mark.req("S1-APP-03")
@pytest.mark.parametrize(
    "text",
    [
        "역삼동",
        "중동",
        "종로1가",
        "충정로2가",
        "종로5·6가동",
        "역삼1동",
        "조암리",
        "우정읍 조암리",
        "팔탄면",
        "세종로",
        " 역삼동 ",
    ],
)
def test_names_of_legal_dongs_are_recognised(text: str) -> None:
    assert regions.looks_like_dong(text)


@pytest.mark.req("S1-APP-03")
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "동",
        "테헤란로",
        "역삼동 123-4",
        "역삼동 래미안",
        "1동",
        "abc동",
        "서울 역삼동",
        "강남",
        "🏠동",
        "(역삼동)",
    ],
)
def test_everything_else_is_left_to_a_person(text: str) -> None:
    assert not regions.looks_like_dong(text)
