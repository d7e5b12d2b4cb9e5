"""A commune is set up on an empty machine by the guide alone, and holds its first office day: number, call, dossier, result."""

import hashlib
import hmac
import os
import re
import struct
from base64 import b32decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from builders.fresh import FreshServer, fresh_machine
from builders.pressing import press
from builders.scanning import scan
from builders.serving import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]
GUIDE = ROOT / "docs" / "guides" / "admin.md"
PICTURES = os.environ.get("THANTHIEN_PICTURES", "")
COMMUNE = "31348"
ADMIN_PASSWORD = "song-hau-mua-nuoc-noi"
CARD = "092192004317|362345678|Trương Thị Hiền|14081992|Nữ|Ấp Trường Thọ, Trường Long Tây, Cần Thơ|01052021"
# What a careful first-timer needs: seconds for a field, a press, a device that one walks to, a paper that one keeps.
FIELD, PRESS, WALK, READ = 20, 4, 90, 40


@dataclass
class Walk:
    """One person who follows the guide: every field and press is counted, every bold word of the guide must be met."""

    page: Page
    fields: int = 0
    presses: int = 0
    walks: int = 0
    met: list[str] = field(default_factory=list)
    steps: dict[str, str] = field(default_factory=dict)

    def press(self, label: str, role: str = "button") -> None:
        press(self.page, self.page.get_by_role(role, name=re.compile(rf"^\s*{re.escape(label)}")).first)
        self.presses += 1
        self.met.append(label)

    def go(self, label: str) -> None:
        self.press(label, "link")

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.fields += 1
        self.met.append(label)

    def tick(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()
        self.presses += 1
        self.met.append(label)

    def finish(self, step: str) -> None:
        """Every bold word of this step of the guide was met on the screen."""
        bold = set(re.findall(r"\*\*([^*]+)\*\*", steps_of_the_guide()[step]))
        assert bold <= set(self.met), f"step {step} of the guide names what was not met: {bold - set(self.met)}"
        self.steps[step] = f"{self.fields} fields, {self.presses} presses"

    def minutes(self) -> float:
        return (self.fields * FIELD + self.presses * PRESS + self.walks * WALK + len(self.steps) * READ) / 60


def steps_of_the_guide() -> dict[str, str]:
    """Number of a step → its text."""
    parts = re.split(r"^## (?:(\d+)\. )?.*$", GUIDE.read_text(encoding="utf-8"), flags=re.M)
    return {number: text for number, text in zip(parts[1::2], parts[2::2], strict=True) if number}


def snap(page: Page, name: str) -> None:
    """A picture for the guide, when docs/make_pictures.py asks for them."""
    if PICTURES:
        page.wait_for_timeout(400)
        page.screenshot(path=Path(PICTURES) / f"admin-{name}.png")


def six_digits(secret: str, moment: float) -> str:
    """What a telephone shows (RFC 6238)."""
    digest = hmac.new(b32decode(secret.replace(" ", "")), struct.pack(">Q", int(moment) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


@pytest.fixture(scope="module")
def machine() -> Iterator[FreshServer]:
    with fresh_machine() as running:
        yield running


@pytest.fixture
def sit_down(browser: Browser, machine: FreshServer):
    """A browser of one's own; the story fails on a script error."""
    contexts, errors = [], []

    def make(path: str = "/", *, width: int = 1280, height: int = 800) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, base_url=machine.address, locale="vi-VN")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
        page.goto(path)
        return page

    yield make
    for number, context in enumerate(contexts):
        context.pages[0].screenshot(path=ROOT / "test-results" / f"set-up-commune-{number}.png")
        context.close()
    assert not errors, errors


def test_a_commune_from_nothing_to_the_first_result(machine: FreshServer, sit_down, capsys):
    (ROOT / "test-results").mkdir(exist_ok=True)
    walk = Walk(sit_down("/"))
    first_start(walk, machine)
    hall(walk)
    slips = colleagues(walk)
    kiosk = enrol(walk, sit_down, "Máy lấy số", 1080, 1920)
    walk.go("Thêm máy nữa")
    display = enrol(walk, sit_down, "Màn hình sảnh", 1920, 1080)
    walk.finish("7")
    walk.go("Việc cài đặt")
    assert set(states(walk.page).values()) == {"ok"}, states(walk.page)
    snap(walk.page, "done")
    walk.finish("8")
    with capsys.disabled():
        print(f"\nset-up by the guide: {walk.steps}; {walk.walks} walks; about {walk.minutes():.0f} minutes")
    assert set(walk.steps) == set(steps_of_the_guide())
    assert (walk.fields, walk.presses) <= (30, 90)
    first_day(machine, sit_down, slips, kiosk, display)
    assert "ĐÚNG" in machine.run("verify")


def states(page: Page) -> dict[str, str]:
    return dict(page.locator("[data-test=tasks] > li").evaluate_all("rows => rows.map(r => [r.dataset.test, r.dataset.state])"))


def first_start(walk: Walk, machine: FreshServer) -> None:
    """Steps 1 to 3: the console's code, the commune, the first administrator with a second step."""
    assert urlsplit(walk.page.url).path == "/bat-dau"
    walk.write("Mã cài đặt", machine.console_code())
    walk.press("Tiếp tục")
    walk.finish("1")
    walk.page.get_by_label("Gõ tên, không cần dấu").press_sequentially("truong long tay")
    walk.fields += 1
    walk.met.append("Gõ tên, không cần dấu")
    walk.page.locator(f"[data-test=commune-{COMMUNE}]").wait_for()
    snap(walk.page, "commune")
    walk.go("Xã Trường Long Tây")
    walk.write("Đường dây nóng", "0292 384 9999")
    walk.write("Mã trên Cổng Dịch vụ công", "H13.08")
    walk.press("Lưu và tiếp tục")
    walk.finish("2")
    walk.write("Họ và tên", "Nguyễn Văn Bình")
    walk.write("Mật khẩu", ADMIN_PASSWORD)
    walk.write("Ghi lại mật khẩu", ADMIN_PASSWORD)
    walk.press("Tạo người quản trị và vào")
    secret = walk.page.locator("[data-test=secret]").text_content()
    walk.write("Gõ 6 chữ số đang hiện", six_digits(secret, machine.now()))
    walk.press("Cài")
    walk.go("Đã cất, vào việc")
    walk.walks += 1
    walk.page.locator("[data-test=tasks]").wait_for()
    walk.met.append(walk.page.locator("h1").inner_text())
    snap(walk.page, "home")
    walk.finish("3")


def hall(walk: Walk) -> None:
    """Steps 4 and 5: three counters, the usual services."""
    for _ in range(3):
        walk.go("Quầy")
        walk.go("Thêm quầy")
        walk.press("Lưu quầy")
    walk.finish("4")
    walk.go("Việc ở sảnh")
    walk.press("Thêm sáu việc thường có")
    assert walk.page.locator("[data-test^=service-]").count() == 6
    snap(walk.page, "services")
    walk.finish("5")


def colleagues(walk: Walk) -> dict[str, tuple[str, str]]:
    """Step 6: four people, one of whom keeps the seal too; first role → (login, password of the slip)."""
    people = (
        (("Một cửa",), "Trần Thị Mai", "Công chức Một cửa"),
        (("Chuyên môn", "Văn thư"), "Lê Văn Tám", "Công chức Tư pháp, Hộ tịch"),
        (("Lãnh đạo",), "Phạm Thị Chín", "Phó Chủ tịch, Giám đốc Trung tâm"),
        (("Công an xã",), "Hà Văn Sơn", "Công an xã"),
    )
    slips = {}
    walk.go("Cán bộ")
    walk.go("Thêm cán bộ")
    for roles, name, position in people:
        walk.write("Họ và tên", name)
        walk.write("Chức vụ", position)
        for role in roles:
            walk.tick(role)
        walk.press("Lưu và cấp mật khẩu")
        slips[roles[0]] = (
            walk.page.locator("[data-test=slips] [data-test=login]").inner_text(),
            walk.page.locator("[data-test=once-password]").inner_text(),
        )
        snap(walk.page, "slip")
        expect(walk.page.get_by_role("button", name="In phiếu")).to_be_visible()
        walk.met.append("In phiếu")
        walk.presses += 1
        walk.go("Thêm người nữa")
    walk.finish("6")
    walk.go("Thiết bị")
    walk.go("Thêm thiết bị")
    return slips


def enrol(walk: Walk, sit_down, kind: str, width: int, height: int) -> Page:
    """Step 7 for one device: it types the address and the six digits."""
    walk.tick(kind)
    walk.press("Lưu và lấy mã")
    digits = re.sub(r"\D", "", walk.page.locator("[data-test=digits]").inner_text())
    assert len(digits) == 6
    snap(walk.page, "code")
    device = sit_down("/" + walk.page.locator("[data-test=address]").inner_text().split("/", 1)[1], width=width, height=height)
    device.locator("[data-test=digits]").fill(digits)
    press(device, "enrol")
    walk.page.locator("[data-test=enrolled]").wait_for()
    walk.walks += 1
    return device


def sign_in(sit_down, slip: tuple[str, str], own: str) -> Page:
    """The first login with the slip of the administrator: an own password, then work."""
    login, once = slip
    page = sit_down("/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu", exact=True).fill(once)
    page.locator("[data-test=login]").click()
    page.locator("#o-new").fill(own)
    page.locator("#o-again").fill(own)
    if page.locator("#o-old").count():
        page.locator("#o-old").fill(once)
    press(page, "save-password")
    return page


def first_day(machine: FreshServer, sit_down, slips: dict[str, tuple[str, str]], kiosk: Page, display: Page) -> None:
    """A number at the kiosk, called at counter 1 and on the display, a dossier received, finished, handed over."""
    kiosk.locator("[data-test=tile-A]").click()
    label = re.sub(r"\s", "", kiosk.locator("[data-test=number]").inner_text())
    assert label == "A001"

    desk = sign_in(sit_down, slips["Một cửa"], "hoa-sung-trang-ben-song")
    desk.goto("/quay/")
    desk.locator("[data-test=counter-1]").click()
    desk.locator("html[data-live=on] [data-test=call-next]").wait_for()
    desk.keyboard.press("F2")
    desk.locator("[data-test=present]", has_text=label).first.wait_for()
    display.wait_for_function("label => window.ThanThien.calls.some(c => (c.label || c) === label)", arg=label)

    scan(desk, CARD)
    desk.wait_for_function("() => document.querySelector('[data-test=name]')?.value.includes('Hiền')")
    receive_signature(desk)
    desk.locator("[data-test=received-code]").wait_for()
    tail = desk.locator("[data-test=received-code]").inner_text().split("-")[-1]
    tracking = machine.python(TRACKING.format(tail=tail)).strip()
    machine.python(WORK.format(tail=tail))

    desk.goto("/tra-ket-qua/")
    desk.locator(f"[data-test=result][data-code*='{tail}']").wait_for()
    scan(desk, f"{machine.address}/t/{tracking}")
    desk.locator("[data-test=hand-over]").wait_for()
    desk.locator("[data-test=who-owner]").check(force=True)
    desk.keyboard.press("F8")
    snap(desk, "first-day")
    desk.locator("[data-test=hand-over]").click()
    desk.locator("[data-test=handed]").wait_for()
    phone = sit_down(f"/t/{tracking}", width=360, height=740)
    assert "Đã trả kết quả" in phone.locator("[data-test=state]").inner_text()
    assert "Trường Long Tây" in phone.content()


def receive_signature(desk: Page) -> None:
    """A certified signature: the procedure by its usual name, its papers ticked by keys, received."""
    desk.locator("#proc").wait_for()
    desk.locator("#proc").focus()
    desk.keyboard.type("chung thuc chu ky", delay=20)
    desk.locator("#proc-list", has_text="2.000884").wait_for()
    desk.locator("#proc-list [role=option]").first.wait_for()
    desk.keyboard.press("Enter")
    desk.locator("#papers > li:focus").wait_for()
    for _ in range(desk.locator('#papers > li[data-mandatory="true"]').count()):
        desk.keyboard.press("Space")
    desk.keyboard.press("Enter")


TRACKING = """
from thanthien.dossiers.models import Dossier
from thanthien.people.scoping import everywhere
with everywhere():
    print(Dossier.objects.get(code__endswith="{tail}").tracking_code)
"""
WORK = """
from thanthien.dossiers.models import Dossier
from thanthien.dossiers import actions
from thanthien.people.queries import actor_for, officers_with
from thanthien.people.scoping import in_unit
from thanthien.shared.clock import day_of, now
with in_unit("31348"):
    one = Dossier.objects.get(code__endswith="{tail}")
    while one.state < 9:
        step = one.steps.get(order=one.step)
        who = step.officer or officers_with(unit=one.unit_id, role=step.role, on=day_of(now()), field=one.field)[0]
        one = actions.complete_step(dossier=one, by=actor_for(who, on=day_of(now())), at=now())
"""
