"""Forms 02, 04, 05 and the control slip of what really happened to a dossier: their words read back from the file."""

import io
from datetime import date, datetime

import pytest
from pdfminer.high_level import extract_text

from builders.dossiers import SINGLE, received
from builders.partners import build_partners, land_process
from thanthien.dossiers import actions
from thanthien.dossiers.forms_more import form06_pdf
from thanthien.dossiers.forms_turns import turn_pdf
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError
from thanthien.people.queries import actor_for
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db


def nov(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


def words(pdf: bytes) -> str:
    return " ".join(extract_text(io.BytesIO(pdf)).replace("\u00a0", " ").split())


def fresh(dossier: Dossier) -> Dossier:
    return Dossier.objects.get(pk=dossier.pk)


@pytest.fixture
def asked(hall, others):
    dossier = received(hall)
    actions.ask_supplement(
        dossier=dossier, items=[{"name": "Giấy xác nhận nơi cư trú", "why": "bản nộp thiếu dấu", "original": "1"}],
        reason="Giấy chưa có dấu của thôn.", by=hall.actor(hall.ha), at=nov(23, 10),
    )  # fmt: skip
    return fresh(dossier)


def test_form_02_asks_for_what_was_asked(asked):
    text = words(turn_pdf(dossier=asked, form="02", address="http://xa.vn"))
    for part in ("Giấy xác nhận nơi cư trú", "Giấy chưa có dấu của thôn.", asked.code, "Trương Thị Hiền", "Bùi Thị Thu Hà"):
        assert part in text, part
    assert "038192004317" not in text


def test_a_dossier_without_the_turn_has_no_sheet(hall, others):
    dossier = received(hall)
    for form, sentence in (("02", "chưa được yêu cầu"), ("04", "chưa soạn xong"), ("05", "không bị dừng")):
        with pytest.raises(DossierError, match=sentence):
            turn_pdf(dossier=dossier, form=form)


def test_form_04_says_sorry_with_both_days_and_who_signed(hall, others):
    dossier = received(hall)
    actions.draft_apology(
        dossier=dossier, cause="verify", reason="Phải hỏi thêm nơi cư trú cũ.", new_due=nov(30, 9), by=hall.actor(hall.ha),
        at=nov(26, 9),
    )  # fmt: skip
    draft = words(turn_pdf(dossier=fresh(dossier), form="04"))
    assert "Phải hỏi thêm nơi cư trú cũ" in draft and hall.nghia.name not in draft
    actions.sign_apology(dossier=dossier, by=hall.actor(hall.nghia), at=nov(26, 10))
    signed = words(turn_pdf(dossier=fresh(dossier), form="04"))
    assert hall.nghia.name in signed and "30" in signed and "27" in signed


def test_form_05_says_why_it_was_stopped(hall, others):
    dossier = received(hall)
    actions.stop(
        dossier=dossier, ground="asked", reason="Người dân có đơn xin dừng.", asked_on=date(2026, 11, 24),
        money="Trả lại 8.000 đồng.", by=hall.actor(hall.nghia), at=nov(25, 9),
    )  # fmt: skip
    text = words(turn_pdf(dossier=fresh(dossier), form="05"))
    assert "Người dân có đơn xin dừng" in text and hall.nghia.name in text


def test_each_print_is_an_entry_of_its_form(asked, hall):
    from thanthien.journal.models import Entry

    actions.form_printed(dossier=asked, copy=1, form="02", by=hall.actor(hall.ha), at=nov(23, 11))
    assert Entry.objects.order_by("pk").last().data == {"form": "02", "copy": 1}


def test_the_control_slip_names_the_offices_that_it_went_through(hall):
    partners = build_partners(hall)
    land_process(hall, partners, SINGLE)
    dossier = received(hall)
    by = actor_for(hall.hanh, on=date(2026, 11, 23))
    dossier = actions.pass_on(dossier=dossier, by=by, at=nov(23, 10))
    actions.take_in(dossier=dossier, by=actor_for(partners.lam, on=date(2026, 11, 23)), at=nov(23, 11))
    text = words(form06_pdf(dossier=fresh(dossier), at=nov(23, 12)))
    assert partners.lam.name in text and "Nhận: Chi nhánh Văn phòng" in text
