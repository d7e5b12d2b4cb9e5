"""Who did what how many days ago: for what the demonstration commune is told to have lived through."""

from datetime import date, datetime, time, timedelta

from thanthien.people.models import Officer
from thanthien.people.queries import actor_for
from thanthien.shared.actor import Actor
from thanthien.shared.clock import VIETNAM, day_of


def who(login: str, day: date) -> Actor:
    """The officer as they acted on a day."""
    return actor_for(Officer.objects.get(login=login), on=day)


def moment_ago(days: int, hour: int, at: datetime) -> datetime:
    """Ten past an hour of a day before `at`, never after it."""
    return min(datetime.combine(day_of(at) - timedelta(days=days), time(hour, 10), tzinfo=VIETNAM), at)
