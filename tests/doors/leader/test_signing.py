"""The leader's page of papers that wait for a signature."""

import pytest

from builders.desk import HTMX, logged_in
from builders.dossiers import SINGLE, received
from thanthien.dossiers import actions
from thanthien.dossiers.forms import form01_pdf
from thanthien.dossiers.models import SignedPaper
from thanthien.journal.models import Access


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture(autouse=True)
def folders(tmp_path, settings):
    settings.MEDIA_ROOT, settings.KEYS = tmp_path / "files", tmp_path / "keys"


@pytest.fixture
def leader(desk):
    return logged_in(desk.office.nghia)


def laid(desk, count: int = 1) -> list[SignedPaper]:
    by, made = desk.office.actor(desk.office.hanh), []
    for _ in range(count):
        one = received(desk.office, SINGLE)
        pdf = form01_pdf(dossier=one, copy=1, at=desk.at)
        made.append(actions.lay_for_signing(dossier=one, form="01", pdf=pdf, by=by, at=desk.at))
    return made


def test_an_empty_page_says_what_comes_here(leader):
    assert "Không có giấy nào chờ ký" in text_of(leader.get("/lanh-dao/ky-so"))


def test_names_are_masked_and_the_list_is_no_access(desk, leader):
    laid(desk)
    page = text_of(leader.get("/lanh-dao/ky-so"))
    assert "Trương Thị H••••" in page and "Hiền" not in page and "Lê Thị Hạnh" in page
    assert not Access.objects.exists()


def test_seven_papers_are_signed_a_few_at_a_time_and_the_page_asks_for_the_rest(desk, leader):
    laid(desk, 7)
    first = text_of(leader.post("/lanh-dao/ky-so/ky", **HTMX))
    assert "Đã ký 5 trong 7 giấy" in first and 'hx-trigger="load"' in first
    last = text_of(leader.post("/lanh-dao/ky-so/ky", {"done": "5"}, **HTMX))
    assert "Đã ký 7 trong 7 giấy" in last and 'hx-trigger="load"' not in last and "Không có giấy nào chờ ký" in last
    assert SignedPaper.objects.filter(signed_at__isnull=False).count() == 7


def test_a_broken_file_does_not_hold_up_the_others_nor_ask_for_ever(desk, leader, settings):
    bad, _ = laid(desk, 2)
    path = settings.MEDIA_ROOT / "signing" / desk.office.unit / f"{bad.source}.pdf"
    path.write_bytes(b"%PDF-")
    answer = text_of(leader.post("/lanh-dao/ky-so/ky", **HTMX))
    assert "Đã ký 1 trong 2 giấy" in answer and "không còn nguyên" in answer and 'hx-trigger="load"' not in answer


def test_one_alone_is_signed_and_opened_as_a_file(desk, leader):
    one, other = laid(desk, 2)
    leader.post("/lanh-dao/ky-so/ky", {"paper": str(one.pk)})
    assert list(SignedPaper.objects.filter(signed_at__isnull=False)) == [one]
    answer = leader.get(f"/lanh-dao/ky-so/{one.pk}.pdf")
    assert answer["Content-Type"] == "application/pdf" and b"/ByteRange" in answer.content
    assert b"/ByteRange" not in leader.get(f"/lanh-dao/ky-so/{other.pk}.pdf").content
    assert Access.objects.count() >= 1


def test_without_script_the_page_says_how_many_are_left(desk, leader):
    laid(desk, 6)
    assert "Đã ký 5 giấy, còn 1" in text_of(leader.post("/lanh-dao/ky-so/ky", follow=True))


def test_the_leader_gives_a_paper_back_and_the_counter_may_not_come_here(desk, leader):
    (one,) = laid(desk)
    assert desk.hanh.get("/lanh-dao/ky-so").status_code != 200
    assert desk.stranger.get(f"/lanh-dao/ky-so/{one.pk}.pdf").status_code != 200
    leader.post(f"/lanh-dao/ky-so/{one.pk}/rut")
    assert "Không có giấy nào chờ ký" in text_of(leader.get("/lanh-dao/ky-so"))
    desk.hanh.post("/lanh-dao/ky-so/ky")
    assert not SignedPaper.objects.filter(signed_at__isnull=False).exists()


@pytest.mark.parametrize("done", ["-1", "abc", "9" * 40, "٣"])
def test_a_figure_that_was_meddled_with_counts_from_nothing(desk, leader, done):
    laid(desk)
    assert "Đã ký 1 trong 1 giấy" in text_of(leader.post("/lanh-dao/ky-so/ky", {"done": done}, **HTMX))


def test_it_costs_the_same_for_one_and_for_three(desk, leader, django_assert_num_queries):
    laid(desk)
    leader.get("/lanh-dao/ky-so")
    with django_assert_num_queries(4):
        leader.get("/lanh-dao/ky-so")
    laid(desk, 2)
    leader.get("/lanh-dao/ky-so")
    with django_assert_num_queries(4):
        leader.get("/lanh-dao/ky-so")
