"""Numbers, calls, the board, its stream of events, and the rating of a visit."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from ninja import Query, Router, Status
from pydantic import Field

from thanthien.doors.api import finding, schemas, showing
from thanthien.doors.api.entry import needs, open_to_all
from thanthien.doors.api.problems import Problem
from thanthien.doors.api.replies import one_answer
from thanthien.doors.parts import live_tokens, throttle
from thanthien.doors.parts.live_views import AUDIENCE_ROLES
from thanthien.people.queries import office
from thanthien.people.rules import Scope
from thanthien.people.scoping import in_unit
from thanthien.queueing import access, actions, queries
from thanthien.ratings.actions import rate as give_rating
from thanthien.shared.actor import ActorKind, citizen
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say
from thanthien.visits.queries import by_rating_token

router = Router(tags=["hall"])
LIVE = "/su-kien"


@router.post("units/{str:unit}/tickets", response={201: schemas.Ticket}, url_name="api-tickets")
@needs(Scope.TICKETS, find=finding.own_unit)
def take_ticket(request: HttpRequest, response: HttpResponse, unit: str, body: schemas.TicketGiven):
    """Lấy một số. A number of a service; Location is its page for the person's phone."""
    at, by = now(), request.actor
    channel = "kiosk" if by.kind == ActorKind.DEVICE else "guide"

    def do() -> dict:
        access.check_gives_numbers(office=office(unit), at=at)
        service = queries.service_by_letter(unit=unit, letter=body.service)
        made = actions.take_ticket(unit=unit, service=service, channel=channel, priority=body.priority, by=by, at=at)
        return showing.ticket(made, queries.place_of(ticket=made)).model_dump(mode="json")

    made = one_answer(request, scope=f"api.{request.token.pk}.take", unit=unit, by=by, do=do)
    response["Location"] = made["page"]
    return Status(201, made)


@router.post("counters/{int:counter}/call-next", response=schemas.Call, url_name="api-call-next")
@needs(Scope.CALLS, find=finding.own_counter)
def call_next(request: HttpRequest, counter: schemas.Id):
    """Gọi số tiếp. Ends what is at the counter and calls who is next; the token's officer must sit at the open counter."""
    here, by = request.found, request.actor

    def do() -> dict:
        return showing.call(actions.call_next(counter=here, by=by, at=now())).model_dump(mode="json")

    return one_answer(request, scope=f"api.{request.token.pk}.call", unit=here.unit_id, by=by, do=do)


@router.get("units/{str:unit}/board", response=schemas.Board, url_name="api-board")
@needs(Scope.BOARD, find=finding.own_unit)
def read_board(request: HttpRequest, unit: str):
    """Bảng gọi số. The counters with the number there now, and the newest calls."""
    return showing.board(unit, queries.board(unit=unit, day=day_of(now())))


@router.get("units/{str:unit}/events", response={307: None}, url_name="api-events")
@needs(Scope.BOARD, find=finding.own_unit)
def follow_events(
    request: HttpRequest, response: HttpResponse, unit: str,
    audience: Annotated[str, Field(pattern=r"^(hall|counter|officer|leader)$")] = Query("hall"),
    after: Annotated[int, Field(ge=0, le=schemas.BIGGEST)] | None = Query(None),
):  # fmt: skip
    """Luồng sự kiện (SSE). Redirects to the stream with a key of one minute; the position is Last-Event-ID, else `after`."""
    if audience != "hall" and not request.actor.has(*AUDIENCE_ROLES[audience]):
        raise Problem("forbidden", say("Luồng này dành cho việc khác trong xã."))
    seen = request.headers.get("Last-Event-ID", "")
    position = seen if seen.isascii() and seen.isdigit() else str(after) if after else ""
    asked = {"token": live_tokens.issue(audience=audience, unit=unit)} | ({"after": position} if position else {})
    response["Location"] = f"{LIVE}?{urlencode(asked)}"
    response["Cache-Control"] = "no-store"
    return Status(307, None)


@router.post("tickets/{int:ticket}/rating", response={201: schemas.Rating}, url_name="api-rating")
@open_to_all("the visit's rating token in the body is the key, good for one rating")
def rate_visit(request: HttpRequest, response: HttpResponse, ticket: schemas.Id, body: schemas.RatingGiven):
    """Chấm điểm. One rating of the visit that this ticket belongs to; guessing of tokens is slowed."""
    if throttle.must_wait(request):
        raise Problem("too-many", headers={"Retry-After": str(throttle.WAIT_S)})
    visit = by_rating_token(token=body.token)
    if visit is None:
        throttle.missed(request)
        raise Problem("not-found")
    with in_unit(visit.unit_id):
        if finding.ticket_of(visit.unit_id, ticket).visit_id != visit.pk:
            throttle.missed(request)
            raise Problem("not-found")

        def do() -> dict:
            given = give_rating(
                token=body.token, channel="phone", attitude=body.attitude, work=body.work, reasons=body.reasons, at=now()
            )
            shown = schemas.Rating(ticket=ticket, attitude=given.attitude, work=given.work, reasons=given.reasons, at=given.at)
            return shown.model_dump(mode="json")

        made = one_answer(request, scope=f"api.rate:{visit.pk}", unit=visit.unit_id, by=citizen(visit.unit_id), do=do)
    response["Location"] = f"/cham-diem/{visit.rating_token}"
    return Status(201, made)
