"""Hours and calendar at the administrator's door: what is set holds, what was typed stays, everything can be taken back."""

from datetime import date

import pytest

from builders.dossiers import SINGLE, add_officers, load_small_catalogue, received
from builders.office import NEIGHBOUR, UNIT
from thanthien.shared.actor import system
from thanthien.worktime import actions, queries
from thanthien.worktime.models import OwnDay, OwnHours, OwnYear

pytestmark = pytest.mark.django_db
HOURS, CALENDAR = "/quan-tri/gio-lam-viec", "/quan-tri/lich"
WEEK = {
    f"{day}_{at}": hour
    for day in ("mon", "tue", "wed", "thu", "fri")
    for at, hour in enumerate(("7:00", "11h30", "13.00", "1630"))
}
STORM = {"kind": "local_off", "name": "do bão số 5", "document": "12/CĐ-UBND", "swap_with": "", "name_en": ""}


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def undo_of(answer) -> str:
    """The address behind the button of the last toast."""
    page = answer.content.decode()
    start = page.rindex('class="toast" method="post" action="') + len('class="toast" method="post" action="')
    return page[start : page.index('"', start)].replace("&amp;", "&")


# ── hours ──


def test_new_hours_are_set_as_people_write_them_and_taken_back(administration):
    answer = administration.admin.post(HOURS, WEEK | {"from": "1/12/2026", "to": "", "basis": "QĐ 88"}, follow=True)
    assert "Đã đặt giờ mới từ thứ Ba, 1/12/2026. Việc đã hẹn giữ nguyên ngày." in text(answer)
    row = OwnHours.objects.get()
    assert (row.valid_from, row.valid_to, row.basis, row.made_by) == (date(2026, 12, 1), None, "QĐ 88", "an.lv")
    assert row.hours["fri"] == [["07:00", "11:30"], ["13:00", "16:30"]] and row.hours["saturday_openings"] == []
    assert [(one.state, one.word) for one in answer.context["periods"]] == [("soon", "Sắp tới"), ("now", "Đang dùng")]
    assert 'data-state="soon"' in text(answer)
    answer = administration.admin.post(undo_of(answer), follow=True)
    assert "Đã hoàn tác" in text(answer) and not OwnHours.objects.exists()


def test_a_season_with_saturdays_holds_from_its_first_to_its_last_day(administration):
    season = WEEK | {"from": "1/12/2026", "to": "31/12/2026", "basis": "QĐ 3", "sat_0": "7:30", "sat_1": "11:00"}
    assert administration.admin.post(HOURS, season).status_code == 302
    hours = queries.office_time(unit=UNIT).hours
    assert [bool(hours.saturday(date(2026, *day))) for day in ((11, 28), (12, 5), (12, 26))] == [False, True, True]
    assert hours.saturday(date(2027, 1, 2)) == ()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"from": ""}, "Chưa ghi từ ngày nào"),
        ({"from": "31/11/2026"}, "Ghi ngày như 25/11/2026"),
        ({"from": "20/11/2026"}, "Chọn ngày từ 23/11/2026"),
        ({"to": "30/11/2026"}, "Ngày cuối phải từ ngày đầu"),
        ({"wed_0": "", "wed_1": "", "wed_2": "", "wed_3": ""}, "thứ Tư: Ghi ít nhất một buổi."),
        ({"wed_0": "7 rưỡi"}, "thứ Tư: Ghi giờ như 7:30."),
        ({"wed_1": ""}, "thứ Tư: Ghi cả giờ mở và giờ đóng."),
        ({"wed_1": "13:30"}, "thứ Tư: Giờ đóng phải sau giờ mở"),
        ({"wed_3": "25:00"}, "thứ Tư: Ghi giờ như 7:30."),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_everything_typed_stays(administration, typed, sentence):
    answer = administration.admin.post(HOURS, WEEK | {"from": "1/12/2026", "to": "", "basis": "QĐ <88>"} | typed)
    assert answer.status_code == 422 and sentence in text(answer)
    assert 'value="QĐ &lt;88&gt;"' in text(answer) and 'name="mon_1" value="11h30"' in text(answer)
    assert not OwnHours.objects.exists()


def test_hours_that_run_end_today_and_run_on_again(administration):
    administration.admin.post(HOURS, WEEK | {"from": "23/11/2026"})
    row = OwnHours.objects.get()
    row_before = date(2026, 11, 20)
    OwnHours.objects.filter(pk=row.pk).update(valid_from=row_before)  # it began on Friday
    answer = administration.admin.post(f"{HOURS}/bo", {"pk": row.pk}, follow=True)
    assert "hết sau hôm nay" in text(answer)
    row.refresh_from_db()
    assert row.valid_to == date(2026, 11, 23)
    administration.admin.post(undo_of(answer))
    row.refresh_from_db()
    assert row.valid_to is None


def test_hours_to_come_are_withdrawn_and_put_back(administration):
    administration.admin.post(HOURS, WEEK | {"from": "1/12/2026", "basis": "QĐ 88"})
    answer = administration.admin.post(f"{HOURS}/bo", {"pk": OwnHours.objects.get().pk}, follow=True)
    assert not OwnHours.objects.exists()
    administration.admin.post(undo_of(answer))
    row = OwnHours.objects.get()
    assert (row.valid_from, row.basis, row.hours["mon"]) == (date(2026, 12, 1), "QĐ 88", [["07:00", "11:30"], ["13:00", "16:30"]])


def test_a_second_press_of_the_same_form_sets_the_hours_once(administration):
    typed = WEEK | {"from": "1/12/2026", "once": "k" * 32}
    assert [administration.admin.post(HOURS, typed).status_code for _ in range(2)] == [302, 302]
    assert OwnHours.objects.count() == 1


def test_the_second_of_two_administrators_is_told_and_keeps_what_they_typed(administration):
    administration.admin.post(HOURS, WEEK | {"from": "1/12/2026"})
    seen = queries.timetable(unit=UNIT).witness()
    administration.admin.post(f"{CALENDAR}/ngay?nam=2026&ngay=2026-12-02", STORM)
    answer = administration.admin.post(HOURS, WEEK | {"from": "1/6/2027", "to": "31/8/2027", "seen": seen, "basis": "QĐ 5"})
    assert answer.status_code == 422 and "vừa sửa mục này" in text(answer) and 'value="QĐ 5"' in text(answer)
    assert OwnHours.objects.count() == 1


# ── the calendar ──


def test_the_year_shows_what_is_certain_and_what_is_not(administration):
    page = text(administration.admin.get(f"{CALENDAR}?nam=2026"))
    assert "còn 2 ngày tạm tính" in page and page.count('class="month"') == 12
    assert "thư viện không có" in page and 'data-test="day-2026-11-24"' in page
    assert "Lịch còn tạm tính" in text(administration.admin.get(f"{CALENDAR}?nam=2027"))
    assert "Chưa có lịch nghỉ năm 2030" in text(administration.admin.get(f"{CALENDAR}?nam=2030"))


@pytest.mark.parametrize(
    "asked", ["", "?nam=abcd", "?nam=99999", "?nam=2026&ngay=hôm-nay", "?nam=2026&ngay=2027-01-01", "?nam=٢٠٢٦"]
)
def test_nonsense_in_the_address_shows_this_year(administration, asked):
    answer = administration.admin.get(CALENDAR + asked)
    assert answer.status_code == 200 and "Lịch năm 2026" in text(answer) and 'data-test="day"' not in text(answer)


def test_a_storm_day_is_set_changed_cleared_and_each_is_taken_back(administration):
    where = f"{CALENDAR}/ngay?nam=2026&ngay=2026-12-02"
    first = administration.admin.post(where, STORM, follow=True)
    assert "Đã ghi thứ Tư, 2/12/2026: nghỉ riêng do bão số 5." in text(first)
    second = administration.admin.post(where, STORM | {"name": "do lụt", "document": ""}, follow=True)
    assert (OwnDay.objects.get().name, OwnDay.objects.get().status) == ("do lụt", "provisional")
    administration.admin.post(undo_of(second))
    assert (OwnDay.objects.get().name, OwnDay.objects.get().status) == ("do bão số 5", "official")
    cleared = administration.admin.post(f"{CALENDAR}/ngay/bo?nam=2026&ngay=2026-12-02", follow=True)
    assert not OwnDay.objects.exists()
    administration.admin.post(undo_of(cleared))
    assert OwnDay.objects.get().document == "12/CĐ-UBND"
    administration.admin.post(undo_of(first))
    assert not OwnDay.objects.exists()


def test_a_swap_is_set_and_taken_back_as_a_pair(administration):
    swap = STORM | {"kind": "swap_off", "swap_with": "12/12/2026"}
    answer = administration.admin.post(f"{CALENDAR}/ngay?nam=2026&ngay=2026-12-04", swap, follow=True)
    assert OwnDay.objects.count() == 2
    cleared = administration.admin.post(f"{CALENDAR}/ngay/bo?nam=2026&ngay=2026-12-12", follow=True)
    assert not OwnDay.objects.exists()
    administration.admin.post(undo_of(cleared))
    assert OwnDay.objects.count() == 2
    administration.admin.post(undo_of(answer))
    assert not OwnDay.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Ghi lý do"),
        ({"kind": ""}, "Chọn một ô."),
        ({"kind": "swap_off"}, "cần ngày đi cùng"),
        ({"swap_with": "12/12/26x"}, "Ghi ngày như 25/11/2026"),
        ({"kind": "swap_off", "swap_with": "3/12/2026"}, "không phải cuối tuần"),
    ],
)
def test_a_day_that_cannot_be_keeps_what_was_typed(administration, typed, sentence):
    answer = administration.admin.post(f"{CALENDAR}/ngay?nam=2026&ngay=2026-12-02", STORM | typed)
    assert answer.status_code == 422 and sentence in text(answer) and 'value="12/CĐ-UBND"' in text(answer)
    assert not OwnDay.objects.exists()


def test_a_year_is_confirmed_with_its_document_and_taken_back(administration):
    where = f"{CALENDAR}/xac-nhan?nam=2027"
    refused = administration.admin.post(where, {"document": " "})
    assert refused.status_code == 422 and "Chưa ghi văn bản" in text(refused)
    answer = administration.admin.post(where, {"document": "77/TB-BNV"}, follow=True)
    assert "Đã xác nhận theo 77/TB-BNV." in text(answer) and "Lương Văn An xác nhận ngày 23/11/2026" in text(answer)
    again = administration.admin.post(where, {"document": "78/TB-BNV"}, follow=True)
    administration.admin.post(undo_of(again))
    assert OwnYear.objects.get().document == "77/TB-BNV"
    administration.admin.post(undo_of(answer))
    assert not OwnYear.objects.exists()


def test_a_change_after_the_confirmation_is_said(administration):
    administration.admin.post(f"{CALENDAR}/xac-nhan?nam=2027", {"document": "77/TB-BNV"})
    assert "Lịch đã đổi sau khi xác nhận" not in text(administration.admin.get(f"{CALENDAR}?nam=2027"))
    administration.admin.post(f"{CALENDAR}/ngay?nam=2027&ngay=2027-03-03", STORM)
    assert "Lịch đã đổi sau khi xác nhận" in text(administration.admin.get(f"{CALENDAR}?nam=2027"))


def test_a_year_nobody_entered_is_opened_with_the_proposals(administration):
    answer = administration.admin.post(f"{CALENDAR}/nap?nam=2028", follow=True)
    assert "Đã nạp lịch dự kiến năm 2028" in text(answer) and "Lịch còn tạm tính" in text(answer)
    assert OwnDay.objects.filter(day=date(2028, 1, 26), status="provisional").exists()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_days_of_the_year_leave_as_a_file(administration, kind):
    administration.admin.post(f"{CALENDAR}/ngay?nam=2026&ngay=2026-12-02", STORM | {"name": "=1+1"})
    answer = administration.admin.get(f"{CALENDAR}?nam=2026&xuat={kind}")
    assert f"lich-2026-2026-11-23.{kind}" in answer["Content-Disposition"]
    if kind == "csv":
        assert "'=1+1" in answer.content.decode("utf-8-sig") and "2026-11-24" in answer.content.decode("utf-8-sig")


# ── who ──


@pytest.mark.parametrize("path", [HOURS, CALENDAR, f"{CALENDAR}/hen-lech"])
def test_a_colleague_is_told_whose_page_it_is_and_a_stranger_sees_their_own(administration, path):
    administration.admin.post(f"{CALENDAR}/ngay?nam=2026&ngay=2026-12-02", STORM)
    assert administration.colleague.get(path).status_code == 403
    answer = administration.stranger.get(path)
    assert answer.status_code == 200 and "bão số 5" not in text(answer)


def test_a_stranger_ends_no_hours_of_another_unit(administration):
    week = {day: [["07:00", "11:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    actions.set_hours(unit=NEIGHBOUR, hours=week, valid_from=date(2026, 12, 1), by=system(NEIGHBOUR), at=administration.office.at)
    administration.admin.post(f"{HOURS}/bo", {"pk": OwnHours.objects.get().pk})
    assert OwnHours.objects.count() == 1


@pytest.mark.parametrize("path", [f"{HOURS}/hoan-tac", f"{CALENDAR}/ngay/hoan-tac", f"{CALENDAR}/xac-nhan/hoan-tac"])
def test_an_address_to_take_back_that_nobody_made_is_not_there(administration, path):
    assert administration.admin.post(f"{path}?k=abc").status_code == 404
    assert administration.admin.get(path).status_code == 405


@pytest.mark.parametrize("more", [0, 2])
def test_the_number_of_queries_does_not_grow_with_own_days_or_periods(administration, more, django_assert_num_queries):
    for at in range(1 + more):
        administration.admin.post(f"{CALENDAR}/ngay?nam=2026&ngay=2026-12-0{2 + at}", STORM)
        administration.admin.post(HOURS, WEEK | {"from": f"{1 + at}/12/2026"})
    queries.office_time(unit=UNIT)
    administration.admin.get(HOURS)  # shows the toasts
    administration.admin.get(f"{CALENDAR}?nam=2026")
    with django_assert_num_queries(5):
        administration.admin.get(f"{CALENDAR}?nam=2026")
    administration.admin.get(HOURS)
    with django_assert_num_queries(4):
        administration.admin.get(HOURS)


# ── what would move ──


def test_a_calendar_changed_after_a_promise_shows_whom_it_would_move_and_moves_nobody(administration):
    office = administration.office
    load_small_catalogue()
    add_officers(office)
    dossier = received(office, SINGLE, at=office.at)
    promise, due = dict(dossier.deadline), dossier.due_at
    nothing = text(administration.admin.get(f"{CALENDAR}/hen-lech"))
    assert "Không hồ sơ nào lệch" in nothing
    administration.admin.post(f"{CALENDAR}/ngay?nam=2026&ngay=2026-11-25", STORM)
    page = text(administration.admin.get(f"{CALENDAR}/hen-lech"))
    assert dossier.code in page and "muộn hơn" in page and "25/11 nghỉ do bão số 5." in page
    file = administration.admin.get(f"{CALENDAR}/hen-lech?xuat=csv").content.decode("utf-8-sig")
    assert dossier.code in file and "2026-11-2" in file
    dossier.refresh_from_db()
    assert (dossier.deadline, dossier.due_at) == (promise, due)
    assert "Không hồ sơ nào lệch" in text(administration.stranger.get(f"{CALENDAR}/hen-lech"))


def test_what_would_move_costs_as_many_queries_for_three_dossiers_as_for_one(administration, django_assert_num_queries):
    office = administration.office
    load_small_catalogue()
    add_officers(office)
    received(office, SINGLE, at=office.at)
    administration.admin.post(f"{CALENDAR}/ngay?nam=2026&ngay=2026-11-25", STORM)
    administration.admin.get(f"{CALENDAR}/hen-lech")
    with django_assert_num_queries(5):
        administration.admin.get(f"{CALENDAR}/hen-lech")
    for _ in range(2):
        received(office, SINGLE, at=office.at)
    administration.admin.get(f"{CALENDAR}/hen-lech")
    with django_assert_num_queries(5):
        administration.admin.get(f"{CALENDAR}/hen-lech")
