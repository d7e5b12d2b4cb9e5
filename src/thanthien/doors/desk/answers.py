"""How the desk answers: fragments for htmx with a toast beside them; a room's refusal keeps everything that was typed."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from thanthien.doors.parts.errors import sentence
from thanthien.shared.wording import Refusal


def toast(request: HttpRequest, text: str, *, tone: str = "", undo: str = "", undo_target: str = "#desk") -> str:
    """A toast that takes its place at the bottom of the page, whatever else is swapped."""
    what = {"text": text, "tone": tone, "undo": undo, "undo_target": undo_target}
    return '<div id="say" hx-swap-oob="innerHTML">' + render_to_string("parts/_toast.html", what, request=request) + "</div>"


def refused(request: HttpRequest, error: Exception, *, status: int = 422) -> HttpResponse:
    """Only a toast: what is on the screen stays as it is."""
    text = str(error) if isinstance(error, Refusal) else sentence(error)
    answer = HttpResponse(toast(request, text, tone="err"), status=status)
    answer["HX-Reswap"] = "none"
    return answer


def kindly(view: Callable) -> Callable:
    """A refusal of a room answers a request of the page with a toast; a whole page is left to the middleware. Nothing is kept
    by browsers.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            answer = view(request, *args, **kwargs)
            answer.setdefault("Cache-Control", "no-store")
            return answer
        except Refusal as error:
            if not request.htmx:
                raise
            return refused(request, error)

    return checked
