"""People who do one thing after another: when they come, how their stories end, who is turned away."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.client import Ask
from bench.replays import BURSTS, arrivals
from bench.stories import Comes, Lost, told


@pytest.fixture
def address(socket_enabled):
    """A server that says the path back; /bad is refused, /slow waits for the gate, after /last the line is shut."""
    gate = threading.Event()

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path == "/slow":
                gate.wait(5)
            body = self.path.encode()
            self.send_response(422 if self.path == "/bad" else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = self.path == "/last"  # without a word of it in the headers

        def log_message(self, *told: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", gate
    gate.set()
    server.shutdown()


def paths(*listed, lost=False):
    def story(number, before):
        for path in listed:
            answer = yield Ask("GET", path, {})
            assert answer.body == path
        if lost:
            raise Lost("nothing said what comes next")

    return story


def test_a_story_that_is_lived_to_its_end_ended_well(address):
    seen = told(address[0], [Comes(0, paths("/a", "/b")), Comes(0.01, paths("/c"))], most=9, seconds=20)
    assert (seen.asked, seen.begun, seen.well, seen.errors, len(seen.took)) == (2, 2, 2, 0, 3)


@pytest.mark.parametrize(
    ("story", "statuses"),
    [(paths("/a", "/bad", "/b"), {200: 1, 422: 1}), (paths("/a", lost=True), {200: 1, 598: 1})],
    ids=["refused", "lost"],
)
def test_a_story_ends_badly_with_a_bad_answer_or_when_it_is_lost(address, story, statuses):
    seen = told(address[0], [Comes(0, story)], most=9, seconds=20)
    assert dict(seen.statuses) == statuses and seen.well == 0 and seen.errors == 1 and seen.share == 0


def test_who_finds_the_house_full_is_turned_away_and_counts(address):
    people = [Comes(0, paths("/slow")), Comes(0, paths("/slow")), Comes(0.3, paths("/a")), Comes(0.3, paths("/a"))]
    threading.Timer(1.0, address[1].set).start()
    seen = told(address[0], people, most=2, seconds=20)  # one a process
    assert (seen.asked, seen.begun, seen.well) == (4, 2, 2) and seen.share == 0.5


def test_a_line_that_the_server_closed_while_nobody_spoke_is_opened_again(address):
    def story(number, before):
        for _ in range(3):
            answer = yield Ask("GET", "/last", {}, pause=0.05)
            assert answer.good

    seen = told(address[0], [Comes(0, story)], most=9, seconds=20)
    assert (seen.well, seen.errors) == (1, 0)


def test_nobody_asks_after_the_end(address):
    def thinks(number, before):
        yield Ask("GET", "/a", {}, pause=0.4)
        yield Ask("GET", "/b", {}, pause=0.4)

    seen = told(address[0], [Comes(0, thinks)], most=9, seconds=0.6)
    assert (seen.begun, seen.well, len(seen.took)) == (1, 0, 1)


def test_somebody_lives_it_again_until_their_time_is_over(address):
    lived = []

    def story(number, before):
        lived.append(before)
        yield Ask("GET", f"/{number}/{before}", {}, pause=0.1)

    seen = told(address[0], [Comes(0, story, until=0.35)], most=9, seconds=20)
    assert seen.well == seen.asked >= 2


def test_arrivals_come_at_the_rate_that_the_shape_says():
    even = list(arrivals(((10, 1),), first=1, squeeze=1))
    assert even == pytest.approx(range(1, 11))
    rising = list(arrivals(((10, 20),), first=0, squeeze=1))
    assert len(rising) == 100 and sum(at < 5 for at in rising) == pytest.approx(25, abs=1)


def test_a_squeezed_shape_has_the_same_heights_and_fewer_people():
    whole, short = (list(arrivals(BURSTS, first=1, squeeze=squeeze)) for squeeze in (1, 10))
    assert len(short) == pytest.approx(len(whole) / 10, abs=1)
    assert short == sorted(short) and short[-1] <= sum(seconds for seconds, _ in BURSTS) / 10
    busiest = max(sum(at <= other < at + 1 for other in whole) for at in whole)
    assert 30 <= busiest <= 36, "35 a second at the highest"
