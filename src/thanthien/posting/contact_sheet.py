"""The sheet on the door that says who works here: names with their rank, what for, when they receive people."""

from datetime import datetime

from thanthien.people.models import Officer
from thanthien.people.queries import office as office_of
from thanthien.people.rules import RANK_NAMES, Rank
from thanthien.posting import queries
from thanthien.posting.models import Contact, Reception
from thanthien.posting.rules import WEEK_WORDS, PostingError
from thanthien.shared.clock import day_of
from thanthien.shared.paper.engine import render
from thanthien.shared.wording import say
from thanthien.worktime.wording import WEEKDAYS

TITLE = "Ai làm việc ở đây"


def contact_sheet(*, unit: str, at: datetime) -> bytes:
    """The PDF of the public list; raises PostingError when nobody is listed. Paper is in Vietnamese. Only what was published."""
    listed = queries.contacts(unit=unit, on=day_of(at))
    if not listed:
        raise PostingError(say("Chưa công bố ai để in. Ghi danh sách liên hệ trước."))
    office = office_of(unit)
    hotline = f" Đường dây nóng: {office.hotline}." if office.hotline else ""
    data = {
        "title": TITLE, "agency": office.centre, "programmes": [_lines(one) for one in listed],
        "foot": f"In ngày {day_of(at):%d/%m/%Y}.{hotline}",
    }  # fmt: skip
    return render(template="special-days.typ", data=data, at=at)


def _lines(one: Contact) -> dict[str, str]:
    days = "; ".join(_when(rule) for rule in one.receptions.all())
    asked = f"Hỏi về: {one.duty}." if one.duty else ""
    return {
        "name": _plate(one.officer), "when": one.post, "promise": f"Tiếp công dân {days}." if days else asked,
        "matters": asked if days else (f"Điện thoại {one.phone}." if one.phone else ""),
        "until": f"Điện thoại {one.phone}." if days and one.phone else "",
    }  # fmt: skip


def _plate(officer: Officer) -> str:
    """As `officer.ranked`, in Vietnamese whoever prints it: words that are joined are not translated."""
    return " ".join((RANK_NAMES[Rank(officer.rank)], officer.name)) if officer.rank in set(Rank) else officer.name


def _when(rule: Reception) -> str:
    hours = f"{rule.opens.hour}:{rule.opens:%M} đến {rule.closes.hour}:{rule.closes:%M}"
    day = " ".join((WEEKDAYS[rule.weekday], WEEK_WORDS[rule.week]))
    return ", ".join((day, hours, rule.place)) if rule.place else f"{day}, {hours}"
