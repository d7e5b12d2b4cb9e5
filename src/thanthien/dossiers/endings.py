"""The end of a dossier before a result, mistakes and their mending, originals given back. (Writes of the room.)"""

from collections.abc import Sequence
from datetime import date, datetime

from thanthien.dossiers import access, clock_stops, rules, rules_turns, stage_clock, steps
from thanthien.dossiers.models import Dossier, DossierStep, Ending, GivenBack, Mistake
from thanthien.dossiers.rules import PAUSED, Act, DossierError, Outcome
from thanthien.journal.actions import Deed, act
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

ASK_WITHDRAW = say("Ghi người dân xin rút vì sao, theo đơn hay lời nói tại quầy.")
ASK_STOP = say("Ghi lý do dừng bằng lời thường: người dân đọc lý do này trên thông báo.")
ASK_MISTAKE = say("Ghi sai ở đâu, phải đúng là gì.")
ASK_MENDED = say("Ghi đã sửa thế nào, giao lại cho ai.")


def withdraw(*, dossier: Dossier, reason: str, by: Actor, at: datetime, asked_on: date | None = None, money: str = "") -> Dossier:
    """The person takes the dossier back before there is a result (state 7). Entry `dossier.withdrawn`."""
    reason = rules_turns.said(reason, ask=ASK_WITHDRAW)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        return _end(deed, dossier, Act.WITHDRAW, "withdrawn", ground="asked", reason=reason, asked_on=asked_on, money=money)


def stop(
    *, dossier: Dossier, ground: str, reason: str, by: Actor, at: datetime, asked_on: date | None = None, money: str = ""
) -> Dossier:
    """The office stops (state 8, Form 05): at the person's wish, when papers or payment never came, or because a law says so.

    Entry `dossier.stopped`. Raises DossierError for a ground that does not fit where the dossier stands.
    """
    why = rules_turns.ground(ground)
    reason = rules_turns.said(reason, ask=ASK_STOP)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        row = deed.lock(Dossier, pk=dossier.pk)
        fits = {
            rules_turns.Ground.NO_SUPPLEMENT: row.state == rules.Status.SUPPLEMENT,
            rules_turns.Ground.NO_DUTY: row.state == rules.Status.FINANCE,
        }.get(why, True)
        if not fits:
            raise DossierError(say("Căn cứ này không khớp trạng thái của hồ sơ. Chọn căn cứ khác."), field="ground")
        return _end(deed, dossier, Act.STOP, "stopped", ground=str(why), reason=reason, asked_on=asked_on, money=money)


def _end(deed: Deed, dossier: Dossier, what: Act, kind: str, *, ground: str, reason: str, asked_on: date | None, money: str):
    dossier = deed.lock(Dossier, pk=dossier.pk)
    line = rules.move(dossier.state, what)
    access.check_may(by=deed.by, dossier=dossier, act=what, on=day_of(deed.at))
    if asked_on is not None and not day_of(dossier.received_at) <= asked_on <= day_of(deed.at):
        raise DossierError(say("Ngày xin rút phải từ ngày nhận hồ sơ đến hôm nay."), field="asked_on")
    here: DossierStep | None = dossier.steps.filter(order=dossier.step).first()
    if dossier.state in PAUSED:
        clock_stops.end_stop(deed, dossier)
        _close_requests(deed, dossier)
    elif here is not None and here.started_at is not None:
        steps.stop(here, deed.at, steps.timing_here(dossier))
        deed.save(here)
    stage_clock.end(deed, dossier, counted=dossier.state not in PAUSED)
    stage = here.name[:160] if here else ""
    dossier.state, dossier.step = line.to, 0
    dossier.outcome = Outcome.WITHDRAWN if kind == "withdrawn" else Outcome.STOPPED
    dossier.result_note = reason[:200]
    deed.save(dossier)
    deed.create(
        Ending, dossier=dossier, kind=kind, ground=ground, reason=reason, asked_on=asked_on, stage=stage,
        money=" ".join(money.split())[:200], at=deed.at, by=steps.acting_officer(deed.by),
    )  # fmt: skip
    data = {"code": dossier.code, "ground": ground, "field": dossier.field, "late": dossier.due_at < deed.at}
    deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)
    return dossier


def _close_requests(deed: Deed, dossier: Dossier) -> None:
    """What was asked for is awaited no longer."""
    for asked in dossier.supplements.filter(answered_at__isnull=True, dropped_at__isnull=True):
        asked.dropped_at, asked.dropped_why = deed.at, say("hồ sơ đã kết thúc")
        deed.save(asked)


# --- mistakes ---------------------------------------------------------------------------------------------


def report_mistake(
    *, dossier: Dossier, kind: str, what: str, by: Actor, at: datetime, step: int | None = None, ours: bool = True
) -> Mistake:
    """Write down what went wrong, and at which step; open until it is mended. Entry `mistake.reported`, counted per step."""
    fault = rules_turns.fault(kind)
    what = rules_turns.said(what, field="what", ask=ASK_MISTAKE)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        line = rules.move(dossier.state, Act.REPORT_MISTAKE)
        access.check_may(by=by, dossier=dossier, act=Act.REPORT_MISTAKE, on=day_of(at))
        if fault is rules_turns.Fault.WRONG_RESULT and dossier.finished_at is None:
            raise DossierError(say("Hồ sơ chưa có kết quả nên chưa có kết quả sai. Chọn loại sai sót khác."), field="kind")
        at_step = dossier.steps.filter(order=step).first() if step else None
        if step and at_step is None:
            raise DossierError(say("Hồ sơ không có bước ấy. Chọn một bước trong danh sách."), field="step")
        mistake = deed.create(
            Mistake, dossier=dossier, kind=str(fault), what=what, step=step, ours=ours, reported_at=at,
            reported_by=steps.acting_officer(by),
        )  # fmt: skip
        doer = at_step.officer.login if at_step is not None and at_step.officer else ""
        data = {
            "code": dossier.code, "mistake": mistake.pk, "kind": str(fault), "step": step, "ours": ours, "field": dossier.field,
            "role": at_step.role if at_step else "", "doer": doer,
        }  # fmt: skip
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)
    return mistake


def mend_mistake(*, mistake: Mistake, how: str, by: Actor, at: datetime, cost_vnd: int = 0) -> Mistake:
    """It is put right, at the office's cost. Entry `mistake.mended`. Raises DossierError when somebody noted it before."""
    how = rules_turns.said(how, field="how", ask=ASK_MENDED)
    if not 0 <= cost_vnd <= 10**9:
        raise DossierError(say("Chi phí là số đồng, từ 0."), field="cost")
    with act(unit=mistake.dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=mistake.dossier_id)
        line = rules.move(dossier.state, Act.MEND_MISTAKE)
        access.check_may(by=by, dossier=dossier, act=Act.MEND_MISTAKE, on=day_of(at))
        row = deed.lock(Mistake, pk=mistake.pk)
        if row.mended_at is not None:
            raise DossierError(say("Sai sót này đã ghi là sửa xong. Tải lại trang để xem."))
        row.mended_at, row.mended_by, row.mended_how, row.cost_vnd = at, steps.acting_officer(by), how, cost_vnd
        deed.save(row)
        data = {"code": dossier.code, "mistake": row.pk, "kind": row.kind, "cost": cost_vnd, "field": dossier.field}
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)
    return row


# --- originals --------------------------------------------------------------------------------------------


def give_back(*, dossier: Dossier, papers: Sequence[int], receiver: str, by: Actor, at: datetime) -> GivenBack:
    """Originals taken for comparison go back to the person. Entry `originals.returned` with the lines of the checklist."""
    receiver = " ".join(receiver.split())[:80]
    if not receiver:
        raise DossierError(say("Ghi ai nhận lại bản chính."), field="receiver")
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        line = rules.move(dossier.state, Act.GIVE_BACK)
        access.check_may(by=by, dossier=dossier, act=Act.GIVE_BACK, on=day_of(at))
        held = originals_held(dossier)
        chosen = sorted(set(papers))
        if not chosen:
            raise DossierError(say("Chọn ít nhất một giấy để trả."), field="papers")
        if not set(chosen) <= set(held):
            raise DossierError(say("Có giấy không giữ bản chính, hoặc đã trả rồi. Tải lại trang để xem."), field="papers")
        row = deed.create(GivenBack, dossier=dossier, papers=chosen, receiver=receiver, at=at, by=steps.acting_officer(by))
        data = {"code": dossier.code, "papers": chosen, "left": len(held) - len(chosen)}
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)
    return row


def originals_held(dossier: Dossier) -> list[int]:
    """Lines of the checklist with an original in the house."""
    back = {order for one in dossier.given_back.all() for order in one.papers}
    return [paper.order for paper in dossier.papers.all() if paper.original > 0 and paper.order not in back]
