"""Every read of the room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, Q, QuerySet

from thanthien.dossiers.models import Dossier
from thanthien.dossiers.queries import DossierPage
from thanthien.dossiers.rules import Standing, Status
from thanthien.journal.asking import composed
from thanthien.journal.models import Entry
from thanthien.messaging import adapters, recipients
from thanthien.messaging.models import Call, Message, Refusal, Sending, TextVersion
from thanthien.messaging.rules import (
    ASKED,
    CHANNEL_NAMES,
    EVENT_NAMES,
    OPEN,
    SENT_BY_MACHINE,
    STATE_NAMES,
    URGENCY,
    Channel,
    Event,
    Quiet,
    State,
    channel_for,
    may_hold,
)  # fmt: skip
from thanthien.outreach.models import Booking
from thanthien.people.queries import office as office_of
from thanthien.people.scoping import everywhere

USUAL = Quiet()


@dataclass(frozen=True, slots=True)
class Told:
    """One message as a dossier or a tracking page shows it. `event`, `channel`, `state` are words; `at` when sent or happened."""

    event: str
    channel: str
    state: str
    code: str
    at: datetime
    sent_at: datetime | None
    error: str
    twice: bool

    @property
    def reached(self) -> bool:
        """It was sent, or said on the telephone."""
        return self.code in (State.SENT, State.TOLD)

    @property
    def when(self) -> datetime:
        """When it went out; of a call or a message that waits, when it happened."""
        return self.sent_at or self.at


def worth_telling(page: DossierPage) -> Event | None:
    """What the person should know of this dossier as it stands, or None when there is nothing to tell."""
    of = page.dossier
    if of.state == Status.READY:
        return Event.READY
    if of.state == Status.SUPPLEMENT:
        return Event.SUPPLEMENT
    if page.standing is Standing.LATE:
        return Event.LATE
    return Event.REDATED if page.standing is not None and of.due_at != of.due_first else None


def on_its_way(event: Event, *, told: Iterable[Told], entries: Iterable[Entry]) -> bool:
    """True when a message of it is on its way, or was asked for (an entry of the dossier) and the clock has not made it yet."""
    told = list(told)
    if any(one.event == EVENT_NAMES[event] and one.code in OPEN for one in told):
        return True
    asked = [entry.at for entry in entries if entry.kind == ASKED and entry.data.get("event") == event]
    return bool(asked) and not any(one.at >= max(asked) for one in told)


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the call list: somebody to be called, about everything that waits for them, the most urgent first."""

    messages: tuple[Message, ...]
    held_by: str
    next_try: datetime | None
    tries: int

    @property
    def first(self) -> Message:
        return self.messages[0]


def sending_of(*, unit: str) -> Sending:
    """What the unit has switched on; as it comes when nobody has set anything (not saved): no channel, calls on."""
    found = _sending.first(unit=unit)
    return found or Sending(unit_id=unit, quiet_from=USUAL.begins, quiet_to=USUAL.ends, together=USUAL.together)


@composed
def _sending(unit: str) -> QuerySet[Sending]:
    return Sending.objects.filter(pk=unit).order_by()[:1]


def quiet_of(sending: Sending) -> Quiet:
    return Quiet(_clock(sending.quiet_from), _clock(sending.quiet_to), sending.rest_days, sending.together)


def _clock(value: time | str) -> time:
    return value if isinstance(value, time) else time.fromisoformat(value)


def since_of(sending: Sending, channel: Channel) -> datetime | None:
    return {Channel.MAIL: sending.mail_since, Channel.ZALO: sending.zalo_since, Channel.SMS: sending.sms_since}.get(channel)


def channels_on(*, sending: Sending, at: datetime) -> frozenset[Channel]:
    """The channels for something that happened at `at`: switched on by then and set up on this machine; calls when wanted."""
    on = {channel for channel in SENT_BY_MACHINE if (since := since_of(sending, channel)) and since <= at}
    ready = {channel for channel in on if adapters.set_up(channel)}
    return frozenset(ready | ({Channel.CALL} if sending.calls else set()))


def written_way(*, dossier: Dossier, at: datetime) -> Channel | None:
    """The channel by which whoever brought the dossier can be written to now; None when there is none, or they want nothing."""
    person = recipients.of_dossier(dossier, office_of(dossier.unit_id))
    on = channels_on(sending=sending_of(unit=dossier.unit_id), at=at) - {Channel.CALL}
    channel = channel_for(mail=person.mail, phone=person.phone, on=on)
    if channel is Channel.NONE or refuses(unit=dossier.unit_id, recipient=recipients.digest_of(person.way(channel))):
        return None
    return channel


def refuses(*, unit: str, recipient: str) -> bool:
    """True when this address or number (digest) wants no messages."""
    return _refusal.any(unit=unit, recipient=recipient)


@composed
def _refusal(unit: str, recipient: str) -> QuerySet[Refusal]:
    return Refusal.objects.filter(unit_id=unit, recipient=recipient, lifted_at__isnull=True)


def last_sent(*, unit: str, recipient: str) -> datetime | None:
    """When something was last sent to this address or number."""
    sent = Message.objects.filter(unit_id=unit, recipient=recipient, state=State.SENT).order_by("-sent_at")
    return sent.values_list("sent_at", flat=True).first()


# --- what was told ---------------------------------------------------------------------------------------


def of_dossier(*, dossier: Dossier) -> list[Told]:
    """What the person was told, or is to be told, about this dossier, newest first."""
    return [_told(one) for one in _messages.rows(dossier=dossier.pk)]


@composed
def _messages(dossier: int) -> QuerySet[Message]:
    return Message.objects.filter(dossier_id=dossier).order_by("-at", "-pk")


def of_booking(*, booking: Booking) -> list[Told]:
    """The same about an hour that was booked: reminded, moved, cancelled."""
    rows = Message.objects.filter(unit_id=booking.unit_id, subject=f"booking:{booking.pk}").order_by("-at", "-pk")
    return [_told(one) for one in rows]


def of_subject(*, unit: str, subject: str) -> list[Told]:
    """What somebody was told, or is to be told, about this subject of the journal, newest first."""
    return [_told(one) for one in Message.objects.filter(unit_id=unit, subject=subject).order_by("-at", "-pk")]


def told_of(*, dossier: Dossier) -> list[Told]:
    """The same for the person themselves: only what reached them or was sent to them."""
    return [_told(one) for one in _reached.rows(dossier=dossier.pk)]


@composed
def _reached(dossier: int) -> QuerySet[Message]:
    return Message.objects.filter(dossier_id=dossier, state__in=(State.SENT, State.TOLD)).order_by("-at", "-pk")


def times_told(*, dossiers: Iterable[int]) -> dict[int, int]:
    """Dossier → how many messages about it reached somebody, or were sent; those of whom nobody was told are left out."""
    reached = Message.objects.filter(dossier_id__in=list(dossiers), state__in=(State.SENT, State.TOLD)).order_by()
    return dict(reached.values_list("dossier_id").annotate(n=Count("pk")))


def _told(one: Message) -> Told:
    return Told(
        EVENT_NAMES[Event(one.event)], CHANNEL_NAMES[Channel(one.channel)], STATE_NAMES[State(one.state)], one.state, one.at,
        one.sent_at, one.error, one.state == State.SENT and one.unsure > 0,
    )  # fmt: skip


def by_code(*, code: str) -> Message | None:
    """The message whose link was opened, or None."""
    with everywhere():  # the code says which unit it is
        return Message.objects.select_related("unit").filter(code=code.strip().upper()).first() if code.strip() else None


# --- the call list ---------------------------------------------------------------------------------------


def _calls(unit: str) -> QuerySet[Message]:
    rows = Message.objects.filter(unit_id=unit, state__in=(State.CALLING, State.UNREACHABLE))
    return rows.select_related(
        "call", "dossier__applicant", "dossier__submitter", "dossier__organisation", "dossier__procedure"
    )  # fmt: skip


def call_list(*, unit: str, at: datetime) -> list[Person]:
    """Who is to be called now, the most urgent and oldest first; then those who asked for, or wait for, a later hour."""
    people: dict[str, list[Message]] = {}
    for one in _calls(unit).order_by("at", "pk")[:2000]:
        people.setdefault(one.recipient or f"message:{one.pk}", []).append(one)
    lines = [_person(messages, at) for messages in people.values()]
    return sorted(lines, key=lambda line: (line.next_try is not None, line.next_try or at, URGENCY[Event(line.first.event)],
                                           line.first.at, line.first.pk))  # fmt: skip


def _person(messages: Iterable[Message], at: datetime) -> Person:
    rows = sorted(messages, key=lambda one: (URGENCY[Event(one.event)], one.at, one.pk))
    calls = [one.call for one in rows if hasattr(one, "call")]
    holder = next((call.held_by for call in calls if not may_hold(holder=call.held_by, held_at=call.held_at, by="", at=at)), "")
    # Something new makes a call due at once, whatever an earlier one said.
    waits = [call.next_try for call in calls if call.next_try and call.next_try > at]
    later = min(waits) if waits and len(waits) == len(rows) else None
    return Person(tuple(rows), holder, later, max((call.tries for call in calls), default=0))


def person_of(*, message: Message, at: datetime) -> Person:
    """The line of the call list that `message` stands in, with everything else for the same number."""
    same = Q(recipient=message.recipient) if message.recipient else Q(pk=message.pk)
    return _person(_calls(message.unit_id).filter(same).order_by("at", "pk"), at)


def message(*, pk: int, unit: str) -> Message | None:
    """One message of the unit, or None."""
    rows = Message.objects.filter(pk=pk, unit_id=unit).select_related("dossier__applicant", "dossier__submitter")
    return rows.select_related("dossier__organisation", "dossier__procedure").first()


def call_of(*, message: Message) -> Call | None:
    """What officers did about a message on the call list, or None."""
    return Call.objects.filter(pk=message.pk).first()


def ended_together(*, message: Message) -> list[int]:
    """The messages whose call ended with that of `message`: everything that was said to the person in one call."""
    call = Call.objects.filter(pk=message.pk).first()
    if call is None or call.ended_at is None:
        return []
    same = Call.objects.filter(unit_id=message.unit_id, ended_at=call.ended_at, ended_by=call.ended_by)
    return list(same.filter(message__recipient=message.recipient).values_list("pk", flat=True))


def calls_ended(*, unit: str, since: datetime, limit: int = 100) -> list[Call]:
    """Calls that ended since a moment, newest first."""
    rows = Call.objects.filter(unit_id=unit, ended_at__gte=since).select_related("message__dossier__applicant")
    return list(rows.select_related("message__dossier__submitter").order_by("-ended_at", "-pk")[:limit])


# --- for the administrator -------------------------------------------------------------------------------


def troubled(*, unit: str, limit: int = 200) -> list[Message]:
    """What a channel could not deliver, or what is still being tried after an error, newest first."""
    rows = Message.objects.filter(unit_id=unit).exclude(error="").select_related("dossier")
    return list(rows.order_by("-at", "-pk")[:limit])


def counts(*, unit: str, since: datetime) -> dict[str, int]:
    """State → how many messages of what happened since a moment."""
    rows = Message.objects.filter(unit_id=unit, at__gte=since).values_list("state").annotate(n=Count("pk"))
    return dict(rows.order_by())


def versions(*, unit: str, event: Event) -> list[TextVersion]:
    """The unit's own words for an event, newest first."""
    return list(TextVersion.objects.filter(unit_id=unit, event=event).order_by("-valid_from", "-pk"))
