"""The postman's thread: stays at home where nothing is set up, and brings what is due where something is."""

import time

import pytest
import time_machine

from thanthien.config.postman import Postman
from thanthien.journal.models import Lease
from thanthien.messaging.rules import State

pytestmark = pytest.mark.django_db(transaction=True)


def test_without_a_channel_there_is_no_postman(telling):
    assert Postman().start() is False


def test_in_a_demonstration_there_is_no_postman(telling, post):
    telling.settings.DEMO = True
    assert Postman().start() is False


def test_what_is_due_is_brought(mailing, post):
    mailing.ready()
    mailing.follow()
    postman = Postman()
    with time_machine.travel(mailing.office.at, tick=True):
        assert postman.start() is True
        for _ in range(200):
            if post.got and mailing.message().state == State.SENT:
                break
            time.sleep(0.05)
        postman.stop()
    assert len(post.got) == 1 and mailing.message().state == State.SENT
    assert Lease.objects.get(name="postman").holder == postman.holder
