"""What went wrong in other queues: the line of one day and only of it, the last calls on the glass, numbers without a machine."""

import re
from datetime import datetime

import pytest
from django.test import Client

from builders.desk import logged_in
from thanthien.people import actions as people
from thanthien.queueing import actions as queueing
from thanthien.queueing import queries
from thanthien.queueing.models import Ticket
from thanthien.queueing.rules import State
from thanthien.shared.actor import citizen, system
from thanthien.shared.clock import VIETNAM


def move_to(desk, text: str) -> None:
    """Push the clock to this moment of Vietnam."""
    moment = datetime.fromisoformat(text).replace(tzinfo=VIETNAM)
    desk.clock.move_to(moment, tick=False)
    desk.office.at = moment


def waiting(desk, letter: str) -> int:
    """How many wait for this service, as its tile says."""
    return next(one.waiting for one in queries.services(unit=desk.unit, day=desk.at.date()) if one.service.letter == letter)


@pytest.mark.thread("TheQ PR#626")
def test_the_line_does_not_break_where_another_zone_begins_its_day(commune):
    """At seven in the morning of Vietnam the day changes in London: the numbers before it and after it are one line."""
    desk = commune.desk
    people.change_office(unit=desk.unit, by=system(desk.unit), at=desk.at, priority={"early_minutes": 120})
    for moment in ("2026-11-25T06:58", "2026-11-25T07:00", "2026-11-25T17:29"):
        move_to(desk, moment)
        for _ in range(2):
            desk.clock.shift(5)  # a kiosk gives no two numbers within a breath
            assert commune.tap().status_code == 302
    tickets = list(Ticket.objects.order_by("pk"))
    assert [ticket.label for ticket in tickets] == [f"A00{n}" for n in range(1, 7)]
    assert {ticket.day.isoformat() for ticket in tickets} == {"2026-11-25"}
    assert waiting(desk, "A") == 6
    called = queueing.call_next(counter=commune.office.counters[0], by=commune.office.actor(commune.office.hanh), at=desk.at)
    assert called.label == "A001", "who came before seven is still the first"


@pytest.mark.thread("TheQ PR#626")
@pytest.mark.parametrize("hour", ["16:59", "17:00", "17:29"])
def test_a_number_of_the_last_hour_is_called_and_finished_as_any_other(commune, hour):
    move_to(commune.desk, f"2026-11-25T{hour}")
    page = commune.tap()["Location"]
    assert "A001" in re.sub(r"<[^>]+>|\s", "", commune.kiosk.get(page).content.decode())
    here, by = commune.office.counters[0], commune.office.actor(commune.office.hanh)
    queueing.call_next(counter=here, by=by, at=commune.desk.at)
    assert '<span class="l">A</span>001' in commune.board()
    done = queueing.finish(counter=here, by=by, at=commune.desk.later(minutes=5))
    assert (done.state, done.day.isoformat()) == (State.DONE, "2026-11-25")


@pytest.mark.thread("TheQ PR#969")
def test_yesterdays_people_are_neither_thrown_out_in_the_evening_nor_called_in_the_morning(commune):
    """One waits when the kiosk closes: served as long as somebody sits there; only at midnight the line ends, told once."""
    desk, here = commune.desk, commune.office.counters[0]
    late, stays = desk.take(), desk.take()
    move_to(desk, "2026-11-23T17:45")
    queueing.tick(unit=desk.unit, at=desk.at)
    called = queueing.call_next(counter=here, by=commune.office.actor(commune.office.hanh), at=desk.at)
    assert called == late, "after closing time whoever waits is still called"
    queueing.finish(counter=here, by=commune.office.actor(commune.office.hanh), at=desk.later(minutes=3))
    move_to(desk, "2026-11-25T08:05")
    queueing.tick(unit=desk.unit, at=desk.at)
    queueing.tick(unit=desk.unit, at=desk.at)
    assert Ticket.objects.get(pk=stays.pk).state == State.NO_SHOW
    assert commune.tap().status_code == 302
    assert Ticket.objects.latest("pk").label == "A001", "a new day begins at one"
    assert queueing.call_next(counter=here, by=commune.office.actor(commune.office.hanh), at=desk.at) == Ticket.objects.latest(
        "pk"
    )


@pytest.mark.thread("FQM#172")
def test_who_looked_away_finds_their_call_among_the_last_ones(commune):
    """Two counters call within the same moment: both numbers stand on the glass, each with its counter, also after new calls."""
    desk = commune.desk
    for _ in range(4):
        desk.take()
    for seat, officer in ((0, "hanh"), (1, "dinh"), (0, "hanh")):
        by = commune.office.actor(getattr(commune.office, officer))
        queueing.call_next(counter=commune.office.counters[seat], by=by, at=desk.later(seconds=20))
    text = commune.glass().replace("\u00a0", " ")
    last = re.findall(r"<b>([A-Z] \d+)</b>quầy (\d)", text)
    assert last == [("A 002", "2"), ("A 001", "1")]
    assert 'data-call="A003"' in text


@pytest.mark.thread("FQM#96")
def test_an_office_without_a_kiosk_gives_numbers_by_the_guide_and_from_a_roll(desk):
    """No machine is set up at all; the printed roll and the guide's own page feed one line, in the order of coming."""
    guide = logged_in(desk.office.ngoc)
    assert guide.post(f"/sanh/{desk.unit}/lay-so", {"service": "A"}).status_code == 302
    desk.later(minutes=2)
    assert guide.post("/sanh/phieu-giay", {"service": "A", "number": "17"}).status_code == 200
    labels = [ticket.label for ticket in Ticket.objects.order_by("pk")]
    assert labels == ["A001", "P017"]
    by = desk.office.actor(desk.office.hanh)
    called = [queueing.call_next(counter=desk.office.counters[0], by=by, at=desk.later(minutes=1)).label for _ in labels]
    assert called == labels


@pytest.mark.thread("FQM#10")
def test_as_long_as_the_page_says_that_people_wait_a_call_brings_somebody(commune):
    """There the officer read «tickets are pending» and was told that none was left: what is counted is what is called."""
    desk, here = commune.desk, commune.office.counters[0]
    by = commune.office.actor(commune.office.hanh)
    gone, came = desk.take(), [desk.take() for _ in range(3)]
    queueing.leave(ticket=gone, by=citizen(desk.unit), at=desk.at)
    for left in (3, 2, 1):
        assert waiting(desk, "A") == left
        assert queueing.call_next(counter=here, by=by, at=desk.later(minutes=1)) in came
    assert queueing.call_next(counter=here, by=by, at=desk.later(minutes=1)) is None


@pytest.mark.thread("bizport#152")
def test_how_long_the_line_is_can_be_read_at_home_before_one_leaves(commune):
    """No account, no token: the page follows the line at once, and names nobody."""
    desk, anybody = commune.desk, Client()
    assert "3 người chờ" not in anybody.get(f"/hang-cho/{desk.unit}").content.decode()
    for _ in range(3):
        desk.take()
    page = anybody.get(f"/hang-cho/{desk.unit}")
    assert page.status_code == 200 and "3 người chờ" in page.content.decode()
    queueing.call_next(counter=commune.office.counters[0], by=commune.office.actor(commune.office.hanh), at=desk.at)
    assert "2 người chờ" in anybody.get(f"/hang-cho/{desk.unit}").content.decode()
