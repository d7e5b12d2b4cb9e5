"""What simulated days add up to, beside what offices published: who comes when, how long they wait, what is late and why.

The published figures are those of small rural communes after 1 July 2025 and of the five articles; the press rounds and likes
good news, so they are marks to stay near, no samples. A mark that nobody published is one that we set, and says so.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from statistics import mean, median

from thanthien.dossiers.models import Dossier
from thanthien.queueing.models import Ticket
from thanthien.queueing.rules import State, seconds
from thanthien.ratings.models import Rating
from thanthien.shared.clock import local
from thanthien.simulation.rules import CAUSE_WEIGHTS, TET, Cause, Pace, expected_visitors, used_share

OURS = "ours, nobody published one"


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure: what was simulated, between which bounds it should lie, whose they are. Shares are of 100."""

    what: str
    found: float
    low: float
    high: float
    source: str

    @property
    def fits(self) -> bool:
        return self.low <= self.found <= self.high

    def line(self) -> str:
        """A row of a Markdown table."""
        bounds = f"{self.low:g}" if self.low == self.high else f"{self.low:g} – {self.high:g}"
        return f"| {self.what} | {self.found:.1f} | {bounds} | {'yes' if self.fits else '**no**'} | {self.source} |"


def share(part: float, whole: float) -> float:
    """In per cent; 0 of nothing is 0."""
    return 100 * part / whole if whole else 0.0


def marks(*, unit: str, seed: object, pace: Pace) -> list[Mark]:
    """Every figure of the days that were lived in `unit` from `seed`; inside the unit's scope."""
    tickets = list(Ticket.objects.filter(unit_id=unit))
    dossiers = list(Dossier.objects.filter(unit_id=unit, code__isnull=False).exclude(outcome="annulled"))
    days = sorted({ticket.day for ticket in tickets})
    return [
        *_when(tickets, days, pace),
        *_hall(tickets),
        *_work(dossiers, days),
        *_why_late(dossiers, seed, pace),
        *_opinions(unit, tickets, dossiers),
    ]


def _when(tickets: Sequence[Ticket], days: Sequence[date], pace: Pace) -> list[Mark]:
    """By hour of the morning, by day of the week, by season."""
    hours = Counter(local(ticket.taken_at).hour for ticket in tickets)
    by_day = Counter(ticket.day for ticket in tickets)
    mondays, fridays = (mean(by_day[day] for day in days if day.weekday() == weekday) for weekday in (0, 4))
    crowd = [day for day in days if _after_tet(day)]
    usual = [day for day in days if not _after_tet(day)]
    rise = mean(by_day[day] for day in crowd) / mean(by_day[day] for day in usual) if crowd and usual else 0.0
    said = {day: expected_visitors(pace, day) for day in days}
    planned = mean(said[day] for day in crowd) / mean(said[day] for day in usual) if crowd and usual else 0.0
    first, last = sum(hours[hour] for hour in range(10)), sum(hours[hour] for hour in range(13, 24))
    return [
        Mark("numbers taken before 10 o'clock, %", share(first, len(tickets)), 45, 75, "crowded until about 10 (Dĩ An)"),
        Mark("numbers taken after 13 o'clock, %", share(last, len(tickets)), 15, 40, OURS),
        Mark("a Monday, of a Friday", mondays / fridays, 1.2, 2.2, "a rush at the beginning of the week (An Phú)"),
        Mark(
            "a day in the two weeks after Tết, of another", rise, 0.8 * planned, 1.2 * planned,
            "one commune told of 5 – 10 (Khánh Bình); we take the milder end, see `Pace.after_tet`",
        ),
    ]  # fmt: skip


def _after_tet(day: date) -> bool:
    tet = TET.get(day.year)
    return tet is not None and 5 <= (day - tet).days <= 14


def _hall(tickets: Sequence[Ticket]) -> list[Mark]:
    """No-shows and waits."""
    states = Counter(ticket.state for ticket in tickets)
    waits = [seconds(one.taken_at, one.called_at) / 60 for one in tickets if one.called_at]
    served = [seconds(one.called_at, one.ended_at) / 60 for one in tickets if one.state == State.DONE]
    whole = [seconds(one.taken_at, one.ended_at) / 60 for one in tickets if one.state == State.DONE]
    return [
        Mark("did not come when called, or went home, %", share(len(tickets) - states[State.DONE], len(tickets)), 1, 8, OURS),
        Mark("minutes until called, median", median(waits), 0, 10, "10 is good, 20 promised (Tân Đông Hiệp, Tân Hưng)"),
        Mark("minutes until called, of every twentieth more", _high(waits), 0, 30, "30 – 60 where it is crowded"),
        Mark("minutes at the counter, median", median(served), 2, 12, "2 without the wait (Tân Hưng)"),
        Mark("minutes until everything is done, median", median(whole), 4, 20, "10 for two matters (Tân Đông Hiệp)"),
    ]


def _high(values: Sequence[float]) -> float:
    return sorted(values)[int(0.95 * len(values))]


def _work(dossiers: Sequence[Dossier], days: Sequence[date]) -> list[Mark]:
    """How many, of what, early and late."""
    finished = [one for one in dossiers if one.finished_at is not None]
    early = sum(local(one.finished_at).date() < local(one.due_first).date() for one in finished)
    late = sum(local(one.finished_at).date() > local(one.due_first).date() for one in finished)
    long = [one for one in finished if local(one.due_first).date() > local(one.received_at).date()]
    early_long = sum(local(one.finished_at).date() < local(one.due_first).date() for one in long)
    certified = sum(one.field == "chung_thuc" for one in dossiers)
    return [
        Mark("dossiers a working day", len(dossiers) / len(days), 7, 25, "Minh Ngọc 7, Trường Long A 12.5, An Lão 26"),
        Mark("certification, %", share(certified, len(dossiers)), 40, 60, "assumed for rural communes; 60 – 85 in wards"),
        Mark(
            "early, of those with a later day to be early for, %",
            share(early_long, len(long)),
            36,
            94,
            "Cẩm Thủy – Trường Long A",
        ),
        Mark(
            "early, of all that are finished, %",
            share(early, len(finished)),
            15,
            94,
            "the same; a certificate is due the same day",
        ),
        Mark(
            "late, of all that are finished, %",
            share(late, len(finished)),
            0,
            4,
            "0 – 1 of a small commune, 0.8 – 4 of a larger one",
        ),
    ]


def _why_late(dossiers: Sequence[Dossier], seed: object, pace: Pace) -> list[Mark]:
    """The causes that the simulator drew; the office keeps none, so they are drawn again."""
    causes: Counter[Cause] = Counter()
    for dossier in dossiers:
        _, cause = used_share(Random(f"{seed}:{dossier.code}:fate"), pace=pace, field_code=dossier.field)
        causes.update([cause] if cause else [])
    number = sum(causes.values())
    named = {
        Cause.SYSTEM: "system or exchange of data down", Cause.FEW_HANDS: "too few hands", Cause.LEADER_AWAY: "leader away",
        Cause.OTHER_BODY: "another body late",
    }  # fmt: skip
    slack = 100 * 2.6 * (0.25 / max(number, 1)) ** 0.5  # of so few, a share is good to so much, 99 times in 100
    return [
        Mark(
            f"late because: {words}, % of {number}", share(causes[cause], number), max(0, 100 * weight - slack),
            min(100, 100 * weight + slack), "named, without shares (Phú Giáo, Hòa Xuân, Quận 1); the shares are ours",
        )
        for cause, words in named.items() for weight in (CAUSE_WEIGHTS[cause],)
    ]  # fmt: skip


def _opinions(unit: str, tickets: Sequence[Ticket], dossiers: Sequence[Dossier]) -> list[Mark]:
    """How many say something, and what."""
    given = list(Rating.objects.filter(unit_id=unit))
    visits = {ticket.visit_id for ticket in tickets if ticket.state == State.DONE}
    good = sum(one.attitude >= 4 for one in given)
    return [
        Mark("visits rated, %", share(len(given), len(visits)), 12, 35, "15 of dossiers in one ward (Phù Liễn)"),
        Mark("ratings, of dossiers, %", share(len(given), len(dossiers)), 12, 35, "15 in one ward (Phù Liễn); tablets ask more"),
        Mark("content with the attitude, %", share(good, len(given)), 84, 99.5, "84 asked apart (SIPAS) – 99 at the counter"),
    ]
