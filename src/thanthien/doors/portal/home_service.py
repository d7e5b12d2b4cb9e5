"""Asking that the office comes to the house, from the public site; the page behind the link. Works without script.

The request goes by a form only, so that no name, number or house is ever in an address that is logged.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.parts import throttle
from thanthien.doors.parts.addresses import address_of
from thanthien.doors.parts.once import once
from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal import booking_form
from thanthien.doors.portal.booking_form import Asked as Human
from thanthien.doors.portal.place import the_office, unit_of
from thanthien.outreach import actions, home_queries
from thanthien.outreach import home_rules as rules
from thanthien.outreach.home import Asked
from thanthien.outreach.home_rules import Channel, HomeAct, HomeError, HomeState
from thanthien.outreach.models_home import HomeVisit
from thanthien.outreach.rules import BookingError, tidy_name, tidy_phone
from thanthien.people.card import mask_name, mask_phone
from thanthien.people.models import Office
from thanthien.procedures.models import Procedure
from thanthien.procedures.pages import to_bring
from thanthien.procedures.queries import procedure as version_of
from thanthien.procedures.rules import ProcedureError
from thanthien.shared.actor import citizen
from thanthien.shared.clock import day_of, now

WHY = "the secret of the link is the key; it was given to whoever asked"
FIELDS = ("group", "name", "phone", "address", "hamlet", "matter", "note")


@never_cache
@anybody("to ask that the office comes to the house, without an account", unit=unit_of)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Who may have it, and the form; a refusal keeps everything that was typed."""
    place, at = the_office(request), now()
    data = request.POST
    typed = Asked(tasks=tuple(data.getlist("tasks")), **{name: data.get(name, "").strip()[:300] for name in FIELDS})
    chosen = _procedure(data.get("procedure") or request.GET.get("thu-tuc", ""), at)
    errors: dict[str, str] = {}
    begun = data.get("luc", "")[:100]
    if request.method == "POST":
        errors, begun = _faults(place, typed, begun, data.get(booking_form.HONEYPOT, ""), at)
        if not errors:
            try:
                return _sent(request, place, typed, chosen, at)
            except BookingError as error:
                errors[error.field or "page"] = str(error)
    page = {
        "office": place, "typed": typed, "errors": errors, "wrong": dict.fromkeys(FIELDS, "") | errors,
        "entitled": home_queries.entitled(unit=place.unit_id, on=day_of(at)),
        "hamlets": home_queries.hamlets(unit=place.unit_id), "tasks": [(task, task.label) for task in rules.Task],
        "procedure": chosen, "begun": begun or booking_form.stamp(), "honeypot": booking_form.HONEYPOT,
    }  # fmt: skip
    return render(request, "portal/home_service.html", page, status=422 if errors else 200)


def _procedure(code: str, at) -> Procedure | None:
    if not code:
        return None
    try:
        return version_of(code=code.strip()[:40], on=day_of(at))
    except ProcedureError:
        return None


def _faults(place: Office, typed: Asked, begun: str, extra: str, at) -> tuple[dict[str, str], str]:
    """Every fault of what was typed, each at its field, in the order of the page; and the stamp for the next try."""
    errors: dict[str, str] = {}
    groups = home_queries.entitled(unit=place.unit_id, on=day_of(at)).groups
    checks = (
        (rules.check_group, (typed.group,), {"entitled": groups}), (tidy_name, (typed.name,), {}),
        (tidy_phone, (typed.phone,), {}), (rules.tidy_address, (typed.address,), {}), (rules.tasks_of, (typed.tasks,), {}),
        (rules.tidy_note, (typed.note,), {}),
    )  # fmt: skip
    for check, values, more in checks:
        try:
            check(*values, **more)
        except BookingError as error:
            errors[error.field or "page"] = str(error)
    human = Human(begun=begun, extra=extra)
    booking_form.check_human(human)
    return errors | human.errors, human.begun


def _sent(request: HttpRequest, place: Office, typed: Asked, procedure: Procedure | None, at) -> HttpResponse:
    unit = place.unit_id

    def do() -> dict:
        row = actions.ask_home(
            unit=unit,
            asked=typed,
            channel=Channel.PORTAL,
            procedure=procedure,
            by=citizen(unit),
            at=at,
            address=address_of(request),
        )
        return {"token": row.token}

    said = f"{typed.phone} {typed.matter} {procedure.code if procedure else ''}"
    done, _ = once(request, scope="home.ask", unit=unit, by=citizen(unit), do=do, asked=said)
    return redirect(reverse("home-service-manage", args=[done["token"]]) + "?xong=gui")


def _visit(request: HttpRequest, token: str) -> HomeVisit:
    """The request of the link; 404 for an unknown one, and slowly for who tries many."""
    return throttle.behind(request, token, lambda: home_queries.by_token(token=token))


def _unit(request: HttpRequest, token: str) -> str:
    return _visit(request, token).unit_id


def _shown(request: HttpRequest, row: HomeVisit) -> dict:
    names = home_queries.names(unit=row.unit_id, logins=set(row.team))
    return {
        "office": the_office(request, row.unit_id), "row": row, "state": HomeState(row.state).label,
        "name": mask_name(row.name) if row.name else "", "phone": mask_phone(row.phone) if row.phone else "",
        "team": [names.get(one, one) for one in row.team],
        "papers": to_bring(procedure=row.procedure, unit=row.unit_id, on=day_of(now())), "sent": request.GET.get("xong") == "gui",
        "tasks": [rules.Task(one).label for one in row.tasks], "may_cancel": rules.may(row.state, HomeAct.CANCEL), "error": "",
        "why": rules.WhyFailed(row.why_failed).label if row.why_failed else "",
    }  # fmt: skip


@never_cache
@require_GET
@anybody(WHY, unit=_unit)
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """What became of the request: the answer, the day and who comes, the papers to have ready."""
    return render(request, "portal/home_service_manage.html", _shown(request, _visit(request, token)))


@require_POST
@anybody(WHY, unit=_unit)
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Not needed any more."""
    row = _visit(request, token)
    try:
        actions.cancel_home(visit=row, by=citizen(row.unit_id), at=now())
    except HomeError as error:
        return render(request, "portal/home_service_manage.html", {**_shown(request, row), "error": str(error)}, status=422)
    return redirect(reverse("home-service-manage", args=[row.token]))
