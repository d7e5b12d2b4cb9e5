"""Dates that a changed calendar would give otherwise: found, and moved or kept by the leader's word, never by themselves.

A new holiday moves no promise. The leader decides for all or for some: the later date of the law, or the earlier one that was
promised. It is done in batches, each one transaction with an entry for every dossier, so it can stop and go on anywhere; it is
taken back by the same way. `due_first` never moves. (Writes of the room.)
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from thanthien.dossiers import access, recount_rules, rules, steps
from thanthien.dossiers.models import Dossier, Recount, RecountLine
from thanthien.dossiers.recount_rules import BATCH, BUSY, MOST_CHOSEN, Phase, Which, Wish
from thanthien.dossiers.rules import OPEN, DossierError
from thanthien.dossiers.timing import Timing, timing_of
from thanthien.journal.actions import Deed, act
from thanthien.law.queries import law_book
from thanthien.law.rules import LawBook, LawError
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say
from thanthien.worktime.day_table import WorktimeError
from thanthien.worktime.deadline import Deadline, Term, TermUnit
from thanthien.worktime.queries import office_time
from thanthien.worktime.replay import moment_again, replayed
from thanthien.worktime.tally import Office

# The columns of a dossier that a recount may write.
MOVED = ("due_at", "due_law", "deadline", "warn_at", "warned_at", "late_since")


@dataclass(frozen=True, slots=True)
class Differing:
    """A dossier whose date today's calendar gives otherwise, with the explanation of the other date."""

    dossier: Dossier
    again: Deadline
    law: datetime | None

    @property
    def promised(self) -> datetime:
        return self.dossier.due_at

    @property
    def earlier(self) -> bool:
        return self.again.due_at < self.dossier.due_at


@dataclass(frozen=True, slots=True)
class Counting:
    """What dates of one unit are counted with."""

    office: Office
    law: LawBook
    timing: Timing
    known: dict[tuple, Deadline | None] = field(default_factory=dict)  # many were received in the same minute for the same term

    def differing(self, dossiers: Iterable[Dossier]) -> Iterator[Differing]:
        """Those that differ. One that cannot be counted again (a year taken away), or whose date was set by another act than the
        count of its term, keeps its date.
        """
        for dossier in dossiers:
            found = self._one(dossier)
            if found is not None:
                yield found

    def _one(self, dossier: Dossier) -> Differing | None:
        stored = dossier.deadline
        if not stored or datetime.fromisoformat(stored["due_at"]) != dossier.due_at:
            return None
        term = stored["term"]["value"], TermUnit(stored["term"]["unit"])
        again = law = self._again(stored, term)
        if again is None:
            return None
        if dossier.due_law is not None and dossier.due_law != dossier.due_at:
            of = dossier.procedure.term
            law = self._again(stored, Term.from_catalogue(value=of.value, unit=of.unit)) or again
            again = min(again, law, key=lambda one: one.due_at)  # the earlier of both, as when it was promised
        if not recount_rules.differs(promised=dossier.due_at, again=again.due_at):
            return None
        return Differing(dossier, again, law.due_at if dossier.due_law is not None else None)

    def _again(self, stored: dict, of: tuple | Term) -> Deadline | None:
        """The stored deadline counted now, for its own term or another; None when its day is the same or it cannot be counted."""
        term = of if isinstance(of, Term) else Term(*of)
        key = (
            stored["received_at"],
            stored["due_at"],
            stored["rule"]["code"],
            term,
            repr(stored["pauses"]),
            stored["restart_at"],
        )
        if key not in self.known:
            self.known[key] = self._counted(stored, term)
        return self.known[key]

    def _counted(self, stored: dict, term: Term) -> Deadline | None:
        try:
            own = (term.value, term.unit) == (stored["term"]["value"], stored["term"]["unit"])
            moment = moment_again(stored=stored, office=self.office, law=self.law)
            if own and not recount_rules.differs(promised=datetime.fromisoformat(stored["due_at"]), again=moment):
                return None
            return replayed(deadline=replace(Deadline.from_dict(stored), term=term), office=self.office, law=self.law)
        except (WorktimeError, LawError):
            return None


def counting_of(unit: str) -> Counting:
    """Today's calendar, hours and law of the unit. Raises PeopleError when it runs no office."""
    return Counting(office_time(unit=unit), law_book(), timing_of(unit))


def differing(*, unit: str, limit: int = 2_000) -> list[Differing]:
    """Running dossiers that differ, the soonest first, without those whose promise the leader has decided to keep; of the first
    `limit` running dossiers.
    """
    rows = _open(unit).prefetch_related("procedure").order_by("due_at", "pk")[:limit]
    found = list(counting_of(unit).differing(rows))
    kept = _kept(unit, [one.dossier.pk for one in found]) if found else set()
    return [one for one in found if (one.dossier.pk, one.again.due_at) not in kept]


def _open(unit: str):
    return Dossier.objects.filter(unit_id=unit, state__in=OPEN, due_at__isnull=False)


def _kept(unit: str, dossiers: Sequence[int]) -> set[tuple[int, datetime]]:
    """Dossier and other date, for which it was decided that the promise holds."""
    rows = RecountLine.objects.filter(recount__unit_id=unit, moved=False, dossier_id__in=dossiers)
    return set(rows.exclude(recount__phase=Phase.UNDONE).values_list("dossier_id", "due_after"))


def begin_recount(
    *, unit: str, wish: str, which: str, reason: str, by: Actor, at: datetime, chosen: Iterable[int] = ()
) -> Recount:  # fmt: skip
    """The leader's decision; `go_on` then does it in batches. Entry `recount.begun`. Raises DossierError while another runs."""
    access.check_may_recount(by=by, unit=unit)
    what, those = recount_rules.wish_of(wish), recount_rules.which_of(which)
    why, marked = recount_rules.tidy_reason(reason), sorted(set(chosen))
    if those is Which.CHOSEN and not 1 <= len(marked) <= MOST_CHOSEN:
        raise DossierError(say("Chưa đánh dấu hồ sơ nào. Đánh dấu từng hồ sơ, hoặc chọn cả nhóm muộn hơn hay sớm hơn."))
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        if Recount.objects.filter(unit_id=unit, phase__in=BUSY).exists():
            raise DossierError(say("Một lần tính lại đang chạy. Đợi lần ấy xong, hoặc bấm làm tiếp."))
        rows = _open(unit).filter(pk__in=marked) if those is Which.CHOSEN else _open(unit)
        row = deed.create(
            Recount, unit_id=unit, wish=what, which=those, chosen=marked if those is Which.CHOSEN else [], reason=why,
            calendar=office_time(unit=unit).calendar.version, total=rows.count(), made_by=steps.acting_officer(by), made_at=at,
        )  # fmt: skip
        deed.enter("recount.begun", subject=row, data=_facts(row))
    return row


def go_on(*, recount: Recount, by: Actor, at: datetime, batch: int = BATCH) -> Recount:
    """One more batch of a running recount, or of one that is being taken back; a finished one stays as it is.

    Entries `due.recounted`, `due.kept` or `due.restored`, one for each dossier (`from`, `to`), then `recount.went_on` or, with
    the last batch, `recount.done` or `recount.undone`.
    """
    access.check_may_recount(by=by, unit=recount.unit_id)
    with act(unit=recount.unit_id, by=by, at=at) as deed:
        row = deed.lock(Recount, pk=recount.pk, unit_id=deed.unit)
        if row.phase == Phase.RUNNING:
            _forward(deed, row, batch)
        elif row.phase == Phase.UNDOING:
            _back(deed, row, batch)
    return row


def undo_recount(*, recount: Recount, by: Actor, at: datetime) -> Recount:
    """Begin to take a recount back; `go_on` does it. A date that was moved again meanwhile stays. Entry `recount.undoing`."""
    access.check_may_recount(by=by, unit=recount.unit_id)
    with act(unit=recount.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        row = deed.lock(Recount, pk=recount.pk, unit_id=deed.unit)
        if row.phase in (Phase.UNDOING, Phase.UNDONE):
            return row
        if Recount.objects.filter(unit_id=deed.unit, phase__in=BUSY).exclude(pk=row.pk).exists():
            raise DossierError(say("Một lần tính lại đang chạy. Đợi lần ấy xong rồi hoàn tác."))
        row.phase, row.cursor, row.looked, row.ended_at = Phase.UNDOING, 0, 0, None
        row.total = row.lines.count()
        deed.save(row)
        deed.enter("recount.undoing", subject=row, data=_facts(row))
    return row


def _forward(deed: Deed, row: Recount, batch: int) -> None:
    rows = _open(deed.unit).filter(pk__gt=row.cursor).select_for_update(of=("self",)).prefetch_related("procedure").order_by("pk")
    part = list((rows.filter(pk__in=row.chosen) if row.which == Which.CHOSEN else rows)[:batch])
    counting, lines, acted = counting_of(deed.unit), [], []
    for one in counting.differing(part):
        if not recount_rules.meant(promised=one.promised, again=one.again.due_at, which=Which(row.which)):
            continue
        if row.wish == Wish.MOVE and not recount_rules.may_move(again=one.again.due_at, at=deed.at):
            row.passed += 1
            continue
        lines.append(_line(row, one))
        acted.append(one)
    deed.create_all(lines)
    row.done += len(lines)
    _stepped(row, part, batch, over=Phase.DONE, at=deed.at)
    deed.save(row)
    deed.enter("recount.done" if row.phase == Phase.DONE else "recount.went_on", subject=row, data=_facts(row))
    for one, line in zip(acted, lines, strict=True):
        data = {"code": one.dossier.code, "from": rules.stamp(line.due_before), "to": rules.stamp(line.due_after),
                "recount": row.pk}  # fmt: skip
        if line.moved:
            _move(one, counting.timing, deed.at)
            deed.save(one.dossier, only=MOVED)
        deed.enter("due.recounted" if line.moved else "due.kept", subject=one.dossier, visit=one.dossier.visit_id, data=data)


def _stepped(row: Recount, part: Sequence[Dossier] | Sequence[RecountLine], batch: int, *, over: Phase, at: datetime) -> None:
    if part:
        row.cursor = part[-1].pk
    row.total = max(row.total, row.looked + len(part))  # dossiers received since it began are looked at too
    row.looked += len(part)
    if len(part) < batch:
        row.phase, row.ended_at, row.looked = over, at, row.total


def _line(row: Recount, one: Differing) -> RecountLine:
    dossier, moved = one.dossier, row.wish == Wish.MOVE
    return RecountLine(
        recount=row, dossier=dossier, moved=moved, due_before=dossier.due_at, due_after=one.again.due_at,
        law_before=dossier.due_law, warn_before=dossier.warn_at, warned_before=dossier.warned_at, late_before=dossier.late_since,
        deadline_before=dossier.deadline if moved else {},
    )  # fmt: skip


def _move(one: Differing, timing: Timing, at: datetime) -> None:
    """The present date, its explanation, and what the clock is to say of it; the first promise stays."""
    dossier, due = one.dossier, one.again.due_at
    dossier.due_at, dossier.due_law, dossier.deadline = due, one.law, one.again.as_dict()
    dossier.warn_at = timing.warning(received_at=dossier.received_at, due_at=due)
    dossier.late_since = None
    if dossier.warn_at is None or dossier.warn_at > at:
        dossier.warned_at = None


def _back(deed: Deed, row: Recount, batch: int) -> None:
    lines = list(row.lines.filter(pk__gt=row.cursor).order_by("pk")[:batch])
    known = {one.pk: one for one in Dossier.objects.select_for_update().filter(pk__in=[line.dossier_id for line in lines])}
    restored = []
    for line in lines:
        dossier = known[line.dossier_id]
        if line.moved and dossier.state in OPEN and dossier.due_at == line.due_after:
            restored.append((dossier, line))
    row.taken_back += len(restored)
    _stepped(row, lines, batch, over=Phase.UNDONE, at=deed.at)
    deed.save(row)
    deed.enter("recount.undone" if row.phase == Phase.UNDONE else "recount.went_on", subject=row, data=_facts(row))
    for dossier, line in restored:
        dossier.due_at, dossier.due_law, dossier.deadline = line.due_before, line.law_before, line.deadline_before
        dossier.warn_at, dossier.warned_at, dossier.late_since = line.warn_before, line.warned_before, line.late_before
        deed.save(dossier, only=MOVED)
        data = {"code": dossier.code, "from": rules.stamp(line.due_after), "to": rules.stamp(line.due_before), "recount": row.pk}
        deed.enter("due.restored", subject=dossier, visit=dossier.visit_id, data=data)


def _facts(row: Recount) -> dict:
    return {
        "wish": str(row.wish), "which": str(row.which), "calendar": row.calendar, "total": row.total, "looked": row.looked,
        "done": row.done, "passed": row.passed, "taken_back": row.taken_back,
    }  # fmt: skip


def recounts(*, unit: str, limit: int = 20) -> list[Recount]:
    """The latest recounts of the unit, the newest first."""
    return list(Recount.objects.filter(unit_id=unit).select_related("made_by").order_by("-pk")[:limit])


def recount_of(*, unit: str, pk: int) -> Recount | None:
    """One recount of the unit, or None."""
    return Recount.objects.filter(unit_id=unit, pk=pk).select_related("made_by").first()
