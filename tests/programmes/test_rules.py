"""When a special day holds, for what, and when a dossier was done as it promises. November 2026: the 23rd is a Monday."""

from datetime import UTC, date, datetime, timedelta

import pytest

from builders.programmes import EVERY_DAY, plan_of
from thanthien.programmes import rules
from thanthien.programmes.rules import Half, Kind, Plan, ProgrammeError, Signed, Standing, WhyNot, Writing
from thanthien.shared.clock import VIETNAM

MONDAY = date(2026, 11, 23)
WEDNESDAY = frozenset({2})


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        (at(25, 8), True), (at(25, 11, 59), True), (at(25, 12), False), (at(25, 16), False), (at(24, 8), False),
        (at(18, 8), False),
    ],
    ids=["its morning", "last minute of it", "noon is afternoon", "its afternoon", "the day before", "before it began"],
)  # fmt: skip
def test_a_plan_is_held_on_its_weekdays_in_its_half_from_its_first_day(moment, holds):
    assert plan_of(MONDAY, weekdays=WEDNESDAY, half=Half.MORNING).at(moment) is holds


def test_the_moment_is_one_of_vietnam_whatever_zone_it_is_told_in():
    plan = plan_of(MONDAY, weekdays=WEDNESDAY, half=Half.MORNING)
    assert plan.at(datetime(2026, 11, 25, 1, tzinfo=UTC)) and not plan.at(datetime(2026, 11, 25, 6, tzinfo=UTC))


def test_the_last_day_is_held_and_the_one_after_is_not():
    plan = plan_of(MONDAY, days=2)
    assert plan.on(MONDAY) and plan.on(MONDAY + timedelta(days=1)) and not plan.on(MONDAY + timedelta(days=2))


@pytest.mark.parametrize(
    ("fields", "codes", "covered"),
    [
        ((), (), True), (("ho_tich",), (), True), (("dat_dai",), (), False), ((), ("1.1",), True),
        (("dat_dai",), ("1.1",), True), ((), ("9",), False),
    ],
)  # fmt: skip
def test_a_plan_covers_its_fields_and_its_procedures_and_all_without_any(fields, codes, covered):
    assert plan_of(MONDAY, fields=fields, procedures=codes).covers(field="ho_tich", procedure="1.1") is covered


def holding(plans, moment, *, outside=False):
    return rules.holding(plans, moment=moment, field="ho_tich", procedure="1.1", outside=outside)


def test_several_kinds_hold_each_once_in_their_order():
    plans = [plan_of(MONDAY, kind) for kind in (Kind.SAME_DAY, Kind.NO_WRITING, Kind.SAME_DAY)]
    assert holding(plans, at(23, 8)) == [Kind.NO_WRITING, Kind.SAME_DAY]


@pytest.mark.parametrize(("day", "kind"), [(23, Kind.AFTER_HOURS), (28, Kind.SATURDAY), (29, Kind.AFTER_HOURS)])
def test_outside_the_hours_it_counts_without_any_programme(day, kind):
    assert holding([], at(day, 19), outside=True) == [kind]
    assert holding([], at(day, 9)) == []


def test_one_reception_is_not_both_saturday_and_after_hours():
    plans = [plan_of(MONDAY, kind) for kind in (Kind.AFTER_HOURS,)] + [plan_of(MONDAY, Kind.SATURDAY, weekdays=frozenset({5}))]
    assert holding(plans, at(28, 9), outside=True) == [Kind.SATURDAY]
    assert holding(plans, at(23, 19), outside=True) == [Kind.AFTER_HOURS]


def test_service_at_home_is_not_held_at_a_counter():
    assert holding([plan_of(MONDAY, Kind.HOME)], at(23, 9)) == []


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (plan_of(MONDAY, weekdays=frozenset()), "weekdays"),
        (plan_of(MONDAY, weekdays=frozenset({7})), "weekdays"),
        (plan_of(MONDAY, Kind.SATURDAY), "weekdays"),
        (plan_of(MONDAY, days=0), "valid_to"),
        (plan_of(MONDAY, days=2, weekdays=frozenset({4})), "weekdays"),
        (plan_of(MONDAY, days=5000), "valid_to"),
        (plan_of(MONDAY, procedures=tuple(map(str, range(61)))), "procedures"),
    ],
    ids=["no day", "no such day", "saturday on weekdays", "ends before it begins", "never comes", "too long", "too many"],
)
def test_what_could_not_be_held_is_refused_at_its_field(plan: Plan, field):
    with pytest.raises(ProgrammeError) as refused:
        rules.check_plan(plan)
    assert refused.value.field == field


def test_what_can_be_held_is_accepted():
    rules.check_plan(plan_of(MONDAY, days=1, weekdays=frozenset({0})))
    rules.check_plan(plan_of(MONDAY, Kind.SATURDAY, weekdays=frozenset({5})))


def test_codes_are_read_however_they_are_parted():
    assert rules.read_codes("2.000815, 1.004873;1.001193\n 2.000815") == {"2.000815", "1.004873", "1.001193"}


@pytest.mark.parametrize(
    ("kind", "complete", "organisation", "writing", "expected"),
    [
        (Kind.SAME_DAY, True, False, None, Standing(True, None)),
        (Kind.SAME_DAY, False, False, None, Standing(False, False, WhyNot.PAPERS)),
        (Kind.SAME_DAY, True, True, None, Standing(True, None)),
        (Kind.NO_WRITING, True, False, Writing(), Standing(True, True)),
        (Kind.NO_WRITING, True, False, Writing(by_officer=False), Standing(True, False, WhyNot.WROTE)),
        (Kind.NO_WRITING, True, False, None, Standing(True, False, WhyNot.UNSAID)),
        (Kind.NO_WRITING, True, True, Writing(), Standing(False, False, WhyNot.ORGANISATION)),
        (Kind.SATURDAY, False, True, None, Standing(True, True)),
        (Kind.AFTER_HOURS, True, False, None, Standing(True, True)),
    ],
)
def test_how_a_dossier_stands_when_it_is_received(kind, complete, organisation, writing, expected):
    assert rules.standing(kind, complete=complete, organisation=organisation, writing=writing) == expected


def test_a_thumbprint_needs_a_witness():
    with pytest.raises(ProgrammeError, match="người làm chứng|làm chứng"):
        rules.check_writing(Writing(signed=Signed.THUMB, witness=" "))
    for fine in (None, Writing(), Writing(signed=Signed.THUMB, witness="Bùi Thị Là"), Writing(False, Signed.THUMB)):
        rules.check_writing(fine)


@pytest.mark.parametrize(
    ("received", "returned", "same"),
    [
        (at(23, 8), at(23, 8, 40), True), (at(23, 8), at(23, 11, 59), True), (at(23, 8), at(23, 13, 30), False),
        (at(23, 14), at(23, 17), True), (at(23, 8), at(24, 8), False), (at(23, 9), at(23, 8), False),
    ],
)  # fmt: skip
def test_a_sitting_is_the_same_half_of_the_same_day(received, returned, same):
    assert rules.same_sitting(received=received, returned=returned) is same


def test_counts_add_up_and_a_share_needs_somebody():
    both = rules.Count(3, 2, 1, 1) + rules.Count(1, 1, 1, 0)
    assert both == rules.Count(4, 3, 2, 1) and both.share == pytest.approx(2 / 3)
    assert rules.Count(2, 0, 0, 0).share is None


def test_the_days_ahead_stand_nearest_first():
    plans = [
        plan_of(MONDAY, Kind.SAME_DAY, weekdays=frozenset({4})),
        plan_of(MONDAY, Kind.NO_WRITING, weekdays=frozenset({2, 4})),
    ]
    days = [(held.day.day, held.plan.kind) for held in rules.ahead(plans, since=MONDAY, days=7)]
    assert days == [(25, Kind.NO_WRITING), (27, Kind.NO_WRITING), (27, Kind.SAME_DAY)]


def test_every_kind_half_and_reason_has_words():
    for word in (*Kind, *Half, *WhyNot):
        assert str(word.label)
    assert all(str(kind.promise) for kind in Kind) and len(EVERY_DAY) == len(rules.WEEKDAYS)
    assert rules.weekday_words([4, 0]) == "Thứ Hai, Thứ Sáu"
