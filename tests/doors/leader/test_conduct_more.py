"""Undo, steps, photos and the own record on the leader's pages; each list costs the same for one row as for three."""

import re
from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from builders.papers import photo
from builders.playing import logged_in
from thanthien.conduct.models import ConductRecord, DisciplineStep, LeaderPromise, ReceptionHeld, SupervisionVisit, VisitPhoto
from thanthien.posting import actions as posting
from thanthien.posting.rules import Group, ReceptionRule
from thanthien.shared.actor import system

PEOPLE, HANH, MINE = "/lanh-dao/ung-xu/can-bo/", "/lanh-dao/ung-xu/can-bo/hanh/", "/ung-xu-cua-toi/"
VISITS, STEPS = "/lanh-dao/ung-xu/kiem-tra/", "/lanh-dao/ung-xu/xu-ly/"
TOLD = {"kind": "incident", "source": "citizen", "happened_on": "2026-11-20", "text": "Nói to với một cụ"}


def text_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def unlinked(page: str) -> str:
    """A page whose figures are read without the lists they lead to."""
    return re.sub(r"</?a\b[^>]*>", "", page)


@pytest.fixture
def nghia(desk):
    return logged_in(desk.office.nghia)


@pytest.fixture
def hanh(desk):
    return logged_in(desk.office.hanh)


def record(nghia, login="hanh", **more) -> ConductRecord:
    nghia.post(f"/lanh-dao/ung-xu/can-bo/{login}/ghi", TOLD | more)
    return ConductRecord._default_manager.order_by("-pk").first()


def upheld(nghia, client, login="hanh") -> ConductRecord:
    row = record(nghia, login)
    client.post(f"{MINE}ghi-nhan/{row.pk}/tra-loi", {"text": "Tôi nhận lỗi"})
    nghia.post(f"/lanh-dao/ung-xu/ghi-nhan/{row.pk}/ket-luan", {"decision": "right", "text": "Đúng"})
    return row


def test_a_record_and_a_decision_are_taken_back_from_the_page(nghia, hanh):
    row = record(nghia)
    assert 'data-test="withdraw"' in text_of(nghia.get(HANH))
    nghia.post(f"/lanh-dao/ung-xu/ghi-nhan/{row.pk}/rut")
    page = text_of(nghia.get(HANH))
    assert f'action="/lanh-dao/ung-xu/ghi-nhan/{row.pk}/tra-lai"' in page and 'data-test="no-record"' in page
    assert "Nói to với một cụ" not in text_of(hanh.get(MINE))
    nghia.post(f"/lanh-dao/ung-xu/ghi-nhan/{row.pk}/tra-lai")
    hanh.post(f"{MINE}ghi-nhan/{row.pk}/tra-loi", {"text": "Loa hỏng"})
    nghia.post(f"/lanh-dao/ung-xu/ghi-nhan/{row.pk}/ket-luan", {"decision": "wrong", "text": "Không phải"})
    nghia.post(f"/lanh-dao/ung-xu/ghi-nhan/{row.pk}/mo-lai")
    assert "Ghi nhận lại chờ kết luận" in text_of(nghia.get(HANH))
    assert nghia.post(f"/lanh-dao/ung-xu/ghi-nhan/{row.pk}/la").status_code == 404


def test_an_upheld_incident_is_followed_step_by_step(nghia, hanh):
    row = upheld(nghia, hanh)
    assert 'data-test="offer"' in text_of(nghia.get(HANH))
    refused = nghia.post(f"/lanh-dao/ung-xu/ghi-nhan/{row.pk}/buoc", {"step": "", "why": "Đã nhắc miệng"})
    assert refused.status_code == 422 and "Đã nhắc miệng" in text_of(refused)
    nghia.post(f"/lanh-dao/ung-xu/ghi-nhan/{row.pk}/buoc", {"step": "referral", "why": "Vòi vĩnh"})
    step = DisciplineStep._default_manager.get()
    mine = text_of(hanh.get(MINE))
    assert "Vòi vĩnh" in mine and "chưa đối chiếu văn bản" in mine and "80/2025/QH15" in mine
    assert 'data-test="step-take"' not in text_of(nghia.get(HANH))
    short = hanh.post(f"{MINE}buoc/{step.pk}/tra-loi", {"text": " "})
    assert short.status_code == 422
    hanh.post(f"{MINE}buoc/{step.pk}/tra-loi", {"text": "Không có việc ấy"})
    page = text_of(nghia.get(HANH))
    assert "Không có việc ấy" in page and 'data-test="step-take"' in page
    refused = nghia.post(
        f"/lanh-dao/ung-xu/buoc/{step.pk}/lam", {"body": "Ủy ban tỉnh", "document": "", "document_on": "2026-11-23"}
    )
    assert refused.status_code == 422 and "Ủy ban tỉnh" in text_of(refused)
    nghia.post(
        f"/lanh-dao/ung-xu/buoc/{step.pk}/lam", {"body": "Ủy ban tỉnh", "document": "15/UBND", "document_on": "2026-11-23"}
    )
    nghia.post(f"/lanh-dao/ung-xu/buoc/{step.pk}/tra-loi", {"reply": "Không kỷ luật", "replied_on": "2026-11-23"})
    assert "Không kỷ luật" in text_of(hanh.get(MINE)) and "Hết hiệu lực 23/11/2027" in text_of(hanh.get(MINE))
    listed = text_of(nghia.get(STEPS))
    assert "15/UBND" in listed and "Vòi vĩnh" not in listed and "Không có việc ấy" not in listed
    assert "xu-ly-sau-ket-luan" in nghia.get(f"{STEPS}?xuat=csv")["Content-Disposition"]


def test_a_step_of_somebody_else_is_not_there(nghia, hanh, desk):
    row = upheld(nghia, hanh)
    nghia.post(f"/lanh-dao/ung-xu/ghi-nhan/{row.pk}/buoc", {"step": "reminder", "why": "Nhắc"})
    step = DisciplineStep._default_manager.get()
    assert logged_in(desk.office.dinh).post(f"{MINE}buoc/{step.pk}/tra-loi", {"text": "x"}).status_code == 404


def test_before_there_are_any_each_page_says_what_to_do(nghia):
    assert 'data-test="empty"' in text_of(nghia.get(STEPS))
    page = text_of(nghia.get("/lanh-dao/ung-xu/neu-guong/cua/nghia/"))
    assert all(f'data-test="{test}"' in page for test in ("no-days", "no-promise", "no-sorry"))
    assert nghia.get("/lanh-dao/ung-xu/neu-guong/cua/hanh/").status_code == 404


def a_visit(nghia, **more):
    form = {"place": "Một cửa", "right": ["plate"], "what": "Thay bảng tên", "owner": "hanh", "due": "2026-11-30"}
    return nghia.post(f"{VISITS}ghi", form | more)


def test_a_visit_with_a_photo_is_shown_withdrawn_and_brought_back(nghia, hanh):
    shot = SimpleUploadedFile("a.jpg", photo(exif=True), "image/jpeg")
    a_visit(nghia, photo=shot)
    found = VisitPhoto._default_manager.get()
    answer = nghia.get(f"/lanh-dao/ung-xu/anh/{found.pk}.jpg")
    assert answer["Content-Type"] == "image/jpeg" and b"Nokia" not in answer.content
    assert 'data-test="photos"' in text_of(nghia.get(VISITS))
    nghia.post(f"/lanh-dao/ung-xu/anh/{found.pk}/bo")
    assert nghia.get(f"/lanh-dao/ung-xu/anh/{found.pk}.jpg").status_code == 404
    pk = SupervisionVisit._default_manager.get().pk
    nghia.post(f"/lanh-dao/ung-xu/buoi-kiem-tra/{pk}/rut")
    assert "Thay bảng tên" not in text_of(nghia.get(VISITS)) and "Thay bảng tên" not in text_of(hanh.get(MINE))
    nghia.post(f"/lanh-dao/ung-xu/buoi-kiem-tra/{pk}/tra-lai")
    assert "Thay bảng tên" in text_of(nghia.get(VISITS))


def test_what_is_no_picture_keeps_what_was_typed(nghia):
    answer = a_visit(nghia, photo=SimpleUploadedFile("a.jpg", b"MZ no picture", "image/jpeg"))
    assert answer.status_code == 422 and "Thay bảng tên" in text_of(answer) and not SupervisionVisit._default_manager.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_one_or_three_visits_cost_the_same_questions(nghia, rows, django_assert_num_queries):
    for n in range(rows):
        a_visit(nghia, place=f"Nơi {n}")
    nghia.get(VISITS)
    with django_assert_num_queries(7):
        nghia.get(VISITS)


@pytest.mark.parametrize("rows", [1, 3])
def test_one_or_three_officers_with_records_cost_the_same_questions(nghia, rows, django_assert_num_queries):
    for login in ("hanh", "dinh", "ha")[:rows]:
        record(nghia, login)
    nghia.get(PEOPLE)
    with django_assert_num_queries(5):
        nghia.get(PEOPLE)


@pytest.mark.parametrize("rows", [1, 3])
def test_one_or_three_steps_cost_the_same_questions(nghia, desk, rows, django_assert_num_queries):
    for one in (desk.office.hanh, desk.office.dinh, desk.office.ha)[:rows]:
        row = upheld(nghia, logged_in(one), one.login)
        nghia.post(f"/lanh-dao/ung-xu/ghi-nhan/{row.pk}/buoc", {"step": "reminder", "why": "Nhắc"})
    nghia.get(STEPS)
    with django_assert_num_queries(3):
        assert text_of(nghia.get(STEPS)).count('data-test="step-row"') == rows


def test_a_promise_is_written_kept_and_stands_on_the_commune_s_page(nghia, desk):
    own = "/lanh-dao/ung-xu/neu-guong/"
    form = {"text": "Rải đá đường vào thôn", "where": "reception", "made_on": "2026-11-20", "due": "2026-12-20", "public": "1"}
    refused = nghia.post(f"{own}hua", form | {"where": ""})
    assert refused.status_code == 422 and "Rải đá đường vào thôn" in text_of(refused)
    nghia.post(f"{own}hua", form)
    pk = LeaderPromise._default_manager.get().pk
    empty = nghia.post(f"{own}hua/{pk}/giu", {"outcome_text": ""})
    assert empty.status_code == 422
    nghia.post(f"{own}hua/{pk}/giu", {"outcome_text": "Đã rải 2 km"})
    assert 'data-test="kept">1/1<' in unlinked(text_of(nghia.get(f"{own}cua/nghia/")))
    seen = text_of(Client().get("/ung-xu"))
    assert "Rải đá đường vào thôn" in seen and "Đã rải 2 km" in seen
    assert "lanh-dao-neu-guong" in nghia.get(f"{own}?xuat=xlsx")["Content-Disposition"]


def test_a_reception_day_of_the_schedule_is_noted_and_taken_back(nghia, desk):
    root = {"by": system(desk.unit), "at": desk.office.at}
    made = posting.list_contact(unit=desk.unit, officer=desk.office.nghia, group=Group.LEADER, **root)
    posting.add_reception(contact=made, rule=ReceptionRule(3, 0, time(8), time(11, 30), date(2026, 11, 1)), **root)
    own = "/lanh-dao/ung-xu/neu-guong/"
    refused = nghia.post(f"{own}buoi", {"day": "2026-11-18", "held": "yes", "people": "3"})
    assert refused.status_code == 422 and "không có trong lịch" in text_of(refused)
    nghia.post(f"{own}buoi", {"day": "2026-11-19", "held": "yes", "people": "3"})
    page = text_of(nghia.get(f"{own}cua/nghia/"))
    assert 'data-test="held">1/3<' in unlinked(page) and "3 lượt người" in page
    assert "3 buổi tiếp công dân theo lịch: đã tiếp 1, không tiếp 0, chưa ghi 2" in text_of(Client().get("/ung-xu"))
    nghia.post(f"{own}buoi/{ReceptionHeld._default_manager.get().pk}/rut")
    assert 'data-test="held">0/3<' in unlinked(text_of(nghia.get(f"{own}cua/nghia/")))
