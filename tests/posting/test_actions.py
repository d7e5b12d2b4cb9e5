"""Publishing is an act: who may, what it says in the journal, what it never says."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from thanthien.journal.models import Entry
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.people import actions as people
from thanthien.posting import actions, queries
from thanthien.posting.access import may_publish
from thanthien.posting.models import Contact
from thanthien.posting.rules import Group, PostingError, ReceptionRule
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db
PHONE = "0912 555 408"
THURSDAY = ReceptionRule(3, 0, time(8), time(11, 30), date(2026, 11, 1))


@pytest.fixture
def root(office):
    return system(office.unit)


@pytest.fixture
def listed(office, root) -> Contact:
    return actions.list_contact(unit=office.unit, officer=office.nghia, group=Group.LEADER, by=root, at=office.at)


def kinds(**where) -> list[str]:
    wanted = ("contact.", "phone.", "reception.")
    return [entry.kind for entry in Entry.objects.filter(**where).order_by("seq") if entry.kind.startswith(wanted)]


def test_nobodys_phone_is_public_by_standing_on_the_list(office, root):
    with_phone = people.add_officer(unit=office.unit, login="x.y", name="Bùi Văn X", phone="0912000000", by=root, at=office.at)
    made = actions.list_contact(unit=office.unit, officer=with_phone, group=Group.OFFICER, by=root, at=office.at)
    assert made.phone == "" and queries.phone_of(officer=with_phone) == ""


def test_publishing_is_written_down_without_the_number(office, root, listed):
    actions.publish_phone(contact=listed, phone="0912555408", by=root, at=office.at)
    assert Contact.objects.get().phone == PHONE and queries.phone_of(officer=office.nghia) == PHONE
    entry = Entry.objects.get(kind="phone.published")
    assert entry.data == {"officer": "nghia"}
    assert "0912" not in entry.body + entry.rows and "555" not in entry.body


def test_publishing_the_same_number_again_writes_nothing(office, root, listed):
    for _ in range(2):
        actions.publish_phone(contact=listed, phone=PHONE, by=root, at=office.at)
    assert kinds() == ["contact.listed", "phone.published"]


def test_a_withdrawn_phone_is_gone_from_the_table(office, root, listed):
    actions.publish_phone(contact=listed, phone=PHONE, by=root, at=office.at)
    actions.withdraw_phone(contact=listed, by=root, at=office.at)
    actions.withdraw_phone(contact=listed, by=root, at=office.at)
    assert Contact.objects.get().phone == "" and kinds() == ["contact.listed", "phone.published", "phone.withdrawn"]


def test_off_the_list_means_without_a_phone_and_back_again_too(office, root, listed):
    actions.publish_phone(contact=listed, phone=PHONE, by=root, at=office.at)
    actions.unlist_contact(contact=listed, by=root, at=office.at)
    gone = Contact.objects.get()
    assert (gone.shown, gone.phone) == (False, "") and queries.contacts(unit=office.unit, on=office.at.date()) == []
    with pytest.raises(PostingError, match="không còn trong danh sách"):
        actions.publish_phone(contact=gone, phone=PHONE, by=root, at=office.at)
    actions.list_contact(unit=office.unit, officer=office.nghia, group=Group.LEADER, by=root, at=office.at)
    back = Contact.objects.get()
    assert (back.pk, back.shown, back.phone) == (listed.pk, True, "")


def test_the_same_person_stands_there_once(office, root, listed):
    with pytest.raises(PostingError, match="Phạm Văn Nghĩa đã có"):
        actions.list_contact(unit=office.unit, officer=office.nghia, group=Group.OFFICER, by=root, at=office.at)


def test_somebody_of_another_unit_cannot_be_listed(office, root):
    with pytest.raises(PostingError, match="không làm việc ở xã"):
        actions.list_contact(unit=office.unit, officer=office.la, group=Group.OFFICER, by=root, at=office.at)


def test_only_administrators_and_leaders_of_the_unit_publish(office, listed):
    assert may_publish(by=office.actor(office.nghia), unit=office.unit)
    for nobody in (office.actor(office.hanh), office.actor(office.la), replace(office.actor(office.nghia), unit="15151")):
        assert not may_publish(by=nobody, unit=office.unit)
        with pytest.raises(PostingError, match="quản trị hoặc lãnh đạo"):
            actions.publish_phone(contact=listed, phone=PHONE, by=nobody, at=office.at)
    assert Contact.objects.get().phone == ""


def test_two_at_once_the_second_is_told(office, root, listed):
    seen = listed.witness()
    change = {"group": Group.LEADER, "position": "Chủ tịch", "duty": "", "order": 1, "by": root, "at": office.at}
    actions.change_contact(contact=listed, seen=seen, **change)
    with pytest.raises(ChangedMeanwhile):
        actions.change_contact(contact=listed, seen=seen, **(change | {"position": "Bí thư"}))
    assert Contact.objects.get().position == "Chủ tịch"


def test_a_change_that_changes_nothing_writes_nothing(office, root, listed):
    same = {"group": Group.LEADER, "position": "", "duty": "", "order": 100}
    actions.change_contact(contact=listed, by=root, at=office.at, **same)
    assert kinds() == ["contact.listed"]
    actions.change_contact(contact=listed, by=root, at=office.at, **(same | {"duty": "Đất đai"}))
    assert Entry.objects.get(kind="contact.changed").data == {"officer": "nghia", "fields": ["duty"]}


def test_reception_days_are_added_ended_and_kept(office, root, listed):
    made = actions.add_reception(contact=listed, rule=THURSDAY, place="Phòng Tiếp dân", by=root, at=office.at)
    today = office.at.date()
    ended = actions.end_reception(reception=made, last_day=today - timedelta(days=1), by=root, at=office.at)
    (one,) = queries.contacts(unit=office.unit, on=today)
    assert list(one.receptions.all()) == []
    actions.resume_reception(reception=ended, by=root, at=office.at)
    (one,) = queries.contacts(unit=office.unit, on=today)
    assert [day.place for day in one.receptions.all()] == ["Phòng Tiếp dân"]
    assert kinds()[1:] == ["reception.added", "reception.ended", "reception.resumed"]


def test_a_day_that_begins_today_can_be_ended_at_once(office, root, listed):
    today = office.at.date()
    made = actions.add_reception(contact=listed, rule=replace(THURSDAY, valid_from=today), by=root, at=office.at)
    ended = actions.end_reception(reception=made, last_day=today - timedelta(days=1), by=root, at=office.at)
    assert ended.valid_from <= ended.valid_to < today


def test_the_same_day_twice_and_too_many_are_refused(office, root, listed):
    actions.add_reception(contact=listed, rule=THURSDAY, by=root, at=office.at)
    with pytest.raises(PostingError, match="đã có trong lịch"):
        actions.add_reception(contact=listed, rule=THURSDAY, by=root, at=office.at)
    for hour in range(12, 19):
        other = replace(THURSDAY, opens=time(hour), closes=time(hour, 30))
        actions.add_reception(contact=listed, rule=other, by=root, at=office.at)
    with pytest.raises(PostingError, match="nhiều nhất 8 buổi"):
        actions.add_reception(contact=listed, rule=replace(THURSDAY, weekday=4), by=root, at=office.at)


def test_the_list_costs_two_queries_with_one_and_with_three(office, root, listed, django_assert_num_queries):
    actions.add_reception(contact=listed, rule=THURSDAY, by=root, at=office.at)
    for people_listed in ((), (office.ha, office.tuan)):
        for officer in people_listed:
            made = actions.list_contact(unit=office.unit, officer=officer, group=Group.OFFICER, by=root, at=office.at)
            actions.add_reception(contact=made, rule=THURSDAY, by=root, at=office.at)
        with django_assert_num_queries(2):
            rows = queries.contacts(unit=office.unit, on=office.at.date())
            assert all(len(row.receptions.all()) == 1 and row.officer.name for row in rows)


def test_meetings_come_in_order_and_leave_out_days_off(office, root, listed):
    actions.add_reception(contact=listed, rule=THURSDAY, by=root, at=office.at)
    actions.add_reception(contact=listed, rule=replace(THURSDAY, weekday=1), by=root, at=office.at)
    rows = queries.contacts(unit=office.unit, on=office.at.date())
    off = {date(2026, 11, 24)}
    coming = queries.meetings(rows, since=office.at.date(), is_off=off.__contains__, limit=3)
    assert [meeting.day for meeting in coming] == [date(2026, 11, 26), date(2026, 12, 1), date(2026, 12, 3)]


def test_another_units_contact_is_not_found(office, root, listed):
    assert queries.contact(unit=office.unit, pk=listed.pk) == listed
    assert queries.contact(unit="15151", pk=listed.pk) is None


def test_who_has_left_is_not_shown(office, root, listed):
    Officer = type(office.nghia)
    Officer.objects.filter(pk=office.nghia.pk).update(is_active=False)
    assert queries.contacts(unit=office.unit, on=office.at.date()) == []
