"""An office of three counters whose services can be booked."""

import pytest

from builders.bookings import OFFERED
from builders.playing import offered


@pytest.fixture
def hall(office):
    """The office with its services; `office.at` is Monday 23 November 2026, 08:30."""
    offered(office, OFFERED)
    return office
