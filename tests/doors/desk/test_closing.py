"""The end of the day: folders, cash, who still waits, what is due next; results that nobody fetched."""

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from builders.desk import logged_in
from builders.dossiers import CIVIL, LODGING, SINGLE, ready, received
from builders.paper import letters_outside, words_of
from thanthien.dossiers import actions
from thanthien.dossiers.models import CashCount, Fee, FolderList
from thanthien.journal.models import Access, Entry


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def ha(desk):
    return logged_in(desk.office.ha)


@pytest.fixture
def sheet(desk):
    dossier = received(desk.office, SINGLE)
    by = desk.office.actor(desk.office.hanh)
    return actions.hand_folders(dossiers=[dossier], receiver=desk.office.ha, by=by, at=desk.at)


class TestPage:
    def test_an_empty_day_says_what_will_stand_where(self, desk):
        page = text_of(desk.hanh.get("/cuoi-ngay"))
        for said in (
            "Quầy không còn hồ sơ giấy nào", "Chưa có danh sách nào hôm nay", "Hôm nay chưa thu khoản nào", "Không còn ai chờ",
            "Chưa có hồ sơ nào hẹn những ngày tới",
        ):  # fmt: skip
            assert said in page, said

    def test_who_still_waits_and_what_is_due_next(self, desk):
        ticket = desk.take()
        received(desk.office, SINGLE)
        page = text_of(desk.hanh.get("/cuoi-ngay"))
        assert "1 người còn chờ" in page and ticket.label in page
        assert "Đến hạn thứ Sáu, 27/11/2026" in page and "Trương Thị H••••" in page and "Hiền" not in page
        assert not Access.objects.exists()

    def test_a_specialist_sees_no_cash_and_no_hall(self, desk, ha):
        page = text_of(ha.get("/cuoi-ngay"))
        assert 'data-test="cash"' not in page and 'data-test="to-hand"' not in page and 'data-test="still-waiting"' not in page
        assert 'data-test="tomorrow"' in page

    def test_the_leader_sees_everybodys_cash(self, desk):
        received(desk.office, CIVIL, fee_paid="cash")
        page = text_of(logged_in(desk.office.nghia).get("/cuoi-ngay"))
        assert "8.000\u00a0đồng" in page and 'data-test="counted"' not in page

    def test_it_costs_the_same_for_one_and_for_three(self, desk, django_assert_num_queries):
        received(desk.office, CIVIL, fee_paid="cash")
        desk.take()
        desk.hanh.get("/cuoi-ngay")
        with django_assert_num_queries(PAGE):
            desk.hanh.get("/cuoi-ngay")
        for _ in range(2):
            received(desk.office, CIVIL, fee_paid="cash")
            desk.take()
        assert text_of(desk.hanh.get("/cuoi-ngay")).count('data-test="folder"') == 3
        with django_assert_num_queries(PAGE):
            assert text_of(desk.hanh.get("/cuoi-ngay")).count('data-test="folder"') == 3


class TestFolders:
    def test_by_receiver_ticked_handed_and_taken_in_one_press(self, desk, ha):
        police, single = received(desk.office, LODGING), received(desk.office, SINGLE)
        actions.take_step(dossier=single, by=desk.office.actor(desk.office.ha), at=desk.at)
        page = text_of(desk.hanh.get("/cuoi-ngay"))
        assert 'data-test="hand-ha"' in page and 'data-test="hand-son.ca"' in page
        data = {"folder": str(single.pk), "receiver": str(desk.office.ha.pk), "once": "a" * 32}
        for _ in range(2):
            answer = desk.post("/cuoi-ngay/ban-giao", data)
            assert "Đã lập danh sách 1 hồ sơ giấy cho Bùi Thị Thu Hà" in text_of(answer)
        sheet = FolderList.objects.get()
        assert f'value="{police.pk}"' in text_of(answer) and f'name="folder" value="{single.pk}"' not in text_of(answer)
        assert 'data-test="take-1"' in text_of(ha.get("/cuoi-ngay"))
        line = sheet.lines.get()
        taken = desk.post(f"/cuoi-ngay/nhan/{sheet.pk}", {f"note-{line.pk}": "thiếu bản sao", "once": "b" * 32}, by=ha)
        assert "Đã nhận 1 hồ sơ giấy từ Lê Thị Hạnh" in text_of(taken) and "1 chỗ khác" in text_of(taken)
        assert Entry.objects.filter(kind="folders.taken").count() == 1

    def test_no_receiver_no_folder_no_second_list(self, desk):
        dossier = received(desk.office, SINGLE)
        answer = desk.post("/cuoi-ngay/ban-giao", {"folder": str(dossier.pk), "receiver": ""})
        assert answer.status_code == 422 and "Chưa chọn người nhận" in text_of(answer)
        answer = desk.post("/cuoi-ngay/ban-giao", {"receiver": str(desk.office.ha.pk)})
        assert answer.status_code == 422 and "Chưa chọn hồ sơ giấy" in text_of(answer)
        other = desk.post("/cuoi-ngay/ban-giao", {"folder": str(dossier.pk), "receiver": str(desk.office.la.pk)})
        assert other.status_code == 422 and not FolderList.objects.exists()

    def test_taken_back_before_anybody_took_it(self, desk, sheet):
        assert "hồ sơ giấy về lại quầy" in text_of(desk.post(f"/cuoi-ngay/rut/{sheet.pk}"))
        assert 'data-test="folder"' in text_of(desk.hanh.get("/cuoi-ngay"))

    def test_the_sheet_names_everything_and_both_sign(self, desk, sheet):
        answer = desk.hanh.get(f"/cuoi-ngay/danh-sach/{sheet.pk}.pdf")
        assert answer["Content-Type"] == "application/pdf"
        words = words_of(answer.content)
        for said in (
            "DANH SÁCH BÀN GIAO HỒ SƠ GIẤY", "Trương Thị Hiền", "Lê Thị Hạnh", "Bùi Thị Thu Hà", "NGƯỜI GIAO", "NGƯỜI NHẬN",
            "Cộng: 1 tập, 1 giấy tờ", sheet.lines.get().dossier.papers.get(state="ok").name[:24],
        ):  # fmt: skip
            assert said in words, said
        assert letters_outside(answer.content, 24) == []
        assert Access.objects.count() == 1
        actions.take_folders(sheet=sheet, by=desk.office.actor(desk.office.ha), at=desk.at)
        assert "Đã nhận trên máy lúc" in words_of(desk.hanh.get(f"/cuoi-ngay/danh-sach/{sheet.pk}.pdf").content)

    def test_colleague_and_stranger(self, desk, sheet):
        tuan = logged_in(desk.office.tuan)
        assert desk.post(f"/cuoi-ngay/nhan/{sheet.pk}", by=tuan).status_code == 422
        assert tuan.get(f"/cuoi-ngay/danh-sach/{sheet.pk}.pdf").status_code == 404
        for path in (f"nhan/{sheet.pk}", f"rut/{sheet.pk}"):
            assert desk.post(f"/cuoi-ngay/{path}", by=desk.stranger).status_code == 404
        assert desk.stranger.get(f"/cuoi-ngay/danh-sach/{sheet.pk}.pdf").status_code == 404


class TestCash:
    def test_counted_explained_and_handed_to_the_treasurer(self, desk):
        received(desk.office, CIVIL, fee_paid="cash")
        held = desk.post("/cuoi-ngay/dem-tien", {"counted": "7.000", "once": "a" * 32})
        assert held.status_code == 422 and "lệch -1.000 đồng" in text_of(held) and 'value="7.000"' in text_of(held)
        desk.post("/cuoi-ngay/dem-tien", {"counted": "7.000", "why": "thối nhầm", "once": "b" * 32})
        row = CashCount.objects.get()
        page = text_of(desk.hanh.get("/cuoi-ngay"))
        assert "thối nhầm" in page and "Nộp 7.000\u00a0đồng" in page
        nobody = desk.post("/cuoi-ngay/nop-tien", {"count": row.pk, "treasurer": ""})
        assert nobody.status_code == 422 and "Chưa chọn người nhận tiền" in text_of(nobody)
        desk.post("/cuoi-ngay/nop-tien", {"count": row.pk, "treasurer": desk.office.ngoc.pk, "once": "c" * 32})
        row.refresh_from_db()
        assert row.treasurer == desk.office.ngoc and "nộp Cao Thị Ngọc" in text_of(desk.hanh.get("/cuoi-ngay"))

    @pytest.mark.parametrize("counted", ["", "abc", "9" * 12])
    def test_what_is_no_sum_is_said(self, desk, counted):
        answer = desk.post("/cuoi-ngay/dem-tien", {"counted": counted})
        assert answer.status_code == 422 and "Gõ số đồng" in text_of(answer)

    def test_a_wrong_line_is_put_right_and_shown(self, desk):
        fee = received(desk.office, CIVIL, fee_paid="cash").fees.get()
        lacking = desk.post(f"/cuoi-ngay/sua/{fee.pk}", {"way": "qr", "reason": "", "once": "a" * 32})
        assert lacking.status_code == 422 and "Ghi lý do sửa" in text_of(lacking)
        answer = text_of(desk.post(f"/cuoi-ngay/sua/{fee.pk}", {"way": "qr", "reason": "khách chuyển khoản", "once": "b" * 32}))
        assert "bù trừ biên lai 1: khách chuyển khoản" in answer and "đã sửa" in answer and Fee.objects.count() == 3

    def test_the_book_leaves_as_a_file(self, desk):
        received(desk.office, CIVIL, fee_paid="cash")
        answer = desk.hanh.get("/cuoi-ngay/so-thu?xuat=xlsx")
        rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
        assert any(8000 in row for row in rows)
        assert desk.hanh.get("/cuoi-ngay/so-thu").status_code == 404

    def test_a_stranger_and_a_specialist(self, desk, ha):
        fee = received(desk.office, CIVIL, fee_paid="cash").fees.get()
        assert desk.post(f"/cuoi-ngay/sua/{fee.pk}", {"reason": "x"}, by=desk.stranger).status_code == 404
        assert desk.post(f"/cuoi-ngay/sua/{fee.pk}", {"reason": "x"}, by=ha).status_code == 403
        assert desk.post("/cuoi-ngay/dem-tien", {"counted": "0"}, by=ha).status_code == 403


class TestUncollected:
    def test_oldest_first_with_days_and_times_told(self, desk):
        old = ready(desk.office, received(desk.office), at=desk.at, others=desk.others)
        desk.later(days=8)
        desk.hanh.force_login(desk.office.hanh)
        new = ready(desk.office, received(desk.office), at=desk.at, others=desk.others)
        page = text_of(desk.hanh.get("/chua-nhan"))
        assert page.index("1123-<b>") < page.index("1201-<b>") and new.code
        assert "8 ngày" in page and "hôm nay" in page and "chưa báo" in page and old.shelf in page and "/goi-dien/" in page
        assert "Hiền" not in page and text_of(desk.hanh.get("/chua-nhan?tu-ngay=7")).count('data-test="row"') == 1
        assert text_of(desk.hanh.get("/chua-nhan?tu-ngay=7&xuat=csv")).count("MAU.") == 1

    def test_nothing_waits(self, desk):
        assert "Không còn kết quả nào chờ lâu" in text_of(desk.hanh.get("/chua-nhan"))

    def test_it_costs_the_same_for_one_and_for_three(self, desk, django_assert_num_queries):
        ready(desk.office, received(desk.office), at=desk.at, others=desk.others)
        desk.hanh.get("/chua-nhan")
        with django_assert_num_queries(LIST):
            desk.hanh.get("/chua-nhan")
        for _ in range(2):
            ready(desk.office, received(desk.office), at=desk.at + timedelta(minutes=5), others=desk.others)
        assert text_of(desk.hanh.get("/chua-nhan")).count('data-test="row"') == 3
        with django_assert_num_queries(LIST):
            assert text_of(desk.hanh.get("/chua-nhan")).count('data-test="row"') == 3


PAGE, LIST = 10, 3
