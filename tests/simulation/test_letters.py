"""Letters of made-up communes: the rates, the guards, every letter with its event, the same seed the same letters."""

from collections import Counter
from datetime import date, datetime
from random import Random

import pytest

from builders.office import _unit
from thanthien.journal import settled
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.letters.models import Letter
from thanthien.letters.rules import State
from thanthien.letters.tracing import origins, speaks_of
from thanthien.people.scoping import everywhere, in_unit
from thanthien.shared.clock import VIETNAM
from thanthien.simulation.district import PROVINCE, open_district
from thanthien.simulation.letters import Commune
from thanthien.simulation.letters_report import report, sum_up
from thanthien.simulation.letters_rules import (
    COMMUNES,
    FIRST,
    LAST,
    PUBLISHED,
    How,
    Trap,
    events,
    expected,
    proportions_fit,
    shares,
    slack,
)

START, END = date(2023, 3, 1), date(2023, 4, 30)


def live(count: int, seed: str) -> list[str]:
    _unit(PROVINCE, "Tỉnh Thanh Hóa", "province")
    homes = open_district(count=count, at=datetime(2023, 2, 27, 8, tzinfo=VIETNAM), seed=seed)
    for home in homes:
        Commune(home, seed=seed, start=START).live(start=START, end=END)
    return [home.unit for home in homes]


@pytest.fixture
def lived(db):
    return live(2, "7")


def test_the_rates_are_those_that_were_published():
    days = (LAST - FIRST).days + 1
    for base, count in PUBLISHED.items():
        mean = expected(base, communes=COMMUNES, days=days)
        assert abs(mean - count) <= slack(mean), base
    assert {base: round(share) for base, share in shares(PUBLISHED).items()} == {"joy": 73, "grief": 21, "thanks": 4, "sorry": 2}


def test_seventeen_communes_draw_the_published_proportions_and_another_mix_does_not():
    drawn = Counter()
    for number in range(COMMUNES):
        drawn.update(one.base for one in events(Random(f"{number}"), start=FIRST, end=LAST) if one.trap is None)
    assert proportions_fit(drawn)
    assert not proportions_fit(drawn | {"thanks": 400}) and not proportions_fit({})


def test_events_come_in_the_order_of_the_days_and_by_every_way():
    found = [one for number in range(30) for one in events(Random(f"x{number}"), start=FIRST, end=LAST)]
    assert {one.how for one in found} == set(How) and {one.trap for one in found} == {None, *Trap}
    assert all(FIRST <= one.day <= LAST for one in found)
    first = events(Random("a"), start=FIRST, end=LAST)
    assert first == events(Random("a"), start=FIRST, end=LAST) == sorted(first)


def test_two_months_of_two_communes(lived):
    with everywhere():
        letters = list(Letter.objects.order_by("unit_id", "pk"))
    found = sum_up(lived)
    assert found.made == found.traced == len(letters) > 20
    assert found.waiting == 0 and set(found.given) == set(lived)
    assert found.by_voice["joy"] > found.by_voice["grief"] > 0
    assert {"dossier", "note"} <= set(found.ways), "some are learned outside the dossiers"
    assert f"{found.made} of {found.made}" in report(found, start=START, end=END, seed="7")
    assert verify() is None


def test_what_a_guard_holds_was_meant_to_be_held(lived):
    with everywhere():
        held = Letter.objects.filter(state=State.STOPPED)
        assert all(row.stop in {*Trap, "mourning", "died_since", "long_ago"} for row in held)
        assert not Letter.objects.filter(state=State.HANDED, number__isnull=True).exists()


def test_the_same_seed_gives_the_same_letters(db):
    def told() -> list[tuple]:
        with everywhere():
            rows = Letter.objects.order_by("unit_id", "pk")
            return [(row.unit_id, row.kind, row.event, row.state, row.facts, row.handed_at) for row in rows]

    from django.db import transaction

    seen = []
    for _ in range(2):
        with transaction.atomic():
            live(1, "11")
            seen.append(told())
            transaction.set_rollback(True)
        settled.forget()  # what is kept in memory of rows that never were: PostgreSQL gives their numbers to nobody again
    assert [row[1] for row in seen[0]] == [row[1] for row in seen[1]]
    assert [row[3:] for row in seen[0]] == [row[3:] for row in seen[1]]


def test_a_letter_whose_entry_tells_of_something_else_is_not_traced(lived):
    unit = lived[0]
    with in_unit(unit):
        letter = Letter.objects.filter(event__startswith="dossier:").first()
        entry = Entry.objects.get(unit=unit, seq=letter.seq)
        assert speaks_of(entry, letter)
        letter.event = "dossier:0"
        assert origins(letters=[letter]) == {} == origins(letters=[])
