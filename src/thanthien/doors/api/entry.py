"""Who may enter: each route carries `needs(scope)` or `open_to_all(why)`; the wrapper around its address checks it before the
body is read, enters the scope of one unit, and turns whatever goes wrong into a problem.

A route's `find` gets its object by the address: another unit's object answers 404, as if it were not there.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps

from django.http import HttpRequest, HttpResponse
from ninja.operation import PathView

from thanthien.doors.api import limits
from thanthien.doors.api.problems import Problem, answer_to
from thanthien.doors.api.replies import finished
from thanthien.doors.parts.addresses import address_of
from thanthien.people.models import ApiToken
from thanthien.people.queries import api_token, token_actor
from thanthien.people.rules import SCOPE_NAMES, Scope
from thanthien.people.scoping import in_unit
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

Find = Callable[..., object]
UnitOf = Callable[..., str | None]
SEEN_EVERY = timedelta(minutes=1)
KEY = re.compile(r"[!-~]{1,80}")


@dataclass(frozen=True, slots=True)
class Gate:
    """What a route asks of whoever comes. `scope` None = nothing, and then `why`; `unit` names the unit of a public route."""

    scope: Scope | None = None
    find: Find | None = None
    why: str = ""
    unit: UnitOf | None = None

    @contextmanager
    def entered(self, request: HttpRequest, kwargs: dict) -> Iterator[None]:
        """Raises the problem 401, 403, 404 or 429; sets `request.actor`, `request.token` and `request.found`."""
        _check_key(request)
        if self.scope is None:
            limits.count(f"address:{address_of(request)}", most=limits.ADDRESS_A_MINUTE, at=now())
            code = self.unit(request, **kwargs) if self.unit else None
            with in_unit(code) if code else nullcontext():
                yield
            return
        token = _token(request)
        request.token, request.actor = token, None
        with in_unit(token.unit_id):
            _seen(token)
            request.actor = token_actor(token, on=day_of(now()))
            limits.count(f"token:{token.pk}", most=limits.TOKEN_A_MINUTE, at=now())
            if self.scope not in token.scopes:
                raise Problem(
                    "forbidden", say("Khóa này chưa có việc: {what}. Xin quản trị cấp thêm.", what=SCOPE_NAMES[self.scope])
                )
            request.found = self.find(request, **kwargs) if self.find else None
            yield


def needs(scope: Scope, *, find: Find | None = None) -> Callable:
    """A route for tokens with this scope. `find(request, **parameters)` gets its object or raises a 404 problem."""
    return _carrying(Gate(scope=scope, find=find))


def open_to_all(why: str, *, unit: UnitOf | None = None) -> Callable:
    """A route without a token; `why` is shown in docs/generated/permissions.md."""
    return _carrying(Gate(why=why, unit=unit))


def _carrying(gate: Gate) -> Callable:
    def wrap(view: Callable) -> Callable:
        view.gate = gate
        return view

    return wrap


def _token(request: HttpRequest) -> ApiToken:
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    found = api_token(text.strip(), at=now()) if kind.lower() == "bearer" and text.strip() else None
    if found is None:
        raise Problem("no-token", headers={"WWW-Authenticate": 'Bearer realm="thanthien"'})
    return found


def _seen(token: ApiToken) -> None:
    moment = now()
    if token.last_used is None or moment - token.last_used > SEEN_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used=moment)


def _check_key(request: HttpRequest) -> None:
    key = request.headers.get("Idempotency-Key")
    if request.method == "POST" and key is not None and not KEY.fullmatch(key):
        detail = str(say("Từ 1 đến 80 chữ cái, chữ số, không dấu."))
        raise Problem(
            "invalid", errors=[{"field": "header/Idempotency-Key", "code": "string_pattern_mismatch", "detail": detail}]
        )


def guarded(view: Callable, routes: PathView) -> Callable:
    """The view of one address with all its methods, behind the gates that its routes carry."""
    gates: dict[str, Gate] = {method: one.view_func.gate for one in routes.operations for method in one.methods}

    @wraps(view)
    def entered(request: HttpRequest, **kwargs) -> HttpResponse:
        try:
            gate = gates.get(request.method)
            if gate is None:
                raise Problem("method", headers={"Allow": ", ".join(sorted(gates))})
            with gate.entered(request, kwargs):
                answer = view(request, **kwargs)
        except Exception as error:
            answer = answer_to(request, error)
        return finished(request, answer)

    scopes = {method: gate.scope for method, gate in gates.items() if gate.scope is not None}
    if scopes:
        entered.token_scopes = scopes
    else:
        entered.anybody = "; ".join(dict.fromkeys(gate.why for gate in gates.values()))
    return entered
