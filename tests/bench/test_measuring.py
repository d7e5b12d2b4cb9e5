"""What the measurements do with what they saw: rates, shares of time, errors, goals; and that clients really ask."""

import math
import os
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.client import Ask, Load, load
from bench.report import joined, page
from bench.rows import processors

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


WORK = {"clients": 8, "rate": 75.0, "p50": 5.0, "p99": 9.0, "errors": 2, "cpu": 12.5, "server_busy": 0.47, "busy": 0.96}
WEIGHT = {"row": "weight", "clients": 0, "memory": 120.4, "start": 1.84, "processes": 1}
REPLAY = {
    "row": "DIGIT's ramp", "clients": 50, "asked": 40, "well": 30, "share": 0.75, "rate": 3.0, "requests": 20.0, "errors": 1,
    "p50": 40.0, "p95": 90.0,
}  # fmt: skip
INSIDE = [{"row": "call next", "ms": 18.44, "statements": 22, "bytes": 21010, "shares": {"database": 0.081, "templates": 0.1}}]
FILLED = {
    "row": "filled",
    "clients": 0,
    "dossiers": 100_200,
    "megabytes": 2100.0,
    "lived": 30.0,
    "filled": 200.0,
    "verified": 150.0,
}


def written(rows=(), filled=(), inside=(), squeeze=20.0):
    of_filled = {"sqlite": [*CONTROLS, *filled]} if filled else {}
    return page(
        {"sqlite": [*CONTROLS, *rows, WEIGHT]}, of_filled, inside, command="make bench", machine="2 cores",
        when=datetime(2026, 11, 26, tzinfo=UTC), seconds=5, squeeze=squeeze,
    )  # fmt: skip


def test_the_page_says_how_much_of_each_goal_was_reached():
    text = written([WORK | {"row": "ticket, one unit"}, WORK | {"row": "call next", "clients": 12, "p99": 100.0}])
    assert "| ticket, one unit | 8 | 75 | 5.0 | 9.0 | 2 | 12.5 | 0.075 | 0.150 | ≥ 150/s | 0.50 |" in text
    assert "| p99 ≤ 50 ms | 0.50 |" in text and "| weight | 120 | 1.8 | 1 |" in text


def test_the_page_says_what_bounds_a_missed_goal_and_nothing_of_a_reached_one():
    text = written([WORK | {"row": "ticket, one unit"}, WORK | {"row": "dossier received", "rate": 300.0}])
    assert (
        "- ticket, one unit, 8 clients: 12.5 ms of a processor an answer, so at most 80 a second on 1 core(s) with nobody else "
        "there; the goal asks for 6.7 ms. The server had 47 % of the processors, everybody together 96 %."
    ) in text
    assert "- dossier received" not in text
    assert "What bounds" not in written([WORK | {"row": "dossier received", "rate": 300.0}])


def test_the_page_sets_a_replay_beside_what_the_peer_published():
    text = written([REPLAY], squeeze=1.0)
    assert "as long as theirs" in text and "times shorter" not in text
    assert "| DIGIT's ramp | small | 50 | 40 | 30 | 75 | 3.0 | 20.0 | 1 | 40 | 90 | 6.3 lifecycles/s at 10⁶ records" in text


def test_the_page_sets_a_filled_office_beside_the_small_one():
    row = WORK | {"row": "public tracking"}
    text = written([row], [FILLED, row | {"p50": 6.0}, REPLAY])
    assert "100,200 dossiers" in text and "`verify` found nothing wrong in 150 s" in text
    assert "| public tracking | 8 | 75.0 | 75.0 | 5.0 | 6.0 | 9.0 | 9.0 | 1.20 |" in text
    assert "| DIGIT's ramp | 100,200 | 50 |" in text


def test_a_part_that_was_not_measured_again_stays_on_the_page():
    old = written([WORK | {"row": "ticket, one unit", "rate": 1234.0}], inside=INSIDE) + "\n## P: of before\n\nkept\n"
    text = joined(old, written([WORK | {"row": "ticket, one unit", "rate": 99.0}]))
    assert "| 99 |" in text and "1234" not in text and "## P: of before\n\nkept" in text
    assert text.count("\n## ") == 3 and text.count("# What it costs") == 1


def test_an_office_of_another_size_stays_on_the_page_and_one_of_the_same_size_gives_way():
    row = WORK | {"row": "public tracking"}
    old = written([row], [FILLED, row | {"p50": 6.0}], inside=INSIDE)
    larger = written([row], [FILLED | {"dossiers": 1_000_280}, row | {"p50": 7.0}, REPLAY])
    text = joined(old, larger)
    heads = [line for line in text.splitlines() if line.startswith("## ")]
    assert [head[:24] for head in heads] == ["## S: SQLite FULL, one p", "## S: with 10⁵ dossiers", "## S: with 10⁶ dossiers",
                                            "## Where the time of a r"]  # fmt: skip
    assert "100,200 dossiers" in text and "| DIGIT's ramp | 1,000,280 |" in text
    again = joined(text, written([row], [FILLED | {"dossiers": 100_254}, row | {"p50": 8.0}]))
    assert "100,254" in again and "100,200" not in again and "1,000,280 dossiers" in again


def test_the_page_says_whose_code_a_request_spends_its_time_in():
    text = written(inside=INSIDE)
    assert "| request | ms | questions | KB | database | templates |" in text
    assert "| call next | 18.4 | 22 | 21 | 8 | 10 |" in text


def test_the_processor_of_a_process_that_works_is_counted():
    here = os.getpid()
    own, everybody = processors(here)
    until = time.process_time() + 0.2
    while time.process_time() < until:
        pass
    own_then, everybody_then = processors(here)
    assert own_then - own >= 0.15 and everybody_then - everybody >= own_then - own - 0.05
