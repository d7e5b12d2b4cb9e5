"""Where very much is open the list walks the dossiers by their date; it shows the same lines."""

from datetime import datetime, timedelta

import pytest

from builders.dossiers import BIRTH, CIVIL, LODGING, PLANNING, SINGLE, received, worked_to
from thanthien.dossiers import actions, queries, worklist
from thanthien.journal.asking import composed
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, 30, tzinfo=VIETNAM)


def lines(officer, **more):
    return [(item.dossier.pk, item.step.pk, item.taken) for item in queries.work_of(officer=officer, at=AT, **more)]


@pytest.fixture
def much(hall, others):
    """Dossiers of several fields in both open states, one taken, one further on, one ready."""
    first = [
        received(hall, code, at=hall.at + timedelta(minutes=number)) for number, code in enumerate((SINGLE, BIRTH, CIVIL) * 2)
    ]
    received(hall, LODGING)
    received(hall, PLANNING)
    actions.take_step(dossier=first[4], by=hall.actor(hall.ha), at=hall.at + timedelta(minutes=9))
    worked_to(hall, first[3], 3, at=hall.at + timedelta(minutes=20), others=others)
    return [hall.ha, hall.hanh, hall.nghia, others["second"], others["police"], others["seal"]]


def little_is_much(monkeypatch):
    monkeypatch.setattr(worklist, "MANY", 1)
    monkeypatch.setattr(worklist, "_beyond_many", composed(worklist._beyond_many.build))  # the number stands in the statement


def test_walked_by_date_the_lines_are_the_same(much, monkeypatch):
    short = [[lines(who), lines(who, untaken=True), lines(who, limit=2)] for who in much]
    little_is_much(monkeypatch)
    assert [[lines(who), lines(who, untaken=True), lines(who, limit=2)] for who in much] == short
    assert len(short[0][0]) >= 4 and any(taken for _, _, taken in short[0][0])


def test_a_long_list_costs_a_fixed_number_of_questions(much, monkeypatch, django_assert_num_queries):
    little_is_much(monkeypatch)
    lines(much[0])
    with django_assert_num_queries(4):  # is it much, a walk for each open state, what the lines show
        lines(much[0])
