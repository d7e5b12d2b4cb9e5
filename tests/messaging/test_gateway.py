"""SMS and Zalo: off until an address is set; then a plain HTTP gateway, tried against a real server."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from thanthien.messaging import adapters
from thanthien.messaging.adapters.gateway import international
from thanthien.messaging.rules import Channel, State


@contextmanager
def gateway(*answers: int):
    """A server that takes messages and answers with `answers`, then 202; 0 = it hangs up without an answer."""
    got, waiting = [], list(answers)

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802  the library's name
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            got.append((self.path, self.headers["Authorization"], body))
            status = waiting.pop(0) if waiting else 202
            if status:
                self.send_response(status)
                self.end_headers()

        def log_message(self, *args) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield got, f"http://127.0.0.1:{server.server_port}/gui"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def texting(telling):
    def begin(address: str, channel: Channel = Channel.SMS):
        name = "SMS_GATEWAY" if channel is Channel.SMS else "ZALO_GATEWAY"
        setattr(telling.settings, name, {"address": address, "token": "khoa"})
        telling.switch(channel)
        dossier = telling.of_somebody("Hà Văn Ổn", "0988 111 222")
        telling.follow()
        return dossier

    return begin


def test_off_as_it_comes(telling):
    assert not any(adapters.set_up(channel) for channel in Channel)
    telling.switch(Channel.MAIL, Channel.SMS, Channel.ZALO)
    telling.ready()
    telling.follow()
    assert telling.message().channel == Channel.CALL and telling.deliver() == 0


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.ZALO])
def test_a_short_message_is_handed_over(telling, texting, channel):
    with gateway() as (got, address):
        dossier = texting(address, channel)
        assert telling.deliver() == 1
    ((path, key, body),) = got
    assert path == "/gui" and key == "Bearer khoa" and body["to"] == "84988111222"
    assert dossier.code.rpartition("-")[2] in body["text"] and "Xã Cẩm Tú" in body["text"] and "Ổn" not in body["text"]
    assert body["id"] == telling.message().code and f"khong-nhan-tin/{body['id']}" in body["text"]
    assert telling.message().state == State.SENT


@pytest.mark.parametrize("status", [500, 503, 429, 401])
def test_a_gateway_in_trouble_is_tried_again(telling, texting, status):
    with gateway(status) as (got, address):
        texting(address)
        telling.deliver()
        assert telling.message().state == State.WAITING and str(status) in telling.message().error
        telling.deliver(seconds=11)
    assert [body["id"] for _, _, body in got] == [telling.message().code] * 2 and telling.message().unsure == 0


def test_a_number_that_the_gateway_refuses_is_called(telling, texting):
    with gateway(422) as (got, address):
        texting(address)
        telling.deliver()
    assert telling.message().state == State.CALLING and telling.message().tried == Channel.SMS


def test_no_answer_may_be_a_message_sent(telling, texting):
    with gateway(0) as (got, address):
        texting(address)
        telling.deliver()
        telling.deliver(seconds=11)
    assert len(got) == 2 and telling.message().unsure == 1


def test_no_gateway_there_is_tried_again_without_a_doubt(telling, texting):
    with gateway() as (_, address):
        pass
    texting(address)
    telling.deliver()
    assert telling.message().sending_since is None and "Chưa nối được" in telling.message().error


@pytest.mark.parametrize(
    ("typed", "sent"), [("0912555408", "84912555408"), ("+84 912 555 408", "84912555408"), ("0237.300.0000", "842373000000")]
)
def test_numbers_as_gateways_take_them(typed, sent):
    assert international(typed) == sent
