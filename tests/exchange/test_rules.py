"""What may leave, where it may go, when it is tried again."""

import ipaddress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook as Reference

from thanthien.exchange import rules
from thanthien.exchange.rules import Answer, Event, ExchangeError, Trouble
from thanthien.shared.clock import VIETNAM

AT = datetime(2026, 11, 23, 8, 30, tzinfo=VIETNAM)
LAN = (ipaddress.ip_network("192.168.7.0/24"), ipaddress.ip_network("fd00:7::/32"))


@pytest.mark.parametrize("text", [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.1", "192.168.1.1", "100.64.0.1", "169.254.169.254",
    "192.0.0.8", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "203.0.113.5",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1", "fc00::1", "fd12::1", "fec0::1", "ff02::1",
    "ff0e::1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:0808:0808::", "2001:0:7f00:1::1", "2001:db8::1",
])  # fmt: skip
def test_the_house_and_its_neighbours_are_not_reached(text):
    assert not rules.may_reach(ipaddress.ip_address(text), networks=(), plain=False, demo=False)


@pytest.mark.parametrize("text", ["8.8.8.8", "113.160.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_the_world_is_reached_by_https_of_a_real_office_only(text):
    ip = ipaddress.ip_address(text)
    assert rules.may_reach(ip, networks=(), plain=False, demo=False)
    assert not rules.may_reach(ip, networks=LAN, plain=True, demo=False)
    assert not rules.may_reach(ip, networks=LAN, plain=False, demo=True)


@pytest.mark.parametrize("text", ["192.168.7.9", "::ffff:192.168.7.9", "fd00:7::9"])
def test_a_network_that_is_named_is_reached(text):
    ip = ipaddress.ip_address(text)
    assert all(rules.may_reach(ip, networks=LAN, plain=plain, demo=demo) for plain in (0, 1) for demo in (0, 1))
    assert not rules.may_reach(ipaddress.ip_address("192.168.8.9"), networks=LAN, plain=False, demo=False)


@given(st.ip_addresses())
def test_whatever_is_reached_is_in_the_world(ip):
    if rules.may_reach(ip, networks=(), plain=False, demo=False):
        inner = getattr(ip, "ipv4_mapped", None) or ip
        assert inner.is_global and not inner.is_multicast


@pytest.mark.parametrize(("address", "words"), [
    ("", "đầy đủ"), ("phanmem.vn/tin", "đầy đủ"), ("ftp://phanmem.vn/", "đầy đủ"), ("https://", "đầy đủ"),
    ("https:///tin", "đầy đủ"), ("https://a b.vn/", "đầy đủ"), ("https://phầnmềm.vn/", "đầy đủ"),
    ("https://a.vn:99999/", "đầy đủ"),
    ("https://a.vn/\r\nX: 1", "đầy đủ"), ("https://[::1/", "đầy đủ"), ("https://a.vn/" + "x" * 300, "đầy đủ"),
    ("http://phanmem.vn/", "https"), ("https://ten:mk@phanmem.vn/", "Bỏ tên"), ("https://ten@phanmem.vn/", "Bỏ tên"),
    ("https://phanmem.vn/#x", "Bỏ tên"), ("https://127.0.0.1/", "mạng nội bộ"), ("https://[::1]:8443/", "mạng nội bộ"),
    ("https://169.254.169.254/latest", "mạng nội bộ"), ("https://10.0.0.8/", "mạng nội bộ"),
])  # fmt: skip
def test_an_address_that_will_not_do_is_told_what_is_wrong(address, words):
    with pytest.raises(ExchangeError, match=words):
        rules.target_of(address, networks=())


@pytest.mark.parametrize(("address", "wanted", "shown"), [
    ("https://Phanmem.VN", (False, "phanmem.vn", 443, "/"), "phanmem.vn"),
    ("https://phanmem.vn:8443/tin?a=1", (False, "phanmem.vn", 8443, "/tin?a=1"), "phanmem.vn:8443"),
    ("https://phanmem.vn.:443/", (False, "phanmem.vn", 443, "/"), "phanmem.vn"),
    ("https://[2606:4700::1111]/", (False, "2606:4700::1111", 443, "/"), "[2606:4700::1111]"),
    ("http://192.168.7.9/tin", (True, "192.168.7.9", 80, "/tin"), "192.168.7.9"),
])  # fmt: skip
def test_an_address_taken_apart(address, wanted, shown):
    target = rules.target_of(address, networks=LAN)
    assert (target.plain, target.host, target.port, target.path) == wanted and target.shown_host == shown


@given(body=st.text(max_size=200), when=st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2099, 1, 1)))
def test_the_signature_is_the_one_of_the_reference_library(body, when):
    key, other, moment = rules.new_secret(), rules.new_secret(), when.replace(tzinfo=UTC, microsecond=0)
    told = rules.headers(code="15148-7", body=body, moment=moment, keys=[key, other])
    wanted = [Reference(one).sign("15148-7", moment, body) for one in (key, other)]
    assert told["webhook-signature"].split() == wanted and told["webhook-timestamp"] == str(int(moment.timestamp()))


def test_secrets_differ_and_are_long_enough():
    made = {rules.new_secret() for _ in range(50)}
    assert len(made) == 50 and all(one.startswith("whsec_") and len(one) == 50 for one in made)


def cloud(kind: str, subject: str, **data: object):
    return rules.cloud_of(unit="15148", seq=7, kind=kind, at=AT, subject=subject, data=data)


def test_an_event_carries_codes_and_nothing_else():
    told = cloud("step.done", "dossier:12", code="H56-1", step=2, officer="ha", next_officer="tuan", verdict="on_time", used=30)
    assert told.data == {"dossier": "H56-1", "step": 2, "position": 7} and told.subject == "dossiers/H56-1"
    called = cloud("ticket.called", "ticket:5", label="A007", counter=1, officer="hanh", waited_s=61, service="A")
    assert called.data == {"label": "A007", "service": "A", "counter": 1, "ticket": 5, "position": 7}
    assert called.subject == "tickets/5" and called.id == "15148-7"
    assert cloud("counter.opened", "counter:3", counter=2, officer="hanh").subject == "counters/2"


def test_what_has_no_public_code_is_not_told():
    assert cloud("dossier.annulled", "dossier:12") is None and cloud("dossier.annulled", "dossier:12", code="") is None


def test_every_event_has_a_name():
    assert set(rules.EVENT_NAMES) == set(Event) and rules.event_name(rules.TEST) == "Gửi thử"


@pytest.mark.parametrize(("status", "trouble"), [
    (200, None), (204, None), (299, None), (301, Trouble.REDIRECT), (304, Trouble.REDIRECT), (400, Trouble.STATUS),
    (404, Trouble.STATUS), (500, Trouble.STATUS),
])  # fmt: skip
def test_what_an_answer_means(status, trouble):
    assert rules.answer_of(status=status, retry_after="", at=AT) == Answer(trouble, status)


@pytest.mark.parametrize(("text", "seconds"), [
    ("", 0), ("30", 30), (" 30 ", 30), ("999999", 86_400), ("9" * 400, 86_400), ("-5", 0), ("soon", 0), ("²", 0),
    ("Mon, 23 Nov 2026 01:35:00 GMT", 300), ("Mon, 23 Nov 2026 01:00:00 GMT", 0), ("Mon, 23 Nov 2026 01:35:00", 0),
    ("Mon, 23 Nov 2099 01:35:00 GMT", 86_400),
])  # fmt: skip
def test_retry_after(text, seconds):
    assert rules.seconds_asked(text, at=AT) == seconds


def test_pauses_grow_to_a_day_and_the_last_try_comes_after_patience_has_ended():
    assert list(rules.WAITS) == sorted(rules.WAITS) and rules.WAITS[-1] == 86_400
    assert timedelta(seconds=sum(rules.WAITS[:-1])) < rules.WORN_OUT <= timedelta(seconds=sum(rules.WAITS))


@pytest.mark.parametrize(("answer", "tries", "holds"), [
    (Answer(Trouble.NO_CONNECTION), 9, True), (Answer(Trouble.TIMEOUT), 9, True), (Answer(Trouble.STATUS, 503), 9, True),
    (Answer(Trouble.STATUS, 429), 9, True), (Answer(Trouble.STATUS, 500), 2, True), (Answer(Trouble.STATUS, 500), 3, False),
    (Answer(Trouble.STATUS, 400), 0, True), (Answer(Trouble.REDIRECT, 301), 3, False),
])  # fmt: skip
def test_what_holds_the_others_back(answer, tries, holds):
    assert rules.holds_back(answer, tries=tries) is holds


def test_worn_out_after_three_days_or_when_gone():
    assert not rules.worn_out(failing_since=AT, at=AT + timedelta(days=3) - timedelta(seconds=1), status=500)
    assert rules.worn_out(failing_since=AT, at=AT + timedelta(days=3), status=500)
    assert rules.worn_out(failing_since=AT, at=AT, status=410)


@pytest.mark.parametrize(
    ("name", "events", "words"), [("  ", ["step.done"], "Ghi tên"), ("X", [], "Chọn"), ("X", ["x.y"], "Chọn")]
)
def test_name_and_events(name, events, words):
    with pytest.raises(ExchangeError, match=words):
        rules.check(name=name, events=events)


def test_events_in_their_order_once():
    assert rules.check(name=" a  b ", events=["step.done", "dossier.received"]) == ("a b", ["dossier.received", "step.done"])
