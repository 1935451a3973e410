"""`teojeon totp USERNAME`: the code that an official's authenticator app would show now. Development only."""

import os
import sys

from teojeon.command.sides import enter

REFUSED = 2


def main(words: list[str]) -> int:
    """Prints the code and how long it holds. 2 outside development, for an unknown account or one without a second factor."""
    if os.environ.get("TEOJEON_ENV") != "development":
        print("이 명령은 개발에서만 쓸 수 있습니다(TEOJEON_ENV=development).", file=sys.stderr)
        return REFUSED
    if len(words) != 1:
        print("쓰는 법: teojeon totp 아이디", file=sys.stderr)
        return REFUSED
    enter("office")
    from django.db import connections

    try:
        return _print_code(words[0])
    finally:
        connections.close_all()


def _print_code(username: str) -> int:
    from teojeon.kernel.people.logins.models import Account
    from teojeon.services.accounts.second_factor import NoSecondFactor, current_code, secret_of

    account = Account.objects.filter(username=username).first()
    if account is None:
        print(f"등록되지 않은 담당자입니다: {username}", file=sys.stderr)
        return REFUSED
    try:
        code, seconds = current_code(secret_of(account))
    except NoSecondFactor:
        print("아직 이차 인증을 등록하지 않았습니다. 로그인하여 먼저 등록합니다.", file=sys.stderr)
        return REFUSED
    print(f"{code}  ({seconds}초 동안 유효)")
    return 0
