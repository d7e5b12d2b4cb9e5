"""The server of the hall vanishes, killed in the middle of the day, and comes back: kiosk, display and desk as people see them.

Minutes apart are played on the clock of the page; the process really dies and starts again on the same home.
"""

import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest

from builders.pressing import press
from builders.scanning import scan
from builders.serving import Server, running_office, serving

pytestmark = pytest.mark.browser
CARD = "038192004317|172345678|Trương Thị Hiền|14081992|Nữ|Thôn Lương Thuận, Cẩm Tú, Cẩm Thủy, Thanh Hóa|01052021"
HOUR = timedelta(hours=1)


@pytest.fixture
def server(prepared: Path) -> Iterator[Server]:
    """An office of its own for each story: it is killed."""
    with running_office(prepared) as running:
        yield running


@pytest.fixture
def vanish(server: Server) -> Callable[[], None]:
    def kill() -> None:
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()

    return kill


@pytest.fixture
def back(server: Server) -> Callable[[], AbstractContextManager[Server]]:
    """The same office started again at the same address."""
    command = [sys.executable, "-m", "thanthien", "serve", "--host", "127.0.0.1"]
    return lambda: serving(Path(server.env["THANTHIEN_HOME"]), server.env, command)


def opened(open_page, test: str, *, clock: bool = False, **size):
    page = open_page("/demo", **size)
    if clock:
        page.clock.install()
    press(page, test)
    return page


def kept(kiosk) -> None:
    """The kiosk has its numbers and its page for the time without network."""
    kiosk.wait_for_function("() => document.body?.dataset.ready && document.body.dataset.pageKept")


def back_again(kiosk) -> None:
    """The kiosk has found its office again."""
    kiosk.wait_for_function("() => document.body?.classList.contains('is-away') === false && document.body.dataset.ready")


FACES = "() => Array.from(document.fonts).filter(face => face.status !== 'loaded').map(face => face.family + face.weight)"


def tap_away(kiosk, letter: str) -> tuple[str, str]:
    """A tap while the office is away: the number that the kiosk shows, and the code in its square."""
    kiosk.locator(f"[data-test=tile-{letter}]").click()
    kiosk.locator("[data-test=apart-slip]").wait_for()
    label = kiosk.locator("[data-test=apart-number]").get_attribute("data-label")
    assert kiosk.evaluate(FACES) == [], "its letters are the office's, not the browser's"
    assert re.sub(r"\s", "", kiosk.locator("[data-test=apart-number]").inner_text()) == label
    code = kiosk.locator("[data-test=apart-qr]").get_attribute("data-code")
    kiosk.locator("[data-test=slip-done]").click()
    kiosk.locator(f"[data-test=tile-{letter}]").wait_for()
    return label, code


def take_online(kiosk, letter: str) -> str:
    kiosk.locator(f"[data-test=tile-{letter}]").click()
    number = kiosk.locator("[data-test=number]")
    number.wait_for()
    label = re.sub(r"\s", "", number.inner_text())
    kiosk.locator("[data-test=finish]").click()
    kiosk.locator(f"[data-test=tile-{letter}]").wait_for()
    return label


TICKETS = """
from thanthien.queueing.models import Ticket
for t in Ticket.objects.order_by("order", "pk"):
    print(t.label, t.service.letter, t.priority or "-", t.channel, t.visit.public_code)
"""
SECOND_KIOSK = """
from thanthien.people import actions as people
from thanthien.shared.actor import system
from thanthien.shared.clock import now
root, at = system("15148"), now()
made = people.add_device(unit="15148", kind="kiosk", code="kiosk-9", name="Máy 9", by=root, at=at)
print(people.issue_enrol_code(device=made, by=root, at=at))
"""
REVOKE = """
from thanthien.people import actions as people
from thanthien.people.models import Device
from thanthien.shared.actor import system
from thanthien.shared.clock import now
people.revoke(device=Device.objects.get(code="kiosk-1"), by=system("15148"), at=now())
"""


def test_ten_minutes_apart_with_a_clock_that_jumps_and_a_reload_double_and_lose_nothing(open_page, server, vanish, back):
    kiosk = opened(open_page, "open-kiosk", clock=True, width=1080, height=1920)
    kept(kiosk)
    before = take_online(kiosk, "A")
    kept(kiosk)
    vanish()
    kiosk.locator("[data-test=away]").wait_for()
    given = []
    for step, letter in enumerate("AABAKA"):
        given.append(tap_away(kiosk, letter))
        kiosk.clock.fast_forward(100_000)
        if step == 1:
            jump(kiosk, HOUR)
        if step == 2:
            kiosk.reload()
            kiosk.locator("[data-test=away]").wait_for()
        if step == 3:
            jump(kiosk, -2 * HOUR)
    kiosk.locator("[data-test=priority-age]").click()
    given.append(tap_away(kiosk, "A"))
    assert [label for label, _ in given] == [f"X{n:03d}" for n in range(1, 8)]

    with back() as again:
        kiosk.clock.run_for(10_000)
        back_again(kiosk)
        second = open_page("/sanh/thiet-bi", width=1080, height=1920)
        second.locator("[data-test=digits]").fill(again.python(SECOND_KIOSK).strip())
        second.locator("[data-test=enrol]").click()
        kept(second)
        after = take_online(second, "A")
        rows = [line.split() for line in again.python(TICKETS).strip().splitlines()]
        assert [row[0] for row in rows] == [before, *(label for label, _ in given), after], "in order, none twice, none lost"
        assert {row[0]: row[4] for row in rows if row[3] == "offline"} == dict(given), "each opens its own page"
        assert [row[1] for row in rows[1:-1]] == list("AABAKAA") and rows[7][2] == "age"
        phone = open_page(f"/v/{given[0][1]}", width=360, height=740)
        assert "X" in phone.locator("h1").first.inner_text()
        assert kiosk.evaluate("() => ThanThien.keptHere.outbox().then(rows => rows.length)") == 0
        assert take_online(kiosk, "A") == "A003", "the kiosk's own letter is for when the office is away"
        assert "ĐÚNG" in again.run("verify")


def jump(page, by: timedelta) -> None:
    """The clock on the wall is set to another hour; the machine's own pace knows nothing of it."""
    page.clock.set_system_time(page.evaluate("() => Date.now()") / 1000 + by.total_seconds())


WAITING = """
from thanthien.queueing.models import Ticket
print(*Ticket.objects.filter(state="waiting").values_list("letter", "number"))
"""


def test_a_tap_that_the_office_only_heard_of_afterwards_is_one_number(open_page, server):
    """The office hangs while a finger is on the tile: the kiosk gives a number of its own; the tap itself arrives later."""
    kiosk = opened(open_page, "open-kiosk", width=1080, height=1920)
    kept(kiosk)
    server.process.send_signal(signal.SIGSTOP)
    try:
        label, _ = tap_away(kiosk, "A")
    finally:
        server.process.send_signal(signal.SIGCONT)
    back_again(kiosk)
    assert label == "X001" and server.python(WAITING).strip() == "('X', 1)"
    assert take_online(kiosk, "A")[0] == "A"
    assert "ĐÚNG" in server.run("verify")


def test_a_kiosk_shut_out_while_it_was_away_leaves_its_numbers_to_the_guide(open_page, enter, server, vanish, back):
    kiosk = opened(open_page, "open-kiosk", width=1366, height=768)
    kept(kiosk)
    vanish()
    kiosk.locator("[data-test=away]").wait_for()
    label, _ = tap_away(kiosk, "A")
    server.python(REVOKE)
    with back() as again:
        kiosk.wait_for_url("**/sanh/thiet-bi")
        guide = enter("ngoc.ct", "/sanh/so-mat-mang")
        guide.locator(f"[data-test=refused-{label}]").wait_for()
        guide.locator(f"[data-test=admit-{label}]").click()
        guide.locator("[data-test=apart-empty]").wait_for()
        assert again.python(TICKETS).split()[:4] == [label, "A", "-", "offline"]
        assert "ĐÚNG" in again.run("verify")


# --- the display ------------------------------------------------------------------------------------------

CALL = """
from thanthien.people import actions as people
from thanthien.people.models import Counter, Officer
from thanthien.people.queries import actor_for
from thanthien.queueing import actions
from thanthien.queueing.queries import service_by_letter
from thanthien.shared.clock import now
officer = Officer.objects.get(login="mai.tt")
by, counter = actor_for(officer, on=now().date()), Counter.objects.get(unit_id="15148", number=4)
if counter.officer_id is None:
    counter = people.open_counter(counter=counter, officer=officer, by=by, at=now())
guide = actor_for(Officer.objects.get(login="ngoc.ct"), on=now().date())
actions.take_ticket(unit="15148", service=service_by_letter(unit="15148", letter="D"), channel="guide", by=guide, at=now())
print(actions.call_next(counter=counter, by=by, at=now()).label)
"""


def said_by(display) -> str:
    return re.sub(r"\s", "", display.locator("[data-test=call]").inner_text())


def test_the_display_says_that_the_office_is_away_and_calls_nothing_out_that_is_past(open_page, server, vanish, back):
    display = opened(open_page, "open-display", clock=True, width=1920, height=1080)
    display.locator("html[data-live=on]").wait_for(state="attached")
    display.evaluate("() => { window.never_reloaded = true }")
    first = server.python(CALL).strip()
    display.wait_for_function("label => ThanThien.calls.some(call => call.label === label)", arg=first)
    display.wait_for_function("label => document.querySelector('[data-test=call]').dataset.call === label", arg=first)
    assert "Mờisố" in said_by(display)
    vanish()
    display.locator("[data-test=offline]").wait_for()
    assert "Mấtkếtnốitừ" in re.sub(r"\s", "", display.locator("[data-test=offline]").inner_text())
    assert "Gọigầnnhất" in said_by(display) and "Mờisố" not in said_by(display)
    meanwhile = server.python(CALL).strip()  # an officer's act of which the display cannot know
    display.clock.fast_forward(600_000)
    with back() as again:
        display.clock.run_for(10_000)
        display.wait_for_function("label => ThanThien.calls.some(call => call.label === label)", arg=meanwhile)
        display.locator("[data-test=offline]").wait_for(state="hidden")
        display.wait_for_function("label => document.querySelector('[data-test=call]').dataset.call === label", arg=meanwhile)
        assert "Gọigầnnhất" in said_by(display) and "Mờisố" not in said_by(display)
        display.wait_for_timeout(1500)  # the board comes anew, and with it the office's time
        now = again.python(CALL).strip()
        display.wait_for_function("label => document.querySelector('[data-test=call]').dataset.call === label", arg=now)
        assert "Mờisố" in said_by(display)
        heard = display.evaluate("() => ThanThien.calls.map(call => call.label)")
        assert heard == [first, meanwhile, now]
        assert meanwhile not in display.evaluate("() => ThanThien.spoken.map(call => call.label)")
        assert display.evaluate("() => window.never_reloaded === true")


def test_a_server_that_only_falls_silent_is_noticed_too(open_page, server):
    """No connection breaks: the cable is out, or the machine hangs. R13: within ten seconds."""
    display = opened(open_page, "open-display", width=1920, height=1080)
    display.locator("html[data-live=on]").wait_for(state="attached")
    server.process.send_signal(signal.SIGSTOP)
    try:
        display.locator("[data-test=offline]").wait_for(timeout=12_000)
    finally:
        server.process.send_signal(signal.SIGCONT)
    display.locator("[data-test=offline]").wait_for(state="hidden")


# --- the desk ---------------------------------------------------------------------------------------------


TAKE = """
from thanthien.people.models import Officer
from thanthien.people.queries import actor_for
from thanthien.queueing import actions
from thanthien.queueing.queries import service_by_letter
from thanthien.shared.clock import now
guide = actor_for(Officer.objects.get(login="ngoc.ct"), on=now().date())
actions.take_ticket(unit="15148", service=service_by_letter(unit="15148", letter="A"), channel="guide", by=guide, at=now())
"""


def begun(enter, server: Server):
    """A counter with somebody's matter filled in, ready to be received."""
    server.python(TAKE)
    desk = enter("lan.qt", "/quay/")
    desk.locator("[data-test=counter-1]").click()
    desk.locator("html[data-live=on] [data-test=call-next]").wait_for()
    desk.keyboard.press("F2")
    desk.locator("[data-test=toast]", has_text="Đã gọi A").wait_for()
    desk.locator("[data-test=present]", has_text=re.compile(r"A\s?\d")).wait_for()
    scan(desk, CARD)
    desk.wait_for_function("() => document.querySelector('[data-test=name]')?.value.includes('Hiền')")
    fill_matter(desk)
    return desk


def fill_matter(desk) -> None:
    desk.locator("#proc").focus()
    for key in "sao":
        desk.keyboard.press(key)
    desk.locator("#proc-list [role=option]").first.wait_for()
    desk.keyboard.press("Enter")
    desk.locator("#papers > li:focus").wait_for()
    for _ in range(desk.locator('#papers > li[data-mandatory="true"]').count()):
        desk.keyboard.press("Space")


def received(server: Server) -> int:
    return int(server.python("from thanthien.dossiers.models import Dossier; print(Dossier.objects.count())"))


def test_the_desk_keeps_what_was_typed_and_sends_it_again_once(enter, server, vanish, back):
    desk = begun(enter, server)
    vanish()
    desk.locator("#case [name=phone]").fill("0912000111")
    desk.locator("#case").evaluate("form => form.requestSubmit()")
    desk.locator("[data-test=unsent]").wait_for()
    assert "Gửi lại" in desk.locator("[data-test=send-again]").inner_text()
    desk.locator("[data-test=send-again]").click()
    desk.locator("[data-test=unsent]").wait_for()
    assert desk.locator("#case [name=phone]").input_value() == "0912000111"
    assert "Hiền" in desk.locator("[data-test=name]").input_value()
    disk = desk.evaluate("() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
    assert "0912000111" not in disk and "038192004317" not in disk, "nothing of a person is kept on this PC"
    with back() as again:
        desk.locator("html[data-live=on]").wait_for(state="attached")
        desk.locator("[data-test=send-again]").click()
        desk.locator("[data-test=received-code]").wait_for()
        assert desk.locator("[data-test=unsent]").is_hidden()
        assert received(again) == 1
        assert "ĐÚNG" in again.run("verify")


def test_an_answer_that_got_lost_is_no_second_dossier(enter, server):
    desk = begun(enter, server)
    lost = []

    def swallow(route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)  # it reached the office; the answer does not come back
        route.abort("connectionreset")

    desk.route("**/quay/nhan", swallow)
    desk.locator("#case").evaluate("form => form.requestSubmit()")
    desk.locator("[data-test=unsent]").wait_for()
    assert received(server) == 1 and lost == [200]
    desk.locator("[data-test=send-again]").click()
    desk.locator("[data-test=received-code]").wait_for()
    assert received(server) == 1


def test_a_form_that_leads_to_another_page_stays_as_it_was_typed(enter, server, vanish, back):
    admin = enter("an.lv", "/quan-tri/thiet-bi/them")
    admin.locator("[name=kind]").first.wait_for()
    admin.locator("[name=kind][value=display]").check(force=True)
    admin.locator("[name=name]").fill("Màn hình cửa sau")
    admin.locator("html[data-live=on]").wait_for(state="attached")
    vanish()
    admin.locator("html[data-live=off]").wait_for(state="attached")
    admin.locator("[data-test=save]").click()
    admin.locator("[data-test=unsent]").wait_for()
    assert admin.locator("[name=name]").input_value() == "Màn hình cửa sau"
    with back() as again:
        admin.locator("html[data-live=on]").wait_for(state="attached")
        admin.locator("[data-test=send-again]").click()
        admin.locator("[data-test=unsent]").wait_for(state="hidden")
        admin.locator("[data-test=enrol-code]").wait_for()
        count = "from thanthien.people.models import Device; print(Device.objects.filter(name='Màn hình cửa sau').count())"
        assert again.python(count).strip() == "1"
