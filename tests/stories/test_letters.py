"""A birth is told of by hand, what is not known is answered, the leader signs, the card is printed and handed over."""

import pytest
from playwright.sync_api import expect

from builders.pressing import press
from stories.test_desk_keys import there
from stories.test_elsewhere import proper

pytestmark = pytest.mark.browser
PAGE = "/thu-cua-xa/"


def drawn(side) -> None:
    """The picture of a side has come, and is one."""
    expect(side).to_have_js_property("complete", True)
    assert side.evaluate("one => one.naturalWidth") > 400


def test_a_letter_is_written_signed_printed_and_handed_over(enter):
    desk = enter("hanh.lt", f"{PAGE}moi?loai=birth")
    proper(desk)
    desk.locator("#f-child").fill("Phạm Gia Bảo")
    desk.locator("#f-mother").fill("Phạm Thị Nga")
    press(desk, "send")
    assert "chưa biết" in there(desk, "ask").inner_text()
    today = desk.evaluate("() => document.body.dataset.now.slice(0, 10)")
    desk.locator("#f-born_on").fill(today)
    desk.locator('[data-test="child_lives-yes"]').check()
    desk.locator('[data-test="foundling-no"]').check()
    press(desk, "answer")
    assert "chưa biết" not in there(desk, "ask").inner_text()
    drawn(desk.locator(".pv .side").first)
    proper(desk)
    mine = desk.url

    leader = enter("nghia.pv", "/lanh-dao/")
    press(leader, "lnav-letters")
    proper(leader)
    leader.goto(mine)
    there(leader, "reword").locator("summary").click()
    leader.locator("#text1").fill("Xã nhà có thêm một người.")
    press(leader, "reword-save")
    press(leader, "sign-one")
    assert "Phạm Gia" in there(leader, "to-give").inner_text()

    desk.goto(PAGE)
    with desk.expect_response(lambda answer: answer.url.endswith("/thu-cua-xa/in/dan")) as made:
        there(desk, "print").click()
    assert made.value.json()["n"] == 1
    desk.goto(mine)
    desk.locator("#receiver").fill("mẹ cháu")
    press(desk, "hand-over")
    assert "đã trao" in there(desk, "state").inner_text()
    proper(desk)
    desk.goto(f"{PAGE}so")
    assert "Phạm Gia B••••" in there(desk, "row").inner_text()
    proper(desk)
    for path in ("trao-tai-nha", "khong-nhan", "moi?loai=condolence"):
        desk.goto(f"{PAGE}{path}")
        proper(desk)


def test_a_letter_that_would_hurt_is_held_and_says_why(enter):
    desk = enter("hanh.lt", f"{PAGE}moi?loai=birth")
    desk.locator("#f-child").fill("Hà Minh An")
    desk.locator('[data-test="child_lives-no"]').check()
    press(desk, "send")
    assert "Tuyệt đối không gửi thư mừng" in there(desk, "why").inner_text()
    proper(desk)
    phone = enter("hanh.lt", PAGE, width=360, height=740)
    assert "cháu bé đã mất" in there(phone, "held").inner_text()
    proper(phone)


def test_a_kind_of_our_own_is_worded_looked_at_and_used(enter):
    leader = enter("nghia.pv", PAGE)
    press(leader, "kinds")
    proper(leader)
    press(leader, "new-joy")
    for field, text in (("name", "Thư mừng thọ"), ("title", "Kính chúc thọ"), ("text-1", "Kính chúc {nickname} mạnh khỏe.")):
        leader.locator(f"#{field}").fill(text)
    press(leader, "save")
    assert "{nickname}" in leader.locator("#text-1-e").inner_text()
    proper(leader)
    leader.locator("#text-1").fill("Kính chúc {call} mạnh khỏe, vui cùng con cháu.")
    press(leader, "save")
    assert "nháp" in there(leader, "state").inner_text()
    drawn(there(leader, "front"))
    proper(leader)
    press(leader, "use")
    assert "đang dùng" in there(leader, "state").inner_text()
    leader.goto(f"{PAGE}moi?loai=own-1")
    assert "Thư mừng thọ" in leader.locator('[data-test="kind-own-1"]').inner_text()


def test_the_head_of_a_hamlet_tells_of_a_death_and_carries_the_letter(enter, server, open_page):
    server.python(
        "from thanthien.people import actions\n"
        "from thanthien.people.rules import UnitKind\n"
        "from thanthien.shared.actor import system\n"
        "from thanthien.shared.clock import now\n"
        "actions.add_unit(name='Thôn Lương Thuận', kind=UnitKind.HAMLET, parent='15148', by=system('15148'), at=now())\n"
    )
    desk = enter("hanh.lt", f"{PAGE}thon/")
    proper(desk)
    press(desk, "make-link")
    proper(desk)
    link = there(desk, "address").get_attribute("href")

    phone = open_page(link, width=360, height=740)
    proper(phone)
    press(phone, "news-condolence")
    proper(phone)
    phone.locator("#deceased").fill("Hoàng Thị Nết")
    phone.locator("#family").fill("Gia đình ông Hoàng Văn Tư")
    today = desk.evaluate("() => document.body.dataset.now.slice(0, 10)")
    phone.locator("#died_on").fill(today)
    press(phone, "send")
    assert "Xã đã nhận tin" in there(phone, "said").inner_text()

    desk.goto(PAGE)
    press(desk, there(desk, "open", "Hoàng Thị N"))
    assert "trưởng thôn báo tin" in there(desk, "source").inner_text()
    desk.locator('[data-test="checked-yes"]').check()
    desk.locator('[data-test="sex-Nữ"]').check()
    desk.locator("#f-age_known").fill("1939")
    press(desk, "answer")
    mine = desk.url
    leader = enter("nghia.pv", mine)
    press(leader, "sign-one")

    phone.goto(link)
    assert "Hoàng Văn Tư" in there(phone, "carry").inner_text()
    phone.locator(".carry summary").click()
    phone.locator('[data-test="back-absent"]').check()
    press(phone, "came-back")
    assert "Lần trước quay lại" in there(phone, "carry").inner_text()
    proper(phone)
    phone.locator("input[name=receiver]").fill("ông Tư")
    press(phone, "given")
    assert "Đã ghi là trao" in there(phone, "said").inner_text()
    proper(phone)
    desk.goto(mine)
    assert "đã trao" in there(desk, "state").inner_text()
    proper(desk)
