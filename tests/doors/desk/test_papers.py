"""Papers of a dossier at the desk, a telephone at the counter, the book of certified copies."""

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from builders.desk import logged_in
from builders.dossiers import SINGLE, received
from builders.papers import pdf, photo
from thanthien.journal.models import Access, Entry
from thanthien.papers import rules
from thanthien.papers.models import CertifiedCopy, PhoneLink, Scan


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def dossier(desk):
    return received(desk.office, SINGLE)


def text_of(answer) -> str:
    return answer.content.decode()


def upload(content: bytes, name: str = "anh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def attached(desk, dossier, content=None, **more):
    order = dossier.papers.first().order
    return desk.hanh.post(f"/ho-so/{dossier.pk}/giay/them", {"order": order, "file": upload(content or photo()), **more})


class TestPlainForm:
    def test_a_photograph_stands_at_its_paper_and_opening_it_is_an_access(self, desk, dossier):
        assert attached(desk, dossier).status_code == 302
        scan = Scan.objects.get()
        page = text_of(desk.hanh.get(f"/ho-so/{dossier.pk}/giay/"))
        assert f"/giay/{scan.pk}/" in page and "1" in page
        sheet = desk.hanh.get(f"/giay/{scan.pk}/trang/1")
        assert sheet["Content-Type"] == "image/jpeg" and sheet.content.startswith(b"\xff\xd8")
        assert "sandbox" in sheet["Content-Security-Policy"] and Access.objects.exists()

    def test_a_pdf_is_shown_as_pictures_and_leaves_as_a_file(self, desk, dossier):
        attached(desk, dossier, pdf())
        scan = Scan.objects.get()
        assert desk.hanh.get(f"/giay/{scan.pk}/trang/2").content.startswith(b"\xff\xd8")
        assert desk.hanh.get(f"/giay/{scan.pk}/trang/3").status_code == 404
        answer = desk.hanh.get(f"/giay/{scan.pk}/tai")
        assert answer["Content-Disposition"].startswith("attachment") and "Hiền" not in answer["Content-Disposition"]

    def test_what_is_not_taken_says_why_at_its_paper(self, desk, dossier):
        answer = attached(desk, dossier, b"PK\x03\x04" + b"0" * 50)
        assert answer.status_code == 422 and "Lưu thành PDF" in text_of(answer) and not Scan.objects.exists()

    def test_taken_away_and_taken_back(self, desk, dossier):
        attached(desk, dossier)
        scan = Scan.objects.get()
        gone = text_of(desk.hanh.post(f"/giay/{scan.pk}/bo", follow=True))
        assert f"/giay/{scan.pk}/lay-lai" in gone
        desk.hanh.post(f"/giay/{scan.pk}/lay-lai")
        scan.refresh_from_db()
        assert scan.state == "kept"

    def test_strangers_find_nothing(self, desk, dossier):
        attached(desk, dossier)
        scan = Scan.objects.get()
        for path in (f"/ho-so/{dossier.pk}/giay/", f"/giay/{scan.pk}/", f"/giay/{scan.pk}/trang/1", f"/giay/{scan.pk}/tai"):
            assert desk.stranger.get(path).status_code == 404, path
            assert Client().get(path).status_code == 302, path


class TestPieces:
    def begun(self, desk, dossier, content):
        told = {
            "dossier": dossier.pk, "order": dossier.papers.first().order, "name": "anh.jpg", "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }  # fmt: skip
        return desk.hanh.post("/giay/manh/", json.dumps(told), content_type="application/json")

    def sent(self, desk, code, content, number):
        piece = content[number * rules.PIECE : (number + 1) * rules.PIECE]
        return desk.hanh.put(
            f"/giay/manh/{code}/{number}", piece, content_type="application/octet-stream",
            headers={"X-Piece-SHA256": hashlib.sha256(piece).hexdigest()},
        )  # fmt: skip

    def test_cut_off_and_gone_on(self, desk, dossier):
        content = pdf() + b"\n%" + b"x" * rules.PIECE
        code = self.begun(desk, dossier, content).json()["id"]
        assert self.sent(desk, code, content, 0).status_code == 204
        early = desk.hanh.post(f"/giay/manh/{code}/xong")
        assert early.status_code == 422 and "còn thiếu 1 mảnh" in early.json()["error"]
        again = self.begun(desk, dossier, content).json()
        assert (again["id"], again["have"]) == (code, [0])
        self.sent(desk, code, content, 1)
        done = desk.hanh.post(f"/giay/manh/{code}/xong").json()
        assert done["scan"] == Scan.objects.get().pk

    def test_nobody_elses_upload(self, desk, dossier):
        code = self.begun(desk, dossier, photo()).json()["id"]
        assert logged_in(desk.office.ha).get(f"/giay/manh/{code}").status_code == 404

    def test_no_json_is_one_sentence(self, desk):
        answer = desk.hanh.post("/giay/manh/", "[]", content_type="application/json")
        assert answer.status_code == 422 and "Tải lại trang" in answer.json()["error"]


class TestPhone:
    def opened(self, desk, dossier) -> str:
        from thanthien.papers.actions import secret_of

        desk.hanh.post(f"/ho-so/{dossier.pk}/giay/dien-thoai")
        return f"/gui-giay/{secret_of(PhoneLink.objects.get())}"

    def test_it_sends_without_login_and_shows_nothing_of_anybody(self, desk, dossier):
        address, phone = self.opened(desk, dossier), Client()
        page = text_of(phone.get(address))
        assert "Trương" not in page and dossier.code not in page
        said = text_of(phone.post(address, {"file": upload(photo())}, follow=True))
        assert "Quầy đã nhận 1 ảnh" in said and Scan.objects.get().source == "phone"
        waiting = text_of(desk.hanh.get(f"/ho-so/{dossier.pk}/giay/"))
        assert f"/giay/{Scan.objects.get().pk}/xep" in waiting

    def test_after_a_quarter_of_an_hour_it_is_over(self, desk, dossier):
        address = self.opened(desk, dossier)
        desk.later(minutes=16)
        answer = Client().post(address, {"file": upload(photo())})
        assert answer.status_code == 404 and "đã hết giờ" in text_of(answer) and not Scan.objects.exists()

    def test_a_bad_file_is_told_and_the_page_stays(self, desk, dossier):
        answer = Client().post(self.opened(desk, dossier), {"file": upload(b"GIF89a" + b"0" * 40)})
        assert answer.status_code == 422 and "Chỉ nhận ảnh" in text_of(answer)


class TestBook:
    FACTS = {
        "title": "Giấy khai sinh",
        "requester": "Trương Thị Hiền",
        "copies": "2",
        "pages": "1",
        "fee": "4.000",
        "signer": "nghia",
    }

    def test_a_line_gets_its_number_and_is_masked(self, desk):
        said = text_of(desk.hanh.post("/so-chung-thuc/", {**self.FACTS, "once": "a" * 32}, follow=True))
        assert "Đã vào sổ, số 0001/2026" in said and "Trương Thị Hiền" not in said
        desk.hanh.post("/so-chung-thuc/", {**self.FACTS, "once": "a" * 32})
        assert CertifiedCopy.objects.count() == 1

    def test_a_mistake_keeps_what_was_typed(self, desk):
        answer = desk.hanh.post("/so-chung-thuc/", {**self.FACTS, "copies": "0"})
        assert answer.status_code == 422 and 'value="Giấy khai sinh"' in text_of(answer) and "Số bản sao là số" in text_of(answer)

    def test_struck_out_with_a_reason_and_back(self, desk):
        desk.hanh.post("/so-chung-thuc/", self.FACTS)
        line = CertifiedCopy.objects.get()
        assert "Ghi lý do gạch" in text_of(desk.hanh.post(f"/so-chung-thuc/{line.pk}/gach", {"reason": ""}, follow=True))
        struck = text_of(desk.hanh.post(f"/so-chung-thuc/{line.pk}/gach", {"reason": "ghi nhầm"}, follow=True))
        assert "Đã gạch số 0001/2026" in struck
        desk.hanh.post(f"/so-chung-thuc/{line.pk}/lay-lai")
        assert Entry.objects.order_by("-pk").first().kind == "copy.reinstated"

    def test_found_and_exported(self, desk):
        desk.hanh.post("/so-chung-thuc/", self.FACTS)
        assert 'data-test="line-1"' in text_of(desk.hanh.get("/so-chung-thuc/?tim=khai+sinh"))
        assert 'data-test="empty"' in text_of(desk.hanh.get("/so-chung-thuc/?tim=bang+lai"))
        assert "Giấy khai sinh" in desk.hanh.get("/so-chung-thuc/?xuat=csv").content.decode("utf-8-sig")


def test_the_list_of_scans_is_masked_and_of_the_own_fields(desk, dossier):
    attached(desk, dossier)
    page = text_of(desk.hanh.get("/giay/"))
    assert f"/giay/{Scan.objects.get().pk}/" in page and "Trương Thị Hiền" not in page
    assert f"/giay/{Scan.objects.get().pk}/" not in text_of(logged_in(desk.office.tuan).get("/giay/"))


def test_the_page_costs_the_same_for_one_and_for_three(desk, dossier, django_assert_num_queries):
    attached(desk, dossier)
    desk.hanh.get(f"/ho-so/{dossier.pk}/giay/")
    with django_assert_num_queries(PAGE):
        desk.hanh.get(f"/ho-so/{dossier.pk}/giay/")
    attached(desk, dossier, photo(text="HAI"))
    attached(desk, dossier, photo(text="BA"))
    with django_assert_num_queries(PAGE):
        desk.hanh.get(f"/ho-so/{dossier.pk}/giay/")


PAGE = 9
