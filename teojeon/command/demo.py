"""`teojeon demo [--if-empty | --who]`: invented people and cases, through the real acts. Development only."""

import json
import secrets
import time
from pathlib import Path

from teojeon.command.main import data_dir

USAGE = "쓰는 법: teojeon demo [--if-empty | --who]"
DOORS = {"portal": "누리집", "office": "업무시스템"}


def main(words: list[str]) -> int:
    """2 for unknown words; 1 where there is nothing to tell or something stands already."""
    if words == ["--who"]:
        return who()
    if words not in ([], ["--if-empty"]):
        print(USAGE)
        return 2
    return load(if_empty=bool(words))


def load(*, if_empty: bool) -> int:
    """Loads into an empty database. A half-loaded one is named: it is made anew by `make clean`."""
    from teojeon.command.sides import enter_owner

    enter_owner()
    from teojeon.command.demonstration.story import Story
    from teojeon.kernel import clock
    from teojeon.kernel.people.models import Official

    stands = Official.objects.filter(is_principal=False).exists()
    if stands:
        finished = _note().exists()
        print("시연 자료가 이미 있습니다." if finished else "시연 자료가 만들다 만 상태입니다. make clean 뒤에 다시 실행합니다.")
        return 0 if if_empty and finished else 1
    started = time.perf_counter()
    password = secrets.token_urlsafe(9)
    for chapter in Story(password, clock.business_today()).run():
        print(f"  {chapter} ({time.perf_counter() - started:.1f}초)")
    _note().parent.mkdir(parents=True, exist_ok=True)
    _note().touch(mode=0o600)
    _note().write_text(json.dumps({"password": password}), encoding="utf-8")
    return 0


def _note() -> Path:
    return data_dir() / "demo.json"


def who() -> int:
    """Prints the demo people and how to sign in."""
    if not _note().exists():
        print("시연 자료가 없습니다. teojeon demo 로 만듭니다.")
        return 1
    from teojeon.command.sides import enter_owner

    enter_owner()
    from teojeon.command.demonstration.people import HEADS, POSTS
    from teojeon.command.demonstration.tenants import tenants

    password = json.loads(_note().read_text(encoding="utf-8"))["password"]
    print(f"모든 시연 인물의 비밀번호: {password}")
    print("업무시스템은 일회용 인증번호도 묻습니다: .venv/bin/teojeon totp 아이디")
    print("\n누리집 (http://localhost:8000)")
    people = list(tenants())
    print(f"  {people[0].username} … {people[-1].username}  신청인 {len(people)}명. 새로 가입할 수도 있습니다.")
    print("\n업무시스템 (http://localhost:8001)")
    for post in (*POSTS, *HEADS):
        if not post.username.startswith("member") or post.username == "member02":
            shown = "member02 … member28" if post.username == "member02" else post.username
            print(f"  {shown:<22}{post.organisation:<8}{post.duty} ({', '.join(post.boxes) or '권한 없음'})")
    return 0
