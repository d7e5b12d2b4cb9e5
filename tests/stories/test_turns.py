"""One dossier through its turns in the browser, each with its paper: asked once, completed, apologised for, mended."""

import io
import re
from datetime import datetime, timedelta

import pytest
from pdfminer.high_level import extract_text
from playwright.sync_api import expect

from stories.test_desk_keys import AXE, there

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
by = actor_for(Officer.objects.get(login="dinh.bv"), on=at.date())
of = procedure(code="1.004873")
person = people.register_citizen(unit="15148", name="Trương Thị Hiền", id_number="038192004317", by=by, at=at)
papers = {a.order: Mark(PaperState.OK, name=a.name.rstrip("… ") + " (đủ)", original=1) for a in asked_of(of) if a.mandatory}
made = actions.receive(unit="15148", procedure=of, papers=papers, applicant=person, fee_paid="cash", by=by, at=at)
print(made.pk)
"""
NEW_DUE = """
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.timing import timing_of
from thanthien.shared.clock import local
of = Dossier.objects.get(pk={pk})
print(local(timing_of(of.unit_id).after(of.due_at, 8 * 60)).strftime("%Y-%m-%dT%H:%M"))
"""


def printed(page, address: str) -> str:
    """The words of a paper, as the page that asks for it gets it."""
    answer = page.request.get(address)
    assert answer.status == 200, answer.text()
    return " ".join(extract_text(io.BytesIO(answer.body())).replace("\u00a0", " ").split())


def choose(page, slug: str) -> None:
    """O, then the turn by its key."""
    page.wait_for_load_state()  # its keys are heard
    page.keyboard.press("o")
    there(page, f"turn-{slug}").click()
    there(page, "turn")


def fits(page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture(scope="module")
def dossier(server) -> int:
    return int(server.python(RECEIVE))


def test_asked_for_papers_and_completed(dossier, enter):
    here = f"/ho-so/{dossier}/"
    ha = enter("ha.btt", here)
    choose(ha, "bo-sung")
    there(ha, "item-1").fill("Giấy xác nhận nơi cư trú")
    there(ha, "do").click()
    there(ha, "error", "vì sao phải bổ sung")
    expect(there(ha, "item-1")).to_have_value("Giấy xác nhận nơi cư trú")
    there(ha, "reason").fill("Giấy đã nộp chưa có dấu của thôn.")
    there(ha, "do").click()
    there(ha, "course", "Bổ sung lần 1: đang chờ")
    there(ha, "print-02")
    assert "Giấy xác nhận nơi cư trú" in printed(ha, f"{here}mau-02.pdf")

    counter = enter("dinh.bv", "/cho-nguoi-dan/", width=360, height=740)
    there(counter, "row", "Giấy xác nhận nơi cư trú")
    fits(counter)
    counter.goto(f"{here}viec/du-giay")
    there(counter, "asked", "Giấy đã nộp chưa có dấu")
    fits(counter)
    there(counter, "complete").check()
    there(counter, "do").click()
    there(counter, "course", "Bổ sung lần 1: đủ ngày")
    assert "GIẤY TIẾP NHẬN" in printed(counter, f"{here}mau-01.pdf")


def test_an_apology_is_written_signed_and_the_first_promise_stays(dossier, server, enter):
    here = f"/ho-so/{dossier}/"
    ha = enter("ha.btt", here)
    choose(ha, "xin-loi")
    there(ha, "cause").select_option("verify")
    there(ha, "reason").fill("Phải hỏi thêm nơi cư trú cũ.")
    there(ha, "new_due").fill((datetime.now() + timedelta(days=-3)).strftime("%Y-%m-%dT09:00"))
    there(ha, "do").click()
    there(ha, "error", "đã qua")
    there(ha, "new_due").fill(server.python(NEW_DUE.format(pk=dossier)).strip())
    there(ha, "do").click()
    there(ha, "course", "chờ lãnh đạo ký")

    leader = enter("nghia.pv", "/lanh-dao/xin-loi")
    there(leader, "to-sign", "Phải hỏi thêm nơi cư trú cũ.")
    there(leader, "sign-all").click()
    there(leader, "signed")
    leader.goto(here)
    there(leader, "course", "Đã xin lỗi")
    assert "Đã hứa trên giấy hẹn" in leader.locator("main").inner_text()
    assert "Phải hỏi thêm nơi cư trú cũ" in printed(leader, f"{here}mau-04.pdf")
    assert "PHIẾU KIỂM SOÁT" in printed(leader, f"{here}mau-06.pdf")


def test_a_mistake_is_open_until_it_is_mended(dossier, enter):
    here = f"/ho-so/{dossier}/"
    counter = enter("dinh.bv", here)
    choose(counter, "sai-sot")
    there(counter, "kind").select_option("lost_paper")
    there(counter, "what").fill("Mất bản sao giấy khai sinh.")
    there(counter, "do").click()
    there(counter, "course", "Chưa sửa: làm mất giấy của dân")
    choose(counter, "sua-xong")
    there(counter, "how").fill("Xin cấp bản sao mới, cơ quan chịu phí.")
    there(counter, "do").click()
    there(counter, "course", "Đã sửa: làm mất giấy của dân")


def test_stopped_with_its_notice(server, enter):
    pk = int(server.python(RECEIVE))
    leader = enter("nghia.pv", f"/ho-so/{pk}/viec/dung", bypass_csp=True)
    leader.add_script_tag(path=AXE)
    found = leader.evaluate("async () => (await axe.run()).violations.map((v) => [v.id, v.impact])")
    assert not [one for one in found if one[1] in ("serious", "critical")], found
    there(leader, "ground").select_option("asked")
    there(leader, "reason").fill("Người dân có đơn xin dừng.")
    there(leader, "do").click()
    there(leader, "course", re.compile("Dừng: người nộp xin dừng"))
    there(leader, "print-05")
    assert "xin dừng" in printed(leader, f"/ho-so/{pk}/mau-05.pdf")
