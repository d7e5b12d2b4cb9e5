"""Pure rules of the catalogue: terms in words, titles, cut names, and the route when the source gives no steps or no hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction

from thanthien.people.rules import Role
from thanthien.shared.folding import fold
from thanthien.shared.wording import Refusal, Sentence, say

HOURS_A_DAY = 8
CENT = Decimal("0.01")
CUT = "…"


class ProcedureError(Refusal, ValueError):
    """A sentence for the person who looks for a procedure or changes the catalogue."""


class TermUnit(StrEnum):
    SAME_DAY = "same_day"
    WORKING_DAY = "working_day"
    DAY = "day"
    HOUR = "hour"
    MONTH = "month"


def _term_words(value: int, unit: "TermUnit") -> Sentence:
    words = {
        TermUnit.WORKING_DAY: say("{n} ngày làm việc", n=value),
        TermUnit.DAY: say("{n} ngày", n=value),
        TermUnit.HOUR: say("{n} giờ làm việc", n=value),
        TermUnit.MONTH: say("{n} tháng", n=value),
    }
    return words[unit]


class StepKind(StrEnum):
    RECEIVE = "receive"
    HANDLE = "handle"
    APPROVE = "approve"
    ISSUE = "issue"
    HAND_OVER = "hand_over"
    WAIT = "wait"


class StepRole(StrEnum):
    """Who does a step: the roles of officers, another body, or nobody (a wait that the law asks for)."""

    ONE_STOP = Role.ONE_STOP.value
    SPECIALIST = Role.SPECIALIST.value
    POLICE = Role.POLICE.value
    LEADER = Role.LEADER.value
    SEAL_CLERK = Role.SEAL_CLERK.value
    OTHER_BODY = "other_body"
    NOBODY = "nobody"


# Parts of the term in fortieths: 10, 60, 15, 7.5 and 7.5 %, as most routes with hours in the catalogue divide it.
PARTS = {
    StepKind.RECEIVE: 4,
    StepKind.HANDLE: 24,
    StepKind.APPROVE: 6,
    StepKind.ISSUE: 3,
    StepKind.HAND_OVER: 3,
    StepKind.WAIT: 24,
}
# An open step whose neighbour holds all the time takes half a day of it at most.
BORROWED_AT_MOST = Decimal(HOURS_A_DAY) / 2


@dataclass(frozen=True, slots=True)
class Term:
    """The legal term; `value` None = the source publishes none.

    With `cutoff_15h` a same-day term of papers received after 15:00 ends the next working day.
    """

    value: int | None
    unit: TermUnit | None
    cutoff_15h: bool = False

    @property
    def words(self) -> str:
        """ "trong ngày", "3 ngày làm việc", "20 ngày", or "chưa công bố thời hạn"."""
        if self.unit is TermUnit.SAME_DAY:
            return say("trong ngày")
        if self.value is None or self.unit is None:
            return say("chưa công bố thời hạn")
        return _term_words(self.value, self.unit)

    @property
    def hours(self) -> Decimal | None:
        """The term in hours as internal procedures write it, 8 to a day of either kind; None without a term."""
        if self.unit is TermUnit.SAME_DAY:
            return Decimal(HOURS_A_DAY)
        if self.value is None or self.unit is None:
            return None
        return Decimal(self.value) * {TermUnit.HOUR: 1, TermUnit.MONTH: 30 * HOURS_A_DAY}.get(self.unit, HOURS_A_DAY)


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the catalogue has it; `hours` None = the source leaves it open."""

    kind: StepKind
    role: StepRole
    name: str
    role_text: str = ""
    hours: Decimal | None = None
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class RouteStep:
    """One step of a route that can be worked by.

    `hours` are the nominal ones of internal procedures (8 a day, calendar days too), None when the term is not published. `share`
    is the part of the whole route, all shares make 1: the working time between reception and due date times `share` is the step's
    own clock, which then fits holidays and calendar-day terms too. `is_default` = step or hours are the usual ones ("mặc định").
    """

    order: int
    kind: StepKind
    role: StepRole
    name: str
    role_text: str
    hours: Decimal | None
    share: Fraction
    is_default: bool
    unit: str = ""  # code of the other unit that does it

    @property
    def minutes(self) -> int | None:
        return None if self.hours is None else int(self.hours * 60)

    @property
    def mark(self) -> str:
        return say("mặc định") if self.is_default else ""


def title_of(name: str) -> str:
    """The name as people say it: without "Thủ tục" in front, a code in brackets or a colon at the end."""
    plain = " ".join(name.split()).rstrip(" :")
    if plain.endswith(")"):
        head, _, tail = plain.rpartition("(")
        plain = head.rstrip() if tail[:-1].replace(".", "").isdigit() else plain
    if fold(plain).startswith("thu tuc "):
        plain = plain[len("Thủ tục ") :].lstrip()
    return plain[:1].upper() + plain[1:]


def is_cut(text: str) -> bool:
    """True for a text that the source broke off. An ellipsis inside is "and so on", not a cut."""
    return text.rstrip().endswith(CUT)


def continues(whole: str, cut: str) -> bool:
    """True when `whole` begins with the words that the cut text still has; the last of them may itself be broken off."""
    kept = fold(cut.rstrip().removesuffix(CUT)).split()[:-1]
    return fold(whole).split()[: len(kept)] == kept


def can_print_paper_name(name: str, completed: str = "") -> bool:
    """A cut name is printed only after an officer has completed it."""
    return not is_cut(completed or name)


def real_form_name(form: str | None) -> str:
    """The number of a form, or "" for one that lost its number at the source ("Mẫu h")."""
    form = (form or "").strip()
    return form if any(letter.isdigit() for letter in form) else ""


def classify(name: str, role_text: str) -> tuple[StepKind, StepRole]:
    """Kind and role of a step, from the words that internal procedures use."""
    words, who = fold(name), fold(role_text)
    if "thoi gian cho" in who:
        return StepKind.WAIT, StepRole.NOBODY
    kind = StepKind.HANDLE
    if words.startswith("tiep nhan"):
        kind = StepKind.RECEIVE
    elif words.startswith("dong dau"):
        kind = StepKind.ISSUE
    elif words.startswith(("tra ", "ghi so", "thu phi")):
        kind = StepKind.HAND_OVER
    elif words.startswith(("xem xet, ky", "ky ", "ky,")):
        kind = StepKind.APPROVE
    return kind, _role(who)


def _role(who: str) -> StepRole:
    if "pvhcc" in who or "tiep nhan" in who or "mot cua" in who:
        return StepRole.ONE_STOP
    if who.startswith(("so ", "bo ", "cuc ", "tinh ")):
        return StepRole.OTHER_BODY
    if "cong an" in who:
        return StepRole.LEADER if who.startswith("truong") else StepRole.POLICE
    if "lanh dao" in who or "chu tich" in who:
        return StepRole.LEADER
    return StepRole.SEAL_CLERK if who.startswith("van thu") else StepRole.SPECIALIST


def default_steps(*, by_police: bool) -> tuple[Step, ...]:
    """The usual route: receive, handle, approve, hand over; the commune police handles and signs its own matters."""
    handler = (StepRole.POLICE, "Công an xã") if by_police else (StepRole.SPECIALIST, "Công chức chuyên môn")
    signer = "Trưởng Công an xã" if by_police else "Lãnh đạo UBND xã"
    return (
        Step(StepKind.RECEIVE, StepRole.ONE_STOP, "Tiếp nhận, kiểm tra hồ sơ", "Bộ phận Một cửa", is_default=True),
        Step(StepKind.HANDLE, handler[0], "Giải quyết, dự thảo kết quả", handler[1], is_default=True),
        Step(StepKind.APPROVE, StepRole.LEADER, "Xem xét, ký duyệt", signer, is_default=True),
        Step(StepKind.HAND_OVER, StepRole.ONE_STOP, "Trả kết quả", "Bộ phận Một cửa", is_default=True),
    )


def route(steps: Sequence[Step], *, term: Term, total: Decimal | None = None) -> tuple[RouteStep, ...]:
    """The steps with every hour filled in. `total` = hours of the whole route when the source says so, else the term's.

    Hours that the source gives stay; open ones take what is left of the total in the proportions of `PARTS`. When nothing is
    left, an open step takes a part of its neighbour's (internal procedures write one figure for signing and sealing together).
    """
    total = term.hours if total is None else total
    hours = _filled(steps, total)
    whole = sum((hour for hour in hours if hour is not None), Decimal(0))
    parts = _parts(steps, range(len(steps)))
    return tuple(
        RouteStep(
            order,
            step.kind,
            step.role,
            step.name,
            step.role_text,
            hour,
            Fraction(hour) / Fraction(whole) if hour is not None and whole else part,
            step.is_default or step.hours is None or step.hours != hour,
        )
        for order, (step, hour, part) in enumerate(zip(steps, hours, parts, strict=True), start=1)
    )


def _filled(steps: Sequence[Step], total: Decimal | None) -> list[Decimal | None]:
    hours = [step.hours for step in steps]
    open_places = [place for place, hour in enumerate(hours) if hour is None]
    if not open_places:
        return hours
    if total is None:
        return [None] * len(steps)
    left = total - sum((hour for hour in hours if hour is not None), Decimal(0))
    if left > 0:
        return _placed(hours, open_places, _split(left, _parts(steps, open_places)))
    for group in _neighbourhoods(hours):
        time = sum((hours[place] or Decimal(0) for place in group), Decimal(0))
        wanted = _split(time, _parts(steps, group))
        lent = [min(hour, BORROWED_AT_MOST) for place, hour in zip(group, wanted, strict=True) if hours[place] is None]
        kept = time - sum(lent, Decimal(0))
        given = iter(lent)
        hours = _placed(hours, group, [next(given) if hours[place] is None else kept for place in group])
    return hours


def _placed(hours: Sequence[Decimal | None], places: Sequence[int], given: Sequence[Decimal]) -> list[Decimal | None]:
    new = dict(zip(places, given, strict=True))
    return [new.get(place, hour) for place, hour in enumerate(hours)]


def _neighbourhoods(hours: Sequence[Decimal | None]) -> list[list[int]]:
    """Places that share one known figure: the open ones before it, itself, and those after the last known one."""
    groups: list[list[int]] = [[]]
    for place, hour in enumerate(hours):
        groups[-1].append(place)
        if hour is not None:
            groups.append([])
    tail = groups.pop()
    groups[-1].extend(tail)
    return [group for group in groups if len(group) > 1]


def _parts(steps: Sequence[Step], places: Iterable[int]) -> list[Fraction]:
    """Parts of one for some of the steps; steps of one kind share its part, and without a seal its part goes to the hand-over."""
    chosen = [steps[place].kind for place in places]
    weights = [Fraction(PARTS[kind], chosen.count(kind)) for kind in chosen]
    if StepKind.ISSUE not in chosen:
        extra = Fraction(PARTS[StepKind.ISSUE], max(chosen.count(StepKind.HAND_OVER), 1))
        weights = [weight + extra if kind is StepKind.HAND_OVER else weight for weight, kind in zip(weights, chosen, strict=True)]
    return [weight / sum(weights) for weight in weights]


def _split(time: Decimal, parts: Sequence[Fraction]) -> list[Decimal]:
    """`time` cut into hundredths of an hour by `parts`, with the rest on the longest, so that the sum is `time` again."""
    cut = [(time * part.numerator / part.denominator).quantize(CENT, ROUND_DOWN) for part in parts]
    longest = max(range(len(cut)), key=lambda place: cut[place])
    cut[longest] += time - sum(cut)
    return cut
