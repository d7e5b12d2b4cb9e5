"""`/lanh-dao/cham-diem/`: the table, the agency, one officer; notes, what was taken back, replies; files; who may not."""

import pytest
from django.test import Client

from builders.playing import logged_in
from builders.scores import closed, folded
from thanthien.indicators import score_actions as actions
from thanthien.indicators.models import ScoreAnswer, ScoreNote
from thanthien.indicators.score_rules import Period
from thanthien.journal.models import Access, Entry

PAGE, UNIT = "/lanh-dao/cham-diem/", "/lanh-dao/cham-diem/don-vi/"
HA = "/lanh-dao/cham-diem/can-bo/ha/"


def text_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def nghia(desk):
    return logged_in(desk.office.nghia)


@pytest.fixture
def two(desk):
    """One plain dossier, one that was asked about twice."""
    made = [closed(desk.office, desk.others), closed(desk.office, desk.others, asked=2)]
    folded(desk.unit)
    return made


def asked_of(dossier):
    return [
        one.seq for one in Entry.objects.filter(subject=f"dossier:{dossier.pk}", kind="dossier.supplement_asked").order_by("seq")
    ]


def test_an_empty_quarter_says_so_and_that_nobody_confirmed_the_scheme(nghia):
    page = text_of(nghia.get(PAGE))
    assert 'data-test="empty"' in page and 'data-test="unconfirmed"' in page and "Thông tư 01/2018/TT-VPCP" in page
    assert "chưa có số liệu" in text_of(nghia.get(f"{UNIT}?chi-so=8"))


def test_officers_and_the_agency_with_totals_grades_and_what_is_dropped(nghia, two):
    page = text_of(nghia.get(PAGE))
    assert "Quý 4 năm 2026" in page and page.count('data-test="officer"') >= 3
    assert "Chỉ số 8 (Tiếp thu, giải trình phản ánh, kiến nghị) chưa có số liệu, không tính vào tổng, không phải là 0." in page
    assert "Hoàn thành 100% nhiệm vụ" in page and "Bùi Thị Thu Hà" in page and "Bùi Văn Định" not in page
    assert not Access.objects.exists(), "numbers are no access"


def test_other_periods_and_none_of_the_future(nghia, two):
    assert 'data-test="empty"' in text_of(nghia.get(f"{PAGE}?ky=2026-3"))
    assert 'data-test="officer"' in text_of(nghia.get(f"{PAGE}?ky=2026"))
    assert "Quý 4 năm 2026" in text_of(nghia.get(f"{PAGE}?ky=2027-1"))
    assert 'data-test="no-scheme"' in text_of(nghia.get(f"{PAGE}?ky=2018-2"))
    assert nghia.get(f"{UNIT}?ky=2018-2").status_code == 404 and nghia.get(f"{HA}?ky=lạ&chi-so=99&trang=x").status_code == 200


def test_a_figure_leads_to_its_dossiers_and_each_point_to_who_says_so(nghia, two):
    page = text_of(nghia.get(f"{HA}?chi-so=3"))
    assert page.count('data-test="line"') == 2 and f'href="/ho-so/{two[1].pk}/"' in page
    first = page[page.index('data-test="line"') :]
    assert first.index("Hơn một lần") < first.index("Không lần nào")
    assert "Yêu cầu bổ sung lần 1" in page and "Bùi Thị Thu Hà ghi, 08:30 23/11/2026, dòng nhật ký" in page
    assert "Trương Thị Hiền" not in page, "no citizen's name in a list"
    assert Access.objects.get().reason == "scores"


@pytest.mark.parametrize("index", range(0, 10))
def test_every_index_of_the_agency_says_what_it_was_counted_from(nghia, two, index):
    page = text_of(nghia.get(f"{UNIT}?chi-so={index}"))
    assert f'data-test="index-{index}"' in page
    if index in (5, 6, 8, 9):
        assert 'data-test="behind"' in page


def test_a_request_by_the_applicants_fault_is_noted_and_taken_back(desk, nghia, two):
    dossier, seqs = two[1], asked_of(two[1])
    assert "0,0" not in text_of(nghia.get(f"{HA}?chi-so=3")) and "1,0" in text_of(nghia.get(f"{HA}?chi-so=3"))
    form = {"ground": "applicant", "about": str(seqs[0]), "cua": "ha", "ky": "2026-4", "chi-so": "3"}
    wrong = nghia.post(f"/lanh-dao/cham-diem/ho-so/{dossier.pk}/ghi", form | {"reason": "ừ"})
    assert wrong.status_code == 422 and "Ghi một câu" in text_of(wrong) and ">ừ</textarea>" in text_of(wrong)
    done = nghia.post(f"/lanh-dao/cham-diem/ho-so/{dossier.pk}/ghi", form | {"reason": "Người nộp để quên sổ"})
    assert done.status_code == 302 and done["Location"] == f"{HA}?ky=2026-4&chi-so=3"
    folded(desk.unit)
    page = text_of(nghia.get(f"{HA}?chi-so=3"))
    assert "Người nộp để quên sổ" in page and "không đếm" in page and "1,5" in page
    note = ScoreNote.objects.get()
    back = nghia.post(f"/lanh-dao/cham-diem/ghi/{note.pk}/rut", {"cua": "ha", "ky": "2026-4", "chi-so": "3"})
    assert back.status_code == 302
    folded(desk.unit)
    assert "Phạm Văn Nghĩa rút" in text_of(nghia.get(f"{HA}?chi-so=3"))
    again = nghia.post(f"/lanh-dao/cham-diem/ghi/{note.pk}/rut", {"cua": "ha"})
    assert again.status_code == 422


def test_a_complaint_is_noted_from_the_agencys_page_with_whom_it_speaks_of(desk, nghia, two):
    address = f"/lanh-dao/cham-diem/ho-so/{two[0].pk}/ghi"
    assert "Phản ánh nói đến ai" in text_of(nghia.get(f"{UNIT}?chi-so=7"))
    form = {"ground": "complaint", "ky": "2026-4", "chi-so": "7", "reason": "Nói gắt với một cụ"}
    wrong = nghia.post(address, form)
    assert wrong.status_code == 422 and "Chọn cán bộ" in text_of(wrong) and "Nói gắt" in text_of(wrong)
    assert nghia.post(address, form | {"who": "hanh"})["Location"] == f"{UNIT}?ky=2026-4&chi-so=7"
    folded(desk.unit)
    assert "(Lê Thị Hạnh): Nói gắt với một cụ" in text_of(nghia.get(f"{UNIT}?chi-so=7"))


@pytest.mark.parametrize("form", [{}, {"ground": "khác"}, {"ground": "applicant", "about": "x"}])
def test_a_bent_form_is_refused_with_words(nghia, two, form):
    answer = nghia.post(f"/lanh-dao/cham-diem/ho-so/{two[0].pk}/ghi", form)
    assert answer.status_code == 422 and not ScoreNote.objects.exists()


def test_an_answer_stands_beside_the_figure_and_gets_a_reply(desk, nghia, two):
    told = {"officer": desk.office.ha, "index": 3, "by": desk.office.actor(desk.office.ha), "at": desk.at}
    actions.answer(text="Quý này chờ danh mục mới", period=Period(2026, 4), **told)
    assert 'data-test="waits"' in text_of(nghia.get(PAGE))
    page = text_of(nghia.get(HA))
    assert page.index("Quý này chờ danh mục mới") < page.index('data-test="reply"')
    pk = ScoreAnswer.objects.get().pk
    assert nghia.post(f"/lanh-dao/cham-diem/tra-loi/{pk}", {"reply": ""}).status_code == 422
    assert nghia.post(f"/lanh-dao/cham-diem/tra-loi/{pk}", {"reply": "Đã xem, giữ nguyên"}).status_code == 302
    assert "Đã xem, giữ nguyên" in text_of(nghia.get(HA)) and 'data-test="waits"' not in text_of(nghia.get(PAGE))


@pytest.mark.parametrize(
    ("path", "head"),
    [(PAGE, "Cán bộ,Hồ sơ,1. Thời gian"), (HA, "Hồ sơ,Ngày có kết quả,Điểm,Vì sao,Căn cứ"), (UNIT, "Hồ sơ,Ngày")],
)
def test_tables_leave_as_files(nghia, two, path, head):
    lines = nghia.get(f"{path}?xuat=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith(head) and len(lines) >= 3
    assert nghia.get(f"{path}?xuat=xlsx").status_code == 200


def test_only_leaders_and_only_their_own(desk, two):
    assert Client().get(PAGE).status_code == 302
    for path in (PAGE, UNIT, HA):
        assert desk.hanh.get(path).status_code == 403
    assert "Bùi Thị Thu Hà" not in text_of(desk.stranger.get(PAGE)) and desk.stranger.get(HA).status_code == 404
    assert desk.stranger.post(f"/lanh-dao/cham-diem/ho-so/{two[0].pk}/ghi", {"ground": "other_body"}).status_code == 404


def test_pages_cost_the_same_for_one_and_for_three(desk, nghia, django_assert_num_queries):
    paths = {PAGE: TABLE, f"{UNIT}?chi-so=7": AGENCY, f"{HA}?chi-so=3": ONE}
    for many in (1, 2):
        for _ in range(many):
            closed(desk.office, desk.others, asked=1)
        folded(desk.unit)
        for path, cost in paths.items():
            nghia.get(path)
            with django_assert_num_queries(cost):
                nghia.get(path)


TABLE, AGENCY, ONE = 11, 14, 10
