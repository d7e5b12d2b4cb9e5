"""The families of made-up events: who was born, married, died, did a good deed, was wronged; what is told, what is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.people.card import Sex
from thanthien.procedures.models import Procedure
from thanthien.procedures.queries import papers_of
from thanthien.simulation.letters_rules import Event, How, Trap
from thanthien.simulation.persons import FAMILIES, GIVEN, MIDDLE, Person, Village

DEEDS = (
    ("hiến 120 m² đất vườn để mở rộng đường vào thôn", "Nhờ vậy, hơn sáu mươi hộ đi lại dễ dàng."),
    ("nhặt được ví tiền ở chợ và mang đến trụ sở để trả lại người mất", ""),
    ("góp năm mươi ngày công sửa nhà văn hóa thôn", "Nhờ vậy, bà con có chỗ họp ấm cúng."),
    ("báo kịp thời chỗ mương sạt trước mùa mưa", "Nhờ vậy, xã kè xong trước khi nước lên."),
    ("đưa hai cháu nhỏ qua suối an toàn trong ngày lũ", ""),
)  # fmt: skip
# (fault, what the office notes, what the letter says, how it was mended)
WRONGS = (
    ("wrong_result", "Giấy ghi sai ngày sinh.", "chúng tôi đã ghi sai ngày sinh trên giấy trả cho bà con",
     "Chúng tôi đã in lại giấy đúng và mang đến tận nhà"),
    ("wrong_result", "Giấy ghi sai tên đệm.", "chúng tôi đã ghi sai tên đệm trên giấy",
     "Chúng tôi đã cấp lại giấy đúng, không thu thêm đồng nào"),
    ("lost_paper", "Thất lạc bản chụp của người dân.", "chúng tôi đã để thất lạc bản chụp giấy tờ bà con nộp",
     "Chúng tôi đã chụp lại từ kho, bà con không phải nộp nữa"),
    ("damaged_paper", "Làm rách mép bản chính khi ghim.", "chúng tôi đã làm rách mép giấy tờ khi ghim hồ sơ",
     "Chúng tôi đã xin cấp lại bản trích lục mới"),
)  # fmt: skip
ASKED = (
    ("Sổ hộ khẩu", "chúng tôi đã đòi sổ hộ khẩu là giấy không còn trong quy định"),
    ("Bản sao căn cước có chứng thực", "chúng tôi đã đòi bản sao có chứng thực trong khi chỉ cần xem bản chính"),
    ("Giấy xác nhận cư trú", "chúng tôi đã bắt bà con đi xin giấy xác nhận mà máy tra được"),
)
RUDE = "hôm bà con đến hỏi việc, chúng tôi đã trả lời cộc lốc và để bà con chờ lâu"


@dataclass(slots=True)
class Family:
    """`first`: what is told at once; `answers`: what the office knows when it has asked. Letters hold these facts as texts."""

    rng: Random
    teller: Person
    first: dict[str, str]
    answers: dict[str, str] = field(default_factory=dict)
    noted: str = ""
    paper: str = ""
    fault: str = ""
    mended: str = ""

    def refusal(self) -> dict[str, str]:
        """By what somebody who wants no letters is known."""
        return {"name": self.first["man"], "born": self.first["man_born"]}


def of(event: Event, *, village: Village, on: date, seed: str) -> Family:
    """The family of an event that comes to the office on a day; the same for the same seed."""
    rng = Random(f"{seed}:{event.number}:family")
    made: dict[str, Callable[[Event, Village, date, Random], Family]] = {
        "birth": _birth, "wedding": _wedding, "condolence": _death, "thanks": _deed, "apology": _wrong,
    }  # fmt: skip
    found = made[event.kind](event, village, on, rng)
    found.answers = {**found.first, **found.answers, "checked": "yes"}
    return found


def papers(of: Procedure, whole: Callable[[str], str]) -> Mapping[int, Mark]:
    """Every paper that must be there is there, its name written out."""
    return {
        paper.order: Mark(PaperState.OK, name="" if paper.can_print else whole(paper.text))
        for paper in papers_of(procedure=of) if paper.is_mandatory
    }  # fmt: skip


def _named(rng: Random, sex: Sex, family: str = "") -> str:
    family = family or rng.choices([name for name, _ in FAMILIES], [weight for _, weight in FAMILIES])[0]
    return f"{family} {rng.choice(MIDDLE[sex])} {rng.choice(GIVEN[sex])}"


def _sexed(village: Village, rng: Random, on: date, sex: Sex, ages: tuple[int, int]) -> Person:
    person = village.one(rng, on=on, ages=ages)
    while person.sex is not sex:
        person = village.one(rng, on=on, ages=ages)
    return person


def _birth(event: Event, village: Village, on: date, rng: Random) -> Family:
    father, mother = _sexed(village, rng, on, Sex.MALE, (21, 45)), _sexed(village, rng, on, Sex.FEMALE, (19, 42))
    old = event.trap in (Trap.AGAIN, Trap.GROWN)
    born = on - timedelta(days=rng.randrange(7000, 20000) if old else rng.randrange(3, 45))
    child = _named(rng, rng.choice((Sex.MALE, Sex.FEMALE)), father.name.split()[0])
    first = {
        "child": child, "born_on": born.isoformat(), "mother": mother.name, "mother_born": mother.birth_date.isoformat(),
        "father": father.name, "father_born": father.birth_date.isoformat(),
    }  # fmt: skip
    answers = {
        "child_lives": "no" if event.trap is Trap.CHILD_DIED else "yes", "mother_lives": "yes",
        "foundling": "yes" if event.trap is Trap.FOUNDLING else "no",
    }  # fmt: skip
    return Family(rng, rng.choice((father, mother)), first, answers, noted="Gia đình vừa sinh cháu.")


def _wedding(event: Event, village: Village, on: date, rng: Random) -> Family:
    man, woman = _sexed(village, rng, on, Sex.MALE, (20, 40)), _sexed(village, rng, on, Sex.FEMALE, (18, 36))
    first = {
        "man": man.name, "man_born": man.birth_date.isoformat(), "woman": woman.name, "woman_born": woman.birth_date.isoformat(),
        "event_on": on.isoformat(),
    }  # fmt: skip
    return Family(rng, rng.choice((man, woman)), first, noted="Hai cháu làm lễ cưới ở nhà trai.")


def _death(event: Event, village: Village, on: date, rng: Random) -> Family:
    dead = village.one(rng, on=on, ages=rng.choices(((70, 92), (40, 69), (18, 39)), (0.72, 0.22, 0.06))[0])
    teller = village.one(rng, on=on, ages=(25, 60))
    call = "ông" if teller.sex is Sex.MALE else "bà"
    first = {
        "deceased": dead.name, "age_known": str(dead.birth_date.year), "sex": str(dead.sex),
        "died_on": (on - timedelta(days=rng.randrange(0, 7))).isoformat(),
    }  # fmt: skip
    answers = {"family": f"Gia đình {call} {teller.name}", "court": "no", "stillborn": "no", "funeral": "over"}
    return Family(rng, teller, first, answers, noted="Gia đình có người mất, đang lo việc tang.")


def _deed(event: Event, village: Village, on: date, rng: Random) -> Family:
    who = village.one(rng, on=on, ages=(25, 75))
    call = "gia đình ông" if who.sex is Sex.MALE else "gia đình bà"
    deed, good = rng.choice(DEEDS)
    first = {
        "recipient": f"{call[:1].upper()}{call[1:]} {who.name}", "call": call, "person": who.name, "deed": deed, "good": good,
        "recipient_born": str(who.birth_date.year), "event_on": (on - timedelta(days=rng.randrange(1, 20))).isoformat(),
    }  # fmt: skip
    return Family(rng, who, {key: text for key, text in first.items() if text}, noted="Việc tốt trong thôn, xin xã có lời.")


def _wrong(event: Event, village: Village, on: date, rng: Random) -> Family:
    who = village.one(rng, on=on, ages=(20, 75))
    if event.how is How.MISTAKE:
        fault, noted, reason, mended = rng.choice(WRONGS)
        return Family(rng, who, {"reason": reason, "mended": mended}, noted=noted, fault=fault, mended=mended)
    if event.how is How.REQUEST:
        paper, reason = rng.choice(ASKED)
        return Family(rng, who, {"reason": reason}, noted=f"Thiếu {paper}.", paper=paper, mended="Giấy này không phải nộp.")
    call = "ông" if who.sex is Sex.MALE else "bà"
    first = {
        "recipient": f"{call[:1].upper()}{call[1:]} {who.name}", "call": call, "person": who.name, "reason": RUDE,
        "recipient_born": str(who.birth_date.year), "event_on": (on - timedelta(days=rng.randrange(2, 15))).isoformat(),
    }  # fmt: skip
    return Family(rng, who, first, noted="Nghe kể trong chuyến thăm.")
