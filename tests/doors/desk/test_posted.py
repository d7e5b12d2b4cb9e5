"""The posted office at the desk: public items, news, the roster, the reception room; what was typed stays, what was done goes
back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.papers import pdf, photo
from builders.playing import logged_in
from builders.posted import duty_of, finding_of, item_of, photo_of, run_of, story_of
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.posting.models import Duty, News, PostedFile, PublicItem, PublicRun, RoomFinding, RoomSeen
from thanthien.posting.public_rules import Form
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db
ITEM = {"code": "d11-02", "title": "Quyết toán ngân sách 2025", "body": "Tổng thu 12 tỷ", "decided_on": "2026-11-23"}
STORY = {"kind": "news", "title": "Tiêm phòng", "summary": "Từ 27/11", "body": "Mang sổ", "first_day": "2026-11-23"}


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def picture(name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo(), content_type="image/jpeg")


@pytest.fixture
def ha(desk):
    return logged_in(desk.office.ha)


@pytest.fixture
def nghia(desk):
    return logged_in(desk.office.nghia)


class TestPublic:
    def test_an_item_is_entered_posted_proved_and_taken_down(self, desk, ha):
        assert "Sổ còn trống" in text(ha.get("/niem-yet/")) and 'value="2026-11-23"' in text(ha.get("/niem-yet/moi"))
        page = text(ha.post("/niem-yet/moi", ITEM | {"files": SimpleUploadedFile("q.pdf", pdf())}, follow=True))
        item = PublicItem.objects.get()
        assert "01/12/2026" in page and "q.pdf" in page
        told = {"form": "board", "since": "2026-11-23", "until": "", "place": "Bảng tin", "proof": picture()}
        page = text(ha.post(f"/niem-yet/{item.pk}/dang", told, follow=True))
        run = PublicRun.objects.get()
        assert "Đã ghi: Niêm yết." in page and f'action="/niem-yet/lan-dang/{run.pk}/huy"' in page
        assert "1 trên 30 ngày liên tục" in page and "Ảnh làm chứng" in page
        proof = PostedFile.objects.get(subject=run.subject)
        shown = ha.get(f"/niem-yet/tep/{proof.pk}")
        assert shown["Content-Type"] == "image/jpeg" and "sandbox" in shown["Content-Security-Policy"]
        page = text(ha.post(f"/niem-yet/lan-dang/{run.pk}/go", {"until": "2026-11-23"}, follow=True))
        assert "23/11/2026 đến 23/11/2026" in page and f'action="/niem-yet/lan-dang/{run.pk}/len"' in page
        ha.post(f"/niem-yet/lan-dang/{run.pk}/len")
        assert PublicRun.objects.get().until is None

    def test_a_refusal_keeps_what_was_typed(self, desk, ha):
        answer = ha.post("/niem-yet/moi", ITEM | {"code": "", "decided_on": "2026-11-25"})
        assert answer.status_code == 422
        page = text(answer)
        assert "Chọn một mục trong danh sách của luật." in page and 'value="Quyết toán ngân sách 2025"' in page
        assert "Tổng thu 12 tỷ</textarea>" in page and not PublicItem.objects.exists()

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"form": "letter"}, "Chọn hình thức."),
            ({"since": ""}, "Ghi ngày đăng."),
            ({"since": "mai"}, "Ghi ngày như 25/11/2026."),
            ({"since": "2026-11-24"}, "Ngày đăng còn ở phía trước."),
            ({"form": "loudspeaker"}, "Ghi ngày phát cuối cùng trên loa."),
        ],
    )
    def test_a_posting_that_cannot_be_meant(self, desk, ha, change, said):
        item = item_of(desk.office)
        answer = ha.post(f"/niem-yet/{item.pk}/dang", {"form": "web", "since": "2026-11-23"} | change)
        assert answer.status_code == 422 and said in text(answer) and not PublicRun.objects.exists()

    def test_a_word_file_is_refused_with_what_to_do(self, desk, ha):
        answer = ha.post("/niem-yet/moi", ITEM | {"files": SimpleUploadedFile("a.docx", b"PK\x03\x04rest")})
        assert answer.status_code == 422 and "Lưu thành PDF" in text(answer)

    def test_pressed_twice_it_is_one(self, desk, ha):
        for _ in range(2):
            ha.post("/niem-yet/moi", ITEM | {"once": "k1"})
        assert PublicItem.objects.count() == 1

    def test_the_register_leaves_as_a_file_and_the_sheet_as_a_pdf(self, desk, ha):
        item = item_of(desk.office)
        run_of(desk.office, item, Form.BOARD)
        file = ha.get("/niem-yet/?xuat=csv").content.decode("utf-8-sig")
        assert "Quyết toán ngân sách năm 2025" in file and "từ 23/11/2026" in file and "chưa đối chiếu" not in file
        assert ha.get(f"/niem-yet/{item.pk}/to-dan.pdf").content.startswith(b"%PDF")

    def test_off_the_register_and_back(self, desk, ha):
        item = item_of(desk.office)
        page = text(ha.post(f"/niem-yet/{item.pk}/bo", follow=True))
        assert "Sổ còn trống" in page and f'action="/niem-yet/{item.pk}/lai"' in page
        assert "đưa lại vào sổ" in text(ha.post(f"/niem-yet/{item.pk}/lai", follow=True))

    def test_two_who_save_at_once(self, desk, ha):
        item = item_of(desk.office)
        seen = item.witness()
        ha.post(f"/niem-yet/{item.pk}/sua", ITEM | {"seen": seen})
        answer = ha.post(f"/niem-yet/{item.pk}/sua", ITEM | {"title": "Của tôi", "seen": seen})
        assert answer.status_code == 422 and "Người khác vừa sửa" in text(answer) and 'value="Của tôi"' in text(answer)
        assert PublicItem.objects.get().title == ITEM["title"]

    def test_an_inspector_reads_and_does_not_write(self, desk):
        item_of(desk.office)
        told = {"unit": desk.unit, "login": "kiem.tra", "name": "Lê Văn Kiểm", "roles": (Role.INSPECTOR,)}
        reader = logged_in(people.add_officer(**told, by=system(desk.unit), at=desk.at - timedelta(days=1)))
        assert "Vào sổ nội dung mới" not in text(reader.get("/niem-yet/"))
        assert reader.get("/niem-yet/moi").status_code == 403

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_register_costs_the_same(self, desk, ha, count, django_assert_num_queries):
        for _ in range(count):
            run_of(desk.office, item_of(desk.office))
        ha.get("/niem-yet/")
        with django_assert_num_queries(REGISTER):
            ha.get("/niem-yet/")


REGISTER, NEWS, DUTY = 1, 3, 3


class TestNews:
    def test_written_shared_and_taken_down(self, desk, ha):
        assert 'value="2026-11-23"' in text(ha.get("/tin-cua-xa/moi"))
        page = text(ha.post("/tin-cua-xa/moi", STORY | {"files": picture()}, follow=True))
        made = News.objects.get()
        assert "TIÊM PHÒNG" in page and f"/tin/{made.pk}" in page and f'action="/tin-cua-xa/{made.pk}/go"' in page
        shown = ha.get(f"/tin-cua-xa/{made.pk}/anh.png")
        wide, high = (1200).to_bytes(4, "big"), (630).to_bytes(4, "big")
        assert shown["Content-Type"] == "image/png" and shown.content[16:24] == wide + high
        page = text(ha.post(f"/tin-cua-xa/{made.pk}/go", follow=True))
        assert "đã gỡ" in page and f'action="/tin-cua-xa/{made.pk}/lai"' in page
        assert "Bài đã đăng lại." in text(ha.post(f"/tin-cua-xa/{made.pk}/lai", follow=True))

    @pytest.mark.parametrize("known", ["", "https://motcua.camtu.example"])
    def test_the_text_to_share_has_an_address_only_when_others_can_open_it(self, desk, ha, settings, known):
        settings.PUBLIC_ADDRESS = known
        ha.post("/tin-cua-xa/moi", STORY | {"files": picture()})
        page = ha.get(f"/tin-cua-xa/{News.objects.get().pk}/chia-se")
        assert (f"Xem đủ: {known}/tin/" in text(page)) is ("THANTHIEN_ADDRESS" not in text(page)) is bool(known)

    def test_a_refusal_keeps_what_was_typed(self, desk, ha):
        answer = ha.post("/tin-cua-xa/moi", STORY | {"summary": "", "last_day": "2026-11-20"})
        assert answer.status_code == 422 and "Ghi một, hai câu tóm tắt" in text(answer) and "Mang sổ</textarea>" in text(answer)

    def test_changed_and_a_file_taken_out(self, desk, ha):
        made = story_of(desk.office, coming=(photo_of(desk.office),))
        kept = PostedFile.objects.get()
        page = text(ha.get(f"/tin-cua-xa/{made.pk}/"))
        assert "bang-tin.jpg" in page
        page = text(ha.post(f"/niem-yet/tep/{kept.pk}/bo", follow=True))
        assert "bang-tin.jpg" not in page and f'action="/niem-yet/tep/{kept.pk}/lai"' in page
        ha.post(f"/tin-cua-xa/{made.pk}/", STORY | {"seen": made.witness()})
        assert News.objects.get().title == "Tiêm phòng"

    def test_the_search_and_the_file(self, desk, ha):
        story_of(desk.office)
        story_of(desk.office, title="Họp thôn", body="Bàn đường")
        page = text(ha.get("/tin-cua-xa/?q=hop+thon"))
        assert "Họp thôn" in page and "Tiêm phòng cho trâu" not in page
        assert "Không có bài nào có các chữ ấy" in text(ha.get("/tin-cua-xa/?q=xyz"))
        assert "Họp thôn" in ha.get("/tin-cua-xa/?xuat=csv").content.decode("utf-8-sig")

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_costs_the_same(self, desk, ha, count, django_assert_num_queries):
        for n in range(count):
            story_of(desk.office, title=f"Bài {n}")
        ha.get("/tin-cua-xa/")
        with django_assert_num_queries(NEWS):
            ha.get("/tin-cua-xa/")


class TestDuty:
    def test_put_on_and_taken_off(self, desk, nghia):
        told = {"day": "2026-11-24", "part": "night", "officer": "ha", "task": "Trực bão"}
        page = text(nghia.post("/lich-truc-xa/them", told, follow=True))
        row = Duty.objects.get()
        assert "Trực bão" in page and f'action="/lich-truc-xa/{row.pk}/bo"' in page
        page = text(nghia.post(f"/lich-truc-xa/{row.pk}/bo", follow=True))
        assert "Trực bão" not in page and f'action="/lich-truc-xa/{row.pk}/lai"' in page
        assert "Trực bão" in text(nghia.post(f"/lich-truc-xa/{row.pk}/lai", follow=True))

    @pytest.mark.parametrize(
        ("change", "said"),
        [({"officer": ""}, "Chọn người trực."), ({"day": ""}, "Chọn ngày trực."), ({"part": "x"}, "Chọn buổi trực."),
         ({"day": "2026-11-01"}, "Tuần ấy đã qua"), ({"officer": "la"}, "Chọn người trực.")],
    )  # fmt: skip
    def test_a_refusal_keeps_what_was_typed(self, desk, nghia, change, said):
        told = {"day": "2026-11-24", "part": "night", "officer": "ha", "task": "Trực bão"} | change
        answer = nghia.post("/lich-truc-xa/them", told)
        assert answer.status_code == 422 and said in text(answer) and 'value="Trực bão"' in text(answer)

    def test_the_week_before_is_copied(self, desk, nghia):
        duty_of(desk.office)
        page = text(nghia.post("/lich-truc-xa/chep", {"tuan": "2026-11-30"}, follow=True))
        assert "Đã chép 1 dòng từ tuần trước." in page and Duty.objects.count() == 2

    def test_sheets_and_the_file(self, desk, nghia):
        duty_of(desk.office)
        for size in ("a4", "a3"):
            assert nghia.get(f"/lich-truc-xa/to-{size}.pdf").content.startswith(b"%PDF")
        assert "Trực lãnh đạo" in nghia.get("/lich-truc-xa/?xuat=csv").content.decode("utf-8-sig")

    @pytest.mark.parametrize("count", [1, 3])
    def test_a_week_costs_the_same(self, desk, nghia, count, django_assert_num_queries):
        for n in range(count):
            duty_of(desk.office, task=f"Việc {n}")
        nghia.get("/lich-truc-xa/")
        with django_assert_num_queries(DUTY):
            nghia.get("/lich-truc-xa/")


class TestRoom:
    def test_a_walk_with_a_photo_leads_to_the_next_thing(self, desk):
        guide = logged_in(desk.office.ngoc)
        page = text(guide.get("/phong-tiep-dan/"))
        assert "đã xem 0 trên 14" in page and "chưa xem" in page
        answer = guide.post("/phong-tiep-dan/seats", {"seen": "not", "note": "Gãy hai ghế", "photo": picture()})
        assert answer.status_code == 302 and answer["Location"] == "/phong-tiep-dan/#desks"
        page = text(guide.get("/phong-tiep-dan/"))
        assert "đã xem 1 trên 14, đạt 0" in page and "1 chỗ chờ sửa" in page and "Ảnh tháng này" in page
        found = RoomFinding.objects.get()
        page = text(guide.post(f"/phong-tiep-dan/viec/{found.pk}/xong", follow=True))
        assert "chỗ chờ sửa" not in page and f'action="/phong-tiep-dan/viec/{found.pk}/lai"' in page
        guide.post(f"/phong-tiep-dan/viec/{found.pk}/lai")
        assert RoomFinding.objects.get().mended_at is None

    @pytest.mark.parametrize(
        ("told", "said"),
        [({"seen": "", "note": "cũ"}, "Chọn đạt, chưa đạt hoặc không có."), ({"seen": "not", "note": ""}, "Ghi một câu")],
    )
    def test_a_refusal_keeps_what_was_typed(self, desk, told, said):
        answer = logged_in(desk.office.ngoc).post("/phong-tiep-dan/water", told)
        assert answer.status_code == 422 and said in text(answer) and not RoomSeen.objects.exists()
        assert f'value="{told["note"]}"' in text(answer)

    def test_last_month_stands_beside_and_cannot_be_written_any_more(self, desk):
        finding_of(desk.office)
        guide = logged_in(desk.office.ngoc)
        assert "Ghi mục này" not in text(guide.get("/phong-tiep-dan/?thang=2026-10"))
        assert "Bình nước hỏng" in text(guide.get("/phong-tiep-dan/?thang=2026-11"))
        assert "tháng 11/2026" in text(guide.get("/phong-tiep-dan/?thang=2030-01"))

    def test_it_leaves_as_a_file(self, desk):
        finding_of(desk.office)
        file = logged_in(desk.office.ngoc).get("/phong-tiep-dan/?xuat=csv").content.decode("utf-8-sig")
        assert "Nước uống" in file and "Chưa đạt" in file

    def test_an_unknown_thing_is_not_there(self, desk):
        assert logged_in(desk.office.ngoc).post("/phong-tiep-dan/pool", {"seen": "ok"}).status_code == 404


def test_the_leader_sees_what_is_late_and_what_waits_to_be_mended(desk, nghia):
    page = text(nghia.get("/lanh-dao/"))
    assert "public-late" not in page and "room-open" not in page
    item_of(desk.office, decided_on=desk.at.date() - timedelta(days=30))
    finding_of(desk.office)
    page = text(nghia.get("/lanh-dao/"))
    assert "Công khai quá hạn: Quyết toán ngân sách năm 2025" in page and "Phòng tiếp dân: 1 chỗ chờ sửa" in page


@pytest.mark.parametrize("path", ["/niem-yet/", "/tin-cua-xa/", "/lich-truc-xa/"])
def test_the_pages_say_how_to_see_the_loop_of_the_hall(nghia, desk, path):
    page = text(nghia.get(path))
    assert 'data-test="hall-loop"' in page and f'href="/sanh/{desk.unit}/man-hinh"' in page
    assert 'data-test="loop"' in text(nghia.get(f"/sanh/{desk.unit}/man-hinh"))
