"""Decision tables of the room: events, quiet hours, channels, calls, texts."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thanthien.messaging import rules
from thanthien.messaging.rules import CallState, Channel, Event, MessageError, Outcome, Quiet, State, Text
from thanthien.messaging.texts import shipped
from thanthien.shared.clock import VIETNAM

GOOD = Text("Hồ sơ {ma}", "Hồ sơ {ma} có tin. {xem}", "{xa}: {ma}", "Thưa ông/bà, {ma}.")


def moment(text: str) -> datetime:
    """`23 08:30` in November 2026."""
    day, _, clock = text.partition(" ")
    return datetime(2026, 11, int(day), int(clock[:2]), int(clock[3:]), tzinfo=VIETNAM)


def opens(day: date) -> bool:
    """Monday to Friday, without the 24th."""
    return day.weekday() < 5 and day.day != 24


def opening(at: datetime) -> datetime:
    """07:30 to 17:00 on those days."""
    while not (opens(at.date()) and at.time() < time(17)):
        at = datetime.combine(at.date() + timedelta(days=1), time(), tzinfo=VIETNAM)
    return max(at, datetime.combine(at.date(), time(7, 30), tzinfo=VIETNAM))


@pytest.mark.parametrize(
    ("quiet", "at", "goes"),
    [
        (Quiet(), "23 08:30", "23 08:30"),
        (Quiet(), "23 12:15", "23 12:15"),  # at noon the office rests, people do not
        (Quiet(), "23 07:00", "23 07:00"),
        (Quiet(), "23 06:59", "23 07:30"),
        (Quiet(), "23 19:59", "23 19:59"),
        (Quiet(), "23 20:00", "25 07:30"),  # the 24th is a day off
        (Quiet(), "24 10:00", "25 07:30"),
        (Quiet(), "27 22:00", "30 07:30"),
        (Quiet(), "28 09:00", "30 07:30"),
        (Quiet(rest_days=True), "28 09:00", "28 09:00"),
        (Quiet(rest_days=True), "27 22:00", "28 07:00"),
        (Quiet(rest_days=True), "28 03:00", "28 07:00"),
        (Quiet(ends=time(9)), "23 08:00", "23 09:00"),  # the office opens before people may be disturbed
        (Quiet(begins=time(16), ends=time(6)), "23 16:30", "25 07:30"),
    ],
)
def test_quiet_hours_move_a_message_to_the_next_opening(quiet, at, goes):
    assert quiet.allowed(moment(at), opens=opens, opening=opening) == moment(goes)


@given(st.datetimes(datetime(2026, 11, 2), datetime(2026, 11, 29)), st.booleans(), st.integers(5, 10), st.integers(16, 22))
def test_nobody_is_ever_disturbed_and_nothing_goes_back_in_time(naive, rest_days, ends, begins):
    at, quiet = naive.replace(tzinfo=VIETNAM), Quiet(time(begins), time(ends), rest_days)
    goes = quiet.allowed(at, opens=opens, opening=opening)
    assert goes >= at and not quiet.disturbs(goes, opens=opens)
    assert goes == at or quiet.disturbs(at, opens=opens)


@pytest.mark.parametrize(("begins", "ends", "together"), [(7, 20, 60), (8, 8, 60), (20, 7, -1), (20, 7, 1441)])
def test_a_day_without_an_hour_to_send_is_refused(begins, ends, together):
    with pytest.raises(MessageError):
        Quiet(time(begins), time(ends), together=together).check()


def test_messages_to_one_person_wait_for_the_hour_of_the_last():
    at = moment("23 09:00")
    assert rules.joined(at, last=None, minutes=60) == at
    assert rules.joined(at, last=moment("23 08:30"), minutes=60) == moment("23 09:30")
    assert rules.joined(at, last=moment("23 07:00"), minutes=60) == at
    assert rules.joined(at, last=moment("23 08:59"), minutes=0) == at


EVERY = (Channel.MAIL, Channel.ZALO, Channel.SMS, Channel.CALL)


@pytest.mark.parametrize(
    ("mail", "phone", "on", "wants_call", "channel"),
    [
        ("a@x", "0912", EVERY, False, Channel.MAIL),
        ("a@x", "0912", EVERY, True, Channel.CALL),
        ("a@x", "", EVERY, True, Channel.MAIL),
        ("", "0912", EVERY, False, Channel.ZALO),
        ("", "0912", (Channel.SMS, Channel.CALL), False, Channel.SMS),
        ("", "0912", (Channel.MAIL, Channel.CALL), False, Channel.CALL),
        ("a@x", "0912", (Channel.CALL,), False, Channel.CALL),
        ("a@x", "", (Channel.CALL,), False, Channel.NONE),
        ("", "", EVERY, False, Channel.NONE),
        ("", "0912", (), False, Channel.NONE),
    ],
)
def test_the_channel_follows_from_what_is_known_and_on(mail, phone, on, wants_call, channel):
    assert rules.channel_for(mail=mail, phone=phone, on=on, wants_call=wants_call) is channel


@pytest.mark.parametrize(
    ("kind", "asked", "actor", "event"),
    [
        ("dossier.finished", "", "officer:ha", Event.READY),
        ("dossier.became_late", "", "clock:clock", Event.LATE),
        ("dossier.supplement_asked", "", "officer:ha", Event.SUPPLEMENT),
        ("booking.reminded", "", "clock:clock", Event.BOOKING_REMINDER),
        ("booking.moved", "", "officer:hanh", Event.BOOKING_MOVED),
        ("booking.moved", "", "citizen:citizen", None),
        ("booking.cancelled", "", "citizen:citizen", None),
        ("booking.cancelled", "", "officer:hanh", Event.BOOKING_CANCELLED),
        ("message.asked", "late", "officer:ha", Event.LATE),
        ("dossier.received", "", "officer:hanh", None),
        ("rating.given", "", "citizen:citizen", None),
    ],
)
def test_what_an_entry_tells(kind, asked, actor, event):
    assert rules.event_of(kind=kind, asked=asked, actor=actor) is event


@pytest.mark.parametrize(
    ("kind", "why", "event"),
    [
        ("booking.moved", "person", None), ("booking.cancelled", "person", None),
        ("booking.moved", "office", Event.BOOKING_MOVED), ("booking.cancelled", "office", Event.BOOKING_CANCELLED),
        ("booking.cancelled", "closed", Event.BOOKING_CANCELLED), ("dossier.finished", "person", Event.READY),
    ],
)  # fmt: skip
def test_who_asked_an_officer_to_change_their_hour_is_not_told_of_it(kind, why, event):
    assert rules.event_of(kind=kind, asked="", actor="officer:ngoc", why=why) is event


@pytest.mark.parametrize(
    ("tries", "outcome", "state", "again"),
    [
        (0, Outcome.REACHED, State.TOLD, None),
        (2, Outcome.THROUGH, State.TOLD, None),
        (0, Outcome.WRONG, State.GAVE_UP, None),
        (0, Outcome.NO_ANSWER, State.CALLING, "23 09:00"),
        (1, Outcome.NO_ANSWER, State.CALLING, "23 10:30"),
        (2, Outcome.NO_ANSWER, State.CALLING, "25 07:30"),
        (3, Outcome.NO_ANSWER, State.GAVE_UP, None),
    ],
)
def test_what_a_call_leads_to(tries, outcome, state, again):
    after = rules.after_call(CallState(tries), outcome, at=moment("23 08:30"), opening=opening)
    assert after == CallState(tries + 1, moment(again) if again else None, state)


def test_a_later_call_needs_an_hour_to_come():
    at = moment("23 08:30")
    after = rules.after_call(CallState(), Outcome.LATER, at=at, later=moment("23 15:00"), opening=opening)
    assert after == CallState(1, moment("23 15:00"), State.CALLING)
    for later in (None, at):
        with pytest.raises(MessageError, match="Chọn giờ gọi lại"):
            rules.after_call(CallState(), Outcome.LATER, at=at, later=later, opening=opening)


@pytest.mark.parametrize(
    ("choice", "at", "meant"),
    [
        ("hour", "23 08:30", "23 09:30"), ("hour", "23 16:30", "25 07:30"), ("afternoon", "23 08:30", "23 13:30"),
        ("afternoon", "23 14:00", "25 07:30"), ("morning", "23 08:30", "25 07:30"), ("morning", "25 10:00", "26 07:30"),
    ],
)  # fmt: skip
def test_when_later_is(choice, at, meant):
    assert rules.later_moment(choice, at=moment(at), opening=opening) == moment(meant)


def test_later_is_one_of_three_words():
    with pytest.raises(MessageError):
        rules.later_moment("mai sau", at=moment("23 08:30"), opening=opening)


@pytest.mark.parametrize(
    ("holder", "minutes", "by", "may"),
    [("", 0, "a", True), ("a", 1, "a", True), ("a", 1, "b", False), ("a", 9, "b", False), ("a", 10, "b", True)],
)
def test_a_line_is_held_for_ten_minutes(holder, minutes, by, may):
    at = moment("23 08:30")
    assert rules.may_hold(holder=holder, held_at=at, by=by, at=at + timedelta(minutes=minutes)) is may


# --- texts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("event", Event)
def test_the_words_that_ship_are_good_and_fit_their_channel(event):
    text = shipped(event=event, on=date(2026, 11, 23))
    assert rules.faults(text) == {}
    values = dict.fromkeys(rules.PLACES, "x" * 20) | {"xem": "Xem tại https://camtu.example/t/7K4M92QXW3TB"}
    whole = rules.filled(text, values)
    assert "{" not in whole.body + whole.subject + whole.short + whole.script
    assert rules.sms_parts(whole.short) <= 4
    assert whole.script.count("?") + whole.script.count(".") - whole.script.count("ông/bà.") <= 4  # two sentences, said aloud


def test_no_words_for_a_day_before_the_data():
    with pytest.raises(MessageError):
        shipped(event=Event.READY, on=date(2025, 1, 1))


@pytest.mark.parametrize(
    ("part", "words", "said"),
    [
        ("subject", "", "Còn trống"),
        ("body", "   ", "Còn trống"),
        ("short", "a" * 321, "Dài 321 chữ, nhiều nhất 320"),
        ("body", "Chào {ten}", "“ten” máy chưa biết"),
        ("script", "Thưa { ma }", "máy chưa biết"),
        ("script", "Thưa ma}", "máy chưa biết"),
        ("body", "Số 038192004317", "Không ghi số giấy tờ"),
        ("short", "Gọi 0912555408", "Không ghi số giấy tờ"),
    ],
)
def test_faults_are_named_beside_their_part(part, words, said):
    found = rules.faults(Text(**{**GOOD.parts(), part: words}))
    assert list(found) == [part] and said in str(found[part])
    assert rules.faults(GOOD) == {}


def test_an_empty_place_leaves_no_hole():
    text = rules.filled(Text("A {ma} B", "Một {hotline} hai\nba {xem}", "{xa}", "{noi}"), {"ma": "1118-0023"})
    assert text == Text("A 1118-0023 B", "Một hai\nba", "", "")


def test_a_value_that_looks_like_a_place_stays_as_it_is():
    assert rules.filled(Text("{xa}", "x", "x", "x"), {"xa": "{ma}", "ma": "1"}).subject == "{ma}"


@pytest.mark.parametrize(("text", "parts"), [("a" * 160, 1), ("a" * 161, 2), ("ô" * 70, 1), ("ô" * 71, 2), ("ô" * 135, 3)])
def test_what_a_telephone_company_counts(text, parts):
    assert rules.sms_parts(text) == parts


def test_several_messages_become_one():
    assert rules.one_letter([GOOD]) == GOOD
    two = rules.one_letter([GOOD, GOOD, GOOD])
    assert two.subject == "Hồ sơ {ma} (và 2 tin nữa)" and two.body.count("có tin") == 3
