"""The apology wired to the clock (Form 04): foreseen, drafted, signed once with a new date. (Writes of the room.)"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from thanthien.dossiers import access, rules, rules_turns, steps
from thanthien.dossiers.models import Apology, Dossier, DossierStep
from thanthien.dossiers.rules import OPEN, Act, DossierError
from thanthien.dossiers.timing import Timing, timing_of
from thanthien.dossiers.waiting import apology_of, needed
from thanthien.journal.actions import Deed, act
from thanthien.journal.asking import LONGEST, composed
from thanthien.law.queries import rule
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor, clock
from thanthien.shared.clock import day_of, local
from thanthien.shared.wording import say
from thanthien.worktime import moments

ASK_REASON = say("Ghi lý do chậm bằng lời thường, để người dân đọc được trong thư.")


def draft_apology(*, dossier: Dossier, cause: str, reason: str, new_due: datetime | None, by: Actor, at: datetime) -> Apology:
    """Write, or write again, the draft that a leader will sign. Entry `apology.drafted`.

    Raises DossierError when a new date was promised before (the law knows one), or the date is none on which the office works.
    """
    why = rules_turns.cause(cause)
    reason = rules_turns.said(reason, ask=ASK_REASON)
    timing = timing_of(dossier.unit_id)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        line = rules.move(dossier.state, Act.DRAFT_APOLOGY)
        access.check_may(by=by, dossier=dossier, act=Act.DRAFT_APOLOGY, on=day_of(at))
        draft = _draft(dossier)
        if draft.signed_at is not None:
            raise DossierError(_once(draft))
        if new_due is None:
            raise DossierError(say("Chọn ngày giờ hẹn lại."), field="new_due")
        _check(dossier, new_due, at, timing)
        draft.cause, draft.reason, draft.new_due = str(why), reason, new_due
        draft.old_due, draft.drafted_at, draft.drafted_by = dossier.due_at, at, by.code
        deed.save(draft, new=draft.pk is None)
        data = {"code": dossier.code, "cause": str(why), "new_due": rules.stamp(new_due), "due_at": rules.stamp(dossier.due_at)}
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)
    return draft


def _draft(dossier: Dossier) -> Apology:
    return apology_of(dossier=dossier) or Apology(dossier=dossier)


def _once(done: Apology) -> str:
    return say(
        "Đã xin lỗi và hẹn lại {day} rồi; luật chỉ cho hẹn lại một lần. Làm xong sớm nhất có thể, và gọi cho người dân.",
        day=f"{local(done.new_due):%d/%m}",
    )


def _check(dossier: Dossier, new_due: datetime, at: datetime, timing: Timing) -> None:
    spans = moments.working_spans(day=day_of(new_due), calendar=timing.calendar, hours=timing.hours)
    minute = moments.minute_of(local(new_due))
    working = any(opens <= minute <= closes for opens, closes in spans)
    rules_turns.check_new_date(new_due=new_due, old_due=dossier.due_at, at=at, working=working)


def sign_apology(*, dossier: Dossier, by: Actor, at: datetime) -> Apology:
    """The leader signs: the present date becomes the new one, the first promise stays. Entry `dossier.redated`."""
    timing = timing_of(dossier.unit_id)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        line = rules.move(dossier.state, Act.SIGN_APOLOGY)
        access.check_may(by=by, dossier=dossier, act=Act.SIGN_APOLOGY, on=day_of(at))
        draft = _draft(dossier)
        if draft.signed_at is not None:
            raise DossierError(_once(draft))
        if not draft.complete:
            raise DossierError(say("Thư xin lỗi còn thiếu lý do hoặc ngày hẹn lại. Soạn cho đủ rồi ký."))
        _check(dossier, draft.new_due, at, timing)
        before = dossier.due_at
        draft.signed_at, draft.signed_by, draft.old_due = at, steps.acting_officer(by), before
        draft.was_late = before < at
        deed.save(draft)
        if draft.was_late and dossier.late_since is None:
            dossier.late_since = before
        dossier.due_at, dossier.warned_at, dossier.foreseen_at = draft.new_due, None, None
        dossier.warn_at = timing.warning(received_at=at, due_at=draft.new_due)
        deed.save(dossier)
        data = {
            "code": dossier.code, "due_before": rules.stamp(before), "due_at": rules.stamp(draft.new_due), "cause": draft.cause,
            "field": dossier.field, "was_late": draft.was_late,
        }  # fmt: skip
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)
    return draft


def check_apologised(dossier: Dossier, then: DossierStep | None, at: datetime) -> None:
    """A late dossier goes to the leader only with its Form 04: drafted whole, or signed. Raises DossierError."""
    if then is None or then.role != Role.LEADER or dossier.due_at >= at:
        return
    draft = apology_of(dossier=dossier)
    if draft is None or not draft.complete:
        raise DossierError(
            say(
                "Hồ sơ đã quá giờ hẹn {moment}. Soạn thư xin lỗi (Mẫu 04) kèm theo rồi mới trình lãnh đạo được.",
                moment=f"{local(dossier.due_at):%H:%M %d/%m}",
            )
        )  # fmt: skip


# --- what the clock foresees ------------------------------------------------------------------------------


def foresee(*, unit: str, at: datetime) -> int:
    """Find what will be late: what is left of the steps' hours is more than what is left of the term. Once for each promise.

    Looked at from the lead time that the law names before the date; terms that are not longer, from the reception on. Each
    finding is an entry `dossier.will_be_late` and an empty draft of Form 04 on the leader's screen. Returns how many.
    """
    lead = timedelta(days=rule(code="apology.lead", on=day_of(at)).number)
    rows = _nearly_due.rows(unit=unit, at=at, until=at + max(lead, timedelta(days=4)))
    if not rows:
        return 0
    timing = timing_of(unit)
    todo = [of for of in rows if of.warn_at is None or _lead_begins(of, lead, timing) <= at]
    waiting = _steps_of(todo)
    return sum(
        _foresee(unit, of.pk, at)
        for of in todo
        if needed(steps=waiting[of.pk], dossier=of, timing=timing, at=at) > timing.minutes(at, of.due_at)
    )


@composed
def _nearly_due(unit: str, at: datetime, until: datetime) -> QuerySet[Dossier]:
    near = Q(warn_at__isnull=True) | Q(due_at__lte=until)
    rows = Dossier.objects.filter(near, unit_id=unit, state__in=OPEN, foreseen_at__isnull=True, due_at__gt=at)
    return rows.order_by("due_at", "pk").only("pk", "unit_id", "due_at", "step", "received_at", "warn_at")


def _lead_begins(of: Dossier, lead: timedelta, timing: Timing) -> datetime:
    """The law says "one day before": the same hour of as many working days before the date."""
    moment = local(of.due_at)
    day = moment.date()
    for _ in range(lead.days):
        day = moments.previous_working_day(day=day, calendar=timing.calendar)
    return moment.replace(year=day.year, month=day.month, day=day.day)


def _steps_of(rows: Sequence[Dossier]) -> dict[int, list[DossierStep]]:
    found: dict[int, list[DossierStep]] = defaultdict(list)
    for start in range(0, len(rows), LONGEST):
        for step in _to_do.rows(dossiers=tuple(of.pk for of in rows[start : start + LONGEST])):
            found[step.dossier_id].append(step)
    return found


@composed
def _to_do(dossiers: tuple[int, ...]) -> QuerySet[DossierStep]:
    rows = DossierStep.objects.filter(dossier__in=dossiers, done_at__isnull=True).exclude(kind=rules.HAND_OVER)
    return rows.order_by("dossier_id", "order").only("dossier_id", "order", "started_at", "used_minutes", "allowed_minutes")


def _foresee(unit: str, pk: int, at: datetime) -> bool:
    with act(unit=unit, by=clock(unit), at=at) as deed:
        dossier = deed.lock(Dossier, pk=pk)
        if dossier.state not in OPEN or dossier.foreseen_at is not None:
            return False
        dossier.foreseen_at = at
        deed.save(dossier)
        empty_draft(deed, dossier)
        data = {"code": dossier.code, "due_at": rules.stamp(dossier.due_at), "field": dossier.field}
        deed.enter("dossier.will_be_late", subject=dossier, visit=dossier.visit_id, data=data)
    return True


def empty_draft(deed: Deed, dossier: Dossier) -> None:
    """A draft by the clock, when there is none: an officer writes reason and date."""
    if apology_of(dossier=dossier) is None:
        deed.create(Apology, dossier=dossier, old_due=dossier.due_at, drafted_at=deed.at)
