"""A question composed once brings what the ORM brings: of the unit that asks only, as it stands when it is asked."""

from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError

from builders.office import UNIT
from thanthien.journal.asking import composed
from thanthien.people.models import Counter, Office
from thanthien.queueing import actions
from thanthien.queueing.models import Service, Ticket
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of
from thanthien.visits.models import Visit


@composed
def seats(unit: str, number: int) -> QuerySet[Counter]:
    return Counter.objects.filter(unit_id=unit, number__gte=number).order_by("-number")


@composed
def tickets(unit: str, day: date, until: datetime) -> QuerySet[Ticket]:
    waiting = Ticket.objects.filter(unit_id=unit, day=day, taken_at__lte=until, state__in=("waiting", "called"))
    return waiting.select_related("visit", "counter").order_by("pk")


@composed
def among(unit: str, numbers: tuple[int, ...]) -> QuerySet[Counter]:
    return Counter.objects.filter(unit_id=unit, number__in=numbers).order_by("number")


@composed
def either(unit: str, numbers: tuple[int, ...], names: tuple[str, ...], least: int) -> QuerySet[Counter]:
    named = Q(number__in=numbers) & Q(name__in=names)
    return Counter.objects.filter(Q(number=least) | named, unit_id=unit).order_by("number")


@composed
def visit(pk: UUID) -> QuerySet[Visit]:
    return Visit.objects.filter(pk=pk)


@composed
def numbers(unit: str) -> QuerySet[Counter]:
    return Counter.objects.filter(unit_id=unit).order_by("number").values_list("number", flat=True)


@composed
def places(unit: str) -> QuerySet[Counter]:
    return Counter.objects.filter(unit_id=unit).order_by("number").values_list("number", "unit_id")


@composed
def hours(unit: str) -> QuerySet[Office]:
    return Office.objects.filter(pk=unit)


@pytest.fixture
def taken(office):
    with scope(unit=UNIT):
        service = Service.objects.create(unit_id=UNIT, letter="A", name="Hộ tịch", order=1)
    given = {"unit": UNIT, "service": service, "channel": "guide", "by": office.actor(office.ngoc), "at": office.at}
    return [actions.take_ticket(**given) for _ in range(3)]


def test_rows_and_their_neighbours_come_as_the_orm_brings_them(taken, office):
    values = {"unit": UNIT, "day": day_of(office.at), "until": office.at}
    with scope(unit=UNIT):
        for _ in range(2):
            found, known = tickets.rows(**values), list(tickets.build(**values))
            assert len(found) == 3
            assert [row.__dict__.keys() for row in found] == [row.__dict__.keys() for row in known]
            assert [row.columns() for row in found] == [row.columns() for row in known]
        with CaptureQueriesContext(connection) as sent:
            assert [row.visit.columns() for row in found] == [row.visit.columns() for row in known]
        assert not sent, "the visit came with its ticket"
        assert tickets.count(**values) == 3
        assert tickets.any(**values)
        assert tickets.first(**values) == taken[0]
        assert visit.first(pk=taken[1].visit_id) == taken[1].visit


def test_what_is_always_asked_stands_in_the_statement_and_texts_keep_their_signs(taken, office):
    """SQLite takes the index of some rows only when it sees that the question is about those."""
    with scope(unit=UNIT):
        Counter.objects.filter(number=1).update(name="50% 'nhanh' ?")
        assert [one.number for one in odd.rows(unit=UNIT)] == [1]
        assert odd.count(unit=UNIT) == 1
        tickets.rows(unit=UNIT, day=day_of(office.at), until=office.at)
    said = [one.sql for one in tickets._known.values() if one]
    assert all(("'waiting'" in sql) == (connection.vendor == "sqlite") for sql in said)


@composed
def odd(unit: str) -> QuerySet[Counter]:
    return Counter.objects.filter(unit_id=unit, name="50% 'nhanh' ?", active=True)


def test_columns_alone_and_json(office):
    with scope(unit=UNIT):
        assert numbers.rows(unit=UNIT) == list(numbers.build(unit=UNIT))
        assert places.rows(unit=UNIT) == list(places.build(unit=UNIT))
        assert hours.first(unit=UNIT).columns() == Office.objects.get(pk=UNIT).columns()


@pytest.mark.parametrize("numbers", [(1,), (3, 1), (2, 2, 1), ()])
def test_a_list_of_any_length(office, numbers):
    with scope(unit=UNIT):
        for _ in range(2):
            assert among.rows(unit=UNIT, numbers=numbers) == list(among.build(UNIT, numbers))
            assert among.count(unit=UNIT, numbers=numbers) == len(set(numbers))
            assert among.any(unit=UNIT, numbers=numbers) == bool(numbers)


def test_each_asking_has_its_own_values_and_sees_what_was_written_since(office):
    with scope(unit=UNIT):
        assert [one.number for one in seats.rows(unit=UNIT, number=2)] == [c.number for c in seats.build(unit=UNIT, number=2)]
        assert seats.count(unit=UNIT, number=1) == len(office.counters)
        assert seats.first(unit=UNIT, number=10**6) is None
        assert not seats.any(unit=UNIT, number=10**6)
        Counter.objects.filter(number=1).update(number=77)
        assert seats.first(unit=UNIT, number=50).number == 77


def test_another_unit_s_rows_are_not_seen_and_nobody_asks_without_a_unit(office):
    with scope(unit="15151"):
        assert seats.rows(unit=UNIT, number=1) == []
        assert seats.count(unit=UNIT, number=1) == 0
    with scopes_disabled():
        assert seats.count(unit=UNIT, number=1) == len(office.counters), "everywhere was said aloud"
    with scope(unit=UNIT):
        assert seats.count(unit=UNIT, number=1) == len(office.counters)


def test_without_a_scope_it_raises_as_the_manager_does(office, monkeypatch):
    with scope(unit=UNIT):
        seats.rows(unit=UNIT, number=1)
    with scope(), pytest.raises((ScopeError, LookupError)):
        seats.rows(unit=UNIT, number=1)


@pytest.mark.parametrize(
    "build",
    [
        pytest.param(lambda name: Counter.objects.filter(name__contains=name), id="a pattern"),
        pytest.param(lambda name: Counter.objects.all(), id="a value that reaches nothing"),
        pytest.param(lambda name: Counter.objects.filter(name=name).prefetch_related("tickets"), id="rows fetched after it"),
        pytest.param(lambda name: Counter.objects.filter(name=name).annotate(more=F("number")), id="an added column"),
        pytest.param(lambda name: Counter.objects.filter(name=name).values("pk"), id="dictionaries"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_once(office, build):
    build.__annotations__ = {"name": str}
    with scope(unit=UNIT), pytest.raises(TypeError):
        composed(build).rows(name="x")


def test_nothing_is_asked_for_with_none(office):
    with scope(unit=UNIT), pytest.raises(TypeError):
        seats.rows(unit=None, number=1)


def test_a_question_within_a_transaction_sees_its_own_rows(office):
    with scope(unit=UNIT), transaction.atomic():
        before = numbers.rows(unit=UNIT)
        Counter.objects.create(unit_id=UNIT, number=55)
        assert numbers.rows(unit=UNIT) == sorted([*before, 55])
    assert system(UNIT).unit == UNIT


def test_a_list_without_anything_leaves_out_what_stands_beside_it_and_the_rest_is_asked(office):
    first = Counter.objects.order_by("number").first()
    with scope(unit=UNIT):
        assert either.rows(unit=UNIT, numbers=(), names=(first.name,), least=first.number) == [first]
        assert either.rows(unit=UNIT, numbers=(first.number,), names=(first.name,), least=99) == [first]
        assert either.rows(unit=UNIT, numbers=(first.number,), names=(), least=99) == []


@composed
def by_small(unit: str, number: int, others: tuple[int, ...]) -> QuerySet[Counter]:
    return Counter.objects.filter(unit_id=unit).filter(Q(number=number) | Q(number__in=others)).order_by("number")


def test_a_column_of_small_numbers_is_asked_too(office):
    """On PostgreSQL the ORM knows that no row holds a number beyond its column."""
    numbers_there = list(Counter.objects.order_by("number").values_list("number", flat=True))
    with scope(unit=UNIT):
        found = by_small.rows(unit=UNIT, number=numbers_there[0], others=tuple(numbers_there[1:]))
        assert [one.number for one in found] == numbers_there
        with pytest.raises(TypeError, match="more than"):
            by_small.rows(unit=UNIT, number=1, others=tuple(range(1001)))
