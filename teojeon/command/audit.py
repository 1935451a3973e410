"""`teojeon audit verify | export-heads | rebuild-looks`: the log proves itself."""

import os
from pathlib import Path

from teojeon.command.sides import as_intake, enter, enter_owner

USAGE = "쓰는 법: teojeon audit verify [--json] | export-heads | rebuild-looks"


def main(words: list[str]) -> int:
    """Hands over to the sub-verb; 2 for an unknown one."""
    if words[:1] == ["verify"] and set(words[1:]) <= {"--json"}:
        return verify(as_json="--json" in words)
    if words == ["export-heads"]:
        return export_heads()
    if words == ["rebuild-looks"]:
        return rebuild_looks()
    print(USAGE)
    return 2


def verify(*, as_json: bool) -> int:
    """Checks the whole log as the owner; 1 where something was found."""
    enter_owner()
    import psycopg
    from django.conf import settings

    from teojeon.kernel.audit.verify import verify as check
    from teojeon.kernel.crypto.keyring import audit_signers

    with psycopg.connect(os.environ["TEOJEON_OWNER_URL"]) as connection:
        report = check(connection, Path(settings.AUDIT_HEADS_DIR), audit_signers(Path(settings.KEYS_DIR)))
    print(report.as_json() if as_json else report.as_text())
    return report.exit_code


def export_heads() -> int:
    """Writes the signed heads of both sides; the workers do the same each hour for their own side."""
    enter_owner()
    from django.conf import settings

    from teojeon.kernel.audit.heads import export_heads as export
    from teojeon.kernel.crypto.keyring import keyring
    from teojeon.kernel.sides.current import SIDES, acting_as

    for side in SIDES:
        with acting_as(side):
            print(export(Path(settings.AUDIT_HEADS_DIR), keyring().audit_key(), side=side))
    return 0


def rebuild_looks() -> int:
    """Counts «who looked at my data» anew from the log."""
    enter("office")
    from teojeon.kernel.audit import looks
    from teojeon.kernel.cases.looks import accounts_of

    with as_intake():
        looks.rebuild(accounts_of)
    print("열람 기록을 감사 기록에서 다시 만들었습니다.")
    return 0
