"""The demonstration's commune police, a unit of its own under Xã Cẩm Tú: hall, officers with ranks, contacts, its book of people
received. It stands beside the commune's seeded days and changes none of them. All names are invented; so are the numbers.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from thanthien.journal.actions import act
from thanthien.people import actions as people
from thanthien.people.models import Officer, Unit
from thanthien.people.queries import actor_for
from thanthien.people.rules import DeviceKind, Rank, Role, UnitKind
from thanthien.people.scoping import in_unit
from thanthien.posting import actions as posting
from thanthien.posting.rules import Group, ReceptionRule
from thanthien.queueing import actions as queueing
from thanthien.receptions import actions as receptions
from thanthien.receptions import queries, rules
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM, day_of
from thanthien.simulation.demo import HOURS, PLACE, UNIT
from thanthien.simulation.demo import POLICE as FIELDS
from thanthien.simulation.rules import Pace

NAME = f"Công an xã {PLACE}"
PACE = Pace(visitors_a_day=7.0)


@dataclass(frozen=True, slots=True)
class Posted:
    """One police officer of the demonstration; `duty` and `phone` stand on the board of contacts."""

    login: str
    name: str
    rank: Rank
    position: str
    roles: tuple[Role, ...]
    face: dict[str, object]
    duty: str
    phone: str = ""


def _face(title: str, hair: str, **more: object) -> dict[str, object]:
    return {"title": title, "hair": hair, "shirt": "police", "glasses": False, **more}


OFFICERS: tuple[Posted, ...] = (
    Posted("viet.lq", "Lê Quốc Việt", Rank.MAJOR, "Phó Trưởng Công an xã, phụ trách trụ sở", (Role.POLICE, Role.LEADER),
           _face("Anh", "crew", hair_colour="grey"), "Mọi việc của Công an xã", "0237 000 1921"),
    Posted("hoai.nt", "Nguyễn Thị Hoài", Rank.CAPTAIN, "Cảnh sát đăng ký cư trú", (Role.ONE_STOP, Role.POLICE),
           _face("Chị", "bun"), "Thường trú, tạm trú, xác nhận cư trú", "0237 000 1922"),
    Posted("khanh.td", "Trần Duy Khánh", Rank.SENIOR_LIEUTENANT, "Cảnh sát quản lý căn cước", (Role.ONE_STOP, Role.POLICE),
           _face("Anh", "neat", glasses=True), "Căn cước, định danh điện tử", "0237 000 1923"),
    Posted("linh.pt", "Phạm Thùy Linh", Rank.LIEUTENANT, "Trực ban, hướng dẫn", (Role.GUIDE, Role.POLICE, Role.ADMIN),
           _face("Chị", "tail"), "Trực ban, tiếp công dân, tin báo"),
)  # fmt: skip
SEATS = ((1, "hoai.nt", "Cư trú"), (2, "khanh.td", "Căn cước, định danh"))
SERVICES = (
    ("A", "Cư trú", "Thường trú, tạm trú, xác nhận cư trú", "house", ("cu_tru",), (1,), "intake"),
    ("B", "Căn cước, định danh", "Cấp, đổi căn cước, VNeID mức 2", "card", ("can_cuoc_dinh_danh",), (2,), "intake"),
    ("C", "Việc khác của công an", "An ninh trật tự, chưa rõ việc", "help", ("an_ninh_trat_tu",), (1, 2), "help"),
    ("K", "Nhận kết quả", "Đã có giấy hẹn, đến lấy giấy tờ", "result", (), (1, 2), "return"),
)
# (days ago, hour, who received, matter, course, where it went, name, hamlet, what it was about, what became of it)
BOOK: tuple[tuple[int, int, str, str, str, str, str, str, str, str], ...] = (
    (12, 8, "linh.pt", "report", "taken_up", "", "Bùi Văn Lực", "Lương Thuận", "Mất xe đạp điện để trước cổng nhà văn hóa thôn",
     "Tìm thấy xe, đã giao lại cho gia đình"),
    (11, 14, "linh.pt", "question", "answered", "", "Hà Thị Sen", "Đồng Chạ", "Hỏi con mới sinh nhập hộ khẩu cần giấy gì", ""),
    (9, 9, "viet.lq", "feedback", "taken_up", "", "Cao Văn Thọ", "Thuần Lương", "Quán karaoke mở nhạc to sau 23 giờ",
     "Đã nhắc nhở, chủ quán cam kết tắt nhạc trước 22 giờ"),
    (6, 10, "linh.pt", "complaint", "passed_on", "Thanh tra tỉnh Thanh Hóa", "Phạm Thị Lụa", "Lương Ngọc",
     "Không đồng ý cách xử phạt vi phạm giao thông năm trước", ""),
    (4, 15, "viet.lq", "denunciation", "taken_up", "", "Trương Văn Bảy", "Đồng Chạ", "Tố cáo một điểm ghi đề ở chợ", ""),
    (2, 8, "linh.pt", "proposal", "taken_up", "", "Quách Văn Hùng", "Lương Thuận", "Xin gắn đèn, gương ở ngã ba đầu thôn", ""),
    (1, 9, "linh.pt", "report", "returned", "", "Lê Thị Mơ", "Thuần Lương", "Đơn trình báo nợ tiền hụi, thuộc việc dân sự", ""),
)  # fmt: skip


def police_unit() -> Unit | None:
    """The police of the demonstration commune, or None before it is built."""
    return Unit.objects.filter(parent_id=UNIT, kind=UnitKind.POLICE, office__demo=True).first()


def build_police(*, at: datetime) -> Unit:
    """The unit with its hall, through the acts of its administrator. When it is there already nothing changes."""
    found = police_unit()
    if found is not None:
        return found
    _rank_of_the_hall(at)
    unit = people.add_unit(name=NAME, kind=UnitKind.POLICE, parent=UNIT, by=system(UNIT), at=at)
    root = system(unit.pk)
    with in_unit(unit.pk), act(unit=unit.pk, by=root, at=at):
        people.open_office(
            unit=unit.pk, centre=f"Trụ sở {NAME}", place=PLACE, hours=HOURS, by=root, at=at, demo=True, hotline="0237 000 1920",
            address=f"Cạnh trụ sở UBND xã {PLACE}, tỉnh Thanh Hóa",
        )  # fmt: skip
        officers = {one.login: _hire(unit.pk, one, at) for one in OFFICERS}
        _open_hall(unit.pk, at)
        _post(unit.pk, officers, at)
    return unit


def _rank_of_the_hall(at: datetime) -> None:
    """The two police officers who work in the commune's own hall have their ranks too."""
    with in_unit(UNIT):
        for login, rank in (("son.hv", Rank.LIEUTENANT_COLONEL), ("tuan.hm", Rank.LIEUTENANT)):
            officer = Officer.objects.filter(login=login).first()
            if officer is not None and not officer.rank:
                people.change_officer(officer=officer, rank=rank, by=system(UNIT), at=at)


def _hire(unit: str, one: Posted, at: datetime) -> Officer:
    return people.add_officer(
        unit=unit, login=one.login, name=one.name, position=one.position, roles=one.roles, fields=FIELDS, rank=one.rank,
        avatar=one.face, by=system(unit), at=at,
    )  # fmt: skip


def _open_hall(unit: str, at: datetime) -> None:
    root = system(unit)
    counters = [people.add_counter(unit=unit, number=number, name=name, by=root, at=at) for number, _, name in SEATS]
    for order, (letter, name, examples, pictogram, fields, where, kind) in enumerate(SERVICES):
        queueing.offer_service(
            unit=unit, letter=letter, name=name, counters=[counters[number - 1] for number in where], kind=kind,
            examples=examples, pictogram=pictogram, fields=list(fields), order=order, by=root, at=at,
        )  # fmt: skip
    people.add_device(unit=unit, kind=DeviceKind.KIOSK, code="ca-kiosk-1", name="Máy lấy số", by=root, at=at)
    people.add_device(unit=unit, kind=DeviceKind.DISPLAY, code="ca-display-1", name="Màn hình sảnh", by=root, at=at)
    for one in counters:
        people.add_device(
            unit=unit, kind=DeviceKind.TABLET, code=f"ca-tablet-{one.number}", name=f"Máy chấm điểm quầy {one.number}",
            counter=one, by=root, at=at,
        )  # fmt: skip


def _post(unit: str, officers: dict[str, Officer], at: datetime) -> None:
    """The board of contacts, and the day on which the chief receives people."""
    root = system(unit)
    for order, one in enumerate(OFFICERS):
        group = Group.LEADER if Role.LEADER in one.roles else Group.OFFICER
        row = posting.list_contact(
            unit=unit, officer=officers[one.login], group=group, duty=one.duty, order=order, by=root, at=at
        )
        if one.phone:
            posting.publish_phone(contact=row, phone=one.phone, by=root, at=at)
        if group is Group.LEADER:
            rule = ReceptionRule(2, 0, time(8), time(11, 30), day_of(at))
            posting.add_reception(contact=row, rule=rule, place="Phòng tiếp công dân, trụ sở Công an xã", by=root, at=at)


def write_book(*, at: datetime) -> int:
    """Lines of the last two weeks in the book of people received; how many are new. When it has lines nothing changes."""
    unit = police_unit()
    if unit is None:
        return 0
    with in_unit(unit.pk):
        if queries.years(unit=unit.pk):
            return 0
        for line in BOOK:
            _write(unit.pk, line, at)
    return len(BOOK)


def _write(unit: str, line: tuple[int, int, str, str, str, str, str, str, str, str], at: datetime) -> None:
    ago, hour, login, matter, course, passed_to, name, hamlet, content, result = line
    officer = Officer.objects.get(login=login)
    day: date = day_of(at) - timedelta(days=ago)
    moment = datetime.combine(day, time(hour, 10), tzinfo=VIETNAM)
    typed = {"name": name, "address": f"Thôn {hamlet}, xã {PLACE}", "people": "1", "matter": matter, "course": course,
             "passed_to": passed_to, "content": content}  # fmt: skip
    facts, wrong = rules.facts(typed)
    if facts is None:
        raise ValueError(wrong)
    row = receptions.note_reception(unit=unit, facts=facts, by=actor_for(officer, on=day), at=moment)
    if result:
        told = day + timedelta(days=2)
        moment = datetime.combine(told, time(16), tzinfo=VIETNAM)
        receptions.tell_result(line=row, result=result, on=told, by=actor_for(officer, on=told), at=moment)
