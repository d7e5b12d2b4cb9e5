"""Walks through the API by the links of its own description: number → board → call → dossier → step → track → rating, in any
order that the links allow, with made-up data in between. No fault of the server, no answer that the description does not know.
"""

import copy
from collections import Counter

import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode, checks

from builders.asking import session
from builders.keys import bearer
from builders.office import UNIT
from thanthien.doors.api import document, limits
from thanthien.doors.parts import throttle
from thanthien.dossiers.models import Dossier
from thanthien.journal.models import Entry

DESCRIBED = document.description()


def of_one_unit() -> dict:
    """The description as a programme of one commune reads it: its unit stands in the addresses, and it holds a token (as in
    test_schema.py). A walk then begins where a visit begins, with a number.
    """
    read = copy.deepcopy(DESCRIBED)
    read["paths"] = {path.replace("{unit}", UNIT): methods for path, methods in read["paths"].items()}
    for one in (one for methods in read["paths"].values() for one in methods.values()):
        one.pop("security", None)
        one["parameters"] = [given for given in one["parameters"] if (given["in"], given["name"]) != ("path", "unit")]
        for link in (link for answer in one["responses"].values() for link in answer.get("links", {}).values()):
            if link.get("parameters", {}).pop("unit", "") and not link["parameters"]:
                del link["parameters"]
    return read


# What has no state of a visit in it would only take up steps; test_schema.py asks these.
ASIDE = ("find_procedures", "due_date", "follow_events", "list_dossiers")
SCHEMA = schemathesis.openapi.from_dict(of_one_unit()).exclude(operation_id=list(ASIDE))
CHECKS = [
    checks.not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
    checks.response_headers_conformance, checks.response_schema_conformance, checks.negative_data_rejection,
]  # fmt: skip
WALKS = settings(
    max_examples=20, stateful_step_count=16, derandomize=True, deadline=None, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
# What a walk must have reached for the test to have tried anything: each operation of a visit, done and not only refused.
VISIT = {
    ("take_ticket", 201), ("read_board", 200), ("call_next", 200), ("receive_dossier", 201), ("read_dossier", 200),
    ("complete_step", 200), ("track_dossier", 200), ("rate_visit", 201),
}  # fmt: skip


@pytest.fixture
def unhurried(monkeypatch):
    for name in ("TOKEN_A_MINUTE", "ADDRESS_A_MINUTE"):
        monkeypatch.setattr(limits, name, 10**6)
    monkeypatch.setattr(throttle, "MISSES", 10**6)


class Knowing:
    """What a programme of this office knows besides the links: its unit, its services, what a person hands in."""

    def __init__(self, api) -> None:
        self.api, self.asking, self.seen, self.steps = api, session(), Counter(), 0
        self.followed: Counter[str] = Counter()

    def fill(self, case: schemathesis.Case, given: set[str]) -> None:
        """Put in what the links did not give. Every seventh request stays as it was made up, and so does what is wrong on
        purpose.
        """
        self.steps += 1
        if self.steps % 7 == 0 or case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
            return
        operation = case.operation.definition.raw["operationId"]
        if operation == "rate_visit" and self.steps % 4:
            self.api.call()  # the officer at the counter works too, and calls who is next: a rating follows a service
        for name in ("If-Match", "If-None-Match"):
            (case.headers or {}).pop(name, None)
        made = {
            "take_ticket": {"service": "AB"[self.steps % 2]},
            "receive_dossier": self.api.handed() if operation == "receive_dossier" else {},
            "complete_step": {"note": "Đủ giấy tờ"},
            "rate_visit": {"attitude": 5, "work": 4},
        }.get(operation)
        if made is not None and isinstance(case.body, dict):
            case.body = made | {name: value for name, value in case.body.items() if name in given}

    def holder(self, operation: str) -> str:
        """The kiosk takes numbers, the officer at the counter calls and receives, steps are done by who may do them, in turn."""
        if operation == "complete_step":
            return ("ha", "ha", "nghia", "hanh")[self.steps % 4]
        return "kiosk" if operation == "take_ticket" else "ha" if operation == "read_dossier" else "hanh"


def machine(knowing: Knowing) -> type:
    """The state machine that the links describe, on this office; each walk is taken back at its end."""

    class Walk(SCHEMA.as_state_machine()):
        def setup(self) -> None:
            self.before, knowing.steps = transaction.savepoint(), 0

        def teardown(self) -> None:
            transaction.savepoint_rollback(self.before)

        def step(self, input):
            given = {name for _, name in input.applied_parameters if name}
            if input.transition is not None and input.is_applied:
                knowing.followed[input.transition.id] += 1
            knowing.fill(input.case, given)
            return super().step(input)

        def call(self, case, **kwargs):
            operation = case.operation.definition.raw["operationId"]
            key = knowing.api.keys[knowing.holder(operation)]
            answer = case.call(base_url="http://testserver", session=knowing.asking, headers=bearer(key))
            knowing.seen[operation, answer.status_code] += 1
            return answer

        def validate_response(self, response, case, additional_checks=None, **kwargs):
            case.validate_response(response, checks=CHECKS)

    # A visit begins with a number; every other request of a walk follows a link from an answer that it got.
    for rule in Walk.root_rules:
        if not rule.endswith("tickets"):
            setattr(Walk, rule, None)
    return Walk


def test_walks_by_the_links_of_the_description(api, unhurried):
    knowing = Knowing(api)
    before = Entry.objects.count()
    machine(knowing).run(settings=WALKS)
    assert not [one for one in knowing.seen if one[1] >= 500]
    assert set(knowing.seen) >= VISIT, f"never reached: {VISIT - set(knowing.seen)}"
    assert len(knowing.followed) >= 8, knowing.followed
    assert Entry.objects.count() == before and not Dossier.objects.exists(), "every walk was taken back"


def test_links_lead_to_operations_that_are_there_and_take_what_is_given():
    operations = {one["operationId"]: one for methods in DESCRIBED["paths"].values() for one in methods.values()}
    for (operation, status), links in document.LINKS.items():
        described = operations[operation]["responses"][status]["links"]
        assert set(described) == set(links)
        for link in described.values():
            target = operations[link["operationId"]]
            assert set(link.get("parameters", {})) <= {one["name"] for one in target["parameters"]}
            assert not link.get("requestBody") or "requestBody" in target
