"""Tokens in one's own name, on `/toi/`: who made each for which programme, when it was used, taken back with a way back."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from thanthien.doors.parts.officers import officer_required
from thanthien.people import actions as people
from thanthien.people import queries
from thanthien.people.models import ApiToken, Officer
from thanthien.people.queries import Lent
from thanthien.people.rules import SCOPE_NAMES, PeopleError, Scope
from thanthien.people.tokens import UNDO, revoked_by
from thanthien.shared.clock import now
from thanthien.shared.wording import said


def lines(officer: Officer, at: datetime) -> list[dict]:
    """The tokens that hold, and those that the officer took back a moment ago, which can still be given again."""
    found = [(one, _fresh(one, officer, at)) for one in queries.tokens_in_name_of(officer=officer, at=at)]
    return [_line(one, fresh) for one, fresh in found if one.holds or fresh]


def _fresh(one: Lent, officer: Officer, at: datetime) -> bool:
    ended = one.token.revoked_at
    return ended is not None and at - ended <= UNDO and revoked_by(one.token) == officer.login


def _line(one: Lent, fresh: bool) -> dict:
    return {
        "pk": one.token.pk, "name": one.token.name, "issuer": one.issuer, "made_at": one.token.made_at, "fresh": fresh,
        "until": one.token.expires_at, "last_used": one.token.last_used,
        "may": ", ".join(said(SCOPE_NAMES[Scope(scope)]) for scope in one.token.scopes),
    }  # fmt: skip


def _mine(request: HttpRequest, pk: int) -> ApiToken:
    """A token in the officer's own name; anybody else's is not there."""
    found = queries.token_of(officer=request.user, pk=pk)
    if found is None:
        raise Http404
    return found


@require_POST
@officer_required()
def noted(request: HttpRequest) -> HttpResponse:
    """The officer has seen what was made in their name."""
    people.note_tokens(officer=request.user, by=request.actor, at=now())
    return redirect("/toi/?xong=khoa-da-xem#khoa")


@require_POST
@officer_required()
def shut_out(request: HttpRequest, pk: int) -> HttpResponse:
    """The programme opens nothing in the officer's name from now on."""
    people.revoke_token(token=_mine(request, pk), by=request.actor, at=now())
    return redirect("/toi/#khoa")


@require_POST
@officer_required()
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """It was a slip: the token holds as before."""
    try:
        people.restore_token(token=_mine(request, pk), by=request.actor, at=now())
    except PeopleError:
        return redirect("/toi/?xong=khoa-lau#khoa")
    return redirect("/toi/#khoa")
