"""The steps of a dossier while an act holds its row: which one runs, how its clock starts and stops, who can do it."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from thanthien.dossiers import access, queries, rules
from thanthien.dossiers.models import Dossier, DossierStep
from thanthien.dossiers.rules import Act, DossierError
from thanthien.dossiers.timing import Timing, timing_of
from thanthien.journal.actions import Deed
from thanthien.journal.asking import composed
from thanthien.journal.settled import kept
from thanthien.people.models import Officer
from thanthien.people.rules import Role
from thanthien.people.scoping import in_unit
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of, local
from thanthien.shared.wording import say


def working(steps: Sequence[DossierStep]) -> list[DossierStep]:
    """The steps that make the result."""
    return [steps[place] for place in rules.working_steps([step.kind for step in steps])]


def tail(steps: Sequence[DossierStep]) -> list[DossierStep]:
    """The hand-over at the end."""
    return list(steps[rules.working_steps([step.kind for step in steps]).stop :])


def following(here: DossierStep, steps: Sequence[DossierStep]) -> DossierStep | None:
    """The working step after `here`, None when the result is ready after it."""
    return next((step for step in working(steps) if step.order > here.order), None)


def at_step(deed: Deed, dossier: Dossier, shown: int | None, act: Act) -> tuple[Dossier, list[DossierStep], DossierStep]:
    """Lock the dossier; returns it, its steps and the running one.

    Raises DossierError when the table does not allow `act`, or when the step that the screen showed (`shown`, or the one of the
    object handed in) has been done by somebody else meanwhile: who, and when.
    """
    shown = dossier.step if shown is None else shown
    dossier = deed.lock(Dossier, pk=dossier.pk)
    steps = [deed.hold(step) for step in _steps.rows(dossier=dossier.pk)]
    for step in steps:
        step.dossier = dossier
    seen = next((step for step in steps if step.order == shown), None)
    if seen is not None and seen.done_at is not None and dossier.step != shown:
        who = seen.officer.name if seen.officer else say("Một đồng nghiệp")
        now = next((step.name for step in steps if step.order == dossier.step), dossier_label(dossier))
        raise DossierError(
            say(
                "{who} đã làm xong bước “{name}” lúc {moment}. Hồ sơ đang ở: {now}. Tải lại trang.",
                who=who,
                name=seen.name,
                moment=f"{local(seen.done_at):%H:%M}",
                now=now,
            )
        )
    rules.move(dossier.state, act)
    here = next((step for step in steps if step.order == dossier.step), None)
    if here is None or dossier.step != shown:
        raise DossierError(say("Hồ sơ đã sang bước khác. Tải lại trang để xem bước đang làm."))
    return dossier, steps, here


@composed
def _steps(dossier: int) -> QuerySet[DossierStep]:
    return DossierStep.objects.filter(dossier_id=dossier).order_by("order")


def of(dossier: Dossier) -> list[DossierStep]:
    """Every step of a dossier, in order."""
    return _steps.rows(dossier=dossier.pk)


def dossier_label(dossier: Dossier) -> str:
    return rules.Status(dossier.state).label


def start(dossier: Dossier, step: DossierStep, at: datetime, timing: Timing) -> None:
    """Let the clock of `step` run from `at`, for what is left of its minutes; give it to the only officer who holds its role.

    Who is away that day is passed over: the one colleague who is there gets it, of several whoever takes it first.
    """
    left = max(step.allowed_minutes - step.used_minutes, 0)
    step.started_at, step.due_at = at, timing.after(at, left)
    if step.officer is None and step.role != Role.ONE_STOP:
        here = able_officers(dossier, step.role, at, present=True)
        step.officer = here[0] if len(here) == 1 else None
    dossier.step = step.order


def stop(step: DossierStep, at: datetime, timing: Timing) -> int:
    """Stop the clock of the running step; returns all working minutes that it used."""
    assert step.started_at is not None
    step.used_minutes += max(timing.minutes(step.started_at, at), 0)
    return step.used_minutes


def able_officers(dossier: Dossier, step_role: str, at: datetime, *, present: bool = False) -> list[Officer]:
    """Who can do a step of this role in the dossier's field, on this day; with `present`, without those who are away."""
    work, unit = (step_role, dossier.field), access.place_of(dossier, dossier.step)
    with in_unit(unit):
        return queries.takers(unit=unit, works=[work], on=day_of(at), present=present)[work]


def timing_here(dossier: Dossier) -> Timing:
    """The working time of whoever does the running step."""
    return timing_of(access.place_of(dossier, dossier.step))


def acting_officer(by: Actor) -> Officer:
    """The officer behind the actor. Raises DossierError for a device, a citizen or the clock."""

    def read() -> Officer | None:
        return _by_login.first(login=by.code)

    found = kept(by.unit, ("login", by.code), read, hall=False) if by.kind == "officer" else None
    if found is None:
        raise DossierError(say("Việc này cần một cán bộ đăng nhập. Đăng nhập rồi làm lại."))
    return found


@composed
def _by_login(login: str) -> QuerySet[Officer]:
    return Officer.objects.filter(login=login).order_by()[:1]


def done_data(dossier: Dossier, step: DossierStep, then: DossierStep | None) -> dict:
    """What the journal keeps of a finished step."""
    return {
        "code": dossier.code, "step": step.order, "name_code": step.kind, "role": step.role,
        "officer": step.officer.login if step.officer else "", "allowed": step.allowed_minutes, "used": step.used_minutes,
        "verdict": str(rules.step_verdict(allowed=step.allowed_minutes, used=step.used_minutes)),
        "next": then.order if then else None, "next_role": then.role if then else None,
        "next_officer": then.officer.login if then and then.officer else None,
    }  # fmt: skip
