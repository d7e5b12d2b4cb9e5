"""Counting visits without a write per page: noted in memory, written down in batches by a thread of the process.

What is kept of a reader is a keyed digest of address and browser that changes each day, for half an hour, so that a person who
reads ten pages is one visit. No cookie is set. A process that is killed loses the seconds since its last batch.
"""

import atexit
import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import close_old_connections, transaction
from django.db.models import F

from thanthien.journal.actions import write_turn
from thanthien.people.scoping import everywhere
from thanthien.posting.models import Lately, VisitDay
from thanthien.posting.rules import PRESENT, VISIT_GAP
from thanthien.shared.clock import day_of
from thanthien.shared.codes import keyed_digest

log = logging.getLogger("thanthien.posting")
EVERY_S = 10
MOST_MARKS = 10_000  # of a batch; beyond them pages are counted and readers are not


@dataclass
class Batch:
    """What was read of one unit on one day since the last batch. `marks`: reader → first and last time."""

    views: int = 0
    marks: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)


_pending: dict[tuple[str, date], Batch] = {}
_lock = threading.Lock()


def note(*, unit: str, address: str, browser: str, at: datetime) -> None:
    """A person reads a page of `unit`. Costs no query."""
    day = day_of(at)
    mark = keyed_digest(f"{unit}\0{address}\0{browser}", purpose=f"reader:{day}")
    with _lock:
        _merge(unit, day, 1, [(mark, at, at)])


def _merge(unit: str, day: date, views: int, marks: Iterable[tuple[str, datetime, datetime]]) -> None:
    batch = _pending.setdefault((unit, day), Batch())
    batch.views += views
    for mark, first, last in marks:
        if mark in batch.marks:
            known = batch.marks[mark]
            batch.marks[mark] = (min(known[0], first), max(known[1], last))
        elif len(batch.marks) < MOST_MARKS:
            batch.marks[mark] = (first, last)


def flush(*, at: datetime) -> int:
    """Write down what was noted; returns how many pages. A batch that could not be written waits for the next time."""
    with _lock:
        taken = dict(_pending)
        _pending.clear()
    written = 0
    for (unit, day), batch in sorted(taken.items()):
        try:
            # not an act: nobody's decision, and the chain of the journal would grow with every reader
            with write_turn(), everywhere(), transaction.atomic():
                _write(unit, day, batch, at)
            written += batch.views
        except Exception:
            log.exception("visits could not be written, they wait")
            with _lock:
                _merge(unit, day, batch.views, [(mark, *times) for mark, times in batch.marks.items()])
    return written


def _write(unit: str, day: date, batch: Batch, at: datetime) -> None:
    row = _row(unit, day)
    known = dict(Lately.objects.filter(unit=unit, mark__in=batch.marks).values_list("mark", "seen_at"))
    came = sum(mark not in known or first - known[mark] > VISIT_GAP for mark, (first, _) in batch.marks.items())
    Lately.objects.bulk_create(
        [Lately(unit=unit, mark=mark, seen_at=last) for mark, (_, last) in batch.marks.items()],
        update_conflicts=True, unique_fields=["unit", "mark"], update_fields=["seen_at"], batch_size=200,
    )  # fmt: skip
    Lately.objects.filter(unit=unit, seen_at__lt=at - VISIT_GAP).delete()
    row.views += batch.views
    row.visits += came
    row.present, row.present_at = Lately.objects.filter(unit=unit, seen_at__gte=at - PRESENT).count(), at
    row.save()
    VisitDay.objects.filter(unit=unit, day__gt=day).update(before=F("before") + came)


def _row(unit: str, day: date) -> VisitDay:
    """The row of the day, locked; a new one continues the sum of the days before."""
    row = VisitDay.objects.select_for_update().filter(unit=unit, day=day).first()
    if row is not None:
        return row
    return VisitDay.objects.create(unit=unit, day=day, before=_before(unit, day))


def _before(unit: str, day: date) -> int:
    last = VisitDay.objects.filter(unit=unit, day__lt=day).order_by("-day").first()
    return last.before + last.visits if last else 0


def start(*, clock: Callable[[], datetime]) -> threading.Event:
    """Write the batches down every few seconds from now on, and once more when the process ends; set the event to stop."""
    ended = threading.Event()

    def run() -> None:
        while not ended.wait(EVERY_S):
            if _pending:
                flush(at=clock())
                close_old_connections()

    threading.Thread(target=run, name="visits", daemon=True).start()
    atexit.register(lambda: flush(at=clock()))
    return ended
