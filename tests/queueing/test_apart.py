"""A kiosk apart from the office: blocks of numbers, what comes back however it is sent, what is refused, what is annulled."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from queueing.conftest import Hall
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.queries import device_actor
from thanthien.people.rules import PeopleError
from thanthien.queueing import actions, apart, queries
from thanthien.queueing.apart import Given, Unfit
from thanthien.queueing.models import NumberBlock, RefusedNumber, Ticket
from thanthien.queueing.rules import QueueError, State
from thanthien.queueing.voice import needed_here
from thanthien.shared.actor import Actor, clock, system

HOUR = timedelta(hours=1)


@dataclass
class Away:
    """The hall's kiosk with its block of today; the office and the kiosk last spoke at `contact`."""

    hall: Hall
    block: NumberBlock
    key: str
    contact: datetime

    def given(self, number: int, minutes: float, service: str = "A", **more: object) -> Given:
        """A number given `minutes` after they last spoke."""
        return Given(number, service, self.contact, timedelta(minutes=minutes), **more)

    def tell(self, given: Given, *, minutes: float = 10, by: Actor | None = None, **more: object) -> Ticket:
        """The office hears of it `minutes` after they last spoke."""
        at = self.contact + timedelta(minutes=minutes)
        return apart.take_from_block(block=self.block, given=given, by=by or self.hall.kiosk, at=at, **more)


@pytest.fixture
def away(hall) -> Away:
    block, key = apart.reserve(unit=hall.unit, by=hall.kiosk, at=hall.at)
    return Away(hall, block, key, hall.at)


def waiting(hall: Hall) -> list[str]:
    return [ticket.label for ticket in queries.waiting(unit=hall.unit)]


def accounted(block: NumberBlock) -> bool:
    """Every number of a released block is in somebody's hand or annulled by its entry, never both."""
    entry = Entry.objects.get(kind="numbers.released", subject=f"numberblock:{block.pk}")
    annulled = {number for first, last in entry.data["annulled"] for number in range(first, last + 1)}
    given = apart.given_of(block)
    return annulled | given == set(block.series) and not annulled & given


# --- the block --------------------------------------------------------------------------------------------


def test_a_kiosk_gets_its_own_letter_and_keeps_it(hall, away):
    assert (away.block.letter, away.block.first, away.block.last) == ("X", 1, 200)
    second, _ = apart.reserve(unit=hall.unit, by=hall.kiosk, at=hall.later(5))
    assert (second.letter, second.first) == ("X", 201), "a number is never given out twice, whatever a kiosk forgot"
    tomorrow, _ = apart.reserve(unit=hall.unit, by=hall.kiosk, at=hall.at + 24 * HOUR)
    assert (tomorrow.letter, tomorrow.first) == ("X", 1)
    other = people.add_device(unit=hall.unit, kind="kiosk", code="kiosk-2", name="Máy 2", by=system(hall.unit), at=hall.at)
    block, _ = apart.reserve(unit=hall.unit, by=device_actor(other), at=hall.at)
    assert block.letter == "S"
    assert verify() is None


def test_nobody_else_gets_the_letter_of_a_kiosk(hall, away):
    with pytest.raises(QueueError, match="Chữ X dành cho máy lấy số lúc mất mạng"):
        actions.offer_service(unit=hall.unit, letter="x", name="Việc", counters=(), by=system(hall.unit), at=hall.at)


def test_a_letter_of_a_service_or_of_the_paper_roll_is_left_out(hall):
    for letter in "XS":
        actions.offer_service(unit=hall.unit, letter=letter, name=letter, counters=(), by=system(hall.unit), at=hall.at)
    people.change_office(unit=hall.unit, by=system(hall.unit), at=hall.at, priority={"roll_letter": "V"})
    assert apart.reserve(unit=hall.unit, by=hall.kiosk, at=hall.at)[0].letter == "M"


def test_the_voice_of_the_hall_needs_the_letter_until_the_block_is_over(hall, away):
    assert "X" in needed_here(unit=hall.unit)
    apart.release(block=away.block, by=hall.kiosk, at=hall.later(1))
    assert "X" not in needed_here(unit=hall.unit)


def test_how_many_are_kept_ready_is_the_units_own_rule(hall):
    people.change_office(unit=hall.unit, by=system(hall.unit), at=hall.at, priority={"kiosk_reserve": 30})
    assert apart.reserve(unit=hall.unit, by=hall.kiosk, at=hall.at)[0].last == 30
    people.change_office(unit=hall.unit, by=system(hall.unit), at=hall.at, priority={"kiosk_reserve": 0})
    with pytest.raises(QueueError, match="phát phiếu giấy"):
        apart.reserve(unit=hall.unit, by=hall.kiosk, at=hall.at)


def test_a_kiosk_that_forgets_again_and_again_gets_no_more_that_day(hall):
    for _ in range(apart.MOST_BLOCKS):
        apart.reserve(unit=hall.unit, by=hall.kiosk, at=hall.at)
    with pytest.raises(QueueError, match="không giữ thêm"):
        apart.reserve(unit=hall.unit, by=hall.kiosk, at=hall.at)
    apart.reserve(unit=hall.unit, by=hall.kiosk, at=hall.at + 24 * HOUR)


def test_only_a_kiosk_of_the_unit_reserves(hall):
    for by in (hall.guide, hall.stranger):
        with pytest.raises(QueueError):
            apart.reserve(unit=hall.unit, by=by, at=hall.at)


def test_the_block_is_known_by_its_key_alone(hall, away):
    known = apart.block_with(unit=hall.unit, pk=away.block.pk, key=away.key)
    assert known == away.block
    assert apart.block_with(unit=hall.unit, pk=away.block.pk, key="x") is None
    assert apart.block_with(unit="15151", pk=away.block.pk, key=away.key) is None
    assert away.key not in str(Entry.objects.get(kind="numbers.reserved").body)


# --- what comes back --------------------------------------------------------------------------------------


def test_a_number_keeps_the_moment_at_which_it_was_given(hall, away):
    hall.take(minutes=2)
    hall.take(minutes=7)
    ticket = away.tell(away.given(1, minutes=5))
    assert (ticket.label, ticket.channel, ticket.taken_at) == ("X001", "offline", hall.later(5))
    assert waiting(hall) == ["A001", "X001", "A002"]
    assert ticket.visit.public_code == apart.code_of(away.block, 1)
    assert ticket.visit.started_at == hall.later(5)
    assert verify() is None


def test_the_same_number_sent_again_is_the_same_ticket(hall, away):
    first = away.tell(away.given(1, minutes=5))
    entries = Entry.objects.count()
    for minutes in (10, 11, 600):
        assert away.tell(away.given(1, minutes=1, service="K"), minutes=minutes).pk == first.pk
    assert Ticket.objects.count() == 1 and Entry.objects.count() == entries


@pytest.mark.parametrize("jump", [-HOUR, timedelta(), HOUR, timedelta(days=400)])
def test_a_clock_that_jumped_is_not_asked(hall, away, jump):
    """What a kiosk could tell of its wall clock reaches the office as a contact that never was."""
    told = Given(1, "A", away.contact + jump, timedelta(minutes=5))
    ticket = away.tell(told)
    assert away.contact <= ticket.taken_at <= hall.later(10)


@pytest.mark.parametrize("elapsed", [-HOUR, timedelta(minutes=3), 50 * HOUR])
def test_a_time_after_now_or_before_they_spoke_is_bounded(hall, away, elapsed):
    ticket = away.tell(Given(1, "A", away.contact, elapsed))
    assert away.contact <= ticket.taken_at <= hall.later(10)


def test_hours_apart_are_believed(hall, away):
    ticket = away.tell(away.given(1, minutes=30), minutes=240)
    assert ticket.taken_at == hall.later(30), "the ten minutes of other late numbers are not the bound of a reserved block"


def test_who_came_while_the_kiosk_was_away_stands_behind_whom_was_called_meanwhile(hall, away):
    hall.take(minutes=6)
    hall.call(minutes=7)
    ticket = away.tell(away.given(1, minutes=5))
    assert ticket.order > Ticket.objects.get(letter="A", number=1).order
    hall.take(minutes=11)
    assert waiting(hall) == ["X001", "A002"]


def test_a_class_of_priority_and_the_return_lane_hold(hall, away):
    assert away.tell(away.given(1, minutes=1, priority="age")).priority == "age"
    assert away.tell(away.given(2, minutes=2, service="K")).priority == "return"
    assert away.tell(away.given(3, minutes=3, priority="vip")).priority == "", "a class the unit gave up meanwhile is no class"


def test_a_number_that_is_not_of_the_block_is_nobodys(hall, away):
    for wrong in (0, 201, -1):
        with pytest.raises(QueueError, match="không phải của máy này"):
            away.tell(away.given(wrong, minutes=1))
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("seed", range(10))
def test_however_it_is_sent_nothing_doubles_nothing_is_lost_and_the_order_holds(hall, away, seed):
    """Partly sent, resent, out of order, with times that make no sense: one ticket a number, in the order of the numbers."""
    rng = random.Random(seed)
    n = rng.randint(2, 14)
    told = [away.given(k, minutes=rng.choice([k / 2, 0, 0.5, -60, 10**4])) for k in range(1, n + 1)]
    sent = told + [rng.choice(told) for _ in range(n)]
    rng.shuffle(sent)
    for step, one in enumerate(sent):
        away.tell(one, minutes=10 + step / 60)
        if rng.random() < 0.2:
            hall.take(service=hall.land, minutes=10 + step / 60)
    mine = list(Ticket.objects.filter(letter="X").order_by("order", "pk"))
    assert [ticket.number for ticket in mine] == list(range(1, n + 1))
    times = [ticket.taken_at for ticket in mine]
    assert times == sorted(times) and times[0] >= away.contact
    assert [label for label in waiting(hall) if label[0] == "X"] == [f"X{k:03d}" for k in range(1, n + 1)]
    apart.release(block=away.block, by=hall.kiosk, at=hall.later(60))
    assert accounted(away.block)
    assert verify() is None


# --- the answer that got lost -----------------------------------------------------------------------------


def test_a_number_whose_answer_got_lost_gives_its_place_to_the_one_the_person_holds(hall, away):
    ghost = hall.take(channel="kiosk", by=hall.kiosk, minutes=1)
    hall.take(minutes=2)
    ticket = away.tell(away.given(1, minutes=3), instead_of=ghost)
    ghost.refresh_from_db()
    assert ghost.state == State.ANNULLED
    assert ticket.order == ghost.order
    assert waiting(hall) == ["X001", "A002"]
    assert verify() is None


def test_one_that_was_called_or_is_of_somebody_else_stays(hall, away):
    called = hall.take(channel="kiosk", by=hall.kiosk, minutes=1)
    hall.call(minutes=2)
    theirs = hall.take(minutes=3)
    away.tell(away.given(1, minutes=3), instead_of=called)
    away.tell(away.given(2, minutes=3), instead_of=theirs)
    assert Ticket.objects.get(pk=called.pk).state == State.CALLED
    assert Ticket.objects.get(pk=theirs.pk).state == State.WAITING


# --- what is refused --------------------------------------------------------------------------------------


def reason_of(away: Away, given: Given, **more: object) -> str:
    with pytest.raises(Unfit) as refusal:
        away.tell(given, **more)
    return refusal.value.reason


def test_why_a_number_does_not_enter_by_itself(hall, away):
    other = people.add_device(unit=hall.unit, kind="kiosk", code="kiosk-2", name="Máy 2", by=system(hall.unit), at=hall.at)
    assert reason_of(away, away.given(1, minutes=1), by=device_actor(other)) == "revoked"
    assert reason_of(away, away.given(1, minutes=1, service="Z")) == "service"
    people.change_office(unit=hall.unit, by=system(hall.unit), at=hall.at, priority={"waiting_cap": 1})
    away.tell(away.given(1, minutes=1))
    assert reason_of(away, away.given(2, minutes=2)) == "cap"
    assert reason_of(away, away.given(2, minutes=2, service="D"), by=device_actor(other)) == "revoked"


def test_more_numbers_than_people_can_press_are_stopped_though_no_times_are_believed(hall, away):
    people.change_office(unit=hall.unit, by=system(hall.unit), at=hall.at, priority={"kiosk_per_minute": 3})
    for number in range(1, 7):
        away.tell(away.given(number, minutes=0), minutes=1.5)
    assert reason_of(away, away.given(7, minutes=1), minutes=1.5) == "pace"
    assert away.tell(away.given(7, minutes=1), minutes=2.5).label == "X007"


def test_a_refused_number_is_kept_once_and_staff_let_it_in_at_its_own_time(hall, away):
    given = away.given(1, minutes=5, priority="age")
    rows = [apart.refuse(block=away.block, given=given, reason="revoked", by=hall.kiosk, at=hall.later(10)) for _ in range(3)]
    assert len({row.pk for row in rows}) == 1
    assert reason_of(away, given) == "revoked", "it does not slip in afterwards"
    assert [row.label for row in apart.refused_open(unit=hall.unit)] == ["X001"]
    hall.take(minutes=6)
    ticket = apart.admit(refused=rows[0], service=hall.civil, by=hall.guide, at=hall.later(12))
    assert (ticket.label, ticket.taken_at, ticket.priority, ticket.taken_by) == ("X001", hall.later(5), "age", "officer:ngoc")
    assert away.tell(given).pk == ticket.pk
    assert not apart.refused_open(unit=hall.unit)
    with pytest.raises(QueueError, match="đã có người giải quyết"):
        apart.drop(refused=rows[0], by=hall.guide, at=hall.later(13))
    assert verify() is None


def test_a_dropped_number_is_accounted_for_and_never_comes_in(hall, away):
    row = apart.refuse(block=away.block, given=away.given(1, minutes=5), reason="cap", by=hall.kiosk, at=hall.later(10))
    apart.drop(refused=row, by=hall.guide, at=hall.later(11))
    assert reason_of(away, away.given(1, minutes=5)) == "cap"
    apart.release(block=away.block, by=hall.kiosk, at=hall.later(60))
    assert accounted(away.block) and verify() is None


def test_a_refused_number_of_yesterday_is_not_let_into_todays_line(hall, away):
    row = apart.refuse(block=away.block, given=away.given(1, minutes=5), reason="cap", by=hall.kiosk, at=hall.later(10))
    with pytest.raises(QueueError, match="không phải của hôm nay"):
        apart.admit(refused=row, service=hall.civil, by=hall.guide, at=hall.at + 24 * HOUR)
    apart.drop(refused=row, by=hall.guide, at=hall.at + 24 * HOUR)


def test_strangers_and_devices_decide_nothing(hall, away):
    row = apart.refuse(block=away.block, given=away.given(1, minutes=5), reason="cap", by=hall.kiosk, at=hall.later(10))
    with pytest.raises(QueueError):
        apart.drop(refused=row, by=hall.stranger, at=hall.later(11))
    with pytest.raises(QueueError):
        apart.admit(refused=row, service=hall.civil, by=hall.stranger, at=hall.later(11))
    with pytest.raises(PeopleError):
        apart.release(block=away.block, by=hall.guide, at=hall.later(11))
    assert RefusedNumber.objects.get().settled_at is None


# --- the end of a block -----------------------------------------------------------------------------------


def test_what_was_never_given_is_annulled_when_the_block_is_over(hall, away):
    for number in (1, 2, 5):
        away.tell(away.given(number, minutes=number))
    apart.release(block=away.block, by=hall.kiosk, at=hall.later(500))
    apart.release(block=away.block, by=hall.kiosk, at=hall.later(501))
    entry = Entry.objects.get(kind="numbers.released")
    assert entry.data["annulled"] == [[3, 4], [6, 200]]
    assert reason_of(away, away.given(3, minutes=3), minutes=502) == "released"
    assert away.tell(away.given(5, minutes=5), minutes=503).label == "X005", "one that was told before is still the same"
    assert accounted(away.block) and verify() is None


def test_the_next_day_numbers_come_into_the_day_they_were_given_and_end_with_it(hall, away):
    """The network came back in the night: the people are gone, their numbers are known, none of them stands in today's line."""
    away.tell(away.given(1, minutes=5))
    late = away.tell(away.given(2, minutes=6), minutes=24 * 60)
    assert (late.day, late.taken_at) == (away.block.day, hall.later(6))
    actions.tick(unit=hall.unit, at=hall.at + 25 * HOUR)
    assert [ticket.state for ticket in Ticket.objects.filter(letter="X")] == [State.NO_SHOW, State.NO_SHOW]
    hall.take(minutes=25 * 60)
    assert waiting(hall) == ["A001"]
    after = away.tell(Given(3, "A", away.contact, 40 * HOUR), minutes=26 * 60)
    assert after.day == away.block.day and after.taken_at.date() <= away.block.day
    actions.tick(unit=hall.unit, at=hall.at + 27 * HOUR)
    assert Ticket.objects.get(letter="X", number=3).state == State.NO_SHOW
    assert verify() is None


def test_a_kiosk_that_never_comes_back_leaves_no_number_open(hall, away):
    away.tell(away.given(1, minutes=5))
    for days in (1, 2, 3):
        actions.tick(unit=hall.unit, at=hall.at + days * 24 * HOUR)
    assert NumberBlock.objects.get().released_at == hall.at + 48 * HOUR
    assert Entry.objects.filter(kind="numbers.released").count() == 1
    assert Entry.objects.get(kind="numbers.released").actor == str(clock(hall.unit))
    assert accounted(away.block) and verify() is None


def test_the_office_knows_how_many_were_given_without_network(hall, away):
    assert apart.taken_apart(unit=hall.unit, at=hall.at) == 0
    hall.take()
    for number in (1, 2):
        away.tell(away.given(number, minutes=number))
    assert apart.taken_apart(unit=hall.unit, at=hall.later(60)) == 2
    assert apart.taken_apart(unit=hall.unit, at=hall.at + 24 * HOUR) == 0


def test_stretches_of_numbers():
    assert apart.spans_of([]) == []
    assert apart.spans_of([9, 4, 6, 5]) == [(4, 6), (9, 9)]
