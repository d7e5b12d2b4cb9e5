"""Who comes when and for what; invented people; the agenda."""

import random
import statistics
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thanthien.people.card import number_facts
from thanthien.ratings.rules import REASON_BY_CODE
from thanthien.simulation import rules
from thanthien.simulation.agenda import Agenda
from thanthien.simulation.counter import OTHER_ENDING, whole_name
from thanthien.simulation.persons import Village

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
START = datetime(2026, 11, 23, tzinfo=UTC)
SPANS = ((450, 690), (810, 1020))


def test_the_weights_are_those_of_a_rural_commune():
    everything = sum(matter.weight for matter in rules.MATTERS)
    certified = sum(matter.weight for matter in rules.MATTERS if matter.code.startswith(("2.0008", "2.0009", "2.0010")))
    assert 0.4 <= certified / everything <= 0.6
    assert len(rules.MATTER_BY_CODE) == len(rules.MATTERS), "a procedure is listed once"


def test_mondays_are_fullest_and_the_days_after_tet_fuller_still():
    pace = rules.Pace()
    week = [rules.expected_visitors(pace, MONDAY + timedelta(days=n)) for n in range(7)]
    assert week[0] == max(week)
    assert week[6] == 0
    assert rules.expected_visitors(pace, date(2026, 2, 25)) > 2 * rules.expected_visitors(pace, date(2026, 3, 25))


def test_a_day_brings_seven_to_twenty_five_dossiers():
    expected = [rules.expected_visitors(rules.Pace(), date(2026, 10, 5) + timedelta(days=n)) for n in range(5)]
    assert all(7 <= people <= 25 for people in expected)


@given(st.integers(0, 10**6), st.integers(0, 60))
def test_people_come_in_order_and_never_long_before_opening_or_after_closing(seed, how_many):
    minutes = rules.arrival_minutes(random.Random(seed), how_many, SPANS)
    assert len(minutes) == how_many
    assert minutes == sorted(minutes)
    for minute in minutes:
        assert 435 <= minute <= 690 or 799 <= minute <= 1020


def test_a_saturday_morning_has_no_afternoon():
    assert max(rules.arrival_minutes(random.Random(4), 400, SPANS[:1])) < 690


def test_most_come_before_ten():
    minutes = rules.arrival_minutes(random.Random(7), 4000, SPANS)
    assert sum(minute < 600 for minute in minutes) / 4000 > 0.6


def test_poisson_has_its_mean_and_its_variance():
    drawn = [rules.poisson(random.Random(n), 15.0) for n in range(4000)]
    assert statistics.mean(drawn) == pytest.approx(15, abs=0.3)
    assert statistics.variance(drawn) == pytest.approx(15, abs=1.2)
    assert rules.poisson(random.Random(1), 0.0) == 0


def test_times_lie_around_their_median():
    drawn = [rules.around(random.Random(n), 8.0) for n in range(3000)]
    assert statistics.median(drawn) == pytest.approx(8.0, rel=0.06)
    assert min(drawn) > 0


def test_lateness_has_a_cause_and_the_frequency_of_its_field():
    pace = rules.Pace(late={"dat_dai": 0.2, "": 0.01})
    land = [rules.used_share(random.Random(n), pace=pace, field_code="dat_dai") for n in range(3000)]
    other = [rules.used_share(random.Random(n), pace=pace, field_code="ho_tich") for n in range(3000)]
    assert sum(cause is not None for _, cause in land) / 3000 == pytest.approx(0.2, abs=0.03)
    assert sum(cause is not None for _, cause in other) / 3000 < 0.02
    assert all((share > 1) == (cause is not None) for share, cause in land + other)


def test_opinions_are_mostly_good_and_darken_with_waiting_and_lateness():
    def kind(waited: float, late: bool) -> float:
        drawn = [rules.opinion(random.Random(n), pace=rules.Pace(), waited_minutes=waited, late=late) for n in range(2500)]
        assert all(set(one.reasons) <= REASON_BY_CODE.keys() for one in drawn)
        return sum(one.work >= 4 for one in drawn) / len(drawn)

    assert kind(5, False) > 0.88
    assert kind(5, False) > kind(60, False) > kind(90, True)


def test_the_village_is_the_same_for_the_same_seed_and_no_number_in_it_is_given_out():
    village, again, other = (Village(seed=seed, place="xã Cẩm Tú", size=300) for seed in ("1", "1", "2"))
    assert village.people == again.people
    assert village.people != other.people
    assert village.short_place == "Cẩm Tú"
    for person in village.people:
        facts = number_facts(person.id_number)
        assert (facts.birth_year, facts.sex) == (person.birth_date.year, person.sex)
        assert person.id_number[6:9] == "000"
        assert " 000 " in person.phone
    assert len({person.id_number for person in village.people}) == 300


@given(st.integers(0, 10**6), st.sampled_from([(19, 42), (75, 92), (18, 80)]))
def test_somebody_of_the_right_age_is_found(seed, ages):
    person = Village(seed="1", place="xã Cẩm Tú", size=300).one(random.Random(seed), on=MONDAY, ages=ages)
    assert ages[0] <= person.age(MONDAY) <= ages[1]


def test_nobody_of_that_age_gives_the_nearest():
    assert Village(seed="1", place="xã Cẩm Tú", size=50).one(random.Random(1), on=MONDAY, ages=(3, 9)).age(MONDAY) >= 18


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("… trực tiếp tại cơ quan đăng ký hộ t…", "… trực tiếp tại cơ quan đăng ký hộ tịch"),
        ("Kho dữ liệu trên Cổng dịch vụ công…", "Kho dữ liệu trên Cổng dịch vụ công quốc gia"),
        ("Văn bản của người được ủy quyề…", f"Văn bản của người được ủy {OTHER_ENDING}"),
    ],
)
def test_a_cut_name_is_written_to_its_end(cut, whole):
    assert whole_name(cut) == whole


@given(st.lists(st.tuples(st.integers(0, 500), st.text(max_size=3)), max_size=40), st.integers(0, 500))
def test_the_agenda_keeps_the_order_of_time_and_of_putting_down(things, until):
    agenda, done = Agenda(START), []
    for number, (minute, name) in enumerate(things):
        agenda.put(START + timedelta(minutes=minute), done.append, (minute, number, name))
    agenda.run(START + timedelta(minutes=until))
    assert done == sorted(done)
    assert [number for _, number, _ in done] == [n for _, n in sorted((m, n) for n, (m, _) in enumerate(things) if m <= until)]
    assert agenda.now == START + timedelta(minutes=until)


def test_what_should_have_been_before_is_done_now():
    agenda, done = Agenda(START), []
    agenda.put(START - timedelta(days=1), done.append, "late")
    agenda.run(START)
    assert (done, agenda.now) == (["late"], START)
