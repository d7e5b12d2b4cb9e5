"""A booking and its messages, from the act through a real mail server to the call list: reminded, moved, cancelled, by whom."""

from datetime import timedelta

import pytest

from builders.bookings import FRIDAY, NINE, OFFERED, WEDNESDAY, booked, offered_to_book, on, person
from builders.playing import offered
from thanthien.journal import followers
from thanthien.messaging import queries, sending
from thanthien.messaging.models import Message
from thanthien.messaging.recipients import of_message
from thanthien.messaging.rules import Channel, Event, State
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


def move(hall, row, *, at=None, **whose):
    """To Friday at nine, by the guide."""
    wanted = {"offer": offered_to_book(hall), "day": FRIDAY, "start": NINE, "by": hall.actor(hall.ngoc), "at": at or hall.at}
    return actions.move(booking=row, **wanted, **whose)


def close_wednesday(hall, *, at) -> None:
    """A storm: the office is shut on Wednesday, and the clock cancels its hours."""
    worktime.set_day(unit=hall.unit, day=WEDNESDAY, kind="holiday", name="Nghỉ bão", document="12", by=system(hall.unit), at=at)
    actions.tick(unit=hall.unit, at=at)


def test_who_asked_the_officer_for_it_is_not_told(hall):
    row = booked(hall, who=person(1, wants_call=True))
    row = move(hall, row, wanted=True)
    actions.cancel(booking=row, by=hall.actor(hall.ngoc), at=hall.at, wanted=True)
    assert follow(hall) == []


def test_who_found_another_hour_is_not_called_about_the_lost_one(hall):
    row = booked(hall)
    close_wednesday(hall, at=hall.at)
    (message,) = follow(hall)
    assert message.state == State.CALLING
    row.refresh_from_db()
    offer, later = offered_to_book(hall), hall.at + timedelta(minutes=5)
    actions.move(booking=row, offer=offer, day=FRIDAY, start=NINE, by=citizen(hall.unit), at=later)
    assert [one.state for one in follow(hall)] == [State.MOOT]
    assert queries.call_list(unit=hall.unit, at=later) == []


@pytest.mark.parametrize(
    ("act", "event", "words"),
    [
        ("remind", Event.BOOKING_REMINDER, ("Nhắc lịch hẹn 09:00", "Ông/bà vẫn đến được chứ ạ?")),
        ("move", Event.BOOKING_MOVED, ("Lịch hẹn đổi sang 09:00", "đổi sang 10:00 thứ Sáu 27/11/2026, xin ông/bà thông cảm.")),
        ("cancel", Event.BOOKING_CANCELLED, ("Lịch hẹn 09:00", "Tôi tìm giờ khác giúp ông/bà ngay bây giờ nhé?")),
        ("close", Event.BOOKING_CANCELLED, ("Lịch hẹn 09:00", "Tôi tìm giờ khác giúp ông/bà ngay bây giờ nhé?")),
    ],
)
def test_by_mail_to_who_gave_an_address_and_by_a_call_to_who_asked_for_it(hall, mailing, post, act, event, words):
    written = booked(hall, who=person(1, email="man@example.test"))
    called = booked(hall, start=NINE + 60, who=person(2, "Cao Văn Sự", wants_call=True))
    at = on(WEDNESDAY, 16, like=hall.at) - timedelta(days=1) if act == "remind" else hall.at
    if act == "remind":
        actions.tick(unit=hall.unit, at=at)
    elif act == "close":
        close_wednesday(hall, at=at)
    elif act == "move":
        move(hall, written)
        actions.move(
            booking=called, offer=offered_to_book(hall), day=FRIDAY, start=NINE + 60, by=hall.actor(hall.ngoc), at=at
        )  # fmt: skip
    else:
        for row in (written, called):
            actions.cancel(booking=row, by=hall.actor(hall.ngoc), at=at)
    assert {one.event for one in follow(hall)} == {event}
    # The 24th is a day off, when nobody is disturbed: the reminder goes out when the office opens on Wednesday.
    later = on(WEDNESDAY, 8, like=hall.at) if act == "remind" else at
    assert sending.deliver(at=later) == 1
    (mail,) = post.got
    assert mail["To"] == "man@example.test" and words[0] in mail["Subject"]
    text = mail.get_body(preferencelist=("plain",)).get_content()
    assert f"https://camtu.example/lich-hen/{written.token}" in text and "Mận" not in text and "0912000001" not in text
    sent = Message.objects.get(subject=f"booking:{written.pk}")
    assert (sent.channel, sent.state, sent.sent_at) == (Channel.MAIL, State.SENT, later)
    (line,) = queries.call_list(unit=hall.unit, at=later)
    assert (line.first.subject, line.first.event) == (f"booking:{called.pk}", event)
    office = office_of(hall.unit)
    assert words[1] in sending.words_of(line.first, office, at=later).script
    assert [(one.channel, one.reached) for one in queries.of_booking(booking=written)] == [("Thư điện tử", True)]
    assert [(one.channel, one.reached) for one in queries.of_booking(booking=called)] == [("Gọi điện", False)]


def test_a_mailbox_that_refuses_brings_the_lost_hour_to_the_call_list(hall, mailing, post):
    row = booked(hall, who=person(1, email="man@example.test"))
    close_wednesday(hall, at=hall.at)
    follow(hall)
    post.says = ["550 Không có hộp thư này"]
    sending.deliver(at=hall.at)
    (line,) = queries.call_list(unit=hall.unit, at=hall.at)
    assert line.first.subject == f"booking:{row.pk}" and line.first.error and not post.got
