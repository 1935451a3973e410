"""`teojeon VERB …`: the console script. Finds the verb's module and hands over, loading nothing else."""

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, cast

ROOT = Path(__file__).resolve().parents[2]
USAGE_ERROR = 2


class Verb(NamedTuple):
    """Where a verb lives and what it is for. Its module has `main(words) -> exit code`."""

    module: str
    help: str
    uses_database: bool = True

    def exists(self) -> bool:
        """Whether this installation has the verb."""
        return find_spec(self.module) is not None

    def run(self, words: list[str]) -> int:
        """Import the module and do it."""
        main = import_module(self.module).main
        # the rules' contract fixes the streams it answers on
        return cast(int, main(words, sys.stdout, sys.stderr) if self is VERBS["law"] else main(words))


VERBS = {
    "law": Verb("teojeon.command.law", "법령 규칙을 목록으로 보고, 사실을 넣어 판정합니다", uses_database=False),
    "run": Verb("teojeon.command.run", "개발용으로 누리집과 업무시스템을 한꺼번에 실행합니다", uses_database=False),
    "migrate": Verb("teojeon.command.migrate", "데이터베이스 구조와 권한을 최신으로 맞춥니다"),
    "rights": Verb("teojeon.command.rights", "데이터베이스 권한을 등록부대로 적용하거나 견줍니다"),
    "worker": Verb("teojeon.command.worker", "한쪽(portal, office)의 작업 처리기를 실행합니다"),
    "demo": Verb("teojeon.command.demo", "시연 자료를 넣고, 시연 인물과 로그인 방법을 보여 줍니다"),
    "cases": Verb(
        "teojeon.command.cases", "rebuild-deadlines: 모든 기한을, link: 같은 임대인의 사건을 사건 기록에서 다시 계산합니다"
    ),
    "audit": Verb("teojeon.command.audit", "verify · export-heads · rebuild-looks: 감사 기록을 검증하고 내보냅니다"),
    "keys": Verb("teojeon.command.keys", "rotate · destroy: 암호 키를 바꾸거나 파기합니다"),
    "people": Verb("teojeon.command.people", "grant …: 담당자와 권한을 신청자와 승인자를 달리하여 등록합니다"),
    "agency": Verb("teojeon.command.agency", "add · end · list · hand-out: 자료를 주는 기관의 시스템을 편지함에 연계합니다"),
    "guidance": Verb("teojeon.command.guidance", "load · check · store: 안내 쪽을 넣고, 점검하고, 점검 결과를 저장합니다"),
    "check": Verb("teojeon.command.check", "설정을 점검합니다(운영 전 점검: --deploy)", uses_database=False),
    "totp": Verb("teojeon.command.totp", "개발용: 담당자의 현재 일회용 인증번호를 보여 줍니다"),
    "clock": Verb("teojeon.command.clock", "개발용: 업무 시각을 보여 주거나 앞으로 옮깁니다"),
    "docs": Verb("teojeon.command.docs", "규칙과 절차에서 만들어지는 문서를 다시 씁니다", uses_database=False),
}


def main() -> int:
    """Entry point of the console script. Exit code 2 and the list of verbs when the verb is unknown."""
    words = sys.argv[1:]
    if words[:1] in (["-h"], ["--help"], ["help"]):
        print(overview())
        return 0
    verb = VERBS.get(words[0]) if words else None
    if verb is None or not verb.exists():
        print(overview(f"알 수 없는 명령입니다: {words[0]}" if words else None), file=sys.stderr)
        return USAGE_ERROR
    return _with_database(verb, words[1:]) if verb.uses_database else verb.run(words[1:])


def overview(first_line: str | None = None) -> str:
    """The verbs that this installation has, one line each."""
    lines = [first_line] if first_line else []
    lines += ["쓰는 법: teojeon 명령 …", ""]
    return "\n".join(lines + [f"  {name:<9}{verb.help}" for name, verb in VERBS.items() if verb.exists()])


def data_dir() -> Path:
    """`TEOJEON_DATA`, else `.data` beside the program."""
    return Path(os.environ.get("TEOJEON_DATA") or ROOT / ".data").resolve()


def _with_database(verb: Verb, words: list[str]) -> int:
    """Give the verb the addresses of the database. The embedded server means development: it is nowhere else in use."""
    from teojeon.command import database
    from teojeon.embedded import LauncherError

    os.environ.setdefault("TEOJEON_DATA", str(data_dir()))
    if not database.is_configured():
        try:
            os.environ.update(database.environment(data_dir()))
        except (LauncherError, FileNotFoundError) as problem:
            print(problem, file=sys.stderr)
            return 1
        if "DATABASE_URL" not in os.environ:
            os.environ.setdefault("TEOJEON_ENV", "development")
    return verb.run(words)


if __name__ == "__main__":
    sys.exit(main())
