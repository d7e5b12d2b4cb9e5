"""Calls: taking the line, how it ended, taking that back. One officer at a time holds the line to one person."""

from collections.abc import Collection, Iterable
from datetime import datetime

from thanthien.journal.actions import Deed, act
from thanthien.messaging import access, queries, rules
from thanthien.messaging.follower import timing
from thanthien.messaging.models import Call, Message
from thanthien.messaging.queries import Person
from thanthien.messaging.rules import CallState, MessageError, Outcome, State
from thanthien.people.models import Officer
from thanthien.people.queries import office as office_of
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say


def hold(*, message: Message, by: Actor, at: datetime) -> Person:
    """Take the line to the person of `message`, for everything that waits for them. Entry `call.held` for each.

    Another line that the same officer held is put down: nobody speaks on two at once.
    Raises MessageError when a colleague is on the line, or nothing is to be said any more.
    """
    unit = message.unit_id
    access.check_may_call(by=by, unit=unit)
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        person = _fresh(message, at)
        _put_down(deed, by, but={one.pk for one in person.messages})
        for one in person.messages:
            call = _call(deed, one)
            if not rules.may_hold(holder=call.held_by, held_at=call.held_at, by=by.code, at=at):
                name = Officer.objects.filter(login=call.held_by).values_list("name", flat=True).first() or call.held_by
                raise MessageError(say("{name} đang gọi người này. Chọn người khác trong danh sách.", name=name))
            call.held_by, call.held_at = by.code, at
            deed.save(call, new=call._state.adding)
            deed.enter("call.held", subject=one.subject, data={"message": one.pk, "event": one.event})
    return queries.person_of(message=message, at=at)


def let_go(*, message: Message, by: Actor, at: datetime) -> None:
    """Put the line down without a call. Entry `call.let_go`; a line that is not held by `by` stays as it is."""
    with act(unit=message.unit_id, by=by, at=at) as deed:
        deed.chain(message.unit_id)
        _put_down(deed, by, only={call.pk for call in _held(message, by)})


def end(*, message: Message, outcome: Outcome, by: Actor, at: datetime, later: str = "") -> list[int]:
    """How the call ended, for everything that waited for this person; returns the messages' ids. Entry `call.ended` for each.

    `later`: a word of LATER_CHOICES with LATER. Raises MessageError when somebody else holds the line.
    """
    unit = message.unit_id
    access.check_may_call(by=by, unit=unit)
    _, opening = timing(office_of(unit))
    moment = rules.later_moment(later, at=at, opening=opening) if outcome is Outcome.LATER else None
    done: list[int] = []
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        for one in _fresh(message, at).messages:
            call = _call(deed, one)
            if not rules.may_hold(holder=call.held_by, held_at=call.held_at, by=by.code, at=at):
                raise MessageError(say("Đồng nghiệp đã nhận gọi người này. Tải lại danh sách rồi chọn người khác."))
            after = rules.after_call(CallState(call.tries, call.next_try), outcome, at=at, later=moment, opening=opening)
            call.before = _kept(call, one)
            call.tries, call.next_try, call.outcome = after.tries, after.next_try, outcome
            call.ended_by, call.ended_at, call.held_by, call.held_at = by.code, at, "", None
            deed.save(call, new=call._state.adding)
            # Nobody to call stays on the list as that until somebody was told in another way.
            stays = one.state == State.UNREACHABLE and after.state is State.CALLING
            Message.objects.filter(pk=one.pk).update(state=one.state if stays else after.state)
            data = {"message": one.pk, "event": one.event, "outcome": str(outcome), "tries": after.tries}
            deed.enter("call.ended", subject=one.subject, data=data)
            done.append(one.pk)
    return done


def take_back(*, messages: Iterable[int], unit: str, by: Actor, at: datetime) -> int:
    """The outcome was pressed by mistake: the calls stand as before it. Entry `call.undone` for each; returns how many.

    Only one's own last outcome; a call that a colleague has taken up since stays.
    """
    count = 0
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        for call in Call.objects.filter(pk__in=list(messages), unit_id=unit, ended_by=by.code).select_related("message"):
            if not call.before or call.held_by not in ("", by.code) or call.message.state == State.MOOT:
                continue
            one, before = call.message, call.before
            call = deed.lock(Call, pk=call.pk)
            call.tries, call.outcome = before["tries"], before["outcome"]
            call.next_try = datetime.fromisoformat(before["next_try"]) if before["next_try"] else None
            call.ended_by, call.ended_at = before["ended_by"], _moment(before["ended_at"])
            call.before = {}
            deed.save(call)
            Message.objects.filter(pk=one.pk).update(state=before["state"])
            deed.enter("call.undone", subject=one.subject, data={"message": one.pk, "event": one.event})
            count += 1
    if not count:
        raise MessageError(say("Cuộc gọi này đã sang bước khác nên không hoàn tác được. Tải lại danh sách."))
    return count


def _fresh(message: Message, at: datetime) -> Person:
    """The person's line as it stands now, under the chain's lock."""
    person = queries.person_of(message=message, at=at)
    if message.pk not in {one.pk for one in person.messages}:
        raise MessageError(say("Không cần gọi người này nữa: việc đã xong. Tải lại danh sách."))
    return person


def _call(deed: Deed, one: Message) -> Call:
    """The call of a message, locked, or a new one that is not saved yet."""
    if Call.objects.filter(pk=one.pk).exists():
        return deed.lock(Call, pk=one.pk)
    return Call(message=one, unit_id=one.unit_id)


def _held(message: Message, by: Actor) -> list[Call]:
    same = {"message__recipient": message.recipient} if message.recipient else {"pk": message.pk}
    return list(Call.objects.filter(unit_id=message.unit_id, held_by=by.code, **same))


def _put_down(deed: Deed, by: Actor, *, but: Collection[int] = (), only: Collection[int] | None = None) -> None:
    """The lines that `by` holds are free again. Entry `call.let_go` for each."""
    held = Call.objects.filter(unit_id=deed.unit, held_by=by.code).exclude(pk__in=but)
    for pk in (held if only is None else held.filter(pk__in=only)).values_list("pk", flat=True):
        call = deed.lock(Call, pk=pk)
        call.held_by, call.held_at = "", None
        deed.save(call)
        deed.enter("call.let_go", subject=call.message.subject, data={"message": call.pk})


def _kept(call: Call, one: Message) -> dict:
    return {
        "tries": call.tries, "outcome": call.outcome, "state": one.state, "ended_by": call.ended_by,
        "next_try": call.next_try.isoformat() if call.next_try else "",
        "ended_at": call.ended_at.isoformat() if call.ended_at else "",
    }  # fmt: skip


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
