"""The link under a message: ends messages without a login or a cookie, brings them back, names nobody."""

import pytest
from django.test import Client

from builders.dossiers import BIRTH, add_officers, load_small_catalogue, ready, received
from thanthien.journal import followers
from thanthien.messaging import calling, queries
from thanthien.messaging.models import Message, Refusal
from thanthien.messaging.rules import Outcome


@pytest.fixture
def message(office) -> Message:
    load_small_catalogue()
    ready(office, received(office, BIRTH), at=office.at, others=add_officers(office))
    followers.catch_up(name="messages", unit=office.unit)
    return Message.objects.get()


def test_the_page_asks_and_names_nobody(message):
    page = Client().get(f"/khong-nhan-tin/{message.code}").content.decode()
    assert "Ông/bà không muốn nhận tin nữa?" in page and "noindex" in page
    assert "Hiền" not in page and "0912" not in page and not Refusal.objects.exists()


def test_a_mail_programme_presses_without_a_cookie(message):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(f"/khong-nhan-tin/{message.code}", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and "Xã không nhắn nữa" in answer.content.decode()
    assert queries.refuses(unit=message.unit_id, recipient=message.recipient)


def test_it_can_be_taken_back(message):
    browser = Client()
    browser.post(f"/khong-nhan-tin/{message.code}")
    page = browser.post(f"/khong-nhan-tin/{message.code.lower()}", {"again": "1"}).content.decode()
    assert "Xã sẽ nhắn lại" in page and not queries.refuses(unit=message.unit_id, recipient=message.recipient)


@pytest.mark.parametrize("code", ["AAAAAAAAAAAA", "x", "'"])
def test_a_link_of_nobody_is_not_there(message, code):
    assert Client().get(f"/khong-nhan-tin/{code}").status_code == 404
    assert Client().post(f"/khong-nhan-tin/{code}").status_code == 404 and not Refusal.objects.exists()


def test_the_tracking_page_says_what_they_were_told(message, office):
    address = f"/t/{message.dossier.tracking_code}"
    assert 'data-test="told"' not in Client().get(address).content.decode()
    calling.end(message=message, outcome=Outcome.REACHED, by=office.actor(office.hanh), at=office.at)
    page = Client().get(address).content.decode()
    assert "Xã đã báo ông/bà" in page and "Có kết quả" in page and "Gọi điện" in page
