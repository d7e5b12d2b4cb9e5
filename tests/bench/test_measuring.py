"""What the measurements do with what they saw: rates, shares of time, errors, goals; and that clients really ask."""

import math
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.client import Ask, Load, load
from bench.report import page

CONTROLS = [{"row": "commit", "clients": 8, "rate": 1000.0}, {"row": "hello", "clients": 8, "rate": 500.0}]


@pytest.fixture
def address(socket_enabled):
    """A server that answers every third request with an error."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(500 if self.path.endswith("0") else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *told: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_clients_ask_until_they_have_nothing_more_and_errors_are_no_good_answers(address):
    plan = lambda n: Ask("GET", f"/{n % 3}", {}) if n < 9 else None  # noqa: E731
    seen = load(address, [plan, plan], seconds=30)
    assert seen.statuses == {200: 12, 500: 6} and seen.errors == 6 and len(seen.took) == 18


def test_a_server_that_is_not_there_is_an_error_of_every_answer(socket_enabled):
    seen = load("http://127.0.0.1:9", [lambda n: Ask("GET", "/", {}) if n < 3 else None], seconds=30)
    assert seen.statuses == {599: 3} and seen.rate == 0


@pytest.mark.parametrize(("share", "milliseconds"), [(0.5, 2000), (0.99, 4000), (1.0, 4000), (0.25, 1000)])
def test_a_share_of_the_answers_came_within(share, milliseconds):
    assert Load([1.0, 2.0, 3.0, 4.0], {200: 4}, 10.0).percentile(share) == milliseconds
    assert math.isnan(Load([], {}, 10.0).percentile(share))


def test_rates_are_of_good_answers_only():
    assert Load([1.0] * 6, {200: 3, 302: 1, 422: 2}, 2.0).rate == 2.0


def test_the_page_says_how_much_of_each_goal_was_reached():
    row = {"clients": 8, "rate": 75.0, "p50": 5.0, "p99": 9.0, "errors": 2}
    weight = {"row": "weight", "clients": 0, "memory": 120.4, "start": 1.84, "processes": 1}
    found = {
        "sqlite": [*CONTROLS, row | {"row": "ticket, one unit"}, row | {"row": "call next", "clients": 12, "p99": 100.0}, weight]
    }
    text = page(found, machine="2 cores", when=datetime(2026, 11, 26, tzinfo=UTC), seconds=5)
    assert "| ticket, one unit | 8 | 75 | 5.0 | 9.0 | 2 | 0.075 | 0.150 | ≥ 150/s | 0.50 |" in text
    assert "| p99 ≤ 50 ms | 0.50 |" in text and "| weight | 120 | 1.8 | 1 |" in text
