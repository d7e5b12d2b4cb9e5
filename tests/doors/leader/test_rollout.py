"""`/thi-dua/` and one's own page: a campaign is called, joined, noted, summed up; an award stands on the commune's page."""

import pytest
from django.test import Client

from builders.playing import logged_in
from thanthien.rollout.models import Award, Campaign, Progress, TakingPart

PAGE, AWARDS, MINE = "/thi-dua/", "/thi-dua/khen-thuong/", "/thi-dua-cua-toi/"
CALL = {
    "title": "Nụ cười công sở", "level": "party", "caller": "Ban Thường vụ Đảng ủy xã", "document": "12-KH/ĐU",
    "called_on": "2026-11-20", "aim": "Ai cũng được chào", "begins": "2026-11-20", "ends": "2026-12-31", "goal": "200",
    "measure": "lượt",
}  # fmt: skip
AWARD = {
    "recipient": "officer", "officer": "hanh", "name": "", "title_given": "Giấy khen", "authority": "Chủ tịch xã",
    "decision": "45/QĐ-UBND", "decided_on": "2026-11-20", "published": "1",
}  # fmt: skip


def text_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def nghia(desk):
    return logged_in(desk.office.nghia)


@pytest.fixture
def hanh(desk):
    return logged_in(desk.office.hanh)


def called(nghia, **more) -> Campaign:
    nghia.post(f"{PAGE}phat-dong", CALL | more)
    return Campaign._default_manager.order_by("-pk").first()


def test_before_there_are_any_each_page_says_what_to_do(nghia, hanh):
    assert 'data-test="empty"' in text_of(nghia.get(PAGE)) and 'data-test="empty"' in text_of(nghia.get(AWARDS))
    mine = text_of(hanh.get(MINE))
    assert 'data-test="no-campaign"' in mine and 'data-test="no-award"' in mine
    assert 'data-test="no-award"' in text_of(Client().get("/khen-thuong"))


@pytest.mark.parametrize(
    ("change", "said"),
    [({"title": ""}, "Ghi tên phong trào"), ({"ends": ""}, "Ngày kết thúc"), ({"goal": "nhiều"}, "chữ số"),
     ({"measure": ""}, "cần cả số và đơn vị")],
)  # fmt: skip
def test_a_refused_call_keeps_what_was_typed(nghia, change, said):
    answer = nghia.post(f"{PAGE}phat-dong", CALL | change)
    assert answer.status_code == 422 and said in text_of(answer) and "12-KH/ĐU" in text_of(answer)


def test_called_joined_noted_and_summed_up(nghia, hanh):
    one = called(nghia)
    assert "Ai cũng được chào" in text_of(hanh.get(MINE))
    hanh.post(f"{MINE}{one.pk}/tham-gia", {"of": one.pk, "promise": "Chào trước"})
    assert "tôi tham gia" in text_of(hanh.get(MINE))
    hanh.post(f"{MINE}{one.pk}/tien-do", {"of": one.pk, "note": "Đã chào", "figure": "30", "day": "2026-11-23"})
    nghia.post(f"{PAGE}{one.pk}/tap-the", {"collective": "Bộ phận Một cửa", "promise": ""})
    nghia.post(f"{PAGE}{one.pk}/tien-do", {"note": "Cả xã", "figure": "50", "day": "2026-11-23"})
    page = text_of(nghia.get(f"{PAGE}{one.pk}/"))
    assert "Chào trước" in page and "50/200 lượt" in page and "25 %" in page and page.count('data-test="note"') == 2
    assert "50/200 lượt, 25 %" in text_of(Client().get("/khen-thuong"))
    assert "tien-do-thi-dua" in nghia.get(f"{PAGE}{one.pk}/?xuat=csv")["Content-Disposition"]
    empty = nghia.post(f"{PAGE}{one.pk}/tong-ket", {"outcome": ""})
    assert empty.status_code == 422
    nghia.post(f"{PAGE}{one.pk}/tong-ket", {"outcome": "Đạt 150 lượt"})
    assert "Đạt 150 lượt" in text_of(nghia.get(f"{PAGE}{one.pk}/")) and "Nụ cười" not in text_of(hanh.get(MINE))
    nghia.post(f"{PAGE}{one.pk}/mo-lai")
    assert "Nụ cười" in text_of(hanh.get(MINE))


def test_a_change_refused_keeps_the_typed_and_a_right_one_shows(nghia):
    one = called(nghia)
    refused = nghia.post(f"{PAGE}{one.pk}/sua", CALL | {"title": "", "caller": "Đoàn xã"})
    assert refused.status_code == 422 and "Đoàn xã" in text_of(refused)
    nghia.post(f"{PAGE}{one.pk}/sua", CALL | {"caller": "Đoàn xã"})
    assert "Đoàn xã" in text_of(nghia.get(f"{PAGE}{one.pk}/"))


def test_each_act_offers_its_undo(nghia, hanh):
    one = called(nghia)
    assert f'action="/thi-dua/{one.pk}/rut"' in text_of(nghia.get(PAGE))
    hanh.post(f"{MINE}{one.pk}/tham-gia", {"promise": ""})
    member = TakingPart._default_manager.get()
    assert f'action="{MINE}thoi/{member.pk}"' in text_of(hanh.get(MINE))
    hanh.post(f"{MINE}{one.pk}/tien-do", {"note": "Đã chào", "figure": "", "day": "2026-11-23"})
    row = Progress._default_manager.get()
    hanh.post(f"{MINE}tien-do/{row.pk}/rut")
    assert "Đã chào" not in text_of(nghia.get(f"{PAGE}{one.pk}/"))
    hanh.post(f"{MINE}thoi/{member.pk}")
    nghia.post(f"{PAGE}{one.pk}/rut")
    assert nghia.get(f"{PAGE}{one.pk}/").status_code == 404
    nghia.post(f"{PAGE}{one.pk}/tra-lai")
    assert nghia.get(f"{PAGE}{one.pk}/").status_code == 200


def test_somebody_else_s_part_is_not_there(nghia, hanh, desk):
    one = called(nghia)
    hanh.post(f"{MINE}{one.pk}/tham-gia", {"promise": ""})
    dinh = logged_in(desk.office.dinh)
    assert dinh.post(f"{MINE}thoi/{TakingPart._default_manager.get().pk}").status_code == 404
    refused = dinh.post(f"{MINE}{one.pk}/tien-do", {"note": "x", "figure": "", "day": "2026-11-23"})
    assert refused.status_code == 422 and "Chưa tham gia" in text_of(refused)


def test_an_award_is_written_posted_and_struck_out(nghia, hanh):
    refused = nghia.post(f"{AWARDS}ghi", AWARD | {"decision": ""})
    assert refused.status_code == 422 and "Chủ tịch xã" in text_of(refused)
    nghia.post(f"{AWARDS}ghi", AWARD)
    nghia.post(f"{AWARDS}ghi", AWARD | {"recipient": "person", "name": "Cụ Mận", "published": ""})
    seen = text_of(Client().get("/khen-thuong"))
    assert "Lê Thị Hạnh" in seen and "45/QĐ-UBND" in seen and "Cụ Mận" not in seen
    assert "Giấy khen" in text_of(hanh.get(MINE)) and text_of(nghia.get(AWARDS)).count('data-test="award"') == 2
    pk = Award._default_manager.order_by("pk").first().pk
    nghia.post(f"{AWARDS}{pk}/xoa")
    assert "Lê Thị Hạnh" not in text_of(Client().get("/khen-thuong"))
    nghia.post(f"{AWARDS}{pk}/tra-lai")
    assert "Lê Thị Hạnh" in text_of(Client().get("/khen-thuong"))
    assert "khen-thuong" in nghia.get(f"{AWARDS}?xuat=xlsx")["Content-Disposition"]


def test_a_year_of_learning_is_listed_without_words_and_read_in_the_file(nghia, hanh):
    refused = hanh.post(f"{MINE}dang-ky", {"part": "mid", "text": "Sớm quá"})
    assert refused.status_code == 422 and "Ghi điều tôi hứa trước" in text_of(refused)
    hanh.post(f"{MINE}dang-ky", {"part": "promise", "text": "Học cách nói với dân"})
    listed = text_of(nghia.get(f"{PAGE}hoc-tap/"))
    assert "1 trên" in listed and "Học cách nói với dân" not in listed
    assert "Học cách nói với dân" in text_of(nghia.get("/lanh-dao/ung-xu/can-bo/hanh/"))
    assert "hoc-tap-lam-theo" in nghia.get(f"{PAGE}hoc-tap/?xuat=csv")["Content-Disposition"]


@pytest.mark.parametrize("rows", [1, 3])
def test_one_or_three_campaigns_cost_the_same_questions(nghia, hanh, rows, django_assert_num_queries):
    for n in range(rows):
        one = called(nghia, title=f"Phong trào {n}")
        hanh.post(f"{MINE}{one.pk}/tham-gia", {"promise": ""})
    for client, path, questions in ((nghia, PAGE, 4), (hanh, MINE, 7)):
        client.get(path)
        with django_assert_num_queries(questions):
            client.get(path)


@pytest.mark.parametrize("rows", [1, 3])
def test_one_or_three_awards_cost_the_same_questions(nghia, rows, django_assert_num_queries):
    for login in ("hanh", "dinh", "ha")[:rows]:
        nghia.post(f"{AWARDS}ghi", AWARD | {"officer": login})
    nghia.get(AWARDS)
    with django_assert_num_queries(6):
        nghia.get(AWARDS)
