"""Forms of many dossiers in one file: in the order asked, each as alone, those without the form named, all or none noted."""

from datetime import datetime

import pytest

from builders.dossiers import SINGLE, received
from builders.paper import leaves, words_of
from thanthien.dossiers import actions
from thanthien.dossiers.forms import form01_pdf, next_copy
from thanthien.dossiers.forms_batch import check_batch, gather, set_together
from thanthien.dossiers.forms_turns import turn_pdf
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db
ADDRESS = "http://xa.vn"


def together(dossiers, form, at) -> tuple[bytes, list]:
    """The file, and the lines of those that are not in it."""
    rows = gather(dossiers=dossiers, form=form, at=at, address=ADDRESS)
    made = set_together(sheets=[sheet for _, sheet in rows if sheet], form=form, unit=dossiers[0].unit_id, at=at)
    assert not made.refused
    return made.pdf, [line for line, sheet in rows if sheet is None]


def test_a_batch_of_receipts_says_what_each_says_alone(hall, others):
    dossiers = [received(hall) for _ in range(3)]
    pdf, bad = together(dossiers, "01", hall.at)
    alone = [leaf for one in dossiers for leaf in leaves(form01_pdf(dossier=one, copy=1, at=hall.at, address=ADDRESS))]
    assert not bad and leaves(pdf) == alone


def test_a_dossier_without_the_form_is_named_and_the_rest_is_printed(hall, others):
    at = datetime(2026, 11, 23, 10, tzinfo=VIETNAM)
    plain, asked = received(hall), received(hall)
    actions.ask_supplement(
        dossier=asked, items=[{"name": "Giấy xác nhận nơi cư trú", "why": "thiếu dấu", "original": "1"}],
        reason="Giấy chưa có dấu.", by=hall.actor(hall.ha), at=at,
    )  # fmt: skip
    asked = Dossier.objects.get(pk=asked.pk)
    pdf, bad = together([plain, asked], "02", at)
    assert [one.dossier for one in bad] == [plain] and "chưa được yêu cầu" in bad[0].problem
    assert leaves(pdf) == leaves(turn_pdf(dossier=asked, form="02", address=ADDRESS))


def test_a_control_slip_of_each(hall, others):
    dossiers = [received(hall), received(hall, SINGLE)]
    pdf, bad = together(dossiers, "06", hall.at)
    assert not bad and all(one.code in words_of(pdf) for one in dossiers)


@pytest.mark.parametrize(
    ("count", "form", "sentence"), [(0, "01", "từ 1 đến 500"), (501, "01", "từ 1 đến 500"), (1, "07", "Chưa có mẫu")]
)
def test_what_is_no_batch(count, form, sentence):
    with pytest.raises(DossierError, match=sentence):
        check_batch(form, count)


def test_a_batch_is_noted_whole_or_not_at_all(hall, others):
    good, bad = received(hall), received(hall)
    actions.annul(dossier=bad, reason="nhập nhầm", by=hall.actor(hall.hanh), at=hall.at)
    bad = Dossier.objects.get(pk=bad.pk)
    with pytest.raises(DossierError):
        actions.forms_printed(prints=[(good, 1), (bad, 1)], form="01", by=hall.actor(hall.hanh), at=hall.at)
    assert next_copy(pk=good.pk) == 1
    actions.forms_printed(prints=[(good, 1)], form="01", by=hall.actor(hall.hanh), at=hall.at)
    assert next_copy(pk=good.pk) == 2
