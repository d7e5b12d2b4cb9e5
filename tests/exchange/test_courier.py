"""The courier's threads: what is due is brought by itself, a slow receiver does not hold up another."""

import time

import pytest
import time_machine

from builders.receiving import HANGS, receiving
from thanthien.config import courier
from thanthien.config.courier import Courier
from thanthien.exchange import line
from thanthien.exchange.models import Notice
from thanthien.journal.models import Lease

pytestmark = pytest.mark.django_db(transaction=True)


def until(true, seconds: float = 15) -> bool:
    for _ in range(int(seconds / 0.05)):
        if true():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def running(house, monkeypatch):
    monkeypatch.setattr(courier, "SECONDS", 0.1)
    one = Courier()
    with time_machine.travel(house.at, tick=True):
        yield one
        one.stop()
        time.sleep(0.3)


def test_what_is_due_is_brought(house, running):
    with receiving() as receiver:
        _, receiver.secret = house.tell(receiver.address)
        for _ in range(3):
            house.received()
        house.follow()
        running.start()
        assert until(lambda: Notice.objects.filter(sent_at__isnull=False).count() == 3)
        running.stop()
    assert [one.wrong for one in receiver.got] == ["", "", ""] and receiver.ids == sorted(receiver.ids, key=lambda i: int(i[6:]))
    assert Lease.objects.get(name="courier").holder == running.holder


def test_a_slow_receiver_holds_up_no_other(house, running, monkeypatch):
    monkeypatch.setattr(line, "ANSWER_SECONDS", 60)
    monkeypatch.setattr(line, "WHOLE_SECONDS", 60)
    with receiving(HANGS, HANGS) as slow, receiving() as quick:
        house.tell(slow.address, name="Chậm")
        house.tell(quick.address, name="Nhanh")
        for _ in range(2):
            house.received()
        house.follow()
        running.start()
        assert until(lambda: Notice.objects.filter(sent_at__isnull=False).count() == 2)
        assert len(quick.got) == 2 and len(slow.got) == 1, "the first notice still hangs there, the second waits behind it"
        running.stop()
