"""What people see of the queue: who waits, how long, which counters; each page with a fixed number of questions to the
database.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thanthien.people import actions as people
from thanthien.queueing import actions, queries
from thanthien.queueing.models import Ticket

pytestmark = pytest.mark.django_db


def served(hall, times: int, minutes: float = 10, start: float = -300, service=None, counter=None) -> None:
    """`times` services of so many minutes each, one after the other, before the morning begins."""
    for n in range(times):
        hall.take(service, minutes=start + n * minutes)
        hall.call(counter, minutes=start + n * minutes)
    if times:
        counter = counter or hall.one
        actions.finish(counter=counter, by=hall.sitting(counter), at=hall.later(start + times * minutes))


def tile(hall, letter: str) -> queries.ServiceNow:
    return next(row for row in queries.services(unit=hall.unit) if row.service.letter == letter)


def test_a_tile_says_how_many_wait_and_how_long(hall):
    served(hall, 20)
    assert (tile(hall, "A").waiting, tile(hall, "A").estimate.text, tile(hall, "A").counters) == (0, "Vào ngay", (1, 2))
    for n in range(3):
        hall.take(minutes=n)
    told = tile(hall, "A")
    assert (told.waiting, told.estimate.low, told.estimate.high, told.estimate.n) == (3, 15, 20, 20)
    assert told.estimate.text == "15–20 phút"


def test_a_service_whose_counters_are_closed_says_so(hall):
    hall.take(hall.land)
    assert (tile(hall, "D").waiting, tile(hall, "D").estimate.text) == (1, "Quầy đang nghỉ")
    hall.open_third()
    people.pause_counter(counter=hall.three, by=hall.tuan, at=hall.later(1))
    assert tile(hall, "D").estimate.text == "Quầy đang nghỉ"


def test_people_of_another_service_at_the_same_counter_are_before_me(hall):
    """B is served at counter 2 only, A at 1 and 2: of four who wait for A, two will stand before B."""
    served(hall, 6)
    for n in range(4):
        hall.take(minutes=n)
    ticket = hall.take(hall.copies, minutes=5)
    assert queries.place_of(ticket=ticket).people == 2
    assert tile(hall, "B").waiting == 1


def test_a_service_without_a_past_borrows_the_units(hall):
    served(hall, 8)
    hall.take(hall.results)
    assert (tile(hall, "K").estimate.n, tile(hall, "K").estimate.low) == (8, 10)


def test_with_no_past_at_all_nothing_is_promised(hall):
    hall.take()
    assert tile(hall, "A").estimate.text == ""


def test_an_end_that_nobody_pressed_does_not_frighten_people(hall):
    served(hall, 6)
    served(hall, 1, minutes=400, start=-200)
    hall.take()
    assert tile(hall, "A").estimate.n == 6
    assert tile(hall, "A").estimate.high <= 10


def test_my_place_follows_the_order_of_calling(hall):
    tickets = [hall.take(minutes=n) for n in range(3)]
    old = hall.take(minutes=4, priority="age")
    people_before = {t.label: queries.place_of(ticket=t).people for t in [*tickets, old]}
    assert people_before == {"A001": 1, "A002": 2, "A003": 3, "A004": 0}
    hall.call(minutes=5)
    assert queries.place_of(ticket=Ticket.objects.get(pk=old.pk)) is None
    assert queries.place_of(ticket=tickets[0]).people == 0


def test_the_page_of_a_ticket_has_all_matters_of_the_visit(hall):
    first = hall.take()
    hall.take(hall.copies, minutes=1, visit=first.visit)
    hall.call(minutes=2)
    page = queries.ticket_page(code=first.visit.public_code.lower())
    assert [(one.ticket.label, one.ticket.state, one.counters) for one in page.tickets] == [
        ("A001", "called", (1, 2)), ("B001", "waiting", (2,)),
    ]  # fmt: skip
    assert page.tickets[0].estimate is None and page.tickets[1].estimate.people == 0
    assert queries.ticket_page(code="KHONGCOMANAY") is None


def test_the_board(hall):
    hall.take(), hall.take(), hall.take()
    hall.call(minutes=1), hall.call(hall.two, minutes=2), hall.call(minutes=3)
    board = queries.board(unit=hall.unit, day=hall.at.date())
    desks = [(d.number, d.state, d.officer.login if d.officer else "", d.label, d.services) for d in board.counters]
    assert desks == [
        (1, "open", "hanh", "A003", ("Hộ tịch", "Nhận kết quả")),
        (2, "open", "dinh", "A002", ("Hộ tịch", "Chứng thực")),
        (3, "closed", "", "", ("Đất đai, nhà ở",)),
    ]
    assert [(call.label, call.counter) for call in board.last] == [("A003", 1), ("A002", 2), ("A001", 1)]
    actions.mark_absent(counter=hall.two, by=hall.dinh, at=hall.later(4))
    board = queries.board(unit=hall.unit)
    assert board.counters[1].label == "" and len(board.last) == 3


def test_an_office_of_the_first_day_has_an_empty_board(hall):
    board = queries.board(unit=hall.unit)
    assert [desk.label for desk in board.counters] == ["", "", ""] and board.last == ()
    assert queries.newest_day(unit=hall.unit) is None and queries.waiting(unit=hall.unit) == []


@pytest.mark.parametrize("typed", ["a 1", "A001", " a001 "])
def test_a_number_is_found_as_people_type_it(hall, typed):
    ticket = hall.take()
    assert queries.find(unit=hall.unit, label=typed).pk == ticket.pk
    assert queries.find(unit=hall.unit, label="A002") is None
    assert queries.find(unit=hall.unit, label="xin chào") is None
    assert queries.find(unit="15151", label=typed) is None


def test_what_was_done_at_the_counter(hall):
    for n in range(7):
        hall.take(minutes=n)
        hall.call(minutes=n)
    assert [t.label for t in queries.recent_done(counter=hall.one)] == ["A006", "A005", "A004", "A003", "A002"]


def test_a_letter_is_a_service(hall):
    assert queries.service_by_letter(unit=hall.unit, letter="a").pk == hall.civil.pk
    with pytest.raises(Exception, match="sảnh chưa nhận"):
        queries.service_by_letter(unit=hall.unit, letter="Z")


# --- the number of questions to the database ---------------------------------------------------------------


def questions(do) -> int:
    with CaptureQueriesContext(connection) as captured:
        do()
    return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for one in captured)


@pytest.mark.parametrize("people", [1, 300])
def test_a_number_costs_the_same_with_one_and_with_300_waiting(hall, people):
    for _ in range(people):
        hall.take()
    assert questions(lambda: hall.take(minutes=5, channel="kiosk", by=hall.kiosk)) == 9
    visit = Ticket.objects.filter(number=1).get().visit
    assert questions(lambda: hall.take(hall.copies, minutes=5, visit=visit)) == 8


@pytest.mark.parametrize("people", [1, 300])
def test_a_call_costs_the_same_with_one_and_with_300_waiting(hall, people):
    for _ in range(people):
        hall.take()
    hall.call(minutes=1)
    hall.take(minutes=2, priority="age"), hall.take(minutes=3, priority="age")
    hall.call(hall.two, minutes=4)
    assert questions(lambda: hall.call(minutes=4)) == 9 + (people > 1), "one more counts the call on those it overtakes"


@pytest.mark.parametrize("people", [1, 3, 300])
def test_every_list_has_its_fixed_cost(hall, people):
    for n in range(people):
        hall.take(minutes=n / 10, priority="age" if n % 5 == 1 else "")
    page = Ticket.objects.first().visit.public_code
    costs = {
        "services": (3, lambda: queries.services(unit=hall.unit)),
        "board": (3, lambda: queries.board(unit=hall.unit)),
        "waiting": (2, lambda: [t.service.name for t in queries.waiting(unit=hall.unit, counter=hall.one)]),
        "page": (4, lambda: queries.ticket_page(code=page)),
        "away": (2, lambda: queries.away(unit=hall.unit)),
    }
    for _, do in costs.values():
        do()  # what seldom changes is kept from then on
    assert {name: questions(do) for name, (_, do) in costs.items()} == {name: cost for name, (cost, _) in costs.items()}
