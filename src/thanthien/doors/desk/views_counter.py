"""The counter: choose it, call, call again, absent, transfer, rest, leave."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import answers, screen
from thanthien.doors.desk.answers import kindly
from thanthien.doors.desk.screen import Say
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.people import actions as people
from thanthien.people.models import Counter
from thanthien.people.queries import counter_of, counters
from thanthien.people.rules import CounterState, PeopleError, Role
from thanthien.queueing import actions as queueing
from thanthien.queueing import queries
from thanthien.queueing.models import Service, Ticket
from thanthien.queueing.rules import QueueError
from thanthien.shared.clock import now
from thanthien.shared.wording import say

WINDOW = timedelta(seconds=12)
AT_COUNTERS = (Role.ONE_STOP, Role.POLICE)
sits = officer_required(*AT_COUNTERS)


def number(text: str) -> int:
    """A row's key from a form; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def mine(request: HttpRequest) -> Counter:
    """The counter of the officer who asks; raises QueueError when they sit nowhere."""
    found = counter_of(request.user)
    if found is None:
        raise QueueError(say("Chưa mở quầy nào. Tải lại trang rồi chọn quầy để ngồi."))
    return found


@require_GET
@never_cache
@sits
def counter(request: HttpRequest) -> HttpResponse:
    """`/quay/`: the screen, or the choice of a counter."""
    found = counter_of(request.user)
    if found is None:
        return render(request, "desk/choose.html", {"counters": counters(request.user.unit_id), "said": ""})
    return screen.whole(request, found)


@require_POST
@sits
def open_counter(request: HttpRequest) -> HttpResponse:
    chosen = get_object_or_404(Counter, pk=number(request.POST.get("counter", "")), unit_id=request.user.unit_id)
    try:
        people.open_counter(counter=chosen, officer=request.user, by=request.actor, at=now())
    except PeopleError as error:
        context = {"counters": counters(request.user.unit_id), "said": str(error)}
        return render(request, "desk/choose.html", context, status=422)
    return redirect("desk:counter")


@require_GET
@sits
@kindly
def board(request: HttpRequest) -> HttpResponse:
    """What is inside #desk, fresh."""
    return screen.part(request, mine(request))


@require_GET
@sits
@kindly
def line(request: HttpRequest) -> HttpResponse:
    """The queue alone."""
    return screen.left(request, mine(request))


@require_POST
@sits
@kindly
def call_next(request: HttpRequest) -> HttpResponse:
    """F2. Ends the present one and calls the next; with nobody waiting, or at rest, it only ends."""
    here = mine(request)

    def do() -> dict:
        if here.state != CounterState.OPEN:
            queueing.finish(counter=here, by=request.actor, at=now())
            return {"label": ""}
        called = queueing.call_next(counter=here, by=request.actor, at=now())
        return {"label": called.label if called else ""}

    result, _ = once(request, scope=f"call.{here.pk}", unit=here.unit_id, by=request.actor, do=do)
    if not result["label"]:
        text = say("Chưa có ai chờ quầy này.") if here.state == CounterState.OPEN else say("Đã xong. Mở lại quầy để gọi tiếp.")
        return screen.part(request, here, say=Say(toast=text))
    return screen.part(request, here, say=Say(toast=say("Đã gọi {label}", label=result["label"]), undo="/quay/rut-goi"))


@require_POST
@sits
@kindly
def call_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Call one given number."""
    ticket = _ticket(request, pk)
    here = mine(request)
    queueing.call_ticket(counter=here, ticket=ticket, by=request.actor, at=now())
    return screen.part(request, here, say=Say(toast=say("Đã gọi {label}", label=ticket.label), undo="/quay/rut-goi"))


@require_POST
@sits
@kindly
def undo_call(request: HttpRequest) -> HttpResponse:
    """Ctrl Z after a call: the number goes back to its place. The toast lasts ten seconds, so does this."""
    here = mine(request)
    present = queries.present(counter=here)
    if present is None or present.called_at is None or now() - present.called_at > WINDOW:
        raise QueueError(say("Đã quá 10 giây nên không rút lời gọi được. Người không đến thì bấm F4 Vắng."))
    queueing.undo_call(counter=here, by=request.actor, at=now())
    return screen.part(request, here, say=Say(toast=say("Đã rút lời gọi {label}, trả về chỗ cũ.", label=present.label)))


@require_POST
@sits
@kindly
def recall(request: HttpRequest) -> HttpResponse:
    """F3."""
    here = mine(request)
    queueing.recall(counter=here, by=request.actor, at=now())
    return screen.left(request, here)


@require_POST
@sits
@kindly
def absent(request: HttpRequest) -> HttpResponse:
    """F4: called and not met; the place is kept a while."""
    here = mine(request)
    gone = queueing.mark_absent(counter=here, by=request.actor, at=now())
    return screen.part(
        request, here, say=Say(toast=say("{label} vắng, chỗ vẫn giữ.", label=gone.label), undo=f"/quay/goi/{gone.pk}")
    )


@require_POST
@sits
@kindly
def come_back(request: HttpRequest, pk: int) -> HttpResponse:
    """An absent person is back: the old place."""
    queueing.come_back(ticket=_ticket(request, pk), by=request.actor, at=now())
    return screen.left(request, mine(request))


@require_POST
@sits
@kindly
def transfer(request: HttpRequest) -> HttpResponse:
    """F6: to another counter or another line; the place in the day is kept."""
    here = mine(request)
    present = queries.present(counter=here)
    if present is None:
        raise QueueError(say("Quầy đang trống, không có ai để chuyển."))
    kind, _, pk = request.POST.get("to", "").partition(":")
    where = {"service": Service, "counter": Counter}.get(kind)
    if where is None:
        raise QueueError(say("Chưa chọn nơi chuyển đến. Bấm F6 rồi chọn quầy hoặc hàng."))
    target = get_object_or_404(where, pk=number(pk), unit_id=here.unit_id)
    queueing.transfer(ticket=present, by=request.actor, at=now(), **{kind: target})
    return screen.part(request, here, say=Say(toast=say("Đã chuyển {label}, giữ nguyên thứ tự đến.", label=present.label)))


@require_POST
@sits
@kindly
def pause(request: HttpRequest) -> HttpResponse:
    here = people.pause_counter(counter=mine(request), by=request.actor, at=now())
    return screen.part(request, here, say=Say(toast=say("Quầy tạm nghỉ. Người chờ vẫn giữ chỗ."), undo="/quay/tiep-tuc"))


@require_POST
@sits
@kindly
def resume(request: HttpRequest) -> HttpResponse:
    here = people.resume_counter(counter=mine(request), by=request.actor, at=now())
    return screen.part(request, here, say=Say(toast=say("Quầy đã mở lại.")))


@require_POST
@sits
@kindly
def leave(request: HttpRequest) -> HttpResponse:
    """Leave the counter; whoever is being served is finished first, so nobody stays behind on the board."""
    here = mine(request)
    if queries.present(counter=here) is not None:
        raise QueueError(say("Còn người đang ngồi ở quầy. Làm xong hoặc chuyển họ (F6), rồi rời quầy."))
    people.close_counter(counter=here, by=request.actor, at=now())
    answer = HttpResponse(answers.toast(request, say("Đã rời quầy.")))
    answer["HX-Redirect"] = "/quay/"
    return answer


def _ticket(request: HttpRequest, pk: int) -> Ticket:
    return get_object_or_404(Ticket.objects, pk=pk, unit_id=request.user.unit_id)
