"""Every write of bookings. Each act takes the chain of the unit first, so the last place of an hour goes to one person only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from thanthien.journal.actions import Deed, act
from thanthien.outreach import access, queries, rules
from thanthien.outreach.families import cancel_call, finish_call, letter_wished, note_call, reopen_call
from thanthien.outreach.helping import annul_help, note_help, set_help_target
from thanthien.outreach.home import (
    accept_home,
    ask_home,
    cancel_home,
    fail_home,
    finish_home,
    plan_home,
    refuse_home,
    reopen_home,
    set_home,
)
from thanthien.outreach.models import Booking
from thanthien.outreach.moves import facts, locked, moved
from thanthien.outreach.proposals import (
    answer_proposal,
    close_proposal,
    drop_proposal,
    give_proposal,
    join_proposal,
    make_proposal,
    reopen_proposal,
)
from thanthien.outreach.quotas import set_quota, undo_quota
from thanthien.outreach.rules import Act, BookingError, Offer, Slot, State, Why
from thanthien.outreach.ticking import tick
from thanthien.outreach.voices import answer_voice, know_voice, note_voice, reopen_voice, take_back_voice
from thanthien.procedures.models import Procedure
from thanthien.shared import chance
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say
from thanthien.visits.models import Visit

__all__ = [
    "Person", "accept_home", "annul_help", "answer_proposal", "answer_voice", "arrive", "ask_home", "book", "cancel",
    "cancel_call", "cancel_home", "close_proposal", "drop_proposal", "fail_home", "finish_call", "finish_home", "give_proposal",
    "join_proposal", "know_voice", "letter_wished", "make_proposal", "move", "note_call", "note_help", "note_voice",
    "plan_home", "refuse_home", "reopen_call", "reopen_home", "reopen_proposal", "reopen_voice", "set_help_target", "set_home",
    "set_quota", "take_back_voice", "tick", "undo_quota",
]  # fmt: skip

TRIES = 60


@dataclass(frozen=True, slots=True)
class Person:
    """Who will come, as typed: the acts put it right or refuse it."""

    name: str
    phone: str
    email: str = ""
    wants_call: bool = False


def book(
    *, unit: str, offer: Offer, day: date, start: int, person: Person, by: Actor, at: datetime, channel: str = "portal",
    procedure: Procedure | None = None, address: str = "",
) -> Booking:  # fmt: skip
    """An hour is taken. Entry `booking.made`, with the keyed digest of the telephone and nothing else of the person.

    `start`: minutes after midnight of one of the hours of `queries.days`. `address`: of the net, for the limit. Raises
    BookingError.
    """
    access.check_may_book(by=by, unit=unit, channel=channel)
    name, phone, email = rules.tidy_name(person.name), rules.tidy_phone(person.phone), rules.tidy_email(person.email)
    digest, field = queries.phone_digest(phone), procedure.field if procedure else offer.letter
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        slot = _free(unit, offer, day, start, at=at)
        _check_person(unit, digest, day=day, field=field, at=at, channel=channel)
        _check_address(unit, address, at=at)
        booking = deed.create(
            Booking, unit_id=unit, number=_number(unit), service=offer.letter, service_name=offer.name, procedure=procedure,
            field=field, day=day, start=slot.start, end=slot.end, name=name, phone=phone, phone_digest=digest, email=email,
            wants_call=person.wants_call, channel=channel, address_digest=queries.address_digest(address), made_at=at,
            changed_at=at,
        )  # fmt: skip
        deed.enter("booking.made", subject=booking, data={**facts(booking), "channel": channel, "who": digest})
    return booking


def _free(unit: str, offer: Offer, day: date, start: int, *, at: datetime, but: Booking | None = None) -> Slot:
    """The hour, free at this moment; raises BookingError that says what to take instead."""
    ahead = (day - day_of(at)).days
    if not 0 <= ahead <= queries.quota(unit=unit, on=day_of(at)).horizon_days:
        raise BookingError(say("Ngày này chưa nhận hẹn. Chọn một ngày trong danh sách."), field="day")
    found = queries.day_now(unit=unit, offer=offer, day=day, at=at, but=but)
    slot = found.at(start)
    if slot is None or slot.past:
        raise BookingError(str(found.closed) or say("Giờ này không còn nhận hẹn. Chọn giờ khác."), field="start")
    if not slot.left:
        raise BookingError(say("Khung giờ {text} vừa hết chỗ. Chọn giờ khác.", text=slot.text), field="start")
    return slot


def _check_person(
    unit: str, digest: str, *, day: date, field: str, at: datetime, channel: str, but: Booking | None = None
) -> None:
    quota = queries.quota(unit=unit, on=day_of(at))
    held = queries.held(unit=unit, digest=digest, on=day_of(at), but=but, back=quota.miss_days)
    if channel == "portal":
        rules.check_not_resting(held, today=day_of(at), quota=quota)
    rules.check_limits([one for one in held if one.day >= day_of(at)], day=day, field=field, quota=quota)


def _check_address(unit: str, address: str, *, at: datetime) -> None:
    quota = queries.quota(unit=unit, on=day_of(at))
    made = queries.made_from(unit=unit, digest=queries.address_digest(address), since=at - timedelta(hours=1))
    if made >= quota.per_address:
        raise BookingError(say("Vừa có quá nhiều hẹn đặt từ nơi này. Chờ một giờ rồi đặt tiếp, hoặc gọi xã đặt giúp."))


def _number(unit: str) -> int:
    """A number that no open booking has, drawn by chance: the next one cannot be guessed."""
    used = set(Booking.objects.filter(unit_id=unit, state=State.BOOKED).values_list("number", flat=True))
    for _ in range(TRIES):
        number = rules.NUMBERS[chance.below(len(rules.NUMBERS))]
        if number not in used:
            return number
    free = next((number for number in rules.NUMBERS if number not in used), None)
    if free is None:
        raise BookingError(say("Xã đã nhận hết hẹn của những ngày tới. Đến lấy số tại xã."))
    return free


def _check_still_time(deed: Deed, booking: Booking) -> None:
    """The person may change an hour until a while before it; the office until it is over."""
    if deed.by.kind != "citizen":
        return
    quota = queries.quota(unit=deed.unit, on=booking.day)
    if booking.state == State.BOOKED and deed.at > rules.last_change(day=booking.day, start=booking.start, quota=quota):
        raise BookingError(
            say("Hẹn {name} sắp đến giờ nên không đổi trên mạng được nữa. Gọi xã, hoặc cứ đến đúng giờ.", name=booking.label)
        )


def move(
    *, booking: Booking, offer: Offer, day: date, start: int, by: Actor, at: datetime, wanted: bool = False
) -> Booking:  # fmt: skip
    """To another hour, or back after it was cancelled; the old hour is free in the same moment. Number and link stay. Entry
    `booking.moved` (`from_day`, `from_start`, `why`). `wanted`: the person asked the officer for it, so they are not told
    of it. Raises BookingError and then the old hour stays.
    """
    with act(unit=booking.unit_id, by=by, at=at) as deed:
        row = locked(deed, booking)
        _check_still_time(deed, row)
        rules.move(row.state, Act.MOVE, name=row.label)
        slot = _free(deed.unit, offer, day, start, at=at, but=row)
        channel = "portal" if by.kind == "citizen" and row.why != Why.CLOSED else "desk"
        _check_person(deed.unit, row.phone_digest, day=day, field=row.field, at=at, channel=channel, but=row)
        if row.state == State.CANCELLED and _taken_again(row):
            row.number = _number(deed.unit)
        before = facts(row)
        row.day, row.start, row.end, row.why = day, slot.start, slot.end, ""
        row.changed_at, row.reminded_at = at, None
        row.sequence += 1
        return moved(deed, row, Act.MOVE, from_day=before["day"], from_start=before["start"], why=_whose(by, wanted))


def _taken_again(row: Booking) -> bool:
    return Booking.objects.filter(unit_id=row.unit_id, number=row.number, state=State.BOOKED).exclude(pk=row.pk).exists()


def _whose(by: Actor, wanted: bool) -> Why:
    """Whose wish a change is: that of the person, who did it or asked for it, or the office's."""
    return Why.PERSON if wanted or by.kind == "citizen" else Why.OFFICE


def cancel(*, booking: Booking, by: Actor, at: datetime, wanted: bool = False) -> Booking:
    """The hour is not needed. Cancelling twice changes nothing. Entry `booking.cancelled` (`why`). `wanted`: as for `move`."""
    with act(unit=booking.unit_id, by=by, at=at) as deed:
        row = locked(deed, booking)
        if row.state == State.CANCELLED:
            return row
        _check_still_time(deed, row)
        row.why = _whose(by, wanted)
        row.sequence += 1
        return moved(deed, row, Act.CANCEL, why=row.why)


def arrive(*, booking: Booking, visit: Visit, label: str, by: Actor, at: datetime) -> Booking:
    """The person is here and has the number `label` of the queue (`journeys.arrive_booked` asks who may and when). Entry
    `booking.arrived`.
    """
    with act(unit=booking.unit_id, by=by, at=at) as deed:
        row = locked(deed, booking)
        row.visit, row.arrived_at = visit, at
        return moved(deed, row, Act.ARRIVE, label=label)
