"""A colleague of one's own unit by their login; anybody else's is not there."""

from django.http import Http404, HttpRequest

from thanthien.people.models import Officer
from thanthien.people.queries import officer_by_login


def colleague(request: HttpRequest, login: str) -> Officer:
    """Raises Http404 for an unknown login and for an officer of another unit."""
    found = officer_by_login(login)
    if found is None or found.unit_id != request.user.unit_id:
        raise Http404
    return found
