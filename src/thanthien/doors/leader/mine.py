"""A leader's own record: what they decided and how fast, what waits for them, whose files they opened. They set the example."""

from datetime import date, datetime, timedelta

from thanthien.doors.leader.lists import filtered, rows_of
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.indicators import queries as indicators
from thanthien.indicators.queries import Promises
from thanthien.people.models import Officer
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

WEEKS = 8


def context(*, officer: Officer, at: datetime) -> dict:
    """Everything of the page: 30 days, eight weeks, what waits now."""
    unit, today = officer.unit_id, day_of(at)
    month = today - timedelta(days=29)
    steps = _steps(unit, officer.login, month, today)
    minutes = indicators.breakdown(unit=unit, key="step.minutes", since=month, until=today, by="officer").get(officer.login, 0)
    every = indicators.looks_by_officer(unit=unit, since=month, until=today)
    looks = next((row for row in every if row.officer == officer.login), None)
    return {
        "steps": steps, "results": indicators.promises(unit=unit, since=month, until=today, officer=officer.login),
        "mean": round(minutes / steps.finished) if steps.finished else None, "looks": looks,
        "weeks": _weeks(unit, officer.login, today), "since": f"{month:%Y-%m-%d}", "until": f"{today:%Y-%m-%d}",
        "waiting": filtered(rows_of(unit=unit, at=at), view="", officer=officer.login, at=at),
    }  # fmt: skip


def _steps(unit: str, login: str, since: date, until: date) -> Promises:
    """Steps done early, on time and late by one officer."""
    found = [
        indicators.breakdown(unit=unit, key=f"step.{verdict}", since=since, until=until, by="officer").get(login, 0)
        for verdict in ("early", "on_time", "late")
    ]
    return Promises(*found)


def _weeks(unit: str, login: str, today: date) -> list[dict]:
    """Eight weeks, Monday to Sunday, the newest first."""
    first = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    counts = [[0, 0, 0] for _ in range(WEEKS)]
    for place, verdict in enumerate(("early", "on_time", "late")):
        for day, value in indicators.series(unit=unit, key=f"step.{verdict}", since=first, until=today, part=f"officer:{login}"):
            counts[(day - first).days // 7][place] += value
    begins = [first + timedelta(days=7 * n) for n in range(WEEKS)]
    rows = [
        {"begins": begin, "steps": Promises(*week), "query": f"?tu={begin:%Y-%m-%d}&den={begin + timedelta(days=6):%Y-%m-%d}"}
        for begin, week in zip(begins, counts, strict=True)
    ]
    return rows[::-1]


def table(page: dict, officer: Officer) -> Table:
    columns = (
        Column(say("Tuần từ"), lambda row: row["begins"], Kind.DAY),
        Column(say("Trước hạn"), lambda row: row["steps"].early, Kind.NUMBER),
        Column(say("Đúng hạn"), lambda row: row["steps"].on_time, Kind.NUMBER),
        Column(say("Quá hạn"), lambda row: row["steps"].late, Kind.NUMBER),
    )
    filters = {say("Cán bộ"): officer.name}
    return Table(name="viec-cua-toi", title=say("Bước đã làm, tám tuần"), columns=columns, rows=page["weeks"], filters=filters)
