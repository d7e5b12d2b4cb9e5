"""The questions that a process asks because it has branches: in its own words or from its codes, kept in its file."""

import pytest

from thanthien.procedures.process_file import read, written
from thanthien.procedures.process_rules import OTHER, Question, Work, added_by, asked, unanswered
from thanthien.procedures.rules import StepKind, StepRole

TEXT = """\
procedure: "1.004873"
questions:
  co_thue:
    ask: Có phải nộp thuế không?
    answers: {co: Có, khong: Không}
steps:
- {name: Tiếp nhận, kind: receive, role: one_stop}
- {name: Thẩm tra, kind: handle, role: specialist}
- {name: Tính thuế, kind: handle, role: specialist, when: {co_thue: co}}
- {name: Báo miễn thuế, kind: handle, role: specialist, when: {co_thue: khong}}
- {name: Ký, kind: approve, role: leader}
- {name: Trả kết quả, kind: hand_over, role: one_stop}
"""


def step(name: str, when: tuple[str, str] | None = None) -> Work:
    return Work(name, StepKind.HANDLE, StepRole.SPECIALIST, when=when)


def test_the_file_keeps_the_words_of_its_questions():
    found = read(TEXT)
    assert found.faults == ()
    assert found.questions == (Question("co_thue", "Có phải nộp thuế không?", (("co", "Có"), ("khong", "Không"))),)
    assert read(written(found.code, found.works, found.questions)) == found


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("  co_thue:\n    ask", "  co_rung:\n    ask", 3, "Không bước nào hỏi “co_rung”"),
        ("    ask: Có phải nộp thuế không?\n", "", 3, "Ghi lời hỏi"),
        ("{co: Có, khong: Không}", "{co: Có}", 3, "từ 2 đến 9 câu trả lời"),
        ("{co: Có, khong: Không}", "{co: Có, le: Lệ}", 3, "thiếu câu trả lời: khong"),
    ],
)
def test_a_fault_stands_at_its_line(old, new, line, says):
    faults = read(TEXT.replace(old, new)).faults
    assert [fault.line for fault in faults] == [line] and says in faults[0].text


def test_without_words_the_codes_are_read_and_something_else_can_be_answered():
    works = [step("A"), step("Đo lại", ("co_tranh_chap", "co"))]
    (one,) = asked(works)
    assert (one.ask, [code for code, _ in one.answers]) == ("Co tranh chap", ["co", OTHER])
    assert added_by(works, "co_tranh_chap", "co") == ("Đo lại",) and added_by(works, "co_tranh_chap", OTHER) == ()


@pytest.mark.parametrize(
    ("answers", "left"),
    [({}, 1), ({"co_thue": "co"}, 0), ({"co_thue": "khong"}, 0), ({"co_thue": "có lẽ"}, 1), ({"khác": "co"}, 1)],
)
def test_only_an_offered_answer_is_one(answers, left):
    found = read(TEXT)
    assert len(unanswered(asked(found.works, found.questions), answers)) == left


def test_a_process_without_branches_asks_nothing():
    assert asked([step("A"), step("B")]) == []
