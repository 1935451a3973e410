"""Debian's clamd itself, with a signature database of our own: nothing is downloaded."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from teojeon.kernel.documents.checks import Scan, limits, scan
from teojeon.kernel.documents.checks.scanners import scanner
from tools.hostile import hangul
from tools.hostile.hangul_files import hwpx
from tools.hostile.make import corpus
from tools.hostile.samples import EICAR, pdf, photo, saved

pytestmark = [pytest.mark.slow, pytest.mark.req("S1-APP-07")]
CLAMD = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
NAME = "Teojeon.Eicar"
START_SECONDS = 60


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Short: the path of a socket has at most 107 letters. Open: clamd may give up root."""
    path = Path(tempfile.mkdtemp(prefix="tj-clamd-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def clamd(folder: Path) -> Iterator[str]:
    """A running clamd that knows EICAR and nothing else; its address."""
    assert CLAMD, "clamav-daemon is missing: make setup"
    signatures = folder / "signatures"
    signatures.mkdir()
    (signatures / "teojeon.ndb").write_text(f"{NAME}:0:*:{EICAR.hex()}\n")
    configuration = folder / "clamd.conf"
    configuration.write_text(
        f"LocalSocket {folder}/clamd.ctl\nDatabaseDirectory {signatures}\nTemporaryDirectory {folder}\nForeground yes\n"
        "StreamMaxLength 21M\nMaxFileSize 64M\nMaxScanSize 256M\nAlertExceedsMax yes\n"
    )
    with (folder / "clamd.log").open("wb") as log:
        process = subprocess.Popen([CLAMD, "-F", "-c", configuration], stdout=log, stderr=log)
    address = f"clamd://{folder}/clamd.ctl"
    try:
        until = time.monotonic() + START_SECONDS
        while not scanner(address).answers():
            assert process.poll() is None and time.monotonic() < until, (folder / "clamd.log").read_text()
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def upload(tmp_path: Path, clamd: str, settings: Settings) -> Path:
    settings.VIRUS_SCAN = clamd
    return tmp_path / "upload"


@pytest.mark.parametrize("kind", ["pdf", "jpg", "png", "heic", "tif", "hwp", "hwpx", "com"])
def test_a_virus_is_found_in_a_file_of_each_kind(kind: str, upload: Path) -> None:
    upload.write_bytes(next(file for file in corpus() if file.name == f"eicar.{kind}").make())
    assert scan(upload) == Scan("infected", f"{NAME}.UNOFFICIAL")


@pytest.mark.parametrize(
    "content",
    [
        pdf(),
        saved(photo(), "JPEG"),
        saved(photo(), "PNG"),
        saved(photo(), "HEIF"),
        saved(photo(), "TIFF"),
        hangul.hwp(["글"]),
        hwpx(),
    ],
    ids=["pdf", "jpg", "png", "heic", "tif", "hwp", "hwpx"],
)
def test_an_honest_file_of_each_kind_is_clean(content: bytes, upload: Path) -> None:
    upload.write_bytes(content)
    assert scan(upload) == Scan("clean")


def test_a_virus_in_the_last_bytes_of_the_largest_file_is_found(upload: Path) -> None:
    upload.write_bytes(bytes(limits.MAX_FILE_BYTES - len(EICAR)) + EICAR)
    assert scan(upload) == Scan("infected", f"{NAME}.UNOFFICIAL")


def test_a_file_beyond_what_clamd_takes_is_not_clean(upload: Path) -> None:
    upload.write_bytes(bytes(22 << 20))
    assert scan(upload) == Scan("not_scanned", reason="limits")


def test_a_clamd_that_died_leaves_files_unscanned(folder: Path, tmp_path: Path, settings: Settings) -> None:
    settings.VIRUS_SCAN = f"clamd://{folder}/gone.ctl"
    (tmp_path / "upload").write_bytes(EICAR)
    assert scan(tmp_path / "upload") == Scan("not_scanned", reason="away")
