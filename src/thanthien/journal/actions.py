"""How an act is done: `with act(unit=…, by=…, at=…) as deed:` check, `deed.save(row)`, `deed.enter(kind=…)`.

Everything in the block is one transaction. Entries are written last, under the row lock of the unit's chain, which is held
to commit:
position (unit, seq) has no holes and no late comers, so a follower that asks for "after seq" misses nothing.
"""

import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import IntegrityError, connection, models, transaction
from django_scopes import scope

from thanthien.journal import anchors, finding, rules, settled, wake, writing
from thanthien.journal.asking import composed
from thanthien.journal.models import Access, Answer, Chain, Entry, Lease, Witnessed
from thanthien.journal.turn import Turn
from thanthien.shared import chance
from thanthien.shared.actor import Actor
from thanthien.shared.codes import keyed_digest
from thanthien.shared.wording import say

Row = TypeVar("Row", bound=Witnessed)
_writing = Turn()
_here = threading.local()


@dataclass
class Deed:
    """An act under way. Rooms get it from `act()`; a nested `act()` of the same transaction shares entries and act id."""

    unit: str
    by: Actor
    at: datetime
    act: str = field(default_factory=lambda: chance.identity().hex)
    entries: list[Entry] = field(default_factory=list)
    touched: dict[tuple[str, Any], Witnessed] = field(default_factory=dict)
    gone: dict[str, None] = field(default_factory=dict)
    chains: dict[str, Chain] = field(default_factory=dict)
    held: dict[int, tuple[Witnessed, dict[str, Any]]] = field(default_factory=dict)

    def lock(self, model: type[Row], *, seen: str = "", **where: Any) -> Row:
        """The one row that matches, locked until commit; raises `model.DoesNotExist`.

        `seen` = the row's `witness()` when the form was shown: raises ChangedMeanwhile when somebody has changed the row since.
        """
        row = finding.locked(model, where) or model.objects.select_for_update(of=("self",)).get(**where)
        if seen and seen != row.witness():
            last = Entry.objects.filter(unit=self.unit, rows__contains=f'"{row.table()}:{row.pk}"').order_by("-seq").first()
            raise rules.ChangedMeanwhile(by=last.actor if last else "", at=last.at if last else None)
        return self.hold(row)

    def hold(self, row: Row) -> Row:
        """`row` stands in its table as it is here, and a lock of this act keeps it so: when it is saved, only what has changed in
        it is written.
        """
        self.held[id(row)] = row, dict(row.__dict__)
        return row

    def save(self, row: Row, *, new: bool = False, only: tuple[str, ...] = ()) -> Row:
        """Write `row` (what has changed of one that the act holds, else the whole) and note it, so that the next entry carries
        its digest.

        `only`: the columns that changed of a row that this act holds locked, for acts that write thousands of rows.
        """
        _, before = self.held.pop(id(row), (row, {}))
        if not (writing.inserted(row) if new else writing.written(row, only, before)):
            row.save(force_insert=new)
        settled.noticed(row)
        self.touched[row.table(), row.pk] = row
        return row if only else self.hold(row)

    def create(self, model: type[Row], **columns: Any) -> Row:
        """Insert a new row of `model`."""
        return self.save(writing.new(model, **columns), new=True)

    def create_all(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Insert several new rows of one table by few statements, each noted as by `create`."""
        if rows and not writing.inserted_all(rows):
            type(rows[0])._default_manager.bulk_create(rows)
        for row in rows:
            self.touched[row.table(), row.pk] = row
            settled.noticed(row)
            self.hold(row)
        return rows

    def delete(self, row: Witnessed) -> None:
        """Delete `row`; the next entry says that it is gone."""
        self.gone[f"{row.table()}:{row.pk}"] = None
        self.touched.pop((row.table(), row.pk), None)
        row.delete()

    def number(self, series: str, *, unit: str | None = None, block: int = 1) -> int:
        """The next number of `series` in the unit (1, 2, 3 …), or the first of a block; without holes, because nobody else can
        be between.
        """
        unit = unit or self.unit
        self.chain(unit)
        return writing.counted(unit=unit, name=series, by=block) - block + 1

    def chain(self, unit: str) -> Chain:
        """Lock the chain of `unit` (in code order when there are two) and keep it to commit."""
        if unit not in self.chains:
            self.chains[unit] = writing.locked_chain(unit)
        return self.chains[unit]

    def enter(
        self, kind: str, *, subject: models.Model | str, data: dict | None = None, visit: object = "", unit: str | None = None
    ) -> Entry:
        """Append the entry of this act: codes, ids, states and dates only. `subject` is a row or a text like `counter:4`.

        What came through a token of another programme says so: `through` beside the rest.
        """
        rows = {f"{label}:{pk}": row.witness() for (label, pk), row in self.touched.items()} | self.gone
        self.touched.clear()
        self.gone.clear()
        told = (data or {}) | ({"through": self.by.through} if self.by.through else {})
        entry = writing.new(
            Entry, unit=unit or self.unit, act=self.act, kind=kind, at=self.at, actor=str(self.by), visit=_hex(visit),
            subject=subject if isinstance(subject, str) else f"{subject._meta.model_name}:{subject.pk}",
            body=rules.canonical(told), rows=rules.canonical(rows),
        )  # fmt: skip
        self.entries.append(entry)
        return entry

    def seal(self) -> None:
        """Give every entry its position and hash, move the heads, tell the anchors and the readers after commit."""
        if self.touched or self.gone:
            raise rules.JournalError(
                say("Có dữ liệu thay đổi mà không ghi nhật ký: {what}", what=str(sorted(map(str, self.touched))))
            )
        for unit in sorted({entry.unit for entry in self.entries}):
            chain, written = self.chain(unit), chance.written_at()
            for entry in (e for e in self.entries if e.unit == unit):
                entry.seq, entry.prev, entry.written_at = chain.seq + 1, chain.head, written
                entry.hash = entry.line().digest()
                chain.seq, chain.head = entry.seq, entry.hash
            writing.append([entry for entry in self.entries if entry.unit == unit])
            writing.move_chain(chain)
            transaction.on_commit(_told(unit, chain.seq, chain.head))
        settled.seal()

    def remember(self, key: str, result: dict, *, scope: str, asked: str = "") -> None:
        """Keep the answer to a request that may be repeated; in the same transaction as the act."""
        answer = Answer(scope=scope, key=key, asked=keyed_digest(asked, purpose="answer"), result=result, at=self.at)
        if not writing.inserted(answer):
            answer.save(force_insert=True)


def _told(unit: str, seq: int, head: str):
    def tell() -> None:
        anchors.note(unit, seq, head)
        wake.tell(unit, seq)

    return tell


def _hex(visit: object) -> str:
    if isinstance(visit, uuid.UUID):
        return visit.hex
    pk = getattr(visit, "pk", visit)
    return pk.hex if isinstance(pk, uuid.UUID) else str(pk or "")


@contextmanager
def act(*, unit: str, by: Actor, at: datetime) -> Iterator[Deed]:
    """One act of `unit`, done by `by` at the legal moment `at` (aware). Nested calls join the outer transaction and share its
    act id.
    """
    chance.check_unit(unit)
    outer: Deed | None = getattr(_here, "deed", None)
    if outer is not None:
        inner = Deed(unit, by, at, outer.act, outer.entries, outer.touched, outer.gone, outer.chains, outer.held)
        with scope(unit=unit):
            yield inner
        return
    with write_turn(), transaction.atomic(), scope(unit=unit):
        deed = _here.deed = Deed(unit, by, at)
        settled.begin()
        try:
            yield deed
            deed.seal()
        finally:
            _here.deed = None
            settled.end()


@contextmanager
def write_turn() -> Iterator[None]:
    """One writer at a time in this process on SQLite, in the order in which they came: its busy handler lets one of many wait for
    seconds.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with _writing:
        yield


def record_access(
    *, unit: str, officer: str, person: str, subject: str, reason: str, at: datetime, through: str = ""
) -> bool:  # fmt: skip
    """Write down that `officer` opens a person's file; True when this is a new access. Call it before the answer is made.

    `through`: the token by which another programme opened it in the officer's name.
    """
    slot = at.replace(minute=at.minute - at.minute % 10, second=0, microsecond=0)
    where = {"unit": unit, "officer": officer, "person": person, "subject": subject, "slot": slot}
    if _noted.any(**where):
        return False
    try:
        with write_turn(), transaction.atomic():
            writing.inserted(Access(**where, reason=reason, at=at, through=through or None))
    except IntegrityError:
        return False
    return True


@composed
def _noted(unit: str, officer: str, person: str, subject: str, slot: datetime) -> models.QuerySet[Access]:
    return Access.objects.filter(unit=unit, officer=officer, person=person, subject=subject, slot=slot)


def take_lease(*, name: str, holder: str, at: datetime, seconds: int) -> bool:
    """True when `holder` has the lease `name` until at + seconds; a lease that ran out may be taken over."""
    until = at + timedelta(seconds=seconds)
    with write_turn(), transaction.atomic():
        if (
            Lease.objects.filter(name=name)
            .filter(models.Q(holder=holder) | models.Q(until__lte=at))
            .update(holder=holder, until=until)
        ):
            return True
        if Lease.objects.filter(name=name).exists():
            return False
        Lease.objects.create(name=name, holder=holder, until=until)
    return True
