"""A counter that works, with a clock that can be pushed."""

import pytest
import time_machine

from builders.desk import build_desk


@pytest.fixture
def desk(office):
    with time_machine.travel(office.at, tick=False) as clock:
        yield build_desk(office, clock)
