"""Counters, services of the hall and the facts of the office: three people, wrong input, two at once, a way back."""

import pytest

from builders.playing import logged_in
from thanthien.dossiers.rules import code_prefix
from thanthien.people import actions as people
from thanthien.people.models import Counter, Office, Unit
from thanthien.people.rules import Role
from thanthien.procedures.actions import load_catalogue
from thanthien.queueing import actions as queueing
from thanthien.queueing import offering
from thanthien.queueing.models import Service, ServiceCounter
from thanthien.queueing.queries import hall_rules
from thanthien.shared.actor import system

COUNTER = {"number": "4", "name": "Đất đai"}
SERVICE = {"letter": "d", "name": "Đất đai", "examples": "Sổ đỏ", "kind": "intake", "pictogram": "house"}


def page(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def hall(administration):
    """Two services at the three counters: A at 1 and 2, B at 2 only."""
    office = administration.office
    by, at = system(office.unit), office.at
    offering.offer_service(unit=office.unit, letter="A", name="Hộ tịch", counters=office.counters[:2], by=by, at=at)
    offering.offer_service(unit=office.unit, letter="B", name="Chứng thực", counters=office.counters[1:2], by=by, at=at)
    return administration


def counter(hall, number: int) -> Counter:
    return Counter.objects.get(unit_id=hall.unit, number=number)


PAGES = ("/quan-tri/quay", "/quan-tri/quay/them", "/quan-tri/viec-o-sanh", "/quan-tri/viec-o-sanh/them", "/quan-tri/mot-cua")


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_the_administrators(hall, path):
    assert hall.admin.get(path).status_code == 200
    assert hall.colleague.get(path).status_code == 403


def test_another_communes_counter_and_service_are_not_there(hall):
    one, service = counter(hall, 1), Service.objects.get(letter="A")
    for path in (f"/quan-tri/quay/{one.pk}", f"/quan-tri/viec-o-sanh/{service.pk}"):
        assert hall.admin.get(path).status_code == 200
        assert hall.stranger.get(path).status_code == 404
        assert hall.stranger.post(path, COUNTER | SERVICE).status_code == 404
        assert hall.stranger.post(path + "/bo").status_code == 404
        assert hall.stranger.post(path + "/co-lai").status_code == 404
    assert Counter.objects.get(pk=one.pk).active and Service.objects.get(pk=service.pk).active


def test_a_counter_is_added_with_what_it_takes(hall):
    assert 'value="4"' in page(hall.admin.get("/quan-tri/quay/them"))
    wanted = Service.objects.get(letter="B")
    assert hall.admin.post("/quan-tri/quay/them", COUNTER | {"services": [wanted.pk]}).url == "/quan-tri/quay"
    made = counter(hall, 4)
    assert made.name == "Đất đai"
    assert list(ServiceCounter.objects.filter(counter=made).values_list("service__letter", flat=True)) == ["B"]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [("", "Ghi số quầy."), ("một", "Ghi một số từ 1 đến 99."), ("0", "Ghi một số"), ("2", "Đã có quầy 2.")],
)
def test_a_wrong_number_says_what_to_do_and_the_name_stays(hall, number, sentence):
    answer = hall.admin.post("/quan-tri/quay/them", COUNTER | {"number": number})
    assert answer.status_code == 422
    assert sentence in page(answer) and 'value="Đất đai"' in page(answer)
    assert Counter.objects.filter(unit_id=hall.unit).count() == 3


def test_a_double_press_adds_one_counter(hall):
    for _ in range(2):
        hall.admin.post("/quan-tri/quay/them", COUNTER | {"once": "b" * 32})
    assert Counter.objects.filter(unit_id=hall.unit).count() == 4


def test_two_administrators_lose_nothing(hall):
    other = people.add_officer(
        unit=hall.unit, login="thu.pt", name="Phạm Thị Thu", roles=(Role.ADMIN,), by=system(hall.unit), at=hall.office.at
    )
    second = logged_in(other)
    one = counter(hall, 3)
    path = f"/quan-tri/quay/{one.pk}"
    seen = second.get(path).context["form"].seen
    hall.admin.post(path, {"number": "3", "name": "Căn cước", "seen": hall.admin.get(path).context["form"].seen})
    answer = second.post(path, {"number": "3", "name": "Cư trú", "seen": seen})
    text = page(answer)
    assert answer.status_code == 422
    assert "Lương Văn An vừa lưu mục này lúc 08:30." in text
    assert 'value="Cư trú"' in text and "Người kia đã lưu: <b>Căn cước</b>" in text
    assert counter(hall, 3).name == "Căn cước"
    again = {"number": "3", "name": "Cư trú", "seen": answer.context["form"].seen}
    assert second.post(path, again).status_code == 302
    assert counter(hall, 3).name == "Cư trú"


def test_an_idle_counter_goes_and_comes_back(hall):
    one = counter(hall, 3)
    answer = hall.admin.post(f"/quan-tri/quay/{one.pk}/bo", follow=True)
    assert "Đã bỏ quầy 3." in page(answer) and f'action="/quan-tri/quay/{one.pk}/co-lai"' in page(answer)
    assert 'data-test="counter-3"' not in page(answer)
    hall.admin.post(f"/quan-tri/quay/{one.pk}/co-lai")
    assert 'data-test="counter-3"' in page(hall.admin.get("/quan-tri/quay"))


def test_a_counter_in_use_stays_and_says_where_it_is_used(hall):
    two = counter(hall, 2)
    answer = hall.admin.post(f"/quan-tri/quay/{two.pk}/bo", follow=True)
    text = page(answer)
    assert 'data-test="refused"' in text
    assert "Bùi Văn Định đang ngồi ở quầy" in text and "việc Chứng thực ở sảnh" in text
    assert counter(hall, 2).active


def test_a_list_of_counters_takes_the_same_queries_for_one_and_three(hall, django_assert_num_queries):
    def queries() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        hall.admin.get("/quan-tri/quay")  # what seldom changes is kept from then on
        with CaptureQueriesContext(connection) as captured:
            hall.admin.get("/quan-tri/quay")
        return len(captured)

    three = queries()
    people.remove_counter(counter=counter(hall, 3), by=system(hall.unit), at=hall.office.at)
    assert queries() == three


def test_lists_leave_as_files(hall):
    assert "Quầy,Tên trên bảng,Nhận việc" in hall.admin.get("/quan-tri/quay?xuat=csv").content.decode("utf-8-sig")
    assert "A Hộ tịch, B Chứng thực" in hall.admin.get("/quan-tri/quay?xuat=csv").content.decode("utf-8-sig")
    assert hall.admin.get("/quan-tri/viec-o-sanh?xuat=xlsx").content.startswith(b"PK")


def test_a_service_is_added_changed_and_gets_its_counters(hall):
    load_catalogue()
    seats = [counter(hall, 1).pk, counter(hall, 3).pk]
    answer = hall.admin.post("/quan-tri/viec-o-sanh/them", SERVICE | {"counters": seats, "fields": ["dat_dai", "khong_co"]})
    assert answer.url == "/quan-tri/viec-o-sanh"
    made = Service.objects.get(letter="D")
    assert made.fields == ["dat_dai"]
    hall.admin.post(f"/quan-tri/viec-o-sanh/{made.pk}", SERVICE | {"name": "Nhà đất", "letter": "D", "counters": seats[:1]})
    assert Service.objects.get(pk=made.pk).name == "Nhà đất"
    assert list(ServiceCounter.objects.filter(service=made).values_list("counter__number", flat=True)) == [1]


@pytest.mark.parametrize(
    ("letter", "sentence"),
    [
        ("A", "Chữ A đã dùng cho việc khác."),
        ("1", "một hoặc hai chữ cái"),
        ("P", "dành cho cuộn số in sẵn"),
        ("", "Ghi một chữ cái"),
    ],
)
def test_a_wrong_letter_says_what_to_do(hall, letter, sentence):
    answer = hall.admin.post("/quan-tri/viec-o-sanh/them", SERVICE | {"letter": letter})
    assert answer.status_code == 422 and sentence in page(answer) and 'value="Sổ đỏ"' in page(answer)


def test_a_letter_under_which_numbers_were_given_stays(hall):
    office, service = hall.office, Service.objects.get(letter="A")
    queueing.take_ticket(unit=hall.unit, service=service, channel="guide", by=office.actor(office.ngoc), at=office.at)
    answer = hall.admin.post(f"/quan-tri/viec-o-sanh/{service.pk}", SERVICE | {"letter": "X"})
    assert answer.status_code == 422 and "Đã phát số chữ A" in page(answer)
    answer = hall.admin.post(f"/quan-tri/viec-o-sanh/{service.pk}/bo", follow=True)
    assert "1 số của hôm nay còn chờ" in page(answer) and Service.objects.get(letter="A").active


def test_a_service_nobody_waits_for_goes_and_comes_back(hall):
    service = Service.objects.get(letter="B")
    assert "Đã bỏ việc Chứng thực." in page(hall.admin.post(f"/quan-tri/viec-o-sanh/{service.pk}/bo", follow=True))
    later = page(hall.admin.get("/quan-tri/viec-o-sanh"))
    assert 'data-test="back-B"' in later and f'action="/quan-tri/viec-o-sanh/{service.pk}/co-lai"' in later
    assert 'data-test="back-B"' not in page(hall.stranger.get("/quan-tri/viec-o-sanh"))
    taken = hall.admin.post(
        "/quan-tri/viec-o-sanh/them", {"letter": "B", "name": "Khác", "kind": "intake", "pictogram": "papers"}
    )
    assert taken.status_code == 422 and "Chữ B là của việc đã bỏ: Chứng thực. Lấy lại việc ấy" in page(taken)
    hall.admin.post(f"/quan-tri/viec-o-sanh/{service.pk}/co-lai")
    assert 'data-test="gone"' not in page(hall.admin.get("/quan-tri/viec-o-sanh"))
    assert Service.objects.get(letter="B").active


def test_an_empty_hall_gets_the_usual_services_over_its_counters(administration):
    load_catalogue()
    text = page(administration.admin.get("/quan-tri/viec-o-sanh"))
    assert 'data-test="empty"' in text and "Thêm sáu việc thường có" in text
    administration.admin.post("/quan-tri/viec-o-sanh/thuong-co")
    answer = administration.admin.get("/quan-tri/viec-o-sanh")
    assert [row.service.letter for row in answer.context["rows"]] == ["A", "B", "C", "D", "E", "K"]
    assert all(row.numbers for row in answer.context["rows"])
    assert answer.context["left"] == []
    refused = administration.admin.post("/quan-tri/viec-o-sanh/thuong-co", follow=True)
    assert "Sảnh đã có việc." in page(refused)


def test_without_counters_the_usual_services_ask_for_them_first(administration):
    stranger = administration.stranger
    assert "Thêm quầy trước" in page(stranger.get("/quan-tri/viec-o-sanh"))
    assert "Chưa có quầy nào." in page(stranger.post("/quan-tri/viec-o-sanh/thuong-co", follow=True))
    assert "Chưa có quầy nào" in page(stranger.get("/quan-tri/quay"))


FACTS = {
    "centre": "Một cửa Cẩm Tú",
    "address": "Thôn Thuần Lương",
    "hotline": "0237 111 2222",
    "place": "Cẩm Tú",
    "classes": ["age", "merit"],
    "age": "70",
    "bound": "5",
}


def test_facts_of_the_office_and_who_goes_first(administration):
    answer = administration.admin.post("/quan-tri/mot-cua", FACTS, follow=True)
    assert "Đã lưu thông tin Một cửa." in page(answer)
    assert Office.objects.get(pk=administration.unit).hotline == "0237 111 2222"
    rules = hall_rules(unit=administration.unit)
    assert dict(rules.classes) == {"age": "Từ 70 tuổi", "merit": "Người có công"}
    assert (rules.age, rules.bound) == (70, 5)


def test_the_code_of_the_portal_ends_the_specimen_and_two_do_not_overwrite_each_other(administration):
    path, unit = "/quan-tri/mot-cua", administration.unit
    assert code_prefix(portal_code=Unit.objects.get(pk=unit).portal_code, unit_code=unit)[1]
    old = {one.name: one.value for one in administration.admin.get(path).context["form"]}
    assert old["portal_code"] == "" and old["unit_seen"]
    known = {"unit_seen": old["unit_seen"]}
    assert administration.admin.post(path, FACTS | known | {"portal_code": "H56.327"}).status_code == 302
    assert code_prefix(portal_code=Unit.objects.get(pk=unit).portal_code, unit_code=unit) == ("H56.327", False)
    late = administration.admin.post(path, FACTS | known | {"portal_code": "H56.372", "place": "Cẩm Thủy"})
    assert late.status_code == 422 and "vừa lưu mục này" in page(late) and "H56.327" in page(late)
    assert 'value="H56.372"' in page(late) and Unit.objects.get(pk=unit).portal_code == "H56.327"
    assert Office.objects.get(pk=unit).place == "Cẩm Tú"
    knowing = {"unit_seen": late.context["form"]["unit_seen"].value, "seen": late.context["form"].seen}
    assert administration.admin.post(path, FACTS | knowing | {"portal_code": "H56.372"}).status_code == 302
    assert Unit.objects.get(pk=unit).portal_code == "H56.372"


@pytest.mark.parametrize(("name", "typed", "sentence"), [("hotline", "abc", "bằng chữ số"), ("age", "12", "từ 60 đến 100")])
def test_wrong_facts_save_nothing(administration, name, typed, sentence):
    answer = administration.admin.post("/quan-tri/mot-cua", FACTS | {name: typed})
    assert answer.status_code == 422 and sentence in page(answer)
    assert 'value="Thôn Thuần Lương"' in page(answer)
    assert Office.objects.get(pk=administration.unit).hotline == "0237 300 0000"
