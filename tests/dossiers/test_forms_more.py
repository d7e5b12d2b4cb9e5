"""Form 03 of a refused dossier, Form 06 of one that is being worked on, read back from the PDF."""

from datetime import timedelta

import pytest

from builders.dossiers import SINGLE, person, received, worked_to
from builders.paper import words_of
from thanthien.dossiers import actions
from thanthien.dossiers.forms_more import form03_data, form03_pdf, form06_data, form06_pdf
from thanthien.dossiers.rules import DossierError, RefusalReason
from thanthien.procedures.queries import procedure

pytestmark = pytest.mark.django_db


def refused(hall, reason=RefusalReason.INCOMPLETE, note="Thiếu giấy ủy quyền; xin chữ ký của anh trai rồi quay lại."):
    return actions.refuse(
        unit=hall.unit, procedure=procedure(code=SINGLE), reason=reason, note=note, applicant=person(hall),
        by=hall.actor(hall.hanh), at=hall.at,
    )  # fmt: skip


def test_a_refusal_says_who_what_and_why(hall):
    words = words_of(form03_pdf(dossier=refused(hall)))
    for said in (
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "Trương Thị Hiền", "038 1•• ••• 317", str(RefusalReason.INCOMPLETE.label),
        "Thiếu giấy ủy quyền; xin chữ ký của anh trai rồi quay lại.", "Lê Thị Hạnh",
    ):  # fmt: skip
        assert said in words, said
    assert words.count(str(RefusalReason.INCOMPLETE.label)) == 1 and "038192004317" not in words


def test_a_refusal_without_more_words_has_its_ground_alone(hall):
    data = form03_data(dossier=refused(hall, note=""))
    assert (data.ground, data.reason) == (f"{RefusalReason.INCOMPLETE.label}.", "")
    assert data.signed_on == hall.at.date()


def test_an_accepted_dossier_has_no_refusal_and_a_refused_one_no_slip(hall):
    with pytest.raises(DossierError, match="không bị từ chối"):
        form03_pdf(dossier=received(hall))
    with pytest.raises(DossierError, match="chưa được tiếp nhận"):
        form06_pdf(dossier=refused(hall), at=hall.at)


def test_the_slip_has_a_row_for_every_hand_over_and_an_open_one(hall, others):
    dossier = received(hall, SINGLE)
    data = form06_data(dossier=dossier, at=hall.at)
    assert [(row.at is None, row.giver) for row in data.steps] == [(False, "Lê Thị Hạnh"), (True, data.steps[-1].giver)]
    later = hall.at + timedelta(hours=1)
    worked = worked_to(hall, dossier, dossier.step + 1, at=later, others=others)
    rows = form06_data(dossier=worked, at=later).steps
    assert len(rows) == 3 and rows[1].at == later and rows[1].result == "Trước hạn" and rows[2].at is None
    words = words_of(form06_pdf(dossier=worked, at=later))
    assert "PHIẾU KIỂM SOÁT" in words and worked.code in words and "9 giờ 30 phút, ngày" in words
