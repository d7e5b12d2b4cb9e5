"""The sign NUL, which no keyboard has and PostgreSQL keeps in no text: an unknown sign in an address, refused in a form."""

from django.http import HttpRequest, HttpResponse, QueryDict

from thanthien.doors.parts.errors import told
from thanthien.shared.wording import say

PROGRAMMES = "/api/"  # their bodies are JSON, read and checked there, and a stream is read once only
NUL, WRITTEN = "\x00", "%00"
UNKNOWN, UNKNOWN_WRITTEN = "\ufffd", "%EF%BF%BD"


class PlainText:
    """Middleware: in an address the sign for unknown ones stands in its place; a form with it is refused, nothing written."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.path_info, request.path = (path.replace(NUL, UNKNOWN) for path in (request.path_info, request.path))
        query = request.META.get("QUERY_STRING", "")
        if WRITTEN in query:
            request.META["QUERY_STRING"] = query.replace(WRITTEN, UNKNOWN_WRITTEN)
            request.GET = QueryDict(request.META["QUERY_STRING"])
        if request.method == "POST" and not request.path_info.startswith(PROGRAMMES) and _with_nul(request.POST):
            text = say("Trong chữ gửi lên có ký tự mà máy không ghi được. Xóa ô ấy, gõ lại bằng bàn phím rồi gửi.")
            return told(request, text, status=400)
        return self.get_response(request)


def _with_nul(form: QueryDict) -> bool:
    return any(NUL in text for field, texts in form.lists() for text in (field, *texts))
