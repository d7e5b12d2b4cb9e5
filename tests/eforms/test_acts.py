"""Declarations are begun, kept, finished, opened again, put away, forgotten; the journal never learns what was written."""

from datetime import timedelta

import pytest

from builders.eforms import BIRTH, MOTHER
from thanthien.eforms import actions, queries
from thanthien.eforms.models import Answers, Named
from thanthien.eforms.rules import EformError, State
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people.card import CardError


@pytest.fixture
def by(office):
    return office.actor(office.hanh)


@pytest.fixture
def row(office, by):
    return actions.begin(unit=office.unit, form="khai-sinh", officer=office.hanh, by=by, at=office.at)


def test_begun_with_the_usual_answers(office, row):
    assert (row.state, row.version, row.data) == (State.DRAFT, "2024", {"ban_sao": "Không", "me_quoc_tich": "Việt Nam",
        "cha_quoc_tich": "Việt Nam", "tre_quoc_tich": "Việt Nam"})  # fmt: skip


def test_begun_from_what_the_office_knows_of_the_applicant(office, by):
    known = {"name": "Phạm Thị Nga", "number": "038190000017", "birth": "05/03/1990"}
    row = actions.begin(
        unit=office.unit, form="khai-sinh", officer=office.hanh, by=by, at=office.at, about="dossier:12", known=known
    )
    assert row.data["nyc_ho_ten"] == "Phạm Thị Nga" and row.data["nyc_so_dinh_danh"] == "038190000017"
    assert queries.about(unit=office.unit, subject="dossier:12") == [row]


def test_saved_right_or_wrong_and_only_once(office, row, by):
    for _ in range(2):
        actions.save(answers=row, typed={"tre_ngay_sinh": "32/13"}, by=by, at=office.at)
    assert Answers.objects.get().data == {"tre_ngay_sinh": "32/13"}
    assert Entry.objects.filter(kind="eform.saved").count() == 1


def test_an_entry_holds_nothing_that_was_written(office, row, by):
    actions.save(answers=row, typed=BIRTH, by=by, at=office.at)
    actions.finish(answers=row, by=by, at=office.at)
    for entry in Entry.objects.filter(kind__startswith="eform."):
        assert set(entry.data) == {"form", "version", "state", "about"}
        assert "Nga" not in entry.body and "038190000017" not in entry.body + entry.rows


def test_what_is_missing_stops_the_end_and_loses_nothing(office, row, by):
    actions.save(answers=row, typed=BIRTH | {"tre_ho_ten": ""}, by=by, at=office.at)
    with pytest.raises(EformError) as refused:
        actions.finish(answers=row, by=by, at=office.at)
    assert list(refused.value.problems) == ["tre_ho_ten"]
    assert Answers.objects.get().state == State.DRAFT and Answers.objects.get().data["me_ho_ten"] == "Phạm Thị Nga"


def test_finished_prints_only_what_is_shown_and_is_written_on_no_more(office, row, by):
    actions.save(answers=row, typed=BIRTH | {"me_dan_toc": "Kinh"}, by=by, at=office.at)
    done = actions.finish(answers=row, by=by, at=office.at)
    assert done.state == State.FINAL and done.finished_at == office.at and "me_dan_toc" not in done.data
    with pytest.raises(EformError, match="Sửa lại"):
        actions.save(answers=done, typed={}, by=by, at=office.at)


def test_opened_again_forgets_whom_it_named(office, row, by):
    actions.save(answers=row, typed=BIRTH, by=by, at=office.at)
    actions.finish(answers=row, by=by, at=office.at)
    assert Named.objects.count() == 1
    again = actions.reopen(answers=row, by=by, at=office.at)
    assert again.state == State.DRAFT and again.finished_at is None and not Named.objects.exists()
    with pytest.raises(EformError, match="viết dở"):
        actions.reopen(answers=row, by=by, at=office.at)


def test_a_card_fills_its_block_and_the_rest_from_the_last_declaration(office, row, by):
    actions.save(answers=row, typed=BIRTH, by=by, at=office.at)
    actions.finish(answers=row, by=by, at=office.at)
    two = actions.begin(unit=office.unit, form="xntthn", officer=office.hanh, by=by, at=office.at)
    filled = actions.fill_from_card(answers=two, block="nd_", scanned=MOTHER, by=by, at=office.at)
    assert filled.data["nd_ho_ten"] == "Phạm Thị Nga" and filled.data["nd_gioi_tinh"] == "Nữ"
    assert queries.told_earlier(unit=office.unit, number="038190000017")["ho_ten"] == "Phạm Thị Nga"
    assert queries.told_earlier(unit="15151", number="038190000017") == {}


def test_what_is_no_card_and_a_block_that_is_not_there(office, row, by):
    with pytest.raises(CardError):
        actions.fill_from_card(answers=row, block="me_", scanned="xin chào", by=by, at=office.at)
    with pytest.raises(EformError, match="của ai"):
        actions.fill_from_card(answers=row, block="nd_", scanned=MOTHER, by=by, at=office.at)


def test_put_away_taken_back_and_forgotten_after_a_day(office, row, by):
    gone = actions.drop(answers=row, by=by, at=office.at)
    with pytest.raises(EformError, match="máy khác"):
        actions.drop(answers=gone, by=by, at=office.at)
    assert actions.restore(answers=gone, by=by, at=office.at).state == State.DRAFT
    actions.drop(answers=row, by=by, at=office.at)
    assert actions.tick(unit=office.unit, at=office.at + timedelta(hours=23)) == 0
    later = office.at + timedelta(hours=25)
    assert actions.tick(unit=office.unit, at=later) == 1 and actions.tick(unit=office.unit, at=later) == 0
    assert Answers.objects.get().data == {} and queries.answers(pk=row.pk, unit=office.unit) is None


def test_a_draft_that_nobody_touches_is_forgotten_after_a_month(office, row):
    assert actions.tick(unit=office.unit, at=office.at + timedelta(days=30)) == 0
    assert actions.tick(unit=office.unit, at=office.at + timedelta(days=31)) == 1


def test_a_leader_and_a_stranger_write_nothing(office, row):
    for other in (office.nghia, office.la):
        with pytest.raises(EformError, match="viết giúp"):
            actions.save(answers=row, typed={}, by=office.actor(other), at=office.at)


def test_a_change_by_hand_is_found(office, row):
    assert verify() is None
    Answers.objects.filter(pk=row.pk).update(data={"tre_ho_ten": "khác"})
    assert verify() is not None
