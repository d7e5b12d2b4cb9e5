"""An office filled: how many copies each commune gets, and what stands beside rows and entries."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import ceil

from django.apps import apps
from django.db import transaction
from django.db.models import Max
from django_scopes import scopes_disabled

from bench.bulk.copier import Keys, Office, newest_week
from bench.bulk.living import Mould, Progress
from bench.bulk.tables import Tables, count_on
from thanthien.dossiers.models import Dossier
from thanthien.indicators.models import DailyTally, Folded
from thanthien.journal import anchors, followers, settled
from thanthien.journal.models import Chain, Follower, Serial, Witnessed
from thanthien.people.models import Office as Centre
from thanthien.people.models import Unit
from thanthien.shared.clock import VIETNAM
from thanthien.simulation import demo

PEOPLE = 500_000_000  # the copies' identity numbers begin behind those of everybody else in the measurements


def monday(moment: datetime) -> datetime:
    """The beginning of its week."""
    day = moment.astimezone(VIETNAM)
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM) - timedelta(days=day.weekday())


def fill(
    mould: Mould, *, count: int, until: datetime, units: int = 16, seed: int = 1,
    progress: Progress = lambda done, total, note: None,
) -> list[str]:  # fmt: skip
    """At least `count` dossiers (whole weeks) in `units` communes up to the week before `until`; returns their codes. Raises
    ValueError when one of them has an office already.
    """
    with scopes_disabled():  # many units are filled at once
        codes = communes(units)
        if Centre.objects.filter(pk__in=codes).exists():
            raise ValueError("the communes to be filled have offices already")
        keys, tables, done, end = keys_of(), Tables(), 0, monday(until)
        newest = newest_week(end)
        for unit, weeks in zip(codes, shares(count, mould.dossiers, len(codes)), strict=True):
            place = Unit.objects.get(pk=unit).name.partition(" ")[2]
            office = Office(mould=mould, unit=unit, place=place, seed=seed, keys=keys, tables=tables)
            with transaction.atomic():
                office.fill(range(newest + 1 - weeks, newest + 1), until=end)
                finish(office)
            done += office.dossiers
            anchors.note(unit, office.seq, office.head)
            progress(done, count, f"{done:_} hồ sơ".replace("_", "."))
        with transaction.atomic():
            demo.write_out_names(at=until)
            count_on()
            settled.mark([*codes, settled.ALL])
        anchors.flush()
    return codes


def communes(units: int) -> list[str]:
    """The commune of the demonstration and others."""
    others = Unit.objects.filter(kind="commune").exclude(pk=demo.UNIT).order_by("pk")
    return [demo.UNIT, *others.values_list("pk", flat=True)[: units - 1]]


def shares(count: int, each: int, units: int) -> list[int]:
    """How many weeks each commune gets, so that together they bring at least `count` dossiers."""
    whole, rest = divmod(max(ceil(count / each), units), units)
    return [whole + (number < rest) for number in range(units)]


def keys_of() -> Keys:
    models = [model for model in apps.get_models() if issubclass(model, Witnessed)]
    counted = [model for model in models if model._meta.pk.get_internal_type().endswith("AutoField")]
    top = {model.table(): model._base_manager.aggregate(top=Max("pk"))["top"] or 0 for model in counted}
    return Keys(top | {"person": PEOPLE})


def finish(office: Office) -> None:
    """What stands beside entries and rows: head of the chain, counters of series, figures, how far followers have read."""
    office.tables.flush()
    unit, seq = office.unit, office.seq
    Chain.objects.update_or_create(unit=unit, defaults={"seq": seq, "head": office.head})
    Serial.objects.bulk_create([Serial(unit=unit, name=name, value=value) for name, value in sorted(office.series.items())])
    Folded.objects.create(unit=unit, seq=seq)
    Follower.objects.bulk_create([Follower(name=name, unit=unit, seq=seq) for name in followers.names()])
    rows = [
        DailyTally(unit=unit, day=day, key=key, part=part, value=value)
        for (day, key, part), value in sorted(office.tallies.items())
    ]
    DailyTally.objects.bulk_create(rows, batch_size=2000)


def figures(units: Sequence[str]) -> set[tuple[str, date, str, str, int]]:
    """Every figure of these communes that is not 0."""
    rows = DailyTally._base_manager.filter(unit__in=units).exclude(value=0)
    return set(rows.values_list("unit", "day", "key", "part", "value"))


def dossiers() -> int:
    with scopes_disabled():
        return Dossier.objects.count()
