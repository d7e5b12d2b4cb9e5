"""Where a page asks for the key of its event stream: who asks decides which audience they get."""

from django.http import HttpRequest, JsonResponse

from thanthien.doors.parts import live_tokens
from thanthien.doors.parts.devices import device_of
from thanthien.people.queries import roles_of
from thanthien.people.rules import Role
from thanthien.shared.clock import now

AUDIENCE_ROLES = {
    "counter": {Role.ONE_STOP, Role.GUIDE},
    "officer": {Role.ONE_STOP, Role.SPECIALIST, Role.POLICE, Role.LEADER, Role.SEAL_CLERK},
    "leader": {Role.LEADER, Role.PARTY_SECRETARY},
}


def token(request: HttpRequest, audience: str, unit: str) -> JsonResponse:
    """A token of one minute, or 403 with a sentence. The hall's stream carries nothing personal, so the phone page may have it too."""
    allowed = audience == "hall"
    if not allowed and request.user.is_authenticated and request.user.unit_id == unit:
        allowed = bool(AUDIENCE_ROLES.get(audience, set()) & roles_of(request.user, on=now().date()))
    if not allowed and device_of(request, unit=unit) is None:
        return JsonResponse({"error": "Trang này đã hết phiên. Đăng nhập lại để xem tiếp."}, status=403)
    if not allowed:
        return JsonResponse({"error": "Thiết bị này không được xem luồng ấy."}, status=403)
    return JsonResponse({"token": live_tokens.issue(audience=audience, unit=unit)})
