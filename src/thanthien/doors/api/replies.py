"""What answers have in common: ETag and If-None-Match, one answer per Idempotency-Key, no cache that another could read."""

import hashlib
import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from thanthien.doors.api.problems import Problem
from thanthien.doors.parts.once import once
from thanthien.journal.rules import ChangedMeanwhile, JournalError
from thanthien.shared.actor import Actor


def etag_of(shown: Schema | bytes) -> str:
    """The strong validator of a representation."""
    raw = shown if isinstance(shown, bytes) else shown.model_dump_json().encode()
    return f'"{hashlib.sha256(raw).hexdigest()[:32]}"'


def named(header: str, etag: str) -> bool:
    """True when an If-Match or If-None-Match names this validator."""
    return any(one.strip().removeprefix("W/") in ("*", etag) for one in header.split(","))


def check_match(request: HttpRequest, etag: str) -> None:
    """Raises 412 when the caller's If-Match names another version than the present one."""
    wanted = request.headers.get("If-Match")
    if wanted is not None and not named(wanted, etag):
        raise Problem("precondition", headers={"ETag": etag})


def finished(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer with its validator; 304 when the caller has it already. Its address is not logged: it may hold a code."""
    answer._has_been_logged = True  # type: ignore[attr-defined]
    answer.headers.setdefault("Cache-Control", "private, no-cache")
    if request.method == "GET" and answer.status_code == 200:
        answer.headers.setdefault("ETag", etag_of(answer.content))
        if named(request.headers.get("If-None-Match", ""), answer["ETag"]):
            short = HttpResponse(status=304)
            for name in ("ETag", "Cache-Control"):
                short[name] = answer[name]
            del short["Content-Type"]
            return short
    return answer


def one_answer(request: HttpRequest, *, scope: str, unit: str, by: Actor, do: Callable[[], dict]) -> dict:
    """Run `do` under the request's Idempotency-Key: the same key with the same request gets the same answer again, with another
    request a 422 problem. A refused request keeps nothing, so it may be sent again. `do` returns ids, codes, states and dates.
    """
    began = False

    def run() -> dict:
        nonlocal began
        began = True
        return do()

    try:
        result, _ = once(request, scope=scope, unit=unit, by=by, do=run, asked=_asked(request))
    except ChangedMeanwhile:
        raise
    except JournalError as error:
        if began:
            raise
        raise Problem("key-reused") from error
    return result


def _asked(request: HttpRequest) -> str:
    """The request as it counts for repeating: method, address, and the body whatever its spaces and order."""
    body = json.dumps(json.loads(request.body or b"null"), sort_keys=True)
    return f"{request.method} {request.path}\n{body}"
