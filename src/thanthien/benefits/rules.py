"""A benefit's conditions as a decision table: the next question, the outcome, the papers. PURE: no Django, no clock, no I/O.

Answers are a plain mapping of question code → answer code. A table is whole when each combination of answers reaches exactly one
row; `faults.py` says what is wrong with one that is not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import product

from thanthien.shared.wording import Refusal, say

Answers = Mapping[str, str]
Conditions = tuple[tuple[str, frozenset[str]], ...]
NO_ARTICLE = "chưa rõ điều"


class BenefitError(Refusal):
    """A table that is not whole, or a question that is not there. `problems`: every sentence, for whoever writes the table."""

    def __init__(self, text: str, *, problems: Sequence[str] = ()) -> None:
        super().__init__(text)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Basis:
    """Where something is written; `confirmed` is True only when the text itself was read, `note` says what is still open."""

    document: str
    article: str
    source: str
    confirmed: bool
    note: str = ""

    @property
    def where(self) -> str:
        """`Điều 11 Nghị định 20/2021/NĐ-CP`; a document whose article nobody has looked up yet says so behind it."""
        if self.article == NO_ARTICLE:
            return f"{self.document}, {self.article}"
        return f"{self.article} {self.document}".strip()


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answers (code → text), in the order in which they are shown."""

    code: str
    ask: str
    answers: tuple[tuple[str, str], ...]
    hint: str = ""

    def text_of(self, answer: str) -> str:
        return dict(self.answers)[answer]


@dataclass(frozen=True, slots=True)
class Amount:
    """`times` × a rate of the law data (`benefit.base_wage`), or the rate itself when `times` is 1."""

    times: int
    rate: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the table says: granted with an amount, or not; `says` is the reason in words for the person, `basis` the article."""

    code: str
    granted: bool
    title: str
    says: str
    basis: Basis
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that a granted benefit needs when `when` holds, and why. `line`: its line in the catalogue's list, 0 = none."""

    code: str
    name: str
    why: str
    basis: Basis
    when: Conditions = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: the conditions that lead to an outcome; a question that is not named may have any answer."""

    when: Conditions
    outcome: str


@dataclass(frozen=True)
class Table:
    """The conditions of one benefit in one version. `event`: the words for the day that decides which version applies."""

    code: str
    version: str
    title: str
    event: str
    valid_from: date
    valid_to: date | None
    procedures: tuple[str, ...]
    basis: Basis
    questions: tuple[Question, ...]
    rows: tuple[Row, ...]
    outcomes: tuple[Outcome, ...]
    papers: tuple[Paper, ...]

    def holds_on(self, day: date) -> bool:
        """True from `valid_from` to `valid_to`, both days included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def question(self, code: str) -> Question:
        for one in self.questions:
            if one.code == code:
                return one
        raise BenefitError(say("Bảng này không có câu hỏi ấy. Bắt đầu lại từ câu đầu."))

    def outcome(self, code: str) -> Outcome:
        return next(one for one in self.outcomes if one.code == code)

    @property
    def confirmed(self) -> bool:
        """True when every piece of the table was read in the text of the law."""
        return all(one.confirmed for one in (self.basis, *(o.basis for o in self.outcomes), *(p.basis for p in self.papers)))

    @cached_property
    def order(self) -> "Order":
        """The order of the questions, worked out once a table."""
        return Order(self)


@dataclass(frozen=True, slots=True)
class Result:
    """Where the answers lead: the outcome and the papers it needs (none when nothing is granted)."""

    outcome: Outcome
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The questions so far with their answers, in the order asked; then either the next question or the result."""

    asked: tuple[tuple[Question, str], ...]
    next: Question | None
    result: Result | None

    @property
    def answers(self) -> dict[str, str]:
        return {question.code: answer for question, answer in self.asked}


def holds(when: Conditions, answers: Answers) -> bool:
    """True when every condition is met by the answers."""
    return all(answers.get(question) in wanted for question, wanted in when)


def combinations(table: Table) -> Iterator[dict[str, str]]:
    """Every full set of answers that the questions allow."""
    codes = [one.code for one in table.questions]
    for picked in product(*([code for code, _ in one.answers] for one in table.questions)):
        yield dict(zip(codes, picked, strict=True))


def decide(table: Table, answers: Answers) -> Result:
    """The result of a full set of answers. Raises BenefitError where the table has no row for it, or two."""
    met = [row for row in table.rows if holds(row.when, answers)]
    if len(met) != 1:
        raise BenefitError(say("Bảng điều kiện {code} chưa đủ hoặc chồng nhau. Báo quản trị xem lại bảng.", code=table.code))
    outcome = table.outcome(met[0].outcome)
    papers = tuple(one for one in table.papers if holds(one.when, answers)) if outcome.granted else ()
    return Result(outcome, papers)


class Order:
    """Which question to ask when: the fewest on the average, then the fewest at worst, then the order of the table.

    A question that cannot change the result any more costs nothing and is never asked.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self._all = tuple(tuple(one.values()) for one in combinations(table))
        results = (decide(table, one) for one in combinations(table))
        self._ends = dict(zip(self._all, ((r.outcome.code, tuple(p.code for p in r.papers)) for r in results), strict=True))
        self._best = cache(self._weigh)

    def next(self, answers: Answers) -> Question | None:
        """The question that comes next, None when the result stands."""
        known = tuple(answers.get(one.code) for one in self.table.questions)
        place = self._best(known)[2]
        return None if place < 0 else self.table.questions[place]

    def asked_in_all(self, answers: Answers) -> int:
        """How many questions all the combinations that are still open would be asked together."""
        return self._best(tuple(answers.get(one.code) for one in self.table.questions))[0]

    def _left(self, known: tuple[str | None, ...]) -> list[tuple[str, ...]]:
        return [one for one in self._all if all(k is None or k == v for k, v in zip(known, one, strict=True))]

    def _weigh(self, known: tuple[str | None, ...]) -> tuple[int, int, int]:
        """(questions of all open combinations together, the most for one, place of the next question or -1)."""
        left = self._left(known)
        if len({self._ends[one] for one in left}) < 2:
            return 0, 0, -1
        found = []
        for place, question in enumerate(self.table.questions):
            if known[place] is not None:
                continue
            after = [self._best((*known[:place], answer, *known[place + 1 :])) for answer, _ in question.answers]
            found.append((len(left) + sum(one[0] for one in after), 1 + max(one[1] for one in after), place))
        return min(found)


def course(table: Table, answers: Answers) -> Course:
    """Walk the questions as far as the answers go. What was answered to a question that is not asked is left out."""
    asked: list[tuple[Question, str]] = []
    known: dict[str, str] = {}
    while (question := table.order.next(known)) is not None:
        answer = answers.get(question.code, "")
        if answer not in dict(question.answers):
            return Course(tuple(asked), question, None)
        known[question.code] = answer
        asked.append((question, answer))
    return Course(tuple(asked), None, decide(table, filled(table, known)))


def filled(table: Table, known: Answers) -> dict[str, str]:
    """The answers with the first answer for every question that does not matter any more."""
    return {one.code: known.get(one.code, one.answers[0][0]) for one in table.questions}


def missing(result: Result, have: Sequence[str]) -> tuple[Paper, ...]:
    """The papers that are needed and not there."""
    return tuple(one for one in result.papers if one.code not in have)


def at_hand(table: Table, lines: Sequence[int]) -> tuple[str, ...]:
    """The papers of the table that are there when the catalogue's lines `lines` were handed in."""
    return tuple(one.code for one in table.papers if one.line and one.line in lines)


def worked_out(amount: Amount, rate: int) -> int:
    """đồng."""
    return amount.times * rate
