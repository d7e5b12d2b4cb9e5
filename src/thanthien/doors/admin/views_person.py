"""`/quan-tri/can-bo/<login>`: one officer: facts, roles with dates, who acts for them, how they sign in."""

from collections.abc import Callable
from datetime import timedelta

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from thanthien.doors.admin.forms import Field, Form, as_date
from thanthien.doors.admin.saving import administers, attempt, save, tell
from thanthien.doors.admin.views_people import facts, person_or_404
from thanthien.doors.admin.views_services import field_names
from thanthien.people import actions as people
from thanthien.people import queries
from thanthien.people.models import Delegation, Officer, RoleGrant, Substitute, Unit
from thanthien.people.rules import RANK_NAMES, ROLE_NAMES, Role
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

SALT = "admin.person"
TEN_MINUTES = 600
STAND_INS = 3


def facts_form(officer: Officer, roles: frozenset[str]) -> Form:
    rank = Field("rank", say("Cấp hàm"), kind="select", choices=[("", "–"), *RANK_NAMES.items()], size="mid")
    return Form([*facts(), *([rank] if Role.POLICE in roles else [])]).fill(saved(officer), row=officer)


def saved(officer: Officer) -> dict[str, object]:
    return {name: getattr(officer, name) for name in ("name", "position", "phone", "email", "rank")}


def role_form(unit: str, today: object) -> Form:
    """A role from a day, for some fields, for a hamlet."""
    hamlets = Unit.objects.filter(parent_id=unit, successor=None).order_by("name_fold")
    places = [("", str(say("Cả xã"))), *((one.pk, one.name) for one in hamlets)]
    fields = [
        Field("role", say("Vai trò"), kind="select", choices=list(ROLE_NAMES.items()), size="mid", need=say("Chọn vai trò.")),
        Field("valid_from", say("Từ ngày"), kind="date", size="short", need=say("Ghi ngày bắt đầu.")),
        Field("valid_to", say("Đến hết ngày"), kind="date", size="short", hint=say("Để trống nếu chưa biết ngày thôi.")),
        *([Field("place", say("Ở đâu"), kind="select", choices=places, size="mid")] if len(places) > 1 else []),
        Field("fields", say("Lĩnh vực"), kind="checks", choices=list(field_names().items())),
    ]
    return Form(fields).fill({"valid_from": today})


def delegation_form(officer: Officer, roles: frozenset[str], today: object) -> Form:
    others = [("", "–"), *((o.login, o.name) for o in queries.officers_of(unit=officer.unit_id) if o.pk != officer.pk)]
    mine = [(str(role), str(name)) for role, name in ROLE_NAMES.items() if role in roles]
    return Form(
        [
            Field("taker", say("Ai làm thay"), kind="select", choices=others, size="mid", need=say("Chọn người nhận ủy quyền.")),
            Field("roles", say("Việc nào"), kind="checks", choices=mine, need=say("Đánh dấu việc ủy quyền.")),
            Field("from", say("Từ ngày"), kind="date", size="short", need=say("Ghi ngày bắt đầu.")),
            Field("to", say("Đến hết ngày"), kind="date", size="short", need=say("Ghi ngày cuối.")),
            Field("document", say("Số văn bản"), size="mid", need=say("Ghi số văn bản, như 12/UQ-UBND."), most=60),
        ]
    ).fill({"from": today})


def substitutes_form(officer: Officer) -> Form:
    others = [("", "–"), *((o.login, o.name) for o in queries.officers_of(unit=officer.unit_id) if o.pk != officer.pk)]
    rows = Substitute.objects.filter(officer=officer).select_related("stand_in").order_by("order")
    named = [row.stand_in.login for row in rows][:STAND_INS]
    fields = [
        Field(f"stand_in_{n}", say("Người làm thay thứ {n}", n=n), kind="select", choices=others, size="mid")
        for n in range(1, STAND_INS + 1)
    ]
    return Form(fields).fill({f"stand_in_{n}": login for n, login in enumerate(named, 1)})


def forms_of(officer: Officer) -> dict[str, Form]:
    today = day_of(now())
    roles = queries.roles_of(officer, on=today)
    made = {
        "facts": facts_form(officer, roles), "role": role_form(officer.unit_id, today),
        "delegation": delegation_form(officer, roles, today), "substitutes": substitutes_form(officer),
    }  # fmt: skip
    return {name: form.called(name) for name, form in made.items()}


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, login: str) -> HttpResponse:
    """The page; a POST says by `form` which of its parts it saves."""
    officer = person_or_404(request, login)
    forms = forms_of(officer)
    which = request.POST.get("form", "")
    if request.method == "POST":
        if which not in forms:
            raise Http404
        if forms[which].read(request.POST):
            done = SAVING[which](request, officer, forms[which])
            if done:
                tell(request, done)
                return redirect("admin:person", login)
    page = page_of(officer) | {"forms": forms, "open": which}  # the part with the error stands open
    return render(request, "admin/person.html", page, status=422 if request.method == "POST" else 200)


def page_of(officer: Officer) -> dict:
    """What the page shows beside its forms."""
    today = day_of(now())
    grants = RoleGrant.objects.filter(officer=officer).select_related("place", "delegation__giver").order_by("-valid_from", "-pk")
    names = field_names()
    rows = [
        {
            "grant": g,
            "name": ROLE_NAMES[Role(g.role)],
            "fields": [names.get(f, f) for f in g.fields],
            "state": "soon" if g.valid_from > today else "over" if g.valid_to and g.valid_to < today else "now",
        }
        for g in grants
    ]
    running = queries.delegations(unit=officer.unit_id, on=today)
    return {
        "officer": officer, "rows": rows, "delegations": [d for d in running if officer.pk in (d.giver_id, d.taker_id)],
        "absences": list(queries.absences_ahead(officer=officer, on=today)),
        "role_names": {str(role): name for role, name in ROLE_NAMES.items()},
    }  # fmt: skip


def _save_facts(request: HttpRequest, officer: Officer, form: Form) -> object:
    def do() -> dict:
        people.change_officer(officer=officer, seen=form.seen, by=request.actor, at=now(), **form.values)
        return {}

    done = save(request, form, do, scope=f"officer:{officer.login}", row=officer, saved=saved)
    return say("Đã lưu {name}.", name=form.values["name"]) if done is not None else None


def _save_role(request: HttpRequest, officer: Officer, form: Form) -> object:
    value = form.values
    place = Unit.objects.filter(pk=value.get("place") or "", parent_id=officer.unit_id).first()

    def do() -> dict:
        grant = people.grant_role(
            officer=officer, role=Role(str(value["role"])), valid_from=value["valid_from"], valid_to=value["valid_to"],
            fields=tuple(value["fields"]), place=place, by=request.actor, at=now(),
        )  # fmt: skip
        return {"pk": grant.pk}

    done = save(request, form, do, scope=f"officer-role:{officer.login}", name="role")
    return say("Đã giao: {role}.", role=ROLE_NAMES[Role(str(value["role"]))]) if done is not None else None


def _save_delegation(request: HttpRequest, officer: Officer, form: Form) -> object:
    value = form.values
    taker = person_or_404(request, str(value["taker"]))

    def do() -> dict:
        given = people.delegate(
            giver=officer, taker=taker, roles=[Role(role) for role in value["roles"]], valid_from=value["from"],
            valid_to=value["to"], document=str(value["document"]), by=request.actor, at=now(),
        )  # fmt: skip
        return {"pk": given.pk}

    done = save(request, form, do, scope=f"officer-delegate:{officer.login}", name="roles")
    return (
        say("{taker} làm thay {giver} trong những ngày ấy.", taker=taker.name, giver=officer.name) if done is not None else None
    )


def _save_substitutes(request: HttpRequest, officer: Officer, form: Form) -> object:
    logins = [str(form.values[f"stand_in_{n}"]) for n in range(1, STAND_INS + 1)]
    others = [person_or_404(request, login) for login in dict.fromkeys(logins) if login]

    def do() -> dict:
        people.name_substitutes(officer=officer, stand_ins=others, by=request.actor, at=now())
        return {}

    done = save(request, form, do, scope=f"officer-substitutes:{officer.login}", name="stand_in_1")
    return say("Đã lưu người làm thay.") if done is not None else None


SAVING: dict[str, Callable[[HttpRequest, Officer, Form], object]] = {
    "facts": _save_facts,
    "role": _save_role,
    "delegation": _save_delegation,
    "substitutes": _save_substitutes,
}


@administers
@require_POST
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """The role ends with yesterday, or goes when it had not begun. The way back gives it again from today on."""
    grant = RoleGrant.objects.filter(pk=pk, unit_id=request.user.unit_id).select_related("officer", "place").first()
    if grant is None:
        raise Http404
    facts = {
        "login": grant.officer.login, "role": grant.role, "to": grant.valid_to.isoformat() if grant.valid_to else "",
        "from": grant.valid_from.isoformat(), "fields": grant.fields, "place": grant.place_id,
    }  # fmt: skip
    attempt(
        request, scope=f"role-end:{pk}", done=say("Đã thôi giao: {role}.", role=ROLE_NAMES[Role(grant.role)]),
        undo=reverse("admin:role-again") + "?k=" + signing.dumps(facts, salt=SALT, compress=True),
        do=lambda: people.end_role(grant=grant, on=day_of(now()) - timedelta(days=1), by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:person", grant.officer.login)


@administers
@require_POST
def role_again(request: HttpRequest) -> HttpResponse:
    """Give an ended role back as it was, from today on (or from its own first day when that lies ahead)."""
    try:
        facts = signing.loads(request.GET.get("k", ""), salt=SALT, max_age=TEN_MINUTES)
    except signing.BadSignature:
        raise Http404 from None
    officer, today = person_or_404(request, facts["login"]), day_of(now())
    place = Unit.objects.filter(pk=facts["place"]).first() if facts["place"] else None
    attempt(
        request,
        scope="role-again",
        done=say("Đã giao lại: {role}.", role=ROLE_NAMES[Role(facts["role"])]),
        do=lambda: people.grant_role(
            officer=officer,
            role=Role(facts["role"]),
            valid_from=max(today, as_date(facts["from"])),
            valid_to=as_date(facts["to"]),
            fields=tuple(facts["fields"]),
            place=place,
            by=request.actor,
            at=now(),
        ),
    )
    return redirect("admin:person", officer.login)


@administers
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on the taker acts for the giver no more; the way back is a new delegation of the same document."""
    given = Delegation.objects.filter(pk=pk, unit_id=request.user.unit_id).select_related("giver", "taker").first()
    if given is None:
        raise Http404
    facts = {
        "giver": given.giver.login, "taker": given.taker.login, "roles": given.roles, "to": given.valid_to.isoformat(),
        "from": given.valid_from.isoformat(), "document": given.document,
    }  # fmt: skip
    attempt(
        request, scope=f"delegation-withdraw:{pk}", done=say("Đã thu hồi ủy quyền {document}.", document=given.document),
        undo=reverse("admin:delegation-again") + "?k=" + signing.dumps(facts, salt=SALT, compress=True),
        do=lambda: people.withdraw_delegation(delegation=given, by=request.actor, at=now()),
    )  # fmt: skip
    back = request.POST.get("back", "")
    return redirect("admin:person", back if back in (given.giver.login, given.taker.login) else given.giver.login)


@administers
@require_POST
def delegation_again(request: HttpRequest) -> HttpResponse:
    """Give a withdrawn delegation again, from today on."""
    try:
        facts = signing.loads(request.GET.get("k", ""), salt=SALT, max_age=TEN_MINUTES)
        giver, taker = person_or_404(request, facts["giver"]), person_or_404(request, facts["taker"])
    except (signing.BadSignature, KeyError):
        raise Http404 from None
    attempt(
        request, scope="delegation-again", done=say("Ủy quyền {document} có lại.", document=facts["document"]),
        do=lambda: people.delegate(
            giver=giver, taker=taker, roles=[Role(role) for role in facts["roles"]], document=facts["document"],
            valid_from=max(day_of(now()), as_date(facts["from"])), valid_to=as_date(facts["to"]), by=request.actor, at=now(),
        ),
    )  # fmt: skip
    return redirect("admin:person", giver.login)
