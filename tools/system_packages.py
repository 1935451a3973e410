"""What the machine itself must have: `python3 tools/system_packages.py venv|run|test`.

Runs before anything is installed, so with the standard library alone. As root on Debian it installs what is missing;
elsewhere it names it in one line and ends with 1.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
)
LIBRARY_FOLDERS = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def has_venv() -> bool:
    """Bare Debian has `venv` without `ensurepip`, and fails only half-way."""
    return importlib.util.find_spec("ensurepip") is not None and importlib.util.find_spec("venv") is not None


def has_libatomic() -> bool:
    """Only the Node.js of the wheel needs it."""
    if sys.platform != "linux" or (shutil.which("node") and shutil.which("npm")):
        return True
    return _find(LIBRARY_FOLDERS, "libatomic.so.1")


def has_chromium() -> bool:
    """Any Chromium that Playwright can drive."""
    return any(shutil.which(name) for name in CHROMIUM_NAMES)


def has_noto_cjk() -> bool:
    """Letters print names with Hanja from it."""
    return _find(FONT_FOLDERS, "NotoSansCJK")


def has_nanum() -> bool:
    """What the browser shows Hangul with where a page's own font is missing."""
    return _find(FONT_FOLDERS, "Nanum")


def has_clamd() -> bool:
    """Uploads are scanned by it; the slow tests talk to a real one. Debian keeps it outside a plain user's path."""
    return shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin") is not None


def has_java() -> bool:
    """Spark runs on it; only the rules over many cases are tested there."""
    return shutil.which("java") is not None


NEEDS: dict[str, dict[str, Callable[[], bool]]] = {
    "venv": {"python3-venv": has_venv},
    "run": {"libatomic1": has_libatomic, "fonts-noto-cjk": has_noto_cjk},
    "test": {"chromium": has_chromium, "fonts-nanum": has_nanum, "openjdk-17-jre-headless": has_java, "clamav-daemon": has_clamd},
}


def main(purpose: str) -> int:
    """Install or name what is missing for one purpose."""
    missing = list(_missing(purpose))
    if not missing:
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"시스템 꾸러미를 설치합니다: {' '.join(missing)}", flush=True)
        _install(missing)
        missing = list(_missing(purpose))
        if not missing:
            return 0
    print(f"먼저 설치해야 합니다: {' '.join(missing)} (Debian: apt-get install {' '.join(missing)})", file=sys.stderr)
    return 1


def _missing(purpose: str) -> Iterator[str]:
    importlib.invalidate_caches()
    return (package for package, is_there in NEEDS[purpose].items() if not is_there())


def _install(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], install):
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)


def _find(folders: tuple[str, ...], beginning: str) -> bool:
    """Whether a file whose name begins so lies anywhere below the folders."""
    for folder in folders:
        for _, _, names in os.walk(Path(folder).expanduser()):
            if any(name.startswith(beginning) for name in names):
                return True
    return False


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in NEEDS:
        sys.exit(f"python3 tools/system_packages.py {'|'.join(NEEDS)}")
    sys.exit(main(sys.argv[1]))
