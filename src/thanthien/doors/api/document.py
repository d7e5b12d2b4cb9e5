"""The API and its description (OpenAPI 3.1): what the routes say of themselves, and what the wrapper adds to each of them."""

import json
from typing import Any

from ninja import NinjaAPI
from ninja.operation import Operation, PathView
from ninja.security import HttpBearer

from thanthien.doors.api import routes_dossiers, routes_hall, routes_public
from thanthien.doors.api.problems import KINDS, MEDIA_TYPE, PREFIX, answer_to
from thanthien.people.rules import Scope

BASE = "/api/v1/"
ROUTERS = (routes_hall.router, routes_dossiers.router, routes_public.router)
ABOUT = (
    "Một cửa của xã, phường cho phần mềm khác. One token per device or officer in `Authorization: Bearer`; errors are RFC 9457 "
    "problems with a stable `type`; POST takes `Idempotency-Key`, GET answers with `ETag`. The guide is docs/api.md."
)
SCOPE_ABOUT: dict[Scope, str] = {
    Scope.TICKETS: "take numbers", Scope.CALLS: "call the next number", Scope.BOARD: "read the board and its events",
    Scope.RECEIVE: "receive dossiers", Scope.DOSSIERS: "read dossiers", Scope.WORK: "complete steps",
}  # fmt: skip
PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "enum": [PREFIX + slug for slug in KINDS]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "what to do, in Vietnamese"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "detail"],
                "properties": {name: {"type": "string"} for name in ("field", "code", "detail")},
            },
        },
    },
}
HEADERS: dict[str, dict] = {
    "ETag": {"description": "validator of this answer", "schema": {"type": "string", "pattern": '^"[0-9a-f]{32}"$'}},
    "Location": {"description": "where what was made is read", "schema": {"type": "string"}},
    "Retry-After": {"description": "seconds", "schema": {"type": "integer", "minimum": 0}},
    "WWW-Authenticate": {"schema": {"type": "string"}},
    "Allow": {"schema": {"type": "string"}},
}
MEANINGS = {
    304: "Not Modified", 400: "unreadable", 401: "no-token", 403: "forbidden", 404: "not-found", 409: "conflict",
    412: "precondition", 422: "invalid, refused or key-reused", 429: "too-many", 500: "broken", 507: "disk-full",
}  # fmt: skip


# What an answer leads to, for programmes (and tests) that find their way by the description: operation and status → name of the
# link → the operation it leads to, parameters or body from this answer.
LINKS: dict[tuple[str, str], dict[str, tuple[str, dict[str, str]]]] = {
    ("take_ticket", "201"): {
        "board": ("read_board", {"unit": "$request.path.unit"}),
        "rating": ("rate_visit", {"ticket": "$response.body#/id", "body.token": "$response.body#/rating_token"}),
    },
    ("read_board", "200"): {
        "callNext": ("call_next", {"counter": "$response.body#/counters/0/id"}),
        "events": ("follow_events", {"unit": "$request.path.unit"}),
    },
    ("call_next", "200"): {
        "receive": (
            "receive_dossier", {"body.counter": "$request.path.counter", "body.ticket": "$response.body#/called/id"},
        ),
        "callNext": ("call_next", {"counter": "$request.path.counter"}),
    },
    ("receive_dossier", "201"): {
        "dossier": ("read_dossier", {"code": "$response.body#/code"}),
        "track": ("track_dossier", {"tracking_code": "$response.body#/tracking_code"}),
        "due": ("due_date", {"procedure": "$response.body#/procedure/code", "received_at": "$response.body#/received_at"}),
    },
    ("list_dossiers", "200"): {"dossier": ("read_dossier", {"code": "$response.body#/dossiers/0/code"})},
    ("read_dossier", "200"): {
        "complete": ("complete_step", {"code": "$response.body#/code", "step": "$response.body#/step"}),
    },
    ("complete_step", "200"): {
        "dossier": ("read_dossier", {"code": "$response.body#/code"}),
        "complete": ("complete_step", {"code": "$response.body#/code", "step": "$response.body#/step"}),
    },
    ("find_procedures", "200"): {"due": ("due_date", {"procedure": "$response.body#/procedures/0/code"})},
}  # fmt: skip


class Bearer(HttpBearer):
    """Only for the description: the gate of the route has checked the token before (entry.py)."""

    def authenticate(self, request, token):  # pragma: no cover
        raise NotImplementedError


class Api(NinjaAPI):
    """An operation is called as its function."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


def build() -> Api:
    """The API with its routes; what they raise becomes a problem."""
    made = Api(title="Thân Thiện", version="1", description=ABOUT, openapi_url=None, docs_url=None, urls_namespace="api")
    for router in ROUTERS:
        made.add_router("", router)
    made.add_exception_handler(Exception, answer_to)
    for known in list(made._exception_handlers):
        made.add_exception_handler(known, answer_to)
    return made


api = build()


def description() -> dict[str, Any]:
    """The whole document as it is committed in docs/generated/openapi.json."""
    found = json.loads(json.dumps(api.get_openapi_schema(path_prefix=BASE)))
    found["components"]["schemas"]["Problem"] = PROBLEM
    found["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    found["components"]["headers"] = HEADERS
    found["info"]["license"] = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
    found["servers"] = [{"url": "/"}]
    gates = {one.view_func.__name__: one.view_func.gate for view in _addresses() for one in view.operations}
    for described in found["paths"].values():
        for method, one in described.items():
            _add(one, method, gates[one["operationId"]].scope)
    return found


def _addresses() -> list[PathView]:
    return [view for bound in api._get_bound_routers() for view in bound.path_operations.values()]


def _add(one: dict, method: str, scope: Scope | None) -> None:
    """Add to one operation what the wrapper does for it: its token, headers, and problems."""
    for status, answer in one["responses"].items():
        if method == "get" and status == "200":
            answer["headers"] = {"ETag": {"$ref": "#/components/headers/ETag"}}
        if status in ("201", "307"):
            answer["headers"] = {"Location": {"$ref": "#/components/headers/Location"}}
    problems = [404, 422, 429, 500] + ([401, 403] if scope else [])
    if method == "post":
        problems += [400, 409, 507] + ([412] if "complete" in one["operationId"] else [])
        one["parameters"].append({
            "in": "header", "name": "Idempotency-Key", "required": False,
            "description": "the same key with the same request gets the same answer and does nothing again",
            "schema": {"type": "string", "minLength": 1, "maxLength": 80, "pattern": "^[!-~]+$"},
        })  # fmt: skip
    elif "200" in one["responses"]:
        one["responses"]["304"] = {"description": MEANINGS[304], "headers": {"ETag": {"$ref": "#/components/headers/ETag"}}}
        one["parameters"].append(_header("If-None-Match"))
    if 412 in problems:
        one["parameters"].append(_header("If-Match"))
    for status in sorted(problems):
        one["responses"][str(status)] = _problem(status)
    one["responses"] = dict(sorted(one["responses"].items()))
    for status, answer in one["responses"].items():
        links = LINKS.get((one["operationId"], status))
        if links:
            answer["links"] = {name: _link(*leads) for name, leads in links.items()}
    if scope:
        one["security"] = [{"token": []}]
        one["description"] += f"\n\nScope: `{scope}` ({SCOPE_ABOUT[scope]})."


def _link(operation: str, given: dict[str, str]) -> dict:
    """A link; what begins with `body.` goes into the body of the request it leads to."""
    link: dict[str, Any] = {"operationId": operation}
    for place, wanted in (("parameters", False), ("requestBody", True)):
        found = {name.removeprefix("body."): value for name, value in given.items() if name.startswith("body.") is wanted}
        if found:
            link[place] = found
    return link


def _header(name: str) -> dict:
    return {"in": "header", "name": name, "required": False, "schema": {"type": "string"}}


def _problem(status: int) -> dict:
    answer: dict[str, Any] = {
        "description": MEANINGS[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    header = {401: "WWW-Authenticate", 429: "Retry-After", 412: "ETag"}.get(status)
    if header:
        answer["headers"] = {header: {"$ref": f"#/components/headers/{header}"}}
    return answer


def text() -> str:
    """The document as a file."""
    return json.dumps(description(), ensure_ascii=False, indent=1) + "\n"
