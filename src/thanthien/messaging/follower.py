"""The follower `messages`: one message from each entry that somebody must be told of, in the transaction of its position."""

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import QuerySet

from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import OPEN as RUNNING
from thanthien.dossiers.rules import Status
from thanthien.dossiers.timing import timing_of
from thanthien.journal import followers, writing
from thanthien.journal.asking import composed
from thanthien.journal.models import Delivery, Entry
from thanthien.messaging import queries, rules
from thanthien.messaging.models import Message
from thanthien.messaging.recipients import Recipient, digest_of, of_booking, of_dossier
from thanthien.messaging.rules import SENT_BY_MACHINE, SETTLES, WRITTEN_ONLY, Channel, Event, State
from thanthien.outreach import queries as outreach
from thanthien.people.models import Office
from thanthien.people.queries import office_or_none
from thanthien.worktime import moments

NAME = "messages"


@followers.follows(NAME)
def tell(entries: list[Entry]) -> None:
    """A batch of one unit's entries, in order. An entry that made its message already makes no second one."""
    office = office_or_none(entries[0].unit)
    if office is None:
        return
    for entry in entries:
        if entry.kind in SETTLES:
            settle(unit=entry.unit, subject=entry.subject, events=SETTLES[entry.kind], seq=entry.seq)
        asked = entry.data.get("event", "") if entry.kind == rules.ASKED else ""
        event = rules.event_of(kind=entry.kind, asked=asked, actor=entry.actor, why=entry.data.get("why", ""))
        if event is not None:
            _make(entry, event, office)


def settle(*, unit: str, subject: str, events: frozenset[Event], seq: int) -> None:
    """What was to be told of `subject` need not be told any more: calls leave the list, mail that waits is not sent."""
    moot = _open_about.rows(unit=unit, subject=subject, events=tuple(sorted(map(str, events))), seq=seq)
    if moot:
        Message.objects.filter(unit_id=unit, pk__in=moot).update(state=State.MOOT)


@composed
def _open_about(unit: str, subject: str, events: tuple[str, ...], seq: int) -> QuerySet[Message]:
    rows = Message.objects.filter(unit_id=unit, subject=subject, event__in=events, state__in=rules.OPEN, seq__lt=seq)
    return rows.values_list("pk", flat=True)


@composed
def _made(unit: str, seq: int) -> QuerySet[Message]:
    return Message.objects.filter(unit_id=unit, seq=seq)


def _make(entry: Entry, event: Event, office: Office) -> None:
    if _made.any(unit=entry.unit, seq=entry.seq):
        return
    dossier, person = _whom(entry, event, office)
    if person is None:
        return
    sending = queries.sending_of(unit=entry.unit)
    on = queries.channels_on(sending=sending, at=entry.at)
    channel = rules.channel_for(mail=person.mail, phone=person.phone, on=on, wants_call=person.wants_call)
    if event in WRITTEN_ONLY and channel not in SENT_BY_MACHINE:
        channel = Channel.NONE  # shown as not delivered to whoever sent it
    elif channel is Channel.NONE and not sending.calls:
        return
    if event is Event.BOOKING_REMINDER and channel not in SENT_BY_MACHINE and not (person.mail or person.wants_call):
        return  # a reminder is a courtesy: nobody is called who did not ask for it
    recipient = digest_of(person.way(channel))
    state = _state(entry.unit, channel, recipient)
    opens, opening = timing(office)
    moment = queries.quiet_of(sending).allowed(entry.at, opens=opens, opening=opening)
    writing.inserted(Message(
        unit_id=entry.unit, seq=entry.seq, event=event, subject=entry.subject, dossier=dossier, channel=channel, state=state,
        recipient=recipient, at=entry.at, send_at=moment,
    ))  # fmt: skip
    if state is State.WAITING:
        writing.inserted(Delivery(follower=NAME, unit=entry.unit, seq=entry.seq, target=channel, next_try=moment))


def _state(unit: str, channel: Channel, recipient: str) -> State:
    if recipient and queries.refuses(unit=unit, recipient=recipient):
        return State.REFUSED
    if channel in SENT_BY_MACHINE:
        return State.WAITING
    return State.CALLING if channel is Channel.CALL else State.UNREACHABLE


def _whom(entry: Entry, event: Event, office: Office) -> tuple[Dossier | None, Recipient | None]:
    """The dossier and whom to tell; nobody when it is not true any more (the journal may be read long after)."""
    kind, _, pk = entry.subject.partition(":")
    if kind == "booking":
        booking = outreach.booking(pk=int(pk), unit=entry.unit)
        return None, of_booking(booking, office) if booking else None
    if kind == "letter":
        dossier = dossiers.dossier(pk=int(entry.data["dossier"]), unit=entry.unit)
        return dossier, of_dossier(dossier, office) if dossier else None
    dossier = dossiers.dossier(pk=int(pk), unit=entry.unit) if kind == "dossier" else None
    if dossier is None or not still_true(dossier, event):
        return None, None
    return dossier, of_dossier(dossier, office)


def still_true(dossier: Dossier, event: Event) -> bool:
    """Whether what happened is still so."""
    if event is Event.READY:
        return dossier.state == Status.READY
    if event in (Event.LATE, Event.REDATED):
        return dossier.state in (*RUNNING, Status.SUPPLEMENT, Status.FINANCE)
    return dossier.state not in (Status.RETURNED, Status.WITHDRAWN, Status.STOPPED, Status.REFUSED)


def timing(office: Office) -> tuple[Callable[[date], bool], Callable[[datetime], datetime]]:
    """(opens(day), opening(at)) of the office."""
    time = timing_of(office.unit_id)
    return (
        lambda day: bool(moments.receiving_spans(day=day, calendar=time.calendar, hours=time.hours)),
        lambda at: moments.next_opening(at=at, calendar=time.calendar, hours=time.hours),
    )
