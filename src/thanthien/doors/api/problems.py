"""Errors as RFC 9457 problems: a stable `type`, the status, a sentence that says what to do; the request is not repeated."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja.errors import HttpError, ValidationError

from thanthien.journal.rules import ChangedMeanwhile
from thanthien.shared.wording import Refusal, Sentence, say

log = logging.getLogger("thanthien.doors")
MEDIA_TYPE = "application/problem+json"
PREFIX = "urn:thanthien:problem:"


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of problem. `slug` ends its `type` and never changes; `title` is short, `detail` says what to do."""

    slug: str
    status: int
    title: Sentence
    detail: Sentence


KINDS: dict[str, Kind] = {
    kind.slug: kind
    for kind in (
        Kind("unreadable", 400, say("Chưa đọc được nội dung gửi"), say("Gửi JSON đúng dạng, mã hóa UTF-8, rồi thử lại.")),
        Kind("no-token", 401, say("Chưa có khóa dùng được"), say("Gửi khóa còn hạn ở Authorization: Bearer. Quản trị cấp khóa.")),
        Kind("forbidden", 403, say("Khóa này không làm được việc ấy"), say("Xin quản trị cấp khóa có việc này.")),
        Kind("not-found", 404, say("Không tìm thấy"), say("Xem lại địa chỉ và mã. Đơn vị khác thì dùng khóa của đơn vị ấy.")),
        Kind("method", 405, say("Địa chỉ này không nhận cách gửi ấy"), say("Xem tiêu đề Allow để biết cách gửi được nhận.")),
        Kind("conflict", 409, say("Dữ liệu đã đổi"), say("Đọc lại rồi làm tiếp.")),
        Kind("precondition", 412, say("Bản đang giữ đã cũ"), say("Đọc lại để lấy ETag mới rồi gửi lại.")),
        Kind("invalid", 422, say("Có mục chưa đúng"), say("Sửa các mục nêu trong errors rồi gửi lại.")),
        Kind("refused", 422, say("Văn phòng chưa làm được việc này"), say("Xem lại rồi gửi lại.")),
        Kind(
            "key-reused", 422, say("Idempotency-Key đã dùng cho yêu cầu khác"),
            say("Mỗi yêu cầu mới dùng một khóa chống gửi trùng mới."),
        ),
        Kind("too-many", 429, say("Gửi nhanh quá"), say("Chờ số giây ghi ở Retry-After rồi gửi tiếp.")),
        Kind("broken", 500, say("Máy gặp lỗi"), say("Chưa ghi gì. Thử lại, nếu vẫn lỗi xin gọi quản trị.")),
        Kind("disk-full", 507, say("Ổ đĩa đã đầy"), say("Chưa ghi gì. Gọi quản trị dọn chỗ rồi gửi lại.")),
    )
}  # fmt: skip
# What is wrong with one field, by the code of the validator; anything else: not as the description says.
FIELD_WORDS: dict[str, Sentence] = {
    "missing": say("Thiếu mục này."),
    "extra_forbidden": say("Không có mục này."),
    "string_too_long": say("Dài quá."),
    "string_too_short": say("Ngắn quá."),
    "timezone_aware": say("Ghi cả múi giờ, như 2026-11-23T08:30:00+07:00."),
}
ODD_FIELD = say("Chưa đúng dạng nêu trong tài liệu.")


class Problem(Exception):
    """Ends a request with one of KINDS; `detail` says it more exactly."""

    def __init__(
        self, slug: str, detail: str = "", *, headers: Mapping[str, str] | None = None, errors: list | None = None
    ) -> None:
        self.kind, self.detail = KINDS[slug], detail
        self.headers, self.errors = dict(headers or {}), errors
        super().__init__(slug)


def respond(problem: Problem) -> HttpResponse:
    """The problem as an answer."""
    body: dict[str, Any] = {
        "type": PREFIX + problem.kind.slug, "title": str(problem.kind.title), "status": problem.kind.status,
        "detail": str(problem.detail or problem.kind.detail),
    }  # fmt: skip
    if problem.errors is not None:
        body["errors"] = problem.errors
    answer = JsonResponse(body, status=problem.kind.status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})
    for name, value in problem.headers.items():
        answer[name] = value
    return answer


def problem_of(error: Exception) -> Problem:
    """Any exception as a problem; what nobody foresaw is logged and says nothing of itself."""
    match error:
        case Problem():
            return error
        case ValidationError():
            return Problem("invalid", errors=[_field(one) for one in error.errors])
        case ChangedMeanwhile():
            return Problem("conflict", str(error))
        case Refusal():
            return Problem("refused", str(error))
        case Http404():
            return Problem("not-found")
        case PermissionDenied():
            return Problem("forbidden")
        case HttpError(status_code=400) | RequestDataTooBig():
            return Problem("unreadable")
    if "disk is full" in str(error) or "No space left" in str(error):
        return Problem("disk-full")
    log.error("unforeseen error of the API", exc_info=error)
    return Problem("broken")


def answer_to(request: HttpRequest, error: Exception) -> HttpResponse:
    return respond(problem_of(error))


def _field(one: dict) -> dict[str, str]:
    place = [str(part) for part in one["loc"] if part != "body"] or ["body"]
    return {"field": "/".join(place)[:120], "code": one["type"], "detail": str(FIELD_WORDS.get(one["type"], ODD_FIELD))}
