"""`/lanh-dao/ung-xu/` and the commune's page: written, posted, printed; a refusal keeps what was typed."""

import io

import pytest
from django.test import Client
from pdfminer.high_level import extract_text

from builders.paper import words_of
from builders.playing import logged_in
from thanthien.conduct.models import ConductRules

PAGE, WRITE = "/lanh-dao/ung-xu/", "/lanh-dao/ung-xu/soan"
FORM = {"title": "Quy tắc ứng xử", "body": "# Với dân\nChào trước khi hỏi", "document": "12/QĐ-UBND", "valid_from": "2026-11-23"}


def text_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def nghia(desk):
    return logged_in(desk.office.nghia)


def test_before_there_are_rules_both_pages_say_so(nghia):
    assert 'data-test="empty"' in text_of(nghia.get(PAGE))
    assert 'data-test="no-rules"' in text_of(Client().get("/ung-xu"))
    assert Client().get("/ung-xu/to-a4.pdf").status_code == 404


def test_a_draft_is_kept_and_shown_to_nobody_else(nghia):
    assert nghia.post(WRITE, FORM | {"do": "draft"}).status_code == 302
    assert "Bản nháp 1" in text_of(nghia.get(PAGE)) and "Chào trước khi hỏi" not in text_of(Client().get("/ung-xu"))


def test_what_was_decided_stands_on_the_commune_s_page_and_on_paper(nghia):
    nghia.post(WRITE, FORM | {"do": "decide"})
    seen = text_of(Client().get("/ung-xu"))
    assert "Chào trước khi hỏi" in seen and "Áp dụng từ 23/11/2026, xem lại trước 23/11/2027" in seen
    for size in ("a4", "a3"):
        answer = Client().get(f"/ung-xu/to-{size}.pdf")
        assert answer.status_code == 200 and "Chào trước khi hỏi" in words_of(answer.content)


def test_the_number_to_call_stays_on_one_line_of_the_sheet(nghia):
    nghia.post(WRITE, FORM | {"document": "45/QĐ-UBND", "do": "decide"})
    lines = extract_text(io.BytesIO(Client().get("/ung-xu/to-a4.pdf").content)).replace("\u00a0", " ").splitlines()
    assert any("0237 300 0000" in line for line in lines), lines


@pytest.mark.parametrize(
    ("change", "said"),
    [({"title": ""}, "Ghi tên văn bản"), ({"body": "# Mục"}, "Ghi ít nhất một điều"), ({"valid_from": "2026-11-01"}, "đã qua"),
     ({"valid_from": "lạ"}, "Chọn ngày áp dụng")],
)  # fmt: skip
def test_a_refusal_keeps_what_was_typed(nghia, change, said):
    answer = nghia.post(WRITE, FORM | {"document": "99/QĐ"} | change | {"do": "decide"})
    assert answer.status_code == 422 and said in text_of(answer) and "99/QĐ" in text_of(answer)
    assert 'data-test="empty"' in text_of(nghia.get(PAGE))


def test_kept_after_a_look_and_taken_back(nghia, desk):
    nghia.post(WRITE, FORM | {"do": "decide"})
    assert 'data-test="review"' in text_of(nghia.get(PAGE))
    pk = ConductRules._default_manager.get().pk
    nghia.post(f"{PAGE}{pk}/xem-lai")
    assert "Đã ghi lần xem lại" in text_of(nghia.get(PAGE))
    nghia.post(f"{PAGE}{pk}/rut")
    assert 'data-test="empty"' in text_of(nghia.get(PAGE))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_versions_leave_as_a_file(nghia, kind):
    nghia.post(WRITE, FORM | {"do": "decide"})
    assert "quy-tac-ung-xu" in nghia.get(f"{PAGE}?xuat={kind}")["Content-Disposition"]


def test_the_leader_s_own_example_stands_on_both_pages(nghia):
    assert 'data-test="sorry-count">0<' in text_of(nghia.get(PAGE))
    assert "lãnh đạo chưa ký thư xin lỗi nào" in text_of(Client().get("/ung-xu"))
