"""The description and what the API does are the same: schemathesis asks every operation for what it says it takes, and for
what it says it does not. No fault of the server, and no answer that the description does not know.
"""

import copy

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode, checks

from builders.asking import session
from builders.keys import bearer
from builders.office import UNIT
from thanthien.config.management.commands.generate_docs import ROOT, routes
from thanthien.doors.api import document, limits
from thanthien.doors.parts import throttle

DESCRIBED = document.description()
# Who asks holds a token (the manners without one are in test_manners.py), so the cases are made without thinking of it.
OPEN = copy.deepcopy(DESCRIBED)
for methods in OPEN["paths"].values():
    for operation in methods.values():
        operation.pop("security", None)
SCHEMA = schemathesis.openapi.from_dict(OPEN)
CHECKS = [
    checks.not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
    checks.response_headers_conformance, checks.response_schema_conformance,
    checks.negative_data_rejection, checks.unsupported_method,
]  # fmt: skip
OPERATIONS = sorted((path, method) for path, methods in DESCRIBED["paths"].items() for method in methods)
# Derandomized: a red run is red again.
QUIET = settings(
    max_examples=12, derandomize=True, deadline=None, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
# These take any text in their address and nothing else, so that nothing can be wrong with it.
ANY_TEXT = ("/board", "{tracking_code}")
ACCEPTED = range(200, 400)


def test_the_committed_description_is_the_present_one():
    assert (ROOT / "docs/generated/openapi.json").read_text(encoding="utf-8") == document.text()


def test_it_is_openapi_3_1_and_knows_every_address():
    assert DESCRIBED["openapi"] == "3.1.0"
    addresses = {route.address for route in routes() if route.address.startswith("/api/v1/") and "openapi" not in route.address}
    assert len(addresses) == len(DESCRIBED["paths"])
    for one in (one for methods in DESCRIBED["paths"].values() for one in methods.values()):
        assert {"404", "422", "429", "500"} <= set(one["responses"]) and one["summary"]


@pytest.mark.parametrize("name", sorted(DESCRIBED["components"]["schemas"]))
def test_every_schema_of_it_is_json_schema(name):
    schema = DESCRIBED["components"]["schemas"][name] | {"components": DESCRIBED["components"]}
    jsonschema_rs.meta.validate(schema)


@pytest.fixture
def unhurried(monkeypatch):
    for name in ("TOKEN_A_MINUTE", "ADDRESS_A_MINUTE"):
        monkeypatch.setattr(limits, name, 10**6)
    monkeypatch.setattr(throttle, "MISSES", 10**6)


@pytest.mark.parametrize(
    ("path", "method", "mode"),
    [
        pytest.param(path, method, mode, id=f"{method}-{path}-{mode.value}")
        for path, method in OPERATIONS
        for mode in GenerationMode
        if mode is GenerationMode.POSITIVE or not path.endswith(ANY_TEXT)
    ],
)
def test_the_api_does_what_it_says(api, unhurried, path, method, mode):
    asking, row, ticket = session(), api.dossier(), api.take().json()
    known = {
        "unit": UNIT, "counter": api.office.counters[0].pk, "code": row.code, "step": row.step, "ticket": ticket["id"],
        "tracking_code": row.tracking_code,
    }  # fmt: skip
    holder = "ha" if path.endswith("complete") else "hanh"
    seen: list[int] = []

    @QUIET
    @given(case=SCHEMA[path][method].as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        if len(seen) % 4:  # mostly of what is there, else hardly a request would come past the address
            case.path_parameters = {name: known[name] for name in case.path_parameters or {}}
        answer = case.call(base_url="http://testserver", session=asking, headers=bearer(api.keys[holder]))
        seen.append(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    ask()
    assert seen and not any(status >= 500 for status in seen)
    if (
        mode is GenerationMode.POSITIVE
        and path.endswith(("board", "events", "procedures", "{code}", "dossiers"))
        and method == "get"
    ):
        assert any(status in ACCEPTED for status in seen), "what it says it takes, it takes"


def test_a_whole_visit_as_described(api, unhurried):
    """From kiosk to rating, each answer checked against the description."""
    asking = session()

    def ask(name: str, who: str, path: dict, body: object = None, query: dict | None = None, headers: dict | None = None) -> dict:
        operation = SCHEMA.find_operation_by_id(name)
        given_body = {} if body is None else {"body": body, "media_type": "application/json"}
        case = operation.Case(path_parameters=path, query=query or {}, headers=headers or {}, **given_body)
        answer = case.call(base_url="http://testserver", session=asking, headers=bearer(api.keys[who]) if who else {})
        assert answer.status_code in ACCEPTED, answer.text
        case.validate_response(answer, checks=CHECKS)
        return answer.json() if answer.status_code in (200, 201) else {}

    ticket = ask("take_ticket", "kiosk", {"unit": UNIT}, {"service": "A"}, headers={"Idempotency-Key": "k"})
    ask("call_next", "hanh", {"counter": api.office.counters[0].pk})
    ask("read_board", "kiosk", {"unit": UNIT})
    ask("follow_events", "kiosk", {"unit": UNIT})
    made = ask("receive_dossier", "hanh", {}, api.handed(ticket=ticket["id"]))
    whole = ask("read_dossier", "ha", {"code": made["code"]}, query={"reason": "work"})
    ask("complete_step", "ha", {"code": made["code"], "step": whole["step"]}, {"note": "Đủ"})
    assert ask("list_dossiers", "ha", {}, query={"limit": 1})["dossiers"][0]["code"] == made["code"]
    assert ask("track_dossier", "", {"tracking_code": made["tracking_code"]})["code"] == made["code"]
    asked = {"procedure": made["procedure"]["code"], "unit": UNIT, "received_at": made["received_at"]}
    assert ask("due_date", "", {}, query=asked)["due_at"] == made["due_at"]
    assert ask("find_procedures", "", {}, query={"q": "xac nhan"})["procedures"]
    ask("rate_visit", "", {"ticket": ticket["id"]}, {"token": ticket["rating_token"], "attitude": 5, "work": 5})


def test_a_running_office_gives_its_description(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.json() == DESCRIBED and answer["Content-Type"] == "application/json"
    assert client.get("/api/v1/openapi.json", headers={"If-None-Match": answer["ETag"]}).status_code == 304
