"""An officer asks of a figure "says who?" and answers it; the leader finds the answer beside the figure, notes that the applicant
forgot the paper, the figure goes up, the note is taken back and it goes down; a telephone shows it whole.
"""

import pytest

from builders.pressing import press
from stories.test_desk_keys import there
from stories.test_elsewhere import proper

pytestmark = pytest.mark.browser

CLOSED = """
from datetime import date
from thanthien.dossiers import actions
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.reception import asked_of
from thanthien.journal import followers
from thanthien.people import actions as people
from thanthien.people.models import Officer, RoleGrant
from thanthien.people.queries import actor_for
from thanthien.people.scoping import in_unit
from thanthien.procedures.queries import procedure
from thanthien.shared.clock import day_of, now
at, unit = now(), "15148"
def by(login):
    return actor_for(Officer.objects.get(login=login), on=day_of(at))
with in_unit(unit):
    what = procedure(code="2.002516")
    who = people.register_citizen(unit=unit, name="Trương Thị Hiền", id_number="038192004317", birth_date=date(1992, 8, 14),
                                  sex="Nữ", by=by("hanh.lt"), at=at)
    marks = {a.order: Mark(PaperState.OK, name=a.name.rstrip("… ") + " (đủ)") for a in asked_of(what) if a.mandatory}
    of = actions.receive(unit=unit, procedure=what, papers=marks, applicant=who, by=by("hanh.lt"), at=at)
    actions.ask_supplement(dossier=of, items=[{"name": "Giấy xác nhận"}], reason="Còn thiếu giấy ấy", by=by("ha.btt"), at=at)
    of = actions.take_supplement(dossier=Dossier.objects.get(pk=of.pk), by=by("hanh.lt"), at=at)
    while of.state < 9:
        here = of.steps.get(order=of.step)
        able = RoleGrant.objects.filter(unit_id=unit, role=here.role).first()
        login = here.officer.login if here.officer else "ha.btt" if here.role == "specialist" else able.officer.login
        of = actions.complete_step(dossier=of, by=by(login), at=at)
followers.catch_up_all()
"""


def points(page, index: int) -> str:
    """The figure of an index as it stands in the record."""
    return there(page, f"index-{index}").locator("td").nth(1).inner_text().strip()


def test_asked_answered_noted_and_taken_back(enter, server):
    server.python(CLOSED)
    mine = enter("ha.btt", "/diem-cua-toi/?chi-so=3")
    proper(mine)
    assert "Yêu cầu bổ sung lần 1" in there(mine, "fact").inner_text() and "Bùi Thị Thu Hà" in there(mine, "fact").inner_text()
    there(mine, "answer-line").click()
    there(mine, "line").locator("textarea").fill("Người nộp để quên giấy ở nhà, mang lại ngay")
    press(mine, "send-line")
    proper(mine)

    leader = enter("nghia.pv", "/lanh-dao/cham-diem/")
    proper(leader)
    assert "chưa có số liệu" in there(leader, "dropped").inner_text() and there(leader, "waits").is_visible()
    press(leader, "open-ha.btt")
    press(leader, leader.locator("[data-test=index-3] a[data-row]"))
    proper(leader)
    before = points(leader, 3)
    assert "Người nộp để quên giấy" in there(leader, "line-answer").inner_text()
    there(leader, "note-applicant").click()
    there(leader, "fact").locator("textarea").fill("Đã hỏi, đúng là người nộp để quên")
    press(leader, "send-note")
    assert points(leader, 3) != before and "không đếm" in there(leader, "fact").inner_text()
    there(leader, "answer").locator("textarea").fill("Đã xem và sửa điểm")
    press(leader, "reply")
    assert "Đã xem và sửa điểm" in there(leader, "replied").inner_text()
    press(leader, "take-back")
    assert points(leader, 3) == before
    proper(leader)
    mine.reload()
    assert "Đã xem và sửa điểm" in there(mine, "replied").inner_text()
    press(leader, "to-table")
    press(leader, "open-agency")
    proper(leader)
    for page in (leader, mine):
        page.set_viewport_size({"width": 360, "height": 740})
        page.reload()
        proper(page)
