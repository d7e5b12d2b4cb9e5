"""What people say of us over a period, from the tallies: the unit, each officer, each field, each month.

A rating counts on the day of the service. `asked`: who could have answered (visits served; of a field, dossiers received and
returned). Set-aside ratings stand beside, by the rule that set them aside.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from thanthien.indicators.models import DailyTally
from thanthien.indicators.rules import levels
from thanthien.ratings.rules import USUAL_PUBLISHING, SetAside, Share, needed_sample

COUNTS = ("rating.given", "rating.set_aside", "rating.attitude", "rating.work", "visit.served")
DOSSIERS = ("dossier.received", "dossier.returned")
WHOLE = ("", *map(str, range(1, 6)), *(f"why:{why}" for why in SetAside))
Values = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Opinion:
    """One line: whose (`of`: a login, a field, a month's first day, "" the unit), how many rated of how many, both questions."""

    of: str
    rated: int
    asked: int
    attitude: Share
    work: Share
    aside: dict[SetAside, int] = field(default_factory=dict)

    @property
    def set_aside(self) -> int:
        return sum(self.aside.values())

    @property
    def index(self) -> Share:
        """The satisfaction index: levels 4 and 5 of both questions over all answers. As silent as the questions themselves."""
        part, n = self.attitude.part + self.work.part, self.attitude.n + self.work.n
        enough = self.rated >= USUAL_PUBLISHING.least
        return Share(part if enough else 0, n if enough else 0, self.asked)

    @property
    def response(self) -> Share:
        """How many of those who could have answered did; a full count."""
        return Share(min(self.rated, self.asked), self.asked, self.asked)

    @property
    def needed(self) -> int:
        """How many answers the population asks for (Slovin, 5 %)."""
        return needed_sample(self.asked)


@dataclass(frozen=True, slots=True)
class Opinions:
    """A period, both days included."""

    since: date
    until: date
    whole: Opinion
    officers: list[Opinion]
    fields: list[Opinion]
    months: list[Opinion]


def opinions(*, unit: str, since: date, until: date) -> Opinions:
    """Two queries, however many officers, fields and months."""
    days = DailyTally.objects.filter(unit=unit, day__range=(since, until))
    found = days.filter(key__in=COUNTS + DOSSIERS).order_by().values_list("key", "part").annotate(total=Sum("value"))
    values: dict[tuple[str, str], int] = defaultdict(int, {(key, part): total for key, part, total in found})
    return Opinions(
        since, until, _one(values, asked=values["visit.served", ""]),
        [_one(values, by="officer", of=of, asked=values["visit.served", f"officer:{of}"]) for of in _names(values, "officer")],
        [_one(values, by="field", of=of, asked=_dossiers(values, of)) for of in _names(values, "field")], _months(days),
    )  # fmt: skip


def _months(days) -> list[Opinion]:
    """The unit by month, oldest first."""
    rows = days.filter(key__in=COUNTS, part__in=WHOLE).order_by().values_list("day__year", "day__month", "key", "part")
    by_month: dict[date, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    for year, month, key, part, total in rows.annotate(total=Sum("value")):
        by_month[date(year, month, 1)][key, part] = total
    return [
        _one(values, of=first.isoformat(), asked=values["visit.served", ""]) for first, values in sorted(by_month.items())
    ]  # fmt: skip


def _names(values: Values, by: str) -> list[str]:
    """Who has visits or ratings, also those set aside."""
    lead, found = f"{by}:", set()
    for (key, part), value in values.items():
        if part.startswith(lead) and value and key not in DOSSIERS:
            found.add(part.split(":")[1])
    return sorted(found)


def _dossiers(values: Values, of: str) -> int:
    return sum(values.get((key, f"field:{of}"), 0) for key in DOSSIERS)


def _one(values: Values, *, asked: int, by: str = "", of: str = "") -> Opinion:
    lead = f"{by}:{of}:" if by else ""
    why = lead or "why:"
    shares = (_share(values, f"rating.{question}", lead, asked) for question in ("attitude", "work"))
    aside = {one: values.get(("rating.set_aside", f"{why}{one}"), 0) for one in SetAside}
    rated = values.get(("rating.given", lead.rstrip(":")), 0)
    return Opinion(of, rated, asked, *shares, {one: n for one, n in aside.items() if n})


def _share(values: Values, key: str, lead: str, asked: int) -> Share:
    return Share(*levels({str(level): values.get((key, f"{lead}{level}"), 0) for level in range(1, 6)}), asked)


def ordered(rows: Iterable[Opinion]) -> list[Opinion]:
    """Most rated first."""
    return sorted(rows, key=lambda one: (-one.rated, one.of))
