"""Pure rules of the room: which tallies an entry moves. No Django, no database.

Parts: "" the whole unit · `service:A` · `officer:login` · `counter:3` · `field:ho_tich` · `procedure:1.001193` ·
`channel:kiosk` · a level, a reason, a minute. Every count with parts is also kept under "".
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from thanthien.indicators.buckets import bucket
from thanthien.shared.clock import day_of


class How(StrEnum):
    """How a change meets the value that is there."""

    ADD = "add"
    MOST = "most"


class Fact(NamedTuple):
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


class Change(NamedTuple):
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


def standing(made: Iterable[Fact], undone: Iterable[Fact]) -> list[Fact]:
    """What was made and not undone since: each undoing takes back the last that stands about the same subject."""
    left: list[Fact] = []
    undoing = {fact.seq for fact in undone}
    for fact in sorted([*made, *undone], key=lambda one: one.seq):
        if fact.seq not in undoing:
            left.append(fact)
            continue
        for place in reversed(range(len(left))):
            if left[place].subject == fact.subject:
                del left[place]
                break
    return left


def letter_of(label: str) -> str:
    """The service's letter of a ticket's name (`A024` → `A`)."""
    return label.rstrip("0123456789")


# --- waiting ----------------------------------------------------------------------------------------------


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
    yield from _came_after_all(fact, past)


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
    yield from _served(fact, _dones(fact, past), 1)


@counts("ticket.reopened")
def _reopened(fact: Fact, past: Past) -> Iterator[Change]:
    """A service ended by mistake goes on: it is taken back and counts again when it ends."""
    dones = _dones(fact, past)
    for last in [done for done in dones if done.subject == fact.subject][-1:]:
        yield from _served(last, [done for done in dones if done is not last], -1)


def _dones(fact: Fact, past: Past) -> list[Fact]:
    """The services of this visit that were ended and not reopened."""
    where = {"visit": fact.visit} if fact.visit else {"subject": fact.subject}
    return standing(past("ticket.done", **where), past("ticket.reopened", **where))


def _served(done: Fact, others: Sequence[Fact], sign: int) -> Iterator[Change]:
    """`others`: the other services of the same visit. A visit counts once, and once for each officer who served it."""
    data = done.data
    officer, service = data["officer"], data["service"]
    yield from spread(done.day, done.kind, sign, service=service, officer=officer, counter=data["counter"])
    yield from spread(done.day, "serve.seconds", sign * max(int(data["served_s"]), 0), service=service, officer=officer)
    if not others:
        yield Change(done.day, "visit.served", "", sign)
    if officer and officer not in {other.data["officer"] for other in others}:
        yield Change(done.day, "visit.served", f"officer:{officer}", sign)


@counts("ticket.no_show", "ticket.left", "ticket.annulled", "ticket.absent")
def _ended(fact: Fact, past: Past) -> Iterator[Change]:
    yield from spread(fact.day, fact.kind, service=letter_of(fact.data["label"]))


@counts("ticket.returned")
def _came_after_all(fact: Fact, past: Past) -> Iterator[Change]:
    """Somebody noted as not having come is here, or is called again: the note is taken back."""
    lapses = past("ticket.no_show", subject=fact.subject)
    if lapses:
        back = [*past("ticket.returned", subject=fact.subject), *past("ticket.called", subject=fact.subject)]
        for lapse in standing(lapses, [one for one in back if one.seq > lapses[0].seq])[-1:]:
            yield from spread(lapse.day, lapse.kind, -1, service=letter_of(lapse.data["label"]))


@counts("ticket.restored")
def _restored(fact: Fact, past: Past) -> Iterator[Change]:
    """A number annulled by mistake is good again."""
    for annulled in past("ticket.annulled", subject=fact.subject)[-1:]:
        yield from spread(annulled.day, annulled.kind, -1, service=letter_of(annulled.data["label"]))


@counts("ticket.transferred")
def _transferred(fact: Fact, past: Past) -> Iterator[Change]:
    yield from spread(fact.day, fact.kind, service=fact.data["from_service"])


# --- bookings ---------------------------------------------------------------------------------------------


@counts("booking.made", "booking.moved", "booking.cancelled", "booking.arrived", "booking.missed")
def _booking(fact: Fact, past: Past) -> Iterator[Change]:
    """Counted on the day it happened. What is arrived or missed happens on the day of the hour itself."""
    data = fact.data
    yield from spread(fact.day, fact.kind, service=data["service"], channel=data.get("channel"), why=data.get("why"))


# --- dossiers ---------------------------------------------------------------------------------------------


@counts("dossier.received")
def _received(fact: Fact, past: Past) -> Iterator[Change]:
    data = fact.data
    yield from spread(fact.day, fact.kind, field=data["field"], officer=data["officer"], procedure=data["procedure"])
    if data.get("papers_less"):
        yield from spread(fact.day, "less.papers", data["papers_less"], procedure=data["procedure"])
    if data.get("from"):
        yield from spread(fact.day, "elsewhere.handled", field=data["field"], unit=data["from"])


def _together_by(fact: Fact, sign: int) -> Iterator[Change]:
    event = fact.data["event"]
    yield from spread(fact.day, "together.times", sign, event=event)
    yield from spread(fact.day, "together.dossiers", sign * len(fact.data["codes"]), event=event)


@counts("dossier.together")
def _together(fact: Fact, past: Past) -> Iterator[Change]:
    """Receptions of one event of life, and the dossiers that they made; each dossier is counted by its own entry too."""
    yield from _together_by(fact, 1)


@counts("dossier.together_back")
def _not_together(fact: Fact, past: Past) -> Iterator[Change]:
    for last in past("dossier.together", subject=fact.subject)[-1:]:
        yield from _together_by(last, -1)


@counts("opinion.asked")
def _opinion_asked(fact: Fact, past: Past) -> Iterator[Change]:
    for one in fact.data["asked"]:
        yield from spread(fact.day, fact.kind, unit=one["unit"], field=fact.data["field"])


@counts("opinion.given")
def _opinion_given(fact: Fact, past: Past) -> Iterator[Change]:
    """Answers, by body and by what they say; those after their term stay counted as late on the day it ran out."""
    yield from spread(fact.day, fact.kind, unit=fact.data["unit"], answer=fact.data["answer"])


@counts("opinion.taken_back")
def _opinion_not_given(fact: Fact, past: Past) -> Iterator[Change]:
    for last in [one for one in past("opinion.given", subject=fact.subject) if one.data["opinion"] == fact.data["opinion"]][-1:]:
        yield from spread(last.day, last.kind, -1, unit=last.data["unit"], answer=last.data["answer"])


@counts("opinion.became_late")
def _opinion_late(fact: Fact, past: Past) -> Iterator[Change]:
    yield from spread(fact.day, fact.kind, unit=fact.data["unit"])


@counts("elsewhere.received")
def _received_for_another(fact: Fact, past: Past) -> Iterator[Change]:
    """Received here for another unit: apart from what is received and handled here, which the competent unit counts once."""
    data = fact.data
    yield from spread(fact.day, fact.kind, field=data["field"], officer=data["officer"], unit=data["to"])


@counts("elsewhere.cancelled")
def _not_received_for_another(fact: Fact, past: Past) -> Iterator[Change]:
    for last in past("elsewhere.received", subject=fact.subject)[-1:]:
        data = last.data
        yield from spread(last.day, last.kind, -1, field=data["field"], officer=data["officer"], unit=data["to"])


@counts("elsewhere.returned")
def _returned_for_another(fact: Fact, past: Past) -> Iterator[Change]:
    yield from spread(fact.day, fact.kind, field=fact.data["field"], officer=fact.data["officer"], unit=fact.data["to"])


@counts("elsewhere.became_late")
def _late_on_the_way(fact: Fact, past: Past) -> Iterator[Change]:
    """Named by the unit whose time it was, and by what it should have done."""
    yield from spread(fact.day, fact.kind, unit=fact.data["at"], what=fact.data["what"])


@counts("dossier.finished")
def _finished(fact: Fact, past: Past) -> Iterator[Change]:
    """Judged by the present date (`dossier.early` …), by the first promise (`dossier.first_early` …) and by the law's own term
    (`dossier.law_early` …), side by side. Entries from before units promised less than the law say nothing of it: both are one.
    """
    yield from _judged(fact, 1)


def _judged(fact: Fact, sign: int) -> Iterator[Change]:
    data = fact.data
    parts = {"field": data["field"], "officer": data["officer"]}
    yield from spread(fact.day, fact.kind, sign, **parts)
    yield from spread(fact.day, f"dossier.{data['verdict']}", sign, **parts)
    yield from spread(fact.day, f"dossier.first_{data['verdict_first']}", sign, **parts)
    yield from spread(fact.day, f"dossier.law_{data.get('verdict_law', data['verdict_first'])}", sign, **parts)
    if data.get("promised_less"):  # what the unit cut of the term, and whether it was kept
        kept = "missed" if data["verdict_first"] == "late" else "kept"
        yield from spread(fact.day, f"less.{kept}", sign, procedure=data["promised_less"])
    if data["verdict_first"] == "late" and not data.get("apologised", False):
        yield from spread(fact.day, "dossier.late_unapologised", sign, **parts)


@counts("dossier.reopened")
def _not_finished(fact: Fact, past: Past) -> Iterator[Change]:
    """A result reported by mistake and taken back counts again when it is really there."""
    for last in past("dossier.finished", subject=fact.subject)[-1:]:
        yield from _judged(last, -1)


@counts("dossier.returned", "dossier.became_late", "dossier.annulled")
def _of_a_field(fact: Fact, past: Past) -> Iterator[Change]:
    """These entries do not repeat the field: it is where the dossier was received."""
    received = past("dossier.received", subject=fact.subject)[-1:]
    field = received[0].data["field"] if received else ""
    yield from spread(fact.day, fact.kind, field=field, channel=fact.data.get("channel"))


@counts("dossier.supplement_asked")
def _supplement(fact: Fact, past: Past) -> Iterator[Change]:
    """Those beyond what the law allows, and those asked after its days, are counted apart."""
    data = fact.data
    parts = {"field": data["field"], "officer": data["officer"]}
    yield from spread(fact.day, fact.kind, **parts)
    if data["beyond"]:
        yield from spread(fact.day, "supplement.beyond", **parts)
    if not data["in_time"]:
        yield from spread(fact.day, "supplement.asked_late", **parts)


@counts(
    "dossier.supplemented", "dossier.supplement_dropped", "dossier.duty_asked", "dossier.duty_settled", "dossier.will_be_late"
)
def _turn(fact: Fact, past: Past) -> Iterator[Change]:
    yield from spread(fact.day, fact.kind, field=fact.data["field"])


@counts("dossier.withdrawn", "dossier.stopped")
def _ended_without(fact: Fact, past: Past) -> Iterator[Change]:
    yield from spread(fact.day, fact.kind, field=fact.data["field"], ground=fact.data["ground"])


@counts("dossier.registered", "dossier.taken_back")
def _online(fact: Fact, past: Past) -> Iterator[Change]:
    """Handed in online, and taken back by its owner before an officer answered (portal state 7): nobody accepted it, so it is
    apart from `dossier.withdrawn`, which counts what was accepted.
    """
    data = fact.data
    yield from spread(fact.day, fact.kind, field=data["field"], procedure=data["procedure"], channel=data["channel"])


@counts("dossier.redated")
def _redated(fact: Fact, past: Past) -> Iterator[Change]:
    """An apology before the date and one after it are not the same."""
    data = fact.data
    yield from spread(fact.day, fact.kind, field=data["field"], cause=data["cause"])
    if data["was_late"]:
        yield from spread(fact.day, "apology.after_the_date", field=data["field"])


@counts("mistake.reported")
def _mistake(fact: Fact, past: Past) -> Iterator[Change]:
    """Accuracy: counted where it happened, per step's role and whoever did it; what the person stated wrongly is apart."""
    data = fact.data
    key = fact.kind if data["ours"] else "mistake.theirs"
    yield from spread(fact.day, key, kind=data["kind"], field=data["field"], role=data["role"], officer=data["doer"])


@counts("mistake.mended")
def _mended(fact: Fact, past: Past) -> Iterator[Change]:
    yield from spread(fact.day, fact.kind, kind=fact.data["kind"], field=fact.data["field"])


@counts("step.sent_back")
def _sent_back(fact: Fact, past: Past) -> Iterator[Change]:
    """Returned to the step before: whose work it was is what the step's last end says."""
    done = [one for one in past("step.done", subject=fact.subject) if one.data["step"] == fact.data["to"]][-1:]
    parts = {"role": done[0].data["role"], "officer": done[0].data["officer"]} if done else {}
    yield from spread(fact.day, fact.kind, **parts)


@counts("dossier.refused")
def _refused(fact: Fact, past: Past) -> Iterator[Change]:
    yield from spread(fact.day, fact.kind, reason=fact.data["reason_code"])


@counts("step.done")
def _step(fact: Fact, past: Past) -> Iterator[Change]:
    yield from _step_judged(fact, 1)


def _step_judged(fact: Fact, sign: int) -> Iterator[Change]:
    data = fact.data
    parts = {"role": data["role"], "officer": data["officer"]}
    yield from spread(fact.day, f"step.{data['verdict']}", sign, **parts)
    yield from spread(fact.day, "step.minutes", sign * max(int(data["used"]), 0), **parts)


@counts("step.reopened")
def _step_not_done(fact: Fact, past: Past) -> Iterator[Change]:
    """A step ended by mistake is taken back; it counts when it ends again."""
    for last in past("step.done", subject=fact.subject)[-1:]:
        yield from _step_judged(last, -1)


# --- ratings ----------------------------------------------------------------------------------------------


def _rated(fact: Fact, data: Mapping[str, Any], sign: int) -> Iterator[Change]:
    """Ratings are counted on the day of the service they speak of, so that they can be set against the visits of that day.

    `field`: of the dossiers of the visit; entries from before it was told have none.
    """
    day, parts = date.fromisoformat(data["day"]), _rated_parts(data)
    yield from spread(day, "rating.given", sign, **parts)
    for question in ("attitude", "work"):
        level = data[question]
        if level is not None:
            yield Change(day, f"rating.{question}", str(level), sign)
            for name, part in parts.items():
                yield Change(day, f"rating.{question}", f"{name}:{part}:{level}", sign)
    for reason in data.get("reasons", ()):
        yield Change(day, "rating.reason", reason, sign)


def _rated_parts(data: Mapping[str, Any]) -> dict[str, str]:
    """Whose and which figures a rating moves beside those of the unit."""
    return {name: str(data[name]) for name in ("officer", "field") if data.get(name)}


def _aside(data: Mapping[str, Any], why: str) -> Iterator[Change]:
    """A rating kept and not counted: by the rule that set it aside, of the unit, the officer and the field."""
    day = date.fromisoformat(data["day"])
    yield from spread(day, "rating.set_aside", why=why)
    for name, part in _rated_parts(data).items():
        yield Change(day, "rating.set_aside", f"{name}:{part}:{why}", 1)


@counts("rating.given")
def _given(fact: Fact, past: Past) -> Iterator[Change]:
    if fact.data["set_aside"]:
        yield from _aside(fact.data, fact.data["set_aside"])
    else:
        yield from _rated(fact, fact.data, 1)


@counts("rating.set_aside")
def _set_aside(fact: Fact, past: Past) -> Iterator[Change]:
    """A rating that was counted is not any more: what it added is taken away."""
    for given in past("rating.given", subject=fact.subject)[-1:]:
        yield from _rated(given, given.data, -1)
        yield from _aside(given.data, fact.data["set_aside"])


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
