"""`/quan-tri/tin-nhan/loi-nhan/…`: the words of one event, as they will be read, with who changed them and when."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from thanthien.doors.admin.forms import Field, Form
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.messaging import actions, queries, rules, sending
from thanthien.messaging.rules import EVENT_NAMES, LENGTHS, PARTS, PLACES, Event, MessageError, Text
from thanthien.messaging.texts import shipped, text_of
from thanthien.people.models import Officer
from thanthien.people.queries import office as office_of
from thanthien.people.rules import Role
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

administers = officer_required(Role.ADMIN)


def event_of(code: str) -> Event:
    """The event of an address; 404 for another word."""
    if code not in set(Event):
        raise Http404
    return Event(code)


def form_of() -> Form:
    """Four parts of a text."""
    kinds = {"subject": "text", "body": "area", "short": "area", "script": "area"}
    return Form([Field(name, PARTS[name], kind=kinds[name], most=LENGTHS[name] + 200) for name in PARTS])


def text_in(form: Form) -> Text:
    return Text(**{name: str(form[name].value).strip().replace("\r\n", "\n") for name in PARTS})


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, event: str) -> HttpResponse:
    """The words in use; a POST sets others from now on."""
    which, form, unit, at = event_of(event), form_of(), request.user.unit_id, now()
    if request.method == "POST":
        form.read(request.POST)
        if _save(request, which, form):
            return redirect("admin:messaging-text", event=which)
        return render(request, "admin/messaging/text.html", _page(request, which, form), status=422)
    form.fill(text_of(unit=unit, event=which, at=at).parts())
    newest = queries.versions(unit=unit, event=which)[:1]
    form.seen = str(newest[0].pk) if newest else ""
    return render(request, "admin/messaging/text.html", _page(request, which, form))


def _save(request: HttpRequest, event: Event, form: Form) -> bool:
    """Try to set what was typed; False with the errors beside their parts."""
    text, unit = text_in(form), request.user.unit_id
    for name, fault in rules.faults(text).items():
        form[name].error = str(fault)
    if not form.right:
        return False
    rows = queries.versions(unit=unit, event=event)
    if form.seen != (str(rows[0].pk) if rows else ""):
        newest = rows[0]
        theirs = text_of(unit=unit, event=event, at=now()).parts()
        form.meet(ChangedMeanwhile(by=f"officer:{newest.by}", at=newest.valid_from), row=newest, saved=theirs)
        form.seen = str(newest.pk)
        return False
    back = rows[0].pk if rows else 0

    def do() -> dict:
        return {"pk": actions.write_text(unit=unit, event=event, text=text, by=request.actor, at=now()).pk}

    _, fresh = once(request, scope=f"text.{event}", unit=unit, by=request.actor, do=do)
    if fresh:
        undo = reverse("admin:messaging-use", kwargs={"event": event, "pk": back})
        messages.success(request, str(say("Đã đổi lời nhắn, dùng từ bây giờ.")), extra_tags=undo)
    return True


def _page(request: HttpRequest, event: Event, form: Form) -> dict:
    unit, at = request.user.unit_id, now()
    rows = queries.versions(unit=unit, event=event)
    names = dict(Officer.objects.filter(unit_id=unit, login__in={row.by for row in rows}).values_list("login", "name"))
    return {
        "form": form, "event": event, "name": EVENT_NAMES[event], "places": list(PLACES.items()),
        "events": [(one, EVENT_NAMES[one]) for one in Event], "shown": _shown(request, text_in(form)),
        "versions": [{"row": row, "who": names.get(row.by, row.by)} for row in rows],
        "shipped": shipped(event=event, on=day_of(at)),
    }  # fmt: skip


def _shown(request: HttpRequest, text: Text) -> dict:
    """The text as people will read it, with an example in its places; what a telephone company counts."""
    filled = rules.filled(text, sending.sample_values(office_of(request.user.unit_id), now()))
    return {"text": filled, "parts": rules.sms_parts(filled.short), "letters": len(filled.short)}


@never_cache
@administers
@require_POST
def preview(request: HttpRequest, event: str) -> HttpResponse:
    """What was typed, as it will be read; nothing is saved."""
    event_of(event)
    form = form_of()
    form.read(request.POST)
    faults = {PARTS[name]: fault for name, fault in rules.faults(text_in(form)).items()}
    return render(
        request, "admin/messaging/_preview.html", {"shown": _shown(request, text_in(form)), "faults": list(faults.items())}
    )


@never_cache
@administers
@require_POST
def use(request: HttpRequest, event: str, pk: int) -> HttpResponse:
    """Back to an earlier version (0 = the words of the programme), from now on."""
    which, unit = event_of(event), request.user.unit_id
    rows = {row.pk: row for row in queries.versions(unit=unit, event=which)}
    if pk and pk not in rows:
        raise Http404
    row = rows.get(pk)
    text = Text(row.subject, row.body, row.short, row.script) if row and not row.shipped else None
    newest = max(rows, default=0)

    def do() -> dict:
        return {"pk": actions.write_text(unit=unit, event=which, text=text, by=request.actor, at=now()).pk}

    try:
        _, fresh = once(request, scope=f"text.{which}", unit=unit, by=request.actor, do=do)
    except MessageError as error:
        messages.error(request, str(error))
        return redirect("admin:messaging-text", event=which)
    if fresh:
        undo = reverse("admin:messaging-use", kwargs={"event": which, "pk": newest})
        messages.success(request, str(say("Đã dùng lại lời nhắn này.")), extra_tags=undo)
    return redirect("admin:messaging-text", event=which)
