"""The list by hamlet at the desk: masked, opened whole as an access, typed, from a file, done and undone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.playing import logged_in
from thanthien.journal.models import Access
from thanthien.outreach import listing
from thanthien.outreach.list_rules import Listed
from thanthien.outreach.models import HamletTarget, HelpCase, HelpPerson
from thanthien.people.models import Unit

PATH = "/ho-tro-truc-tuyen/danh-sach"
QUERIES = 5


@pytest.fixture
def hanh(desk):
    return logged_in(desk.office.hanh)


@pytest.fixture
def place(desk):
    unit = desk.office.unit
    return Unit.objects.create(code=f"{unit}-01", name="Thôn Ngọc", kind="hamlet", parent_id=unit)


def add(desk, place, n=1):
    office = desk.office
    rows = [(place.pk, Listed(f"Phạm Thị {('Nga', 'Sen', 'Mai')[k]}", 1950, "0912345678")) for k in range(n)]
    listing.add_all(unit=office.unit, people=rows, by=office.actor(office.hanh), at=office.at)
    return HelpPerson.objects.first()


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_empty_lists_say_what_to_do(hanh):
    page = text(hanh.get(PATH))
    assert "Xã chưa khai thôn nào" in page and "Danh sách còn trống" in page


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(desk, hanh, place, n, django_assert_num_queries):
    add(desk, place, n)
    hanh.get(PATH)
    with django_assert_num_queries(QUERIES):
        assert text(hanh.get(PATH)).count('data-test="person"') == n


def test_masked_in_page_and_file_whole_only_as_an_access(desk, hanh, place):
    add(desk, place)
    for address in (PATH, f"{PATH}?thon={place.pk}", f"{PATH}?xuat=csv"):
        shown = hanh.get(address).content.decode("utf-8-sig")
        assert "Thị Nga" not in shown and "0912345678" not in shown
    assert not Access.objects.filter(subject=f"helplist:{place.pk}").exists()
    assert "Phạm Thị Nga" in text(hanh.get(f"{PATH}/du-ten?thon={place.pk}"))
    assert "Phạm Thị Nga" in hanh.get(f"{PATH}/du-ten?thon={place.pk}&xuat=csv").content.decode("utf-8-sig")
    assert Access.objects.filter(subject=f"helplist:{place.pk}").count() == 1
    assert hanh.get(f"{PATH}/du-ten")["Location"] == PATH, "one hamlet at a time"
    assert logged_in(desk.office.nghia).get(f"{PATH}/du-ten?thon={place.pk}").status_code == 403


def test_typed_and_refused_with_what_was_typed(hanh, place):
    page = text(hanh.post(f"{PATH}/them", {"hamlet": place.pk, "name": "Cao Văn Sự", "birth_year": "58"}), 422)
    assert "bốn chữ số" in page and 'value="Cao Văn Sự"' in page
    for _ in range(2):
        answer = hanh.post(f"{PATH}/them", {"hamlet": place.pk, "name": "Cao Văn Sự", "birth_year": "1958", "once": "k"})
        assert answer["Location"] == f"{PATH}?thon={place.pk}"
    assert HelpPerson.objects.count() == 1


def test_done_counted_and_taken_back(desk, hanh, place):
    row = add(desk, place)
    page = text(hanh.post(f"{PATH}/{row.pk}/xong", {"do": "helped", "consent": "1"}, follow=True))
    assert f"{PATH}/{row.pk}/lai" in page and "100 %" in page and HelpCase.objects.count() == 1
    hanh.post(f"{PATH}/{row.pk}/lai")
    assert 'data-test="person"' in text(hanh.get(PATH))
    assert "Đã gạch" in text(hanh.post(f"{PATH}/{row.pk}/xong", {"do": "strike"}, follow=True))


def file_of(content):
    return {"file": SimpleUploadedFile("ds.csv", content.encode(), "text/csv")}


def test_a_file_is_seen_before_it_is_taken(desk, hanh, place):
    add(desk, place)
    page = text(
        hanh.post(f"{PATH}/nap", file_of("Thôn,Họ và tên,Năm sinh\nThôn Ngọc,Phạm Thị Nga,1950\nthon ngoc,Cao Văn Sự,\n"))
    )
    assert "Sẽ thêm 1 người" in page and "đã có, bỏ qua" in page and HelpPerson.objects.count() == 1
    packed = page.split('name="packed" value="')[1].split('"')[0]
    assert "Đã thêm 1 người" in text(hanh.post(f"{PATH}/nap", {"packed": packed}, follow=True))
    assert "Đã thêm 0 người" in text(hanh.post(f"{PATH}/nap", {"packed": packed}, follow=True))
    assert HelpPerson.objects.count() == 2


def test_wrong_cells_are_named_and_nothing_is_taken(hanh, place):
    page = text(hanh.post(f"{PATH}/nap", file_of("Thôn,Họ và tên,Năm sinh\nThôn Lạ,A B,1950\nThôn Ngọc,Sự,12\n")), 422)
    assert "Không có thôn “Thôn Lạ”" in page and "bốn chữ số" in page and "packed" not in page
    for data, said in (({}, "Chọn tệp"), ({"packed": "x"}, "đã cũ"), (file_of("a,b\n1,2\n"), "dòng tiêu đề")):
        assert said in text(hanh.post(f"{PATH}/nap", data), 422)
    assert hanh.get(f"{PATH}/nap?xuat=csv").status_code == 200 and "Thôn Ngọc" in text(hanh.get(f"{PATH}/nap"))


def test_the_leader_sets_a_hamlets_target(desk, place):
    chief = logged_in(desk.office.nghia)
    assert "1 đến 100" in text(chief.post(f"{PATH}/chi-tieu", {"hamlet": place.pk, "share": "0", "by_day": "2026-12-31"}), 422)
    assert "90 %" in text(
        chief.post(f"{PATH}/chi-tieu", {"hamlet": place.pk, "share": "90", "by_day": "2026-12-31"}, follow=True)
    )
    assert HamletTarget.objects.get().share == 90
