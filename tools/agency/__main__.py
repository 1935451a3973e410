"""A simulated outside agency for demonstrations and tests: its own process, its own keys, invented data.

    python -m tools.agency --agency HUG --keys DIR --make-keys
    python -m tools.agency --agency HUG --portal http://localhost:8000 --keys DIR --behaviour answers

`answers` replies at once, `delays` only from the third poll after it has fetched a request, `refuses` gives a reason, `nonsense` sends
what nobody can read, `wrong-key` seals to a key that is not the office's, `dies` ends without a word when it has fetched a request.
It keeps nothing on its disk: after a restart the portal's states say where it stood.
"""

import argparse
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from teojeon.kernel.crypto.sealing import seal
from tools.agency import keys
from tools.agency.behaviours import BEHAVIOURS, CONTENT
from tools.agency.portal import NotThePortal, Portal, Refused

POLLS_OF_DELAY = 3
TO_DO = ("waiting", "fetched", "unreadable")
DIED = 9


def main() -> int:
    """0 after `--once`; 9 where it died as it was told to."""
    given = _parser().parse_args()
    if given.make_keys:
        keys.make(given.keys)
        print(f"{given.agency}: 키를 만들었습니다. {given.keys}")
        return 0
    portal = Portal(given.portal, given.agency, keys.load(given.keys))
    polls: Counter[str] = Counter()
    while True:
        try:
            poll(portal, given.behaviour, polls)
        except (Refused, NotThePortal, OSError) as problem:
            print(f"{given.agency}: {problem}", file=sys.stderr, flush=True)
            if given.once:
                return 1
        if given.once:
            return 0
        time.sleep(given.every)


def poll(portal: Portal, behaviour: str, polls: Counter[str]) -> None:
    """Looks once at the letter box and deals with what waits there. `polls`: how often each request was seen."""
    for line in portal.requests():
        request_no = line["request_no"]
        if line["problem"]:
            print(f"{portal.agency}: {request_no} {line['state']} {line['problem']['code']}", flush=True)
        if line["state"] not in TO_DO or not line["can_be_fetched"]:
            continue
        if behaviour == "wrong-key" and line["state"] == "unreadable":
            continue
        polls[request_no] += 1
        request = portal.opened(request_no)
        print(f"{portal.agency}: {request_no} 제{request['item']}호 {len(request['subjects'])}건", flush=True)
        if behaviour == "dies":
            os._exit(DIED)
        if behaviour == "delays" and polls[request_no] < POLLS_OF_DELAY:
            continue
        answer(portal, behaviour, request_no, request)


def answer(portal: Portal, behaviour: str, request_no: str, request: dict[str, Any]) -> None:
    """Replies as the behaviour says."""
    content = CONTENT[behaviour](request)
    if behaviour == "wrong-key":
        portal.post(request_no, seal(content, portal.keys.seal.public_key(), f"teojeon-reply/{request_no}"))
    else:
        portal.reply(request_no, content)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tools.agency", description="시연과 시험에 쓰는 모의 기관입니다. 자료는 모두 지어낸 것입니다."
    )
    parser.add_argument("--agency", required=True, metavar="기관코드")
    parser.add_argument("--keys", required=True, type=Path, metavar="폴더")
    parser.add_argument("--portal", default="http://localhost:8000", metavar="URL")
    parser.add_argument("--behaviour", choices=BEHAVIOURS, default="answers")
    parser.add_argument("--every", type=float, default=5.0, metavar="초")
    parser.add_argument("--once", action="store_true", help="편지함을 한 번 보고 끝냅니다")
    parser.add_argument("--make-keys", action="store_true", help="이 기관의 키를 만들고 끝냅니다")
    return parser


if __name__ == "__main__":
    sys.exit(main())
