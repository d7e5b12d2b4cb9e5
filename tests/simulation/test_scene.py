"""A demonstration that goes on living, and keeps its hands off what a person at a screen holds."""

import random
import time
from collections import Counter as Bag
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.signals import user_logged_in
from django.test import RequestFactory

from builders.cam_tu import open_cam_tu
from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.models import Dossier, DossierStep
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.models import Counter, Officer
from thanthien.people.queries import actor_for
from thanthien.queueing import actions as queueing
from thanthien.queueing.models import Ticket
from thanthien.shared.clock import VIETNAM
from thanthien.simulation import demo
from thanthien.simulation.live import SPEEDS, Humans, LiveOffice
from thanthien.simulation.scene import MOST_WAITING, Scene

UNIT = demo.UNIT
MINUTE = 60


class Wall:
    """A wall clock that goes on when told; acts are stamped with it."""

    def __init__(self):
        self.moment = datetime(2026, 10, 6, 9, tzinfo=VIETNAM)

    def __call__(self):
        return self.moment


class Theatre:
    def __init__(self):
        self.wall = Wall()
        self.humans = Humans(self.wall)
        self.scene = Scene(unit=UNIT, humans=self.humans, clock=self.wall, rng=random.Random(8))

    def play(self, minutes):
        """Agenda and wall clock go on together."""
        for _ in range(minutes * 2):
            self.wall.moment += timedelta(seconds=30)
            self.scene.play(30)

    def since(self, seq):
        return list(Entry.objects.filter(unit=UNIT, seq__gt=seq).order_by("seq"))


@pytest.fixture
def theatre(cam_tu):
    return Theatre()


def counter(number):
    return Counter.objects.get(unit_id=UNIT, number=number)


def head():
    return Entry.objects.filter(unit=UNIT).count()


def test_the_hall_begins_to_move_by_itself(theatre):
    theatre.play(25)
    kinds = Bag(entry.kind for entry in theatre.since(0))
    assert kinds["counter.opened"] == 5
    assert kinds["ticket.called"] > 5
    assert kinds["dossier.received"] > 3
    assert verify() is None


def test_it_moves_at_night_and_on_sundays_too_so_that_whoever_opens_it_sees_something(theatre):
    theatre.wall.moment = datetime(2026, 10, 11, 23, 20, tzinfo=VIETNAM)
    theatre.scene.agenda.now = theatre.wall.moment
    theatre.play(15)
    assert Entry.objects.filter(kind="ticket.called").exists()


def test_the_queue_does_not_grow_without_end(theatre):
    for login in ("lan.qt", "dinh.bv", "tuan.hm", "mai.tt", "hong.ct"):
        theatre.humans.hear(login)
    theatre.scene.play(3 * 60 * MINUTE)
    assert Ticket.objects.filter(state="waiting").count() <= MOST_WAITING + 1


def test_a_counter_that_a_person_holds_is_left_alone_and_the_others_go_on(theatre):
    theatre.play(10)
    theatre.humans.hear("lan.qt")
    seq = head()
    theatre.play(10)
    doers = {entry.actor for entry in theatre.since(seq)}
    assert "officer:lan.qt" not in doers
    assert doers & {"officer:dinh.bv", "officer:tuan.hm", "officer:hong.ct"}


def test_a_person_calls_and_ends_and_the_simulator_does_not_come_between(theatre):
    theatre.play(6)
    theatre.humans.hear("dinh.bv")
    theatre.play(4)
    dinh, desk = Officer.objects.get(login="dinh.bv"), counter(2)
    by = actor_for(dinh, on=theatre.wall().date())
    called = queueing.call_next(counter=desk, by=by, at=theatre.wall())
    theatre.play(12)
    present = Ticket.objects.filter(counter=desk, state__in=["called", "serving"]).first()
    assert present == called
    if called is not None:
        assert queueing.finish(counter=desk, by=by, at=theatre.wall()).state == "done"
    assert verify() is None


def test_when_the_person_is_gone_the_counter_lives_again(theatre):
    theatre.play(5)
    theatre.humans.hear("lan.qt")
    theatre.play(2)
    seq = head()
    theatre.play(40)
    assert "officer:lan.qt" in {entry.actor for entry in theatre.since(seq)}
    assert theatre.humans.present() == []


def test_whoever_acts_at_a_screen_is_still_there(theatre):
    theatre.humans.hear("nghia.pv")
    theatre.play(14)
    nghia = Officer.objects.get(login="nghia.pv")
    people.change_office(unit=UNIT, by=actor_for(nghia, on=theatre.wall().date()), at=theatre.wall(), hotline="0237 000 1901")
    theatre.play(14)
    assert theatre.humans.present() == ["nghia.pv"]
    theatre.play(16)
    assert theatre.humans.present() == []


def test_what_a_leader_at_a_screen_could_sign_waits_for_them(theatre):
    theatre.humans.hear("nghia.pv")
    theatre.play(14)
    waiting = DossierStep.objects.filter(role="leader", started_at__isnull=False, done_at__isnull=True)
    assert waiting.exists()
    assert not Entry.objects.filter(kind="step.done", body__contains='"role":"leader"').exists()
    step = waiting.select_related("dossier").order_by("pk").first()
    by = actor_for(Officer.objects.get(login="nghia.pv"), on=theatre.wall().date())
    dossiers.complete_step(dossier=step.dossier, by=by, at=theatre.wall())
    theatre.play(40)
    assert Dossier.objects.filter(state__gte=9).count() > 1, "signed by the others after the person went away"


def test_one_person_comes_in_when_asked(theatre):
    theatre.scene.one_person()
    assert Ticket.objects.count() in (1, 2)


def test_speeds_go_up_and_down_and_stop_at_their_ends():
    office = LiveOffice()
    seen = []
    for _ in range(len(SPEEDS)):
        office.faster()
        seen.append(office.speed)
    assert seen == sorted(seen)
    assert office.speed == SPEEDS[-1]
    for _ in range(len(SPEEDS) + 1):
        office.slower()
    assert office.state() == {"running": False, "speed": SPEEDS[0], "humans": []}


def test_logging_in_takes_an_officer_out_of_the_play(cam_tu):
    office = LiveOffice()
    user_logged_in.send(sender=Officer, request=RequestFactory().post("/dang-nhap"), user=Officer.objects.get(login="mai.tt"))
    assert office.state()["humans"] == ["mai.tt"]


@pytest.mark.django_db(transaction=True)
def test_the_thread_starts_pauses_goes_on_and_stops():
    open_cam_tu()
    office = LiveOffice()
    try:
        office.one_person()
        wait_for(lambda: Ticket.objects.exists())
        assert not Entry.objects.filter(kind="ticket.called").exists(), "one person came in; the rest stands still"
        office.start(speed=20)
        wait_for(lambda: Entry.objects.filter(kind="ticket.called").exists())
        office.pause()
        time.sleep(0.5)
        standing = head()
        time.sleep(0.8)
        assert head() == standing
    finally:
        office.stop()
    assert office.state()["running"] is False
    assert verify() is None


def wait_for(what, seconds=30):
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.1)
