"""The photo of an officer, as people see it at the counter: shown to all, changed by oneself or an administrator."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.account import photos
from thanthien.doors.account.finding import colleague
from thanthien.doors.account.views_me import page_of
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.policies import anybody
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.queries import officer_by_login
from thanthien.people.rules import PeopleError, Role
from thanthien.shared.clock import now
from thanthien.shared.wording import say


@require_GET
@anybody("the photo and name of who serves stand at the counter (M10)")
def photo(request: HttpRequest, login: str) -> HttpResponse:
    officer = officer_by_login(login)
    path = photos.path_of(officer.photo) if officer is not None and officer.is_active else None
    if path is None:
        raise Http404
    answer = FileResponse(path.open("rb"), content_type="image/jpeg")
    answer["Cache-Control"] = "public, max-age=300"
    return answer


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
