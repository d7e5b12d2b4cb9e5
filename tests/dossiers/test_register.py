"""The register of a year: numbers without a gap, closing, what a closed book refuses."""

from datetime import datetime, timedelta

import pytest

from builders.dossiers import SINGLE, received
from builders.paper import words_of
from thanthien.dossiers import actions, register
from thanthien.dossiers.models import Dossier, RegisterYear
from thanthien.dossiers.rules import DossierError
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(hall):
    """Three dossiers of three days in the year of the office."""
    return [received(hall, SINGLE, at=hall.at + timedelta(days=day)) for day in (0, 1, 2)]


@pytest.fixture
def next_year(hall):
    return datetime(hall.at.year + 1, 1, 4, 8, tzinfo=VIETNAM)


def numbers(hall) -> list[tuple[int, str]]:
    of = register.book(unit=hall.unit, year=hall.at.year)
    return [(number, one.code) for number, one in register.page(unit=hall.unit, of=of, start=0, stop=9)]


def test_numbers_follow_the_reception_and_have_no_gap(hall, book):
    assert numbers(hall) == [(1, book[0].code), (2, book[1].code), (3, book[2].code)]


def test_an_annulled_dossier_keeps_its_line(hall, book):
    before = numbers(hall)
    actions.annul(dossier=book[2], reason="nhập nhầm người", by=hall.actor(hall.hanh), at=hall.at + timedelta(days=2))
    assert numbers(hall) == before
    assert register.note_of(Dossier.objects.get(pk=book[2].pk)) == "Đã hủy"


def test_a_new_years_eve_is_told_in_vietnam(hall):
    evening = datetime(hall.at.year, 12, 31, 23, 30, tzinfo=VIETNAM)
    received(hall, SINGLE, at=evening)
    received(hall, SINGLE, at=evening + timedelta(hours=1))
    assert register.book(unit=hall.unit, year=hall.at.year).months == {12: 1}
    assert register.book(unit=hall.unit, year=hall.at.year + 1).months == {1: 1}


def test_the_leader_closes_a_year_that_is_over(hall, book, next_year):
    row = actions.close_register(unit=hall.unit, year=hall.at.year, by=hall.actor(hall.nghia), at=next_year)
    assert (row.last_number, register.intact(row)) == (3, True)
    entry = Entry.objects.get(kind="register.closed")
    assert entry.data == {"year": hall.at.year, "last": 3, "digest": row.digest}
    assert verify() is None


def test_a_closed_book_takes_no_line_and_is_closed_once(hall, book, next_year):
    by = hall.actor(hall.nghia)
    actions.close_register(unit=hall.unit, year=hall.at.year, by=by, at=next_year)
    with pytest.raises(DossierError, match="đã khóa"):
        received(hall, SINGLE, at=hall.at + timedelta(days=3))
    with pytest.raises(DossierError, match="đã khóa rồi"):
        actions.close_register(unit=hall.unit, year=hall.at.year, by=by, at=next_year)
    assert received(hall, SINGLE, at=next_year).code


def test_a_line_that_changed_behind_the_closing_is_found(hall, book, next_year):
    row = actions.close_register(unit=hall.unit, year=hall.at.year, by=hall.actor(hall.nghia), at=next_year)
    Dossier.objects.filter(pk=book[1].pk).update(code="X99-260101-0001")
    assert not register.intact(row)


def test_this_year_and_an_empty_year_are_not_closed_nor_by_anybody_else(hall, book, next_year):
    leader = hall.actor(hall.nghia)
    with pytest.raises(DossierError, match="chưa hết"):
        actions.close_register(unit=hall.unit, year=hall.at.year, by=leader, at=hall.at)
    with pytest.raises(DossierError, match="không có hồ sơ"):
        actions.close_register(unit=hall.unit, year=hall.at.year - 1, by=leader, at=next_year)
    with pytest.raises(DossierError, match="việc của lãnh đạo"):
        actions.close_register(unit=hall.unit, year=hall.at.year, by=hall.actor(hall.hanh), at=next_year)
    assert not RegisterYear.objects.exists()


def test_the_printed_volume_names_every_line_and_how_it_was_closed(hall, book, next_year):
    open_book = words_of(register.form07_pdf(unit=hall.unit, year=hall.at.year, volume=1, at=hall.at))
    assert all(one.code in open_book for one in book) and "Sổ chưa khóa" in open_book
    actions.close_register(unit=hall.unit, year=hall.at.year, by=hall.actor(hall.nghia), at=next_year)
    closed = words_of(register.form07_pdf(unit=hall.unit, year=hall.at.year, volume=1, at=next_year))
    assert "ghi đến số thứ tự 3" in closed and "Khóa sổ ngày 04 tháng 01" in closed
    with pytest.raises(DossierError, match="không có quyển"):
        register.form07_pdf(unit=hall.unit, year=hall.at.year, volume=2, at=hall.at)
