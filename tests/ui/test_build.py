"""The static build: complete, quick the second time, and without any address of the outside."""

import json
import re
from pathlib import Path

import pytest

from teojeon.ui import build

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "build" / "static"


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    build.build(ROOT)


def test_a_second_build_does_nothing() -> None:
    assert build.build(ROOT) is False


def test_the_kit_keeps_its_layout() -> None:
    for part in ("css/token/krds_tokens.css", "css/component/output.css", "js/component/ui-script.js", "css/fonts.css"):
        assert (BUILT / part).is_file(), part
    assert any((BUILT / "img/component").rglob("*.svg"))
    assert (ROOT / "build/axe/axe.min.js").is_file()


def test_the_font_holds_every_syllable_of_a_name_and_the_signs_of_an_office() -> None:
    css = (BUILT / "css/fonts.css").read_text(encoding="utf-8")
    held: set[int] = set()
    for ranges in re.findall(r"unicode-range:([^;}]*)", css):
        for each in ranges.split(","):
            first, _, last = each.strip()[2:].partition("-")
            held.update(range(int(first, 16), int(last or first, 16) + 1))
    assert held.issuperset(range(ord("가"), ord("힣") + 1))
    assert held.issuperset(map(ord, "ㆍ㎡№☎·「」"))


def test_no_stylesheet_and_no_lock_holds_an_outside_address() -> None:
    for sheet in BUILT.rglob("*.css"):
        assert not re.search(r"url\([^)]*//|@import[^;]*//", sheet.read_text(encoding="utf-8")), sheet
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "http" not in lock
    assert all("integrity" in each for name, each in json.loads(lock)["packages"].items() if name)


def test_a_missing_package_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "package-lock.json").write_text("{}", encoding="utf-8")
    with pytest.raises(build.BuildError, match="npm ci"):
        build.build(tmp_path)
    assert build.main([], root=tmp_path) == 1


def test_a_stylesheet_that_reaches_outside_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css/x.css").write_text("a{background:url(//example.org/a.svg)}", encoding="utf-8")
    with pytest.raises(build.BuildError, match="example"):
        build._refuse_missing_or_outside_files(tmp_path)
