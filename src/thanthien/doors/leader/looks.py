"""Who opened which files: figures from tallies, one officer's day in lines, alerts with what the leader found out."""

from datetime import date, datetime, time, timedelta

from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import code_tail
from thanthien.indicators import queries as indicators
from thanthien.indicators.looking import belongings
from thanthien.indicators.looks import BELONGING_NAMES, Belonging
from thanthien.journal.queries import looks_of_day
from thanthien.journal.rules import reason_word
from thanthien.people.models import Officer
from thanthien.shared.clock import VIETNAM, day_of
from thanthien.shared.wording import Sentence, say

PERIODS: dict[str, tuple[int, Sentence]] = {"1": (1, say("Hôm nay")), "7": (7, say("7 ngày")), "30": (30, say("30 ngày"))}
OTHER_FILES = {
    "booking": say("lịch hẹn"),
    "citizen": say("thông tin người nộp"),
    "letter": say("thư của xã"),
    "officer": say("hồ sơ ứng xử"),
}
TONES = {Belonging.OWN: "done", Belonging.DUTY: "open", Belonging.FOREIGN: "today"}


def whole(*, unit: str, at: datetime, period: str) -> dict:
    """Officers with what they opened, and the alerts."""
    days, name = PERIODS.get(period, PERIODS["1"])
    until = day_of(at)
    rows = indicators.looks_by_officer(unit=unit, since=until - timedelta(days=days - 1), until=until)
    alerts = indicators.look_alerts(unit=unit)
    logins = {row.officer for row in rows} | {one.officer for one in alerts} | {one.noted_by for one in alerts}
    people = {one.login: one for one in Officer.objects.filter(unit_id=unit, login__in=logins)}
    limit = indicators.look_limit(on=until)
    return {
        "rows": [_officer(row, people.get(row.officer)) for row in rows], "period": str(days), "period_name": name,
        "since": f"{until - timedelta(days=days - 1):%Y-%m-%d}", "until": f"{until:%Y-%m-%d}",
        "periods": [(code, words) for code, (_, words) in PERIODS.items()], "limit": limit,
        "alerts": [_alert(one, people) for one in alerts],
    }  # fmt: skip


def _officer(row: indicators.Looks, who: Officer | None) -> dict:
    return {
        "login": row.officer, "name": who.name if who else row.officer, "position": who.position if who else "",
        "opened": row.opened, "own": row.own, "duty": row.duty, "foreign": row.foreign,
    }  # fmt: skip


def _alert(one, people: dict[str, Officer]) -> dict:
    who, noted = people.get(one.officer), people.get(one.noted_by)
    return {"row": one, "name": who.name if who else one.officer, "noted_by": noted.name if noted else one.noted_by}


def of_officer(*, unit: str, officer: Officer, day: date) -> dict:
    """One officer's day, newest first: which file, why, whose it was. Codes only, no names."""
    start = datetime.combine(day, time(), tzinfo=VIETNAM)
    looks = looks_of_day(unit=unit, start=start, end=start + timedelta(days=1), officer=officer.login)
    whose = belongings(looks, unit=unit)
    pks = [int(look.subject.partition(":")[2]) for look in looks if look.subject.startswith("dossier:")]
    codes = dict(Dossier.objects.filter(unit_id=unit, pk__in=pks).values_list("pk", "code"))
    return {
        "one": officer, "day": day, "before": day - timedelta(days=1), "after": day + timedelta(days=1),
        "looks": [_look(look, whose[look.pk], codes) for look in looks],
    }  # fmt: skip


def _look(look, whose: Belonging, codes: dict[int, str | None]) -> dict:
    kind, _, pk = look.subject.partition(":")
    code = codes.get(int(pk)) if kind == "dossier" else None
    words = code_tail(code) if code else OTHER_FILES.get(kind, look.subject)
    return {
        "at": look.at, "code": words, "dossier": int(pk) if code else None, "reason": reason_word(look.reason),
        "whose": BELONGING_NAMES[whose], "tone": TONES[whose],
    }  # fmt: skip


def table_of_officers(page: dict) -> Table:
    columns = (
        Column(say("Cán bộ"), lambda row: row["name"], width=28),
        Column(say("Chức danh"), lambda row: row["position"], width=28),
        Column(say("Hồ sơ đã mở"), lambda row: row["opened"], Kind.NUMBER),
        Column(say("Phần việc của mình"), lambda row: row["own"], Kind.NUMBER),
        Column(say("Theo chức trách"), lambda row: row["duty"], Kind.NUMBER),
        Column(say("Ngoài phần việc"), lambda row: row["foreign"], Kind.NUMBER),
    )
    filters = {say("Khoảng"): str(page["period_name"])}
    return Table(name="luot-xem", title=say("Ai đã mở hồ sơ"), columns=columns, rows=page["rows"], filters=filters)


def table_of_day(page: dict) -> Table:
    columns = (
        Column(say("Lúc"), lambda row: row["at"], Kind.MOMENT),
        Column(say("Hồ sơ"), lambda row: row["code"], width=20),
        Column(say("Vì sao"), lambda row: row["reason"], width=32),
        Column(say("Của ai"), lambda row: row["whose"], width=22),
    )
    filters = {say("Cán bộ"): page["one"].name, say("Ngày"): f"{page['day']:%d/%m/%Y}"}
    return Table(name="luot-xem-mot-nguoi", title=say("Lượt mở hồ sơ"), columns=columns, rows=page["looks"], filters=filters)
