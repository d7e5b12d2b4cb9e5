"""Every door is tried by everybody: each address × each role, and by a stranger who holds every role in another unit."""

import copy
from datetime import datetime
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import transaction
from django.urls import resolve, reverse
from django_scopes import scopes_disabled

from house.samples import FREE, SAMPLES
from house.world import World, build_world
from thanthien.config.management.commands.generate_docs import routes
from thanthien.doors.parts.policies import declared
from thanthien.people.rules import Role
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db
OUT_OF_ORDER = 503  # no printer is plugged in here, and the page says so
AT = datetime(2026, 11, 23, 8, 30, tzinfo=VIETNAM)


ROUTES = {route.name: route for route in routes()}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for the module; every request is taken back, so that each finds it as it was."""
    with django_db_blocker.unblock(), transaction.atomic(), scopes_disabled(), time_machine.travel(AT, tick=False) as clock:
        yield build_world(AT, clock)
        transaction.set_rollback(True)


def ask(client, address: str, key: str = "") -> int:
    """The status of GET, or of an empty POST where GET is not taken; what it did is undone, also to its cookies. `key` is
    a token of the API.
    """
    more = {"headers": {"Authorization": f"Bearer {key}"}} if key else {}
    sid, cookies = transaction.savepoint(), copy.deepcopy(client.cookies)
    try:
        answer = client.get(address, **more)
        if answer.status_code == 405:
            answer = client.post(address, **more)
        if getattr(answer, "streaming", False):
            answer.close()
        return answer.status_code
    finally:
        transaction.savepoint_rollback(sid)
        client.cookies = cookies


def address_of(name: str, world: World) -> str:
    if not ROUTES[name].parameters:
        return reverse(name)
    assert name in SAMPLES, f"{name} needs a line in tests/house/samples.py"
    return reverse(name, kwargs=SAMPLES[name](world))


def test_every_address_has_a_name_and_a_policy():
    for name, route in ROUTES.items():
        assert "None" not in name, route
        assert declared(route.view)[0], f"{name} says nowhere who may enter"
    assert len(ROUTES) == len(routes()), "two addresses share a name"


def test_every_address_leads_to_the_door_that_bears_its_name(world):
    """Two routes with one path would hide one of the pages; our own door of the login stands before the library's."""
    hidden = {name: found for name in ROUTES if (found := resolve(address_of(name, world)).view_name) != name}
    assert hidden == {"account_login": "login"}


def test_no_sample_is_left_over():
    assert set(SAMPLES) <= {name for name, route in ROUTES.items() if route.parameters}
    assert set(SAMPLES) >= FREE


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_the_door_opens_for_whom_it_says(world, name):
    kind, roles = declared(ROUTES[name].view)
    address = address_of(name, world)
    for role, client in world.clients.items():
        status = ask(client, address)
        assert status < 500 or status == OUT_OF_ORDER, f"{name} broke for {role}"
        if kind == "officer" and roles:
            assert (status == 403) == (Role(role) not in roles), f"{name}: {role} got {status}"
        if kind == "device":
            assert status not in (403, 404), f"{name}: {role} got {status}"
        if kind == "token":
            assert status == 401, f"{name}: a login of {role} opened the API ({status})"
    if kind == "token":
        status = ask(world.nobody, address, world.keys["owner"])
        assert status not in (401, 403, 404, 405), f"{name}: the owner's token got {status}"


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_nobody_comes_in_without_a_key(world, name):
    kind, _ = declared(ROUTES[name].view)
    status = ask(world.nobody, address_of(name, world))
    assert status < 500 or status == OUT_OF_ORDER, f"{name} broke for a passer-by"
    if kind in ("officer", "device", "token"):
        assert status in (302, 401, 403), f"{name} answered {status} to nobody"


@pytest.mark.parametrize("name", sorted(name for name, route in ROUTES.items() if route.parameters))
def test_a_stranger_finds_nothing(world, name):
    kind, _ = declared(ROUTES[name].view)
    if kind == "anybody" or name in FREE:
        return
    status = ask(world.stranger, address_of(name, world), world.keys["stranger"] if kind == "token" else "")
    assert status == 404, f"{name} answered {status} to an officer of another unit"


# What an address may ask for, with days, months, years and pages that are none or lie at the end of the calendar.
NUMBERS = ("nam", "trang", "quay", "dau", "de-xuat", "tham", "huy", "cau", "muc", "phan", "han", "het")
DAYS = ("ngay", "tu", "den", "tuan", "tu-ngay", "khoang", "han")
ABSURD = [
    dict.fromkeys(DAYS, "0001-01-01") | dict.fromkeys(("thang",), "0001-01") | dict.fromkeys(("nam", "trang"), "0"),
    dict.fromkeys(DAYS, "9999-12-31") | dict.fromkeys(("thang",), "9999-12") | dict.fromkeys(("nam", "trang"), "9" * 30),
    dict.fromkeys((*DAYS, "thang", *NUMBERS, "loai", "xem", "cua", "thon"), "²٣\u0000'"),
    dict.fromkeys(NUMBERS, "²"),
    dict.fromkeys(NUMBERS, "9" * 5000),
]


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_an_address_that_asks_for_an_absurd_day_breaks_nothing(world, name):
    kind, roles = declared(ROUTES[name].view)
    who = world.clients[min(roles, key=str)] if kind == "officer" and roles else world.clients["leader"]
    for asked in ABSURD:
        status = ask(who, f"{address_of(name, world)}?{urlencode(asked)}")
        assert status < 500 or status == OUT_OF_ORDER, f"{name} broke for {str(asked)[:300]}"
