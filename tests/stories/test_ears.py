"""The head of a hamlet tells by telephone what people say; the office makes a proposal of it and answers; a family is called on,
and what was heard there leads to a letter; the leader sees what waits.
"""

import pytest

from builders.pressing import press
from stories.test_desk_keys import there
from stories.test_elsewhere import proper

pytestmark = pytest.mark.browser
HAMLETS = """
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.queries import grants_on
from thanthien.people.rules import Role, UnitKind
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of, now
at, by = now(), system("15148")
for name in ("Thôn Lương Thuận", "Thôn Én"):
    people.add_unit(name=name, kind=UnitKind.HAMLET, parent="15148", by=by, at=at)
"""


def test_heard_sorted_answered_visited_and_seen_by_the_leader(server, enter):
    server.python(HAMLETS)
    phone = enter("chinh.bv", "/nghe-dan/ghi", width=360, height=740)
    proper(phone)
    phone.locator('[data-test="hamlet"]').select_option(label="Thôn Én")
    phone.locator('[data-test="text"]').fill("Đường vào bản sạt lở, xe chở lúa không qua được")
    phone.locator('[data-test="households"]').fill("12")
    press(phone, "save")
    assert "Chọn bà con nói về việc gì" in phone.content()
    assert phone.locator('[data-test="households"]').input_value() == "12"
    phone.locator('[data-test="subject"]').select_option(label="Đường, cầu, chiếu sáng")
    assert phone.locator('[data-test="save"]').bounding_box()["height"] >= 44
    press(phone, "save")
    there(phone, "told")
    proper(phone)

    chief = enter("nghia.pv", "/lanh-dao/")
    assert "1 ý kiến chưa trả lời" in there(chief, "ears-line").inner_text()

    desk = enter("hanh.lt", "/nghe-dan/")
    proper(desk)
    press(desk, "open")
    proper(desk)
    desk.locator('[data-test="owner"]').select_option(label="Bùi Thị Thu Hà")
    press(desk, "propose")
    proper(desk)
    assert "Y-1" in there(desk, "voices").inner_text()
    for path in ("/nghe-dan/de-xuat/", "/nghe-dan/so-lieu"):
        desk.goto(path)
        proper(desk)

    owner = enter("ha.btt", "/nghe-dan/de-xuat/?xem=toi")
    press(owner, "open")
    owner.locator('[data-test="answer"]').fill("Xã đã san lại đoạn đường, mời bà con đi thử")
    press(owner, "do-answer")
    proper(owner)
    press(owner, "undo")
    owner.locator('[data-test="answer"]').fill("Xã đã san lại đoạn đường")
    press(owner, "do-answer")
    phone.goto("/nghe-dan/ghi")
    assert "Xã đã san lại đoạn đường" in there(phone, "answer").inner_text()

    chief.goto("/lanh-dao/nghe-dan")
    proper(chief)


def test_a_family_is_called_on_and_a_letter_comes_of_it(server, enter):
    desk = enter("hanh.lt", "/tham-gia-dinh/moi", width=360, height=740)
    proper(desk)
    desk.locator("#name").fill("Phạm Thị Nga")
    desk.locator('[data-test="hamlet"]').select_option(label="Thôn Én")
    desk.locator('[data-test="reason"]').select_option(label="Chia buồn")
    assert not desk.locator("#gift_value").is_visible()
    desk.locator('[data-test="gift-money"]').check()
    desk.locator("#gift_value").fill("500.000")
    desk.locator('[data-test="gift_source"]').select_option(label="Ngân sách xã")
    desk.locator('[data-test="heard"]').fill("Mong xã giúp làm giấy khai tử")
    press(desk, "save")
    assert "Phạm Thị Nga" in there(desk, "name").inner_text() and "500.000" in there(desk, "gift").inner_text()
    proper(desk)
    press(desk, "to-letter")
    assert "T-1" in there(desk, "after-call").inner_text()
    proper(desk)
    desk.locator("#f-deceased").fill("Hoàng Thị Nết")
    press(desk, "send")
    desk.goto("/tham-gia-dinh/")
    assert "Phạm Thị Nga" not in desk.content() and "Phạm Thị N" in there(desk, "call").inner_text()
    proper(desk)
    wide = enter("hanh.lt", "/tham-gia-dinh/")
    proper(wide)
    press(wide, "open")
    there(wide, "letter")
    proper(wide)
