"""`teojeon guidance load … | check | store FILE`: the pages that ship, and the examination of those that are published."""

import json
from itertools import pairwise
from pathlib import Path
from uuid import UUID

from teojeon.command.sides import enter

USAGE = """쓰는 법:
  teojeon guidance load --author 아이디 [--approver 아이디]   함께 온 안내 쪽 가운데 없는 것을 넣습니다. 승인자가 없으면 승인을 기다립니다
  teojeon guidance check --by 아이디                          보이는 쪽을 모두 자체 점검하고 결과를 저장합니다
  teojeon guidance store --by 아이디 파일                     브라우저 점검(axe)의 결과를 저장합니다. 한 줄에 하나: {"page", "tool", "violations": […]}"""


def main(words: list[str]) -> int:
    """2 for unknown words, 1 where a check found something."""
    verb, options, rest = words[:1], _options(words[1:]), _rest(words[1:])
    if verb == ["load"] and "author" in options and options.keys() <= {"author", "approver"} and not rest:
        return load(options["author"], options.get("approver"))
    if verb == ["check"] and options.keys() == {"by"} and not rest:
        return check(options["by"])
    if verb == ["store"] and options.keys() == {"by"} and len(rest) == 1:
        return store(options["by"], Path(rest[0]))
    print(USAGE)
    return 2


def _options(words: list[str]) -> dict[str, str]:
    return {
        name.removeprefix("--"): value for name, value in pairwise(words) if name.startswith("--") and not value.startswith("--")
    }


def _rest(words: list[str]) -> list[str]:
    return [
        word
        for place, word in enumerate(words)
        if not word.startswith("--") and (place == 0 or not words[place - 1].startswith("--"))
    ]


def load(author: str, approver: str | None) -> int:
    """Two people: one writes, the other approves, each with the box for it."""
    enter("office")
    from teojeon.kernel.work.refusals import Refusal
    from teojeon.kernel.work.unit import unit_of_work
    from teojeon.services.guidance.seed.load import load as load_pages

    try:
        accounts = [_account(name) for name in (author, approver) if name]
        written, published = load_pages(unit_of_work, accounts[0], accounts[1] if approver else None)
    except Refusal as refusal:
        print(f"{refusal.code}: {refusal.message}")
        return 1
    print(f"안내 {written}쪽을 넣었습니다. 게시한 쪽: {published}")
    return 0


def check(by: str) -> int:
    """Our own checks on every page that is shown today."""
    enter("office")
    from teojeon.kernel import clock
    from teojeon.kernel.work.refusals import Refusal
    from teojeon.kernel.work.unit import unit_of_work
    from teojeon.services.guidance.examined.actions import examine_all

    try:
        with unit_of_work(_account(by)):
            examined = examine_all(clock.business_today())
    except Refusal as refusal:
        print(f"{refusal.code}: {refusal.message}")
        return 1
    for each in examined:
        for finding in each.findings:
            print(f"{each.page} {finding.line}행 {finding.code}: {finding.message}")
    wrong = sum(bool(each.findings) for each in examined)
    print(f"{len(examined)}쪽을 점검했습니다. 고칠 것이 있는 쪽: {wrong}")
    return 1 if wrong else 0


def store(by: str, path: Path) -> int:
    """Results of a browser: one JSON object a line."""
    enter("office")
    from teojeon.kernel.work.refusals import Refusal
    from teojeon.kernel.work.unit import unit_of_work
    from teojeon.services.guidance.examined.actions import store as store_one

    results = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    try:
        with unit_of_work(_account(by)):
            for each in results:
                store_one(each["page"], each["tool"], each["violations"], languages=each.get("languages", ["ko"]))
    except Refusal as refusal:
        print(f"{refusal.code}: {refusal.message}")
        return 1
    wrong = sum(bool(each["violations"]) for each in results)
    print(f"{len(results)}쪽의 결과를 저장했습니다. 위반이 있는 쪽: {wrong}")
    return 1 if wrong else 0


def _account(username: str) -> UUID:
    from teojeon.kernel.people.actors import REGISTRAR_PRINCIPAL
    from teojeon.kernel.people.models import Official
    from teojeon.kernel.work.refusals import Refusal
    from teojeon.kernel.work.unit import unit_of_work

    with unit_of_work(REGISTRAR_PRINCIPAL, read_only=True):
        account = Official.objects.filter(username=username).values_list("account", flat=True).first()
    if account is None:
        raise Refusal("UNKNOWN_USER", f"등록된 담당자가 아닙니다: {username}")
    return UUID(str(account))
