"""Nothing noted by another test is left in memory."""

import pytest

from thanthien.posting import counting


@pytest.fixture(autouse=True)
def _nothing_noted():
    counting._pending.clear()
    yield
    counting._pending.clear()
