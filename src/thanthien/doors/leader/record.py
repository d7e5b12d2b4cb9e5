"""What the pages of leaders' own records show."""

from datetime import date, datetime

from thanthien.conduct.leader_rules import DAY_NAMES
from thanthien.doors.parts.opening import off_days
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.journeys import leader_record
from thanthien.journeys.leader_record import LeaderRecord
from thanthien.law.queries import rule
from thanthien.people.models import Officer
from thanthien.people.queries import office, officer_by_login
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def everybody(*, unit: str, year: int, at: datetime) -> dict:
    """Every leader's year."""
    today = day_of(at)
    who = leader_record.leaders(unit=unit, on=today)
    told = {"unit": unit, "year": year, "today": today, "is_off": off_days(office(unit))}
    return {"rows": leader_record.records(officers=who, **told), "year": year, "today": today, **_law(today)}


def _law(today: date) -> dict:
    """How often the law wants the chairman to receive, as a sentence with its source."""
    found = rule(code="conduct.chairman_days", on=today)
    return {"law": found.says, "law_en": found.says_en, "citation": found.citation, "law_confirmed": found.confirmed}


def of_one(*, unit: str, login: str, year: int, at: datetime, own: bool = False) -> dict | None:
    """One leader's year; None for who does not lead now and has nothing in that year, unless it is one's `own`."""
    today, found = day_of(at), officer_by_login(login)
    if found is None or found.unit_id != unit:
        return None
    told = {"unit": unit, "year": year, "today": today, "is_off": off_days(office(unit))}
    kept = leader_record.records(officers=[found], **told)[0]
    leads = any(one.pk == found.pk for one in leader_record.leaders(unit=unit, on=today))
    if not own and not leads and not (kept.days or kept.promises or kept.sorry):
        return None
    return {"one": kept, "year": year, "today": today, **_law(today)}


def schedule(*, officer: Officer, year: int, at: datetime) -> set[date]:
    """The days of the year up to today on which the officer's schedule says that they receive people."""
    is_off = off_days(office(officer.unit_id))
    return leader_record.days_of_schedule(officer=officer, year=year, today=day_of(at), is_off=is_off)


def table(page: dict) -> Table:
    columns = (
        Column(say("Lãnh đạo"), lambda row: row.officer.name, width=30),
        Column(say("Buổi theo lịch đã qua"), lambda row: row.past, Kind.NUMBER),
        Column(say("Đã tiếp"), lambda row: row.held, Kind.NUMBER),
        Column(say("Chưa ghi"), lambda row: row.unnoted, Kind.NUMBER),
        Column(say("Lượt người tiếp"), lambda row: row.received, Kind.NUMBER),
        Column(say("Lời hứa"), lambda row: len(row.promises), Kind.NUMBER),
        Column(say("Đã giữ lời"), lambda row: row.kept, Kind.NUMBER),
        Column(say("Quá ngày hứa"), lambda row: row.late, Kind.NUMBER),
        Column(say("Thư xin lỗi đã ký"), lambda row: row.sorry, Kind.NUMBER),
    )
    rows: list[LeaderRecord] = page["rows"]
    filters = {say("Năm"): str(page["year"])}
    return Table(name="lanh-dao-neu-guong", title=say("Lãnh đạo nêu gương"), columns=columns, rows=rows, filters=filters)


def table_of_days(page: dict) -> Table:
    one: LeaderRecord = page["one"]
    columns = (
        Column(say("Ngày"), lambda row: row.day, Kind.DAY),
        Column(say("Từ"), lambda row: f"{row.opens:%H:%M}"),
        Column(say("Đến"), lambda row: f"{row.closes:%H:%M}"),
        Column(say("Tình trạng"), lambda row: DAY_NAMES[row.state], width=22),
        Column(say("Lượt người tiếp"), lambda row: row.people, Kind.NUMBER),
        Column(say("Vì sao"), lambda row: row.note.why if row.note else "", width=40),
    )
    filters = {say("Lãnh đạo"): one.officer.name, say("Năm"): str(page["year"])}
    return Table(name="buoi-tiep-cong-dan", title=say("Buổi tiếp công dân"), columns=columns, rows=one.days, filters=filters)
