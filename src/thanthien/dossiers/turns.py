"""Supplements and financial duties: the person has something to do, and the clock says so. (Writes of the room.)"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from thanthien.dossiers import access, clock_stops, rules, rules_turns, stage_clock, steps
from thanthien.dossiers.models import Dossier, DossierStep, Duty, Supplement
from thanthien.dossiers.rules import Act, DossierError
from thanthien.dossiers.rules_turns import ClockMode, StopKind
from thanthien.dossiers.timing import Timing, timing_of
from thanthien.journal.actions import Deed, act
from thanthien.law.queries import rule
from thanthien.law.rules import LawError
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say
from thanthien.worktime import moments

ASK_REASON = say("Ghi vì sao phải bổ sung, để người nộp hiểu và chuẩn bị đủ trong một lần.")


def _on_step(deed: Deed, dossier: Dossier, what: Act) -> tuple[Dossier, DossierStep]:
    """The dossier, locked, and its running step, which the actor must hold or be able to hold."""
    dossier = deed.lock(Dossier, pk=dossier.pk)
    access.check_unit(deed.by, dossier.unit_id)
    rules.move(dossier.state, what)
    here = dossier.steps.filter(order=dossier.step).first()
    if here is None:
        raise DossierError(say("Hồ sơ không có bước nào đang làm. Tải lại trang để xem."))
    access.check_may_work(by=deed.by, dossier=dossier, step=here, act=what, on=day_of(deed.at))
    return dossier, here


def asked_in_time(*, dossier: Dossier, at: datetime, timing: Timing) -> bool:
    """True within the law's working days after the reception (or after the last complete supplement)."""
    restarts = [one.ended_at for one in dossier.clock_stops.all() if one.clock == ClockMode.RESTART and one.ended_at]
    begins = max(restarts, default=dossier.received_at)
    allowed = rule(code="supplement.request_within", on=day_of(at)).number
    return moments.working_days_between(start=day_of(begins), end=day_of(at), calendar=timing.calendar) <= allowed


def ask_supplement(
    *, dossier: Dossier, items: Sequence[Mapping[str, object]], reason: str, by: Actor, at: datetime,
    exception: str = "", answer_by: date | None = None,
) -> Supplement:  # fmt: skip
    """Ask for what is missing, once and completely (Form 02); the clock stands still. Entry `dossier.supplement_asked`.

    Raises DossierError when nothing is named, or when it was asked before and no article allows another request.
    """
    lines = rules_turns.wanted(items)
    reason = rules_turns.said(reason, ask=ASK_REASON)
    if answer_by is not None and answer_by < day_of(at):
        raise DossierError(say("Ngày chờ bổ sung đã qua. Chọn một ngày từ hôm nay."), field="answer_by")
    timing = timing_of(dossier.unit_id)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier, here = _on_step(deed, dossier, Act.ASK_SUPPLEMENT)
        line = rules.move(dossier.state, Act.ASK_SUPPLEMENT)
        counted = dossier.supplements.filter(dropped_at__isnull=True).count()
        allowed = rule(code="supplement.times", on=day_of(at)).number
        exception = " ".join(exception.split())[:200]
        rules_turns.check_number(number=counted + 1, allowed=allowed, exception=exception)
        in_time = asked_in_time(dossier=dossier, at=at, timing=timing)
        clock = rules_turns.clock_after(
            asked_in_time=in_time, was_late=dossier.due_at < at, law_restarts=_law_restarts(day_of(at))
        )
        number = dossier.supplements.count() + 1
        asked = deed.create(
            Supplement, dossier=dossier, number=number, items=[one.as_dict() for one in lines], reason=reason,
            exception=exception or ("" if counted < allowed and number == 1 else say("lần trước đã rút")),
            asked_at=at, asked_by=steps.acting_officer(by), asked_in_time=in_time, answer_by=answer_by, clock=str(clock),
            due_before=dossier.due_at,
        )  # fmt: skip
        clock_stops.stand_still(deed, dossier, here, kind=StopKind.SUPPLEMENT, clock=clock, timing=timing)
        dossier.state = line.to
        deed.save(dossier)
        data = {
            "code": dossier.code, "number": number, "counted": counted + 1, "beyond": counted + 1 > allowed, "in_time": in_time,
            "step": here.order, "officer": by.code, "field": dossier.field, "clock": str(clock),
        }  # fmt: skip
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)
    return asked


def _law_restarts(on: date) -> bool:
    """True while a rule in force says that a completed dossier starts again from zero."""
    try:
        rule(code="supplement.restarts", on=on)
    except LawError:
        return False
    return True


def _open_supplement(dossier: Dossier) -> Supplement:
    return dossier.supplements.get(answered_at__isnull=True, dropped_at__isnull=True)


def take_supplement(*, dossier: Dossier, by: Actor, at: datetime, complete: bool = True) -> Dossier:
    """What was asked for is there: the clock runs again, the present date is counted again. Entry `dossier.supplemented`.

    Raises DossierError when the counter says that it is not `complete`: the law knows one supplement, whole.
    """
    if not complete:
        raise DossierError(say("Mới nộp một phần thì đồng hồ chưa chạy. Nhận khi đã đủ mọi giấy ghi trên phiếu."))
    timing = timing_of(dossier.unit_id)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        line = rules.move(dossier.state, Act.TAKE_SUPPLEMENT)
        access.check_may(by=by, dossier=dossier, act=Act.TAKE_SUPPLEMENT, on=day_of(at))
        asked = _open_supplement(dossier)
        dossier.state = line.to
        clock_stops.run_again(deed, dossier, timing=timing)
        asked.answered_at, asked.answered_by, asked.due_after = at, steps.acting_officer(by), dossier.due_at
        deed.save(asked)
        deed.save(dossier)
        data = _moved(dossier, asked) | {"number": asked.number, "clock": asked.clock}
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)
    return dossier


def _moved(dossier: Dossier, asked: Supplement) -> dict:
    return {
        "code": dossier.code, "due_before": rules.stamp(asked.due_before), "due_at": rules.stamp(dossier.due_at),
        "field": dossier.field,
    }  # fmt: skip


def drop_supplement(*, dossier: Dossier, reason: str, by: Actor, at: datetime) -> Dossier:
    """The request was a mistake, or the data were found elsewhere: it is taken back and the clock loses nothing by it: the whole
    stop counts as working time. Entry `dossier.supplement_dropped`.
    """
    reason = rules_turns.said(reason, most=300, ask=say("Ghi vì sao rút lại yêu cầu, để sổ theo dõi nói được."))
    timing = timing_of(dossier.unit_id)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        line = rules.move(dossier.state, Act.DROP_SUPPLEMENT)
        here = dossier.steps.filter(order=dossier.step).first()
        if not by.has(Role.LEADER):
            access.check_may_work(by=by, dossier=dossier, step=here, act=Act.DROP_SUPPLEMENT, on=day_of(at))
        access.check_unit(by, dossier.unit_id)
        asked = _open_supplement(dossier)
        stop = clock_stops.end_stop(deed, dossier)
        stop.clock, stop.ended_at = str(ClockMode.PAUSE), stop.started_at
        deed.save(stop)
        asked.dropped_at, asked.dropped_why, asked.due_after = at, reason, dossier.due_at
        deed.save(asked)
        dossier.state = line.to
        if here is not None:
            here.used_minutes += max(timing.minutes(stop.started_at, at), 0)
            steps.start(dossier, here, at, timing)
            deed.save(here)
        stage_clock.run_again(deed, dossier, counted=True)
        deed.save(dossier)
        data = {"code": dossier.code, "number": asked.number, "field": dossier.field}
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)
    return dossier


def ask_duty(
    *, dossier: Dossier, what: str, by: Actor, at: datetime, amount_vnd: int | None = None, pay_by: date | None = None
) -> Duty:
    """The person has a tax or a fee to pay before the office can go on (state 6). Entry `dossier.duty_asked`."""
    what = rules_turns.said(what, most=200, field="what", ask=say("Ghi phải nộp khoản gì, ở đâu."))
    if amount_vnd is not None and not 0 < amount_vnd < 10**13:
        raise DossierError(say("Số tiền là số đồng lớn hơn 0. Chưa biết thì bỏ trống."), field="amount")
    if pay_by is not None and pay_by < day_of(at):
        raise DossierError(say("Hạn nộp đã qua. Chọn một ngày từ hôm nay."), field="pay_by")
    timing = timing_of(dossier.unit_id)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier, here = _on_step(deed, dossier, Act.ASK_DUTY)
        line = rules.move(dossier.state, Act.ASK_DUTY)
        duty = deed.create(
            Duty, dossier=dossier, what=what, amount_vnd=amount_vnd, pay_by=pay_by, asked_at=at,
            asked_by=steps.acting_officer(by),
        )  # fmt: skip
        clock_stops.stand_still(deed, dossier, here, kind=StopKind.DUTY, clock=ClockMode.PAUSE, timing=timing)
        dossier.state = line.to
        deed.save(dossier)
        data = {"code": dossier.code, "step": here.order, "amount": amount_vnd, "field": dossier.field}
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)
    return duty


def settle_duty(*, dossier: Dossier, paper: str, by: Actor, at: datetime) -> Dossier:
    """The duty is paid, a paper shows it: the clock runs on. Entry `dossier.duty_settled`."""
    paper = rules_turns.said(paper, least=3, most=200, field="paper", ask=say("Ghi số và ngày của chứng từ đã nộp."))
    timing = timing_of(dossier.unit_id)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        line = rules.move(dossier.state, Act.SETTLE_DUTY)
        access.check_may(by=by, dossier=dossier, act=Act.SETTLE_DUTY, on=day_of(at))
        duty = dossier.duties.get(settled_at__isnull=True)
        before = dossier.due_at
        dossier.state = line.to
        clock_stops.run_again(deed, dossier, timing=timing)
        duty.settled_at, duty.paper = at, paper
        deed.save(duty)
        deed.save(dossier)
        data = {
            "code": dossier.code, "due_before": rules.stamp(before), "due_at": rules.stamp(dossier.due_at),
            "field": dossier.field,
        }  # fmt: skip
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)
    return dossier
