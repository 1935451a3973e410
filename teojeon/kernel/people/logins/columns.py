"""This app's columns. One table per side: the portal's lies in `portal_side`, the office's in `office_side`."""

from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, Mask, register


def login(purpose: str, *, mask: Mask = "none", encrypt: bool = False) -> Column:
    """A column of the accounts' file."""
    basis = "운용규정§8③, 전자정부법§10, 개보법§29"
    return Column("이용자 계정 파일", purpose, basis, "계정을 없앨 때까지", mask, encrypt, "both")


register(
    "logins.Account",
    {
        "id": NOT_PERSONAL,
        "username": login("로그인"),
        "password": login("로그인", mask="whole"),
        "last_login": login("부정 접속의 확인"),
        "is_active": NOT_PERSONAL,
        "created_at": NOT_PERSONAL,
    },
)
register(
    "logins.Identity",
    {
        "account": login("계정과 본인확인을 잇기"),
        "ci_hash": login("한 사람이 계정 하나만 갖도록 확인", mask="whole"),
        "provider": NOT_PERSONAL,
        "method": NOT_PERSONAL,
        "verified_at": NOT_PERSONAL,
        "box": login("본인확인으로 받은 성명·생년월일·휴대전화번호", mask="whole", encrypt=True),
    },
)
register(
    "logins.Mail",
    {
        "account": login("계정과 전자우편 주소를 잇기"),
        "box": login("로그인 잠금의 알림", mask="whole", encrypt=True),
        "code_box": login("전자우편 주소의 확인", mask="whole", encrypt=True),
        **dict.fromkeys(["code_at", "tries_left", "verified_at"], NOT_PERSONAL),
    },
)
register(
    "logins.LockNotice",
    {
        "id": NOT_PERSONAL,
        "account": login("로그인 잠금의 알림"),
        **dict.fromkeys(["locked_at", "mailed_at", "shown_at"], NOT_PERSONAL),
    },
)
register(
    "logins.LiveSession",
    {
        "account": login("업무사용자의 중복 접속 차단"),
        "session_key": login("업무사용자의 중복 접속 차단", mask="whole"),
        "since": NOT_PERSONAL,
    },
)
register("logins.ClosedSession", {"key_hash": login("끝난 접속의 안내", mask="whole"), "at": NOT_PERSONAL})


def counter(purpose: str, *, mask: Mask = "none", encrypt: bool = False) -> Column:
    """A column about a person whose account begins at a counter."""
    return Column("이용자 계정 파일", purpose, "운용규정§8③, 법§30", "계정을 없앨 때까지", mask, encrypt, "both")


register(
    "logins.CounterRequest",
    {
        **dict.fromkeys(["id", "organisation", "paper", "created_at", "expires_at", "activated_at", "event"], NOT_PERSONAL),
        "person": counter("만들 계정과 잇기"),
        "clerk": counter("신분증을 확인한 담당자"),
        "name": counter("신분증으로 확인한 성명"),
        "birth_date": counter("신분증으로 확인한 생년월일"),
        "number_hash": counter("한 사람이 계정 하나만 갖도록 확인", mask="whole"),
        "receipt_number": counter("방문·서면 신청 사건과 잇기"),
    },
)
register(
    "logins.Activation",
    {
        **dict.fromkeys(["id", "online", "expires_at", "tries_left", "used_at"], NOT_PERSONAL),
        "person": counter("만들 계정과 잇기"),
        "selector": counter("활성화 코드의 확인", mask="whole"),
        "code_hash": counter("활성화 코드의 확인", mask="whole"),
        "box": counter("창구에서 확인한 성명·생년월일·휴대전화번호", mask="whole", encrypt=True),
    },
)
