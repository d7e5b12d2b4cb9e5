"""The open dossiers of the commune as a list: filtered, exported, given to somebody else in one press. Names are masked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from thanthien.doors.leader.words import holder_words, role_words, tail_of
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.doors.parts.templatetags.words import minutes_left
from thanthien.dossiers import queries, rules
from thanthien.dossiers.models import DossierStep
from thanthien.dossiers.queries import owner_masked
from thanthien.dossiers.rules import OPEN, Standing
from thanthien.dossiers.timing import timing_of
from thanthien.people.models import Officer
from thanthien.people.queries import away_on
from thanthien.programmes import queries as programmes
from thanthien.shared.clock import day_of
from thanthien.shared.wording import Sentence, say

MOST = 1000
WEEK = timedelta(days=7)
VIEWS: dict[str, Sentence] = {
    "": say("Tất cả"),
    "tre": say("Đã trễ"),
    "hom-nay": say("Hạn hôm nay"),
    "tuan": say("Bảy ngày tới"),
    "chua-ai": say("Chưa ai nhận"),
    "dang-cho": say("Người dân đang chờ"),
    "nguoi-vang": say("Ở người vắng"),
}
STATES = {"late": say("đã trễ"), "today": say("hạn hôm nay"), "": say("còn hạn")}
TONES = {Standing.LATE: "late", Standing.DUE_TODAY: "today", Standing.IN_TIME: ""}


@dataclass(frozen=True, slots=True)
class Row:
    """One open dossier. `minutes`: working minutes left, negative when late; `login` of who holds the running step; `work`:
    (role of the step, field), which says who may be given it; `waits`: the person sits in the hall until it is done.
    """

    pk: int
    step: int
    tone: str
    minutes: int
    due: datetime
    who: str
    what: str
    step_name: str
    holder: str
    login: str
    away: bool
    code: str
    tail: str
    short: str
    work: tuple[str, str]
    waits: bool = False

    @property
    def work_key(self) -> str:
        """The work in an attribute of the page."""
        return ":".join(self.work)

    @property
    def left(self) -> str:
        return minutes_left(self.minutes if self.tone != "late" else min(self.minutes, -1))


def rows_of(*, unit: str, at: datetime) -> list[Row]:
    """Every open dossier: those whose person waits in the hall, then due soonest first."""
    running = DossierStep.objects.filter(
        dossier__unit_id=unit, dossier__state__in=[int(state) for state in OPEN], order=F("dossier__step"), done_at__isnull=True
    ).select_related("officer", "dossier__applicant", "dossier__organisation")
    timing, away = timing_of(unit), {absence.officer_id for absence in away_on(unit=unit, on=day_of(at))}
    hurry = programmes.waiting(unit=unit, at=at)
    rows = [_row(step, timing, away, at, hurry) for step in running.order_by("dossier__due_at", "dossier_id")[:MOST]]
    return sorted(rows, key=lambda row: not row.waits)


def _row(step: DossierStep, timing, away: set[int], at: datetime, hurry: set[str]) -> Row:
    of = step.dossier
    tail, short = tail_of(of)
    return Row(
        pk=of.pk, step=step.order, tone=TONES[rules.standing(due=of.due_at, at=at)], minutes=timing.minutes(at, of.due_at),
        due=of.due_at, who=owner_masked(of), what=of.procedure_name, step_name=step.name, holder=str(holder_words(step)),
        login=step.officer.login if step.officer else "", away=step.officer_id in away, code=of.code, tail=tail, short=short,
        work=(step.role, of.field), waits=f"dossier:{of.pk}" in hurry,
    )  # fmt: skip


def filtered(rows: Iterable[Row], *, view: str, officer: str, at: datetime, role: str = "") -> list[Row]:
    """The rows of a view, of one officer when named (`-` = nobody), of one role when named."""
    soon = at + WEEK
    keep = {
        "tre": lambda row: row.tone == "late",
        "hom-nay": lambda row: row.tone == "today",
        "tuan": lambda row: row.tone == "" and row.due <= soon,
        "dang-cho": lambda row: row.waits,
        "chua-ai": lambda row: not row.login,
        "nguoi-vang": lambda row: row.away,
    }.get(view, lambda row: True)
    held = [row for row in rows if not officer or row.login == officer.strip("-")]
    return [row for row in held if keep(row) and (not role or row.work[0] == role)]


def context(*, unit: str, at: datetime, view: str, officer: str, role: str = "") -> dict:
    """Everything of `leader/_list.html`."""
    view = view if view in VIEWS else ""
    every = rows_of(unit=unit, at=at)
    of = filtered(every, view="", officer=officer, role=role, at=at)
    views = [
        {"code": code, "name": name, "count": len(filtered(of, view=code, officer="", at=at)), "here": code == view}
        for code, name in VIEWS.items()
    ]  # fmt: skip
    named = next((row.holder for row in every if row.login == officer), officer) if officer.strip("-") else ""
    return {
        "rows": filtered(of, view=view, officer="", at=at), "views": views, "here": view, "officer": officer,
        "role": role, "officer_name": _whose(officer, named, role),
        "takers": takers(unit, every, at), "cut": len(every) == MOST,
    }  # fmt: skip


def _whose(officer: str, named: str, role: str) -> Sentence | str:
    """Whose dossiers the list holds; "" of everybody."""
    whose = say("Chưa ai nhận") if officer == "-" else named
    return say("{whose}, {role}", whose=whose, role=role_words(role)) if role and whose else whose or role_words(role)


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody to whom some of the open work can be given; `works`: which, as `Row.work_key`, parted by blanks."""

    officer: Officer
    works: str


def takers(unit: str, rows: Iterable[Row], at: datetime) -> list[Taker]:
    """Who may do at least one of the running steps, by name."""
    works: dict[Officer, list[str]] = {}
    able = queries.takers(unit=unit, works=sorted({row.work for row in rows}), on=day_of(at))
    for work, officers in able.items():
        for officer in officers:
            works.setdefault(officer, []).append(":".join(work))
    return [Taker(one, " ".join(works[one])) for one in sorted(works, key=lambda one: (one.name_fold, one.pk))]


def table(context: dict, *, at: datetime) -> Table:
    """The list as a file, as it is filtered."""
    columns = (
        Column(say("Mã"), lambda row: row.code, width=24),
        Column(say("Người nộp"), lambda row: row.who, width=26),
        Column(say("Việc"), lambda row: row.what, width=44),
        Column(say("Bước"), lambda row: row.step_name, width=30),
        Column(say("Ai giữ"), lambda row: row.holder, width=26),
        Column(say("Hẹn"), lambda row: row.due, Kind.MOMENT),
        Column(say("Phút làm việc còn lại"), lambda row: row.minutes, Kind.NUMBER),
        Column(say("Tình trạng"), lambda row: say("người dân đang chờ") if row.waits else STATES[row.tone], width=20),
    )
    filters = {say("Mục"): VIEWS[context["here"]], say("Cán bộ"): str(context["officer_name"])}
    return Table(name="ho-so-dang-mo", title=say("Hồ sơ đang giải quyết"), columns=columns, rows=context["rows"], filters=filters)
