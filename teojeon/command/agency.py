"""`teojeon agency …`: links machines of agencies to the letter box, and gives an agency the house's public keys."""

import argparse
import datetime as dt
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from teojeon.command.sides import enter

REFUSED = 2
GIVEN_OUT = {"answer.pub": "portal-answer.pub", "peer-seal.pub": "office-seal.pub"}
"""Public keys by their name on the portal's disk, and their name for the agency."""


def main(words: list[str]) -> int:
    """Works on the office's side as the registrar, `hand-out` on the portal's. 2 where an act is refused."""
    given = _parser().parse_args(words)
    if given.act is _hand_out:
        print(_hand_out(given))
        return 0
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
        print(f"{refusal.code}: {refusal.message}", file=sys.stderr)
        return REFUSED
    finally:
        connections.close_all()
    print(answer)  # only now is it written
    return 0


def _add(given: argparse.Namespace) -> str:
    from teojeon.services.victims.letterbox.agencies import add

    row = add(
        given.code,
        given.name,
        sealing_key=_key(given.keys / "seal.pub"),
        signing_key=_key(given.keys / "sign.pub"),
        applied_by=given.applied_by,
        approved_by=given.approved_by,
        valid_from=given.first,
        valid_to=given.last,
    )
    return f"기관을 연계했습니다: {row.code} {row.name}. {row.valid_from.isoformat()}부터 유효합니다."


def _key(path: Path) -> bytes:
    """The bytes of a public key; empty where there is no such file, which the act refuses."""
    return path.read_bytes() if path.is_file() else b""


def _end(given: argparse.Namespace) -> str:
    from teojeon.kernel import clock
    from teojeon.services.victims.letterbox.agencies import end

    row = end(given.code, given.last or clock.business_today())
    return f"연계를 끝냈습니다: {row.code}. 마지막 날은 {row.valid_to.isoformat() if row.valid_to else ''}입니다."


def _list(given: argparse.Namespace) -> str:
    from teojeon.services.victims.letterbox.models import LinkedAgency

    lines = [
        f"{row.code:<20} {row.name}  {row.valid_from.isoformat()} ~ {row.valid_to.isoformat() if row.valid_to else ''}"
        for row in LinkedAgency.objects.order_by("code", "valid_from")
    ]
    return "\n".join(lines) or "연계된 기관이 없습니다."


def _hand_out(given: argparse.Namespace) -> str:
    enter("portal")
    from django.conf import settings

    given.folder.mkdir(parents=True, exist_ok=True)
    for name, given_name in GIVEN_OUT.items():
        shutil.copyfile(settings.KEYS_DIR / "portal" / name, given.folder / given_name)
    return f"기관에 줄 공개키를 적었습니다: {', '.join(str(given.folder / name) for name in GIVEN_OUT.values())}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="teojeon agency", description="자료를 주는 기관의 시스템을 편지함에 연계합니다.")
    acts = parser.add_subparsers(required=True, metavar="할 일")
    new = acts.add_parser("add", help="신청자와 승인자를 달리하여 기관을 연계하거나 새 키를 등록합니다")
    new.add_argument("code", metavar="기관코드")
    new.add_argument("name", metavar="이름")
    new.add_argument("--keys", required=True, type=Path, metavar="폴더", help="기관이 준 seal.pub(봉인)과 sign.pub(서명)")
    new.add_argument("--applied-by", required=True, metavar="신청자")
    new.add_argument("--approved-by", required=True, metavar="승인자")
    new.add_argument("--from", dest="first", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help="첫날. 없으면 오늘")
    new.add_argument("--to", dest="last", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help="마지막 날. 없으면 계속")
    new.set_defaults(act=_add)
    end = acts.add_parser("end", help="연계를 끝냅니다")
    end.add_argument("code", metavar="기관코드")
    end.add_argument("--to", dest="last", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help="마지막 날. 없으면 오늘")
    end.set_defaults(act=_end)
    acts.add_parser("list", help="연계된 기관을 보여 줍니다").set_defaults(act=_list)
    out = acts.add_parser("hand-out", help="기관에 줄 공개키(업무시스템의 봉인키, 누리집의 서명키)를 폴더에 적습니다")
    out.add_argument("folder", type=Path, metavar="폴더")
    out.set_defaults(act=_hand_out)
    return parser
