"""Papers in a real browser: a file in pieces over a cut of the net, put back, from a telephone, seen; the book of copies."""

import pytest
from playwright.sync_api import expect

from builders.papers import pdf, photo
from builders.pressing import press

pytestmark = pytest.mark.browser
RECEIVE = """
from datetime import date
from thanthien.dossiers import actions
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.reception import asked_of
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.queries import actor_for
from thanthien.procedures.queries import procedure
from thanthien.shared.clock import day_of, now
at = now()
dinh = Officer.objects.get(login='dinh.bv')
by = actor_for(dinh, on=day_of(at))
of = procedure(code='1.004873')
who = people.register_citizen(unit=dinh.unit_id, name='Trương Thị Hiền', id_number='038192004317', birth_date=date(1992, 8, 14),
                              sex='Nữ', by=by, at=at)
marks = {a.order: Mark(PaperState.OK, name=a.name.rstrip('… ') + ' (đủ)') for a in asked_of(of) if a.mandatory}
print('PK', actions.receive(unit=dinh.unit_id, procedure=of, papers=marks, applicant=who, by=by, at=at).pk)
"""


@pytest.fixture
def dossier(server) -> int:
    return int(server.python(RECEIVE).split("PK ")[1].split()[0])


def test_a_file_in_pieces_over_a_cut_and_taken_back(dossier, enter):
    page = enter("dinh.bv", f"/ho-so/{dossier}/")
    press(page, "to-papers")
    line = page.locator("[data-test^=line-]").first
    line.locator("form[data-pieces].on").wait_for()
    cut = {"left": 1, "pieces": 0}

    def flaky(route):
        cut["pieces"] += 1
        if cut["pieces"] == 2 and cut["left"]:
            cut["left"] -= 1
            route.abort()
        else:
            route.continue_()

    page.route("**/giay/manh/*/*", lambda route: flaky(route) if route.request.method == "PUT" else route.continue_())
    noisy = pdf(pages=2, weight=1_300_000)
    line.get_by_test_id("file").set_input_files({"name": "../giấy\u202efdp.exe", "mimeType": "application/pdf", "buffer": noisy})
    line.get_by_test_id("see").wait_for()
    assert cut == {"left": 0, "pieces": 4}, "three pieces, and the one that was cut once more"
    line.get_by_test_id("see").click()
    sheets = page.locator("figure img")
    expect(sheets).to_have_count(2)
    page.wait_for_load_state()  # its keys are heard
    for sheet in sheets.all():
        expect(sheet).to_have_js_property("complete", True)
        assert sheet.evaluate("one => one.naturalWidth") > 100, "the page was drawn"
    page.keyboard.press("Escape")
    page.get_by_test_id("papers").wait_for()
    page.get_by_test_id("withdraw").first.click()
    page.get_by_test_id("undo-band").wait_for()
    page.wait_for_load_state()
    page.keyboard.press("Control+z")
    page.locator("[data-test^=line-]").first.get_by_test_id("see").wait_for()


def test_what_is_refused_says_so_at_its_place(dossier, enter):
    page = enter("dinh.bv", f"/ho-so/{dossier}/giay/")
    line = page.locator("[data-test^=line-]").first
    line.get_by_test_id("file").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"\0\0\0\x18ftypheic" + b"0" * 64}
    )
    page.get_by_text("HEIC").wait_for()


@pytest.mark.parametrize("script", [True, False])
def test_a_telephone_sends_to_the_counter_which_sees_it_by_itself(dossier, enter, open_page, server, script):
    page = enter("dinh.bv", f"/ho-so/{dossier}/giay/")
    page.get_by_test_id("open-phone").click()
    page.locator(".qr svg").wait_for()
    where = server.python(
        "from thanthien.papers.models import PhoneLink\nfrom thanthien.papers.actions import secret_of\n"
        "print('AT', '/gui-giay/' + secret_of(PhoneLink.objects.latest('pk')))"
    ).split("AT ")[1].strip()  # fmt: skip
    phone = open_page(where, width=360, height=740, java_script_enabled=script)
    assert "Hiền" not in phone.content()
    phone.get_by_test_id("file").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo(text=f"TO {script}")}
    )
    if not script:
        phone.get_by_test_id("send-all").click()
    phone.get_by_test_id("sent").wait_for()
    page.get_by_test_id("loose").wait_for()
    page.get_by_test_id("place").first.click()
    page.locator("[data-test^=line-]").first.get_by_test_id("see").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360 if script else True


def test_the_book_of_copies(enter):
    page = enter("dinh.bv", "/so-chung-thuc/")
    page.get_by_test_id("title").fill("Giấy khai sinh")
    press(page, "save")
    expect(page.get_by_test_id("requester")).to_have_attribute("aria-invalid", "true")
    assert page.get_by_test_id("title").input_value() == "Giấy khai sinh", "what was typed stays"
    for field, text in (("requester", "Cao Văn Sự"), ("copies-n", "3"), ("pages-n", "1")):
        page.get_by_test_id(field).fill(text)
    if page.get_by_test_id("signer").input_value() == "":
        page.get_by_test_id("signer").select_option(index=1)
    press(page, "save")
    row = page.get_by_test_id("line-1")
    assert "6.000" in row.inner_text() and "Cao Văn Sự" not in row.inner_text()
    row.get_by_test_id("strike").click()
    row.get_by_test_id("reason").fill("ghi nhầm số bản")
    row.get_by_test_id("annul").click()
    page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("undo-band")).to_have_count(0)
