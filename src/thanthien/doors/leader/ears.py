"""What the leader hears: hamlets by subject with what waits and how long, proposals past their day, visits of the month."""

from datetime import date, datetime, timedelta

from thanthien.doors.parts.ears_words import word
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.outreach import ears_queries, helping
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

OLDEST, LATE = 8, 20  # how many the page shows; the desk's lists have all of them


def line(*, unit: str, today: date) -> dict:
    """The line on the leader's day: what waits to be heard."""
    told = ears_queries.ears(unit=unit, today=today)
    return {"told": told, "days": (today - told.oldest).days if told.oldest else 0}


def context(*, unit: str, first: date, last: date, at: datetime) -> dict:
    """Everything of the page: what waits now, and a month's figures by hamlet."""
    today = day_of(at)
    places = {one.pk: one.name for one in helping.hamlets(unit=unit)}
    now, month = ears_queries.matrix(unit=unit), ears_queries.matrix(unit=unit, first=first, last=last)
    rows = []
    for code, name in places.items():
        waits = [one for one in now if one.hamlet == code and one.waits]
        oldest = min((one.oldest for one in waits if one.oldest), default=None)
        said = [one for one in month if one.hamlet == code]
        rows.append({
            "code": code, "name": name, "waits": sum(one.waits for one in waits),
            "days": (today - oldest).days if oldest else None,
            "houses": sum(one.households for one in waits), "month": sum(one.n for one in said),
            "subjects": [(one.subject, word("subjects", one.subject), one.n) for one in sorted(said, key=lambda one: -one.n)],
        })  # fmt: skip
    late = [row for row in ears_queries.proposals(unit=unit) if row.due < today]
    calls = ears_queries.call_sums(unit=unit, first=first, last=last)
    return {
        "rows": sorted(rows, key=lambda row: (-(row["days"] or 0), -row["waits"], row["code"])),
        "oldest": [
            {"row": row, "days": (today - row.day).days, "subject": word("subjects", row.subject)}
            for row in ears_queries.heard(unit=unit, view="waits", limit=OLDEST)
        ],
        "late": [{"row": row, "days": (today - row.due).days} for row in late[:LATE]],
        "calls": [
            {"code": one.reason, "reason": word("reasons", one.reason), "n": one.n, "gifts": one.gifts, "value": one.value}
            for one in calls
        ],
        "called": sum(one.n for one in calls), "value": sum(one.value for one in calls),
        "sums": ears_queries.month_of_voices(unit=unit, first=first, last=last), "first": first,
        "before": first - timedelta(days=1), "after": last + timedelta(days=1),
    }  # fmt: skip


def table(page: dict) -> Table:
    """The hamlets as a file."""
    columns = (
        Column(say("Thôn"), lambda row: row["name"], width=26),
        Column(say("Chưa trả lời"), lambda row: row["waits"], Kind.NUMBER),
        Column(say("Lâu nhất, ngày"), lambda row: row["days"], Kind.NUMBER),
        Column(say("Số hộ"), lambda row: row["houses"], Kind.NUMBER),
        Column(say("Ý kiến trong tháng"), lambda row: row["month"], Kind.NUMBER),
        Column(say("Về việc"), lambda row: "; ".join(f"{name} {n}" for _, name, n in row["subjects"]), width=60),
    )  # fmt: skip
    title = say("Nghe dân tháng {month}", month=f"{page['first']:%m/%Y}")
    return Table(f"nghe-dan-{page['first']:%Y%m}", title, columns, page["rows"])
