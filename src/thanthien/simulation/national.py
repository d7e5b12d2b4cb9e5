"""A portal to try with: a real server on this machine that takes records as the national one does, and answers with faults."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FAULTS = ("timeout", "500", "error", "malformed", "late")


class Portal(ThreadingHTTPServer):
    """`records`: code → the newest record; `calls`: services in their order; `faults`: what goes wrong with the next calls.

    A fault is taken by the next call of a service whose name it carries (`DongBoHoSoMC:late`), or by any (`500`). `late`: the
    record is taken, and the answer comes after the sender has gone.
    """

    daemon_threads = True

    def __init__(self, *, slow: float = 1.0) -> None:
        super().__init__(("127.0.0.1", 0), _Window)
        self.slow = slow
        self.records: dict[str, dict] = {}
        self.progress: list[dict] = []
        self.calls: list[str] = []
        self.updates: list[str] = []
        self.faults: list[str] = []
        self.new: list[object] = []  # what citizens handed in and no office has answered
        self.lock = threading.Lock()

    def withdraw(self, code: str, words: str = "") -> None:
        """The owner of a dossier takes it back on the portal: its record comes again, in state 7."""
        known = next((row for row in self.new if isinstance(row, dict) and row.get("MaHoSo") == code), {"MaHoSo": code})
        said = {"GhiChu": words} if words else {}
        self.new = [row for row in self.new if row is not known] + [known | said | {"TrangThaiHoSo": "7"}]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def fault(self, service: str) -> str:
        """The fault of this call, taken from the list."""
        for one in self.faults:
            where, _, what = one.rpartition(":")
            if where in ("", service):
                self.faults.remove(one)
                return what
        return ""

    def take(self, asked: dict) -> dict:
        """What the portal says to one call; a record that comes again is written over."""
        service = asked.get("service", "")
        if service == "TraCuuHoSo":
            return {"error_code": 0, "result": [asked["mahoso"]] if asked["mahoso"] in self.records else []}
        if service == "LayDanhSachHoSoMoi":
            return {"error_code": 0, "result": self.new}
        if service == "DongBoHoSoMC":
            self.updates.append(asked["isUpdating"])
            self.records |= {row["MaHoSo"]: row for row in asked["data"]}
        elif service == "CapNhatTienDoHoSoMC":
            self.progress += [row for row in asked["data"] if row not in self.progress]
        else:
            return {"error_code": 0, "session": "s-1"}
        return {"error_code": 0}


class _Window(BaseHTTPRequestHandler):
    server: Portal

    def do_POST(self) -> None:  # noqa: N802  the name that the library asks for
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            service = asked.get("service", "login")
            self.server.calls.append(service)
            fault = self.server.fault(service)
            answer = self.server.take(asked) if fault in ("", "late") else {"error_code": 7}
        if fault in ("timeout", "late"):
            time.sleep(self.server.slow)
        body = b"<html>" if fault == "malformed" else json.dumps(answer).encode()
        self.send_response(500 if fault == "500" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: a log of calls would hold what only the portal may know."""


@contextmanager
def portal(*, slow: float = 1.0) -> Iterator[Portal]:
    """The portal while it runs."""
    server = Portal(slow=slow)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  a sender that went away is one of the faults
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
