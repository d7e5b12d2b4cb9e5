"""Days and months as people type them and as addresses carry them: one way to read them in every door."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.http import HttpRequest

FIRST_YEAR, LAST_YEAR = 1900, 2199  # a year outside is a slip of the hand, and the calendar ends not far behind


def day_in(text: str) -> date | None:
    """`2026-11-25` or `25/11/2026`, spaces around it; None for nothing, for what is no day, for a year too far off."""
    typed = text.strip()
    try:
        if "/" in typed:
            day, month, year = (int(part) for part in typed.split("/"))
            found = date(year, month, day)
        else:
            found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def month_in(text: str) -> date | None:
    """The first day of `2026-11`, or None."""
    return day_in(f"{text.strip()[:7]}-01")


def span_in(words: Mapping[str, str], *, until: date, longest: timedelta) -> tuple[date, date]:
    """The days from `tu` to `den` that an address names, none after `until` and no more than `longest`; without them `until`."""
    last = min(day_in(words.get("den", "")) or until, until)
    return max(min(day_in(words.get("tu", "")) or last, last), last - longest), last


def day_asked(request: HttpRequest, name: str, otherwise: date) -> date:
    """The day that the address of a page asks for (`?ngay=2026-11-25`), or the other one."""
    return day_in(request.GET.get(name, "")) or otherwise
