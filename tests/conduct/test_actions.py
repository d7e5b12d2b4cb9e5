"""The rules of conduct through their acts: a draft, in force from a day, looked at again, taken back; who may."""

from datetime import timedelta

import pytest

from thanthien.conduct import actions, queries
from thanthien.conduct.rules import ConductError, Text
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db
TEXT = Text("Quy tắc ứng xử", "# Với dân\nChào trước khi hỏi", "12/QĐ-UBND")


def drafted(office, text=TEXT, by=None):
    return actions.draft_rules(unit=office.unit, text=text, by=office.actor(by or office.nghia), at=office.at)


def decided(office, days=0, at=None):
    at = at or office.at
    start = day_of(at) + timedelta(days=days)
    return actions.decide_rules(version=drafted(office), valid_from=start, by=office.actor(office.nghia), at=at)


def test_a_draft_is_written_twice_and_then_holds_from_its_day(office):
    assert drafted(office).pk == drafted(office).pk
    row, today = decided(office, days=3), day_of(office.at)
    assert queries.current(unit=office.unit, on=today) is None
    assert queries.current(unit=office.unit, on=today + timedelta(days=3)) == row
    assert row.review_by == today + timedelta(days=3 + 365)


def test_the_next_version_takes_over_and_the_first_stays_in_the_list(office):
    first, second = decided(office), decided(office, days=7)
    today = day_of(office.at)
    assert queries.current(unit=office.unit, on=today) == first
    assert queries.current(unit=office.unit, on=today + timedelta(days=7)) == second
    assert [row.version for row in queries.versions(unit=office.unit)] == [2, 1]


def test_looked_at_again_the_next_review_is_a_year_away(office):
    row, later = decided(office), office.at + timedelta(days=200)
    row = actions.keep_rules(version=row, by=office.actor(office.nghia), at=later)
    assert (row.reviewed_on, row.review_by) == (day_of(later), day_of(later) + timedelta(days=365))


def test_taken_back_on_its_first_day_and_no_later(office):
    row, by = decided(office), office.actor(office.nghia)
    back = actions.recall_rules(version=row, by=by, at=office.at)
    assert back.valid_from is None and queries.draft(unit=office.unit) == back
    again = actions.decide_rules(version=back, valid_from=day_of(office.at), by=by, at=office.at)
    with pytest.raises(ConductError):
        actions.recall_rules(version=again, by=by, at=office.at + timedelta(days=1))


def test_a_second_draft_stands_in_the_way_of_taking_back(office):
    row = decided(office)
    drafted(office)
    with pytest.raises(ConductError):
        actions.recall_rules(version=row, by=office.actor(office.nghia), at=office.at)


@pytest.mark.parametrize("who", ["hanh", "ha", "ngoc", "la"])
def test_only_a_leader_of_the_unit_writes_them(office, who):
    with pytest.raises(ConductError):
        drafted(office, by=getattr(office, who))


def test_the_journal_holds_days_only_and_verifies(office):
    decided(office)
    rows = Entry.objects.filter(unit=office.unit, kind__startswith="conduct.").order_by("seq")
    assert [row.kind for row in rows] == ["conduct.rules_drafted", "conduct.rules_decided"]
    assert rows[1].data == {"version": 1, "from": "2026-11-23", "review_by": "2027-11-23"}
    assert not any("Chào" in row.body for row in rows) and verify() is None
