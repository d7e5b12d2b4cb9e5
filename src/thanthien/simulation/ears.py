"""What the demonstration commune has heard: its hamlets, what people there said, families that were called on."""

from datetime import datetime, timedelta

from thanthien.outreach import actions as outreach
from thanthien.outreach.families import Told
from thanthien.outreach.models import Voice
from thanthien.outreach.voices import Said
from thanthien.people import actions as people
from thanthien.people.models import Unit
from thanthien.people.rules import UnitKind
from thanthien.people.scoping import in_unit
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of
from thanthien.simulation.demo import UNIT
from thanthien.simulation.past import moment_ago, who

HAMLETS = ("Thôn Lương Thuận", "Thôn Đồng Chạ", "Thôn Thuần Lương", "Thôn Lương Ngọc")
HEAD, SORTER = "chinh.bv", "oanh.tt"
# (days ago, hamlet, subject, households, what they say, what the office did, its words)
SAID: tuple[tuple[int, int, str, int, str, str, str], ...] = (
    (19, 1, "road", 14, "Đường ra ruộng sạt một đoạn, xe chở lúa không qua được", "propose", "Xã cho máy san lại đoạn đường sạt"),
    (12, 0, "water", 30, "Nước sinh hoạt đục mấy hôm nay", "answer", "Nhà máy nước súc rửa đường ống, thứ Hai nước trong lại"),
    (9, 2, "welfare", 4, "Mấy cụ trên 75 tuổi chưa biết làm trợ cấp ở đâu", "", ""),
    (6, 3, "clean", 11, "Xe gom rác tuần này không vào xóm trong", "know", ""),
    (3, 0, "office", 2, "Mong Một cửa trả kết quả cả buổi chiều thứ Sáu", "", ""),
    (1, 1, "road", 6, "Ngã ba đầu thôn tối, trẻ con đi học về dễ ngã", "", ""),
)
# (days ago, hamlet, whose family, why, gift, worth, what, out of which money, what they said)
CALLS: tuple[tuple[int, int, str, str, str, str, str, str, str], ...] = (
    (15, 0, "Bùi Thị Mận", "ill", "goods", "300.000", "Sữa, đường", "poor_fund", "Mong được giúp làm thẻ bảo hiểm y tế"),
    (10, 2, "Cao Văn Thọ", "longevity", "money", "500.000", "", "budget", ""),
    (4, 3, "Phạm Thị Lụa", "merit", "both", "700.000", "Gạo, phong bì", "gratitude", "Nhà dột, mong được sửa trước mùa mưa"),
)
AHEAD = (0, "Quách Văn Hùng", "grief")


def tell(*, at: datetime) -> int:
    """Everything of above, once; how many voices are new."""
    with in_unit(UNIT):
        if Voice.objects.filter(unit_id=UNIT).exists():
            return 0
        told = {"kind": UnitKind.HAMLET, "parent": UNIT, "by": system(UNIT), "at": at - timedelta(days=20)}
        known = {one.name: one for one in Unit.objects.filter(parent_id=UNIT, kind=UnitKind.HAMLET)}
        places = [known.get(name) or people.add_unit(name=name, **told) for name in HAMLETS]
        for line in SAID:
            _say(places, line, at)
        for visit in CALLS:
            _call(places, visit, at)
        where, name, reason = AHEAD
        day = (day_of(at) + timedelta(days=1)).isoformat()
        ahead = Told(places[where].pk, name, reason, day, ["man.ct"])
        outreach.note_call(unit=UNIT, told=ahead, by=who(SORTER, day_of(at)), at=at)
    return len(SAID)


def _say(places: list[Unit], line: tuple[int, int, str, int, str, str, str], at: datetime) -> None:
    ago, where, subject, households, text, what, words = line
    day = day_of(at) - timedelta(days=ago)
    said = Said(places[where].pk, subject, text, str(households), day.isoformat())
    row = outreach.note_voice(unit=UNIT, said=said, by=who(HEAD, day), at=moment_ago(ago, 19, at))
    sorting = {"by": who(SORTER, day), "at": moment_ago(ago - 1, 9, at)}
    if what == "know":
        outreach.know_voice(voice=row, **sorting)
    elif what == "answer":
        outreach.answer_voice(voice=row, answer=words, **sorting)
    elif what == "propose":
        due = (day + timedelta(days=16)).isoformat()
        outreach.make_proposal(unit=UNIT, text=words, owner="duy.pv", due=due, voices=[row], **sorting)


def _call(places: list[Unit], visit: tuple[int, int, str, str, str, str, str, str, str], at: datetime) -> None:
    ago, where, name, reason, gift, value, goods, source, heard = visit
    day = day_of(at) - timedelta(days=ago)
    told = Told(places[where].pk, name, reason, day.isoformat(), ["man.ct", SORTER], True, gift, value, goods, source, heard)
    outreach.note_call(unit=UNIT, told=told, by=who(SORTER, day), at=moment_ago(ago, 16, at))
