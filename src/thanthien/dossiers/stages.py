"""Hand-over between bodies: a stage is given on, taken in, sent back; each has its own clock. (Writes of the room.)

Every act stands in the chain of the dossier's own unit and in that of each other unit it touches, under one act id; chains are
locked in the order of their codes when the act is sealed.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from thanthien.dossiers import access, opinions, rules, stage_rules, steps
from thanthien.dossiers.apologies import check_apologised
from thanthien.dossiers.models import Dossier, DossierStep, Stage
from thanthien.dossiers.passing import late_unit
from thanthien.dossiers.rules import OPEN, Act, DossierError, Status
from thanthien.dossiers.timing import Timing, timing_of
from thanthien.journal.actions import Deed, act
from thanthien.journal.asking import composed
from thanthien.people.scoping import in_unit
from thanthien.procedures.rules import RouteStep
from thanthien.shared.actor import Actor, clock
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def lay(deed: Deed, dossier: Dossier, route: Sequence[RouteStep], minutes: Sequence[int], at: datetime, timing: Timing) -> None:
    """Write the stages of a new dossier; the first, of the office itself, has begun. Nothing when one body does everything."""
    found = stage_rules.spans([(s.unit, m) for s, m in zip(route, minutes, strict=True)], own=dossier.unit_id)
    rows = [
        Stage(
            dossier=dossier, order=order, unit_id=span.unit, first_step=span.first, last_step=span.last,
            allowed_minutes=span.minutes,
        )
        for order, span in enumerate(found, 1)
    ]  # fmt: skip
    if rows:
        first = rows[0]
        first.handed_at = first.taken_at = at
        first.handed_by = first.taken_by = dossier.received_by
        first.due_at = timing.after(at, first.allowed_minutes)
    deed.create_all(rows)


def check_stays(dossier: Dossier, here: DossierStep, then: DossierStep | None) -> None:
    """A step may be completed where it is only if the stage was taken in and the next step is the same body's."""
    rows = access.stages_of(dossier)
    mine = next((row for row in rows if row.covers(here.order)), None)
    if mine is None:
        return
    check_taken(mine)
    if then is not None and not mine.covers(then.order):
        after = next(row for row in rows if row.covers(then.order))
        raise DossierError(say("Bước sau do {unit} làm. Bấm “Chuyển” để giao hồ sơ cho nơi ấy.", unit=after.unit.name))


def check_back_stays(dossier: Dossier, here: DossierStep, previous: DossierStep) -> None:
    """A step goes back within its own stage; across bodies it is `hand_back`."""
    mine = next((row for row in access.stages_of(dossier) if row.covers(here.order)), None)
    if mine is not None and not mine.covers(previous.order):
        raise DossierError(say("Bước trước do nơi khác làm. Bấm “Trả lại nơi chuyển đến” và ghi lý do."))


def check_taken(stage: Stage) -> None:
    if stage.taken_at is None:
        raise DossierError(say("Hồ sơ mới được chuyển đến, chưa ai nhận. Bấm “Nhận hồ sơ” trước."))


def note_ready(deed: Deed, dossier: Dossier, here: DossierStep, at: datetime, timing: Timing) -> None:
    """The result is ready: the clock of the last stage stops with it."""
    mine = next((row for row in access.stages_of(dossier) if row.covers(here.order)), None)
    if mine is not None:
        _stop(mine, here, at, timing)
        deed.save(mine)


def waits(dossier: Dossier) -> bool:
    """True while the body that was given the dossier has not taken it in."""
    return any(row.running and row.taken_at is None for row in access.stages_of(dossier))


# --- acts ------------------------------------------------------------------------------------------------


def pass_on(*, dossier: Dossier, by: Actor, at: datetime, step: int | None = None, note: str = "") -> Dossier:
    """The body's last step is done and the dossier goes to the next body, whose clock begins. Entry `stage.passed` in each chain.

    `step` is the one the screen showed. The steps before it in the stage must be done already.
    """
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier, route, here = steps.at_step(deed, dossier, step, Act.COMPLETE)
        access.check_may_work(by=by, dossier=dossier, step=here, act=Act.COMPLETE, on=day_of(at))
        deed.by = by.acting_as(here.role)
        mine, after = _around(dossier, here)
        check_taken(mine)
        then = steps.following(here, route)
        if after is None or then is None or not after.covers(then.order):
            raise DossierError(say("Chưa đến lúc chuyển đi. Làm xong các bước của mình trước."))
        if after.unit_id == dossier.unit_id:
            check_apologised(dossier, then, at)
        opinions.check_in(dossier, here, at)
        timing = timing_of(mine.unit_id)
        _end_step(deed, here, by, at, timing, note)
        _stop(mine, here, at, timing)
        mine.note = note.strip()[:300]
        _begin(after, then, at, by, timing_of(after.unit_id))
        dossier.step, dossier.state = then.order, Status.PROCESSING
        for row in (here, then, mine, after, dossier):
            deed.save(row)
        data = steps.done_data(dossier, here, then) | {"stage": mine.order, "from": mine.unit_id, "to": after.unit_id}
        data["stage_verdict"] = str(rules.step_verdict(allowed=mine.allowed_minutes, used=mine.used_minutes))
        _enter(deed, "stage.passed", dossier, mine, data, (mine.unit_id, after.unit_id))
    return dossier


def take_in(*, dossier: Dossier, by: Actor, at: datetime, step: int | None = None) -> Dossier:
    """The body says that it has the dossier; whoever does so holds its first step. Taking twice changes nothing.

    Entry `stage.taken` in each chain.
    """
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier, _, here = steps.at_step(deed, dossier, step, Act.TAKE)
        access.check_may_work(by=by, dossier=dossier, step=here, act=Act.TAKE, on=day_of(at))
        mine, _ = _around(dossier, here)
        if mine.taken_at is not None:
            return dossier
        officer = steps.acting_officer(by)
        mine.taken_at, mine.taken_by, here.officer = max(at, mine.handed_at), officer, officer
        deed.save(mine)
        deed.save(here)
        before = _before(dossier, mine)
        data = {"code": dossier.code, "step": here.order, "stage": mine.order, "officer": officer.login, "at": mine.unit_id}
        _enter(deed, "stage.taken", dossier, mine, data, (mine.unit_id, before.unit_id if before else dossier.unit_id))
    return dossier


def hand_back(*, dossier: Dossier, reason: str, by: Actor, at: datetime, step: int | None = None) -> Dossier:
    """Back to the body before, whose clock runs on from where it stopped. Entry `stage.sent_back` in each chain."""
    if not reason.strip():
        raise DossierError(say("Ghi lý do trả lại, để nơi chuyển đến biết phải sửa gì."))
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier, route, here = steps.at_step(deed, dossier, step, Act.SEND_BACK)
        access.check_may_work(by=by, dossier=dossier, step=here, act=Act.SEND_BACK, on=day_of(at))
        deed.by = by.acting_as(here.role)
        mine, _ = _around(dossier, here)
        before = _before(dossier, mine)
        if before is None:
            raise DossierError(say("Hồ sơ bắt đầu ở đây, không có nơi nào để trả lại."))
        timing = timing_of(mine.unit_id)
        _pause(mine, here, at, timing)
        last = [one for one in route if before.covers(one.order)][-1]
        last.done_at, before.came_back, before.done_at = None, reason.strip()[:300], None
        _begin(before, last, at, by, timing_of(before.unit_id))
        dossier.step, dossier.state = last.order, Status.PROCESSING
        for row in (here, last, mine, before, dossier):
            deed.save(row)
        data = {"code": dossier.code, "step": here.order, "to_step": last.order, "stage": mine.order}
        data |= {"from": mine.unit_id, "to": before.unit_id, "officer": by.code}
        _enter(deed, "stage.sent_back", dossier, mine, data, (mine.unit_id, before.unit_id))
    return dossier


def tick(*, unit: str, at: datetime) -> int:
    """Stages of the unit's dossiers whose time is over: `stage.became_late` in each chain, once each, at the legal moment."""
    with in_unit(unit):
        found = _overdue.rows(unit=unit, at=at)
    return sum(_strike(unit, pk, dossier, due) for pk, dossier, due in found)


@composed
def _overdue(unit: str, at: datetime) -> QuerySet[Stage]:
    rows = Stage.objects.filter(
        dossier__unit_id=unit, dossier__state__in=OPEN, handed_at__isnull=False, done_at__isnull=True,
        late_since__isnull=True, due_at__lt=at,
    )  # fmt: skip
    return rows.order_by("due_at", "pk").values_list("pk", "dossier_id", "due_at")


def _strike(unit: str, pk: int, of: int, moment: datetime) -> bool:
    with act(unit=unit, by=clock(unit), at=moment) as deed:
        dossier = deed.lock(Dossier, pk=of)
        stage = deed.lock(Stage, pk=pk)
        if dossier.state not in OPEN or not stage.running or stage.late_since is not None or stage.due_at != moment:
            return False
        stage.late_since = moment
        deed.save(stage)
        data = {"code": dossier.code, "stage": stage.order, "at": stage.unit_id, "due_at": rules.stamp(moment)}
        _enter(deed, "stage.became_late", dossier, stage, data, (stage.unit_id,))
    return True


__all__ = [
    "check_back_stays",
    "check_stays",
    "hand_back",
    "late_unit",
    "lay",
    "note_ready",
    "pass_on",
    "take_in",
    "tick",
    "waits",
]


# --- within an act -----------------------------------------------------------------------------------------


def _enter(deed: Deed, kind: str, dossier: Dossier, stage: Stage, data: dict, units: Sequence[str]) -> None:
    """One entry in the dossier's own chain, about the dossier; one in each other unit's, about the stage. One act id."""
    deed.enter(kind, subject=dossier, visit=dossier.visit_id, data=data)
    for unit in sorted(set(units) - {dossier.unit_id}):
        deed.enter(kind, subject=stage, unit=unit, data=data)


def _around(dossier: Dossier, here: DossierStep) -> tuple[Stage, Stage | None]:
    """The stage of the running step, and the one after it."""
    rows = access.stages_of(dossier)
    mine = next((row for row in rows if row.covers(here.order)), None)
    if mine is None:
        raise DossierError(say("Hồ sơ này chỉ làm ở một nơi, không có bước nào phải chuyển đi."))
    return mine, next((row for row in rows if row.order == mine.order + 1), None)


def _before(dossier: Dossier, mine: Stage) -> Stage | None:
    return next((row for row in access.stages_of(dossier) if row.order == mine.order - 1), None)


def _end_step(deed: Deed, here: DossierStep, by: Actor, at: datetime, timing: Timing, note: str) -> None:
    steps.stop(here, at, timing)
    if deed.by.behalf or here.officer is None:
        here.officer = steps.acting_officer(by)
    here.done_at, here.note = max(at, here.started_at), note.strip()[:300]


def _stop(stage: Stage, here: DossierStep, at: datetime, timing: Timing) -> None:
    stage.used_minutes += max(timing.minutes(stage.handed_at, at), 0)
    stage.done_at = max(at, stage.handed_at)


def _pause(stage: Stage, here: DossierStep, at: datetime, timing: Timing) -> None:
    """The stage waits again; what it used stays on its account."""
    steps.stop(here, at, timing)
    stage.used_minutes += max(timing.minutes(stage.handed_at, at), 0)
    here.started_at = here.due_at = here.officer = None
    stage.handed_at = stage.handed_by = stage.taken_at = stage.taken_by = stage.due_at = None


def _begin(stage: Stage, step: DossierStep, at: datetime, by: Actor, timing: Timing) -> None:
    """The stage is given the dossier: its clock runs for what is left of its minutes; nobody holds the step yet."""
    stage.handed_at, stage.handed_by, stage.taken_at, stage.taken_by = at, steps.acting_officer(by), None, None
    stage.due_at = timing.after(at, max(stage.allowed_minutes - stage.used_minutes, 0))
    step.started_at, step.officer = at, None
    step.due_at = timing.after(at, max(step.allowed_minutes - step.used_minutes, 0))
