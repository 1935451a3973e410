"""The virus scan: an adapter, `none` by default. What was not scanned is said to be so, never "clean"."""

import contextlib
import socket
import struct
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, Protocol
from urllib.parse import urlsplit

CHUNK_BYTES = 64 * 1024
CONNECT_SECONDS, SCAN_SECONDS = 3.0, 60.0
ANSWER_BYTES = 1024

State = Literal["clean", "infected", "not_scanned"]


@dataclass(frozen=True)
class Scan:
    """`signature`: the scanner's name of what it found, for "infected". `reason`, for "not_scanned": "none" no scanner is
    configured, "away" it could not be reached or did not answer in time (try again), "unclear" it answered half or with
    an error, "limits" the file is beyond what it was told to look at."""

    state: State
    signature: str = ""
    reason: str = ""


class Scanner(Protocol):
    """A virus scanner. Neither method raises: one that does not work is an answer."""

    def scan(self, file: BinaryIO) -> Scan:
        """Looks at the file from where it stands, in constant memory."""
        ...

    def answers(self) -> bool:
        """Whether it is there now."""
        ...


class ScannerMisnamed(ValueError):
    """TEOJEON_VIRUS_SCAN is neither `none` nor an address."""


def scan(path: Path) -> Scan:
    """Scan one file with the configured scanner. Raises OSError when the file cannot be read, ScannerMisnamed."""
    from django.conf import settings

    with path.open("rb") as file:
        return scanner(settings.VIRUS_SCAN).scan(file)


def scanner(address: str) -> Scanner:
    """`none`, `clamd:///run/clamav/clamd.ctl` (a socket of this machine) or `clamd://host:3310`. Raises ScannerMisnamed."""
    if address == "none":
        return NoScanner()
    try:
        parts = urlsplit(address)
        port = parts.port or 3310
    except ValueError as error:
        raise ScannerMisnamed(address) from error
    if parts.scheme != "clamd" or bool(parts.hostname) == bool(parts.path.strip("/")):
        raise ScannerMisnamed(address)
    return Clamd((parts.hostname, port) if parts.hostname else parts.path)


class NoScanner:
    """Nothing is configured: every file is "not scanned"."""

    def scan(self, file: BinaryIO) -> Scan:
        """Always not_scanned."""
        return Scan("not_scanned", reason="none")

    def answers(self) -> bool:
        """Never."""
        return False


class Clamd:
    """ClamAV's daemon over INSTREAM (clamd(8)). `address`: the path of its socket, or host and port."""

    def __init__(self, address: str | tuple[str, int], *, seconds: float = SCAN_SECONDS) -> None:
        self.address = address
        self.seconds = seconds

    def scan(self, file: BinaryIO) -> Scan:
        """Within `seconds` altogether, however slowly it takes or answers."""
        until = time.monotonic() + self.seconds
        try:
            with self._connected() as connection:
                self._send(connection, file, until)
                return _understood(self._answer(connection, until))
        except OSError:
            return Scan("not_scanned", reason="away")

    def answers(self) -> bool:
        """PING, PONG."""
        try:
            with self._connected() as connection:
                connection.sendall(b"zPING\0")
                return self._answer(connection, time.monotonic() + CONNECT_SECONDS) == b"PONG\0"
        except OSError:
            return False

    def _connected(self) -> socket.socket:
        if isinstance(self.address, tuple):
            return socket.create_connection(self.address, CONNECT_SECONDS)
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(CONNECT_SECONDS)
            connection.connect(self.address)
        except BaseException:
            connection.close()
            raise
        return connection

    def _send(self, connection: socket.socket, file: BinaryIO, until: float) -> None:
        """One that has seen enough answers early and closes: then its answer counts, not the broken pipe."""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            _sendall(connection, b"zINSTREAM\0", until)
            while chunk := file.read(CHUNK_BYTES):
                _sendall(connection, struct.pack("!I", len(chunk)) + chunk, until)
            _sendall(connection, struct.pack("!I", 0), until)

    def _answer(self, connection: socket.socket, until: float) -> bytes:
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < ANSWER_BYTES:
            connection.settimeout(_left(until))
            part = connection.recv(ANSWER_BYTES)
            if not part:
                break
            answer += part
        return answer


def _sendall(connection: socket.socket, data: bytes, until: float) -> None:
    connection.settimeout(_left(until))
    connection.sendall(data)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _understood(answer: bytes) -> Scan:
    """Only a whole answer of the known form says "clean"."""
    if not answer:
        return Scan("not_scanned", reason="away")
    words = answer.decode("ascii", "replace")
    if words.find("\0") != len(words) - 1 or not words.startswith("stream: "):
        return Scan("not_scanned", reason="limits" if "size limit exceeded" in words else "unclear")
    found = words.removeprefix("stream: ").removesuffix("\0")
    if found == "OK":
        return Scan("clean")
    if found.endswith(" FOUND"):
        signature = found.removesuffix(" FOUND")[:200]
        # with AlertExceedsMax it names the limit it met, not a virus
        return Scan("not_scanned", reason="limits") if ".Limits.Exceeded" in signature else Scan("infected", signature)
    return Scan("not_scanned", reason="unclear")
