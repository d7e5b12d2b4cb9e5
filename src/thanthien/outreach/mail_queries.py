"""Every read about the public post."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from thanthien.outreach.mail import MailState, Way
from thanthien.outreach.models_mail import OPEN, PostalItem

GONE = (MailState.SENT, MailState.DELIVERED, MailState.BACK)


@dataclass(frozen=True, slots=True)
class MailFigures:
    """Letters of a stretch of days, by what became of them, and what they cost."""

    sent: int
    delivered: int
    back: int
    came: int
    fees: int


def item(*, unit: str, pk: int) -> PostalItem | None:
    """One letter of the unit, or None."""
    return PostalItem.objects.filter(unit_id=unit, pk=pk).first()


def ready(*, unit: str) -> list[PostalItem]:
    """What waits for the postman, oldest first."""
    return list(PostalItem.objects.filter(unit_id=unit, way=Way.OUT, state=MailState.READY).order_by("made_at", "pk"))


def with_letter(*, unit: str, subjects: Sequence[str]) -> set[str]:
    """Of these results, those that have a letter already."""
    rows = PostalItem.objects.filter(unit_id=unit, way=Way.OUT, subject__in=subjects, state__in=OPEN)
    return set(rows.values_list("subject", flat=True))


def gone(*, unit: str, limit: int = 200) -> list[PostalItem]:
    """What the postman took: on its way first, then the newest."""
    rows = PostalItem.objects.filter(unit_id=unit, way=Way.OUT, state__in=GONE)
    order = {MailState.SENT: 0, MailState.BACK: 1, MailState.DELIVERED: 2}
    return sorted(rows.order_by("-sent_at", "-pk")[:limit], key=lambda row: order[MailState(row.state)])


def came(*, unit: str, limit: int = 200) -> list[PostalItem]:
    """What people sent, the newest first."""
    rows = PostalItem.objects.filter(unit_id=unit, way=Way.IN, state=MailState.ARRIVED)
    return list(rows.order_by("-made_at", "-pk")[:limit])


def of_day(*, unit: str, day: date) -> list[PostalItem]:
    """The hand-over list of a day: what the postman took, and what waits for them."""
    rows = PostalItem.objects.filter(unit_id=unit, way=Way.OUT, day=day).exclude(state=MailState.WITHDRAWN)
    return list(rows.order_by("made_at", "pk"))


def figures(*, unit: str, since: date, until: date) -> MailFigures:
    """One query."""
    rows = PostalItem.objects.filter(unit_id=unit, day__gte=since, day__lte=until)
    out = Q(way=Way.OUT, state__in=GONE)
    found = rows.aggregate(
        sent=Count("pk", filter=out), delivered=Count("pk", filter=Q(state=MailState.DELIVERED)),
        back=Count("pk", filter=Q(state=MailState.BACK)), came=Count("pk", filter=Q(way=Way.IN, state=MailState.ARRIVED)),
        fees=Sum("fee_vnd", filter=out, default=0),
    )  # fmt: skip
    return MailFigures(**found)
