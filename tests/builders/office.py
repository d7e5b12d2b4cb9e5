"""A small office: Xã Cẩm Tú (15148, Thanh Hóa) and a neighbour, built through the rooms' actions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from thanthien.people import actions as people
from thanthien.people.models import Counter, Officer, Unit
from thanthien.people.queries import actor_for
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor, system
from thanthien.shared.folding import fold

UNIT, NEIGHBOUR = "15148", "15151"


@dataclass
class SmallOffice:
    """Handles on what was built. `hanh` and `dinh` are one-stop, `ha` and `tuan` specialists, `nghia` the leader, `la` a
    stranger.
    """

    unit: str
    at: datetime
    counters: list[Counter]
    hanh: Officer
    dinh: Officer
    ha: Officer
    tuan: Officer
    nghia: Officer
    ngoc: Officer
    la: Officer

    def actor(self, officer: Officer) -> Actor:
        return actor_for(officer, on=self.at.date())


def _unit(code: str, name: str, kind: str, parent: Unit | None = None) -> Unit:
    return Unit.objects.get_or_create(
        code=code, defaults={"name": name, "name_fold": fold(name), "kind": kind, "parent": parent}
    )[0]


def build_office(*, at: datetime) -> SmallOffice:
    """The office as it stood yesterday evening, its first two counters opened at `at`."""
    before = at - timedelta(days=1)
    province = _unit("38", "Tỉnh Thanh Hóa", "province")
    _unit(UNIT, "Xã Cẩm Tú", "commune", province)
    _unit(NEIGHBOUR, "Xã Cẩm Thạch", "commune", province)
    root = system(UNIT)
    for code, place in ((UNIT, "Cẩm Tú"), (NEIGHBOUR, "Cẩm Thạch")):
        centre = f"Trung tâm Phục vụ hành chính công xã {place}"
        people.open_office(unit=code, centre=centre, place=place, by=system(code), at=before, hotline="0237 300 0000")

    def officer(login: str, name: str, *roles: Role, unit: str = UNIT, fields: tuple[str, ...] = ()) -> Officer:
        return people.add_officer(
            unit=unit, login=login, name=name, roles=roles, fields=fields, by=system(unit), at=before, position="Công chức"
        )

    hanh = officer("hanh", "Lê Thị Hạnh", Role.ONE_STOP)
    dinh = officer("dinh", "Bùi Văn Định", Role.ONE_STOP)
    ha = officer("ha", "Bùi Thị Thu Hà", Role.SPECIALIST, fields=("ho_tich", "chung_thuc"))
    tuan = officer("tuan", "Hà Minh Tuấn", Role.SPECIALIST, fields=("dat_dai",))
    nghia = officer("nghia", "Phạm Văn Nghĩa", Role.LEADER)
    ngoc = officer("ngoc", "Cao Thị Ngọc", Role.GUIDE)
    la = officer("la", "Trần Văn Lạ", Role.ONE_STOP, Role.LEADER, Role.SPECIALIST, unit=NEIGHBOUR)
    counters = [people.add_counter(unit=UNIT, number=n, by=root, at=before) for n in (1, 2, 3)]
    small = SmallOffice(UNIT, at, counters, hanh, dinh, ha, tuan, nghia, ngoc, la)
    small.counters[0] = people.open_counter(counter=counters[0], officer=hanh, by=small.actor(hanh), at=at)
    small.counters[1] = people.open_counter(counter=counters[1], officer=dinh, by=small.actor(dinh), at=at)
    return small
