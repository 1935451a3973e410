"""Servers that speak, or only half speak, clamd's protocol."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Talk = Callable[[socket.socket], None]


@contextmanager
def server(talk: Talk) -> Iterator[str]:
    """A server that holds one conversation after the other; gives its address."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)

        def serve() -> None:
            while not ended.is_set():
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(5)
                    try:
                        talk(connection)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"clamd://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            ended.set()
            thread.join()


def exactly(connection: socket.socket, size: int) -> bytes:
    """That many bytes, or fewer at the end."""
    found = b""
    while len(found) < size and (part := connection.recv(size - len(found))):
        found += part
    return found


def received(connection: socket.socket) -> bytes:
    """The content of one INSTREAM; asserts that the protocol is kept."""
    assert exactly(connection, 10) == b"zINSTREAM\0"
    content = b""
    while size := struct.unpack("!I", exactly(connection, 4))[0]:
        assert size <= 64 * 1024
        content += exactly(connection, size)
    return content


def answering(answer: bytes, after: float = 0, piece: int = 0) -> Talk:
    """Reads everything and answers, late or letter by letter."""

    def talk(connection: socket.socket) -> None:
        received(connection)
        time.sleep(after)
        for at in range(0, len(answer), piece or len(answer) or 1):
            connection.sendall(answer[at : at + (piece or len(answer))])

    return talk


def pong(connection: socket.socket) -> None:
    """Answers PING."""
    assert exactly(connection, 6) == b"zPING\0"
    connection.sendall(b"PONG\0")
