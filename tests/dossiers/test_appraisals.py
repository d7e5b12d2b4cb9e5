"""An appraisal kept with its dossier: codes only, one at a time, taken back, and by whom."""

from datetime import date, timedelta

import pytest

from builders.benefits import PENSION, funeral
from builders.dossiers import SINGLE, received
from thanthien.benefits.rules import BenefitError
from thanthien.dossiers import actions, appraisals
from thanthien.dossiers.models import Appraisal
from thanthien.dossiers.rules import DossierError
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 3)
GRANTED = {"dien": "hang-thang", "bhxh": "khong", "lo": "co"}
REFUSED = {"dien": "khong"}


def kept(hall, dossier, *, by=None, **more) -> Appraisal:
    told = {"day": DAY, "answers": GRANTED, "have": ["ban-khai"], "at": hall.at + timedelta(hours=1)} | more
    return actions.keep_appraisal(dossier=dossier, by=hall.actor(by or hall.hanh), **told)


def last() -> Entry:
    return Entry.objects.order_by("pk").last()


def test_the_result_is_kept_with_its_amount_and_one_entry_of_codes(hall):
    dossier = funeral(hall)
    row = kept(hall, dossier)
    assert (row.outcome, row.granted, row.amount_vnd, row.benefit, row.version) == (
        "huong", True, 25_300_000, "mai-tang-nguoi-co-cong", "2025-07",
    )  # fmt: skip
    assert row.answers == GRANTED and row.have == ["ban-khai"] and row.law_version.startswith("law-")
    assert last().kind == "dossier.appraised" and last().data == {
        "code": dossier.code, "field": "nguoi_co_cong", "table": "mai-tang-nguoi-co-cong", "version": "2025-07",
        "outcome": "huong", "granted": True, "amount": 25_300_000, "again": False, "missing": ["khai-tu"],
    }  # fmt: skip
    assert verify() is None


def test_what_was_not_asked_is_not_kept(hall):
    row = kept(hall, funeral(hall), answers={**REFUSED, "bhxh": "co", "tên": "Nguyễn Văn A"}, have=["ban-khai", "lạ"])
    assert row.answers == REFUSED and row.have == [] and row.amount_vnd is None and not row.granted


def test_a_later_one_takes_the_place_of_the_earlier(hall):
    dossier = funeral(hall)
    first = kept(hall, dossier)
    second = kept(hall, dossier, answers=REFUSED, at=hall.at + timedelta(hours=2))
    assert appraisals.live(dossier=dossier) == second and last().data["again"] is True
    assert Appraisal.objects.get(pk=first.pk).dropped_at == hall.at + timedelta(hours=2)
    assert verify() is None


def test_taken_back_it_stays_in_the_journal(hall):
    dossier = funeral(hall)
    kept(hall, dossier)
    actions.drop_appraisal(dossier=dossier, by=hall.actor(hall.hanh), at=hall.at + timedelta(hours=2))
    assert appraisals.live(dossier=dossier) is None and last().kind == "dossier.appraisal_dropped" and verify() is None
    with pytest.raises(DossierError, match="không có kết quả"):
        actions.drop_appraisal(dossier=dossier, by=hall.actor(hall.hanh), at=hall.at + timedelta(hours=3))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"answers": {"dien": "hang-thang"}}, "Còn câu chưa trả lời"),
        ({"answers": {"dien": "la"}}, "Còn câu chưa trả lời"),
        ({"day": date(2027, 1, 1)}, "chưa đến"),
    ],
)
def test_half_an_appraisal_is_refused(hall, more, sentence):
    dossier = funeral(hall)
    with pytest.raises(DossierError, match=sentence):
        kept(hall, dossier, **more)
    assert not Appraisal.objects.exists()


def test_without_a_table_for_the_day_or_the_procedure_nothing_is_kept(hall):
    with pytest.raises(BenefitError, match="01/07/2025"):
        kept(hall, funeral(hall, PENSION), day=date(2025, 6, 1))
    with pytest.raises(BenefitError, match="chưa có bảng"):
        kept(hall, received(hall, SINGLE))


def test_the_hall_and_the_specialist_of_the_field_may_and_nobody_else(hall):
    dossier = funeral(hall)
    social = people.add_officer(
        unit=hall.unit, login="mo.xh", name="Bùi Thị Mơ", roles=(Role.SPECIALIST,), fields=("nguoi_co_cong",),
        by=system(hall.unit), at=hall.at - timedelta(days=1),
    )  # fmt: skip
    kept(hall, dossier, by=social)
    for other in (hall.ha, hall.nghia):
        with pytest.raises(DossierError):
            kept(hall, dossier, by=other)
    with pytest.raises(DossierError, match="đơn vị khác"):
        actions.keep_appraisal(
            dossier=dossier, day=DAY, answers=GRANTED, have=[], by=hall.actor(hall.la), at=hall.at + timedelta(hours=1)
        )


def test_an_ended_dossier_is_appraised_no_more(hall):
    dossier = funeral(hall)
    actions.withdraw(dossier=dossier, reason="Gia đình làm ở nơi khác", by=hall.actor(hall.hanh), at=hall.at + timedelta(hours=1))
    with pytest.raises(DossierError, match="khép lại"):
        kept(hall, dossier, at=hall.at + timedelta(hours=2))


def test_what_was_handed_in_counts_as_there(hall):
    assert appraisals.lines_handed_in(dossier=funeral(hall)) == [1, 2]
