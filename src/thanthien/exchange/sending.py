"""Bringing notices out: for one receiver one after the other in the order of the journal, the answer written down.

A crash between handing over and writing down leaves the delivery taken; it is tried again with the same id, so a notice may come
twice and never not at all.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from thanthien.exchange import actions, line, queries, rules
from thanthien.exchange.follower import make
from thanthien.exchange.models import Notice, Webhook
from thanthien.exchange.queries import NAME
from thanthien.exchange.rules import Answer, ExchangeError, Trouble
from thanthien.journal import followers
from thanthien.journal.actions import write_turn
from thanthien.journal.models import Delivery, Entry
from thanthien.people.scoping import in_unit
from thanthien.shared.actor import clock


def deliver(*, unit: str, webhook: int, at: datetime, most: int = 1) -> int:
    """Bring up to `most` notices that are due to one receiver; returns how many were tried. The first that must be waited
    for ends it.
    """
    tried = 0
    with in_unit(unit):
        while tried < most:
            row = queries.webhook(pk=webhook, unit=unit)
            if row is None or not _open(row, at):
                break
            delivery = followers.take_next(follower=NAME, unit=unit, target=str(webhook), at=at)
            if delivery is None:
                break
            _one(row, delivery, at)
            tried += 1
    return tried


def _open(row: Webhook, at: datetime) -> bool:
    return row.active and row.removed_at is None and row.paused_at is None and (row.rest_until is None or row.rest_until <= at)


def _one(row: Webhook, delivery: Delivery, at: datetime) -> Answer:
    notice = Notice.objects.get(webhook=row, seq=delivery.seq)
    answer = posted(row, notice, at=at)
    if answer.trouble is None:
        with write_turn(), transaction.atomic():
            followers.delivered(delivery)
            Notice.objects.filter(pk=notice.pk).update(sent_at=at, tried_at=at, status=answer.status, trouble="")
            Webhook.objects.filter(pk=row.pk).update(failing_since=None, rest_until=None, last_ok=at)
    else:
        _failed(row, delivery, notice, answer, at)
    return answer


def posted(row: Webhook, notice: Notice, *, at: datetime) -> Answer:
    """One try, outside of any transaction."""
    networks = settings.WEBHOOKS["networks"]
    try:
        target = rules.target_of(row.address, networks=networks)
    except ExchangeError:  # the setting was narrowed since it was written down
        return Answer(Trouble.FORBIDDEN)
    told = rules.headers(code=notice.code, body=notice.body, moment=at, keys=queries.keys_of(row, at=at))
    return line.post(
        target, body=notice.body, headers=told, networks=networks, demo=settings.DEMO, authority=settings.WEBHOOKS["authority"],
        at=at,
    )  # fmt: skip


def _failed(row: Webhook, delivery: Delivery, notice: Notice, answer: Answer, at: datetime) -> None:
    """Later again. The others behind it wait too when the receiver is away; after three days of nothing it pauses itself."""
    assert answer.trouble is not None
    tested = notice.kind == rules.TEST  # says nothing of the others, and is not repeated by itself
    since = row.failing_since or at
    wait = max(rules.WAITS[min(delivery.tries, len(rules.WAITS) - 1)], answer.later)
    rest = at + timedelta(seconds=wait) if rules.holds_back(answer, tries=delivery.tries) else None
    pause = not tested and rules.worn_out(failing_since=since, at=at, status=answer.status)
    with write_turn(), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(tried_at=at, status=answer.status, trouble=answer.trouble)
        if not tested:
            Webhook.objects.filter(pk=row.pk).update(failing_since=since, rest_until=rest)
        if tested:
            followers.gave_up(delivery, error=answer.trouble)
        elif pause:
            followers.postponed(delivery, until=at)  # kept for when it goes on
        else:
            moment = at + timedelta(seconds=wait)
            followers.failed(delivery, error=answer.trouble, at=at, waits=rules.WAITS, not_before=moment)
    if pause:
        actions.pause(webhook=row, gone=answer.status == rules.GONE, by=clock(row.unit_id), at=at)


def send_now(*, webhook: Webhook, entry: Entry, at: datetime) -> Answer | None:
    """The notice of an entry (`actions.ask_test`) while the administrator waits: what came of it, or None when the courier was
    faster and has it in hand. Outside of any transaction.
    """
    with write_turn(), transaction.atomic():
        notice = make(entry, webhook, at=at)
    assert notice is not None
    delivery = followers.take_this(follower=NAME, unit=webhook.unit_id, seq=entry.seq, at=at, target=str(webhook.pk))
    return _one(webhook, delivery, at) if delivery is not None else None
