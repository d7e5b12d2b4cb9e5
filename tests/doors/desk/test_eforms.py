"""Declarations at the desk: chosen, kept while one types, filled from a card, refused with the sentence at its field, printed."""

import pytest

from builders.dossiers import received
from builders.eforms import BIRTH, MOTHER
from builders.playing import logged_in
from thanthien.eforms import actions
from thanthien.eforms.models import Answers
from thanthien.eforms.rules import State
from thanthien.journal.models import Access

PATH = "/to-khai/"


@pytest.fixture
def hanh(desk):
    return logged_in(desk.office.hanh)


@pytest.fixture
def row(desk):
    office = desk.office
    return actions.begin(unit=office.unit, form="khai-sinh", officer=office.hanh, by=office.actor(office.hanh), at=office.at)


def typed(desk, row, **more):
    office = desk.office
    return actions.save(answers=row, typed=BIRTH | more, by=office.actor(office.hanh), at=office.at)


def test_every_form_is_offered_and_an_empty_list_says_so(hanh):
    text = hanh.get(PATH).content.decode()
    assert text.count('data-test="form-') == 11 and "Không có tờ nào viết dở" in text


def test_begun_once_by_a_double_click(hanh):
    for _ in range(2):
        answer = hanh.post(f"{PATH}moi", {"form": "khai-sinh", "once": "k"})
        assert answer["Location"] == f"{PATH}{Answers.objects.get().pk}/"
    assert hanh.get(answer["Location"]).status_code == 200


def test_a_form_that_is_not_there_is_said(hanh):
    assert "Không có mẫu này" in hanh.post(f"{PATH}moi", {"form": "xyz"}, follow=True).content.decode()


def test_the_list_masks_the_name_and_opening_is_an_access(desk, hanh, row):
    typed(desk, row)
    text = hanh.get(PATH).content.decode()
    assert "Phạm Thị N••••" in text and "Phạm Thị Nga" not in text and not Access.objects.exists()
    assert "Phạm Thị Nga" in hanh.get(f"{PATH}{row.pk}/").content.decode()
    assert Access.objects.get().subject == f"answers:{row.pk}"


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(desk, hanh, row, n, django_assert_num_queries):
    office = desk.office
    for _ in range(n - 1):
        actions.begin(unit=office.unit, form="ct01", officer=office.hanh, by=office.actor(office.hanh), at=office.at)
    hanh.get(PATH)
    with django_assert_num_queries(QUERIES):
        hanh.get(PATH)


QUERIES = 3


def test_the_list_as_a_file(hanh, row):
    assert "Tờ khai đăng ký khai sinh" in hanh.get(PATH, {"xuat": "csv"}).getvalue().decode("utf-8-sig")


def test_each_change_is_kept_and_says_what_is_asked_now(hanh, row):
    answer = hanh.post(f"{PATH}{row.pk}/luu", {"me_so_dinh_danh": "038190000017"}).json()
    assert "me_noi_cu_tru" in answer["hidden"] and "cha_ngay_sinh" in answer["hidden"] and "Đã lưu lúc" in answer["said"]
    assert "nyc_noi_cu_tru" not in answer["hidden"]
    assert Answers.objects.get().data == {"me_so_dinh_danh": "038190000017"}


def test_a_card_fills_its_person_and_keeps_what_was_typed(hanh, row):
    sent = {"tre_ho_ten": "Phạm Gia Bảo", "do": "card", "block": "me_", "card": MOTHER}
    assert hanh.post(f"{PATH}{row.pk}/", sent).status_code == 302
    assert Answers.objects.get().data["me_ho_ten"] == "Phạm Thị Nga"
    assert Answers.objects.get().data["tre_ho_ten"] == "Phạm Gia Bảo"


def test_what_is_no_card_is_said_and_what_was_typed_stays(hanh, row):
    answer = hanh.post(f"{PATH}{row.pk}/", {"tre_ho_ten": "Phạm Gia Bảo", "do": "card", "block": "me_", "card": "https://a"})
    text = answer.content.decode()
    assert answer.status_code == 422 and "không phải mã trên thẻ" in text and "Phạm Gia Bảo" in text


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(hanh, row):
    answer = hanh.post(f"{PATH}{row.pk}/", BIRTH | {"tre_ngay_sinh": "31/02/2026", "do": "finish"})
    text = answer.content.decode()
    assert answer.status_code == 422 and 'id="tre_ngay_sinh-e"' in text and "31/02/2026" in text and "Còn 1 ô cần sửa" in text
    assert Answers.objects.get().state == State.DRAFT


def test_finished_is_read_aloud_then_printed(hanh, row):
    answer = hanh.post(f"{PATH}{row.pk}/", BIRTH | {"do": "finish"})
    assert answer["Location"] == f"{PATH}{row.pk}/xem"
    assert "Đọc to cho người dân nghe" in hanh.get(answer["Location"]).content.decode()
    paper = hanh.get(f"{PATH}{row.pk}/to-khai.pdf")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    assert hanh.get(f"{PATH}{row.pk}/")["Location"] == f"{PATH}{row.pk}/xem"


def test_a_draft_has_no_paper(hanh, row):
    assert hanh.get(f"{PATH}{row.pk}/to-khai.pdf").status_code == 404
    assert hanh.get(f"{PATH}{row.pk}/xem").status_code == 404


def test_opened_again(desk, hanh, row):
    hanh.post(f"{PATH}{row.pk}/", BIRTH | {"do": "finish"})
    assert "Tờ đã in trước đó không dùng nữa" in hanh.post(f"{PATH}{row.pk}/sua", follow=True).content.decode()


def test_put_away_and_taken_back(hanh, row):
    text = hanh.post(f"{PATH}{row.pk}/bo", follow=True).content.decode()
    assert 'data-test="restore"' in text and 'data-test="draft"' not in text
    assert hanh.post(f"{PATH}{row.pk}/lay-lai")["Location"] == f"{PATH}{row.pk}/"
    assert Answers.objects.get().state == State.DRAFT


def test_of_a_dossier_it_begins_with_the_applicant(desk, hanh):
    dossier = received(desk.office)
    assert f'href="/to-khai/?ho-so={dossier.pk}"' in hanh.get(f"/ho-so/{dossier.pk}/").content.decode()
    text = hanh.get(PATH, {"ho-so": dossier.pk}).content.decode()
    assert 'data-test="about"' in text and dossier.code in text
    hanh.post(f"{PATH}moi", {"form": "khai-sinh", "dossier": dossier.pk})
    made = Answers.objects.get()
    assert made.about == f"dossier:{dossier.pk}" and made.data["nyc_ho_ten"] == dossier.applicant.name
    assert 'data-test="attached"' in hanh.get(PATH, {"ho-so": dossier.pk}).content.decode()


def test_a_stranger_and_a_leader_find_nothing(desk, row):
    assert logged_in(desk.office.la).get(f"{PATH}{row.pk}/").status_code == 404
    assert logged_in(desk.office.nghia).get(PATH).status_code == 403
