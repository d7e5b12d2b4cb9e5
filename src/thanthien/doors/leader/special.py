"""How often the special days kept their word: by day and kind, or by month, with the number behind each share."""

from datetime import date, datetime, timedelta

from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.programmes import queries, rules
from thanthien.programmes.rules import Count
from thanthien.shared.clock import day_of
from thanthien.shared.wording import Sentence, say

PERIODS: dict[str, tuple[int, Sentence]] = {
    "30": (30, say("30 ngày")), "90": (90, say("90 ngày")), "365": (365, say("12 tháng, theo tháng")),
}  # fmt: skip
BY_MONTH = "365"


def context(*, unit: str, at: datetime, period: str) -> dict:
    """Everything of the page."""
    period = period if period in PERIODS else "30"
    today, (days, name) = day_of(at), PERIODS[period]
    since = today - timedelta(days=days - 1)
    if period == BY_MONTH:
        since = date(today.year - (today.month < 12), today.month % 12 + 1, 1)
    counts = queries.counts(unit=unit, since=since, until=today)
    return {
        "rows": _rows(counts, months=period == BY_MONTH), "totals": _totals(counts), "period": period, "period_name": name,
        "periods": [(code, words) for code, (_, words) in PERIODS.items()], "months": period == BY_MONTH,
        "ahead": queries.ahead(unit=unit, since=today, days=14), "any": bool(queries.programmes(unit=unit)),
        "duty": [(row, queries.signer(programme=row, on=today)) for row in queries.on_day(unit=unit, day=today) if row.signer],
    }  # fmt: skip


def _rows(counts: dict[tuple[date, rules.Kind], Count], *, months: bool) -> list[dict]:
    """The newest first; a month stands under its first day."""
    found: dict[tuple[date, rules.Kind], Count] = {}
    for (day, kind), count in counts.items():
        key = (day.replace(day=1) if months else day, kind)
        found[key] = found.get(key, Count()) + count
    order = list(rules.Kind)
    keys = sorted(found, key=lambda key: (-key[0].toordinal(), order.index(key[1])))
    return [{"day": key[0], "kind": key[1], "count": found[key], "percent": percent(found[key])} for key in keys]


def _totals(counts: dict[tuple[date, rules.Kind], Count]) -> list[dict]:
    sums: dict[rules.Kind, Count] = {}
    for (_, kind), count in counts.items():
        sums[kind] = sums.get(kind, Count()) + count
    return [{"kind": kind, "count": sums[kind], "percent": percent(sums[kind])} for kind in rules.Kind if kind in sums]


def percent(count: Count) -> str:
    """`93 %`; a dash when none was eligible."""
    return "–" if count.share is None else f"{round(count.share * 100)} %"


def table(page: dict) -> Table:
    """The rows as a file."""
    columns = (
        Column(say("Tháng từ ngày") if page["months"] else say("Ngày"), lambda row: row["day"], Kind.DAY),
        Column(say("Ngày đặc biệt"), lambda row: row["kind"].label, width=24),
        Column(say("Hồ sơ nhận"), lambda row: row["count"].all, Kind.NUMBER),
        Column(say("Đủ điều kiện"), lambda row: row["count"].eligible, Kind.NUMBER),
        Column(say("Làm được"), lambda row: row["count"].done, Kind.NUMBER),
        Column(say("Chưa trao kết quả"), lambda row: row["count"].waiting, Kind.NUMBER),
        Column(say("Tỷ lệ"), lambda row: row["count"].share, Kind.SHARE),
    )
    filters = {say("Khoảng"): page["period_name"]}
    return Table("ngay-dac-biet-da-lam", say("Ngày đặc biệt đã làm được"), columns, page["rows"], filters)
