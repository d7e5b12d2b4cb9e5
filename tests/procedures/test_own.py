"""What is shorter than the law, and under which heading a procedure stands: decision tables."""

import pytest

from thanthien.procedures.life import BY_SLUG, LIFE_EVENTS, event_of
from thanthien.procedures.own import check_shorter, is_shorter, working_hours
from thanthien.procedures.rules import ProcedureError, Term, TermUnit

DAY, WORK, HOUR, MONTH, SAME = TermUnit.DAY, TermUnit.WORKING_DAY, TermUnit.HOUR, TermUnit.MONTH, TermUnit.SAME_DAY


@pytest.mark.parametrize(
    ("own", "law", "shorter"),
    [
        pytest.param(Term(2, WORK), Term(3, WORK), True, id="two working days beat three"),
        pytest.param(Term(3, WORK), Term(3, WORK), False, id="the same is not shorter"),
        pytest.param(Term(4, WORK), Term(3, WORK), False, id="longer is not shorter"),
        pytest.param(Term(0, SAME), Term(1, WORK), False, id="the same day is one working day"),
        pytest.param(Term(0, SAME), Term(2, WORK), True, id="the same day beats two"),
        pytest.param(Term(4, HOUR), Term(0, SAME), True, id="four hours beat the same day"),
        pytest.param(Term(8, HOUR), Term(0, SAME), False, id="eight hours are the day"),
        pytest.param(Term(10, WORK), Term(20, DAY), True, id="ten working days beat twenty days"),
        pytest.param(Term(15, WORK), Term(20, DAY), False, id="fifteen working days are three weeks"),
        pytest.param(Term(5, DAY), Term(5, WORK), True, id="five days on end beat five working days"),
        pytest.param(Term(20, WORK), Term(1, MONTH), True, id="twenty working days beat a month"),
        pytest.param(Term(22, WORK), Term(1, MONTH), False, id="a month has some twenty-one working days"),
        pytest.param(Term(None, None), Term(3, WORK), False, id="no term is not shorter"),
        pytest.param(Term(1, WORK), Term(None, None), False, id="without a law nothing is shorter"),
    ],
)
def test_what_is_shorter(own: Term, law: Term, shorter: bool) -> None:
    assert is_shorter(own, law) is shorter


def test_a_refusal_says_both_terms() -> None:
    with pytest.raises(ProcedureError, match="Luật cho 3 ngày làm việc, xã đang ghi 5 ngày làm việc"):
        check_shorter(Term(5, WORK), Term(3, WORK))
    check_shorter(Term(0, SAME), Term(3, WORK))


def test_working_hours_of_days_of_either_kind() -> None:
    assert [working_hours(term) for term in (Term(7, DAY), Term(5, WORK), Term(6, HOUR), Term(None, DAY))] == [40, 40, 6, None]


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("sinh", "sinh-con"),
        ("mất (đăng ký lại)", "nguoi-than-mat"),
        ("cư trú / mất", "chuyen-nha"),
        ("hôn nhân (không phải kết hôn mới)", "ket-hon"),
        ("đất đai: cấp giấy lần đầu", "dat-dai-nha-o"),
        ("giáo dục, khuyết tật", "hoc-hanh"),
        ("tai nạn khi tham gia PCCC", "tro-giup"),
    ],
)
def test_the_sources_words_find_their_heading(words: str, slug: str) -> None:
    found = event_of(words)
    assert found is not None and found.slug == slug


def test_words_of_no_heading() -> None:
    assert event_of("matt") is None and event_of("") is None
    assert len(BY_SLUG) == len(LIFE_EVENTS)
