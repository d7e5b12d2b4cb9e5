"""Giving a rating: once a visit, after a service, kept for ever, and counted only when no rule speaks against it."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people.queries import device_actor
from thanthien.ratings.actions import rate
from thanthien.ratings.models import Rating
from thanthien.ratings.rules import RatingError

pytestmark = pytest.mark.django_db


def test_a_rating_says_who_served_and_nothing_of_who_spoke(hall):
    ticket = hall.serve(2)
    rating = hall.rate(ticket, attitude=5, work=4, reasons=["fast", "warm"])
    assert (rating.officer_login, rating.served_on, rating.set_aside) == ("dinh", hall.office.at.date(), "")
    entry = Entry.objects.get(kind="rating.given")
    assert entry.data == {
        "attitude": 5, "work": 4, "officer": "dinh", "channel": "phone", "reasons": ["warm", "fast"], "set_aside": "",
        "day": hall.office.at.date().isoformat(),
    }  # fmt: skip
    assert entry.actor == "citizen:citizen"
    assert entry.visit == ticket.visit_id.hex
    assert verify() is None


def test_a_second_rating_of_the_visit_is_refused_and_changes_nothing(hall):
    ticket = hall.serve()
    hall.rate(ticket, attitude=2)
    for _ in range(30):
        with pytest.raises(RatingError, match="mỗi lượt đến chấm một lần"):
            hall.rate(ticket, attitude=5)
    assert list(Rating.objects.values_list("attitude", flat=True)) == [2]
    assert Entry.objects.filter(kind__startswith="rating.").count() == 1


@pytest.mark.parametrize("token", ["", "0000-0000-0000", "không có", "x" * 4000])
def test_a_token_that_was_never_given_gets_a_kind_sentence(hall, token):
    with pytest.raises(RatingError, match="quét lại"):
        rate(token=token, attitude=5, channel="phone", at=hall.at)
    assert not Rating.objects.exists()


def test_a_token_typed_by_hand_is_found(hall):
    ticket = hall.serve()
    code = ticket.visit.rating_token
    typed = f" {code[:4].lower()}-{code[4:8]} {code[8:].lower()}"
    assert rate(token=typed, work=5, channel="phone", at=hall.at).visit == ticket.visit


def test_nobody_rates_before_they_were_called(hall):
    ticket = hall.take()
    with pytest.raises(RatingError, match="chưa đến lượt"):
        hall.rate(ticket)
    hall.call()
    assert hall.rate(ticket).officer_login == "hanh", "at the tablet people answer before the officer ends the service"


def test_the_officer_is_the_one_who_served_last(hall):
    first = hall.serve(1)
    hall.serve(2, visit=first.visit)
    assert hall.rate(first).officer_login == "dinh"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"attitude": None, "work": None}, "chọn một câu trả lời"),
        ({"attitude": 6}, "từ 1 đến 5"),
        ({"reasons": ["bribe"]}, "lý do"),
        ({"channel": "pigeon"}, "máy tính bảng"),
    ],
)
def test_bad_input_is_answered_with_what_to_do_and_nothing_is_kept(hall, given, sentence):
    ticket = hall.serve()
    with pytest.raises(RatingError, match=sentence):
        hall.rate(ticket, **given)
    assert not Rating.objects.exists()
    hall.rate(ticket)


@pytest.mark.parametrize(
    ("why", "given"),
    [
        ("too_fast", {"seconds": 1}),
        ("own_device", {"officer_here": "hanh"}),
        ("own_device", {"officer_here": "ha"}),
        ("late", {"later": timedelta(days=31)}),
    ],
)
def test_what_is_set_aside_is_kept_with_its_reason(hall, why, given):
    ticket, later = hall.serve(), given.pop("later", timedelta())
    rating = hall.rate(ticket, at=hall.at + later, **given)
    assert Rating.objects.get().set_aside == rating.set_aside == why
    assert Entry.objects.get(kind="rating.given").data["set_aside"] == why


def test_the_fourth_rating_from_one_phone_takes_the_three_before_it_along(hall):
    tickets = [hall.serve() for _ in range(4)]
    for ticket in tickets[:3]:
        assert hall.rate(ticket, device="the officer's own phone").set_aside == ""
    assert hall.rate(tickets[3], device="the officer's own phone").set_aside == "burst"
    assert set(Rating.objects.values_list("set_aside", flat=True)) == {"burst"}
    assert Entry.objects.filter(kind="rating.set_aside").count() == 3
    assert verify() is None


def test_a_burst_needs_one_device_and_little_time(hall):
    tickets = [hall.serve() for _ in range(8)]
    for number, ticket in enumerate(tickets[:4]):
        hall.rate(ticket, device=f"phone {number}")
    for number, ticket in enumerate(tickets[4:]):
        hall.rate(ticket, device="a phone lent in the family", at=hall.at + number * timedelta(minutes=4))
    assert set(Rating.objects.values_list("set_aside", flat=True)) == {""}


def test_a_tablet_serves_a_whole_queue(hall):
    by = device_actor(hall.tablet)
    for _ in range(8):
        ticket = hall.serve()
        hall.at -= timedelta(minutes=5)
        assert hall.rate(ticket, channel="tablet", device=str(hall.tablet.pk), by=by).set_aside == ""
    assert Entry.objects.filter(kind="rating.given").first().actor == "device:tablet-1"


def test_a_phone_is_known_again_on_the_same_day_and_never_after(hall):
    first, second, third = (hall.rate(hall.serve(), device="a phone") for _ in range(3))
    hall.at += timedelta(days=1)
    next_day = hall.rate(hall.serve(), device="a phone")
    assert first.device == second.device == third.device != next_day.device
    assert "phone" not in first.device
    assert len(first.device) == 32


@pytest.mark.django_db(transaction=True)
def test_ten_taps_at_once_make_one_rating(hall):
    ticket, answers = hall.serve(), []

    def tap() -> None:
        try:
            answers.append(hall.rate(ticket))
        except RatingError as refusal:
            answers.append(refusal)
        finally:
            connection.close()

    taps = [threading.Thread(target=tap) for _ in range(10)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    assert Rating.objects.count() == 1
    assert sum(isinstance(answer, Rating) for answer in answers) == 1
    assert len(answers) == 10
