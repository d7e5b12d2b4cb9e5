"""The thread from the number at the door to the rating, played in browsers by the people of the hall."""

import re
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from builders.paper import codes_in
from builders.pressing import press
from builders.scanning import scan

pytestmark = pytest.mark.browser
CARD = "038192004317|172345678|Trương Thị Hiền|14081992|Nữ|Thôn Lương Thuận, Cẩm Tú, Cẩm Thủy, Thanh Hóa|01052021"


def calls_on(display) -> list[str]:
    return display.evaluate("() => window.ThanThien.calls.map(c => c.label || c)")


@pytest.fixture
def hall(open_page):
    """Kiosk and display of the hall, each with its own cookie."""

    def make(test: str, **size):
        page = open_page("/demo", **size)
        press(page, test)
        return page

    return make


def take_number(kiosk, letter: str) -> str:
    kiosk.locator(f"[data-test=tile-{letter}]").click()
    number = kiosk.locator("[data-test=number]")
    number.wait_for()
    label = re.sub(r"\s", "", number.inner_text())
    kiosk.locator("[data-test=finish]").click()
    kiosk.locator(f"[data-test=tile-{letter}]").wait_for()
    return label


def test_from_the_number_at_the_door_to_the_rating(hall, enter, open_page, server, capsys):
    display = hall("open-display", width=1920, height=1080)
    kiosk = hall("open-kiosk", width=1080, height=1920)
    label = take_number(kiosk, "A")

    desk = enter("lan.qt", "/quay/")
    desk.locator("[data-test=counter-1]").click()
    desk.locator("html[data-live=on] [data-test=call-next]").wait_for()
    desk.keyboard.press("F2")
    desk.locator("[data-test=present]", has_text=label).first.wait_for()
    display.wait_for_function("label => window.ThanThien.calls.some(c => (c.label || c) === label)", arg=label)
    assert label in re.sub(r"\s", "", display.locator("[data-test=call]").inner_text())

    scan(desk, CARD)
    desk.wait_for_function("() => document.querySelector('[data-test=name]')?.value.includes('Hiền')")
    keys = receive_copy(desk)
    desk.locator("[data-test=received-code]").wait_for()
    code = desk.locator("[data-test=received-code]").inner_text()
    assert re.search(r"\d{6}-\d{4}", code)
    assert keys <= 15, keys
    with capsys.disabled():
        print(f"\nkeystrokes of a simple reception after the scan: {keys}")

    address = tracked_by_the_printed_qr(desk)
    phone = open_page(address, width=360, height=740)
    assert code.split("-")[-1] in phone.locator("[data-test=code]").inner_text()
    assert "Hiền" not in phone.content()

    tablet = hall("open-tablet-1", width=1024, height=768)
    desk.keyboard.press("F2")
    rate(tablet)

    tail = code.split("-")[-1]
    work_to_the_end(server, tail)
    desk.goto("/tra-ket-qua/")
    desk.locator(f"[data-test=result][data-code*='{tail}']").wait_for()
    scan(desk, server.address + address)
    desk.locator("[data-test=hand-over]").wait_for()
    desk.locator("[data-test=who-owner]").check(force=True)
    desk.keyboard.press("F8")
    desk.locator("[data-test=hand-over]").click()
    desk.locator("[data-test=handed]").wait_for()
    phone.reload()
    assert "Đã trả kết quả" in phone.locator("[data-test=state]").inner_text()

    leader = enter("nghia.pv", "/lanh-dao/")
    assert "1" in leader.locator("[data-test=ratings]").inner_text()
    assert "ĐÚNG" in server.run("verify")


def tracked_by_the_printed_qr(desk) -> str:
    """The path that the QR of the printed Form 01 opens, read back from the PDF by two other decoders."""
    found = desk.locator("[data-test=received] a[href^='/ho-so/']").get_attribute("href")
    answer = desk.request.get(found + "mau-01.pdf")
    assert answer.ok and answer.body().startswith(b"%PDF")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "form.pdf").write_bytes(answer.body())
        subprocess.run(["pdftoppm", "-r", "200", "-png", f"{folder}/form.pdf", f"{folder}/page"], check=True)
        codes = [code for page in sorted(Path(folder).glob("*.png")) for code in codes_in(Image.open(page))]
    assert len(codes) == 1
    return urlsplit(codes[0]).path


def rate(tablet) -> None:
    """One tap for the attitude, one for the work, send."""
    tablet.locator("[data-test=attitude-5]").click()
    tablet.locator("[data-test=work-5]").click()
    tablet.locator("[data-test=send]:visible").click()
    tablet.locator("[data-test=thanks]").wait_for()


def work_to_the_end(server, tail: str) -> None:
    """The colleagues in the rooms behind do their steps, from another process of the office."""
    server.python(
        f"""
from thanthien.dossiers.models import Dossier
from thanthien.dossiers import actions
from thanthien.people.queries import actor_for, officers_with
from thanthien.shared.clock import now
one = Dossier.objects.get(code__endswith="{tail}")
while one.state < 9:
    step = one.steps.get(order=one.step)
    who = step.officer or officers_with(unit=one.unit_id, role=step.role, on=now().date(), field=one.field)[0]
    one = actions.complete_step(dossier=one, by=actor_for(who, on=now().date()), at=now())
"""
    )


def test_a_display_without_network_for_20_seconds_finds_all_30_calls_in_order_once(hall, server):
    display = hall("open-display", width=1920, height=1080)
    display.locator("html[data-live=on]").wait_for(state="attached")
    display.evaluate("() => { window.never_reloaded = true; window.before = window.ThanThien.calls.length }")
    display.context.set_offline(True)
    started = time.monotonic()
    called = server.python(CALL_30).split()
    assert len(called) == 30
    time.sleep(max(0, 20 - (time.monotonic() - started)))
    display.locator("html[data-live=off]").wait_for(state="attached")
    display.context.set_offline(False)
    display.wait_for_function("() => window.ThanThien.calls.length - window.before >= 30", timeout=30000)
    heard = display.evaluate("() => window.ThanThien.calls.slice(window.before).map(c => [c.seq, c.label])")
    assert [label for _, label in heard] == called
    seqs = [seq for seq, _ in heard]
    assert seqs == sorted(set(seqs))
    assert display.evaluate("() => window.never_reloaded === true")


CALL_30 = """
from thanthien.people import actions as people
from thanthien.people.models import Counter, Officer
from thanthien.people.queries import actor_for
from thanthien.queueing import actions
from thanthien.queueing.queries import service_by_letter
from thanthien.shared.clock import now
officer = Officer.objects.get(login="mai.tt")
by, counter = actor_for(officer, on=now().date()), Counter.objects.get(unit_id="15148", number=4)
counter = people.open_counter(counter=counter, officer=officer, by=by, at=now())
guide = actor_for(Officer.objects.get(login="ngoc.ct"), on=now().date())
for _ in range(30):
    actions.take_ticket(unit="15148", service=service_by_letter(unit="15148", letter="D"), channel="guide", by=guide, at=now())
    print(actions.call_next(counter=counter, by=by, at=now()).label)
"""


def receive_copy(desk) -> int:
    """Receive the procedure by keys alone; returns how many were pressed after the scan."""
    keys = 0

    def press(*names: str) -> None:
        nonlocal keys
        for name in names:
            desk.keyboard.press(name)
            keys += 1

    desk.locator("#proc").wait_for()
    if desk.evaluate("() => document.activeElement.id") != "proc":
        press("Tab")
    press("s", "a", "o")
    desk.locator("#proc-list [role=option]").first.wait_for()
    press("Enter")
    desk.locator("#papers > li:focus").wait_for()
    for _ in range(desk.locator('#papers > li[data-mandatory="true"]').count()):
        press("Space")
    press("Enter")
    return keys
