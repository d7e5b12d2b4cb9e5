"""Rows as the schemas show them. Names of people are masked; ID numbers, phones and addresses never go out."""

from dataclasses import asdict

from django.urls import reverse

from thanthien.doors.api import schemas
from thanthien.dossiers.models import Dossier as DossierRow
from thanthien.dossiers.queries import DossierPage, owner_masked
from thanthien.dossiers.rules import Status
from thanthien.dossiers.timing import Promised
from thanthien.queueing.models import Ticket as TicketRow
from thanthien.queueing.queries import Board as BoardNow
from thanthien.queueing.waiting_time import Estimate


def ticket(row: TicketRow, estimate: Estimate | None) -> schemas.Ticket:
    return schemas.Ticket(
        id=row.pk, label=row.label, service=row.service.letter, day=row.day, state=row.state, priority=row.priority,
        taken_at=row.taken_at, people_before=estimate.people if estimate else None,
        wait_minutes_low=estimate.low if estimate else None, wait_minutes_high=estimate.high if estimate else None,
        code=row.visit.public_code, page=reverse("phone-ticket", args=[row.visit.public_code]),
        rating_token=row.visit.rating_token,
    )  # fmt: skip


def call(row: TicketRow | None) -> schemas.Call:
    if row is None:
        return schemas.Call(called=None)
    return schemas.Call(
        called=schemas.CalledTicket(
            id=row.pk, label=row.label, service=row.service.letter, state=row.state, counter=row.counter.number,
            called_at=row.called_at,
        )
    )  # fmt: skip


def board(unit: str, now: BoardNow) -> schemas.Board:
    counters = [
        schemas.BoardCounter(
            id=desk.pk, number=desk.number, name=desk.name, state=desk.state, label=desk.label, ticket_state=desk.ticket_state,
            called_at=desk.called_at, services=list(desk.services),
        )
        for desk in now.counters
    ]  # fmt: skip
    return schemas.Board(unit=unit, counters=counters, last=[schemas.BoardCall(**asdict(call)) for call in now.last])


def _common(row: DossierRow) -> dict:
    """What every view of a dossier says; nobody's name."""
    return {
        "code": row.code, "state": row.state, "state_name": str(Status(row.state).label),
        "procedure": {"code": row.procedure.code, "name": row.procedure_name}, "received_at": row.received_at,
        "due_at": row.due_at, "finished_at": row.finished_at, "returned_at": row.returned_at,
    }  # fmt: skip


def line(row: DossierRow) -> schemas.DossierLine:
    return schemas.DossierLine(**_common(row), applicant=owner_masked(row))


def dossier(page: DossierPage) -> schemas.Dossier:
    row = page.dossier
    steps = [
        schemas.Step(
            order=view.step.order, kind=view.step.kind, name=view.step.name, role=view.step.role,
            officer=view.step.officer.login if view.step.officer else None, allowed_minutes=view.step.allowed_minutes,
            started_at=view.step.started_at, due_at=view.step.due_at, done_at=view.step.done_at,
        )
        for view in page.steps
    ]  # fmt: skip
    papers = [schemas.Paper(order=paper.order, name=paper.name, state=paper.state) for paper in page.papers]
    return schemas.Dossier(
        **_common(row), applicant=owner_masked(row), due_first=row.due_first, due_law=row.due_law, late_since=row.late_since,
        term=row.term_text, summary=row.deadline.get("summary", ""), fee_vnd=row.fee_vnd, fee=row.fee_text, fee_paid=row.fee_paid,
        return_channel=row.return_channel, step=row.step, steps=steps, papers=papers,
    )  # fmt: skip


def received(row: DossierRow) -> schemas.Received:
    facts = {name: value for name, value in _common(row).items() if name in schemas.Received.model_fields}
    return schemas.Received(**facts, tracking_code=row.tracking_code, summary=row.deadline.get("summary", ""))


def step_result(row: DossierRow) -> schemas.StepResult:
    facts = {name: value for name, value in _common(row).items() if name in schemas.StepResult.model_fields}
    return schemas.StepResult(**facts, step=row.step)


def track(page: DossierPage) -> schemas.Track:
    row = page.dossier
    steps = [
        schemas.TrackStep(order=view.step.order, name=view.step.name, started_at=view.step.started_at, done_at=view.step.done_at)
        for view in page.steps
    ]
    return schemas.Track(**_common(row), due_first=row.due_first, summary=row.deadline.get("summary", ""), steps=steps)


def due(asked: schemas.DueAsked, promised: Promised) -> schemas.Due:
    found = promised.deadline.as_dict()
    kept = {name: found[name] for name in schemas.Due.model_fields if name in found}
    return schemas.Due(**kept | {"procedure": asked.procedure, "unit": asked.unit, "due_law": promised.due_law})
