"""The lists of visits and of what hamlets say, in the reader's language; a month from an address."""

from datetime import date, datetime, timedelta

from django.utils.translation import get_language

from thanthien.outreach.ears_data import Choice, choices, found
from thanthien.shared.clock import day_of, month_after


def name(choice: Choice) -> str:
    """One line as the reader reads it."""
    return choice.name_en if get_language() == "en" else choice.name


def word(kind: str, code: str) -> str:
    """The name behind a code of the list `kind`; "" for none."""
    return name(found(kind, code)) if code else ""


def options(kind: str) -> list[tuple[str, str]]:
    """(code, name) of a list, in its order."""
    return [(code, name(choice)) for code, choice in choices(kind).items()]


def month(text: str, at: datetime) -> tuple[date, date]:
    """The first and the last day of the month that an address names (`2026-11`); of this month for what is none."""
    try:
        first = date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        first = day_of(at).replace(day=1)
    return first, month_after(first) - timedelta(days=1)
