"""The courier of a running office: brings webhooks to other programmes, in threads of its own, so that a receiver which answers
slowly holds up nothing of the house and hardly the other receivers. One process holds the lease.
"""

import logging
import os
import threading
import time
import uuid

from django.conf import settings
from django.db import close_old_connections, connections

from thanthien.exchange import national
from thanthien.exchange.national_rules import NationalError
from thanthien.exchange.queries import with_work
from thanthien.exchange.sending import deliver
from thanthien.journal.actions import take_lease
from thanthien.people.queries import offices
from thanthien.shared.clock import now

log = logging.getLogger("thanthien.courier")
SECONDS, LEASE_SECONDS, ROUND_SECONDS, ASK_SECONDS = 2, 180, 60, 600
AT_ONCE = 4


class Courier:
    """`start()` a daemon thread; `stop()` ends it. Errors are logged and tried again."""

    def __init__(self) -> None:
        self.holder = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self.ended = threading.Event()
        self.next_ask = 0.0  # of the monotonic clock

    def start(self) -> None:
        threading.Thread(target=self._run, name="courier", daemon=True).start()

    def stop(self) -> None:
        self.ended.set()

    def _run(self) -> None:
        hands: dict[int, threading.Thread] = {}  # by receiver: one never has two hands at work
        while not self.ended.is_set():
            try:
                hands = {webhook: hand for webhook, hand in hands.items() if hand.is_alive()}
                work = [one for one in with_work(at=now()) if one[1] not in hands]
                if work and take_lease(name="courier", holder=self.holder, at=now(), seconds=LEASE_SECONDS):
                    for unit, webhook in work[: AT_ONCE - len(hands)]:
                        hands[webhook] = threading.Thread(target=self._round, args=(unit, webhook), daemon=True)
                        hands[webhook].start()
                if (
                    national.waiting(at=now())
                    and 0 not in hands
                    and take_lease(name="courier", holder=self.holder, at=now(), seconds=LEASE_SECONDS)
                ):
                    hands[0] = threading.Thread(target=self._to_the_nation, daemon=True)
                    hands[0].start()
                self._ask_the_nation()
            except Exception:
                log.exception("the courier stumbled")
            finally:
                close_old_connections()
            self.ended.wait(SECONDS)
        connections.close_all()

    def _ask_the_nation(self) -> None:
        """Now and then: what citizens handed in on the portal. A portal that does not answer is asked again the next time."""
        if not settings.NATIONAL["address"] or time.monotonic() < self.next_ask:
            return
        if not take_lease(name="courier-in", holder=self.holder, at=now(), seconds=LEASE_SECONDS):
            return
        self.next_ask = time.monotonic() + ASK_SECONDS
        for office in offices():
            try:
                national.fetch(unit=office.unit_id, at=now())
            except NationalError as error:
                log.warning("the national portal gave no new dossiers: %s", error)

    def _to_the_nation(self) -> None:
        """The records that are due to the national portal, one after the other; at most a minute."""
        end = time.monotonic() + ROUND_SECONDS
        try:
            while time.monotonic() < end and not self.ended.is_set() and national.deliver(at=now()):
                pass
        except Exception:
            log.exception("the national portal could not be served")
        finally:
            connections.close_all()

    def _round(self, unit: str, webhook: int) -> None:
        """What is due to one receiver, one notice after the other, each with the present hour; at most a minute."""
        end = time.monotonic() + ROUND_SECONDS
        try:
            while time.monotonic() < end and not self.ended.is_set() and deliver(unit=unit, webhook=webhook, at=now()):
                pass
        except Exception:
            log.exception("a receiver of %s could not be served", unit)
        finally:
            connections.close_all()
