"""`teojeon cases rebuild-deadlines`, `… link`: derives all deadlines, or all links between cases, anew. On a sound database each
changes nothing, and says so."""

from teojeon.command.sides import as_intake, enter

USAGE = "쓰는 법: teojeon cases rebuild-deadlines | link"


def main(words: list[str]) -> int:
    """Answers 0 where nothing differed, 1 where an index row or a link had to be mended."""
    if words not in (["rebuild-deadlines"], ["link"]):
        print(USAGE)
        return 2
    enter("office")
    return _rebuild_deadlines() if words == ["rebuild-deadlines"] else _link()


def _rebuild_deadlines() -> int:
    from teojeon.kernel.cases.rebuild import rebuild_deadlines

    with as_intake():
        seen, mended = rebuild_deadlines()
    print(f"사건 {seen:,}건의 기한을 다시 계산했습니다. 달라진 사건: {mended:,}건.")
    return 1 if mended else 0


def _link() -> int:
    from teojeon.services.victims.linkage.keeping import refresh_all

    with as_intake():
        seen, mended = refresh_all()
    print(f"사건 {seen:,}건의 임대인·동일인·건물·중개사를 다시 이었습니다. 달라진 사건: {mended:,}건.")
    return 1 if mended else 0
