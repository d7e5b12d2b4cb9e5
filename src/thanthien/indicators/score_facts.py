"""Pure: what one dossier's entries come to: points of each officer who took part in it, and of the agency.

Every point keeps the entries that gave it (`facts`: index → seq), so that a figure can always be asked who says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from thanthien.indicators import score_rules as rules
from thanthien.indicators.rules import Fact, standing
from thanthien.indicators.score_rules import Ground

AGENCY = ""
CLOSED, OPENED, RECEIVED = "dossier.finished", "dossier.reopened", "dossier.received"
ASKED, DROPPED = "dossier.supplement_asked", "dossier.supplement_dropped"
MISTAKE, BACK = "mistake.reported", "step.sent_back"
NOTED, TAKEN_BACK = "score.noted", "score.taken_back"
DONE, PASSED, PASSED_BACK = "step.done", "stage.passed", "stage.sent_back"
# An entry of these kinds may change the points of its dossier; each is about the dossier.
TRIGGERS = frozenset({CLOSED, OPENED, MISTAKE, NOTED, TAKEN_BACK})
SLIPS, BACKS = "mistakes", "backs"


@dataclass(frozen=True, slots=True)
class Work:
    """A step as it stands done: whose, how long, where; `seq` of the entry."""

    seq: int
    order: int
    officer: str
    role: str
    allowed: int
    used: int
    place: str


@dataclass(frozen=True, slots=True)
class Line:
    """Points of one dossier for `who` (login; "" = the agency). None = no data. `facts`: index, `mistakes` or `backs` → seqs."""

    who: str
    points: Mapping[int, int | None]
    mistakes: int
    backs: int
    facts: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """One closed dossier."""

    code: str
    closed_on: date
    received_on: date | None
    procedure: str
    online: bool
    lines: tuple[Line, ...] = field(default=())


def told(entries: Sequence[Fact], *, unit: str) -> Told | None:
    """What the entries of one dossier (oldest first, of one unit) come to; None while its result is not ready."""
    closed = _closed(entries)
    if closed is None:
        return None
    received = next((one for one in entries if one.kind == RECEIVED), None)
    story = _Story(entries, unit, closed, received)
    lines = [story.line(AGENCY), *(story.line(who) for who in story.people)]
    about: Mapping[str, Any] = received.data if received else {}
    return Told(
        code=closed.data.get("code") or "", closed_on=closed.day, received_on=received.day if received else None,
        procedure=about.get("procedure", ""), online=about.get("channel") == "online", lines=tuple(lines),
    )  # fmt: skip


def _closed(entries: Iterable[Fact]) -> Fact | None:
    """The result that stands, or None."""
    last = None
    for one in entries:
        if one.kind == CLOSED:
            last = one
        elif one.kind == OPENED:
            last = None
    return last


def asked_of(entries: Iterable[Fact]) -> list[Fact]:
    """Requests for papers that were not taken back, oldest first."""
    made = [one for one in entries if one.kind in (ASKED, DROPPED)]
    return standing([one for one in made if one.kind == ASKED], [one for one in made if one.kind == DROPPED])


def works_of(entries: Sequence[Fact], *, unit: str) -> list[Work]:
    """Steps that stand done, the last time each was; `place` follows the dossier through other bodies."""
    place, done = unit, dict[int, Work]()
    stand = standing_done(entries)
    for one in entries:
        data = one.data
        if one.seq in stand:
            order = int(data["step"])
            done[order] = Work(
                one.seq, order, data.get("officer") or "", data.get("role") or "", int(data.get("allowed") or 0),
                max(int(data.get("used") or 0), 0), place,
            )  # fmt: skip
        elif one.kind == BACK:
            done.pop(int(data["to"]), None)
        elif one.kind == PASSED_BACK:
            done.pop(int(data["to_step"]), None)
        if one.kind in (PASSED, PASSED_BACK):
            place = str(data["to"])
    return [done[order] for order in sorted(done)]


def standing_done(entries: Iterable[Fact]) -> set[int]:
    """Positions of the entries by which a step was done and not reopened at once."""
    left: list[Fact] = []
    for one in entries:
        if one.kind in (DONE, PASSED):
            left.append(one)
        elif one.kind == "step.reopened":
            place = next((n for n in reversed(range(len(left))) if left[n].data["step"] == one.data["step"]), None)
            if place is not None:
                del left[place]
    return {one.seq for one in left}


class _Story:
    """One closed dossier, read once."""

    def __init__(self, entries: Sequence[Fact], unit: str, closed: Fact, received: Fact | None) -> None:
        self.entries, self.closed, self.received, self.unit = entries, closed, received, unit
        self.works = [one for one in works_of(entries, unit=unit) if one.place == unit]
        self.asked = asked_of(entries)
        self.notes = self._notes()
        self.verdict = str(closed.data.get("verdict_law") or closed.data.get("verdict_first") or "")
        who = [received.data.get("officer") or ""] if received else []
        self.people = list(dict.fromkeys(name for name in (*who, *(one.officer for one in self.works)) if name))

    def _notes(self) -> list[Fact]:
        """What leaders noted and did not take back."""
        gone = {one.data["note"] for one in self.entries if one.kind == TAKEN_BACK}
        return [one for one in self.entries if one.kind == NOTED and one.data["note"] not in gone]

    def _noted(self, ground: Ground) -> list[Fact]:
        return [one for one in self.notes if one.data["ground"] == ground]

    def line(self, who: str) -> Line:
        works = [one for one in self.works if who in (AGENCY, one.officer)]
        spared = self._noted(Ground.APPLICANT)
        sent = self._noted(Ground.OTHER_BODY)
        said = [one for one in self._noted(Ground.COMPLAINT) if who in (AGENCY, one.data["who"])]
        excused = {int(one.data["about"]) for one in spared}
        mistakes, backs = self._mistakes(who), self._backs(who)
        whole = _seqs(self.received, self.closed)
        points = {
            1: rules.whole_time(self.verdict),
            2: rules.own_time(allowed=sum(one.allowed for one in works), used=sum(one.used for one in works)),
            3: rules.contacts(sum(one.seq not in excused for one in self.asked)),
            4: rules.bodies(one_stop=bool(self.asked), others=len(sent)),
            7: rules.attitude(verdict=self.verdict, complaints=len(said)),
        }
        facts = {
            "1": _seqs(self.closed), "2": tuple(one.seq for one in works), "3": _seqs(*self.asked, *spared) or whole,
            "4": _seqs(*self.asked, *sent) or whole, "7": _seqs(*said) or _seqs(self.closed), SLIPS: _seqs(*mistakes),
            BACKS: _seqs(*backs),
        }  # fmt: skip
        return Line(who, points, len(mistakes), len(backs), facts)

    def _mistakes(self, who: str) -> list[Fact]:
        """Ours alone; whose, as the entry says."""
        ours = [one for one in self.entries if one.kind == MISTAKE and one.data["ours"]]
        return [one for one in ours if who in (AGENCY, one.data.get("doer") or "")]

    def _backs(self, who: str) -> list[Fact]:
        """Steps sent back to whoever had done them."""
        found, doer = [], dict[int, str]()
        for one in self.entries:
            if one.kind in (DONE, PASSED):
                doer[int(one.data["step"])] = one.data.get("officer") or ""
            elif one.kind == BACK and who in (AGENCY, doer.get(int(one.data["to"]), "?")):
                found.append(one)
        return found


def _seqs(*facts: Fact | None) -> tuple[int, ...]:
    return tuple(sorted(one.seq for one in facts if one is not None))
