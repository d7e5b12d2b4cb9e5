"""A statement written out, and the rows that are made without the model's own constructor."""

import pytest
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from thanthien.journal import sending
from thanthien.people.models import Unit

SQL = 'SELECT code, name FROM "people_unit" WHERE code = %s'


def test_watched_or_not_a_statement_brings_the_same(office):
    quick = sending.ask(SQL, [office.unit])
    with CaptureQueriesContext(connection) as seen:
        watched = sending.ask(SQL, [office.unit])
    assert [tuple(row) for row in quick] == [tuple(row) for row in watched] == [(office.unit, "Xã Cẩm Tú")]
    assert len(seen) == 1, "who listens hears it"


def test_how_many_rows_it_concerned(office):
    assert sending.tell('UPDATE "people_unit" SET name = %s WHERE code = %s', ["Xã Khác", office.unit]) == 1
    assert sending.tell('UPDATE "people_unit" SET name = %s WHERE code = %s', ["Xã Khác", "no such"]) == 0


def test_what_the_database_refuses_is_raised_as_django_raises_it(office):
    with pytest.raises(IntegrityError), transaction.atomic():
        sending.tell('UPDATE "people_unit" SET name = NULL WHERE code = %s', [office.unit])


def test_in_a_broken_transaction_nothing_is_sent(office):
    with pytest.raises(transaction.TransactionManagementError), transaction.atomic():
        transaction.set_rollback(True)
        sending.ask(SQL, [office.unit])


def test_a_row_is_what_from_db_makes_and_what_was_not_read_is_deferred(office):
    made = sending.reader(Unit, ["code", "name"])([office.unit, "Xã Cẩm Tú"])
    theirs = Unit.from_db(DEFAULT_DB_ALIAS, ["code", "name"], [office.unit, "Xã Cẩm Tú"])
    assert made == theirs and made.get_deferred_fields() == theirs.get_deferred_fields()
    assert (made._state.adding, made._state.db) == (theirs._state.adding, theirs._state.db)
    assert made.kind == Unit.objects.get(pk=office.unit).kind
