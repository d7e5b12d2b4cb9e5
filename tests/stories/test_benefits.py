"""A funeral allowance: tried at home without script and without a name, then appraised at the desk, kept, printed, taken back."""

import pytest
from playwright.sync_api import expect

from builders.axe import complaints
from builders.pressing import press

pytestmark = pytest.mark.browser
DOSSIER = """
from thanthien.dossiers import actions
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.reception import asked_of
from thanthien.people import actions as people
from thanthien.people.models import Counter, Officer
from thanthien.people.queries import actor_for
from thanthien.people.scoping import everywhere
from thanthien.procedures.queries import procedure
from thanthien.shared.clock import now
with everywhere():
    at, officer = now(), Officer.objects.get(login="hanh.lt")
    by = actor_for(officer, on=at.date())
    if not Counter.objects.filter(officer=officer).exists():
        people.open_counter(counter=Counter.objects.get(unit_id="15148", number=1), officer=officer, by=by, at=at)
    person = people.register_citizen(unit="15148", name="Bùi Văn Dần", by=by, at=at)
    of = procedure(code="1.010824")
    papers = {a.order: Mark(PaperState.OK, name=a.name.rstrip("… ")) for a in asked_of(of) if a.mandatory}
    made = actions.receive(unit="15148", procedure=of, by=by, at=at, papers=papers, applicant=person)
    print(made.pk)
"""


def check(page) -> None:
    """Nothing that axe finds, nothing to scroll sideways."""
    assert complaints(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"


STATUS, INSURANCE, FUNERAL = "thuộc diện nào", "bảo hiểm xã hội có trả", "lo mai táng"


def answer(page, asked: str, code: str) -> None:
    """Two questions have answers of one name: the question is read before it is answered, as whoever sits there does."""
    expect(page.get_by_role("heading", name=asked)).to_be_visible()
    page.get_by_test_id(f"answer-{code}").click()


@pytest.mark.parametrize("width", [360, 1280])
def test_at_home_each_page_is_whole(open_page, width):
    page = open_page("/thu-tuc/1.010824/xem-dieu-kien", width=width)
    check(page)
    page.get_by_test_id("day").fill("3/11/2026")
    page.get_by_test_id("begin").click()
    expect(page.get_by_test_id("question")).to_be_visible()
    check(page)
    answer(page, STATUS, "chua-huong")
    answer(page, INSURANCE, "khong")
    answer(page, FUNERAL, "co")
    expect(page.get_by_test_id("amount")).to_contain_text("25.300.000")
    check(page)
    assert page.url.endswith("/xem-dieu-kien"), "nothing of the answers is in the address"


def test_at_home_without_script_an_answer_is_changed(open_page):
    page = open_page("/thu-tuc/1.010824", width=360, java_script_enabled=False)
    page.get_by_test_id("conditions").click()
    page.get_by_test_id("begin").click()
    expect(page.get_by_test_id("errors")).to_contain_text("Ví dụ 03/11/2026")
    page.get_by_test_id("day").fill("03/11/2026")
    page.get_by_test_id("begin").click()
    answer(page, STATUS, "khong")
    expect(page.get_by_test_id("result")).to_contain_text("Không thuộc diện")
    page.get_by_test_id("redo-dien").click()
    answer(page, STATUS, "hang-thang")
    answer(page, INSURANCE, "khong")
    answer(page, FUNERAL, "co")
    expect(page.get_by_test_id("papers").locator("li")).to_have_count(2)


@pytest.mark.parametrize("width", [360, 1280])
def test_at_the_desk_it_is_asked_kept_printed_and_taken_back(server, enter, width):
    pk = server.python(DOSSIER).strip()
    page = enter("hanh.lt", f"/ho-so/{pk}/", width=width)
    press(page, "appraisal-open")
    check(page)
    page.get_by_test_id("day").fill("03/11/2026")
    press(page, "begin")
    expect(page.get_by_role("heading", name=STATUS)).to_be_visible()
    check(page)
    page.keyboard.press("1")
    expect(page.get_by_role("heading", name=INSURANCE)).to_be_visible()
    page.evaluate("""() => ["khong", "co"].forEach((one) => document.querySelector(`[data-test=answer-${one}]`).click())""")
    answer(page, FUNERAL, "co")  # the second press came before the next question: "khong" stands
    expect(page.get_by_test_id("amount")).to_be_visible()
    expect(page.get_by_test_id("amount")).to_contain_text("25.300.000")
    page.get_by_test_id("have-khai-tu").uncheck()
    page.get_by_test_id("recheck").click()
    expect(page.get_by_test_id("papers")).to_contain_text("Còn thiếu 1 giấy")
    check(page)
    page.get_by_test_id("keep").click()
    expect(page.get_by_test_id("kept")).to_be_visible()
    check(page)
    sheet = page.request.get(page.get_by_test_id("print").get_attribute("href"))
    assert sheet.ok and sheet.body().startswith(b"%PDF")
    page.get_by_test_id("back").click()
    expect(page.get_by_test_id("course")).to_contain_text("đủ điều kiện hưởng")
    page.get_by_test_id("appraisal-open").click()
    page.get_by_test_id("drop").click()
    expect(page.get_by_test_id("begin")).to_be_visible()
