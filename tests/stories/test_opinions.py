"""A specialist asks the land office, on this system, and the forest rangers, by letter, in one go: the step waits for both, one
answers on its own page, the letter of the other is noted, and the step goes on.
"""

import pytest

from builders.pressing import press
from stories.test_desk_keys import there
from stories.test_elsewhere import proper

pytestmark = pytest.mark.browser

RECEIVE = """
from thanthien.dossiers import actions
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.reception import asked_of
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.queries import actor_for
from thanthien.procedures.queries import procedure
from thanthien.shared.clock import now
at = now()
by = actor_for(Officer.objects.get(login="mai.tt"), on=at.date())
of = procedure(code="1.004873")
person = people.register_citizen(unit="15148", name="Trương Thị Hiền", id_number="038192004317", by=by, at=at)
papers = {a.order: Mark(PaperState.OK, name=a.name.rstrip("… ") + " (đủ)") for a in asked_of(of) if a.mandatory}
made = actions.receive(unit="15148", procedure=of, papers=papers, applicant=person, by=by, at=at)
ha = Officer.objects.get(login="ha.btt")
here = made.steps.get(order=made.step)
if here.officer_id != ha.pk:
    leader = actor_for(Officer.objects.get(login="nghia.pv"), on=at.date())
    actions.give_step(dossier=made, officer=ha, by=leader, at=at)
print(made.pk)
"""


def test_two_bodies_are_asked_at_once_and_the_step_waits_for_both(server, enter):
    pk = server.python(RECEIVE).strip().splitlines()[-1]
    ha = enter("ha.btt", f"/ho-so/{pk}/")
    press(ha, "opinions-open")
    proper(ha)
    unit = ha.locator('[data-test="unit-1"] option', has_text="Chi nhánh Văn phòng đăng ký").get_attribute("value")
    ha.locator('[data-test="unit-1"]').select_option(unit)
    ha.locator('[data-test="days-1"]').fill("2")
    ha.locator('[data-test="body-2"]').fill("Hạt Kiểm lâm Cẩm Thủy")
    ha.locator('[data-test="days-2"]').fill("3")
    press(ha, "ask")
    assert "Ghi hỏi điều gì" in there(ha, "refusal").inner_text()
    assert ha.locator('[data-test="body-2"]').input_value() == "Hạt Kiểm lâm Cẩm Thủy"
    ha.locator('[data-test="question"]').fill("Thửa đất có tranh chấp, có nằm trong rừng không?")
    press(ha, "ask")
    there(ha, "counts", "2 đang chờ")
    proper(ha)
    ha.goto(f"/ho-so/{pk}/")
    ha.locator('[data-test="complete"]').click()
    assert "Còn chờ ý kiến" in there(ha, "refusal").inner_text()
    land = enter("lam.vt", "/y-kien/")
    proper(land)
    press(land, "open")
    proper(land)
    land.locator('[data-test="answer-conditions"]').check()
    land.locator('[data-test="text"]').fill("Đo lại ranh phía đông trước khi ký.")
    press(land, "give")
    there(land, "told", "Đã gửi ý kiến")
    ha.goto(f"/ho-so/{pk}/y-kien")
    assert "Đo lại ranh phía đông" in ha.content()
    there(ha, "note-open").click()
    ha.locator('[data-test="paper"]').fill("12/KL ngày 25/11")
    press(ha, "note")
    there(ha, "counts", "0 đang chờ")
    proper(ha)
    ha.goto(f"/ho-so/{pk}/")
    ha.locator('[data-test="complete"]').click()
    there(ha, "toast", "Xong bước này")
