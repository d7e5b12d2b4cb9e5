"""What the administrator sets: channels since a moment, quiet hours, own words with their history."""

from datetime import time, timedelta

import pytest

from thanthien.journal.models import Entry
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.messaging import actions, queries
from thanthien.messaging.models import Sending
from thanthien.messaging.rules import Channel, Event, MessageError, Text
from thanthien.messaging.texts import shipped, text_of
from thanthien.shared.clock import day_of

OWN = Text("Tin của xã về {ma}", "Hồ sơ {ma} có kết quả. {xem}", "{xa}: {ma} xong", "Thưa ông/bà, {ma} xong rồi ạ.")


def admin(telling):
    return telling.office.actor(telling.admin)


def test_as_it_comes_nothing_is_on_but_calls(telling):
    sending = queries.sending_of(unit=telling.office.unit)
    assert queries.channels_on(sending=sending, at=telling.office.at) == {Channel.CALL}
    assert queries.quiet_of(sending).begins == time(20) and not Sending.objects.exists()


def test_a_channel_is_on_since_the_moment_it_was_switched_on(telling, post):
    at = telling.office.at
    telling.switch(Channel.MAIL, at=at)
    again = telling.switch(Channel.MAIL, at=at + timedelta(hours=1), together=30)
    assert again.mail_since == at and again.together == 30
    assert Channel.MAIL in queries.channels_on(sending=again, at=at)
    assert Channel.MAIL not in queries.channels_on(sending=again, at=at - timedelta(minutes=1))
    assert telling.switch(at=at).mail_since is None


def test_two_administrators_at_once_lose_nothing(telling):
    first = telling.switch()
    seen = first.witness()
    telling.switch(together=15, at=telling.office.at + timedelta(minutes=1))
    with pytest.raises(ChangedMeanwhile) as told:
        telling.switch(seen=seen, rest_days=True, at=telling.office.at + timedelta(minutes=2))
    assert told.value.by == "officer:quan.tri" and Sending.objects.get().rest_days is False


def test_hours_that_make_no_sense_are_refused(telling):
    with pytest.raises(MessageError, match="Giờ bắt đầu nhắn"):
        telling.switch(quiet_from=time(6), quiet_to=time(7))
    assert not Sending.objects.exists()


def test_own_words_from_a_moment_on_and_back(telling):
    at, unit = telling.office.at, telling.office.unit
    usual = shipped(event=Event.READY, on=day_of(at))
    assert text_of(unit=unit, event=Event.READY, at=at) == usual
    actions.write_text(unit=unit, event=Event.READY, text=OWN, by=admin(telling), at=at)
    assert text_of(unit=unit, event=Event.READY, at=at) == OWN
    assert text_of(unit=unit, event=Event.READY, at=at - timedelta(minutes=1)) == usual
    assert text_of(unit=unit, event=Event.LATE, at=at) == shipped(event=Event.LATE, on=day_of(at))
    actions.write_text(unit=unit, event=Event.READY, text=None, by=admin(telling), at=at + timedelta(hours=1))
    assert text_of(unit=unit, event=Event.READY, at=at + timedelta(hours=2)) == usual
    assert [row.shipped for row in queries.versions(unit=unit, event=Event.READY)] == [True, False]
    assert [e.data for e in Entry.objects.filter(kind="text.changed").order_by("seq")] == [
        {"event": "ready", "shipped": False}, {"event": "ready", "shipped": True},
    ]  # fmt: skip


def test_words_with_a_fault_are_refused_and_named(telling):
    wrong = Text("Hồ sơ {ten}", *list(OWN.parts().values())[1:])
    with pytest.raises(MessageError, match="Tiêu đề thư: Chỗ trống “ten”"):
        actions.write_text(unit=telling.office.unit, event=Event.READY, text=wrong, by=admin(telling), at=telling.office.at)
    assert not queries.versions(unit=telling.office.unit, event=Event.READY)


def test_only_the_administrator_of_the_unit_sets_anything(telling):
    for officer in (telling.office.hanh, telling.office.nghia, telling.office.la):
        with pytest.raises(MessageError):
            actions.write_text(
                unit=telling.office.unit, event=Event.READY, text=OWN, by=telling.office.actor(officer), at=telling.office.at
            )


def test_saying_no_twice_is_one_refusal_and_yes_lifts_it(mailing):
    mailing.ready()
    mailing.follow()
    message = mailing.message()
    first = actions.refuse(message=message, at=mailing.office.at)
    assert actions.refuse(message=message, at=mailing.office.at).pk == first.pk
    assert queries.refuses(unit=mailing.office.unit, recipient=message.recipient)
    actions.allow(message=message, at=mailing.office.at)
    actions.allow(message=message, at=mailing.office.at)
    assert not queries.refuses(unit=mailing.office.unit, recipient=message.recipient)
    kinds = Entry.objects.filter(kind__startswith="messages.").order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["messages.refused", "messages.allowed"]


def test_a_message_to_nobody_cannot_be_refused(telling):
    telling.of_somebody("Hà Văn Ổn", "")
    telling.follow()
    with pytest.raises(MessageError, match="không gửi đến địa chỉ nào"):
        actions.refuse(message=telling.message(), at=telling.office.at)


def test_troubles_and_counts_for_the_administrator(mailing, post):
    post.says = ["550 Không có"]
    mailing.ready()
    mailing.follow()
    mailing.deliver()
    assert len(queries.troubled(unit=mailing.office.unit)) == 1
    assert queries.counts(unit=mailing.office.unit, since=mailing.office.at) == {"calling": 1}
