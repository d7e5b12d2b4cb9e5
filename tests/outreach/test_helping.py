"""Help online: one case a key, with consent, never a password, against a dated target."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.outreach import actions, help_rules, helping
from thanthien.outreach.help_rules import HelpError, HelpKind
from thanthien.outreach.models import HelpCase
from thanthien.people import actions as people
from thanthien.people.models import Unit
from thanthien.shared.actor import clock, system


def helped(office, kind: str = "qr", **more) -> HelpCase:
    more = {"consent": True, "by": office.actor(office.ngoc), "at": office.at} | more
    return actions.note_help(unit=office.unit, kind=kind, **more)


def hamlet_of(office, name: str = "Thôn Lương Thuận", unit: str = "") -> Unit:
    parent = unit or office.unit
    return people.add_unit(parent=parent, name=name, kind="hamlet", by=system(parent), at=office.at - timedelta(days=1))


@pytest.mark.parametrize(
    "note",
    [
        "mật khẩu: hoa1990", "MAT KHAU la 123", "mk abc", "password x", "pass: tú", "mã PIN 0912", "OTP 553201", "553201",
        "Hoa@1990", "abc123!x", "mã xác thực đã gửi",
    ],
)  # fmt: skip
def test_a_note_like_a_password_is_refused(note):
    with pytest.raises(HelpError, match="Không ghi những thứ ấy") as refused:
        help_rules.tidy_note(note)
    assert refused.value.field == "note"


@pytest.mark.parametrize(
    "note", ["", "máy cũ, cài lại", "hồ sơ khai sinh, quầy 2", "giúp bà ở thôn 3, 2 lần", "khách 08:30", "đi cùng con trai"]
)
def test_an_ordinary_note_stands(note):
    assert help_rules.tidy_note(note) == note


def test_a_note_is_short():
    with pytest.raises(HelpError, match="Rút gọn"):
        help_rules.tidy_note("chữ " * 40)


@pytest.mark.parametrize("text", ["", "0", "501", "-1", "x", "٣", "5.5"])
def test_a_target_is_a_number_of_one_to_five_hundred(text):
    with pytest.raises(HelpError, match="từ 1 đến 500"):
        help_rules.tidy_target(text)


@pytest.mark.parametrize("kind", list(HelpKind))
def test_a_case_of_each_kind_is_noted_apart(office, kind):
    row = helped(office, kind)
    entry = Entry.objects.get(kind="help.given")
    assert entry.data == {"kind": str(kind), "hamlet": "", "day": "2026-11-23"} and entry.subject == f"helpcase:{row.pk}"
    day = helping.help_days(unit=office.unit, until=office.at.date())[-1]
    assert {name for name, n in day.counts.items() if n} == {str(kind)} and day.total == 1
    assert verify() is None


def test_nothing_is_noted_without_consent(office):
    with pytest.raises(HelpError, match="đồng ý"):
        helped(office, consent=False)
    assert not HelpCase.objects.exists()
    row = helped(office)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE outreach_helpcase SET consent = %s WHERE id = %s", [False, row.pk])


def test_the_note_stays_out_of_the_journal(office):
    helped(office, note="máy của bà Trương")
    assert not Entry.objects.filter(body__contains="Trương").exists()


def test_an_unknown_kind_is_refused(office):
    with pytest.raises(HelpError, match="bốn việc"):
        helped(office, "phone")


def test_the_hamlet_is_one_of_the_unit(office):
    mine, other = hamlet_of(office), hamlet_of(office, "Thôn Khác", unit="15151")
    assert helped(office, hamlet=mine.pk).hamlet == mine
    with pytest.raises(HelpError, match="Thôn này"):
        helped(office, hamlet=other.pk)


def test_there_is_no_field_for_a_password():
    names = {field.name for field in HelpCase._meta.get_fields()}
    assert names == {"id", "unit", "kind", "hamlet", "consent", "note", "officer", "day", "at", "annulled_at"}


def test_taken_back_it_is_counted_no_more(office):
    row = helped(office)
    for _ in range(2):
        actions.annul_help(case=row, by=office.actor(office.ngoc), at=office.at + timedelta(minutes=1))
    assert Entry.objects.filter(kind="help.annulled").count() == 1
    assert helping.help_days(unit=office.unit, until=office.at.date())[-1].total == 0
    assert helping.help_figures(unit=office.unit, first=office.at.date(), last=office.at.date()) == []


def test_a_colleague_takes_nothing_back_but_the_leader_does(office):
    row = helped(office)
    with pytest.raises(HelpError, match="đồng nghiệp"):
        actions.annul_help(case=row, by=office.actor(office.hanh), at=office.at)
    actions.annul_help(case=row, by=office.actor(office.nghia), at=office.at)
    row.refresh_from_db()
    assert row.annulled_at is not None


def test_on_the_next_day_it_stays(office):
    row = helped(office)
    with pytest.raises(HelpError, match="trong ngày"):
        actions.annul_help(case=row, by=office.actor(office.ngoc), at=office.at + timedelta(days=1))


def test_a_stranger_and_the_clock_note_nothing(office):
    for by in (office.actor(office.la), clock(office.unit)):
        with pytest.raises(HelpError, match="cán bộ ở sảnh"):
            helped(office, by=by)


def test_the_target_holds_from_its_day_on(office):
    by = office.actor(office.nghia)
    actions.set_help_target(unit=office.unit, per_day="8", valid_from=date(2026, 11, 25), by=by, at=office.at)
    actions.set_help_target(unit=office.unit, per_day="9", valid_from=date(2026, 11, 25), by=by, at=office.at)
    days = helping.help_days(unit=office.unit, until=date(2026, 11, 26), days=3)
    assert [one.target for one in days] == [helping.USUAL_TARGET, 9, 9]
    assert Entry.objects.filter(kind="help.target_set").last().data == {"from": "2026-11-25", "per_day": 9}


def test_the_target_of_the_past_stays_and_a_guide_sets_none(office):
    with pytest.raises(HelpError, match="từ hôm nay trở đi"):
        actions.set_help_target(
            unit=office.unit, per_day="8", valid_from=date(2026, 11, 22), by=office.actor(office.nghia), at=office.at
        )
    with pytest.raises(HelpError, match="quản trị hoặc lãnh đạo"):
        actions.set_help_target(
            unit=office.unit, per_day="8", valid_from=date(2026, 11, 25), by=office.actor(office.ngoc), at=office.at
        )


def test_a_day_that_reached_its_target(office):
    by = office.actor(office.nghia)
    actions.set_help_target(unit=office.unit, per_day="2", valid_from=office.at.date(), by=by, at=office.at)
    helped(office)
    assert not helping.help_days(unit=office.unit, until=office.at.date())[-1].reached
    helped(office, "vneid")
    assert helping.help_days(unit=office.unit, until=office.at.date())[-1].reached


@pytest.mark.parametrize("cases", [1, 3])
def test_figures_by_day_officer_and_kind(office, cases, django_assert_num_queries):
    for _ in range(cases):
        helped(office)
    helped(office, "vneid", by=office.actor(office.hanh))
    with django_assert_num_queries(1):
        rows = helping.help_figures(unit=office.unit, first=date(2026, 11, 1), last=date(2026, 11, 30))
    assert [(one.officer, one.kind, one.n) for one in rows] == [
        ("Cao Thị Ngọc", HelpKind.QR, cases), ("Lê Thị Hạnh", HelpKind.VNEID, 1),
    ]  # fmt: skip
    with django_assert_num_queries(2):
        helping.help_days(unit=office.unit, until=office.at.date())
