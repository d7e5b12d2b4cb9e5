"""Mail through a real server: what it says, what is tried again, what falls to the call list, what may come twice."""

from datetime import timedelta

import pytest

from builders.dossiers import CIVIL, received
from thanthien.journal import followers
from thanthien.journal.models import Delivery, Entry
from thanthien.messaging import actions, queries, sending
from thanthien.messaging.adapters.smtp import Mailbox
from thanthien.messaging.models import Message
from thanthien.messaging.rules import Channel, Event, MessageError, State


def body_of(mail, kind: str = "plain") -> str:
    return mail.get_body(preferencelist=(kind,)).get_content()


def test_a_ready_result_is_told_by_mail(mailing, post):
    dossier = mailing.ready()
    mailing.follow()
    assert mailing.deliver() == 1
    (mail,) = post.got
    tail = dossier.code.rpartition("-")[2]
    assert mail["To"] == "hien@example.test" and "Trung tâm Phục vụ hành chính công xã Cẩm Tú" in mail["From"]
    assert tail in mail["Subject"] and "đã có kết quả" in mail["Subject"]
    text = body_of(mail)
    assert f"https://camtu.example/t/{dossier.tracking_code}" in text and "0237 300 0000" in text
    assert f'href="https://camtu.example/t/{dossier.tracking_code}"' in body_of(mail, "html")
    message = mailing.message()
    assert (message.state, message.sent_at) == (State.SENT, mailing.office.at)
    entry = Entry.objects.get(kind="message.sent")
    assert entry.subject == f"dossier:{dossier.pk}" and entry.data["channel"] == "mail"


def test_a_message_holds_nothing_that_a_stranger_should_read(mailing, post):
    dossier = mailing.ready()
    mailing.follow()
    mailing.deliver()
    whole = post.got[0].as_string() + body_of(post.got[0]) + body_of(post.got[0], "html")
    for secret in ("Hiền", "038192004317", "0912555408", dossier.procedure_name, "khai sinh", dossier.code):
        assert secret not in whole
    for entry in Entry.objects.filter(kind__startswith="message."):
        assert "hien@" not in entry.body and "0912" not in entry.body


def test_one_press_ends_messages(mailing, post):
    mailing.ready()
    mailing.follow()
    mailing.deliver()
    code = mailing.message().code
    mail = post.got[0]
    assert mail["List-Unsubscribe"] == f"<https://camtu.example/khong-nhan-tin/{code}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and mail["Auto-Submitted"] == "auto-generated"
    actions.refuse(message=queries.by_code(code=code), at=mailing.office.at)
    mailing.ready(at=mailing.office.at + timedelta(minutes=1))
    mailing.follow()
    assert mailing.deliver(hours=2) == 0 and len(post.got) == 1
    assert mailing.message(state=State.REFUSED).channel == Channel.MAIL
    actions.allow(message=queries.by_code(code=code), at=mailing.office.at)
    mailing.ready(at=mailing.office.at + timedelta(minutes=2))
    mailing.follow()
    assert mailing.deliver(hours=3) == 1 and len(post.got) == 2


def test_who_says_no_while_a_message_waits_does_not_get_it(mailing, post):
    mailing.ready()
    mailing.follow()
    actions.refuse(message=mailing.message(), at=mailing.office.at)
    mailing.deliver()
    assert not post.got and mailing.message().state == State.REFUSED


def test_a_full_mailbox_is_tried_again(mailing, post):
    post.says = ["452 Hộp thư đầy", "451 Bận"]
    mailing.ready()
    mailing.follow()
    mailing.deliver()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries) == ("due", 1) and "452" in delivery.last_error
    assert mailing.message().state == State.WAITING and "452" in mailing.message().error
    assert mailing.deliver(seconds=9) == 0
    assert mailing.deliver(seconds=11) == 1
    assert mailing.deliver(minutes=3) == 1
    assert len(post.got) == 1 and mailing.message().state == State.SENT and mailing.message().error == ""
    assert mailing.message().unsure == 0 and "hai lần" not in body_of(post.got[0])


def test_no_such_mailbox_falls_to_the_call_list(mailing, post):
    post.says = ["550 Không có hộp thư này"]
    dossier = mailing.ready()
    mailing.follow()
    mailing.deliver()
    message = mailing.message()
    assert (message.state, message.channel, message.tried) == (State.CALLING, Channel.CALL, Channel.MAIL)
    assert Delivery.objects.get().state == "dead" and mailing.deliver(days=1) == 0
    (person,) = queries.call_list(unit=mailing.office.unit, at=mailing.office.at)
    assert person.first.dossier_id == dossier.pk
    assert Entry.objects.get(kind="message.failed").data["channel"] == "mail"


def test_no_such_mailbox_and_no_telephone_is_shown_as_out_of_reach(mailing, post):
    post.says = ["550 Không có hộp thư này"]
    mailing.ready(phone="")
    mailing.follow()
    mailing.deliver()
    assert mailing.message().state == State.UNREACHABLE


def test_a_server_that_is_down_is_tried_until_the_call_list_takes_over(telling, tmp_path):
    from builders.mail import post_office

    with post_office(tmp_path) as server:
        telling.settings.SMTP = server.settings
        telling.switch(Channel.MAIL)
    telling.ready()
    telling.follow()
    waited = timedelta()
    for wait in (0, 10, 60, 300, 1800, 7200):
        waited += timedelta(seconds=wait)
        assert telling.deliver(seconds=waited.total_seconds()) == 1, wait
    message = telling.message()
    assert (message.state, message.tried) == (State.CALLING, Channel.MAIL) and "Chưa nối được máy chủ thư" in message.error


def test_a_server_that_comes_back_gets_the_message(telling, tmp_path):
    from builders.mail import post_office

    with post_office(tmp_path) as server:
        telling.settings.SMTP = server.settings | {"port": 1}
        telling.switch(Channel.MAIL)
        telling.ready()
        telling.follow()
        telling.deliver()
        telling.settings.SMTP = server.settings
        assert telling.deliver(seconds=11) == 1 and len(server.got) == 1


def test_a_wrong_password_is_our_own_side_and_loses_nobody(mailing, post):
    mailing.settings.SMTP = post.settings | {"password": "sai"}
    mailing.ready()
    mailing.follow()
    mailing.deliver()
    assert mailing.message().state == State.WAITING and "tên và mật khẩu" in mailing.message().error
    mailing.settings.SMTP = post.settings
    mailing.deliver(seconds=11)
    assert mailing.message().state == State.SENT


def test_a_server_whose_certificate_nobody_vouches_for_gets_neither_password_nor_message(mailing, post):
    mailing.settings.SMTP = post.settings | {"authority": ""}
    mailing.ready()
    mailing.follow()
    mailing.deliver()
    assert not post.got and "SSLCertVerificationError" in mailing.message().error


def test_a_crash_between_sending_and_writing_down_gives_one_double_and_says_so(mailing, post, monkeypatch):
    mailing.ready()
    mailing.follow()
    real = sending._sent

    def die(group, at):
        raise KeyboardInterrupt  # the process is gone: nothing is written down

    monkeypatch.setattr(sending, "_sent", die)
    with pytest.raises(KeyboardInterrupt):
        mailing.deliver()
    assert len(post.got) == 1 and Delivery.objects.get().state == "taken"
    monkeypatch.setattr(sending, "_sent", real)
    assert mailing.deliver(minutes=1) == 0
    followers.release_taken(at=mailing.office.at + timedelta(minutes=6))
    mailing.deliver(minutes=6)
    assert len(post.got) == 2 and post.got[0]["Message-ID"] == post.got[1]["Message-ID"]
    assert "có thể đến hai lần" in body_of(post.got[1]) and "hai lần" not in body_of(post.got[0])
    (told,) = queries.of_dossier(dossier=mailing.message().dossier)
    assert told.twice and told.code == State.SENT


def test_two_crashes_give_no_third_message_but_a_call(mailing, post, monkeypatch):
    mailing.ready()
    mailing.follow()

    def die(group, at):
        raise KeyboardInterrupt

    monkeypatch.setattr(sending, "_sent", die)
    for minutes in (0, 6):
        followers.release_taken(at=mailing.office.at + timedelta(minutes=minutes))
        with pytest.raises(KeyboardInterrupt):
            mailing.deliver(minutes=minutes)
    followers.release_taken(at=mailing.office.at + timedelta(minutes=12))
    mailing.deliver(minutes=12)
    assert len(post.got) == 2 and mailing.message().state == State.CALLING


def test_a_line_that_breaks_after_the_message_counts_as_maybe_sent(mailing, post):
    post.hangs_up = 1
    mailing.ready()
    mailing.follow()
    mailing.deliver()
    assert mailing.message().sending_since is not None and mailing.message().state == State.WAITING
    mailing.deliver(seconds=11)
    assert len(post.got) == 2 and mailing.message().unsure == 1 and "hai lần" in body_of(post.got[1])


@pytest.mark.thread("Zammad #4432")
def test_at_night_a_message_waits_for_the_opening(mailing, post):
    night = mailing.office.at.replace(hour=21)
    mailing.ready(at=night)
    mailing.follow()
    # Tuesday the 24th is a day off: the office opens again on Wednesday.
    opens = mailing.message().send_at
    assert (opens.astimezone(night.tzinfo).day, opens.astimezone(night.tzinfo).hour) == (25, 8)
    assert mailing.deliver(hours=14) == 0 and mailing.deliver(days=1, hours=1) == 0
    assert mailing.deliver(days=2) == 1 and len(post.got) == 1


@pytest.mark.thread("Zammad #4432")
def test_a_retry_that_falls_into_the_night_waits_too(mailing, post):
    post.says = ["451 Bận"]
    evening = mailing.office.at.replace(hour=19, minute=59, second=55)
    mailing.ready(at=evening)
    mailing.follow()
    mailing.deliver(hours=11, minutes=29, seconds=56)
    assert mailing.deliver(hours=12) == 1
    assert not post.got and mailing.deliver(hours=13) == 0
    assert mailing.deliver(days=2) == 1 and len(post.got) == 1


def test_on_rest_days_when_asked(mailing, post):
    mailing.switch(Channel.MAIL, rest_days=True)
    holiday = mailing.office.at + timedelta(days=1)
    mailing.ready(at=holiday)
    mailing.follow()
    assert mailing.deliver(days=1) == 1 and len(post.got) == 1


def test_several_in_an_hour_go_as_one(mailing, post):
    first = mailing.ready()
    mailing.follow()
    mailing.deliver()
    for minutes in (10, 20, 30):
        mailing.ready(at=mailing.office.at + timedelta(minutes=minutes))
    mailing.follow()
    assert mailing.deliver(minutes=31) == 3 and len(post.got) == 1
    assert mailing.deliver(minutes=61) == 1 and len(post.got) == 2
    assert "(và 2 tin nữa)" in post.got[1]["Subject"]
    assert body_of(post.got[1]).count("đã có kết quả") == 3
    assert Message.objects.filter(state=State.SENT).count() == 4 and not Message.objects.exclude(state=State.SENT).exists()
    assert first.messages.get().code != post.got[1]["Message-ID"]


def test_other_people_do_not_wait_for_each_other(mailing, post):
    mailing.ready()
    mailing.ready(email="khac@example.test")
    mailing.follow()
    mailing.deliver()
    # The second registration changed the address of the same person, so both go there, together.
    assert [mail["To"] for mail in post.got] == ["khac@example.test"]


def test_what_is_not_so_any_more_is_not_sent(mailing, post):
    from thanthien.dossiers import actions as dossiers

    night = mailing.office.at.replace(hour=21)
    dossier = mailing.ready(at=night)
    mailing.follow()
    dossiers.hand_over(
        dossier=dossier, by=mailing.office.actor(mailing.office.hanh), at=night + timedelta(minutes=5), fee_paid="waived"
    )
    mailing.follow()
    assert mailing.message().state == State.MOOT
    assert mailing.deliver(days=2) == 1 and not post.got and Delivery.objects.get().state == "done"


def test_a_channel_switched_off_meanwhile_sends_nothing(mailing, post):
    mailing.ready()
    mailing.follow()
    mailing.switch()
    mailing.deliver()
    assert not post.got and mailing.message().state == State.CALLING


def test_a_demonstration_sends_nothing_even_where_a_server_is_named(mailing, post):
    mailing.settings.DEMO = True
    mailing.ready()
    mailing.follow()
    assert mailing.deliver() == 0 and not post.got and not Delivery.objects.exists()
    assert mailing.message().channel == Channel.CALL


def test_a_message_that_waited_when_the_demonstration_began_is_not_sent(mailing, post):
    mailing.ready()
    mailing.follow()
    mailing.settings.DEMO = True
    mailing.deliver()
    assert not post.got


def test_the_administrator_can_try_again(mailing, post):
    post.says = ["550 Không có hộp thư này"]
    mailing.ready()
    mailing.follow()
    mailing.deliver()
    again = actions.send_again(message=mailing.message(), by=mailing.office.actor(mailing.admin), at=mailing.office.at)
    assert again.state == State.WAITING and not queries.call_list(unit=mailing.office.unit, at=mailing.office.at)
    mailing.deliver()
    assert len(post.got) == 1 and mailing.message().state == State.SENT
    with pytest.raises(MessageError, match="không còn chờ gửi"):
        actions.send_again(message=mailing.message(), by=mailing.office.actor(mailing.admin), at=mailing.office.at)


def test_a_test_mail_to_oneself(mailing, post):
    sending.send_test(unit=mailing.office.unit, to="quantri@camtu.example", event=Event.LATE, at=mailing.office.at)
    assert post.got[0]["To"] == "quantri@camtu.example" and "1118-0023" in post.got[0]["Subject"]
    assert not Message.objects.exists()
    post.says = ["550 Không có"]
    with pytest.raises(MessageError, match="Thư thử chưa đi"):
        sending.send_test(unit=mailing.office.unit, to="quantri@camtu.example", event=Event.LATE, at=mailing.office.at)
    with pytest.raises(MessageError, match="chưa có địa chỉ thư"):
        sending.send_test(unit=mailing.office.unit, to="", event=Event.LATE, at=mailing.office.at)


def test_late_is_told_with_an_apology(mailing, post):
    from thanthien.dossiers import actions as dossiers

    dossier = received(mailing.office, CIVIL, at=mailing.office.at - timedelta(days=3), applicant=_with_mail(mailing))
    dossiers.tick(unit=mailing.office.unit, at=mailing.office.at + timedelta(days=9))
    mailing.follow()
    moment = mailing.message(event=Event.LATE).send_at
    sending.deliver(at=moment)
    assert len(post.got) == 1 and "xin lỗi" in post.got[0]["Subject"]
    assert dossier.tracking_code in body_of(post.got[0])


def _with_mail(telling):
    from thanthien.people import actions as people

    return people.register_citizen(
        unit=telling.office.unit, name="Trương Thị Hiền", id_number="038192004317", email="hien@example.test",
        by=telling.office.actor(telling.office.hanh), at=telling.office.at,
    )  # fmt: skip


def test_the_mail_is_well_formed(post):
    mail = Mailbox(**post.settings).message(
        sending.Letter("a@example.test", "Trung tâm", "Tiêu đề: dài", "chữ\n", "<p>chữ</p>", "", "7K4M92QXW3TB", "https://x.example/s")
    )  # fmt: skip
    assert mail["Message-ID"] == "<7K4M92QXW3TB@camtu.example>" and mail["Date"]
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    with pytest.raises(ValueError):
        Mailbox(**post.settings).message(sending.Letter("a@example.test", "X", "dòng\nkhác", "", "", "", "1", ""))
