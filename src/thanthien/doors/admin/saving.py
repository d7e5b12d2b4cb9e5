"""Saving a form once, meeting another administrator's save, taking things away with a way back."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest

from thanthien.doors.admin.forms import Form
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.journal.models import Witnessed
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.people.rules import Role
from thanthien.shared.wording import Refusal

administers = officer_required(Role.ADMIN)


def save(
    request: HttpRequest,
    form: Form,
    do: Callable[[], Mapping[str, object]],
    *,
    scope: str,
    row: Witnessed | None = None,
    saved: Callable[[Witnessed], Mapping[str, object]] | None = None,
    name: str = "",
) -> dict | None:
    """Do the act of a form that was read, once per key; what it returned, or None with the reason in the form.

    `row` and `saved` (its values as the form names them) are for a record that another may have saved meanwhile; `name` = the
    field beside which a refusal stands.
    """
    if not form.right:
        return None
    try:
        result, _ = once(request, scope=scope, unit=request.user.unit_id, by=request.actor, do=lambda: dict(do()))
        return result
    except ChangedMeanwhile as other:
        if row is None or saved is None:
            raise
        row.refresh_from_db()
        form.meet(other, row=row, saved=saved(row))
    except Refusal as error:
        form.fail(error, name)
    return None


def attempt(request: HttpRequest, do: Callable[[], object], *, scope: str, done: object, undo: str = "") -> bool:
    """One press in a list: the act once per key; what was done is said with a way back, a refusal stands above the list."""

    def act() -> dict:
        do()
        return {}

    try:
        _, fresh = once(request, scope=scope, unit=request.user.unit_id, by=request.actor, do=act)
    except Refusal as error:
        messages.error(request, str(error))
        return False
    if fresh:
        messages.success(request, str(done), extra_tags=undo)
    return True


def tell(request: HttpRequest, text: object) -> None:
    """Say what was saved, as a toast on the next page."""
    messages.success(request, str(text))
