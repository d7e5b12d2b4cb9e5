"""However booked people, those of a class and everybody else come and are called, nobody is overtaken more than promised."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.bookings import OFFERED
from builders.playing import offered
from thanthien.journal.models import Entry
from thanthien.queueing import actions
from thanthien.queueing.models import Ticket
from thanthien.queueing.rules import BOOKED

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("walks_in"), st.sampled_from(("", "", "", "age"))),
        st.tuples(st.just("booked"), st.integers(-30, 40)),
        st.tuples(st.just("calls"), st.integers(0, 1)),
        st.tuples(st.just("strikes"), st.integers(0, 20)),
    ),
    min_size=6,
    max_size=30,
)  # fmt: skip


class Morning:
    def __init__(self, office, services) -> None:
        self.office, self.service, self.at = office, services["A"], office.at
        self.guide = office.actor(office.ngoc)

    def walks_in(self, priority: str) -> None:
        self._take(channel="guide", priority=priority)

    def booked(self, minutes: int) -> None:
        """Comes for an hour that began or begins `minutes` from now."""
        self._take(channel=BOOKED, booked_for=self.at + timedelta(minutes=minutes))

    def _take(self, **how: object) -> None:
        actions.take_ticket(unit=self.office.unit, service=self.service, by=self.guide, at=self.at, **how)

    def calls(self, seat: int) -> None:
        officer = (self.office.hanh, self.office.dinh)[seat]
        actions.call_next(counter=self.office.counters[seat], by=self.office.actor(officer), at=self.at)

    def strikes(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)
        actions.tick(unit=self.office.unit, at=self.at)


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_bound_holds_with_booked_people(office, steps):
    with undone():
        morning = Morning(office, offered(office, OFFERED))
        for name, *how in steps:
            morning.at += timedelta(seconds=20)
            getattr(morning, name)(*how)
        for ticket in Ticket.objects.filter(priority=""):
            assert ticket.overtaken <= ticket.bound
        _came_in_their_time(morning)


def _came_in_their_time(morning: Morning) -> None:
    """Nobody who booked was called before their hour while somebody waited who had come before that hour."""
    taken = {one.subject: one.data["order"] for one in Entry.objects.filter(kind="ticket.taken")}
    called = {one.subject: one.seq for one in Entry.objects.filter(kind="ticket.called").order_by("seq")}
    due = {one.subject: one.seq for one in Entry.objects.filter(kind="ticket.due")}
    came = {one.subject: one.seq for one in Entry.objects.filter(kind="ticket.taken")}
    lane = {f"ticket:{t.pk}": (t.channel, t.priority) for t in Ticket.objects.all()}
    for subject, order in taken.items():
        channel, priority = lane[subject]
        early = channel == BOOKED and subject in called and priority == "" and subject not in due
        if early:
            before = [other for other, place in taken.items() if place < order and came[other] < called[subject]]
            assert not [o for o in before if called.get(o, called[subject] + 1) > called[subject] and lane[o][1] == ""]
