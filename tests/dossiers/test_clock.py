"""The clock as an actor: warned once, late once, stamped with the legal moment whenever the tick comes."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.dossiers import BIRTH, SINGLE, ready, received
from thanthien.dossiers import actions
from thanthien.dossiers.models import Dossier
from thanthien.journal.models import Entry
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db


def nov(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


WEDNESDAY, THURSDAY, FRIDAY = 25, 26, 27
WARN, DUE = nov(THURSDAY, 8, 30), nov(FRIDAY, 8, 30)


def clock_entries() -> list[tuple[str, datetime]]:
    kinds = ["dossier.due_soon", "dossier.became_late"]
    return [(entry.kind, entry.at) for entry in Entry.objects.filter(kind__in=kinds).order_by("pk")]


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (nov(WEDNESDAY, 17), []),
        (nov(THURSDAY, 8, 29), []),
        (WARN, [("dossier.due_soon", WARN)]),
        (DUE, [("dossier.due_soon", WARN)]),
        (DUE + timedelta(minutes=1), [("dossier.due_soon", WARN), ("dossier.became_late", DUE)]),
        (nov(30), [("dossier.due_soon", WARN), ("dossier.became_late", DUE)]),
    ],
)
def test_what_one_tick_writes(hall, moment, written):
    received(hall, SINGLE)
    assert actions.tick(unit=hall.unit, at=moment) == len(written)
    assert clock_entries() == written
    assert actions.tick(unit=hall.unit, at=moment) == 0
    assert clock_entries() == written


def test_the_entry_is_the_clocks_and_carries_code_and_date(hall):
    dossier = received(hall, SINGLE)
    actions.tick(unit=hall.unit, at=nov(30))
    for entry in Entry.objects.filter(kind__in=["dossier.due_soon", "dossier.became_late"]):
        assert entry.actor == "clock:clock"
        more = {"apologised": False} if entry.kind == "dossier.became_late" else {}
        assert entry.data == {"code": dossier.code, "due_at": "2026-11-27T08:30:00+07:00"} | more
    dossier = Dossier.objects.get(pk=dossier.pk)
    assert (dossier.warned_at, dossier.late_since) == (WARN, DUE)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minutes=st.lists(st.integers(0, 8 * 24 * 60), min_size=1, max_size=6))
def test_whatever_the_times_of_the_ticks_each_is_written_once(hall, minutes):
    start = Entry.objects.count()
    dossier = received(hall, SINGLE)
    moments = [hall.at + timedelta(minutes=m) for m in sorted(minutes)]
    for moment in moments:
        actions.tick(unit=hall.unit, at=moment)
    found = [
        (e.kind, e.at)
        for e in Entry.objects.filter(subject=f"dossier:{dossier.pk}").exclude(kind="dossier.received").order_by("pk")
        if e.kind != "dossier.will_be_late"
    ]
    expected = [("dossier.due_soon", WARN)] * (moments[-1] >= WARN) + [("dossier.became_late", DUE)] * (moments[-1] > DUE)
    assert found == expected
    seen = any(WARN < moment < DUE for moment in moments)  # nobody has begun: the steps need more than is left
    assert Entry.objects.filter(subject=f"dossier:{dossier.pk}", kind="dossier.will_be_late").count() == seen
    assert Entry.objects.count() > start
    # so that the next example's ticks find only its own dossier
    actions.annul(dossier=dossier, reason="hết ví dụ", by=hall.actor(hall.hanh), at=hall.at)


def test_a_matter_of_one_day_is_not_warned_of_but_becomes_late(hall):
    dossier = received(hall, BIRTH)
    actions.tick(unit=hall.unit, at=nov(WEDNESDAY))
    assert clock_entries() == [("dossier.became_late", dossier.due_at)]


def test_what_is_ready_is_neither_warned_of_nor_late(hall, others):
    ready(hall, received(hall, SINGLE), at=nov(WEDNESDAY, 9), others=others)
    assert actions.tick(unit=hall.unit, at=nov(30)) == 0


def test_a_late_result_that_the_clock_already_noticed_is_confessed_once(hall, others):
    dossier = received(hall, SINGLE)
    actions.tick(unit=hall.unit, at=nov(FRIDAY, 9))
    ready(hall, dossier, at=nov(FRIDAY, 10), others=others)
    assert [kind for kind, _ in clock_entries()] == ["dossier.due_soon", "dossier.became_late"]


def test_the_clock_of_one_unit_leaves_the_neighbour_alone(hall):
    received(hall, SINGLE)
    assert actions.tick(unit="15151", at=nov(30)) == 0


def test_several_are_written_in_the_order_of_their_moments(hall):
    first = received(hall, SINGLE, at=nov(23, 10))
    second = received(hall, SINGLE, at=nov(23, 9))
    actions.tick(unit=hall.unit, at=nov(30))
    moments = [at for _, at in clock_entries()]
    assert moments == sorted(moments)
    assert first.due_at > second.due_at
