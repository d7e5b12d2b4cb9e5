"""A booking as a calendar file (RFC 5545): the same UID and a higher SEQUENCE after each change, so the phone moves its entry.

No name of a person in it: calendars are shared and synchronised.
"""

from datetime import datetime, timedelta

from thanthien.outreach.models import Booking
from thanthien.outreach.rules import State
from thanthien.shared.clock import local
from thanthien.shared.codes import keyed_digest
from thanthien.shared.wording import say
from thanthien.worktime.moments import at_minute

BEFORE = timedelta(hours=2)
NAME = "hen-mot-cua.ics"


def uid_of(booking: Booking) -> str:
    """Names the booking for ever and opens nothing: the secret of its link is not in it."""
    return f"hen-{keyed_digest(str(booking.pk), purpose='booking-uid')}@{booking.unit_id}.thanthien"


def starts_at(booking: Booking) -> datetime:
    """The moment at which the booked hour begins."""
    return at_minute(booking.day, booking.start)


def calendar_file(*, booking: Booking, centre: str, place: str, link: str) -> bytes:
    """The file: PUBLISH for an hour that stands, CANCEL for one that does not. `link`: the page to move or cancel, or nothing."""
    from icalendar import Alarm, Calendar, Event

    gone = booking.state == State.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//Than Thien//vi")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if gone else "PUBLISH")
    event = Event()
    event.add("uid", uid_of(booking))
    event.add("sequence", booking.sequence)
    event.add("dtstamp", local(booking.changed_at))
    event.add("dtstart", starts_at(booking))
    event.add("dtend", at_minute(booking.day, booking.end))
    event.add("summary", str(say("Hẹn {number} ở {centre}", number=booking.label, centre=centre)))
    event.add("location", place)
    event.add("description", "\n".join(_lines(booking, link)))
    event.add("status", "CANCELLED" if gone else "CONFIRMED")
    if link:
        event.add("url", link)
    if not gone:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", str(say("Hẹn {number} lúc {start}", number=booking.label, start=booking.begins)))
        alarm.add("trigger", -BEFORE)
        event.add_component(alarm)
    calendar.add_component(event)
    return calendar.to_ical()


def _lines(booking: Booking, link: str) -> list[str]:
    lines = [str(say("Việc: {what}", what=booking.matter))]
    lines.append(str(say("Đến nơi, bấm Tôi có hẹn ở máy lấy số rồi gõ {number}.", number=booking.label)))
    return [*lines, str(say("Đổi giờ hoặc hủy: {link}", link=link))] if link else lines
