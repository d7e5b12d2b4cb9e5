"""The stories that the replays live end well in an office where nothing is wrong: what they ask for is there."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from bench import office
from bench.inside import asked
from bench.replays import calls, lifecycle, takes, watches
from bench.stories import Answer
from thanthien.dossiers.models import Dossier
from thanthien.people.models import Counter, Office
from thanthien.queueing.models import Ticket


@pytest.fixture
def commune(db, settings, monkeypatch):
    settings.MFA_REQUIRED = False
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # the transaction of the test goes on, as with Django's own client
    monkeypatch.setattr(office, "UNITS", 1)
    (found,) = office.build()
    assert Office.objects.get(pk=found.unit).demo, "numbers are given at any hour"
    yield found
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def lived(story):
    """How many were asked until the story ended by itself; a bad answer fails."""
    ask, number, application = next(story), 0, WSGIHandler()  # not the served one: it swears off seeded chance for good
    while True:
        locations: list[str] = []
        status, text = asked(ask.method, ask.path, ask.headers, ask.body, locations=locations, application=application)
        assert status < 400, (ask.path, text)
        number += 1
        try:
            ask = story.send(Answer(status, "".join(locations), text.decode()))
        except StopIteration:
            return number


def test_a_dossier_lives_from_reception_to_being_found_again(commune):
    assert lived(lifecycle(commune, 7, office.matter(0), hurry=100)) == 6
    dossier = Dossier.objects.get()
    assert dossier.returned_at is not None and dossier.applicant.name == "Người Thứ 7"


def test_somebody_takes_a_number_and_looks_at_it_and_is_called(commune):
    assert lived(takes(commune, commune.kiosks[0], 0)) == 4
    assert lived(calls(commune.seats[0], 0)) == 2
    assert Ticket.objects.get().counter_id == commune.seats[0].pk


def test_somebody_at_home_watches(commune):
    assert lived(watches(commune, 0)) == 2


def test_a_home_that_was_measured_is_measured_again(commune):
    letters = {commune.letter}
    for _ in range(2):
        (again,) = office.build([commune.unit])
        letters.add(again.letter)
    open_now = Counter.objects.filter(unit_id=commune.unit, active=True)
    assert sorted(open_now.values_list("number", flat=True)) == list(range(1, office.MOST_SEATS + 1))
    assert {counter.pk for counter in open_now} == {seat.pk for seat in again.seats} and len(letters) == 3
