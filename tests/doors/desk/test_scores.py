"""`/diem-cua-toi/`: one's own points and answers; nobody else's."""

import pytest
from django.test import Client

from builders.playing import logged_in
from builders.scores import closed, folded
from thanthien.indicators import score_actions as actions
from thanthien.indicators.models import ScoreAnswer
from thanthien.journal.models import Access

PAGE, SEND = "/diem-cua-toi/", "/diem-cua-toi/tra-loi"


def text_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def ha(desk):
    return logged_in(desk.office.ha)


@pytest.fixture
def dossier(desk):
    made = closed(desk.office, desk.others, asked=1)
    folded(desk.unit)
    return made


def test_before_the_first_result_the_page_says_so(desk):
    page = text_of(desk.hanh.get(PAGE))
    assert "Chưa có hồ sơ nào có kết quả trong kỳ này" in page and 'data-test="unconfirmed"' in page


def test_ones_own_points_with_what_made_them_and_no_access(desk, ha, dossier):
    page = text_of(ha.get(f"{PAGE}?chi-so=3"))
    assert "Yêu cầu bổ sung lần 1" in page and f'href="/ho-so/{dossier.pk}/"' in page and "trên 10 điểm" in page
    assert 'data-test="note-applicant"' not in page, "only a leader notes"
    assert not Access.objects.exists()
    assert 'data-test="line"' not in text_of(desk.dinh.get(PAGE)), "a colleague had no part in it"


def test_a_dossier_and_a_figure_are_answered(desk, ha, dossier):
    form = {"ky": "2026-4", "chi-so": "3", "ho-so": str(dossier.pk), "text": "Giấy ấy không có trong danh mục"}
    answer = ha.post(SEND, form)
    assert answer.status_code == 302 and answer["Location"] == f"{PAGE}?ky=2026-4&chi-so=3"
    ha.post(SEND, form | {"ho-so": "", "text": "Quý này chờ danh mục mới"})
    page = text_of(ha.get(f"{PAGE}?chi-so=3"))
    assert page.count("Giấy ấy không có trong danh mục") == 3 and "Quý này chờ danh mục mới" in page
    actions.reply(
        answer=ScoreAnswer.objects.get(dossier=dossier), text="Đã xem, cảm ơn", by=desk.office.actor(desk.office.nghia),
        leader=desk.office.nghia, at=desk.at,
    )  # fmt: skip
    page = text_of(ha.get(f"{PAGE}?chi-so=3"))
    assert "Phạm Văn Nghĩa:" in page and "Đã xem, cảm ơn" in page and 'data-test="answer-line"' not in page


@pytest.mark.parametrize(
    ("change", "said"),
    [({"text": ""}, "Ghi một câu"), ({"chi-so": "x"}, "Chọn chỉ số"), ({"ho-so": "999999"}, "không tính vào điểm")],
)
def test_a_refusal_keeps_what_was_typed(ha, dossier, change, said):
    form = {"ky": "2026-4", "chi-so": "3", "ho-so": "", "text": "Quý này chờ danh mục mới"} | change
    answer = ha.post(SEND, form)
    assert answer.status_code == 422 and not ScoreAnswer.objects.exists()
    if "ho-so" not in change:
        assert said in text_of(answer) and form["text"] in text_of(answer)


def test_what_is_not_ones_own_is_not_answered(desk, dossier):
    form = {"ky": "2026-4", "chi-so": "3", "ho-so": str(dossier.pk), "text": "Không phải tôi"}
    assert desk.dinh.post(SEND, form).status_code == 422 and desk.stranger.post(SEND, form).status_code == 422
    assert Client().get(PAGE).status_code == 302 and not ScoreAnswer.objects.exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_leaves_as_a_file(ha, dossier, kind):
    assert "cham-diem-can-cu" in ha.get(f"{PAGE}?xuat={kind}")["Content-Disposition"]


def test_the_page_costs_the_same_for_one_and_for_three(desk, ha, django_assert_num_queries):
    for many in (1, 2):
        for _ in range(many):
            closed(desk.office, desk.others, asked=1)
        folded(desk.unit)
        ha.get(PAGE)
        with django_assert_num_queries(COST):
            ha.get(f"{PAGE}?chi-so=3")


COST = 9  # two of them: the months of ratings
