"""The list of a day's bookings put into words, its file, and what was typed at the desk for who calls. No rules."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from django.http import QueryDict

from thanthien.doors.parts.days import day_in
from thanthien.doors.parts.tables import Column, Table
from thanthien.indicators.booked import Booked
from thanthien.indicators.booked import booked as booked_figures
from thanthien.outreach import queries
from thanthien.outreach.models import Booking
from thanthien.outreach.rules import STATE_NAMES, State
from thanthien.people.card import mask_name, mask_phone
from thanthien.queueing.queries import labels_of
from thanthien.shared.clock import day_of
from thanthien.shared.wording import Sentence, say

VIEWS: dict[str, tuple[Sentence, tuple[State, ...]]] = {
    "": (say("Tất cả"), tuple(State)),
    "chua": (say("Chưa đến"), (State.BOOKED,)),
    "den": (say("Đã đến"), (State.ARRIVED,)),
    "lo": (say("Lỡ, hủy"), (State.MISSED, State.CANCELLED)),
}
TONES = {State.BOOKED: "open", State.ARRIVED: "ok", State.MISSED: "na", State.CANCELLED: "na"}
FIGURE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A line: masked, because a list is no opened file."""

    pk: int
    begins: str
    hours: str
    label: str
    name: str
    phone: str
    matter: str
    state: str
    words: str
    tone: str
    ticket: str
    open: bool
    late: bool


def row_of(booking: Booking, labels: dict[object, str], *, at: datetime) -> Row:
    minute = at.hour * 60 + at.minute
    late = booking.state == State.BOOKED and booking.day == day_of(at) and booking.end <= minute
    return Row(
        booking.pk, booking.begins, booking.hours, booking.label, mask_name(booking.name), mask_phone(booking.phone),
        booking.matter, booking.state, str(STATE_NAMES[State(booking.state)]), "today" if late else TONES[State(booking.state)],
        labels.get(booking.visit_id, ""), booking.state == State.BOOKED, late,
    )  # fmt: skip


def listing(*, unit: str, day: date, view: str, at: datetime) -> dict:
    """The page's list: lines by hour, how many in each view, figures of the last days."""
    everything = list(queries.of_day(unit=unit, day=day))
    wanted = VIEWS[view if view in VIEWS else ""][1]
    labels = _labels(everything)
    rows = [row_of(one, labels, at=at) for one in everything if one.state in wanted]
    return {
        "day": day, "rows": rows, "hours": [(hours, list(group)) for hours, group in groupby(rows, key=lambda row: row.hours)],
        "view": view if view in VIEWS else "", "is_today": day == day_of(at),
        "views": [(code, words, sum(one.state in states for one in everything)) for code, (words, states) in VIEWS.items()],
        "before": day - timedelta(days=1), "after": day + timedelta(days=1), "figures": figures(unit=unit, at=at),
    }  # fmt: skip


def _labels(bookings: list[Booking]) -> dict[object, str]:
    """Visit → the number that the person got in the hall; one query."""
    return labels_of(visits=[one.visit_id for one in bookings if one.visit_id])


def figures(*, unit: str, at: datetime) -> Booked:
    """Share of numbers that were booked and of booked hours that nobody came to, from the daily tallies."""
    today = day_of(at)
    return booked_figures(unit=unit, first=today - timedelta(days=FIGURE_DAYS), last=today)


COLUMNS = (
    Column(say("Giờ hẹn"), lambda row: row.hours, width=14),
    Column(say("Số hẹn"), lambda row: row.label, width=10),
    Column(say("Người đến"), lambda row: row.name, width=26),
    Column(say("Điện thoại"), lambda row: row.phone, width=16),
    Column(say("Việc"), lambda row: row.matter, width=48),
    Column(say("Trạng thái"), lambda row: row.words, width=14),
    Column(say("Số ở sảnh"), lambda row: row.ticket, width=10),
)


def table(context: dict) -> Table:
    """The list as a file: what is filtered on the screen, masked as on the screen."""
    chosen = {say("Ngày"): f"{context['day']:%d/%m/%Y}", say("Lọc"): VIEWS[context["view"]][0]}
    return Table(
        name=f"hen-{context['day']:%Y%m%d}", title=say("Lịch hẹn trong ngày"), columns=COLUMNS, rows=context["rows"],
        filters=chosen,
    )  # fmt: skip


@dataclass
class Typed:
    """The desk's form for who calls; `errors`: field → sentence."""

    service: str = ""
    slot: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    wants_call: bool = False
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: QueryDict) -> "Typed":
        texts = {name: data.get(name, "").strip()[:200] for name in ("service", "slot", "name", "phone", "email")}
        return cls(**texts, wants_call=data.get("wants_call") == "1")


def slot_of(text: str) -> tuple[date, int] | None:
    """`2026-11-25/540` as a day and a minute, or None."""
    typed, _, start = text.partition("/")
    day = day_in(typed)
    return (day, int(start)) if day and start.isascii() and start.isdigit() and len(start) <= 4 else None
