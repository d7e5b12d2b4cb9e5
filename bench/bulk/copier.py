"""One commune filled with copies of the week, entry after entry in the order of time."""

import hmac
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from bench.bulk.living import MONDAY, Mould
from bench.bulk.own import made
from bench.bulk.recorder import BETWEEN, Act, Snap
from bench.bulk.tables import Tables
from thanthien.dossiers.rules import code_prefix
from thanthien.indicators.rules import Change, How
from thanthien.journal.rules import GENESIS, Line
from thanthien.shared.chance import CROCKFORD
from thanthien.shared.codes import office_key

WEEK = timedelta(days=7)


class Keys:
    """The next key of each table whose keys are counted, over all communes."""

    def __init__(self, top: dict[str, int]) -> None:
        self.top = top

    def next(self, table: str) -> str:
        self.top[table] = self.top.get(table, 0) + 1
        return str(self.top[table])


class Copy(dict[str, str]):
    """What the holes of one copy are filled with: what the office has once for all its copies, else something of its own."""

    def __init__(self, office: "Office", base: dict[str, str], delta: timedelta) -> None:
        super().__init__()
        self.office, self.base, self.delta = office, base, delta
        self.rows: dict[str, Snap] = {}

    def __missing__(self, hole: str) -> str:
        found = self.base.get(hole)
        self[hole] = found = made(self, hole) if found is None else found
        return found

    def values(self, table: str, pk: str) -> dict[str, Any]:  # type: ignore[override]
        """The row of the mould behind this one, as it was in the end."""
        return self.office.mould.last[f"{table}:{pk}"].values

    def day(self, day: date) -> date:
        return day + self.delta


class Office:
    """One commune: its chain, its counters of series, its figures. `place`: its name as it stands in addresses."""

    def __init__(self, *, mould: Mould, unit: str, place: str, seed: int, keys: Keys, tables: Tables) -> None:
        self.mould, self.unit, self.keys, self.tables = mould, unit, keys, tables
        self.rng, self.key = Random(f"bulk:{seed}:{unit}"), office_key()
        self.prefix, _ = code_prefix(portal_code=None, unit_code=unit)
        self.seq, self.head = 0, GENESIS
        self.series: Counter[str] = Counter()
        self.tallies: dict[tuple[date, str, str], int] = defaultdict(int)
        self.dossiers = 0
        self.known = {"unit": unit, "place": place} | {f"login {login}": f"{login}.{unit}" for login in mould.logins}
        self.parts: dict[str, str] = {}
        self.standing: dict[str, tuple[Copy, Snap]] = {}  # what was set up, by its lived key

    # --- what a copy asks for -----------------------------------------------------------------------------

    def identity(self, was: str) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def code(self) -> str:
        return "".join(self.rng.choices(CROCKFORD, k=12))

    def number(self, series: str) -> str:
        self.series[series] += 1
        return self.series[series]

    def digest(self, purpose: str, text: str) -> str:
        """As `keyed_digest`, twice as fast: it is made for every row of every entry."""
        return hmac.digest(self.key, f"{purpose}\0{text}".encode(), "sha256").hex()[:32]

    # --- time ---------------------------------------------------------------------------------------------

    def fill(self, weeks: range, *, until: datetime) -> None:
        """Copies begin in each of `weeks` (0 = that of the mould); nothing that would happen after `until` has happened."""
        setup = Copy(self, self.known, weeks.start * WEEK)
        for act in self.mould.setup:
            self.enter(setup, act, act.at + setup.delta)
        self.known |= {hole: text for hole, text in setup.items() if not hole[0].isdigit()}  # each copy has its own days
        self.standing = {key: (setup, snap) for key, snap in setup.rows.items()}
        running: list[tuple[int, Copy]] = []
        for week in range(weeks.start, weeks.stop + len(self.mould.weeks) - 1):
            if week in weeks:
                running.append((week, Copy(self, self.known, week * WEEK)))
            self.week([(copy, self.mould.weeks[week - began]) for began, copy in running], until)
            over = [copy for began, copy in running if week - began == len(self.mould.weeks) - 1]
            running = [(began, copy) for began, copy in running if copy not in over]
            for copy in over:
                self.put(copy)
            if self.tables.full:
                self.tables.flush()
        for copy, snap in self.standing.values():
            self.row(copy, snap)

    def week(self, running: list[tuple[Copy, list[Act]]], until: datetime) -> None:
        """What all running copies have in one week, in the order of time; each keeps its own order."""
        due: list[tuple[datetime, Copy, Act, datetime]] = []
        for copy, acts in running:
            turn = datetime.min.replace(tzinfo=UTC)
            for act in acts:
                at = act.at + copy.delta
                turn = max(turn, at)
                due.append((turn, copy, act, at))
        due.sort(key=lambda one: one[0])
        for turn, copy, act, at in due:
            if turn >= until:
                break
            self.enter(copy, act, at)

    # --- the journal --------------------------------------------------------------------------------------

    def enter(self, copy: Copy, act: Act, at: datetime) -> None:
        """The entry of an act in this copy, its rows noted, its figures added."""
        rows = [f'"{key.partition(":")[0]}:{copy[f"key {key}"]}":null' for key in act.gone]
        for key in act.gone:
            copy.rows.pop(key)
        for snap in act.snaps:
            rows.append(f'"{snap.table}:{copy[snap.hole]}":"{self.digest(snap.table, snap.told.fill(copy))}"')
            if snap.key in self.standing:
                self.standing[snap.key] = (copy, snap)
            else:
                copy.rows[snap.key] = snap
        rows.sort()
        self.seq += 1
        line = Line(
            self.unit, self.seq, copy[f"act {act.act}"], act.kind, at, at, act.actor.fill(copy), act.subject.fill(copy),
            act.visit.fill(copy), act.body.fill(copy), f"{{{','.join(rows)}}}", self.head,
        )  # fmt: skip
        self.head = line.digest()
        self.tables.enter(line, self.head)
        for change in act.changes:
            self.count(change, change.day + copy.delta)

    def count(self, change: Change, day: date) -> None:
        part = self.parts.get(change.part)
        if part is None:
            words = change.part.split(":")
            part = self.parts[change.part] = ":".join(self.known.get(f"login {word}", word) for word in words)
        place = (day, change.key, part)
        if change.how is How.MOST:
            self.tallies[place] = max(self.tallies[place], change.value)
        else:
            self.tallies[place] += change.value

    def put(self, copy: Copy) -> None:
        """The copy is over: its rows are as they will stay."""
        for snap in copy.rows.values():
            self.row(copy, snap)
        copy.clear()

    def row(self, copy: Copy, snap: Snap) -> None:
        self.dossiers += snap.table == "dossiers.dossier"
        values: list[str | None] = list(snap.row.fill(copy).split(BETWEEN))
        for place in snap.nulls:
            values[place] = None
        self.tables.row(snap.model, values)


def newest_week(until: datetime) -> int:
    """The last week (0 = that of the mould) that is over at `until`."""
    return (until.date() - MONDAY).days // 7 - 1
