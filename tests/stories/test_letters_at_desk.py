"""A birth, a marriage and a death at the desk: received, declared, decided, signed; each leads to its letter, read on paper."""

import re
import subprocess
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from builders.pressing import press
from builders.scanning import scan
from stories.test_desk_keys import choose, give_number, ordinary_day, there
from stories.test_elsewhere import proper

pytestmark = pytest.mark.browser
PAGE = "/thu-cua-xa/"
PLACE = "Thôn Lương Thuận, Cẩm Tú, Thanh Hóa"


@dataclass(frozen=True)
class Event:
    """What somebody comes for. `card`: who stands at the counter; `typed`, `chosen`: the declaration."""

    find: str
    title: str
    card: str
    form: str
    typed: dict[str, str]
    chosen: dict[str, str] = field(default_factory=dict)


def id_paper(number: str) -> str:
    return f"Căn cước {number}, 01/05/2021, Bộ Công an"


def birth(on: date) -> Event:
    return Event(
        "ks", "Đăng ký khai sinh", f"038196004317||Phạm Thị Nga|14081996|Nữ|{PLACE}|01052021", "khai-sinh",
        {
            "nyc_giay_to": id_paper("038196004317"), "tre_ho_ten": "Phạm Gia Bảo", "tre_ngay_sinh": f"{on:%d/%m/%Y}",
            "tre_dan_toc": "Mường", "tre_noi_sinh": "Trạm Y tế xã Cẩm Tú", "tre_que_quan": "Cẩm Tú, Thanh Hóa",
            "me_ho_ten": "Phạm Thị Nga", "me_ngay_sinh": "14/08/1996", "me_so_dinh_danh": "038196004317",
            "me_giay_to": id_paper("038196004317"), "cha_ho_ten": "Phạm Văn Quý", "cha_ngay_sinh": "02/03/1993",
            "cha_so_dinh_danh": "038093000123", "cha_giay_to": id_paper("038093000123"), "dkkh_so": "12/2024",
        },
        {"nyc_quan_he": "Mẹ", "tre_gioi_tinh": "Nam"},
    )  # fmt: skip


def marriage() -> Event:
    return Event(
        "ket hon", "Đăng ký kết hôn", f"038199001201||Lò Thị Mai Phượng|20051999|Nữ|{PLACE}|01052021", "ket-hon",
        {
            "nu_ho_ten": "Lò Thị Mai Phượng", "nu_ngay_sinh": "20/05/1999", "nu_so_dinh_danh": "038199001201",
            "nu_giay_to": id_paper("038199001201"), "nu_lan_thu": "1", "nam_ho_ten": "Nguyễn Hoàng Minh",
            "nam_ngay_sinh": "11/09/1997", "nam_so_dinh_danh": "038097001302", "nam_giay_to": id_paper("038097001302"),
            "nam_lan_thu": "1",
        },
    )  # fmt: skip


def death(on: date) -> Event:
    return Event(
        "khai tu", "Đăng ký khai tử", f"038065000456||Hoàng Văn Tư|09011965|Nam|{PLACE}|01052021", "khai-tu",
        {
            "nyc_giay_to": id_paper("038065000456"), "nc_ho_ten": "Hoàng Thị Nết", "nc_ngay_sinh": "02/02/1939",
            "nc_so_dinh_danh": "038139000789", "nc_giay_to": id_paper("038139000789"),
            "nc_thoi_gian_chet": f"07:30 {on:%d/%m/%Y}", "nc_noi_chet": "Tại nhà",
        },
        {"nyc_quan_he": "Con"},
    )  # fmt: skip


@pytest.fixture
def counter(enter, server):
    """Hạnh at counter 1; other people's work is done in windows of their own."""
    ordinary_day(server)
    page = enter("hanh.lt", "/quay/")
    there(page, "choose")
    page.keyboard.press("1")
    there(page, "call-next")
    return page


def today(page) -> date:
    return date.fromisoformat(page.evaluate("() => document.body.dataset.now.slice(0, 10)"))


def received(desk, server, event: Event) -> str:
    """A number is called, the card scanned, the papers ticked, the slip printed; the address of the dossier."""
    give_number(server)
    desk.goto("/quay/")
    desk.locator("[data-test=call-next]:not([disabled])").wait_for()
    desk.keyboard.press("F2")
    there(desk, "toast", "Đã gọi A")
    name = event.card.split("|")[2]
    scan(desk, event.card)
    desk.wait_for_function("name => document.querySelector('[data-test=name]')?.value === name", arg=name)
    choose(desk, event.find)
    assert there(desk, "procedure-title").inner_text() == event.title
    for _ in range(desk.locator("#papers > li[data-mandatory=true]").count()):
        desk.keyboard.press("Space")
    desk.keyboard.press("Enter")
    there(desk, "received-code")
    return desk.locator("[data-test=received] a[href^='/ho-so/']").get_attribute("href")


def declared(desk, path: str, event: Event) -> None:
    """The declaration is opened from the dossier, typed and ended; who stands there is in it already."""
    desk.goto(path)
    press(desk, "eforms-open")
    press(desk, f"form-{event.form}")
    there(desk, "eform")
    if "nyc_giay_to" in event.typed:
        assert desk.locator("#nyc_ho_ten").input_value() == event.card.split("|")[2]
    for key, text in event.typed.items():
        desk.locator(f"#{key}").fill(text)
    for key, text in event.chosen.items():
        desk.locator(f"#{key}").select_option(text)
    press(desk, "finish")
    assert desk.url.endswith("/xem"), desk.locator("[data-test=error]").all_inner_texts()


def decided(people: list, path: str) -> None:
    """Whoever's turn it is ends their step, until the result is ready."""
    for _ in range(8):
        for page in people:
            page.goto(path)
            there(page, "acts")
            for button, send in (("complete", "complete"), ("finish-open", "finish")):
                if page.locator(f"[data-test={button}]").count():
                    if button != send:
                        there(page, button).click()
                    with page.expect_response(lambda answer: answer.request.method == "POST" and "/ho-so/" in answer.url):
                        there(page, send).click()
                    page.goto(path)
            if "Đã xử lý xong" in there(page, "acts").inner_text():
                return
    raise AssertionError("the dossier did not come to its end")


def proposed(leader, name: str) -> None:
    """On the leader's day it is told of; there it is opened."""
    for _ in range(20):
        leader.goto("/lanh-dao/")
        if leader.locator("[data-test=letters-band]").count():
            break
        leader.wait_for_timeout(500)
    press(leader, there(leader, "letters-band").locator("a").first)
    press(leader, there(leader, "open", name))


def sign(leader) -> str:
    """Signed; the address of the letter."""
    mine = leader.url.removesuffix("/")
    press(leader, "sign-one")
    return mine


def printed(page, letter: str, form: str) -> list[str]:
    """The sides of the printed letter as text."""
    answer = page.request.get(f"{letter}.pdf?kieu={form}")
    assert answer.ok and answer.body().startswith(b"%PDF")
    told = subprocess.run(["pdftotext", "-", "-"], input=answer.body(), capture_output=True, check=True).stdout.decode()
    return [re.sub(r"\s+", " ", side) for side in told.split("\f")[:-1]]


def test_each_event_at_the_desk_leads_to_its_letter(counter, enter, server):
    desk, on = counter, today(counter)
    leader = enter("nghia.pv")
    rooms = [enter("ha.btt"), leader, enter("bich.lt")]

    event = birth(on - timedelta(days=13))
    path = received(desk, server, event)
    declared(desk, path, event)
    decided(rooms, path)
    check_birth(desk, leader, path, event.typed["tre_ngay_sinh"])

    path = received(desk, server, marriage())
    declared(desk, path, marriage())
    decided(rooms, path)
    check_marriage(leader, on)

    event = death(on - timedelta(days=2))
    path = received(desk, server, event)
    declared(desk, path, event)
    decided(rooms, path)
    check_death(desk, leader, on - timedelta(days=2))
    assert "ĐÚNG" in server.run("verify")


def words(on: date) -> str:
    return f"ngày {on.day} tháng {on.month} năm {on.year}"


def check_birth(desk, leader, path: str, born: str) -> None:
    """What no paper says is asked; a word is changed; card, folded card and official letter; given with the result."""
    proposed(leader, "Phạm Gia B")
    assert "chưa biết 2" in there(leader, "ask").inner_text()
    leader.locator('[data-test="child_lives-yes"]').check()
    leader.locator('[data-test="foundling-no"]').check()
    press(leader, "answer")
    there(leader, "reword").locator("summary").click()
    leader.locator("#text1").fill("Sổ hộ tịch của xã vừa có thêm một cái tên thật đẹp.")
    press(leader, "reword-save")
    proper(leader)
    letter = sign(leader)
    day = words(date(*(int(part) for part in reversed(born.split("/")))))

    front, back = printed(leader, letter, "card")
    assert "Mừng cháu chào đời" in front and "Phạm Gia Bảo" in front and f"sinh {day}" in front
    assert "Thân gửi anh Phạm Văn Quý và chị Phạm Thị Nga" in front and "một cái tên thật đẹp." in front
    assert "Phạm Văn Nghĩa" in front and "Những tháng đầu của con" in back and "Thư số 1/" in back
    (leaf,) = printed(leader, letter, "folded")
    assert "Phạm Gia Bảo" in leaf and "Những tháng đầu của con" in leaf
    front, back = printed(leader, letter, "official")
    assert "Kính gửi: Gia đình anh Phạm Văn Quý và chị Phạm Thị Nga" in front and "THƯ CHÚC MỪNG SINH CON" in front
    assert f"đón thêm thành viên mới là cháu Phạm Gia Bảo, sinh {day}." in front and "một cái tên thật đẹp." in front
    assert "Cất bản chính Giấy khai sinh" in back and "Thư số 1/" in back
    assert not any("038" in side for form in ("card", "official") for side in printed(leader, letter, form))

    desk.goto(PAGE)
    with desk.expect_response(lambda answer: answer.url.endswith("/thu-cua-xa/in/dan")) as made:
        there(desk, "print").click()
    file = desk.request.get(made.value.json()["file"])
    assert made.value.json()["n"] == 1 and file.body().startswith(b"%PDF")
    desk.goto(path)
    press(desk, "to-hand-over")
    desk.locator("[data-test=who-owner]").check(force=True)
    there(desk, "hand-over").click()
    there(desk, "handed")
    desk.goto(f"{letter}/")
    assert "đã trao" in there(desk, "state").inner_text()


def check_marriage(leader, on: date) -> None:
    """Nothing is to be asked: the declaration says it all."""
    proposed(leader, "Nguyễn Hoàng M")
    assert "chưa biết" not in there(leader, "ask").inner_text()
    letter = sign(leader)
    front, back = printed(leader, letter, "card")
    assert "Trăm năm hạnh phúc" in front and "Anh Nguyễn Hoàng Minh" in front and "Chị Lò Thị Mai Phượng" in front
    assert f"{words(on).capitalize()}, anh chị đã ghi tên mình bên nhau" in front
    assert "Việc cưới văn minh" in back and "con thứ" not in front + back
    front, back = printed(leader, letter, "official")
    assert "Kính gửi: Anh Nguyễn Hoàng Minh và chị Lò Thị Mai Phượng" in front and "VIỆC CƯỚI VĂN MINH" in back


def check_death(desk, leader, on: date) -> None:
    """The family of the son who declared it; her age as custom counts; no joy on the sheet."""
    proposed(leader, "Hoàng Thị N")
    letter = sign(leader)
    for form, said in (("card", "Kính gửi"), ("official", "Kính gửi:")):
        front, back = printed(leader, letter, form)
        assert f"{said} Gia đình ông Hoàng Văn Tư" in front
        assert f"cụ Hoàng Thị Nết, sinh năm 1939, đã từ trần {words(on)}, hưởng thọ {on.year - 1939 + 1} tuổi" in front
        assert "!" not in front + back and "Trợ cấp mai táng" in back and "48 giờ" not in back
    desk.goto(f"{letter}/")
    desk.locator("#receiver").fill("ông Tư")
    press(desk, "hand-over")
    assert "đã trao" in there(desk, "state").inner_text()
    desk.goto(f"{PAGE}so")
    assert "Hoàng Thị N" in desk.locator("main").inner_text() and "Hoàng Thị Nết" not in desk.locator("main").inner_text()
