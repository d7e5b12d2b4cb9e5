"""Every read of news, of the roster and of the reception room."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from thanthien.journal.settled import kept
from thanthien.law.posted import ROOM, Listed, line, listed_on
from thanthien.posting.duty_rules import Part, week_of
from thanthien.posting.models import Contact
from thanthien.posting.models_news import Duty, News, RoomFinding, RoomSeen
from thanthien.posting.models_public import PostedFile
from thanthien.posting.news_rules import Kind
from thanthien.posting.public_queries import MOST_WORDS, files_of, on_web
from thanthien.posting.room_rules import month_before
from thanthien.posting.texts import shown_on
from thanthien.shared.folding import fold

HEADLINES = 12


def _held(unit: str, on: date) -> QuerySet[News]:
    rows = News.objects.filter(unit_id=unit, withdrawn_at__isnull=True, first_day__lte=on)
    return rows.filter(Q(last_day__isnull=True) | Q(last_day__gte=on))


def published(*, unit: str, on: date, text: str = "", kind: str = "") -> QuerySet[News]:
    """What everybody may read on a day, the newest first; with every word of `text`, with or without marks."""
    rows = _held(unit, on)
    if kind in set(Kind):
        rows = rows.filter(kind=kind)
    for word in fold(text).split()[:MOST_WORDS]:
        rows = rows.filter(text_fold__contains=word)
    return rows.defer("body", "text_fold")


def headlines(*, unit: str, on: date) -> list[News]:
    """The newest of a day, without their texts; read once as long as nothing is written."""
    rows = kept(unit, ("headlines", on), lambda: list(published(unit=unit, on=on)[:HEADLINES]))
    return list(rows)


def story(*, unit: str, pk: int, on: date | None = None) -> News | None:
    """One story of the unit; with `on` only when everybody may read it that day."""
    rows = News.objects.filter(unit_id=unit) if on is None else _held(unit, on)
    return rows.filter(pk=pk).first()


def written(*, unit: str, text: str = "") -> QuerySet[News]:
    """Every story of the unit for who writes them, also what is to come, over or withdrawn; the newest first."""
    rows = News.objects.filter(unit_id=unit).defer("body", "text_fold")
    for word in fold(text).split()[:MOST_WORDS]:
        rows = rows.filter(text_fold__contains=word)
    return rows


def files_of_story(*, news: News) -> list[PostedFile]:
    """Its files in the order in which they came."""
    return files_of(unit=news.unit_id, subjects=[news.subject]).get(news.subject, [])


def is_public(*, file: PostedFile, on: date) -> bool:
    """True when everybody may open the file: it belongs to a story or an item that the pages show on a day."""
    what, _, pk = file.subject.partition(":")
    if file.withdrawn_at is not None or not pk.isdigit():
        return False
    if what == "news":
        return story(unit=file.unit_id, pk=int(pk), on=on) is not None
    return what == "publicitem" and any(one.item.pk == int(pk) for one in on_web(unit=file.unit_id, on=on))


# --- the roster ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A line of the roster with the phone that its officer published, "" when none."""

    duty: Duty
    phone: str


@dataclass(frozen=True, slots=True)
class DutyDay:
    day: date
    lines: tuple[OnDuty, ...]


def duty_week(*, unit: str, day: date) -> list[DutyDay]:
    """The seven days of the week of `day`, Monday first, each with its lines in the order of the day; two queries, kept."""
    days = week_of(day)
    rows = kept(unit, ("duty", days[0]), lambda: _lines(unit, days[0], days[-1]))
    order = list(Part)
    found = []
    for one in days:
        mine = sorted(
            (row for row in rows if row.duty.day == one), key=lambda row: (order.index(Part(row.duty.part)), row.duty.pk)
        )
        found.append(DutyDay(one, tuple(mine)))
    return found


def _lines(unit: str, first: date, last: date) -> list[OnDuty]:
    rows = Duty.objects.filter(unit_id=unit, day__gte=first, day__lte=last, dropped_at__isnull=True, officer__is_active=True)
    duties = list(rows.select_related("officer"))
    phones = dict(Contact.objects.filter(unit_id=unit, shown=True).exclude(phone="").values_list("officer_id", "phone"))
    return [OnDuty(row, phones.get(row.officer_id, "")) for row in duties]


def on_duty(*, unit: str, day: date) -> tuple[OnDuty, ...]:
    """Who is on duty on a day."""
    return next(one.lines for one in duty_week(unit=unit, day=day) if one.day == day)


def duty(*, unit: str, pk: int) -> Duty | None:
    """One line of the unit's roster, one taken off too."""
    return Duty.objects.filter(unit_id=unit, pk=pk).select_related("officer").first()


# --- the reception room -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of the room: as it was seen this month and the month before, what of it waits to be mended, its photos."""

    law: Listed
    now: RoomSeen | None
    before: RoomSeen | None
    finding: RoomFinding | None
    photos: tuple[PostedFile, ...]
    photos_before: tuple[PostedFile, ...]


def room(*, unit: str, month: date, on: date) -> list[Thing]:
    """The list of a month with the month before beside it, in the order of a walk; what a month has seen stays in it."""
    earlier = month_before(month)
    seen = list(RoomSeen.objects.filter(unit_id=unit, month__in=(month, earlier)).select_related("seen_by"))
    findings = {row.code: row for row in open_findings(unit=unit)}
    photos = files_of(unit=unit, subjects=[row.subject for row in seen])
    here = {(row.month, row.code): row for row in seen}
    lines = dict(listed_on(ROOM, on))
    for row in seen:
        law = line(ROOM, row.code)
        if row.code not in lines and law is not None:
            lines[row.code] = law

    def of(row: RoomSeen | None) -> tuple[PostedFile, ...]:
        return tuple(photos.get(row.subject, ())) if row is not None else ()

    return [
        Thing(law, now := here.get((month, code)), before := here.get((earlier, code)), findings.get(code), of(now), of(before))
        for code, law in lines.items()
    ]


def open_findings(*, unit: str) -> list[RoomFinding]:
    """What waits to be mended in the room, the oldest first; read once as long as nothing changes."""
    rows = RoomFinding.objects.filter(unit_id=unit, mended_at__isnull=True)
    return list(kept(unit, ("room-findings",), lambda: list(rows)))


def finding(*, unit: str, pk: int) -> RoomFinding | None:
    """One finding of the unit, a mended one too."""
    return RoomFinding.objects.filter(unit_id=unit, pk=pk).first()


def months_seen(*, unit: str) -> list[date]:
    """The months of which something was seen, the newest first."""
    return sorted(set(RoomSeen.objects.filter(unit_id=unit).values_list("month", flat=True)), reverse=True)


def coming(*, news: News, on: date) -> str:
    """Where a story stands on a day: withdrawn, coming, over, shown."""
    if news.withdrawn_at is not None:
        return "withdrawn"
    if news.first_day > on:
        return "coming"
    return "shown" if shown_on(news.first_day, news.last_day, on) else "over"
