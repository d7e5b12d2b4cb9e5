"""The register's page, its files and its closing; forms 03 and 06 from the desk."""

import io
from datetime import datetime

import pytest
from python_calamine import CalamineWorkbook

from builders.desk import logged_in
from builders.dossiers import SINGLE, person, received
from builders.paper import words_of
from thanthien.dossiers import actions
from thanthien.dossiers.models import RegisterYear
from thanthien.dossiers.rules import RefusalReason
from thanthien.journal.models import Access, Entry
from thanthien.procedures.queries import procedure
from thanthien.shared.clock import VIETNAM


def text_of(answer) -> str:
    return answer.content.decode()


class TestPage:
    def test_an_empty_year_says_how_lines_come(self, desk):
        assert "tự vào sổ" in text_of(desk.hanh.get("/so-theo-doi/"))

    def test_lines_have_numbers_masked_names_and_are_no_access(self, desk):
        one = received(desk.office, SINGLE)
        page = text_of(desk.hanh.get("/so-theo-doi/"))
        assert one.code[-4:] in page and "Trương Thị H••••" in page and "Hiền" not in page and "Sổ đang mở" in page
        assert not Access.objects.exists()

    def test_it_costs_the_same_for_one_and_for_three(self, desk, django_assert_num_queries):
        received(desk.office, SINGLE)
        desk.hanh.get("/so-theo-doi/")
        with django_assert_num_queries(4):
            desk.hanh.get("/so-theo-doi/")
        for _ in range(2):
            received(desk.office, SINGLE)
        desk.hanh.get("/so-theo-doi/")
        with django_assert_num_queries(4):
            desk.hanh.get("/so-theo-doi/")

    def test_a_month_keeps_the_numbers_of_the_year(self, desk):
        received(desk.office, SINGLE, at=datetime(desk.at.year, 1, 6, 9, tzinfo=VIETNAM))
        late = received(desk.office, SINGLE)
        page = text_of(desk.hanh.get(f"/so-theo-doi/?thang={desk.at.month}"))
        assert page.count('data-test="row"') == 1 and '<td class="num">2</td>' in page and late.code[-4:] in page

    def test_the_same_lines_leave_as_a_file(self, desk):
        one = received(desk.office, SINGLE)
        book = CalamineWorkbook.from_filelike(io.BytesIO(desk.hanh.get("/so-theo-doi/?xuat=xlsx").content))
        cells = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
        assert one.code in cells and "Trương Thị Hiền" not in cells
        assert one.code in desk.hanh.get("/so-theo-doi/?xuat=csv").content.decode("utf-8-sig")

    @pytest.mark.parametrize("asked", ["?nam=1999", "?nam=abc", "?trang=99&thang=13", "?nam=9999999"])
    def test_a_year_that_is_not_there_is_not_found_and_nonsense_is_the_present(self, desk, asked):
        assert desk.hanh.get(f"/so-theo-doi/{asked}").status_code == (404 if "9999" in asked or "1999" in asked else 200)

    def test_a_specialist_has_no_register(self, desk):
        assert logged_in(desk.office.ha).get("/so-theo-doi/").status_code != 200


class TestPaper:
    def test_a_volume_names_persons_and_counts_as_opening_each(self, desk):
        one = received(desk.office, SINGLE)
        answer = desk.hanh.get(f"/so-theo-doi/{desk.at.year}/quyen-1.pdf")
        words = words_of(answer.content)
        assert answer["Content-Type"] == "application/pdf" and "Trương Thị Hiền" in words and one.code in words
        assert Access.objects.filter(subject=f"dossier:{one.pk}").count() == 1

    def test_there_is_no_volume_two_and_none_of_an_empty_year(self, desk):
        received(desk.office, SINGLE)
        assert desk.hanh.get(f"/so-theo-doi/{desk.at.year}/quyen-2.pdf").status_code == 404
        assert desk.hanh.get(f"/so-theo-doi/{desk.at.year - 1}/quyen-1.pdf").status_code == 404


class TestClosing:
    def test_the_leader_closes_last_year_once(self, desk):
        year = desk.at.year - 1
        received(desk.office, SINGLE, at=datetime(year, 12, 30, 9, tzinfo=VIETNAM))
        leader = logged_in(desk.office.nghia)
        assert 'data-test="close"' in text_of(leader.get(f"/so-theo-doi/?nam={year}"))
        for _ in range(2):
            leader.post(f"/so-theo-doi/{year}/khoa", {"once": "k" * 32})
        assert RegisterYear.objects.get().last_number == 1
        assert Entry.objects.filter(kind="register.closed").count() == 1
        assert "Đã khóa sổ" in text_of(leader.get(f"/so-theo-doi/?nam={year}"))

    def test_this_year_stays_open_and_nobody_else_closes(self, desk):
        received(desk.office, SINGLE)
        leader = logged_in(desk.office.nghia)
        answer = leader.post(f"/so-theo-doi/{desk.at.year}/khoa", follow=True)
        assert "chưa hết" in text_of(answer)
        desk.hanh.post(f"/so-theo-doi/{desk.at.year - 1}/khoa")
        assert not RegisterYear.objects.exists()


class TestForms:
    def test_a_refusal_is_printed_and_is_an_access(self, desk):
        refused = actions.refuse(
            unit=desk.office.unit, procedure=procedure(code=SINGLE), reason=RefusalReason.INCOMPLETE, note="Thiếu giấy ủy quyền.",
            applicant=person(desk.office), by=desk.office.actor(desk.office.hanh), at=desk.at,
        )  # fmt: skip
        words = words_of(desk.hanh.get(f"/ho-so/{refused.pk}/mau-03.pdf").content)
        assert "Thiếu giấy ủy quyền." in words
        assert Access.objects.filter(subject=f"dossier:{refused.pk}").count() == 1
        assert desk.stranger.get(f"/ho-so/{refused.pk}/mau-03.pdf").status_code == 404

    def test_an_accepted_dossier_says_that_there_is_no_refusal(self, desk):
        answer = desk.hanh.get(f"/ho-so/{received(desk.office, SINGLE).pk}/mau-03.pdf")
        assert answer.status_code == 422 and "không bị từ chối" in text_of(answer)

    def test_the_slip_is_printed_and_does_not_count_as_a_copy_of_form_01(self, desk):
        one = received(desk.office, SINGLE)
        for _ in range(2):
            assert "PHIẾU KIỂM SOÁT" in words_of(desk.hanh.get(f"/ho-so/{one.pk}/mau-06.pdf").content)
        assert sorted(entry.data["copy"] for entry in Entry.objects.filter(kind="dossier.form_printed")) == [1, 2]
        assert "Liên: Giao người nộp" in words_of(desk.hanh.get(f"/ho-so/{one.pk}/mau-01.pdf").content)
        assert "in phiếu kiểm soát, lần 2" in text_of(desk.hanh.get(f"/ho-so/{one.pk}/"))
