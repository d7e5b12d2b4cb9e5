"""Pure rules of the room: which tallies an entry moves, and how a quantile is read from buckets. No Django, no database.

Parts: "" the whole unit · `service:A` · `officer:login` · `counter:3` · `field:ho_tich` · `procedure:1.001193` ·
`channel:kiosk` · a level, a reason, a minute. Every count with parts is also kept under "".
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from thanthien.shared.clock import day_of

LAST_MINUTE = 60
LAST_BUCKET = 240


class How(StrEnum):
    """How a change meets the value that is there."""

    ADD = "add"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry as the fold needs it."""

    seq: int
    kind: str
    at: datetime
    subject: str
    visit: str
    data: Mapping[str, Any]

    @property
    def day(self) -> date:
        return day_of(self.at)


@dataclass(frozen=True, slots=True)
class Change:
    """One step of one tally."""

    day: date
    key: str
    part: str
    value: int
    how: How = How.ADD


# `past(kind, subject=…, visit=…)`: earlier entries of that kind about the same subject or visit, oldest first.
Past = Callable[..., Sequence[Fact]]
Folder = Callable[[Fact, Past], Iterator[Change]]
FOLDERS: dict[str, Folder] = {}


def changes(fact: Fact, past: Past) -> list[Change]:
    """What `fact` changes; nothing for kinds that no figure counts."""
    folder = FOLDERS.get(fact.kind)
    return list(folder(fact, past)) if folder else []


def counts(*kinds: str) -> Callable[[Folder], Folder]:
    def register(folder: Folder) -> Folder:
        FOLDERS.update(dict.fromkeys(kinds, folder))
        return folder

    return register


def spread(day: date, key: str, value: int = 1, **parts: object) -> Iterator[Change]:
    """The whole unit's tally and one for each part that has a name."""
    yield Change(day, key, "", value)
    for name, part in parts.items():
        if part not in (None, ""):
            yield Change(day, key, f"{name}:{part}", value)


def letter_of(label: str) -> str:
    """The service's letter of a ticket's name (`A024` → `A`)."""
    return label.rstrip("0123456789")


# --- waiting ----------------------------------------------------------------------------------------------


def bucket(seconds: int) -> int:
    """The bucket of a waiting time, named by its last minute: each minute to 60, every five to 240, one for the rest."""
    minute = -(-max(seconds, 0) // 60)
    if minute <= LAST_MINUTE:
        return max(minute, 1)
    return min(-(-minute // 5) * 5, LAST_BUCKET + 5)


def lower_end(minute: int) -> int:
    """Where bucket `minute` begins, in minutes."""
    return minute - 1 if minute <= LAST_MINUTE else minute - 5


def quantile(buckets: Mapping[int, int], share: float) -> float | None:
    """The waiting time in minutes that `share` of the people did not pass, from bucket → count; None when nobody waited.

    Inside a bucket people are taken as evenly spread, so the answer is within half a minute up to an hour.
    """
    whole = sum(buckets.values())
    if whole <= 0:
        return None
    wanted, seen = share * whole, 0
    for minute in sorted(buckets):
        here = buckets[minute]
        if here > 0 and seen + here >= wanted:
            start = lower_end(minute)
            return start + (minute - start) * (wanted - seen) / here
        seen += here
    return float(max(buckets))


def _waited(fact: Fact, sign: int) -> Iterator[Change]:
    seconds, service = max(int(fact.data["waited_s"]), 0), fact.data["service"]
    yield from spread(fact.day, "wait.count", sign, service=service)
    yield from spread(fact.day, "wait.seconds", sign * seconds, service=service)
    yield Change(fact.day, "wait.minute", f"{bucket(seconds):03d}", sign)
    yield Change(fact.day, "wait.minute", f"{service}:{bucket(seconds):03d}", sign)


@counts("ticket.called")
def _called(fact: Fact, past: Past) -> Iterator[Change]:
    """A waiting time is counted at the first call; the longest of the day stays even when that call is taken back."""
    if fact.data["calls"] == 1:
        yield from _waited(fact, 1)
        yield Change(fact.day, "wait.most", "", max(int(fact.data["waited_s"]), 0), How.MOST)


@counts("ticket.uncalled")
def _uncalled(fact: Fact, past: Past) -> Iterator[Change]:
    """A call taken back takes its waiting time along."""
    last = past("ticket.called", subject=fact.subject)[-1:]
    if last and last[0].data["calls"] == 1:
        yield from _waited(last[0], -1)


# --- tickets and visits -----------------------------------------------------------------------------------


@counts("ticket.taken")
def _taken(fact: Fact, past: Past) -> Iterator[Change]:
    yield from spread(fact.day, fact.kind, service=fact.data["service"], channel=fact.data["channel"])
    if fact.data["priority"]:
        yield Change(fact.day, "ticket.priority", "", 1)


@counts("ticket.done")
def _done(fact: Fact, past: Past) -> Iterator[Change]:
    data = fact.data
    officer, service = data["officer"], data["service"]
    yield from spread(fact.day, fact.kind, service=service, officer=officer, counter=data["counter"])
    yield from spread(fact.day, "serve.seconds", max(int(data["served_s"]), 0), service=service, officer=officer)
    before = past("ticket.done", visit=fact.visit) if fact.visit else []
    if not before:
        yield Change(fact.day, "visit.served", "", 1)
    if officer and officer not in {earlier.data["officer"] for earlier in before}:
        yield Change(fact.day, "visit.served", f"officer:{officer}", 1)


@counts("ticket.no_show", "ticket.left", "ticket.annulled", "ticket.absent")
def _ended(fact: Fact, past: Past) -> Iterator[Change]:
    yield from spread(fact.day, fact.kind, service=letter_of(fact.data["label"]))


@counts("ticket.transferred")
def _transferred(fact: Fact, past: Past) -> Iterator[Change]:
    yield from spread(fact.day, fact.kind, service=fact.data["from_service"])


# --- dossiers ---------------------------------------------------------------------------------------------


@counts("dossier.received")
def _received(fact: Fact, past: Past) -> Iterator[Change]:
    data = fact.data
    yield from spread(fact.day, fact.kind, field=data["field"], officer=data["officer"], procedure=data["procedure"])


@counts("dossier.finished")
def _finished(fact: Fact, past: Past) -> Iterator[Change]:
    """Judged by the present date (`dossier.early` …) and by the first promise (`dossier.first_early` …), side by side."""
    data = fact.data
    parts = {"field": data["field"], "officer": data["officer"]}
    yield from spread(fact.day, fact.kind, **parts)
    yield from spread(fact.day, f"dossier.{data['verdict']}", **parts)
    yield from spread(fact.day, f"dossier.first_{data['verdict_first']}", **parts)


@counts("dossier.returned", "dossier.became_late", "dossier.annulled")
def _of_a_field(fact: Fact, past: Past) -> Iterator[Change]:
    """These entries do not repeat the field: it is where the dossier was received."""
    received = past("dossier.received", subject=fact.subject)[-1:]
    field = received[0].data["field"] if received else ""
    yield from spread(fact.day, fact.kind, field=field, channel=fact.data.get("channel"))


@counts("dossier.refused")
def _refused(fact: Fact, past: Past) -> Iterator[Change]:
    yield from spread(fact.day, fact.kind, reason=fact.data["reason_code"])


@counts("step.done")
def _step(fact: Fact, past: Past) -> Iterator[Change]:
    data = fact.data
    yield from spread(fact.day, f"step.{data['verdict']}", role=data["role"], officer=data["officer"])
    yield from spread(fact.day, "step.minutes", max(int(data["used"]), 0), role=data["role"], officer=data["officer"])


# --- ratings ----------------------------------------------------------------------------------------------


def _rated(fact: Fact, data: Mapping[str, Any], sign: int) -> Iterator[Change]:
    """Ratings are counted on the day of the service they speak of, so that they can be set against the visits of that day."""
    day, officer = date.fromisoformat(data["day"]), data["officer"]
    yield from spread(day, "rating.given", sign, officer=officer)
    for question in ("attitude", "work"):
        level = data[question]
        if level is not None:
            yield Change(day, f"rating.{question}", str(level), sign)
            if officer:
                yield Change(day, f"rating.{question}", f"officer:{officer}:{level}", sign)
    for reason in data.get("reasons", ()):
        yield Change(day, "rating.reason", reason, sign)


@counts("rating.given")
def _given(fact: Fact, past: Past) -> Iterator[Change]:
    if fact.data["set_aside"]:
        yield from spread(date.fromisoformat(fact.data["day"]), "rating.set_aside", why=fact.data["set_aside"])
    else:
        yield from _rated(fact, fact.data, 1)


@counts("rating.set_aside")
def _set_aside(fact: Fact, past: Past) -> Iterator[Change]:
    """A rating that was counted is not any more: what it added is taken away."""
    for given in past("rating.given", subject=fact.subject)[-1:]:
        yield from _rated(given, given.data, -1)
        yield from spread(date.fromisoformat(given.data["day"]), "rating.set_aside", why=fact.data["set_aside"])


# --- reading ----------------------------------------------------------------------------------------------


def levels(tallies: Mapping[str, int]) -> tuple[int, int]:
    """(satisfied, all) from level → count; levels 4 and 5 are satisfied."""
    return tallies.get("4", 0) + tallies.get("5", 0), sum(tallies.get(str(level), 0) for level in range(1, 6))


def add_up(found: Iterable[Change], into: dict[tuple[date, str, str], int]) -> None:
    """Carry changes into day, key, part → value."""
    for change in found:
        place = (change.day, change.key, change.part)
        before = into.get(place, 0)
        into[place] = max(before, change.value) if change.how is How.MOST else before + change.value
