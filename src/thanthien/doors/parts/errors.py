"""A room's refusal becomes a page that a person may read; nothing becomes a bare 500."""

import logging

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from thanthien.doors.parts.first_page import first_page
from thanthien.shared.wording import Refusal, say

log = logging.getLogger("thanthien.doors")


def sentence(error: Exception) -> str:
    """What a refusal says, or a plain apology for anything else."""
    return str(error if isinstance(error, Refusal) else say("Máy gặp lỗi, chưa ghi gì. Thử lại, nếu vẫn lỗi xin gọi quản trị."))


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "") or request.content_type == "application/json"


def disk_is_full(error: BaseException | None) -> bool:
    """True when a full disk is behind `error`, however it was wrapped on its way."""
    while error is not None:
        if "disk is full" in str(error) or "No space left" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def told(request: HttpRequest, text: str, *, status: int) -> HttpResponse:
    """One sentence as a page, or as JSON for whoever asks for it."""
    if wants_json(request):
        return JsonResponse({"error": str(text)}, status=status)
    return told_page(request, text, status=status)


def told_page(request: HttpRequest, text: str, *, status: int) -> HttpResponse:
    """One sentence as a page, with the way on: an officer's own first page, the front page for anybody else."""
    user = getattr(request, "user", None)
    known = status < 500 and user is not None and user.is_authenticated  # a broken machine is not asked who that is
    context = {"sentence": text, "status": status, "first": first_page(user) if known else ""}
    return render(request, "parts/error.html", context, status=status)


def only_by_form(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """405 for people: an address that takes a form was opened by itself, by reload, from the history or after signing in."""
    text = say("Địa chỉ này chỉ nhận phiếu gửi đi, không mở ra xem được. Việc đã bấm trước đó vẫn còn nguyên.")
    page = told_page(request, text, status=405)
    page["Allow"] = answer["Allow"]
    return page


def no_room(request: HttpRequest) -> HttpResponse:
    """507: nothing was written; what is on the screen stays there."""
    log.error("the disk is full at %s", request.path)
    text = say("Ổ đĩa đã đầy nên chưa ghi được. Gọi quản trị dọn chỗ; việc đang làm vẫn giữ trên màn hình.")
    return told(request, text, status=507)


class KindErrors:
    """Middleware: refusals answer 422, a full disk 507, anything unforeseen 500, each in one human sentence."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        opened = answer.status_code == 405 and request.method == "GET" and not answer.content
        return only_by_form(request, answer) if opened and not wants_json(request) else answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        from django.core.exceptions import PermissionDenied
        from django.http import Http404

        if isinstance(error, Http404 | PermissionDenied):
            return None
        if disk_is_full(error):
            return no_room(request)
        status = 422 if isinstance(error, Refusal) else 500
        if status == 500:
            log.exception("unforeseen error at %s", request.path)
        return told(request, sentence(error), status=status)
