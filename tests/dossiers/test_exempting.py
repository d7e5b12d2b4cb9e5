"""A fee made smaller or nothing by a ground of the law, with its article, and back."""

import pytest

from builders.dossiers import BIRTH, CIVIL, load_small_catalogue, received
from thanthien.dossiers import actions, exempting
from thanthien.dossiers.models import Exemption
from thanthien.dossiers.rules import DossierError
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.journeys.exempt_fee import exempt
from thanthien.journeys.fee_due import fee_due
from thanthien.shared.clock import day_of


@pytest.fixture
def hall(office):
    load_small_catalogue()
    return office


def by_ground(hall, dossier, ground="poor_household", left="", who="hanh"):
    return exempt(dossier=dossier, ground=ground, left=left, by=hall.actor(getattr(hall, who)), at=hall.at)


def standing(hall, dossier):
    dossier.refresh_from_db()
    return dossier.fee_vnd, dossier.fee_paid, fee_due(dossier=dossier, on=day_of(hall.at)).left


@pytest.mark.parametrize(
    ("left", "after"),
    [("", (8000, "waived", 0)), ("0", (8000, "waived", 0)), ("4.000", (4000, "", 4000)), ("7999", (7999, "", 7999))],
)
def test_the_fee_becomes_what_the_ground_leaves(hall, left, after):
    one = received(hall, CIVIL)
    row = by_ground(hall, one, left=left)
    assert standing(hall, one) == after and row.article == "Điều 10(1) Luật 97/2015/QH13" and not row.confirmed
    entry = Entry.objects.get(kind="fee.exempted")
    assert entry.data == {"code": one.code, "ground": "poor_household", "before": 8000, "left": row.left} and verify() is None
    assert exempting.exemptions_of_day(unit=hall.unit, day=day_of(hall.at)) == [row]


@pytest.mark.parametrize(
    ("ground", "left", "said"),
    [
        ("friend", "", "Chọn một căn cứ"), ("", "", "Chọn một căn cứ"), ("merit", "tám", "chữ số"),
        ("merit", "8000", "từ 0 đến dưới"),
        ("merit", "9000", "từ 0 đến dưới"), ("merit", "-1", "chữ số"),
    ],
)  # fmt: skip
def test_what_is_no_exemption(hall, ground, left, said):
    with pytest.raises(DossierError, match=said):
        by_ground(hall, received(hall, CIVIL), ground, left)
    assert not Exemption.objects.exists()


def test_money_that_was_taken_is_given_back_first(hall):
    with pytest.raises(DossierError, match="hoàn trả"):
        by_ground(hall, received(hall, CIVIL, fee_paid="cash"))


def test_no_fee_known_nothing_to_take_off(hall):
    with pytest.raises(DossierError, match="không có khoản phải thu"):
        by_ground(hall, received(hall, BIRTH))


def test_a_waiver_without_words_gets_its_ground(hall):
    one = received(hall, CIVIL, fee_paid="waived")
    row = by_ground(hall, one)
    actions.undo_exemption(exemption=row, by=hall.actor(hall.hanh), at=hall.at)
    assert standing(hall, one) == (8000, "waived", 0)


def test_once_and_back_and_again(hall):
    one, by = received(hall, CIVIL), hall.actor(hall.hanh)
    row = by_ground(hall, one, left="4000")
    with pytest.raises(DossierError, match="đã ghi căn cứ"):
        by_ground(hall, one)
    actions.undo_exemption(exemption=row, by=by, at=hall.at)
    assert standing(hall, one) == (8000, "", 8000) and one.fee_text == "8.000 đồng" and verify() is None
    with pytest.raises(DossierError, match="đã bỏ rồi"):
        actions.undo_exemption(exemption=row, by=by, at=hall.at)
    row = by_ground(hall, one, left="4000")
    actions.take_fee(dossier=one, way="cash", by=by, at=hall.at)
    assert one.fees.get().amount == 4000
    with pytest.raises(DossierError, match="đã thu"):
        actions.undo_exemption(exemption=row, by=by, at=hall.at)


@pytest.mark.parametrize("who", ["ha", "nghia", "la"])
def test_only_the_counter_of_the_unit(hall, who):
    with pytest.raises(DossierError):
        by_ground(hall, received(hall, CIVIL), who=who)
