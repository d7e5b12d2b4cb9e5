"""How days, hours, numbers and money are written on screens (LOOK-citizen 26, LOOK-staff 6)."""

from datetime import date, datetime

from django import template

from thanthien.shared.clock import local

register = template.Library()
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
SHORT = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
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
    return WEEKDAYS[as_day(value).weekday()] if value else ""


@register.filter
def weekday_short(value: date | datetime | str | None) -> str:
    """T2 … CN."""
    return SHORT[as_day(value).weekday()] if value else ""


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
    """1.234."""
    return "" if value is None else f"{value:,}".replace(",", ".")


@register.filter
def dong(value: int | None) -> str:
    """8.000 đồng, with a hard space."""
    return "" if value is None else f"{thousands(value)}{NBSP}đồng"


@register.filter
def decimal_comma(value: float | None, places: int = 1) -> str:
    """97,7."""
    return "" if value is None else f"{value:.{places}f}".replace(".", ",")


@register.filter
def minutes_left(value: int | None) -> str:
    """Working minutes as people say them: 48 ph, 5 g 48, 1 ngày 4 g (1 ngày = 8 g); a negative one is said as late by."""
    if value is None:
        return ""
    size = abs(int(value))
    days, rest = divmod(size, 480)
    hours, minutes = divmod(rest, 60)
    if days:
        text = f"{days} ngày" + (f" {hours} g" if hours else "")
    elif hours:
        text = f"{hours} g {minutes:02d}" if minutes else f"{hours} g"
    else:
        text = f"{minutes} ph"
    text = text.replace(" ", NBSP)
    return f"trễ {text}" if value < 0 else text


@register.filter
def get(mapping: dict, key: object) -> object:
    """mapping[key], or an empty text."""
    return mapping.get(key, "")
