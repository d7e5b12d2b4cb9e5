"""How the commune works, for everybody: today's dossiers and the promises kept this month, read from tallies. Only words here."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache

from thanthien.indicators.queries import HallStrip, Promises, hall_strip, promises
from thanthien.shared.clock import day_of

KEPT_S = 60
WIDTH = 320  # of the bar, in its own units; no inline style can say it


@dataclass(frozen=True, slots=True)
class Figures:
    """Today's strip, the promises since the first of the month, and the bar as (class, from, width)."""

    strip: HallStrip
    promises: Promises
    since: date
    bar: tuple[tuple[str, float, float], ...]


def figures(*, unit: str, at: datetime) -> Figures:
    """The figures of a moment, kept for a minute so that many readers cost no more than one."""
    key = f"portal-figures:{unit}:{day_of(at)}"
    kept = cache.get(key)
    if kept is None:
        today = day_of(at)
        since = today.replace(day=1)
        told = promises(unit=unit, since=since, until=today)
        kept = Figures(hall_strip(unit=unit, at=at), told, since, bar_of(told))
        cache.set(key, kept, KEPT_S)
    return kept


def bar_of(told: Promises) -> tuple[tuple[str, float, float], ...]:
    """Early, on time, late side by side; what is not zero is at least visible."""
    parts = [(name, count) for name, count in (("e", told.early), ("o", told.on_time), ("l", told.late)) if count]
    if not parts:
        return ()
    widths = [max(WIDTH * count / told.finished, 4) for _, count in parts]
    scale, start, found = WIDTH / sum(widths), 0.0, []
    for (name, _), width in zip(parts, widths, strict=True):
        found.append((name, round(start, 1), round(width * scale - 2, 1)))
        start += width * scale
    return tuple(found)
