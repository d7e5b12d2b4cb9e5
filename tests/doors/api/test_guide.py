"""The programme of docs/api.md drives a ticket from kiosk to rating, exactly as it is printed, against a real server."""

import os
import re
import subprocess
import sys
import urllib.request

import pytest

from builders.serving import ROOT, running_office

OPEN = """
from thanthien.people import actions, queries
from thanthien.people.models import Counter, Officer
from thanthien.shared.clock import day_of, now
who = Officer.objects.get(login="{login}")
seat = Counter.objects.get(unit_id="{unit}", number={number})
actions.open_counter(counter=seat, officer=who, by=queries.actor_for(who, on=day_of(now())), at=now())
"""
CHOOSE = """
from thanthien.people.queries import officers_with
from thanthien.queueing.models import ServiceCounter
from thanthien.shared.clock import day_of, now
link = ServiceCounter.objects.filter(counter__unit_id="15148", service__kind="intake").order_by("counter__number").first()
who = officers_with(unit="15148", role="one_stop", on=day_of(now()))[0]
print(link.counter.number, link.service.letter, who.login)
"""
RATED = """
from thanthien.ratings.models import Rating
one = Rating.objects.get()
print(one.attitude, one.work, one.channel, one.officer_login)
"""


@pytest.fixture(scope="module")
def office():
    with running_office() as server:
        yield server


def programme() -> str:
    return re.search(r"```python\n(.+?)```", (ROOT / "docs/api.md").read_text(encoding="utf-8"), re.DOTALL)[1]


def test_it_has_about_twenty_lines_and_needs_nothing_but_python():
    lines = [line for line in programme().splitlines() if line.strip()]
    assert len(lines) <= 20
    assert set(re.findall(r"\bimport ([\w, .]+)", programme())) == {"json, os, urllib.request, uuid"}


@pytest.mark.slow
def test_it_drives_a_ticket_from_kiosk_to_rating(office, tmp_path):
    number, letter, login = office.python(CHOOSE).split()
    office.python(OPEN.format(login=login, unit="15148", number=number))
    given = {
        "OFFICE": office.address, "UNIT": "15148", "SERVICE": letter, "COUNTER": number,
        "KIOSK": office.run("token", "--role", "device", "--unit", "15148").strip(),
        "OFFICER": office.run("token", "--role", "officer", "--login", login, "--unit", "15148").strip(),
    }  # fmt: skip
    (tmp_path / "visit.py").write_text(programme(), encoding="utf-8")
    env = {**os.environ, **given}
    done = subprocess.run([sys.executable, "visit.py"], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.fullmatch(rf"number {letter}\d+ people before: 0\ncalled {letter}\d+ to counter {number}\nrated 5 5\n", done.stdout)
    assert office.python(RATED).split() == ["5", "5", "phone", login]
    assert "ĐÚNG" in office.run("verify")


@pytest.mark.slow
def test_the_stream_of_events_is_reached_through_the_api_from_a_position_on(office):
    key = office.run("token", "--role", "device", "--unit", "15148").strip()
    headers = {"Authorization": f"Bearer {key}", "Last-Event-ID": "1"}
    asked = urllib.request.Request(f"{office.address}/api/v1/units/15148/events", headers=headers)
    with urllib.request.urlopen(asked, timeout=20) as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert [answer.readline().decode().strip() for _ in range(2)] == ["id: 1", "event: hello"]
