"""The public list: only what was published; cards for phones and calendars that other programmes read."""

from datetime import date, datetime, time, timedelta

import icalendar
import pytest

from thanthien.doors.portal import vcard
from thanthien.people import actions as people
from thanthien.people.queries import office as office_of
from thanthien.posting import actions as posting
from thanthien.posting.models import Contact
from thanthien.posting.rules import Group, ReceptionRule
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db


def page(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def morning(office, time_machine):
    time_machine.move_to(office.at, tick=False)
    return office


def listed(office, officer, *, phone="", group=Group.OFFICER, rules=(), **more) -> Contact:
    told = {"by": system(office.unit), "at": office.at}
    made = posting.list_contact(unit=office.unit, officer=officer, group=group, **more, **told)
    if phone:
        made = posting.publish_phone(contact=made, phone=phone, **told)
    for weekday, week in rules:
        rule = ReceptionRule(weekday, week, time(8), time(11, 30), date(2026, 11, 1))
        posting.add_reception(contact=made, rule=rule, place="Phòng Tiếp dân", **told)
    return made


def test_leaders_stand_before_officers_each_with_what_is_published(client, morning):
    listed(morning, morning.ha, duty="Khai sinh, kết hôn", phone="0237 300 0011")
    listed(morning, morning.nghia, group=Group.LEADER, phone="0237 300 0001", rules=[(3, 0)])
    shown = page(client.get("/lien-he"))
    assert shown.index("Phạm Văn Nghĩa") < shown.index("Bùi Thị Thu Hà")
    assert "Khai sinh, kết hôn" in shown and "0237 300 0011" in shown
    assert "Tiếp công dân thứ Năm hằng tuần, 8:00–11:30" in shown


def test_who_is_at_which_counter_today(client, morning):
    shown = page(client.get("/lien-he"))
    assert "Lê Thị Hạnh" in shown and "Quầy 1" in shown and "Trần Văn Lạ" not in shown


def test_an_empty_list_says_where_to_ask(client, morning):
    shown = page(client.get("/lien-he"))
    assert "Xã chưa công bố danh sách lãnh đạo" in shown and "Xã chưa công bố số riêng của cán bộ" in shown
    assert client.get("/lien-he/danh-ba.vcf").status_code == 200  # the hotline


def test_without_hotline_and_contacts_there_is_no_file(client, morning):
    people.change_office(unit=morning.unit, hotline="", by=system(morning.unit), at=morning.at)
    assert client.get("/lien-he/danh-ba.vcf").status_code == 404


def test_a_card_holds_what_was_published(client, morning):
    made = listed(morning, morning.nghia, phone="0237 300 0001", position="Chủ tịch UBND xã", duty="Mọi việc; góp ý, phản ánh")
    answer = client.get(f"/lien-he/{made.pk}.vcf")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/vcard") and text.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\n")
    assert "FN:Phạm Văn Nghĩa" in text and "TEL;TYPE=WORK,VOICE:02373000001" in text and "TITLE:Chủ tịch UBND xã" in text
    assert "Mọi việc\\; góp ý\\, phản ánh" in text and text.endswith("END:VCARD\r\n")


def test_without_a_published_phone_there_is_no_card(client, morning):
    made = listed(morning, morning.nghia)
    assert client.get(f"/lien-he/{made.pk}.vcf").status_code == 404
    assert client.get("/lien-he/999.vcf").status_code == 404


def test_another_commune_s_card_is_not_there(client, morning):
    made = listed(morning, morning.nghia, phone="0237 300 0001")
    assert client.get(f"/xa/15151/lien-he/{made.pk}.vcf").status_code == 404
    assert client.get(f"/xa/15148/lien-he/{made.pk}.vcf").status_code == 200


def test_all_cards_in_one_file(client, morning):
    listed(morning, morning.nghia, phone="0237 300 0001")
    listed(morning, morning.ha)
    text = page(client.get("/lien-he/danh-ba.vcf"))
    assert text.count("BEGIN:VCARD") == 2 and "02373000000" in text and "Bùi Thị Thu Hà" not in text


def test_long_lines_are_folded_between_letters(morning):
    line = "NOTE:" + "giấy tờ " * 30
    pieces = vcard.folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces) and all(piece.startswith(" ") for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line


def test_the_hotline_s_card(morning):
    assert "TEL;TYPE=WORK,VOICE:02373000000" in vcard.office(office_of(morning.unit))


def test_reception_days_as_a_calendar_without_days_off(client, morning):
    listed(morning, morning.nghia, group=Group.LEADER, rules=[(1, 0)])
    answer = client.get("/lien-he/lich-tiep-dan.ics")
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    days = [event.decoded("dtstart").date() for event in events]
    assert date(2026, 11, 24) not in days and days[0] == date(2026, 12, 1)
    first = events[0]
    assert first.decoded("dtstart") == datetime(2026, 12, 1, 8, tzinfo=VIETNAM)
    assert first.decoded("dtend") - first.decoded("dtstart") == timedelta(hours=3, minutes=30)
    assert "Phạm Văn Nghĩa" in str(first["summary"]) and str(first["location"]) == "Phòng Tiếp dân"


def test_the_year_of_the_office_as_a_calendar(client, morning, time_machine):
    answer = client.get("/lien-he/lich-lam-viec.ics")
    days = {event.decoded("dtstart") for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}
    assert answer.status_code == 200 and date(2026, 11, 24) in days
    time_machine.move_to(datetime(2041, 3, 1, 9, tzinfo=VIETNAM), tick=False)
    assert client.get("/lien-he/lich-lam-viec.ics").status_code == 404
    assert client.get("/lien-he").status_code == client.get("/").status_code == 200


def test_a_calendar_read_twice_names_the_same_events(client, morning):
    listed(morning, morning.nghia, group=Group.LEADER, rules=[(3, 0)])
    read = [icalendar.Calendar.from_ical(client.get("/lien-he/lich-tiep-dan.ics").content).walk("VEVENT") for _ in range(2)]
    assert [str(event["uid"]) for event in read[0]] == [str(event["uid"]) for event in read[1]]


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_costs_the_same_with_one_and_with_three(client, morning, more, django_assert_num_queries):
    for officer in (morning.nghia, morning.ha, morning.tuan)[: 1 + more]:
        listed(morning, officer, phone="0237 300 0001", group=Group.LEADER, rules=[(3, 0)])
    client.get("/lien-he")
    with django_assert_num_queries(6):
        client.get("/lien-he")
