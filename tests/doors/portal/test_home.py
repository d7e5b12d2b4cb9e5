"""The first page: search, opening, life events, who sits where, leaders, phones; the same cost with one row and with three."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.cache import cache

from builders.dossiers import BIRTH, load_small_catalogue, received
from thanthien.indicators import fold  # noqa: F401  registers the follower of the tallies
from thanthien.journal.followers import catch_up_all
from thanthien.people import actions as people
from thanthien.posting import actions as posting
from thanthien.posting.rules import Group, ReceptionRule
from thanthien.queueing import offering
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db


def page(answer) -> str:
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


@pytest.fixture
def morning(office, time_machine):
    """Monday 23 November 2026, 08:30; the office is open, tomorrow is a holiday."""
    time_machine.move_to(office.at, tick=False)
    load_small_catalogue()
    week = {day: [["07:30", "11:30"], ["13:30", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    people.change_office(unit=office.unit, hours=week, by=system(office.unit), at=office.at)
    return office


def lead(office, officer, phone="0237 300 0001", **rule):
    told = {"by": system(office.unit), "at": office.at}
    made = posting.list_contact(unit=office.unit, officer=officer, group=Group.LEADER, **told)
    if phone:
        posting.publish_phone(contact=made, phone=phone, **told)
    held = ReceptionRule(rule.get("weekday", 3), 0, time(8), time(11, 30), date(2026, 11, 1))
    posting.add_reception(contact=made, rule=held, place="Phòng Tiếp dân", **told)
    return made


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-23T08:30", "Đang mở đến 11:30"),
        ("2026-11-23T12:00", "Đang nghỉ trưa, mở lại 13:30"),
        ("2026-11-23T06:00", "Hôm nay mở từ 7:30"),
        ("2026-11-25T18:00", "Đang đóng, mở lại 7:30 sáng mai"),
        ("2026-11-23T18:00", "Đang đóng, mở lại 7:30 thứ Tư 25/11"),
        ("2026-11-28T09:00", "Đang đóng, mở lại 7:30 thứ Hai 30/11"),
    ],
)
def test_whether_the_hall_is_open_is_said(client, morning, time_machine, moment, said):
    time_machine.move_to(datetime.fromisoformat(moment).replace(tzinfo=VIETNAM), tick=False)
    assert said in page(client.get("/"))


def test_a_day_off_tomorrow_is_announced_and_on_the_day_too(client, morning, time_machine):
    assert "Mai, thứ Ba 24/11, nghỉ" in page(client.get("/"))
    time_machine.move_to(morning.at + timedelta(days=1), tick=False)
    shown = page(client.get("/"))
    assert "Hôm nay, thứ Ba 24/11, nghỉ" in shown and "mở lại 7:30 sáng mai" in shown
    time_machine.move_to(morning.at + timedelta(days=3), tick=False)
    assert 'class="note"' not in page(client.get("/"))


def test_who_sits_where_and_whom_nobody_published(client, morning):
    shown = page(client.get("/"))
    assert "Lê Thị Hạnh" in shown and "Quầy 3" in shown and "Chưa mở" in shown
    assert "0237 300 0000" in shown and "Xã chưa công bố ngày tiếp công dân" in shown


def test_leaders_with_their_next_day_and_published_phone(client, morning):
    lead(morning, morning.nghia)
    shown = page(client.get("/"))
    assert "Phạm Văn Nghĩa" in shown and "0237 300 0001" in shown and "Thứ Năm<b>26</b>" in shown and "Phòng Tiếp dân" in shown


def test_a_reception_on_a_day_off_is_left_out(client, morning):
    lead(morning, morning.nghia, weekday=1)
    shown = page(client.get("/"))
    assert "Thứ Ba<b>24</b>" not in shown and "Thứ Ba<b>01</b>" in shown


def test_a_phone_that_is_only_in_the_officers_record_is_nowhere(client, morning):
    type(morning.nghia).objects.filter(pk__in=[morning.nghia.pk, morning.hanh.pk]).update(phone="0912 000 111")
    lead(morning, morning.nghia, phone="")
    for path in ("/", "/lien-he", "/hang-cho", "/lien-he/danh-ba.vcf"):
        assert "0912 000 111" not in client.get(path).content.decode() and "0912000111" not in client.get(path).content.decode()


def test_what_is_asked_most_comes_from_the_tallies(client, morning):
    received(morning, BIRTH)
    catch_up_all()
    shown = page(client.get("/"))
    assert "Khai sinh" in shown and f"/thu-tuc/{BIRTH}" in shown


def test_the_line_before_each_counter(client, morning):
    by = system(morning.unit)
    offering.offer_service(
        unit=morning.unit, letter="A", name="Hộ tịch", counters=morning.counters[:2], by=by, at=morning.at, fields=["ho_tich"]
    )
    shown = page(client.get("/"))
    assert "Chưa có ai chờ" in shown and "chung hàng với quầy 1" in shown


@pytest.mark.parametrize(
    ("moment", "now"), [("2026-11-23T08:30", True), ("2026-11-23T06:00", False), ("2026-11-23T20:00", False)]
)
def test_nobody_is_told_to_come_right_in_while_the_hall_is_closed(client, morning, time_machine, moment, now):
    by = system(morning.unit)
    offering.offer_service(
        unit=morning.unit, letter="A", name="Hộ tịch", counters=morning.counters, by=by, at=morning.at, fields=["ho_tich"]
    )
    time_machine.move_to(datetime.fromisoformat(moment).replace(tzinfo=VIETNAM), tick=False)
    for path in ("/", "/hang-cho", f"/thu-tuc/{BIRTH}"):
        shown = page(client.get(path))
        assert "Chưa có ai chờ" in shown and ("vào ngay" in shown) is now


@pytest.mark.parametrize("more", [0, 2])
def test_the_first_page_costs_the_same_with_one_leader_and_with_three(client, morning, more, django_assert_num_queries):
    for officer in (morning.nghia, morning.ha, morning.tuan)[: 1 + more]:
        lead(morning, officer)
    for number in (4, 5)[:more]:
        people.add_counter(unit=morning.unit, number=number, by=system(morning.unit), at=morning.at)
    cache.clear()
    client.get("/")
    with django_assert_num_queries(6):
        client.get("/")


def test_it_works_without_script(client, morning):
    assert b"<script" not in client.get("/").content


def test_another_commune_of_the_installation_can_be_chosen(client, morning):
    shown = page(client.get("/"))
    assert "Máy này còn phục vụ" in shown and 'action="/xa"' in shown


def test_titles_and_descriptions_name_the_commune(client, morning):
    shown = page(client.get("/"))
    assert "<title>Trang đầu · Một cửa xã Cẩm Tú</title>" in shown
    assert '<meta name="description" content="Thủ tục, giấy tờ' in shown and 'property="og:title"' in shown
    assert "https://" not in shown.split("</head>")[0]


def test_an_office_without_anything_has_a_first_page(client, db, at):
    from builders.office import _unit

    province = _unit("92", "Thành phố Cần Thơ", "province")
    _unit("31348", "Xã Trường Long Tây", "commune", province)
    people.open_office(unit="31348", centre="Trung tâm", place="Trường Long Tây", by=system("31348"), at=at)
    shown = page(client.get("/"))
    assert "Xã chưa ghi quầy nào" in shown and "Xã chưa công bố số điện thoại nào" in shown and "Máy này còn" not in shown


def test_before_any_office_is_set_up_there_is_no_page(client, db):
    assert client.get("/").status_code in (302, 404)
