"""The follower `webhooks`: for each receiver that asked for it one notice of an entry, in the transaction of its position."""

from datetime import datetime

from thanthien.exchange import queries, rules
from thanthien.exchange.models import Notice, Webhook
from thanthien.exchange.queries import NAME
from thanthien.journal import followers
from thanthien.journal.models import Delivery, Entry

TOLD = frozenset(map(str, rules.Event))


@followers.follows(NAME)
def tell(entries: list[Entry]) -> None:
    """A batch of one unit's entries, in order. An entry that made its notice already makes no second one."""
    listening = queries.listening(unit=entries[0].unit)
    for entry in entries:
        if entry.kind == rules.TEST:
            row = queries.webhook(pk=int(entry.subject.partition(":")[2]), unit=entry.unit)
            if row is not None:
                make(entry, row)
        elif entry.kind in TOLD:
            for row in listening:
                if row.from_seq < entry.seq and entry.kind in row.events:
                    make(entry, row)


def make(entry: Entry, row: Webhook, *, at: datetime | None = None) -> Notice | None:
    """The notice of an entry for a receiver with its delivery, due at once; None when there is nothing to tell of it."""
    known = Notice.objects.filter(webhook=row, seq=entry.seq).first()
    if known is not None:
        return known
    cloud = rules.cloud_of(
        unit=entry.unit, seq=entry.seq, kind=entry.kind, at=entry.at, subject=entry.subject, data=entry.data
    )  # fmt: skip
    if cloud is None:
        return None
    made = Notice.objects.create(
        unit_id=entry.unit, webhook=row, seq=entry.seq, code=cloud.id, kind=entry.kind, subject=cloud.subject, body=cloud.body(),
        at=entry.at,
    )  # fmt: skip
    # `written_at`, not the legal moment, which a late clock may have set in the past or a simulation anywhere.
    when = at or entry.written_at
    Delivery.objects.create(follower=NAME, unit=entry.unit, seq=entry.seq, target=str(row.pk), next_try=when)
    return made
