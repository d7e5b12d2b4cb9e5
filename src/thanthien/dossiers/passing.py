"""Reads about the way of a dossier through several bodies: its stages with their clocks, what waits at a body, the hand-overs
of Form 06, and through whom dossiers are late.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from thanthien.dossiers import access, rules, stage_rules
from thanthien.dossiers.finding import listed
from thanthien.dossiers.models import Dossier, DossierStep, Stage
from thanthien.dossiers.rules import OPEN, Standing, Verdict
from thanthien.dossiers.timing import timing_of
from thanthien.journal.queries import about
from thanthien.people.models import Officer, Unit
from thanthien.people.scoping import everywhere, in_unit
from thanthien.shared.actor import logins
from thanthien.shared.clock import day_of


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage at a moment. `used`, `left` are working minutes of its own unit; `left` negative when overrun."""

    stage: Stage
    name: str
    used: int
    standing: Standing | None
    verdict: Verdict | None

    @property
    def left(self) -> int:
        return self.stage.allowed_minutes - self.used

    @property
    def late(self) -> bool:
        return self.left < 0


@dataclass(frozen=True, slots=True)
class HandOver:
    """One row of Form 06: who gave the dossier to whom, when, and how the giver kept to its time."""

    giver: str
    taker: str
    handed_at: datetime
    taken_at: datetime | None
    handed_by: str
    taken_by: str
    verdict: Verdict | None
    note: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One line of what another office sent here. `who` is masked: a list is no access."""

    dossier: Dossier
    stage: Stage
    step: DossierStep
    sender: str
    minutes_left: int
    standing: Standing


def late_unit(dossier: Dossier, at: datetime) -> str:
    """Through which unit the dossier is late at a moment; "" when it goes through one body only."""
    return stage_rules.late_unit([
        stage_rules.Used(row.unit_id, row.allowed_minutes, used_by(row, at), row.running) for row in access.stages_of(dossier)
    ])  # fmt: skip


def used_by(stage: Stage, at: datetime) -> int:
    """Working minutes that the stage has used up to a moment, in its own unit's working time."""
    if not stage.running:
        return stage.used_minutes
    return stage.used_minutes + max(timing_of(stage.unit_id).minutes(stage.handed_at, at), 0)


def stages(*, dossier: Dossier, at: datetime) -> list[StageView]:
    """The stages with their clocks; [] when one body does everything."""
    views = []
    for row in access.stages_of(dossier):
        used = used_by(row, at)
        standing = rules.standing(due=row.due_at, at=at) if row.running and row.due_at else None
        verdict = rules.step_verdict(allowed=row.allowed_minutes, used=used) if row.done_at else None
        views.append(StageView(row, row.unit.name, used, standing, verdict))
    return views


def where(*, dossier: Dossier) -> Unit | None:
    """The other body where the dossier is now; None while it is at the office itself."""
    here = next((row for row in access.stages_of(dossier) if row.running), None)
    return here.unit if here is not None and here.unit_id != dossier.unit_id else None


def incoming(*, officer: Officer, at: datetime, limit: int = 200) -> list[Incoming]:
    """Dossiers of other offices that are at the officer's unit now, of the officer's roles and fields; the soonest due first."""
    unit = officer.unit_id
    with everywhere():  # another office's dossiers: only those at this unit's stage
        rows = Stage.objects.filter(
            ~Q(dossier__unit_id=unit), unit_id=unit, handed_at__isnull=False, done_at__isnull=True, dossier__state__in=OPEN
        )
        found = list(
            rows.select_related("dossier__unit", "dossier__applicant", "dossier__organisation").order_by("due_at", "pk")[:limit]
        )
        running = DossierStep.objects.filter(dossier__in=[row.dossier_id for row in found], order=F("dossier__step")).filter(
            Q(officer=officer) | Q(officer__isnull=True) & access.open_to(officer, unit, day_of(at))
        )
        steps = {step.dossier_id: step for step in running} if found else {}
    timing = timing_of(unit) if steps else None
    return [
        Incoming(
            row.dossier, row, steps[row.dossier_id], row.dossier.unit.name, timing.minutes(at, row.due_at),
            rules.standing(due=row.due_at, at=at),
        )
        for row in found if row.dossier_id in steps and timing is not None
    ]  # fmt: skip


def passed_through(*, pk: int, unit: str) -> Dossier | None:
    """A dossier of another office that is or was at this unit; None for any other."""
    with everywhere():  # the stage says that this unit works on it
        there = Stage.objects.filter(dossier_id=pk, unit_id=unit, handed_at__isnull=False).exclude(dossier__unit_id=unit)
        found = there.values_list("dossier__unit_id", flat=True).first()
    if found is None:
        return None
    with in_unit(found):
        return listed(Dossier.objects.filter(pk=pk, unit_id=found)).first()


def handovers(*, dossier: Dossier) -> list[HandOver]:
    """The rows of Form 06: each hand-over between bodies from the stages, or between the holders of the steps where one body does
    everything.
    """
    rows = access.stages_of(dossier)
    return _between_bodies(dossier, rows) if rows else _between_steps(list(dossier.steps.select_related("officer")))


def _between_bodies(dossier: Dossier, rows: list[Stage]) -> list[HandOver]:
    """From the journal's own entries, so that a dossier sent back shows every time it changed hands."""
    by_order = {row.order: row for row in rows}
    names = {row.unit_id: row.unit.name for row in rows}
    made: list[HandOver] = []
    entries = [
        one for one in about(subject=f"dossier:{dossier.pk}") if one.kind in ("stage.passed", "stage.taken", "stage.sent_back")
    ]
    codes = {logins(one.actor)[0] for one in entries}
    people = dict(Officer.objects.filter(login__in=codes).values_list("login", "name"))
    for entry in entries:
        data, who = entry.data, people.get(logins(entry.actor)[0], "")
        if entry.kind == "stage.taken":
            if made and made[-1].taken_at is None:
                last = made.pop()
                made.append(
                    HandOver(last.giver, last.taker, last.handed_at, entry.at, last.handed_by, who, last.verdict, last.note)
                )
            continue
        giver = by_order[data["stage"]]
        back = entry.kind == "stage.sent_back"
        verdict = None if back else Verdict(data["stage_verdict"])
        note = next((row.came_back for row in rows if row.order == giver.order - 1), "") if back else giver.note
        made.append(HandOver(names[data["from"]], names[data["to"]], entry.at, None, who, "", verdict, note))
    return made


def _between_steps(steps: list[DossierStep]) -> list[HandOver]:
    made = []
    for giver, taker in zip(steps, steps[1:], strict=False):
        if giver.done_at is None:
            break
        verdict = rules.step_verdict(allowed=giver.allowed_minutes, used=giver.used_minutes)
        made.append(
            HandOver(
                giver.name, taker.name, giver.done_at, taker.started_at, giver.officer.name if giver.officer else "",
                taker.officer.name if taker.officer else "", verdict, giver.note,
            )
        )  # fmt: skip
    return made


def late_by_unit(*, unit: str, start: datetime, end: datetime) -> list[tuple[str, str, int]]:
    """(unit code, its name, stages) that became late between two moments in the unit's own dossiers, the most first."""
    with in_unit(unit):
        rows = Stage.objects.filter(dossier__unit_id=unit, late_since__gte=start, late_since__lt=end)
        counted = Counter(rows.values_list("unit_id", "unit__name"))
    return [(code, name, count) for (code, name), count in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]
