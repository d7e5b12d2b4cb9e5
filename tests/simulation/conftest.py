"""The demonstration office, ready to be lived in."""

import pytest
from django.db import transaction

from builders.cam_tu import open_cam_tu


@pytest.fixture
def cam_tu(db) -> str:
    return open_cam_tu()


@pytest.fixture(scope="module")
def lived_once(django_db_setup, django_db_blocker):
    """An office whose days are lived once for all tests of a module, and then never were."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield open_cam_tu()
        transaction.set_rollback(True)
