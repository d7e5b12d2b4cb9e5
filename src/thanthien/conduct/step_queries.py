"""Reads of the steps that follow incidents."""

from datetime import date

from django.db.models import Q

from thanthien.conduct import step_rules as rules
from thanthien.conduct.models_record import ConductRecord
from thanthien.conduct.models_step import DisciplineStep
from thanthien.conduct.step_rules import Step, StepState
from thanthien.conduct.stepping import is_upheld


def step(*, unit: str, pk: int) -> DisciplineStep | None:
    """One step of the unit, or None."""
    return DisciplineStep.objects.select_related("record__officer").filter(unit_id=unit, pk=pk).first()


def in_force(*, unit: str, on: date) -> list[DisciplineStep]:
    """Steps that wait, and those taken that have not ended, the newest first; one query."""
    rows = DisciplineStep.objects.filter(unit_id=unit, record__withdrawn_at__isnull=True)
    rows = rows.filter(Q(state=StepState.PROPOSED) | Q(state=StepState.TAKEN, expires_on__gt=on))
    return list(rows.select_related("record__officer", "proposed_by").order_by("-proposed_at", "-pk"))


def shown(record: ConductRecord, *, on: date) -> list[DisciplineStep]:
    """The steps of a record as `records` gave it, without what was dropped and what has ended."""
    return [
        one for one in record.steps.all()
        if one.state == StepState.PROPOSED or (one.expires_on is not None and one.expires_on > on)
    ]  # fmt: skip


def offers(record: ConductRecord) -> tuple[Step, ...]:
    """What may be proposed now for a record as `records` gave it."""
    known = sorted(record.steps.all(), key=lambda one: one.pk)
    taken = [Step(one.kind) for one in known if one.state == StepState.TAKEN]
    return rules.offers(upheld=is_upheld(record), taken=taken, waits=any(one.state == StepState.PROPOSED for one in known))
