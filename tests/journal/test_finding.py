"""The row that an act locks: the same as the ORM finds, of the act's unit only; left to the ORM where it is not known."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled

from builders.office import UNIT
from thanthien.journal import finding
from thanthien.journal.actions import act
from thanthien.people.models import Counter, Office, Officer
from thanthien.queueing.models import Ticket
from thanthien.shared.actor import system
from thanthien.visits import actions as visits
from thanthien.visits.models import Visit


@pytest.fixture
def seated(office):
    seat = office.counters[0]
    Counter.objects.filter(pk=seat.pk).update(officer=office.hanh, state="open")
    return seat


def test_every_column_comes_as_the_orm_brings_it(seated, office):
    visit = visits.begin(unit=UNIT, origin="kiosk", by=system(UNIT), at=office.at)
    with transaction.atomic(), scope(unit=UNIT):
        for model, where in (
            (Counter, {"pk": seated.pk, "unit_id": UNIT, "officer__login": "hanh"}),
            (Counter, {"pk": office.counters[1].pk}),
            (Visit, {"pk": visit.pk}),
            (Office, {"pk": UNIT}),
        ):
            found, known = finding.locked(model, where), model.objects.get(**where)
            assert found is not None
            assert found == known
            assert found.columns() == known.columns()
            assert {name: getattr(found, name) for name in known.__dict__ if name != "_state"} == {
                name: value for name, value in known.__dict__.items() if name != "_state"
            }
            assert not found._state.adding


def test_a_row_of_another_unit_is_not_found(seated, office):
    with transaction.atomic(), scope(unit="15151"):
        assert finding.locked(Counter, {"pk": seated.pk}) is None
    with transaction.atomic(), scope(unit=UNIT):
        assert finding.locked(Counter, {"pk": seated.pk}) == seated


def test_what_is_not_there_or_not_known_is_left_to_the_orm(seated, office):
    with transaction.atomic(), scope(unit=UNIT):
        assert finding.locked(Counter, {"pk": 10**9}) is None
        assert finding.locked(Counter, {"unit_id": UNIT}) is None, "several"
        assert finding.locked(Counter, {"state": "open", "pk__in": [seated.pk]}) is None, "a list"
        assert finding.locked(Ticket, {"absent_until__isnull": True}) is None, "a question of another kind"
    with transaction.atomic(), scopes_disabled():
        assert finding.locked(Counter, {"pk": seated.pk}) is None, "without a unit the ORM decides"


def test_the_act_locks_with_one_statement_and_says_when_there_is_no_such_row(seated, office):
    with act(unit=UNIT, by=system(UNIT), at=office.at) as deed:
        deed.lock(Counter, pk=seated.pk)
        with CaptureQueriesContext(connection) as sent:
            assert deed.lock(Counter, pk=seated.pk).officer_id == office.hanh.pk
        assert len(sent) == 1
        if connection.features.has_select_for_update:
            assert "FOR UPDATE" in sent[0]["sql"]
        with pytest.raises(Counter.DoesNotExist):
            deed.lock(Counter, pk=10**9)
        with pytest.raises(Officer.MultipleObjectsReturned):
            deed.lock(Officer, unit_id=UNIT)


def test_the_values_of_one_question_never_answer_another(seated, office):
    with transaction.atomic(), scope(unit=UNIT):
        for seat in (*office.counters, *office.counters):
            found = finding.locked(Counter, {"pk": seat.pk, "unit_id": UNIT})
            assert found is not None
            assert found.number == seat.number
