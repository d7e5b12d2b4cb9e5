"""A booking and its messages, from the act to the call list: reminded, cancelled by the office, done by the person themselves."""

from datetime import timedelta

import pytest

from builders.bookings import FRIDAY, NINE, OFFERED, WEDNESDAY, booked, offered_to_book, on, person
from builders.playing import offered
from thanthien.journal import followers
from thanthien.messaging import queries
from thanthien.messaging.models import Message
from thanthien.messaging.recipients import of_message
from thanthien.messaging.rules import Event, State
from thanthien.outreach import actions
from thanthien.people.queries import office as office_of
from thanthien.shared.actor import citizen, system
from thanthien.worktime import actions as worktime


@pytest.fixture
def hall(office):
    offered(office, OFFERED)
    return office


def follow(hall) -> list[Message]:
    followers.catch_up(name="messages", unit=hall.unit)
    return list(Message.objects.order_by("seq"))


def test_a_reminder_is_one_message_with_number_and_hour(hall):
    row = booked(hall, who=person(1, wants_call=True))
    due = on(WEDNESDAY, 15, like=hall.at) - timedelta(days=1)
    actions.tick(unit=hall.unit, at=due)
    (message,) = follow(hall)
    assert (message.event, message.subject) == (Event.BOOKING_REMINDER, f"booking:{row.pk}")
    values = of_message(message, office_of(hall.unit)).values
    assert values["ma"] == row.label and "09:00" in values["hen"]
    assert follow(hall) == [message], "following again tells nothing twice"


def test_who_asked_for_no_call_and_has_no_mail_is_not_on_the_list(hall):
    booked(hall)
    actions.tick(unit=hall.unit, at=on(WEDNESDAY, 15, like=hall.at) - timedelta(days=1))
    follow(hall)
    assert queries.call_list(unit=hall.unit, at=on(WEDNESDAY, 8, like=hall.at)) == []


def test_the_link_of_the_message_opens_the_booking(hall, settings, client):
    settings.PUBLIC_ADDRESS = "https://xa.example"
    booked(hall, who=person(1, wants_call=True))
    actions.tick(unit=hall.unit, at=on(WEDNESDAY, 15, like=hall.at) - timedelta(days=1))
    (message,) = follow(hall)
    address = of_message(message, office_of(hall.unit)).values["xem"].split("https://xa.example")[1]
    assert client.get(address).status_code == 200


def test_an_hour_lost_to_a_holiday_is_told_also_to_who_asked_for_nothing(hall):
    row = booked(hall)
    worktime.set_day(
        unit=hall.unit, day=WEDNESDAY, kind="holiday", name="Nghỉ bão", document="12", by=system(hall.unit), at=hall.at
    )
    actions.tick(unit=hall.unit, at=hall.at)
    assert [one.event for one in follow(hall)] == [Event.BOOKING_CANCELLED]
    listed = queries.call_list(unit=hall.unit, at=hall.at + timedelta(minutes=5))
    assert [one.first.subject for one in listed] == [f"booking:{row.pk}"]


def test_who_moves_or_cancels_by_the_link_is_told_nothing_and_the_reminder_is_moot(hall):
    row, me = booked(hall, who=person(1, wants_call=True)), citizen(hall.unit)
    due = on(WEDNESDAY, 15, like=hall.at) - timedelta(days=1)
    actions.tick(unit=hall.unit, at=due)
    follow(hall)
    offer, later = offered_to_book(hall), due + timedelta(minutes=10)
    row = actions.move(booking=row, offer=offer, day=FRIDAY, start=NINE, by=me, at=later)
    actions.cancel(booking=row, by=me, at=later)
    (message,) = follow(hall)
    assert message.state == State.MOOT


def test_what_the_office_moves_on_the_telephone_is_told(hall):
    row = booked(hall, who=person(1, wants_call=True))
    offer, guide = offered_to_book(hall), hall.actor(hall.ngoc)
    actions.move(booking=row, offer=offer, day=FRIDAY, start=NINE, by=guide, at=hall.at)
    assert [one.event for one in follow(hall)] == [Event.BOOKING_MOVED]
