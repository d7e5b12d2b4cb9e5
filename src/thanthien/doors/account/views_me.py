"""`/toi/`: one's own roles and until when, delegations, contact, password, second step, sessions, tokens in
one's name, absence.
"""

from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.account import first_things, sessions, views_tokens
from thanthien.doors.account.passwords import HELP
from thanthien.doors.account.views_second import state_of
from thanthien.doors.parts.first_page import first_page
from thanthien.doors.parts.newcomers import welcome
from thanthien.doors.parts.officers import officer_required
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.people import actions as people
from thanthien.people import queries
from thanthien.people.rules import ABSENCE_NAMES, ROLE_NAMES, PeopleError, Role
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say


def page_of(request: HttpRequest, *, wrong: dict[str, str] | None = None) -> dict:
    """What the page of one's own shows; `wrong`: part of the page → sentence."""
    officer, today = request.user, day_of(now())
    typed = request.POST if wrong and "contact" in wrong else {}
    return {
        "roles": [_role(grant) for grant in queries.grants_ahead(officer=officer, on=today)],
        "given": [row for row in queries.delegations(unit=officer.unit_id, on=today) if row.giver_id == officer.pk],
        "second": state_of(officer),
        "tokens": views_tokens.lines(officer, now()),
        "places": sessions.places(request),
        "absences": list(queries.absences_ahead(officer=officer, on=today)),
        "kinds": list(ABSENCE_NAMES.items()),
        "stand_ins": [o for o in queries.officers_of(unit=officer.unit_id) if o.pk != officer.pk],
        "today": today,
        "phone": typed.get("phone", officer.phone), "email": typed.get("email", officer.email),
        "seen": typed.get("seen") or officer.witness(),
        "wrong": wrong or {}, "said": request.GET.get("xong", ""), "own_password": officer.has_usable_password(),
    }  # fmt: skip


def _role(grant) -> dict:
    giver = grant.delegation.giver.name if grant.delegation_id else ""
    document = grant.delegation.document if grant.delegation_id else ""
    return {
        "name": ROLE_NAMES[Role(grant.role)], "since": grant.valid_from, "until": grant.valid_to, "giver": giver,
        "document": document, "place": grant.place.name if grant.place_id else "",
    }  # fmt: skip


@require_GET
@never_cache
@officer_required()
def me(request: HttpRequest) -> HttpResponse:
    return render(request, "account/me.html", page_of(request))


@require_POST
@officer_required()
def contact(request: HttpRequest) -> HttpResponse:
    """One's own phone and e-mail, as they stand on the public page of contacts."""
    facts = {"phone": request.POST.get("phone", "").strip()[:20], "email": request.POST.get("email", "").strip()[:254]}
    try:
        _check_contact(facts)
        seen = request.POST.get("seen", "")
        people.change_officer(officer=request.user, seen=seen, by=request.actor, at=now(), **facts)
    except (PeopleError, ChangedMeanwhile) as error:
        return render(request, "account/me.html", page_of(request, wrong={"contact": str(error)}), status=422)
    return redirect("/toi/?xong=lien-he")


def _check_contact(facts: dict[str, str]) -> None:
    digits = [letter for letter in facts["phone"] if letter not in " .+-"]
    if facts["phone"] and (not all(map(str.isdigit, digits)) or not 8 <= len(digits) <= 15):
        raise PeopleError(say("Số điện thoại gồm 8 đến 15 chữ số. Xem lại số."))
    name, _, place = facts["email"].partition("@")
    if facts["email"] and (not name or "." not in place or " " in facts["email"]):
        raise PeopleError(say("Thư điện tử có dạng ten@noi.vn. Xem lại."))


@require_POST
@officer_required()
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign another browser of one's own out."""
    if not sessions.end(request.user, pk):
        raise Http404
    return redirect("/toi/?xong=phien")


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@officer_required()
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password. This session goes on, every other one ends."""
    first = first_things.PASSWORD in request.session.get(first_things.KEY, [])
    page = {"first": first, "help": HELP, "wrong": {}, "has": request.user.has_usable_password() and not first}
    if request.method == "GET":
        return render(request, "account/password.html", page)
    page["wrong"] = _changed(request, asked=page["has"])
    if page["wrong"]:
        return render(request, "account/password.html", page, status=422)
    first_things.done(request, first_things.PASSWORD)
    if first:
        welcome(request)
    return redirect(first_things.next_page(request) or (first_page(request.user) if first else "/toi/?xong=mat-khau"))


def _changed(request: HttpRequest, *, asked: bool) -> dict[str, str]:
    """Set the new password; returns field → what is wrong, or {} when it is set. The old one is asked of whoever has one, except
    right after it let them in from the administrator's slip.
    """
    old, new, again = (request.POST.get(name, "") for name in ("old", "new", "again"))
    if asked and not request.user.check_password(old):
        return {"old": str(say("Mật khẩu đang dùng chưa đúng. Xem phím Caps Lock và bộ gõ tiếng Việt."))}
    if request.user.has_usable_password() and request.user.check_password(new):
        return {"new": str(say("Mật khẩu mới phải khác mật khẩu đang dùng."))}
    if new != again:
        return {"again": str(say("Hai lần gõ chưa giống nhau. Gõ lại lần thứ hai."))}
    try:
        officer = people.set_password(officer=request.user, password=new, by=request.actor, at=now())
    except PeopleError as error:
        return {"new": str(error)}
    update_session_auth_hash(request, officer)
    sessions.only_here(request)
    return {}
