"""The dossier's clock stands still and runs again: while an act holds the row. The first promise stays; the present one moves."""

from thanthien.dossiers import stage_clock, steps
from thanthien.dossiers.models import ClockStop, Dossier, DossierStep
from thanthien.dossiers.rules_turns import ClockMode, StopKind
from thanthien.dossiers.timing import Timing
from thanthien.dossiers.waiting import apology_of
from thanthien.journal.actions import Deed
from thanthien.law.queries import rule
from thanthien.procedures.queries import offer_of
from thanthien.shared.clock import day_of
from thanthien.worktime.deadline import Pause

REASONS_EN = {StopKind.SUPPLEMENT: "waiting for papers", StopKind.DUTY: "waiting for a payment"}


def stand_still(
    deed: Deed, dossier: Dossier, here: DossierStep | None, *, kind: StopKind, clock: ClockMode, timing: Timing
) -> ClockStop:
    """The running step's clock stops with the dossier's."""
    if here is not None and here.started_at is not None:
        steps.stop(here, deed.at, timing)
        here.started_at = here.due_at = None
        deed.save(here)
    stage_clock.stand_still(deed, dossier)
    return deed.create(ClockStop, dossier=dossier, kind=str(kind), clock=str(clock), started_at=deed.at)


def end_stop(deed: Deed, dossier: Dossier) -> ClockStop:
    """The stop that runs is over."""
    stop = dossier.clock_stops.get(ended_at__isnull=True)
    stop.ended_at = max(deed.at, stop.started_at)
    deed.save(stop)
    return stop


def run_again(deed: Deed, dossier: Dossier, *, timing: Timing) -> None:
    """The clock runs from now: the present date is counted again with every stop, the step goes on with what it has left.

    A date that a signed apology promised is never made earlier by it. Raises DossierError when the calendar does not reach.
    """
    end_stop(deed, dossier)
    reckon(dossier, timing=timing)
    here = dossier.steps.filter(order=dossier.step).first()
    if here is not None:
        steps.start(dossier, here, deed.at, timing)
        deed.save(here)
    stage_clock.run_again(deed, dossier)


def reckon(dossier: Dossier, *, timing: Timing) -> None:
    """Set the present date, its explanation and its warning from the reception, the law's terms of that day and all stops."""
    stops = list(dossier.clock_stops.filter(ended_at__isnull=False).order_by("started_at", "pk"))
    restarts = [one.ended_at for one in stops if one.clock == ClockMode.RESTART]
    pauses = tuple(_pause(one) for one in stops if one.clock == ClockMode.PAUSE)
    offer = offer_of(procedure=dossier.procedure, unit=dossier.unit_id, on=day_of(dossier.received_at))
    promised = timing.promised(
        offer=offer, received_at=dossier.received_at, pauses=pauses, restart_at=max(restarts, default=None)
    )
    due, apology = promised.deadline.due_at, apology_of(dossier=dossier)
    if apology is not None and apology.signed_at is not None and apology.new_due is not None:
        due = max(due, apology.new_due)
    begins = max(restarts, default=dossier.received_at)
    dossier.due_law, dossier.deadline = promised.due_law, promised.deadline.as_dict()
    if due != dossier.due_at:
        dossier.due_at, dossier.warned_at, dossier.foreseen_at = due, None, None
        dossier.warn_at = timing.warning(received_at=begins, due_at=due)


def _pause(stop: ClockStop) -> Pause:
    kind = StopKind(stop.kind)
    assert stop.ended_at is not None
    law = rule(code="reckoning.pause", on=day_of(stop.started_at))
    return Pause(stop.started_at, stop.ended_at, str(kind.label.source), law.citation, REASONS_EN[kind])
