"""An incident is upheld and followed by a reminder that the officer answers; the leader writes a promise; a campaign is called,
joined and noted; an award stands on the commune's page.
"""

import pytest

from builders.pressing import press
from stories.test_desk_keys import there
from stories.test_elsewhere import proper

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["/thi-dua/hoc-tap/", "/lanh-dao/ung-xu/can-bo/", "/lanh-dao/ung-xu/neu-guong/"])
def test_lists_of_people_stand_in_line_on_a_telephone(enter, path):
    in_line(enter("nghia.pv", path))


def in_line(page) -> None:
    """No table of the page is wider than a telephone."""
    page.set_viewport_size({"width": 360, "height": 740})
    wide = page.locator("main .scroll").evaluate_all("all => all.map(one => [one.scrollWidth, one.clientWidth])")
    assert wide and [pair for pair in wide if pair[0] > pair[1]] == []


def test_upheld_proposed_heard_and_taken(enter):
    leader = enter("nghia.pv", "/lanh-dao/ung-xu/can-bo/hanh.lt/")
    leader.locator("#kind").select_option("incident")
    leader.locator("#source").select_option("citizen")
    leader.locator("#text").fill("Nói to với một cụ")
    press(leader, "note")
    mine = enter("hanh.lt", "/ung-xu-cua-toi/")
    there(mine, "record").locator("textarea").fill("Tôi nhận lỗi")
    press(mine, "answer")
    leader.reload()
    there(leader, "record").locator("select").select_option("right")
    there(leader, "record").locator("textarea").fill("Camera cho thấy")
    press(leader, "decide")
    leader.locator('[data-test="offer"] summary').click()
    leader.locator('[data-test="offer"] select').select_option("reminder")
    leader.locator('[data-test="offer"] textarea').fill("Lần đầu, nhắc để nhớ")
    press(leader, "propose")
    proper(leader)
    mine.goto("/ung-xu-cua-toi/")
    there(mine, "step").locator("textarea").fill("Tôi sẽ sửa")
    press(mine, "answer-step")
    proper(mine)
    leader.reload()
    press(leader, "step-take")
    assert "Hết hiệu lực" in there(leader, "step-taken").inner_text()
    press(leader, "cnav-steps")
    proper(leader)
    in_line(leader)


def test_promised_called_joined_and_honoured(enter, open_page):
    leader = enter("nghia.pv", "/lanh-dao/ung-xu/")
    mine = enter("hanh.lt", "/ung-xu-cua-toi/")
    press(leader, "cnav-records")
    proper(leader)
    press(leader, "record-nghia.pv")
    there(leader, "promise-open").click()
    leader.locator("#text").fill("Rải đá đường vào thôn")
    leader.locator("#where").select_option("reception")
    leader.locator("#due").fill("2030-12-31")
    leader.locator('[name="public"]').check()
    press(leader, "promise")
    assert "Rải đá đường vào thôn" in there(leader, "promise-row").inner_text()
    proper(leader)

    leader.locator('[data-test="lnav-more"] summary').click()
    press(leader, "lnav-rollout")
    leader.locator("#title").fill("Nụ cười công sở")
    leader.locator("#level").select_option("party")
    leader.locator("#caller").fill("Ban Thường vụ Đảng ủy xã")
    leader.locator("#aim").fill("Ai cũng được chào")
    day = leader.locator("#called_on").input_value()
    leader.locator("#begins").fill(day)
    leader.locator("#ends").fill("2030-12-31")
    press(leader, "call")
    proper(leader)
    mine.goto("/thi-dua-cua-toi/")
    press(mine, "join")
    proper(mine)
    leader.reload()
    assert "Hạnh" in there(leader, "member").inner_text()
    press(leader, "cnav-awards")
    leader.locator('[name="recipient"][value="collective"]').check()
    leader.locator("#name").fill("Bộ phận Một cửa")
    leader.locator("#title_given").fill("Giấy khen")
    leader.locator("#authority").fill("Chủ tịch Ủy ban nhân dân xã")
    leader.locator("#decision").fill("45/QĐ-UBND")
    leader.locator("#decided_on").fill(day)
    leader.locator('[name="published"]').check()
    press(leader, "give")
    proper(leader)
    press(leader, "cnav-learning")
    proper(leader)
    seen = open_page("/khen-thuong", width=360, height=740, java_script_enabled=False)
    assert "Bộ phận Một cửa" in there(seen, "award").inner_text()
    proper(open_page("/khen-thuong", width=360, height=740))
    assert "Rải đá đường vào thôn" in there(open_page("/ung-xu", width=360, height=740), "promise").inner_text()
