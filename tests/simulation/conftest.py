"""The demonstration office, ready to be lived in."""

from datetime import datetime

import pytest
from django.db import transaction

from builders.office import UNIT, _unit
from thanthien.procedures.actions import load_catalogue
from thanthien.shared.clock import VIETNAM
from thanthien.simulation import demo

OPENED = datetime(2026, 10, 1, 8, tzinfo=VIETNAM)


def open_cam_tu() -> None:
    """Units, the whole catalogue, Xã Cẩm Tú."""
    province = _unit("38", "Tỉnh Thanh Hóa", "province")
    _unit(UNIT, "Xã Cẩm Tú", "commune", province)
    load_catalogue()
    demo.build(at=OPENED)


@pytest.fixture
def cam_tu(db) -> str:
    open_cam_tu()
    return UNIT


@pytest.fixture(scope="module")
def lived_once(django_db_setup, django_db_blocker):
    """An office whose days are lived once for all tests of a module, and then never were."""
    with django_db_blocker.unblock(), transaction.atomic():
        open_cam_tu()
        yield UNIT
        transaction.set_rollback(True)
