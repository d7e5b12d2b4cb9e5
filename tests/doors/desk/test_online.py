"""What citizens handed in online, at the desk: a file with its preview, the list, one record answered three ways."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.dossiers import all_marked
from builders.incoming import filed
from builders.playing import logged_in
from thanthien.dossiers.models import Dossier
from thanthien.exchange import incoming
from thanthien.exchange.incoming_rules import IncomingState
from thanthien.exchange.models import Incoming
from thanthien.journal.models import Access

PATH = "/nop-qua-mang/"


@pytest.fixture
def hanh(desk):
    return logged_in(desk.office.hanh)


def take(desk, *rows):
    office = desk.office
    incoming.take_in(unit=office.unit, rows=rows, source="file", by=office.actor(office.hanh), at=office.at)
    return Incoming.objects.first()


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def file_of(*rows):
    return {"file": SimpleUploadedFile("hoso.json", json.dumps(rows).encode(), "application/json")}


def test_an_empty_list_says_what_to_do(hanh):
    page = text(hanh.get(PATH))
    assert "Không có hồ sơ nào chờ xét" in page and 'data-test="unconfirmed"' in page


def test_a_file_is_seen_before_it_is_taken_and_taken_once(desk, hanh):
    take(desk, filed(2))
    page = text(hanh.post(f"{PATH}tep", file_of(filed(1), filed(2), filed(3, ChuHoSo=""))))
    assert page.count("nhận, chờ xét") == 1 and "không nhận hai lần" in page and "Thiếu tên chủ hồ sơ" in page
    assert Incoming.objects.count() == 1, "only looked at"
    packed = page.split('name="packed" value="')[1].split('"')[0]
    for new in ("Nhận thêm 1 hồ sơ, 1 đã có, 1 để riêng", "Nhận thêm 0 hồ sơ, 3 đã có, 0 để riêng"):
        assert new in text(hanh.post(f"{PATH}tep", {"packed": packed}, follow=True))
    assert Incoming.objects.count() == 3 and Dossier.objects.count() == 2


def test_a_file_that_is_none_and_an_old_preview_are_refused(hanh):
    for data, said in (({}, "Chọn tệp JSON"), (file_of(), "không có hồ sơ nào"), ({"packed": "x"}, "đã cũ")):
        assert said in text(hanh.post(f"{PATH}tep", data), 422)


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(desk, hanh, n, django_assert_num_queries):
    take(desk, *(filed(number) for number in range(1, n + 1)), *(filed(90 + number, ChuHoSo="") for number in range(n)))
    hanh.get(PATH)
    with django_assert_num_queries(LIST_QUERIES):
        page = text(hanh.get(PATH))
    assert page.count('data-test="row"') == n and page.count('data-test="retry"') == n


LIST_QUERIES = 4


def test_the_list_masks_and_opening_is_an_access(desk, hanh):
    row = take(desk, filed())
    page = text(hanh.get(PATH))
    assert "Bùi Thị M" in page and "Bùi Thị Mận" not in page and "038192004555" not in page
    assert "Mận" not in hanh.get(f"{PATH}?tep=csv").content.decode("utf-8-sig", "replace")
    before = Access.objects.count()
    page = text(hanh.get(f"{PATH}{row.pk}/"))
    assert "Bùi Thị Mận" in page and "to-khai.pdf" in page and Access.objects.count() == before + 1


def test_accepted(desk, hanh):
    row = take(desk, filed())
    typed = {f"p-{order}": str(mark.state) for order, mark in all_marked(row.dossier.procedure).items()}
    missing = text(hanh.post(f"{PATH}{row.pk}/nhan", dict.fromkeys(typed, "missing")), 422)
    assert "Còn thiếu" in missing and 'value="missing" checked' in missing
    for _ in range(2):
        answer = hanh.post(f"{PATH}{row.pk}/nhan", typed | {"once": "k"})
        assert answer["Location"] == f"/ho-so/{row.dossier_id}" or str(row.dossier_id) in answer["Location"]
    assert Dossier.objects.get().code and "Mở hồ sơ" in text(hanh.get(f"{PATH}{row.pk}/"))


def test_asked_and_taken_back(desk, hanh):
    row = take(desk, filed())
    assert "Ghi rõ" in text(hanh.post(f"{PATH}{row.pk}/bo-sung", {"words": ""}), 422)
    page = text(hanh.post(f"{PATH}{row.pk}/bo-sung", {"words": "Ảnh bị mờ"}, follow=True))
    assert "Ảnh bị mờ" in page and 'data-test="withdraw-ask"' in page
    assert "Chờ người nộp bổ sung" in text(hanh.get(PATH))
    hanh.post(f"{PATH}{row.pk}/rut-bo-sung")
    row.refresh_from_db()
    assert row.state == IncomingState.WAITING


def test_refused(desk, hanh):
    row = take(desk, filed())
    assert "Chọn lý do" in text(hanh.post(f"{PATH}{row.pk}/tu-choi", {"reason": "x", "note": "vì thế"}), 422)
    hanh.post(f"{PATH}{row.pk}/tu-choi", {"reason": "not_competent"})
    assert "thẩm quyền" in text(hanh.get(f"{PATH}{row.pk}/"))


def test_kept_aside_tried_put_away_and_back(desk, hanh):
    row = take(desk, filed(ChuHoSo=""))
    assert "Vẫn chưa nhận được" in text(hanh.post(f"{PATH}{row.pk}/thu-lai", follow=True))
    page = text(hanh.post(f"{PATH}{row.pk}/bo", follow=True))
    assert f"{PATH}{row.pk}/lay-lai" in page and 'data-test="aside"' not in page
    hanh.post(f"{PATH}{row.pk}/lay-lai")
    assert 'data-test="aside"' in text(hanh.get(PATH))
    assert hanh.get(f"{PATH}{row.pk}/").status_code == 404, "it has no dossier yet"


# --- taken back on the portal ---------------------------------------------------------------------------------

LEFT = {"TrangThaiHoSo": "7"}


def wish(desk, *numbers):
    """Dossiers in work whose owners want them back."""
    office = desk.office
    by = office.actor(office.hanh)
    for number in numbers:
        take(desk, filed(number))
        row = Incoming.objects.get(key=filed(number)["MaHoSo"])
        incoming.accept(record=row, papers=all_marked(row.dossier.procedure), by=by, at=office.at)
        take(desk, filed(number, GhiChu="Đổi ý", **LEFT))
    return Incoming.objects.first()


def test_taken_back_before_an_answer_leaves_the_list_and_stands_in_the_other(desk, hanh):
    take(desk, filed())
    row = take(desk, filed(**LEFT))
    assert 'data-test="empty"' in text(hanh.get(PATH))
    page = text(hanh.get(f"{PATH}?xem=da-rut"))
    assert page.count('data-test="back-row"') == 1 and "đã rút theo ý người dân" in page and "Mận" not in page
    sheet = hanh.get(f"{PATH}?xem=da-rut&tep=csv").content.decode("utf-8-sig", "replace")
    assert row.key in sheet and "Mận" not in sheet
    page = text(hanh.get(f"{PATH}{row.pk}/"))
    assert "Người nộp đã rút" in page and 'data-test="accept"' not in page


def test_nobody_took_anything_back(hanh):
    assert "Chưa có ai rút" in text(hanh.get(f"{PATH}?xem=da-rut"))


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_of_wishes_costs_the_same_for_one_and_three(desk, hanh, n, django_assert_num_queries):
    wish(desk, *range(1, n + 1))
    for number in range(51, 51 + n):
        take(desk, filed(number))
        take(desk, filed(number, **LEFT))
    hanh.get(PATH)
    with django_assert_num_queries(LIST_QUERIES):
        assert text(hanh.get(PATH)).count('data-test="wish"') == n
    with django_assert_num_queries(2):
        assert text(hanh.get(f"{PATH}?xem=da-rut")).count('data-test="back-row"') == n


def test_one_press_ends_the_dossier(desk, hanh):
    row = wish(desk, 1)
    page = text(hanh.get(f"/ho-so/{row.dossier_id}/"))
    assert 'data-test="wish"' in page and "người dân xin rút trên Cổng" in page and "Đổi ý" in page
    for _ in range(2):
        page = text(hanh.post(f"{PATH}{row.pk}/rut", {"once": "k"}, follow=True))
        assert "Đã ghi người dân rút hồ sơ" in page and 'data-test="wish"' not in page
    assert Dossier.objects.get().state == 7
    assert "Không còn yêu cầu rút" in text(hanh.post(f"{PATH}{row.pk}/rut", {"once": "k2"}, follow=True))


def test_not_wanted_any_more_and_taken_back(desk, hanh):
    row = wish(desk, 1)
    page = text(hanh.post(f"{PATH}{row.pk}/khong-rut", follow=True))
    assert f"{PATH}{row.pk}/van-rut" in page and 'data-test="wishes"' not in page
    assert "người dân không rút nữa" in text(hanh.get(f"{PATH}?xem=da-rut"))
    assert 'data-test="wishes"' in text(hanh.post(f"{PATH}{row.pk}/van-rut", follow=True))


def test_a_file_says_what_its_owners_take_back(desk, hanh):
    take(desk, filed(1))
    page = text(hanh.post(f"{PATH}tep", file_of(filed(1, **LEFT), filed(2, **LEFT))))
    assert page.count('data-test="back"') == 1 and "không có gì để rút" in page
    packed = page.split('name="packed" value="')[1].split('"')[0]
    page = text(hanh.post(f"{PATH}tep", {"packed": packed}, follow=True))
    assert "Người dân rút: 1 hồ sơ chưa xét" in page and 'data-test="aside"' in page
