"""The rating tablet: asks about the person who has just left the counter, once, and thanks."""

import pytest
from django.test import Client

from thanthien.ratings.models import Rating
from thanthien.ratings.rules import SetAside


def path(hall, number: int = 1) -> str:
    return f"/sanh/{hall.unit}/cham-diem/{number}"


def now(hall, **query: str) -> str:
    return hall.tablet.get(f"{path(hall)}/nay", query).content.decode()


def served(hall, *, seat: int = 0):
    """A person who was called and is done."""
    ticket = hall.take("A")
    hall.call(seat)
    hall.later(minutes=6)
    hall.finish(seat)
    return ticket


def send(hall, ticket, **answers):
    token = ticket.visit.rating_token
    return hall.tablet.post(path(hall), {"token": token, "attitude": "5", "work": "4", "seconds": "9", **answers})


def test_it_shows_who_sits_there_and_whom_they_serve(hall):
    text = hall.tablet.get(path(hall)).content.decode()
    assert 'data-test="idle"' in text and "Lê Thị Hạnh" in text and "mời vào" in text
    hall.take("A")
    hall.call(0)
    assert 'data-test="serving">A\u00a0001<' in now(hall)


def test_a_closed_counter_is_said(hall):
    text = hall.officer(hall.office.hanh).get(path(hall, 3)).content.decode()
    assert 'data-test="closed"' in text and "Quầy 3 đang nghỉ" in text


def test_after_a_service_it_asks_attitude_and_work_apart_with_faces_and_words(hall):
    ticket = served(hall)
    text = now(hall)
    assert f'value="{ticket.visit.rating_token}"' in text
    assert "Chị Lê Thị Hạnh" in text and "Việc của ông/bà được làm" in text
    for question in ("attitude", "work"):
        assert all(f'data-test="{question}-{level}"' in text for level in range(1, 6))
    assert "Rất không hài lòng" in text and "Rất phiền" in text
    assert "Niềm nở, lễ phép" in text and "Phải chờ lâu" in text
    assert text.count('<svg class="face"') == 2 * 5 + 5  # two questions, and the chosen face above the reasons


def test_one_answer_a_visit_and_a_second_is_thanked_too(hall):
    ticket = served(hall)
    assert "Ý kiến đã được ghi nhận" in send(hall, ticket, reasons=["warm", "fast"]).content.decode()
    rating = Rating.objects.get()
    assert (rating.attitude, rating.work, rating.reasons, rating.channel, rating.set_aside) == (
        5,
        4,
        ["warm", "fast"],
        "tablet",
        "",
    )
    assert rating.officer_login == "hanh"
    assert "Lượt này đã chấm rồi" in send(hall, ticket, attitude="1").content.decode()
    assert Rating.objects.get().attitude == 5
    assert 'data-test="ask"' not in now(hall)


def test_one_question_alone_is_kept(hall):
    send(hall, served(hall), work="")
    assert (Rating.objects.get().attitude, Rating.objects.get().work) == (5, None)


@pytest.mark.parametrize("answers", [{"attitude": "9"}, {"attitude": "", "work": ""}, {"reasons": ["bribe"]}, {"token": "0000"}])
def test_a_broken_answer_gets_a_sentence_and_is_not_kept(hall, answers):
    answer = send(hall, served(hall), **answers)
    assert answer.status_code == 200 and 'data-test="thanks"' in answer.content.decode()
    assert not Rating.objects.exists()


def test_it_stops_asking_when_the_person_must_have_gone(hall):
    served(hall)
    hall.later(minutes=4)
    assert 'data-test="ask"' not in now(hall)


def test_beside_the_next_person_it_asks_for_a_minute_only(hall):
    served(hall)
    hall.take("A")
    hall.call(0)
    assert 'data-ask="A001"' in now(hall)
    hall.later(seconds=61)
    assert 'data-test="ask"' not in now(hall)


def test_who_does_not_want_to_answer_is_not_asked_again(hall):
    ticket = served(hall)
    assert 'data-test="ask"' not in now(hall, bo=ticket.visit.rating_token)


def test_with_another_matter_open_it_waits_until_everything_is_done(hall):
    ticket = hall.take("A")
    hall.take("G", visit=ticket.visit)
    hall.call(0)
    hall.finish(0)
    assert 'data-test="ask"' not in now(hall)


def test_from_an_officers_own_browser_the_answer_is_set_aside(hall):
    ticket = served(hall)
    hall.officer(hall.office.hanh).post(path(hall), {"token": ticket.visit.rating_token, "attitude": "5"})
    assert Rating.objects.get().set_aside == SetAside.OWN_DEVICE


def test_a_tablet_stays_at_its_counter(hall):
    assert hall.tablet.get(path(hall, 2))["Location"] == path(hall, 1)


def test_who_may_enter(hall):
    assert Client().get(path(hall))["Location"] == "/sanh/thiet-bi"
    assert hall.officer(hall.office.la).get(path(hall)).status_code == 404
    assert hall.officer(hall.office.hanh).get(path(hall)).status_code == 200
    assert hall.tablet.get(path(hall, 99)).status_code == 404
