"""`teojeon keys rotate portal|office` and `teojeon keys destroy portal|office SUBJECT`."""

from uuid import UUID

from teojeon.command.sides import enter
from teojeon.kernel.sides.current import SIDES, Side

USAGE = "쓰는 법: teojeon keys rotate portal|office · teojeon keys destroy portal|office 사건-UUID"


def main(words: list[str]) -> int:
    """2 for words that are none; 1 where there was no key to destroy."""
    if words[:1] == ["rotate"] and len(words) == 2 and words[1] in SIDES:
        side = words[1]
        enter(side)
        from teojeon.kernel.crypto.commands import rotate

        print(rotate(side).text)
        return 0
    if words[:1] == ["destroy"] and len(words) == 3 and words[1] in SIDES:
        return _destroy(words[1], words[2])
    print(USAGE)
    return 2


def _destroy(side: Side, subject: str) -> int:
    try:
        key = UUID(subject)
    except ValueError:
        print(USAGE)
        return 2
    enter(side)
    from teojeon.kernel.crypto.commands import destroy

    if destroy(side, key):
        print("키를 파기했습니다. 그 자료는 이제 어느 백업에서도 읽을 수 없습니다.")
        return 0
    print("파기할 키가 없습니다.")
    return 1
