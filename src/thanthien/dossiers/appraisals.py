"""Keeping what an appraisal found with its dossier, and taking it back. (Writes of the room.)"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from thanthien.benefits import queries as benefits
from thanthien.benefits import rules as benefit_rules
from thanthien.dossiers import access, rules, steps
from thanthien.dossiers.models import Appraisal, Dossier
from thanthien.dossiers.rules import Act, DossierError
from thanthien.journal.actions import Deed, act
from thanthien.law import queries as law
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def keep_appraisal(
    *, dossier: Dossier, day: date, answers: Mapping[str, str], have: Sequence[str], by: Actor, at: datetime
) -> Appraisal:
    """Lay the result of a whole appraisal with the dossier; one kept before is dropped. Entry `dossier.appraised`, codes only.

    `day` is that of the event (a death). Raises DossierError while a question is open, BenefitError without a table for the day.
    """
    if day > day_of(at):
        raise DossierError(say("Ngày này chưa đến. Xem lại ngày trên trích lục khai tử."), field="day")
    table = benefits.table_on(procedure=dossier.procedure.code, day=day)
    found = benefit_rules.course(table, answers)
    if found.result is None:
        raise DossierError(say("Còn câu chưa trả lời nên chưa có kết quả. Trả lời câu ấy rồi lưu."))
    outcome = found.result.outcome
    vnd = benefits.sum_on(amount=outcome.amount, day=day).vnd if outcome.amount else None
    there = [one.code for one in found.result.papers if one.code in have]
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        line = rules.move(dossier.state, Act.APPRAISE)
        access.check_may(by=by, dossier=dossier, act=Act.APPRAISE, on=day_of(at))
        replaced = _drop(deed, dossier)
        row = deed.create(
            Appraisal, dossier=dossier, benefit=table.code, version=table.version, day=day, answers=found.answers, have=there,
            outcome=outcome.code, granted=outcome.granted, amount_vnd=vnd, law_version=law.version(), kept_at=at,
            kept_by=steps.acting_officer(by),
        )  # fmt: skip
        data = {
            "code": dossier.code, "field": dossier.field, "table": table.code, "version": table.version, "outcome": outcome.code,
            "granted": outcome.granted, "amount": vnd, "again": replaced is not None,
            "missing": [one.code for one in benefit_rules.missing(found.result, there)],
        }  # fmt: skip
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data=data)
    return row


def drop_appraisal(*, dossier: Dossier, by: Actor, at: datetime) -> Appraisal:
    """What was kept was a mistake. Entry `dossier.appraisal_dropped`. Raises DossierError when nothing is kept."""
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        rules.move(dossier.state, Act.APPRAISE)
        access.check_may(by=by, dossier=dossier, act=Act.APPRAISE, on=day_of(at))
        row = _drop(deed, dossier)
        if row is None:
            raise DossierError(say("Hồ sơ này không có kết quả thẩm định nào đang giữ. Tải lại trang để xem."))
        data = {"code": dossier.code, "field": dossier.field, "table": row.benefit, "outcome": row.outcome}
        deed.enter("dossier.appraisal_dropped", subject=dossier, visit=dossier.visit_id, data=data)
    return row


def _drop(deed: Deed, dossier: Dossier) -> Appraisal | None:
    row = live(dossier=dossier)
    if row is not None:
        row.dropped_at = deed.at
        deed.save(row)
    return row


def live(*, dossier: Dossier) -> Appraisal | None:
    """What is kept with the dossier now."""
    return Appraisal.objects.filter(dossier=dossier, dropped_at__isnull=True).select_related("kept_by").first()


def lines_handed_in(*, dossier: Dossier) -> list[int]:
    """The lines of the catalogue's list of papers that are in the house."""
    return [paper.order for paper in dossier.papers.all() if paper.state in ("ok", "look")]
