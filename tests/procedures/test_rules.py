"""Terms in words, titles, cut names, and the usual route where the source has none."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thanthien.people.rules import Role
from thanthien.procedures.rules import (
    RouteStep,
    Step,
    StepKind,
    StepRole,
    Term,
    TermUnit,
    can_print_paper_name,
    classify,
    continues,
    default_steps,
    is_cut,
    real_form_name,
    route,
    title_of,
)

THREE_DAYS = Term(3, TermUnit.WORKING_DAY)
RECEIVE = (StepKind.RECEIVE, StepRole.ONE_STOP, "Tiếp nhận")
HANDLE = (StepKind.HANDLE, StepRole.SPECIALIST, "Thẩm tra")
APPROVE = (StepKind.APPROVE, StepRole.LEADER, "Ký duyệt")
ISSUE = (StepKind.ISSUE, StepRole.SEAL_CLERK, "Đóng dấu")
HAND_OVER = (StepKind.HAND_OVER, StepRole.ONE_STOP, "Trả kết quả")
FIVE = (RECEIVE, HANDLE, APPROVE, ISSUE, HAND_OVER)


def steps(*hours: str | None) -> list[Step]:
    """The five usual steps with these hours."""
    return [Step(*step, hours=None if hour is None else Decimal(hour)) for step, hour in zip(FIVE, hours, strict=True)]


def hours_of(steps_made: tuple[RouteStep, ...]) -> list[str]:
    return [str(step.hours.normalize()) for step in steps_made if step.hours is not None]


@pytest.mark.parametrize(
    ("term", "words", "hours"),
    [
        (THREE_DAYS, "3 ngày làm việc", 24),
        (Term(20, TermUnit.DAY), "20 ngày", 160),
        (Term(0, TermUnit.SAME_DAY, cutoff_15h=True), "trong ngày", 8),
        (Term(1, TermUnit.HOUR), "1 giờ làm việc", 1),
        (Term(2, TermUnit.MONTH), "2 tháng", 480),
        (Term(None, None), "chưa công bố thời hạn", None),
        (Term(None, TermUnit.WORKING_DAY), "chưa công bố thời hạn", None),
    ],
)
def test_terms_in_words_and_hours(term: Term, words: str, hours: int | None) -> None:
    assert (term.words, term.hours) == (words, hours)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Thủ tục đăng ký khai sinh", "Đăng ký khai sinh"),
        ("Thủ tục cấp Giấy xác nhận tình trạng hôn nhân", "Cấp Giấy xác nhận tình trạng hôn nhân"),
        ("Tách hộ", "Tách hộ"),
        (
            "Tham vấn trong đánh giá tác động môi trường (cấp xã) (1.010736)",
            "Tham vấn trong đánh giá tác động môi trường (cấp xã)",
        ),
        ("Cấp giấy phép xây dựng và nhà ở riêng lẻ:", "Cấp giấy phép xây dựng và nhà ở riêng lẻ"),
        ("THỦ TỤC  công nhận hòa giải viên", "Công nhận hòa giải viên"),
    ],
)
def test_titles_are_what_people_say(name: str, title: str) -> None:
    assert title_of(name) == title


def test_an_ellipsis_at_the_end_is_a_cut_and_inside_is_and_so_on() -> None:
    assert is_cut("Giấy tờ có giá trị chứng minh thông tin về cư tr…")
    assert is_cut("Giấy tờ … ")
    assert not is_cut("Giấy tờ chứng minh là TNXP (lý lịch, giấy chứng nhận…)")
    assert not is_cut("Tờ khai theo mẫu")


def test_a_cut_name_is_printed_only_when_completed() -> None:
    cut = "Văn bản ủy quyền được chứng th…"
    assert not can_print_paper_name(cut)
    assert can_print_paper_name(cut, "Văn bản ủy quyền được chứng thực")
    assert not can_print_paper_name(cut, "Văn bản ủy quyền được chứng thực theo…")
    assert can_print_paper_name("Tờ khai theo mẫu")


@pytest.mark.parametrize(
    ("whole", "belongs"),
    [
        ("Văn bản ủy quyền được chứng thực", True),
        ("văn bản ủy quyền được chứng nhận", True),
        ("Văn bản ủy quyền", False),
        ("Giấy ủy quyền được chứng thực", False),
        ("", False),
    ],
)
def test_a_completion_begins_as_the_cut_name_does(whole: str, belongs: bool) -> None:
    assert continues(whole, "Văn bản ủy quyền được chứng th…") is belongs


@pytest.mark.parametrize(
    ("form", "kept"), [("Mẫu CT01", "Mẫu CT01"), ("Mẫu h", ""), ("Mẫu đi", ""), (None, ""), (" Mẫu số 18 ", "Mẫu số 18")]
)
def test_a_form_that_lost_its_number_is_no_form(form: str | None, kept: str) -> None:
    assert real_form_name(form) == kept


@pytest.mark.parametrize(
    ("name", "role_text", "kind", "role"),
    [
        ("Tiếp nhận, kiểm tra hồ sơ, số hóa", "Cán bộ Trung tâm PVHCC xã", StepKind.RECEIVE, StepRole.ONE_STOP),
        ("Tiếp nhận, kiểm tra tại nơi lưu động", "Công chức Tư pháp - Hộ tịch", StepKind.RECEIVE, StepRole.SPECIALIST),
        ("Thẩm định, dự thảo kết quả", "Công chức chuyên môn", StepKind.HANDLE, StepRole.SPECIALIST),
        ("Kiểm tra tính pháp lý, nội dung", "Văn phòng HĐND và UBND xã", StepKind.HANDLE, StepRole.SPECIALIST),
        ("Dự thảo Giấy chứng nhận, trình ký", "Công chức Tư pháp - Hộ tịch", StepKind.HANDLE, StepRole.SPECIALIST),
        ("Xem xét, ký duyệt", "Lãnh đạo UBND xã", StepKind.APPROVE, StepRole.LEADER),
        ("Ký, gửi Sở Nội vụ", "Lãnh đạo UBND xã", StepKind.APPROVE, StepRole.LEADER),
        ("Đóng dấu, phát hành", "Văn thư UBND xã", StepKind.ISSUE, StepRole.SEAL_CLERK),
        ("Ghi sổ, thu phí/lệ phí, trả kết quả", "Cán bộ tiếp nhận - Trung tâm PVHCC xã", StepKind.HAND_OVER, StepRole.ONE_STOP),
        ("Thu phí, trả hồ sơ", "Công chức Trung tâm PVHCC xã", StepKind.HAND_OVER, StepRole.ONE_STOP),
        ("Đối chiếu, ra quyết định (12 ngày)", "Sở Nội vụ", StepKind.HANDLE, StepRole.OTHER_BODY),
        ("Chờ hết 15 ngày", "(thời gian chờ)", StepKind.WAIT, StepRole.NOBODY),
        ("Thẩm tra", "Công an xã", StepKind.HANDLE, StepRole.POLICE),
        ("Ký duyệt", "Trưởng Công an xã", StepKind.APPROVE, StepRole.LEADER),
        ("Ký duyệt", "Chủ tịch UBND xã", StepKind.APPROVE, StepRole.LEADER),
    ],
)
def test_kind_and_role_of_a_step(name: str, role_text: str, kind: StepKind, role: StepRole) -> None:
    assert classify(name, role_text) == (kind, role)


def test_roles_of_steps_are_roles_of_officers() -> None:
    assert set(StepRole) - {StepRole.OTHER_BODY, StepRole.NOBODY} <= {role.value for role in Role}


def test_the_usual_route_of_three_days() -> None:
    made = route(default_steps(by_police=False), term=THREE_DAYS)
    assert [(step.order, step.kind, step.role, step.minutes) for step in made] == [
        (1, StepKind.RECEIVE, StepRole.ONE_STOP, 144),
        (2, StepKind.HANDLE, StepRole.SPECIALIST, 864),
        (3, StepKind.APPROVE, StepRole.LEADER, 216),
        (4, StepKind.HAND_OVER, StepRole.ONE_STOP, 216),
    ]
    assert {step.mark for step in made} == {"mặc định"}
    assert sum(step.minutes or 0 for step in made) == 3 * 8 * 60


def test_the_usual_route_of_a_police_matter() -> None:
    made = route(default_steps(by_police=True), term=THREE_DAYS)
    assert [step.role for step in made] == [StepRole.ONE_STOP, StepRole.POLICE, StepRole.LEADER, StepRole.ONE_STOP]
    assert made[2].role_text == "Trưởng Công an xã"


def test_the_usual_route_without_a_term_has_shares_only() -> None:
    made = route(default_steps(by_police=False), term=Term(None, None))
    assert [step.minutes for step in made] == [None] * 4
    assert [step.share for step in made] == [Fraction(1, 10), Fraction(3, 5), Fraction(3, 20), Fraction(3, 20)]


def test_hours_of_the_source_stay_as_they_are() -> None:
    made = route(steps("4", "8", "4", "4", "4"), term=THREE_DAYS)
    assert hours_of(made) == ["4", "8", "4", "4", "4"]
    assert [step.mark for step in made] == [""] * 5
    assert made[1].share == Fraction(1, 3)


def test_a_same_day_route_without_hours_is_spread_over_eight() -> None:
    made = route(steps(None, None, None, None, None), term=Term(0, TermUnit.SAME_DAY), total=Decimal(8))
    assert hours_of(made) == ["0.8", "4.8", "1.2", "0.6", "0.6"]
    assert all(step.is_default for step in made)


def test_open_steps_take_what_is_left_and_the_others_keep_theirs() -> None:
    made = route(steps("4", None, "4", None, "4"), term=THREE_DAYS)
    assert hours_of(made) == ["4", "10.67", "4", "1.33", "4"]
    assert [step.is_default for step in made] == [False, True, False, True, False]


def test_an_open_step_without_time_left_borrows_from_its_neighbour() -> None:
    made = route(steps("4", "8", None, "4", None), term=Term(2, TermUnit.WORKING_DAY))
    assert hours_of(made) == ["4", "8", "2", "1", "1"]
    assert [step.is_default for step in made] == [False, False, True, True, True]


def test_what_is_borrowed_from_another_body_is_half_a_day_at_most() -> None:
    other = Step(StepKind.HANDLE, StepRole.OTHER_BODY, "Sở ra quyết định", hours=Decimal(96))
    made = route([Step(*RECEIVE, hours=Decimal(4)), other, Step(*HAND_OVER)], term=Term(12, TermUnit.DAY))
    assert hours_of(made) == ["4", "92", "4"]


def test_the_total_of_the_source_goes_before_the_term() -> None:
    made = route(steps("4", None, "4", "4", "4"), term=THREE_DAYS, total=Decimal(40))
    assert hours_of(made)[1] == "24"


STEP_HOURS = st.one_of(st.none(), st.decimals(min_value="0.25", max_value="120", places=2))


@given(
    st.lists(st.tuples(st.sampled_from(StepKind), STEP_HOURS), min_size=1, max_size=8), st.one_of(st.none(), st.integers(1, 60))
)
def test_every_route_can_be_worked_by(parts: list[tuple[StepKind, Decimal | None]], days: int | None) -> None:
    given_steps = [Step(kind, StepRole.SPECIALIST, "Bước", hours=hours) for kind, hours in parts]
    known = sum((hours for _, hours in parts if hours is not None), Decimal(0))
    term = Term(days, TermUnit.WORKING_DAY)
    made = route(given_steps, term=term)
    assert [(step.kind, step.order) for step in made] == [(kind, order) for order, (kind, _) in enumerate(parts, start=1)]
    if all(hours is not None for _, hours in parts) or term.hours is not None:
        total = sum(step.hours for step in made if step.hours is not None)
        is_open = any(hours is None for _, hours in parts)
        assert total == (max(term.hours, known) if is_open and term.hours is not None else known)
        assert all(step.hours is not None and step.hours >= 0 for step in made)
    assert sum(step.share for step in made) == 1
    for step, (_, hours) in zip(made, parts, strict=True):
        assert step.is_default or step.hours == hours
