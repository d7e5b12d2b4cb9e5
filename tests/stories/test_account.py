"""Signing in and one's own page, in a real browser: a wrong password, the second step, away and back; axe finds nothing."""

import base64
import hmac
import struct
import time

import pytest

from builders.axe import complaints
from builders.pressing import press

pytestmark = pytest.mark.browser
PASSWORD = "mưa nhỏ trên đồi chè"
GIVE = f"""
from django_scopes import scopes_disabled
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.clock import now
with scopes_disabled():
    for login in ("quan.ph", "hong.ct"):
        officer = Officer.objects.get(login=login)
        by = Actor(ActorKind.OFFICER, login, officer.unit_id)
        people.set_password(officer=officer, password={PASSWORD!r}, by=by, at=now())
"""


@pytest.fixture(scope="module")
def passwords(server):
    server.python(GIVE)


def telephone(secret: str) -> str:
    key = base64.b32decode(secret.replace(" ", ""))
    mac = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def fine(page) -> None:
    assert complaints(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def type_in(page, login: str, password: str = PASSWORD) -> None:
    page.fill("#id_username", login)
    page.fill("#id_password", password)
    press(page, "login")


def test_a_leader_signs_in_with_password_and_telephone(open_page, passwords):
    page = open_page("/dang-nhap", width=360, height=740)
    type_in(page, "quan.ph", "sai mật khẩu")
    assert page.locator('[data-test="login-error"]').is_visible() and page.input_value("#id_username") == "quan.ph"
    fine(page)
    type_in(page, "quan.ph")
    assert page.url.endswith("/toi/buoc-hai/bat")
    assert complaints(page) == []
    page.get_by_text("Không quét được?").click()
    secret = page.inner_text('[data-test="secret"]')
    page.fill("#o-code", telephone(secret))
    page.click('[data-test="set-second"]')
    page.wait_for_selector('[data-test="codes"]')
    assert complaints(page) == []
    first = page.locator('[data-test="codes"] li').first.inner_text()
    page.click('[data-test="codes-kept"]')
    page.wait_for_url("**/lanh-dao/")

    other = open_page("/dang-nhap")
    type_in(other, "quan.ph")
    assert other.url.endswith("/dang-nhap/buoc-hai")
    fine(other)
    other.fill("#id_code", first)
    other.click('[data-test="code"]')
    other.wait_for_url("**/lanh-dao/")


def test_away_and_back_is_seen_by_everybody(open_page, passwords):
    page = open_page("/dang-nhap")
    type_in(page, "hong.ct")
    page.wait_for_url("**/quay/")
    free = page.locator('form[action="/quay/mo"] button, button[name="counter"]').first
    if free.count():
        press(page, free)
    page.goto("/toi/vang")
    assert complaints(page) == []
    page.check('input[name="kind"][value="sick"]')
    page.click('[data-test="away"]')
    page.wait_for_selector('[data-test="noted"]')
    assert complaints(page) == []
    page.click('[data-test="away-back"]')
    page.wait_for_selector('[data-test="called-back"]')


@pytest.mark.parametrize("width", [360, 1280])
def test_ones_own_pages(enter, width):
    page = enter("hanh.lt", "/toi/", width=width, height=800)
    assert complaints(page) == []
    for path in ("/toi/vang", "/toi/mat-khau"):
        page.goto(path)
        assert complaints(page) == []
