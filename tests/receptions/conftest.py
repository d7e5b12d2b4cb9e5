"""The police beside the small office."""

import pytest

from builders.police import build_police
from thanthien.people.scoping import in_unit


@pytest.fixture
def police(office):
    made = build_police(office)
    with in_unit(made.unit):
        yield made
