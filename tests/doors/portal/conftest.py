"""Nothing kept in memory by another test: what readers share for a minute, missed codes, noted visits."""

import pytest

from thanthien.posting import counting


@pytest.fixture(autouse=True)
def _fresh_memory():
    counting._pending.clear()
    yield
    counting._pending.clear()
