"""Nothing kept in memory by another test: what readers share for a minute, missed codes, noted visits."""

import pytest
from django.core.cache import cache

from thanthien.posting import counting


@pytest.fixture(autouse=True)
def _fresh_memory():
    cache.clear()
    counting._pending.clear()
    yield
    cache.clear()
    counting._pending.clear()
