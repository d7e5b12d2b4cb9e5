"""The order of the questions: no other order asks fewer; found by trying every tree of small random tables."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from thanthien.benefits.rules import Amount, Basis, Outcome, Paper, Question, Row, Table, combinations, course, decide

BASIS = Basis("Nghị định thử", "Điều 1", "thử", True)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Up to three questions of two or three answers, every combination sent to one of three outcomes, one paper of some case."""
    sizes = draw(st.lists(st.integers(2, 3), min_size=1, max_size=3))
    questions = tuple(
        Question(f"q{n}", f"Câu {n}?", tuple((f"a{k}", f"Đáp {k}") for k in range(size))) for n, size in enumerate(sizes)
    )
    empty = Table(
        code="thu", version="1", title="Thử", event="Ngày", valid_from=date(2026, 1, 1), valid_to=None, procedures=("1",),
        basis=BASIS, questions=questions, rows=(), papers=(),
        outcomes=(
            Outcome("co", True, "Có", "Có", BASIS, Amount(1, "benefit.base_wage")),
            Outcome("khong", False, "Không", "Không", BASIS),
            Outcome("khac", False, "Khác", "Khác", BASIS),
        ),
    )  # fmt: skip
    rows = tuple(
        Row(tuple((key, frozenset({answer})) for key, answer in one.items()), draw(st.sampled_from(("co", "khong", "khac"))))
        for one in combinations(empty)
    )
    paper = Paper("giay", "Giấy", "Vì thế", BASIS, (("q0", frozenset({"a0"})),) if draw(st.booleans()) else ())
    return Table(**{**empty.__dict__, "rows": rows, "papers": (paper,)})


def fewest(table: Table, left: list[dict], free: list[Question]) -> int:
    """Questions of all combinations together in the best of all trees, tried one by one."""
    if len({(decide(table, one).outcome.code, decide(table, one).papers) for one in left}) == 1:
        return 0
    return len(left) + min(
        sum(
            fewest(table, [one for one in left if one[question.code] == code], [other for other in free if other is not question])
            for code, _ in question.answers
        )
        for question in free
    )


@settings(max_examples=60, deadline=None)
@given(tables())
def test_no_order_asks_fewer_questions(table):
    everything = list(combinations(table))
    asked = sum(len(course(table, one).asked) for one in everything)
    assert asked == fewest(table, everything, list(table.questions)) == table.order.asked_in_all({})


@settings(max_examples=60, deadline=None)
@given(tables())
def test_the_result_is_the_same_as_with_every_answer(table):
    for one in combinations(table):
        assert course(table, one).result == decide(table, one)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_an_answer_that_was_not_asked_for_changes_nothing(table):
    for one in combinations(table):
        found = course(table, one)
        assert course(table, found.answers | {"la": "gi"}) == found
