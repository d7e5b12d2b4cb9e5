"""The desk's list of bookings: masked, by hour, let in, moved and booked for who calls, exported; nobody else's."""

import io
import re
from datetime import timedelta

import pytest
import time_machine
from python_calamine import CalamineWorkbook

from builders.bookings import NINE, OFFERED, TEN, THURSDAY, WEDNESDAY, booked, on, person, quota_of
from builders.desk import HTMX
from builders.playing import logged_in, offered
from thanthien.indicators.fold import rebuild
from thanthien.journal.followers import catch_up
from thanthien.journal.models import Access
from thanthien.journeys.arrive_booked import arrive_booked
from thanthien.messaging.models import Message
from thanthien.outreach import actions
from thanthien.outreach.models import Booking
from thanthien.outreach.rules import State
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.queueing.models import Ticket
from thanthien.shared.actor import system

PATH = "/dat-lich/"


@pytest.fixture
def hall(office):
    """Wednesday, 08:40: bookings at nine and at ten were made on Monday."""
    offered(office, OFFERED)
    with time_machine.travel(on(WEDNESDAY, 8, 40, like=office.at), tick=False) as clock:
        office.clock = clock
        yield office


@pytest.fixture
def ngoc(hall):
    """The browser of the guide."""
    return logged_in(hall.ngoc)


def page(client, **query) -> str:
    answer = client.get(PATH, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_day_by_hour_masked(hall, ngoc):
    row = booked(hall, who=person(7, "Bùi Thị Mận"))
    booked(hall, start=TEN, who=person(8, "Cao Văn Sự"))
    text = page(ngoc)
    assert "Lịch hẹn hôm nay" in text and text.index("09:00–09:30") < text.index("10:00–10:30")
    assert row.label in text and "Bùi Thị M•••" in text and "Cao Văn S•" in text
    assert "Bùi Thị Mận" not in text and row.phone not in text and not Access.objects.exists()


def test_an_empty_day_says_what_to_do(hall, ngoc):
    assert "Chưa có ai hẹn ngày này" in page(ngoc) and "Đặt giúp người gọi đến" in page(ngoc)
    assert "Không có hẹn nào trong nhóm này" in page(ngoc, xem="lo")


def test_let_in_by_one_press(hall, ngoc):
    row = booked(hall)
    answer = ngoc.post(f"{PATH}{row.pk}/den", {"once": "a"})
    assert answer["Location"] == PATH
    text = page(ngoc)
    assert f"{row.label} đã đến, số A001." in text and "A001" in text and 'data-test="arrive"' not in text
    assert (Ticket.objects.get().channel, Ticket.objects.get().taken_by) == ("booked", "officer:ngoc")
    ngoc.post(f"{PATH}{row.pk}/den", {"once": "b"})
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("written", ["{}", "H-{}", "h {}"])
def test_let_in_by_the_number_typed_or_scanned(hall, ngoc, written):
    row = booked(hall)
    ngoc.post(f"{PATH}den", {"number": written.format(row.number)})
    assert Booking.objects.get().state == State.ARRIVED


def test_a_wrong_number_and_a_too_early_one_say_so(hall, ngoc):
    booked(hall, start=TEN)
    ngoc.post(f"{PATH}den", {"number": "12"})
    assert "không có hẹn mang số này" in page(ngoc)
    ngoc.post(f"{PATH}den", {"number": Booking.objects.get().label})
    assert "Báo đến từ 09:30" in page(ngoc) and not Ticket.objects.exists()


def test_who_is_past_their_hour_stands_out(hall, ngoc):
    booked(hall)
    hall.clock.move_to(on(WEDNESDAY, 9, 31, like=hall.at))
    assert "quá giờ, chưa đến" in page(ngoc)


def test_views_and_days(hall, ngoc):
    came, _ = booked(hall), booked(hall, start=TEN, who=person(2))
    arrive_booked(booking=came, by=hall.actor(hall.ngoc), at=on(WEDNESDAY, 8, 50, like=hall.at))
    assert came.label in page(ngoc, xem="den") and came.label not in page(ngoc, xem="chua")
    assert came.label not in page(ngoc, ngay="2026-11-26") and came.label in page(ngoc, ngay="x", xem="khac")


def test_one_booking_in_full_is_an_access(hall, ngoc):
    row = booked(hall, who=person(7, "Bùi Thị Mận"))
    text = ngoc.get(f"{PATH}{row.pk}/").content.decode()
    assert "Bùi Thị Mận" in text and f'href="tel:{row.phone}"' in text
    seen = Access.objects.get()
    assert (seen.officer, seen.subject, seen.reason, seen.person) == ("ngoc", f"booking:{row.pk}", "booking", row.phone_digest)


def test_moved_on_the_telephone(hall, ngoc):
    row = booked(hall)
    text = ngoc.get(f"{PATH}{row.pk}/doi").content.decode()
    assert f'data-test="slot-2026-11-26-{TEN}"' in text and "disabled" in text
    answer = ngoc.post(f"{PATH}{row.pk}/doi", {"slot": f"2026-11-26/{TEN}", "once": "m"})
    row.refresh_from_db()
    assert answer["Location"] == f"{PATH}{row.pk}/" and (row.day, row.start) == (THURSDAY, TEN)


@pytest.mark.parametrize("slot", ["", "x", "2026-11-26", "2026-11-26/99999", "2026-11-24/540", "2026-11-26/541"])
def test_no_good_hour_moves_nothing_and_says_why(hall, ngoc, slot):
    row = booked(hall)
    answer = ngoc.post(f"{PATH}{row.pk}/doi", {"slot": slot})
    row.refresh_from_db()
    assert answer.status_code == 422 and 'data-test="error"' in answer.content.decode() and row.sequence == 0


def test_cancelled_on_the_telephone_and_taken_back(hall, ngoc):
    row = booked(hall)
    answer = ngoc.post(f"{PATH}{row.pk}/huy", {"who": "office"})
    text = ngoc.get(answer["Location"]).content.decode()
    row.refresh_from_db()
    assert (row.state, row.why) == (State.CANCELLED, "office") and f"Đã hủy hẹn {row.label}" in text
    value = re.search(r'name="slot" value="([^"]+)"', text).group(1)
    hall.clock.move_to(on(WEDNESDAY, 8, 20, like=hall.at))
    ngoc.post(f"{PATH}{row.pk}/doi", {"slot": value})
    row.refresh_from_db()
    assert (row.state, row.start) == (State.BOOKED, NINE)


def test_booked_for_who_calls(hall, ngoc):
    text = ngoc.get(f"{PATH}moi").content.decode()
    assert 'data-test="service-D"' in text and f'data-test="slot-2026-11-26-{TEN}"' in text
    filled = {"service": "A", "slot": f"2026-11-26/{TEN}", "name": "Bùi Thị Mận", "phone": "0912000001", "wants_call": "1"}
    answer = ngoc.post(f"{PATH}moi", filled | {"once": "n"})
    row = Booking.objects.get()
    assert answer["Location"] == f"{PATH}{row.pk}/" and (row.channel, row.wants_call) == ("desk", True)
    assert f"Đã hẹn {row.label}" in ngoc.get(answer["Location"]).content.decode()
    assert ngoc.post(f"{PATH}moi", filled | {"once": "n"})["Location"] == answer["Location"] and Booking.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"slot": ""}, "Chưa chọn giờ"),
        ({"name": ""}, "Cần họ tên"),
        ({"phone": "09"}, "cần 10 số"),
        ({"email": "x"}, "thiếu phần"),
    ],
)
def test_a_fault_keeps_everything(hall, ngoc, more, said):
    filled = {"service": "D", "slot": f"2026-11-26/{TEN}", "name": "Bùi Thị Mận", "phone": "0912000001", "email": "m@xa.vn"}
    answer = ngoc.post(f"{PATH}moi", filled | more)
    text = answer.content.decode()
    assert answer.status_code == 422 and said in text and 'name="service" value="D"' in text
    for name in ("name", "phone", "email"):
        assert f'name="{name}" value="{(filled | more)[name]}"' in text
    if "slot" not in more:
        assert re.search(rf'value="2026-11-26/{TEN}" checked', text)


def test_who_must_be_called_stands_in_the_one_call_list(hall, ngoc):
    row = booked(hall, who=person(1, wants_call=True))
    assert 'href="/goi-dien/"' in page(ngoc) and 'data-test="told"' not in ngoc.get(f"{PATH}{row.pk}/").content.decode()
    ngoc.post(f"{PATH}{row.pk}/huy", {"who": "office"})
    catch_up(name="messages", unit=hall.unit)
    calls = ngoc.get("/goi-dien/").content.decode()
    assert "Lịch hẹn bị hủy" in calls and row.label in calls
    told = ngoc.get(f"{PATH}{row.pk}/").content.decode()
    assert "Gọi điện, chờ gọi điện" in told and 'href="/goi-dien/"' in told
    message = Message.objects.get()
    ngoc.post(f"/goi-dien/mo/{message.pk}", **HTMX)
    ngoc.post(f"/goi-dien/xong/{message.pk}", {"outcome": "reached"}, **HTMX)
    assert "Gọi điện, đã báo qua điện thoại" in ngoc.get(f"{PATH}{row.pk}/").content.decode()
    undo = ngoc.get(f"{PATH}?ngay={row.day}&huy={row.pk}").content.decode()
    assert '<input type="hidden" name="tell" value="1">' in undo, "who was told that it is gone hears that it is back"
    assert 'href="/goi-dien/"' not in logged_in(hall.nghia).get(PATH).content.decode(), "the leader calls nobody"


@pytest.mark.parametrize(("act", "data"), [("huy", {"who": "person"}), ("doi", {"slot": f"2026-11-26/{TEN}"})])
def test_who_asked_for_it_on_the_telephone_is_not_called_about_it(hall, ngoc, act, data):
    row = booked(hall, who=person(1, wants_call=True))
    assert ngoc.post(f"{PATH}{row.pk}/{act}", data).status_code == 302
    catch_up(name="messages", unit=hall.unit)
    assert not Message.objects.exists() and "Không có ai phải gọi" in ngoc.get("/goi-dien/").content.decode()


def test_a_refused_change_keeps_that_the_person_shall_be_told(hall, ngoc):
    row = booked(hall)
    answer = ngoc.post(f"{PATH}{row.pk}/doi", {"slot": "", "tell": "1"})
    assert answer.status_code == 422 and 'name="tell" value="1" checked' in answer.content.decode()


def test_what_is_filtered_is_what_is_exported_masked(hall, ngoc):
    row = booked(hall, who=person(7, "Bùi Thị Mận"))
    booked(hall, start=TEN, who=person(8, "Cao Văn Sự"))
    actions.cancel(booking=row, by=hall.actor(hall.ngoc), at=hall.at)
    answer = ngoc.get(PATH, {"xuat": "xlsx", "xem": "chua"})
    cells = [
        str(cell)
        for line in CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
        for cell in line
    ]
    assert "10:00–10:30" in cells and "09:00–09:30" not in cells and not [cell for cell in cells if "Sự" in cell]
    assert "Lọc: Chưa đến" in cells
    csv = ngoc.get(PATH, {"xuat": "csv"}).content.decode("utf-8-sig")
    assert row.label in csv and row.phone not in csv


def test_the_figures_follow_from_the_journal(hall, ngoc):
    quota_of(hall, share=90)
    came, _, gone = booked(hall), booked(hall, start=TEN, who=person(2)), booked(hall, start=TEN + 60, who=person(3))
    arrive_booked(booking=came, by=hall.actor(hall.ngoc), at=on(WEDNESDAY, 9, like=hall.at))
    actions.cancel(booking=gone, by=hall.actor(hall.ngoc), at=hall.at)
    actions.tick(unit=hall.unit, at=on(WEDNESDAY, 16, like=hall.at))
    rebuild(unit=hall.unit)
    text = page(ngoc)
    assert "<b>100,0 %</b>" in text and "1 / 1" in text, "one number was given, for a booked hour"
    assert "<b>50,0 %</b>" in text and "1 / 2" in text, "of two hours that came one was missed"
    assert "<b>3</b>, <b>1</b>" in text


@pytest.mark.parametrize("path", ["{pk}/", "{pk}/doi"])
def test_another_commune_sees_and_moves_nothing(hall, path):
    row = booked(hall)
    stranger = logged_in(hall.la)
    assert stranger.get(PATH + path.format(pk=row.pk)).status_code == 404
    for act in ("den", "doi", "huy"):
        assert stranger.post(f"{PATH}{row.pk}/{act}", {"slot": f"2026-11-26/{TEN}"}).status_code == 404
    assert row.label not in page(stranger)
    stranger.post(f"{PATH}den", {"number": row.label})
    row.refresh_from_db()
    assert row.state == State.BOOKED and row.sequence == 0


def test_who_has_no_part_in_the_hall_does_not_enter(hall):
    clerk = people.add_officer(
        unit=hall.unit, login="bich", name="Lê Thị Bích", roles=(Role.SEAL_CLERK,), by=system(hall.unit),
        at=hall.at - timedelta(days=1),
    )  # fmt: skip
    assert logged_in(clerk).get(PATH).status_code == 403
    assert logged_in(hall.nghia).get(PATH).status_code == 200, "the leader looks"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(hall, ngoc, django_assert_num_queries, count):
    quota_of(hall, share=90)
    rows = [booked(hall, who=person(n), start=NINE + 60 * n) for n in range(count)]
    arrive_booked(booking=rows[0], by=hall.actor(hall.ngoc), at=on(WEDNESDAY, 8, 50, like=hall.at))
    page(ngoc)
    with django_assert_num_queries(4):
        page(ngoc)
