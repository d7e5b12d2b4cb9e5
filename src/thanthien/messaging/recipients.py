"""Who is to be told, how they can be reached, and what fills the places of the text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.conf import settings

from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import code_tail
from thanthien.messaging.models import Message
from thanthien.messaging.rules import Channel, Event
from thanthien.outreach import queries as outreach
from thanthien.outreach.models import Booking
from thanthien.people.models import Office
from thanthien.shared.clock import VIETNAM, local
from thanthien.shared.codes import keyed_digest
from thanthien.worktime.wording import weekday


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person who is told. `name` is for the officer who calls; it goes into no message."""

    name: str
    mail: str
    phone: str
    wants_call: bool
    values: dict[str, str]

    def way(self, channel: Channel) -> str:
        """The address or number that `channel` needs, "" when there is none."""
        return {Channel.MAIL: self.mail, Channel.NONE: ""}.get(channel, self.phone)


def digest_of(way: str) -> str:
    """The same digest for the same mailbox or telephone, however it was typed; "" for none."""
    if not way:
        return ""
    tidy = way.strip().lower() if "@" in way else re.sub(r"\D", "", way)
    return keyed_digest(tidy, purpose="message-to")


def of_dossier(dossier: Dossier, office: Office) -> Recipient:
    """Who brought the dossier: the person who came for another is the one who comes for the result too."""
    person = dossier.submitter or dossier.applicant
    address = f"{settings.PUBLIC_ADDRESS}/t/{dossier.tracking_code}" if settings.PUBLIC_ADDRESS else ""
    values = {
        "ma": code_tail(dossier.code) if dossier.code else "", "hen": moment_words(dossier.due_at) if dossier.due_at else "",
        "xem": f"Xem tại {address}" if address else "Xem bằng mã trên giấy hẹn.",
    }  # fmt: skip
    return Recipient(person.name, person.email, person.phone, False, values | _of_office(office))


def of_booking(booking: Booking, office: Office) -> Recipient:
    """Who booked an hour."""
    starts = datetime.combine(booking.day, time(), tzinfo=VIETNAM) + timedelta(minutes=booking.start)
    address = f"{settings.PUBLIC_ADDRESS}/lich-hen/{booking.token}" if settings.PUBLIC_ADDRESS else ""
    values = {
        "ma": booking.label, "hen": moment_words(starts),
        "xem": f"Xem, đổi hoặc hủy tại {address}" if address else f"Số hẹn {booking.label}.",
    }  # fmt: skip
    return Recipient(booking.name, booking.email, booking.phone, booking.wants_call, values | _of_office(office))


def of_message(message: Message, office: Office) -> Recipient | None:
    """Whom `message` is for, as they can be reached now; None when the booking is gone."""
    if message.dossier_id:
        return _of_letter(message, office) if message.event == Event.LETTER else of_dossier(message.dossier, office)
    booking = outreach.booking(pk=_booking_pk(message), unit=message.unit_id)
    return of_booking(booking, office) if booking else None


def _of_letter(message: Message, office: Office) -> Recipient:
    """Whoever brought the dossier; the link opens the letter, and the secret in it is the message's own."""
    person = of_dossier(message.dossier, office)
    return replace(person, values=person.values | {"xem": f"Đọc thư tại {settings.PUBLIC_ADDRESS}/thu/{message.code}"})


def of_messages(messages: Iterable[Message], office: Office) -> dict[int, Recipient]:
    """Message id → whom it is for, with one query for all bookings; a message whose booking is gone is not there."""
    rows = list(messages)
    pks = [_booking_pk(one) for one in rows if not one.dossier_id]
    bookings = {booking.pk: booking for booking in Booking.objects.filter(pk__in=pks)} if pks else {}
    found = {}
    for one in rows:
        if one.dossier_id:
            found[one.pk] = _of_letter(one, office) if one.event == Event.LETTER else of_dossier(one.dossier, office)
        elif (booking := bookings.get(_booking_pk(one))) is not None:
            found[one.pk] = of_booking(booking, office)
    return found


def _booking_pk(message: Message) -> int:
    return int(message.subject.partition(":")[2])


def _of_office(office: Office) -> dict[str, str]:
    return {"xa": office.unit.name, "noi": office.centre, "hotline": office.hotline}


def moment_words(moment: datetime) -> str:
    """14:20 thứ Ba 1/12/2026."""
    here = local(moment)
    return f"{here:%H:%M} {weekday(here.date())} {day_words(here.date())}"


def day_words(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
