"""Form 01 of a real dossier, read back from the PDF; what may not be printed says so."""

import pytest

from builders.dossiers import BIRTH, CIVIL, PLANNING, SINGLE, all_marked, company, person, received
from builders.paper import codes_in, drawn, words_of
from thanthien.dossiers import actions
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.forms import form01_data, form01_pdf
from thanthien.dossiers.rules import DossierError, RefusalReason
from thanthien.journal import settled
from thanthien.people.models import Unit
from thanthien.procedures.queries import procedure
from thanthien.shared.paper.forms import SPECIMEN

pytestmark = pytest.mark.django_db
ADDRESS = "https://camtu.example"


def test_the_paper_says_who_what_when_and_where(hall):
    dossier = received(hall, SINGLE)
    words = words_of(form01_pdf(dossier=dossier, copy=1, at=hall.at, address=ADDRESS))
    for said in (
        "Trương Thị Hiền", "038 1•• ••• 317", "0912 555 408", "Cấp Giấy xác nhận tình trạng hôn nhân", dossier.code, "1/TNHS",
        "3 ngày làm việc", "8 giờ 30 phút, thứ Sáu, ngày 27 tháng 11 năm 2026", "Bộ phận Một cửa xã Cẩm Tú", "Lê Thị Hạnh",
        "chưa xác nhận", "ỦY BAN NHÂN DÂN XÃ CẨM TÚ", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "Liên: Giao người nộp",
    ):  # fmt: skip
        assert said in words, said
    assert "038192004317" not in words


def test_the_qr_leads_to_the_tracking_page_and_holds_nothing_personal(hall, tmp_path):
    dossier = received(hall, SINGLE)
    sheets = drawn(form01_pdf(dossier=dossier, copy=1, at=hall.at, address=ADDRESS), tmp_path)
    assert [code for sheet in sheets for code in codes_in(sheet)] == [f"{ADDRESS}/t/{dossier.tracking_code}"]


def test_without_a_portal_code_it_is_a_specimen(hall):
    dossier = received(hall, SINGLE)
    assert form01_data(dossier=dossier, copy=1, at=hall.at).specimen == SPECIMEN
    Unit.objects.filter(pk=hall.unit).update(portal_code="H56.327")
    settled.changed(settled.ALL)
    assert form01_data(dossier=received(hall, SINGLE), copy=1, at=hall.at).specimen == ""


def test_only_papers_handed_in_stand_on_it(hall):
    papers = all_marked(procedure(code=SINGLE)) | {2: Mark(PaperState.LOOK, name="Bản án ly hôn", copy=1)}
    data = form01_data(dossier=received(hall, SINGLE, papers=papers), copy=1, at=hall.at)
    assert [(p.name, p.original, p.copy) for p in data.papers][1:] == [("Bản án ly hôn", 1, 1)]
    assert len(data.papers) == 2


def test_a_cut_name_is_named_and_printed_once_written_out(hall):
    dossier = received(hall, BIRTH, papers={1: Mark(PaperState.OK), 2: Mark(PaperState.OK)})
    with pytest.raises(DossierError, match="bị cắt giữa chừng: giấy 2 “Hộ chiếu/Thẻ căn cước"):
        form01_pdf(dossier=dossier, copy=1, at=hall.at)
    actions.name_paper(dossier=dossier, order=2, name="Giấy tờ tùy thân", by=hall.actor(hall.hanh), at=hall.at)
    assert "Giấy tờ tùy thân" in words_of(form01_pdf(dossier=dossier, copy=1, at=hall.at))


def test_a_company_stands_as_owner_and_its_representative_as_who_came(hall):
    dossier = received(hall, PLANNING, organisation=company(hall), submitter=person(hall), mandate="Giấy giới thiệu số 12")
    data = form01_data(dossier=dossier, copy=2, at=hall.at)
    assert data.person.name == "Công ty TNHH Mía đường Cẩm Tú"
    assert data.person.submitter == "Trương Thị Hiền (Giấy giới thiệu số 12)"
    assert (data.copy_name, data.person.id_masked) == ("Lưu", "")
    assert "Công ty TNHH Mía đường Cẩm Tú" in words_of(form01_pdf(dossier=dossier, copy=2, at=hall.at))


@pytest.mark.parametrize(("channel", "place"), [("post", "qua bưu chính công ích"), ("online", "bản điện tử")])
def test_where_the_result_is_fetched(hall, channel, place):
    assert form01_data(dossier=received(hall, return_channel=channel), copy=1, at=hall.at).return_place == place


def test_a_known_fee_and_a_reprint_say_so(hall):
    data = form01_data(dossier=received(hall, CIVIL), copy=3, at=hall.at)
    assert (data.fee, data.copy_name) == ("8.000 đồng", "In lại lần 1")


def test_a_refused_dossier_has_no_receipt(hall):
    refused = actions.refuse(
        unit=hall.unit, procedure=procedure(code=SINGLE), reason=RefusalReason.INCOMPLETE, applicant=person(hall),
        by=hall.actor(hall.hanh), at=hall.at,
    )  # fmt: skip
    with pytest.raises(DossierError, match="chưa được tiếp nhận"):
        form01_pdf(dossier=refused, copy=1, at=hall.at)


def test_the_same_dossier_makes_the_same_bytes(hall):
    dossier = received(hall)
    assert form01_pdf(dossier=dossier, copy=1, at=hall.at) == form01_pdf(dossier=dossier, copy=1, at=hall.at)
