"""Somebody who cannot come asks from home, without script; the office answers, plans a half day and a team; at the house the
officer's telephone shows the way, and the proof of delivery is kept.
"""

import re

import pytest

from builders.axe import complaints
from builders.pressing import press
from stories.test_desk_keys import there
from stories.test_elsewhere import proper

pytestmark = pytest.mark.browser
READ_S = 4  # a form that is sent faster than three seconds was not read by a person


def ask(open_page) -> str:
    """Ask without script, the telephone forgotten at first; the path of the page behind the link."""
    asker = open_page("/phuc-vu-tai-nha", width=360, height=740, java_script_enabled=False)
    asker.locator('input[name="group"]').first.check()
    asker.locator("#name").fill("Bùi Thị Mận")
    asker.locator("#address").fill("Cuối ngõ nhà văn hóa")
    asker.locator("#matter").fill("Hưởng trợ cấp tuổi già")
    asker.locator('[data-test="task-declare"]').check()
    asker.wait_for_timeout(1000 * READ_S)
    press(asker, "send")
    asker.get_by_test_id("errors").wait_for()
    assert asker.locator("#name").input_value() == "Bùi Thị Mận"
    asker.locator("#phone").fill("0912000001")
    press(asker, "send")
    assert "Đã gửi yêu cầu" in asker.content()
    return re.sub(r"\?.*", "", asker.url)


def test_asked_from_home_planned_at_the_desk_and_delivered_at_the_house(enter, open_page):
    seen = open_page(ask(open_page), width=360, height=740)
    proper(seen)

    desk = enter("hanh.lt", "/tai-nha/")
    proper(desk)
    press(desk, "open")
    proper(desk)
    press(desk, "accept")
    there(desk, "told")
    desk.locator('[data-test="plan-day"]').fill(desk.evaluate("() => document.body.dataset.now.slice(0, 10)"))
    desk.locator('[data-test="plan-half"]').select_option("afternoon")  # of today, whatever the hour: it is never over
    desk.locator('[data-test="team-hanh.lt"]').check()
    press(desk, "plan")
    assert "Lê Thị Hạnh" in there(desk, "slot").inner_text()
    seen.reload()
    assert "Xã sẽ đến nhà" in seen.content()

    phone = enter("hanh.lt", "/tai-nha/hom-nay", width=360, height=740)
    assert "Bùi Thị Mận" not in phone.content()
    assert there(phone, "way").bounding_box()["height"] >= 44
    proper(phone)
    desk.goto("/tai-nha/tuyen")
    assert "Cuối ngõ" in there(desk, "round-row").inner_text()
    proper(desk)
    press(phone, "way")
    assert "Cuối ngõ" in there(phone, "address").inner_text()
    assert complaints(phone) == []
    press(phone, "finish")
    assert "Bùi Thị Mận" in there(phone, "proof").inner_text()
    proper(phone)
    seen.reload()
    assert "Đã làm xong tại nhà" in seen.content()
    desk.goto("/tai-nha/?xem=xong")
    assert "Bùi Thị Mận" not in desk.content()
    proper(desk)
