"""A leader keeps their own record; nobody writes another's; the journal holds days and states."""

from datetime import date, timedelta

import pytest

from thanthien.conduct import leading
from thanthien.conduct.leader_rules import Outcome, Where
from thanthien.conduct.rules import ConductError
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
THURSDAY = date(2026, 11, 19)


@pytest.fixture
def own(office):
    return {"officer": office.nghia, "by": office.actor(office.nghia), "at": office.at}


@pytest.fixture
def act(own):
    return {"by": own["by"], "at": own["at"]}


def noted(own, **more):
    told = {"day": THURSDAY, "planned": {THURSDAY}, "held": True, "people": 4, "why": "", "stand_in": None}
    return leading.note_day(**told | own | more)


def promised(own, office, **more):
    today = day_of(office.at)
    told = {"text": "Rải đá đường vào thôn", "where": Where.RECEPTION, "made_on": today, "due": today + 30 * DAY, "public": True}
    return leading.make_promise(**told | own | more)


def days(office):
    return leading.noted_days(unit=office.unit, officers=[office.nghia.pk], since=date(2026, 1, 1), until=date(2026, 12, 31))


def test_the_newest_word_on_a_day_stands_and_is_taken_back(office, own, act):
    noted(own)
    second = noted(own, held=False, people=9, why="Họp tỉnh", stand_in=office.hanh)
    assert days(office) == {(office.nghia.pk, THURSDAY): second} and second.people == 0
    leading.withdraw_day(note=second, **act)
    assert days(office) == {} and verify() is None


def test_a_note_of_yesterday_is_not_taken_back(office, own, act):
    row = noted(own)
    with pytest.raises(ConductError):
        leading.withdraw_day(note=row, by=act["by"], at=office.at + DAY)


@pytest.mark.parametrize(
    "more", [{"held": True}, {"held": False, "why": "Họp", "own": True}, {"held": False, "why": "Họp", "far": True}]
)
def test_who_stands_in_is_another_of_the_unit_and_only_when_it_was_not_held(office, own, more):
    stand_in = office.nghia if more.pop("own", False) else office.la if more.pop("far", False) else office.hanh
    with pytest.raises(ConductError):
        noted(own, stand_in=stand_in, **more)


def test_a_promise_is_kept_with_what_shows_it_and_opened_again_the_same_day(office, own, act):
    row = promised(own, office)
    leading.settle_promise(promise=row, outcome=Outcome.KEPT, text="Đã rải 2 km", document="8/BC", **act)
    with pytest.raises(ConductError):
        leading.settle_promise(promise=row, outcome=Outcome.BROKEN, text="Không", document="", **act)
    back = leading.reopen_promise(promise=row, **act)
    assert (back.outcome, back.outcome_text, back.document, back.settled_on) == ("", "", "", None)
    leading.settle_promise(promise=row, outcome=Outcome.BROKEN, text="Hết tiền", document="", **act)
    with pytest.raises(ConductError):
        leading.reopen_promise(promise=row, by=act["by"], at=office.at + DAY)
    assert verify() is None


def test_an_open_promise_of_last_year_is_still_there_and_a_withdrawn_one_is_not(office, own, act):
    old = promised(own, office, made_on=date(2025, 12, 1), due=date(2025, 12, 31))
    told = {"unit": office.unit, "officers": [office.nghia.pk], "since": date(2026, 1, 1), "until": date(2026, 12, 31)}
    assert leading.promises(**told) == [old]
    leading.turn_promise(promise=old, withdrawn=True, **act)
    assert leading.promises(**told) == []
    leading.turn_promise(promise=old, withdrawn=False, **act)
    leading.settle_promise(promise=old, outcome=Outcome.KEPT, text="Xong", document="", **act)
    assert leading.promises(**told) == []


@pytest.mark.parametrize("who", ["hanh", "la"])
def test_nobody_writes_a_leader_s_record_for_them(office, own, who):
    by = {"by": office.actor(getattr(office, who))}
    row = promised(own, office)
    kept = {"promise": row, "outcome": Outcome.KEPT, "text": "x", "document": "", "at": office.at}
    for wrong in (lambda: noted(own | by), lambda: promised(own | by, office), lambda: leading.settle_promise(**kept, **by)):
        with pytest.raises(ConductError):
            wrong()


def test_an_officer_who_does_not_lead_has_no_such_record(office):
    with pytest.raises(ConductError):
        noted({"officer": office.hanh, "by": office.actor(office.hanh), "at": office.at})


def test_the_journal_holds_no_word(office, own, act):
    noted(own, held=False, why="Họp tỉnh", people=0)
    leading.settle_promise(promise=promised(own, office), outcome=Outcome.KEPT, text="Đã rải 2 km", document="8/BC", **act)
    rows = Entry.objects.filter(kind__startswith="conduct.").order_by("seq")
    assert [row.kind for row in rows] == ["conduct.reception_noted", "conduct.leader_promised", "conduct.promise_settled"]
    assert not any(word in row.body for row in rows for word in ("Họp", "đường", "rải", "8/BC"))
