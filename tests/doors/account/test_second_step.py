"""The second step: asked of administrators and leaders, set up by a telephone, replaced by codes on paper, sealed."""

import base64
import hmac
import re
import struct
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from doors.account.conftest import PASSWORD
from thanthien.journal.models import Entry
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.shared.actor import system

SET_UP = "/toi/buoc-hai/bat"


@pytest.fixture(autouse=True)
def _asked(settings):
    settings.MFA_REQUIRED = True


def text(answer) -> str:
    return answer.content.decode()


def telephone(secret: str, at) -> str:
    """What an authenticator shows: RFC 6238 with 30 s and six digits, written here from the standard."""
    key = base64.b32decode(secret.replace(" ", ""))
    mac = hmac.digest(key, struct.pack(">Q", int(at.timestamp()) // 30), "sha1")
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def secret_on(page) -> str:
    return re.search(r'data-test="secret">([A-Z2-7 ]+)<', text(page))[1]


def set_up(staff, client) -> tuple[str, list[str]]:
    """Scan, type the code; returns the secret and the ten codes for paper."""
    secret = secret_on(client.get(SET_UP))
    answer = client.post(SET_UP, {"code": telephone(secret, staff.clock_now())})
    assert (answer.status_code, answer["Location"]) == (302, "/toi/buoc-hai/ma"), text(answer)
    codes = re.findall(r'<li class="code">(\w+)</li>', text(client.get("/toi/buoc-hai/ma")))
    return secret, codes


def test_the_six_digits_are_those_of_the_standard():
    from datetime import UTC, datetime

    rfc = base64.b32encode(b"12345678901234567890").decode()  # RFC 6238, appendix B, last six of eight digits
    assert telephone(rfc, datetime.fromtimestamp(59, UTC)) == "287082"
    assert telephone(rfc, datetime.fromtimestamp(1111111109, UTC)) == "081804"


def test_a_leader_sees_nothing_before_the_second_step_is_set_up(staff):
    client = staff.entered(staff.office.nghia)
    for page in ("/lanh-dao/", "/toi/", "/quan-tri/"):
        assert client.get(page)["Location"] == SET_UP
    page = client.get(SET_UP)
    assert "<svg" in text(page) and "Quản trị và lãnh đạo" in text(page)
    _, codes = set_up(staff, client)
    assert len(set(codes)) == 10
    assert client.get("/lanh-dao/").status_code == 200
    entry = Entry.objects.get(kind="officer.sign_in")
    assert (entry.actor, entry.data["done"]) == ("officer:nghia", "set")


def test_a_wrong_first_code_sets_nothing_up_and_keeps_the_same_square(staff):
    client = staff.entered(staff.office.nghia)
    secret = secret_on(client.get(SET_UP))
    wrong = client.post(SET_UP, {"code": "000000"})
    assert wrong.status_code == 200 and "chưa đúng" in text(wrong) and secret_on(wrong) == secret
    assert "Chưa gõ mã" in text(client.post(SET_UP, {"code": ""}))
    assert not Authenticator.objects.exists()


def test_from_then_on_the_password_alone_opens_nothing(staff):
    secret, _ = set_up(staff, staff.entered(staff.office.nghia))
    staff.clock.shift(timedelta(minutes=5))
    answer, client = staff.sign_in("nghia")
    assert answer["Location"] == "/dang-nhap/buoc-hai"
    assert client.get("/lanh-dao/")["Location"].startswith("/dang-nhap")
    assert "Phạm Văn Nghĩa" in text(client.get("/dang-nhap/buoc-hai"))
    wrong = client.post("/dang-nhap/buoc-hai", {"code": "123456"})
    assert wrong.status_code == 200 and "chưa đúng" in text(wrong)
    right = client.post("/dang-nhap/buoc-hai", {"code": telephone(secret, staff.clock_now())})
    assert (right.status_code, right["Location"]) == (302, "/lanh-dao/")
    assert client.get("/lanh-dao/").status_code == 200


def test_a_code_opens_once(staff):
    secret, _ = set_up(staff, staff.entered(staff.office.nghia))
    staff.clock.shift(timedelta(minutes=5))
    code = telephone(secret, staff.clock_now())
    first, second = staff.sign_in("nghia")[1], staff.sign_in("nghia")[1]
    assert first.post("/dang-nhap/buoc-hai", {"code": code}).status_code == 302
    assert second.post("/dang-nhap/buoc-hai", {"code": code}).status_code == 200


def test_a_clock_that_is_half_a_minute_off_is_forgiven(staff):
    secret, _ = set_up(staff, staff.entered(staff.office.nghia))
    staff.clock.shift(timedelta(minutes=5))
    for late, status in ((30, 302), (120, 200)):
        client = staff.sign_in("nghia")[1]
        code = telephone(secret, staff.clock_now() - timedelta(seconds=late))
        assert client.post("/dang-nhap/buoc-hai", {"code": code}).status_code == status


def test_a_code_on_paper_opens_when_the_telephone_is_lost_each_once(staff):
    _, codes = set_up(staff, staff.entered(staff.office.nghia))
    client = staff.sign_in("nghia")[1]
    assert client.post("/dang-nhap/buoc-hai", {"code": codes[3]}).status_code == 302
    assert "còn 9 mã" in text(client.get("/toi/"))
    assert staff.sign_in("nghia")[1].post("/dang-nhap/buoc-hai", {"code": codes[3]}).status_code == 200
    assert staff.sign_in("nghia")[1].post("/dang-nhap/buoc-hai", {"code": codes[4]}).status_code == 302


def test_the_page_of_the_second_step_alone_leads_back_to_the_login(client, staff):
    assert client.get("/dang-nhap/buoc-hai")["Location"] == "/dang-nhap"


def test_one_may_start_over_with_another_name(staff):
    set_up(staff, staff.entered(staff.office.nghia))
    client = staff.sign_in("nghia")[1]
    assert client.get("/dang-nhap")["Location"] == "/dang-nhap/buoc-hai", "what was begun goes on"
    client.post("/dang-xuat")
    assert "Cán bộ đăng nhập" in text(client.get("/dang-nhap"))


def test_an_officer_at_the_counter_is_not_asked_but_may(staff):
    client = staff.entered(staff.office.hanh)
    assert client.get("/quay/").status_code == 200
    set_up(staff, client)
    assert staff.sign_in("hanh")[0]["Location"] == "/dang-nhap/buoc-hai"
    assert client.post("/toi/buoc-hai/tat").status_code == 302
    assert staff.sign_in("hanh")[0]["Location"] == "/quay/"


def test_who_must_have_it_cannot_take_it_off(staff):
    client = staff.entered(staff.office.nghia)
    set_up(staff, client)
    page = client.get("/toi/buoc-hai/tat")
    assert "nhờ quản trị đặt lại" in text(page) and 'data-test="second-off"' not in text(page)
    assert client.post("/toi/buoc-hai/tat").status_code == 200
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_a_leader_by_delegation_is_asked_too(staff):
    office = staff.office
    day = office.at.date()
    people.delegate(
        giver=office.nghia, taker=office.dinh, roles=(Role.LEADER,), valid_from=day, valid_to=day, document="12/UQ-UBND",
        by=system(office.unit), at=office.at,
    )  # fmt: skip
    assert staff.entered(office.dinh).get("/quay/")["Location"] == SET_UP
    staff.clock.shift(timedelta(days=1))
    assert staff.entered(office.dinh).get("/quay/").status_code == 200


def test_after_a_while_such_things_are_asked_again(staff):
    client = staff.entered(staff.office.hanh)
    staff.clock.shift(timedelta(hours=1))
    asked = client.get(SET_UP)
    assert asked["Location"].startswith("/toi/xac-nhan")
    page = client.get(asked["Location"])
    assert "Xác nhận là chính mình" in text(page)
    assert "chưa đúng" in text(client.post(asked["Location"], {"password": "sai"}))
    back = client.post(asked["Location"], {"password": PASSWORD, "next": SET_UP})
    assert back.status_code == 302
    assert client.get(SET_UP).status_code == 200


def test_new_codes_make_the_old_ones_worthless(staff):
    client = staff.entered(staff.office.hanh)
    _, old = set_up(staff, client)
    assert "Còn 10 mã" in text(client.get("/toi/buoc-hai/ma-moi"))
    assert client.post("/toi/buoc-hai/ma-moi")["Location"] == "/toi/buoc-hai/ma"
    new = re.findall(r'<li class="code">(\w+)</li>', text(client.get("/toi/buoc-hai/ma")))
    assert len(new) == 10 and not set(new) & set(old)
    assert staff.sign_in("hanh")[1].post("/dang-nhap/buoc-hai", {"code": old[0]}).status_code == 200


def test_the_administrator_helps_who_lost_telephone_and_paper(staff):
    set_up(staff, staff.entered(staff.office.nghia))
    an = staff.entered(staff.an)
    set_up(staff, an)
    assert an.post("/nhan-su/nghia/bo-buoc-hai").status_code == 302
    assert not Authenticator.objects.filter(user=staff.office.nghia).exists()
    assert staff.entered(staff.office.nghia).get("/lanh-dao/")["Location"] == SET_UP
    hanh = staff.entered(staff.office.hanh)
    assert hanh.post("/nhan-su/an/bo-buoc-hai").status_code == 403
    assert Authenticator.objects.filter(user=staff.an).exists()


def test_the_database_alone_gives_no_key_away(staff):
    secret, codes = set_up(staff, staff.entered(staff.office.nghia))
    kept = " ".join(str(row.data) for row in Authenticator.objects.all())
    assert secret.replace(" ", "") not in kept
    assert not [code for code in codes if code in kept]


def test_another_persons_codes_are_not_there(staff):
    set_up(staff, staff.entered(staff.office.hanh))
    dinh = staff.entered(staff.office.dinh)
    assert dinh.get("/toi/buoc-hai/ma").status_code == 404
    assert Client().get("/toi/buoc-hai/ma")["Location"].startswith("/dang-nhap")
