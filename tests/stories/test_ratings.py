"""Somebody was treated badly and says so; the leader calls back and ends it, looks at the figures; a survey is asked by slips and
answered from a telephone without script.
"""

import pytest

from builders.pressing import press
from stories.test_desk_keys import there
from stories.test_elsewhere import proper

pytestmark = pytest.mark.browser

RATED = """
from thanthien.people import actions as people
from thanthien.people.models import Counter, Officer
from thanthien.people.queries import actor_for
from thanthien.people.scoping import in_unit
from thanthien.queueing import actions as queueing
from thanthien.queueing.queries import service_by_letter
from thanthien.ratings.actions import rate
from thanthien.shared.clock import day_of, now
at, who = now(), Officer.objects.get(login="dinh.bv")
unit, by = who.unit_id, actor_for(who, on=day_of(at))
with in_unit(unit):
    seat = Counter.objects.filter(unit_id=unit, officer=who).first()
    if seat is None:
        free = Counter.objects.filter(unit_id=unit, officer=None).order_by("number").first()
        seat = people.open_counter(counter=free, officer=who, by=by, at=at)
    service = service_by_letter(unit=unit, letter="A")
    ticket = queueing.take_ticket(unit=unit, service=service, channel="guide", by=by, at=at)
    queueing.call_ticket(ticket=ticket, counter=seat, by=by, at=at)
    queueing.finish(counter=seat, by=by, at=at)
    rate(token=ticket.visit.rating_token, channel="phone", attitude=1, work=2, reasons=["cold"], seconds=20, at=at)
print("RATED")
"""


def test_a_low_rating_is_followed_up_and_a_survey_is_answered(enter, open_page, server):
    assert "RATED" in server.python(RATED)
    leader = enter("nghia.pv", "/lanh-dao/danh-gia/")
    proper(leader)
    press(leader, "open-low")
    proper(leader)
    leader.locator("#owner").select_option("nghia.pv")
    press(leader, "give")
    assert "Phạm Văn Nghĩa" in there(leader, "owner").inner_text()
    leader.locator("#way").select_option("call")
    leader.locator("#note").fill("Bà phải chờ lâu, không ai hỏi")
    press(leader, "add-step")
    assert leader.locator("#outcome option[value=reconciled]").count() == 0, "nobody can be asked"
    leader.locator("#outcome").select_option("mended")
    leader.locator("#said").fill("Đã xin lỗi bà qua điện thoại")
    press(leader, "close")
    assert "Đã sửa, chưa hỏi lại người dân" in there(leader, "ended").inner_text()
    proper(leader)
    press(leader, "rnav-figures")
    there(leader, "opinions")
    proper(leader)

    press(leader, "rnav-surveys")
    proper(leader)
    leader.locator("#form").select_option("sipas")
    leader.locator("#last").fill("2099-12-31")
    leader.locator("#population").fill("500")
    press(leader, "open")
    leader.locator("#count").fill("2")
    press(leader, "issue")
    code = there(leader, "slip").locator("code").inner_text()
    proper(leader)

    seen = open_page(f"/phieu-khao-sat/{code}", width=360, height=740, java_script_enabled=False)
    there(seen, "survey-form")
    proper_without_script(seen)
    for box in seen.locator("input[type=radio][value='5']").all():
        box.check()
    press(seen, "survey-send")
    assert "Cảm ơn" in there(seen, "survey-done").inner_text()

    leader.goto("/khao-sat/")
    press(leader, "open-round")
    assert "223" in there(leader, "needed").inner_text()
    proper(leader)
    press(leader, "to-type")
    proper(leader)


def proper_without_script(page) -> None:
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
