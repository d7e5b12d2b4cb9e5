"""One search for everything: groups, a page with filters, exports; what was typed stands in no address."""

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from builders.desk import logged_in
from builders.dossiers import CIVIL, PLANNING, SINGLE, company, person, ready, received
from thanthien.journal.models import Access


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def some(desk):
    hien = received(desk.office, SINGLE)
    son = person(desk.office, "Lò Văn Sơn", number="038090001234", phone="0977123408")
    done = ready(desk.office, received(desk.office, CIVIL, applicant=son), at=desk.at, others=desk.others)
    firm = received(desk.office, PLANNING, organisation=company(desk.office), submitter=son, mandate="Giấy giới thiệu 1")
    return hien, done, firm


@pytest.mark.parametrize(
    ("asked", "group", "shown"),
    [
        ("son lo", "Hồ sơ", "Lò Văn S••"), ("ket hon", "Thủ tục", "/thu-tuc/"), ("dinh bui", "Cán bộ", "Bùi Văn Định"),
        ("thu ha", "Cán bộ", "Bùi Thị Thu Hà"), ("038090001234", "Hồ sơ", "Lò Văn S••"), ("0977123408", "Hồ sơ", "Mía đường"),
    ],
)  # fmt: skip
def test_results_stand_in_groups(desk, some, asked, group, shown):
    page = text_of(desk.post("/ho-so/tim", {"q": asked}))
    assert f">{group}</li>" in page and shown in page
    assert "Lò Văn Sơn" not in page and not Access.objects.exists()


def test_a_number_of_today_is_found_with_its_state(desk):
    ticket = desk.call()
    page = text_of(desk.post("/ho-so/tim", {"q": ticket.label.lower()}))
    assert "Vé hôm nay" in page and ticket.label in page and "Quầy 1" in page


def test_the_page_shows_what_was_typed_last_and_no_address_carries_it(desk, some):
    answer = desk.hanh.post("/tim", {"q": "038090001234"})
    assert (answer.status_code, answer["Location"]) == (302, "/tim")
    page = text_of(desk.hanh.get("/tim"))
    assert page.count('data-test="row"') == 2 and "038090001234" in page
    assert "038090001234" not in text_of(desk.hanh.get("/tim?xuat=csv"))
    desk.hanh.get("/tim?bo-chu=1")
    assert text_of(desk.hanh.get("/tim")).count('data-test="row"') == 3


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", 3), ("linh-vuc=ho_tich", 2), ("trang-thai=open", 2), ("trang-thai=9", 1), ("trang-thai=late", 0),
        ("tu=2026-11-23", 3), ("tu=2026-11-24", 0), ("den=2026-11-22", 0), ("tu=khong-phai-ngay&trang-thai=lạ", 3),
        ("can-bo=999999", 0), ("can-bo=x", 3),
    ],
)  # fmt: skip
def test_filters(desk, some, query, rows):
    assert text_of(desk.hanh.get(f"/tim?{query}")).count('data-test="row"') == rows
    assert text_of(desk.get(f"/tim/danh-sach?{query}")).count('data-test="row"') == rows


def test_by_officer_who_received_or_works_on_it(desk, some):
    hien, done, firm = some
    assert text_of(desk.hanh.get(f"/tim?can-bo={desk.office.hanh.pk}")).count('data-test="row"') == 3
    from thanthien.dossiers import actions

    actions.take_step(dossier=hien, by=desk.office.actor(desk.office.ha), at=desk.at)
    assert text_of(desk.hanh.get(f"/tim?can-bo={desk.office.ha.pk}")).count('data-test="row"') == 1


def test_what_is_filtered_is_what_is_exported(desk, some):
    answer = desk.hanh.get("/tim?trang-thai=9&xuat=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    codes = [row[0] for row in rows if str(row[0]).startswith("MAU")]
    assert codes == [some[1].code]
    assert any("Lò Văn S••" in str(cell) for row in rows for cell in row)
    assert "Lò Văn Sơn" not in text_of(desk.hanh.get("/tim?xuat=csv"))


def test_nothing_yet_and_nothing_found_say_what_to_do(desk):
    assert "Hồ sơ tiếp nhận ở quầy sẽ hiện ở đây" in text_of(desk.hanh.get("/tim"))
    assert "bỏ bớt một điều kiện lọc" in text_of(desk.hanh.get("/tim?trang-thai=late"))


def test_a_specialist_sees_their_fields_a_stranger_nothing(desk, some):
    tuan = logged_in(desk.office.tuan)
    assert 'data-test="row"' not in text_of(tuan.get("/tim"))
    ha = logged_in(desk.office.ha)
    assert text_of(ha.get("/tim")).count('data-test="row"') == 2
    assert 'data-test="row"' not in text_of(desk.stranger.get("/tim"))
    assert 'data-test="hit"' not in text_of(desk.post("/ho-so/tim", {"q": "son lo"}, by=desk.stranger))


def test_the_page_costs_the_same_for_one_and_for_three(desk, django_assert_num_queries):
    received(desk.office, SINGLE)
    desk.hanh.get("/tim")
    with django_assert_num_queries(PAGE):
        desk.hanh.get("/tim")
    received(desk.office, SINGLE, at=desk.at + timedelta(minutes=1))
    received(desk.office, CIVIL, at=desk.at + timedelta(minutes=2))
    assert text_of(desk.hanh.get("/tim")).count('data-test="row"') == 3
    with django_assert_num_queries(PAGE):
        assert text_of(desk.hanh.get("/tim")).count('data-test="row"') == 3


PAGE = 6
