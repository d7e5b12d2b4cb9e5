"""Who opened which files, as the leader sees it: figures, one officer's day, the alert above the day and what was found out."""

from datetime import timedelta

import pytest
from django.test import Client

from builders.desk import logged_in
from builders.dossiers import BIRTH, LODGING, received
from thanthien.dossiers.actions import note_opened
from thanthien.indicators import actions as indicators
from thanthien.indicators.fold import NAME
from thanthien.indicators.models import LookAlert
from thanthien.journal import followers
from thanthien.journal.actions import record_access
from thanthien.journal.sealing import seal_accesses

PAGE = "/lanh-dao/luot-xem"


def text_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def nghia(desk):
    return logged_in(desk.office.nghia)


@pytest.fixture
def looked(desk):
    """Two files opened: one by who received it, one by the guide."""
    birth, lodging = received(desk.office, BIRTH), received(desk.office, LODGING, by=desk.others["police"])
    note_opened(dossier=birth, by=desk.office.actor(desk.office.hanh), at=desk.at, reason="reception")
    note_opened(dossier=lodging, by=desk.office.actor(desk.office.ngoc), at=desk.at, reason="question")
    desk.later(minutes=30)
    seal_accesses(unit=desk.unit, at=desk.at)
    followers.catch_up(name=NAME, unit=desk.unit)
    return birth, lodging


@pytest.fixture
def alert(desk):
    """The guide opened fifty files that are not hers."""
    for n in range(50):
        record_access(
            unit=desk.unit, officer="ngoc", person=f"p{n}", subject=f"dossier:{9000 + n}", reason="question", at=desk.at
        )
    desk.later(minutes=30)
    seal_accesses(unit=desk.unit, at=desk.at)
    followers.catch_up(name=NAME, unit=desk.unit)
    indicators.tick(unit=desk.unit, at=desk.at)
    return LookAlert.objects.get()


def test_nothing_opened_says_so(nghia):
    page = text_of(nghia.get(PAGE))
    assert "Chưa ai mở hồ sơ nào" in page and "Không có cảnh báo" in page


def test_officers_stand_with_what_they_opened(nghia, looked):
    page = text_of(nghia.get(PAGE))
    assert page.index("Cao Thị Ngọc") < page.index("Lê Thị Hạnh") and page.count('data-test="looks-row"') == 2
    assert text_of(nghia.get(f"{PAGE}?khoang=30")).count('data-test="looks-row"') == 2
    assert text_of(nghia.get(f"{PAGE}?khoang=lạ")).count('data-test="looks-row"') == 2


def test_one_officers_day_is_told_look_by_look(nghia, looked):
    page = text_of(nghia.get(f"{PAGE}?can-bo=ngoc"))
    assert "Cao Thị Ngọc" in page and "Trả lời bà con hỏi" in page and "ngoài phần việc" in page
    assert f'href="/ho-so/{looked[1].pk}/"' in page and "Trương" not in page
    assert "phần việc của mình" in text_of(nghia.get(f"{PAGE}?can-bo=hanh&ngay=2026-11-23"))
    assert "Không mở hồ sơ nào ngày này" in text_of(nghia.get(f"{PAGE}?can-bo=hanh&ngay=2026-11-20"))
    assert nghia.get(f"{PAGE}?can-bo=hanh&ngay=hôm%20qua").status_code == 200


def test_nobody_of_that_name_is_not_there(nghia, looked):
    assert nghia.get(f"{PAGE}?can-bo=la").status_code == 404 and nghia.get(f"{PAGE}?can-bo=x").status_code == 404


def test_the_alert_stands_above_the_day_until_it_was_looked_at(desk, nghia, alert):
    day = text_of(nghia.get("/lanh-dao/"))
    assert "Cao Thị Ngọc mở 50 hồ sơ ngoài phần việc ngày 23/11" in day
    wrong = nghia.post(f"{PAGE}/{alert.pk}/da-xem", {"note": "  "})
    assert wrong.status_code == 422 and "Ghi một câu" in text_of(wrong)
    done = text_of(nghia.post(f"{PAGE}/{alert.pk}/da-xem", {"note": "Rà soát theo kế hoạch."}, follow=True))
    assert "Rà soát theo kế hoạch." in done and "Phạm Văn Nghĩa" in done
    assert 'data-test="look-alert"' not in text_of(nghia.get("/lanh-dao/"))
    again = nghia.post(f"{PAGE}/{alert.pk}/da-xem", {"note": "lần nữa"})
    assert again.status_code == 422 and "đã có người xem" in text_of(again)
    nghia.post(f"{PAGE}/{alert.pk}/mo-lai")
    assert 'data-test="look-alert"' in text_of(nghia.get("/lanh-dao/"))


@pytest.mark.parametrize(("path", "head"), [("", "Cán bộ,Chức danh,Hồ sơ đã mở"), ("&can-bo=ngoc", "Lúc,Hồ sơ,Vì sao,Của ai")])
def test_lists_leave_as_files(nghia, looked, path, head):
    lines = nghia.get(f"{PAGE}?xuat=csv{path}").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith(head) and len(lines) >= 2
    assert nghia.get(f"{PAGE}?xuat=xlsx{path}").status_code == 200


def test_only_leaders_and_only_their_own(desk, looked, alert):
    assert Client().get(PAGE).status_code == 302 and desk.hanh.get(PAGE).status_code == 403
    assert "Cao Thị Ngọc" not in text_of(desk.stranger.get(PAGE))
    for act in ("da-xem", "mo-lai"):
        assert desk.stranger.post(f"{PAGE}/{alert.pk}/{act}", {"note": "x"}).status_code == 404
        assert desk.hanh.post(f"{PAGE}/{alert.pk}/{act}", {"note": "x"}).status_code == 403
    assert LookAlert.objects.get().noted_at is None


def test_pages_cost_the_same_for_one_and_for_three(desk, nghia, looked, django_assert_num_queries):
    for path, cost in ((PAGE, WHOLE), (f"{PAGE}?can-bo=ngoc", ONE)):
        nghia.get(path)
        with django_assert_num_queries(cost):
            nghia.get(path)
    for n, officer in enumerate(("dinh", "ngoc", "ngoc")):
        record_access(unit=desk.unit, officer=officer, person=f"p{n}", subject=f"dossier:{n}", reason="question", at=desk.at)
    later = desk.at + timedelta(minutes=30)
    seal_accesses(unit=desk.unit, at=later)
    followers.catch_up(name=NAME, unit=desk.unit)
    for path, cost in ((PAGE, WHOLE), (f"{PAGE}?can-bo=ngoc", ONE)):
        nghia.get(path)
        with django_assert_num_queries(cost):
            nghia.get(path)


WHOLE, ONE = 7, 9
