"""A file of the national portal is looked at, taken in, one dossier is asked about, one accepted, one refused."""

import json
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from builders.axe import complaints
from builders.incoming import filed
from builders.pressing import press
from thanthien.shared.clock import local, now

pytestmark = pytest.mark.browser


def fine(page) -> None:
    """No complaint of axe, nothing wider than the glass."""
    assert complaints(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_from_the_file_to_an_answer(enter, tmp_path):
    when = f"{local(now() - timedelta(hours=6)):%Y%m%d%H%M%S}"
    rows = [filed(number, NgayNopHoSo=when) for number in (1, 2)] + [filed(3, NgayNopHoSo=when, ChuHoSo="")]
    file = tmp_path / "hoso.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    page = enter("hanh.lt", "/nop-qua-mang/")
    fine(page)
    page.set_input_files("#file", file)
    press(page, "preview-file")
    fine(page)
    press(page, "take")
    expect(page.get_by_test_id("row")).to_have_count(2)
    fine(page)
    press(page, "dismiss")
    press(page, "undo")
    expect(page.get_by_test_id("aside")).to_be_visible()
    press(page, "open")
    fine(page)
    page.fill("#words", "Ảnh giấy chứng sinh bị mờ, chụp lại rõ cả tờ.")
    press(page, "ask")
    expect(page.get_by_test_id("asked")).to_contain_text("chụp lại")
    press(page, "withdraw-ask")
    press(page, "accept")
    assert "/nop-qua-mang/" not in page.url
    page.goto("/nop-qua-mang/")
    press(page, "open")
    page.select_option("#reason", "not_competent")
    press(page, "refuse")
    expect(page.get_by_test_id("empty")).to_be_visible()


def test_the_list_on_a_narrow_screen(enter):
    page = enter("hanh.lt", "/nop-qua-mang/", width=360, height=740)
    fine(page)


def test_its_owner_takes_it_back_before_and_after_it_is_accepted(enter, tmp_path):
    when = f"{local(now() - timedelta(hours=6)):%Y%m%d%H%M%S}"
    page = enter("hanh.lt", "/nop-qua-mang/")

    def load(*rows: dict) -> None:
        file = tmp_path / "hoso.json"
        file.write_text(json.dumps(rows), encoding="utf-8")
        page.goto("/nop-qua-mang/")
        page.set_input_files("#file", file)
        press(page, "preview-file")
        fine(page)
        press(page, "take")

    load(*(filed(number, NgayNopHoSo=when) for number in (21, 22)))
    press(page, "open")
    press(page, "accept")
    dossier = page.url
    load(*(filed(number, NgayNopHoSo=when, TrangThaiHoSo="7", GhiChu="Khai nhầm") for number in (21, 22)))
    fine(page)
    expect(page.get_by_test_id("wish")).to_have_count(1)
    press(page, "drop-wish")
    press(page, "undo")
    page.goto(dossier)
    expect(page.get_by_test_id("wish")).to_contain_text("Khai nhầm")
    fine(page)
    press(page, "withdraw")
    expect(page.get_by_test_id("wish")).to_have_count(0)
    page.goto("/nop-qua-mang/?xem=da-rut")
    fine(page)
    expect(page.get_by_test_id("back-row")).to_have_count(2)
    page.set_viewport_size({"width": 360, "height": 740})
    fine(page)
