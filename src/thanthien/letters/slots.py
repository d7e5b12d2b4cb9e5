"""The words that a template of each kind may name, and what an added kind has of its voice. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from thanthien.letters.rules import Base
from thanthien.letters.words import Kind
from thanthien.shared.wording import Sentence, say

Slots = Mapping[str, Sentence]
OFFICE: Slots = {
    "unit": say("tên xã, như: xã Cẩm Tú"),
    "unit_kind": say("xã hoặc phường"),
    "hotline": say("số đường dây nóng"),
}
CALLS: Slots = {
    "call": say("xưng hô: anh chị, ông, bà, cụ, gia đình"),
    "Call": say("xưng hô viết hoa đầu câu"),
}
ONE: Slots = {
    "recipient": say("gửi ai"), "event_words": say("Ngày … tháng … năm …, đứng đầu câu"), "place": say("ở đâu"),
    "deed": say("việc đã làm"), "good": say("nhờ việc ấy mà thế nào"),
}  # fmt: skip
GRIEF: Slots = {
    "who": say("xưng hô và tên người đã mất"), "deceased": say("tên người đã mất"), "family": say("kính gửi ai"),
    "born_clause": say(", sinh năm …,"), "died_words": say("ngày mất"), "lived_clause": say(", hưởng thọ … tuổi"),
    "farewell": say("lời tiễn biệt"),
}  # fmt: skip
SORRY: Slots = {
    "reason": say("điều đã xảy ra"), "fault": say("Đó là lỗi của chúng tôi, nếu đúng vậy"), "mended": say("đã sửa thế nào"),
    "procedure": say("tên thủ tục"), "code": say("mã hồ sơ"), "code_line": say("Hồ sơ và mã"),
    "received_words": say("ngày nhận, đứng đầu câu"), "old_due_words": say("ngày đã hẹn"), "new_due_words": say("ngày hẹn lại"),
}  # fmt: skip
BY_CODE: Mapping[str, Slots] = {
    "wedding": {
        "man": say("anh và tên chồng"), "woman": say("chị và tên vợ"),
        "event_words": say("Ngày … tháng … năm …, đứng đầu câu"), "couple": say("anh và tên chồng, chị và tên vợ"),
    },
    "birth": {
        "child": say("tên cháu"), "born_words": say("ngày sinh"), "to_parents": say("Thân gửi cha, mẹ cháu"),
        "to_family": say("Gia đình cha, mẹ cháu"),
    },
}  # fmt: skip
BY_BASE: Mapping[Base, Slots] = {Base.JOY: ONE, Base.THANKS: ONE, Base.GRIEF: GRIEF, Base.SORRY: {**ONE, **SORRY}}


def slots_of(kind: Kind) -> Slots:
    """Word in braces → what it says there."""
    return {**CALLS, **BY_CODE.get(kind.code, BY_BASE[kind.base]), **OFFICE}


@dataclass(frozen=True, slots=True)
class Shape:
    """What every kind of one voice asks and how it begins. `days`: how long its news is news."""

    asks: tuple[str, ...]
    lead: tuple[str, ...]
    lines: tuple[str, ...]
    greeting: str
    closing: str
    ornament: str
    days: int


SHAPES: Mapping[Base, Shape] = {
    Base.JOY: Shape(("recipient", "event_on"), ("{recipient}",), ("{place}",), "", "", "two-lotus", 60),
    Base.GRIEF: Shape(
        ("deceased", "died_on", "age_known", "sex", "stillborn", "court", "family"), ("{family}",), (), "Kính gửi",
        "{farewell}", "bowed", 60,
    ),
    Base.THANKS: Shape(("recipient", "deed", "event_on"), ("{recipient}",), ("{place}",), "", "", "rice-ear", 365),
    Base.SORRY: Shape(("recipient", "reason", "fault"), ("{recipient}",), ("{code_line}",), "Kính gửi", "", "bamboo", 90),
}  # fmt: skip
ORNAMENTS: Mapping[str, Sentence] = {
    "": say("không vẽ gì"), "two-lotus": say("hai bông sen"), "cradle": say("chiếc nôi"), "bowed": say("cành rủ"),
    "rice-ear": say("bông lúa"), "bamboo": say("cây trúc"),
}  # fmt: skip

# Names of four lines, and the longest usual answers: whatever is set with these is set with every ordinary letter.
LONG_NAME = "Công Huyền Tôn Nữ Thị Phương Trinh Bảo Ngọc Minh Nguyệt"
LONG_TEXT = "cùng bà con góp công, góp của sửa lại con đường vào bản cho các cháu đi học không còn lội suối mỗi mùa mưa lũ"
LONGEST: Mapping[str, str] = {
    "man": "Y Thôm Êban Kbuôr Niê Hra Bdap", "woman": LONG_NAME, "child": LONG_NAME, "mother": LONG_NAME,
    "father": "Y Thôm Êban Kbuôr Niê Hra Bdap", "mother_lives": "yes", "deceased": LONG_NAME, "age_known": "1939", "sex": "Nữ",
    "family": f"Gia đình bà {LONG_NAME}", "funeral": "ahead", "recipient": f"Gia đình bà {LONG_NAME}", "call": "gia đình bà",
    "place": "bản Nà Sen, thôn Lương Thuận", "deed": LONG_TEXT, "good": f"Nhờ vậy {LONG_TEXT}.", "reason": LONG_TEXT,
    "mended": f"Chúng tôi đã {LONG_TEXT}", "fault": "ours", "about": "other", "code": "H56.1118-0023",
    "event_on": "2026-11-22", "born_on": "2026-11-10", "died_on": "2026-11-20",
}  # fmt: skip
# When a line is printed only in some cases, in words for whoever edits it.
CASES: Mapping[tuple[str, str], Sentence] = {
    ("person", "child"): say("khi người mất là trẻ em"), ("person", "grown"): say("khi người mất là người lớn"),
    ("elder", "yes"): say("khi người mất là cụ từ 80 tuổi"), ("mother_lives", "yes"): say("khi biết mẹ đang khỏe"),
    ("mother_lives", ""): say("khi chưa biết về mẹ"), ("funeral", "ahead"): say("khi chưa đưa tang"),
    ("about", "late"): say("khi hồ sơ bị chậm"), ("about", "other"): say("khi là việc khác"),
    ("new_due", "*"): say("khi có ngày hẹn lại"), ("mended", "*"): say("khi biết đã sửa thế nào"),
    ("hotline", "*"): say("khi xã có đường dây nóng"),
}  # fmt: skip
