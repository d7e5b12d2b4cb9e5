"""What stands behind the figures of the leader's day that are folded from the journal: the entries that were counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from thanthien.doors.leader.behind import codes_of, names_of, said_by
from thanthien.doors.leader.day_behind import Asked
from thanthien.doors.parts.behind import Line, Listed
from thanthien.doors.parts.days import span_in
from thanthien.doors.parts.templatetags.words import day_full
from thanthien.dossiers.rules import Verdict
from thanthien.indicators import evidence
from thanthien.indicators.evidence import Counted
from thanthien.outreach.access import STAFF_ROLES
from thanthien.shared.wording import Sentence, say

LONGEST = timedelta(days=400)
VERDICTS = ("early", "on_time", "late")


@dataclass(frozen=True, slots=True)
class Of:
    """Which entries move which tallies; `law` = judged by the law's own term."""

    title: Sentence
    kinds: tuple[str, ...]
    keys: tuple[str, ...]
    part: str = ""
    law: bool = False


READY = ("dossier.finished", "dossier.reopened")
DOSSIERS: Mapping[str, Of] = {
    "nhan": Of(say("Hồ sơ nhận"), ("dossier.received",), ("dossier.received",)),
    "trao": Of(say("Kết quả trao"), ("dossier.returned",), ("dossier.returned",)),
    "xong": Of(say("Hồ sơ xong, so với ngày hẹn của xã"), READY, tuple(f"dossier.{one}" for one in VERDICTS)),
    "xong-luat": Of(say("Hồ sơ xong, so với hạn luật"), READY, tuple(f"dossier.law_{one}" for one in VERDICTS), law=True),
}
HALL: Mapping[str, Of] = {
    "cho-goi": Of(say("Lượt đã gọi, chờ bao lâu"), ("ticket.called", "ticket.uncalled"), ("wait.count",)),
    "lay-so": Of(say("Lượt lấy số"), ("ticket.taken",), ("ticket.taken",)),
    "hen-truoc": Of(say("Lượt lấy số có hẹn trước"), ("ticket.taken",), ("ticket.taken",), "channel:booked"),
    "den-gio-hen": Of(say("Lịch hẹn đã đến giờ"), ("booking.arrived", "booking.missed"), ("booking.arrived", "booking.missed")),
    "lo-hen": Of(say("Lịch hẹn không ai đến"), ("booking.missed",), ("booking.missed",)),
}


def _found(asked: Asked, one: Of) -> tuple[list[Counted], str]:
    """The entries of the days that the address names (today when it names none), and those days in words."""
    since, until = span_in(asked.words, until=asked.today, longest=LONGEST)
    rows = evidence.counted(
        unit=asked.unit, kinds=one.kinds, keys=set(one.keys), parts={one.part}, since=since, until=until
    )  # fmt: skip
    words = day_full(since) if since == until else say("{first} đến {last}", first=day_full(since), last=day_full(until))
    return rows, str(say("Cả đơn vị, {days}", days=words))


def dossiers(asked: Asked) -> Listed:
    """Dossiers received, returned or ready: their code, and against which day they were judged. No names of citizens."""
    one = DOSSIERS[asked.so]
    rows, of = _found(asked, one)
    codes, names = codes_of(row.entry.subject for row in rows), names_of(row.entry for row in rows)
    lines, kept = [], 0
    for row in rows:
        pk, more, tone = int(row.entry.subject.partition(":")[2]), "", ""
        if one.kinds == READY:
            told = _verdict(row, law=one.law)
            kept += told is not Verdict.LATE
            more, tone = str(told.label), "late" if told is Verdict.LATE else "ok"
        what = say("Hồ sơ {code}", code=codes.get(pk, f"#{pk}"))
        lines.append(Line(what=str(what), more=more, says=said_by(row.entry, names), href=f"/ho-so/{pk}/", tone=tone))
    note = say("Trước và đúng hạn: {part} trên {n}.", part=kept, n=len(rows)) if one.kinds == READY and rows else ""
    return asked.listed(one.title, lines, of=of, note=note)


def _verdict(row: Counted, *, law: bool) -> Verdict:
    data = row.entry.data
    return Verdict(data.get("verdict_law", data["verdict_first"]) if law else data["verdict"])


def in_the_hall(asked: Asked) -> Listed:
    """Numbers taken or called, hours booked: labels and services, nobody's name."""
    one = HALL[asked.so]
    rows, of = _found(asked, one)
    names = names_of(row.entry for row in rows)
    return asked.listed(one.title, [_line(row, asked, names) for row in rows], of=of)


def _line(row: Counted, asked: Asked, names: Mapping[str, str]) -> Line:
    entry, data = row.entry, row.entry.data
    says = said_by(entry, names)
    if entry.kind.startswith("booking."):
        more = say("đã đến") if entry.kind == "booking.arrived" else say("không đến")
        what = say("Lịch hẹn ngày {day}, việc {letter}", day=day_full(row.day), letter=data["service"])
        href = f"{reverse('desk:bookings')}?ngay={row.day:%Y-%m-%d}" if asked.by.has(*STAFF_ROLES) else ""
        return Line(what=str(what), more=str(more), says=says, href=href)
    what = say("Số {label}, ngày {day}", label=data.get("label", ""), day=day_full(row.day))
    if entry.kind == "ticket.called":
        minutes = -(-max(int(data["waited_s"]), 0) // 60)
        return Line(what=str(what), more=str(say("chờ {n} ph", n=minutes)), says=says)
    more = say("hẹn trước") if data.get("channel") == "booked" else ""
    return Line(what=str(what), more=str(more), says=says)


OF: Mapping[str, Callable[[Asked], Listed]] = dict.fromkeys(DOSSIERS, dossiers) | dict.fromkeys(HALL, in_the_hall)
