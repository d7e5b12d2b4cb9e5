"""Which hours there are, and that a share is kept for who walks in."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thanthien.outreach.quota import BookingError, Quota, Season
from thanthien.outreach.slots import Day, Slot, day_slots, horizon, inside, nearest, with_taken
from thanthien.shared.clock import VIETNAM

DAY = date(2026, 11, 25)
USUAL = ((450, 690), (810, 1020))


def slots(quota: Quota | None = None, counters: Fraction = Fraction(1), spans=USUAL, letter: str = "A"):
    return day_slots(spans=spans, quota=quota or Quota(), counters=counters, letter=letter)


def test_a_day_of_two_sittings_and_the_last_good_minute():
    texts = [slot.text for slot in slots()]
    assert texts[0] == "07:30–08:00" and texts[7] == "11:00–11:30"
    assert texts[8] == "13:30–14:00" and texts[-1] == "15:30–16:00", "nothing is good after 16:00"
    assert len(texts) == 13


@pytest.mark.parametrize(
    ("quota", "counters", "places"),
    [
        (Quota(), Fraction(1), [1] * 13),
        (Quota(), Fraction(2), [2] * 13),
        (Quota(share=25), Fraction(1), [0, 1] * 6 + [0]),
        (Quota(), Fraction(1, 3), [0, 0, 1] * 4 + [0]),
        (Quota(service_minutes={"A": 5}), Fraction(1), [3] * 13),
        (Quota(share=0), Fraction(4), [0] * 13),
        (Quota(slot_minutes=60), Fraction(1), [2] * 6),
    ],
)
def test_places_of_each_hour(quota, counters, places):
    assert [slot.places for slot in slots(quota, counters)] == places


@st.composite
def opened(draw):
    """One to three sittings of a day, in minutes."""
    edges = sorted(draw(st.lists(st.integers(0, 1439), min_size=2, max_size=6, unique=True)))
    return tuple(zip(edges[::2], edges[1::2], strict=False))


quotas = st.builds(
    Quota, share=st.integers(0, 90), slot_minutes=st.integers(10, 240), minutes=st.integers(1, 120), last=st.integers(0, 1440)
)
fractions = st.fractions(min_value=0, max_value=12, max_denominator=6)


@given(quota=quotas, counters=fractions, spans=opened())
def test_every_hour_is_open_and_no_morning_gives_more_than_its_share(quota, counters, spans):
    found = day_slots(spans=spans, quota=quota, counters=counters, letter="A")
    for slot in found:
        assert inside(spans, slot.start, slot.end), "every minute of an hour is open"
        assert slot.end <= quota.last and slot.places >= 0
    for count in range(len(found) + 1):
        given_away = sum(slot.places for slot in found[:count])
        able = Fraction(count * quota.slot_minutes, quota.minutes) * counters
        assert given_away <= able * quota.share / 100
        assert given_away > able * quota.share / 100 - 1, "and not a whole person less"
    assert all(first.end <= second.start for first, second in zip(found, found[1:], strict=False))


def test_what_is_taken_counts_in_every_hour_that_it_touches():
    """A unit that changes the length of its hours keeps the bookings made before."""
    at = datetime(2026, 11, 24, 8, tzinfo=VIETNAM)
    found = with_taken(slots(Quota(slot_minutes=20)), [(540, 570)], day=DAY, at=at, lead_minutes=30)
    assert [slot.text for slot in found if slot.taken] == ["08:50–09:10", "09:10–09:30"]


def test_what_is_too_near_is_past():
    at = datetime(2026, 11, 25, 9, 1, tzinfo=VIETNAM)
    found = with_taken(slots(), [], day=DAY, at=at, lead_minutes=30)
    assert next(slot.text for slot in found if slot.left) == "10:00–10:30", "09:30 is less than half an hour ahead"


def test_never_less_than_nothing_is_left():
    """The share was made smaller after people had booked: they keep their hour, nobody else gets one."""
    assert Slot(540, 570, places=1, taken=3).left == 0


@given(ahead=st.integers(0, 60))
def test_the_days_ahead(ahead):
    at = datetime(2026, 11, 25, 23, 59, tzinfo=VIETNAM)
    days = horizon(at=at, quota=Quota(horizon_days=ahead))
    assert days[0] == DAY and len(days) == ahead + 1 and days[-1] == DAY + timedelta(days=ahead)


def test_the_nearest_hours_to_a_lost_one():
    free, full = Slot(540, 570, 1), Slot(570, 600, 1, taken=1)
    days = [Day(DAY + timedelta(days=n), (free, full, Slot(840, 870, 1))) for n in (1, 2)]
    found = nearest(days, day=DAY, start=540)
    assert [(day.day, slot.text) for day, slot in found] == [(26, "09:00–09:30"), (26, "14:00–14:30"), (27, "09:00–09:30")]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"share": 100}, "share"), ({"share": "50"}, "share"), ({"slot_minutes": 5}, "slot_minutes"),
        ({"minutes": 0}, "minutes"), ({"last": 1500}, "last"), ({"service_minutes": {"A": 0}}, "service_minutes.A"),
        ({"misses": True}, "misses"),
        ({"seasons": [{"first": "2027-02-10", "last": "2027-02-01", "why": "Tết"}]}, "seasons"),
    ],
)  # fmt: skip
def test_a_wrong_quota_is_refused_and_the_field_is_named(data, field):
    with pytest.raises(BookingError) as refusal:
        Quota.from_data(data)
    assert refusal.value.field == field


@pytest.mark.parametrize("data", [{"speed": 1}, {"seasons": [{"first": "x"}]}, {"seasons": 4}])
def test_a_quota_that_cannot_be_read_says_so(data):
    with pytest.raises(BookingError, match="Hạn mức đặt hẹn"):
        Quota.from_data(data)


def test_a_quota_goes_to_data_and_back():
    quota = Quota(share=40, service_minutes={"D": 25}, seasons=(Season(DAY, DAY, "Sửa sảnh"),), last=1440)
    assert Quota.from_data(quota.as_data()) == quota
    assert (quota.minutes_of("D"), quota.minutes_of("A"), quota.last_text) == (25, 15, "24:00")
    assert quota.season(DAY).why == "Sửa sảnh" and quota.season(DAY + timedelta(days=1)) is None
