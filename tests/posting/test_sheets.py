"""Sheets of the posted office: what a sheet says, on how many pages, and that a long one is never cut."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders.paper import codes_in, drawn, leaves, words_of
from builders.posted import duty_of, item_of, run_of, story_of
from thanthien.people.queries import office as office_of
from thanthien.posting import news_queries
from thanthien.posting import public_queries as queries
from thanthien.posting.sheets import duty_sheet, item_sheet, story_picture
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db
PNG_SIDE = slice(16, 24)


def sheet(office, **more) -> bytes:
    item = item_of(office, **more)
    run_of(office, item)
    found = queries.shown(unit=office.unit, pk=item.pk, on=day_of(office.at))
    told = {"office": office_of(office.unit), "address": "https://x.vn/cong-khai/3", "since": day_of(office.at), "at": office.at}
    return item_sheet(shown=found, **told)


def test_the_sheet_of_an_item_says_what_by_which_law_and_whom_to_call(office, tmp_path):
    pdf = sheet(office)
    words = words_of(pdf)
    assert len(leaves(pdf)) == 1
    assert codes_in(drawn(pdf, tmp_path)[0]) == ["https://x.vn/cong-khai/3"]
    for part in ("Quyết toán ngân sách năm 2025", "12/QĐ-UBND", "Tổng thu 12,4 tỷ đồng", "Điều 11 khoản 2", "0237 300 0000"):
        assert part in words


def test_a_long_text_goes_on_to_a_second_leaf(office):
    pages = leaves(sheet(office, body="\n\n".join(f"Đoạn {n}: " + "thu chi ngân sách của xã " * 12 for n in range(40))))
    assert len(pages) > 1 and "Đoạn 39" in " ".join(pages) and "Tờ 2/" in " ".join(pages)


@pytest.mark.parametrize("size", ["a4", "a3", "zz"])
def test_the_roster_is_one_page_of_seven_days(office, size):
    for n in range(7):
        duty_of(office, day=day_of(office.at) + timedelta(days=n))
        duty_of(office, day=day_of(office.at) + timedelta(days=n), part="night", task="Trực an ninh, phòng cháy, bão lụt")
    week = news_queries.duty_week(unit=office.unit, day=day_of(office.at))
    pages = leaves(duty_sheet(week=week, office=office_of(office.unit), size=size, at=office.at))
    assert len(pages) == 1
    for word in ("Thứ Hai", "Chủ nhật", "Phạm Văn Nghĩa", "Trực an ninh", "Ban đêm"):
        assert word in pages[0]


def test_an_empty_week_says_so(office):
    week = [replace(one, lines=()) for one in news_queries.duty_week(unit=office.unit, day=day_of(office.at))]
    pages = leaves(duty_sheet(week=week, office=office_of(office.unit), size="a4", at=office.at))
    assert pages[0].count("Chưa xếp") == 7


@pytest.mark.parametrize("title", ["Tin", "Kế hoạch phòng, chống rét " * 6])
def test_the_picture_is_as_large_as_the_networks_want(office, title):
    png = story_picture(news=story_of(office, title=title.strip()[:160]), office=office_of(office.unit))
    assert png[PNG_SIDE] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
