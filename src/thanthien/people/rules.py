"""Pure words of the room: roles, kinds of unit and device, what each role may enter."""

from enum import StrEnum


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
    Role.ONE_STOP: "Một cửa",
    Role.SPECIALIST: "Chuyên môn",
    Role.POLICE: "Công an xã",
    Role.LEADER: "Lãnh đạo",
    Role.PARTY_SECRETARY: "Bí thư",
    Role.PETITIONS: "Tiếp công dân",
    Role.GUIDE: "Hướng dẫn",
    Role.SEAL_CLERK: "Văn thư",
    Role.HAMLET_HEAD: "Trưởng thôn",
    Role.MASS_ORG: "Mặt trận, đoàn thể",
    Role.BOARD: "Ban chỉ đạo mô hình",
    Role.INSPECTOR: "Kiểm tra",
    Role.ADMIN: "Quản trị",
}


class CounterState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


class DeviceKind(StrEnum):
    KIOSK = "kiosk"
    DISPLAY = "display"
    TABLET = "tablet"


DEVICE_NAMES: dict[DeviceKind, str] = {
    DeviceKind.KIOSK: "Máy lấy số",
    DeviceKind.DISPLAY: "Màn hình sảnh",
    DeviceKind.TABLET: "Máy tính bảng chấm điểm",
}


class PeopleError(Exception):
    """A sentence for the person in front of the screen."""
