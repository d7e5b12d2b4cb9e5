"""The photo of an officer, as people see it at the counter: changed by oneself or an administrator (shown by the hall's door)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from thanthien.doors.account import photos
from thanthien.doors.account.finding import colleague
from thanthien.doors.account.views_me import page_of
from thanthien.doors.parts.officers import officer_required
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.rules import PeopleError, Role
from thanthien.shared.clock import now
from thanthien.shared.wording import say


def _put(request: HttpRequest, officer: Officer) -> None:
    """Raises PeopleError; the old file goes when the new one stands."""
    sent = request.FILES.get("photo")
    if sent is None and "drop" not in request.POST:
        raise PeopleError(say("Chưa chọn ảnh. Bấm Chọn tệp rồi gửi."))
    name = photos.keep(sent, size=sent.size) if sent is not None else ""
    old = officer.photo
    people.put_photo(officer=officer, photo=name, by=request.actor, at=now())
    photos.drop(old)


@require_POST
@officer_required()
def mine(request: HttpRequest) -> HttpResponse:
    try:
        _put(request, request.user)
    except PeopleError as error:
        return render(request, "account/me.html", page_of(request, wrong={"photo": str(error)}), status=422)
    return redirect("me")


@require_POST
@officer_required(Role.ADMIN)
def of(request: HttpRequest, login: str) -> HttpResponse:
    """A refusal is the page that says why; the way back is the browser's."""
    _put(request, colleague(request, login))
    return redirect(request.POST.get("next") if request.POST.get("next", "").startswith("/quan-tri/") else "/quan-tri/")
