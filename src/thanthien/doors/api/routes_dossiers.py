"""Receiving dossiers, reading them, completing their steps. Opening one is an access, written down before the answer."""

from datetime import datetime
from typing import Annotated

from django.core import signing
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status
from pydantic import Field

from thanthien.doors.api import finding, schemas, showing
from thanthien.doors.api.entry import needs
from thanthien.doors.api.problems import Problem
from thanthien.doors.api.replies import check_match, etag_of, one_answer
from thanthien.dossiers import access
from thanthien.dossiers import actions as acts
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.checklist import Mark
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.queries import Filter
from thanthien.dossiers.rules import DossierError
from thanthien.journeys.receive_at_counter import Handed, OrganisationFacts, PersonFacts, receive_at_counter
from thanthien.people.card import proper_name
from thanthien.people.rules import Scope
from thanthien.procedures.queries import procedure
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

router = Router(tags=["dossiers"])
CURSOR = "thanthien.api.cursor"
States = Annotated[str, Field(pattern=r"^(open|late|[1-9]|10)?$", description="a state of the portal, or open, late")]


def _facts(given: schemas.PersonGiven) -> PersonFacts:
    return PersonFacts(**given.model_dump() | {"name": proper_name(given.name)})


def _handed(body: schemas.DossierGiven) -> Handed:
    return Handed(
        _facts(body.person), owner=_facts(body.owner) if body.owner else None, mandate=body.mandate,
        organisation=OrganisationFacts(**body.organisation.model_dump()) if body.organisation else None,
    )  # fmt: skip


@router.post("dossiers", response={201: schemas.Received}, url_name="api-dossiers")
@needs(Scope.RECEIVE)
def receive_dossier(request: HttpRequest, response: HttpResponse, body: schemas.DossierGiven):
    """Nhận hồ sơ tại quầy. The token's officer must sit at the counter; a paper not marked is refused, named."""
    unit, by, at = request.token.unit_id, request.actor, now()
    here = finding.counter_of(unit, body.counter)
    ticket = finding.ticket_of(unit, body.ticket) if body.ticket else None

    def do() -> dict:
        made = receive_at_counter(
            counter=here, ticket=ticket, handed=_handed(body), procedure=procedure(code=body.procedure, on=day_of(at)),
            papers={paper.order: Mark(paper.state, name=paper.name, note=paper.note) for paper in body.papers}, by=by, at=at,
            fee_paid=body.fee_paid, return_channel=body.return_channel, sets=body.sets,
        )  # fmt: skip
        return showing.received(made).model_dump(mode="json")

    made = one_answer(request, scope=f"api.{request.token.pk}.receive", unit=unit, by=by, do=do)
    response["Location"] = f"/api/v1/dossiers/{made['code']}"
    return Status(201, made)


@router.get("dossiers", response=schemas.DossierPage, url_name="api-dossiers")
@needs(Scope.DOSSIERS)
def list_dossiers(
    request: HttpRequest, state: States = Query(""),
    field: Annotated[str, Field(pattern=r"^[a-z_]{0,40}$")] = Query(""),
    limit: Annotated[int, Field(ge=1, le=200)] = Query(50),
    cursor: Annotated[str, Field(max_length=200, pattern=r"^[0-9A-Za-z_:\-]*$")] = Query(""),
):  # fmt: skip
    """Danh sách hồ sơ, mới nhất trước. Names are masked; `cursor` is the `next` of the page before. No access is written."""
    at, by = now(), request.actor
    moment, pk = _place(cursor)
    rows = dossiers.filtered(
        unit=request.token.unit_id, at=at, by=Filter(field=field, state=state), fields=access.fields_seen(by=by, on=day_of(at))
    )
    found, more = dossiers.received_before(rows, limit=limit, moment=moment, pk=pk)
    shown = [showing.line(row) for row in found]
    last = found[-1] if more else None
    following = signing.dumps([last.received_at.isoformat(), last.pk], salt=CURSOR) if last else None
    return schemas.DossierPage(dossiers=shown, next=following)


def _place(cursor: str) -> tuple[datetime | None, int]:
    """Behind which dossier to go on."""
    if not cursor:
        return None, 0
    try:
        moment, pk = signing.loads(cursor, salt=CURSOR)
    except signing.BadSignature:
        detail = str(say("Con trỏ này không phải do máy đưa ra. Đọc lại từ trang đầu."))
        raise Problem("invalid", errors=[{"field": "query/cursor", "code": "cursor", "detail": detail}]) from None
    return datetime.fromisoformat(moment), pk


@router.get("dossiers/{str:code}", response=schemas.Dossier, url_name="api-dossier")
@needs(Scope.DOSSIERS, find=finding.own_dossier)
def read_dossier(request: HttpRequest, response: HttpResponse, code: str, reason: schemas.Reason = Query(schemas.Reason.WORK)):
    """Một hồ sơ. `reason` is what the person reads under "ai đã xem hồ sơ của tôi"; it is written down first."""
    at = now()
    acts.note_opened(dossier=request.found, by=request.actor, at=at, reason=str(reason.value))
    shown = _shown(request.found, at)
    response["ETag"], response["Cache-Control"] = etag_of(shown), "private, no-store"
    return shown


def _shown(row: Dossier, at: datetime) -> schemas.Dossier:
    return showing.dossier(dossiers.dossier_page(dossier=row, at=at))


@router.post("dossiers/{str:code}/steps/{int:step}/complete", response=schemas.StepResult, url_name="api-complete")
@needs(Scope.WORK, find=finding.own_dossier)
def complete_step(request: HttpRequest, code: str, step: Annotated[int, Field(ge=1, le=999)], body: schemas.StepDone):
    """Xong một bước. 409 when the dossier is at another step by now; If-Match with the dossier's ETag is kept to."""
    row, by, at = request.found, request.actor, now()

    def do() -> dict:
        check_match(request, etag_of(_shown(row, at)))
        done = acts.complete_step(dossier=row, step=step, by=by, at=at, **body.model_dump())
        return showing.step_result(done).model_dump(mode="json")

    try:
        return one_answer(request, scope=f"api.{request.token.pk}.complete", unit=row.unit_id, by=by, do=do)
    except DossierError as error:
        present = dossiers.by_code(code=code)
        if present is not None and present.step != step:
            raise Problem("conflict", str(error)) from error
        raise
