"""What a person agrees to at sign-up: what is required, and what is free to refuse (S1-ACC-01; 개보법§22)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One consent of its own. `version`: the text of which day; it is kept with the answer."""

    code: str
    field: str
    title: str
    version: str
    is_required: bool
    text: tuple[str, ...]


SERVICE = Term(
    "service",
    "terms",
    "누리집 이용약관에 동의합니다",
    "2026-11-01",
    True,
    (
        "한 사람은 계정 하나만 가지며, 다른 사람에게 빌려주지 않습니다.",
        "누리집에서 한 신청·제출·취하는 문서로 한 것과 같은 효력이 있습니다(전자정부법 제10조, 제16조).",
        "30분 동안 사용하지 않으면 로그아웃되며, 작성하던 신청서는 저장됩니다.",
        "언제든지 탈퇴할 수 있습니다. 진행하고 있는 사건은 탈퇴해도 계속 처리합니다.",
    ),
)
PRIVACY = Term(
    "privacy",
    "privacy",
    "개인정보 수집·이용에 동의합니다",
    "2026-11-01",
    True,
    (
        "수집하는 것: 성명, 생년월일, 휴대전화번호, 연계정보, 본인확인 방법과 시각",
        "쓰는 곳: 본인확인, 중복 가입의 확인, 처리 상황의 통지",
        "보관: 계정을 없앨 때까지 암호화하여 보관합니다.",
        "동의하지 않을 수 있습니다. 그때는 가입할 수 없으며, 시·도에 방문하거나 서면으로 신청합니다.",
    ),
)
SMS = Term(
    "sms",
    "sms_opt_in",
    "처리 상황을 문자로 받습니다",
    "2026-11-01",
    False,
    ("동의하지 않아도 가입하고 신청할 수 있습니다.", "법에 따라 보내야 하는 문서는 동의와 관계없이 보냅니다."),
)
TERMS: tuple[Term, ...] = (SERVICE, PRIVACY, SMS)
REQUIRED = tuple(term for term in TERMS if term.is_required)
