"""Taking back what was just done to a step: compensating acts, never a change of what the journal says. (Writes of the room.)"""

from datetime import datetime

from thanthien.dossiers import access, rules, stage_clock, steps
from thanthien.dossiers.models import Dossier, DossierStep
from thanthien.dossiers.rules import UNDO_FOR, Act, DossierError, Status
from thanthien.dossiers.timing import timing_of
from thanthien.journal.actions import Deed, act
from thanthien.journal.models import Entry
from thanthien.journal.queries import about
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor, logins
from thanthien.shared.clock import local
from thanthien.shared.wording import say

# What moves a dossier on; a print or a note of the clock does not stand in the way of taking back.
WORK = frozenset(
    {
        "step.taken",
        "step.done",
        "step.sent_back",
        "step.released",
        "step.reopened",
        "dossier.returned",
        "dossier.annulled",
        "dossier.supplement_asked",
        "dossier.supplemented",
        "dossier.supplement_dropped",
        "dossier.duty_asked",
        "dossier.duty_settled",
        "dossier.withdrawn",
        "dossier.stopped",
        "dossier.redated",
    }
)


def release_step(*, dossier: Dossier, by: Actor, at: datetime) -> Dossier:
    """Take back that a step was taken or given, within ten minutes: who held it before holds it again. `step.released`."""
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = _mine(deed, dossier, by)
        last = _last(dossier, "step.taken", by=by, at=at)
        line = rules.move(dossier.state, Act.RELEASE)
        here = dossier.steps.get(order=dossier.step)
        before = last.data.get("before") or ""
        here.officer = Officer.objects.filter(login=before, unit_id=dossier.unit_id).first() if before else None
        deed.save(here)
        data = {"code": dossier.code, "step": here.order, "officer": before}
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)
    return dossier


def reopen_step(*, dossier: Dossier, by: Actor, at: datetime) -> Dossier:
    """Take back that a step is done, within ten minutes and before anybody goes on: its clock runs on from where it stopped.

    Entry `step.reopened`; when the result was ready, `dossier.reopened` too, so that whoever was told can be told again.
    """
    timing = timing_of(dossier.unit_id)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = _mine(deed, dossier, by)
        last = _last(dossier, "step.done", by=by, at=at)
        line = rules.move(dossier.state, Act.REOPEN)
        ready = dossier.state == Status.READY
        route = list(dossier.steps.all())
        done = next(step for step in route if step.order == last.data["step"])
        for step in route:
            if step.order == dossier.step and step.pk != done.pk:
                _not_begun(deed, step, last)
        if ready:
            dossier.finished_at, dossier.outcome, dossier.result_note, dossier.shelf = None, "", "", ""
        done.done_at, done.note = None, ""
        stage_clock.reopen(deed, dossier, done.order)
        steps.start(dossier, done, at, timing)
        dossier.state = line.to
        deed.save(done)
        deed.save(dossier)
        data = {"code": dossier.code, "step": done.order, "officer": by.code}
        deed.enter("step.reopened", subject=dossier, visit=dossier.visit_id, data=data)
        if ready:
            deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data={"code": dossier.code, "field": dossier.field})
    return dossier


def _not_begun(deed: Deed, step: DossierStep, last: Entry) -> None:
    """The step after the one that is reopened waits again; the machine's choice of its officer goes too."""
    step.started_at = step.due_at = None
    if step.used_minutes == 0 and last.data.get("next_officer"):
        step.officer = None
    deed.save(step)


def _mine(deed: Deed, dossier: Dossier, by: Actor) -> Dossier:
    access.check_unit(by, dossier.unit_id)
    return deed.lock(Dossier, pk=dossier.pk)


def _last(dossier: Dossier, kind: str, *, by: Actor, at: datetime) -> Entry:
    """The last thing done to the dossier, which must be `kind`, by the same person, not long ago."""
    work = [entry for entry in about(subject=f"dossier:{dossier.pk}") if entry.kind in WORK]
    last = work[-1] if work else None
    if last is None or last.kind != kind or logins(last.actor)[0] != by.code:
        raise DossierError(say("Đã có người làm tiếp hồ sơ này nên không hoàn tác được. Mở hồ sơ để xem."))
    if at - last.at > UNDO_FOR:
        raise DossierError(
            say("Việc này làm lúc {hour}, đã quá 10 phút nên không hoàn tác được.", hour=f"{local(last.at):%H:%M}")
        )
    return last
