"""What may not stand in a message: results and identity are refused when a text is saved (S1-NTF-02)."""

import pytest

from teojeon.kernel.notices.templates import NoticeEvent, declare, events, save_template, text_of, versions_of
from teojeon.kernel.notices.wording import SMS_LIMIT, refusal_of
from teojeon.kernel.work.refusals import Forbidden, Refusal
from tests.support.factories import acting

pytestmark = pytest.mark.req("S1-NTF-02")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("홍길동님, 결과가 등록되었습니다.", "IDENTITY_IN_TEXT"),
        ("홍길동 귀하의 결과가 등록되었습니다.", "IDENTITY_IN_TEXT"),
        ("전세사기피해자로 결정되었습니다.", "RESULT_IN_TEXT"),
        ("신청이 기각되었습니다.", "RESULT_IN_TEXT"),
        ("불인정 결과를 확인합니다.", "RESULT_IN_TEXT"),
        ("보증금 1억 원 건의 결과입니다.", "IDENTITY_IN_TEXT"),
        ("2억 1천만 원 건입니다.", "IDENTITY_IN_TEXT"),
        ("210,000,000원 건입니다.", "IDENTITY_IN_TEXT"),
        ("서울특별시 종로구 효자로 12 주택입니다.", "IDENTITY_IN_TEXT"),
        ("주민등록번호를 확인합니다.", "IDENTITY_IN_TEXT"),
        ("900101-1234567 확인합니다.", "IDENTITY_IN_TEXT"),
        ("접수번호 2026-서울-000123", "IDENTITY_IN_TEXT"),
        ("번호 20260001 건", "IDENTITY_IN_TEXT"),
        ("010-1234-5678로 연락합니다.", "IDENTITY_IN_TEXT"),
        ("{name} 확인합니다.", "BAD_PLACEHOLDER"),
        ("{outcome} 확인합니다.", "BAD_PLACEHOLDER"),
        ("{due.year} 확인합니다.", "BAD_PLACEHOLDER"),
        ("{due!r} 확인합니다.", "BAD_PLACEHOLDER"),
        ("{} 확인합니다.", "BAD_PLACEHOLDER"),
        ("{due 확인합니다.", "BAD_PLACEHOLDER"),
        (" ", "MISSING_VALUE"),
        ("가" * (SMS_LIMIT + 1), "TOO_LONG"),
        ("가" * SMS_LIMIT, ""),
        ("[{site}] 결과가 등록되었습니다. {site}에서 확인합니다.", ""),
        ("서류를 {due}까지 제출해 주셔야 합니다.", ""),
        ("문의 1588-1234", ""),
        ("신청인님, 확인합니다.", ""),
    ],
)
def test_a_text_is_refused_with(text: str, code: str) -> None:
    refusal = refusal_of(text, "sms")
    if code == "" and refusal is not None:
        pytest.fail(f"{refusal}")
    assert (refusal.code if refusal else "") == code


def test_an_email_needs_a_subject_that_is_checked_too() -> None:
    assert refusal_of("확인합니다.", "email", "") is not None
    refused = refusal_of("확인합니다.", "email", "홍길동님 결과")
    assert refused is not None and (refused.code, refused.field) == ("IDENTITY_IN_TEXT", "subject")


def test_every_text_that_ships_may_be_saved() -> None:
    assert {"acknowledged", "dispatch", "supplement", "supplement_due", "silent", "digest"} <= events().keys()
    for event in events().values():
        for channel, subject, text in (("sms", "", event.sms), ("email", event.email_subject, event.email)):
            assert not text or refusal_of(text, channel, subject) is None, event.code


def test_a_text_with_a_result_cannot_ship() -> None:
    with pytest.raises(ValueError, match="기각"):
        declare(NoticeEvent("bad", "나쁜 안내", sms="기각되었습니다."))
    assert "bad" not in events()


@pytest.mark.usefixtures("office_side")
def test_saving_makes_a_version_and_what_came_first_stays() -> None:
    assert text_of("dispatch", "sms").version == 0
    with acting("param"):
        save_template("dispatch", "sms", text="[{site}] 결과가 등록되었습니다.", seen=0)
        save_template("dispatch", "sms", text="[{site}] 결과가 등록되었습니다. 확인합니다.", seen=1)
    assert text_of("dispatch", "sms").version == 2
    assert [row.text for row in versions_of("dispatch", "sms")][-1] == "[{site}] 결과가 등록되었습니다."


@pytest.mark.usefixtures("office_side")
@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": "홍길동님은 기각되었습니다."}, "RESULT_IN_TEXT"),
        ({"seen": 3}, "STALE_VERSION"),
        ({"event_code": "nothing"}, "UNKNOWN_EVENT"),
        ({"channel": "fax"}, "UNKNOWN_EVENT"),
    ],
)
def test_saving_is_refused_with(given: dict[str, object], code: str) -> None:
    wanted = {"event_code": "dispatch", "channel": "sms", "text": "확인합니다.", "seen": 0} | given
    with pytest.raises(Refusal) as refused, acting("param"):
        save_template(**wanted)  # type: ignore[arg-type]
    assert refused.value.code == code


@pytest.mark.usefixtures("office_side")
def test_only_who_keeps_the_values_saves_texts() -> None:
    with pytest.raises(Forbidden), acting("server"):
        save_template("dispatch", "sms", text="확인합니다.", seen=0)
