"""The book through its acts: numbers without holes, a result, a struck line, who may, and nothing of a person in the journal."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people.scoping import everywhere, in_unit
from thanthien.receptions import access, actions, queries
from thanthien.receptions.models import ReceptionLine
from thanthien.receptions.rules import ReceptionError
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def told(police, line, *, by=None, result="Đã nhắc nhở, chủ quán cam kết", on=TODAY, at=None):
    return actions.tell_result(line=line, result=result, on=on, by=police.actor(by or police.linh), at=at or police.office.at)


def test_numbers_run_by_year_and_a_struck_line_keeps_its_own(police):
    first, second = police.line(), police.line()
    actions.annul_reception(line=first, reason="ghi nhầm", by=police.actor(police.linh), at=police.office.at)
    third = police.line()
    next_year = police.line(at=datetime(2027, 1, 4, 8, tzinfo=VIETNAM))
    assert [one.label for one in (first, second, third, next_year)] == ["0001/2026", "0002/2026", "0003/2026", "0001/2027"]
    assert queries.years(unit=police.unit) == [2027, 2026]


def test_the_journal_holds_codes_only_and_verifies(police):
    line = told(police, police.line())
    assert (line.result_on, line.is_open) == (TODAY, False)
    rows = Entry.objects.filter(unit=police.unit, kind__startswith="received.").order_by("seq")
    assert [row.kind for row in rows] == ["received.noted", "received.answered"]
    assert rows[0].data == {
        "number": 1, "year": 2026, "matter": "feedback", "course": "taken_up", "people": 2, "day": "2026-11-23",
    }  # fmt: skip
    text = "".join(row.body for row in rows)
    assert not any(word in text for word in ("Lực", "karaoke", "0912", "4317", "nhắc nhở"))
    assert verify() is None


def test_a_result_is_corrected_and_said_twice_is_said_once(police):
    line = told(police, police.line())
    told(police, line)
    told(police, line, result="Chủ quán đã tắt nhạc trước 22 giờ")
    assert Entry.objects.filter(kind="received.answered").count() == 2
    assert ReceptionLine.objects.get().result == "Chủ quán đã tắt nhạc trước 22 giờ"


@pytest.mark.parametrize("on", [TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_result_is_told_between_the_reception_and_today(police, on):
    with pytest.raises(ReceptionError, match="từ ngày tiếp đến hôm nay") as refused:
        told(police, police.line(), on=on)
    assert refused.value.field == "result_on"


@pytest.mark.parametrize("course", ["answered", "returned"])
def test_where_nothing_goes_on_no_result_is_waited_for(police, course):
    line = police.line(course=course)
    assert not line.is_open
    with pytest.raises(ReceptionError, match="không cần ghi kết quả"):
        told(police, line)


def test_a_struck_line_gets_no_result_until_it_stands_again(police):
    line, by = police.line(), police.actor(police.linh)
    for _ in range(2):
        line = actions.annul_reception(line=line, reason="ghi nhầm", by=by, at=police.office.at)
    with pytest.raises(ReceptionError, match="Bỏ gạch trước"):
        told(police, line)
    for _ in range(2):
        line = actions.reinstate_reception(line=line, by=by, at=police.office.at)
    assert line.annulled_at is None and line.annulled_why == ""
    kinds = list(Entry.objects.filter(kind__startswith="received.").order_by("seq").values_list("kind", flat=True))
    assert kinds == ["received.noted", "received.annulled", "received.reinstated"]
    assert verify() is None


def test_only_the_police_of_the_unit_writes(police, office):
    line, facts = police.line(), None
    for stranger in (office.nghia, office.hanh, office.la):
        by = office.actor(stranger)
        assert not access.may_keep(by=by, unit=police.unit) and not access.may_open(by=by, line=line)
        with pytest.raises(ReceptionError, match="cán bộ công an"):
            actions.note_reception(unit=police.unit, facts=facts, by=by, at=office.at)
        with pytest.raises(ReceptionError, match="cán bộ công an"):
            actions.annul_reception(line=line, reason="ghi nhầm", by=by, at=office.at)


def test_a_denunciation_is_moved_by_its_receiver_and_the_chief_only(police):
    line = police.line(matter="denunciation")
    with pytest.raises(ReceptionError, match="giữ bí mật"):
        told(police, line, by=police.hoai)
    assert told(police, line, by=police.viet).result
    assert line.name_masked == "giữ bí mật"


def test_the_book_is_searched_without_marks_but_not_for_who_denounced(police):
    police.line()
    police.line(matter="denunciation", name="Trương Văn Bảy", content="Tố cáo một điểm ghi đề")
    found = lambda **asked: [one.number for one in queries.book(unit=police.unit, year=2026, **asked)]  # noqa: E731
    assert found() == [2, 1]
    assert found(text="bui van luc") == [1] and found(text="KARAOKE nhac") == [1] and found(text="0002/2026") == [2]
    assert found(text="truong van bay") == [] and found(text="ghi de") == [2]
    assert found(matter="denunciation") == [2] and found(text="khong co") == []
    told(police, queries.book(unit=police.unit, year=2026, text="1")[0])
    assert found(only_open=True) == [2]


def test_what_the_days_brought(police):
    told(police, police.line())
    police.line(course="passed_on", passed_to="Thanh tra tỉnh")
    police.line(course="answered")
    struck = police.line()
    actions.annul_reception(line=struck, reason="ghi nhầm", by=police.actor(police.linh), at=police.office.at)
    counts = queries.counts(unit=police.unit, since=TODAY, until=TODAY)
    assert (counts.received, counts.went_on, counts.answered, counts.open) == (3, 2, 1, 1)
    assert queries.still_open(unit=police.unit) == 1
    assert queries.counts(unit=police.unit, since=TODAY + timedelta(days=1), until=TODAY + timedelta(days=2)).received == 0


def test_each_unit_has_its_own_numbers_and_sees_its_own_lines(police, office):
    line = police.line()
    with in_unit(office.unit):
        assert queries.line(pk=line.pk, unit=police.unit) is None
        assert list(queries.book(unit=office.unit, year=2026)) == []
    with everywhere():
        assert queries.line(pk=line.pk, unit=office.unit) is None


@pytest.mark.parametrize(
    "change",
    [
        {"people": 0}, {"matter": "x"}, {"course": "x"}, {"course": "passed_on"}, {"passed_to": "Thanh tra"},
        {"result": "xong rồi"}, {"annulled_why": "nhầm"},
    ],
)  # fmt: skip
def test_the_database_refuses_the_impossible(police, change):
    line = police.line()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceptionLine.objects.filter(pk=line.pk).update(**change)
    assert connection.is_usable()
