"""Appraising a benefit at the desk: one question after the other, the papers, keeping, printing, taking back."""

import io

import pikepdf
import pytest

from builders.benefits import MERIT, PENSION, funeral
from builders.dossiers import SINGLE, received
from builders.paper import words_of
from builders.playing import logged_in
from thanthien.dossiers.models import Appraisal
from thanthien.journal.models import Access, Entry

DAY = {"day": "2026-11-03", "do": "day"}
ALL = {"day": "2026-11-03", "q-dien": "hang-thang", "q-bhxh": "khong", "q-lo": "co"}


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:800]
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def matter(desk):
    return funeral(desk.office, MERIT)


@pytest.fixture
def at_page(matter):
    return f"/ho-so/{matter.pk}/tham-dinh"


def test_the_dossier_leads_to_it_only_where_there_is_a_table(desk, matter):
    other = received(desk.office, SINGLE)
    assert 'data-test="appraisal-open"' in text_of(desk.get(f"/ho-so/{matter.pk}/"))
    assert 'data-test="appraisal-open"' not in text_of(desk.get(f"/ho-so/{other.pk}/"))
    assert desk.get(f"/ho-so/{other.pk}/tham-dinh").status_code == 404


def test_opening_it_opens_the_file(desk, matter, at_page):
    text_of(desk.get(at_page))
    assert Access.objects.filter(subject=f"dossier:{matter.pk}", officer=desk.office.hanh.login).exists()


@pytest.mark.parametrize(
    ("posted", "seen"),
    [
        ({}, "Bắt đầu hỏi"),
        (DAY, "Người mất thuộc diện nào?"),
        ({**DAY, "q-dien": "hang-thang"}, "Cơ quan bảo hiểm xã hội có trả"),
        ({**DAY, "q-dien": "khong"}, "Không thuộc diện mai táng phí người có công"),
        (ALL, "25.300.000 đồng"),
        ({**ALL, "redo": "bhxh"}, "Cơ quan bảo hiểm xã hội có trả"),
        ({**ALL, "do": "day-again"}, "Bắt đầu hỏi"),
        ({**ALL, "q-dien": "<b>"}, "Người mất thuộc diện nào?"),
    ],
)
def test_what_comes_next(desk, at_page, posted, seen):
    page = text_of(desk.post(at_page, posted))
    assert seen in page and "<b>&" not in page


def test_a_day_that_is_wrong_comes_back_with_what_to_do(desk, at_page):
    for day, sentence in (("", "cần đủ ngày"), ("1990", "cần đủ ngày"), ("01/01/2027", "chưa đến"), ("05/05/2001", "15/02/2022")):
        page = text_of(desk.post(at_page, {"day": day, "do": "day"}), 422)
        assert sentence in page and f'value="{day}"' in page


def test_the_result_says_how_much_why_on_what_article_and_what_nobody_has_read(desk, at_page):
    page = text_of(desk.post(at_page, ALL))
    assert "10 × 2.530.000 = 25.300.000 đồng" in page and "Điều 121" in page and "chưa đối chiếu văn bản" in page
    assert 'data-test="doubts"' in page


def test_what_the_counter_took_is_ticked_and_what_is_missing_is_named(desk, at_page):
    assert "Đủ giấy tờ" in text_of(desk.post(at_page, ALL))
    page = text_of(desk.post(at_page, {**ALL, "told": "1", "have": ["ban-khai"], "do": "papers"}))
    assert "Còn thiếu 1 giấy" in page and "Chứng minh ngày mất" in page and 'data-test="to-supplement"' in page


def test_kept_printed_and_taken_back(desk, matter, at_page):
    answer = desk.post(at_page, {**ALL, "told": "1", "have": ["ban-khai"], "do": "keep", "once": "a" * 32})
    assert answer.status_code == 302 and Appraisal.objects.get().amount_vnd == 25_300_000
    desk.post(at_page, {**ALL, "told": "1", "have": ["ban-khai"], "do": "keep", "once": "a" * 32})
    assert Entry.objects.filter(kind="dossier.appraised").count() == 1, "a second press is the same press"
    page = text_of(desk.get(at_page))
    assert 'data-test="kept"' in page and "25.300.000 đồng" in page and "thiếu" in page
    dossier = text_of(desk.get(f"/ho-so/{matter.pk}/"))
    assert "Thẩm định: đủ điều kiện hưởng" in dossier and "thẩm định: đủ điều kiện hưởng" in dossier
    pdf = desk.get(f"{at_page}.pdf").content
    words = words_of(pdf)
    assert "TỜ THẨM ĐỊNH ĐIỀU KIỆN HƯỞNG" in words and "25.300.000" in words and "Trương Thị Hiền" in words and "thiếu" in words
    assert len(pikepdf.open(io.BytesIO(pdf)).pages) <= 2
    desk.post(at_page, {"do": "drop", "once": "b" * 32})
    assert "Bắt đầu hỏi" in text_of(desk.get(at_page))
    assert "Hồ sơ chưa có kết quả" in text_of(desk.get(f"{at_page}.pdf"), 422)


def test_a_refusal_is_kept_too_without_an_amount(desk, at_page):
    desk.post(at_page, {"day": "2026-11-03", "q-dien": "khong", "do": "keep", "once": "c" * 32})
    page = text_of(desk.get(at_page))
    assert "Không thuộc diện mai táng phí" in page and 'data-test="amount"' not in page


def test_half_an_appraisal_is_not_kept(desk, at_page):
    page = text_of(desk.post(at_page, {**DAY, "do": "keep", "once": "d" * 32}), 422)
    assert "Còn câu chưa trả lời" in page and not Appraisal.objects.exists()


def test_an_amount_that_the_law_data_no_longer_say_is_told(desk, matter, at_page):
    desk.post(at_page, {**ALL, "do": "keep", "once": "e" * 32})
    Appraisal.objects.filter(pk__gt=0).update(amount_vnd=23_400_000)
    page = text_of(desk.get(at_page))
    assert 'data-test="stale"' in page and "nay là 25.300.000 đồng" in page and "<b>23.400.000 đồng</b>" in page
    assert 'data-test="how"' not in page


def test_a_leader_reads_and_does_not_keep(desk, at_page):
    leader = logged_in(desk.office.nghia)
    page = text_of(leader.post(at_page, ALL))
    assert 'data-test="keep"' not in page
    assert "việc của" in text_of(leader.post(at_page, {**ALL, "do": "keep", "once": "f" * 32}), 422)


def test_another_unit_finds_nothing(desk, at_page):
    stranger = logged_in(desk.office.la)
    assert stranger.get(at_page).status_code == 404 and stranger.get(f"{at_page}.pdf").status_code == 404


def test_a_paper_that_the_register_can_show_is_not_asked_for(desk):
    of = funeral(desk.office, PENSION)
    posted = {"day": "2026-11-03", "q-dien": "co", "q-khac": "khong", "q-lo": "co", "q-tra-cuu": "duoc", "told": "1"}
    page = text_of(desk.post(f"/ho-so/{of.pk}/tham-dinh", posted))
    assert "10.000.000 đồng" in page and "trích lục khai tử</label>" not in page
