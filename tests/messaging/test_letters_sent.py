"""A signed letter goes by message: with consent, through a real gateway and a real mail server, opened by its link alone."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from builders.letters import CHILD
from messaging.test_gateway import gateway
from thanthien.journal.followers import catch_up
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.journeys.send_letter import send_letter, why_not
from thanthien.letters import actions, queries
from thanthien.letters.models import Letter
from thanthien.letters.rules import LetterError, State, Way
from thanthien.messaging.models import Message, Refusal
from thanthien.messaging.recipients import digest_of
from thanthien.messaging.rules import Channel
from thanthien.messaging.rules import State as Sent


def acting(telling, who: str = "hanh", **later: float) -> dict:
    return {"by": telling.office.actor(getattr(telling.office, who)), "at": telling.office.at + timedelta(**later)}


def draft(telling, **known) -> Letter:
    """A birth whose result is ready and told of; its letter waits for the leader."""
    dossier = telling.ready(**known)
    telling.follow()
    telling.deliver()
    catch_up(name="letters", unit=telling.office.unit)
    return actions.answer(letter=Letter.objects.get(dossier=dossier), facts=CHILD, **acting(telling))


def signed(telling, **known) -> Letter:
    return actions.sign(letter=draft(telling, **known), **acting(telling, "nghia"))


def texted(telling, address: str) -> Letter:
    telling.settings.SMS_GATEWAY = {"address": address, "token": "khoa"}
    telling.switch(Channel.SMS)
    return signed(telling, email="")


def follow(telling) -> None:
    for name in ("messages", "letters"):
        catch_up(name=name, unit=telling.office.unit)


def test_it_is_texted_opened_and_counts_as_handed_over_when_the_message_has_gone(telling):
    with gateway() as (got, address):
        letter = texted(telling, address)
        send_letter(letter=letter, agreed=True, **acting(telling))
        follow(telling)
        letter.refresh_from_db()
        assert (letter.state, letter.way) == (State.SIGNED, Way.MESSAGE)
        telling.deliver(hours=2)
        follow(telling)
    letter.refresh_from_db()
    assert letter.state == State.HANDED and letter.handed_at == telling.office.at + timedelta(hours=2)
    said = got[-1][2]["text"]
    assert "Xã Cẩm Tú có thư gửi gia đình ông/bà" in said and got[-1][2]["to"] == "84912555408"
    assert not re.search("Bảo|Hiền|khai sinh|0381|chúc mừng", said)
    link = re.search(r"https://camtu.example(/thu/\w+)", said)[1]
    page = Client().get(link)
    assert "Phạm Gia Bảo" in page.content.decode() and "noindex" in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer" and "no-store" in page["Cache-Control"]
    assert Client().get(f"{link}/thu.pdf").content.startswith(b"%PDF")
    asked, handed = (Entry.objects.get(kind=kind) for kind in ("letter.to_send", "letter.handed"))
    assert asked.data["agreed"] is True and asked.actor == "officer:hanh" and handed.data["way"] == "message"
    assert not Entry.objects.filter(body__contains="0912").exists() and verify() is None


def test_it_goes_by_mail_where_there_is_an_address(mailing, post):
    letter = signed(mailing)
    send_letter(letter=letter, agreed=True, **acting(mailing))
    follow(mailing)
    mailing.deliver(hours=2)
    follow(mailing)
    mail = post.got[-1]
    assert mail["Subject"] == "Xã Cẩm Tú có thư gửi gia đình ông/bà" and "Bảo" not in mail.as_string()
    assert Letter.objects.get().state == State.HANDED


def test_without_consent_nothing_goes(mailing):
    letter = signed(mailing)
    with pytest.raises(LetterError, match="đánh dấu ô đồng ý") as refused:
        send_letter(letter=letter, agreed=False, **acting(mailing))
    assert refused.value.field == "agreed" and not Entry.objects.filter(kind="letter.to_send").exists()


def test_a_draft_is_not_sent(mailing):
    with pytest.raises(LetterError, match="chưa ký"):
        send_letter(letter=draft(mailing), agreed=True, **acting(mailing))


def test_it_is_asked_once_while_it_waits(mailing):
    letter = signed(mailing)
    send_letter(letter=letter, agreed=True, **acting(mailing))
    follow(mailing)
    with pytest.raises(LetterError, match="đang chờ gửi"):
        send_letter(letter=letter, agreed=True, **acting(mailing))


def test_why_a_letter_cannot_go_by_message(telling, mailing):
    letter, at = signed(mailing), mailing.office.at
    assert why_not(letter=letter, at=at) is None
    Refusal.objects.create(unit_id=mailing.office.unit, recipient=digest_of("hien@example.test"), at=at)
    assert "không nhận tin" in why_not(letter=letter, at=at)
    Refusal.objects.all().delete()
    telling.settings.PUBLIC_ADDRESS = ""
    assert "địa chỉ trên mạng" in why_not(letter=letter, at=at)
    telling.settings.PUBLIC_ADDRESS, telling.settings.DEMO = "https://camtu.example", True
    assert "trình diễn" in why_not(letter=letter, at=at)
    telling.settings.DEMO = False
    telling.switch()
    assert "chưa bật kênh" in why_not(letter=letter, at=at)


def test_a_gateway_that_refuses_leaves_the_letter_to_be_carried_and_nobody_is_called(telling):
    with gateway(202, 422) as (_, address):
        letter = texted(telling, address)
        send_letter(letter=letter, agreed=True, **acting(telling))
        follow(telling)
        telling.deliver(hours=2)
        follow(telling)
    letter.refresh_from_db()
    message = Message.objects.get(event="letter")
    assert letter.state == State.SIGNED and message.state == Sent.UNREACHABLE and "422" in message.error
    actions.hand(letter=letter, way="home", receiver="mẹ cháu", **acting(telling, hours=3))
    assert queries.letter(pk=letter.pk, unit=telling.office.unit).state == State.HANDED


def test_what_is_stopped_in_between_does_not_go_and_its_link_opens_nothing(telling):
    with gateway() as (got, address):
        letter = texted(telling, address)
        send_letter(letter=letter, agreed=True, **acting(telling))
        follow(telling)
        actions.stop(letter=letter, why="cháu đang nằm viện", **acting(telling, minutes=5))
        follow(telling)
        telling.deliver(hours=2)
    message = Message.objects.get(event="letter")
    assert len(got) == 1 and message.state == Sent.MOOT
    assert Client().get(f"/thu/{message.code}").status_code == 404


def test_the_link_of_another_message_an_old_one_and_a_wrong_one_open_nothing(mailing):
    letter = signed(mailing)
    ready = Message.objects.get(event="ready")
    assert Client().get(f"/thu/{ready.code}").status_code == Client().get("/thu/KHONGCO").status_code == 404
    send_letter(letter=letter, agreed=True, **acting(mailing))
    follow(mailing)
    message = Message.objects.get(event="letter")
    assert Client().get(f"/thu/{message.code}").status_code == 200
    Message.objects.filter(pk=message.pk).update(at=mailing.office.at - timedelta(days=61))
    assert Client().get(f"/thu/{message.code}").status_code == 404
