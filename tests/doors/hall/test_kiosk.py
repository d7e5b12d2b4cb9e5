"""The kiosk: two taps, one number, paper or a kind sentence; strangers stay outside."""

import re
import threading

import pytest
from django.db import connections
from django.test import Client

from builders.fake_printer import FakePrinter
from builders.paper import codes_in
from builders.programmes import programme_of
from thanthien.journal.queries import about
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.programmes.rules import Half, Kind
from thanthien.queueing import actions as queueing
from thanthien.queueing.models import Service, Ticket
from thanthien.queueing.rules import QueueError
from thanthien.shared.actor import system


def home(hall, **query: str):
    return hall.kiosk.get(f"/sanh/{hall.unit}/lay-so", query)


def once_of(page) -> str:
    return re.search(r'name="once" value="([0-9a-f]{32})"', page.content.decode())[1]


def tap(hall, letter: str, *, once: str, **more: str):
    return hall.kiosk.post(f"/sanh/{hall.unit}/lay-so", {"service": letter, "once": once, **more})


def test_the_first_page_shows_services_people_and_the_guide(hall):
    hall.take("A")
    page = home(hall)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Hôm nay bà con cần làm việc gì?" in text
    assert 'data-test="tile-A"' in text and 'data-test="tile-K"' in text and 'data-test="tile-help"' in text
    assert "1 người chờ" in text and "<b>2 quầy</b> làm việc" in text
    assert "Chị Ngọc ở bàn hướng dẫn sẽ đến giúp ngay" in text
    assert "rằm tháng Mười" in text


def test_one_tap_gives_one_number_with_its_code_for_the_phone(hall):
    answer = tap(hall, "A", once=once_of(home(hall)))
    ticket = Ticket.objects.get()
    assert answer.status_code == 302
    assert (ticket.label, ticket.channel, ticket.taken_by) == ("A001", "kiosk", "device:kiosk-1")
    page = hall.kiosk.get(answer["Location"])
    text = page.content.decode()
    assert 'aria-label="A không không một"' in text
    assert f'data-url="http://testserver/v/{ticket.visit.public_code}"' in text
    assert "Sẽ gọi vào quầy\u00a01 hoặc quầy\u00a02" in text
    assert "Nhớ số này, hoặc quét mã bằng điện thoại" in text  # no printer is set


def test_a_double_tap_is_one_number_also_on_two_tiles(hall):
    once = once_of(home(hall))
    answers = [tap(hall, letter, once=once) for letter in ("A", "A", "K")]
    assert Ticket.objects.count() == 1
    assert len({answer["Location"] for answer in answers}) == 1


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_the_same_moment_are_one_number(hall):
    once = once_of(home(hall))
    answers: list[int] = []

    def press() -> None:
        answers.append(tap(hall, "A", once=once).status_code)
        connections.close_all()

    fingers = [threading.Thread(target=press) for _ in range(4)]
    for finger in fingers:
        finger.start()
    for finger in fingers:
        finger.join()
    assert answers == [302] * 4
    assert Ticket.objects.count() == 1


def test_a_class_of_priority_is_one_tap_more(hall):
    page = home(hall, **{"uu-tien": "age"})
    text = page.content.decode()
    assert "Số ưu tiên: từ 75 tuổi" in text
    assert 'data-test="priority-age" aria-current="true"' in text
    tap(hall, "A", once=once_of(page), priority="age")
    assert Ticket.objects.get().priority == "age"


def test_an_unknown_class_in_the_address_changes_nothing(hall):
    assert "Hôm nay bà con cần làm việc gì?" in home(hall, **{"uu-tien": "vip"}).content.decode()


@pytest.mark.parametrize(("letter", "more"), [("Z", {}), ("", {}), ("A", {"priority": "vip"})])
def test_a_wrong_request_gets_a_sentence_on_the_kiosks_own_page(hall, letter, more):
    answer = tap(hall, letter, once="", **more)
    assert answer.status_code == 422
    assert 'data-test="refused"' in answer.content.decode()
    assert not Ticket.objects.exists()


def test_outside_hours_the_machine_says_so_and_gives_nothing(hall):
    hall.later(hours=10)  # 18:30
    page = home(hall)
    assert "Ai đã có số vẫn được phục vụ hết" in page.content.decode()
    assert tap(hall, "A", once=once_of(page)).status_code == 422
    assert not Ticket.objects.exists()


def test_paper_comes_out_with_the_code_that_opens_the_ticket(hall, settings):
    code = Ticket.objects.get(pk=hall.take("A").pk).visit.public_code
    with FakePrinter() as printer:
        settings.TICKET_PRINTER = f"{printer.host}:{printer.port}"
        answer = hall.kiosk.post(f"/sanh/{hall.unit}/lay-so/{code}/in")
    assert answer.json() == {"printed": "A001"}
    (slip,) = printer.slips
    assert codes_in(slip.convert("L")) == [f"http://testserver/v/{code}"]


@pytest.mark.thread("FQM#100")
def test_a_dead_printer_is_said_and_the_number_stays(hall, settings):
    settings.TICKET_PRINTER = "127.0.0.1:1"
    code = hall.take("A").visit.public_code
    answer = hall.kiosk.post(f"/sanh/{hall.unit}/lay-so/{code}/in", headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert "số của bà con vẫn hiện trên màn hình" in answer.json()["error"]
    page = hall.kiosk.get(f"/sanh/{hall.unit}/lay-so/{code}").content.decode()
    assert "Máy in đang nghỉ, số vẫn giữ" in page and 'data-test="reprint"' in page


@pytest.mark.thread("FQM#100")
def test_paper_that_ran_out_costs_no_number_and_comes_again_at_one_tap(hall, settings):
    given = tap(hall, "A", once="9" * 32)
    page = given["Location"]
    with FakePrinter(paper=False) as printer:
        settings.TICKET_PRINTER = f"{printer.host}:{printer.port}"
        jammed = hall.kiosk.post(f"{page}/in", headers={"Accept": "application/json"})
        assert jammed.status_code == 503 and "hết giấy" in jammed.json()["error"]
        assert "A001" in re.sub(r"<[^>]+>|\s", "", hall.kiosk.get(page).content.decode()), "the number is on the screen"
        printer.paper = True
        assert hall.kiosk.post(f"{page}/in").json() == {"printed": "A001"}
        assert len(printer.slips) == 1
        assert hall.kiosk.post(f"{page}/in").json() == {"printed": "A001"}
    (ticket,) = Ticket.objects.all()
    written = [entry for entry in about(subject=f"ticket:{ticket.pk}") if entry.kind == "ticket.printed"]
    assert [entry.data["copy"] for entry in written] == [1, 2], "the jam is none, each slip that came out is"
    assert {entry.actor for entry in written} == {ticket.taken_by}
    assert tap(hall, "A", once="9" * 32)["Location"] == page
    assert Ticket.objects.count() == 1


def test_a_slip_is_written_down_by_what_has_a_printer_in_the_hall_only(hall):
    ticket = hall.take("A")
    for by in (system(hall.unit), system("15150")):
        with pytest.raises(QueueError):
            queueing.slip_printed(ticket=ticket, by=by, at=hall.at)
    assert not [entry for entry in about(subject=f"ticket:{ticket.pk}") if entry.kind == "ticket.printed"]


def test_the_tiles_learn_how_many_wait(hall):
    path = f"/sanh/{hall.unit}/lay-so/cho"
    assert hall.kiosk.get(path).json()["tiles"]["K"] == {"waiting_words": "Chưa có ai chờ", "wait_words": "Vào ngay", "go": True}
    hall.take("A")
    answer = hall.kiosk.get(path).json()
    assert answer["tiles"]["A"]["waiting_words"] == "1 người chờ"
    assert answer["tiles"]["K"] == {
        "waiting_words": "1 người chờ",
        "wait_words": "",
        "go": False,
    }  # the same counter calls A first
    assert "<b>1 người chờ</b>" in answer["summary"]


def test_the_guide_takes_a_number_for_somebody_at_the_same_page(hall):
    guide = hall.officer(hall.office.ngoc)
    guide.post(f"/sanh/{hall.unit}/lay-so", {"service": "A"})
    assert (Ticket.objects.get().channel, Ticket.objects.get().taken_by) == ("guide", "officer:ngoc")


def test_a_tablet_may_not_give_numbers(hall):
    answer = hall.tablet.post(f"/sanh/{hall.unit}/lay-so", {"service": "A"})
    assert answer["Location"] == "/sanh/thiet-bi" and not Ticket.objects.exists()


def test_an_officer_without_a_part_in_the_hall_may_not_either(hall):
    clerk = people.add_officer(
        unit=hall.unit, login="bich", name="Lê Thị Bích", roles=(Role.SEAL_CLERK,), by=system(hall.unit), at=hall.at
    )
    answer = hall.officer(clerk).post(f"/sanh/{hall.unit}/lay-so", {"service": "A"})
    assert answer.status_code == 422 and "Nhờ bàn hướng dẫn lấy giúp" in answer.content.decode()


def test_who_may_enter(hall):
    path = f"/sanh/{hall.unit}/lay-so"
    assert Client().get(path)["Location"] == "/sanh/thiet-bi"
    assert hall.officer(hall.office.la).get(path).status_code == 404
    assert hall.officer(hall.office.hanh).get(path).status_code == 200


def test_a_revoked_kiosk_is_outside_at_once(hall, kiosk_device):
    people.revoke(device=kiosk_device, by=system(hall.unit), at=hall.at)
    assert home(hall)["Location"] == "/sanh/thiet-bi"


def test_a_code_of_another_unit_or_of_nobody_is_not_found(hall):
    assert hall.kiosk.get(f"/sanh/{hall.unit}/lay-so/ABCDEFGHJKMN").status_code == 404
    assert hall.officer(hall.office.la).get(f"/sanh/15151/lay-so/{hall.take('A').visit.public_code}").status_code == 404


def test_the_first_page_costs_the_same_for_one_and_three_people(hall, django_assert_num_queries):
    home(hall)
    for _ in range(2):
        hall.take("A")
        home(hall)
        with django_assert_num_queries(5):
            home(hall)


def test_a_long_name_gets_the_tile_with_smaller_letters(hall):
    Service.objects.filter(letter="A").update(name="Trợ cấp, người có công")
    page = hall.kiosk.get(f"/sanh/{hall.unit}/lay-so").content.decode()
    long, short = (page.split(f'data-test="tile-{letter}"')[0].rsplit("<button", 1)[1] for letter in "AK")
    assert 'class="tile long"' in long and 'class="tile"' in short


def test_the_kiosk_says_what_is_special_in_this_half_day(hall):
    assert 'data-test="special"' not in home(hall).content.decode()
    programme_of(hall.office, Kind.NO_WRITING)
    programme_of(hall.office, Kind.SAME_DAY, half=Half.AFTERNOON)
    text = home(hall).content.decode()
    assert "Ngày không viết." in text and "Ngày không hẹn." not in text
