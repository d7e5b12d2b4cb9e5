"""The quota: what stands, what a change would do, saving from a day on, taking back, two administrators."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from builders.bookings import NINE, OFFERED, WEDNESDAY, booked, person
from builders.playing import logged_in, offered
from thanthien.outreach import queries
from thanthien.outreach.models import QuotaRule
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.shared.actor import system

PATH = "/quan-tri/dat-hen"


@pytest.fixture
def hall(office):
    offered(office, OFFERED)
    before = office.at - timedelta(days=1)
    office.an = people.add_officer(
        unit=office.unit, login="an", name="Lương Văn An", roles=(Role.ADMIN,), by=system(office.unit), at=before
    )
    with time_machine.travel(office.at, tick=False):
        yield office


@pytest.fixture
def an(hall) -> Client:
    return logged_in(hall.an)


def form_of(answer) -> dict[str, str]:
    """What a browser would send back: every field with its value, the ticked ones."""
    text = answer.content.decode()
    found = dict(re.findall(r'<input id="o-[\w-]+" name="([\w-]+)"[^>]*?value="([^"]*)"', text))
    found |= dict(re.findall(r'type="hidden" name="(seen|once)" value="([^"]*)"', text))
    found |= dict(re.findall(r'type="checkbox" name="([\w-]+)" value="([^"]*)" checked', text))
    return found


def save(an, step: str = "luu", **more: str):
    return an.post(PATH, form_of(an.get(PATH)) | {"buoc": step} | more)


def rows(answer, letter: str) -> str:
    return re.search(rf'data-test="sum-{letter}">(.*?)</td>', answer.content.decode()).group(1)


def test_it_shows_what_stands_and_a_day_of_hours(an):
    answer = an.get(PATH)
    form = form_of(answer)
    assert (form["share"], form["slot_minutes"], form["last"], form["open"]) == ("50", "30", "16:00", "1")
    assert "Như hiện nay: thứ Tư, 25/11/2026" in answer.content.decode(), "the 24th is a day off"
    assert rows(answer, "A") == "<b>13</b>"


def test_what_a_change_would_do_is_shown_and_nothing_is_saved(an, hall):
    booked(hall)
    answer = save(an, "xem", share="25")
    assert answer.status_code == 200 and rows(answer, "A") == "<b>6</b> <small>đang 13</small>"
    assert "Nếu đổi như đang ghi" in answer.content.decode() and form_of(answer)["share"] == "25"
    assert not QuotaRule.objects.exists()


def test_it_says_how_many_bookings_have_no_place_of_their_own_any_more(an, hall):
    booked(hall)
    assert 'data-test="over"' in save(an, "xem", share="0").content.decode()


def test_saved_from_a_day_on_with_a_way_back(an, hall):
    answer = save(an, share="40", **{"m-D": "25", "valid_from": "26/11/2026"})
    assert answer["Location"] == PATH
    page = an.get(PATH).content.decode()
    assert "Hạn mức mới áp dụng từ 26/11/2026" in page and "Lương Văn An" in page and 'data-test="undo"' in page
    assert [queries.quota(unit=hall.unit, on=day).share for day in (WEDNESDAY, date(2026, 11, 26))] == [50, 40]
    assert queries.quota(unit=hall.unit, on=date(2026, 11, 26)).minutes_of("D") == 25
    undo = re.search(r'action="(/quan-tri/dat-hen/\d+/rut)"', page).group(1)
    an.post(undo)
    assert queries.quota(unit=hall.unit, on=date(2026, 11, 26)).share == 50


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("share", "95", "từ 0 đến 90"), ("share", "", "Ghi một số"), ("slot_minutes", "x", "từ 10 đến 240"),
        ("last", "25:00", "Ghi giờ như 16:00"), ("m-A", "0", "từ 1 đến 120"), ("valid_from", "31/2/2026", "Ghi ngày như"),
        ("valid_from", "22/11/2026", "Ngày bắt đầu đã qua"), ("first", "01/02/2027", "Ghi đủ từ ngày"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_said_at_its_field_and_the_rest_is_kept(an, field, typed, said):
    answer = save(an, per_day="3", **{field: typed})
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and form_of(answer)["per_day"] == "3"
    if typed:
        assert f'value="{typed}"' in page
    assert not QuotaRule.objects.exists()


def test_a_season_is_added_shown_to_people_and_taken_away(an, hall):
    save(an, first="25/11/2026", final="25/11/2026", why="Sửa sảnh", valid_from="24/11/2026")
    assert queries.quota(unit=hall.unit, on=WEDNESDAY).season(WEDNESDAY).why == "Sửa sảnh"
    assert "Sửa sảnh" in Client().get("/lich-hen", {"viec": "A"}).content.decode()
    form = form_of(an.get(PATH)) | {"buoc": "luu"}
    del form["seasons"]
    an.post(PATH, form)
    assert queries.quota(unit=hall.unit, on=WEDNESDAY).seasons == ()


def test_two_administrators_at_once_lose_nothing(an, hall):
    mine = form_of(an.get(PATH)) | {"buoc": "luu", "share": "30"}
    save(an, share="60")
    answer = an.post(PATH, mine)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Lương Văn An vừa đổi hạn mức" in page and form_of(answer)["share"] == "30"
    again = an.post(PATH, form_of(answer) | {"buoc": "luu"})
    assert again.status_code == 302 and queries.quota(unit=hall.unit, on=WEDNESDAY).share == 30


def test_pressing_twice_saves_once(an):
    form = form_of(an.get(PATH)) | {"buoc": "luu", "share": "30"}
    assert [an.post(PATH, form).status_code for _ in range(2)] == [302, 302]
    assert QuotaRule.objects.count() == 1


def test_what_services_really_took_stands_beside_the_minutes(an, hall):
    """One service of six minutes at counter 1."""
    from thanthien.indicators.fold import rebuild
    from thanthien.queueing import actions as queueing
    from thanthien.queueing.models import Service

    hanh, counter = hall.actor(hall.hanh), hall.counters[0]
    service = Service.objects.get(letter="A")
    queueing.take_ticket(unit=hall.unit, service=service, channel="guide", by=hall.actor(hall.ngoc), at=hall.at)
    queueing.call_next(counter=counter, by=hanh, at=hall.at)
    queueing.finish(counter=counter, by=hanh, at=hall.at + timedelta(minutes=6))
    rebuild(unit=hall.unit)
    page = an.get(PATH).content.decode()
    assert "Tháng qua: 6,0 phút, 1 lượt." in page and page.count("Tháng qua chưa có lượt nào.") == 2


@pytest.mark.parametrize("login", ["hanh", "ngoc", "nghia"])
def test_only_an_administrator_enters(hall, login):
    assert logged_in(getattr(hall, login)).get(PATH).status_code == 403


def test_a_decision_of_another_commune_is_not_found(an, hall):
    save(an, share="40")
    rule = QuotaRule.objects.get()
    held = hall.la
    people.grant_role(officer=held, role=Role.ADMIN, by=system("15151"), at=hall.at, valid_from=hall.at.date())
    assert logged_in(held).post(f"{PATH}/{rule.pk}/rut").status_code == 404
    rule.refresh_from_db()
    assert not rule.withdrawn


def test_an_empty_hall_is_sent_to_the_counters(office):
    before = office.at - timedelta(days=1)
    an = people.add_officer(unit=office.unit, login="an", name="An", roles=(Role.ADMIN,), by=system(office.unit), at=before)
    with time_machine.travel(office.at, tick=False):
        assert 'href="/quan-tri/quay"' in logged_in(an).get(PATH).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_picture_costs_the_same_for_one_and_three_bookings(an, hall, django_assert_num_queries, count):
    for n in range(count):
        booked(hall, who=person(n), start=NINE + 60 * n)
    an.get(PATH)
    with django_assert_num_queries(8):
        an.get(PATH)
