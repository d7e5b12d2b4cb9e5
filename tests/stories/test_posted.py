"""A specialist enters what the law wants public and posts it, writes news; the leader's roster; the room by phone; people at home
read all of it, without script too.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from builders.papers import photo
from builders.pressing import press
from stories.test_desk_keys import there
from stories.test_elsewhere import proper

pytestmark = pytest.mark.browser


def make_public(desk, picture: Path) -> None:
    """Entered with its due day, posted on the web and on the board."""
    proper(desk)
    press(desk, "add")
    desk.locator("#code").select_option("d11-01")
    desk.locator("#title").fill("Kế hoạch phát triển năm 2027")
    desk.locator("#body").fill("# Chỉ tiêu\n- Trồng 12 ha rừng")
    proper(desk)
    press(desk, "save")
    desk.locator("#form").select_option("web")
    press(desk, "post")
    there(desk, "run-web")
    desk.locator("#form").select_option("board")
    desk.locator("#proof").set_input_files(picture)
    press(desk, "post")
    there(desk, "run-board")
    assert "đang đăng" in there(desk, "standing").inner_text()
    proper(desk)


def write_news(desk) -> None:
    desk.goto("/tin-cua-xa/moi")
    proper(desk)
    desk.locator("#title").fill("Chợ phiên dời sang thứ Bảy")
    desk.locator("#summary").fill("Từ tuần sau, chợ phiên họp sáng thứ Bảy.")
    press(desk, "save")
    assert "CHỢ PHIÊN" in there(desk, "words").input_value()
    proper(desk)
    desk.goto("/tin-cua-xa/")
    proper(desk)


def look_around(phone, picture: Path) -> None:
    """One thing of the reception room is not right; what was typed for another one meanwhile stays on the screen."""
    proper(phone)
    phone.locator("#note-light").fill("Một bóng đèn mờ")
    water = there(phone, "thing-water")
    water.locator('input[value="not"]').check(force=True)
    water.locator("#note-water").fill("Bình nước hỏng")
    water.locator("#photo-water").set_input_files(picture)
    water.locator('[data-test="look"]').click()
    assert "Bình nước hỏng" in there(phone, "findings").inner_text()
    assert phone.locator("#note-light").input_value() == "Một bóng đèn mờ"
    phone.locator('[data-test="thing-light"] input[value="ok"]').check(force=True)
    there(phone, "thing-light").locator('[data-test="look"]').click()
    expect(there(phone, "thing-light").locator(".pthen")).to_contain_text("Một bóng đèn mờ")
    proper(phone)


def read_at_home(open_page) -> None:
    for path, words in (("/cong-khai", "Kế hoạch phát triển"), ("/tin?q=cho+phien", "Chợ phiên"), ("/lich-truc", "Tuần này")):
        plain = open_page(path, width=360, height=740, java_script_enabled=False)
        assert words in plain.content()
        proper(open_page(path, width=360, height=740))  # axe waits for ever where no script may run
    home = open_page("/", width=360, height=740)
    assert "Chợ phiên" in there(home, "posted").inner_text()
    proper(home)
    for path, words, what in (
        ("/tin", "Chợ phiên dời sang thứ Bảy", "story"),
        ("/cong-khai", "Kế hoạch phát triển năm 2027", "item"),
    ):
        home.goto(path)
        home.get_by_text(words).first.click()
        there(home, what)
        proper(home)


def test_posted_at_the_desk_and_read_at_home(enter, open_page, tmp_path):
    picture = tmp_path / "bang-tin.jpg"
    picture.write_bytes(photo(text="BANG TIN"))
    desk = enter("ha.btt", "/niem-yet/")
    make_public(desk, picture)
    write_news(desk)
    leader = enter("nghia.pv", "/lich-truc-xa/")
    proper(leader)
    leader.locator("#officer").select_option("ha.btt")
    leader.locator("#task").fill("Trực chợ phiên")
    press(leader, "add-duty")
    assert "Trực chợ phiên" in leader.content()
    look_around(enter("hanh.lt", "/phong-tiep-dan/", width=360, height=740), picture)
    leader.goto("/lanh-dao/")
    assert "chỗ chờ sửa" in there(leader, "room-open").inner_text()
    proper(leader)
    read_at_home(open_page)
