"""Every write of the room. Each takes `by=` and `at=`, checks, saves, writes one journal entry per act.

The dossier's row lock orders all acts on it: its papers and steps change only under that lock.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from thanthien.dossiers import access, elsewhere, opinions, rules, stage_clock, stages, steps
from thanthien.dossiers.apologies import check_apologised, draft_apology, empty_draft, foresee, sign_apology
from thanthien.dossiers.appraisals import drop_appraisal, keep_appraisal
from thanthien.dossiers.collecting import free_shelf, hand_over, name_collector, shelve
from thanthien.dossiers.endings import give_back, mend_mistake, report_mistake, stop, withdraw
from thanthien.dossiers.exempting import exempt_fee, undo_exemption
from thanthien.dossiers.fees import correct_fee, count_cash, drop_surplus, hand_cash, note_reference, take_fee, take_surplus
from thanthien.dossiers.folders import hand_folders, take_folders, withdraw_folders
from thanthien.dossiers.marking import mark_paper
from thanthien.dossiers.models import Dossier, DossierPaper, DossierStep
from thanthien.dossiers.online import refuse_online, register_online, take_back_online
from thanthien.dossiers.reception import receive, refuse
from thanthien.dossiers.recount import begin_recount, go_on, undo_recount
from thanthien.dossiers.refunds import ask_refund, decide_refund, pay_refund, unpay_refund, withdraw_refund
from thanthien.dossiers.register import close_register
from thanthien.dossiers.rules import OPEN, Act, DossierError, Outcome, Status
from thanthien.dossiers.stages import hand_back, pass_on, take_in
from thanthien.dossiers.to_sign import lay_for_signing, sign_papers, withdraw_paper
from thanthien.dossiers.together import note_together, take_back_together
from thanthien.dossiers.turns import ask_duty, ask_supplement, drop_supplement, settle_duty, take_supplement
from thanthien.dossiers.undoing import release_step, reopen_step
from thanthien.dossiers.waiting import is_apologised
from thanthien.journal.actions import Deed, act, record_access
from thanthien.journal.asking import composed
from thanthien.people.models import Officer
from thanthien.procedures.rules import is_cut
from thanthien.shared.actor import Actor, clock
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

__all__ = [
    "annul", "ask_duty", "ask_refund", "ask_supplement", "begin_recount", "close_register", "complete_step", "correct_fee",
    "count_cash", "decide_refund", "draft_apology", "drop_appraisal", "drop_supplement", "drop_surplus", "exempt_fee",
    "finish", "form_printed", "forms_printed", "give_back", "give_step", "go_on", "hand_back", "hand_cash", "hand_folders",
    "hand_over", "keep_appraisal", "lay_for_signing", "mark_paper", "mend_mistake", "name_collector", "name_paper",
    "note_opened", "note_reference", "note_together", "pass_on", "pay_refund", "receive", "refuse", "refuse_online",
    "register_online", "release_step", "reopen_step", "report_mistake", "send_back", "settle_duty", "shelve",
    "sign_apology", "sign_papers", "stop", "take_back_online", "take_back_together", "take_fee", "take_folders", "take_in",
    "take_step", "take_supplement", "take_surplus", "tick", "undo_exemption", "undo_recount", "unpay_refund", "withdraw",
    "withdraw_folders",
    "withdraw_paper", "withdraw_refund",
]  # fmt: skip


# --- the work, step by step ------------------------------------------------------------------------------


def take_step(*, dossier: Dossier, by: Actor, at: datetime, step: int | None = None) -> Dossier:
    """Take the running step on; one's own again changes nothing. `step` is the one the screen showed. Entry `step.taken`."""
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier, _, here = steps.at_step(deed, dossier, step, Act.TAKE)
        access.check_may_work(by=by, dossier=dossier, step=here, act=Act.TAKE, on=day_of(at))
        if stages.waits(dossier):
            return take_in(dossier=dossier, by=by, at=at, step=here.order)
        if here.officer is None or dossier.state == Status.RECEIVED:
            _assign(deed, dossier, here, here.officer or steps.acting_officer(by))
    return dossier


def give_step(*, dossier: Dossier, officer: Officer, by: Actor, at: datetime, step: int | None = None) -> Dossier:
    """The leader, or whoever holds it, gives the running step to `officer`, who must be able to do it. Entry `step.taken`."""
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier, _, here = steps.at_step(deed, dossier, step, Act.TAKE)
        access.check_may_give(by=by, dossier=dossier, step=here)
        stages.check_stays(dossier, here, None)
        if officer.pk not in {able.pk for able in steps.able_officers(dossier, here.role, at)}:
            raise DossierError(
                say("{name} chưa được giao việc này. Chọn người khác, hoặc nhờ quản trị giao thêm việc.", name=officer.name)
            )
        _assign(deed, dossier, here, officer)
    return dossier


def _assign(deed: Deed, dossier: Dossier, step: DossierStep, officer: Officer) -> None:
    line = rules.move(dossier.state, Act.TAKE)
    before = step.officer.login if step.officer else ""
    step.officer = officer
    deed.save(step)
    if dossier.state != line.to:
        dossier.state = line.to
        deed.save(dossier)
    data = {"code": dossier.code, "step": step.order, "officer": officer.login, "before": before}
    deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)


def complete_step(
    *, dossier: Dossier, by: Actor, at: datetime, step: int | None = None, note: str = "", outcome: str = "",
    result_note: str = "", shelf: str = "",
) -> Dossier:  # fmt: skip
    """The running step is done: the next one starts, or, after the last before the hand-over, the result is ready.

    `step` is the one the screen showed: when a colleague was faster, DossierError says who and when. `outcome` (granted unless
    said), `result_note` and `shelf` belong to the last step. Entry `step.done`, and `dossier.finished` after the last.
    """
    timing = steps.timing_here(dossier)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier, route, here = steps.at_step(deed, dossier, step, Act.COMPLETE)
        access.check_may_work(by=by, dossier=dossier, step=here, act=Act.COMPLETE, on=day_of(at))
        deed.by = by.acting_as(here.role)
        then = steps.following(here, route)
        stages.check_stays(dossier, here, then)
        opinions.check_in(dossier, here, at)
        if then is not None and outcome:
            raise DossierError(
                say(
                    "Kết quả ghi ở bước cuối. Xong bước “{name}” thì chuyển sang “{after}”, chưa ghi kết quả.",
                    name=here.name,
                    after=then.name,
                )
            )
        line = rules.move(dossier.state, Act.COMPLETE)
        check_apologised(dossier, then, at)
        ending = rules.ending(outcome)
        if then is None:
            _confess_late(dossier, at)
        steps.stop(here, at, timing)
        here.officer, here.done_at, here.note = (
            steps.acting_officer(by) if deed.by.behalf or here.officer is None else here.officer,
            max(at, here.started_at),
            note.strip()[:300],
        )
        deed.save(here)
        dossier.state = line.to
        if then is not None:
            steps.start(dossier, then, at, timing)
            deed.save(then)
            deed.save(dossier)
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=steps.done_data(dossier, here, then))
        if then is None:
            stages.note_ready(deed, dossier, here, at, timing)
            _finish(deed, dossier, route, ending, result_note, shelf)
    return dossier


def finish(
    *, dossier: Dossier, by: Actor, at: datetime, outcome: str = "", result_note: str = "", shelf: str = "", note: str = ""
) -> Dossier:
    """The result is ready: completes the last step. Raises DossierError that names the steps still to be done before."""
    todo = [one for one in steps.working(list(dossier.steps.all())) if one.order >= dossier.step]
    if dossier.state in OPEN and len(todo) > 1:
        raise DossierError(
            say(
                "Chưa báo có kết quả được, còn các bước: {text}. Làm xong từng bước trước.",
                text="; ".join(one.name for one in todo),
            )
        )
    rules.move(Status.PROCESSING if dossier.state == Status.RECEIVED else dossier.state, Act.FINISH)
    return complete_step(dossier=dossier, by=by, at=at, note=note, outcome=outcome, result_note=result_note, shelf=shelf)


def _finish(deed: Deed, dossier: Dossier, route: list[DossierStep], outcome: Outcome, note: str, shelf: str) -> None:
    line = rules.move(dossier.state, Act.FINISH)
    ready = max(deed.at, dossier.received_at)
    dossier.state, dossier.finished_at, dossier.outcome = line.to, ready, outcome
    dossier.result_note, dossier.shelf = note.strip()[:200], shelf.strip()[:20] or free_shelf(unit=dossier.unit_id)
    dossier.step = 0
    for step in steps.tail(route)[:1]:
        dossier.step, step.started_at, step.due_at = step.order, ready, dossier.due_at
        deed.save(step)
    deed.save(dossier)
    data = {
        "code": dossier.code, "due_at": rules.stamp(dossier.due_at), "finished_at": rules.stamp(ready), "outcome": str(outcome),
        "verdict": str(rules.verdict(ready=ready, due=dossier.due_at)),
        "verdict_first": str(rules.verdict(ready=ready, due=dossier.due_first)),
        "verdict_law": str(rules.verdict(ready=ready, due=dossier.due_law or dossier.due_first)),
        "field": dossier.field, "officer": deed.by.code, "rule": rules.VERDICT_RULE,
        "apologised": _is_late(dossier, ready) and is_apologised(dossier=dossier),
    }  # fmt: skip
    if dossier.due_law and dossier.due_law != dossier.due_first:
        data["promised_less"] = dossier.procedure.code  # the unit's own, shorter term: was it kept?
    deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)


def _is_late(dossier: Dossier, ready: datetime) -> bool:
    """By the first promise or by the present one."""
    return ready > min(dossier.due_first, dossier.due_at)


def send_back(*, dossier: Dossier, reason: str, by: Actor, at: datetime, step: int | None = None) -> Dossier:
    """The step before must be done again; its clock runs on from where it stopped. Entry `step.sent_back`."""
    if not reason.strip():
        raise DossierError(say("Ghi lý do trả lại, để người làm bước trước biết phải sửa gì."))
    timing = steps.timing_here(dossier)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier, route, here = steps.at_step(deed, dossier, step, Act.SEND_BACK)
        access.check_may_work(by=by, dossier=dossier, step=here, act=Act.SEND_BACK, on=day_of(at))
        deed.by = by.acting_as(here.role)
        before = [one for one in steps.working(route) if one.order < here.order]
        if not before:
            raise DossierError(
                say("Đây là bước đầu, không có bước trước để trả lại. Thiếu giấy tờ thì lập phiếu yêu cầu bổ sung.")
            )
        previous = before[-1]
        stages.check_back_stays(dossier, here, previous)
        line = rules.move(dossier.state, Act.SEND_BACK)
        used = steps.stop(here, at, timing)
        here.started_at = here.due_at = None
        previous.done_at, previous.came_back = None, reason.strip()[:300]
        steps.start(dossier, previous, at, timing)
        dossier.state = line.to
        for row in (here, previous, dossier):
            deed.save(row)
        data = {"code": dossier.code, "step": here.order, "to": previous.order, "officer": by.code, "used": used}
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)
    return dossier


# --- the result ------------------------------------------------------------------------------------------


def annul(*, dossier: Dossier, reason: str, by: Actor, at: datetime) -> Dossier:
    """Take a reception back: the code stays used, marked annulled. Entry `dossier.annulled` explains the hole in the numbers."""
    if not reason.strip():
        raise DossierError(say("Ghi lý do hủy: sổ theo dõi phải nói vì sao số này không dùng."))
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        line = rules.move(dossier.state, Act.ANNUL)
        access.check_may(by=by, dossier=dossier, act=Act.ANNUL, on=day_of(at))
        stage_clock.end(deed, dossier, counted=True)
        dossier.state, dossier.step, dossier.outcome = line.to, 0, Outcome.ANNULLED
        dossier.result_note = reason.strip()[:200]
        deed.save(dossier)
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data={"code": dossier.code})
    return dossier


# --- what time brings ------------------------------------------------------------------------------------


def tick(*, unit: str, at: datetime) -> int:
    """Write what time itself brought about up to `at`, once each, stamped with the legal moment; returns how many entries.

    `dossier.due_soon` one working day before the date, `dossier.became_late` at the date, for dossiers whose result is not ready;
    `dossier.will_be_late` when the steps need more time than is left.
    """
    moments = []
    for pk, warn, warned, due, since in _struck.rows(unit=unit, at=at):
        if warn is not None and warned is None and warn <= at:
            moments.append((warn, pk, "dossier.due_soon"))
        if since is None and due < at:
            moments.append((due, pk, "dossier.became_late"))
    overrun = stages.tick(unit=unit, at=at)  # first, so that a late dossier can name the body through which it is late
    gone = elsewhere.tick(unit=unit, at=at) + opinions.tick(unit=unit, at=at)
    return (
        overrun + sum(_strike(unit, pk, kind, moment) for moment, pk, kind in sorted(moments)) + foresee(unit=unit, at=at) + gone
    )


@composed
def _struck(unit: str, at: datetime) -> QuerySet[Dossier]:
    late = Q(late_since__isnull=True, due_at__lt=at)
    soon = Q(warned_at__isnull=True, warn_at__lte=at)
    rows = Dossier.objects.filter(late | soon, unit_id=unit, state__in=OPEN)
    return rows.values_list("pk", "warn_at", "warned_at", "due_at", "late_since")


def _strike(unit: str, pk: int, kind: str, moment: datetime) -> bool:
    """One entry of the clock; False when somebody finished the dossier, or another clock was here, since the list was read."""
    with act(unit=unit, by=clock(unit), at=moment) as deed:
        dossier = deed.lock(Dossier, pk=pk)
        column = "warned_at" if kind == "dossier.due_soon" else "late_since"
        if dossier.state not in OPEN or getattr(dossier, column) is not None:
            return False
        setattr(dossier, column, moment)
        deed.save(dossier)
        data = {"code": dossier.code, "due_at": rules.stamp(dossier.due_at)}
        if kind == "dossier.became_late":
            empty_draft(deed, dossier)
            through = stages.late_unit(dossier, moment) or opinions.late_body(dossier, moment)
            data |= {"apologised": is_apologised(dossier=dossier)} | ({"late_unit": through} if through else {})
        deed.enter(kind, subject=dossier, visit=dossier.visit_id, data=data)
    return True


def _confess_late(dossier: Dossier, at: datetime) -> None:
    """A result after its date, before the clock noticed: the lateness is written down all the same, at its legal moment."""
    if dossier.late_since is None and dossier.due_at < at:
        _strike(dossier.unit_id, dossier.pk, "dossier.became_late", dossier.due_at)
        dossier.late_since = dossier.due_at


# --- papers, prints, reading -----------------------------------------------------------------------------


def name_paper(*, dossier: Dossier, order: int, name: str, by: Actor, at: datetime) -> DossierPaper:
    """Write out a paper's name that the catalogue cut, so that it can be printed. Entry `dossier.paper_named`."""
    name = " ".join(name.split())[:1000]
    if not name or is_cut(name):
        raise DossierError(say("Viết tên giấy cho trọn câu, không để dấu “…” ở cuối."))
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        line = rules.move(dossier.state, Act.NAME_PAPER)
        access.check_may(by=by, dossier=dossier, act=Act.NAME_PAPER, on=day_of(at))
        paper = dossier.papers.filter(order=order).first()
        if paper is None:
            raise DossierError(say("Hồ sơ không có giấy số {order}. Tải lại trang để xem danh mục giấy tờ.", order=order))
        paper.name = name
        deed.save(paper)
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data={"code": dossier.code, "paper": order})
    return paper


def form_printed(*, dossier: Dossier, copy: int, by: Actor, at: datetime, form: str = "01") -> None:
    """A form went to the printer; `copy` counts from 1. Entry `dossier.form_printed`."""
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        what = Act.PRINT if form == "01" else Act.PRINT_TURN
        line = rules.move(dossier.state, what)
        access.check_may(by=by, dossier=dossier, act=what, on=day_of(at))
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data={"form": form, "copy": copy})


def forms_printed(*, prints: Sequence[tuple[Dossier, int]], form: str, by: Actor, at: datetime) -> None:
    """One form of many dossiers went to the printer, each with its copy: all of them, or none. Entries `dossier.form_printed`."""
    with act(unit=by.unit, by=by, at=at):
        for dossier, copy in prints:
            form_printed(dossier=dossier, copy=copy, by=by, at=at, form=form)


def note_opened(*, dossier: Dossier, by: Actor, at: datetime, reason: str = "work") -> bool:
    """Write down, before the answer, that an officer opens the file; raises DossierError if they may not. True = a new access."""
    access.check_may_see(by=by, dossier=dossier, on=day_of(at))
    person = f"citizen:{dossier.applicant_id}" if dossier.applicant_id else f"organisation:{dossier.organisation_id}"
    return record_access(
        unit=dossier.unit_id, officer=by.code, person=person, subject=f"dossier:{dossier.pk}", reason=reason, at=at,
        through=by.through,
    )  # fmt: skip
