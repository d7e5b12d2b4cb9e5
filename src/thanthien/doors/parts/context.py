"""What every page may show: the office, whether this is a demonstration, a fresh key for its forms, the stream's token."""

from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest

from thanthien.doors.parts.newcomers import NEW_HERE
from thanthien.people.queries import office_or_none


def office(request: HttpRequest) -> dict:
    """`office` of the logged-in officer (or None), `new_here`, `demo`, `once_key` for forms, `now` of the server."""
    from thanthien.shared.clock import now

    unit = getattr(getattr(request, "user", None), "unit_id", None)
    return {
        "office": office_or_none(unit) if unit else None,
        "new_here": bool(unit and request.session.get(NEW_HERE)),
        "demo": settings.DEMO,
        "once_key": uuid4().hex,
        "now": now(),
    }
