"""The way out: over TLS to the name that was written, only to addresses that were checked, never longer than said."""

import ipaddress
import socket

import pytest

from builders.mail import _certificate
from builders.receiving import DRIPS, HANGS, receiving
from thanthien.exchange import line, rules
from thanthien.exchange.rules import Answer, Target, Trouble

HERE = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))


def post(address: str, networks=HERE, authority: str = "", demo: bool = False, at=None) -> Answer:
    target = rules.target_of(address, networks=networks or HERE)
    told = {"networks": networks, "authority": authority, "demo": demo, "at": at}
    return line.post(target, body='{"a":1}', headers={"content-type": "application/json"}, **told)


@pytest.fixture
def names(monkeypatch):
    """What names resolve to: a list of answers a name, one for each time it is asked (the last one stays); and who was asked."""
    table: dict[str, list[list[str]]] = {}
    asked: list[str] = []
    real = socket.getaddrinfo

    def lookup(host, port, *args, **more):
        if host not in table:
            return real(host, port, *args, **more)
        asked.append(host)
        found = table[host].pop(0) if len(table[host]) > 1 else table[host][0]
        return [(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in found]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return table, asked


@pytest.fixture
def certificate(tmp_path):
    _certificate(tmp_path)
    return tmp_path


def test_over_https_with_an_authority_of_the_house(certificate):
    with receiving(tls=certificate) as receiver:
        assert post(receiver.address, authority=str(certificate / "ca.pem")) == Answer(None, 204)
    (got,) = receiver.got
    assert got.headers["host"] == receiver.address.split("/")[2] and got.headers["connection"] == "close"


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate):
    with receiving(tls=certificate) as receiver:
        assert post(receiver.address) == Answer(Trouble.TLS) and receiver.got == []


def test_the_certificate_must_be_of_the_name_that_was_written(certificate, names):
    names[0]["phanmem.example"] = [["127.0.0.1"]]
    with receiving(tls=certificate) as receiver:
        port = receiver.address.split(":")[2].split("/")[0]
        answer = post(f"https://phanmem.example:{port}/tin", authority=str(certificate / "ca.pem"))
        assert answer == Answer(Trouble.TLS) and receiver.got == []


def test_plain_talk_at_a_port_of_tls_and_the_other_way_round(certificate):
    with receiving() as receiver:
        assert post(receiver.address.replace("http:", "https:")) == Answer(Trouble.TLS)


@pytest.mark.parametrize("ips", [
    ["127.0.0.1"], ["10.0.0.1"], ["169.254.169.254"], ["8.8.8.8", "127.0.0.1"], ["::1"], ["::ffff:127.0.0.1"], ["fe80::1"],
])  # fmt: skip
def test_a_name_that_leads_into_the_house_is_refused_before_anything_is_connected(names, monkeypatch, ips):
    names[0]["xa.example"] = [ips]
    monkeypatch.setattr(socket, "create_connection", lambda *args, **more: pytest.fail("connected"))
    assert post("https://xa.example/", networks=()) == Answer(Trouble.FORBIDDEN)


def test_a_name_that_answers_differently_the_second_time_finds_nobody_asking(names):
    """DNS rebinding: the check sees an allowed address, the next question would lead elsewhere. It is never asked."""
    with receiving() as allowed:
        port = int(allowed.address.split(":")[2].split("/")[0])
        names[0]["doi.example"] = [["127.0.0.1"], ["127.0.0.2"]]
        assert post(f"http://doi.example:{port}/tin") == Answer(None, 204)
    assert names[1] == ["doi.example"], "asked once"
    assert len(allowed.got) == 1 and allowed.got[0].headers["host"] == f"doi.example:{port}"


def test_plain_http_never_leaves_the_named_networks(names):
    names[0]["ngoai.example"] = [["8.8.8.8"]]
    assert post("http://ngoai.example/") == Answer(Trouble.FORBIDDEN)


def test_in_a_demonstration_the_world_is_not_reached(names):
    names[0]["ngoai.example"] = [["8.8.8.8"]]
    assert post("https://ngoai.example/", demo=True) == Answer(Trouble.FORBIDDEN)


def test_a_name_that_nobody_has(monkeypatch):
    def unknown(*args, **more):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert post("https://khong-co.example/") == Answer(Trouble.NO_NAME)


def test_a_name_that_cannot_be_one():
    assert line.post(
        Target(False, "a" * 70 + ".example", 443, "/"), body="", headers={}, networks=HERE, demo=False, authority="", at=None
    ) == Answer(Trouble.NO_NAME)  # fmt: skip


def test_a_receiver_that_never_answers_is_left(monkeypatch):
    monkeypatch.setattr(line, "ANSWER_SECONDS", 0.2)
    with receiving(HANGS) as receiver:
        assert post(receiver.address) == Answer(Trouble.TIMEOUT) and len(receiver.got) == 1


@pytest.mark.parametrize("secure", [False, True])
def test_a_receiver_that_drips_is_cut_off(monkeypatch, certificate, secure):
    """Each letter comes in time, the whole never: the time for all of it ends the talk."""
    monkeypatch.setattr(line, "WHOLE_SECONDS", 0.5)
    with receiving(DRIPS, tls=certificate if secure else None) as receiver:
        assert post(receiver.address, authority=str(certificate / "ca.pem") if secure else "") == Answer(Trouble.TIMEOUT)


def test_a_handshake_that_drips_is_cut_off(monkeypatch):
    monkeypatch.setattr(line, "WHOLE_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:  # takes the connection, says nothing at all
        assert post(f"https://127.0.0.1:{server.getsockname()[1]}/") == Answer(Trouble.TIMEOUT)


def test_the_body_of_an_answer_is_not_waited_for():
    with receiving((200, {"Content-Length": str(10**12)})) as receiver:
        assert post(receiver.address) == Answer(None, 200)


def test_settings_of_a_proxy_are_not_followed(monkeypatch):
    with receiving() as proxy, receiving() as receiver:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.address)
        assert post(receiver.address).status == 204 and proxy.got == [] and len(receiver.got) == 1
