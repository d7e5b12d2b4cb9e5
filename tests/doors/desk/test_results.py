"""Results on their shelves, and handing one over: by the square code, the card, or the tail of the code, with Enter."""

import pytest
from django.test import Client

from builders.desk import CARD, logged_in
from builders.dossiers import CIVIL, person, ready, received
from thanthien.dossiers.rules import Status
from thanthien.journal.models import Access, Entry
from thanthien.queueing import actions as queueing
from thanthien.shared.actor import system


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def waiting(desk):
    """A result that waits to be fetched."""
    dossier = received(desk.office)
    desk.later(hours=2)
    return ready(desk.office, dossier, at=desk.at, others=desk.others)


def test_nothing_ready_says_so(desk):
    page = text_of(desk.hanh.get("/tra-ket-qua/"))
    assert "Chưa có kết quả nào chờ trao" in page and "kết quả hiện ở đây ngay" in page


def test_the_list_shows_shelf_and_masked_name_and_is_no_access(desk, waiting):
    page = text_of(desk.hanh.get("/tra-ket-qua/"))
    assert "Trương Thị H••••" in page and "Trương Thị Hiền" not in page
    assert "Ngăn 1" in page and 'data-code="1123-0001"' in page
    assert not Access.objects.exists()


@pytest.mark.parametrize("how", ["tracking", "address", "card", "tail", "day_tail", "name"])
def test_a_scan_or_a_few_figures_open_the_result_and_the_look_is_written_first(desk, waiting, how):
    text = {
        "tracking": waiting.tracking_code, "address": f"https://mot-cua.vn/t/{waiting.tracking_code}", "card": CARD,
        "tail": "0001",
        "day_tail": "1123-0001", "name": "truong thi hien",
    }[how]  # fmt: skip
    answer = desk.post("/tra-ket-qua/quet", {"text": text})
    assert answer.status_code == 200
    assert 'data-test="side-who">Trương Thị Hiền<' in text_of(answer) and "đã giải quyết" in text_of(answer)
    assert 'data-test="hand-over"' in text_of(answer)
    access = Access.objects.get()
    assert (access.officer, access.reason, access.subject) == ("hanh", "return", f"dossier:{waiting.pk}")


def test_several_that_fit_are_offered_masked(desk, waiting):
    other = received(
        desk.office, CIVIL, applicant=person(desk.office, "Trương Thị Hòa", number="038190000001", phone="0987000001")
    )
    ready(desk.office, other, at=desk.at, others=desk.others)
    page = text_of(desk.post("/tra-ket-qua/quet", {"text": "truong thi"}))
    assert "2 hồ sơ khớp" in page and "Trương Thị H••••" in page and "Hòa" not in page
    assert not Access.objects.exists()


@pytest.mark.parametrize("text", ["", "9999", "khong co ai", "||||||", "x" * 3000, "038192004399"])
def test_what_fits_nothing_is_said_kindly(desk, waiting, text):
    answer = desk.post("/tra-ket-qua/quet", {"text": text})
    assert answer.status_code == 422
    assert 'data-test="refusal"' in text_of(answer)
    assert not text or len(text) < 50 or text not in text_of(answer)


def test_a_card_of_somebody_whose_result_is_not_ready_says_when(desk):
    received(desk.office)
    answer = desk.post("/tra-ket-qua/quet", {"text": CARD})
    assert answer.status_code == 422
    assert "Người này có hồ sơ 1123-0001, chưa có kết quả. Hẹn 08:30 27/11." in text_of(answer)


def test_a_code_that_is_not_ready_shows_where_it_stands(desk):
    dossier = received(desk.office)
    page = text_of(desk.post("/tra-ket-qua/quet", {"text": dossier.tracking_code}))
    assert "Chưa có kết quả. Hẹn trả 08:30 27/11." in page and 'data-test="hand-over"' not in page


def test_a_code_of_another_commune_is_not_opened(desk, waiting):
    from thanthien.people import actions as people

    people.add_counter(unit="15151", number=1, by=system("15151"), at=desk.at)
    answer = desk.post("/tra-ket-qua/quet", {"text": waiting.tracking_code}, by=desk.stranger)
    assert answer.status_code == 422 and "Mã này của đơn vị khác" in text_of(answer)
    assert "Trương" not in text_of(answer) and not Access.objects.exists()


def test_enter_hands_over_in_the_visit_of_the_number_at_the_counter(desk, waiting):
    ticket = queueing.take_ticket(
        unit=desk.unit, service=desk.services["K"], channel="guide", by=desk.office.actor(desk.office.ngoc), at=desk.at
    )
    queueing.call_next(counter=desk.office.counters[0], by=desk.office.actor(desk.office.hanh), at=desk.at)
    answer = desk.post(f"/tra-ket-qua/trao/{waiting.pk}", {"who": "owner", "once": "a" * 32})
    waiting.refresh_from_db()
    assert answer.status_code == 200 and "Đã trao" in text_of(answer)
    assert (waiting.state, waiting.collected_by, waiting.returned_in_id) == (Status.RETURNED, "Trương Thị Hiền", ticket.visit_id)
    assert Entry.objects.get(kind="dossier.returned").actor == "officer:hanh"


def test_enter_twice_hands_over_once_with_the_same_answer(desk, waiting):
    answers = [desk.post(f"/tra-ket-qua/trao/{waiting.pk}", {"who": "owner", "once": "b" * 32}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Entry.objects.filter(kind="dossier.returned").count() == 1


def test_two_officers_hand_over_one_result_the_second_hears_who_has_it(desk, waiting):
    desk.post(f"/tra-ket-qua/trao/{waiting.pk}", {"who": "owner", "once": "c" * 32})
    second = desk.post(f"/tra-ket-qua/trao/{waiting.pk}", {"who": "owner", "once": "d" * 32}, by=desk.dinh)
    assert second.status_code == 422
    assert "Kết quả đã trao lúc 10:30 ngày 23/11 cho Trương Thị Hiền" in text_of(second)


def test_somebody_else_needs_a_name_and_it_is_kept(desk, waiting):
    lacking = desk.post(f"/tra-ket-qua/trao/{waiting.pk}", {"who": "other", "collected_by": " ", "once": "e" * 32})
    assert lacking.status_code == 422 and "Chưa có tên người nhận" in text_of(lacking)
    assert 'value="other" checked' in text_of(lacking)
    stranger = {"who": "other", "collected_by": "Lê Văn Hùng", "once": "f" * 32}
    lacking = desk.post(f"/tra-ket-qua/trao/{waiting.pk}", stranger)
    assert lacking.status_code == 422 and "Lê Văn Hùng không có tên trong hồ sơ này" in text_of(lacking)
    assert 'value="Lê Văn Hùng"' in text_of(lacking)
    paper = {"relation": "spouse", "paper": "Giấy chứng nhận kết hôn 12/2019", "once": "a" * 32}
    desk.post(f"/tra-ket-qua/trao/{waiting.pk}", stranger | paper)
    waiting.refresh_from_db()
    assert (waiting.collected_by, waiting.collection.role, waiting.collection.relation) == ("Lê Văn Hùng", "other", "spouse")
    assert waiting.collection.paper == "Giấy chứng nhận kết hôn 12/2019"


def test_a_fee_that_is_still_due_is_asked_for_first(desk):
    dossier = ready(desk.office, received(desk.office, CIVIL), at=desk.at, others=desk.others)
    page = text_of(desk.post(f"/tra-ket-qua/mo/{dossier.pk}"))
    assert "Còn thu 8.000\u00a0đồng" in page
    held = desk.post(f"/tra-ket-qua/trao/{dossier.pk}", {"who": "owner", "once": "1" * 32})
    assert held.status_code == 422 and "Chưa thu lệ phí" in text_of(held)
    assert desk.post(f"/tra-ket-qua/trao/{dossier.pk}", {"who": "owner", "fee_paid": "qr", "once": "2" * 32}).status_code == 200


def test_a_square_scanned_at_the_counter_arrives_here(desk, waiting):
    answer = desk.post("/quay/quet", {"text": f"/t/{waiting.tracking_code}"})
    assert answer["HX-Redirect"] == f"/tra-ket-qua/?ma={waiting.pk}"
    page = text_of(desk.hanh.get(answer["HX-Redirect"]))
    assert 'data-test="side-who">Trương Thị Hiền<' in page


def test_who_may(desk, waiting):
    for path in (f"/tra-ket-qua/mo/{waiting.pk}", f"/tra-ket-qua/trao/{waiting.pk}"):
        assert Client().post(path).status_code == 302
        assert desk.post(path, by=logged_in(desk.office.ha)).status_code == 403
        assert desk.post(path, by=desk.stranger).status_code == 404
    assert desk.hanh.get("/tra-ket-qua/?ma=999999").status_code == 404
    assert desk.hanh.get("/tra-ket-qua/?ma=abc").status_code == 404
    waiting.refresh_from_db()
    assert waiting.state == Status.READY


def test_the_list_costs_the_same_for_one_and_for_three(desk, waiting, django_assert_num_queries):
    desk.get("/tra-ket-qua/danh-sach")
    with django_assert_num_queries(2):
        desk.get("/tra-ket-qua/danh-sach")
    for _ in range(2):
        ready(desk.office, received(desk.office), at=desk.at, others=desk.others)
    desk.get("/tra-ket-qua/danh-sach")
    with django_assert_num_queries(2):
        answer = desk.get("/tra-ket-qua/danh-sach")
    assert text_of(answer).count('data-test="result"') == 3
