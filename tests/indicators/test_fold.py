"""The fold: what is read bit by bit, what is rebuilt from nothing, and what somebody counts by hand are the same."""

from collections import Counter as Count
from datetime import datetime, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thanthien.indicators import fold
from thanthien.indicators.models import DailyTally
from thanthien.journal import followers
from thanthien.journal.actions import act
from thanthien.journal.models import Entry
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM, day_of

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 20, 7, 30, tzinfo=VIETNAM)
OFFICERS = ("lan.qt", "dinh.bv")


class Hall:
    """Writes entries as the rooms would, for a handful of tickets, dossiers and ratings; impossible moves are passed over."""

    def __init__(self, unit):
        self.unit, self.at = unit, START
        self.tickets, self.dossiers, self.ratings = {}, {}, {}

    def enter(self, kind, subject, data, visit=""):
        with act(unit=self.unit, by=system(self.unit), at=self.at) as deed:
            deed.enter(kind, subject=subject, visit=visit, data=data)

    def do(self, move, which, how, minutes):
        self.at += timedelta(minutes=minutes)
        getattr(self, move)(which, how)

    def take(self, which, how):
        name = f"ticket:{len(self.tickets)}"
        label = "AC"[how % 2] + f"{len(self.tickets):03d}"
        self.tickets[name] = {"label": label, "state": "waiting", "calls": 0, "taken": self.at, "visit": f"visit{which}"}
        data = {"day": "", "label": label, "service": label[0], "priority": ("", "age")[how % 2], "channel": "kiosk", "order": 1}
        self.enter("ticket.taken", name, data, f"visit{which}")

    def _move(self, which, states, to):
        able = [(name, one) for name, one in self.tickets.items() if one["state"] in states]
        if not able:
            return None, {}
        name, one = able[which % len(able)]
        one["state"] = to
        return name, one

    def call(self, which, how):
        name, one = self._move(which, ("waiting", "absent", "no_show"), "called")
        if name:
            one["calls"] += 1
            one["officer"] = OFFICERS[how % 2]
            waited = int((self.at - one["taken"]).total_seconds())
            data = {"label": one["label"], "counter": how % 2 + 1, "officer": one["officer"], "calls": one["calls"]}
            self.enter("ticket.called", name, {**data, "service": one["label"][0], "waited_s": waited}, one["visit"])

    def uncall(self, which, how):
        name, one = self._move(which, ("called",), "waiting")
        if name:
            one["calls"] -= 1
            self.enter("ticket.uncalled", name, {"label": one["label"], "counter": 1}, one["visit"])

    def done(self, which, how):
        name, one = self._move(which, ("called",), "done")
        if name:
            data = {
                "label": one["label"],
                "counter": 1,
                "officer": one["officer"],
                "service": one["label"][0],
                "served_s": 60 * how,
            }
            self.enter("ticket.done", name, data, one["visit"])

    def reopen(self, which, how):
        name, one = self._move(which, ("done",), "called")
        if name:
            self.enter("ticket.reopened", name, {"label": one["label"]}, one["visit"])

    def no_show(self, which, how):
        name, one = self._move(which, ("waiting", "called"), "no_show")
        if name:
            self.enter("ticket.no_show", name, {"label": one["label"]}, one["visit"])

    def come_back(self, which, how):
        name, one = self._move(which, ("no_show",), "waiting")
        if name:
            self.enter("ticket.returned", name, {"label": one["label"], "service": one["label"][0]}, one["visit"])

    def receive(self, which, how):
        name = f"dossier:{len(self.dossiers)}"
        self.dossiers[name] = "open"
        data = {"code": name, "procedure": "1.001193", "field": ("ho_tich", "dat_dai")[how % 2], "officer": OFFICERS[which % 2]}
        self.enter("dossier.received", name, data)

    def finish(self, which, how):
        able = [name for name, state in self.dossiers.items() if state == "open"]
        if able:
            name = able[which % len(able)]
            self.dossiers[name] = "ready"
            verdict = ("early", "on_time", "late")[how % 3]
            data = {"code": name, "verdict": verdict, "verdict_first": "late", "field": "ho_tich", "officer": "ha.btt"}
            self.enter("dossier.finished", name, data)

    def hand_over(self, which, how):
        able = [name for name, state in self.dossiers.items() if state == "ready"]
        if able:
            name = able[which % len(able)]
            self.dossiers[name] = "returned"
            self.enter("dossier.returned", name, {"code": name, "channel": "counter"})

    def rate(self, which, how):
        name = f"rating:{len(self.ratings)}"
        data = {"attitude": how % 5 + 1, "work": None, "officer": OFFICERS[which % 2], "day": START.date().isoformat()}
        self.ratings[name] = {**data, "set_aside": "too_fast" if how == 0 else ""}
        self.enter("rating.given", name, {**self.ratings[name], "channel": "phone", "reasons": ["warm"]})

    def set_aside(self, which, how):
        able = [name for name, one in self.ratings.items() if not one["set_aside"]]
        if able:
            one = self.ratings[able[which % len(able)]]
            one["set_aside"] = "burst"
            self.enter("rating.set_aside", able[which % len(able)], one)


MOVES = (
    "take", "take", "call", "call", "done", "done", "uncall", "reopen", "no_show", "come_back", "receive", "finish", "hand_over",
    "rate", "set_aside",
)  # fmt: skip
DAYS = st.lists(
    st.tuples(st.sampled_from(MOVES), st.integers(0, 5), st.integers(0, 9), st.integers(0, 400)), min_size=30, max_size=90
)


def tallies(unit):
    rows = DailyTally.objects.filter(unit=unit)
    return {(row.day, row.key, row.part): row.value for row in rows if row.value or row.key == "wait.most"}


@given(DAYS, st.integers(1, 7), st.integers(1, 5))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_bit_by_bit_rebuilt_and_by_hand_are_the_same(moves, pause, batch):
    unit = f"u{Entry.objects.count()}-{len(moves)}"
    hall = Hall(unit)
    for number, (move, which, how, minutes) in enumerate(moves):
        hall.do(move, which, how, minutes)
        if number % pause == 0:
            followers.catch_up(name=fold.NAME, unit=unit, batch=batch)
    followers.catch_up(name=fold.NAME, unit=unit)
    bit_by_bit = tallies(unit)
    fold.rebuild(unit=unit)
    assert tallies(unit) == bit_by_bit
    for key, by_day in by_hand(unit, hall).items():
        counted = {day: value for (day, k, part), value in bit_by_bit.items() if k == key and part == ""}
        assert counted == {day: n for day, n in by_day.items() if n}, key
    served = {one["visit"] for one in hall.tickets.values() if one["state"] == "done"}
    assert sum(value for (_, key, part), value in bit_by_bit.items() if (key, part) == ("visit.served", "")) == len(served)


def by_hand(unit, hall):
    """The plain counts, from the entries and from where everything ended."""
    found = {
        key: Count()
        for key in ("ticket.taken", "dossier.received", "dossier.late", "dossier.returned", "ticket.done", "wait.count")
    }
    last_done, first_called, no_shows = {}, {}, {}
    for entry in Entry.objects.filter(unit=unit).order_by("seq"):
        day, data = day_of(entry.at), entry.data
        if entry.kind in ("ticket.taken", "dossier.received", "dossier.returned"):
            found[entry.kind][day] += 1
        elif entry.kind == "dossier.finished" and data["verdict"] == "late":
            found["dossier.late"][day] += 1
        elif entry.kind == "ticket.done":
            last_done[entry.subject] = day
        elif entry.kind == "ticket.called" and data["calls"] == 1:
            first_called[entry.subject] = day
        elif entry.kind == "ticket.no_show":
            no_shows[entry.subject] = day
    found["ticket.done"] = Count(day for name, day in last_done.items() if hall.tickets[name]["state"] == "done")
    found["ticket.no_show"] = Count(day for name, day in no_shows.items() if hall.tickets[name]["state"] == "no_show")
    found["wait.count"] = Count(day for name, day in first_called.items() if hall.tickets[name]["calls"])
    counted = [one for one in hall.ratings.values() if not one["set_aside"]]
    found["rating.given"] = Count({START.date(): len(counted)})
    found["rating.set_aside"] = Count({START.date(): len(hall.ratings) - len(counted)})
    return found


def test_entries_brought_twice_change_nothing():
    hall = Hall("15148")
    hall.take(1, 0)
    hall.call(0, 0)
    entries = list(Entry.objects.filter(unit="15148").order_by("seq"))
    fold.fold(entries)
    before = tallies("15148")
    fold.fold(entries)
    fold.fold(entries[:1])
    assert tallies("15148") == before
    assert before[START.date(), "ticket.taken", ""] == 1


def test_a_unit_is_rebuilt_without_touching_its_neighbour():
    for unit in ("15148", "15151"):
        Hall(unit).take(1, 0)
    followers.catch_up_all()
    DailyTally.objects.filter(unit="15148").update(value=99)
    DailyTally.objects.filter(unit="15151").update(value=77)
    fold.rebuild(unit="15148")
    assert set(tallies("15148").values()) == {1}
    assert set(tallies("15151").values()) == {77}


def test_rebuilding_everything_reads_every_chain():
    for unit in ("15148", "15151"):
        Hall(unit).take(1, 0)
    assert fold.rebuild() == 2
    assert tallies("15148").keys() == tallies("15151").keys()


def test_the_follower_is_registered_when_the_office_starts():
    assert fold.NAME in followers.names()


@pytest.mark.parametrize(
    ("about", "index"), [({"subject": "ticket:7"}, "entry_by_subject"), ({"visit": "f" * 32}, "entry_by_visit")]
)
def test_what_was_before_is_found_by_an_index_however_long_the_journal_is(office, about, index):
    """Else each number folded costs more the older the office is."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by the tables' own figures")
    assert index in fold.about("ticket.called", **about).explain()
