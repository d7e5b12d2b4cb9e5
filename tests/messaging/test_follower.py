"""Messages follow from the journal: one an entry, none twice, none that is not so any more."""

from datetime import timedelta

import pytest

from builders.dossiers import CIVIL, company, person, received
from thanthien.dossiers import actions as dossiers
from thanthien.indicators.fold import rebuild
from thanthien.journal import followers
from thanthien.journal.models import Delivery, Entry
from thanthien.journal.verify import verify
from thanthien.messaging import actions, queries
from thanthien.messaging.models import Message
from thanthien.messaging.rules import Channel, Event, MessageError, State
from thanthien.people.models import Officer


def test_each_entry_makes_one_message_however_often_it_is_read(mailing):
    dossier = mailing.ready()
    mailing.follow()
    entry = Entry.objects.get(kind="dossier.finished")
    message = mailing.message()
    assert (message.unit_id, message.seq, message.dossier_id) == (entry.unit, entry.seq, dossier.pk)
    followers.rewind(name="messages")
    mailing.follow()
    assert Message.objects.count() == 1 and Delivery.objects.count() == 1
    assert (Delivery.objects.get().seq, Delivery.objects.get().follower) == (entry.seq, "messages")


def test_a_message_keeps_no_address(mailing):
    mailing.ready()
    mailing.follow()
    row = Message.objects.values().get()
    delivery = Delivery.objects.values().get()
    for value in [*row.values(), *delivery.values()]:
        assert "hien" not in str(value).lower() and "0912" not in str(value)


def test_who_has_only_a_telephone_is_called(mailing):
    mailing.of_somebody("Hà Văn Ổn", "0988111222")
    mailing.follow()
    assert (mailing.message().channel, mailing.message().state) == (Channel.CALL, State.CALLING)
    assert not Delivery.objects.exists()


def test_who_has_neither_is_shown_as_out_of_reach(mailing):
    mailing.of_somebody("Hà Văn Ổn", "")
    mailing.follow()
    assert (mailing.message().channel, mailing.message().state) == (Channel.NONE, State.UNREACHABLE)


def test_where_nothing_is_set_up_people_are_called(telling):
    telling.ready()
    telling.follow()
    assert telling.message().state == State.CALLING and not Delivery.objects.exists()


def test_a_unit_that_neither_writes_nor_calls_makes_no_messages(telling):
    telling.switch(calls=False)
    telling.ready()
    telling.follow()
    assert not Message.objects.exists()


def test_what_happened_before_a_channel_was_switched_on_is_not_sent_through_it(telling, post):
    telling.ready()
    telling.switch(Channel.MAIL, at=telling.office.at + timedelta(hours=1))
    telling.follow()
    assert telling.message().channel == Channel.CALL and not Delivery.objects.exists()


def test_a_result_fetched_long_ago_is_told_nobody(telling):
    dossier = telling.ready()
    by = telling.office.actor(telling.office.hanh)
    dossiers.hand_over(dossier=dossier, by=by, at=telling.office.at + timedelta(hours=1), fee_paid="waived")
    telling.follow()
    assert not Message.objects.exists()


def test_a_call_leaves_the_list_when_the_result_is_fetched(telling):
    dossier = telling.ready()
    telling.follow()
    assert queries.call_list(unit=telling.office.unit, at=telling.office.at)
    by = telling.office.actor(telling.office.hanh)
    dossiers.hand_over(dossier=dossier, by=by, at=telling.office.at + timedelta(hours=1), fee_paid="waived")
    telling.follow()
    assert queries.call_list(unit=telling.office.unit, at=telling.office.at) == [] and telling.message().state == State.MOOT


def test_a_result_taken_back_is_not_told(telling):
    dossier = telling.ready()
    telling.follow()
    entry = Entry.objects.filter(kind="step.done").order_by("-seq").first()
    who = telling.office.actor(Officer.objects.get(login=entry.actor.removeprefix("officer:")))
    dossier = dossiers.reopen_step(dossier=dossier, by=who, at=telling.office.at)
    telling.follow()
    assert telling.message().state == State.MOOT
    dossiers.complete_step(dossier=dossier, by=who, at=telling.office.at + timedelta(minutes=5))
    telling.follow()
    assert Message.objects.filter(state=State.CALLING).count() == 1


def test_late_is_told_and_settled_by_the_result(telling):
    dossier = received(telling.office, CIVIL, at=telling.office.at)
    dossiers.tick(unit=telling.office.unit, at=telling.office.at + timedelta(days=9))
    telling.follow()
    late = telling.message(event=Event.LATE)
    assert late.state == State.CALLING and late.at == dossier.due_at
    from builders.dossiers import ready

    ready(telling.office, dossier, at=telling.office.at + timedelta(days=10), others=telling.others)
    telling.follow()
    late.refresh_from_db()
    assert late.state == State.MOOT and telling.message(event=Event.READY).state == State.CALLING


def test_who_came_for_another_is_the_one_who_is_told(telling):
    bringer = person(telling.office, "Hà Thị Đại Diện", number="038192000999", phone="0988000111")
    dossier = received(
        telling.office, CIVIL, organisation=company(telling.office), submitter=bringer, mandate="Giấy giới thiệu 12"
    )
    actions.ask(dossier=dossier, event=Event.SUPPLEMENT, by=telling.office.actor(telling.office.ha), at=telling.office.at)
    telling.follow()
    from thanthien.messaging.recipients import digest_of

    assert telling.message().recipient == digest_of("0988 000 111")


def test_an_officer_has_the_person_told_now(mailing):
    dossier = received(mailing.office, CIVIL, at=mailing.office.at)
    actions.ask(dossier=dossier, event=Event.SUPPLEMENT, by=mailing.office.actor(mailing.office.ha), at=mailing.office.at)
    mailing.follow()
    assert mailing.message().event == Event.SUPPLEMENT
    assert Entry.objects.get(kind="message.asked").data == {"event": "supplement"}


def test_nobody_is_told_of_what_is_not_so(mailing):
    dossier = received(mailing.office, CIVIL, at=mailing.office.at)
    with pytest.raises(MessageError, match="nên không báo: Có kết quả"):
        actions.ask(dossier=dossier, event=Event.READY, by=mailing.office.actor(mailing.office.ha), at=mailing.office.at)


def test_a_stranger_asks_for_nothing(mailing):
    dossier = received(mailing.office, CIVIL, at=mailing.office.at)
    with pytest.raises(MessageError, match="đơn vị khác"):
        actions.ask(dossier=dossier, event=Event.LATE, by=mailing.office.actor(mailing.office.la), at=mailing.office.at)


def test_following_costs_no_more_for_entries_that_tell_nothing(telling, django_assert_num_queries):
    received(telling.office, CIVIL, at=telling.office.at)
    received(telling.office, CIVIL, at=telling.office.at)
    with django_assert_num_queries(14):
        telling.follow()
    for _ in range(5):
        received(telling.office, CIVIL, at=telling.office.at)
    with django_assert_num_queries(11):
        telling.follow()


def test_the_journal_stays_whole(mailing, post):
    mailing.ready()
    mailing.follow()
    mailing.deliver()
    actions.refuse(message=mailing.message(), at=mailing.office.at)
    assert verify() is None
    rebuild()
    assert verify() is None


def test_what_a_dossier_and_its_owner_are_shown(mailing, post):
    dossier = mailing.ready()
    mailing.follow()
    (told,) = queries.of_dossier(dossier=dossier)
    assert (str(told.event), str(told.channel), str(told.state)) == ("Có kết quả", "Thư điện tử", "chờ gửi")
    assert queries.told_of(dossier=dossier) == []
    mailing.deliver()
    (told,) = queries.told_of(dossier=dossier)
    assert told.sent_at == mailing.office.at and not told.twice and told.error == ""


def test_a_link_of_nobody_is_nothing(mailing):
    assert queries.by_code(code="") is None and queries.by_code(code="AAAAAAAAAAAA") is None
