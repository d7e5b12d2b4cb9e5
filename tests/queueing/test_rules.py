"""Tables of the pure rules, told in the words of the hall."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from thanthien.queueing import rules
from thanthien.queueing.rules import Act, Doer, HallRules, Place, QueueError, State
from thanthien.shared.clock import VIETNAM

WORDS = {name: state for state, name in rules.STATE_NAMES.items()}
DEEDS = {name: act for act, name in rules.ACT_NAMES.items()}

MOVES = """
đang chờ       | gọi              | đang được mời | ticket.called
vắng khi gọi   | gọi              | đang được mời | ticket.called
không đến      | gọi              | đang được mời | ticket.called
đang được mời  | mời lại          | đang được mời | ticket.recalled
đang được mời  | bắt đầu          | đang làm việc | ticket.serving
đang được mời  | ghi vắng         | vắng khi gọi  | ticket.absent
đang làm việc  | ghi vắng         | vắng khi gọi  | ticket.absent
vắng khi gọi   | trở lại hàng     | đang chờ      | ticket.returned
không đến      | trở lại hàng     | đang chờ      | ticket.returned
đang được mời  | chuyển           | đang chờ      | ticket.transferred
đang làm việc  | chuyển           | đang chờ      | ticket.transferred
đang chờ       | chuyển           | đang chờ      | ticket.transferred
vắng khi gọi   | chuyển           | đang chờ      | ticket.transferred
đang được mời  | kết thúc         | đã xong       | ticket.done
đang làm việc  | kết thúc         | đã xong       | ticket.done
đang được mời  | rút lời gọi      | đang chờ      | ticket.uncalled
đã xong        | mở lại           | đang làm việc | ticket.reopened
đang được mời  | bỏ số            | đã về         | ticket.left
đang làm việc  | bỏ số            | đã về         | ticket.left
đang chờ       | bỏ số            | đã về         | ticket.left
vắng khi gọi   | bỏ số            | đã về         | ticket.left
đang chờ       | hủy              | đã hủy        | ticket.annulled
vắng khi gọi   | hủy              | đã hủy        | ticket.annulled
đã hủy         | khôi phục        | đang chờ      | ticket.restored
đang chờ       | ghi không đến    | không đến     | ticket.no_show
vắng khi gọi   | ghi không đến    | không đến     | ticket.no_show
đang chờ       | vào lối hẹn trước | đang chờ     | ticket.due
đang chờ       | thay bằng số máy đã phát | đã hủy | ticket.annulled
vắng khi gọi   | thay bằng số máy đã phát | đã hủy | ticket.annulled
"""
ROWS = [tuple(part.strip() for part in line.split("|")) for line in MOVES.strip().splitlines()]


@pytest.mark.parametrize(("state", "deed", "to", "kind"), ROWS)
def test_each_move_of_the_table(state, deed, to, kind):
    row = rules.move(WORDS[state], DEEDS[deed], label="A012")
    assert (rules.STATE_NAMES[row.to], row.kind) == (to, kind)


def test_nothing_else_moves():
    allowed = {(WORDS[state], DEEDS[deed]) for state, deed, _, _ in ROWS}
    for state in State:
        for act in Act:
            if (state, act) not in allowed:
                with pytest.raises(QueueError, match=f"Số A012 {rules.STATE_NAMES[state]} nên không {rules.ACT_NAMES[act]} được"):
                    rules.move(state, act, label="A012")


def test_the_table_has_each_row_once_and_a_doer_for_each():
    assert len({(row.state, row.act) for row in rules.TABLE}) == len(rules.TABLE) == len(ROWS)
    assert all(row.who for row in rules.TABLE)
    moved = {row.act for row in rules.TABLE if Doer.KIOSK in row.who}
    assert moved == {Act.REPLACE}, "a kiosk gives numbers and moves none but the one whose answer it never got"


def line(text: str) -> dict[str, Place]:
    """`ông Ba 09:00, cụ Tư* 09:05, bà Năm 09:10 (bị vượt 3)`: a star is a class of priority; bound 3."""
    result = {}
    for key, part in enumerate(text.split(","), start=1):
        words, overtaken = part.strip(), 0
        if "(" in words:
            words, said = words.rstrip(")").split("(")
            overtaken = int(said.split()[-1])
        name, clock = words.strip().rsplit(" ", 1)
        hour, minute = map(int, clock.split(":"))
        result[name.rstrip("*")] = Place(hour * 60 + minute, key, name.endswith("*"), overtaken, 3)
    return result


@pytest.mark.parametrize(
    ("waiting", "called"),
    [
        ("ông Ba 09:00, bà Năm 09:10", "ông Ba"),
        ("bà Năm 09:10, ông Ba 09:00", "ông Ba"),
        ("ông Ba 09:00, cụ Tư* 09:05", "cụ Tư"),
        ("ông Ba 09:00, cụ Tư* 09:05, cụ Sáu* 09:02", "cụ Sáu"),
        ("ông Ba 09:00 (bị vượt 2), cụ Tư* 09:05", "cụ Tư"),
        ("ông Ba 09:00 (bị vượt 3), cụ Tư* 09:05", "ông Ba"),
        # who was overtaken enough holds up only those who came later
        ("cụ Tư* 08:50, ông Ba 09:00 (bị vượt 3)", "cụ Tư"),
        # the older ordinary person goes first even when it is the younger who may not be overtaken again
        ("ông Ba 09:00, bà Năm 09:10 (bị vượt 3), cụ Tư* 09:20", "ông Ba"),
        ("ông Ba 09:00, cụ Tư* 09:05, bà Năm 09:10 (bị vượt 3), cụ Sáu* 09:20", "cụ Tư"),
        ("cụ Tư* 09:05, cụ Sáu* 09:02", "cụ Sáu"),
    ],
)
def test_who_is_next(waiting, called):
    people = line(waiting)
    assert rules.pick(people.values()) == people[called]
    assert rules.pick(reversed(people.values())) == people[called], "the order of the rows says nothing"


def test_nobody_is_next_in_an_empty_hall():
    assert rules.pick([]) is None
    assert rules.sequence([]) == []


def test_one_microsecond_apart_by_the_row():
    first, second = Place(7, 1, False, 0, 3), Place(7, 2, False, 0, 3)
    assert rules.pick([second, first]) == first


def test_a_call_overtakes_the_ordinary_who_came_before():
    people = line("ông Ba 09:00, cụ Tư* 09:01, bà Năm 09:10, cụ Sáu* 09:05")
    assert rules.overtaken_by(people["cụ Sáu"], people.values()) == [people["ông Ba"]]
    assert rules.overtaken_by(people["bà Năm"], people.values()) == [people["ông Ba"]]
    assert rules.overtaken_by(people["ông Ba"], people.values()) == []


def test_calling_by_hand_is_held_to_the_same_bound():
    people = line("ông Ba 09:00 (bị vượt 3), ông Bảy 09:01 (bị vượt 3), bà Năm 09:10, cụ Tư* 08:59")
    assert rules.blocker(people["bà Năm"], people.values()) == people["ông Ba"]
    assert rules.blocker(people["ông Bảy"], people.values()) == people["ông Ba"]
    assert rules.blocker(people["ông Ba"], people.values()) is None
    assert rules.blocker(people["cụ Tư"], people.values()) is None


@pytest.mark.parametrize(
    ("ahead", "more", "bound"), [(0, 10, 3), (9, 10, 3), (10, 10, 4), (300, 10, 33), (600, 0, 3), (600, 100, 9)]
)
def test_the_bound_grows_with_the_hall(ahead, more, bound):
    assert HallRules(one_more_for=more).bound_for(ahead) == bound


@pytest.mark.parametrize(
    ("asked", "kind", "lane"),
    [("", "intake", ""), ("age", "intake", "age"), ("", "return", "return"), ("age", "return", "age"), ("return", "intake", "")],
)
def test_the_class_of_a_ticket(asked, kind, lane):
    assert HallRules().class_of(asked, service_kind=kind) == lane


def test_a_unit_may_close_the_return_lane_and_name_its_own_classes():
    hall = HallRules.from_data({"return_lane": False, "classes": {"child": "Bế con nhỏ"}, "bound": 5})
    assert hall.class_of("", service_kind="return") == ""
    assert hall.class_of("child", service_kind="intake") == "child"
    assert hall.bound_for(0) == 5
    with pytest.raises(QueueError, match="Bế con nhỏ"):
        hall.class_of("age", service_kind="intake")


@pytest.mark.parametrize(
    "data",
    [{"bond": 3}, {"bound": "3"}, {"bound": -1}, {"bound": True}, {"return_lane": 1}, {"classes": ["age"]}, {"from_data": 1}],
)
def test_a_wrong_rule_of_the_hall_names_itself(data):
    with pytest.raises(QueueError, match=next(iter(data))):
        HallRules.from_data(data)


@pytest.mark.parametrize(
    ("birth", "lane"), [(date(1951, 11, 23), "age"), (date(1951, 11, 24), ""), (date(1940, 2, 29), "age"), (date(2000, 1, 1), "")]
)
def test_seventy_five_on_the_day(birth, lane):
    assert HallRules().class_by_age(birth, on=date(2026, 11, 23)) == lane


NOON = datetime(2026, 11, 23, 12, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("device", "believed"),
    [(None, 0), (0, 0), (-3, -3), (-10, -10), (-11, -10), (-600, -10), (1, 0), (600, 0)],
)
def test_the_clock_of_a_device_is_believed_for_ten_minutes(device, believed):
    told = None if device is None else NOON + timedelta(minutes=device)
    assert rules.bounded(told, at=NOON) == NOON + timedelta(minutes=believed)


def test_order_is_time_in_whole_microseconds_wherever_the_clock_stands():
    assert rules.micros(NOON) == rules.micros(NOON.astimezone(UTC)) == 1_795_410_000_000_000
    assert rules.micros(NOON.astimezone(timezone(timedelta(hours=-5)))) == rules.micros(NOON)
    assert rules.micros(NOON + timedelta(microseconds=1)) - rules.micros(NOON) == 1
    assert rules.micros(datetime(2099, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)) < 2**53, "a browser reads it exactly"


def test_a_clock_set_back_gives_no_earlier_place():
    last = rules.order_now(NOON, last=0)
    assert rules.order_now(NOON - timedelta(hours=1), last=last) == last + 1
    assert rules.order_now(NOON + timedelta(seconds=1), last=last) == rules.micros(NOON) + 1_000_000


def test_a_late_number_keeps_its_time_but_not_before_whom_was_called():
    called = rules.micros(NOON)
    assert rules.order_late(NOON - timedelta(minutes=5), floor=called) == called + 1
    assert rules.order_late(NOON + timedelta(minutes=5), floor=called) == rules.micros(NOON + timedelta(minutes=5))


@pytest.mark.parametrize(("start", "end", "told"), [(0, 90, 90), (90, 0, 0), (0, 0, 0)])
def test_no_length_is_negative(start, end, told):
    assert rules.seconds(NOON + timedelta(seconds=start), NOON + timedelta(seconds=end)) == told


def test_a_length_without_an_end_is_none():
    assert rules.seconds(NOON, None) == rules.seconds(None, NOON) == 0


@pytest.mark.parametrize(
    ("letter", "number", "label", "said"),
    [("A", 24, "A024", "A không hai bốn"), ("K", 7, "K007", "K không không bảy"), ("A", 1024, "A1024", "A một không hai bốn")],
)
def test_a_number_is_a_name_and_is_said_digit_by_digit(letter, number, label, said):
    assert rules.ticket_label(letter, number) == label
    assert rules.spoken(label) == said
    assert rules.tidy_label(label) == (letter, number)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("a 24", ("A", 24)),
        (" A024 ", ("A", 24)),
        ("ab7", ("AB", 7)),
        ("24", None),
        ("A", None),
        ("", None),
        ("A-2", None),
        ("ABC1", None),
        ("A٣", None),
    ],
)
def test_what_somebody_typed(typed, read):
    assert rules.tidy_label(typed) == read
