"""What the demonstration commune posts: leaders with their days, officers by field, the phones that it published, news, what the
law wants public, who is on duty. Invented.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from thanthien.law.rules import LawError
from thanthien.people.models import Officer
from thanthien.posting import actions as posting
from thanthien.posting import duties, news, public_items
from thanthien.posting.duty_rules import monday_of
from thanthien.posting.news_rules import Story
from thanthien.posting.public_rules import Facts, Form, Run
from thanthien.posting.rules import Group, ReceptionRule
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of
from thanthien.worktime.rules import WorktimeError

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

# Title, summary, text; the kind; the number of a document.
STORIES: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "Người từ 75 tuổi chưa có lương hưu: xã đến tận nhà làm hồ sơ trợ cấp",
        "Con cháu gọi số đường dây nóng, tổ công tác hẹn ngày đến. Không phải mang giấy tờ lên xã.",
        "# Ai được\nCụ ông, cụ bà từ đủ 75 tuổi, chưa có lương hưu hay trợ cấp bảo hiểm xã hội hằng tháng.\n\n# Làm thế nào\n"
        "- Gọi đường dây nóng của xã, báo tên và nhà ở thôn nào.\n- Cán bộ đến nhà, viết giúp, chụp giấy tờ tại chỗ.\n"
        "- Kết quả mang đến nhà.",
        "news", "",
    ),
    (
        "Tiêm phòng cho trâu bò: lịch từng thôn",
        "Thú y xã đến từng thôn từ tuần này. Bà con nhốt trâu bò trước 7 giờ sáng, mang sổ tiêm.",
        "Nhà nào lỡ ngày, báo trưởng thôn để tiêm bù.\n\n- Hộ nghèo, cận nghèo không mất tiền.\n- Bê dưới hai tháng chưa tiêm.",
        "news", "",
    ),
    (
        "Kế hoạch phòng, chống rét cho cây trồng, vật nuôi vụ đông",
        "Việc từng thôn cần làm trước đợt rét, ai phụ trách, gọi ai khi cần.",
        "- Che chuồng, trữ rơm trước ngày 10 tháng 12.\n- Không thả trâu bò khi trời dưới 12 độ.",
        "document", "45/KH-UBND",
    ),
)  # fmt: skip
# Line of the law's list, title, number, how many days ago it was decided, where it hangs.
ITEMS: tuple[tuple[str, str, str, int, tuple[Form, ...]], ...] = (
    ("d11-02", "Quyết toán thu, chi ngân sách xã năm trước", "112/QĐ-UBND", 3, (Form.WEB, Form.BOARD)),
    ("d11-03", "Đường bê tông nội đồng thôn Cẩm Hoa: vốn, tiến độ", "118/QĐ-UBND", 2, (Form.WEB,)),
    ("d11-06", "Danh sách hộ thoát nghèo, xin bà con góp ý", "121/TB-UBND", 14, ()),
)
DUTY: tuple[tuple[str, str, str], ...] = (
    ("nghia.pv", "all_day", "Trực lãnh đạo"), ("quan.ph", "all_day", "Trực lãnh đạo"), ("son.hv", "night", "Trực an ninh"),
)  # fmt: skip
WEEKS = 9  # a demonstration begins a month ago


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
    _tell(unit=unit, at=at)
    _duties(unit=unit, officers=officers, at=at)


def _tell(*, unit: str, at: datetime) -> None:
    """News, and what the law wants public: one item hangs everywhere, one on the web alone, one is late."""
    root, today = system(unit), day_of(at)
    for title, summary, body, kind, number in STORIES:
        news.write(unit=unit, story=Story(kind, title, summary, body, number, today, None), by=root, at=at)
    for code, title, document, ago, forms in ITEMS:
        decided_on = today - timedelta(days=ago)
        try:
            public_items.due_day(unit=unit, decided_on=decided_on)
        except (LawError, WorktimeError):  # a past before the law, a year without its calendar
            continue
        facts = Facts(code, title, "Toàn văn niêm yết tại trụ sở Ủy ban.", document, decided_on)
        item = public_items.add_item(unit=unit, facts=facts, by=root, at=at)
        for form in forms:
            public_items.post(item=item, run=Run(form, today), by=root, at=at)


def _duties(*, unit: str, officers: Mapping[str, Officer], at: datetime) -> None:
    """The leaders in turn by day, the police by night, for some weeks."""
    first = monday_of(day_of(at))
    for n in range(7 * WEEKS):
        day = first + timedelta(days=n)
        for login, part, task in (DUTY[n % 2], DUTY[2]):
            duties.add_duty(unit=unit, day=day, part=part, officer=officers[login], task=task, by=system(unit), at=at)
