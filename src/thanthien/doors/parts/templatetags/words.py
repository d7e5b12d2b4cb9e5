"""How days, hours, numbers and money are written on screens (LOOK-citizen 26, LOOK-staff 6)."""

from datetime import date, datetime

from django import template
from django.utils.translation import get_language

from thanthien.doors.parts.usual_names import usual
from thanthien.shared.clock import local
from thanthien.shared.wording import said as in_language
from thanthien.shared.wording import say

register = template.Library()
WEEKDAYS = (
    say("thứ Hai"), say("thứ Ba"), say("thứ Tư"), say("thứ Năm"), say("thứ Sáu"), say("thứ Bảy"), say("Chủ nhật"),
)  # fmt: skip
SHORT = (say("T2"), say("T3"), say("T4"), say("T5"), say("T6"), say("T7"), say("CN"))
NBSP = "\u00a0"


def as_day(value: date | datetime | str) -> date:
    """A day from a day, a moment or ISO text."""
    if isinstance(value, str):
        value = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    return local(value).date() if isinstance(value, datetime) else value


def as_moment(value: datetime | str) -> datetime:
    return local(datetime.fromisoformat(value) if isinstance(value, str) else value)


@register.filter
def weekday(value: date | datetime | str | None) -> str:
    """thứ Hai … Chủ nhật."""
    return str(WEEKDAYS[as_day(value).weekday()]) if value else ""


@register.filter
def weekday_short(value: date | datetime | str | None) -> str:
    """T2 … CN."""
    return str(SHORT[as_day(value).weekday()]) if value else ""


@register.filter
def day_words(value: date | datetime | str | None) -> str:
    """thứ Ba, 1/12/2026."""
    if not value:
        return ""
    day = as_day(value)
    return f"{WEEKDAYS[day.weekday()]}, {day.day}/{day.month}/{day.year}"


@register.filter
def day_short(value: date | datetime | str | None) -> str:
    """23/11."""
    if not value:
        return ""
    day = as_day(value)
    return f"{day.day:02d}/{day.month:02d}"


@register.filter
def day_full(value: date | datetime | str | None) -> str:
    """23/11/2026."""
    if not value:
        return ""
    day = as_day(value)
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


@register.filter
def hour(value: datetime | str | None) -> str:
    """14:20."""
    return as_moment(value).strftime("%H:%M") if value else ""


@register.filter
def thousands(value: int | None) -> str:
    """1.234; in English 1,234."""
    text = "" if value is None else f"{value:,}"
    return text if _english() else text.replace(",", ".")


@register.filter
def dong(value: int | None) -> str:
    """8.000 đồng, with a hard space."""
    return "" if value is None else str(say("{amount} đồng", amount=thousands(value))).replace(" ", NBSP)


@register.filter
def decimal_comma(value: float | None, places: int = 1) -> str:
    """97,7; in English 97.7."""
    text = "" if value is None else f"{value:.{places}f}"
    return text if _english() else text.replace(".", ",")


@register.filter
def minutes_left(value: int | None) -> str:
    """Working minutes as people say them: 48 ph, 5 g 48, 1 ngày 4 g (1 ngày = 8 g); a negative one is said as late by."""
    if value is None:
        return ""
    size = abs(int(value))
    days, rest = divmod(size, 480)
    hours, minutes = divmod(rest, 60)
    if days:
        text = str(say("{days} ngày {hours} g", days=days, hours=hours) if hours else say("{days} ngày", days=days))
    elif hours:
        text = str(say("{hours} g {minutes:02d}", hours=hours, minutes=minutes) if minutes else say("{hours} g", hours=hours))
    else:
        text = str(say("{minutes} ph", minutes=minutes))
    if value < 0:
        text = str(say("trễ {long}", long=text))
    return text.replace(" ", NBSP)


@register.filter
def get(mapping: dict, key: object) -> object:
    """mapping[key], or an empty text."""
    return mapping.get(key, "")


@register.filter
def said(value: object) -> str:
    """A word of an enumeration or any source text in the language of the screen."""
    return in_language(value) if isinstance(value, str) else str(value)


@register.filter
def service_said(name: object) -> str:
    """The name of a service of the hall, or the examples below it, in the language of the screen where it is a usual one."""
    return usual(str(name))


def _english() -> bool:
    return (get_language() or "").startswith("en")
