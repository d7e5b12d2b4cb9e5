"""The call list: one line a person, one officer a line, outcomes that can be taken back."""

from datetime import timedelta

import pytest

from builders.dossiers import CIVIL, received
from thanthien.dossiers import actions as dossiers
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.messaging import calling, queries
from thanthien.messaging.models import Call, Message
from thanthien.messaging.rules import Event, MessageError, Outcome, State


@pytest.fixture
def listed(telling):
    telling.ready()
    telling.follow()
    return telling


def lines(telling, **later):
    return queries.call_list(unit=telling.office.unit, at=telling.office.at + timedelta(**later))


def by(telling, login: str = "hanh"):
    return telling.office.actor(getattr(telling.office, login))


def test_one_line_a_person_with_everything_that_waits_for_them(listed):
    listed.ready(at=listed.office.at + timedelta(minutes=5))
    listed.of_somebody("Hà Văn Ổn", "0988111222", at=listed.office.at + timedelta(minutes=6))
    listed.follow()
    first, second = lines(listed)
    assert len(first.messages) == 2 and len(second.messages) == 1


def test_the_most_urgent_stands_first(listed):
    received(listed.office, CIVIL, at=listed.office.at - timedelta(days=9), applicant=_somebody(listed))
    dossiers.tick(unit=listed.office.unit, at=listed.office.at)
    listed.follow()
    assert [line.first.event for line in lines(listed)] == [Event.LATE, Event.READY]


def _somebody(telling):
    from builders.dossiers import person

    return person(telling.office, "Hà Văn Ổn", number="038192000777", phone="0988111222")


def test_two_officers_never_call_the_same_person(listed):
    line = lines(listed)[0]
    calling.hold(message=line.first, by=by(listed), at=listed.office.at)
    assert lines(listed)[0].held_by == "hanh"
    with pytest.raises(MessageError, match="Lê Thị Hạnh đang gọi người này"):
        calling.hold(message=line.first, by=by(listed, "dinh"), at=listed.office.at)
    with pytest.raises(MessageError, match="Đồng nghiệp đã nhận gọi"):
        calling.end(message=line.first, outcome=Outcome.REACHED, by=by(listed, "dinh"), at=listed.office.at)
    later = listed.office.at + timedelta(minutes=11)
    assert lines(listed, minutes=11)[0].held_by == ""
    calling.hold(message=line.first, by=by(listed, "dinh"), at=later)
    assert lines(listed, minutes=11)[0].held_by == "dinh"


def test_nobody_holds_two_lines(listed):
    listed.of_somebody("Hà Văn Ổn", "0988111222", at=listed.office.at + timedelta(minutes=6))
    listed.follow()
    first, second = (line.first for line in lines(listed))
    calling.hold(message=first, by=by(listed), at=listed.office.at)
    calling.hold(message=second, by=by(listed), at=listed.office.at)
    assert [line.held_by for line in lines(listed)] == ["", "hanh"]
    calling.hold(message=first, by=by(listed, "dinh"), at=listed.office.at)


def test_putting_the_line_down_frees_it(listed):
    line = lines(listed)[0]
    calling.hold(message=line.first, by=by(listed), at=listed.office.at)
    calling.let_go(message=line.first, by=by(listed, "dinh"), at=listed.office.at)
    assert lines(listed)[0].held_by == "hanh"
    calling.let_go(message=line.first, by=by(listed), at=listed.office.at)
    assert lines(listed)[0].held_by == ""


@pytest.mark.parametrize(
    ("outcome", "state"), [(Outcome.REACHED, State.TOLD), (Outcome.WRONG, State.GAVE_UP), (Outcome.THROUGH, State.TOLD)]
)
def test_an_ended_call_leaves_the_list(listed, outcome, state):
    message = lines(listed)[0].first
    calling.end(message=message, outcome=outcome, by=by(listed), at=listed.office.at)
    assert lines(listed) == [] and listed.message().state == state
    entry = Entry.objects.get(kind="call.ended")
    assert entry.data["outcome"] == outcome and entry.subject == message.subject


def test_nobody_answers_and_is_called_again_later_four_times(listed):
    waited = timedelta()
    for wait in (timedelta(), timedelta(minutes=31), timedelta(hours=2, minutes=30), timedelta(days=2)):
        waited += wait
        (line,) = queries.call_list(unit=listed.office.unit, at=listed.office.at + waited)
        assert line.next_try is None
        calling.end(message=line.first, outcome=Outcome.NO_ANSWER, by=by(listed), at=listed.office.at + waited)
    assert listed.message().state == State.GAVE_UP and Call.objects.get().tries == 4


def test_who_asked_to_be_called_later_waits_at_the_end(listed):
    listed.of_somebody("Hà Văn Ổn", "0988111222", at=listed.office.at + timedelta(minutes=6))
    listed.follow()
    first = lines(listed)[0].first
    calling.end(message=first, outcome=Outcome.LATER, later="hour", by=by(listed), at=listed.office.at)
    here = lines(listed, minutes=10)
    assert here[-1].first == first and here[-1].next_try == listed.office.at + timedelta(hours=1)
    assert lines(listed, minutes=61)[0].first == first


def test_something_new_makes_the_call_due_again(listed):
    calling.end(message=lines(listed)[0].first, outcome=Outcome.NO_ANSWER, by=by(listed), at=listed.office.at)
    assert lines(listed, minutes=1)[0].next_try is not None
    listed.ready(at=listed.office.at + timedelta(minutes=2))
    listed.follow()
    assert lines(listed, minutes=3)[0].next_try is None


def test_an_outcome_is_taken_back(listed):
    message = lines(listed)[0].first
    calling.end(message=message, outcome=Outcome.NO_ANSWER, by=by(listed), at=listed.office.at)
    done = calling.end(message=message, outcome=Outcome.WRONG, by=by(listed), at=listed.office.at + timedelta(minutes=31))
    later = listed.office.at + timedelta(minutes=32)
    assert calling.take_back(messages=done, unit=listed.office.unit, by=by(listed), at=later) == 1
    call = Call.objects.get()
    assert (call.tries, call.outcome) == (1, Outcome.NO_ANSWER) and listed.message().state == State.CALLING
    with pytest.raises(MessageError, match="không hoàn tác được"):
        calling.take_back(messages=done, unit=listed.office.unit, by=by(listed), at=later)


def test_a_colleague_takes_nothing_back(listed):
    done = calling.end(message=lines(listed)[0].first, outcome=Outcome.REACHED, by=by(listed), at=listed.office.at)
    with pytest.raises(MessageError):
        calling.take_back(messages=done, unit=listed.office.unit, by=by(listed, "dinh"), at=listed.office.at)


def test_a_call_that_is_not_needed_any_more_is_refused(listed):
    message = lines(listed)[0].first
    dossiers.hand_over(dossier=message.dossier, by=by(listed), at=listed.office.at + timedelta(minutes=1), fee_paid="waived")
    listed.follow()
    with pytest.raises(MessageError, match="việc đã xong"):
        calling.hold(message=message, by=by(listed), at=listed.office.at + timedelta(minutes=2))


def test_without_a_number_a_neighbour_is_asked(telling):
    telling.of_somebody("Hà Văn Ổn", "")
    telling.follow()
    message = lines(telling)[0].first
    calling.end(message=message, outcome=Outcome.NO_ANSWER, by=by(telling), at=telling.office.at)
    assert telling.message().state == State.UNREACHABLE
    calling.end(message=message, outcome=Outcome.THROUGH, by=by(telling), at=telling.office.at + timedelta(hours=1))
    assert telling.message().state == State.TOLD


def test_only_those_who_call_may(listed):
    message = lines(listed)[0].first
    calling.hold(message=message, by=by(listed, "ngoc"), at=listed.office.at)
    for login, said in (("ha", "việc của Một cửa và Hướng dẫn"), ("la", "đơn vị khác")):
        with pytest.raises(MessageError, match=said):
            calling.hold(message=message, by=by(listed, login), at=listed.office.at)


def test_the_list_costs_the_same_for_one_and_for_three(listed, django_assert_num_queries):
    with django_assert_num_queries(1):
        lines(listed)
    for number in range(2):
        listed.of_somebody("Hà Văn Ổn", f"098811122{number}")
    listed.follow()
    with django_assert_num_queries(1):
        assert len(lines(listed)) == 3


def test_calls_are_in_the_journal_and_it_stays_whole(listed):
    message = lines(listed)[0].first
    calling.hold(message=message, by=by(listed), at=listed.office.at)
    done = calling.end(message=message, outcome=Outcome.REACHED, by=by(listed), at=listed.office.at)
    calling.take_back(messages=done, unit=listed.office.unit, by=by(listed), at=listed.office.at)
    assert [e.kind for e in Entry.objects.filter(kind__startswith="call.").order_by("seq")] == [
        "call.held", "call.ended", "call.undone",
    ]  # fmt: skip
    assert verify() is None and Message.objects.count() == 1
    assert not any("0912" in e.body for e in Entry.objects.filter(kind__startswith="call."))
