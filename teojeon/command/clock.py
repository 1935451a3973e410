"""`teojeon clock …`: shows or moves the legal instant, so that a demo can walk through months. Development only."""

import argparse
import datetime as dt
import os
import sys

import psycopg

from teojeon.kernel import clock

REFUSED = 2
MAX_DAYS = 36_500  # a hundred years; beyond, dates end


def main(words: list[str]) -> int:
    """Works as owner. 2 outside development and for a step backwards: deadlines and events follow one another."""
    if os.environ.get("TEOJEON_ENV") != "development":
        print("업무 시각은 개발에서만 옮길 수 있습니다(TEOJEON_ENV=development).", file=sys.stderr)
        return REFUSED
    given = _parser().parse_args(words)
    with psycopg.connect(os.environ["TEOJEON_OWNER_URL"], options="-c search_path=public") as connection:
        now = read_offset(connection)
        wanted = _wanted(given, now)
        if wanted is None:
            print("CLOCK_BACKWARDS: 업무 시각은 앞으로만 옮깁니다. 되돌리려면 reset을 씁니다.", file=sys.stderr)
            return REFUSED
        if wanted != now:
            write_offset(connection, wanted)
    _show(wanted)
    return 0


def read_offset(connection: psycopg.Connection[tuple[object, ...]]) -> dt.timedelta:
    """How far the legal instant runs ahead of the machine's."""
    row = connection.execute("SELECT seconds FROM sides_clockoffset").fetchone()
    return dt.timedelta(seconds=int(str(row[0]))) if row else dt.timedelta()


def write_offset(connection: psycopg.Connection[tuple[object, ...]], offset: dt.timedelta) -> None:
    """Sets it; without an offset the row goes, as in production."""
    if offset:
        connection.execute(
            "INSERT INTO sides_clockoffset (id, seconds) VALUES (1, %s) ON CONFLICT (id) DO UPDATE SET seconds = excluded.seconds",
            [int(offset.total_seconds())],
        )
    else:
        connection.execute("DELETE FROM sides_clockoffset")


def _wanted(given: argparse.Namespace, now: dt.timedelta) -> dt.timedelta | None:
    """The offset asked for; None for a step backwards."""
    if given.act == "reset":
        return dt.timedelta()
    if given.act == "show":
        return now
    with clock.shifted(now):
        days = given.days if given.act == "advance" else (given.day - clock.business_today()).days
    return now + dt.timedelta(days=days) if 0 <= days <= MAX_DAYS else None


def _show(offset: dt.timedelta) -> None:
    with clock.shifted(offset):
        print(f"업무 시각 {clock.business_now():%Y-%m-%d %H:%M}")
    print(f"실제 시각 {clock.real_now().astimezone(clock.SEOUL):%Y-%m-%d %H:%M} ({offset.days}일 앞섬)")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="teojeon clock", description="업무 시각을 보여 주거나 앞으로 옮깁니다(개발용).")
    acts = parser.add_subparsers(dest="act", required=True, metavar="할 일")
    acts.add_parser("show", help="두 시각을 보여 줍니다")
    acts.add_parser("advance", help="며칠 앞으로 옮깁니다").add_argument("days", type=int, metavar="일수")
    acts.add_parser("set", help="그날로 옮깁니다").add_argument("day", type=dt.date.fromisoformat, metavar="YYYY-MM-DD")
    acts.add_parser("reset", help="실제 시각으로 되돌립니다")
    return parser
