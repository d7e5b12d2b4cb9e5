"""Whatever people, officers, administrators and the clock do one after the other, the promises of a booking hold."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.bookings import FRIDAY, NINE, THURSDAY, WEDNESDAY, booked, offered_to_book, person
from thanthien.journal.verify import verify
from thanthien.outreach import actions, queries
from thanthien.outreach.models import Booking
from thanthien.outreach.rules import BookingError, State
from thanthien.outreach.slots import inside
from thanthien.shared.actor import citizen, system

DAYS, HOURS = (WEDNESDAY, THURSDAY, FRIDAY), (NINE - 30, NINE, NINE + 30, 14 * 60)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("book"), st.integers(0, 5), st.sampled_from(DAYS), st.sampled_from(HOURS), st.sampled_from("ABD")),
        st.tuples(st.just("move"), st.integers(0, 30), st.sampled_from(DAYS), st.sampled_from(HOURS)),
        st.tuples(st.just("cancel"), st.integers(0, 30)),
        st.tuples(st.just("quota"), st.integers(0, 90), st.sampled_from((15, 20, 30, 45)), st.integers(3, 30)),
        st.tuples(st.just("tick"), st.integers(0, 40)),
    ),
    min_size=4,
    max_size=14,
)  # fmt: skip


class Story:
    """The office of one example; `at` only goes on."""

    def __init__(self, office) -> None:
        self.office, self.at = office, office.at
        self.places: dict[tuple, int] = {}

    def do(self, step: tuple) -> None:
        name, *how = step
        before = {row.pk: row.columns() for row in Booking.objects.all()}
        self.remember_places()
        try:
            getattr(self, name)(*how)
        except BookingError:
            assert {row.pk: row.columns() for row in Booking.objects.all()} == before, "a refusal changes nothing"

    def book(self, who, day, start, service) -> None:
        booked(self.office, who=person(who), day=day, start=start, service=service, at=self.at)

    def move(self, which, day, start) -> None:
        rows = list(Booking.objects.order_by("pk"))
        if rows:
            row = rows[which % len(rows)]
            offer, by = offered_to_book(self.office, row.service), citizen(self.office.unit)
            after = actions.move(booking=row, offer=offer, day=day, start=start, by=by, at=self.at)
            assert (after.pk, after.token, after.day, after.start) == (row.pk, row.token, day, start)

    def cancel(self, which) -> None:
        rows = list(Booking.objects.order_by("pk"))
        if rows:
            actions.cancel(booking=rows[which % len(rows)], by=citizen(self.office.unit), at=self.at)

    def quota(self, share, slot_minutes, minutes) -> None:
        data = {"share": share, "slot_minutes": slot_minutes, "minutes": minutes}
        unit = self.office.unit
        actions.set_quota(unit=unit, data=data, valid_from=self.at.date(), by=system(unit), at=self.at)

    def tick(self, hours) -> None:
        self.at += timedelta(hours=hours)
        actions.tick(unit=self.office.unit, at=self.at)

    def remember_places(self) -> None:
        """What the page of hours promised before the step, to hold the next booking against."""
        self.before = set(Booking.objects.filter(state=State.BOOKED).values_list("pk", "day", "start"))
        self.promised = {
            (letter, one.day, slot.start): slot.left
            for letter in "ABD"
            for one in queries.days(unit=self.office.unit, offer=offered_to_book(self.office, letter), at=self.at)
            for slot in one.slots
        }

    def check(self) -> None:
        rows = list(Booking.objects.all())
        for row in rows:
            placed = (row.pk, row.day, row.start)
            if row.state == State.BOOKED and placed not in self.before:
                assert self.promised.get((row.service, row.day, row.start), 0) > 0, "only what the page showed as free"
        open_now = queries.opening(unit=self.office.unit)
        assert all(inside(open_now.spans(row.day), row.start, row.end) for row in rows)
        live = [row for row in rows if row.state == State.BOOKED]
        assert len({row.number for row in live}) == len(live)
        assert len({(row.phone, row.field) for row in live}) == len(live), "one for each field"
        held: dict = {}
        for row in rows:
            if row.state != State.CANCELLED:
                held[row.phone, row.day] = held.get((row.phone, row.day), 0) + 1
        assert all(count <= 2 for count in held.values()), "two a day"


@contextmanager
def undone():
    """What happens inside is rolled back, so that each example begins with the same office."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_promises_hold_whatever_happens(hall, steps):
    with undone():
        story = Story(hall)
        for step in steps:
            story.do(step)
            story.check()
        assert verify() is None
