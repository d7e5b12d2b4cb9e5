"""Files that come in pieces (static/parts/upload.js): the four answers that a door gives, in JSON. Refusals are 422 with
a sentence.

`{"id": "…", "size": …, "piece": 524288, "have": [0, 1]}` says how far an upload is; whoever was cut off asks again and goes on.
"""

import json
from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException

from thanthien.papers import rules, uploads
from thanthien.papers.models import Scan, Upload
from thanthien.papers.rules import PapersError
from thanthien.shared.wording import Refusal, say

ACCEPT = "image/jpeg,image/png,image/webp,application/pdf"
DIGEST = "X-Piece-SHA256"


def asked(request: HttpRequest) -> dict:
    """The JSON object that was sent, or raises PapersError."""
    try:
        told = json.loads(request.body or b"{}")
    except (ValueError, UnicodeDecodeError, RawPostDataException):  # the last: somebody posted a form
        told = None
    if not isinstance(told, dict):
        raise PapersError(say("Trang này đã cũ. Tải lại trang rồi gửi lại."))
    return told


def number(told: dict, name: str) -> int:
    """A whole number of what was sent; 0 for anything else."""
    value = told.get(name, 0)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else 0


def begun(told: dict, *, unit: str, owner: str, target: dict, at: datetime) -> JsonResponse:
    """The upload of the file that `told` names (`name`, `size`, `sha256`)."""
    name, digest = str(told.get("name", "")), str(told.get("sha256", ""))
    row = uploads.start(unit=unit, owner=owner, target=target, name=name, size=number(told, "size"), digest=digest, at=at)
    return state(row)


def found(*, unit: str, owner: str, code: str, at: datetime) -> Upload:
    """The owner's upload; 404 for any other, and for one that ran out."""
    row = uploads.find(unit=unit, owner=owner, code=code, at=at)
    if row is None:
        raise Http404
    return row


def state(row: Upload) -> JsonResponse:
    return JsonResponse({"id": row.code, "size": row.size, "piece": rules.PIECE, "have": uploads.have(row), "scan": row.scan_id})


def put(request: HttpRequest, row: Upload, number: int) -> HttpResponse:
    """Keep one piece: the body, with its own digest in the head."""
    if int(request.headers.get("Content-Length") or 0) > rules.PIECE:
        raise PapersError(uploads.LOST)
    uploads.put(row, number=number, content=request.body, digest=request.headers.get(DIGEST, ""))
    return HttpResponse(status=204)


def finished(do: Callable[[], Scan], *, go: str) -> JsonResponse:
    """The scan that came of it, and where the page goes now."""
    return JsonResponse({"scan": do().pk, "go": go})


def in_json(view: Callable) -> Callable:
    """A refusal is an object with one sentence, whatever the request accepts."""
    from functools import wraps

    @wraps(view)
    def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            answer = view(request, *args, **kwargs)
        except Refusal as error:
            answer = JsonResponse({"error": str(error)}, status=422)
        answer.setdefault("Cache-Control", "no-store")
        return answer

    return checked
