"""Pure: the points of the nine indices, their means, totals and grades; what a leader may note at a dossier's points.

Points are 2, 1 or 0; None = no data, and the index is left out. A mean is kept in tenths (13 = 1.3): nothing is rounded twice.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from thanthien.law.scoring import Grade, Online, Scheme
from thanthien.shared.wording import Refusal, Sentence, say

LONGEST = 1000
# Counted at each dossier; the others are counted for the agency as a whole.
OF_DOSSIER = (1, 2, 3, 4, 7)
MOST_POINTS = 2


class ScoreError(Refusal):
    """A sentence for the person in front of the screen; `field` is the box to mend, empty when it is none."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


# --- points ----------------------------------------------------------------------------------------------------

TIMES: Mapping[str, int] = {"early": 2, "on_time": 1, "late": 0}


def whole_time(verdict: str) -> int | None:
    """Index 1: before, on or after the day of the term; None for another word."""
    return TIMES.get(verdict)


def own_time(*, allowed: int, used: int) -> int | None:
    """Index 2: working minutes of one's own steps; None when none were allotted."""
    if allowed <= 0:
        return None
    return 1 if used == allowed else 2 if used < allowed else 0


def contacts(times: int) -> int:
    """Index 3: how often the person had to come back, not counting what was their own fault."""
    return 2 if times <= 0 else 1 if times == 1 else 0


def bodies(*, one_stop: bool, others: int) -> int:
    """Index 4: whether the person had to come back to the one-stop, and how many other bodies they were sent to."""
    if others > 0:
        return 0
    return 1 if one_stop else 2


def attitude(*, verdict: str, complaints: int) -> int | None:
    """Index 7: complaints noted (those found wrong are taken back), else as early as index 1 says."""
    return 0 if complaints > 0 else whole_time(verdict)


def at_one_stop(*, listed: int, received: int, decided_here: int) -> int | None:
    """Index 5, of a commune: all listed procedures received and decided here, or at least received and returned here."""
    if listed <= 0:
        return None
    if received < listed:
        return 0
    return 2 if decided_here >= listed else 1


def made_public(*, posted: bool, online: bool) -> int:
    """Index 6: on the wall and online, one of both, neither."""
    return int(posted) + int(online)


def answered(*, known: bool, received: int, in_time: int, prolonged: int, least: int) -> int | None:
    """Index 8: complaints and proposals, `least` percent in time for one point. None while no book of them is kept."""
    if not known:
        return None
    if prolonged > 0:
        return 0
    if in_time >= received:
        return 2
    return 1 if 100 * in_time >= least * received else 0


def online_service(*, procedures: tuple[int, int], dossiers: tuple[int, int], late: int, shares: Online) -> int | None:
    """Index 9: (online, all) of procedures and of dossiers, and online ones late or unsolved. None when there was no dossier."""
    if dossiers[1] <= 0 or procedures[1] <= 0:
        return None
    if late > 0 or 100 * dossiers[0] < shares.dossiers_one * dossiers[1]:
        return 0
    enough = 100 * dossiers[0] >= shares.dossiers_two * dossiers[1]
    return 2 if enough and 100 * procedures[0] >= shares.procedures * procedures[1] else 1


# --- means, totals, grades -------------------------------------------------------------------------------------


def mean(*, points: int, dossiers: int) -> int | None:
    """Tenths of a point, half upwards (`1.25` → 13); None without dossiers."""
    return (20 * points + dossiers) // (2 * dossiers) if dossiers > 0 else None


@dataclass(frozen=True, slots=True)
class Total:
    """`tenths` of `most`; `dropped` = the indices without data, which are in neither. None when nothing is known."""

    tenths: int | None
    most: int
    dropped: tuple[int, ...]
    grade: Grade | None


def total(means: Mapping[int, int | None], *, of: Iterable[int], grades: Iterable[Grade]) -> Total:
    """The sum over the indices `of`, those without data left out, and its grade."""
    numbers = tuple(of)
    known = [(number, value) for number in numbers if (value := means.get(number)) is not None]
    dropped = tuple(number for number in numbers if means.get(number) is None)
    if not known:
        return Total(None, 0, dropped, None)
    tenths = sum(value for _, value in known)
    return Total(tenths, 10 * MOST_POINTS * len(known), dropped, grade_of(tenths, grades))


def grade_of(tenths: int, grades: Iterable[Grade]) -> Grade | None:
    """The first grade, from the best down, that is reached."""
    return next((one for one in grades if tenths >= one.least), None)


def officer_total(means: Mapping[int, int | None], scheme: Scheme) -> Total:
    return total(means, of=scheme.officer, grades=scheme.officer_grades)


def agency_total(means: Mapping[int, int | None], scheme: Scheme) -> Total:
    return total(means, of=scheme.agency, grades=scheme.agency_grades)


# --- periods -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter, or a whole year (`quarter` 0)."""

    year: int
    quarter: int = 0

    @property
    def first(self) -> date:
        return date(self.year, 3 * (self.quarter or 1) - 2, 1)

    @property
    def last(self) -> date:
        after = date(self.year + 1, 1, 1) if self.quarter in (0, 4) else date(self.year, 3 * self.quarter + 1, 1)
        return after - timedelta(days=1)

    @property
    def code(self) -> str:
        """`2026-4`; `2026` for the year."""
        return f"{self.year}-{self.quarter}" if self.quarter else str(self.year)

    @property
    def name(self) -> Sentence:
        if self.quarter:
            return say("Quý {quarter} năm {year}", quarter=self.quarter, year=self.year)
        return say("Năm {year}", year=self.year)

    @property
    def before(self) -> "Period":
        if not self.quarter:
            return Period(self.year - 1)
        return Period(self.year, self.quarter - 1) if self.quarter > 1 else Period(self.year - 1, 4)

    @property
    def after(self) -> "Period":
        if not self.quarter:
            return Period(self.year + 1)
        return Period(self.year, self.quarter + 1) if self.quarter < 4 else Period(self.year + 1, 1)


def quarter_of(day: date) -> Period:
    return Period(day.year, (day.month + 2) // 3)


def period_of(code: str, *, on: date) -> Period:
    """From its code; the quarter of `on` for anything else."""
    year, _, quarter = code.partition("-")
    if year.isascii() and year.isdigit() and len(year) == 4 and 2000 <= int(year) <= 2100 and quarter in ("", "1", "2", "3", "4"):
        return Period(int(year), int(quarter or 0))
    return quarter_of(on)


# --- what a leader notes -----------------------------------------------------------------------------------------


class Ground(StrEnum):
    """Why a dossier's points are counted otherwise than the journal alone says."""

    APPLICANT = "applicant"
    OTHER_BODY = "other_body"
    COMPLAINT = "complaint"

    @property
    def label(self) -> Sentence:
        return GROUND_NAMES[self]

    @property
    def number(self) -> int:
        return GROUND_NUMBERS[self]


GROUND_NAMES: dict[Ground, Sentence] = {
    Ground.APPLICANT: say("Lần bổ sung này do lỗi của người nộp"),
    Ground.OTHER_BODY: say("Người dân phải tự đến nơi khác để hoàn thiện hồ sơ"),
    Ground.COMPLAINT: say("Có phản ánh đúng về thái độ trong hồ sơ này"),
}
GROUND_NUMBERS: dict[Ground, int] = {Ground.APPLICANT: 3, Ground.OTHER_BODY: 4, Ground.COMPLAINT: 7}


def ground(text: str) -> Ground:
    """A ground by its code. Raises ScoreError for another word."""
    if text not in set(Ground):
        raise ScoreError(say("Chọn một lý do trong danh sách."), "ground")
    return Ground(text)


def check_words(text: str, field: str) -> str:
    """What somebody wrote, tidied. Raises ScoreError."""
    said = " ".join(text.split())
    if len(said) < 5:
        raise ScoreError(say("Ghi một câu cho rõ, người đọc sau còn hiểu."), field)
    if len(said) > LONGEST:
        raise ScoreError(say("Dài quá {n} chữ. Rút ngắn lại.", n=LONGEST), field)
    return said


def check_noted(*, ground: Ground, about: int, who: str, asked: Collection[int], known: Collection[str], by: str) -> None:
    """What a note is about is there: a request of this dossier, an officer who took part; not a complaint about oneself."""
    if ground is Ground.APPLICANT and about not in asked:
        raise ScoreError(say("Chọn lần yêu cầu bổ sung mà lỗi ở người nộp."), "about")
    if ground is Ground.COMPLAINT:
        if who not in known:
            raise ScoreError(say("Chọn cán bộ mà phản ánh nói đến, trong những người đã làm hồ sơ này."), "who")
        if who == by:
            raise ScoreError(say("Không tự ghi về mình. Nhờ một lãnh đạo khác."), "who")
