"""What a page may use of the device: no page the microphone, but the one where the office records its voice."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HEADER, NOBODY = "Permissions-Policy", "microphone=()"


class PermissionsPolicy:
    """Middleware: every answer forbids the microphone unless its view has said otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.headers.setdefault(HEADER, NOBODY)
        return answer
