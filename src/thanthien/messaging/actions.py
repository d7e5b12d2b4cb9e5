"""Writes that a person asks for: settings, texts, that somebody be told, that somebody wants no messages, trying again."""

from datetime import datetime, time

from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import Status
from thanthien.journal import followers
from thanthien.journal.actions import act
from thanthien.messaging import access, queries, rules
from thanthien.messaging.follower import NAME, still_true
from thanthien.messaging.models import Message, Refusal, Sending, TextVersion
from thanthien.messaging.recipients import digest_of, of_message
from thanthien.messaging.rules import SENT_BY_MACHINE, Channel, Event, MessageError, State, Text
from thanthien.people.queries import office as office_of
from thanthien.shared.actor import Actor, citizen
from thanthien.shared.wording import say


def set_sending(
    *, unit: str, by: Actor, at: datetime, channels: frozenset[Channel], calls: bool, quiet_from: time, quiet_to: time,
    rest_days: bool, together: int, seen: str = "",
) -> Sending:  # fmt: skip
    """What the unit sends, through what and when. `channels`: those that shall be on. `seen`: the witness shown with the form.

    A channel switched on takes only what happens from now on. Entry `messaging.changed`. Raises MessageError, ChangedMeanwhile.
    """
    access.check_may_set(by=by, unit=unit)
    rules.Quiet(quiet_from, quiet_to, rest_days, together).check()
    with act(unit=unit, by=by, at=at) as deed:
        new = not Sending.objects.filter(pk=unit).exists()
        row = queries.sending_of(unit=unit) if new else deed.lock(Sending, pk=unit, seen=seen)
        for channel in SENT_BY_MACHINE:
            before = queries.since_of(row, channel)
            setattr(row, f"{channel}_since", (before or at) if channel in channels else None)
        row.calls, row.quiet_from, row.quiet_to, row.rest_days, row.together = calls, quiet_from, quiet_to, rest_days, together
        deed.save(row, new=new)
        on = sorted(str(channel) for channel in channels)
        deed.enter("messaging.changed", subject=f"unit:{unit}", data={"channels": on, "calls": calls, "rest_days": rest_days})
    return row


def write_text(*, unit: str, event: Event, text: Text | None, by: Actor, at: datetime) -> TextVersion:
    """The unit's own words for an event from now on; None = back to the words of the programme. Entry `text.changed`.

    Raises MessageError naming the first fault; `rules.faults` gives them all, by part.
    """
    access.check_may_set(by=by, unit=unit)
    wrong = rules.faults(text) if text else {}
    for name, fault in wrong.items():
        raise MessageError(f"{rules.PARTS[name]}: {fault}")
    with act(unit=unit, by=by, at=at) as deed:
        words = {name: words.strip() for name, words in text.parts().items()} if text else {}
        row = deed.create(TextVersion, unit_id=unit, event=event, shipped=text is None, valid_from=at, by=by.code, **words)
        deed.enter("text.changed", subject=f"text:{event}", data={"event": str(event), "shipped": text is None})
    return row


def ask(*, dossier: Dossier, event: Event, by: Actor, at: datetime) -> None:
    """An officer, or an act of another room's journey, wants the person told of `event` now. Entry `message.asked`.

    Raises MessageError when it is not so (a result that is not ready).
    """
    access.check_may_ask(by=by, unit=dossier.unit_id)
    if not still_true(dossier, event):
        raise MessageError(
            say("Hồ sơ đang ở trạng thái “{state}” nên không báo: {event}.",
                state=Status(dossier.state).label, event=rules.EVENT_NAMES[event])
        )  # fmt: skip
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        deed.enter(rules.ASKED, subject=dossier, visit=dossier.visit_id, data={"event": str(event)})


def refuse(*, message: Message, at: datetime) -> Refusal:
    """The person who got `message` wants none any more; twice changes nothing. Entry `messages.refused`."""
    unit, who = message.unit_id, message.recipient
    if not who:
        raise MessageError(say("Tin này không gửi đến địa chỉ nào. Cần giúp, xin gọi bộ phận Một cửa."))
    with act(unit=unit, by=citizen(unit), at=at) as deed:
        deed.chain(unit)
        found = Refusal.objects.filter(unit_id=unit, recipient=who, lifted_at__isnull=True).first()
        if found is None:
            found = deed.create(Refusal, unit_id=unit, recipient=who, at=at)
            deed.enter("messages.refused", subject=f"refusal:{found.pk}")
            Message.objects.filter(unit_id=unit, recipient=who, state__in=rules.OPEN).update(state=State.REFUSED)
    return found


def allow(*, message: Message, at: datetime) -> None:
    """They want messages again. Entry `messages.allowed`."""
    unit = message.unit_id
    with act(unit=unit, by=citizen(unit), at=at) as deed:
        deed.chain(unit)
        found = Refusal.objects.filter(unit_id=unit, recipient=message.recipient, lifted_at__isnull=True).first()
        if found is not None:
            found = deed.lock(Refusal, pk=found.pk)
            found.lifted_at = at
            deed.save(found)
            deed.enter("messages.allowed", subject=f"refusal:{found.pk}")


def send_again(*, message: Message, by: Actor, at: datetime) -> Message:
    """Try the channel that failed once more. Entry `message.again`. Raises MessageError when that makes no sense."""
    access.check_may_set(by=by, unit=message.unit_id)
    with act(unit=message.unit_id, by=by, at=at) as deed:
        message = Message.objects.select_for_update().get(pk=message.pk)
        if not message.tried or message.state not in (State.CALLING, State.UNREACHABLE, State.GAVE_UP):
            raise MessageError(say("Tin này không còn chờ gửi. Tải lại trang để xem."))
        if Channel(message.tried) not in queries.channels_on(sending=queries.sending_of(unit=message.unit_id), at=at):
            raise MessageError(
                say("Kênh {name} đang tắt. Bật kênh rồi gửi lại.", name=rules.CHANNEL_NAMES[Channel(message.tried)])
            )
        where = {"follower": NAME, "unit": message.unit_id, "seq": message.seq}
        message.channel, message.state, message.error, message.tried = message.tried, State.WAITING, "", ""
        message.unsure, message.sending_since = 0, None
        message.recipient = _digest(message)
        message.save()
        followers.due_again(at=at, **where)
        deed.enter("message.again", subject=message.subject, data={"message": message.pk, "event": message.event})
    return message


def _digest(message: Message) -> str:
    """Of the address that the message's channel needs now."""
    person = of_message(message, office_of(message.unit_id))
    return digest_of(person.way(Channel(message.channel))) if person else ""
