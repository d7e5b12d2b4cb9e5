"""Plain text becomes paragraphs, headings and lists; what is too long or empty is refused where it stands."""

from datetime import date

import pytest

from thanthien.posting import news_rules, texts
from thanthien.posting.news_rules import Story
from thanthien.posting.rules import PostingError

MONDAY = date(2026, 11, 23)


def story(**other) -> Story:
    told = {"kind": "news", "title": "Tiêm phòng", "summary": "Thú y đến từng thôn", "body": "", "number": "",
            "first_day": MONDAY, "last_day": None}  # fmt: skip
    return Story(**(told | other))


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("", []),
        ("  \n\n ", []),
        ("Một dòng", [("p", ("Một dòng",))]),
        ("Hai\ndòng", [("p", ("Hai", "dòng"))]),
        ("Đoạn một\n\nĐoạn hai", [("p", ("Đoạn một",)), ("p", ("Đoạn hai",))]),
        ("# Lịch\n- Thôn A\n- Thôn B", [("h", ("Lịch",)), ("ul", ("Thôn A", "Thôn B"))]),
        ("Mang theo:\n- sổ\n• bút\n\n- giấy", [("p", ("Mang theo:",)), ("ul", ("sổ", "bút")), ("ul", ("giấy",))]),
        ("#\n- \nchữ", [("p", ("chữ",))]),
        ("-không có dấu cách", [("p", ("-không có dấu cách",))]),
        ("## Hai thăng\n# Một thăng", [("h", ("Hai thăng",)), ("h", ("Một thăng",))]),
    ],
)
def test_a_text_in_parts(body, blocks):
    assert [(one.kind, one.lines) for one in texts.blocks_of(body)] == blocks


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"summary": ""}, "summary"),
        ({"summary": "x" * 301}, "summary"),
        ({"body": "x" * 20_001}, "body"),
        ({"number": "x" * 81}, "number"),
        ({"kind": "poem"}, "kind"),
        ({"last_day": date(2026, 11, 22)}, "last_day"),
    ],
)
def test_what_is_wrong_is_said_at_its_box(change, field):
    with pytest.raises(PostingError) as caught:
        news_rules.check_story(story(**change))
    assert caught.value.field == field


def test_a_story_of_one_day_is_right():
    assert news_rules.check_story(story(last_day=MONDAY, title="  Tiêm   phòng ")).title == "Tiêm phòng"


def test_a_search_finds_it_without_marks():
    assert "lich tiem phong" in news_rules.found_by(story(body="Lịch tiêm phòng"))


def test_the_message_has_title_text_address_and_phone():
    text = news_rules.share_text(
        title="Tiêm phòng", summary="Từ 27/11", body="# Lịch\n- Thôn A", address="https://x.vn/tin/3", hotline="0237 300 0000"
    )
    assert text.split("\n\n") == [
        "TIÊM PHÒNG", "Từ 27/11", "Lịch\n- Thôn A", "Xem đủ: https://x.vn/tin/3", "Hỏi thêm: 0237 300 0000",
    ]  # fmt: skip


def test_a_message_without_text_or_phone_has_no_holes():
    text = news_rules.share_text(title="Tin", summary="Một câu", body="", address="https://x.vn/tin/3", hotline="")
    assert text == "TIN\n\nMột câu\n\nXem đủ: https://x.vn/tin/3"


def test_without_an_address_that_others_can_open_the_message_has_none():
    text = news_rules.share_text(title="Tin", summary="Một câu", body="", address="", hotline="0237 300 0000")
    assert text == "TIN\n\nMột câu\n\nHỏi thêm: 0237 300 0000"
