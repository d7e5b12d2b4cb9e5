"""`thanthien token`: prints one that works, in a demonstration only."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from builders.office import UNIT
from thanthien.people import actions as people
from thanthien.people.models import ApiToken
from thanthien.people.queries import api_token, token_actor
from thanthien.people.rules import DeviceKind, Role
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of, now


@pytest.fixture
def hall(office, time_machine):
    time_machine.move_to(office.at, tick=False)
    told = {"by": system(UNIT), "at": office.at}
    people.add_device(unit=UNIT, kind=DeviceKind.KIOSK, code="kiosk-1", name="Máy cửa chính", **told)
    people.add_officer(unit=UNIT, login="an.lv", name="Lương Văn An", roles=(Role.ADMIN,), **told)
    return office


def printed(role: str, *more: str, unit: str = UNIT) -> str:
    out = StringIO()
    call_command("token", "--role", role, "--unit", unit, *more, stdout=out)
    return out.getvalue().strip()


@pytest.mark.parametrize(("role", "who"), [
    ("officer", "officer:dinh"), ("specialist", "officer:ha"), ("leader", "officer:nghia"), ("admin", "officer:an.lv"),
    ("device", "device:kiosk-1"),
])  # fmt: skip
def test_it_prints_a_token_that_works_for_a_day(hall, role, who):
    found = api_token(printed(role), at=now())
    assert str(token_actor(found, on=day_of(now()))) == who
    assert (found.expires_at - found.made_at).days == 1


def test_a_given_officer(hall):
    assert api_token(printed("officer", "--login", "hanh"), at=now()).officer == hall.hanh


def test_nobody_of_the_kind_is_said(hall):
    for role, unit, more in (("officer", UNIT, ["--login", "ai-do"]), ("device", "15151", []), ("leader", "99999", [])):
        with pytest.raises(CommandError, match="không có ai"):
            printed(role, *more, unit=unit)
    assert not ApiToken.objects.exists()


def test_in_an_office_it_says_where_tokens_are_made(hall, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="/quan-tri/ket-noi"):
        printed("officer")
    assert not ApiToken.objects.exists()
