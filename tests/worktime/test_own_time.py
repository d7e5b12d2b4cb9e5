"""What an administrator sets in the browser is what due dates are counted with, from the day it holds and never before."""

from datetime import date, datetime, timedelta

import pytest

from builders.office import UNIT, build_office
from thanthien.journal.models import Entry
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM
from thanthien.worktime import actions, queries
from thanthien.worktime.day_table import CalendarDay, CalendarMissing, DayKind, Status, WorktimeError
from thanthien.worktime.deadline import Term, TermUnit
from thanthien.worktime.models import OwnDay, OwnHours, OwnYear

ROOT = system(UNIT)
WORDS = ("mon", "tue", "wed", "thu", "fri")
EARLY = {key: [["07:00", "11:00"], ["13:00", "16:30"]] for key in WORDS}
STORM = date(2026, 12, 2)  # a Wednesday
pytestmark = pytest.mark.django_db


def due(received: datetime, days: int = 3) -> datetime:
    here = queries.office_time(unit=UNIT)
    return queries.due(
        received_at=received, term=Term(days, TermUnit.WORKING_DAY), calendar=here.calendar, hours=here.hours
    ).due_at


def storm(at: datetime, **more) -> list[OwnDay]:
    facts = {"day": STORM, "kind": "local_off", "name": "do bão số 5", "document": "Công điện 12/CĐ-UBND"} | more
    return actions.set_day(unit=UNIT, by=ROOT, at=at, **facts)


# ── hours ──


def test_new_hours_hold_from_their_day_and_count_only_what_comes_later(office, at):
    promised = due(at)
    actions.set_hours(unit=UNIT, hours=EARLY, valid_from=date(2026, 12, 1), basis="QĐ 88/QĐ-UBND", by=ROOT, at=at)
    assert due(at) == promised == datetime(2026, 11, 27, 8, 30, tzinfo=VIETNAM)
    late = datetime(2026, 11, 30, 17, 0, tzinfo=VIETNAM)
    assert due(late, days=1) == datetime(2026, 12, 1, 16, 30, tzinfo=VIETNAM)  # 17:00 does not exist any more that day
    hours = queries.office_time(unit=UNIT).hours
    assert hours.on(date(2026, 11, 30)) is queries.default_hours()
    assert hours.on(date(2026, 12, 1)).source == "QĐ 88/QĐ-UBND"
    entry = Entry.objects.get(kind="hours.set")
    assert entry.data == {"from": "2026-12-01", "to": None}
    assert verify() is None


def test_the_time_of_an_office_is_read_once_after_each_change(office, at, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.office_time(unit=UNIT)
    with django_assert_num_queries(0):
        queries.office_time(unit=UNIT)
    storm(at)
    assert not queries.office_time(unit=UNIT).calendar.is_working_day(STORM)
    with django_assert_num_queries(0):
        assert not queries.office_time(unit=UNIT).calendar.is_working_day(STORM)


def test_hours_in_the_past_are_refused_with_the_first_day_that_may_be_chosen(office, at):
    with pytest.raises(WorktimeError, match="từ 23/11/2026"):
        actions.set_hours(unit=UNIT, hours=EARLY, valid_from=at.date() - timedelta(days=1), by=ROOT, at=at)
    assert not OwnHours.objects.exists()


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ((date(2026, 12, 1), None), (date(2026, 12, 1), None), "Đã có giờ mới từ ngày 01/12/2026"),
        ((date(2027, 6, 1), date(2027, 8, 31)), (date(2027, 8, 31), date(2027, 9, 9)), "01/06/2027–31/08/2027"),
        ((date(2027, 6, 1), None), (date(2027, 5, 1), date(2027, 4, 1)), "Ngày cuối phải từ ngày đầu"),
    ],
)
def test_two_changes_that_cannot_both_hold(office, at, first, second, sentence):
    actions.set_hours(unit=UNIT, hours=EARLY, valid_from=first[0], valid_to=first[1], by=ROOT, at=at)
    with pytest.raises(WorktimeError, match=sentence):
        actions.set_hours(unit=UNIT, hours=EARLY, valid_from=second[0], valid_to=second[1], by=ROOT, at=at)
    assert OwnHours.objects.count() == 1


def test_what_has_not_begun_is_withdrawn_and_what_runs_is_ended(office, at):
    row = actions.set_hours(unit=UNIT, hours=EARLY, valid_from=date(2026, 12, 1), by=ROOT, at=at)
    assert actions.end_hours(unit=UNIT, pk=row.pk, by=ROOT, at=at) is None
    assert not OwnHours.objects.exists()
    row = actions.set_hours(unit=UNIT, hours=EARLY, valid_from=at.date(), by=ROOT, at=at)
    later = at + timedelta(days=10)
    assert actions.end_hours(unit=UNIT, pk=row.pk, by=ROOT, at=later) == later.date()
    hours = queries.office_time(unit=UNIT).hours
    assert hours.period(later.date()) is not None and hours.period(later.date() + timedelta(days=1)) is None
    with pytest.raises(WorktimeError, match="đã qua"):
        actions.end_hours(unit=UNIT, pk=row.pk, by=ROOT, at=later + timedelta(days=1))
    assert [e.kind for e in Entry.objects.filter(kind__startswith="hours.").order_by("seq")] == [
        "hours.set", "hours.withdrawn", "hours.set", "hours.ended",
    ]  # fmt: skip
    assert verify() is None


# ── days ──


def test_a_storm_day_moves_what_is_promised_afterwards_and_says_why(office, at):
    received = datetime(2026, 11, 30, 9, 0, tzinfo=VIETNAM)
    before = due(received)
    storm(at)
    assert before.date() == date(2026, 12, 3) and due(received).date() == date(2026, 12, 4)
    here = queries.office_time(unit=UNIT)
    deadline = queries.due(received_at=received, term=Term(3, TermUnit.WORKING_DAY), calendar=here.calendar, hours=here.hours)
    why = next(row for row in deadline.days if row.day == STORM)
    assert (why.why, why.confirmed) == ("nghỉ do bão số 5 (Công điện 12/CĐ-UBND)", True)
    assert "2/12 nghỉ do bão số 5." in deadline.summary
    assert deadline.calendar_version != queries.national_calendar().version


def test_without_a_document_the_day_is_provisional_and_the_due_date_says_so(office, at):
    storm(at, document=" ")
    here = queries.office_time(unit=UNIT)
    assert here.calendar.status(STORM) is Status.PROVISIONAL
    received = datetime(2026, 11, 30, 9, 0, tzinfo=VIETNAM)
    said = queries.due(received_at=received, term=Term(3, TermUnit.WORKING_DAY), calendar=here.calendar, hours=here.hours)
    assert "Ngày 2/12 còn tạm tính." in said.summary


def test_a_swap_is_set_changed_and_cleared_as_a_pair(office, at):
    actions.set_day(
        unit=UNIT, day=date(2026, 12, 4), kind="swap_off", swap_with=date(2026, 12, 12), name="dịp hội làng", document="12/TB",
        by=ROOT, at=at,
    )  # fmt: skip
    calendar = queries.office_time(unit=UNIT).calendar
    assert (calendar.is_working_day(date(2026, 12, 4)), calendar.is_working_day(date(2026, 12, 12))) == (False, True)
    actions.set_day(
        unit=UNIT, day=date(2026, 12, 4), kind="swap_off", swap_with=date(2026, 12, 19), name="dịp hội làng", document="13/TB",
        by=ROOT, at=at,
    )  # fmt: skip
    assert sorted(OwnDay.objects.values_list("day", flat=True)) == [date(2026, 12, 4), date(2026, 12, 19)]
    actions.clear_day(unit=UNIT, day=date(2026, 12, 19), by=ROOT, at=at)
    assert not OwnDay.objects.exists()
    assert queries.office_time(unit=UNIT).calendar.is_working_day(date(2026, 12, 4))
    assert verify() is None


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"kind": "feast"}, "Chưa chọn ngày này là ngày gì"),
        ({"name": "  "}, "Chưa ghi lý do"),
        ({"kind": "swap_off"}, "cần ngày đi cùng"),
        ({"swap_with": date(2026, 12, 12)}, "Chỉ ngày hoán đổi"),
        ({"kind": "swap_off", "swap_with": STORM}, "hai ngày khác nhau"),
        ({"kind": "swap_off", "swap_with": date(2026, 12, 3)}, "không phải cuối tuần"),
        ({"kind": "compensatory", "day": date(2026, 12, 5)}, "rơi vào cuối tuần"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_is_kept(office, at, facts, sentence):
    with pytest.raises(WorktimeError, match=sentence):
        storm(at, **facts)
    assert not OwnDay.objects.exists() and not Entry.objects.filter(kind="calendar.day_set").exists()


def test_a_day_of_a_year_nobody_entered_asks_for_the_year_first(office, at):
    with pytest.raises(CalendarMissing, match="2029"):
        storm(at, day=date(2029, 3, 5))


def test_the_days_of_the_province_hold_below_and_ones_own_day_wins(office, at):
    people.open_office(unit="38", centre="Trung tâm tỉnh", place="Thanh Hóa", by=system("38"), at=at)
    actions.set_day(unit="38", day=STORM, kind="local_off", name="toàn tỉnh", document="1/TB", by=system("38"), at=at)
    assert queries.office_time(unit=UNIT).calendar.entry(STORM).name == "toàn tỉnh"
    assert not queries.office_time(unit="15151").calendar.is_working_day(STORM)
    actions.set_day(unit=UNIT, day=STORM, kind="plain", name="xã vẫn làm", document="2/TB", by=ROOT, at=at)
    assert queries.office_time(unit=UNIT).calendar.is_working_day(STORM)
    assert not queries.office_time(unit="15151").calendar.is_working_day(STORM)


# ── years ──


def test_a_year_is_confirmed_by_its_document_and_taken_back(office, at):
    actions.confirm_year(unit=UNIT, year=2027, document="77/TB-BNV", by=ROOT, at=at)
    calendar = queries.office_time(unit=UNIT).calendar
    assert calendar.years[2027].status is Status.OFFICIAL and calendar.years[2027].basis == "77/TB-BNV"
    assert calendar.status(date(2027, 2, 8)) is Status.OFFICIAL
    assert len(OwnYear.objects.get().digest) == 12
    actions.reopen_year(unit=UNIT, year=2027, by=ROOT, at=at)
    assert queries.office_time(unit=UNIT).calendar.years[2027].status is Status.PROVISIONAL
    with pytest.raises(WorktimeError, match="chưa xác nhận"):
        actions.reopen_year(unit=UNIT, year=2027, by=ROOT, at=at)
    assert verify() is None


def test_a_year_without_a_document_or_days_is_not_confirmed(office, at):
    with pytest.raises(WorktimeError, match="Chưa ghi văn bản"):
        actions.confirm_year(unit=UNIT, year=2027, document=" ", by=ROOT, at=at)
    with pytest.raises(CalendarMissing):
        actions.confirm_year(unit=UNIT, year=2031, document="1/TB", by=ROOT, at=at)


def test_a_year_nobody_entered_is_opened_with_proposals_then_confirmed(office, at):
    proposed = [CalendarDay(date(2028, 1, 3), DayKind.COMPENSATORY, "Tết Dương lịch", "New Year", "", Status.PROVISIONAL)]
    actions.open_year(unit=UNIT, year=2028, days=proposed, by=ROOT, at=at)
    calendar = queries.office_time(unit=UNIT).calendar
    assert calendar.years[2028].status is Status.PROVISIONAL and not calendar.is_working_day(date(2028, 1, 3))
    with pytest.raises(WorktimeError, match="đã có"):
        actions.open_year(unit=UNIT, year=2028, days=[], by=ROOT, at=at)
    actions.confirm_year(unit=UNIT, year=2028, document="9/TB-BNV", by=ROOT, at=at)
    row = OwnDay.objects.get()
    assert (row.status, row.document) == ("official", "9/TB-BNV")
    actions.reopen_year(unit=UNIT, year=2028, by=ROOT, at=at)
    assert queries.office_time(unit=UNIT).calendar.years[2028].status is Status.PROVISIONAL  # nobody above has it: it stays
    assert verify() is None


# ── who, and two at once ──


def test_only_the_administrator_of_the_unit_sets_time(office, at):
    clerk = office.actor(office.hanh)
    with pytest.raises(WorktimeError, match="do quản trị"):
        actions.set_day(unit=UNIT, day=STORM, kind="local_off", name="bão", by=clerk, at=at)
    with pytest.raises(WorktimeError, match="do quản trị"):
        actions.set_day(unit=UNIT, day=STORM, kind="local_off", name="bão", by=system("15151"), at=at)
    people.grant_role(officer=office.hanh, role=Role.ADMIN, by=ROOT, at=at, valid_from=at.date())
    rows = actions.set_day(unit=UNIT, day=STORM, kind="local_off", name="bão", by=office.actor(office.hanh), at=at)
    assert rows[0].made_by == "hanh"


def test_the_second_of_two_forms_is_told_and_changes_nothing(office, at):
    storm(at)
    seen = queries.timetable(unit=UNIT).witness()
    storm(at, name="do lụt", seen=seen)
    with pytest.raises(ChangedMeanwhile):
        storm(at, name="do bão số 6", seen=seen)
    assert OwnDay.objects.get().name == "do lụt"


def test_a_stamp_is_never_used_twice_so_no_old_calendar_is_served(at):
    for name in ("một", "hai"):
        OwnDay.objects.all()
        if name == "một":
            build_office(at=at)
        storm(at, name=name)
        assert queries.office_time(unit=UNIT).calendar.entry(STORM).name == name
