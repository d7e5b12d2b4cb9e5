"""The display: numbers and officers, never a citizen; one position of the journal; dossiers of the day."""

from django.test import Client

from builders.posted import story_of
from thanthien.journal.queries import head
from thanthien.people import actions as people
from thanthien.visits import actions as visits


def display(hall):
    return hall.display.get(f"/sanh/{hall.unit}/man-hinh")


def board(hall):
    return hall.display.get(f"/sanh/{hall.unit}/man-hinh/bang")


def desk(text: str, number: int) -> str:
    """The row of one counter."""
    return text.split(f'data-test="desk-{number}"')[1].split("</li>")[0]


def test_before_the_first_call_people_are_greeted(hall):
    text = display(hall).content.decode()
    assert 'data-call=""' in text and "Mời lấy số ở máy cạnh cửa" in text
    assert "Lê Thị Hạnh" in desk(text, 1) and "Hộ tịch, nhận kết quả" in desk(text, 1)
    assert "Đang trống" in desk(text, 1) and "Quầy nghỉ" in desk(text, 3)
    assert "Rằm tháng Mười, Bính Ngọ" in text and "Thứ Hai, 23/11/2026" in text


def test_numbers_stand_at_their_counters_and_the_newest_call_is_big(hall):
    for _ in range(3):
        hall.take("A")
    hall.call(0)
    hall.later(minutes=1)
    hall.call(1)
    text = display(hall).content.decode()
    assert 'data-call="A002"' in text and "<span data-counter>2</span>" in text
    assert '<span class="l">A</span>001' in desk(text, 1)
    assert "<b>A\u00a0001</b>quầy 1" in text
    assert desk(text, 1).count("hidden") == 1  # the words beside the number


def test_a_counter_that_is_free_while_people_wait_says_that_it_will_call(hall):
    hall.take("A")
    assert "Sắp gọi" in desk(display(hall).content.decode(), 1)


def test_a_pause_is_said(hall):
    counter = hall.office.counters[1]
    people.pause_counter(counter=counter, by=hall.office.actor(hall.office.dinh), at=hall.at)
    assert "Tạm nghỉ" in desk(display(hall).content.decode(), 2)


def test_no_citizen_is_on_the_glass(hall):
    ticket = hall.take("A")
    by = hall.office.actor(hall.office.hanh)
    citizen = people.register_citizen(
        unit=hall.unit,
        name="Hoàng Thị Mít",
        id_number="038190001234",
        phone="0912345412",
        address="Thôn Hoàng Giang",
        by=by,
        at=hall.at,
    )
    visits.know(visit=ticket.visit, citizen=citizen, by=by, at=hall.at)
    hall.call(0)
    for page in (display(hall), board(hall)):
        text = page.content.decode()
        assert "A</span>001" in text
        for secret in ("Mít", "038190001234", "0912345412", "Hoàng Giang", ticket.visit.public_code, ticket.visit.rating_token):
            assert secret not in text


def test_the_board_carries_the_position_it_stands_for(hall):
    hall.take("A")
    hall.call(0)
    assert f'data-seq="{head(unit=hall.unit)}"' in board(hall).content.decode()
    assert f'data-after="{head(unit=hall.unit)}"' in display(hall).content.decode()


def test_the_strip_has_its_five_figures_and_no_red_without_a_late_dossier(hall):
    text = display(hall).content.decode()
    for figure in ("received", "early", "on_time", "due_today", "late"):
        assert f'data-figure="{figure}">0<' in text
    assert 'class="late"' not in text


def test_words_for_lost_network_and_missing_sound_are_there(hall):
    text = display(hall).content.decode()
    assert "Mất kết nối từ" in text and "Xin bà con nghe cán bộ gọi tại quầy" in text
    assert "Chỉ có chuông, chưa có giọng đọc" in text and "Chạm màn hình để bật tiếng gọi" in text


def test_who_may_look(hall):
    path = f"/sanh/{hall.unit}/man-hinh"
    assert Client().get(path)["Location"] == "/sanh/thiet-bi"
    assert hall.officer(hall.office.la).get(path).status_code == 404
    assert hall.officer(hall.office.hanh).get(path).status_code == 200
    assert hall.tablet.get(path)["Location"] == "/sanh/thiet-bi"


def test_the_board_costs_the_same_for_one_and_three_numbers(hall, django_assert_num_queries):
    board(hall)
    for seat in (0, 1):
        hall.take("A")
        hall.call(seat)
        board(hall)
        with django_assert_num_queries(9):
            board(hall)


def test_the_newest_headline_takes_turns_with_the_words_of_the_model(hall):
    words = "Chính quyền thân thiện, vì Nhân dân phục vụ"
    assert words in display(hall).content.decode()
    story_of(hall.office, title="Chợ phiên dời sang thứ Bảy")
    first = display(hall).content.decode()
    hall.later(minutes=1)
    assert {"Chợ phiên" in first, "Chợ phiên" in board(hall).content.decode()} == {True, False}
