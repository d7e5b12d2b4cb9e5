"""Who may enter a page: declared on every view, read by the generated table and by the test that tries every door.

An officer's page carries `officer_required`, a page of the hall `device_required`, an address of the API the scopes its token
needs (doors/api/entry.py), everything else `anybody("why")`. Each of them enters the scope of one unit, so that a query without a
unit raises and another unit's rows cannot be shown by mistake.
"""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps

from django.http import HttpRequest

from thanthien.people.scoping import in_unit

UnitOf = Callable[..., str | None]


def anybody(why: str, *, unit: UnitOf | None = None) -> Callable:
    """A view for everybody. `why` says what makes that right (it is shown in docs/generated/permissions.md).

    `unit(request, **kwargs)` gives the statistical code whose rows the page reads, or None; without it the page reads no rows of
    a unit, or enters a scope itself.
    """

    def wrap(view: Callable) -> Callable:
        @wraps(view)
        def checked(request: HttpRequest, *args, **kwargs):
            code = unit(request, *args, **kwargs) if unit else None
            with in_unit(code) if code else nullcontext():
                return view(request, *args, **kwargs)

        checked.anybody = why
        return checked

    return wrap


def declared(view: object) -> tuple[str | None, object]:
    """What a view declares: ("officer", roles; () = any officer), ("device", kind), ("token", scopes),
    ("anybody", why), or (None, None).
    """
    while view is not None:
        for kind, name in (("device", "device_kind"), ("officer", "roles"), ("token", "token_scopes"), ("anybody", "anybody")):
            if hasattr(view, name):
                return kind, getattr(view, name)
        view = getattr(view, "__wrapped__", None)
    return None, None
