"""The back of the house: dossiers received at the counter go from desk to desk until the result is ready and fetched.

When a step will be done follows from the seed, the dossier's code and the moment the step began, so a simulator that was
stopped and
started again, or one that finds dossiers which people brought, plans them just the same.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.db.models import F, QuerySet

from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.checklist import PaperState
from thanthien.dossiers.models import Dossier, DossierStep
from thanthien.dossiers.rules import OPEN, Status
from thanthien.journal.asking import composed
from thanthien.people.rules import Role
from thanthien.procedures.rules import TermUnit
from thanthien.shared.clock import day_of, local
from thanthien.simulation.agenda import Agenda
from thanthien.simulation.lacking import Lacking
from thanthien.simulation.place import Place
from thanthien.simulation.rules import Pace, days_until_collected, used_share
from thanthien.worktime.moments import add_working_days

LEFT_FOR = timedelta(minutes=2)


class Work:
    """Plans and does the steps of one office. `clock()` is the legal moment of what is done now."""

    def __init__(
        self, *, place: Place, agenda: Agenda, pace: Pace, seed: str, clock: Callable[[], datetime], alone: bool = False
    ) -> None:
        self.place, self.agenda, self.pace, self.seed, self.clock = place, agenda, pace, seed, clock
        self.alone = alone  # as the hall's
        self.horizon = agenda.now
        self.in_hall: set[int] = set()
        self.lacking = Lacking(self)
        self.on_ready: Callable[[Dossier], None] = lambda dossier: None
        # A person at a screen does this step: the simulator keeps its hands off.
        self.held: Callable[[Dossier, DossierStep], bool] = lambda dossier, step: False

    def draw(self, dossier: Dossier, *about: object) -> Random:
        """A stream of its own for each question about a dossier."""
        return Random(":".join(map(str, (self.seed, dossier.code, *about))))

    def morning(self, *, until: datetime) -> None:
        """Plan what the office will do up to `until` with the dossiers that are open."""
        self.horizon = until
        for step in _running_all.rows(unit=self.place.unit):
            self.plan(step.dossier, step)
        self.lacking.morning(until=until)

    def received(self, dossier: Dossier, *, waits: bool) -> None:
        """A dossier was just received; `waits`: the person stays in the hall if the result is for today."""
        if waits and self._stays(dossier):
            self.in_hall.add(dossier.pk)
        self.plan(dossier, running_step(dossier))

    def _stays(self, dossier: Dossier) -> bool:
        """On a day without appointments nearly everybody does, else many for whom the law itself says the same day."""
        lot = self.draw(dossier, "wait").random()
        if lot >= self.pace.leaves_hall and self.place.answers_at_once(dossier.procedure, dossier.received_at):
            return not dossier.papers.filter(state=PaperState.LOOK).exists()
        return dossier.procedure.term_unit == TermUnit.SAME_DAY and lot < self.pace.while_you_wait

    def plan(self, dossier: Dossier, step: DossierStep | None) -> None:
        """Put the end of the running step on the agenda, when it falls before the horizon."""
        if step is None or step.started_at is None:
            return
        ahead = self.agenda.now - self.clock()
        ends = self.ends(dossier, step) + ahead
        if step.role in (Role.SPECIALIST, Role.POLICE) and dossier.state == Status.RECEIVED:
            taken = self.place.timing.after(step.started_at, min(90, step.allowed_minutes // 6)) + ahead
            if taken < min(ends, self.horizon):
                self.agenda.put(taken, self.take, dossier, step)
        if ends <= self.horizon:
            self.agenda.put(ends, self.complete, dossier, step)

    def ends(self, dossier: Dossier, step: DossierStep) -> datetime:
        """When the step will be done."""
        rng = self.draw(dossier, step.order, local(step.started_at).isoformat())
        if dossier.pk in self.in_hall:
            return step.started_at + timedelta(minutes=rng.uniform(1.5, 7))
        share, _ = used_share(self.draw(dossier, "fate"), pace=self.pace, field_code=dossier.field)
        jitter = 1.0 if share > 1 else rng.uniform(0.9, 1.0) if share > 0.8 else rng.uniform(0.7, 1.25)
        minutes = max(2, round(step.allowed_minutes * share * jitter))
        return self.place.timing.after(step.started_at, minutes) + timedelta(seconds=rng.randrange(60))

    def take(self, dossier: Dossier, step: DossierStep) -> None:
        """The specialist takes the dossier on, so that it is in work and not only received."""
        now = self._now(dossier, step)
        if now is not None and now[0].state == Status.RECEIVED and not self.held(*now):
            self._do(*now, dossiers.take_step)

    def complete(self, dossier: Dossier, step: DossierStep) -> None:
        """The running step is done, if it still is that one; the next one is planned, or the result is ready."""
        now = self._now(dossier, step)
        if now is None:
            return
        if self.held(*now):
            self.agenda.put(self.agenda.now + LEFT_FOR, self.complete, dossier, step)
            return
        if self.lacking.asks(*now):
            return
        self.lacking.apologise(*now)
        after = self._do(*now, dossiers.complete_step)
        if after is None:
            return
        if after.state == Status.READY:
            self.on_ready(after)
        else:
            self.plan(after, running_step(after))

    def _now(self, dossier: Dossier, step: DossierStep) -> tuple[Dossier, DossierStep] | None:
        """The dossier and its running step as they are now; None when that step runs no more."""
        if self.alone:
            return dossier, step
        fresh = Dossier.objects.select_related("procedure").get(pk=dossier.pk)
        running = running_step(fresh) if fresh.state in OPEN and fresh.step == step.order else None
        return (fresh, running) if running is not None else None

    def _do(self, dossier: Dossier, step: DossierStep, action: Callable[..., Dossier]) -> Dossier | None:
        at = self.clock()
        who = self.place.doer(dossier, step, self.draw(dossier, step.order, "who"), day_of(at))
        if who is None:
            return None
        return self.place.do(action, dossier=dossier, step=step.order, by=self.place.actor(who, day_of(at)), at=at)

    def collected_from(self, dossier: Dossier) -> datetime:
        """From when on the person comes for the result: the same day, or some working days after it was ready."""
        ready = local(dossier.finished_at)
        rng = self.draw(dossier, "collect")
        days = days_until_collected(rng)
        if days == 0:
            return ready + timedelta(minutes=rng.uniform(25, 150))
        day = add_working_days(day=ready.date(), count=days, calendar=self.place.timing.calendar)
        return ready.replace(year=day.year, month=day.month, day=day.day, hour=0, minute=0, second=0)


def running_step(dossier: Dossier) -> DossierStep | None:
    """The step whose clock runs, or None."""
    step = _running.first(dossier=dossier.pk, order=dossier.step)
    if step is not None:
        step.dossier = dossier
    return step


@composed
def _running(dossier: int, order: int) -> QuerySet[DossierStep]:
    rows = DossierStep.objects.filter(dossier_id=dossier, order=order, done_at__isnull=True)
    return rows.order_by("order")[:1]


@composed
def _running_all(unit: str) -> QuerySet[DossierStep]:
    rows = DossierStep.objects.filter(dossier__unit_id=unit, dossier__state__in=OPEN, order=F("dossier__step"))
    return rows.filter(done_at__isnull=True).select_related("dossier").order_by("dossier__code")
