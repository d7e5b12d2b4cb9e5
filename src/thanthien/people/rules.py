"""Pure words of the room: roles, kinds of unit and device, ranks, reasons of absence; what may stand under what."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thanthien.shared.folding import fold
from thanthien.shared.wording import Refusal, say


class PeopleError(Refusal):
    """A sentence for the person in front of the screen."""


class InUse(PeopleError):
    """Something cannot go because other things lean on it; `places` says where, one phrase each."""

    def __init__(self, text: str, places: Iterable[str]) -> None:
        self.places = tuple(places)
        super().__init__(say("{text} Còn dùng ở: {places}.", text=text, places="; ".join(map(str, self.places))))


class Role(StrEnum):
    """What an officer is for; the Vietnamese word is on the plate and in lists."""

    ONE_STOP = "one_stop"
    SPECIALIST = "specialist"
    POLICE = "police"
    LEADER = "leader"
    PARTY_SECRETARY = "party_secretary"
    PETITIONS = "petitions"
    GUIDE = "guide"
    SEAL_CLERK = "seal_clerk"
    HAMLET_HEAD = "hamlet_head"
    MASS_ORG = "mass_org"
    BOARD = "board"
    INSPECTOR = "inspector"
    ADMIN = "admin"


ROLE_NAMES: dict[Role, str] = {
    Role.ONE_STOP: say("Một cửa"),
    Role.SPECIALIST: say("Chuyên môn"),
    Role.POLICE: say("Công an xã"),
    Role.LEADER: say("Lãnh đạo"),
    Role.PARTY_SECRETARY: say("Bí thư"),
    Role.PETITIONS: say("Tiếp công dân"),
    Role.GUIDE: say("Hướng dẫn"),
    Role.SEAL_CLERK: say("Văn thư"),
    Role.HAMLET_HEAD: say("Trưởng thôn"),
    Role.MASS_ORG: say("Mặt trận, đoàn thể"),
    Role.BOARD: say("Ban chỉ đạo mô hình"),
    Role.INSPECTOR: say("Kiểm tra"),
    Role.ADMIN: say("Quản trị"),
}
WITH_FIELDS = frozenset({Role.SPECIALIST, Role.POLICE})
# Who signs in with a second step: they can see and change most.
SECOND_STEP = frozenset({Role.ADMIN, Role.LEADER})


class Scope(StrEnum):
    """What a token of the API may be used for. The holder's own roles decide besides."""

    TICKETS = "tickets"
    CALLS = "calls"
    BOARD = "board"
    RECEIVE = "receive"
    DOSSIERS = "dossiers"
    WORK = "work"


SCOPE_NAMES: dict[Scope, str] = {
    Scope.TICKETS: say("Lấy số"),
    Scope.CALLS: say("Gọi số tiếp"),
    Scope.BOARD: say("Xem bảng gọi số"),
    Scope.RECEIVE: say("Nhận hồ sơ"),
    Scope.DOSSIERS: say("Xem hồ sơ"),
    Scope.WORK: say("Xong một bước hồ sơ"),
}
# A device knows the hall and no person's file.
DEVICE_SCOPES = frozenset({Scope.TICKETS, Scope.BOARD})
LONGEST_TOKEN_DAYS = 365


class Rank(StrEnum):
    """Ranks of the People's Public Security, lowest first (Law 37/2018/QH14, art. 21)."""

    CORPORAL = "corporal"
    SERGEANT = "sergeant"
    MASTER_SERGEANT = "master_sergeant"
    SECOND_LIEUTENANT = "second_lieutenant"
    LIEUTENANT = "lieutenant"
    SENIOR_LIEUTENANT = "senior_lieutenant"
    CAPTAIN = "captain"
    MAJOR = "major"
    LIEUTENANT_COLONEL = "lieutenant_colonel"
    SENIOR_LIEUTENANT_COLONEL = "senior_lieutenant_colonel"
    COLONEL = "colonel"


RANK_NAMES: dict[Rank, str] = {
    Rank.CORPORAL: say("Hạ sĩ"),
    Rank.SERGEANT: say("Trung sĩ"),
    Rank.MASTER_SERGEANT: say("Thượng sĩ"),
    Rank.SECOND_LIEUTENANT: say("Thiếu úy"),
    Rank.LIEUTENANT: say("Trung úy"),
    Rank.SENIOR_LIEUTENANT: say("Thượng úy"),
    Rank.CAPTAIN: say("Đại úy"),
    Rank.MAJOR: say("Thiếu tá"),
    Rank.LIEUTENANT_COLONEL: say("Trung tá"),
    Rank.SENIOR_LIEUTENANT_COLONEL: say("Thượng tá"),
    Rank.COLONEL: say("Đại tá"),
}


class UnitKind(StrEnum):
    """Kinds of unit. The first eight are levels of government; the others are parts of one."""

    COUNTRY = "country"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    COMMUNE = "commune"
    WARD = "ward"
    SPECIAL_ZONE = "special_zone"
    TOWNSHIP = "township"
    OFFICE = "office"
    CENTRE = "centre"
    POLICE = "police"
    PARTY = "party"
    MASS_ORG = "mass_org"
    HAMLET = "hamlet"


KIND_NAMES: dict[UnitKind, str] = {
    UnitKind.COUNTRY: say("Cả nước"),
    UnitKind.PROVINCE: say("Tỉnh"),
    UnitKind.CITY: say("Thành phố trực thuộc Trung ương"),
    UnitKind.DISTRICT: say("Huyện (đến 30/6/2025)"),
    UnitKind.COMMUNE: say("Xã"),
    UnitKind.WARD: say("Phường"),
    UnitKind.SPECIAL_ZONE: say("Đặc khu"),
    UnitKind.TOWNSHIP: say("Thị trấn (đến 30/6/2025)"),
    UnitKind.OFFICE: say("Phòng, ban, văn phòng"),
    UnitKind.CENTRE: say("Trung tâm, đơn vị sự nghiệp"),
    UnitKind.POLICE: say("Công an"),
    UnitKind.PARTY: say("Tổ chức Đảng"),
    UnitKind.MASS_ORG: say("Mặt trận, đoàn thể"),
    UnitKind.HAMLET: say("Thôn, ấp, tổ dân phố"),
}
_PROVINCES = frozenset({UnitKind.PROVINCE, UnitKind.CITY})
_COMMUNES = frozenset({UnitKind.COMMUNE, UnitKind.WARD, UnitKind.SPECIAL_ZONE, UnitKind.TOWNSHIP})
GOVERNMENT = frozenset({UnitKind.COUNTRY, UnitKind.DISTRICT}) | _PROVINCES | _COMMUNES
PARTS = frozenset(UnitKind) - GOVERNMENT
# The letter in the code of a part: 15148-T01 is the first hamlet of Xã Cẩm Tú.
PART_LETTERS: dict[UnitKind, str] = {
    UnitKind.OFFICE: "P", UnitKind.CENTRE: "S", UnitKind.POLICE: "C", UnitKind.PARTY: "D", UnitKind.MASS_ORG: "M",
    UnitKind.HAMLET: "T",
}  # fmt: skip
UNDER: dict[UnitKind, frozenset[UnitKind]] = {
    UnitKind.COUNTRY: frozenset(),
    UnitKind.PROVINCE: frozenset({UnitKind.COUNTRY}),
    UnitKind.CITY: frozenset({UnitKind.COUNTRY}),
    UnitKind.DISTRICT: _PROVINCES,
    UnitKind.HAMLET: _COMMUNES,
    **dict.fromkeys(_COMMUNES, _PROVINCES | {UnitKind.DISTRICT}),
    **dict.fromkeys(PARTS - {UnitKind.HAMLET}, GOVERNMENT | {UnitKind.OFFICE, UnitKind.PARTY, UnitKind.MASS_ORG}),
}


def check_place(*, kind: UnitKind, parent: UnitKind | None) -> None:
    """Raises PeopleError when a unit of `kind` cannot stand under one of kind `parent` (None = under nothing)."""
    allowed = UNDER[kind]
    if (parent is None and not allowed) or parent in allowed:
        return
    names = ", ".join(str(KIND_NAMES[k]) for k in UnitKind if k in allowed)
    raise PeopleError(say("{kind} đứng dưới: {names}. Chọn lại cấp trên trực tiếp.", kind=KIND_NAMES[kind], names=names))


def level_of(kind: UnitKind) -> str:
    """Units merge within one level only: a commune into a ward, a hamlet into a hamlet."""
    return "province" if kind in _PROVINCES else "commune" if kind in _COMMUNES else str(kind)


@dataclass(frozen=True, slots=True)
class Merging:
    """A unit as a merge sees it. `valid_to` is the last day, None = no end known; `merged` = it already has a successor."""

    code: str
    name: str
    kind: UnitKind
    valid_from: date | None = None
    valid_to: date | None = None
    merged: bool = False


def check_merge(*, units: Iterable[Merging], into: Merging, on: date) -> None:
    """Raises PeopleError unless `units` may end on the eve of `on` with `into` as their successor."""
    gone = list(units)
    if not gone:
        raise PeopleError(say("Chưa chọn đơn vị nào để sáp nhập."))
    for unit in gone:
        if unit.code == into.code:
            raise PeopleError(say("{name} là đơn vị mới, nên không thể vừa thôi hoạt động. Bỏ chọn {name}.", name=unit.name))
        if unit.merged or (unit.valid_to is not None and unit.valid_to < on):
            raise PeopleError(say("{name} đã thôi hoạt động trước ngày ấy. Bỏ chọn đơn vị này.", name=unit.name))
        if unit.valid_from is not None and unit.valid_from >= on:
            raise PeopleError(say("{name} chưa hoạt động vào ngày {day:%d/%m/%Y}. Chọn ngày khác.", name=unit.name, day=on))
        if level_of(unit.kind) != level_of(into.kind):
            raise PeopleError(say("{name} khác cấp với {into}. Chỉ sáp nhập đơn vị cùng cấp.", name=unit.name, into=into.name))
    if into.merged or (into.valid_to is not None and into.valid_to < on):
        raise PeopleError(say("{name} đã thôi hoạt động trước ngày ấy. Chọn đơn vị kế tục khác.", name=into.name))
    if into.valid_from is not None and into.valid_from > on:
        raise PeopleError(
            say("{name} bắt đầu từ {day:%d/%m/%Y}, sau ngày sáp nhập. Chọn ngày khác.", name=into.name, day=into.valid_from)
        )


class CounterState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


class DeviceKind(StrEnum):
    KIOSK = "kiosk"
    DISPLAY = "display"
    TABLET = "tablet"


DEVICE_NAMES: dict[DeviceKind, str] = {
    DeviceKind.KIOSK: say("Máy lấy số"),
    DeviceKind.DISPLAY: say("Màn hình sảnh"),
    DeviceKind.TABLET: say("Máy tính bảng chấm điểm"),
}


class AbsenceKind(StrEnum):
    """Why somebody is away: a kind to choose from, no free text, because others read the roster."""

    LEAVE = "leave"
    SICK = "sick"
    MEETING = "meeting"
    FIELD = "field"
    TRAINING = "training"
    OTHER = "other"


ABSENCE_NAMES: dict[AbsenceKind, str] = {
    AbsenceKind.LEAVE: say("Nghỉ phép"),
    AbsenceKind.SICK: say("Nghỉ ốm"),
    AbsenceKind.MEETING: say("Đi họp"),
    AbsenceKind.FIELD: say("Đi cơ sở"),
    AbsenceKind.TRAINING: say("Đi học, tập huấn"),
    AbsenceKind.OTHER: say("Việc khác"),
}

# With "officer:", "~" and the giver's login the journal's actor stays within its 60 letters.
LOGIN_LETTERS = 24
_LOGIN = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")


def check_login(login: str) -> str:
    """The login, if it is one: small letters without marks, digits, dots and hyphens. Raises PeopleError."""
    if len(login) > LOGIN_LETTERS or not _LOGIN.fullmatch(login):
        raise PeopleError(
            say(
                "Tên đăng nhập chỉ gồm chữ thường không dấu, số, dấu chấm, gạch nối, nhiều nhất {n} ký tự, như lan.qt.",
                n=LOGIN_LETTERS,
            )
        )
    return login


def login_of(name: str) -> str:
    """The usual login of a name: Quách Thị Lan → `lan.qt`; "" for an empty name."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    if not words:
        return ""
    first = "".join(word[0] for word in words[:-1])
    return f"{words[-1]}.{first}"[:LOGIN_LETTERS].strip(".")


def check_days(start: date, end: date | None) -> None:
    """Raises PeopleError when an end lies before its start."""
    if end is not None and end < start:
        raise PeopleError(
            say("Ngày thôi {end:%d/%m/%Y} đứng trước ngày bắt đầu {start:%d/%m/%Y}. Sửa lại.", end=end, start=start)
        )
