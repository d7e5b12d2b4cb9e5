"""A dossier on a special day: who signs it, that it is marked, that it goes on to the leader at once, and that it counts no more
when it was received by mistake.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError
from thanthien.dossiers.timing import timing_of
from thanthien.journal.actions import act
from thanthien.people.models import Officer
from thanthien.people.rules import Role
from thanthien.procedures.models import Procedure
from thanthien.programmes import actions as programmes
from thanthien.programmes import queries
from thanthien.programmes.models import Programme
from thanthien.programmes.rules import Kind, Writing
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.worktime.moments import is_open


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a dossier before it is received. `signer` = who decides it; None = as on any day."""

    kinds: Mapping[Kind, Programme | None]
    outside: bool
    complete: bool
    signer: Officer | None = None

    @property
    def hurries(self) -> bool:
        """The person waits for the result."""
        return Kind.SAME_DAY in self.kinds and self.complete


def is_outside(*, unit: str, at: datetime) -> bool:
    """True when the hall has no opening hours at that moment."""
    time = timing_of(unit)
    return not is_open(at=at, calendar=time.calendar, hours=time.hours)


def terms_of(*, unit: str, procedure: Procedure, papers: Mapping[int, Mark], at: datetime) -> Terms:
    """Which programmes hold for this matter now."""
    outside = is_outside(unit=unit, at=at)
    kinds = queries.holding(unit=unit, at=at, field=procedure.field, procedure=procedure.code, outside=outside)
    complete = all(mark.state in (PaperState.OK, PaperState.NA) for mark in papers.values())
    waits = Kind.SAME_DAY in kinds and complete
    signer = queries.signer(programme=kinds[Kind.SAME_DAY], on=day_of(at)) if waits else None
    return Terms(kinds, outside, complete, signer)


def mark_received(*, dossier: Dossier, terms: Terms, writing: Writing | None, by: Actor, at: datetime) -> Dossier:
    """Mark a dossier that was just received; on a day without appointments it goes on to the leader at once."""
    if not terms.kinds:
        return dossier
    programmes.mark(
        unit=dossier.unit_id, subject=f"dossier:{dossier.pk}", field=dossier.field, procedure=dossier.procedure.code,
        complete=terms.complete, organisation=dossier.organisation_id is not None, outside=terms.outside, writing=writing, by=by,
        at=at, visit=dossier.visit_id or "",
    )  # fmt: skip
    return _straight_on(dossier, by=by, at=at) if terms.hurries else dossier


def _straight_on(dossier: Dossier, *, by: Actor, at: datetime) -> Dossier:
    """What the officer at the counter may do of the work is done with it; the leader's step never is."""
    for step in list(dossier.steps.all()):
        if step.order != dossier.step or step.role == Role.LEADER:
            continue
        following = dossier.steps.filter(order__gt=step.order, role=Role.LEADER).exists()
        if not following:
            break
        try:
            dossier = dossiers.complete_step(dossier=dossier, by=by, at=at, step=step.order)
        except DossierError:
            break  # somebody else's work: it stands first in their list
    return dossier


def take_back_reception(*, dossier: Dossier, reason: str, by: Actor, at: datetime) -> Dossier:
    """Received by mistake: annulled, and counted under no special day."""
    with act(unit=dossier.unit_id, by=by, at=at):
        annulled = dossiers.annul(dossier=dossier, reason=reason, by=by, at=at)
        programmes.drop(unit=dossier.unit_id, subject=f"dossier:{dossier.pk}", by=by, at=at)
    return annulled
