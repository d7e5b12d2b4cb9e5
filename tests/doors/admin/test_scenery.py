"""The lands of the screens: each drawn whole, looked at without choosing, chosen and taken back, text always readable on it."""

import re
from pathlib import Path

import pytest
from django.test import Client

from builders.office import UNIT
from thanthien.doors.templatetags import drawings
from thanthien.journal.models import Entry
from thanthien.people.queries import office as office_of

PAGE, KIOSK, DISPLAY = "/quan-tri/canh", f"/sanh/{UNIT}/lay-so", f"/sanh/{UNIT}/man-hinh"
STATIC = Path(drawings.__file__).resolve().parents[1] / "static" / "parts"
NAMES = list(drawings.SCENERIES)
INK, MUTED = "#1d2a26", "#45524c"  # of the kiosk's head, which stands on the land
UPPER = 200  # of 480: below it no text stands


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def drawing(name: str) -> str:
    return (drawings.DRAWN / "scenery" / f"{name}.svg").read_text()


def test_there_is_a_land_for_every_part_of_the_country():
    assert len(NAMES) == 8
    assert {path.stem for path in (drawings.DRAWN / "scenery").glob("*.svg")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_land_has_its_drawing_its_three_bands_and_their_rules(name):
    assert drawing(name).startswith("<path") and "<script" not in drawing(name) and "style=" not in drawing(name)
    assert len(drawing(name)) < 9_000
    for tone in ("dark", "light", "page"):
        band = (STATIC / "bands" / f"{name}-{tone}.svg").read_text()
        assert band.startswith("<svg") and 'height="18"' in band
    if name != "muong":  # which is what a band without a name shows
        assert f".band.{name} {{" in (STATIC / "common.css").read_text()
        assert f".brocade.{name} {{" in (STATIC / "portal.css").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_text_in_front_of_a_land_keeps_seven_to_one(name):
    """What stands high in a drawing, behind the head of the kiosk, is one of the two lightest tones."""
    shapes = re.findall(r'<path [^>]*?fill="(#[0-9a-f]{6})" d="([^"]+)"|<path d="([^"]+)" fill="(#[0-9a-f]{6})"', drawing(name))
    high = set()
    for fill, d, other_d, other_fill in shapes:
        tops = [float(y) for _, y in re.findall(r"[ML](-?[\d.]+)[ ,](-?[\d.]+)", d or other_d)]
        if tops and min(tops) < UPPER and max(tops) > UPPER / 2:
            high.add(fill or other_fill)
    tones = {tone for tone in high if tone in {"#e3f1ea", "#cbe5d9", "#a5d2bf", "#7dbca3", "#5fa88c", "#3f8f72"}}
    assert all(contrast(INK, tone) >= 7 and contrast(MUTED, tone) >= 4.5 for tone in tones), tones


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("path", [KIOSK, DISPLAY])
def test_an_officer_looks_at_a_land_and_nothing_is_chosen(administration, path, name):
    answer = administration.admin.get(f"{path}?canh={name}")
    assert drawings.band(name) in text(answer)
    assert answer["X-Frame-Options"] == "SAMEORIGIN" and "frame-ancestors 'self';" in answer["Content-Security-Policy"] + ";"
    assert office_of(UNIT).scenery == "muong"


def test_without_a_look_the_pages_of_the_hall_stand_in_no_frame(administration):
    for path in (KIOSK, DISPLAY, f"{KIOSK}?canh=nowhere"):
        answer = administration.admin.get(path)
        assert answer["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_a_land_is_chosen_and_taken_back(administration):
    page = text(administration.admin.get(PAGE))
    assert page.count('<li class="scene') == 8 and 'class="scene on" data-test="scene-muong"' in page
    answer = administration.admin.post(f"{PAGE}/chon", {"scenery": "coast"}, follow=True)
    assert "Đã đổi cảnh: Ven biển miền Trung." in text(answer) and office_of(UNIT).scenery == "coast"
    assert Entry.objects.filter(kind="office.changed").latest("seq").data == {"fields": ["scenery"]}
    assert 'class="band coast"' in text(administration.admin.get(KIOSK))
    assert "band dark coast" in text(administration.admin.get(DISPLAY))
    shown = answer.content.decode()
    start = shown.rindex('class="toast" method="post" action="') + len('class="toast" method="post" action="')
    administration.admin.post(shown[start : shown.index('"', start)])
    assert office_of(UNIT).scenery == "muong"


@pytest.mark.parametrize("wanted", ["", "nowhere", "../muong", "muong"])
def test_what_is_no_land_or_the_same_changes_nothing(administration, wanted):
    before = Entry.objects.count()
    assert administration.admin.post(f"{PAGE}/chon", {"scenery": wanted}).status_code == 302
    assert Entry.objects.count() == before and office_of(UNIT).scenery == "muong"


def test_the_page_shows_the_land_that_is_asked_for(administration):
    page = text(administration.admin.get(f"{PAGE}?xem=highland"))
    assert f'src="{KIOSK}?canh=highland"' in page and 'sandbox="allow-same-origin"' in page
    assert f'src="{DISPLAY}?canh=muong"' in text(administration.admin.get(f"{PAGE}?xem=nowhere"))


def test_who_may(administration):
    assert administration.colleague.get(PAGE).status_code == 403
    assert administration.colleague.post(f"{PAGE}/chon", {"scenery": "coast"}).status_code == 403
    assert Client().get(PAGE).status_code == 302
    administration.stranger.post(f"{PAGE}/chon", {"scenery": "city"})
    assert (office_of(UNIT).scenery, office_of("15151").scenery) == ("muong", "city")
    assert administration.admin.post(f"{PAGE}/hoan-tac?k=abc").status_code == 404
