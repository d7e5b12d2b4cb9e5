"""Limits, coming early and late, what is typed."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thanthien.outreach import rules
from thanthien.outreach.rules import Act, BookingError, Coming, Doer, Held, Quota, State
from thanthien.shared.clock import VIETNAM

DAY = date(2026, 11, 25)


def held(*, day: date = DAY, field: str = "ho_tich", state: State = State.BOOKED) -> Held:
    return Held(day, 540, field, state, "H-4271")


def test_every_state_and_act_has_a_word_and_every_row_a_doer():
    assert set(rules.STATE_NAMES) == set(State) and set(rules.ACT_NAMES) == set(Act)
    assert {row.act for row in rules.TABLE} == set(Act)
    assert all(row.who for row in rules.TABLE) and len({(row.state, row.act) for row in rules.TABLE}) == len(rules.TABLE)
    assert [row for row in rules.TABLE if row.to is State.MISSED and row.who != {Doer.CLOCK}] == []


@pytest.mark.parametrize(
    ("state", "act"),
    [(state, act) for state in State for act in Act if (state, act) not in {(row.state, row.act) for row in rules.TABLE}],
)
def test_what_the_table_has_not_is_refused(state, act):
    with pytest.raises(BookingError, match="H-4271"):
        rules.move(state, act, name="H-4271")


@pytest.mark.parametrize(
    ("mine", "refused"),
    [
        ([], ""),
        ([held(field="dat_dai")], ""),
        ([held()], "H-4271"),
        ([held(day=DAY + timedelta(days=2))], "H-4271"),
        ([held(state=State.ARRIVED)], ""),
        ([held(state=State.CANCELLED)] * 5, ""),
        ([held(field="a"), held(field="b")], "2 hẹn trong ngày"),
        ([held(field="a", state=State.ARRIVED), held(field="b", state=State.MISSED)], "2 hẹn trong ngày"),
        ([held(field="a", day=DAY + timedelta(days=1)), held(field="b")], ""),
    ],
)
def test_two_a_day_and_one_for_each_field(mine, refused):
    if not refused:
        rules.check_limits(mine, day=DAY, field="ho_tich", quota=Quota())
        return
    with pytest.raises(BookingError, match=refused) as refusal:
        rules.check_limits(mine, day=DAY, field="ho_tich", quota=Quota())
    assert refusal.value.field == "phone"


@given(
    st.lists(
        st.builds(
            held, day=st.dates(DAY, DAY + timedelta(days=3)), field=st.sampled_from("abc"), state=st.sampled_from(list(State))
        ),
        max_size=6,
    ),
    st.integers(1, 3),
    st.integers(1, 3),
)
def test_with_one_more_nobody_holds_more_than_the_unit_allows(mine, per_day, per_field):
    quota = Quota(per_day=per_day, per_field=per_field)
    try:
        rules.check_limits(mine, day=DAY, field="a", quota=quota)
    except BookingError:
        return
    after = [*mine, held(field="a")]
    assert sum(one.day == DAY and one.state != State.CANCELLED for one in after) <= per_day
    assert sum(one.field == "a" and one.state == State.BOOKED for one in after) <= per_field


@pytest.mark.parametrize(
    ("days_ago", "until"),
    [([], None), ([3], None), ([3, 10], 4), ([3, 31], None), ([8, 9], None), ([7, 8], 0), ([0, 1, 2], 7)],
)
def test_two_missed_hours_in_a_month_rest_the_booking_for_a_week(days_ago, until):
    """`until`: how many days from today, the last one included."""
    missed = [held(day=DAY - timedelta(days=ago), state=State.MISSED) for ago in days_ago]
    expected = None if until is None else DAY + timedelta(days=until)
    assert rules.resting_until(missed, today=DAY, quota=Quota()) == expected


def test_a_person_who_rests_is_told_until_when_and_that_the_hall_is_open():
    missed = [held(day=DAY - timedelta(days=1), state=State.MISSED)] * 2
    with pytest.raises(BookingError, match=r"1/12.*phục vụ như mọi người"):
        rules.check_not_resting(missed, today=DAY, quota=Quota())


@pytest.mark.parametrize(
    ("hour", "minute", "what"),
    [
        (8, 29, Coming.TOO_EARLY), (8, 30, Coming.IN_TIME), (9, 0, Coming.IN_TIME), (9, 44, Coming.IN_TIME),
        (9, 45, Coming.LATE), (15, 59, Coming.LATE), (16, 0, Coming.OVER),
    ],
)  # fmt: skip
def test_when_somebody_comes(hour, minute, what):
    at = datetime(2026, 11, 25, hour, minute, tzinfo=VIETNAM)
    assert rules.coming(day=DAY, start=540, end=570, at=at, quota=Quota()) is what


def test_another_day_is_another_day():
    at = datetime(2026, 11, 26, 9, tzinfo=VIETNAM)
    assert rules.coming(day=DAY, start=540, end=570, at=at, quota=Quota()) is Coming.OTHER_DAY


def test_the_last_hour_of_the_day_keeps_its_grace():
    """15:30–16:00 with a quarter of an hour of grace is good until 16:15, though the last good minute is 16:00."""
    at = datetime(2026, 11, 25, 16, 14, tzinfo=VIETNAM)
    assert rules.coming(day=DAY, start=930, end=960, at=at, quota=Quota()) is Coming.IN_TIME
    assert rules.good_until(day=DAY, end=960, quota=Quota()) == at.replace(minute=15)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912 345 678", "0912345678"), ("+84 912 345 678", "0912345678"), ("84912345678", "0912345678"),
        ("0912.345.678", "0912345678"), ("024 3825 1234", "02438251234"), ("(0237) 3000.000", "02373000000"),
    ],
)  # fmt: skip
def test_telephones_as_people_write_them(typed, number):
    assert rules.tidy_phone(typed) == number


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Cần một số điện thoại"), ("091234567", "9 chữ số"), ("09123456789", "11 chữ số"), ("9123456780", "bắt đầu bằng 0"),
        ("0912abc678", "chỉ có chữ số"), ("０９１２３４５６７８", "chỉ có chữ số"), ("0243825123", "cần 11 số"),
    ],
)  # fmt: skip
def test_a_wrong_telephone_is_told_what_is_wrong(typed, said):
    with pytest.raises(BookingError, match=said) as refusal:
        rules.tidy_phone(typed)
    assert refusal.value.field == "phone"


@pytest.mark.parametrize("typed", ["Bùi  Thị   Mận ", "H'Hen Niê", "Nguyễn Văn A-B"])
def test_names_as_people_have_them(typed):
    assert rules.tidy_name(typed) == " ".join(typed.split())


@pytest.mark.parametrize("typed", ["", " ", "x", "1234", "<b>Mận</b>", "Mận http://a", "a" * 81, "Mận\u202eab;"])
def test_what_is_no_name(typed):
    with pytest.raises(BookingError) as refusal:
        rules.tidy_name(typed)
    assert refusal.value.field == "name"


@pytest.mark.parametrize(("typed", "kept"), [("", ""), (" man@xa.vn ", "man@xa.vn")])
def test_mail_may_be_left_empty(typed, kept):
    assert rules.tidy_email(typed) == kept


@pytest.mark.parametrize(
    "typed", ["man", "man@", "@xa.vn", "a b@xa.vn", "man@xa", "a@b@c.vn", "mận@xa.vn", "a@b.vn\nBcc: c@d.vn"]
)
def test_what_is_no_mail(typed):
    with pytest.raises(BookingError) as refusal:
        rules.tidy_email(typed)
    assert refusal.value.field == "email"


@pytest.mark.parametrize(
    ("typed", "number"),
    [("H-4271", 4271), ("h 4271", 4271), ("4271", 4271), ("H4271", 4271), ("427", None), ("H-0999", None), ("A024", None),
     ("", None), ("42 71", 4271), ("１２３４", None)],
)  # fmt: skip
def test_the_number_on_the_paper(typed, number):
    assert rules.tidy_number(typed) == number
