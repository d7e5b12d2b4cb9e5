"""The letters of a hundred families, each read through: nothing that would hurt, nothing left empty, nothing said twice."""

import random
import re
from datetime import date, timedelta

import pytest

from thanthien.letters import kinds, words
from thanthien.letters.words import Office

ON = date(2026, 11, 23)
OFFICE = Office("phường Hàm Rồng", "phường", "0237 300 0000")
SURNAMES = ("Nguyễn", "Phạm", "Lò", "Hà", "Quách", "Vàng A", "H’ Blăng", "Ka Să", "Y Thôm Êban")
GIVEN = ("An", "Bảo Khuê", "Thị Nết", "Văn Ún", "Thị Ưởng Thanh Huyền", "Minh", "K’ Duyên")


def family(number: int) -> tuple[str, dict[str, str]]:
    """One event of one family, the same at every run."""
    draw = random.Random(number)
    name = lambda: f"{draw.choice(SURNAMES)} {draw.choice(GIVEN)}"  # noqa: E731
    day = (ON - timedelta(days=draw.randint(0, 30))).isoformat()
    kind = draw.choices(("birth", "wedding", "condolence", "thanks", "apology"), (45, 27, 21, 4, 3))[0]
    maybe = lambda text: draw.choice((text, ""))  # noqa: E731
    if kind == "birth":
        facts = {"child": name(), "born_on": day, "mother": maybe(name()), "father": maybe(name()), "mother_lives": maybe("yes")}
    elif kind == "wedding":
        facts = {"man": name(), "woman": name(), "event_on": day, "man_born": str(draw.randint(1950, 2005)) + "-01-02"}
    elif kind == "condolence":
        born = str(draw.randint(1925, 2026)) if draw.random() < 0.9 else "không rõ"
        facts = {
            "deceased": name(),
            "died_on": day,
            "age_known": born,
            "sex": draw.choice(("Nam", "Nữ")),
            "family": f"Gia đình bà {name()}",
        }
        facts["funeral"] = maybe("ahead")
    elif kind == "thanks":
        facts = {
            "recipient": f"Ông {name()}",
            "call": "ông",
            "event_on": day,
            "deed": "nhặt được ví và trả lại",
            "good": maybe("Ai cũng vui."),
        }
    else:
        late = draw.random() < 0.7
        facts = {
            "recipient": f"Bà {name()}",
            "call": "bà",
            "reason": "sót một trang",
            "event_on": day,
            "about": "late" if late else "other",
        }
        facts |= {"procedure": "đăng ký khai tử", "received_on": day, "old_due": day, "new_due": maybe(day)} if late else {}
    return kind, {key: text for key, text in facts.items() if text}


@pytest.mark.parametrize("number", range(100))
def test_every_letter_reads_well(number):
    code, facts = family(number)
    made = words.written(kinds.kind(code=code, on=ON), facts, OFFICE)
    front = "\n".join([made.title, *made.lead, *made.lines, *made.paragraphs, made.closing])
    whole = front + "\n" + "\n".join(f"{one.lead} {one.text}" for one in made.back.items)
    assert not re.search(r"[{}]|  |\.\.|,,| [,.;]|“”|\bNone\b|năm \.", whole), whole
    assert "xã" not in whole.replace("xã hội", "").split() and "phường" in whole + OFFICE.short
    assert all(text.strip() and text == text.strip() for text in (*made.lead, *made.lines, *made.paragraphs))
    assert "sáu tháng" not in whole and "hai con" not in whole and "hai bên cha mẹ" not in whole
    if code == "condolence":
        _reads_as_condolence(facts, front, whole)
    if code == "birth":
        assert ("mẹ cháu mau lại sức" in front) == (facts.get("mother_lives") == "yes")
    if code == "apology" and facts["about"] == "late":
        assert "Lý do: sót một trang." in front and ("Xin hẹn lại" in front) == ("new_due" in facts)


def _reads_as_condolence(facts: dict[str, str], front: str, whole: str) -> None:
    assert "!" not in whole and "chúc" not in whole.lower()
    born = facts["age_known"]
    age = ON.year - int(born) if born.isdigit() else None
    if age is not None and age < 18:
        assert "cháu " in front and not re.search("hưởng|từ trần|sinh năm|cúi đầu|48 giờ|trợ cấp", whole)
    elif age is not None:
        assert ("hưởng thọ" in front) == (age + 1 >= 60) and ("hưởng dương" in front) == (age + 1 < 60 and age >= 18)
        assert ("48 giờ" in whole) == (facts.get("funeral") == "ahead")
    else:
        assert "hưởng" not in front and "sinh năm" not in front
