"""Bringing messages out: one delivery taken, all for the same person with it, handed to the channel, the answer written down.

A crash between handing over and writing down leaves the delivery taken. It is tried once more, so a message may come twice, never
three times; the second one says so.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from thanthien.journal import followers
from thanthien.journal.actions import act, write_turn
from thanthien.journal.models import Delivery
from thanthien.messaging import adapters, queries, rules
from thanthien.messaging.adapters import Letter, NotSent, Refused, Unknown
from thanthien.messaging.follower import NAME, timing
from thanthien.messaging.models import Message
from thanthien.messaging.recipients import Recipient, digest_of, of_message
from thanthien.messaging.rules import Channel, Event, State, Text
from thanthien.messaging.texts import text_of
from thanthien.people.models import Office
from thanthien.people.queries import office as office_of
from thanthien.people.scoping import in_unit
from thanthien.shared.actor import clock
from thanthien.shared.wording import say

log = logging.getLogger("thanthien.messaging")
TWICE = "Tin này có thể đến hai lần. Nếu ông/bà đã nhận, xin bỏ qua."
MOST_UNSURE = 1


def deliver(*, at: datetime, most: int = 200) -> int:
    """Send what is due; returns how many deliveries were taken in hand. Nothing is due where no channel is on."""
    taken = 0
    while taken < most and (delivery := followers.take_delivery(follower=NAME, at=at)) is not None:
        with in_unit(delivery.unit):
            _one(delivery, at)
        taken += 1
    return taken


def _one(delivery: Delivery, at: datetime) -> None:
    message = Message.objects.filter(unit_id=delivery.unit, seq=delivery.seq).select_related("dossier").first()
    if message is None or message.state != State.WAITING:
        followers.delivered(delivery)
        return
    office = office_of(delivery.unit)
    person, channel = of_message(message, office), Channel(message.channel)
    way = adapters.adapter(channel)
    if queries.refuses(unit=delivery.unit, recipient=message.recipient):
        with write_turn(), transaction.atomic():
            Message.objects.filter(pk=message.pk).update(state=State.REFUSED)
            followers.delivered(delivery)
        return
    if person is None or not person.way(channel) or way is None or queries.since_of(_sending(delivery), channel) is None:
        _fall(message, delivery, person, say("Kênh đã tắt hoặc không còn địa chỉ"), at)
        return
    moment = _moment(message, office, at)
    if moment > at:
        followers.postponed(delivery, until=moment)
        return
    if message.sending_since is not None and message.unsure >= MOST_UNSURE:
        _fall(message, delivery, person, say("Đã gửi hai lần mà không rõ đến chưa"), at)
        return
    group = [(message, delivery), *_with(message, delivery, at)]
    _hand_over(group, way, person, office, at)


def _sending(delivery: Delivery):
    return queries.sending_of(unit=delivery.unit)


def _moment(message: Message, office: Office, at: datetime) -> datetime:
    """When it may go: not in quiet hours, and not sooner than an hour after the last one to this person."""
    sending = queries.sending_of(unit=message.unit_id)
    opens, opening = timing(office)
    quiet = queries.quiet_of(sending)
    last = queries.last_sent(unit=message.unit_id, recipient=message.recipient)
    return quiet.allowed(rules.joined(at, last=last, minutes=quiet.together), opens=opens, opening=opening)


def _with(message: Message, delivery: Delivery, at: datetime) -> list[tuple[Message, Delivery]]:
    """Everything else that waits for the same person on the same channel and is due: it goes in the same letter."""
    if message.unsure or message.sending_since:
        return []  # what may come twice comes as it was
    others = Message.objects.filter(
        unit_id=message.unit_id, recipient=message.recipient, channel=message.channel, state=State.WAITING, unsure=0,
        sending_since__isnull=True, send_at__lte=at,
    ).exclude(pk=message.pk)  # fmt: skip
    found = []
    for other in others.select_related("dossier").order_by("at", "pk"):
        mate = followers.take_this(follower=NAME, unit=other.unit_id, seq=other.seq, at=at)
        if mate is not None:
            found.append((other, mate))
    return found


def _hand_over(group: list, way, person: Recipient, office: Office, at: datetime) -> None:
    """Write down that it is being handed over, hand it over, write down the answer."""
    pks = [message.pk for message, _ in group]
    unsure = group[0][0].sending_since is not None
    with write_turn(), transaction.atomic():
        Message.objects.filter(pk__in=pks).update(sending_since=at, unsure=group[0][0].unsure + unsure)
    for message, _ in group:
        message.unsure += unsure
    try:
        way.send(letter_of([message for message, _ in group], person, office, at=at))
    except Unknown as problem:
        _later(group, str(problem), person, at, known=False)
    except NotSent as problem:
        _later(group, str(problem), person, at, known=True)
    except Refused as problem:
        for message, delivery in group:
            _fall(message, delivery, person, str(problem), at)
    else:
        _sent(group, at)


def _sent(group: list, at: datetime) -> None:
    unit = group[0][0].unit_id
    with act(unit=unit, by=clock(unit), at=at) as deed:
        for message, delivery in group:
            Message.objects.filter(pk=message.pk).update(state=State.SENT, sent_at=at, sending_since=None, error="")
            followers.delivered(delivery)
            data = {"message": message.pk, "event": message.event, "channel": message.channel}
            deed.enter("message.sent", subject=message.subject, data=data)


def _later(group: list, problem: str, person: Recipient, at: datetime, *, known: bool) -> None:
    """Try again; after the last wait a person calls. `known`: it surely did not go, so the next try is no second one."""
    for message, delivery in group:
        with write_turn(), transaction.atomic():
            Message.objects.filter(pk=message.pk).update(error=problem[:200])
            if known:
                Message.objects.filter(pk=message.pk).update(sending_since=None)
            followers.failed(delivery, error=problem, at=at)
        delivery.refresh_from_db()
        if delivery.state == Delivery.State.DEAD:
            _fall(message, delivery, person, problem, at)


def _fall(message: Message, delivery: Delivery, person: Recipient | None, problem: str, at: datetime) -> None:
    """The channel cannot do it: the message goes to the call list, or is shown as unreachable. Entry `message.failed`."""
    phone = person.phone if person else ""
    called = phone and _sending(delivery).calls and message.event not in rules.WRITTEN_ONLY
    channel = Channel.CALL if called else Channel.NONE
    state = State.CALLING if channel is Channel.CALL else State.UNREACHABLE
    if phone and queries.refuses(unit=message.unit_id, recipient=digest_of(phone)):
        state = State.REFUSED
    with act(unit=message.unit_id, by=clock(message.unit_id), at=at) as deed:
        Message.objects.filter(pk=message.pk).update(
            channel=channel, state=state, tried=message.channel, error=str(problem)[:200], sending_since=None,
            recipient=digest_of(phone),
        )  # fmt: skip
        followers.gave_up(delivery, error=str(problem))
        data = {"message": message.pk, "event": message.event, "channel": message.channel}
        deed.enter("message.failed", subject=message.subject, data=data)


# --- the letter ------------------------------------------------------------------------------------------


def stop_address(message: Message) -> str:
    """The address that ends messages to this person, "" when the office has no address outside."""
    return f"{settings.PUBLIC_ADDRESS}/khong-nhan-tin/{message.code}" if settings.PUBLIC_ADDRESS else ""


def words_of(message: Message, office: Office, *, at: datetime) -> Text:
    """The text of one message with its places filled."""
    person = of_message(message, office)
    assert person is not None
    return rules.filled(text_of(unit=message.unit_id, event=Event(message.event), at=at), person.values)


def letter_of(messages: list[Message], person: Recipient, office: Office, *, at: datetime) -> Letter:
    """One letter for everything that waits for this person."""
    first = messages[0]
    text = rules.one_letter(words_of(message, office, at=at) for message in messages)
    return letter(text, to=person.way(Channel(first.channel)), office=office, code=first.code, stop=stop_address(first),
                  twice=TWICE if first.unsure else "")  # fmt: skip


def letter(text: Text, *, to: str, office: Office, code: str, stop: str, twice: str = "") -> Letter:
    """The text as mail (plain and HTML) and as a short message, with the way to end messages."""
    page = {"subject": text.subject, "paragraphs": text.body.splitlines(), "centre": office.centre, "stop": stop, "twice": twice}
    plain = "\n\n".join(part for part in (text.body, twice, f"Không nhắn nữa: {stop}" if stop else "") if part)
    short = " ".join(part for part in (text.short, f"Không nhắn nữa: {stop}" if stop else "") if part)
    return Letter(to, office.centre, text.subject, plain + "\n", render_to_string("messaging/mail.html", page), short, code, stop)


def send_test(*, unit: str, to: str, event: Event, at: datetime) -> None:
    """A mail with the words of `event` to the administrator themselves. Raises MessageError saying what is wrong."""
    way = adapters.adapter(Channel.MAIL)
    if way is None:
        raise rules.MessageError(
            say("Chưa khai báo máy chủ thư trên máy này. Xem các dòng THANTHIEN_SMTP trong hướng dẫn cài đặt.")
        )
    if not to:
        raise rules.MessageError(say("Tài khoản này chưa có địa chỉ thư. Ghi địa chỉ vào hồ sơ cán bộ rồi thử lại."))
    office = office_of(unit)
    values = sample_values(office, at)
    text = rules.filled(text_of(unit=unit, event=event, at=at), values)
    try:
        way.send(letter(text, to=to, office=office, code=f"THU-{at:%Y%m%d%H%M%S}", stop=""))
    except adapters.problems.SendingProblem as problem:
        raise rules.MessageError(say("Thư thử chưa đi: {why}.", why=str(problem))) from problem


def sample_values(office: Office, at: datetime) -> dict[str, str]:
    """Places filled with an example, for previews."""
    from thanthien.messaging.recipients import moment_words

    address = f"{settings.PUBLIC_ADDRESS}/t/7K4M92QXW3TB" if settings.PUBLIC_ADDRESS else ""
    return {
        "ma": "1118-0023", "xa": office.unit.name, "noi": office.centre, "hotline": office.hotline,
        "hen": moment_words(at + timedelta(days=3)), "xem": f"Xem tại {address}" if address else "Xem bằng mã trên giấy hẹn.",
    }  # fmt: skip
