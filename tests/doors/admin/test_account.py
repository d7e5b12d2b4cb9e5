"""The account fees go to: set from a day on, refused beside its field with what was typed kept, shown on both pages as a code."""

from datetime import timedelta

import pytest

from builders.dossiers import CIVIL, load_small_catalogue, received
from builders.playing import logged_in
from thanthien.payments.models import ReceivingAccount
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/tai-khoan-thu"


@pytest.fixture
def typed(office, administration):
    return {
        "bank": "970405", "number": "1234 5678 90123", "holder": "UBND XÃ CẨM TÚ", "valid_from": day_of(office.at).isoformat()
    }  # fmt: skip


@pytest.fixture
def admin(administration):
    return administration.admin


def test_saved_and_filled_in_again(admin, typed):
    assert admin.post(PAGE, typed).status_code == 302
    assert ReceivingAccount.objects.get().number == "1234567890123"
    assert "1234567890123" in admin.get(PAGE).content.decode()


@pytest.mark.parametrize(("name", "value", "says"), [("bank", "12", "bắt đầu bằng 97"), ("number", "1", "từ 6 đến 19")])
def test_a_slip_stands_beside_its_field_and_is_kept(admin, typed, name, value, says):
    answer = admin.post(PAGE, typed | {name: value})
    assert answer.status_code == 422 and says in answer.content.decode() and not ReceivingAccount.objects.exists()
    assert "UBND XÃ CẨM TÚ" in answer.content.decode()


def test_a_day_that_has_passed_is_refused(admin, office, typed):
    past = (day_of(office.at) - timedelta(days=1)).isoformat()
    answer = admin.post(PAGE, typed | {"valid_from": past})
    assert answer.status_code == 422 and "đã qua" in answer.content.decode()


def test_the_counter_and_the_citizen_see_sum_and_code(admin, client, office, typed):
    load_small_catalogue()
    one = received(office, CIVIL)
    hanh = logged_in(office.hanh)
    assert "chưa đặt tài khoản thu" in hanh.get(f"/ho-so/{one.pk}/").content.decode()
    assert "Nộp tại quầy" in client.get(f"/t/{one.tracking_code}").content.decode()
    admin.post(PAGE, typed)
    for page in (hanh.get(f"/ho-so/{one.pk}/"), client.get(f"/t/{one.tracking_code}")):
        assert 'data-test="fee-qr"' in page.content.decode()


def test_what_was_taken_stands_there_with_its_receipt(client, office, typed):
    load_small_catalogue()
    one = received(office, CIVIL, fee_paid="cash")
    assert 'data-test="fee-line"' in logged_in(office.hanh).get(f"/ho-so/{one.pk}/").content.decode()
    page = client.get(f"/t/{one.tracking_code}").content.decode()
    assert 'data-test="fee-taken"' in page and 'data-test="fee-left"' not in page
