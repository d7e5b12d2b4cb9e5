"""The kiosk speaks English to one citizen and Vietnamese to the next; every text of the hall is marked for the translator."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation

from thanthien.doors import hall as door
from thanthien.doors.hall import printing, showing
from thanthien.doors.hall.language import asked_language
from thanthien.queueing import queries
from thanthien.queueing.waiting_time import Estimate

TEMPLATES = Path(door.__file__).parent / "templates" / "hall"
VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĐ]")
KEPT = {"Tiếng Việt", "Thân Thiện"}  # names, said alike in every language


def kiosk(hall) -> str:
    return f"/sanh/{hall.unit}/lay-so"


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_citizen_chooses_english_and_it_goes_with_them_to_the_number_and_the_phone(hall):
    home = text(hall.kiosk.get(kiosk(hall)))
    assert f'href="{kiosk(hall)}?lang=en" lang="en"' in home
    english = hall.kiosk.get(kiosk(hall) + "?lang=en")
    page = text(english)
    assert english["Content-Language"] == "en" and '<html lang="en"' in page
    assert f'action="{kiosk(hall)}?lang=en"' in page and f'data-counts="{kiosk(hall)}/cho?lang=en"' in page
    assert 'data-lang="en"' in page and 'data-test="read"' not in page  # the voice speaks Vietnamese
    given = hall.kiosk.post(kiosk(hall) + "?lang=en", {"service": "A"})
    assert given.status_code == 302 and given["Location"].endswith("?lang=en")
    got = hall.kiosk.get(given["Location"])
    assert got["Content-Language"] == "en"
    phone = re.search(r'data-url="([^"]+)"', got.content.decode())[1]
    assert phone.endswith("?lang=en")
    followed = text(hall.kiosk.get(phone.removeprefix("http://testserver")))
    assert 'data-lang="en"' in followed and '<html lang="en"' in followed


def test_the_tiles_are_named_in_the_language_of_the_reader(hall):
    assert "<b>Hộ tịch</b>" in text(hall.kiosk.get(kiosk(hall)))
    english = text(hall.kiosk.get(kiosk(hall) + "?lang=en"))
    assert "<b>Civil status</b>" in english and "<b>Hộ tịch</b>" not in english


def test_the_way_home_leads_back_to_vietnamese(hall):
    given = hall.kiosk.post(kiosk(hall) + "?lang=en", {"service": "A"})
    got = text(hall.kiosk.get(given["Location"]))
    assert f'data-home="{kiosk(hall)}"' in got and f'href="{kiosk(hall)}" data-test="finish"' in got
    assert hall.kiosk.get(kiosk(hall))["Content-Language"] == "vi"
    assert "thanthien_lang" not in hall.kiosk.cookies


def test_a_class_of_priority_keeps_the_language(hall):
    page = text(hall.kiosk.get(kiosk(hall) + "?lang=en"))
    assert f'href="{kiosk(hall)}?uu-tien=age&amp;lang=en"' in page
    chosen = text(hall.kiosk.get(kiosk(hall) + "?uu-tien=age&lang=en"))
    assert f'href="{kiosk(hall)}?lang=en" data-test="priority-age" aria-current="true"' in chosen


@pytest.mark.parametrize(("asked", "lang"), [("", ""), ("vi", ""), ("fr", ""), ("en", "en"), ("EN", ""), ("en&x=1", "en")])
def test_only_a_language_we_speak_is_kept(rf, asked, lang):
    assert asked_language(rf.get(f"/?lang={asked}")) == lang


def test_paper_is_vietnamese_whatever_the_screen_speaks(hall):
    hall.take("A")
    ticket = hall.take("A")
    page = queries.ticket_page(code=ticket.visit.public_code)
    office = showing.place(hall.unit, at=hall.at)["office"]
    slip = showing.slip_of(replace(page.tickets[-1], estimate=Estimate(3, 60, 90, 20, 2)), code="x", at=hall.at)
    with translation.override("en"):
        paper = printing.paper_of(slip, office=office, url="http://x")
    assert (paper.about_label, paper.about) == ("Chờ khoảng", "1 giờ đến 1 giờ 30")


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, None, ""),
        (0, 5, "Dưới 5 phút"),
        (10, 20, "10–20 phút"),
        (45, 90, "45 phút đến 1 giờ 30"),
        (60, 120, "1 giờ đến 2 giờ"),
    ],
)
def test_a_wait_in_words(low, high, words):
    assert str(Estimate(3, low, high, 20, 2).text) == words


def test_two_counters_are_named_with_hard_spaces(hall):
    hall.kiosk.post(kiosk(hall), {"service": "A"})
    page = hall.kiosk.get(hall.kiosk.post(kiosk(hall), {"service": "A"})["Location"]).content.decode()
    assert "Sẽ gọi vào quầy\u00a01 hoặc quầy\u00a02" in page


@pytest.mark.parametrize("template", sorted(path.name for path in TEMPLATES.glob("*.html")))
def test_no_vietnamese_stands_outside_a_mark(template):
    source = (TEMPLATES / template).read_text()
    source = re.sub(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", "", source, flags=re.S)
    source = re.sub(r"{%.*?%}", "", source, flags=re.S)
    source = re.sub(r'data-say="[^"]*"', "", source)  # read aloud by a Vietnamese voice
    for kept in KEPT:
        source = source.replace(kept, "")
    left = [line.strip()[:120] for line in source.splitlines() if VIETNAMESE.search(line)]
    assert left == []
