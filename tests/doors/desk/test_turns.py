"""The turns of a dossier at the desk: one page each, what was typed is kept, the dossier shows where it stands."""

from datetime import timedelta

import pytest

from builders.desk import logged_in
from builders.dossiers import CIVIL, SINGLE, received, worked_to
from thanthien.doors.desk.turns import TURNS
from thanthien.dossiers import actions
from thanthien.dossiers.models import Apology, Dossier, SignedPaper, Supplement
from thanthien.dossiers.rules import Status
from thanthien.journal.models import Access, Entry


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def ha(desk):
    return logged_in(desk.office.ha)


@pytest.fixture
def leader(desk):
    return logged_in(desk.office.nghia)


@pytest.fixture
def dossier(desk):
    return received(desk.office, SINGLE)


def at(dossier, what: str) -> str:
    return f"/ho-so/{dossier.pk}/viec/{what}"


WANTED = {
    "items_name": ["Giấy xác nhận nơi cư trú", ""], "items_why": ["thiếu dấu", ""], "items_original": ["1", ""],
    "items_copy": ["", ""], "reason": "Giấy chưa có dấu của thôn.",
}  # fmt: skip


def test_asking_stops_the_clock_and_the_page_says_for_what(desk, ha, dossier):
    answer = ha.post(at(dossier, "bo-sung"), {**WANTED, "once": "a" * 32}, follow=True)
    page = text_of(answer)
    assert Dossier.objects.get().state == Status.SUPPLEMENT
    assert "Bổ sung lần 1: đang chờ, từ 23/11" in page and "Giấy xác nhận nơi cư trú" in page
    assert "Bùi Thị Thu Hà yêu cầu bổ sung lần 1, đồng hồ dừng" in page
    assert "đang dừng" in page and "đã khép" not in page and "Đang chờ người dân" in page
    assert 'data-test="turn-rut-yeu-cau"' in page and 'data-test="turn-du-giay"' not in page  # the counter takes the papers


def test_a_double_click_asks_once(desk, ha, dossier):
    for _ in range(2):
        ha.post(at(dossier, "bo-sung"), {**WANTED, "once": "a" * 32})
    assert Supplement.objects.count() == 1


def test_a_refusal_keeps_what_was_typed_and_stands_at_its_field(desk, ha, dossier):
    answer = ha.post(at(dossier, "bo-sung"), {**WANTED, "items_name": ["", ""], "reason": "Giấy chưa có dấu."})
    page = text_of(answer)
    assert answer.status_code == 422 and "Có lý do mà chưa ghi giấy nào" in page
    assert "Giấy chưa có dấu.</textarea>" in page and 'value="thiếu dấu"' in page
    assert not Supplement.objects.exists()


def test_the_papers_that_were_not_all_right_are_proposed(desk, ha, dossier):
    assert 'data-test="item-5"' in text_of(ha.get(at(dossier, "bo-sung")))


@pytest.mark.thread("opencps-v2#735")
def test_the_whole_course_at_the_counter(desk, ha, dossier):
    ha.post(at(dossier, "bo-sung"), WANTED)
    page = text_of(desk.hanh.get(at(dossier, "du-giay")))
    assert "Phiếu ngày 23/11/2026 yêu cầu" in page and "Giấy xác nhận nơi cư trú" in page
    half = desk.hanh.post(at(dossier, "du-giay"), {})
    assert half.status_code == 422 and "Mới nộp một phần" in text_of(half)
    desk.later(days=2)
    hanh = logged_in(desk.office.hanh)  # two days later everybody signs in again
    hanh.post(at(dossier, "du-giay"), {"complete": "1"})
    found = Dossier.objects.get()
    assert found.state == Status.PROCESSING and found.due_at > found.due_first
    page = text_of(hanh.get(f"/ho-so/{dossier.pk}/"))
    assert "Đã hứa trên giấy hẹn" in page and "Bổ sung lần 1: đủ ngày 25/11" in page


def test_the_apology_is_drafted_by_the_officer_and_signed_by_the_leader(desk, ha, leader, dossier):
    form = text_of(ha.get(at(dossier, "xin-loi")))
    assert 'value="2026-11-30T08:30"' in form  # a working day after the present date
    assert ha.get(at(dossier, "ky-xin-loi")).status_code == 302
    typed = {"cause": "verify", "reason": "Phải hỏi thêm nơi cư trú cũ.", "new_due": "2026-11-28T09:00"}
    refused = ha.post(at(dossier, "xin-loi"), typed)
    assert refused.status_code == 422 and "không làm việc" in text_of(refused) and "Phải hỏi thêm" in text_of(refused)
    ha.post(at(dossier, "xin-loi"), {**typed, "new_due": "2026-11-30T09:00"})
    page = text_of(leader.get(f"/ho-so/{dossier.pk}/"))
    assert "Thư xin lỗi chờ lãnh đạo ký" in page and 'data-test="turn-ky-xin-loi"' in page
    assert "thứ Hai 30/11/2026" in text_of(leader.get(at(dossier, "ky-xin-loi")))
    leader.post(at(dossier, "ky-xin-loi"), {"once": "b" * 32})
    assert Apology.objects.get().signed_by == desk.office.nghia
    assert "đã xong" in text_of(ha.get(at(dossier, "xin-loi"), follow=True))  # once only
    assert "hẹn lại 09:00 30/11" in text_of(leader.get(f"/ho-so/{dossier.pk}/"))


def test_withdrawn_and_closed(desk, dossier):
    page = text_of(desk.hanh.post(at(dossier, "rut"), {"reason": "Nộp ở xã khác.", "asked_on": "2026-11-23"}, follow=True))
    assert Dossier.objects.get().state == Status.WITHDRAWN
    assert "Người dân rút hồ sơ" in page and "Nộp ở xã khác." in page and "đã khép" in page


def test_stopped_by_the_leader_with_a_ground(desk, leader, dossier):
    refused = leader.post(at(dossier, "dung"), {"ground": "no_duty", "reason": "Không nộp thuế."})
    assert refused.status_code == 422 and "không khớp" in text_of(refused)
    leader.post(at(dossier, "dung"), {"ground": "asked", "reason": "Người dân có đơn xin dừng.", "asked_on": "2026-11-23"})
    assert Dossier.objects.get().state == Status.STOPPED


def test_a_duty_and_its_receipt(desk, ha, dossier):
    bad = ha.post(at(dossier, "nghia-vu"), {"what": "Lệ phí trước bạ", "amount": "một triệu"})
    assert bad.status_code == 422 and "Gõ số đồng" in text_of(bad)
    page = text_of(ha.post(at(dossier, "nghia-vu"), {"what": "Lệ phí trước bạ", "amount": "1.250.000"}, follow=True))
    assert "Lệ phí trước bạ: 1.250.000" in page
    desk.hanh.post(at(dossier, "da-nop"), {"paper": "Giấy nộp tiền 0012"})
    assert Dossier.objects.get().state == Status.PROCESSING


def test_a_mistake_stands_open_until_it_is_mended(desk, dossier):
    worked_to(desk.office, dossier, 99, at=desk.at + timedelta(hours=1), others=desk.others)
    desk.later(hours=2)
    assert desk.hanh.get(at(dossier, "sua-xong")).status_code == 302
    desk.hanh.post(at(dossier, "sai-sot"), {"kind": "wrong_result", "what": "Ghi sai ngày sinh.", "step": "2"})
    page = text_of(desk.hanh.get(f"/ho-so/{dossier.pk}/"))
    assert "Chưa sửa: kết quả ghi sai" in page
    mistake = dossier.mistakes.get()
    desk.hanh.post(at(dossier, "sua-xong"), {"mistake": mistake.pk, "how": "In lại và trao tại nhà.", "cost": "0"})
    assert "Đã sửa: kết quả ghi sai" in text_of(desk.hanh.get(f"/ho-so/{dossier.pk}/"))


def test_each_page_is_an_access_and_strangers_find_nothing(desk, dossier):
    assert desk.hanh.get(at(dossier, "sai-sot")).status_code == 200
    assert Access.objects.count() == 1
    assert desk.stranger.get(at(dossier, "sai-sot")).status_code == 404
    assert desk.hanh.get(at(dossier, "khong-co")).status_code == 404


def test_who_may_not_is_sent_back_with_a_sentence(desk, dossier):
    page = text_of(desk.hanh.get(at(dossier, "dung"), follow=True))
    assert "Lúc này chưa làm được: Dừng giải quyết" in page
    assert desk.hanh.post(at(dossier, "dung"), {"ground": "asked", "reason": "Người dân xin dừng."}).status_code == 422


@pytest.mark.parametrize("what", sorted(TURNS))
def test_every_turn_writes_one_entry_or_refuses_with_a_sentence(desk, leader, dossier, what):
    before = Entry.objects.count()
    answer = leader.post(at(dossier, what), {})
    assert answer.status_code == 422 and Entry.objects.count() == before


def test_a_sheet_goes_to_the_leaders_list_once(desk, ha, leader, dossier, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    ha.post(at(dossier, "bo-sung"), WANTED)
    assert 'data-test="lay-02"' in text_of(ha.get(f"/ho-so/{dossier.pk}/"))
    for _ in range(2):
        said = text_of(ha.post(f"/ho-so/{dossier.pk}/trinh-ky/02", follow=True))
    assert "Đã trình ký số Mẫu 02" in said
    assert SignedPaper.objects.get().form == "02" and Entry.objects.filter(kind="paper.laid").count() == 1
    assert 'data-test="waiting"' in text_of(leader.get("/lanh-dao/ky-so"))
    assert "chưa soạn xong" in text_of(ha.post(f"/ho-so/{dossier.pk}/trinh-ky/04", follow=True))
    assert desk.stranger.post(f"/ho-so/{dossier.pk}/trinh-ky/02").status_code == 404


def test_the_page_with_turns_costs_the_same_for_one_and_three(desk, ha, dossier, django_assert_num_queries):
    other = received(desk.office, CIVIL, fee_paid="waived")  # as the first: no sum is open, so no account is looked up
    actions.ask_supplement(
        dossier=dossier, items=[{"name": "Một"}], reason="Thiếu giấy này.", by=desk.office.actor(desk.office.ha), at=desk.at
    )
    actions.ask_supplement(
        dossier=other, items=[{"name": n} for n in ("Một", "Hai", "Ba")], reason="Thiếu ba giấy.", at=desk.at,
        by=desk.office.actor(desk.office.ha),
    )  # fmt: skip
    for one in (dossier, other):
        ha.get(f"/ho-so/{one.pk}/")
    for one in (dossier, other):
        with django_assert_num_queries(WAITING):
            ha.get(f"/ho-so/{one.pk}/")


WAITING = 14
