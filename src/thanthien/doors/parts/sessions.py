"""Sessions on a full disk: a page that is only read opens all the same, a form is told why it was not kept."""

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from thanthien.doors.parts.errors import disk_is_full, no_room


class Sessions(SessionMiddleware):
    """Django writes the session after the view, where the kind errors do not reach, and calls any failure "logged out" (400)."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except (SessionInterrupted, DatabaseError) as error:
            if not disk_is_full(error):
                raise
            return response if request.method in ("GET", "HEAD") else no_room(request)
