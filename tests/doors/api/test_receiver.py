"""The receiver of docs/api.md, run exactly as it is printed: a real office tells it of what happens, by its own courier."""

import os
import re
import subprocess
import sys
import time

import pytest

from builders.receiving import receiving
from builders.serving import ROOT, free_port, running_office

ADD = """
from thanthien.exchange import actions, rules
from thanthien.shared.actor import system
from thanthien.shared.clock import now
told = {{"unit": "15148", "name": "Nơi nhận thử", "address": "{address}", "events": tuple(rules.Event)}}
print(actions.add_webhook(**told, by=system("15148"), at=now())[1])
"""
TAKE = """
from thanthien.queueing import actions, queries
from thanthien.queueing.models import Service
from thanthien.people.models import Officer
from thanthien.people.queries import actor_for, officers_with
from thanthien.shared.clock import day_of, now
guide = officers_with(unit="15148", role="guide", on=day_of(now()))[0]
service = Service.objects.filter(unit_id="15148", kind="intake", active=True).first()
made = actions.take_ticket(unit="15148", service=service, channel="guide", by=actor_for(guide, on=day_of(now())), at=now())
print(made.pk, made.label)
"""
SENT = """
from thanthien.exchange.models import Notice
print(Notice.objects.filter(sent_at__isnull=False).count(), Notice.objects.filter(trouble="status", status=401).count())
"""


def programme() -> str:
    return re.findall(r"```python\n(.+?)```", (ROOT / "docs/api.md").read_text(encoding="utf-8"), re.DOTALL)[1]


def until(told, seconds: float = 40):
    for _ in range(int(seconds / 0.25)):
        found = told()
        if found:
            return found
        time.sleep(0.25)
    raise AssertionError("it never came")


@pytest.fixture
def office():
    with running_office(THANTHIEN_WEBHOOK_NETWORKS="127.0.0.0/8") as server:
        yield server


def test_it_is_short_and_needs_nothing_but_python_and_the_reference_library():
    lines = [line for line in programme().splitlines() if line.strip()]
    assert len(lines) <= 14
    assert re.findall(r"^(?:import|from) ([\w., ]+?)(?: import .+)?$", programme(), re.MULTILINE) == [
        "http.server, os", "standardwebhooks",
    ]  # fmt: skip


@pytest.mark.slow
def test_it_hears_of_a_ticket_and_believes_nobody_else(office, tmp_path):
    port = free_port()
    secret = office.python(ADD.format(address=f"http://127.0.0.1:{port}/")).strip()
    wrong_port = free_port()
    office.python(ADD.format(address=f"http://127.0.0.1:{wrong_port}/"))  # its secret is not told to the second receiver
    (tmp_path / "receiver.py").write_text(programme(), encoding="utf-8")

    def start(where: int):
        env = {**os.environ, "SECRET": secret, "PORT": str(where)}
        return subprocess.Popen(
            [sys.executable, "receiver.py"], cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    right, wrong = start(port), start(wrong_port)
    try:
        pk, _ = office.python(TAKE).split()
        until(lambda: office.python(SENT).split() == ["1", "1"])
    finally:
        right.terminate()
        wrong.terminate()
    heard, _ = right.communicate(timeout=10)
    assert re.fullmatch(rf"15148-\d+ vn\.thanthien\.ticket\.taken tickets/{pk}\n", heard)
    assert wrong.communicate(timeout=10)[0] == ""
    assert "ĐÚNG" in office.run("verify")


@pytest.mark.slow
def test_what_waited_through_a_restart_of_the_receiver_comes_in_order(office):
    port = free_port()
    secret = office.python(ADD.format(address=f"http://127.0.0.1:{port}/")).strip()
    made = [office.python(TAKE).split()[0] for _ in range(3)]
    with receiving(secret=secret, port=port) as receiver:
        until(lambda: len(receiver.got) >= 3)
    assert [one.event["subject"] for one in receiver.got][:3] == [f"tickets/{pk}" for pk in made]
    assert not any(one.wrong for one in receiver.got)
