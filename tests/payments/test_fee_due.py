"""The fee of a dossier: what is open and what was taken, from one book; the VietQR carries the code alone and is read back."""

import io

import pytest
from PIL import Image

from builders.dossiers import CIVIL, load_small_catalogue, received
from builders.paper import codes_in
from thanthien.dossiers.actions import annul, correct_fee
from thanthien.journal.models import Entry
from thanthien.journal.stream import project
from thanthien.journeys.fee_due import fee_due
from thanthien.payments import actions
from thanthien.payments.vietqr import fields, note_of
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of
from thanthien.shared.qr import qr_png

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(office):
    load_small_catalogue()
    return office


def opened(office) -> None:
    actions.open_account(
        unit=office.unit, bank="970405", number="1234567890123", holder="UBND XÃ CẨM TÚ", valid_from=day_of(office.at),
        by=system(office.unit), at=office.at,
    )  # fmt: skip


def due(office, dossier):
    dossier.refresh_from_db()
    return fee_due(dossier=dossier, on=day_of(office.at))


def test_without_an_account_the_sum_is_there_and_no_code(counter):
    found = due(counter, received(counter, CIVIL))
    assert found.left == found.amount > 0 and found.qr == "" and found.taken == 0


def test_the_code_asks_for_the_sum_and_says_the_dossier_alone(counter):
    opened(counter)
    one = received(counter, CIVIL)
    found = due(counter, one)
    read = fields(found.qr)
    assert read["54"] == str(found.left) and fields(read["62"]) == {"08": note_of(one.code)}
    assert codes_in(Image.open(io.BytesIO(qr_png(found.qr)))) == [found.qr]


@pytest.mark.parametrize(("way", "taken", "waived"), [("cash", True, False), ("qr", True, False), ("waived", False, True)])
def test_what_is_settled_asks_for_nothing(counter, way, taken, waived):
    opened(counter)
    found = due(counter, received(counter, CIVIL, fee_paid=way))
    assert (found.left, found.qr, found.waived) == (0, "", waived) and found.taken == (found.amount if taken else 0)


def test_a_receipt_taken_back_is_open_again_and_both_lines_stay(counter):
    opened(counter)
    one = received(counter, CIVIL, fee_paid="cash")
    correct_fee(fee=one.fees.get(), reason="Gõ nhầm", by=counter.actor(counter.hanh), at=counter.at)
    found = due(counter, one)
    assert found.taken == 0 and found.left == found.amount and found.qr and len(found.lines) == 2


def test_an_annulled_reception_owes_nothing(counter):
    opened(counter)
    one = received(counter, CIVIL)
    annul(dossier=one, reason="Nhận nhầm", by=counter.actor(counter.hanh), at=counter.at)
    assert due(counter, one).left == 0


def test_staff_screens_hear_that_an_account_was_opened_and_no_bank_and_the_hall_hears_nothing(counter):
    opened(counter)
    entry = Entry.objects.get(kind="account.opened")
    assert project(entry, audience="hall") is None
    assert "970405" not in project(entry, audience="officer")["data"]
