"""A receiver of webhooks that is really there: an HTTP server that checks each request with the reference library."""

import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from standardwebhooks import Webhook, WebhookVerificationError

HANGS, DRIPS, DROPS = "hangs", "drips", "drops"
Script = int | str | tuple[int, dict[str, str]]


@dataclass
class Got:
    """One request: what came, and what the reference library says of it (`wrong` = "" when the signature holds)."""

    path: str
    headers: dict[str, str]
    body: bytes
    wrong: str

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def event(self) -> dict:
        return json.loads(self.body)


@dataclass
class Receiver:
    """`says`: the answers in turn (a status, a status with headers, or HANGS, DRIPS, DROPS), then 204. `secret`: what it checks
    by, "" = not at all. `against`: ids that are always answered with this status.
    """

    says: list[Script] = field(default_factory=list)
    secret: str = ""
    got: list[Got] = field(default_factory=list)
    address: str = ""
    against: dict[str, int] = field(default_factory=dict)
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def ids(self) -> list[str]:
        return [one.id for one in self.got]

    @property
    def kinds(self) -> list[str]:
        return [one.event["type"].removeprefix("vn.thanthien.") for one in self.got]

    def check(self, headers: dict[str, str], body: bytes) -> str:
        try:
            Webhook(self.secret).verify(body, headers)
        except WebhookVerificationError as error:
            return str(error)
        return ""


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Taker(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:  # noqa: N802  the library's name
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers["content-length"]))
            wrong = receiver.check(headers, body) if receiver.secret else ""
            receiver.got.append(Got(self.path, headers, body, wrong))
            told = receiver.against.get(headers.get("webhook-id", ""))
            self._answer(told or (receiver.says.pop(0) if receiver.says else 204))

        def do_GET(self) -> None:  # noqa: N802
            receiver.got.append(Got(self.path, dict(self.headers.items()), b"", "asked by GET"))
            self._answer(204)

        def _answer(self, script: Script) -> None:
            if script == HANGS:
                receiver.closing.wait(30)
            elif script == DRIPS:
                self._drip()
            elif script == DROPS:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
            else:
                status, more = script if isinstance(script, tuple) else (script, {})
                self.send_response(status)
                for name, value in {"Content-Length": "0", **more}.items():
                    self.send_header(name, value)
                self.end_headers()

        def _drip(self) -> None:
            """A header that never ends, a letter at a time."""
            try:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not receiver.closing.is_set():
                    self.wfile.write(b"a")
                    time.sleep(0.05)
            except OSError:
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            pass

    return Taker


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address) -> None:  # a caller that hangs up is what some tests are about
        pass


@contextmanager
def receiving(*says: Script, secret: str = "", tls: Path | None = None, port: int = 0) -> Iterator[Receiver]:
    """A running receiver at `.address`; over https as localhost with the certificate in the folder `tls` (see builders.mail)."""
    receiver = Receiver(list(says), secret)
    server = Quiet(("127.0.0.1", port), _handler(receiver))
    if tls is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(tls / "ca.pem", tls / "key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
    name = "https://localhost" if tls is not None else "http://127.0.0.1"
    receiver.address = f"{name}:{server.server_port}/tin"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield receiver
    finally:
        receiver.closing.set()
        server.shutdown()
        server.server_close()
