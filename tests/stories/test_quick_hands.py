"""Quick hands and a slow machine: what is pressed before the answer has come goes to nobody else, and is not lost."""

import re

import pytest
from playwright.sync_api import TimeoutError, expect

from builders.papers import pdf
from builders.pressing import press
from builders.scanning import scan

pytestmark = pytest.mark.browser
CARD = "038192004317||Trương Thị Hiền|14081992|Nữ|Thôn Lương Thuận, Cẩm Tú, Cẩm Thủy, Thanh Hóa|01052021"
PREPARED = """
from thanthien.dossiers import actions
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.reception import asked_of
from thanthien.people import actions as people
from thanthien.people.models import Counter, Officer
from thanthien.people.queries import actor_for
from thanthien.procedures.queries import procedure
from thanthien.queueing import actions as queueing
from thanthien.queueing import queries
from thanthien.queueing.queries import service_by_letter
from thanthien.shared.clock import day_of, now
at, officer = now(), Officer.objects.get(login="lan.qt")
by = actor_for(officer, on=day_of(at))
seat = Counter.objects.get(unit_id="15148", number=1)
if not Counter.objects.filter(officer=officer).exists():
    people.open_counter(counter=seat, officer=officer, by=by, at=at)
a = service_by_letter(unit="15148", letter="A")
guide = actor_for(Officer.objects.get(login="ngoc.ct"), on=day_of(at))
for _ in range(2):
    queueing.take_ticket(unit="15148", service=a, channel="guide", by=guide, at=at)
if queries.present(counter=seat) is None:
    queueing.call_next(counter=seat, by=by, at=at)
of = procedure(code="1.004873")
marks = {p.order: Mark(PaperState.OK, name=p.name.rstrip("… ") + " (đủ)") for p in asked_of(of) if p.mandatory}
pks = []
for name in ("Phùng Nhiễu Hoa", "Phùng Nhiên Hoa"):
    person = people.register_citizen(unit="15148", name=name, by=by, at=at)
    pks.append(actions.receive(unit="15148", procedure=of, papers=marks, applicant=person, by=by, at=at).pk)
print("PKS", *pks)
"""
KEPT = "document.querySelector('[data-test=name]').value"


@pytest.fixture
def dossiers(server) -> list[int]:
    return [int(pk) for pk in server.python(PREPARED).split("PKS ")[1].split()[:2]]


class Held(list):
    """What the page asks for at `pattern` waits here until somebody lets it go on; what is asked afterwards goes on at once."""

    def __init__(self, page, pattern: str) -> None:
        super().__init__()
        self.closed = True
        page.route(pattern, lambda route: self.append(route) if self.closed else route.continue_())

    def let_go(self) -> None:
        self.closed = False
        while self:
            self.pop(0).continue_()


def until(page, true) -> None:
    """Wait for what happens outside the page."""
    for _ in range(300):
        if true():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not happen")


def test_a_card_read_while_the_next_person_is_called_is_that_persons(dossiers, enter):
    desk = enter("lan.qt", "/quay/")
    desk.locator("html[data-live=on] [data-test=call-next]").wait_for()
    ticket = desk.locator("#case [name=ticket]")
    first = ticket.input_value()
    desk.locator("#case [name=phone]").fill("0912000111")
    calls, scans = Held(desk, "**/quay/goi"), []
    desk.on("request", lambda asked: scans.append(asked) if asked.url.endswith("/quay/quet") else None)
    desk.keyboard.press("F2")
    until(desk, lambda: calls)
    scan(desk, CARD)
    desk.wait_for_timeout(300)
    assert scans == [], "the card waits for the screen of the one who is called"
    calls.let_go()
    desk.wait_for_function(f"() => {KEPT}.includes('Hiền')")
    assert ticket.input_value() != first and len(scans) == 1
    assert desk.locator("#case [name=phone]").input_value() == ""


def test_enter_before_the_script_has_come_sends_nothing_and_keeps_everything(dossiers, enter):
    desk = enter("lan.qt", "/toi/")
    late = Held(desk, "**/htmx.min*.js")
    desk.goto("/quay/", wait_until="commit")
    desk.locator("#case [name=phone]").fill("0912000111")
    desk.locator("#case [name=id_number]").fill("038192004317")
    desk.keyboard.press("Enter")
    desk.locator("[data-test=call-next]").click()
    desk.wait_for_timeout(300)
    assert desk.url.endswith("/quay/"), "no number of a person stands in an address"
    assert desk.locator("#case [name=phone]").input_value() == "0912000111"
    late.let_go()
    desk.locator("html[data-live=on]").wait_for(state="attached")
    assert desk.locator("#case [name=id_number]").input_value() == "038192004317"


def test_enter_in_the_search_opens_what_was_typed_not_what_was_listed(dossiers, enter):
    page = enter("lan.qt", "/viec/")
    page.locator("html[data-live=on]").wait_for(state="attached")
    find = page.get_by_test_id("find")
    find.press_sequentially("phung nhieu")
    expect(page.get_by_test_id("hit").first).to_contain_text("Nhiễu")
    answers = Held(page, "**/ho-so/tim")
    find.press("Backspace")
    find.press("Backspace")
    find.press("Backspace")
    find.press_sequentially("ien")
    find.press("Enter")
    until(page, lambda: answers)
    assert page.url.endswith("/viec/"), "the list still shows the other name"
    answers.let_go()
    page.wait_for_url(re.compile(rf"/ho-so/{dossiers[1]}/"))


def test_a_file_chosen_before_the_script_has_come_is_sent_when_it_comes(dossiers, enter):
    page = enter("lan.qt", f"/ho-so/{dossiers[0]}/")
    late = Held(page, "**/parts/upload*.js")
    page.goto(page.get_by_test_id("to-papers").get_attribute("href"), wait_until="commit")
    line = page.locator("[data-test^=line-]").first
    line.get_by_test_id("file").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": pdf(pages=1)})
    until(page, lambda: late)
    late.let_go()
    line.get_by_test_id("see").wait_for()


def test_one_form_at_a_time_leads_to_the_next_page(dossiers, enter):
    """Two forms of one page, the second pressed before the first was answered: the first is what happened."""
    page = enter("lan.qt", f"/ho-so/{dossiers[0]}/giay/")
    page.locator("form[data-pieces].on").first.wait_for(state="attached")
    links, ways = Held(page, "**/giay/dien-thoai"), []
    page.on("request", lambda asked: ways.append(asked.url) if asked.method == "POST" else None)
    page.evaluate(
        """() => {
            setTimeout(() => document.querySelector("[data-test=open-phone]").click());
            setTimeout(() => document.querySelector("form.out").requestSubmit(), 200);
        }"""
    )  # while the answer is held nothing more is asked of the page: the driver would wait for its end
    until(page, lambda: links)
    page.wait_for_timeout(500)
    assert len(ways) == 1, ways
    links.let_go()
    page.locator("main .qr").first.wait_for()
    page.goto("/viec/")
    expect(page.get_by_test_id("log-out")).to_be_visible()


SERVED = """
from thanthien.people.models import Counter, Officer
from thanthien.people.queries import actor_for
from thanthien.queueing import actions, queries
from thanthien.shared.clock import day_of, now
at = now()
by = actor_for(Officer.objects.get(login="lan.qt"), on=day_of(at))
seat = Counter.objects.get(unit_id="15148", number=1)
if queries.present(counter=seat) is None:
    actions.call_next(counter=seat, by=by, at=at)
actions.finish(counter=seat, by=by, at=at)
"""


def test_a_double_tap_on_the_tablet_answers_one_question(dossiers, open_page, server):
    server.python(SERVED)
    tablet = open_page("/demo", width=1024, height=768)
    press(tablet, "open-tablet-1")
    tablet.get_by_test_id("attitude-5").dblclick()
    expect(tablet.get_by_test_id("work-5")).to_be_visible()
    assert tablet.evaluate("() => document.querySelector('[data-ask]').work.value") == ""
    tablet.get_by_test_id("work-4").click()
    expect(tablet.locator("[data-test=send]:visible")).to_be_visible()


def test_the_faces_are_out_of_reach_until_somebody_listens(dossiers, open_page, server):
    server.python(SERVED)
    tablet = open_page("/demo", width=1024, height=768)
    late = Held(tablet, "**/hall/tablet*.js")
    tablet.get_by_test_id("open-tablet-1").click()
    face = tablet.get_by_test_id("attitude-5")
    face.wait_for()
    until(tablet, lambda: late)
    with pytest.raises(TimeoutError):
        face.click(timeout=1000)
    late.let_go()
    face.click()
    expect(tablet.get_by_test_id("work-5")).to_be_visible()


SLOW_READING = """(() => {
    const read = Response.prototype.text;
    Response.prototype.text = async function () {
        const text = await read.call(this);
        await new Promise((go) => setTimeout(go, 1500));
        return text;
    };
})()"""


def test_news_that_come_while_a_face_is_touched_do_not_take_the_answer_away(dossiers, open_page, server):
    server.python(SERVED)
    tablet = open_page("/demo", width=1024, height=768)
    tablet.add_init_script(SLOW_READING)
    with tablet.expect_response(
        lambda one: "/demo" not in one.url and one.request.resource_type == "fetch" and "?bo=" in one.url
    ):
        tablet.get_by_test_id("open-tablet-1").click()
    tablet.get_by_test_id("attitude-5").click()
    tablet.wait_for_timeout(2000)
    expect(tablet.get_by_test_id("work-5")).to_be_visible()


GIVEN = "from thanthien.ratings.models import Rating\nprint(Rating.objects.count())"


def test_an_answer_that_the_office_could_not_write_waits_on_the_tablet(dossiers, open_page, server):
    server.python(SERVED)
    before = int(server.python(GIVEN))
    tablet = open_page("/demo", width=1024, height=768)
    press(tablet, "open-tablet-1")
    tablet.get_by_test_id("attitude-5").click()
    tablet.get_by_test_id("work-5").click()
    full = lambda route: route.fulfill(status=507) if route.request.method == "POST" else route.continue_()  # noqa: E731
    tablet.route("**/*", full)
    tablet.locator("[data-test=send]:visible").click()
    expect(tablet.get_by_test_id("kept")).to_be_visible()
    assert len(tablet.evaluate("JSON.parse(localStorage.getItem('phieu-cho-gui'))")) == 1
    tablet.unroute("**/*")
    until(tablet, lambda: tablet.evaluate("localStorage.getItem('phieu-cho-gui')") == "[]")
    expect(tablet.get_by_test_id("ask")).to_have_count(0)
    assert int(server.python(GIVEN)) == before + 1


def test_a_paper_taken_away_on_a_slow_machine_can_be_taken_back(dossiers, enter):
    """The page hears of its own act before it has the answer; it must not renew itself over it."""
    page = enter("lan.qt", f"/ho-so/{dossiers[0]}/giay/")
    line = page.locator("[data-test^=line-]").first
    line.locator("form[data-pieces].on").wait_for(state="attached")
    line.get_by_test_id("file").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": pdf(pages=1)})
    line.get_by_test_id("see").wait_for()
    page.locator("html[data-live=on]").wait_for(state="attached")
    answers = []
    page.route(
        "**/giay/**",
        lambda route: (
            answers.append((route, route.fetch(max_redirects=0))) if route.request.method == "POST" else route.continue_()
        ),
    )
    page.evaluate("setTimeout(() => document.querySelector('[data-test=withdraw]').click())")
    until(page, lambda: answers)
    page.wait_for_timeout(1500)
    route, answer = answers[0]
    route.fulfill(response=answer)
    expect(page.get_by_test_id("undo-band")).to_be_visible()


def test_news_asked_for_before_a_sum_was_typed_do_not_take_it_away(dossiers, enter):
    page = enter("lan.qt", "/cuoi-ngay")
    page.locator("html[data-live=on]").wait_for(state="attached")
    news = Held(page, "**/cuoi-ngay/phan")
    page.evaluate("htmx.trigger(document.body, 'day-moved')")
    until(page, lambda: news)
    page.keyboard.press("d")
    page.keyboard.type("96000")
    with page.expect_response("**/cuoi-ngay/phan"):
        news.let_go()
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement.name") == "counted"
    assert page.get_by_test_id("counted").input_value() == "96000"
    with page.expect_response("**/cuoi-ngay/phan"):  # what was held back comes when the field is as it was, and left
        page.get_by_test_id("counted").fill("")
        page.evaluate("document.activeElement.blur()")


def test_a_colleagues_act_does_not_close_what_an_officer_is_writing(dossiers, enter):
    page = enter("lan.qt", f"/ho-so/{dossiers[1]}/")
    page.locator("html[data-live=on]").wait_for(state="attached")
    news = Held(page, f"**/ho-so/{dossiers[1]}/phan")
    code = page.locator("main").get_attribute("data-code")
    page.evaluate(
        "code => document.body.dispatchEvent(new CustomEvent('office-event', {detail: {kind: 'step.taken', data: {code}}}))", code
    )
    until(page, lambda: news)
    page.keyboard.press("u")
    dialog = page.locator("dialog[open]")
    dialog.locator("input:not([type=hidden])").first.fill("Bùi Thị Hoa")
    with page.expect_response("**/phan"):
        news.let_go()
    page.wait_for_timeout(300)
    expect(dialog.locator("input:not([type=hidden])").first).to_have_value("Bùi Thị Hoa")
    with page.expect_response("**/phan"):  # what was held back comes when the dialog is closed
        page.keyboard.press("Escape")
