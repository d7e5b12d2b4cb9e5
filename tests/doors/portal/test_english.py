"""The portal for somebody who reads English: whole sentences, right plurals, words that fit, and Vietnamese as it was."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from builders.bookings import OFFERED
from builders.dossiers import BIRTH, load_small_catalogue
from builders.playing import offered
from thanthien.doors.templatetags import portal as words

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 12, 2)


@pytest.fixture
def english(office, client, time_machine):
    time_machine.move_to(office.at, tick=False)
    load_small_catalogue()
    offered(office, OFFERED)
    client.get("/ngon-ngu/en")
    return client


def page(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:1500]
    return answer.content.decode()


def test_the_name_of_the_office_begins_with_a_capital(english):
    assert "One-stop office, xã Cẩm Tú</b>" in page(english.get("/"))


def test_the_list_of_procedures_is_named_in_the_plural(english):
    shown = page(english.get("/thu-tuc"))
    assert "<title>Procedures · " in shown
    assert ">Procedures</a>" in shown and ">Procedure</a>" not in shown


@pytest.mark.parametrize(
    ("faults", "said"), [(1, "One thing to correct"), (2, "2 places to correct"), (3, "3 places to correct")]
)
def test_faults_are_counted_in_the_right_number(faults, said):
    errors = dict(list({"name": "a", "phone": "b", "email": "c"}.items())[:faults])
    with translation.override("en"):
        assert f"<h2>{said}</h2>" in render_to_string("portal/_booking_errors.html", {"errors": errors})


@pytest.mark.parametrize(
    ("language", "weekday", "month", "share"), [("vi", "thứ Tư", "tháng 12", "99,1\u00a0%"), ("en", "Wed", "Dec", "99.1%")]
)
def test_days_months_and_shares_are_written_as_the_language_does(language, weekday, month, share):
    with translation.override(language):
        said = words.weekday_chip(WEDNESDAY), words.month_chip(WEDNESDAY), words.share_said("99,1\u00a0%")
    assert said == (weekday, month, share)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("0912345678", "0912 345 678"), ("02373000000", "02373000000"), ("+84912345678", "+84912345678"), ("", "")],
)
def test_a_mobile_number_is_set_in_groups(typed, shown):
    assert words.phone_groups(typed) == shown


def test_several_counters_are_counters(english):
    assert "Counters 1, 2" in page(english.get("/hang-cho"))
    assert "Counter 3<" in page(english.get("/hang-cho"))


def test_one_original_is_one_and_two_copies_are_copies(english):
    shown = page(english.get(f"/thu-tuc/{BIRTH}/mang-theo"))
    assert "1 original" in shown and "1 originals" not in shown and "originals:" not in shown
