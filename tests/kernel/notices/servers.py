"""Local servers of the protocols by which messages leave the house: an SMS provider (REST, HMAC-SHA256) and an SMTP server."""

import hashlib
import hmac
import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

KEY, SECRET, SENDER = "NCSTEST", "secret-of-the-test", "15880000"
SIGNED = re.compile(r"HMAC-SHA256 apiKey=(\w+), date=([0-9TZ:\-]+), salt=(\w+), signature=([0-9a-f]{64})")


@dataclass
class SmsProvider:
    """Answers as told: `ok`, `refuse`, `broken` (500), `lost` (takes it and hangs up), `slow` (takes it and says nothing), `garbage`."""

    url: str
    behaviour: list[str] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    unsigned: int = 0

    def next(self) -> str:
        return self.behaviour.pop(0) if self.behaviour else "ok"

    def signature_holds(self, header: str) -> bool:
        found = SIGNED.fullmatch(header)
        if found is None or found[1] != KEY:
            return False
        wanted = hmac.new(SECRET.encode(), f"{found[2]}{found[3]}".encode(), hashlib.sha256).hexdigest()
        return hmac.compare_digest(wanted, found[4])


@contextmanager
def sms_provider() -> Iterator[SmsProvider]:
    """The provider on a free port of this machine."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path != "/messages/v4/send" or not provider.signature_holds(self.headers.get("Authorization", "")):
                provider.unsigned += 1
                return self.answer(403, {"errorCode": "Unauthorized", "errorMessage": "signature"})
            manner = provider.next()
            if manner == "refuse":
                return self.answer(400, {"errorCode": "InvalidNumber", "errorMessage": "to"})
            if manner == "broken":
                return self.answer(500, {"errorCode": "Internal"})
            provider.taken.append(json.loads(body)["message"])
            if manner == "slow":
                over.wait(10)
                return None
            if manner == "lost":
                self.connection.shutdown(socket.SHUT_RDWR)
                return None
            if manner == "garbage":
                self.send_response(200)
                self.send_header("Content-Length", "4")
                self.end_headers()
                self.wfile.write(b"<ok>")
                return None
            return self.answer(200, {"statusCode": "2000", "messageId": f"M{len(provider.taken):04d}"})

        def answer(self, status: int, content: dict[str, Any]) -> None:
            data = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *words: Any) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = SmsProvider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class MailBox:
    """What an SMTP server took. `refuses`: an answer to RCPT; `answer`: to the data."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], bytes]] = []
        self.refuses = ""
        self.answer = "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append((list(envelope.rcpt_tos), envelope.content))
        if self.answer == "gone":
            server.transport.abort()
        return self.answer


@contextmanager
def mail_server() -> Iterator[tuple[MailBox, int]]:
    """An SMTP server on a free port of this machine."""
    box, port = MailBox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
