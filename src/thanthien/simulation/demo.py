"""The demonstration office: Xã Cẩm Tú (15148, Thanh Hóa), its hall, people and devices. Names are invented; so is the hotline."""

from dataclasses import dataclass, field
from datetime import datetime

from thanthien.journal.actions import act
from thanthien.people import actions as people
from thanthien.people.models import Counter, Device, Office, Officer, Unit
from thanthien.people.opening import COUNTRY, entrust_installation
from thanthien.people.rules import DeviceKind, Role
from thanthien.programmes import actions as programmes
from thanthien.programmes.rules import Half, Kind, Plan
from thanthien.queueing import actions as queueing
from thanthien.queueing.models import Service
from thanthien.shared import chance
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of
from thanthien.simulation.counter import write_out_names
from thanthien.simulation.posted import post

UNIT = "15148"
KEEPER = "an.lv"
PLACE = "Cẩm Tú"
MORNING, AFTERNOON = ["07:30", "11:30"], ["13:30", "17:00"]
HOURS = {day: [MORNING, AFTERNOON] for day in ("mon", "tue", "wed", "thu", "fri")} | {
    "saturday_openings": [],
    "source": "Giờ của xã mẫu, không phải giờ của một xã có thật",
}
JUSTICE = ("ho_tich", "chung_thuc", "nuoi_con_nuoi", "lien_thong", "hoa_giai_co_so", "boi_thuong_nha_nuoc", "khieu_nai_to_cao")
LAND = ("dat_dai", "xay_dung", "nha_o", "moi_truong_tai_nguyen", "nong_nghiep", "phong_chong_thien_tai")
WELFARE = ("bao_tro_giam_ngheo", "nguoi_co_cong")
CULTURE = ("giao_duc", "van_hoa", "ton_giao", "thi_dua_khen_thuong", "to_chuc_phi_chinh_phu")
TRADE = ("ho_kinh_doanh", "kinh_te_tap_the", "cong_thuong")
POLICE = ("cu_tru", "can_cuoc_dinh_danh", "an_ninh_trat_tu")
CIVIL = tuple(name for name in JUSTICE if name != "chung_thuc")
OTHERS = (*TRADE, *CULTURE)


@dataclass(frozen=True, slots=True)
class Hired:
    """One officer of the demonstration. `face`: what the drawn avatar looks like, see doors/parts drawings."""

    login: str
    name: str
    position: str
    roles: tuple[Role, ...]
    fields: tuple[str, ...] = ()
    face: dict[str, object] = field(default_factory=dict)


def _chi(hair: str, shirt: str, colour: str, *, glasses: bool = False, **more: str) -> dict[str, object]:
    return {"title": "Chị", "hair": hair, "shirt": shirt, "colour": colour, "glasses": glasses, **more}


def _anh(hair: str, shirt: str, *, glasses: bool = False, **more: str) -> dict[str, object]:
    return {"title": "Anh", "hair": hair, "shirt": shirt, "glasses": glasses, **more}


OFFICERS: tuple[Hired, ...] = (
    Hired("lan.qt", "Quách Thị Lan", "Công chức Một cửa", (Role.ONE_STOP,), (), _chi("bun", "aodai", "#2c7a63")),
    Hired("dinh.bv", "Bùi Văn Định", "Công chức Một cửa", (Role.ONE_STOP,), (), _anh("side", "white", glasses=True)),
    Hired("tuan.hm", "Hà Minh Tuấn", "Công an xã", (Role.POLICE,), POLICE, _anh("crew", "police")),
    Hired("mai.tt", "Trương Thị Mai", "Công chức Một cửa", (Role.ONE_STOP,), (), _chi("bob", "youth", "#2f63a0")),
    Hired("hong.ct", "Cao Thị Hồng", "Công chức Một cửa", (Role.ONE_STOP,), (), _chi("tail", "aodai", "#8b4f5c")),
    Hired("hanh.lt", "Lê Thị Hạnh", "Công chức Một cửa", (Role.ONE_STOP,), (), _chi("long", "aodai", "#56508a", glasses=True)),
    Hired("ngoc.ct", "Cao Thị Ngọc", "Hướng dẫn, đoàn viên", (Role.GUIDE,), (), _chi("tail", "youth", "#3f7d86")),
    Hired("ha.btt", "Bùi Thị Thu Hà", "Tư pháp, Hộ tịch", (Role.SPECIALIST,), JUSTICE, _chi("bun", "aodai", "#3f7d86")),
    Hired("duy.pv", "Phạm Văn Duy", "Địa chính, Xây dựng", (Role.SPECIALIST,), LAND, _anh("swept", "white")),
    Hired(
        "oanh.tt", "Trịnh Thị Oanh", "Văn hóa, Xã hội", (Role.SPECIALIST,), (*WELFARE, *CULTURE), _chi("bob", "aodai", "#8a6f4d"),
    ),
    Hired("thang.hv", "Hoàng Văn Thắng", "Kinh tế", (Role.SPECIALIST,), TRADE, _anh("neat", "tie", glasses=True)),
    Hired(
        "son.hv", "Hà Văn Sơn", "Trưởng Công an xã", (Role.POLICE, Role.LEADER), POLICE,
        _anh("crew", "police", hair_colour="grey"),
    ),
    Hired("nghia.pv", "Phạm Văn Nghĩa", "Chủ tịch UBND xã", (Role.LEADER,), (), _anh("side", "tie", hair_colour="grey")),
    Hired(
        "quan.ph", "Phạm Hồng Quân", "Phó Chủ tịch, Giám đốc Trung tâm", (Role.LEADER, Role.PETITIONS), (), _anh("neat", "tie"),
    ),
    Hired(
        "bach.cx", "Cao Xuân Bách", "Bí thư Đảng ủy xã", (Role.PARTY_SECRETARY, Role.BOARD), (),
        _anh("swept", "white", hair_colour="grey"),
    ),
    Hired("bich.lt", "Lê Thị Bích", "Văn thư", (Role.SEAL_CLERK,), (), _chi("long", "aodai", "#2c7a63")),
    Hired("chinh.bv", "Bùi Văn Chinh", "Trưởng thôn Lương Thuận", (Role.HAMLET_HEAD,), (), _anh("crew", "white")),
    Hired("man.ct", "Cao Thị Mận", "Chủ tịch Ủy ban Mặt trận xã", (Role.MASS_ORG,), (), _chi("bob", "aodai", "#8b4f5c")),
    Hired("ky.nv", "Nguyễn Văn Kỳ", "Thanh tra, kiểm tra nội bộ", (Role.INSPECTOR,), (), _anh("side", "white")),
    Hired("an.lv", "Lương Văn An", "Quản trị", (Role.ADMIN,), (), _anh("swept", "youth", glasses=True)),
)  # fmt: skip
# Counter, who sits there on an ordinary day, what the plate says.
SEATS: tuple[tuple[int, str, str], ...] = (
    (1, "lan.qt", "Hộ tịch, chứng thực"), (2, "dinh.bv", "Hộ tịch, chứng thực"), (3, "tuan.hm", "Căn cước, cư trú"),
    (4, "mai.tt", "Đất đai, nhà ở"), (5, "hong.ct", "Trợ cấp, người có công"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """A service of the hall; `at` = the counters that serve it."""

    letter: str
    name: str
    examples: str
    pictogram: str
    fields: tuple[str, ...]
    at: tuple[int, ...]
    kind: str = "intake"


SERVICES: tuple[Offered, ...] = (
    Offered("A", "Hộ tịch", "Khai sinh, kết hôn, khai tử, trích lục", "civil", CIVIL, (1, 2)),
    Offered("B", "Chứng thực", "Sao y bản chính, chữ ký, hợp đồng", "stamp", ("chung_thuc",), (1, 2)),
    Offered("C", "Căn cước, cư trú", "Thường trú, tạm trú, VNeID mức 2", "card", POLICE, (3,)),
    Offered("D", "Đất đai, nhà ở", "Sổ đỏ, tách thửa, xin phép xây nhà", "house", LAND, (4,)),
    Offered("E", "Trợ cấp", "Người có công, tuổi già, hộ nghèo", "care", WELFARE, (5,)),
    Offered("K", "Nhận kết quả", "Đã có giấy hẹn, đến lấy giấy tờ", "result", (), (5, 4, 1), "return"),
    Offered("G", "Việc khác", "Hộ kinh doanh, trường lớp, chưa rõ việc", "help", OTHERS, (5, 4, 2), "help"),
)  # fmt: skip


def build(*, at: datetime) -> Office:
    """Xã Cẩm Tú as it opens at `at`, through the acts of its administrator. When it is there already nothing changes."""
    found = Office.objects.filter(pk=UNIT).first()
    if found is not None:
        return found
    root = system(UNIT)
    with act(unit=UNIT, by=root, at=at):
        office = people.open_office(
            unit=UNIT, centre=f"Trung tâm Phục vụ hành chính công xã {PLACE}", place=PLACE, by=root, at=at, demo=True,
            hours=HOURS,
            address=f"Trụ sở UBND xã {PLACE}, tỉnh Thanh Hóa", hotline="0237 000 1900", scenery="muong",
        )  # fmt: skip
        officers = {hired.login: _hire(hired, at) for hired in OFFICERS}
        if Unit.objects.filter(pk=COUNTRY).exists():  # the administrator keeps the machine too: further communes may join
            entrust_installation(officer=officers[KEEPER], by=root, at=at)
        counters = [people.add_counter(unit=UNIT, number=number, name=name, by=root, at=at) for number, _, name in SEATS]
        for order, offered in enumerate(SERVICES):
            _offer(offered, order, counters, at)
        _plug_in(counters, at)
        _set_days(officers, at)
        post(unit=UNIT, officers=officers, at=at)
    return office


def open_by_seed(*, at: datetime, seed: str) -> Office:
    """As `build`, whole from a seed: the same keys of devices, the same moments of writing, names of papers written out."""
    with chance.seeded(seed=seed, unit=UNIT, clock=lambda: at):
        office = build(at=at)
        write_out_names(at=at)
    return office


def _hire(hired: Hired, at: datetime) -> Officer:
    return people.add_officer(
        unit=UNIT, login=hired.login, name=hired.name, position=hired.position, roles=hired.roles, fields=hired.fields,
        avatar=hired.face, by=system(UNIT), at=at,
    )  # fmt: skip


def _offer(offered: Offered, order: int, counters: list[Counter], at: datetime) -> Service:
    """One service of the kiosk and the counters that serve it."""
    return queueing.offer_service(
        unit=UNIT, letter=offered.letter, name=offered.name, counters=[counters[number - 1] for number in offered.at],
        kind=offered.kind, examples=offered.examples, pictogram=offered.pictogram, fields=list(offered.fields), order=order,
        by=system(UNIT), at=at,
    )  # fmt: skip


def _plug_in(counters: list[Counter], at: datetime) -> list[Device]:
    """Two kiosks, two displays, a tablet on each counter; each still has to be enrolled by its six digits."""
    wanted = [(DeviceKind.KIOSK, f"kiosk-{n}", f"Máy lấy số {n}", None) for n in (1, 2)]
    wanted += [(DeviceKind.DISPLAY, f"display-{n}", f"Màn hình sảnh {n}", None) for n in (1, 2)]
    wanted += [(DeviceKind.TABLET, f"tablet-{c.number}", f"Máy chấm điểm quầy {c.number}", c) for c in counters]
    return [
        people.add_device(unit=UNIT, kind=kind, code=code, name=name, counter=counter, by=system(UNIT), at=at)
        for kind, code, name, counter in wanted
    ]


def _set_days(officers: dict[str, Officer], at: datetime) -> None:
    """Tuesday without writing; Friday morning without appointments for certification and civil status."""
    told = {"unit": UNIT, "by": system(UNIT), "at": at}
    programmes.set_programme(plan=Plan(Kind.NO_WRITING, frozenset({1}), day_of(at)), **told)
    matters = frozenset({"chung_thuc", "ho_tich"})
    friday = Plan(Kind.SAME_DAY, frozenset({4}), day_of(at), half=Half.MORNING, fields=matters)
    programmes.set_programme(plan=friday, signer=officers["quan.ph"], substitute=officers["nghia.pv"], **told)
