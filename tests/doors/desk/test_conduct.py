"""`/ung-xu-cua-toi/` and the leader's page of pledges: signed in one press, listed for the leader, a number for everybody."""

import pytest
from django.test import Client

from builders.playing import logged_in
from thanthien.conduct.models_record import ConductRecord, Finding
from thanthien.conduct.queries import sets_of_year
from thanthien.people.queries import officers_of

MINE, SETS = "/ung-xu-cua-toi/", "/lanh-dao/ung-xu/cam-ket/"


def text_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def nghia(desk):
    return logged_in(desk.office.nghia)


@pytest.fixture
def hanh(desk):
    return logged_in(desk.office.hanh)


def test_chosen_by_the_leader_signed_by_the_officer_and_counted_for_everybody(nghia, hanh, desk):
    staff = officers_of(unit=desk.unit).count()
    assert 'data-test="nothing"' in text_of(hanh.get(MINE)) and 'data-test="empty"' in text_of(nghia.get(SETS))
    nghia.post(f"{SETS}chon", {"code": "four-xin"})
    assert "Luôn mỉm cười" in text_of(hanh.get(MINE))
    hanh.post(f"{MINE}ky")
    assert "Đã ký 1 bộ cam kết" in text_of(hanh.get(MINE))
    page = text_of(nghia.get(SETS))
    assert page.count('data-test="missing-row"') == staff - 1 and f">1/{staff}<" in page
    seen = text_of(Client().get("/ung-xu"))
    assert f"1 trên {staff} cán bộ đã ký năm 2026" in seen and "Bùi Văn Định" not in seen and "Lê Thị Hạnh" not in seen
    hanh.post(f"{MINE}rut-ky")
    assert 'data-test="to-sign"' in text_of(hanh.get(MINE))


def test_the_unit_s_own_set_keeps_what_was_typed_when_refused(nghia):
    answer = nghia.post(f"{SETS}them", {"kind": "collective", "title": "Quy ước", "body": "", "document": "Họp 2/1"})
    assert answer.status_code == 422 and "Họp 2/1" in text_of(answer) and "Ghi ít nhất một điều" in text_of(answer)
    nghia.post(f"{SETS}them", {"kind": "collective", "title": "Quy ước", "body": "# Xây\nChào", "document": ""})
    page = text_of(nghia.get(SETS))
    assert "Quy ước tập thể" in page and 'data-test="set"' in page


def test_an_unconfirmed_set_says_so(nghia):
    assert "chưa đối chiếu nguồn" in text_of(nghia.get(SETS))
    nghia.post(f"{SETS}chon", {"code": "build-and-fight"})
    assert "chưa được đối chiếu" in text_of(Client().get("/ung-xu"))


def test_the_list_leaves_as_a_file_and_the_set_on_paper(nghia, desk):
    nghia.post(f"{SETS}chon", {"code": "four-xin"})
    assert "chua-ky-cam-ket" in nghia.get(f"{SETS}?xuat=csv")["Content-Disposition"]
    pk = sets_of_year(unit=desk.unit, year=2026)[0].pk
    assert nghia.get(f"{SETS}{pk}/to-a3.pdf").status_code == 200


@pytest.mark.parametrize("signed", [1, 3])
def test_one_or_three_signatures_cost_the_same_questions(nghia, desk, signed, django_assert_num_queries):
    nghia.post(f"{SETS}chon", {"code": "four-xin"})
    for one in (desk.office.hanh, desk.office.dinh, desk.office.ha)[:signed]:
        logged_in(one).post(f"{MINE}ky")
    nghia.get(SETS)
    with django_assert_num_queries(7):
        nghia.get(SETS)


def test_the_year_is_written_and_remarked_on(nghia, hanh):
    hanh.post(f"{MINE}ren-luyen", {"part": "promise", "text": "Chào trước khi hỏi"})
    answer = hanh.post(f"{MINE}ren-luyen", {"part": "mid", "text": " "})
    assert answer.status_code == 422 and "Ghi vài chữ" in text_of(answer)
    hanh.post(f"{MINE}ren-luyen", {"part": "review", "text": "Đã thành nếp"})
    page = text_of(nghia.get("/lanh-dao/ung-xu/can-bo/hanh/"))
    assert "Chào trước khi hỏi" in page and 'data-test="remark-send"' in page
    nghia.post("/lanh-dao/ung-xu/can-bo/hanh/nhan-xet", {"remark": "Làm gương cho tổ"})
    assert "Làm gương cho tổ" in text_of(hanh.get(MINE))


def test_both_sides_are_heard_before_a_decision(nghia, hanh):
    told = {"kind": "incident", "source": "citizen", "happened_on": "2026-11-20", "text": "Nói to với một cụ"}
    refused = nghia.post("/lanh-dao/ung-xu/can-bo/hanh/ghi", told | {"source": ""})
    assert refused.status_code == 422 and "Nói to với một cụ" in text_of(refused)
    nghia.post("/lanh-dao/ung-xu/can-bo/hanh/ghi", told)
    assert "Nguồn: Người dân nói trực tiếp" in text_of(hanh.get(MINE))
    assert 'data-test="decide"' not in text_of(nghia.get("/lanh-dao/ung-xu/can-bo/hanh/"))
    pk = ConductRecord._default_manager.get().pk
    hanh.post(f"{MINE}ghi-nhan/{pk}/tra-loi", {"text": "Cụ nghễnh ngãng"})
    page = text_of(nghia.get("/lanh-dao/ung-xu/can-bo/hanh/"))
    assert "Cụ nghễnh ngãng" in page and 'data-test="decide"' in page
    kept = nghia.post(f"/lanh-dao/ung-xu/ghi-nhan/{pk}/ket-luan", {"decision": "", "text": "Có lý do"})
    assert kept.status_code == 422 and "Có lý do" in text_of(kept)
    nghia.post(f"/lanh-dao/ung-xu/ghi-nhan/{pk}/ket-luan", {"decision": "explained", "text": "Hôm ấy loa hỏng"})
    assert "Hôm ấy loa hỏng" in text_of(hanh.get(MINE))


def test_a_visit_gives_its_finding_to_one_officer(nghia, hanh):
    visits = "/lanh-dao/ung-xu/kiem-tra/"
    assert 'data-test="empty"' in text_of(nghia.get(visits))
    form = {"place": "Một cửa", "right": ["plate"], "what": "Thay bảng tên", "owner": "hanh", "due": "2026-11-30"}
    refused = nghia.post(f"{visits}ghi", form | {"owner": ""})
    assert refused.status_code == 422 and "Thay bảng tên" in text_of(refused)
    nghia.post(f"{visits}ghi", form)
    assert "Chưa đạt:" in text_of(nghia.get(visits)) and "Thay bảng tên" in text_of(hanh.get(MINE))
    hanh.post(f"{MINE}viec-sua/{Finding._default_manager.get().pk}/xong")
    assert "đã sửa" in text_of(nghia.get(visits)) and "kiem-tra-ung-xu" in nghia.get(f"{visits}?xuat=csv")["Content-Disposition"]


def test_the_leader_s_list_has_numbers_and_no_words(nghia, hanh):
    hanh.post(f"{MINE}ren-luyen", {"part": "promise", "text": "Chào trước khi hỏi"})
    page = text_of(nghia.get("/lanh-dao/ung-xu/can-bo/"))
    assert "Tôi hứa rèn luyện" in page and "Chào trước khi hỏi" not in page
