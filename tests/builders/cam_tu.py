"""The demonstration office as it opened: units, the whole catalogue, Xã Cẩm Tú."""

from datetime import datetime

from builders.office import UNIT, _unit
from thanthien.procedures.actions import load_catalogue
from thanthien.shared.clock import VIETNAM
from thanthien.simulation import demo

OPENED = datetime(2026, 10, 1, 8, tzinfo=VIETNAM)


def open_cam_tu() -> str:
    """The code of the unit."""
    province = _unit("38", "Tỉnh Thanh Hóa", "province")
    _unit(UNIT, "Xã Cẩm Tú", "commune", province)
    load_catalogue()
    demo.build(at=OPENED)
    return UNIT
