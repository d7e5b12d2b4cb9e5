"""Signing in by an identity server: a real one, certified, in its own process; the whole flow, and each check broken once."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit, urlunsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from thanthien.config import env
from thanthien.people import actions as people
from thanthien.shared.actor import system

CLIENT, SECRET = "thanthien", "a-secret-of-the-test"
BACK = "http://testserver/dang-nhap/oidc/ve"
SERVER = Path(__file__).with_name("identity_server.mjs")


@dataclass
class Identity:
    """The running server; `sign_in` is what a person does on its pages."""

    issuer: str

    def sign_in(self, address: str, person: str) -> str:
        """Follow an authorization request as `person`; returns the address that the browser is sent back to."""
        browser = requests.Session()
        answer = browser.get(address, allow_redirects=False, timeout=10)
        for _ in range(12):
            if answer.is_redirect:
                there = urljoin(answer.url, answer.headers["Location"])
                if there.startswith(BACK):
                    return there
                answer = browser.get(there, allow_redirects=False, timeout=10)
                continue
            assert answer.status_code == 200, answer.text[:600]
            action = re.search(r'action="([^"]+)"', answer.text)[1]
            fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w*)"', answer.text))
            if 'name="login"' in answer.text:
                fields |= {"login": f"person-{person}", "password": "whatever"}
            answer = browser.post(urljoin(answer.url, action), data=fields, allow_redirects=False, timeout=10)
        raise AssertionError("the server never sent the browser back")


@pytest.fixture(scope="module")
def identity() -> Iterator[Identity]:
    """Started once; needs Node, which fetched the packages anyway."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    node = shutil.which("node") or shutil.which("nodejs")
    assert node, "Node is missing: it is in deploy/debian-packages"
    started = subprocess.Popen(
        [node, str(SERVER), str(port), CLIENT, SECRET, BACK], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert started.poll() is None, started.stdout.read()
            time.sleep(0.05)
        yield Identity(f"http://127.0.0.1:{port}")
    finally:
        started.terminate()
        started.wait(10)
        started.stdout.close()


@pytest.fixture
def configured(identity, office, settings) -> Identity:
    settings.OIDC = {
        "issuer": identity.issuer, "client": CLIENT, "secret": SECRET, "name": "tài khoản tỉnh Thanh Hóa",
        "claim": "preferred_username",
    }  # fmt: skip
    return identity


def begun(path: str = "/dang-nhap/oidc") -> tuple[Client, str]:
    """A browser that pressed the button, and where it is sent."""
    client = Client()
    answer = client.get(path)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return client, answer["Location"]


def changed(address: str, **params: str) -> str:
    """The address with some parameters replaced."""
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | params
    return urlunsplit(parts._replace(query=urlencode(query)))


def params(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def refused(client: Client, back: str, *, saying: str = "Chưa xác thực được") -> None:
    """The way back ends at a page that says so, and nobody is signed in."""
    answer = client.get(back)
    assert answer.status_code == 403 and saying in answer.content.decode()
    assert client.get("/toi/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_button_stands_on_the_login_page_only_when_a_server_is_written_down(client, configured, settings):
    assert "Vào bằng tài khoản tỉnh Thanh Hóa" in client.get("/dang-nhap").content.decode()
    settings.OIDC = settings.OIDC | {"issuer": ""}
    assert 'data-test="oidc"' not in client.get("/dang-nhap").content.decode()
    assert client.get("/dang-nhap/oidc").status_code == 404
    assert client.get("/dang-nhap/oidc/ve").status_code == 404


def test_the_request_carries_state_nonce_and_a_challenge(configured):
    one, other = params(begun()[1]), params(begun()[1])
    assert one["response_type"] == "code" and one["code_challenge_method"] == "S256"
    assert one["redirect_uri"] == BACK and set(one["scope"].split()) == {"openid", "profile"}
    for name in ("state", "nonce", "code_challenge"):
        assert len(one[name]) >= 16 and one[name] != other[name]


def test_an_officer_whom_the_server_knows_arrives_at_their_screen(configured, office):
    client, address = begun()
    answer = client.get(configured.sign_in(address, "hanh"))
    assert (answer.status_code, answer["Location"]) == (302, "/quay/")
    assert client.get("/quay/").status_code == 200
    linked = SocialAccount.objects.get()
    assert (linked.user, linked.uid) == (office.hanh, "person-hanh")
    assert linked.extra_data == {"login": "hanh"}, "nothing else of the person is kept"
    again, address = begun("/dang-nhap/oidc?next=/viec/")
    assert again.get(configured.sign_in(address, "hanh"))["Location"] == "/viec/"
    assert SocialAccount.objects.count() == 1


def test_a_person_who_is_no_officer_is_refused_with_a_sentence_and_no_account_is_made(configured, office):
    from thanthien.people.models import Officer

    before = Officer.objects.count()
    client, address = begun()
    refused(client, configured.sign_in(address, "khach.la"), saying="chưa gắn với cán bộ nào")
    assert (Officer.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_an_officer_who_has_left_is_refused_even_when_linked(configured, office):
    client, address = begun()
    assert client.get(configured.sign_in(address, "ha")).status_code == 302
    people.deactivate_officer(officer=office.ha, by=system(office.unit), at=office.at)
    client, address = begun()
    refused(client, configured.sign_in(address, "ha"), saying="thôi làm việc")


def test_a_leader_still_sets_up_the_second_step(configured, office, settings):
    settings.MFA_REQUIRED = True
    client, address = begun()
    client.get(configured.sign_in(address, "nghia"))
    assert client.get("/lanh-dao/")["Location"] == "/toi/buoc-hai/bat"


def test_a_wrong_nonce_is_refused(configured):
    client, address = begun()
    refused(client, configured.sign_in(changed(address, nonce="f" * 64), "hanh"))


def test_a_code_of_another_browser_is_refused(configured):
    victim, address = begun()
    thief, stolen = begun()
    code = params(configured.sign_in(address, "hanh"))["code"]
    refused(thief, changed(configured.sign_in(stolen, "dinh"), code=code))
    assert victim.get("/toi/").status_code == 302


def test_a_wrong_state_is_refused(configured):
    client, address = begun()
    refused(client, changed(configured.sign_in(address, "hanh"), state="x" * 20))


def test_a_way_back_that_nobody_began_is_refused(configured):
    _, address = begun()
    refused(Client(), configured.sign_in(address, "hanh"))


def test_a_way_back_is_good_once(configured):
    client, address = begun()
    back = configured.sign_in(address, "hanh")
    assert client.get(back).status_code == 302
    client.post("/dang-xuat")
    refused(client, back)


def test_a_challenge_that_does_not_match_is_refused_by_the_server(configured):
    client, address = begun()
    refused(client, configured.sign_in(changed(address, code_challenge="A" * 43), "hanh"))


def test_a_server_that_names_another_issuer_is_refused(configured, settings):
    settings.OIDC = settings.OIDC | {"issuer": configured.issuer.replace("127.0.0.1", "localhost")}
    answer = Client().get("/dang-nhap/oidc")
    assert answer.status_code == 403 and "Chưa xác thực được" in answer.content.decode()


def test_an_issuer_that_changed_on_the_way_is_refused(configured, settings):
    """The browser was sent to one server; when it comes back the office trusts another one."""
    client, address = begun()
    back = configured.sign_in(address, "hanh")
    settings.OIDC = settings.OIDC | {"issuer": configured.issuer.replace("127.0.0.1", "localhost")}
    refused(client, back)


def test_a_server_that_does_not_answer_leaves_the_password(configured, settings):
    settings.OIDC = settings.OIDC | {"issuer": "http://127.0.0.1:9"}
    answer = Client().get("/dang-nhap/oidc")
    assert answer.status_code == 403 and "mật khẩu" in answer.content.decode()


def test_who_presses_cancel_comes_back_to_a_kind_page(configured):
    client, address = begun()
    refused(client, f"{BACK}?{urlencode({'error': 'access_denied', 'state': params(address)['state']})}")


def test_a_wrong_secret_is_refused(configured, settings):
    settings.OIDC = settings.OIDC | {"secret": "not-the-one"}
    client, address = begun()
    refused(client, configured.sign_in(address, "hanh"))


@pytest.mark.parametrize(
    ("address", "kept"),
    [("", ""), ("https://sso.thanhhoa.example/", "https://sso.thanhhoa.example"), ("http://127.0.0.1:80", "http://127.0.0.1:80")],
)
def test_an_issuer_is_read_from_the_environment(monkeypatch, address, kept):
    monkeypatch.setenv("THANTHIEN_OIDC_ISSUER", address)
    assert env.issuer("THANTHIEN_OIDC_ISSUER") == kept


def test_an_issuer_without_encryption_stops_the_start(monkeypatch):
    monkeypatch.setenv("THANTHIEN_OIDC_ISSUER", "http://sso.thanhhoa.example")
    with pytest.raises(ImproperlyConfigured, match="https"):
        env.issuer("THANTHIEN_OIDC_ISSUER")


def test_roles_come_from_the_office_never_from_the_server(configured, office):
    client, address = begun()
    client.get(configured.sign_in(address, "hanh"))
    assert client.get("/lanh-dao/").status_code == 403
