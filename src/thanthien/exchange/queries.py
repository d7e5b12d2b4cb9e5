"""Every read of the room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from thanthien.exchange.models import Notice, Webhook
from thanthien.exchange.rules import OVERLAP
from thanthien.journal.asking import composed
from thanthien.journal.models import Delivery
from thanthien.people.scoping import everywhere
from thanthien.shared.codes import unsealed

NAME = "webhooks"  # of the follower and its deliveries
PURPOSE = "webhook"


def webhook(*, pk: int, unit: str) -> Webhook | None:
    """One of the unit, removed ones too (their removal can be taken back), or None."""
    return Webhook.objects.filter(pk=pk, unit_id=unit).first()


def webhooks(*, unit: str) -> list[Webhook]:
    """Those of the unit that were not removed, by name."""
    return list(Webhook.objects.filter(unit_id=unit, removed_at=None).order_by("name", "pk"))


def listening(*, unit: str) -> list[Webhook]:
    """Those that notices are made for. One that paused itself goes on collecting; one that was switched off does not."""
    return _listening.rows(unit=unit)


@composed
def _listening(unit: str) -> QuerySet[Webhook]:
    return Webhook.objects.filter(unit_id=unit, active=True, removed_at=None).order_by("pk")


def stopped(*, unit: str) -> list[Webhook]:
    """Those that paused themselves: an administrator has to look."""
    return list(Webhook.objects.filter(unit_id=unit, active=True, removed_at=None, paused_at__isnull=False).order_by("paused_at"))


def keys_of(row: Webhook, *, at: datetime) -> list[str]:
    """The secrets that sign at `at`, the present one first."""
    keys = [unsealed(row.secret, purpose=PURPOSE)]
    if row.former and row.former_until is not None and at < row.former_until:
        keys.append(unsealed(row.former, purpose=PURPOSE))
    return keys


def rotated_at(row: Webhook) -> datetime | None:
    """When the secret was changed last, while the one before still signs."""
    return row.former_until - OVERLAP if row.former_until else None


def with_work(*, at: datetime) -> list[tuple[str, int]]:
    """(unit, webhook) for every receiver of this installation that something can be brought to now."""
    due = Delivery.objects.filter(follower=NAME, state=Delivery.State.DUE, next_try__lte=at).order_by()
    wanted = {int(target) for target in due.values_list("target", flat=True).distinct()}
    if not wanted:
        return []
    with everywhere():  # the courier serves every unit, each in its own scope
        rows = Webhook.objects.filter(pk__in=wanted, active=True, removed_at=None, paused_at=None)
        rows = rows.filter(Q(rest_until=None) | Q(rest_until__lte=at)).order_by("pk")
        return list(rows.values_list("unit_id", "pk"))


@dataclass(frozen=True, slots=True)
class Sent:
    """A notice with how its delivery stands."""

    notice: Notice
    delivery: Delivery | None


def last_notices(*, row: Webhook, limit: int = 50) -> list[Sent]:
    """The newest notices of a webhook, with their deliveries. Two queries."""
    notices = list(Notice.objects.filter(webhook=row).order_by("-seq")[:limit])
    deliveries = {one.seq: one for one in _deliveries(row, [notice.seq for notice in notices])}
    return [Sent(one, deliveries.get(one.seq)) for one in notices]


def _deliveries(row: Webhook, seqs: Iterable[int]) -> list[Delivery]:
    return list(Delivery.objects.filter(follower=NAME, unit=row.unit_id, target=str(row.pk), seq__in=list(seqs)))


def waiting(*, unit: str, webhooks: Iterable[Webhook]) -> dict[int, int]:
    """Webhook → how many notices wait for it; those for whom nothing waits are left out."""
    targets = [str(one.pk) for one in webhooks]
    open_ = (Delivery.State.DUE, Delivery.State.TAKEN)
    rows = Delivery.objects.filter(follower=NAME, target__in=targets, state__in=open_, unit=unit).order_by()
    return {int(target): n for target, n in rows.values_list("target").annotate(n=Count("pk"))}
