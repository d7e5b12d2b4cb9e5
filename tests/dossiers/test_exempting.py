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
from thanthien.payments.exempting import named
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.procedures import actions as deciding
from thanthien.procedures.deciding import FeeLine
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of


@pytest.fixture
def hall(office):
    load_small_catalogue()
    return office


BASIS = "Nghị quyết 12/NQ-HĐND, Điều 3"
LAW, NOTE = "Điều 10(1) Luật 97/2015/QH13", "mức thu của thủ tục 2.002516, Quyết định 163/QĐ-BTP"


def by_ground(hall, dossier, ground="elderly", left="0", who="hanh", basis=BASIS):
    return exempt(dossier=dossier, ground=ground, left=left, basis=basis, by=hall.actor(getattr(hall, who)), at=hall.at)


def standing(hall, dossier):
    dossier.refresh_from_db()
    return dossier.fee_vnd, dossier.fee_paid, fee_due(dossier=dossier, on=day_of(hall.at)).left


@pytest.mark.parametrize(
    ("left", "after"), [("0", (8000, "waived", 0)), ("4.000", (4000, "", 4000)), ("7999", (7999, "", 7999))]
)  # fmt: skip
def test_the_fee_becomes_what_the_ground_leaves(hall, left, after):
    one = received(hall, CIVIL)
    row = by_ground(hall, one, left=left)
    assert standing(hall, one) == after and row.article == f"{LAW}; {BASIS}" and not row.confirmed
    entry = Entry.objects.get(kind="fee.exempted")
    assert entry.data == {"code": one.code, "ground": "elderly", "before": 8000, "left": row.left} and verify() is None
    assert exempting.exemptions_of_day(unit=hall.unit, day=day_of(hall.at)) == [row]


@pytest.mark.parametrize("ground", ["merit", "poor_household", "disability"])
@pytest.mark.parametrize("typed", ["", "4000", "99999"])
def test_where_the_fee_itself_names_the_people_nothing_is_typed(hall, ground, typed):
    one = received(hall, CIVIL)
    row = by_ground(hall, one, ground, left=typed, basis="")
    assert standing(hall, one) == (8000, "waived", 0) and (row.before, row.left) == (8000, 0)
    assert row.article == f"{LAW}; {NOTE}" and not row.confirmed and verify() is None


def council(hall, **values):
    told = {"by": system(hall.unit), "at": hall.at}
    an = people.add_officer(unit=hall.unit, login="an.lv", name="Lương Văn An", roles=(Role.ADMIN,), **told)
    given = {"code": CIVIL, "channel": "any", "amount": 5000, "document": "12/NQ-HĐND", "confirmed": True}
    line = FeeLine(**(given | {"valid_from": day_of(hall.at)} | values))
    return deciding.set_province_fee(unit=hall.unit, line=line, by=hall.actor(an), at=hall.at)


def test_a_resolution_that_somebody_has_read_frees_whom_it_names(hall):
    council(hall, exempt="Trẻ em; người cao tuổi")
    one = received(hall, CIVIL)
    row = by_ground(hall, one, "elderly", left="", basis="")
    assert (row.before, row.left, row.confirmed) == (5000, 0, True) and row.article == f"{LAW}; 12/NQ-HĐND"


@pytest.mark.parametrize("values", [{"amount": 6000, "case": "Quá hạn"}, {"confirmed": False, "case": "Cấp lại", "amount": 8000}])
def test_an_unread_resolution_or_that_of_another_sum_frees_nobody(hall, values):
    council(hall, exempt="người cao tuổi", **values)
    with pytest.raises(DossierError, match="chữ số"):
        by_ground(hall, received(hall, CIVIL), "elderly", left="", basis="")


def test_no_more_than_asked_is_read_out_of_a_text():
    assert named("người thuộc gia đình có công với cách mạng; người thuộc hộ nghèo; người khuyết tật") == {
        "merit", "poor_household", "disability",
    }  # fmt: skip
    assert named("hộ nghèo và người cao tuổi") == {"poor_household", "elderly"} and named("Trẻ em.") == {"children"}
    for words in ("hộ cận nghèo", "trẻ em bị bỏ rơi", "người có công nhận con nuôi", "người khuyết tật…", ""):
        assert named(words) == frozenset(), words


@pytest.mark.parametrize(
    ("ground", "left", "basis", "said", "field"),
    [
        ("friend", "0", BASIS, "Chọn một căn cứ", "ground"), ("", "0", BASIS, "Chọn một căn cứ", "ground"),
        ("elderly", "tám", BASIS, "chữ số", "left"), ("elderly", "", BASIS, "chữ số", "left"),
        ("elderly", "-1", BASIS, "chữ số", "left"), ("elderly", "8000", BASIS, "từ 0 đến dưới", ""),
        ("elderly", "9000", BASIS, "từ 0 đến dưới", ""), ("elderly", "4000", " ", "văn bản và điều khoản", "basis"),
    ],
)  # fmt: skip
def test_what_is_no_exemption(hall, ground, left, basis, said, field):
    with pytest.raises(DossierError, match=said) as wrong:
        by_ground(hall, received(hall, CIVIL), ground, left, basis=basis)
    assert wrong.value.field == field and not Exemption.objects.exists()


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
