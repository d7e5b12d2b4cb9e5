"""The first start of a machine: the console's code, the commune, its facts, the first administrator; every step kept at once."""

import pytest
from django.test import Client

from builders.office import _unit
from thanthien.config.management.commands import start as command
from thanthien.doors.admin import first_code
from thanthien.people.models import Office, Officer, RoleGrant, Unit
from thanthien.people.rules import Role

WEST = "31348"
FACTS = {
    "centre": "Trung tâm Phục vụ hành chính công xã Trường Long Tây", "address": "Ấp Trường Thọ", "hotline": "0292 384 9999",
    "place": "Trường Long Tây", "morning_from": "7:00", "morning_to": "11h", "afternoon_from": "13:00", "afternoon_to": "17:00",
}  # fmt: skip
PERSON = {"name": "Nguyễn Văn Bình", "login": "", "password": "song-hau-mua-nuoc-noi", "again": "song-hau-mua-nuoc-noi"}


@pytest.fixture
def country(db):
    """Two communes of one name in a province, and one elsewhere."""
    land = _unit("VN", "Việt Nam", "country")
    can_tho = _unit("92", "Thành phố Cần Thơ", "city", land)
    vinh_long = _unit("86", "Tỉnh Vĩnh Long", "province", land)
    _unit("31309", "Xã Trường Long", "commune", can_tho)
    _unit(WEST, "Xã Trường Long Tây", "commune", can_tho)
    _unit("29516", "Phường Trường Long Hòa", "ward", vinh_long)


@pytest.fixture
def fresh(country):
    """A browser in front of a machine without any office."""
    yield Client()
    first_code.forget()


def let_in(browser: Client) -> Client:
    assert browser.post("/bat-dau", {"code": first_code.the_code().lower().replace("-", " ")}).url == "/bat-dau/xa"
    return browser


def test_the_front_door_of_an_empty_machine_leads_to_the_first_start(fresh):
    assert fresh.get("/").url == "/bat-dau"
    assert fresh.get("/tra-cuu").status_code == 404


def test_without_the_code_no_step_opens(fresh):
    for path in ("/bat-dau/xa", f"/bat-dau/xa/{WEST}", "/bat-dau/quan-tri"):
        assert fresh.get(path).url == "/bat-dau", path
    answer = fresh.post("/bat-dau", {"code": "AAAA-AAAA"})
    assert answer.status_code == 422 and "Mã chưa đúng" in answer.content.decode()
    assert "AAAA-AAAA" in answer.content.decode()


def test_ten_wrong_codes_close_the_door_for_a_while(fresh):
    for _ in range(10):
        fresh.post("/bat-dau", {"code": "AAAA-AAAA"})
    assert fresh.post("/bat-dau", {"code": first_code.the_code()}).status_code == 429


def test_the_code_stays_the_same_until_it_is_used(fresh):
    assert first_code.the_code() == first_code.the_code()
    assert first_code.right(first_code.the_code().replace("-", "").lower())


@pytest.mark.parametrize(
    "typed", ["truong long tay", "Tây Trường Long", "TRUONG LONG TAY CAN THO", "cần thơ, trường long tây", WEST]
)
def test_a_commune_is_found_without_marks_in_any_order(fresh, typed):
    answer = let_in(fresh).get("/bat-dau/xa", {"q": typed})
    assert [one.code for one in answer.context["found"]][0] == WEST


def test_a_commune_is_found_with_a_typing_error(fresh):
    answer = let_in(fresh).get("/bat-dau/xa", {"q": "truong lomg tay"})
    assert answer.context["found"][0].code == WEST


def test_a_commune_is_found_by_its_province_without_typing(fresh):
    answer = let_in(fresh).get("/bat-dau/xa", {"tinh": "92"})
    assert [one.code for one in answer.context["found"]] == ["31309", WEST]
    assert [one.name for one in answer.context["provinces"]] == ["Thành phố Cần Thơ", "Tỉnh Vĩnh Long"]


def test_what_is_not_found_says_what_to_try(fresh):
    assert "Gõ ít chữ hơn" in let_in(fresh).get("/bat-dau/xa", {"q": "zzzz"}).content.decode()


def test_the_page_proposes_what_follows_from_the_name(fresh):
    text = let_in(fresh).get(f"/bat-dau/xa/{WEST}").content.decode()
    assert 'value="Trung tâm Phục vụ hành chính công xã Trường Long Tây"' in text
    assert 'value="Trường Long Tây"' in text and 'value="08:00"' in text


def test_what_is_no_commune_is_not_there(fresh):
    let_in(fresh)
    for code in ("92", "99999", "VN"):
        assert fresh.get(f"/bat-dau/xa/{code}").status_code == 404, code


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("hotline", "", "Ghi số điện thoại có người nghe."), ("hotline", "gọi bác Ba", "Ghi số điện thoại bằng chữ số"),
        ("morning_from", "sáng sớm", "Ghi giờ như 07:30."), ("afternoon_from", "10:00", "Giờ này phải sau 11:00."),
        ("portal_code", "xã Trường Long Tây", "Ghi mã như H56.327"), ("portal_code", "MAU.313.48", "Ghi mã như H56.327"),
        ("portal_code", "H13", "Ghi mã như H56.327"),
        ("centre", "x" * 161, "Dài quá 160 chữ."),
    ],
)  # fmt: skip
def test_a_wrong_field_says_what_to_do_and_everything_typed_stays(fresh, name, typed, sentence):
    answer = let_in(fresh).post(f"/bat-dau/xa/{WEST}", FACTS | {name: typed})
    text = answer.content.decode()
    assert answer.status_code == 422 and sentence in text and f'id="sai-{name}"' in text
    assert 'value="Ấp Trường Thọ"' in text
    assert not Office.objects.exists()


def test_the_code_of_the_portal_can_be_told_at_once_and_is_nobody_elses(fresh):
    path = f"/bat-dau/xa/{WEST}"
    Unit.objects.filter(pk="31309").update(portal_code="H13.07")
    taken = let_in(fresh).post(path, FACTS | {"portal_code": "h13.07"})
    assert taken.status_code == 422 and "Mã H13.07 là của Xã Trường Long." in taken.content.decode()
    assert not Office.objects.exists()
    assert fresh.post(path, FACTS | {"portal_code": "h13. 08"}).status_code == 302
    assert Unit.objects.get(pk=WEST).portal_code == "H13.08"
    assert 'value="H13.08"' in fresh.get(path).content.decode()


def test_a_step_is_saved_at_once_and_taken_up_again_in_another_browser(fresh):
    assert let_in(fresh).post(f"/bat-dau/xa/{WEST}", FACTS).url == "/bat-dau/quan-tri"
    assert Office.objects.get().hours["fri"] == [["07:00", "11:00"], ["13:00", "17:00"]]
    other = Client()
    assert other.post("/bat-dau", {"code": first_code.the_code()}).url == "/bat-dau/quan-tri"
    assert 'value="0292 384 9999"' in other.get(f"/bat-dau/xa/{WEST}").content.decode()


def test_the_wrong_commune_is_chosen_anew(fresh):
    let_in(fresh).post("/bat-dau/xa/31309", FACTS)
    fresh.post(f"/bat-dau/xa/{WEST}", FACTS)
    assert [office.pk for office in Office.objects.all()] == [WEST]


def test_the_first_administrator_closes_the_first_start(fresh):
    let_in(fresh).post(f"/bat-dau/xa/{WEST}", FACTS)
    answer = fresh.post("/bat-dau/quan-tri", PERSON)
    assert answer.url == "/quan-tri/"
    officer = Officer.objects.get()
    assert (officer.login, officer.unit_id) == ("binh.nv", WEST)
    assert officer.check_password(PERSON["password"])
    assert sorted(RoleGrant.objects.values_list("role", "unit_id")) == [(Role.ADMIN, WEST), (Role.ADMIN, "VN")]
    for path in ("/bat-dau", "/bat-dau/xa", "/bat-dau/quan-tri"):
        assert Client().get(path).status_code == 404, path


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"again": "khac"}, "Hai lần ghi khác nhau."), ({"name": ""}, "Ghi họ và tên."),
        ({"login": "Bình Nguyễn"}, "Tên đăng nhập chỉ gồm chữ thường"),
    ],
)  # fmt: skip
def test_a_wrong_administrator_makes_nobody(fresh, change, sentence):
    let_in(fresh).post(f"/bat-dau/xa/{WEST}", FACTS)
    answer = fresh.post("/bat-dau/quan-tri", PERSON | change)
    text = answer.content.decode()
    assert answer.status_code == 422 and sentence in text
    assert PERSON["password"] not in text
    assert not Officer.objects.exists()


def test_an_administrator_before_a_commune_is_sent_back(fresh):
    assert let_in(fresh).get("/bat-dau/quan-tri").url == "/bat-dau/xa"


def test_a_machine_with_an_administrator_has_no_first_start(administration):
    assert Client().get("/bat-dau").status_code == 404
    assert not first_code.fresh()


@pytest.mark.allow_hosts(["192.0.2.1"])
def test_start_prepares_and_the_console_says_the_code(db, capsys):
    from thanthien.config.greeting import greet

    command.Command().handle(host="127.0.0.1", port=8000, no_serve=True)
    assert Unit.objects.filter(kind="commune").count() > 2000
    said: list[str] = []
    greet(8123, said.append)
    assert first_code.the_code() in "\n".join(said) and "http://localhost:8123/bat-dau" in "\n".join(said)
    first_code.forget()
