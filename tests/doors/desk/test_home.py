"""The pages of home service at the desk: a request by telephone, answer, slot, round, proof; masked lists, accesses, files."""

from datetime import timedelta

import pytest

from builders.playing import logged_in
from thanthien.journal.models import Access
from thanthien.outreach.models import HomeVisit

pytestmark = pytest.mark.django_db
PAGE = "/tai-nha/"
CALL = {"name": "Bùi Thị Mận", "phone": "0912 000 001", "address": "Cuối ngõ nhà văn hóa", "group": "elderly",
        "matter": "Hưởng trợ cấp tuổi già", "tasks": ["declare", "scan"]}  # fmt: skip


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def counter(desk):
    return logged_in(desk.office.hanh)


def visit_of(counter, **more) -> HomeVisit:
    counter.post(f"{PAGE}moi", CALL | more)
    return HomeVisit.objects.latest("pk")


def planned(desk, counter, day: str = "2026-11-23", half: str = "afternoon", **more) -> HomeVisit:
    row = visit_of(counter, **more)
    counter.post(f"{PAGE}{row.pk}/nhan")
    counter.post(f"{PAGE}{row.pk}/xep", {"day": day, "half": half, "team": [desk.office.hanh.login]})
    row.refresh_from_db()
    assert row.state == "planned"
    return row


def test_a_call_becomes_a_request_answered_planned_done_and_taken_back(desk, counter):
    page = text(counter.post(f"{PAGE}moi", CALL | {"once": "k"}, follow=True))
    assert "Đã ghi yêu cầu N-1." in page and "Bùi Thị Mận" in page and "Nhận, xã sẽ đến" in page
    row = HomeVisit.objects.get()
    page = text(counter.post(f"{PAGE}{row.pk}/nhan", follow=True))
    assert "Đã nhận N-1. Xếp ngày đi." in page and f'action="{PAGE}{row.pk}/mo-lai"' in page
    told = {"day": "2026-11-23", "half": "afternoon", "team": [desk.office.hanh.login, desk.office.ha.login]}
    assert "Đã xếp lịch N-1." in text(counter.post(f"{PAGE}{row.pk}/xep", told, follow=True))
    page = text(counter.post(f"{PAGE}{row.pk}/xong", {"self": "1", "back": "day"}, follow=True))
    assert "N-1 đã xong." in page and "còn 0 nhà" in page
    row.refresh_from_db()
    assert (row.receiver, row.done, row.signed) == ("Bùi Thị Mận", ["declare", "scan"], "pen")
    page = text(counter.post(f"{PAGE}{row.pk}/mo-lai", follow=True))
    assert "N-1 mở lại." in page and "đã xếp lịch" in page


def test_pressed_twice_it_is_one_request(desk, counter):
    for _ in range(2):
        counter.post(f"{PAGE}moi", CALL | {"once": "k1"})
    assert HomeVisit.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"phone": "12"}, "bắt đầu bằng 0"), ({"group": ""}, "Chọn một trong các đối tượng"), ({"tasks": []}, "ít nhất một việc"),
        ({"procedure": "9.999"}, "Danh mục không có thủ tục 9.999"), ({"matter": ""}, "Ghi cần làm việc gì"),
    ],
)  # fmt: skip
def test_a_refusal_keeps_what_was_typed(desk, counter, more, words):
    answer = counter.post(f"{PAGE}moi", CALL | more)
    assert answer.status_code == 422 and words in text(answer) and 'value="Cuối ngõ nhà văn hóa"' in text(answer)
    assert not HomeVisit.objects.exists()


def test_a_thumbprint_without_a_witness_is_refused_at_its_field(desk, counter):
    row = planned(desk, counter)
    answer = counter.post(f"{PAGE}{row.pk}/xong", {"receiver": "Con dâu bà Mận", "signed": "thumb", "done": ["scan"]})
    assert answer.status_code == 422 and "Điểm chỉ cần một người làm chứng" in text(answer)
    page = text(answer)
    assert 'value="Con dâu bà Mận"' in page and 'value="scan" checked' in page and 'value="declare" checked' not in page
    signed = {"receiver": "Bà Mận", "signed": "thumb", "witness": "Lò Pín"}
    assert "Đánh dấu việc đã làm" in text(counter.post(f"{PAGE}{row.pk}/xong", signed))
    page = text(counter.post(f"{PAGE}{row.pk}/xong", signed | {"done": ["scan"]}, follow=True))
    assert "điểm chỉ, có Lò Pín làm chứng" in page


def test_a_refused_request_says_why_and_nobody_there_is_planned_again(desk, counter):
    row = visit_of(counter)
    assert counter.post(f"{PAGE}{row.pk}/tu-choi", {"reason": ""}).status_code == 422
    assert "Nhà ở xã bên" in text(counter.post(f"{PAGE}{row.pk}/tu-choi", {"reason": "Nhà ở xã bên"}, follow=True))
    row = planned(desk, counter, phone="0912000002")
    page = text(counter.post(f"{PAGE}{row.pk}/chua", {"why": "nobody", "back": "day"}, follow=True))
    assert "N-2 chưa làm được" in page
    assert "chưa có ai" not in page and "đến mà chưa làm được" in page
    assert 'data-test="plan"' in text(counter.get(f"{PAGE}{row.pk}/"))


def test_the_lists_show_no_name_no_number_no_house_and_opening_is_an_access(desk, counter):
    row = planned(desk, counter)
    Access.objects.all().delete()
    for address in (PAGE, f"{PAGE}?xem=lich", f"{PAGE}hom-nay", f"{PAGE}?xem=lich&xuat=csv"):
        answer = counter.get(address)
        page = answer.content.decode("utf-8-sig")
        assert "Bùi Thị M••••" in page or "xem=lich" not in address, address
        assert not any(word in page for word in ("Bùi Thị Mận", "0912000001", "Cuối ngõ")), address
    assert not Access.objects.exists()
    assert "Cuối ngõ" in text(counter.get(f"{PAGE}{row.pk}/"))
    assert Access.objects.get().subject == f"homevisit:{row.pk}"


def test_the_round_on_paper_and_as_a_file_opens_each_request(desk, counter):
    row = planned(desk, counter)
    Access.objects.all().delete()
    page = text(counter.get(f"{PAGE}tuyen"))
    assert "Bùi Thị Mận" in page and "Cuối ngõ" in page and Access.objects.get().subject == f"homevisit:{row.pk}"
    assert "0912000001" in counter.get(f"{PAGE}tuyen?xuat=csv").content.decode("utf-8-sig")
    assert "chưa xếp nhà nào" in text(counter.get(f"{PAGE}tuyen?ngay=2026-12-01"))


def test_the_team_sees_its_own_houses_others_everybodys(desk, counter):
    planned(desk, counter)
    ha = logged_in(desk.office.ha)
    assert "không phải đến nhà ai" in text(ha.get(f"{PAGE}hom-nay"))
    page = text(ha.get(f"{PAGE}hom-nay?ca=1"))
    assert "Bùi Thị M••••" in page and 'data-key="1"' in page


def test_a_guide_asks_and_does_not_decide(desk, counter):
    row = visit_of(counter)
    guide = logged_in(desk.office.ngoc)
    assert 'data-test="accept"' not in text(guide.get(f"{PAGE}{row.pk}/"))
    answer = guide.post(f"{PAGE}{row.pk}/nhan")
    assert answer.status_code == 422 and "Một cửa hoặc lãnh đạo" in text(answer)


def test_the_leader_says_who_is_served(desk):
    leader = logged_in(desk.office.nghia)
    assert "chưa đối chiếu" in text(leader.get(f"{PAGE}doi-tuong"))
    answer = leader.post(f"{PAGE}doi-tuong", {"groups": ["ill"], "source": "", "confirmed": "1"})
    assert answer.status_code == 422 and "Ghi văn bản nào quyết định" in text(answer)
    told = {"groups": ["ill", "alone"], "source": "QĐ 45/QĐ-UBND ngày 20/11/2026", "confirmed": "1"}
    assert "đã đối chiếu" in text(leader.post(f"{PAGE}doi-tuong", told, follow=True))
    page = text(leader.get(f"{PAGE}moi"))
    assert 'data-test="group-alone"' in page and 'data-test="group-elderly"' not in page


def test_it_stands_among_the_special_days_with_its_share(desk, counter):
    row = planned(desk, counter)
    counter.post(f"{PAGE}{row.pk}/xong", {"self": "1"})
    page = text(logged_in(desk.office.nghia).get("/ngay-dac-biet/"))
    assert "Phục vụ tại nhà" in page and "100 %" in page


@pytest.mark.parametrize("n", [1, 3])
def test_list_and_day_cost_the_same_however_many(desk, counter, n, django_assert_num_queries):
    for k in range(n):
        planned(desk, counter, phone=f"091200000{k}")
    for address, cost in ((f"{PAGE}?xem=lich", 6), (f"{PAGE}hom-nay", 3)):
        counter.get(address)
        with django_assert_num_queries(cost):
            counter.get(address)


def test_a_stranger_finds_nothing(desk, counter):
    row = planned(desk, counter)
    stranger = logged_in(desk.office.la)
    assert "N-1" not in text(stranger.get(PAGE)) and stranger.get(f"{PAGE}{row.pk}/").status_code == 404
    assert stranger.post(f"{PAGE}{row.pk}/xong", {"self": "1"}).status_code == 404


def test_tomorrow_is_not_done_today(desk, counter):
    day = (desk.office.at + timedelta(days=2)).date().isoformat()
    row = planned(desk, counter, day=day)
    answer = counter.post(f"{PAGE}{row.pk}/xong", {"self": "1"})
    assert answer.status_code == 422 and text(answer).count("Chưa đến ngày đi") == 1
    answer = counter.post(f"{PAGE}{row.pk}/xep", {"day": "2026-11-02", "half": "morning", "team": [desk.office.hanh.login]})
    assert answer.status_code == 422 and text(answer).count("Buổi này đã qua") == 1 and 'value="2026-11-02"' in text(answer)
