"""The loop of the display: a few bounded slides of what the commune has posted. Only what was published, never a citizen."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.urls import reverse

from thanthien.doors.hall.board import TWO, duties_of
from thanthien.doors.hall.showing import qr_of
from thanthien.doors.parts.opening import off_days
from thanthien.doors.parts.reach import outside
from thanthien.doors.parts.templatetags.words import day_full, day_short, weekday
from thanthien.people.models import Office, Officer
from thanthien.people.queries import first_office
from thanthien.posting.models import Contact
from thanthien.posting.news_queries import headlines, on_duty
from thanthien.posting.public_queries import on_web
from thanthien.posting.queries import contacts, meetings
from thanthien.posting.rules import Group
from thanthien.queueing.queries import Board, board
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

MOST_SLIDES, MOST_PUBLIC = 8, 2
TITLES, LINES, COUNTERS = 2, 3, 12  # that fit a slide: a title may take two lines, a person takes one


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a slide: `head` big, `text` under it, `aside` at its right (a phone), the face of an officer."""

    head: str
    text: str = ""
    aside: str = ""
    officer: Officer | None = None


@dataclass(frozen=True, slots=True)
class Slide:
    """`today`: what it says holds for this day only, so that a screen without network leaves it out on the next."""

    name: str
    icon: str
    title: str
    lines: tuple[Line, ...] = ()
    more: str = ""
    today: bool = True
    qr: str = ""


def loop_of(request: HttpRequest, office: Office, *, at: datetime) -> tuple[Slide, ...]:
    """The slides of a day, at most MOST_SLIDES; what has nothing to say is left out, the code of the commune's page never is."""
    unit, today = office.unit_id, day_of(at)
    listed = contacts(unit=unit, on=today)
    slides = [
        *_public(unit, today), _duty(unit, today), _counters(board(unit=unit, day=today, calls=1)),
        _receptions(office, listed, today), _phones(office, listed), _news(unit, today),
    ]  # fmt: skip
    said = [slide for slide in slides if slide.lines]
    return (*said[: MOST_SLIDES - 1], _page(request, unit))


def tag_of(body: bytes) -> str:
    """The ETag of a loop: the same slides have the same."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _public(unit: str, today: date) -> Iterable[Slide]:
    """What the law wants public and the pages show today, the newest posting first."""
    rows = on_web(unit=unit, on=today)
    over = len(rows) - TITLES * MOST_PUBLIC
    more = say("và {n} nội dung khác", n=over) if over > 0 else ""
    for first in range(0, min(len(rows), TITLES * MOST_PUBLIC), TITLES):
        lines = []
        for one in rows[first : first + TITLES]:
            until = one.web.until if one.web else None
            posted = say("đăng đến {day}", day=day_full(until)) if until else ""
            lines.append(Line(one.item.title, _joined(one.item.document, posted)))
        last = first + TITLES >= TITLES * MOST_PUBLIC
        yield Slide("public", "papers", say("Xã công khai để Nhân dân biết"), tuple(lines), more if last else "")


def _duty(unit: str, today: date) -> Slide:
    lines = tuple(
        Line(one.duty.officer.ranked, _joined(one.duty.part_name, one.duty.task or one.duty.officer.position), one.phone,
             one.duty.officer)
        for one in on_duty(unit=unit, day=today)
    )  # fmt: skip
    title = say("Trực hôm nay, {weekday} {day}", weekday=weekday(today), day=day_short(today))
    return Slide("duty", "shield", title, lines[:LINES], _others(len(lines) - LINES))


def _counters(shown: Board) -> Slide:
    """Counters where somebody sits, in their order."""
    lines = [
        Line(desk.officer.ranked, duties_of(desk, most=TWO), str(desk.number))
        for desk in shown.counters if desk.officer
    ]  # fmt: skip
    return Slide("counters", "help", say("Hôm nay ai ngồi quầy nào"), tuple(lines[:COUNTERS]), _others(len(lines) - COUNTERS))


def _receptions(office: Office, listed: list[Contact], today: date) -> Slide:
    """The next meetings; the room stands once when it is the same."""
    leaders = [one for one in listed if one.group == Group.LEADER]
    coming = meetings(leaders, since=today, is_off=off_days(office), limit=LINES)
    places = {one.place for one in coming}
    lines = []
    for one in coming:
        when = say(
            "{weekday} {day}, {opens:%H:%M}–{closes:%H:%M}", weekday=weekday(one.day), day=day_short(one.day), opens=one.opens,
            closes=one.closes,
        )  # fmt: skip
        where = one.place if len(places) > 1 else one.contact.post
        lines.append(Line(_capital(when), _joined(one.contact.officer.ranked, where)))
    room = places.pop() if len(places) == 1 else ""
    return Slide("receptions", "calendar", say("Lịch lãnh đạo tiếp công dân"), tuple(lines), room)


def _phones(office: Office, listed: list[Contact]) -> Slide:
    """The hotline and phones that an act published; an officer's own is never read."""
    hotline = [Line(say("Đường dây nóng"), office.unit.name, office.hotline)] if office.hotline else []
    lines = [*hotline, *(Line(one.officer.ranked, one.post, one.phone) for one in listed if one.phone)]
    more = say("và {n} số khác", n=len(lines) - LINES) if len(lines) > LINES else ""
    return Slide("phones", "phone", say("Cần hỏi thì gọi"), tuple(lines[:LINES]), more, today=False)


def _news(unit: str, today: date) -> Slide:
    lines = tuple(Line(one.title, one.summary) for one in headlines(unit=unit, on=today)[:TITLES])
    return Slide("news", "bell", say("Tin của xã"), lines)


def _page(request: HttpRequest, unit: str) -> Slide:
    """The code of the commune's own page."""
    first = first_office()
    path = reverse("home") if first is None or first.pk == unit else reverse("commune-home", args=[unit])
    url = outside(request, path)
    shown = url.split("://", 1)[-1].rstrip("/")
    there = say("Nội dung công khai, lịch trực, tin của xã, hồ sơ của mình đến đâu.")
    line = Line(say("Xem ở nhà, trên điện thoại"), there, shown)
    return Slide("page", "search", say("Quét mã để mở trang của xã"), (line,), today=False, qr=qr_of(url))


def _others(over: int) -> str:
    return say("và {n} người nữa", n=over) if over > 0 else ""


def _joined(*words: object) -> str:
    return " · ".join(str(word) for word in words if word)


def _capital(words: object) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]
