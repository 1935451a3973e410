"""Makes `.venv/bin/teojeon` and `import teojeon` work from this folder: a path file and a script, no build tool."""

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# /bin/sh first: a line `#!/path/to/python` may be neither long nor hold a space
SCRIPT = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys
from teojeon.command.main import main
sys.exit(main())
"""


def main() -> None:
    """Write both into the environment whose Python runs this."""
    if sys.prefix == sys.base_prefix:
        sys.exit("tools/install_project.py는 .venv의 Python으로 실행합니다.")
    (Path(sysconfig.get_path("purelib")) / "teojeon.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    script = Path(sysconfig.get_path("scripts")) / "teojeon"
    script.write_text(SCRIPT.format(python=sys.executable), encoding="utf-8")
    script.chmod(0o755)


if __name__ == "__main__":
    main()
