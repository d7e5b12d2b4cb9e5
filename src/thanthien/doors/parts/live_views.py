"""Where a page asks for the key of its event stream: who asks decides which audience they get."""

from django.http import HttpRequest, JsonResponse

from thanthien.doors.parts import live_tokens
from thanthien.doors.parts.policies import anybody
from thanthien.people.queries import roles_of
from thanthien.people.rules import Role
from thanthien.people.scoping import in_unit
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

AUDIENCE_ROLES = {
    "counter": {Role.ONE_STOP, Role.GUIDE, Role.POLICE},
    "officer": set(Role) - {Role.HAMLET_HEAD, Role.MASS_ORG},
    "leader": {Role.LEADER, Role.PARTY_SECRETARY},
}


@anybody("the hall's stream is what its screen shows; other streams ask for a login of the unit")
def token(request: HttpRequest, audience: str, unit: str) -> JsonResponse:
    """A token of one minute, or 403 with a sentence. The hall's stream carries nothing personal: whoever reads the display may
    have it.
    """
    if audience == "hall":
        return JsonResponse({"token": live_tokens.issue(audience=audience, unit=unit)})
    if request.user.is_authenticated and request.user.unit_id == unit:
        with in_unit(unit):
            held = roles_of(request.user, on=day_of(now()))
        if AUDIENCE_ROLES.get(audience, set()) & held:
            return JsonResponse({"token": live_tokens.issue(audience=audience, unit=unit)})
        return JsonResponse({"error": str(say("Luồng này dành cho việc khác trong xã."))}, status=403)
    return JsonResponse({"error": str(say("Trang này đã hết phiên. Đăng nhập lại để xem tiếp."))}, status=403)
