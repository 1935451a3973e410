"""This app's columns."""

from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, Mask, register


def official(purpose: str) -> Column:
    """A column of the register of users' rights (별지 제3호서식): officials are named in it."""
    return Column("사용자권한등록부", purpose, "운용규정§8, 개보법§29", "access_log_years", "none", False, "office")


def party(purpose: str, *, mask: Mask = "none", encrypt: bool = False, basis: str = "전세사기피해자법§12") -> Column:
    """A column about the person of a case."""
    return Column("전세사기피해자 결정신청 파일", purpose, basis, "case_record", mask, encrypt, "office")


NUMBER_BASIS = "전세사기피해자법§30, 개보법§24의2"
LINK = party("사건과 잇기")

register(
    "people.Organisation",
    dict.fromkeys(["code", "name", "kind", "supervisor", "region", "is_controller"], NOT_PERSONAL),
)
register(
    "people.Official",
    {
        "account": official("계정과 담당자를 잇기"),
        "username": official("담당자를 부르는 아이디"),
        "name": official("처리한 담당자의 표시"),
        "position": official("처리한 담당자의 표시"),
        "organisation": official("권한의 범위"),
        "is_principal": NOT_PERSONAL,
    },
)
register(
    "people.Grant",
    {
        **dict.fromkeys(["id", "box", "valid_from", "valid_to", "conflict_noted", "event"], NOT_PERSONAL),
        "account": official("권한을 가진 담당자"),
        "applied_by": official("권한을 신청한 사람"),
        "approved_by": official("권한을 승인한 사람"),
    },
)
register(
    "people.SecrecyAcknowledgement",
    {
        **dict.fromkeys(["id", "text_version", "at", "event"], NOT_PERSONAL),
        "account": official("비밀준수 의무를 확인한 담당자"),
    },
)
register(
    "people.Party",
    {
        **dict.fromkeys(["controller", "handled_by", "role", "is_natural_person"], NOT_PERSONAL),
        "id": LINK,
        "case_id": LINK,
        "name": party("신청인의 확인"),
        "birth_date": party("신청인의 확인"),
        "number_box": party("동일인의 확인과 관계 기관 조회", mask="whole", encrypt=True, basis=NUMBER_BASIS),
        "number_masked": party("화면의 표시", basis=NUMBER_BASIS),
        "number_hash": party("같은 사람의 중복 신청 확인", mask="whole", basis=NUMBER_BASIS),
        "mobile_box": party("처리 상황의 통지", mask="whole", encrypt=True),
        "mobile_masked": party("화면의 표시"),
        "address": party("결정의 송달", mask="address"),
        "resident_address": party("주민등록 사항의 확인", mask="address"),
        "died_on": party("상속인의 확인"),
        "nationality": party("지원 대상의 확인"),
        "phone_box": party("처리 상황의 통지", mask="whole", encrypt=True),
        "phone_masked": party("화면의 표시"),
        "email_box": party("처리 상황의 통지", mask="whole", encrypt=True),
        "e_service_box": party("전자 송달", mask="whole", encrypt=True, basis="행정절차법§14③"),
        **dict.fromkeys(["contact_window", "contact_channel", "workplace_barred"], party("신청인이 원하는 때와 방법으로 연락")),
        "preferred_language": party("알아듣는 말로 안내"),
        "until": NOT_PERSONAL,
    },
)


def shared(purpose: str) -> Column:
    """A column of who reaches a person's filing on the portal."""
    return Column("누리집 이용 권한 파일", purpose, "행정절차법§11, §12", "portal_filing", "none", False, "portal")


register(
    "people.Access",
    {
        **dict.fromkeys(["id", "kind", "since", "until"], NOT_PERSONAL),
        "subject": shared("신청과 잇기"),
        "owner": shared("신청한 사람과 잇기"),
        "account": shared("대리인과 도우미의 확인"),
    },
)
register(
    "people.Invitation",
    {
        **dict.fromkeys(["id", "kind", "code_hash", "made_at", "expires_at", "access_until", "ended_at"], NOT_PERSONAL),
        "subject": shared("신청과 잇기"),
        "owner": shared("신청한 사람과 잇기"),
        "made_by": shared("초대한 사람의 확인"),
        "used_by": shared("대리인과 도우미의 확인"),
        "terms_box": Column(
            "누리집 이용 권한 파일", "위임의 범위와 기간", "행정절차법§12", "portal_filing", "whole", True, "portal"
        ),
    },
)
register(
    "people.CodeTries",
    {"account": shared("틀린 초대 번호의 제한"), "failures": NOT_PERSONAL, "locked_until": NOT_PERSONAL},
)
