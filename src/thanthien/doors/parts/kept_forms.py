"""A form that a page sends itself (static/parts/unsent.js) is told where to go instead of being led there, so that the message
for that page is still there when the page opens.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ASKS, TELLS = "X-Kept-Form", "X-Go-To"
LED = (301, 302, 303, 307, 308)


class KeptForms:
    """Middleware: a redirect becomes 204 with the address in `X-Go-To`, for whoever asks by `X-Kept-Form`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if ASKS in request.headers and response.status_code in LED:
            response[TELLS] = response["Location"]
            del response["Location"]
            response.status_code = 204
        return response
