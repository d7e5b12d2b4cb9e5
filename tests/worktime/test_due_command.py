"""`thanthien due` at the terminal: the catalogue's term, the office's hours, words or JSON, kind refusals."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from thanthien.people import actions as people
from thanthien.procedures.actions import load_catalogue
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(db):
    load_catalogue()


def run(*words: str) -> str:
    out = StringIO()
    call_command("due", *words, stdout=out)
    return out.getvalue()


def test_json_holds_the_date_the_days_and_the_rule(catalogue):
    answer = json.loads(run("--procedure", "1.004873", "--received", "2026-11-19T16:00:00+07:00", "--json"))
    assert answer["due_at"] == "2026-11-25T16:00:00+07:00"
    assert [(row["date"], row["counted"]) for row in answer["days"]] == [
        ("2026-11-19", False),
        ("2026-11-20", True),
        ("2026-11-21", False),
        ("2026-11-22", False),
        ("2026-11-23", True),
        ("2026-11-24", False),
        ("2026-11-25", True),
    ]
    assert answer["rule"]["code"] == "working_day.same_clock"
    assert answer["procedure"]["code"] == "1.004873"
    assert answer["unit"] is None


def test_a_time_without_an_offset_is_vietnams(catalogue):
    with_offset = run("--procedure", "1.004873", "--received", "2026-11-19T09:00+00:00")
    assert run("--procedure", "1.004873", "--received", "2026-11-19T16:00") == with_offset
    assert "Hẹn trả     16:00 thứ Tư, 25/11/2026" in with_offset


def test_the_15_hours_of_a_birth_registration(catalogue):
    before = run("--procedure", "1.001193", "--received", "2026-11-20T15:00")
    after = run("--procedure", "1.001193", "--received", "2026-11-20T15:01")
    assert "Hẹn trả     17:30 thứ Sáu, 20/11/2026" in before
    assert "Hẹn trả     17:30 thứ Hai, 23/11/2026" in after
    assert "Nhận sau 15:00 nên trả trong ngày làm việc tiếp theo" in after


def test_the_hours_of_the_unit_are_used(catalogue, office, at):
    hours = {day: [["07:30", "11:30"], ["13:30", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    people.change_office(unit=office.unit, by=system(office.unit), at=at, hours=hours)
    answer = json.loads(run("--procedure", "1.001193", "--received", "2026-11-20T09:00", "--unit", office.unit, "--json"))
    assert answer["due_at"] == "2026-11-20T17:00:00+07:00"
    assert answer["unit"] == office.unit


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--procedure", "9.999999", "--received", "2026-11-19T16:00"), "Chưa có thủ tục mang mã này"),
        (("--procedure", "1.004873", "--received", "2026-11-19"), "Ghi cả ngày và giờ"),
        (("--procedure", "1.004873", "--received", "hôm qua"), "Chưa đọc được lúc nhận «hôm qua»"),
        (("--procedure", "1.004873", "--received", "2026-11-19T16:00", "--unit", "00000"), "chưa mở bộ phận Một cửa"),
        (("--procedure", "1.004873", "--received", "2027-12-30T16:00"), "Chưa có lịch nghỉ năm 2028"),
        (("--procedure", "2.002622", "--received", "2026-11-19T16:00"), "chưa ghi thời hạn giải quyết"),
    ],
    ids=["unknown procedure", "no hour", "not a time", "no office", "no calendar", "no term in the catalogue"],
)
def test_what_cannot_be_reckoned_is_said_in_one_sentence(catalogue, words, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*words)
