"""`teojeon demo [--if-empty | --who]`: invented people and cases, through the real acts. Development only."""

import json
import secrets
import time
from pathlib import Path

from teojeon.command import database, migrate
from teojeon.command.main import data_dir

USAGE = "쓰는 법: teojeon demo [--if-empty | --who]"


def main(words: list[str]) -> int:
    """2 for unknown words; 1 where something stands already or there is nothing to tell."""
    if words == ["--who"]:
        return who()
    if words not in ([], ["--if-empty"]):
        print(USAGE)
        return 2
    return load(if_empty=bool(words))


def load(*, if_empty: bool) -> int:
    """Loads into an empty database. What a run that was cut off left behind is thrown away with its database and made anew."""
    if _half_made().exists():
        print("만들다 만 시연 자료를 지우고 다시 만듭니다.")
        database.drop_database(database.administrator_url(data_dir()))
        database.prepare(data_dir())
        migrate.main([])
    from teojeon.command.sides import enter_owner

    enter_owner()
    from teojeon.kernel.people.models import Official

    if Official.objects.filter(is_principal=False).exists():
        print("시연 자료나 다른 자료가 이미 있습니다.")
        return 0 if if_empty else 1
    _tell_story()
    return 0


def _tell_story() -> None:
    from teojeon.command.demonstration.story import Story
    from teojeon.kernel import clock

    started, password = time.perf_counter(), secrets.token_urlsafe(9)
    _half_made().parent.mkdir(parents=True, exist_ok=True)
    _half_made().touch()
    for chapter in Story(password, clock.business_today()).run():
        print(f"  {chapter} ({time.perf_counter() - started:.1f}초)", flush=True)
    _note().touch(mode=0o600)
    _note().write_text(json.dumps({"password": password}), encoding="utf-8")
    _half_made().unlink()


def _note() -> Path:
    return data_dir() / "demo.json"


def _half_made() -> Path:
    return data_dir() / "demo.loading"


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
