"""The monthly look: what is not right stays open until it is mended, from month to month."""

from datetime import date

import pytest

from builders.posted import finding_of, later, photo_of
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.posting import news_queries as queries
from thanthien.posting import room_rules, rooms
from thanthien.posting.models import RoomFinding, RoomSeen
from thanthien.posting.rules import PostingError
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def look(office, seen: str, *, code: str = "water", note: str = "", days: int = 0, photos=()):
    told = {"unit": office.unit, "code": code, "seen": seen, "note": note, "looker": office.ngoc, "photos": photos}
    return rooms.look(**told, by=office.actor(office.ngoc), at=later(office, days))


def thing(office, month: date, code: str = "water"):
    return next(one for one in queries.room(unit=office.unit, month=month, on=day_of(office.at)) if one.law.code == code)


@pytest.mark.parametrize(("month", "before"), [((2026, 11), (2026, 10)), ((2026, 1), (2025, 12)), ((2026, 3), (2026, 2))])
def test_the_month_before(month, before):
    assert room_rules.month_before(date(*month, 1)) == date(*before, 1)


@pytest.mark.parametrize(
    ("seen", "note", "field"), [("good", "", "seen"), ("", "", "seen"), ("not", " ", "note"), ("ok", "x" * 201, "note")]
)
def test_what_cannot_be_meant(seen, note, field):
    with pytest.raises(PostingError) as caught:
        room_rules.check_seen(seen, note)
    assert caught.value.field == field


def test_right_opens_nothing(office):
    look(office, "ok")
    assert thing(office, NOVEMBER).now.seen == "ok" and not RoomFinding.objects.exists()


@pytest.mark.parametrize("seen", ["not", "absent"])
def test_not_right_stays_open_over_the_month_until_it_is_right(office, seen):
    look(office, seen, note="hỏng")
    look(office, seen, note="vẫn hỏng", days=12)
    open_now = queries.open_findings(unit=office.unit)
    assert [(one.code, one.what) for one in open_now] == [("water", "vẫn hỏng")] and RoomFinding.objects.count() == 1
    december = thing(office, DECEMBER)
    assert december.now.note == "vẫn hỏng" and december.before.note == "hỏng" and december.finding is not None
    look(office, "ok", days=13)
    assert queries.open_findings(unit=office.unit) == []


def test_the_newer_word_of_a_month_holds(office):
    first = look(office, "not", note="hỏng")
    assert look(office, "ok", days=1).pk == first.pk and RoomSeen.objects.get().seen == "ok"


def test_mended_and_not_after_all(office):
    found, by = finding_of(office), office.actor(office.ngoc)
    rooms.mend(finding=found, by=by, at=office.at)
    assert queries.open_findings(unit=office.unit) == []
    rooms.unmend(finding=found, by=by, at=office.at)
    assert [one.pk for one in queries.open_findings(unit=office.unit)] == [found.pk]
    rooms.mend(finding=found, by=by, at=office.at)
    finding_of(office)
    with pytest.raises(PostingError):
        rooms.unmend(finding=found, by=by, at=office.at)


def test_photos_of_this_month_stand_beside_those_of_the_last(office):
    look(office, "ok", photos=[photo_of(office, "THANG 11")])
    look(office, "ok", days=12, photos=[photo_of(office, "THANG 12")])
    december = thing(office, DECEMBER)
    assert len(december.photos) == len(december.photos_before) == 1
    assert december.photos[0].digest != december.photos_before[0].digest


def test_an_unknown_thing_and_a_stranger_are_refused(office):
    with pytest.raises(PostingError):
        look(office, "ok", code="swimming-pool")
    with pytest.raises(PostingError):
        rooms.look(
            unit=office.unit, code="water", seen="ok", note="", looker=office.la, by=office.actor(office.la), at=office.at
        )  # fmt: skip


def test_the_journal_has_codes_only_and_verify_agrees(office):
    look(office, "not", note="ông Tư làm đổ")
    entries = Entry.objects.filter(kind__startswith="room.").order_by("seq")
    assert [one.kind for one in entries] == ["room.seen", "room.found"]
    assert not any("ông Tư" in one.body + one.rows for one in entries)
    rooms.mend(finding=RoomFinding.objects.get(), by=office.actor(office.ngoc), at=office.at)
    assert verify() is None
