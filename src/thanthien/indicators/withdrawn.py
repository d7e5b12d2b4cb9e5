"""Figures of what people took back, read from tallies: before an officer answered (online), and after it was accepted."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from thanthien.indicators.evidence import REGISTERED, TAKEN_BACK, WITHDRAWN
from thanthien.indicators.models import DailyTally
from thanthien.journal.asking import composed

KEYS = (REGISTERED, TAKEN_BACK, WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A period. `online`: dossiers handed in on the portal; `early`: of those, taken back before the answer; `later`: accepted
    ones, however they came, that their owners took back (state 7 of both).
    """

    online: int
    early: int
    later: int

    @property
    def all(self) -> int:
        return self.early + self.later


def withdrawn(*, unit: str, first: date, last: date) -> Withdrawn:
    """The figures of a period, both days included; one query however long it is."""
    sums = dict(_sums.rows(unit=unit, first=first, last=last))
    return Withdrawn(*(sums.get(key, 0) for key in KEYS))


@composed
def _sums(unit: str, first: date, last: date) -> QuerySet[DailyTally]:
    rows = DailyTally.objects.filter(unit=unit, day__range=(first, last), key__in=KEYS, part="")
    return rows.order_by().values_list("key").annotate(total=Sum("value"))
