"""Many acts of one unit at once: whoever asked first has the chain first, so nobody stands there while others come and go."""

import threading

import pytest
from django.db import connections
from django_scopes import scopes_disabled

from thanthien.journal.actions import act
from thanthien.shared.actor import system

HANDS, ACTS = 8, 40

pytestmark = pytest.mark.django_db(transaction=True)


def test_nobody_is_overtaken_again_and_again(office):
    done: list[int] = []
    overtaken: list[int] = []
    start = threading.Barrier(HANDS)

    def run(hand: int) -> None:
        start.wait(30)
        try:
            with scopes_disabled():
                for _ in range(ACTS):
                    asked = len(done)
                    with act(unit=office.unit, by=system(office.unit), at=office.at) as deed:
                        deed.chain(office.unit)
                        overtaken.append(len(done) - asked)
                        deed.enter("counter.opened", subject=f"counter:{hand}")
                        done.append(hand)
        finally:
            connections.close_all()

    hands = [threading.Thread(target=run, args=[hand]) for hand in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(60)

    assert len(done) == HANDS * ACTS
    assert max(overtaken) <= 3 * HANDS
