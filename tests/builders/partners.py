"""A land registration office and a tax office beside the small office, and a process that goes through both."""

from dataclasses import dataclass
from datetime import timedelta

from builders.office import SmallOffice
from thanthien.people import actions as people
from thanthien.people.models import Officer, Unit
from thanthien.people.queries import actor_for
from thanthien.people.rules import Role, UnitKind
from thanthien.procedures import actions as catalogue
from thanthien.procedures.models import Process
from thanthien.shared.actor import Actor, system

LAND = """\
procedure: "{code}"
steps:
- {{name: Tiếp nhận hồ sơ, kind: receive, role: one_stop, hours: 4}}
- {{name: Chuyển hồ sơ, kind: handle, role: one_stop, hours: 2}}
- {{name: Đo đạc và thẩm tra, kind: handle, role: specialist, unit: {land}, hours: 6}}
- {{name: Tính thuế, kind: handle, role: specialist, unit: {tax}, hours: 4}}
- {{name: Ký giấy chứng nhận, kind: approve, role: specialist, unit: {land}, hours: 4}}
- {{name: Nhận lại kết quả, kind: issue, role: one_stop, hours: 2}}
- {{name: Trả kết quả, kind: hand_over, role: one_stop, hours: 2}}
"""


@dataclass
class Partners:
    """`lam` works at the land office, `thue` at the tax office, `admin` is the small office's administrator."""

    land: Unit
    tax: Unit
    lam: Officer
    thue: Officer
    admin: Officer

    def text(self, code: str) -> str:
        """The land process as a file."""
        return LAND.format(code=code, land=self.land.pk, tax=self.tax.pk)

    def actor(self, officer: Officer, office: SmallOffice) -> Actor:
        return actor_for(officer, on=office.at.date())


def build_partners(office: SmallOffice) -> Partners:
    """Both offices opened the day before, each with one officer who answers for every field."""
    before = office.at - timedelta(days=1)
    made = []
    for name, kind, login, who in (
        ("Chi nhánh Văn phòng đăng ký đất đai", UnitKind.CENTRE, "lam.dk", "Vũ Thị Lâm"),
        ("Thuế cơ sở", UnitKind.OFFICE, "thue.cs", "Đỗ Văn Thuế"),
    ):
        unit = people.add_unit(name=name, kind=kind, parent="38", by=system("38"), at=before)
        root = system(unit.pk)
        people.open_office(unit=unit.pk, centre=name, place="Thanh Hóa", by=root, at=before)
        made += [unit, people.add_officer(unit=unit.pk, login=login, name=who, roles=(Role.SPECIALIST,), by=root, at=before)]
    admin = people.add_officer(
        unit=office.unit, login="an.lv", name="Lương Văn An", roles=(Role.ADMIN,), by=system(office.unit), at=before
    )
    return Partners(made[0], made[2], made[1], made[3], admin)


def land_process(office: SmallOffice, partners: Partners, code: str) -> Process:
    """The land process as the office's way of doing a procedure, from today."""
    by = partners.actor(partners.admin, office)
    return catalogue.make_process(
        unit=office.unit, text=partners.text(code), valid_from=office.at.date(), by=by, at=office.at - timedelta(minutes=5)
    )
