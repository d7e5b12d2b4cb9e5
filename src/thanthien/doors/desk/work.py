"""What `/viec/` shows: the steps that wait for an officer, in groups, and the one in focus. Names are masked: a list is no
access.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from thanthien.doors.desk.words import (
    TONES,
    due_words,
    left_words,
    paper_lines,
    short_code,
    split_code,
    step_lines,
    story,
)
from thanthien.doors.parts.templatetags.words import day_short, hour, minutes_left, weekday, weekday_short
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.queries import DossierPage, WorkItem, owner_masked
from thanthien.dossiers.rules import Standing
from thanthien.journal.queries import about, told_once
from thanthien.people.models import Officer
from thanthien.programmes import queries as programmes
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

VIEWS = (("", say("Tất cả")), ("tre", say("Trễ")), ("hom-nay", say("Hôm nay")), ("chua-nhan", say("Chưa nhận việc")))
# Days that have a group of their own; what is later stands together.
NEAR = 3
# Rows of the page: the most urgent ones.
PAGE = 100


@dataclass(frozen=True, slots=True)
class Row:
    pk: int
    step: int
    left: str
    tone: str
    due: str
    who: str
    what: str
    step_name: str
    tag: str
    tag_tone: str
    share: int
    head: str
    short: str
    tail: str


@dataclass(slots=True)
class Group:
    code: str
    name: str
    note: str = ""
    rows: list[Row] = field(default_factory=list)


def _fits(item: WorkItem, view: str) -> bool:
    return {
        "tre": item.standing is Standing.LATE, "hom-nay": item.standing is not Standing.IN_TIME, "chua-nhan": not item.taken,
    }.get(view, True)  # fmt: skip


def items_of(*, officer: Officer, at: datetime, view: str) -> list[WorkItem]:
    """The lines of one view, for the file that leaves the screen."""
    return [item for item in dossiers.work_of(officer=officer, at=at, limit=2000) if _fits(item, view)]


def context(*, officer: Officer, at: datetime, view: str) -> dict:
    """Views with their counts, and the groups of the chosen one."""
    items = dossiers.work_of(officer=officer, at=at, limit=PAGE + 1)
    more, items = len(items) > PAGE, items[:PAGE]
    here = view if view in dict(VIEWS) else ""
    counts = [sum(_fits(item, code) for item in items) for code, _ in VIEWS]
    open_end = [more and (code in ("", "chua-nhan") or count == PAGE) for (code, _), count in zip(VIEWS, counts, strict=True)]
    views = [
        {"code": code, "name": name, "count": f"{count}+" if end else count, "here": code == here}
        for (code, name), count, end in zip(VIEWS, counts, open_end, strict=True)
    ]
    if more and here == "chua-nhan":  # they may stand behind the page
        items = dossiers.work_of(officer=officer, at=at, limit=PAGE, untaken=True)
    shown = [item for item in items if _fits(item, here)]
    later = dossiers.soon(unit=officer.unit_id, at=at, limit=1) if not items else []
    return {
        "views": views,
        "here": here,
        "groups": _groups(shown, day_of(at), programmes.waiting(unit=officer.unit_id, at=at)),
        "cut": len(shown) if more and len(shown) == PAGE else 0,
        "next_due": later[0].due_at if later and later[0].due_at >= at else None,
    }


def _groups(items: list[WorkItem], today: date, hurry: set[str]) -> list[Group]:
    """By date, the late ones first; before all of them those whose person sits in the hall."""
    items = sorted(items, key=lambda item: f"dossier:{item.dossier.pk}" not in hurry)
    groups: dict[str, Group] = {}
    days: list[date] = []
    for item in items:
        due = day_of(item.dossier.due_at)
        if f"dossier:{item.dossier.pk}" in hurry:
            code, name = "waits", say("Không hẹn, người dân đang chờ")
        elif item.standing is Standing.LATE:
            code, name = "late", say("Trễ")
        elif due == today:
            code, name = "today", say("Hôm nay")
        else:
            if due not in days:
                days.append(due)
            if len(days) < NEAR:
                code, name = (
                    due.isoformat(),
                    say("{weekday} {day}, mai", weekday=weekday(due), day=day_short(due))
                    if due == today + timedelta(days=1)
                    else f"{weekday(due)} {day_short(due)}",
                )
            else:
                code, name = (
                    "later",
                    say("{weekday} {day} và sau", weekday=weekday(days[NEAR - 1]), day=day_short(days[NEAR - 1])),
                )
        group = groups.setdefault(code, Group(code, name))
        group.rows.append(_row(item, code, today))
    return list(groups.values())


def _row(item: WorkItem, group: str, today: date) -> Row:
    of, due = item.dossier, item.dossier.due_at
    head, short = short_code(of.code)
    tag, tone = ("", "") if item.taken else (say("chưa ai nhận"), "")
    if item.step.came_back:
        tag, tone = say("làm lại"), "today"
    late_day = group == "late" and day_of(due) != today
    when = f"{weekday_short(due)} {day_short(due)}" if group == "later" or late_day else hour(due)
    return Row(
        of.pk, item.step.order, left_words(item.minutes_left, item.standing), TONES[item.standing], when, owner_masked(of),
        of.procedure_name, item.step.name, tag, tone, min(100, round(item.share_used * 100)), head, short, f"{head}{short}",
    )  # fmt: skip


def side(*, dossier: Dossier, at: datetime) -> dict:
    """The dossier in focus without what is personal: its clock, steps, papers, journal. Opening the file is another page."""
    page = dossiers.dossier_page(dossier=dossier, at=at)
    today = day_of(at)
    head, tail = split_code(dossier.code)
    names = {view.step.officer.login: view.step.officer.name for view in page.steps if view.step.officer}
    if dossier.received_by:
        names[dossier.received_by.login] = dossier.received_by.name
    entries = told_once(about(subject=f"dossier:{dossier.pk}"), unit=dossier.unit_id)
    return {
        "pk": dossier.pk, "code_head": head, "code_tail": tail, "what": dossier.procedure_name, "who": owner_masked(dossier),
        "left": left_text(page), "tone": TONES[page.standing] if page.standing else "",
        "due_text": due_words(dossier.due_at, today=today),
        "risk": risk_text(page), "steps": step_lines(page.steps),
        "papers": paper_lines(p for p in page.papers if p.state != "na"),
        "story": story(entries, names=names, steps={view.step.order: view.step.name for view in page.steps})[:6],
        "why_sentence": dossier.deadline.get("summary", ""),
    }  # fmt: skip


def left_text(page: DossierPage) -> str:
    if page.standing is None:
        return say("đã có kết quả") if page.dossier.finished_at else say("đã khép")
    text = left_words(page.minutes_left, page.standing)
    return text if page.standing is Standing.LATE else say("còn {text}", text=text)


def risk_text(page: DossierPage) -> str:
    """Said when the steps still to do are allowed more time than is left."""
    if page.standing is None or page.standing is Standing.LATE:
        return ""
    ahead = [view for view in page.steps if view.step.done_at is None and view.step.kind not in ("receive", "hand_over")]
    need = sum(max(view.left, 0) for view in ahead)
    if not ahead or need <= page.minutes_left:
        return ""
    return say("{n} bước còn lại cần {time}", n=len(ahead), time=minutes_left(need))
