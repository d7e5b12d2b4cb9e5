"""Days lived through the real actions: nobody lost, nothing without a due date, the same days for the same seed."""

import re
from collections import Counter
from datetime import date, datetime

import pytest
from django.db import transaction

from thanthien.dossiers.models import Dossier, DossierPaper
from thanthien.indicators.queries import figures
from thanthien.journal import followers
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people.models import Citizen, Office
from thanthien.people.models import Counter as Desk
from thanthien.procedures.rules import is_cut
from thanthien.queueing.models import ClosedDay, Ticket
from thanthien.ratings.models import Rating
from thanthien.shared.clock import VIETNAM, day_of, local
from thanthien.simulation import demo, history
from thanthien.simulation.rules import Pace

UNIT = demo.UNIT
MONDAY, TUESDAY = date(2026, 10, 5), date(2026, 10, 6)
SEATS = {number: login for number, login, _ in demo.SEATS}
FIRST = {
    "ticket.taken",
    "ticket.called",
    "ticket.done",
    "dossier.received",
    "dossier.finished",
    "dossier.returned",
    "rating.given",
}


def live(seed, start=MONDAY, end=TUESDAY, **more):
    return history.simulate(unit=UNIT, start=start, end=end, seed=seed, seats=SEATS, **more)


def told():
    """The journal without what the office itself draws at random: ids of visits and rows, hashes, digests."""
    return [
        (entry.at, entry.kind, entry.actor, {k: v for k, v in entry.data.items() if k != "citizen"})
        for entry in Entry.objects.filter(unit=UNIT).order_by("seq")
    ]


@pytest.fixture(scope="module")
def two_days(lived_once):
    return live(11)


class TestTwoDays:
    @pytest.fixture(autouse=True)
    def _lived(self, two_days):
        self.lived = two_days

    def test_all_kinds_of_things_happen(self):
        assert set(Entry.objects.values_list("kind", flat=True)) >= FIRST
        assert (self.lived.days, self.lived.tickets) == (2, Ticket.objects.count())
        assert self.lived.dossiers == Dossier.objects.filter(code__isnull=False).count() > 15

    def test_nobody_is_lost(self):
        states = Counter(Ticket.objects.values_list("state", flat=True))
        assert set(states) <= {"done", "no_show", "left", "annulled"}
        assert sum(states.values()) == Entry.objects.filter(kind="ticket.taken").count()
        assert states["done"] > 0.85 * sum(states.values())

    def test_every_dossier_has_a_due_date_that_explains_itself_and_a_way_to_its_end(self):
        for dossier in Dossier.objects.filter(code__isnull=False):
            assert dossier.due_at > dossier.received_at
            assert dossier.deadline["days"] or dossier.term_text == "trong ngày"
            assert dossier.finished_at is None or dossier.finished_at >= dossier.received_at
        assert Dossier.objects.filter(state=10).exists()

    def test_papers_that_were_handed_in_can_be_printed(self):
        assert not any(
            is_cut(name) for name in DossierPaper.objects.filter(state__in=["ok", "look"]).values_list("name", flat=True)
        )

    def test_the_hall_is_empty_and_the_days_are_closed(self):
        assert set(counter_states()) == {"closed"}
        assert [row.day for row in ClosedDay.objects.order_by("day")] == [MONDAY, TUESDAY]
        assert set(ClosedDay.objects.values_list("waiting", flat=True)) == {0}

    def test_numbers_are_taken_while_the_kiosk_is_on_and_not_over_lunch(self):
        for ticket in Ticket.objects.all():
            minute = local(ticket.taken_at).hour * 60 + local(ticket.taken_at).minute
            assert 435 <= minute < 690 or 798 <= minute < 1020, ticket.label

    def test_people_go_home_before_night(self):
        assert all(local(entry.at).hour < 22 for entry in Entry.objects.exclude(actor="system:system"))

    def test_ratings_are_of_visits_that_were_served(self):
        for rating in Rating.objects.select_related("visit"):
            assert rating.at >= rating.visit.started_at
            assert rating.officer_login in set(rating.visit.tickets.values_list("officer_login", flat=True))

    def test_no_name_and_no_number_of_a_person_is_in_the_journal(self):
        bodies = "\n".join(Entry.objects.values_list("body", flat=True))
        assert not re.search(r"(?<!\d)\d{12}(?!\d)", bodies)
        for citizen in Citizen.objects.all():
            assert citizen.name not in bodies
            assert citizen.id_number not in bodies

    def test_the_journal_proves_itself(self):
        assert verify() is None

    def test_the_figures_are_those_of_the_tables(self):
        followers.catch_up_all()
        found = figures(unit=UNIT, since=MONDAY, until=TUESDAY)
        assert found.tickets == Ticket.objects.count()
        assert found.served == Ticket.objects.filter(state="done").count()
        assert found.no_show == Ticket.objects.filter(state="no_show").count()
        assert found.visits == Ticket.objects.filter(state="done").values("visit").distinct().count()
        assert found.received == Dossier.objects.filter(code__isnull=False).count()
        assert found.promises.finished == Dossier.objects.filter(finished_at__isnull=False).count()
        assert found.returned == Dossier.objects.filter(state=10).count()
        assert found.rated == Rating.objects.filter(set_aside="").count()


def counter_states():
    return Desk.objects.filter(unit_id=UNIT).values_list("state", flat=True)


def test_the_same_seed_gives_the_same_days_and_another_seed_others(cam_tu):
    stories = []
    for seed in (5, 5, 6):
        with transaction.atomic():
            live(seed, MONDAY, MONDAY, pace=Pace(visitors_a_day=8))
            stories.append([row for row in told() if day_of(row[0]) == MONDAY])
            transaction.set_rollback(True)
    assert stories[0] == stories[1] != stories[2]
    assert len(stories[0]) > 80


def test_a_day_that_is_cut_off_stops_there_with_people_waiting(cam_tu):
    ten = datetime(2026, 10, 5, 10, tzinfo=VIETNAM)
    live(5, MONDAY, MONDAY, until=ten, pace=Pace(visitors_a_day=40))
    assert max(Entry.objects.values_list("at", flat=True)) <= ten
    assert "open" in counter_states()
    assert Ticket.objects.filter(state__in=["waiting", "called", "serving"]).exists()
    assert verify() is None


def test_a_sunday_is_quiet(cam_tu):
    before = Entry.objects.count()
    lived = live(5, date(2026, 10, 4), date(2026, 10, 4))
    assert (lived.days, lived.tickets, Entry.objects.count()) == (0, 0, before)


def test_a_demonstration_lives_what_is_missing_and_no_more(cam_tu, monkeypatch):
    def at(day, hour):
        monkeypatch.setattr(history, "now", lambda: datetime(2026, 10, day, hour, tzinfo=VIETNAM))

    at(6, 9)
    assert "hồ sơ" in history.live_until_now(unit=UNIT, days=1, seed=3)
    days = {row.day for row in Ticket.objects.all()}
    assert days == {MONDAY, TUESDAY}
    seen = Entry.objects.count()
    assert history.live_until_now(unit=UNIT, days=1, seed=3) == "đã có"
    assert Entry.objects.count() == seen
    at(7, 8)
    history.live_until_now(unit=UNIT, days=30, seed=3)
    assert {row.day for row in Ticket.objects.all()} == days | {date(2026, 10, 7)}
    assert not Ticket.objects.filter(day__lt=date(2026, 10, 7), state__in=["waiting", "called", "serving", "absent"]).exists()
    assert verify() is None


def test_progress_is_told_day_by_day(cam_tu):
    said = []
    live(5, date(2026, 10, 3), date(2026, 10, 4), progress=lambda done, total, note: said.append((done, total, note)))
    assert said == [(1, 2, "03/10"), (2, 2, "04/10")]


def test_building_the_demonstration_twice_changes_nothing(cam_tu):
    before = Entry.objects.count()
    assert demo.build(at=datetime(2026, 10, 2, tzinfo=VIETNAM)) == Office.objects.get(pk=UNIT)
    assert Entry.objects.count() == before


def test_late_dossiers_are_told_by_the_clock_and_come_to_an_end(cam_tu):
    live(2, MONDAY, date(2026, 10, 8), pace=Pace(visitors_a_day=4, late={"": 1.0}, while_you_wait=0.0))
    late = Dossier.objects.filter(late_since__isnull=False)
    assert late.exists()
    assert Entry.objects.filter(kind="dossier.became_late").count() == late.count()
    followers.catch_up_all()
    assert figures(unit=UNIT, since=MONDAY, until=date(2026, 10, 8)).promises.late > 0
    assert all(one.late_since == one.due_first for one in late)  # what the apology promised is another date
