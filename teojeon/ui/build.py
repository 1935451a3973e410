"""Copies the static parts of the npm packages to where Django serves them: `python -m teojeon.ui.build [--force]`.

Nothing is bundled. The layout of the KRDS kit is kept: its stylesheet reaches icons and tokens by relative paths.
The font is the whole Pretendard GOV, cut by its makers into slices with `unicode-range`: a page loads only the slices
of the syllables it shows, and every name can be shown.
"""

import hashlib
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FONT_FAMILY = "Pretendard GOV"
KIT_PARTS = ("css/token", "css/component/output.css", "js/component/ui-script.js", "img/component")
PDF_FONT_WEIGHTS = ("Regular", "Medium", "Bold")
SOURCE_MAP_LINE = re.compile(r"\n?/\*# sourceMappingURL=[^*]*\*/\s*$")
CSS_URL = re.compile(r"url\(\s*[\"']?([^)\"']+)[\"']?\s*\)")


class BuildError(Exception):
    """A package is missing or is not shaped as expected; the message says what to do."""


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Builds unless the stamp says that nothing changed; `--force` builds anyway. Returns the exit code."""
    try:
        built = build(root, force="--force" in arguments)
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("static files built\n" if built else "static files are up to date\n")
    return 0


def build(root: Path = ROOT, *, force: bool = False) -> bool:
    """Fills `build/static`, `build/axe` and `build/fonts` under `root`; true when something was written.

    Raises BuildError when `npm ci` has not run or a file that the stylesheet needs is missing.
    """
    packages = root / "node_modules"
    target = root / "build" / "static"
    stamp = root / "build" / "static.stamp"
    wanted = _fingerprint(root)
    if not force and target.is_dir() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return False
    for name in ("krds-uiux", "pretendard-gov", "pretendard", "axe-core"):
        if not (packages / name).is_dir():
            raise BuildError(f"node_modules/{name} is missing: run `npm ci --ignore-scripts` first")
    stamp.unlink(missing_ok=True)
    fresh = root / "build" / "static.new"
    shutil.rmtree(fresh, ignore_errors=True)
    _copy_kit(packages / "krds-uiux" / "resources", fresh)
    _copy_web_font(packages / "pretendard-gov" / "dist", fresh)
    _refuse_missing_or_outside_files(fresh)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    _copy_for_tests_and_documents(packages, root / "build")
    stamp.write_text(wanted, encoding="utf-8")
    return True


def _fingerprint(root: Path) -> str:
    digest = hashlib.sha256()
    for source in (root / "package-lock.json", Path(__file__)):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _copy_kit(resources: Path, target: Path) -> None:
    for part in KIT_PARTS:
        source, copy = resources / part, target / part
        if source.is_dir():
            shutil.copytree(source, copy)
        elif source.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            # the source maps are not shipped, and a manifest storage refuses a reference to a missing file
            copy.write_text(SOURCE_MAP_LINE.sub("\n", source.read_text(encoding="utf-8")), encoding="utf-8")
        else:
            raise BuildError(f"krds-uiux no longer holds {part}: compare its version with package.json")


def _copy_web_font(distribution: Path, target: Path) -> None:
    slices = distribution / "web" / "variable"
    fonts = target / "fonts"
    shutil.copytree(slices / "woff2-dynamic-subset", fonts / "pretendard-gov")
    shutil.copy(distribution / "LICENSE.txt", fonts / "pretendard-gov" / "LICENSE.txt")
    css = (slices / "pretendardvariable-gov-dynamic-subset.css").read_text(encoding="utf-8")
    css = css.replace("'Pretendard GOV Variable'", f'"{FONT_FAMILY}"')
    css = css.replace("./woff2-dynamic-subset/", "../fonts/pretendard-gov/").replace("woff2-variations", "woff2")
    if FONT_FAMILY not in css:
        raise BuildError("pretendard-gov names its font family differently: compare its version with package.json")
    (target / "css" / "fonts.css").write_text(css, encoding="utf-8")


def _refuse_missing_or_outside_files(target: Path) -> None:
    for sheet in sorted(target.glob("css/**/*.css")):
        for address in CSS_URL.findall(sheet.read_text(encoding="utf-8")):
            if address.startswith("data:"):
                continue
            if "//" in address or not (sheet.parent / address).is_file():
                raise BuildError(f"{sheet.relative_to(target)} needs {address}, which is not among the static files")


def _copy_for_tests_and_documents(packages: Path, build_folder: Path) -> None:
    axe = build_folder / "axe"
    axe.mkdir(parents=True, exist_ok=True)
    shutil.copy(packages / "axe-core" / "axe.min.js", axe / "axe.min.js")
    shutil.copy(packages / "axe-core" / "locales" / "ko.json", axe / "ko.json")
    fonts = build_folder / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for weight in PDF_FONT_WEIGHTS:
        shutil.copy(packages / "pretendard" / "dist" / "public" / "static" / f"Pretendard-{weight}.otf", fonts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
