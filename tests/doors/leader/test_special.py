"""`/ngay-dac-biet/`: how often the special days kept their word; the sheet for the door; what the site and the kiosk say."""

import csv
import io
from datetime import timedelta

import pytest

from builders.dossiers import load_small_catalogue
from builders.paper import words_of
from builders.playing import logged_in
from builders.programmes import programme_of
from thanthien.people import actions as people
from thanthien.people.rules import AbsenceKind, Role
from thanthien.posting.door_sheet import door_sheet
from thanthien.posting.rules import PostingError
from thanthien.programmes import actions
from thanthien.programmes.rules import Half, Kind, Writing
from thanthien.shared.actor import system

PAGE, SHEET = "/ngay-dac-biet/", "/ngay-dac-biet/to-dan-cua.pdf"


def text_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def nghia(desk):
    return logged_in(desk.office.nghia)


def marked(desk, subject, *, days=0, settled=None, **more):
    by, at = desk.office.actor(desk.office.hanh), desk.at - timedelta(days=days)
    told = {"unit": desk.unit, "subject": subject, "by": by}
    actions.mark(**told, field="ho_tich", procedure="1.1", at=at, **more)
    if settled is not None:
        actions.settle(**told, at=at + settled)


@pytest.fixture
def kept(desk):
    """Today three dossiers of a day without appointments: one kept, one late, one waiting; all written by officers but one."""
    programme_of(desk.office, signer=desk.office.nghia)
    programme_of(desk.office, Kind.NO_WRITING)
    marked(desk, "dossier:1", settled=timedelta(minutes=30), writing=Writing())
    marked(desk, "dossier:2", settled=timedelta(hours=6), writing=Writing())
    marked(desk, "dossier:3", writing=Writing(by_officer=False))
    return desk


def test_before_anything_was_done_it_says_how_to_begin(nghia):
    page = text_of(nghia.get(PAGE))
    assert 'data-test="empty"' in page and "Quản trị đặt ngày không viết" in page


def test_shares_stand_with_the_number_behind_them(kept, nghia):
    page = text_of(nghia.get(PAGE))
    assert 'data-test="share-same_day">33 %<' in page and "1 trên 3 hồ sơ đủ điều kiện" in page
    assert 'data-test="share-no_writing">67 %<' in page and page.count('data-test="special-row"') == 2


def test_months_add_up_their_days(kept, nghia):
    marked(kept, "dossier:8", days=0, writing=Writing(), settled=timedelta(minutes=5))
    page = text_of(nghia.get(f"{PAGE}?khoang=365"))
    assert "11/2026" in page and page.count('data-test="special-row"') == 2 and "2 trên 4" in page


def test_a_strange_period_is_the_usual_one(kept, nghia):
    assert text_of(nghia.get(f"{PAGE}?khoang=lạ")).count('aria-current="true"') == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_counts_leave_as_a_file(kept, nghia, kind):
    answer = nghia.get(f"{PAGE}?xuat={kind}")
    assert answer.status_code == 200 and "ngay-dac-biet-da-lam" in answer["Content-Disposition"]
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert any(row[1:6] == ["Ngày không hẹn", "3", "3", "1", "1"] for row in rows if len(row) > 5)


@pytest.mark.parametrize("how_many", [1, 3])
def test_it_costs_the_same_for_one_row_and_for_three(desk, nghia, how_many, django_assert_num_queries):
    kinds = (Kind.SAME_DAY, Kind.NO_WRITING, Kind.AFTER_HOURS)[:how_many]
    for kind in kinds:
        programme_of(desk.office, kind)
    marked(desk, "dossier:1", writing=Writing())
    nghia.get(PAGE)
    with django_assert_num_queries(3):
        assert text_of(nghia.get(PAGE)).count('data-test="special-row"') == how_many


def test_who_signs_today_is_said_and_when_nobody_does(desk, nghia):
    programme_of(desk.office, signer=desk.office.nghia)
    assert "hôm nay Phạm Văn Nghĩa ký" in text_of(nghia.get(PAGE))
    today = desk.at.date()
    people.note_absence(
        officer=desk.office.nghia, kind=AbsenceKind.LEAVE, first_day=today, last_day=today, by=system(desk.unit), at=desk.at
    )
    assert "hôm nay chưa có người ký" in text_of(nghia.get(PAGE))


def test_only_leaders_read_the_counts(desk):
    assert desk.hanh.get(PAGE).status_code == 403


def test_another_commune_sees_its_own_counts_only(kept):
    assert 'data-test="empty"' in text_of(kept.stranger.get(PAGE))


def test_the_sheet_for_the_door_is_a_pdf_that_the_counter_may_print(kept):
    answer = kept.hanh.get(SHEET)
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert door_sheet(unit=kept.unit, at=kept.at) == door_sheet(unit=kept.unit, at=kept.at)


def test_the_sheet_names_fields_and_procedures(desk):
    load_small_catalogue()
    programme_of(desk.office, half=Half.MORNING, weekdays=frozenset({4}), fields=("ho_tich",), procedures=("1.004194",), days=60)
    words = words_of(door_sheet(unit=desk.unit, at=desk.at))
    assert "Ngày không hẹn" in words and "Thứ Sáu, buổi sáng" in words and "tạm trú" in words and "21/01/2027" in words


def test_without_any_day_there_is_no_sheet(desk):
    answer = desk.hanh.get(SHEET)
    assert answer.status_code == 422 and "Đặt ngày trước" in text_of(answer)
    with pytest.raises(PostingError):
        door_sheet(unit=desk.unit, at=desk.at)


def test_a_day_that_is_over_is_not_on_the_sheet(desk):
    programme_of(desk.office, days=1)
    with pytest.raises(PostingError):
        door_sheet(unit=desk.unit, at=desk.at + timedelta(days=1))


def test_the_administrator_may_print_it_and_a_specialist_need_not(desk):
    programme_of(desk.office)
    before = desk.at - timedelta(days=1)
    an = people.add_officer(unit=desk.unit, login="an", name="Lương Văn An", roles=(Role.ADMIN,), by=system(desk.unit), at=before)
    assert logged_in(an).get(SHEET).status_code == 200
    assert logged_in(desk.office.ha).get(SHEET).status_code == 403
