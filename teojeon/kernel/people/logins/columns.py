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
        "verified_at": NOT_PERSONAL,
        "box": login("본인확인으로 받은 성명·생년월일·휴대전화번호", mask="whole", encrypt=True),
    },
)
