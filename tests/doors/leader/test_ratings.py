"""`/lanh-dao/danh-gia/`: who rated is not in the list, one opened is an access, what was done and what came; figures."""

import pytest

from builders.desk import logged_in
from builders.dossiers import CIVIL, received
from thanthien.indicators import fold
from thanthien.journal.followers import catch_up
from thanthien.journal.models import Access
from thanthien.queueing import actions as queueing
from thanthien.ratings.actions import rate
from thanthien.ratings.models import FollowUp, Rating

LOW = "/lanh-dao/danh-gia/"


def text_of(answer) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.fixture
def nghia(desk):
    return logged_in(desk.office.nghia)


@pytest.fixture
def rated(desk):
    """A visit with a dossier, served and rated."""

    def give(attitude: int = 2, work: int = 4, *, dossier: bool = False, **more) -> Rating:
        ticket = desk.call()
        if dossier:
            received(desk.office, CIVIL, visit=ticket.visit)
        queueing.finish(counter=desk.office.counters[0], by=desk.office.actor(desk.office.hanh), at=desk.at)
        told = {"channel": "phone", "seconds": 9, "device": str(ticket.pk), "at": desk.at} | more
        given = rate(token=ticket.visit.rating_token, attitude=attitude, work=work, **told)
        desk.later(minutes=11)
        return given

    return give


def test_an_empty_list_says_when_something_comes(nghia):
    page = text_of(nghia.get(LOW))
    assert "Không có phiếu thấp nào đang chờ" in page and "chưa đối chiếu với văn bản" in page


def test_the_list_names_the_officer_and_never_who_rated(desk, nghia, rated):
    rated(dossier=True)
    page = text_of(nghia.get(LOW))
    assert "Lê Thị Hạnh" in page and "Thái độ: Chưa hài lòng" in page and "Công việc: Xong việc tốt" in page
    assert "Trương" not in page and "chưa giao" in page and not Access.objects.exists()
    file = nghia.get(f"{LOW}?xuat=csv")
    assert "phieu-thap" in file["Content-Disposition"] and "Trương" not in file.content.decode("utf-8-sig")


def test_the_overdue_stand_first_and_on_the_leader_s_day(desk, nghia, rated):
    rated()
    page = text_of(nghia.get("/lanh-dao/ho-so"))
    assert "1 phiếu thấp chờ xem lại" in page and "quá hạn" not in page
    desk.later(days=8)
    nghia = logged_in(desk.office.nghia)
    rated()
    page = text_of(nghia.get(LOW))
    assert 'data-test="late-count">1 quá hạn' in page
    assert page.index('<span class="st late">quá hạn') < page.rindex('data-test="low"')
    assert "2 phiếu thấp chờ xem lại" in text_of(nghia.get("/lanh-dao/ho-so"))


def test_followed_up_to_its_end_and_undone(desk, nghia, rated):
    rated(dossier=True, reasons=["cold"])
    row = FollowUp.objects.get()
    one = f"{LOW}{row.pk}/"
    page = text_of(nghia.get(one))
    assert "Trương Thị Hiền" in page and "Thái độ chưa tốt" in page
    assert set(Access.objects.values_list("officer", "reason")) == {("nghia", "rating")} and Access.objects.count() == 2
    nghia.post(f"{one}giao", {"owner": "nghia"})
    nghia.post(f"{one}viec", {"way": "call", "note": "Bà phải chờ lâu"})
    page = text_of(nghia.get(one))
    assert "Gọi lại hỏi chuyện" in page and "Bà phải chờ lâu" in page and 'data-test="owner">Phạm Văn Nghĩa' in page
    page = text_of(nghia.post(f"{one}khep", {"outcome": "reconciled", "said": "Đã xin lỗi bà"}, follow=True))
    assert "Người dân đã bằng lòng" in page and f'action="{one}mo-lai"' in page
    assert "Người dân đã bằng lòng" in text_of(nghia.get(f"{LOW}?muc=closed"))
    page = text_of(nghia.post(f"{one}mo-lai", follow=True))
    assert 'data-test="close"' in page and "Đã xin lỗi bà</textarea>" in page


@pytest.mark.parametrize(
    ("path", "form", "says", "kept"),
    [
        ("khep", {"outcome": "mended", "said": "Sửa biển"}, "ít nhất một việc", "Sửa biển"),
        ("khep", {"outcome": "", "said": "Sửa biển"}, "Chọn kết quả", "Sửa biển"),
        ("viec", {"way": "", "note": "Đã gọi bà"}, "Chọn việc đã làm", "Đã gọi bà"),
        ("giao", {"owner": "dinh"}, "chỉ lãnh đạo", ""),
        ("giao", {"owner": ""}, "Chọn một lãnh đạo", ""),
    ],
)
def test_a_refusal_stands_at_its_box_and_keeps_what_was_typed(nghia, rated, path, form, says, kept):
    rated()
    answer = nghia.post(f"{LOW}{FollowUp.objects.get().pk}/{path}", form)
    assert answer.status_code == 422 and says in text_of(answer) and kept in text_of(answer)


def test_a_step_noted_by_mistake_is_taken_back(nghia, rated):
    rated()
    row = FollowUp.objects.get()
    nghia.post(f"{LOW}{row.pk}/viec", {"way": "hear", "note": "Nhầm phiếu"})
    page = text_of(nghia.post(f"{LOW}viec/{row.steps.get().pk}/bo", follow=True))
    assert "Đã bỏ việc vừa ghi" in page and "Nhầm phiếu" not in page


def test_pressed_twice_it_is_one_step(nghia, rated):
    rated()
    row = FollowUp.objects.get()
    for _ in range(2):
        nghia.post(f"{LOW}{row.pk}/viec", {"way": "call", "note": "", "once": "k1"})
    assert row.steps.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same(nghia, rated, rows, django_assert_num_queries):
    for _ in range(rows):
        rated()
    nghia.get(LOW)
    with django_assert_num_queries(LIST):
        nghia.get(LOW)


LIST = 5


def test_figures_by_officer_field_and_month_with_what_was_set_aside(desk, nghia, rated):
    for _ in range(5):
        rated(5, 4, dossier=True)
    rated(1, 1, seconds=0)
    catch_up(name=fold.NAME, unit=desk.unit)
    page = text_of(nghia.get(f"{LOW}so-lieu?tu=2026-11&den=2026-11"))
    assert "Ý kiến người dân, 01/11/2026 đến 30/11/2026" in page and 'data-test="index">100 %' in page
    assert "5 trên 5 người chấm, từ 57 đến 100 %" in page and "Để riêng, không tính:" in page and ">chấm nhanh quá" in page
    assert "Lê Thị Hạnh" in page and "11/2026" in page and page.count('data-test="opinion"') == 3
    file = nghia.get(f"{LOW}so-lieu?tu=2026-11&xuat=csv").content.decode("utf-8-sig")
    assert "chấm nhanh quá, chưa kịp đọc câu hỏi (1)" in file and "Cỡ mẫu cần" in file


def test_few_ratings_are_not_published(desk, nghia, rated):
    for _ in range(4):
        rated(5, 5)
    catch_up(name=fold.NAME, unit=desk.unit)
    page = text_of(nghia.get(f"{LOW}so-lieu"))
    assert "mới có 4 người chấm, cần ít nhất 5" in page and 'data-test="index">chưa đủ phiếu' in page


@pytest.mark.parametrize("query", ["", "?tu=x&den=y", "?tu=2026-12&den=2026-01", "?tu=1900-01&den=2026-11", "?tu=2026-13"])
def test_any_period_is_answered(nghia, query):
    page = nghia.get(f"{LOW}so-lieu{query}")
    assert page.status_code == 200 and "Khoảng này chưa có ai chấm" in text_of(page)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_figures_cost_the_same(desk, nghia, rated, rows, django_assert_num_queries):
    for _ in range(rows):
        rated(5, 5, dossier=True)
    catch_up(name=fold.NAME, unit=desk.unit)
    nghia.get(f"{LOW}so-lieu")
    with django_assert_num_queries(FIGURES):
        nghia.get(f"{LOW}so-lieu")


FIGURES = 6


def test_only_leaders_of_the_commune(desk, rated):
    rated()
    pk = FollowUp.objects.get().pk
    desk.later(minutes=1)
    for path in (LOW, f"{LOW}{pk}/", f"{LOW}so-lieu"):
        assert desk.hanh.get(path).status_code == 403
    assert desk.stranger.get(f"{LOW}{pk}/").status_code == 404
    assert 'data-test="empty"' in text_of(desk.stranger.get(LOW))
