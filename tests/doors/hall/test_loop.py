"""The loop of the display: what is posted today in bounded slides, nothing private, a reading of its own that costs little."""

import re
from datetime import time

from django.test import Client

from builders.office import NEIGHBOUR
from builders.posted import duty_of, item_of, run_of, story_of
from thanthien.doors.hall.loop import MOST_SLIDES
from thanthien.people import actions as people
from thanthien.posting import actions as posting
from thanthien.posting import duties, news, public_items
from thanthien.posting.models import Contact
from thanthien.posting.public_rules import Form
from thanthien.posting.rules import Group, ReceptionRule
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of

CEREMONY = "Niêm yết danh sách các hộ được hỗ trợ làm nhà ở theo chương trình xóa nhà tạm, nhà dột nát năm 2026 của xã Cẩm Tú"


def loop(hall, client: Client | None = None, **more):
    return (client or hall.display).get(f"/sanh/{hall.unit}/man-hinh/vong", **more)


def slides(hall) -> dict[str, str]:
    """Name of a slide → what it says; of two slides with one name, both."""
    said: dict[str, str] = {}
    text = loop(hall).content.decode()
    for name, inner in re.findall(r'<article[^>]*data-slide="(\w+)"[^>]*>(.*?)</article>', text, re.DOTALL):
        said[name] = said.get(name, "") + " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", inner, flags=re.DOTALL).split())
    return said


def listed(hall, officer, *, phone: str = "", group: Group = Group.LEADER) -> Contact:
    root = system(hall.unit)
    made = posting.list_contact(unit=hall.unit, officer=officer, group=group, by=root, at=hall.at)
    return posting.publish_phone(contact=made, phone=phone, by=root, at=hall.at) if phone else made


def receives(hall, contact: Contact) -> None:
    rule = ReceptionRule(3, 0, time(8), time(11, 30), day_of(hall.at), None)
    posting.add_reception(contact=contact, rule=rule, place="Phòng Tiếp dân", by=system(hall.unit), at=hall.at)


def full(hall, rows: int = 1) -> None:
    """Everything that a commune posts, `rows` times."""
    office = hall.office
    people_ = (office.nghia, office.hanh, office.dinh)
    for number in range(rows):
        run_of(office, item_of(office, title=f"{CEREMONY} ({number})"))
        story_of(office, title=f"Tin số {number}: {CEREMONY}")
        duties.add_duty(
            unit=office.unit, day=day_of(hall.at), part="all_day", officer=people_[number % 3], task=f"Trực {number}",
            by=office.actor(office.nghia), at=hall.at,
        )  # fmt: skip
        if number < len(people_):
            receives(hall, listed(hall, people_[number], phone=f"0237 300 000{number}"))


def test_an_office_that_has_posted_nothing_shows_its_counters_its_hotline_and_the_code_of_its_page(hall):
    said = slides(hall)
    assert list(said) == ["counters", "phones", "page"]
    assert "Lê Thị Hạnh Hộ tịch" in said["counters"] and "Bùi Văn Định" in said["counters"]
    assert "Đường dây nóng" in said["phones"] and "0237 300 0000" in said["phones"]
    assert "Quét mã để mở trang của xã" in said["page"]


def test_each_thing_that_is_posted_has_its_slide(hall):
    run_of(hall.office, item_of(hall.office, title="Quyết toán ngân sách năm 2025"))
    duty_of(hall.office, task="Trực lãnh đạo")
    story_of(hall.office, title="Tiêm phòng cho trâu bò")
    receives(hall, listed(hall, hall.office.nghia, phone="0237 311 2233"))
    said = slides(hall)
    assert list(said) == ["public", "duty", "counters", "receptions", "phones", "news", "page"]
    assert "Quyết toán ngân sách năm 2025" in said["public"] and "12/QĐ-UBND" in said["public"]
    assert "Trực hôm nay, thứ Hai 23/11" in said["duty"] and "Trực lãnh đạo" in said["duty"] and "0237 311 2233" in said["duty"]
    assert "Thứ Năm 26/11, 08:00–11:30" in said["receptions"] and "Phòng Tiếp dân" in said["receptions"]
    assert "0237 311 2233" in said["phones"] and "Tiêm phòng cho trâu bò" in said["news"]


def test_what_is_not_on_the_pages_is_not_in_the_loop(hall):
    late = item_of(hall.office, title="Chưa đăng ở đâu")
    board = item_of(hall.office, title="Chỉ treo bảng tin")
    run_of(hall.office, board, Form.BOARD)
    assert "public" not in slides(hall)
    run_of(hall.office, late)
    assert "Chưa đăng ở đâu" in slides(hall)["public"]


def test_what_ends_leaves_the_loop(hall):
    by = hall.office.actor(hall.office.nghia)
    run = run_of(hall.office, item_of(hall.office))
    short = story_of(hall.office, title="Chợ phiên dời ngày", last_day=day_of(hall.at))
    kept = story_of(hall.office, title="Bài ở lại")
    assert {"public", "news"} <= set(slides(hall)) and "Chợ phiên" in slides(hall)["news"]
    public_items.take_down(run=run, until=day_of(hall.at), by=by, at=hall.at)
    hall.later(days=1)
    said = slides(hall)
    assert "public" not in said and "Chợ phiên" not in said["news"] and "Bài ở lại" in said["news"]
    news.withdraw(news=kept, by=by, at=hall.at)
    assert "news" not in slides(hall) and short.withdrawn_at is None


def test_an_officers_own_phone_is_never_shown(hall):
    root, office = system(hall.unit), hall.office
    people.change_officer(
        officer=office.nghia, name=office.nghia.name, position="Chủ tịch", phone="0912 000 111", email="", by=root, at=hall.at
    )
    made = listed(hall, office.nghia)
    duty_of(office)
    assert "0912" not in loop(hall).content.decode()
    made = posting.publish_phone(contact=made, phone="0237 311 2233", by=root, at=hall.at)
    assert "0237 311 2233" in loop(hall).content.decode()
    posting.withdraw_phone(contact=made, by=root, at=hall.at)
    assert "0237 311 2233" not in loop(hall).content.decode()


def test_the_loop_is_bounded_and_says_what_it_leaves_out(hall):
    full(hall, rows=9)
    text = loop(hall).content.decode()
    assert text.count("<article") == MOST_SLIDES == 8
    for inner in re.findall(r"<article.*?</article>", text, re.DOTALL):
        assert inner.count("<li>") <= 3
    said = slides(hall)
    assert "và 5 nội dung khác" in said["public"] and "và 6 người nữa" in said["duty"]
    assert "và 1 số khác" in said["phones"]


def test_only_the_first_slide_is_seen_until_the_script_turns_them(hall):
    full(hall)
    page = hall.display.get(f"/sanh/{hall.unit}/man-hinh").content.decode()
    articles = re.findall(r"<article[^>]*>", page)
    assert len(articles) > 1 and ["hidden" in one for one in articles] == [False] + [True] * (len(articles) - 1)
    assert {re.search(r'data-slide="(\w+)"', one)[1] for one in articles if "data-today" not in one} == {"phones", "page"}


def test_the_same_loop_is_not_sent_twice(hall):
    page = hall.display.get(f"/sanh/{hall.unit}/man-hinh").content.decode()
    tag = re.search(r'data-tag="&quot;(\w+)&quot;"', page)[1]
    first = loop(hall)
    assert first["ETag"] == f'"{tag}"' and "no-store" in first["Cache-Control"]
    again = loop(hall, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and again.content == b""
    story_of(hall.office)
    changed = loop(hall, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200 and changed["ETag"] != first["ETag"]


def test_the_loop_costs_the_same_for_one_and_three_of_everything(hall, django_assert_num_queries):
    full(hall, rows=1)
    loop(hall)
    with django_assert_num_queries(5):
        loop(hall)
    hall.later(minutes=1)
    full_again(hall)
    loop(hall)
    with django_assert_num_queries(5):
        loop(hall)


def full_again(hall) -> None:
    for number in (1, 2):
        run_of(hall.office, item_of(hall.office, title=f"Nội dung {number}"))
        story_of(hall.office, title=f"Tin {number}")
        receives(hall, listed(hall, (hall.office.hanh, hall.office.dinh)[number - 1], phone=f"0237 300 000{number}"))


def test_who_may_look(hall):
    path = f"/sanh/{hall.unit}/man-hinh/vong"
    assert Client().get(path)["Location"] == "/sanh/thiet-bi"
    assert hall.officer(hall.office.la).get(path).status_code == 404
    assert hall.officer(hall.office.hanh).get(path).status_code == 200
    assert hall.display.post(path).status_code == 405


def test_no_citizen_is_in_the_loop(hall):
    full(hall)
    ticket = hall.take("A")
    hall.call(0)
    text = loop(hall).content.decode()
    assert ticket.label not in text and ticket.visit.public_code not in text and ticket.visit.rating_token not in text


def test_the_code_opens_the_page_of_the_displays_own_commune(hall):
    assert "<em>testserver</em>" in loop(hall).content.decode()
    neighbour = hall.officer(hall.office.la).get(f"/sanh/{NEIGHBOUR}/man-hinh/vong").content.decode()
    assert f"<em>testserver/xa/{NEIGHBOUR}</em>" in neighbour
