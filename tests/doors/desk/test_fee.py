"""A fee paid after the reception: cash or transfer on the page of the dossier, one receipt, taken back by another line."""

import pytest

from builders.dossiers import BIRTH, CIVIL, ready, received
from builders.playing import logged_in
from thanthien.dossiers import actions
from thanthien.dossiers.models import Dossier, Fee
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def dossier(desk) -> Dossier:
    return received(desk.office, CIVIL)


def pay(desk, dossier, way="cash", **more):
    return desk.post(f"/ho-so/{dossier.pk}/thu-phi", {"way": way, "once": "k1"} | more)


@pytest.mark.parametrize(("way", "said"), [("cash", "tiền mặt"), ("qr", "chuyển khoản")])
def test_paid_later_it_has_a_receipt_and_nothing_is_asked_any_more(desk, dossier, way, said):
    before = text(desk.get(f"/ho-so/{dossier.pk}/"))
    assert 'data-test="fee-cash"' in before and "còn thu 8.000" in before
    page = text(pay(desk, dossier, way))
    line = Fee.objects.get()
    assert (line.amount, line.way, line.counter_number, line.officer.login) == (8000, way, 1, "hanh")
    assert "đã thu đủ" in page and said in page and 'data-test="fee-cash"' not in page
    entry = Entry.objects.get(kind="fee.taken")
    assert entry.data == {"code": dossier.code, "receipt": line.number, "way": way, "amount": 8000} and verify() is None


def test_pressed_twice_it_is_one_receipt(desk, dossier):
    pay(desk, dossier)
    pay(desk, dossier)
    assert Fee.objects.count() == 1
    assert "đã thu hoặc được miễn rồi" in text(pay(desk, dossier, once="k2")) and Fee.objects.count() == 1


def test_a_mistake_is_taken_back_by_another_line_and_the_number_stays_used(desk, dossier):
    pay(desk, dossier)
    page = text(desk.post(f"/ho-so/{dossier.pk}/bo-thu", {"once": "b1"}))
    assert [one.amount for one in Fee.objects.order_by("number")] == [8000, -8000]
    assert "còn thu 8.000" in page and 'data-test="fee-cash"' in page
    pay(desk, dossier, once="k3")
    assert sum(Fee.objects.values_list("amount", flat=True)) == 8000 and Fee.objects.count() == 3 and verify() is None


def test_what_was_not_paid_after_all_is_paid_later_also_when_the_result_is_with_its_owner(desk):
    one = ready(desk.office, received(desk.office, CIVIL, fee_paid="cash"), at=desk.at, others=desk.others)
    actions.hand_over(dossier=one, by=desk.office.actor(desk.office.hanh), at=desk.at)
    actions.correct_fee(fee=one.fees.get(), reason="Chưa thu tiền", by=desk.office.actor(desk.office.hanh), at=desk.at)
    assert 'data-test="fee-cash"' in text(desk.get(f"/ho-so/{one.pk}/"))
    assert "đã thu đủ" in text(pay(desk, one, "qr"))
    assert [fee.amount for fee in one.fees.order_by("pk")] == [8000, -8000, 8000] and verify() is None


def test_nothing_to_take_back_says_so(desk, dossier):
    assert "không có biên lai nào đang đứng" in text(desk.post(f"/ho-so/{dossier.pk}/bo-thu", {"once": "b2"}))


def test_no_fee_known_no_key(desk):
    one = received(desk.office, BIRTH)
    assert 'data-test="fee-cash"' not in text(desk.get(f"/ho-so/{one.pk}/"))
    assert "không có khoản phải thu" in text(pay(desk, one)) and not Fee.objects.exists()


def test_a_way_that_is_none(desk, dossier):
    assert desk.post(f"/ho-so/{dossier.pk}/thu-phi", {"way": "waived", "once": "w"}).status_code == 422
    assert not Fee.objects.exists()


def test_only_the_counter_of_the_own_unit_takes_money(desk, dossier):
    assert pay(desk, dossier).status_code == 200
    assert desk.post(f"/ho-so/{dossier.pk}/thu-phi", {"way": "cash"}, by=desk.stranger).status_code == 404
    leader = logged_in(desk.office.nghia)
    assert leader.post(f"/ho-so/{dossier.pk}/thu-phi", {"way": "cash"}).status_code in (302, 403)
    assert Fee.objects.count() == 1
    assert 'data-test="fee-cash"' not in text(leader.get(f"/ho-so/{received(desk.office, CIVIL).pk}/"))
