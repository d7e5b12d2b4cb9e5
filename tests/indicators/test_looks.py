"""Looks at files: whose file it was, each counted once a day, rebuilt the same, and the alert when there are too many."""

from datetime import date, timedelta

import pytest

from builders.dossiers import BIRTH, CIVIL, LODGING, add_officers, load_small_catalogue, person, received, worked_to
from thanthien.dossiers import actions as dossiers
from thanthien.indicators import actions, queries
from thanthien.indicators.actions import IndicatorError
from thanthien.indicators.fold import NAME, rebuild
from thanthien.indicators.looking import belongings
from thanthien.indicators.looks import Belonging, Grants, Limit, belonging, grants_of, too_many
from thanthien.indicators.models import DailyTally, LookAlert
from thanthien.journal import followers
from thanthien.journal.actions import record_access
from thanthien.journal.models import Access, Entry
from thanthien.journal.sealing import seal_accesses
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.rules import PeopleError, Role

DAY = date(2026, 11, 23)


# --- the rule --------------------------------------------------------------------------------------------

CIVIL_ONLY = Grants(frozenset({Role.SPECIALIST}), frozenset({"ho_tich"}))
EVERYTHING = Grants(frozenset({Role.POLICE}), frozenset())
ONE_STOP = Grants(frozenset({Role.ONE_STOP}))
LEADER = Grants(frozenset({Role.LEADER}))


@pytest.mark.parametrize(
    ("reason", "took", "sat", "field", "grants", "whose"),
    [
        ("work", True, False, "dat_dai", ONE_STOP, Belonging.OWN),
        ("question", False, True, "dat_dai", ONE_STOP, Belonging.OWN),
        ("question", False, False, "dat_dai", ONE_STOP, Belonging.FOREIGN),
        ("reception", False, False, "", ONE_STOP, Belonging.OWN),
        ("return", False, False, "", ONE_STOP, Belonging.OWN),
        ("call", False, False, "", Grants(frozenset({Role.GUIDE})), Belonging.OWN),
        ("booking", False, False, "", ONE_STOP, Belonging.OWN),
        ("work", False, False, "ho_tich", CIVIL_ONLY, Belonging.OWN),
        ("work", False, False, "dat_dai", CIVIL_ONLY, Belonging.FOREIGN),
        ("work", False, False, "dat_dai", EVERYTHING, Belonging.OWN),
        ("lead", False, False, "dat_dai", LEADER, Belonging.DUTY),
        ("lead", True, False, "dat_dai", LEADER, Belonging.OWN),
        ("work", False, False, "dat_dai", Grants(frozenset({Role.INSPECTOR})), Belonging.DUTY),
        ("work", False, False, "dat_dai", Grants(), Belonging.FOREIGN),
    ],
)
def test_whose_file_it_is(reason, took, sat, field, grants, whose):
    assert belonging(reason=reason, took_part=took, at_counter=sat, field=field, grants=grants) is whose


def test_grants_of_several_roles_add_up():
    assert grants_of([]) == Grants()
    assert grants_of([(Role.LEADER, [])]) == LEADER
    both = grants_of([(Role.SPECIALIST, ["ho_tich"]), (Role.POLICE, ["cu_tru"]), (Role.ONE_STOP, [])])
    assert both.fields == {"ho_tich", "cu_tru"} and Role.ONE_STOP in both.roles
    assert grants_of([(Role.SPECIALIST, ["ho_tich"]), (Role.POLICE, [])]).fields == frozenset()


def test_the_limit_is_dated_data():
    limit = queries.look_limit(on=DAY)
    assert limit is not None and (limit.files, limit.days) == (50, 1)
    assert queries.look_limit(on=date(2025, 12, 31)) is None
    assert too_many({"a": 49, "b": 50, "c": 51}, limit) == {"b": 50, "c": 51}
    assert not Limit(DAY, DAY, 1, 1).in_force(DAY + timedelta(days=1))


# --- what is counted -------------------------------------------------------------------------------------


@pytest.fixture
def hall(office):
    """The office with dossiers of several fields, its officers' looks, and the clock that seals them."""
    load_small_catalogue()
    office.others = add_officers(office)
    return office


def look(office, dossier, officer, *, at=None, reason="work"):
    dossiers.note_opened(dossier=dossier, by=office.actor(officer), at=at or office.at, reason=reason)


def counted(office, *, until=None):
    """Seal what is over and fold it."""
    seal_accesses(unit=office.unit, at=until or office.at + timedelta(hours=1))
    followers.catch_up(name=NAME, unit=office.unit)
    return {
        row.officer: (row.own, row.duty, row.foreign) for row in queries.looks_by_officer(unit=office.unit, since=DAY, until=DAY)
    }


def test_each_look_is_counted_for_whom_it_belongs_to(hall):
    birth, lodging = received(hall, BIRTH), received(hall, LODGING, by=hall.others["police"])
    look(hall, birth, hall.hanh)
    look(hall, birth, hall.ha)
    look(hall, birth, hall.nghia, reason="lead")
    look(hall, lodging, hall.ngoc, reason="question")
    assert counted(hall) == {"hanh": (1, 0, 0), "ha": (1, 0, 0), "nghia": (0, 1, 0), "ngoc": (0, 0, 1)}


def test_who_sits_at_a_counter_looks_for_somebody_there(hall):
    lodging = received(hall, LODGING, by=hall.others["police"])
    look(hall, lodging, hall.dinh, reason="question")
    people.close_counter(counter=hall.counters[1], by=hall.actor(hall.dinh), at=hall.at + timedelta(minutes=1))
    other = received(hall, LODGING, by=hall.others["police"])
    look(hall, other, hall.dinh, at=hall.at + timedelta(minutes=2), reason="question")
    assert counted(hall) == {"dinh": (1, 0, 1)}


def test_who_held_a_step_keeps_the_file(hall):
    civil = received(hall, CIVIL)
    worked_to(hall, civil, 3, at=hall.at, others=hall.others)
    took = set(Entry.objects.filter(kind="step.done").values_list("actor", flat=True))
    assert took
    for actor in took:
        login = actor.removeprefix("officer:")
        record_access(unit=hall.unit, officer=login, person="x", subject=f"dossier:{civil.pk}", reason="question", at=hall.at)
    assert all(foreign == 0 for _, _, foreign in counted(hall).values())


def test_a_file_counts_once_a_day_however_often_it_is_opened(hall):
    lodging = received(hall, LODGING, by=hall.others["police"])
    for minutes in (0, 15, 40):
        look(hall, lodging, hall.ngoc, at=hall.at + timedelta(minutes=minutes), reason="question")
    assert counted(hall, until=hall.at + timedelta(minutes=30))["ngoc"] == (0, 0, 1)
    assert counted(hall, until=hall.at + timedelta(hours=2))["ngoc"] == (0, 0, 1)
    assert Access.objects.count() == 3
    tomorrow = hall.at + timedelta(days=1)
    look(hall, lodging, hall.ngoc, at=tomorrow, reason="question")
    counted(hall, until=tomorrow + timedelta(hours=1))
    assert queries.foreign_looks(unit=hall.unit, since=DAY, until=DAY + timedelta(days=1)) == {"ngoc": 2}


def test_a_rebuild_gives_the_same(hall):
    birth, lodging = received(hall, BIRTH), received(hall, LODGING, by=hall.others["police"])
    for minutes, dossier in enumerate((birth, lodging, birth)):
        look(hall, dossier, hall.ngoc, at=hall.at + timedelta(minutes=20 * minutes), reason="question")
        counted(hall, until=hall.at + timedelta(minutes=20 * minutes + 25))
    before = list(DailyTally.objects.order_by("day", "key", "part").values_list("day", "key", "part", "value"))
    dossiers.take_step(dossier=birth, by=hall.actor(hall.ha), at=hall.at + timedelta(hours=2))
    rebuild(unit=hall.unit)
    after = list(DailyTally.objects.order_by("day", "key", "part").values_list("day", "key", "part", "value"))
    assert [row for row in after if row[1].startswith("access.")] == [row for row in before if row[1].startswith("access.")]
    assert ("access.foreign", "officer:ngoc", 2) in [row[1:] for row in after]


def test_counting_costs_the_same_for_one_and_for_three(hall, django_assert_num_queries):
    made = [received(hall, LODGING, by=hall.others["police"], applicant=person(hall, number=f"03819200000{n}")) for n in range(3)]
    look(hall, made[0], hall.ngoc, reason="question")
    with django_assert_num_queries(5):
        belongings(list(Access.objects.all()), unit=hall.unit)
    look(hall, made[1], hall.ngoc, reason="question")
    look(hall, made[2], hall.ngoc, reason="question")
    with django_assert_num_queries(5):
        assert set(belongings(list(Access.objects.all()), unit=hall.unit).values()) == {Belonging.FOREIGN}
    assert belongings([], unit=hall.unit) == {}


# --- the alert -------------------------------------------------------------------------------------------


@pytest.fixture
def snooping(hall):
    """`snooping(n)`: the guide opens n files that are not hers, away from any counter."""

    def open_files(count: int):
        for n in range(count):
            record_access(
                unit=hall.unit, officer="ngoc", person=f"p{n}", subject=f"dossier:{9000 + n}", reason="question", at=hall.at
            )
        counted(hall)
        return actions.tick(unit=hall.unit, at=hall.at + timedelta(hours=1))

    return open_files


def test_forty_nine_are_no_alert_and_fifty_are_one_once(hall, snooping):
    assert snooping(49) == 0 and not LookAlert.objects.exists()
    record_access(
        unit=hall.unit, officer="ngoc", person="p", subject="dossier:1", reason="question", at=hall.at + timedelta(hours=2)
    )
    later = hall.at + timedelta(hours=3)
    counted(hall, until=later)
    assert actions.tick(unit=hall.unit, at=later) == 1
    assert actions.tick(unit=hall.unit, at=later + timedelta(minutes=1)) == 0
    alert = LookAlert.objects.get()
    assert (alert.officer, alert.day, alert.files) == ("ngoc", DAY, 50)
    entry = Entry.objects.get(kind="access.many_foreign")
    assert entry.actor == "clock:clock" and entry.data == {"officer": "ngoc", "day": "2026-11-23", "files": 50, "limit": 50}


def test_looks_just_before_midnight_are_told_the_next_day(hall, snooping):
    snooping(0)
    late = hall.at.replace(hour=23, minute=50)
    for n in range(50):
        record_access(unit=hall.unit, officer="ngoc", person=f"p{n}", subject=f"dossier:{n}", reason="question", at=late)
    counted(hall, until=late + timedelta(minutes=30))
    assert actions.tick(unit=hall.unit, at=late + timedelta(minutes=30)) == 1
    assert LookAlert.objects.get().day == DAY


def test_the_leader_looks_at_it_with_a_note(hall, snooping):
    snooping(50)
    alert, leader = LookAlert.objects.get(), hall.actor(hall.nghia)
    with pytest.raises(IndicatorError, match="Ghi một câu"):
        actions.note_alert(alert=alert, note="  ", by=leader, at=hall.at)
    with pytest.raises(PeopleError):
        actions.note_alert(alert=alert, note="x", by=hall.actor(hall.hanh), at=hall.at)
    with pytest.raises(PeopleError):
        actions.note_alert(alert=alert, note="x", by=hall.actor(hall.la), at=hall.at)
    actions.note_alert(alert=alert, note="Rà soát  theo kế hoạch 12.", by=leader, at=hall.at)
    assert (
        LookAlert.objects.get().note == "Rà soát theo kế hoạch 12." and queries.look_alerts(unit=hall.unit, open_only=True) == []
    )
    with pytest.raises(IndicatorError, match="đã có người xem"):
        actions.note_alert(alert=alert, note="lần nữa", by=leader, at=hall.at)
    actions.reopen_alert(alert=alert, by=leader, at=hall.at)
    assert len(queries.look_alerts(unit=hall.unit, open_only=True)) == 1
    with pytest.raises(IndicatorError, match="của người khác"):
        actions.reopen_alert(alert=alert, by=leader, at=hall.at)
    assert not any("Rà soát" in entry.body for entry in Entry.objects.all())
    assert verify() is None


def test_the_clock_of_the_office_raises_it(hall, snooping):
    from thanthien.journeys.tick import tick

    for n in range(50):
        record_access(unit=hall.unit, officer="ngoc", person=f"p{n}", subject=f"dossier:{n}", reason="question", at=hall.at)
    tick(at=hall.at + timedelta(hours=1))
    followers.catch_up_all()
    tick(at=hall.at + timedelta(hours=1, minutes=1))
    assert LookAlert.objects.get().officer == "ngoc"
