"""Received for another commune, in the browsers of both: chosen at the counter, passed on, taken in, the result back."""

from datetime import timedelta

import pytest

from builders.dossiers import CIVIL
from builders.elsewhere import THIRD, handled, received_for_neighbour, taken, third_commune
from builders.office import NEIGHBOUR
from builders.playing import logged_in
from thanthien.dossiers.models import Dossier, Elsewhere, Fee
from thanthien.dossiers.rules_elsewhere import Place
from thanthien.journal.models import Access, Entry
from thanthien.journal.verify import verify
from thanthien.people.scoping import everywhere

pytestmark = pytest.mark.django_db


def body(answer) -> str:
    return answer.content.decode()


def act(client, row, what: str, **more):
    return client.post(f"/noi-khac/{row.pk}/lam", {"act": what, "once": f"{what}{row.place}" + "k" * 24, **more})


class TestAtTheCounter:
    def test_a_commune_is_found_by_its_name_without_marks(self, desk):
        shown = body(desk.post("/quay/noi-giai-quyet", {"where": "cam thach"}))
        assert 'data-test="where-15151"' in shown and "Xã Cẩm Thạch" in shown
        assert "Chưa thấy xã nào tên" in body(desk.post("/quay/noi-giai-quyet", {"where": "thọ xuân"}))
        assert "<button" not in body(desk.post("/quay/noi-giai-quyet", {"where": " "}))

    def test_the_slip_says_how_it_gets_there_and_from_when_the_term_runs(self, desk):
        shown = body(desk.post("/quay/viec", desk.form(desk.call(), competent=NEIGHBOUR)))
        assert 'data-test="competent"' in shown and "thời hạn tính từ lúc Xã Cẩm Thạch nhận (Điều 17(3)" in shown
        assert 'data-test="pay-later"' in shown and 'data-test="pay-cash"' not in shown

    def test_enter_receives_it_for_the_other_commune_once(self, desk):
        form = desk.form(desk.call(), competent=NEIGHBOUR, fetch_at="receiving")
        shown = body(desk.post("/quay/nhan", form))
        row = Elsewhere.objects.get()
        assert f'data-print="/noi-khac/{row.pk}/mau-01.pdf"' in shown and "Đã nhận hộ Xã Cẩm Thạch" in shown
        desk.post("/quay/nhan", form)
        assert Elsewhere.objects.count() == 1 and Dossier.objects.count() == 0
        assert (row.competent_id, row.fetch_at, row.visit_id is not None) == (NEIGHBOUR, "receiving", True)

    def test_a_commune_that_is_not_there_keeps_what_was_typed(self, desk):
        answer = desk.post("/quay/nhan", desk.form(desk.call(), competent="01"))
        assert answer.status_code == 422 and "Chọn một xã khác của tỉnh" in body(answer)
        assert "Trương Thị Hiền" in body(answer) and Elsewhere.objects.count() == 0

    def test_it_is_taken_back_within_ten_seconds(self, desk):
        desk.post("/quay/nhan", desk.form(desk.call(), competent=NEIGHBOUR))
        row = Elsewhere.objects.get()
        assert desk.post(f"/quay/noi-khac/{row.pk}/huy", by=desk.stranger).status_code in (404, 422)
        assert "số ấy không dùng lại" in body(desk.post(f"/quay/noi-khac/{row.pk}/huy"))
        row.refresh_from_db()
        assert row.place == Place.CANCELLED and verify() is None

    def test_after_ten_seconds_a_reason_is_asked_for(self, desk):
        desk.post("/quay/nhan", desk.form(desk.call(), competent=NEIGHBOUR))
        desk.later(seconds=20)
        answer = desk.post(f"/quay/noi-khac/{Elsewhere.objects.get().pk}/huy")
        assert answer.status_code == 422 and "Đã quá 10 giây" in body(answer)


class TestThePage:
    def test_empty_lists_say_what_to_do(self, desk):
        shown = body(desk.hanh.get("/noi-khac/"))
        assert 'data-test="none-out"' in shown and 'data-test="none-into"' in shown

    @pytest.mark.parametrize("count", [1, 3])
    def test_a_list_of_one_and_of_three_cost_the_same(self, desk, count, django_assert_num_queries):
        for _ in range(count):
            received_for_neighbour(desk.office)
        desk.hanh.get("/noi-khac/")
        with django_assert_num_queries(7):
            shown = body(desk.hanh.get("/noi-khac/"))
        assert shown.count('data-test="row"') == count

    def test_names_are_masked_and_the_list_leaves_as_a_file(self, desk):
        row = received_for_neighbour(desk.office)
        assert "Trương Thị Hiền" not in body(desk.hanh.get("/noi-khac/"))
        assert row.code in desk.hanh.get("/noi-khac/?xuat=csv").content.decode("utf-8-sig")
        assert desk.hanh.get("/noi-khac/?xuat=xlsx").status_code == 200

    def test_passed_on_from_the_list_with_a_way_back(self, desk):
        row = received_for_neighbour(desk.office)
        answer = act(desk.hanh, row, "send", then="list")
        assert answer.url == "/noi-khac/"
        assert 'data-test="undo"' in body(desk.hanh.get("/noi-khac/"))
        row.refresh_from_db()
        assert row.place == Place.SENT
        act(desk.hanh, row, "recall", then="list")
        row.refresh_from_db()
        assert row.place == Place.HERE

    def test_the_competent_commune_takes_it_in_and_opens_its_own_dossier(self, desk):
        row = received_for_neighbour(desk.office)
        assert desk.stranger.get(f"/noi-khac/{row.pk}/").status_code == 404
        act(desk.hanh, row, "send")
        row.refresh_from_db()
        shown = body(desk.stranger.get("/noi-khac/"))
        assert 'data-test="take"' in shown and "Xã Cẩm Tú" in shown
        assert "Trương Thị Hiền" in body(desk.stranger.get(f"/noi-khac/{row.pk}/"))
        assert Access.objects.get(officer="la", subject=f"elsewhere:{row.pk}").unit == NEIGHBOUR
        assert act(desk.stranger, row, "take").status_code == 302
        row.refresh_from_db()
        assert 'data-test="own"' in body(desk.stranger.get(f"/noi-khac/{row.pk}/"))
        assert desk.stranger.get(f"/ho-so/{row.dossier_id}/").status_code == 200
        assert desk.hanh.get(f"/ho-so/{row.dossier_id}/").status_code == 404

    def test_a_refusal_stands_on_the_page_with_what_was_typed(self, desk):
        row = received_for_neighbour(desk.office)
        act(desk.hanh, row, "send")
        row.refresh_from_db()
        answer = act(desk.stranger, row, "send_back", reason=" ")
        assert answer.status_code == 422 and "Ghi lý do trả lại" in body(answer)
        assert act(desk.stranger, row, "fly").status_code == 422
        assert act(desk.stranger, row, "send_back", reason="Sai xã").url == "/noi-khac/"
        assert "bị trả lại: Sai xã" in body(desk.hanh.get("/noi-khac/"))

    def test_a_third_commune_finds_nothing(self, desk):
        row = received_for_neighbour(desk.office)
        act(desk.hanh, row, "send")
        other = logged_in(third_commune(desk.office))
        assert other.get(f"/noi-khac/{row.pk}/").status_code == 404
        assert other.post(f"/noi-khac/{row.pk}/lam", {"act": "take"}).status_code == 404
        assert 'data-test="row"' not in body(other.get("/noi-khac/"))

    def test_the_result_comes_back_and_is_handed_over_here(self, desk):
        row = received_for_neighbour(desk.office, code=CIVIL)
        handled(desk.office, taken(desk.office, row, at=desk.at), at=desk.at)
        row.refresh_from_db()
        assert act(desk.stranger, row, "send_result", then="list").status_code == 302
        row.refresh_from_db()
        assert act(desk.hanh, row, "take_result").status_code == 302
        row.refresh_from_db()
        answer = act(desk.hanh, row, "return")
        assert answer.status_code == 422 and "Chưa thu lệ phí" in body(answer) and 'data-test="fee"' in body(answer)
        assert act(desk.hanh, row, "return", fee_paid="cash", once="x" * 30).status_code == 302
        row.refresh_from_db()
        assert row.place == Place.CLOSED and verify() is None

    def test_its_fee_stands_in_the_book_with_the_way_to_its_page_and_a_slip(self, desk):
        from builders.paper import words_of

        row = received_for_neighbour(desk.office, code=CIVIL)
        handled(desk.office, taken(desk.office, row, at=desk.at), at=desk.at)
        for what in ("send_result", "take_result", "return"):
            row.refresh_from_db()
            act(desk.stranger if what == "send_result" else desk.hanh, row, what, fee_paid="cash")
        fee = Fee.objects.get()
        page = body(desk.hanh.get("/thu/so/"))
        assert f'href="/noi-khac/{row.pk}/" data-test="file-of-line"' in page
        before = Access.objects.count()
        assert row.code in words_of(desk.hanh.get(f"/thu/bien-lai/{fee.pk}.pdf").content)
        opened = Access.objects.get(subject=f"elsewhere:{row.pk}", officer=desk.office.hanh.login)
        assert opened.person == f"citizen:{row.applicant_id}"
        assert Access.objects.count() <= before + 1 and desk.stranger.get(f"/thu/bien-lai/{fee.pk}.pdf").status_code == 404

    def test_the_late_one_is_named(self, desk):
        row = received_for_neighbour(desk.office)
        desk.later(days=3)
        client = logged_in(desk.office.hanh)
        assert "Xã Cẩm Tú chuyển chậm" in body(client.get("/noi-khac/"))
        assert "quá hạn giải quyết" not in body(client.get(f"/noi-khac/{row.pk}/"))


class TestThePaper:
    def test_form_01_names_both_and_says_from_when_the_term_runs(self, desk):
        from builders.paper import words_of

        row = received_for_neighbour(desk.office)
        answer = desk.hanh.get(f"/noi-khac/{row.pk}/mau-01.pdf")
        words = " ".join(words_of(answer.content).split())
        assert "Ủy ban nhân dân xã Cẩm Thạch" in words and "tính từ lúc xã Cẩm Thạch nhận hồ sơ" in words
        assert row.code in words and "XÃ CẨM TÚ" in words
        assert Entry.objects.get(kind="elsewhere.printed").data["copy"] == 1

    def test_the_competent_commune_does_not_print_the_other_s_paper(self, desk):
        row = received_for_neighbour(desk.office)
        act(desk.hanh, row, "send")
        assert desk.stranger.get(f"/noi-khac/{row.pk}/mau-01.pdf").status_code == 422


class TestTracking:
    def test_the_person_sees_where_it_is_all_the_way(self, desk):
        from django.test import Client

        row = received_for_neighbour(desk.office)
        address = f"/t/{row.tracking_code}"
        shown = body(Client().get(address, follow=True))
        assert "Xã Cẩm Tú" in shown and "Xã Cẩm Thạch" in shown and row.code in shown and "Trương Thị Hiền" not in shown
        dossier = taken(desk.office, row, at=desk.at)
        shown = body(Client().get(address, follow=True))
        assert 'data-test="received-elsewhere"' in shown and row.code in shown
        handled(desk.office, dossier, at=desk.at + timedelta(minutes=5))
        shown = body(Client().get(address, follow=True))
        assert "Kết quả sẽ về Xã Cẩm Tú" in shown and THIRD not in shown
        with everywhere():
            assert Dossier.objects.get(pk=dossier.pk).received_at_unit_id == desk.unit
