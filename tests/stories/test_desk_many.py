"""Several dossiers at once, one search, the end of the day: by keys alone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from stories.test_desk_keys import AXE, find, there

pytestmark = pytest.mark.browser

RECEIVE = (
    "from thanthien.dossiers.actions import receive\n"
    "from thanthien.dossiers.checklist import Mark, PaperState\n"
    "from thanthien.dossiers.reception import asked_of\n"
    "from thanthien.people.actions import register_citizen\n"
    "from thanthien.people.models import Officer\n"
    "from thanthien.people.queries import actor_for\n"
    "from thanthien.people.scoping import everywhere\n"
    "from thanthien.procedures.queries import procedure\n"
    "from thanthien.shared.clock import now\n"
    "with everywhere():\n"
    "    dinh = Officer.objects.get(login='dinh.bv')\n"
    "    by, at, of = actor_for(dinh, on=now().date()), now(), procedure(code='2.002516')\n"
    "    marks = {a.order: Mark(PaperState.OK, name=a.name.rstrip('… ') + ' (đủ)') for a in asked_of(of) if a.mandatory}\n"
    "    for n in range(12):\n"
    "        who = register_citizen(unit=dinh.unit_id, name=f'Phùng Thị Nhiều {n}', by=by, at=at)\n"
    "        receive(unit=dinh.unit_id, procedure=of, papers=marks, applicant=who, fee_paid='cash', by=by, at=at)\n"
)


@pytest.fixture(scope="module")
def twelve(server):
    server.python(RECEIVE)


def test_twelve_taken_with_a_bar_and_given_back_by_one_key(twelve, enter):
    page = enter("ha.btt", "/viec/")
    there(page, "row")
    page.keyboard.press("a")
    there(page, "bulk", re.compile("Đã chọn 1[2-9]"))
    page.keyboard.press("e")
    there(page, "toast", re.compile("Đã nhận 1[2-9] việc"))
    expect(page.locator("[data-test=bulk]")).to_be_hidden()
    there(page, "undoing", "Hoàn tác được trong 10 phút")
    page.keyboard.press("Control+z")
    there(page, "toast", re.compile("Đã hoàn tác 1[2-9] hồ sơ"))
    page.locator("[data-test=undoing]").wait_for(state="hidden")


def test_forms_of_twelve_with_a_bar_another_form_and_one_that_is_stopped(twelve, enter):
    page = enter("dinh.bv", "/viec/", bypass_csp=True)
    page.keyboard.press("/")
    find(page, "nhieu phung")
    there(page, "hit", "Phùng Thị")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    there(page, "search")
    page.wait_for_load_state()  # its keys are heard
    page.keyboard.press("a")
    there(page, "bulk", "Đã chọn 12")
    page.keyboard.press("p")
    there(page, "toast", "Đã đưa 12 tờ ra máy in")
    page.wait_for_function("document.querySelector('#paper').dataset.printed")
    assert re.fullmatch(r"/nhieu/in/[a-z0-9]+\.pdf", page.evaluate("document.querySelector('#paper').dataset.printed"))
    page.keyboard.press("m")
    there(page, "form-06")
    page.evaluate(Path(AXE).read_text())
    found = page.evaluate("axe.run('#forms', {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found["violations"]] == []
    page.keyboard.press("2")
    there(page, "toast", "chưa được yêu cầu bổ sung")
    held = []
    page.route("**/nhieu/in/gom", lambda route: held.append(route))
    page.keyboard.press("m")
    there(page, "form-06").click()
    there(page, "bulk", "Đang gom 0 trên")
    there(page, "print-stop").click()
    there(page, "toast", "chưa tờ nào được in")
    expect(page.locator("[data-test=print-stop]")).to_be_hidden()
    there(page, "bulk", "Đã chọn 12")


def test_one_search_opens_the_page_of_results_without_the_words_in_its_address(twelve, enter):
    page = enter("dinh.bv", "/viec/", bypass_csp=True)
    page.keyboard.press("/")
    find(page, "nhieu phung")
    there(page, "hit", "Phùng Thị")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    there(page, "search")
    assert page.url.endswith("/tim")
    expect(page.locator("[data-test=row]")).to_have_count(12)
    page.evaluate(Path(AXE).read_text())
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found["violations"]] == []


def test_the_end_of_the_day_by_keys(twelve, enter):
    page = enter("dinh.bv", "/cuoi-ngay", bypass_csp=True)
    there(page, "hand-group")
    page.evaluate(Path(AXE).read_text())
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found["violations"]] == []
    page.keyboard.press("d")
    assert page.evaluate("document.activeElement.name") == "counted"
    page.keyboard.type("96000")
    page.locator("[data-test=count]").click()
    there(page, "counted-line", "96.000")
