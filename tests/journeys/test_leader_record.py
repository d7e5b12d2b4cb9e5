"""A leader's year: days by the posted schedule, the book, promises, apologies; few queries for one as for three."""

from datetime import date, time, timedelta

import pytest

from builders.dossiers import load_small_catalogue, received
from thanthien.conduct import leading
from thanthien.conduct.leader_rules import Day, Where
from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.timing import timing_of
from thanthien.journeys import leader_record
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.posting import actions as posting
from thanthien.posting.rules import Group, ReceptionRule
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db
THURSDAYS = [date(2026, 11, 5), date(2026, 11, 12), date(2026, 11, 19)]


def open_days(day):
    return False


def posted(office, officer, since=THURSDAYS[0]):
    root = {"by": system(office.unit), "at": office.at}
    made = posting.list_contact(unit=office.unit, officer=officer, group=Group.LEADER, **root)
    return posting.add_reception(contact=made, rule=ReceptionRule(3, 0, time(8), time(11, 30), since), **root)


def record(office, officers=None, is_off=open_days):
    told = {"unit": office.unit, "year": 2026, "today": day_of(office.at), "is_off": is_off}
    return leader_record.records(officers=officers or [office.nghia], **told)


def note(office, day, **more):
    told = {"held": True, "people": 3, "why": "", "stand_in": None} | more
    by = {"officer": office.nghia, "by": office.actor(office.nghia), "at": office.at}
    return leading.note_day(day=day, planned=set(THURSDAYS), **told, **by)


def test_only_who_leads_in_their_own_right(office):
    assert leader_record.leaders(unit=office.unit, on=day_of(office.at)) == [office.nghia]


def test_days_of_the_schedule_are_held_missed_or_not_noted(office):
    posted(office, office.nghia)
    note(office, THURSDAYS[0])
    note(office, THURSDAYS[1], held=False, people=0, why="Họp tỉnh", stand_in=office.hanh)
    one = record(office)[0]
    past = {row.day: row.state for row in one.days if row.state is not Day.AHEAD}
    assert past == dict(zip(THURSDAYS, (Day.HELD, Day.STOOD_IN, Day.NOT_NOTED), strict=True))
    assert (one.held, one.past, one.missed, one.unnoted, one.received) == (1, 3, 1, 1, 3)


def test_a_day_off_is_no_reception_day(office):
    posted(office, office.nghia)
    one = record(office, is_off=lambda day: day == THURSDAYS[2])[0]
    assert THURSDAYS[2] not in {row.day for row in one.days} and one.past == 2
    told = {"officer": office.nghia, "year": 2026, "today": day_of(office.at), "is_off": open_days}
    assert leader_record.days_of_schedule(**told) == set(THURSDAYS)


def test_promises_and_apologies_stand_with_their_evidence(office):
    by = {"officer": office.nghia, "by": office.actor(office.nghia), "at": office.at}
    today = day_of(office.at)
    leading.make_promise(text="Rải đá", where=Where.MEETING, made_on=today, due=today, public=True, **by)
    load_small_catalogue()
    dossier = received(office)
    told = {"dossier": dossier, "by": office.actor(office.nghia), "at": office.at}
    new_due = timing_of(office.unit).after(dossier.due_at, 8 * 60)
    dossiers.draft_apology(cause="workload", reason="Hồ sơ dồn vào cùng một ngày.", new_due=new_due, **told)
    dossiers.sign_apology(**told)
    one = record(office)[0]
    assert [item.row.text for item in one.public] == ["Rải đá"] and (one.kept, one.late) == (0, 0)
    assert [row.dossier_id for row in one.apologies] == [dossier.pk] and one.sorry == 1


@pytest.mark.parametrize("leaders", [1, 3])
def test_one_or_three_leaders_cost_the_same(office, leaders, django_assert_num_queries):
    root = {"by": system(office.unit), "at": office.at}
    for n in range(leaders - 1):
        more = {"name": f"Bùi Văn Phó {n}", "roles": (Role.LEADER,), "position": "Phó chủ tịch"}
        people.add_officer(unit=office.unit, login=f"pho{n}", **more, **root)
    who = leader_record.leaders(unit=office.unit, on=day_of(office.at) + timedelta(days=1))
    assert len(who) == leaders
    for one in who:
        posted(office, one)
    with django_assert_num_queries(6):
        assert len(record(office, who)) == leaders
