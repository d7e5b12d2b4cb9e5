"""Many acts of one unit at once: whoever asked first has the chain first, so nobody stands there while others come and go."""

import threading
import time

import pytest
from django.db import connections
from django_scopes import scopes_disabled

from thanthien.journal.actions import act
from thanthien.journal.turn import Turn
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
    assert max(overtaken) <= 2 * HANDS


def test_whoever_has_the_turn_may_enter_again_and_hands_it_over_in_order():
    turn, order = Turn(), []

    def wait(name: str) -> None:
        with turn:
            order.append(name)

    waiting = []
    with turn, turn:
        for name in ("first", "second", "third"):
            hand = threading.Thread(target=wait, args=[name])
            hand.start()
            waiting.append(hand)
            for _ in range(500):
                if len(turn._queue) == len(waiting):
                    break
                time.sleep(0.01)
    for hand in waiting:
        hand.join(5)
    assert order == ["first", "second", "third"]


def test_an_act_that_fails_leaves_the_turn():
    turn = Turn()
    with pytest.raises(ZeroDivisionError), turn:
        raise ZeroDivisionError
    entered = threading.Thread(target=lambda: turn.__enter__())
    entered.start()
    entered.join(5)
    assert not entered.is_alive()
