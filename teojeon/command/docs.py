"""`teojeon docs`: writes the pages that are made from the code, and the index of days that is made from the texts of law.

`--check` compares instead and answers 1 where they differ.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from teojeon.law.texts import index

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ROOT / "docs" / "generated"
HEADER = "<!-- `make docs` 가 코드에서 만든 문서입니다. 직접 고치지 않습니다. -->\n\n"


def main(words: list[str]) -> int:
    """2 for unknown words."""
    if words not in ([], ["--check"]):
        print("쓰는 법: teojeon docs [--check]")
        return 2
    os.environ["DJANGO_SETTINGS_MODULE"] = "teojeon.settings.test"
    import django

    django.setup()
    files = {index.PATH: index.printed} | {GENERATED / name: _with_header(made) for name, made in pages().items()}
    differing = [path for path, made in files.items() if not _write_or_compare(path, made(), bool(words))]
    for path in differing:
        print(f"코드와 다릅니다: {os.path.relpath(path, ROOT)} (make docs)", file=sys.stderr)
    return 1 if differing else 0


def pages() -> dict[str, Callable[[], str]]:
    """File name → what makes it."""
    from teojeon.command import lawbook

    return {"procedures.md": procedures, "rights.md": rights, "columns.md": columns, **lawbook.pages()}


def procedures() -> str:
    from teojeon.kernel.cases import printing
    from teojeon.kernel.cases.procedure import procedures as declared

    return "# 절차\n\n" + "\n".join(printing.as_markdown(procedure) for procedure in declared())


def rights() -> str:
    from teojeon.kernel.sides.rights import declared_tables

    lines = ["# 표의 권한 등록부", "", "| 표 | 쓰는 쪽 | 읽는 쪽 | 추가만 | 행 정책 |", "|---|---|---|---|---|"]
    for name, table in sorted(declared_tables().items()):
        policies = ", ".join(sorted(table.rows)) or "–"
        cells = [
            name,
            ", ".join(table.writers) or "–",
            ", ".join(table.readers) or "–",
            "예" if table.append_only else "–",
            policies,
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def columns() -> str:
    from teojeon.kernel.crypto.columns import personal_columns

    lines = [
        "# 개인정보 열 등록부",
        "",
        "| 열 | 파일 | 목적 | 근거 | 보존 | 가림 | 암호화 | 쓰는 쪽 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, column in personal_columns().items():
        cells = [name, column.purpose_file, column.purpose, column.basis, column.retention, column.mask]
        lines.append(f"| {' | '.join([*cells, '예' if column.encrypt else '–', column.writer])} |")
    return "\n".join(lines) + "\n"


def _with_header(made: Callable[[], str]) -> Callable[[], str]:
    return lambda: HEADER + made()


def _write_or_compare(path: Path, text: str, compare: bool) -> bool:
    if compare:
        return path.exists() and path.read_text(encoding="utf-8") == text
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True
