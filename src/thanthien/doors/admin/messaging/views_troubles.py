"""`/quan-tri/tin-nhan/loi`: what did not get through, why, and what became of it; try once more."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.dossiers.rules import code_tail
from thanthien.messaging import actions, queries
from thanthien.messaging.models import Message
from thanthien.messaging.rules import CHANNEL_NAMES, EVENT_NAMES, STATE_NAMES, Channel, Event, MessageError, State
from thanthien.people.rules import Role
from thanthien.shared.clock import now
from thanthien.shared.wording import say

administers = officer_required(Role.ADMIN)
AGAIN = (State.CALLING, State.UNREACHABLE, State.GAVE_UP)
COLUMNS = (
    Column(say("Lúc"), lambda row: row["at"], Kind.MOMENT),
    Column(say("Việc báo"), lambda row: row["event"], width=24),
    Column(say("Mã"), lambda row: row["code"], width=14),
    Column(say("Kênh"), lambda row: row["channel"], width=16),
    Column(say("Vì sao"), lambda row: row["error"], width=44),
    Column(say("Bây giờ"), lambda row: row["state"], width=24),
)


def _row(one: Message) -> dict:
    return {
        "pk": one.pk, "at": one.at, "event": EVENT_NAMES[Event(one.event)], "error": one.error,
        "code": code_tail(one.dossier.code) if one.dossier and one.dossier.code else one.subject,
        "channel": CHANNEL_NAMES[Channel(one.tried or one.channel)], "state": STATE_NAMES[State(one.state)],
        "again": bool(one.tried) and one.state in AGAIN,
    }  # fmt: skip


@require_GET
@never_cache
@administers
def page(request: HttpRequest) -> HttpResponse:
    """The list, newest first; no name and no number in it."""
    rows = [_row(one) for one in queries.troubled(unit=request.user.unit_id)]
    table = Table(name="tin-loi", title=say("Tin không đến được"), columns=COLUMNS, rows=rows)
    return exported(request, table) or render(request, "admin/messaging/troubles.html", {"rows": rows})


@never_cache
@administers
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Through the same channel once more."""
    found = queries.message(pk=pk, unit=request.user.unit_id)
    if found is None:
        raise Http404

    def do() -> dict:
        return {"pk": actions.send_again(message=found, by=request.actor, at=now()).pk}

    try:
        once(request, scope=f"message.{pk}", unit=found.unit_id, by=request.actor, do=do)
        messages.success(request, str(say("Đã xếp gửi lại.")))
    except MessageError as error:
        messages.error(request, str(error))
    return redirect("admin:messaging-troubles")
