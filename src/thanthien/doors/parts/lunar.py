"""The lunar day as people say it: rằm tháng Mười, mùng một tháng Giêng, 23 tháng Chạp."""

from datetime import date

from vnlunar import get_lunar_date, get_year_can_chi

MONTHS = ("Giêng", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười một", "Chạp")
FIRST_TEN = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


def lunar_day(day: date) -> str:
    """rằm tháng Mười; "nhuận" is said of a leap month."""
    lunar = get_lunar_date(day.day, day.month, day.year)
    number = int(lunar["day"])
    if number == 15:
        said = "rằm"
    elif number <= 10:
        said = f"mùng {FIRST_TEN[number - 1]}"
    else:
        said = str(number)
    leap = " nhuận" if lunar["leap"] else ""
    return f"{said} tháng {MONTHS[int(lunar['month']) - 1]}{leap}"


def lunar_year(day: date) -> str:
    """Bính Ngọ: the year that the lunar day belongs to, which before Tết is the old one."""
    return str(get_year_can_chi(int(get_lunar_date(day.day, day.month, day.year)["year"])))


def with_year(day: date) -> str:
    """Rằm tháng Mười, Bính Ngọ."""
    text = lunar_day(day)
    return f"{text[0].upper()}{text[1:]}, {lunar_year(day)}"
