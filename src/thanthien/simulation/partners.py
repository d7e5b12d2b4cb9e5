"""The demonstration's neighbours: a branch of the land registration office and a tax office, each with one officer and a login,
the commune's process that leads a land dossier through both, and another commune of the province. All names are
invented; the hours are not confirmed.
"""

from datetime import datetime

from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.queries import actor_for
from thanthien.people.rules import Role, UnitKind
from thanthien.people.scoping import in_unit
from thanthien.procedures import actions as catalogue
from thanthien.procedures.process_file import written
from thanthien.procedures.process_rules import Work
from thanthien.procedures.queries import process_of
from thanthien.procedures.rules import StepKind, StepRole
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of
from thanthien.simulation.demo import HOURS, KEEPER, UNIT

PROVINCE = "38"
# Change of the register where land changes hands.
LAND = "1.013831"
BODIES = (
    ("Chi nhánh Văn phòng đăng ký đất đai Cẩm Thủy", UnitKind.CENTRE, "lam.vt", "Vũ Thị Lâm", "Viên chức đăng ký đất đai"),
    ("Thuế cơ sở Cẩm Thủy", UnitKind.OFFICE, "thue.dv", "Đỗ Văn Thuế", "Công chức thuế"),
)


def build_partners(*, at: datetime) -> list[Officer]:
    """Both bodies and the process, through the acts of their administrators. When they are there already nothing changes."""
    logins = [login for _, _, login, _, _ in BODIES]
    found = list(Officer.objects.filter(login__in=logins))
    return found or [_open(*body, at=at) for body in BODIES]


def _open(name: str, kind: UnitKind, login: str, who: str, position: str, *, at: datetime) -> Officer:
    unit = people.add_unit(name=name, kind=kind, parent=PROVINCE, by=system(PROVINCE), at=at).pk
    people.open_office(unit=unit, centre=name, place="Cẩm Thủy", hours=HOURS, by=system(unit), at=at, demo=True)
    return people.add_officer(
        unit=unit, login=login, name=who, position=position, roles=(Role.SPECIALIST,), by=system(unit), at=at
    )


# Another commune of the province: it receives for Cẩm Tú, and Cẩm Tú for it.
NEIGHBOUR = "15163"
NEIGHBOURS = (
    ("hoa.cv", "Cầm Thị Hoa", "Công chức Một cửa", (Role.ONE_STOP, Role.SPECIALIST)),
    ("long.cv", "Phạm Văn Long", "Phó Chủ tịch UBND xã", (Role.LEADER,)),
)


def build_neighbour(*, at: datetime) -> list[Officer]:
    """The neighbouring commune's office with its two officers. When it is there already nothing changes."""
    found = list(Officer.objects.filter(unit_id=NEIGHBOUR))
    if found:
        return found
    told = {"by": system(NEIGHBOUR), "at": at}
    centre = "Trung tâm Phục vụ hành chính công xã Cẩm Vân"
    people.open_office(unit=NEIGHBOUR, centre=centre, place="Cẩm Vân", hours=HOURS, demo=True, **told)
    return [
        people.add_officer(unit=NEIGHBOUR, login=login, name=who, position=position, roles=roles, **told)
        for login, who, position, roles in NEIGHBOURS
    ]


def lay_land_process(*, at: datetime) -> None:
    """The way of a land dossier through the three offices, once."""
    by_login = dict(Officer.objects.filter(login__in=[body[2] for body in BODIES]).values_list("login", "unit_id"))
    land, tax = (by_login[body[2]] for body in BODIES)
    works = (
        Work("Tiếp nhận, kiểm tra hồ sơ", StepKind.RECEIVE, StepRole.ONE_STOP),
        Work("Chuyển hồ sơ sang đăng ký đất đai", StepKind.HANDLE, StepRole.ONE_STOP),
        Work("Thẩm tra, lập phiếu chuyển thông tin thuế", StepKind.HANDLE, StepRole.SPECIALIST, land),
        Work("Tính thuế, phí trước bạ", StepKind.HANDLE, StepRole.SPECIALIST, tax),
        Work("Chỉnh lý, ký giấy chứng nhận", StepKind.APPROVE, StepRole.SPECIALIST, land),
        Work("Nhận lại kết quả", StepKind.ISSUE, StepRole.ONE_STOP),
        Work("Trả kết quả", StepKind.HAND_OVER, StepRole.ONE_STOP),
    )
    keeper = Officer.objects.get(login=KEEPER)
    with in_unit(UNIT):
        by = actor_for(keeper, on=day_of(at))
        if process_of(unit=UNIT, code=LAND, on=day_of(at)) is None:
            catalogue.make_process(unit=UNIT, text=written(LAND, works), valid_from=day_of(at), by=by, at=at)
