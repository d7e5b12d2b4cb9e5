"""The dossiers of the leader's day. Names are masked: the page is a list and no access."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import F

from thanthien.doors.parts.templatetags.words import day_short, hour, minutes_left, weekday, weekday_short
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier, DossierStep
from thanthien.dossiers.rules import HAND_OVER, OPEN, Outcome
from thanthien.dossiers.timing import Timing, timing_of
from thanthien.people.card import mask_name
from thanthien.people.rules import ROLE_NAMES, Role
from thanthien.shared.clock import VIETNAM, day_of

SHOWN = 200
OTHERS = {"other_body": "cơ quan khác", "nobody": "chờ theo luật"}


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
        "hot": hot, "headline": _headline(len(late), risky),
        "due": [_due(of, clocks[of.pk], hot, at) for of in due] + [_done(of) for of in done],
        "due_count": len(due) + len(done), "due_more": max(0, len(due) + len(done) - 5), "done_count": len(done),
        "fine_count": len(today) - risky, "by_officer": _by_officer(unit, at), "next_due": nearest[0].due_at if nearest else None,
    }}  # fmt: skip


def _headline(late: int, risky: int) -> str:
    parts = [f"{late} đã trễ" if late else "", f"{risky} dễ trễ" if risky else ""]
    said = ", ".join(part for part in parts if part)
    return f"Hôm nay: {said}" if said else "Hôm nay: mọi việc đang kịp"


def _clocks(rows: list[Dossier], timing: Timing, at: datetime) -> dict[int, Clock]:
    """Each dossier's running step and what is still to do, with one query for all."""
    steps: dict[int, list[DossierStep]] = defaultdict(list)
    wanted = DossierStep.objects.filter(dossier__in=[of.pk for of in rows], done_at__isnull=True).exclude(kind=HAND_OVER)
    for step in wanted.select_related("officer").order_by("dossier_id", "order"):
        steps[step.dossier_id].append(step)
    return {of.pk: _clock(of, steps[of.pk], timing, at) for of in rows}


def _clock(of: Dossier, steps: list[DossierStep], timing: Timing, at: datetime) -> Clock:
    running = next((step for step in steps if step.order == of.step), None)
    used = 0
    if running is not None and running.started_at is not None:
        used = running.used_minutes + max(timing.minutes(running.started_at, at), 0)
    need = sum(max(step.allowed_minutes - (used if step is running else step.used_minutes), 0) for step in steps)
    return Clock(running, used, timing.minutes(at, of.due_at), need, len(steps))


def _holder(step: DossierStep | None) -> str:
    if step is None:
        return ""
    if step.officer is not None:
        return step.officer.name
    return f"{ROLE_NAMES[Role(step.role)]}, chưa ai nhận" if step.role in set(Role) else OTHERS.get(step.role, "")


def _who(of: Dossier) -> str:
    return of.organisation.name if of.organisation else mask_name(of.applicant.name)


def _tail(of: Dossier) -> tuple[str, str]:
    _, day, number = of.code.rsplit("-", 2)
    return f"{day[-4:]}-{number}", number


def _when(moment: datetime, at: datetime) -> str:
    return f"{hour(moment)}" if day_of(moment) == day_of(at) else f"{hour(moment)} {weekday_short(moment)} {day_short(moment)}"


def _late(of: Dossier, clock: Clock, at: datetime) -> Hot:
    tail, short = _tail(of)
    since = f" từ {hour(clock.step.started_at)} {weekday(clock.step.started_at)}" if clock.step and clock.step.started_at else ""
    why = f"{clock.step.name}, ở {_holder(clock.step)}{since}" if clock.step else "chờ bước tiếp theo"
    return Hot(
        of.pk,
        "late",
        "late",
        minutes_left(min(clock.left, -1)),
        _who(of),
        of.procedure_name,
        tail,
        short,
        why,
        _when(of.due_at, at),
    )


def _risk(of: Dossier, clock: Clock, at: datetime) -> Hot:
    tail, short = _tail(of)
    name = clock.step.name if clock.step else "Bước tiếp theo"
    if clock.over:
        why = f"{name} quá bước {minutes_left(clock.over)}, {_holder(clock.step)}"
    else:
        why = f"{clock.ahead} bước còn lại cần {minutes_left(clock.need)}, đang ở {_holder(clock.step)}"
    return Hot(
        of.pk,
        "risk",
        "today",
        minutes_left(max(clock.left, 0)),
        _who(of),
        of.procedure_name,
        tail,
        short,
        why,
        _when(of.due_at, at),
    )


def _due(of: Dossier, clock: Clock, hot: Iterable[Hot], at: datetime) -> dict:
    tail, short = _tail(of)
    tone = next((row.tone for row in hot if row.pk == of.pk), "ok")
    holder = clock.step.officer.name if clock.step and clock.step.officer else _holder(clock.step)
    return {
        "pk": of.pk,
        "who": _who(of),
        "what": of.procedure_name,
        "tail": tail,
        "short": short,
        "tone": tone,
        "mark": hour(of.due_at),
        "holder": holder,
    }


def _done_today(unit: str, at: datetime) -> list[Dossier]:
    """What was promised for today and is ready."""
    start = datetime.combine(day_of(at), time(), tzinfo=VIETNAM)
    rows = Dossier.objects.filter(
        unit_id=unit, due_at__gte=start, due_at__lt=start + timedelta(days=1), finished_at__isnull=False
    )
    rows = rows.exclude(outcome=Outcome.ANNULLED).select_related("applicant", "organisation")
    return list(rows.order_by("-finished_at")[:SHOWN])


def _done(of: Dossier) -> dict:
    tail, short = _tail(of)
    late = day_of(of.finished_at) > day_of(of.due_at)
    return {
        "pk": of.pk, "who": _who(of), "what": of.procedure_name, "tail": tail, "short": short, "tone": "late" if late else "done",
        "mark": f"xong {hour(of.finished_at)}", "holder": "",
    }  # fmt: skip


def _by_officer(unit: str, at: datetime) -> list[dict]:
    """Open dossiers by who holds the running step: late, due today, all. Steps that nobody took stand under their role."""
    rows = DossierStep.objects.filter(
        dossier__unit_id=unit, dossier__state__in=[int(state) for state in OPEN], order=F("dossier__step"), done_at__isnull=True
    ).values_list("officer__name", "officer__position", "role", "dossier__due_at")
    lines: dict[tuple[str, str], dict] = {}
    for name, position, role, due in rows:
        who = name or "Chưa ai nhận"
        part = position if name else ROLE_NAMES[Role(role)] if role in set(Role) else OTHERS.get(role, "")
        line = lines.setdefault((who, part), {"name": who, "role": part, "late": 0, "today": 0, "all": 0})
        line["all"] += 1
        if due < at:
            line["late"] += 1
        elif day_of(due) == day_of(at):
            line["today"] += 1
    return sorted(lines.values(), key=lambda line: (-line["late"], -line["today"], -line["all"], line["name"]))
