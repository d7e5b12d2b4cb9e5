"""Opinions from the tallies: apart and pooled, by officer, field and month, with what was set aside and by which rule."""

from datetime import date, datetime, time

import pytest

from thanthien.indicators import fold
from thanthien.indicators.opinions import opinions
from thanthien.journal import followers
from thanthien.journal.actions import act
from thanthien.ratings.rules import SetAside
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db
UNIT = "15148"
OCTOBER, NOVEMBER = date(2026, 10, 5), date(2026, 11, 9)


def enter(kind: str, subject: str, data: dict, day: date = NOVEMBER, visit: str = "") -> None:
    at = datetime.combine(day, time(9), tzinfo=VIETNAM)
    with act(unit=UNIT, by=system(UNIT), at=at) as deed:
        deed.enter(kind, subject=subject, data=data, visit=visit)


class Book:
    """Writes visits and ratings as the rooms would."""

    def __init__(self) -> None:
        self.n = 0

    def served(self, officer: str = "hanh", day: date = NOVEMBER) -> None:
        self.n += 1
        told = {"label": "A001", "service": "A", "officer": officer, "counter": 1, "served_s": 60}
        enter("ticket.done", f"ticket:{self.n}", told, day, f"visit{self.n}")

    def rated(self, attitude, work, *, officer="hanh", field="ho_tich", day=NOVEMBER, aside="") -> str:
        self.served(officer, day)
        told = {"attitude": attitude, "work": work, "officer": officer, "day": day.isoformat(), "set_aside": aside}
        more = {"field": field} if field else {}
        enter("rating.given", f"rating:{self.n}", {**told, "channel": "phone", "reasons": [], **more}, day)
        return f"rating:{self.n}"

    def set_aside(self, subject: str) -> None:
        told = {"attitude": 5, "work": 5, "officer": "hanh", "day": NOVEMBER.isoformat(), "set_aside": "burst"}
        enter("rating.set_aside", subject, told)


@pytest.fixture
def book() -> Book:
    return Book()


def read(since: date = date(2026, 10, 1), until: date = date(2026, 11, 30)):
    followers.catch_up(name=fold.NAME, unit=UNIT)
    return opinions(unit=UNIT, since=since, until=until)


def test_attitude_and_work_stand_apart_and_the_index_pools_them(book):
    for attitude, work in [(5, 5), (4, 2), (5, None), (3, 4), (5, 5)]:
        book.rated(attitude, work)
    book.served()
    whole = read().whole
    assert (whole.rated, whole.asked, whole.needed) == (5, 6, 6)
    assert (whole.attitude.part, whole.attitude.n, whole.work.part, whole.work.n) == (4, 5, 3, 4)
    assert (whole.index.part, whole.index.n, whole.response.text) == (7, 9, "83,3\u00a0%")
    assert whole.attitude.published and not whole.work.published


def test_four_people_are_not_published_however_many_questions_they_answered(book):
    for _ in range(4):
        book.rated(5, 5)
    whole = read().whole
    assert not whole.index.published and whole.index.text == "chưa đủ phiếu"


def test_what_was_set_aside_stands_beside_by_rule_at_everybody_whom_it_touches(book):
    first = book.rated(5, 5)
    book.rated(5, 5, aside="too_fast")
    book.rated(1, 1, officer="dinh", field="dat_dai", aside="late")
    book.set_aside(first)
    found = read()
    assert found.whole.aside == {SetAside.TOO_FAST: 1, SetAside.BURST: 1, SetAside.LATE: 1}
    assert (found.whole.rated, found.whole.set_aside) == (0, 3)
    assert {one.of: one.aside for one in found.officers} == {
        "hanh": {SetAside.TOO_FAST: 1, SetAside.BURST: 1}, "dinh": {SetAside.LATE: 1},
    }  # fmt: skip
    assert {one.of: one.set_aside for one in found.fields} == {"ho_tich": 2, "dat_dai": 1}


def test_each_officer_field_and_month_has_its_own_line(book):
    for _ in range(5):
        book.rated(5, 4)
    book.rated(2, 2, officer="dinh", field="dat_dai", day=OCTOBER)
    book.rated(4, 4, officer="dinh", field="")
    book.served("dinh", OCTOBER)
    dossier = {"field": "ho_tich", "officer": "hanh", "procedure": "1.1", "code": "x"}
    for number in range(7):
        enter("dossier.received", f"dossier:{number}", dossier)
    found = read()
    assert {one.of: (one.rated, one.asked, one.attitude.part) for one in found.officers} == {"dinh": (2, 3, 1), "hanh": (5, 5, 5)}
    assert {one.of: (one.rated, one.asked) for one in found.fields} == {"dat_dai": (1, 0), "ho_tich": (5, 7)}
    assert [(one.of, one.rated, one.asked) for one in found.months] == [("2026-10-01", 1, 2), ("2026-11-01", 6, 6)]
    assert found.fields[1].response.text == "71,4\u00a0%"


def test_an_old_entry_without_a_field_counts_everywhere_else(book):
    book.rated(5, 5, field="")
    found = read()
    assert found.whole.rated == 1 and found.fields == []


def test_a_neighbour_and_another_month_see_nothing(book):
    book.rated(5, 5)
    assert read(date(2026, 12, 1), date(2026, 12, 31)).whole.rated == 0
    assert opinions(unit="15151", since=NOVEMBER, until=NOVEMBER).officers == []


def test_rebuilt_it_is_the_same(book):
    book.rated(5, 4)
    book.rated(1, 1, officer="dinh", aside="late")
    before = read()
    fold.rebuild(unit=UNIT)
    assert read() == before


@pytest.mark.parametrize("officers", [1, 3])
def test_two_queries_however_many_officers(book, officers, django_assert_num_queries):
    for number in range(officers):
        book.rated(5, 5, officer=f"o{number}", field=f"f{number}")
    read()
    with django_assert_num_queries(2):
        found = opinions(unit=UNIT, since=OCTOBER, until=NOVEMBER)
    assert len(found.officers) == len(found.fields) == officers
