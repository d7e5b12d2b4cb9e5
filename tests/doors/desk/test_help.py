"""The page of help online: one key, one case; undone by the toast; what was typed stays; figures as a file."""

import pytest

from builders.playing import logged_in
from thanthien.outreach.models import HelpCase, HelpTarget

pytestmark = pytest.mark.django_db
PAGE = "/ho-tro-truc-tuyen/"
CASE = {"kind": "portal", "consent": "1"}


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def guide(desk):
    return logged_in(desk.office.ngoc)


def test_one_key_notes_one_case_and_the_toast_takes_it_back(desk, guide):
    page = text(guide.get(PAGE))
    assert all(f'data-key="{number}"' in page for number in (1, 2, 3, 4)) and "còn 5 lượt" in page
    page = text(guide.post(f"{PAGE}ghi", CASE, follow=True))
    assert "Đã ghi: Nộp hồ sơ trên Cổng Dịch vụ công." in page and "còn 4 lượt" in page
    row = HelpCase.objects.get()
    assert f'action="{PAGE}{row.pk}/bo"' in page
    page = text(guide.post(f"{PAGE}{row.pk}/bo", follow=True))
    assert "Đã bỏ lượt vừa ghi" in page and "còn 5 lượt" in page


def test_pressed_twice_it_is_one_case(desk, guide):
    for _ in range(2):
        guide.post(f"{PAGE}ghi", CASE | {"once": "k1"})
    assert HelpCase.objects.count() == 1


def test_a_password_in_the_note_is_refused_where_it_stands_and_kept_on_the_screen_only(desk, guide):
    answer = guide.post(f"{PAGE}ghi", CASE | {"note": "mật khẩu hoa1990"})
    assert answer.status_code == 422 and 'id="note-err"' in text(answer) and 'value="mật khẩu hoa1990"' in text(answer)
    assert not HelpCase.objects.exists()


def test_without_consent_nothing_is_noted(desk, guide):
    answer = guide.post(f"{PAGE}ghi", {"kind": "qr"})
    assert answer.status_code == 422 and "Chưa đồng ý thì không ghi gì" in text(answer) and not HelpCase.objects.exists()


def test_no_page_has_a_field_for_a_password(desk, guide):
    assert 'type="password"' not in text(guide.get(PAGE))


def test_a_colleague_cannot_take_it_back(desk, guide):
    guide.post(f"{PAGE}ghi", CASE)
    row = HelpCase.objects.get()
    page = text(logged_in(desk.office.hanh).post(f"{PAGE}{row.pk}/bo", follow=True))
    assert "do đồng nghiệp ghi" in page and HelpCase.objects.get().annulled_at is None


def test_the_leader_sets_the_target_and_a_wrong_one_stays_typed(desk):
    leader = logged_in(desk.office.nghia)
    answer = leader.post(f"{PAGE}chi-tieu", {"per_day": "900", "valid_from": "2026-11-24"})
    assert answer.status_code == 422 and 'value="900"' in text(answer) and "từ 1 đến 500" in text(answer)
    answer = leader.post(f"{PAGE}chi-tieu", {"per_day": "9", "valid_from": "x"})
    assert answer.status_code == 422 and "Chưa đọc được ngày" in text(answer)
    answer = leader.post(f"{PAGE}chi-tieu", {"per_day": "9", "valid_from": "2026-11-23"}, follow=True)
    assert "trên chỉ tiêu 9" in text(answer) and HelpTarget.objects.get().per_day == 9


def test_a_guide_sets_no_target(desk, guide):
    assert guide.post(f"{PAGE}chi-tieu", {"per_day": "9", "valid_from": "2026-11-23"}).status_code == 403
    assert 'data-test="target"' not in text(guide.get(PAGE))


def test_the_figures_of_a_month_and_their_file(desk, guide):
    assert "Tháng này chưa ghi lượt nào" in text(guide.get(f"{PAGE}so-lieu"))
    for kind in ("portal", "qr", "qr"):
        guide.post(f"{PAGE}ghi", CASE | {"kind": kind})
    page = text(guide.get(f"{PAGE}so-lieu?thang=2026-11"))
    assert "Hỗ trợ trực tuyến tháng 11/2026" in page and "<dt>Cộng</dt><dd>3</dd>" in page
    file = guide.get(f"{PAGE}so-lieu?thang=2026-11&xuat=csv").content.decode("utf-8-sig")
    assert "Trả tiền bằng mã QR" in file and "Cao Thị Ngọc" in file
    assert guide.get(f"{PAGE}so-lieu?thang=x").status_code == 200
    assert "chưa ghi lượt nào" in text(guide.get(f"{PAGE}so-lieu?thang=2026-12"))


def test_the_stranger_sees_none_of_it(desk, guide):
    guide.post(f"{PAGE}ghi", CASE)
    stranger = logged_in(desk.office.la)
    assert "còn 5 lượt" in text(stranger.get(PAGE))
    assert stranger.post(f"{PAGE}{HelpCase.objects.get().pk}/bo").status_code == 404
