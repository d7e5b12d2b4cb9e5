"""The figures of a day counted from the dossiers themselves, to hold beside what was folded from the journal."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, Q

from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import OPEN, Outcome
from thanthien.shared.clock import VIETNAM, day_of


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Dossiers of a unit at a moment: what today brought, what is due today, and all that are overdue, however old."""

    received: int
    early: int
    on_time: int
    finished_late: int
    returned: int
    due_today: int
    late: int


def midnights(at: datetime) -> tuple[datetime, datetime]:
    start = datetime.combine(day_of(at), time(), tzinfo=VIETNAM)
    return start, start + timedelta(days=1)


def day_figures(*, unit: str, at: datetime) -> DayFigures:
    """The figures of the day in one query: received, finished by verdict, returned, due today, and everything overdue."""
    start, end = midnights(at)
    today = Q(finished_at__gte=start, finished_at__lt=end)
    running = Q(state__in=OPEN)
    rows = Dossier.objects.filter(unit_id=unit).filter(
        running | Q(received_at__gte=start) | Q(finished_at__gte=start) | Q(returned_at__gte=start)
    )
    return DayFigures(
        **rows.aggregate(
            received=Count("pk", filter=Q(received_at__gte=start, received_at__lt=end) & ~Q(outcome=Outcome.ANNULLED)),
            early=Count("pk", filter=today & Q(due_at__gte=end)),
            on_time=Count("pk", filter=today & Q(due_at__gte=start, due_at__lt=end)),
            finished_late=Count("pk", filter=today & Q(due_at__lt=start)),
            returned=Count("pk", filter=Q(returned_at__gte=start, returned_at__lt=end)),
            due_today=Count("pk", filter=running & Q(due_at__gte=at, due_at__lt=end)),
            late=Count("pk", filter=running & Q(due_at__lt=at)),
        )
    )
