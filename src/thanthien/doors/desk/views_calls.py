"""`/goi-dien`: whom to call, why, what to say; how the call ended, in one press. Opening a line is an access."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import answers
from thanthien.doors.desk.answers import kindly
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.dossiers import actions as dossiers
from thanthien.journal.actions import record_access
from thanthien.messaging import calling, queries, rules, sending
from thanthien.messaging.models import Message
from thanthien.messaging.queries import Person
from thanthien.messaging.recipients import Recipient, of_messages
from thanthien.messaging.rules import EVENT_NAMES, LATER_CHOICES, OUTCOME_NAMES, Event, MessageError, Outcome, State
from thanthien.people.card import mask_name, mask_phone
from thanthien.people.models import Office, Officer
from thanthien.people.queries import office as office_of
from thanthien.people.rules import Role
from thanthien.shared.clock import now
from thanthien.shared.wording import say

calls = officer_required(Role.ONE_STOP, Role.GUIDE)
TONES = {Event.SUPPLEMENT: "wait", Event.LATE: "late", Event.REDATED: "late", Event.BOOKING_CANCELLED: "late",
         Event.BOOKING_MOVED: "today", Event.BOOKING_REMINDER: "today", Event.READY: "ok",
         Event.LETTER: "wait"}  # fmt: skip


@require_GET
@never_cache
@calls
@kindly
def page(request: HttpRequest) -> HttpResponse:
    """The list, the line at its right; `?xuat=` gives the list as a file, names and numbers masked."""
    context = listing(request, now())
    table = Table(name="goi-dien", title=say("Danh sách gọi điện báo tin"), columns=COLUMNS, rows=context["rows"])
    return exported(request, table) or render(request, "desk/calls.html", context | {"one": None})


@require_GET
@calls
@kindly
def listed(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/_calls_list.html", listing(request, now()))


def listing(request: HttpRequest, at: datetime) -> dict:
    """Lines with their words; `due` are those to be called now."""
    unit = request.user.unit_id
    people = queries.call_list(unit=unit, at=at)
    reached = of_messages([one for person in people for one in person.messages], office_of(unit))
    holders = {person.held_by for person in people if person.held_by}
    names = dict(Officer.objects.filter(unit_id=unit, login__in=holders).values_list("login", "name")) if holders else {}
    rows = [row(person, reached, names) for person in people if person.first.pk in reached]
    return {"rows": rows, "due": sum(line["later"] is None for line in rows)}


def row(person: Person, reached: dict[int, Recipient], names: dict[str, str]) -> dict:
    """One line, masked."""
    first, who = person.first, reached[person.first.pk]
    return {
        "pk": first.pk, "tone": TONES[Event(first.event)], "event": EVENT_NAMES[Event(first.event)],
        "more": len(person.messages) - 1, "who": mask_name(who.name), "since": first.at, "tries": person.tries,
        "phone": mask_phone(who.phone) if who.phone else "", "code": who.values["ma"], "later": person.next_try,
        "held": names.get(person.held_by, ""), "error": first.error,
    }  # fmt: skip


COLUMNS = (
    Column(say("Việc báo"), lambda line: line["event"], width=24),
    Column(say("Người nhận"), lambda line: line["who"], width=26),
    Column(say("Điện thoại"), lambda line: line["phone"], width=16),
    Column(say("Mã"), lambda line: line["code"], width=14),
    Column(say("Từ lúc"), lambda line: line["since"], Kind.MOMENT),
    Column(say("Đã gọi"), lambda line: line["tries"], Kind.NUMBER, width=8),
    Column(say("Gọi lại lúc"), lambda line: line["later"], Kind.MOMENT),
    Column(say("Đang gọi"), lambda line: line["held"], width=22),
)


def of_unit(request: HttpRequest, pk: int) -> Message:
    """The message, only of the officer's unit; 404 for any other."""
    found = queries.message(pk=pk, unit=request.user.unit_id)
    if found is None:
        raise Http404
    return found


@require_POST
@calls
@kindly
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter: the line is mine; the access is written down before the number is shown."""
    message, at = of_unit(request, pk), now()
    person = calling.hold(message=message, by=request.actor, at=at)
    return render(request, "desk/_calls_side.html", {"one": opened(request, person, at)})


def opened(request: HttpRequest, person: Person, at: datetime) -> dict:
    """Name, number, what happened and what to say; one access for each file."""
    office = office_of(request.user.unit_id)
    reached = of_messages(person.messages, office)
    for one in person.messages:
        note_access(request, one, at)
    who = reached[person.first.pk]
    return {
        "pk": person.first.pk, "name": who.name, "phone": who.phone, "tries": person.tries,
        "things": [_thing(one, reached[one.pk], office, at) for one in person.messages],
        "outcomes": [(place, code, OUTCOME_NAMES[code]) for place, code in enumerate(_outcomes(who), 1)],
        "choices": list(LATER_CHOICES.items()),
    }  # fmt: skip


def _outcomes(who: Recipient) -> list[Outcome]:
    if who.phone:
        return [one for one in Outcome if one is not Outcome.LATER]
    return [Outcome.THROUGH]


def _thing(one: Message, who: Recipient, office: Office, at: datetime) -> dict:
    return {
        "event": EVENT_NAMES[Event(one.event)], "tone": TONES[Event(one.event)], "code": who.values["ma"], "at": one.at,
        "dossier": one.dossier_id, "say": sending.words_of(one, office, at=at).script, "error": one.error,
    }  # fmt: skip


def note_access(request: HttpRequest, one: Message, at: datetime) -> None:
    """A file whose owner is called is opened; a booking is one as well."""
    if one.dossier_id:
        dossiers.note_opened(dossier=one.dossier, by=request.actor, at=at, reason="call")
        return
    record_access(
        unit=one.unit_id, officer=request.actor.code, person=one.subject, subject=one.subject, reason="call", at=at
    )  # fmt: skip


@require_POST
@calls
@kindly
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """1 … 5: how the call ended."""
    message = of_unit(request, pk)
    try:
        outcome = Outcome(request.POST.get("outcome", ""))
    except ValueError:
        raise MessageError(say("Chọn kết quả cuộc gọi.")) from None

    def do() -> dict:
        later = request.POST.get("later", "")
        return {"messages": calling.end(message=message, outcome=outcome, later=later, by=request.actor, at=now())}

    once(request, scope=f"call.{pk}", unit=message.unit_id, by=request.actor, do=do)
    return _after(request, _said(of_unit(request, pk), outcome), undo=f"/goi-dien/hoan-tac/{pk}")


def _said(message: Message, outcome: Outcome) -> str:
    """What the toast says, with what happens next."""
    call = queries.call_of(message=message)
    if message.state == State.GAVE_UP:
        return say("{outcome}. Thôi gọi, hồ sơ ghi lại là chưa báo được.", outcome=OUTCOME_NAMES[outcome])
    if call and call.next_try:
        return say("{outcome}. Danh sách nhắc lại lúc {when}.", outcome=OUTCOME_NAMES[outcome], when=rules.when(call.next_try))
    return say("Đã ghi: {outcome}.", outcome=OUTCOME_NAMES[outcome])


@require_POST
@calls
@kindly
def let_go(request: HttpRequest, pk: int) -> HttpResponse:
    """Esc: not called after all."""
    calling.let_go(message=of_unit(request, pk), by=request.actor, at=now())
    return _after(request, say("Đã nhả. Đồng nghiệp gọi được người này."))


@require_POST
@calls
@kindly
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ctrl Z."""
    message = of_unit(request, pk)
    together = queries.ended_together(message=message)
    calling.take_back(messages=together, unit=message.unit_id, by=request.actor, at=now())
    return _after(request, say("Đã hoàn tác. Người này vẫn ở trong danh sách."))


def _after(request: HttpRequest, text: str, *, undo: str = "") -> HttpResponse:
    """The fresh list, an empty line, and what was done."""
    at = now()
    page = render_to_string("desk/_calls_list.html", listing(request, at), request=request)
    side = render_to_string("desk/_calls_side.html", {"one": None, "swap": True}, request=request)
    return HttpResponse(page + side + answers.toast(request, text, undo=undo, undo_target="#list"))
