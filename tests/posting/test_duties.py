"""The weekly roster: put on, taken off, copied; the phone only when it was published."""

from datetime import date, timedelta

import pytest

from builders.posted import duty_of
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.posting import actions as posting
from thanthien.posting import duties, duty_rules
from thanthien.posting import news_queries as queries
from thanthien.posting.models import Duty
from thanthien.posting.rules import Group, PostingError
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(("day", "monday"), [(23, 23), (26, 23), (29, 23), (30, 30)])
def test_the_monday_of_a_week(day, monday):
    assert duty_rules.monday_of(date(2026, 11, day)) == date(2026, 11, monday)
    assert len(duty_rules.week_of(date(2026, 11, day))) == 7


@pytest.mark.parametrize(
    ("day", "part", "task", "field"),
    [
        (date(2026, 11, 22), "morning", "", "day"),  # last Sunday
        (date(2027, 6, 1), "morning", "", "day"),
        (MONDAY, "noon", "", "part"),
        (MONDAY, "morning", "x" * 81, "task"),
    ],
)
def test_a_line_that_cannot_be_meant(day, part, task, field):
    with pytest.raises(PostingError) as caught:
        duty_rules.check_line(day=day, part=part, task=task, today=date(2026, 11, 25))
    assert caught.value.field == field


def test_yesterday_of_this_week_may_still_be_noted():
    assert duty_rules.check_line(day=MONDAY, part="night", task=" Trực  bão ", today=date(2026, 11, 25)) == "Trực bão"


@pytest.mark.django_db
class TestActs:
    def test_the_same_line_twice_is_one(self, office):
        assert duty_of(office).pk == duty_of(office).pk
        assert Entry.objects.filter(kind="duty.added").count() == 1

    def test_off_and_back(self, office):
        row, by = duty_of(office), office.actor(office.nghia)
        duties.drop_duty(duty=row, by=by, at=office.at)
        assert queries.on_duty(unit=office.unit, day=MONDAY) == ()
        duties.restore_duty(duty=row, by=by, at=office.at)
        assert [line.duty.pk for line in queries.on_duty(unit=office.unit, day=MONDAY)] == [row.pk]

    def test_back_is_refused_when_the_line_was_written_again(self, office):
        row, by = duty_of(office), office.actor(office.nghia)
        duties.drop_duty(duty=row, by=by, at=office.at)
        duty_of(office)
        with pytest.raises(PostingError):
            duties.restore_duty(duty=row, by=by, at=office.at)

    def test_the_parts_stand_in_the_order_of_the_day(self, office):
        for part in ("night", "morning", "all_day"):
            duty_of(office, part=part)
        lines = queries.on_duty(unit=office.unit, day=MONDAY)
        assert [line.duty.part for line in lines] == ["all_day", "morning", "night"]

    def test_a_week_is_copied_once(self, office):
        by, next_week = office.actor(office.nghia), MONDAY + timedelta(days=7)
        duty_of(office)
        duty_of(office, day=MONDAY + timedelta(days=2))
        assert duties.copy_week(unit=office.unit, monday=next_week, by=by, at=office.at) == 2
        with pytest.raises(PostingError):
            duties.copy_week(unit=office.unit, monday=next_week, by=by, at=office.at)
        week = queries.duty_week(unit=office.unit, day=next_week)
        assert [len(one.lines) for one in week] == [1, 0, 1, 0, 0, 0, 0]

    def test_only_a_published_phone_is_shown(self, office):
        root = system(office.unit)
        duty_of(office)
        assert queries.on_duty(unit=office.unit, day=MONDAY)[0].phone == ""
        contact = posting.list_contact(unit=office.unit, officer=office.nghia, group=Group.LEADER, by=root, at=office.at)
        posting.publish_phone(contact=contact, phone="0912555408", by=root, at=office.at)
        assert queries.on_duty(unit=office.unit, day=MONDAY)[0].phone == "0912 555 408"

    def test_who_left_is_on_no_roster(self, office):
        duty_of(office)
        people.deactivate_officer(officer=office.nghia, by=system(office.unit), at=office.at)
        assert queries.on_duty(unit=office.unit, day=MONDAY) == ()

    def test_who_may(self, office):
        told = {"unit": office.unit, "day": MONDAY, "part": "morning", "officer": office.ha, "task": ""}
        with pytest.raises(PostingError):
            duties.add_duty(**told, by=office.actor(office.ha), at=office.at)
        with pytest.raises(PostingError) as caught:
            duties.add_duty(**(told | {"officer": office.la}), by=office.actor(office.nghia), at=office.at)
        assert caught.value.field == "officer" and not Duty.objects.exists()

    def test_verify_agrees(self, office):
        duties.drop_duty(duty=duty_of(office), by=office.actor(office.nghia), at=office.at)
        assert verify() is None and day_of(office.at) == MONDAY
