"""`/quan-tri/ngay-dac-biet`: a special day is set, taken back, set again, and refused at its field."""

import csv
import io

import pytest

from builders.dossiers import SINGLE, load_small_catalogue
from builders.programmes import programme_of
from thanthien.programmes.models import Programme
from thanthien.programmes.rules import Kind

PAGE = "/quan-tri/ngay-dac-biet"


@pytest.fixture
def an(administration):
    load_small_catalogue()
    return administration.admin


def filled(**more) -> dict:
    return {
        "kind": "same_day", "weekdays": ["2", "4"], "half": "morning", "valid_from": "23/11/2026", "valid_to": "",
        "procedures": "", "signer": "nghia", "substitute": "", "once": "a" * 32,
    } | more  # fmt: skip


def text_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def test_nothing_set_says_what_to_begin_with(an):
    page = text_of(an.get(PAGE))
    assert 'data-test="nothing-ahead"' in page and "Ngày không hẹn" in page and 'data-test="decided"' not in page


def test_a_day_is_set_announced_and_taken_back_by_one_press(an):
    answer = an.post(PAGE, filled(fields=["ho_tich"], procedures=f"{SINGLE}"), follow=True)
    row, page = Programme.objects.get(), text_of(answer)
    assert (row.kind, row.weekdays, row.half, row.fields, row.procedures) == (
        "same_day",
        [2, 4],
        "morning",
        ["ho_tich"],
        [SINGLE],
    )
    assert row.signer.login == "nghia" and "Thứ Tư, Thứ Sáu, buổi sáng" in page and "Phạm Văn Nghĩa ký" in page
    assert page.count("T4 ") + page.count("thứ Tư") >= 1 and 'data-test="undo"' in page
    an.post(f"{PAGE}/{row.pk}/rut", {"once": "b" * 32})
    row.refresh_from_db()
    assert row.withdrawn and "đã rút" in text_of(an.get(PAGE))
    an.post(f"{PAGE}/{row.pk}/mo-lai", {"once": "c" * 32})
    row.refresh_from_db()
    assert not row.withdrawn


def test_a_form_sent_twice_sets_one_day(an):
    an.post(PAGE, filled())
    an.post(PAGE, filled())
    assert Programme.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"weekdays": []}, "Chọn ít nhất một ngày trong tuần."),
        ({"kind": ""}, "Chọn một việc."),
        ({"kind": "saturday"}, "chỉ mở vào thứ Bảy"),
        ({"valid_from": "mai"}, "Ghi ngày như 25/11/2026."),
        ({"valid_from": ""}, "Ghi ngày như 25/11/2026."),
        ({"valid_to": "20/11/2026"}, "trước ngày đầu"),
        ({"procedures": "9.99"}, "không có thủ tục 9.99"),
        ({"signer": "", "substitute": "nghia"}, "Chọn người ký trước"),
        ({"substitute": "nghia"}, "phải là người khác"),
        ({"signer": "hanh"}, "Chọn một mục trong danh sách"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(an, wrong, said):
    answer = an.post(PAGE, filled(half="afternoon") | wrong)
    page = text_of(answer)
    assert answer.status_code == 422 and said in page and not Programme.objects.exists()
    assert '<option value="afternoon" selected>' in page


def test_each_refusal_stands_alone_at_its_field(an):
    page = text_of(an.post(PAGE, filled(procedures="9.99")))
    assert 'id="sai-procedures"' in page and 'id="sai-weekdays"' not in page


def test_the_list_leaves_as_a_file(an, administration):
    programme_of(administration.office, Kind.NO_WRITING)
    answer = an.get(f"{PAGE}?xuat=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert any("Ngày không viết" in row[0] for row in rows if row)


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_page_costs_the_same_for_one_day_and_for_three(an, administration, how_many, django_assert_num_queries):
    for _ in range(how_many):
        programme_of(administration.office, signer=administration.office.nghia)
    an.get(PAGE)
    with django_assert_num_queries(5):
        an.get(PAGE)


def test_neither_a_colleague_nor_another_commune_changes_it(an, administration):
    row = programme_of(administration.office)
    assert administration.colleague.get(PAGE).status_code == 403
    assert administration.colleague.post(f"{PAGE}/{row.pk}/rut").status_code == 403
    assert administration.stranger.post(f"{PAGE}/{row.pk}/rut").status_code == 404
    assert administration.stranger.post(f"{PAGE}/{row.pk}/mo-lai").status_code == 404
    row.refresh_from_db()
    assert not row.withdrawn
