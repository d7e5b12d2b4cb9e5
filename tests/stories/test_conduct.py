"""The leader puts rules in force and chooses the year's pledges; an officer signs in one press and writes a promise; something is
noted, answered, decided; the commune's page shows the rules and a number.
"""

import pytest

from builders.pressing import press
from stories.test_desk_keys import there
from stories.test_elsewhere import proper

pytestmark = pytest.mark.browser


def test_promised_posted_noted_answered_and_decided(enter, open_page):
    leader = enter("nghia.pv", "/lanh-dao/ung-xu/")
    proper(leader)
    leader.locator("#title").fill("Quy tắc ứng xử")
    leader.locator("#body").fill("# Với người dân\nChào trước khi hỏi\nNói rõ một lần cho đủ giấy tờ")
    press(leader, "decide")
    assert "Chào trước khi hỏi" in there(leader, "current").inner_text()
    proper(leader)
    press(leader, "cnav-pledges")
    proper(leader)
    press(leader, "choose-four-xin")

    mine = enter("hanh.lt", "/ung-xu-cua-toi/")
    proper(mine)
    press(mine, "sign")
    assert "4 xin" in there(mine, "signed").inner_text()
    mine.locator("#t-promise").fill("Chào trước, nói nhẹ nhàng")
    press(mine, "write-promise")
    proper(mine)

    press(leader, "cnav-people")
    proper(leader)
    press(leader, "open-hanh.lt")
    leader.locator("#kind").select_option("praise")
    leader.locator("#source").select_option("citizen")
    leader.locator("#text").fill("Giúp một cụ viết đơn")
    press(leader, "note")
    proper(leader)
    mine.goto("/ung-xu-cua-toi/")
    there(mine, "record").locator("textarea").fill("Cảm ơn, việc nên làm")
    press(mine, "answer")
    leader.reload()
    there(leader, "record").locator("select").select_option("right")
    there(leader, "record").locator("textarea").fill("Đúng, cả tổ học theo")
    press(leader, "decide")
    assert "Đúng như ghi nhận" in there(leader, "decision").inner_text()
    press(leader, "cnav-visits")
    proper(leader)

    seen = open_page("/ung-xu", width=360, height=740, java_script_enabled=False)
    assert "Chào trước khi hỏi" in there(seen, "rules").inner_text() and "1 trên" in there(seen, "count").inner_text()
    proper(open_page("/ung-xu", width=360, height=740))  # axe waits for ever where no script may run
