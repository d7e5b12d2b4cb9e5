"""`/khong-nhan-tin/<code>`: the link under every message. One press ends messages, another brings them back. No login."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal.place import the_office
from thanthien.messaging import actions, queries
from thanthien.messaging.models import Message
from thanthien.people.scoping import in_unit
from thanthien.shared.clock import now


@csrf_exempt  # a mail programme presses for its reader (RFC 8058): it has the secret code and no cookie
@anybody("who holds the link of a message may end messages to that address; the page names nobody")
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, code: str) -> HttpResponse:
    """The question, and what became of it."""
    message = queries.by_code(code=code)
    if message is None or not message.recipient:
        raise Http404
    with in_unit(message.unit_id):
        if request.method == "POST":
            _do(request, message)
        refused = queries.refuses(unit=message.unit_id, recipient=message.recipient)
        page = {"office": the_office(request, message.unit_id), "refused": refused, "pressed": request.method == "POST"}
        return render(request, "portal/no_messages.html", page)


def _do(request: HttpRequest, message: Message) -> None:
    if request.POST.get("again"):
        actions.allow(message=message, at=now())
    else:
        actions.refuse(message=message, at=now())
