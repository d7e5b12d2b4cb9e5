"""The book by day, slips, refunds and grounds of exemption at the desk; who may, and what a stranger finds."""

import pytest

from builders.dossiers import CIVIL, received
from builders.elsewhere import fee_taken_here, third_commune
from builders.paper import letters_outside, words_of
from builders.playing import logged_in
from thanthien.dossiers import actions
from thanthien.dossiers.models import Exemption, Fee, Refund
from thanthien.dossiers.refund_rules import Turn
from thanthien.journal.models import Access
from thanthien.journal.verify import verify

REFUNDS, BOOK = 2, 3


@pytest.fixture
def hanh(desk):
    return logged_in(desk.office.hanh)


@pytest.fixture
def nghia(desk):
    return logged_in(desk.office.nghia)


@pytest.fixture
def paid(desk):
    return received(desk.office, CIVIL, fee_paid="cash")


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().split())


def asked(hanh, dossier, reason="Thu nhầm người được miễn") -> Refund:
    fee = dossier.fees.order_by("pk").last()
    text(hanh.post(f"/thu/bien-lai/{fee.pk}/hoan-tra", {"reason": reason}, follow=True))
    return Refund.objects.order_by("pk").last()


def turn(client, refund, what, **data):
    return client.post(f"/thu/hoan-tra/{refund.pk}/{what}", data, follow=True)


class TestRefunds:
    def test_from_the_panel_to_the_drawer(self, desk, hanh, nghia, paid):
        assert f"/ho-so/{paid.pk}/le-phi/" in text(hanh.get(f"/ho-so/{paid.pk}/"))
        assert "Ghi lý do" in text(hanh.post(f"/thu/bien-lai/{paid.fees.get().pk}/hoan-tra", {"reason": " "}), 422)
        refund = asked(hanh, paid)
        assert "đề nghị" in text(hanh.get(f"/ho-so/{paid.pk}/le-phi/"))
        page = text(hanh.get("/thu/hoan-tra/"))
        assert f'data-test="rut-{refund.pk}"' in page and f'data-test="approve-{refund.pk}"' not in page
        page = text(turn(nghia, refund, "duyet"))
        assert "Đã duyệt" in page and f"/thu/hoan-tra/{refund.pk}/xet-lai" in page
        assert "Đã ghi trả lại tiền" in text(turn(hanh, refund, "tra", way="cash", once="k"))
        turn(hanh, refund, "tra", way="cash", once="k")
        assert sum(Fee.objects.values_list("amount", flat=True)) == 0 and Fee.objects.count() == 2 and verify() is None
        assert "Theo sổ, ngăn của tôi có <b>0 đồng" in text(hanh.get("/cuoi-ngay"))
        assert "đã hoàn trả" in text(hanh.get(f"/ho-so/{paid.pk}/"))
        assert "Đã hoàn tác" in text(turn(hanh, refund, "chua-tra")) and Fee.objects.count() == 3 and verify() is None

    def test_a_no_needs_its_words_and_keeps_them(self, hanh, nghia, paid):
        refund = asked(hanh, paid)
        page = text(turn(nghia, refund, "khong-duyet", answer=" "), 422)
        assert "Ghi lý do" in page and 'aria-invalid="true"' in page
        assert "không duyệt" in text(turn(nghia, refund, "khong-duyet", answer="Thu đúng mức"))
        assert "Thu đúng mức" in text(nghia.get("/thu/hoan-tra/?tinh-trang=refused"))
        assert "Không có đề nghị nào như vậy" in text(nghia.get("/thu/hoan-tra/?tinh-trang=paid"))

    def test_the_counter_decides_nothing_and_the_leader_pays_nothing(self, hanh, nghia, paid):
        refund = asked(hanh, paid)
        assert "Lãnh đạo" in text(turn(hanh, refund, "duyet"), 422)
        turn(nghia, refund, "duyet")
        assert "Một cửa" in text(turn(nghia, refund, "tra", way="cash"), 422) and Fee.objects.count() == 1

    def test_who_may_not_enter_and_words_that_are_no_turn(self, desk, hanh, paid):
        refund = asked(hanh, paid)
        assert turn(hanh, refund, "xoa").status_code == 404
        assert logged_in(desk.office.ha).get("/thu/hoan-tra/").status_code == 403

    def test_a_stranger_finds_nothing(self, desk, hanh, paid):
        refund, stranger, fee = asked(hanh, paid), logged_in(desk.office.la), paid.fees.get()
        assert "Chưa có đề nghị" in text(stranger.get("/thu/hoan-tra/")) and "Ngày này sổ chưa" in text(stranger.get("/thu/so/"))
        assert turn(stranger, refund, "duyet").status_code == 404
        for path in (f"/thu/bien-lai/{fee.pk}.pdf", f"/ho-so/{paid.pk}/le-phi/"):
            assert stranger.get(path).status_code == 404
        for path in (f"/thu/bien-lai/{fee.pk}/hoan-tra", f"/ho-so/{paid.pk}/le-phi/mien-giam"):
            assert stranger.post(path, {"reason": "x", "ground": "merit"}).status_code == 404

    def test_as_a_file_and_at_one_price(self, desk, hanh, paid, django_assert_num_queries):
        asked(hanh, paid)
        assert "Thu nhầm" in hanh.get("/thu/hoan-tra/?xuat=csv").content.decode("utf-8-sig")
        hanh.get("/thu/hoan-tra/")
        with django_assert_num_queries(REFUNDS):
            hanh.get("/thu/hoan-tra/")
        for _ in range(2):
            asked(hanh, received(desk.office, CIVIL, fee_paid="cash"))
        with django_assert_num_queries(REFUNDS):
            assert text(hanh.get("/thu/hoan-tra/")).count('data-test="state"') == 3


class TestSlip:
    def pdf(self, client, fee):
        answer = client.get(f"/thu/bien-lai/{fee.pk}.pdf")
        assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
        assert not letters_outside(answer.content, 14)
        return " ".join(words_of(answer.content).split())

    def test_number_code_sum_in_figures_and_words(self, hanh, paid):
        said = self.pdf(hanh, paid.fees.get())
        for words in (
            "Phiếu thu phí, lệ phí".upper(),
            paid.code,
            "8.000",
            "Tám nghìn đồng",
            "0001/2026",
            "Trương Thị Hiền",
            "tiền mặt",
        ):
            assert words in said, words
        assert "Đã" not in said and Access.objects.filter(subject=f"dossier:{paid.pk}").exists()

    def test_what_became_of_it_stands_on_it(self, desk, hanh, nghia, paid):
        fee = paid.fees.get()
        refund = asked(hanh, paid)
        turn(nghia, refund, "duyet")
        turn(hanh, refund, "tra", way="cash")
        assert "Đã hoàn trả: số 0002/2026 ngày 23/11/2026" in self.pdf(hanh, fee)
        back = self.pdf(hanh, Fee.objects.get(given_back=True))
        assert "PHIẾU TRẢ LẠI" in back and "Trả lại khoản của biên lai số 0001/2026" in back and "Tám nghìn đồng" in back
        other = received(desk.office, CIVIL, fee_paid="cash").fees.get()
        actions.correct_fee(fee=other, reason="gõ nhầm", by=desk.office.actor(desk.office.hanh), at=desk.office.at)
        assert "Đã bù trừ, không còn giá trị: số 0004/2026" in self.pdf(hanh, other)


class TestExempt:
    def test_chosen_with_its_article_marked_unconfirmed_and_taken_off(self, desk, hanh):
        one = received(desk.office, CIVIL)
        page = text(hanh.get(f"/ho-so/{one.pk}/le-phi/"))
        assert "Hộ nghèo được miễn" in page and "Điều 10(1) Luật 97/2015/QH13" in page and "chưa xác nhận" in page
        path = f"/ho-so/{one.pk}/le-phi/mien-giam"
        for ground in ("merit", "poor_household", "disability"):
            assert f'data-test="free-{ground}"' in page, ground
        assert "mức thu của thủ tục 2.002516" in page and 'data-test="free-elderly"' not in page
        assert "Chọn một căn cứ" in text(hanh.post(path, {"left": "4000"}), 422)
        wrong = text(hanh.post(path, {"ground": "elderly", "left": "9.000", "basis": "Điều 3"}), 422)
        assert "từ 0 đến dưới 8.000" in wrong and 'value="9.000"' in wrong and 'value="elderly" checked' in wrong
        wrong = text(hanh.post(path, {"ground": "elderly", "left": "4.000"}), 422)
        assert "Ghi văn bản và điều khoản" in wrong and wrong.count('aria-invalid="true"') == 1
        page = text(hanh.post(path, {"ground": "elderly", "left": "4.000", "basis": "12/NQ-HĐND, Điều 3"}, follow=True))
        assert "Người cao tuổi" in page and 'data-test="unconfirmed"' in page
        assert "Điều 10(1) Luật 97/2015/QH13; 12/NQ-HĐND, Điều 3" in page
        book = text(hanh.get("/thu/so/"))
        assert 'data-test="exempted"' in book and "Người cao tuổi" in book and "chưa đối chiếu văn bản" in book
        assert "còn phải thu 4.000" in text(hanh.get(f"/ho-so/{one.pk}/"))
        assert "mức thu như trước" in text(hanh.post(f"/ho-so/{one.pk}/le-phi/bo-mien-giam", follow=True))
        assert Exemption.objects.get().undone_at and verify() is None
        assert hanh.post(f"/ho-so/{one.pk}/le-phi/bo-mien-giam").status_code == 404

    def test_whom_the_fee_itself_frees_is_freed_without_a_sum(self, desk, hanh):
        one = received(desk.office, CIVIL)
        page = text(hanh.post(f"/ho-so/{one.pk}/le-phi/mien-giam", {"ground": "merit", "left": "7.000"}, follow=True))
        assert "còn phải thu 0" in page and "mức thu của thủ tục 2.002516" in page and Exemption.objects.get().left == 0

    def test_a_paid_fee_is_given_back_first(self, hanh, paid):
        page = text(hanh.post(f"/ho-so/{paid.pk}/le-phi/mien-giam", {"ground": "merit"}), 422)
        assert "đã thu" in page and not Exemption.objects.exists()


class TestBook:
    def test_by_day_with_sums_and_as_a_file(self, desk, hanh, nghia, paid):
        by = {"by": desk.office.actor(desk.office.hanh), "at": desk.office.at}
        received(desk.office, CIVIL, fee_paid="qr")
        refund = actions.ask_refund(fee=paid.fees.get(), reason="Thu nhầm", **by)
        chief = {"by": desk.office.actor(desk.office.nghia), "at": desk.office.at}
        refund = actions.decide_refund(refund=refund, turn=Turn.APPROVE, **chief)
        actions.pay_refund(refund=refund, way="cash", **by)
        page = text(hanh.get("/thu/so/"))
        assert 'data-test="sum-cash">0' in page and 'data-test="sum-qr">8.000' in page and "cho biên lai 1: Thu nhầm" in page
        assert "Ngày này sổ chưa có dòng nào" in text(hanh.get("/thu/so/?ngay=2026-11-20"))
        assert text(hanh.get("/thu/so/?ngay=2099-01-01")).count('data-test="line-') == 3
        assert "Sổ thu ngày" in text(hanh.get("/thu/so/?ngay=hôm-qua"))
        sent = hanh.get("/thu/so/?xuat=csv").content.decode("utf-8-sig")
        assert "hoàn trả" in sent and "-8000" in sent and hanh.get("/thu/so/?xuat=xlsx").status_code == 200
        other = logged_in(desk.office.dinh)
        assert "Ngày này sổ chưa" in text(other.get("/thu/so/")) and "mọi người thu" in text(nghia.get("/thu/so/"))

    def test_at_one_price(self, desk, hanh, paid, django_assert_num_queries):
        hanh.get("/thu/so/")
        with django_assert_num_queries(BOOK):
            hanh.get("/thu/so/")
        for _ in range(2):
            received(desk.office, CIVIL, fee_paid="cash")
        with django_assert_num_queries(BOOK):
            assert text(hanh.get("/thu/so/")).count('data-test="line-') == 3


class TestTakenForAnotherUnit:
    @pytest.fixture
    def fee(self, desk):
        return fee_taken_here(desk.office, at=desk.at)

    def test_the_competent_unit_asks_from_the_dossier_s_page_and_takes_it_back(self, desk, hanh, fee):
        la, path = logged_in(desk.office.la), f"/ho-so/{fee.dossier_id}/le-phi/"
        page = text(la.get(path))
        assert "sổ của Xã Cẩm Tú" in page and f"/thu/bien-lai/{fee.pk}.pdf" not in page
        assert "Ghi lý do" in text(la.post(f"/thu/bien-lai/{fee.pk}/hoan-tra", {"reason": " "}), 422)
        page = text(la.post(f"/thu/bien-lai/{fee.pk}/hoan-tra", {"reason": "Hộ nghèo được miễn"}, follow=True))
        refund = Refund.objects.get()
        assert "Đã đề nghị Xã Cẩm Tú hoàn trả" in page and 'data-test="decided-there"' in page
        assert f'data-test="rut-{refund.pk}"' in page and "Chưa có đề nghị" in text(la.get("/thu/hoan-tra/"))
        assert "Hộ nghèo được miễn" in text(hanh.get("/thu/hoan-tra/"))
        assert "đơn vị khác" in text(turn(la, refund, "duyet"), 422)
        assert "Đã rút đề nghị" in text(turn(la, refund, "rut")) and verify() is None

    def test_the_list_of_the_book_says_whose_dossier_and_two_persons_see_it_go(self, desk, hanh, nghia, fee):
        la = logged_in(desk.office.la)
        la.post(f"/thu/bien-lai/{fee.pk}/hoan-tra", {"reason": "Hộ nghèo được miễn"})
        refund = Refund.objects.get()
        page = text(nghia.get("/thu/hoan-tra/"))
        assert "hồ sơ của Xã Cẩm Thạch, nơi này thu hộ" in page and f'href="/thu/bien-lai/{fee.pk}/"' in page
        turn(nghia, refund, "duyet")
        assert "Đã ghi trả lại tiền" in text(turn(hanh, refund, "tra", way="cash"))
        assert "đã hoàn trả" in text(la.get(f"/ho-so/{fee.dossier_id}/le-phi/")) and verify() is None

    def test_the_unit_that_took_it_asks_from_its_own_page(self, desk, hanh, fee):
        came = fee.dossier.elsewhere
        assert f'href="/thu/bien-lai/{fee.pk}/"' in text(hanh.get(f"/noi-khac/{came.pk}/"))
        page = text(hanh.get(f"/thu/bien-lai/{fee.pk}/"))
        assert "Xã Cẩm Thạch giải quyết" in page and Access.objects.filter(subject=f"elsewhere:{came.pk}").exists()
        wrong = text(hanh.post(f"/thu/bien-lai/{fee.pk}/hoan-tra", {"reason": " "}), 422)
        assert "Ghi lý do" in wrong and 'data-test="fee-taken"' in wrong
        page = text(hanh.post(f"/thu/bien-lai/{fee.pk}/hoan-tra", {"reason": "Thu nhầm"}, follow=True))
        assert "Chờ lãnh đạo duyệt" in page and 'data-test="fee-taken"' in page and "Thu nhầm" in page

    def test_others_find_nothing_and_an_own_fee_has_its_page(self, desk, hanh, fee, paid):
        la, own = logged_in(desk.office.la), paid.fees.get()
        assert la.get(f"/thu/bien-lai/{fee.pk}/").status_code == 404
        for path in (f"/thu/bien-lai/{own.pk}/hoan-tra", f"/thu/hoan-tra/{asked(hanh, paid).pk}/rut"):
            assert la.post(path, {"reason": "x"}).status_code == 404
        third = logged_in(third_commune(desk.office))
        assert third.post(f"/thu/bien-lai/{fee.pk}/hoan-tra", {"reason": "x"}).status_code == 404
        assert hanh.get(f"/thu/bien-lai/{own.pk}/").headers["Location"] == f"/ho-so/{paid.pk}/le-phi/"
