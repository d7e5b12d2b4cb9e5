"""PURE. A process as an office writes it down: its steps in order, which body does each, when a step applies; and what a new
version changes of the one before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thanthien.procedures.rules import Step, StepKind, StepRole
from thanthien.shared.wording import Sentence, say


@dataclass(frozen=True, slots=True)
class Opinion:
    """Another body that is asked while the step runs; `days` working days are its term. `unit` = its code where it works on this
    system; `silence` = the article by which no answer in time counts as agreement, "" = it does not.
    """

    body: str
    days: int
    unit: str = ""
    silence: str = ""

    def as_dict(self) -> dict[str, str | int]:
        """As the file and the table keep it; what is empty is left out."""
        kept: dict[str, str | int] = {"body": self.body, "days": self.days}
        return kept | {name: text for name, text in (("unit", self.unit), ("silence", self.silence)) if text}


@dataclass(frozen=True, slots=True)
class Work:
    """One step. `unit` "" = the office itself, else the code of the unit that does it. `when` = (question, answer): the step
    applies only where the question was answered so. `hours` None = by its share of the term.
    """

    name: str
    kind: StepKind
    role: StepRole
    unit: str = ""
    hours: Decimal | None = None
    when: tuple[str, str] | None = None
    opinions: tuple[Opinion, ...] = ()

    @property
    def step(self) -> Step:
        return Step(self.kind, self.role, self.name, "", self.hours)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the preview: `what` is added, removed or changed; `parts` = (which, before, after)."""

    what: str
    place: int
    name: str
    parts: tuple[tuple[Sentence, str, str], ...] = ()


def applies(work: Work, answers: Mapping[str, str]) -> bool:
    """A step of a branch runs only where its question was answered with its answer; others always."""
    return work.when is None or answers.get(work.when[0]) == work.when[1]


def chosen(works: Sequence[Work], answers: Mapping[str, str]) -> tuple[Work, ...]:
    """The steps that run for these answers."""
    return tuple(work for work in works if applies(work, answers))


def questions(works: Sequence[Work]) -> dict[str, tuple[str, ...]]:
    """The questions that the branches ask, with the answers that lead somewhere."""
    asked: dict[str, list[str]] = {}
    for work in works:
        if work.when is not None and work.when[1] not in asked.setdefault(work.when[0], []):
            asked[work.when[0]].append(work.when[1])
    return {name: tuple(answers) for name, answers in asked.items()}


@dataclass(frozen=True, slots=True)
class Question:
    """What decides a branch, as it is asked at the counter. `answers` = (code, words) in the order of the keys."""

    code: str
    ask: str
    answers: tuple[tuple[str, str], ...]

    def text_of(self, answer: str) -> str:
        """The words of an answer, "" for one that is not offered."""
        return next((text for code, text in self.answers if code == answer), "")


# No step of any branch: always a possible answer where the process names only one.
OTHER = "khac"


def asked(works: Sequence[Work], words: Sequence[Question] = ()) -> list[Question]:
    """Every question that the branches ask, in the words of the process where it has some; without words the codes are read as
    they stand, and what no branch is for can be answered too.
    """
    known = {one.code: one for one in words}
    found = []
    for code, branches in questions(works).items():
        said = known.get(code)
        offered = said.answers if said is not None else ()
        more = tuple((one, _plain(one)) for one in branches if one not in {answer for answer, _ in offered})
        whole = (*offered, *more)
        if said is None or len(whole) < 2:
            whole = (*whole, (OTHER, say("không phải các trường hợp ấy")))
        found.append(Question(code, said.ask if said is not None else _plain(code).capitalize(), whole))
    return found


def _plain(code: str) -> str:
    return code.replace("_", " ")


def unanswered(asking: Sequence[Question], answers: Mapping[str, str]) -> list[Question]:
    """The questions that still have no answer, or one that is not offered."""
    return [one for one in asking if not one.text_of(answers.get(one.code, ""))]


def added_by(works: Sequence[Work], question: str, answer: str) -> tuple[str, ...]:
    """The steps that an answer brings in."""
    return tuple(work.name for work in works if work.when == (question, answer))


def order_faults(works: Sequence[Work]) -> list[tuple[int, Sentence]]:
    """(place of the step, sentence): the office receives, makes the result at the end and hands it over itself."""
    faults: list[tuple[int, Sentence]] = []
    if not works:
        return [(0, say("Quy trình chưa có bước nào. Ghi ít nhất một bước dưới “steps”."))]
    if works[0].unit:
        faults.append((0, say("Bước đầu do chính xã làm, vì xã tiếp nhận hồ sơ. Bỏ “unit” ở bước này.")))
    makers = [place for place, work in enumerate(works) if work.kind is not StepKind.HAND_OVER]
    makers = makers[1:] if len(makers) > 1 and works[0].kind is StepKind.RECEIVE else makers
    if not makers:
        faults.append((0, say("Chưa có bước nào giải quyết hồ sơ. Thêm một bước trước khi trả kết quả.")))
    elif works[makers[-1]].unit:
        faults.append(
            (
                makers[-1],
                say("Bước cuối trước khi trả kết quả phải về xã. Thêm một bước của xã sau bước này, như “Nhận lại kết quả”."),
            )
        )
    if makers and makers[0] != makers[-1] and works[makers[0]].unit:
        faults.append(
            (
                makers[0],
                say("Trước khi hồ sơ rời xã cần một bước của xã. Thêm bước “Chuyển hồ sơ” không ghi “unit” trước bước này."),
            )
        )
    always = {0, *makers[:1], *makers[-1:]}
    for place, work in enumerate(works):
        if work.kind is StepKind.HAND_OVER and work.unit:
            faults.append((place, say("Trả kết quả cho dân là việc của xã. Bỏ “unit” ở bước này.")))
        if work.when is not None and place in always:
            faults.append((place, say("Bước đầu và bước cuối của xã luôn phải làm, không đặt điều kiện. Bỏ “when” ở bước này.")))
    return faults


# --- what a new version changes ------------------------------------------------------------------------------------------


def preview(old: Sequence[Work], new: Sequence[Work]) -> list[Change]:
    """Steps added, removed and changed, in the order of the new version; steps are the same by their names."""
    before = {work.name: (place, work) for place, work in enumerate(old, 1)}
    kept = {work.name for work in new}
    changes: list[Change] = []
    for place, work in enumerate(new, 1):
        found = before.get(work.name)
        if found is None:
            changes.append(Change("added", place, work.name))
            continue
        parts = _parts(found[1], work)
        if _moved(work.name, old, new):
            parts = ((say("Thứ tự"), str(found[0]), str(place)), *parts)
        if parts:
            changes.append(Change("changed", place, work.name, parts))
    changes += [Change("removed", place, work.name) for place, work in enumerate(old, 1) if work.name not in kept]
    return changes


def _moved(name: str, old: Sequence[Work], new: Sequence[Work]) -> bool:
    """True when the step stands elsewhere among the steps that both versions have."""
    ours, theirs = {work.name for work in old}, {work.name for work in new}
    first = [work.name for work in old if work.name in theirs]
    second = [work.name for work in new if work.name in ours]
    return first.index(name) != second.index(name)


def _parts(old: Work, new: Work) -> tuple[tuple[Sentence, str, str], ...]:
    pairs = (
        (say("Loại"), old.kind.value, new.kind.value), (say("Việc của"), old.role.value, new.role.value),
        (say("Cơ quan"), old.unit, new.unit), (say("Số giờ"), hours_text(old.hours), hours_text(new.hours)),
        (say("Khi"), _when_text(old.when), _when_text(new.when)),
        (say("Lấy ý kiến"), _opinions_text(old.opinions), _opinions_text(new.opinions)),
    )  # fmt: skip
    return tuple(pair for pair in pairs if pair[1] != pair[2])


def hours_text(hours: Decimal | None) -> str:
    """ "4", "7.5"; "" when the step takes its share of the term."""
    return "" if hours is None else f"{hours.normalize():f}"


def _when_text(when: tuple[str, str] | None) -> str:
    return "" if when is None else f"{when[0]}: {when[1]}"


def _opinions_text(opinions: Sequence[Opinion]) -> str:
    return "; ".join(" · ".join(filter(None, (f"{one.body} ({one.days})", one.unit, one.silence))) for one in opinions)
