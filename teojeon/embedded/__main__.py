"""`python -m teojeon.embedded start|stop|status|url [--home .data/pg] [--fast]`."""

import argparse
import sys
from pathlib import Path

from teojeon.embedded.errors import LauncherError
from teojeon.embedded.launcher import EmbeddedDatabase


def main(argv: list[str]) -> int:
    """Do one verb; 0 when done, 1 with the reason on standard error, 3 for `status` of a server that does not run."""
    parser = argparse.ArgumentParser(prog="python -m teojeon.embedded", description="내장 데이터베이스를 다룹니다.")
    parser.add_argument("verb", choices=["start", "stop", "status", "url"])
    parser.add_argument("--home", type=Path, default=Path(".data/pg"), help="데이터가 놓이는 폴더")
    parser.add_argument("--fast", action="store_true", help="시험 전용: 디스크 동기화를 하지 않습니다")
    given = parser.parse_args(argv)
    try:
        return _do(given.verb, EmbeddedDatabase(given.home, fast=given.fast))
    except LauncherError as problem:
        print(problem, file=sys.stderr)
        return 1


def _do(verb: str, database: EmbeddedDatabase) -> int:
    if verb == "start":
        happened = database.start()
        print("이미 실행 중입니다." if happened == "already" else "시작했습니다.", database.url())
    elif verb == "stop":
        print("멈추었습니다." if database.stop() else "실행 중이 아닙니다.")
    elif verb == "url":
        print(database.url())
    else:
        process = database.process()
        print("실행 중이 아닙니다." if process is None else f"실행 중입니다(프로세스 {process}).")
        return 3 if process is None else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
