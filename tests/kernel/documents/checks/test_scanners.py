"""Only a whole "OK" of a scanner that was there makes a file clean."""

import io
import socket
import threading
import time
from pathlib import Path

import pytest
from pytest_django import Settings

from teojeon.kernel.documents.checks import Scan, scan
from teojeon.kernel.documents.checks.scanners import Clamd, ScannerMisnamed, scanner
from tests.kernel.documents.checks.clamds import answering, exactly, pong, received, server

pytestmark = pytest.mark.req("S1-APP-07")
AWAY, UNCLEAR = Scan("not_scanned", reason="away"), Scan("not_scanned", reason="unclear")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "upload"
    path.write_bytes(b"%PDF-1.7")
    return path


def scanned(address: str, content: bytes = b"x", seconds: float = 5) -> Scan:
    found = scanner(address)
    assert isinstance(found, Clamd)
    return Clamd(found.address, seconds=seconds).scan(io.BytesIO(content))


def test_without_a_scanner_a_file_is_not_scanned(file: Path, settings: Settings) -> None:
    assert settings.VIRUS_SCAN == "none"
    assert scan(file) == Scan("not_scanned", reason="none")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"stream: OK\0", Scan("clean")),
        (b"stream: Eicar-Test-Signature FOUND\0", Scan("infected", "Eicar-Test-Signature")),
        (b"stream: Win.Test OK FOUND\0", Scan("infected", "Win.Test OK")),
        (b"stream: OK", UNCLEAR),
        (b"stream: Eicar-Test-Sig", UNCLEAR),
        (b"stream: OKAY\0", UNCLEAR),
        (b"stream: OK\0stream: Eicar FOUND\0", UNCLEAR),
        (b"stream: \0", UNCLEAR),
        (b"OK\0", UNCLEAR),
        (b"UNKNOWN COMMAND\0", UNCLEAR),
        (b"stream: lstat() failed: No such file or directory. ERROR\0", UNCLEAR),
        (b"\xff\xfe\0", UNCLEAR),
        (b"INSTREAM size limit exceeded. ERROR\0", Scan("not_scanned", reason="limits")),
        (b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0", Scan("not_scanned", reason="limits")),
        (b"", AWAY),
    ],
    ids=lambda value: repr(value) if isinstance(value, bytes) else "",
)
def test_each_answer_of_a_scanner_has_one_meaning(answer: bytes, expected: Scan) -> None:
    with server(answering(answer)) as address:
        assert scanned(address) == expected


def test_an_answer_letter_by_letter_is_an_answer() -> None:
    with server(answering(b"stream: OK\0", piece=1)) as address:
        assert scanned(address) == Scan("clean")


def test_the_scanner_gets_every_byte_in_order() -> None:
    content = bytes(range(256)) * 1024 + b"end"
    got: list[bytes] = []

    def talk(connection: socket.socket) -> None:
        got.append(received(connection))
        connection.sendall(b"stream: OK\0")

    with server(talk) as address:
        assert scanned(address, content) == Scan("clean")
    assert got == [content]


def test_a_dead_scanner_leaves_the_file_unscanned() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"clamd://127.0.0.1:{closed.getsockname()[1]}"
    assert scanned(address) == AWAY


def test_a_missing_socket_leaves_the_file_unscanned(tmp_path: Path) -> None:
    assert scanned(f"clamd://{tmp_path}/no.ctl") == AWAY


def test_a_slow_scanner_is_waited_for_only_so_long() -> None:
    with server(answering(b"stream: OK\0", after=1.5)) as address:
        begun = time.monotonic()
        assert scanned(address, seconds=0.5) == AWAY
        assert time.monotonic() - begun < 1.4


def test_a_scanner_that_answers_a_letter_now_and_then_does_not_hold_us() -> None:
    """Each letter is in time, the whole is not."""

    def drip(connection: socket.socket) -> None:
        received(connection)
        for letter in b"stream: OK":
            connection.sendall(bytes([letter]))
            time.sleep(0.15)

    with server(drip) as address:
        begun = time.monotonic()
        assert scanned(address, seconds=0.6) == AWAY
        assert time.monotonic() - begun < 1.4


def test_a_scanner_that_takes_nothing_does_not_hold_us() -> None:
    done = threading.Event()

    def ignore(connection: socket.socket) -> None:
        done.wait(5)

    with server(ignore) as address:
        begun = time.monotonic()
        assert scanned(address, bytes(20 << 20), seconds=0.6) == AWAY
        assert time.monotonic() - begun < 3
        done.set()


def test_a_scanner_that_found_it_early_and_closed_is_heard() -> None:
    def early(connection: socket.socket) -> None:
        exactly(connection, 1000)
        connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1 << 16):
            pass

    with server(early) as address:
        assert scanned(address, bytes(4 << 20)) == Scan("not_scanned", reason="limits")


def test_the_configured_scanner_is_asked(file: Path, settings: Settings) -> None:
    with server(answering(b"stream: Eicar FOUND\0")) as address:
        settings.VIRUS_SCAN = address
        assert scan(file) == Scan("infected", "Eicar")


def test_a_scanner_says_whether_it_is_there(tmp_path: Path) -> None:
    assert not scanner("none").answers()
    assert not scanner(f"clamd://{tmp_path}/no.ctl").answers()
    with server(pong) as address:
        assert scanner(address).answers()
    with server(lambda connection: connection.sendall(b"HTTP/1.1 400")) as address:
        assert not scanner(address).answers()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "clamd",
        "clamd://",
        "clamd:///",
        "http://localhost:3310",
        "clamd://host:port",
        "clamd://host:3310/path",
        "/run/clamd.ctl",
    ],
)
def test_an_address_that_cannot_be_read_is_said_so(address: str) -> None:
    with pytest.raises(ScannerMisnamed):
        scanner(address)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("clamd:///run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("clamd://scanner.example:3311", ("scanner.example", 3311)),
        ("clamd://scanner.example", ("scanner.example", 3310)),
        ("clamd://[::1]:3310", ("::1", 3310)),
    ],
)
def test_a_scanner_is_reached_by_socket_or_by_host_and_port(address: str, place: str | tuple[str, int]) -> None:
    found = scanner(address)
    assert isinstance(found, Clamd)
    assert found.address == place
