"""A survey that the demonstration commune holds, and the houses that asked it to come. Invented; through the office's acts."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random

from thanthien.outreach import home
from thanthien.outreach.home_rules import Channel, Group, Half, Proof, Task
from thanthien.people.models import Officer, Unit
from thanthien.people.rules import UnitKind
from thanthien.people.scoping import in_unit
from thanthien.ratings import surveying
from thanthien.ratings.models import SurveyRound
from thanthien.ratings.survey_rules import parts_of, questions_of
from thanthien.shared.clock import VIETNAM, day_of
from thanthien.simulation.demo import UNIT
from thanthien.simulation.past import moment_ago, who

CHAIR, TYPIST, ONE_STOP = "nghia.pv", "ngoc.ct", "hanh.lt"
BEGAN, LASTS, ASKED, POPULATION = 24, 45, 70, 3_000  # days ago, days, slips, who could be asked
ON_PAPER = 46
# Of a hundred people how many choose 5, 4, 3, 2, 1; a question may be liked less than another.
LIKED = ((46, 40, 10, 3, 1), (38, 44, 12, 4, 2), (30, 42, 18, 7, 3))
REMARKS = {
    5: "Cán bộ chỉ bảo tận tình",
    17: "Chiều thứ Sáu chờ hơi lâu",
    30: "Mong có chỗ để xe che nắng",
    52: "Giấy hẹn chữ to, dễ đọc",
}
# Days ago, group, who, telephone, where, what, hamlet's place, what became of it.
HOUSES: tuple[tuple[int, Group, str, str, str, str, int, str], ...] = (
    (11, Group.ELDERLY, "Bùi Văn Nhĩ", "0912000311", "nhà sàn cạnh đập nước", "Trợ cấp hưu trí xã hội", 1, "done"),
    (4, Group.ILL, "Cao Thị Nhởi", "0912000312", "ngõ sau trạm y tế", "Chứng thực chữ ký giấy ủy quyền", 0, "planned"),
    (1, Group.DISABLED, "Trương Công Lâm", "0912000313", "đầu cầu treo", "Cấp lại thẻ bảo hiểm y tế", 2, ""),
)  # fmt: skip


def hold(*, at: datetime) -> int:
    """A round of SIPAS and three requests for a visit, told once, the days before `at`; how many answers there are."""
    with in_unit(UNIT):
        if SurveyRound.objects.filter(unit_id=UNIT).exists():
            return 0
        count = _survey(at)
        hamlets = list(Unit.objects.filter(parent_id=UNIT, kind=UnitKind.HAMLET).order_by("pk"))
        for row in HOUSES:
            _house(row, hamlets, at)
    return count


def _survey(at: datetime) -> int:
    chance, began = Random(f"{UNIT} {day_of(at)}"), moment_ago(BEGAN, 8, at)
    lead = {"by": who(CHAIR, day_of(began)), "at": began}
    days = {"first": day_of(began), "last": day_of(began) + timedelta(days=LASTS)}
    survey = surveying.open_round(unit=UNIT, code="sipas", population=POPULATION, **days, **lead)
    slips = surveying.issue_tickets(survey=survey, count=ASKED, **lead)
    keys, typist = [one.code for one in questions_of(parts_of(survey.body))], Officer.objects.get(login=TYPIST)
    for n in range(ASKED):
        ago, given = BEGAN - 1 - n * (BEGAN - 1) // ASKED, _levels(keys, chance)
        moment = moment_ago(ago, 9 + n % 7, at)
        if n < ON_PAPER:
            told = {"by": who(TYPIST, day_of(moment)), "typist": typist, "at": moment}
            surveying.type_answer(survey=survey, given=given, remark=REMARKS.get(n, ""), **told)
        else:
            surveying.answer(code=slips[n].code, given=given, remark=REMARKS.get(n, ""), seconds=90 + n, at=moment)
    return ASKED


def _levels(keys: Sequence[str], chance: Random) -> dict[str, str]:
    """What one person chooses; some leave a question out."""
    mood = LIKED[chance.choices((0, 1, 2), (5, 3, 2))[0]]
    return {key: str(chance.choices((5, 4, 3, 2, 1), mood)[0]) for key in keys if chance.random() > 0.04}


def _house(row: tuple[int, Group, str, str, str, str, int, str], hamlets: Sequence[Unit], at: datetime) -> None:
    ago, group, name, phone, address, matter, where, became = row
    asked = moment_ago(ago, 9, at)
    hamlet = hamlets[where].pk if where < len(hamlets) else ""
    tasks = (Task.DECLARE, Task.RESULT)
    wish = home.Asked(name=name, phone=phone, group=group, tasks=tasks, hamlet=hamlet, address=address, matter=matter)
    visit = home.ask_home(unit=UNIT, asked=wish, channel=Channel.PHONE, by=who(ONE_STOP, day_of(asked)), at=asked)
    if not became:
        return
    answered = asked + timedelta(hours=1)
    sorter = {"by": who(ONE_STOP, day_of(answered)), "at": answered}
    visit = home.accept_home(visit=visit, **sorter)
    day = day_of(answered) + timedelta(days=1 if became == "done" else ago + 2)
    visit = home.plan_home(visit=visit, day=day, half=Half.MORNING, team=(TYPIST, ONE_STOP), **sorter)
    if became == "done":
        come = datetime.combine(day, time(10, 30), tzinfo=VIETNAM)
        home.finish_home(visit=visit, proof=Proof(receiver=name, tasks=frozenset(tasks)), by=who(ONE_STOP, day), at=come)
