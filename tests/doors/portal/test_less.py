"""Fewer papers, less time: what a published decision cut stands on one page, with how often it was kept; drafts do not."""

from datetime import date, timedelta

import pytest
import time_machine

from builders.dossiers import SINGLE, add_officers, load_small_catalogue, ready, received
from thanthien.indicators.fold import rebuild
from thanthien.indicators.queries import Less, less
from thanthien.journal.followers import catch_up
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.procedures import actions
from thanthien.procedures.actions import Decision
from thanthien.procedures.queries import cuts, procedure
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def admin(office):
    load_small_catalogue()
    an = people.add_officer(
        unit=office.unit, login="an.lv", name="Lương Văn An", roles=(Role.ADMIN,), by=system(office.unit), at=office.at
    )
    return office.actor(an)


def decided(office, admin, *, publish: bool = True, **more):
    given = {"valid_from": TODAY, "term_value": 2, "term_unit": "working_day", "decision_no": "45/QĐ-UBND"} | more
    return actions.decide(
        unit=office.unit, code=SINGLE, decision=Decision(**given), publish=publish, by=admin, at=office.at, row=None, seen=""
    )


def page(client) -> str:
    return " ".join(client.get("/cat-giam").content.decode().split())


@pytest.fixture
def today(at):
    """The clock stands; a test may push it."""
    with time_machine.travel(at, tick=False) as clock:
        yield clock


def test_nothing_cut_says_so_and_a_draft_is_nothing(office, admin, today, client):
    assert "Xã đang làm đúng như luật ghi" in page(client)
    decided(office, admin, publish=False)
    assert "Xã đang làm đúng như luật ghi" in page(client)


def test_term_papers_decision_and_day_stand_there(office, admin, today, client):
    name = procedure(code=SINGLE).papers.first().name
    decided(office, admin, dropped=[name])
    shown = page(client)
    assert "2 ngày làm việc</b> thay vì 3 ngày làm việc theo luật" in shown and "Quyết định 45/QĐ-UBND, từ 23/11/2026" in shown
    assert "Bớt 1 giấy:" in shown and "chưa có hồ sơ nào để đếm" in shown
    assert [one.code for one in cuts(unit=office.unit, on=TODAY)] == [SINGLE]
    assert cuts(unit=office.unit, on=TODAY - timedelta(days=1)) == [] and cuts(unit="15151", on=TODAY) == []


def test_how_often_it_was_kept_is_counted_and_a_rebuild_gives_the_same(office, admin, today, client):
    decided(office, admin, dropped=[procedure(code=SINGLE).papers.first().name])
    others = add_officers(office)
    for days in (1, 10):
        dossier = received(office)
        ready(office, dossier, at=office.at + timedelta(days=days), others=others)
    received(office)
    catch_up(name="tallies", unit=office.unit)
    found = less(unit=office.unit, since=TODAY, until=TODAY + timedelta(days=10))
    assert found == {SINGLE: Less(kept=1, finished=2, papers=3)}
    rebuild(unit=office.unit)
    assert less(unit=office.unit, since=TODAY, until=TODAY + timedelta(days=10)) == found
    today.move_to(office.at + timedelta(days=10), tick=False)
    shown = page(client)
    assert "Giữ lời 1 trong 2 hồ sơ" in shown and "3 lượt giấy bà con không phải nộp" in shown


def test_without_a_cut_nothing_is_counted(office, admin, today):
    others = add_officers(office)
    ready(office, received(office), at=office.at + timedelta(days=1), others=others)
    catch_up(name="tallies", unit=office.unit)
    assert less(unit=office.unit, since=TODAY, until=TODAY + timedelta(days=10)) == {}


def test_the_list_leaves_as_a_file(office, admin, today, client):
    decided(office, admin)
    rows = client.get("/cat-giam?xuat=csv").content.decode("utf-8-sig")
    assert SINGLE in rows and "45/QĐ-UBND" in rows and "2 ngày làm việc" in rows


def test_it_is_reached_from_the_procedures(office, admin, today, client):
    assert 'href="/cat-giam"' in client.get("/thu-tuc").content.decode()
