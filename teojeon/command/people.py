"""`teojeon people …`: registers organisations, officials and their permission boxes (S1-USR-01, S1-USR-09)."""

import argparse
import datetime as dt
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from teojeon.command.sides import enter
from teojeon.kernel.clock import SEOUL

if TYPE_CHECKING:
    from teojeon.kernel.work.refusals import Refusal

REFUSED = 2


def main(words: list[str]) -> int:
    """Works on the office's side as the registrar. 2 with the code and a sentence where an act is refused."""
    given = _parser().parse_args(words)
    enter("office")
    from django.db import connections

    from teojeon.kernel.people.actors import REGISTRAR_PRINCIPAL
    from teojeon.kernel.work.refusals import Refusal
    from teojeon.kernel.work.unit import unit_of_work

    act: Callable[[argparse.Namespace], str] = given.act
    try:
        with unit_of_work(REGISTRAR_PRINCIPAL):
            answer = act(given)
    except Refusal as refusal:
        print(_sentence(refusal), file=sys.stderr)
        return REFUSED
    finally:
        connections.close_all()
    print(answer)  # only now is it written
    return 0


def _sentence(refusal: "Refusal") -> str:
    source = f" (근거: {refusal.source})" if refusal.source else ""
    return f"{refusal.code}: {refusal.message}{source}"


def _create_organisation(given: argparse.Namespace) -> str:
    from teojeon.kernel.people.boxes import Kind
    from teojeon.kernel.people.officials import create_organisation

    row = create_organisation(given.code, given.name, Kind(given.kind), supervisor=given.supervisor, region=given.region)
    return f"기관을 등록했습니다: {row.code} {row.name}"


def _create(given: argparse.Namespace) -> str:
    from teojeon.kernel.people.officials import create_official

    new = create_official(given.username, given.name, given.organisation, position=given.position)
    return (
        f"담당자를 등록했습니다: {new.official.username} {new.official.name}\n"
        f"첫 비밀번호: {new.password}\n"
        "이 비밀번호는 다시 볼 수 없습니다. 처음 로그인하면 이차 인증을 등록합니다. 아직 권한은 없습니다."
    )


def _grant(given: argparse.Namespace) -> str:
    from teojeon.kernel.people.boxes import BOXES
    from teojeon.kernel.people.officials import grant

    until = given.until or _in_a_year()
    row = grant(
        given.username,
        given.box,
        applied_by=given.applied_by,
        approved_by=given.approved_by,
        valid_to=_end_of(until),
        both_on_different_cases=given.both_on_different_cases,
    )
    note = " 같은 사건에서 함께 쓸 수 없는 권한을 함께 가집니다(기록함)." if row.conflict_noted else ""
    return f"권한을 등록했습니다: {given.username} {row.box} {BOXES[row.box].title}. {until.isoformat()}까지 유효합니다.{note}"


def _revoke(given: argparse.Namespace) -> str:
    from teojeon.kernel.people.officials import revoke

    row = revoke(given.username, given.box)
    return f"권한을 말소했습니다: {given.username} {row.box}"


def _list(given: argparse.Namespace) -> str:
    from teojeon.kernel import clock
    from teojeon.kernel.people.boxes import Kind
    from teojeon.kernel.people.models import Official, Organisation
    from teojeon.kernel.people.officials import KIND_TITLES, valid_grants

    boxes: dict[object, list[str]] = {}
    for row in valid_grants(clock.business_now()).order_by("box"):
        until = f"(~{clock.seoul_day(row.valid_to - dt.timedelta(microseconds=1))})" if row.valid_to else ""
        boxes.setdefault(row.account, []).append(f"{row.box}{until}")
    lines = []
    for organisation in Organisation.objects.order_by("code"):
        lines.append(f"{organisation.code} {organisation.name} [{KIND_TITLES[Kind(organisation.kind)]}]")
        officials = Official.objects.filter(organisation=organisation, is_principal=False).order_by("username")
        lines += [
            f"  {person.username:<20} {person.name} {person.position}  {' '.join(boxes.get(person.account, ['권한 없음']))}"
            for person in officials
        ]
    return "\n".join(lines) or "등록된 기관이 없습니다."


def _in_a_year() -> dt.date:
    """The last day of a right whose end nobody gave: a right is looked at again once a year."""
    from teojeon.kernel import clock

    today = clock.business_today()
    try:
        return today.replace(year=today.year + 1)
    except ValueError:  # 29 February
        return today.replace(year=today.year + 1, day=28)


def _end_of(day: dt.date) -> dt.datetime:
    """24:00 of the last day, in Seoul (S1-USR-07)."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), SEOUL)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="teojeon people", description="기관, 담당자, 권한을 등록합니다.")
    acts = parser.add_subparsers(required=True, metavar="할 일")
    new = acts.add_parser("create-organisation", help="기관을 등록합니다(국토교통부, 시·도, 위원회는 이미 있습니다)")
    new.add_argument("code", metavar="기관코드")
    new.add_argument("name", metavar="이름")
    new.add_argument("kind", choices=["sido", "sigungu", "committee", "operator"])
    new.add_argument("--supervisor", default="", metavar="상급기관코드")
    new.add_argument("--region", default="", metavar="지역코드")
    new.set_defaults(act=_create_organisation)
    person = acts.add_parser("create", help="담당자와 계정을 등록합니다(권한 없음)")
    person.add_argument("username", metavar="아이디")
    person.add_argument("name", metavar="성명")
    person.add_argument("organisation", metavar="기관코드")
    person.add_argument("--position", default="", metavar="직위")
    person.set_defaults(act=_create)
    right = acts.add_parser("grant", help="신청자와 승인자를 달리하여 권한을 등록합니다")
    right.add_argument("username", metavar="아이디")
    right.add_argument("box", metavar="권한")
    right.add_argument("--applied-by", required=True, metavar="신청자")
    right.add_argument("--approved-by", required=True, metavar="승인자")
    right.add_argument("--until", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help="마지막 날(그날까지 유효). 없으면 1년 뒤")
    right.add_argument(
        "--both-on-different-cases", action="store_true", help="함께 쓸 수 없는 두 권한을 다른 사건에서만 쓰게 합니다"
    )
    right.set_defaults(act=_grant)
    end = acts.add_parser("revoke", help="권한을 말소합니다")
    end.add_argument("username", metavar="아이디")
    end.add_argument("box", metavar="권한")
    end.set_defaults(act=_revoke)
    acts.add_parser("list", help="기관, 담당자, 권한을 보여 줍니다").set_defaults(act=_list)
    return parser
