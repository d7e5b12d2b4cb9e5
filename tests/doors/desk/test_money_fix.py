"""A line of the book put right on the page of the fee: one's own dossier's, and what was taken for another unit."""

import pytest

from builders.dossiers import CIVIL, received
from builders.elsewhere import fee_taken_here, third_commune
from builders.paper import words_of
from builders.playing import logged_in
from thanthien.dossiers.models import Fee
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people.scoping import everywhere

TAKEN = 6


@pytest.fixture
def hanh(desk):
    return logged_in(desk.office.hanh)


@pytest.fixture
def fee(desk):
    return fee_taken_here(desk.office, at=desk.at)


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().split())


def fix(client, fee, way="qr", reason="Khách chuyển khoản", **more):
    return client.post(f"/thu/bien-lai/{fee.pk}/sua", {"way": way, "reason": reason, **more}, follow=True)


def test_what_was_taken_for_another_is_put_right_and_both_read_it(desk, hanh, fee):
    page = text(hanh.get(f"/thu/bien-lai/{fee.pk}/"))
    assert 'data-test="fix-1"' in page and '<option value="qr">' in page and '<option value="cash">' not in page
    page = text(fix(hanh, fee))
    assert "Đã ghi dòng bù trừ cho biên lai 1" in page and 'data-test="fee-taken"' in page
    assert page.count('data-test="line-') == 3 and 'data-test="fix-3"' in page and 'data-test="fix-1"' not in page
    assert "thu, đã bù trừ" in page and "Khách chuyển khoản" in page and "-8.000" in page
    there = text(logged_in(desk.office.la).get(f"/ho-so/{fee.dossier_id}/le-phi/"))
    assert there.count("sổ của Xã Cẩm Tú") == 3 and "Khách chuyển khoản" in there and 'data-test="fix-' not in there
    assert 'data-test="sum-qr">8.000' in text(hanh.get("/thu/so/")) and verify() is None


def test_the_dossier_s_page_tells_it_once_and_prints_no_slip_of_another_book(desk, hanh, fee):
    fix(hanh, fee)
    page = text(logged_in(desk.office.la).get(f"/ho-so/{fee.dossier_id}/"))
    story = page[page.index('data-test="story"') :]
    assert story.count("sửa khoản đã thu") == 1 and page.count("sổ của Xã Cẩm Tú") == 3
    assert "/thu/bien-lai/" not in page


def test_pressed_twice_it_is_one_correction(hanh, fee):
    for _ in range(2):
        fix(hanh, fee, once="k")
    assert Fee.objects.count() == 3
    assert "đã được sửa" in text(fix(hanh, fee, once="another"), 422)
    with everywhere():
        assert Entry.objects.filter(kind="fee.corrected").count() == 2 and Fee.objects.count() == 3


def test_without_a_reason_what_was_typed_stays(hanh, fee):
    page = text(fix(hanh, fee, way="waived", reason=" "), 422)
    assert "Ghi lý do" in page and '<option value="waived" selected>' in page and 'aria-invalid="true"' in page
    assert Fee.objects.count() == 1


def test_others_cannot(desk, fee):
    for stranger in (desk.office.la, third_commune(desk.office)):
        assert fix(logged_in(stranger), fee).status_code == 404
    assert fix(logged_in(desk.office.ha), fee).status_code == 403
    assert Fee.objects.count() == 1


def test_the_receipt_stays_within_reach_from_the_file(desk, hanh, fee):
    came = fee.dossier.elsewhere.pk
    assert f'href="/thu/bien-lai/{fee.pk}/"' in text(hanh.get(f"/noi-khac/{came}/"))
    fix(hanh, fee)
    right = Fee.objects.get(number=3)
    assert f'href="/thu/bien-lai/{right.pk}/"' in text(hanh.get(f"/noi-khac/{came}/"))
    fix(hanh, right, way="")
    assert f'href="/thu/bien-lai/{right.pk}/"' in text(hanh.get(f"/noi-khac/{came}/"))


def test_the_slip_of_the_offset(hanh, fee):
    fix(hanh, fee)
    answer = hanh.get(f"/thu/bien-lai/{Fee.objects.get(number=2).pk}.pdf")
    said = " ".join(words_of(answer.content).split())
    assert "PHIẾU BÙ TRỪ" in said and "Bù trừ khoản của biên lai số 0001/2026" in said and "Khách chuyển khoản" in said


def test_an_own_dossier_s_receipt_is_put_right_on_its_page_too(desk, hanh):
    one = received(desk.office, CIVIL, fee_paid="cash")
    page = text(fix(hanh, one.fees.get()))
    assert 'data-test="fee-page"' in page and "Đã ghi dòng bù trừ" in page
    one.refresh_from_db()
    assert one.fee_paid == "qr" and [fee.amount for fee in one.fees.order_by("pk")] == [8000, -8000, 8000]
    assert "Ghi lý do" in text(fix(hanh, one.fees.last(), way="", reason=""), 422) and verify() is None


def test_at_one_price(hanh, fee, django_assert_num_queries):
    path = f"/thu/bien-lai/{fee.pk}/"
    hanh.get(path)
    with django_assert_num_queries(TAKEN):
        hanh.get(path)
    fix(hanh, fee)
    hanh.get(path)
    with django_assert_num_queries(TAKEN):
        assert text(hanh.get(path)).count('data-test="line-') == 3
