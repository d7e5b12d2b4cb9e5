"""The paper roll: entered once, called like any other number."""

import pytest
from django.test import Client

from thanthien.queueing.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(hall) -> Client:
    return hall.officer(hall.office.ngoc)


@pytest.mark.thread("FQM#96")
def test_a_number_of_the_roll_joins_the_line(hall, guide):
    assert guide.get("/sanh/phieu-giay").status_code == 200
    answer = guide.post("/sanh/phieu-giay", {"service": "A", "number": " 17 "})
    ticket = Ticket.objects.get(channel="roll")
    assert answer.status_code == 200 and ticket.label in answer.content.decode() and ticket.number == 17


def test_the_same_paper_twice_is_refused_and_what_was_typed_stays(hall, guide):
    guide.post("/sanh/phieu-giay", {"service": "A", "number": "17"})
    again = guide.post("/sanh/phieu-giay", {"service": "A", "number": "17"})
    assert (
        again.status_code == 422 and 'value="17"' in again.content.decode() and Ticket.objects.filter(channel="roll").count() == 1
    )


def test_a_double_press_is_one_number(hall, guide):
    for _ in range(2):
        assert guide.post("/sanh/phieu-giay", {"service": "A", "number": "18", "once": "k1"}).status_code == 200
    assert Ticket.objects.filter(channel="roll").count() == 1


@pytest.mark.parametrize(("service", "number"), [("A", ""), ("A", "abc"), ("Z", "5")])
def test_a_wrong_entry_gets_a_sentence(hall, guide, service, number):
    answer = guide.post("/sanh/phieu-giay", {"service": service, "number": number})
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()


def test_who_may_enter(hall):
    assert Client().get("/sanh/phieu-giay").status_code == 302
    assert hall.officer(hall.office.ha).get("/sanh/phieu-giay").status_code == 403
