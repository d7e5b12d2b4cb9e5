"""A day that the simulator lived by itself, and the same day by people at kiosks, desks and phones: the same tables after it."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from builders.cam_tu import OPENED
from builders.played import Doors
from thanthien.journal import followers
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.shared import chance
from thanthien.shared.clock import VIETNAM, now
from thanthien.simulation import demo, history
from thanthien.simulation.counter import write_out_names
from thanthien.simulation.place import Place
from thanthien.simulation.rules import Pace

UNIT = demo.UNIT
MONDAY, SEED = date(2026, 10, 26), "44"
# Crowded enough for what is rare. Nobody needs two numbers: no page gives a second one to the same visit.
PACE = Pace(
    visitors_a_day=26, weekdays=(1.0,) * 7, second_matter=0.0, books=True, asked_to_rate=1.0, unsure=0.08, refused=0.05,
    never_comes_when_called=0.06, steps_out=0.08, patience_minutes=4, for_firms=0.2,
)  # fmt: skip
EVERY_DEED = {
    "open_counter", "close_counter", "pause_counter", "resume_counter", "take_ticket", "call_next", "recall", "mark_absent",
    "come_back", "transfer", "receive_at_counter", "hand_over_result", "take_step", "complete_step", "rate", "book",
    "arrive_booked", "cancel", "leave", "finish", "refuse_at_counter", "clock_strikes",
}  # fmt: skip
# What a page leaves behind that a deed does not, and why that is right. (table, column): the column alone.
OF_PAGES: dict[str | tuple[str, str], str] = {
    "django_session": "an officer's browser keeps the draft of the form; a session is no fact of the office",
    "usersessions_usersession": "a browser that was used tells when",
    "journal_answer": "every form carries a key, so that sending it twice does the act once",
    ("people_device", "last_seen"): "a device that asks was seen",
}


def tables() -> dict[str, list[tuple[Any, ...]]]:
    """Every table as it stands, row by row."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            kept = [place for place, column in enumerate(cursor.description) if (name, column[0]) not in OF_PAGES]
            found[name] = [tuple(row[place] for place in kept) for row in cursor.fetchall()]
    return found


@pytest.fixture
def doors(cam_tu, time_machine) -> Doors:
    if connection.vendor != "sqlite":
        pytest.skip("a day taken back does not take PostgreSQL's sequences back, so ids would differ")
    time_machine.move_to(OPENED, tick=False)
    write_out_names(at=OPENED)
    ready = Doors(UNIT, time_machine)
    dawn = datetime(2026, 10, 26, 5, 30, tzinfo=VIETNAM)
    time_machine.move_to(dawn, tick=False)
    ready.begin(dawn)
    return ready


def lived(told: list) -> dict[str, list[tuple[Any, ...]]]:
    """The day by the simulator alone; what was done is in `told`, and nothing of it stays."""
    with transaction.atomic():
        place = Place(unit=UNIT, seats={number: login for number, login, _ in demo.SEATS})
        place.told = lambda name, given: told.append((name, dict(given)))
        history.simulate(unit=UNIT, start=MONDAY, end=MONDAY, seed=SEED, pace=PACE, place=place, fated=True)
        assert verify() is None
        after = tables()
        transaction.set_rollback(True)
    return after


def played(doors: Doors, told: list) -> dict[str, list[tuple[Any, ...]]]:
    """The same deeds by pages; in the evening the followers read, as the heart lets them."""
    with chance.seeded(seed=SEED, unit=UNIT, clock=now):
        for name, given in told:
            doors.play(name, given)
        doors.clock.move_to(datetime.combine(MONDAY, history.EVENING, tzinfo=VIETNAM), tick=False)
        followers.catch_up_all()
    assert verify() is None
    return tables()


@pytest.mark.slow
def test_the_tables_after_a_simulated_day_are_those_of_the_same_day_over_http(doors):
    told: list[tuple[str, dict[str, Any]]] = []
    before, simulated = tables(), lived(told)
    assert tables() == before, "the simulated day was taken back whole"
    through_pages = played(doors, told)

    differing = {name for name in simulated if simulated[name] != through_pages[name]}
    assert differing <= {name for name in OF_PAGES if isinstance(name, str)}
    changed = {name for name in simulated if simulated[name] != before[name]}
    assert changed >= {
        "queueing_ticket", "visits_visit", "dossiers_dossier", "dossiers_dossierstep", "ratings_rating", "outreach_booking",
        "journal_entry", "journal_chain", "journal_serial", "people_citizen", "indicators_dailytally",
    }  # fmt: skip

    done = Counter(name for name, _ in told)
    assert set(done) >= EVERY_DEED
    assert done["take_ticket"] + done["arrive_booked"] >= 30
    assert len(doors.asked) == sum(done.values()) - done["clock_strikes"], "each deed was one page"
    assert Entry.objects.filter(kind="ticket.no_show").exists()


def test_a_deed_at_another_minute_is_seen_in_the_tables(doors):
    """That the comparison can fail: the first number is taken a minute later, and the heads of the chains part."""
    small = replace(PACE, visitors_a_day=2, books=False)
    told: list[tuple[str, dict[str, Any]]] = []
    with transaction.atomic():
        place = Place(unit=UNIT, seats={number: login for number, login, _ in demo.SEATS})
        place.told = lambda name, given: told.append((name, dict(given)))
        history.simulate(unit=UNIT, start=MONDAY, end=MONDAY, seed=SEED, pace=small, place=place, fated=True, until=told_until())
        simulated = tables()
        transaction.set_rollback(True)
    first = next(number for number, (name, _) in enumerate(told) if name == "open_counter")
    told[first][1]["at"] = told[first][1]["at"].replace(microsecond=1)
    with chance.seeded(seed=SEED, unit=UNIT, clock=now):
        for name, given in told:
            doors.play(name, given)
        doors.clock.move_to(told_until(), tick=False)
        followers.catch_up_all()
    through_pages = tables()
    assert simulated["journal_chain"] != through_pages["journal_chain"]
    assert len(simulated["journal_entry"]) == len(through_pages["journal_entry"])


def told_until() -> datetime:
    return datetime(2026, 10, 26, 7, 31, tzinfo=VIETNAM)
