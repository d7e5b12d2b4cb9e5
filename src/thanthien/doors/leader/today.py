"""The dossiers of the leader's day. Names are masked: the page is a list and no access."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import quote

from django.db.models import F, QuerySet

from thanthien.doors.leader import ears
from thanthien.doors.leader.words import holder_words, role_words, tail_of, when
from thanthien.doors.parts.templatetags.words import hour, minutes_left, weekday
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier, DossierStep
from thanthien.dossiers.queries import owner_masked
from thanthien.dossiers.rules import HAND_OVER, OPEN, Outcome, Status
from thanthien.dossiers.timing import Timing, timing_of
from thanthien.dossiers.waiting import apologies_to_do, needed
from thanthien.indicators import queries as indicators
from thanthien.journal.asking import composed
from thanthien.letters import queries as letters
from thanthien.people.models import Officer
from thanthien.posting import news_queries, public_queries
from thanthien.ratings.follow_queries import waiting
from thanthien.shared.clock import VIETNAM, day_of
from thanthien.shared.wording import say

SHOWN, MOST = 200, 1000


@dataclass(frozen=True, slots=True)
class Clock:
    """The running step of an open dossier at a moment. `left` until the due date, `need` of the steps still to do: working
    minutes.
    """

    step: DossierStep | None
    used: int
    left: int
    need: int
    ahead: int

    @property
    def over(self) -> int:
        """How far the running step is beyond what it is allowed."""
        return max(self.used - self.step.allowed_minutes, 0) if self.step else 0


@dataclass(frozen=True, slots=True)
class Hot:
    """A dossier that is late (`kind` late) or whose steps need more time than is left (`kind` risk)."""

    pk: int
    kind: str
    tone: str
    left: str
    who: str
    what: str
    tail: str
    short: str
    why: str
    due: str


def context(*, unit: str, at: datetime) -> dict:
    """Everything of `leader/_dossiers.html`, under `day`."""
    late = dossiers.late(unit=unit, at=at, limit=SHOWN)
    today = dossiers.due_today(unit=unit, at=at, limit=SHOWN)
    clocks = _clocks([*late, *today], timing_of(unit), at)
    hot = [_late(of, clocks[of.pk], at) for of in late] + [
        _risk(of, clocks[of.pk], at) for of in today if clocks[of.pk].need > clocks[of.pk].left
    ]
    done = _done_today(unit, at)
    due = [of for of in late if day_of(of.due_at) == day_of(at)] + today
    risky = sum(row.kind == "risk" for row in hot)
    nearest = dossiers.soon(unit=unit, at=at, limit=1) if not due else []
    return {"day": {
        "hot": hot, "headline": _headline(len(late), risky), "late_count": len(late), "risk_count": risky,
        "due": [_due(of, clocks[of.pk], hot, at) for of in due] + [_done(of) for of in done],
        "due_count": len(due) + len(done), "due_more": max(0, len(due) + len(done) - 5), "done_count": len(done),
        "ears": ears.line(unit=unit, today=day_of(at)),
        "sorry": dict(zip(("write", "sign"), apologies_to_do(unit=unit), strict=True)),
        "low": waiting(unit=unit, on=day_of(at)), "letters": _letters(unit),
        "fine_count": len(today) - risky, "by_officer": _by_officer(unit, at), "next_due": nearest[0].due_at if nearest else None,
    }}  # fmt: skip


def _letters(unit: str) -> dict:
    """Letters of the office that wait for a signature, by voice."""
    waits = letters.waiting_by_voice(unit=unit)
    return {"n": sum(waits.values()), "kinds": [(str(base), str(base.label), n) for base, n in waits.items()]}


def alerts(*, unit: str) -> dict:
    """Who opened many files that are not theirs, until a leader has looked at it: a band above the page."""
    rows = indicators.look_alerts(unit=unit, open_only=True)
    names = dict(Officer.objects.filter(login__in={row.officer for row in rows}).values_list("login", "name")) if rows else {}
    return {"look_alerts": [
        {"row": row, "name": names.get(row.officer, row.officer), "since": _counted_since(row.day)} for row in rows
    ]}  # fmt: skip


def _counted_since(day: date) -> date:
    """The first of the days that an alert of `day` counted together."""
    limit = indicators.look_limit(on=day)
    return day - timedelta(days=limit.days - 1) if limit else day


def posted(*, unit: str, at: datetime) -> dict:
    """What the law wants public and is late, what waits to be mended in the reception room: bands above the page."""
    late = public_queries.late(unit=unit, on=day_of(at))
    return {"public_late": late, "room_open": news_queries.open_findings(unit=unit)}


def _headline(late: int, risky: int) -> str:
    if late and risky:
        return say("Hôm nay: {late} đã trễ, {risky} dễ trễ", late=late, risky=risky)
    if late:
        return say("Hôm nay: {late} đã trễ", late=late)
    return say("Hôm nay: {risky} dễ trễ", risky=risky) if risky else say("Hôm nay: mọi việc đang kịp")


def _clocks(rows: list[Dossier], timing: Timing, at: datetime) -> dict[int, Clock]:
    """Each dossier's running step and what is still to do, with one query for all."""
    steps: dict[int, list[DossierStep]] = defaultdict(list)
    for step in _undone.rows(dossiers=tuple(of.pk for of in rows)) if rows else ():
        steps[step.dossier_id].append(step)
    return {of.pk: _clock(of, steps[of.pk], timing, at) for of in rows}


@composed
def _undone(dossiers: tuple[int, ...]) -> QuerySet[DossierStep]:
    rows = DossierStep.objects.filter(dossier_id__in=dossiers, done_at__isnull=True).exclude(kind=HAND_OVER)
    return rows.order_by("dossier_id", "order")


def _clock(of: Dossier, steps: list[DossierStep], timing: Timing, at: datetime) -> Clock:
    running = next((step for step in steps if step.order == of.step), None)
    used = 0
    if running is not None and running.started_at is not None:
        used = running.used_minutes + max(timing.minutes(running.started_at, at), 0)
    need = needed(steps=steps, dossier=of, timing=timing, at=at)
    return Clock(running, used, timing.minutes(at, of.due_at), need, len(steps))


def _hot(of: Dossier, *, kind: str, left: int, why: str, at: datetime) -> Hot:
    tail, short = tail_of(of)
    tone = "late" if kind == "late" else "today"
    return Hot(of.pk, kind, tone, minutes_left(left), owner_masked(of), of.procedure_name, tail, short, why, when(of.due_at, at))


def _late(of: Dossier, clock: Clock, at: datetime) -> Hot:
    step = clock.step
    if step is None:
        why = say("chờ bước tiếp theo")
    elif step.started_at:
        why = say("{step}, ở {who} từ {hour} {day}", step=step.name, who=holder_words(step), hour=hour(step.started_at),
                  day=weekday(step.started_at))  # fmt: skip
    else:
        why = say("{step}, ở {who}", step=step.name, who=holder_words(step))
    return _hot(of, kind="late", left=min(clock.left, -1), why=why, at=at)


def _risk(of: Dossier, clock: Clock, at: datetime) -> Hot:
    name = clock.step.name if clock.step else say("Bước tiếp theo")
    who = holder_words(clock.step)
    if clock.over:
        why = say("{step} quá bước {time}, {who}", step=name, time=minutes_left(clock.over), who=who)
    else:
        why = say("{n} bước còn lại cần {time}, đang ở {who}", n=clock.ahead, time=minutes_left(clock.need), who=who)
    return _hot(of, kind="risk", left=max(clock.left, 0), why=why, at=at)


def _due(of: Dossier, clock: Clock, hot: Iterable[Hot], at: datetime) -> dict:
    tail, short = tail_of(of)
    tone = next((row.tone for row in hot if row.pk == of.pk), "ok")
    return {
        "pk": of.pk, "who": owner_masked(of), "what": of.procedure_name, "tail": tail, "short": short, "tone": tone,
        "mark": hour(of.due_at), "holder": holder_words(clock.step), "done": False,
    }  # fmt: skip


def _done_today(unit: str, at: datetime) -> list[Dossier]:
    """What was promised for today and is ready."""
    start = datetime.combine(day_of(at), time(), tzinfo=VIETNAM)
    rows = _ready.rows(unit=unit, since=start, until=start + timedelta(days=1))
    return sorted(rows, key=lambda of: of.finished_at, reverse=True)[:SHOWN]


@composed
def _ready(unit: str, since: datetime, until: datetime) -> QuerySet[Dossier]:
    every = [int(state) for state in Status]  # with it the index of the work is taken, whose next column is the date
    rows = Dossier.objects.filter(unit_id=unit, state__in=every, due_at__gte=since, due_at__lt=until, finished_at__isnull=False)
    return rows.exclude(outcome=Outcome.ANNULLED).select_related("applicant", "organisation").order_by("due_at", "pk")[:MOST]


def _done(of: Dossier) -> dict:
    tail, short = tail_of(of)
    late = day_of(of.finished_at) > day_of(of.due_at)
    return {
        "pk": of.pk, "who": owner_masked(of), "what": of.procedure_name, "tail": tail, "short": short, "holder": "", "done": True,
        "tone": "late" if late else "done", "mark": say("xong {hour}", hour=hour(of.finished_at)),
    }  # fmt: skip


def _by_officer(unit: str, at: datetime) -> list[dict]:
    """Open dossiers by who holds the running step: late, due today, all. Steps that nobody took stand under their role."""
    lines: dict[tuple[str, str], dict] = {}
    for login, name, position, role, due in _holding.rows(unit=unit):
        key = (login, position) if name else ("-", role)
        line = lines.setdefault(key, {
            "login": login or "-", "name": name or str(say("Chưa ai nhận")), "role": position if name else role_words(role),
            "query": f"can-bo={quote(login)}" if name else f"can-bo=-&vai={quote(role)}", "late": 0, "today": 0, "all": 0,
        })  # fmt: skip
        line["all"] += 1
        if due < at:
            line["late"] += 1
        elif day_of(due) == day_of(at):
            line["today"] += 1
    return sorted(lines.values(), key=lambda line: (-line["late"], -line["today"], -line["all"], line["name"]))


@composed
def _holding(unit: str) -> QuerySet[DossierStep]:
    states = [int(state) for state in OPEN]
    rows = DossierStep.objects.filter(
        dossier__unit_id=unit, dossier__state__in=states, order=F("dossier__step"), done_at__isnull=True
    )
    return rows.order_by().values_list("officer__login", "officer__name", "officer__position", "role", "dossier__due_at")
