"""The police's book of people received in the browser: for the police of the unit alone, masked, secret where the law says so."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client

from builders.desk import logged_in, once_of
from builders.dossiers import received
from builders.police import TYPED, Police, build_police
from thanthien.journal.models import Access, Entry
from thanthien.people import actions as people
from thanthien.people.rules import Rank
from thanthien.people.scoping import everywhere, in_unit
from thanthien.receptions import actions
from thanthien.receptions.models import ReceptionLine
from thanthien.shared.actor import system

PAGE = "/so-tiep-dan/"
LIST, ONE = 5, 3


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def police(desk) -> Police:
    return build_police(desk.office)


@pytest.fixture
def linh(police) -> Client:
    return logged_in(police.linh)


def noted() -> list[ReceptionLine]:
    with everywhere():
        return list(ReceptionLine.objects.order_by("number"))


def test_an_empty_book_says_how_to_begin(linh):
    page = text_of(linh.get(PAGE))
    assert 'data-test="empty"' in page and "ghi một dòng" in page
    assert 'data-test="export-csv"' not in page


def test_the_page_says_what_nobody_has_read(linh):
    page = text_of(linh.get(PAGE))
    assert "Mẫu số 03 Thông tư 04/2021/TT-TTCP (chưa đối chiếu văn bản)" in page
    assert "Điều 56 Luật Tố cáo 2018 (chưa đối chiếu văn bản)" in page


def test_a_line_gets_its_number_once_and_is_masked(linh):
    typed = TYPED | {"once": once_of(linh.get(PAGE))}
    said = text_of(linh.post(PAGE, typed, follow=True))
    assert "Đã ghi sổ, số 0001/2026" in said and "Bùi Văn L••••" in said and "Bùi Văn Lực" not in said
    linh.post(PAGE, typed)
    assert [line.number for line in noted()] == [1]


def test_a_mistake_keeps_what_was_typed(linh):
    answer = linh.post(PAGE, TYPED | {"content": "", "phone": "12"})
    page = text_of(answer)
    assert answer.status_code == 422 and noted() == []
    assert 'value="Bùi Văn Lực"' in page and "Ghi nội dung việc" in page and "bắt đầu bằng 0" in page


def test_opening_a_line_is_an_access_and_names_the_person(police, linh):
    line = police.line()
    page = text_of(linh.get(f"{PAGE}{line.pk}/"))
    assert "Bùi Văn Lực" in page and "Trung úy Phạm Thùy Linh" in page
    access = Access.objects.get()
    assert (access.officer, access.subject, access.reason) == ("linh", f"receptionline:{line.pk}", "received")
    assert access.unit == police.unit


def test_the_list_and_its_files_are_no_access(police, linh):
    police.line()
    linh.get(PAGE)
    linh.get(f"{PAGE}?xuat=xlsx")
    assert not Access.objects.exists()


def test_a_result_is_told_and_a_wrong_one_comes_back(police, linh):
    line = police.line()
    wrong = linh.post(f"{PAGE}{line.pk}/ket-qua", {"result": "xong", "result_on": "2026-11-23"})
    assert wrong.status_code == 422 and "từ 5 đến 300 chữ" in text_of(wrong) and ">xong</textarea>" in text_of(wrong)
    unread = linh.post(f"{PAGE}{line.pk}/ket-qua", {"result": "Đã nhắc nhở", "result_on": "hôm qua"})
    assert unread.status_code == 422 and "Chưa đọc được ngày" in text_of(unread)
    said = text_of(linh.post(f"{PAGE}{line.pk}/ket-qua", {"result": "Đã nhắc nhở", "result_on": "2026-11-23"}, follow=True))
    assert "Đã ghi kết quả của số 0001/2026" in said and "đã trả lời 23/11/2026" in said


def test_struck_out_with_a_reason_and_back(police, linh):
    line = police.line()
    assert "Ghi lý do gạch" in text_of(linh.post(f"{PAGE}{line.pk}/gach", {"reason": ""}, follow=True))
    struck = text_of(linh.post(f"{PAGE}{line.pk}/gach", {"reason": "ghi nhầm"}, follow=True))
    assert "Đã gạch số 0001/2026" in struck and "đã gạch: ghi nhầm" in struck and 'data-test="undo"' in struck
    linh.post(f"{PAGE}{line.pk}/lay-lai")
    assert Entry.objects.order_by("-pk").first().kind == "received.reinstated"


def test_found_without_marks_filtered_and_exported(police, linh):
    police.line()
    police.line(matter="report", content="Mất xe đạp trước nhà văn hóa", course="answered")
    assert "line-1" in text_of(linh.get(f"{PAGE}?tim=quan+karaoke")) and "line-2" in text_of(linh.get(f"{PAGE}?tim=mat+xe"))
    page = text_of(linh.get(f"{PAGE}?loai=report"))
    assert 'data-test="line-2"' in page and 'data-test="line-1"' not in page
    assert 'data-test="line-2"' not in text_of(linh.get(f"{PAGE}?cho=1"))
    none = text_of(linh.get(f"{PAGE}?tim=khong+co"))
    assert 'data-test="empty"' in none and "Gõ ít chữ hơn" in none
    rows = list(csv.reader(io.StringIO(linh.get(f"{PAGE}?xuat=csv&loai=report").content.decode("utf-8-sig"))))
    assert any("0002/2026" in row for row in rows) and not any("0001/2026" in row for row in rows)
    assert not any("Bùi Văn Lực" in cell for row in rows for cell in row)
    assert linh.get(f"{PAGE}?xuat=xlsx").content.startswith(b"PK")


@pytest.mark.parametrize("asked", ["nam=0", "nam=99999", "nam=x", "loai=x", "gach=x", "thang=99"])
def test_a_strange_question_still_gets_the_book(linh, asked):
    assert linh.get(f"{PAGE}?{asked}").status_code == 200


def test_the_month_on_paper_names_people_and_each_is_an_access(police, linh):
    police.line()
    police.line(by=police.viet, matter="denunciation", name="Trương Văn Bảy", content="Tố cáo một điểm ghi đề")
    page = text_of(linh.get(f"{PAGE}in?nam=2026&thang=11"))
    assert "Bùi Văn Lực" in page and "4317" in page
    assert "Trương Văn Bảy" not in page and "ghi đề" not in page and "giữ bí mật" in page
    assert Access.objects.count() == 1
    assert 'data-test="empty"' in text_of(linh.get(f"{PAGE}in?nam=2026&thang=10"))
    assert linh.get(f"{PAGE}in?nam=2026&thang=13").status_code == 404


class TestSecret:
    """A denunciation: who received it and the chief; nobody else of the unit."""

    @pytest.fixture
    def line(self, police) -> ReceptionLine:
        return police.line(matter="denunciation", name="Trương Văn Bảy", content="Tố cáo một điểm ghi đề")

    def test_the_receiver_and_the_chief_open_it(self, police, linh, line):
        for client in (linh, logged_in(police.viet)):
            page = text_of(client.get(f"{PAGE}{line.pk}/"))
            assert "Trương Văn Bảy" in page
        assert Access.objects.count() == 2

    def test_a_colleague_reads_neither_name_nor_content(self, police, line):
        hoai = logged_in(police.hoai)
        answer = hoai.get(f"{PAGE}{line.pk}/")
        assert answer.status_code == 403 and "được giữ bí mật" in text_of(answer)
        everything = text_of(answer) + text_of(hoai.get(PAGE)) + hoai.get(f"{PAGE}?xuat=csv").content.decode()
        assert "Bảy" not in everything and "ghi đề" not in everything
        assert not Access.objects.exists()
        assert hoai.post(f"{PAGE}{line.pk}/gach", {"reason": "thử xem"}).status_code == 302
        assert noted()[0].annulled_at is None


class TestScope:
    """The people's committee and its police beside each other: nobody sees the other's."""

    def test_the_committee_does_not_see_the_book(self, desk, police):
        line = police.line()
        for officer in (desk.office.nghia, desk.office.hanh, desk.office.ha):
            client = logged_in(officer)
            assert client.get(PAGE).status_code == 403 and client.get(f"{PAGE}{line.pk}/").status_code == 403

    def test_a_police_officer_of_the_committees_hall_has_another_book(self, desk, police):
        line = police.line()
        son = logged_in(desk.others["police"])
        assert 'data-test="empty"' in text_of(son.get(PAGE))
        for address in ("", "ket-qua", "gach", "lay-lai"):
            ask = son.post if address else son.get
            assert ask(f"{PAGE}{line.pk}/{address}", {"reason": "thử xem"}).status_code == 404

    def test_dossiers_are_of_their_own_unit(self, desk, police):
        theirs = police.dossier()
        assert theirs.code.startswith("MAU.151.48C.01-")
        for officer in (desk.office.nghia, desk.office.hanh, desk.others["police"]):
            client = logged_in(officer)
            assert client.get(f"/ho-so/{theirs.pk}/").status_code == 404
            assert theirs.code not in text_of(client.get("/viec/"))
        assert logged_in(police.hoai).get(f"/ho-so/{theirs.pk}/").status_code == 200

    def test_the_police_does_not_see_the_committees_dossiers(self, desk, police):
        ours = received(desk.office)
        for officer in (police.viet, police.hoai, police.linh):
            assert logged_in(officer).get(f"/ho-so/{ours.pk}/").status_code == 404

    def test_each_leader_has_a_day_of_their_own(self, desk, police):
        police.line()
        theirs = police.dossier()
        viet, nghia = text_of(logged_in(police.viet).get("/lanh-dao/")), text_of(logged_in(desk.office.nghia).get("/lanh-dao/"))
        assert 'data-test="number-receptions">1<' in viet and 'data-test="number-receptions-open">1<' in viet
        assert "number-receptions" not in nghia
        listed = "/lanh-dao/dang-mo"
        assert f"/ho-so/{theirs.pk}/" in text_of(logged_in(police.viet).get(listed))
        assert f"/ho-so/{theirs.pk}/" not in text_of(logged_in(desk.office.nghia).get(listed))


def test_a_rank_goes_with_the_name(police):
    assert police.viet.ranked == "Thiếu tá Lê Quốc Việt"
    assert police.office.nghia.ranked == "Phạm Văn Nghĩa"
    police.viet.rank = "marshal"
    assert police.viet.ranked == "Lê Quốc Việt"
    with in_unit(police.unit):
        changed = people.change_officer(officer=police.linh, rank=Rank.CAPTAIN, by=system(police.unit), at=police.office.at)
    assert changed.ranked == "Đại úy Phạm Thùy Linh"


def test_the_pages_cost_the_same_for_one_and_for_three(police, linh, django_assert_num_queries):
    line = police.line()
    linh.get(PAGE), linh.get(f"{PAGE}{line.pk}/")
    with django_assert_num_queries(LIST):
        linh.get(PAGE)
    with django_assert_num_queries(ONE):
        linh.get(f"{PAGE}{line.pk}/")
    police.line(at=police.office.at + timedelta(minutes=1))
    police.line(by=police.hoai)
    with django_assert_num_queries(LIST):
        linh.get(PAGE)


def test_a_closed_line_is_no_longer_waited_for(police):
    line = police.line()
    actions.annul_reception(line=line, reason="ghi nhầm", by=police.actor(police.linh), at=police.office.at)
    assert 'data-test="number-receptions-open">0<' in text_of(logged_in(police.viet).get("/lanh-dao/"))
