"""`teojeon cases rebuild-deadlines`: derives all deadlines anew. On a sound database it changes nothing, and says so."""

from teojeon.command.sides import as_intake, enter

USAGE = "쓰는 법: teojeon cases rebuild-deadlines"


def main(words: list[str]) -> int:
    """Answers 0 where nothing differed, 1 where an index row had to be mended."""
    if words != ["rebuild-deadlines"]:
        print(USAGE)
        return 2
    enter("office")
    from teojeon.kernel.cases.rebuild import rebuild_deadlines

    with as_intake():
        seen, mended = rebuild_deadlines()
    print(f"사건 {seen:,}건의 기한을 다시 계산했습니다. 달라진 사건: {mended:,}건.")
    return 1 if mended else 0
