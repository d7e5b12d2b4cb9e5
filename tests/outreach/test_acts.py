"""Booking, moving, cancelling: the hour, the limits, who may, and what the journal keeps."""

from datetime import timedelta

import pytest

from builders.bookings import FRIDAY, NINE, TEN, THURSDAY, TWO, WEDNESDAY, booked, offered_to_book, on, person, phone, quota_of
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.outreach import actions, queries
from thanthien.outreach.models import Booking
from thanthien.outreach.quotas import state_of
from thanthien.outreach.rules import BookingError, State
from thanthien.procedures import queries as catalogue
from thanthien.procedures.actions import load_catalogue
from thanthien.shared.actor import citizen, clock, system


def moved(hall, booking, *, day=WEDNESDAY, start=TEN, by=None, at=None):
    offer = offered_to_book(hall, booking.service)
    return actions.move(booking=booking, offer=offer, day=day, start=start, by=by or citizen(hall.unit), at=at or hall.at)


def left(hall, *, day=WEDNESDAY, start=NINE, at=None) -> int:
    days = queries.days(unit=hall.unit, offer=offered_to_book(hall), at=at or hall.at)
    return next(one for one in days if one.day == day).at(start).left


def test_an_hour_is_booked_with_a_name_and_a_telephone(hall):
    booking = booked(hall, who=person(1, email="man@xa.vn"))
    assert (booking.state, booking.day, booking.start, booking.end) == (State.BOOKED, WEDNESDAY, NINE, NINE + 30)
    assert booking.label.startswith("H-") and len(booking.token) == 12
    assert left(hall) == 0 and verify() is None


def test_the_journal_keeps_the_digest_and_nothing_of_the_person(hall):
    booking = booked(hall, who=person(7, "Cao Văn Sự", email="su@xa.vn"))
    entry = Entry.objects.get(kind="booking.made")
    assert entry.data == {
        "day": "2026-11-25", "start": "09:00", "service": "A", "sequence": 0, "channel": "portal",
        "who": queries.phone_digest(phone(7)),
    }  # fmt: skip
    assert entry.subject == f"booking:{booking.pk}" and entry.actor == "citizen:citizen"
    for personal in ("Sự", "su@xa.vn", phone(7), booking.token):
        assert personal not in entry.body + entry.rows


def test_a_full_hour_is_refused_and_says_so(hall):
    booked(hall)
    with pytest.raises(BookingError, match=r"09:00–09:30 vừa hết chỗ") as refusal:
        booked(hall, who=person(2))
    assert refusal.value.field == "start" and Booking.objects.count() == 1


def test_another_service_has_its_own_hours(hall):
    booked(hall)
    quota_of(hall, share=90, minutes=10)
    assert booked(hall, service="D", who=person(2)).start == NINE


def test_a_procedure_says_the_field(hall):
    load_catalogue()
    procedure = catalogue.procedure(code="1.001193")
    assert booked(hall, procedure=procedure).field == procedure.field == "ho_tich"


@pytest.mark.parametrize(
    ("day", "start", "said"),
    [
        (WEDNESDAY - timedelta(days=1), NINE, "Ngày"),  # the 24th is a day off; its name is said
        (WEDNESDAY - timedelta(days=3), NINE, "chưa nhận hẹn"),
        (WEDNESDAY + timedelta(days=5), NINE, "chưa nhận hẹn"),
        (WEDNESDAY, NINE + 5, "không còn nhận"),
        (WEDNESDAY, 12 * 60, "không còn nhận"),
        (WEDNESDAY, 16 * 60, "không còn nhận"),
        (WEDNESDAY - timedelta(days=2), NINE - 30, "không còn nhận"),
        (WEDNESDAY + timedelta(days=3), NINE, "Xã nghỉ"),
    ],
)
def test_only_the_hours_of_the_list_can_be_booked(hall, day, start, said):
    with pytest.raises(BookingError, match=said):
        booked(hall, day=day, start=start)
    assert not Booking.objects.exists()


def test_one_for_each_field_and_two_a_day(hall):
    quota_of(hall, share=90, minutes=5)
    booked(hall)
    with pytest.raises(BookingError, match="đã có hẹn H-"):
        booked(hall, start=TEN)
    booked(hall, start=TEN, service="B")
    with pytest.raises(BookingError, match="2 hẹn trong ngày"):
        booked(hall, start=TWO, service="D")
    assert booked(hall, start=TWO, service="D", day=THURSDAY).day == THURSDAY


def test_a_number_written_another_way_is_the_same_number(hall):
    quota_of(hall, share=90)
    booked(hall, who=person())
    with pytest.raises(BookingError, match="đã có hẹn"):
        booked(hall, start=TEN, who=actions.Person("Bùi Thị Mận", "+84 912 000 001"))


def test_many_from_one_address_wait_an_hour(hall):
    quota_of(hall, share=90, minutes=2, per_address=3)
    for n in range(3):
        booked(hall, who=person(n), address="203.0.113.9")
    with pytest.raises(BookingError, match="quá nhiều hẹn"):
        booked(hall, who=person(9), address="203.0.113.9")
    booked(hall, who=person(9), address="203.0.113.10")
    later = hall.at + timedelta(minutes=61)
    assert booked(hall, who=person(10), address="203.0.113.9", at=later).state == State.BOOKED
    assert "203.0.113" not in "".join(Entry.objects.values_list("body", flat=True))


def test_a_unit_that_takes_no_bookings_and_a_season_say_why(hall):
    quota_of(hall, seasons=[{"first": "2026-11-25", "last": "2026-11-26", "why": "Sửa sảnh tiếp dân"}])
    with pytest.raises(BookingError, match="Sửa sảnh tiếp dân"):
        booked(hall)
    quota_of(hall, seasons=[], open=False)
    with pytest.raises(BookingError, match="chưa nhận đặt hẹn"):
        booked(hall)


def test_a_quota_holds_from_its_day_on(hall):
    quota_of(hall, since=THURSDAY, minutes=5)
    days = {one.day: one for one in queries.days(unit=hall.unit, offer=offered_to_book(hall), at=hall.at)}
    assert (days[WEDNESDAY].at(NINE).places, days[THURSDAY].at(NINE).places, days[FRIDAY].at(NINE).places) == (1, 3, 3)


def test_two_administrators_lose_nothing(hall):
    seen = state_of(unit=hall.unit)
    quota_of(hall, share=40)
    data = queries.quota(unit=hall.unit, on=WEDNESDAY).as_data() | {"share": 60}
    with pytest.raises(BookingError, match="system vừa đổi hạn mức") as refusal:
        actions.set_quota(unit=hall.unit, data=data, valid_from=WEDNESDAY, by=system(hall.unit), at=hall.at, seen=seen)
    assert refusal.value.field == "seen" and queries.quota(unit=hall.unit, on=WEDNESDAY).share == 40


def test_a_decision_is_taken_back_and_the_one_before_stands(hall):
    quota_of(hall, share=40)
    second = quota_of(hall, share=80)
    for _ in range(2):
        actions.undo_quota(rule=second, by=system(hall.unit), at=hall.at)
    assert queries.quota(unit=hall.unit, on=WEDNESDAY).share == 40
    assert list(Entry.objects.filter(kind__startswith="quota.").order_by("seq").values_list("kind", flat=True)) == [
        "quota.set", "quota.set", "quota.withdrawn",
    ]  # fmt: skip
    assert verify() is None


def test_the_free_text_of_a_season_is_not_in_the_journal(hall):
    quota_of(hall, seasons=[{"first": "2027-02-01", "last": "2027-02-10", "why": "Ông Sự nghỉ phép"}])
    assert "Sự" not in Entry.objects.get(kind="quota.set").body


@pytest.mark.parametrize("officer", ["hanh", "ngoc"])
def test_an_officer_without_the_task_decides_no_quota(hall, officer):
    with pytest.raises(BookingError, match="quản trị hoặc lãnh đạo"):
        actions.set_quota(unit=hall.unit, data={}, valid_from=WEDNESDAY, by=hall.actor(getattr(hall, officer)), at=hall.at)


def test_moving_keeps_one_hour_number_and_link(hall):
    booking = booked(hall)
    after = moved(hall, booking)
    assert (after.number, after.token, after.sequence) == (booking.number, booking.token, 1)
    assert (left(hall), left(hall, start=TEN)) == (1, 0)
    assert Entry.objects.get(kind="booking.moved").data == {
        "day": "2026-11-25", "start": "10:00", "service": "A", "sequence": 1, "from_day": "2026-11-25", "from_start": "09:00",
        "why": "person",
    }  # fmt: skip


def test_moving_to_a_full_hour_leaves_the_old_one(hall):
    booking, _ = booked(hall), booked(hall, start=TEN, who=person(2))
    with pytest.raises(BookingError, match="hết chỗ"):
        moved(hall, booking)
    booking.refresh_from_db()
    assert (booking.start, booking.sequence) == (NINE, 0)


def test_moving_into_the_same_full_hour_is_no_contradiction(hall):
    """An hour is not full because of the very booking that is moved."""
    booking = booked(hall)
    assert moved(hall, booking, start=NINE).start == NINE


def test_cancelling_frees_the_hour_and_twice_changes_nothing(hall):
    booking = booked(hall)
    for _ in range(2):
        actions.cancel(booking=booking, by=citizen(hall.unit), at=hall.at)
    booking.refresh_from_db()
    assert (booking.state, booking.why, booking.sequence) == (State.CANCELLED, "person", 1)
    assert left(hall) == 1 and Entry.objects.filter(kind="booking.cancelled").count() == 1


def test_a_cancelled_hour_can_be_had_again_while_it_is_free(hall):
    booking = booked(hall)
    actions.cancel(booking=booking, by=citizen(hall.unit), at=hall.at)
    back = moved(hall, booking, start=NINE)
    assert (back.state, back.why, back.sequence) == (State.BOOKED, "", 2)
    actions.cancel(booking=booking, by=citizen(hall.unit), at=hall.at)
    booked(hall, who=person(2))
    with pytest.raises(BookingError, match="hết chỗ"):
        moved(hall, booking, start=NINE)


def test_coming_back_obeys_the_limits(hall):
    quota_of(hall, share=90)
    first = booked(hall)
    actions.cancel(booking=first, by=citizen(hall.unit), at=hall.at)
    booked(hall, start=TEN)
    with pytest.raises(BookingError, match="đã có hẹn"):
        moved(hall, first, start=TWO)


def test_the_last_quarter_of_an_hour_before_is_for_the_telephone(hall):
    booking, late = booked(hall), on(WEDNESDAY, 8, 46, like=hall.at)
    for act in (lambda: moved(hall, booking, at=late), lambda: actions.cancel(booking=booking, by=citizen(hall.unit), at=late)):
        with pytest.raises(BookingError, match="Gọi xã, hoặc cứ đến đúng giờ"):
            act()
    assert moved(hall, booking, at=late, by=hall.actor(hall.ngoc)).start == TEN


def test_the_office_books_for_who_calls_also_for_who_rests(hall):
    quota_of(hall, misses=1)
    booking = booked(hall)
    after = on(WEDNESDAY, 16, 0, like=hall.at)
    actions.tick(unit=hall.unit, at=after)
    booking.refresh_from_db()
    assert booking.state == State.MISSED
    with pytest.raises(BookingError, match="bỏ lỡ"):
        booked(hall, day=THURSDAY, at=after)
    by_phone = booked(hall, day=THURSDAY, at=after, by=hall.actor(hall.ngoc), channel="desk")
    assert by_phone.channel == "desk"


@pytest.mark.parametrize("channel", ["desk", "kiosk", ""])
def test_a_citizen_books_at_home_only(hall, channel):
    with pytest.raises(BookingError):
        booked(hall, channel=channel)


def test_nobody_of_another_unit_touches_a_booking(hall):
    booking, stranger = booked(hall), hall.actor(hall.la)
    with pytest.raises(BookingError):
        moved(hall, booking, by=stranger)
    with pytest.raises(BookingError):
        actions.cancel(booking=booking, by=stranger, at=hall.at)
    with pytest.raises(BookingError):
        booked(hall, by=stranger, channel="desk", who=person(2), start=TEN)
    assert queries.booking(pk=booking.pk, unit=stranger.unit) is None


def test_the_clock_does_not_book(hall):
    with pytest.raises(BookingError):
        booked(hall, by=clock(hall.unit))


@pytest.mark.parametrize(("wanted", "why"), [(True, "person"), (False, "office")])
def test_whose_wish_a_change_at_the_desk_was_is_kept(hall, wanted, why):
    guide, booking = hall.actor(hall.ngoc), booked(hall)
    actions.move(
        booking=booking, offer=offered_to_book(hall), day=FRIDAY, start=NINE, by=guide, at=hall.at, wanted=wanted
    )  # fmt: skip
    gone = actions.cancel(booking=booking, by=guide, at=hall.at, wanted=wanted)
    assert gone.why == why
    assert [Entry.objects.get(kind=f"booking.{kind}").data["why"] for kind in ("moved", "cancelled")] == [why, why]


def test_the_page_of_hours_costs_the_same_for_one_and_three_bookings(hall, django_assert_num_queries):
    quota_of(hall, share=90)
    offer = offered_to_book(hall)
    for n in range(3):
        booked(hall, who=person(n), start=NINE + 60 * n)
        if n != 1:
            queries.days(unit=hall.unit, offer=offer, at=hall.at)
            with django_assert_num_queries(2):
                queries.days(unit=hall.unit, offer=offer, at=hall.at)


def test_a_token_is_found_however_it_is_typed_and_unknown_ones_are_nobody(hall):
    booking = booked(hall)
    spaced = "-".join((booking.token[:4].lower(), booking.token[4:]))
    assert queries.by_token(token=spaced).pk == booking.pk
    assert queries.by_token(token="0" * 12) is None
