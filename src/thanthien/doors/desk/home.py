"""What the pages of home service show: requests masked in lists, one request in full, the day's round, the figures."""

from datetime import date, datetime, timedelta

from django.http import QueryDict

from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.outreach import home_queries
from thanthien.outreach import home_rules as rules
from thanthien.outreach.access import HOME_ROLES, may_act_home, may_set_quota
from thanthien.outreach.home import Asked
from thanthien.outreach.home_rules import HomeAct, HomeState
from thanthien.outreach.models_home import HomeVisit
from thanthien.people.card import mask_name, mask_phone
from thanthien.procedures.pages import to_bring
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import Sentence, say

VIEWS: dict[str, tuple[Sentence, tuple[HomeState, ...]]] = {
    "cho": (say("Chờ trả lời"), (HomeState.REQUESTED,)),
    "xep": (say("Chờ xếp lịch"), (HomeState.ACCEPTED, HomeState.FAILED)),
    "lich": (say("Đã xếp lịch"), (HomeState.PLANNED,)),
    "xong": (say("Đã kết thúc"), rules.ENDED),
}
FIELDS = (
    "name", "phone", "address", "note", "matter", "receiver", "witness", "source", "reason", "why", "signed", "day", "half",
)  # fmt: skip
TYPED = dict.fromkeys(FIELDS, "")
TONES = {
    HomeState.REQUESTED: "today", HomeState.ACCEPTED: "open", HomeState.PLANNED: "open", HomeState.DONE: "done",
    HomeState.FAILED: "late", HomeState.REFUSED: "na", HomeState.CANCELLED: "na",
}  # fmt: skip


def by_field(errors: dict[str, str]) -> dict[str, str]:
    """The sentence at each field of the forms, or nothing."""
    return TYPED | errors


def line(row: HomeVisit, names: dict[str, str]) -> dict:
    """One request in a list: nothing by which a stranger finds the person or the house."""
    return {
        "pk": row.pk, "label": row.label, "who": mask_name(row.name) if row.name else say("đã xóa tên"),
        "phone": mask_phone(row.phone) if row.phone else "", "hamlet": row.hamlet.name if row.hamlet else "",
        "matter": row.matter, "group": rules.Group(row.group).label, "state": HomeState(row.state).label,
        "tone": TONES[HomeState(row.state)], "day": row.day, "half": row.slot, "asked": row.asked_at,
        "channel": rules.Channel(row.channel).label, "team": ", ".join(names.get(one, one) for one in row.team),
    }  # fmt: skip


def listing(*, unit: str, view: str, at: datetime, by: Actor) -> dict:
    """Everything of the list."""
    counts = home_queries.counted(unit=unit)
    numbers = {code: sum(counts.get(state, 0) for state in states) for code, (_, states) in VIEWS.items()}
    chosen = view if view in VIEWS else next((code for code in ("cho", "xep", "lich") if numbers[code]), "cho")
    found = home_queries.listed(unit=unit, states=VIEWS[chosen][1])
    names = home_queries.names(unit=unit, logins={login for row in found for login in row.team})
    today = day_of(at)
    return {
        "rows": [line(row, names) for row in found], "view": chosen, "view_name": VIEWS[chosen][0],
        "views": [(code, words, numbers[code]) for code, (words, _) in VIEWS.items()],
        "figures": home_queries.figures(unit=unit, since=today - timedelta(days=89), until=today),
        "entitled": home_queries.entitled(unit=unit, on=today), "may_set": may_set_quota(by=by, unit=unit),
    }  # fmt: skip


def table(page: dict) -> Table:
    """The list as a file, masked as on the screen."""
    columns = (
        Column(say("Số"), lambda row: row["label"], width=10), Column(say("Người yêu cầu"), lambda row: row["who"], width=24),
        Column(say("Thôn"), lambda row: row["hamlet"]), Column(say("Đối tượng"), lambda row: row["group"], width=30),
        Column(say("Việc"), lambda row: row["matter"], width=40),
        Column(say("Yêu cầu lúc"), lambda row: row["asked"], Kind.MOMENT),
        Column(say("Ngày đi"), lambda row: row["day"], Kind.DAY), Column(say("Buổi"), lambda row: row["half"]),
        Column(say("Tổ"), lambda row: row["team"], width=30), Column(say("Trạng thái"), lambda row: row["state"], width=24),
    )  # fmt: skip
    return Table("phuc-vu-tai-nha", say("Phục vụ tại nhà"), columns, page["rows"], {say("Nhóm"): page["view_name"]})


def shown(*, row: HomeVisit, by: Actor, at: datetime) -> dict:
    """One request in full, and what may be done with it now."""
    today = day_of(at)
    day = row.day or today + timedelta(days=1)
    officers = home_queries.team(unit=row.unit_id, on=today, roles=HOME_ROLES)
    names = home_queries.names(unit=row.unit_id, logins=set(row.team) | {row.done_by})
    return {
        "row": row, "state": HomeState(row.state).label, "tone": TONES[HomeState(row.state)],
        "papers": to_bring(procedure=row.procedure, unit=row.unit_id, on=today),
        "group": rules.Group(row.group).label, "channel": rules.Channel(row.channel).label,
        "team": [names.get(one, one) for one in row.team],
        "tasks": [(task, task.label) for task in rules.Task if task in row.tasks],
        "done": [task.label for task in rules.Task if task in row.done], "done_by": names.get(row.done_by, row.done_by),
        "why": rules.WhyFailed(row.why_failed).label if row.why_failed else "",
        "may": {str(act) for act in HomeAct if rules.may(row.state, act) and may_act_home(by=by, visit=row, act=act)},
        "officers": officers, "halves": [(half, half.label) for half in rules.Half],
        "failures": [(why, why.label) for why in rules.WhyFailed], "note_most": rules.NOTE_MOST,
        "typed": TYPED | {"day": day.isoformat(), "half": row.half or "morning", "team": list(row.team), "receiver": row.name,
                          "done": list(row.tasks)},
        "errors": {}, "wrong": by_field({}), "refused": "",
    }  # fmt: skip


def of_day(*, unit: str, day: date, login: str, at: datetime) -> dict:
    """The round of a day for the team: masked until somebody opens it."""
    found = home_queries.of_day(unit=unit, day=day, login=login)
    names = home_queries.names(unit=unit, logins={one for row in found for one in row.team})
    rows = [
        line(row, names) | {"planned": row.state == HomeState.PLANNED, "tasks": [rules.Task(one).label for one in row.tasks]}
        for row in found
    ]
    return {
        "rows": rows, "day": day, "today": day_of(at), "before": day - timedelta(days=1), "after": day + timedelta(days=1),
        "left": sum(row["planned"] for row in rows), "mine": bool(login), "here": day <= day_of(at),
        "failures": [(why, why.label) for why in rules.WhyFailed],
    }  # fmt: skip


def read(data: QueryDict) -> tuple[Asked, str]:
    """A request as typed, and the code of the procedure that was chosen."""
    text = {name: data.get(name, "").strip()[:300] for name in ("name", "phone", "address", "group", "matter", "hamlet", "note")}
    return Asked(tasks=tuple(data.getlist("tasks")), **text), data.get("procedure", "").strip()[:40]


def round_table(rows: list[HomeVisit], day: date, names: dict[str, str]) -> Table:
    """The round as a file: with names and ways, so each request on it is an access."""
    columns = (
        Column(say("Số"), lambda row: row.label, width=10), Column(say("Buổi"), lambda row: row.slot),
        Column(say("Họ tên"), lambda row: row.name, width=26), Column(say("Điện thoại"), lambda row: row.phone),
        Column(say("Thôn"), lambda row: row.hamlet.name if row.hamlet else ""),
        Column(say("Nhà ở"), lambda row: row.address, width=40),
        Column(say("Việc"), lambda row: row.matter, width=40),
        Column(say("Tổ"), lambda row: ", ".join(names.get(one, one) for one in row.team), width=30),
    )  # fmt: skip
    return Table(f"tuyen-tai-nha-{day:%Y%m%d}", say("Tuyến phục vụ tại nhà"), columns, rows, {say("Ngày"): f"{day:%d/%m/%Y}"})
