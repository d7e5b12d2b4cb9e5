"""What the demonstration commune posts: leaders with their days, officers by field, the phones that it published. Invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from thanthien.people.models import Officer
from thanthien.posting import actions as posting
from thanthien.posting.rules import Group, ReceptionRule
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of

ROOM = "Phòng Tiếp công dân, tầng 1"


@dataclass(frozen=True, slots=True)
class Posted:
    """One line of the list; `days` = (weekday, week of the month or 0, opens, closes)."""

    login: str
    group: Group
    duty: str = ""
    phone: str = ""
    days: tuple[tuple[int, int, time, time], ...] = ()


LINES: tuple[Posted, ...] = (
    Posted("bach.cx", Group.LEADER, "Đảng ủy xã", "0237 000 1901", ((0, 1, time(8), time(11, 30)),)),
    Posted("nghia.pv", Group.LEADER, "Mọi việc của Ủy ban", "0237 000 1902", ((3, 0, time(8), time(11, 30)),)),
    Posted(
        "quan.ph", Group.LEADER, "Một cửa, khiếu nại, góp ý", "0237 000 1903",
        ((1, 0, time(8), time(11, 30)), (4, 2, time(13, 30), time(16, 30))),
    ),
    Posted("son.hv", Group.LEADER, "An ninh, cư trú, căn cước", "0237 000 1904", ((2, 0, time(13, 30), time(16, 30)),)),
    Posted("ha.btt", Group.OFFICER, "Khai sinh, kết hôn, khai tử, chứng thực", "0237 000 1911"),
    Posted("duy.pv", Group.OFFICER, "Đất đai, xây nhà, nông nghiệp", "0237 000 1912"),
    Posted("oanh.tt", Group.OFFICER, "Trợ cấp, người có công, trường lớp", "0237 000 1913"),
    Posted("thang.hv", Group.OFFICER, "Hộ kinh doanh, tổ hợp tác"),
    Posted("man.ct", Group.OFFICER, "Mặt trận xã, nghe bà con góp ý", "0237 000 1915"),
)  # fmt: skip


def post(*, unit: str, officers: Mapping[str, Officer], at: datetime) -> None:
    """Post the list through the acts of set-up."""
    root = system(unit)
    for order, line in enumerate(LINES):
        officer = officers[line.login]
        contact = posting.list_contact(unit=unit, officer=officer, group=line.group, duty=line.duty, order=order, by=root, at=at)
        if line.phone:
            posting.publish_phone(contact=contact, phone=line.phone, by=root, at=at)
        for weekday, week, opens, closes in line.days:
            rule = ReceptionRule(weekday, week, opens, closes, day_of(at))
            posting.add_reception(contact=contact, rule=rule, place=ROOM, by=root, at=at)
