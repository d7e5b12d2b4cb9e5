"""What an administrator does for a colleague who cannot get in: unlock, or take the second step off a lost telephone."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from thanthien.doors.account import lockout
from thanthien.doors.account.finding import colleague
from thanthien.doors.parts.officers import officer_required
from thanthien.people import actions as people
from thanthien.people.access import check_may_manage
from thanthien.people.rules import Role
from thanthien.shared.clock import now
from thanthien.shared.wording import say


def _back(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("next", "")
    return redirect(wanted if wanted.startswith("/quan-tri/") else "/quan-tri/")


@require_POST
@officer_required(Role.ADMIN)
def unlock(request: HttpRequest, login: str) -> HttpResponse:
    officer = colleague(request, login)
    check_may_manage(by=request.actor, unit=officer.unit_id)
    lockout.unlock(officer)
    people.note_sign_in(officer=officer, done="unlocked", by=request.actor, at=now())
    messages.success(request, str(say("{name} đăng nhập lại được ngay.", name=officer.name)))
    return _back(request)


@require_POST
@officer_required(Role.ADMIN)
def lost_phone(request: HttpRequest, login: str) -> HttpResponse:
    """The second step is off; who must have one sets up a new one at the next login."""
    officer = colleague(request, login)
    check_may_manage(by=request.actor, unit=officer.unit_id)
    Authenticator.objects.filter(user=officer).delete()
    people.note_sign_in(officer=officer, done="off", by=request.actor, at=now())
    messages.success(request, str(say("Đã bỏ bước thứ hai của {name}. Lần đăng nhập tới sẽ cài lại.", name=officer.name)))
    return _back(request)
