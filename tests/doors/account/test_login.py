"""Signing in: the right name and password, the wrong ones, the lock, the first own password, leaving."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from doors.account.conftest import PASSWORD
from thanthien.journal.models import Entry
from thanthien.people import actions as people
from thanthien.shared.actor import system

HALL, HOME = "10.0.0.5", "10.0.0.9"


def text(answer) -> str:
    return answer.content.decode()


def test_the_page_says_who_it_is_for_and_loads_no_script(client, office):
    page = client.get("/dang-nhap")
    assert page.status_code == 200 and "Cán bộ đăng nhập" in text(page) and 'id="id_username"' in text(page)
    assert "<script" not in text(page) and "hạnh" not in text(page).lower()


@pytest.mark.parametrize(
    ("login", "page"), [("hanh", "/quay/"), ("nghia", "/lanh-dao/"), ("an", "/quan-tri/"), (" Hanh ", "/quay/")]
)
def test_each_officer_arrives_at_the_screen_of_their_work(staff, login, page):
    answer, _ = staff.sign_in(login)
    assert (answer.status_code, answer["Location"]) == (302, page)


def test_one_comes_back_to_the_page_that_asked(staff):
    client = Client()
    asked = client.get("/viec/")
    assert asked["Location"] == "/dang-nhap?next=/viec/"
    assert 'name="next" value="/viec/"' in text(client.get(asked["Location"]))
    answer = client.post("/dang-nhap", {"login": "hanh", "password": PASSWORD, "next": "/viec/"})
    assert answer["Location"] == "/viec/"


@pytest.mark.parametrize("wanted", ["https://la.example/", "//la.example/", "javascript:alert(1)"])
def test_nobody_is_led_away_by_a_link(staff, wanted):
    answer = Client().post("/dang-nhap", {"login": "hanh", "password": PASSWORD, "next": wanted})
    assert answer["Location"] == "/quay/"


@pytest.mark.parametrize(
    ("login", "password", "said"),
    [
        ("hanh", "sai rồi", "chưa đúng"),
        ("khongco", PASSWORD, "chưa đúng"),
        ("hanh", "", "Chưa gõ mật khẩu"),
        ("", PASSWORD, "Chưa gõ tên"),
    ],
)
def test_a_wrong_one_is_said_kindly_and_keeps_the_name(staff, login, password, said):
    answer, client = staff.sign_in(login, password)
    assert answer.status_code == 200 and said in text(answer) and f'value="{login}"' in text(answer)
    assert f'value="{password or PASSWORD}"' not in text(answer)
    assert client.get("/quay/").status_code == 302


def test_who_has_left_does_not_get_in(staff):
    office = staff.office
    client = staff.entered(office.dinh)
    people.close_counter(counter=office.counters[1], by=system(office.unit), at=office.at)
    people.deactivate_officer(officer=office.dinh, by=system(office.unit), at=office.at)
    assert "chưa đúng" in text(staff.sign_in("dinh")[0])
    assert client.get("/quay/")["Location"].startswith("/dang-nhap"), "an open session ends too"


def test_the_session_is_a_new_one_after_the_login(staff):
    client = Client()
    client.get("/dang-nhap")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    client.post("/dang-nhap", {"login": "hanh", "password": PASSWORD})
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_leaving_ends_the_session_on_the_server(staff):
    client = staff.entered(staff.office.hanh)
    key = client.session.session_key
    assert client.get("/dang-xuat").status_code == 405
    answer = client.post("/dang-xuat")
    assert (answer.status_code, answer["Location"]) == (302, "/dang-nhap")
    assert "storage" in answer["Clear-Site-Data"] and not Session.objects.filter(session_key=key).exists()
    assert client.get("/quay/").status_code == 302


def lock(staff, login: str, address: str):
    answers = [staff.sign_in(login, "sai rồi", REMOTE_ADDR=address)[0] for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert [a.status_code for a in answers] == [200] * (len(answers) - 1) + [429]
    return answers[-1]


def test_five_wrong_ones_lock_the_account_there_and_say_until_when(staff):
    page = lock(staff, "hanh", HALL)
    assert "08:45" in text(page) and "mở khóa" in text(page) and "hanh" in text(page)
    assert staff.sign_in("hanh", REMOTE_ADDR=HALL)[0].status_code == 429, "the right password must wait too"


def test_neither_the_hall_nor_another_place_is_locked_with_it(staff):
    lock(staff, "hanh", HALL)
    assert staff.sign_in("dinh", REMOTE_ADDR=HALL)[0].status_code == 302
    assert staff.sign_in("hanh", REMOTE_ADDR=HOME)[0].status_code == 302


def test_the_lock_ends_by_itself_and_trying_does_not_lengthen_it(staff):
    lock(staff, "hanh", HALL)
    staff.clock.shift(timedelta(minutes=14))
    assert "08:45" in text(staff.sign_in("hanh", "sai", REMOTE_ADDR=HALL)[0])
    staff.clock.shift(timedelta(minutes=2))
    assert staff.sign_in("hanh", REMOTE_ADDR=HALL)[0].status_code == 302


def test_a_right_one_forgets_the_wrong_ones_before(staff):
    for _ in range(2):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            assert staff.sign_in("hanh", "sai", REMOTE_ADDR=HALL)[0].status_code == 200
        assert staff.sign_in("hanh", REMOTE_ADDR=HALL)[0].status_code == 302


def test_the_address_is_believed_from_the_offices_own_proxy_only(staff, settings):
    for n in range(settings.AXES_FAILURE_LIMIT):
        staff.sign_in("hanh", "sai", REMOTE_ADDR=HALL, HTTP_X_FORWARDED_FOR=f"9.9.9.{n}")
    assert staff.sign_in("hanh", REMOTE_ADDR=HALL, HTTP_X_FORWARDED_FOR="9.9.9.99")[0].status_code == 429
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert staff.sign_in("hanh", REMOTE_ADDR=HALL, HTTP_X_FORWARDED_FOR="1.1.1.1, 9.9.9.98")[0].status_code == 302


def test_the_administrator_unlocks_and_the_journal_keeps_it(staff):
    lock(staff, "hanh", HALL)
    an = staff.entered(staff.an)
    assert an.post("/nhan-su/hanh/mo-khoa").status_code == 302
    assert staff.sign_in("hanh", REMOTE_ADDR=HALL)[0].status_code == 302
    entry = Entry.objects.get(kind="officer.sign_in")
    assert (entry.actor, entry.data) == ("officer:an", {"login": "hanh", "done": "unlocked"})


@pytest.mark.parametrize(("who", "status"), [("hanh", 403), ("nghia", 403), ("la", 403)])
def test_nobody_else_unlocks(staff, who, status):
    lock(staff, "dinh", HALL)
    client = staff.entered(getattr(staff.office, who))
    assert client.post("/nhan-su/dinh/mo-khoa").status_code == status
    assert staff.sign_in("dinh", REMOTE_ADDR=HALL)[0].status_code == 429


def test_another_communes_officer_is_not_there_for_the_administrator(staff):
    an = staff.entered(staff.an)
    assert an.post("/nhan-su/la/mo-khoa").status_code == 404
    assert an.post("/nhan-su/khongco/mo-khoa").status_code == 404


def test_a_given_password_opens_one_page_only_until_an_own_one_is_set(staff):
    given = people.reset_password(officer=staff.office.hanh, by=system(staff.office.unit), at=staff.office.at)
    answer, client = staff.sign_in("hanh", given)
    assert answer.status_code == 302
    for page in ("/quay/", "/viec/", "/toi/", "/"):
        assert client.get(page)["Location"] == "/toi/mat-khau"
    page = text(client.get("/toi/mat-khau"))
    assert "chỉ dùng một lần" in page and given not in page
    assert 'name="old"' not in page, "it was typed a moment ago"
    again = client.post("/toi/mat-khau", {"new": given, "again": given})
    assert again.status_code == 422 and "phải khác" in text(again)
    done = client.post("/toi/mat-khau", {"new": "trăng lên đầu ngõ", "again": "trăng lên đầu ngõ"})
    assert (done.status_code, done["Location"]) == (302, "/quay/")
    assert client.get("/quay/").status_code == 200
    assert "chưa đúng" in text(staff.sign_in("hanh", given)[0])
    assert staff.sign_in("hanh", "trăng lên đầu ngõ")[0]["Location"] == "/quay/"
    assert 'name="old"' in text(client.get("/toi/mat-khau"))
    without = client.post("/toi/mat-khau", {"new": "mưa trên mái lá", "again": "mưa trên mái lá"})
    assert without.status_code == 422 and "đang dùng chưa đúng" in text(without)


def test_a_reset_ends_the_sessions_that_were_open(staff):
    client = staff.entered(staff.office.hanh)
    assert client.get("/quay/").status_code == 200
    people.reset_password(officer=staff.office.hanh, by=system(staff.office.unit), at=staff.office.at)
    assert client.get("/quay/").status_code == 302


def test_the_demonstration_enters_by_one_press_without_a_second_step(client, office, settings, monkeypatch):
    from thanthien.people.models import Office

    settings.MFA_REQUIRED = True
    Office.objects.filter(pk=office.unit).update(demo=True)
    assert client.post("/demo/vao/nghia", {"next": "/lanh-dao/"})["Location"] == "/lanh-dao/"
    assert client.get("/lanh-dao/").status_code == 200
