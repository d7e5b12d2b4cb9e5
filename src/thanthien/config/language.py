"""The language of screens: Vietnamese, unless the person chose English. A browser's own setting is not asked, because the PCs and
kiosks of an office often come with English ones.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from thanthien.doors.parts.language_views import COOKIE


class Language:
    """Middleware: `?lang=` for this page, else the cookie of the choice, else Vietnamese."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.known = {code for code, _ in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang") or request.COOKIES.get(COOKIE) or ""
        language = asked if asked in self.known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            answer = self.get_response(request)
            answer.headers.setdefault("Content-Language", language)
            return answer
