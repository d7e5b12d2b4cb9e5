"""What a unit decides below the law, and what its province takes. (Writes of the room; `actions` offers them.)"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from thanthien.journal.actions import Deed, act
from thanthien.procedures import own
from thanthien.procedures.access import check_may_decide
from thanthien.procedures.fees import Channel
from thanthien.procedures.models import ProvinceFee, UnitProcedure
from thanthien.procedures.offers import province_of
from thanthien.procedures.rules import ProcedureError, Term, TermUnit
from thanthien.procedures.versions import procedure as version_of
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the unit decided of one procedure. No `term_unit` = the law's term; `dropped` = names of papers it does not ask."""

    valid_from: date
    valid_to: date | None = None
    term_value: int | None = None
    term_unit: str = ""
    dropped: Sequence[str] = ()
    offered: bool = True
    decision_no: str = ""
    decided_on: date | None = None
    note: str = ""


def decide(
    *, unit: str, code: str, decision: Decision, publish: bool, by: Actor, at: datetime, row: int | None = None, seen: str = ""
) -> UnitProcedure:
    """Write the unit's decision down, as a draft or published. Entries `own.drafted`, `own.published`.

    `row` = a draft, or a published one that has not begun, to be changed. Publishing ends the one in force before. Raises
    ProcedureError when the term is not shorter than the law's, a paper is not in the list, or no decision stands behind it.
    """
    check_may_decide(by, unit)
    _check(code, decision, today=day_of(at))
    with act(unit=unit, by=by, at=at) as deed:
        if row is None:
            one = UnitProcedure(unit_id=unit, code=code)
        else:
            one = _to_change(deed, unit=unit, row=row, seen=seen, today=day_of(at))
        _check_free(one, decision)
        _fill(one, decision)
        one.published_at = (one.published_at or at) if publish else None
        if publish:
            _end_before(deed, one)
        deed.save(one, new=row is None)
        deed.enter("own.published" if publish else "own.drafted", subject=one, data=_data(one))
    return one


def _check(code: str, decision: Decision, *, today: date) -> None:
    version = version_of(code=code, on=decision.valid_from)
    if decision.valid_from < today:
        raise ProcedureError(say("Quyết định riêng có hiệu lực từ hôm nay hoặc ngày sau. Chọn lại ngày."))
    if decision.valid_to and decision.valid_to <= decision.valid_from:
        raise ProcedureError(say("Ngày hết hiệu lực phải sau ngày bắt đầu. Xem lại hai ngày."))
    if decision.term_unit:
        if decision.term_unit not in set(TermUnit):
            raise ProcedureError(say("Chọn đơn vị của thời hạn riêng trong danh sách."))
        own.check_shorter(Term(decision.term_value, TermUnit(decision.term_unit)), version.term)
    own.check_dropped(decision.dropped, [paper.name for paper in version.papers.all()])
    if not (decision.term_unit or decision.dropped or not decision.offered):
        raise ProcedureError(say("Chưa ghi gì khác luật. Rút ngắn thời hạn, bớt giấy tờ, hoặc chọn không tiếp nhận."))
    if not decision.decision_no.strip():
        raise ProcedureError(say("Ghi số quyết định của xã, để bà con và cấp trên đối chiếu được."))


def _to_change(deed: Deed, *, unit: str, row: int, seen: str, today: date) -> UnitProcedure:
    try:
        one = deed.lock(UnitProcedure, pk=row, unit_id=unit, seen=seen)
    except UnitProcedure.DoesNotExist:
        raise ProcedureError(say("Quyết định này không còn. Mở lại trang thủ tục.")) from None
    if one.published_at is not None and one.valid_from <= today:
        raise ProcedureError(say("Quyết định này đang áp dụng, bà con đã thấy. Ghi quyết định mới từ ngày sau để thay."))
    return one


def _check_free(one: UnitProcedure, decision: Decision) -> None:
    same = UnitProcedure.objects.filter(unit_id=one.unit_id, code=one.code, valid_from=decision.valid_from).exclude(pk=one.pk)
    if same.exists():
        day = f"{decision.valid_from:%d/%m/%Y}"
        raise ProcedureError(say("Đã có quyết định riêng từ {day} cho thủ tục này. Mở bản ấy để sửa.", day=day))


def _fill(one: UnitProcedure, decision: Decision) -> None:
    one.valid_from, one.valid_to, one.offered = decision.valid_from, decision.valid_to, decision.offered
    one.term_unit = decision.term_unit
    one.term_value = None if decision.term_unit in ("", TermUnit.SAME_DAY) else decision.term_value
    one.dropped = list(dict.fromkeys(decision.dropped))
    one.decision_no, one.decided_on = decision.decision_no.strip()[:60], decision.decided_on
    one.note = " ".join(decision.note.split())[:300]


def _end_before(deed: Deed, one: UnitProcedure) -> None:
    """Published decisions of one procedure follow one another: the earlier ends where the later begins."""
    others = UnitProcedure.objects.select_for_update().filter(
        unit_id=one.unit_id, code=one.code, published_at__isnull=False
    ).exclude(pk=one.pk)  # fmt: skip
    for other in others.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=one.valid_from), valid_from__lt=one.valid_from):
        other.valid_to = one.valid_from
        deed.save(other)
    later = others.filter(valid_from__gt=one.valid_from).order_by("valid_from").first()
    if later and (one.valid_to is None or one.valid_to > later.valid_from):
        one.valid_to = later.valid_from


def _data(one: UnitProcedure) -> dict:
    return {
        "code": one.code, "from": one.valid_from.isoformat(), "to": one.valid_to.isoformat() if one.valid_to else None,
        "term": [one.term_value, one.term_unit], "dropped": len(one.dropped), "offered": one.offered, "decision": one.decision_no,
    }  # fmt: skip


def end_decision(*, unit: str, row: int, day: date, by: Actor, at: datetime) -> UnitProcedure | None:
    """From `day` the law's term and papers apply again; one that has not begun by then goes altogether (None). `own.ended`."""
    check_may_decide(by, unit)
    if day < day_of(at):
        raise ProcedureError(say("Trở lại theo luật từ hôm nay hoặc ngày sau. Chọn lại ngày."))
    with act(unit=unit, by=by, at=at) as deed:
        try:
            one = deed.lock(UnitProcedure, pk=row, unit_id=unit)
        except UnitProcedure.DoesNotExist:
            raise ProcedureError(say("Quyết định này không còn. Mở lại trang thủ tục.")) from None
        data = _data(one) | {"to": day.isoformat()}
        if day <= one.valid_from or one.published_at is None:
            deed.delete(one)
            deed.enter("own.ended", subject=f"unitprocedure:{row}", data=data)
            return None
        one.valid_to = day
        deed.save(one)
        deed.enter("own.ended", subject=one, data=data)
    return one


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """What the province takes for one case by one channel from a day. `amount` in đồng, None = words only."""

    code: str
    channel: str
    case: str = ""
    amount: int | None
    note: str = ""
    exempt: str = ""
    document: str
    confirmed: bool
    valid_from: date
    valid_to: date | None = None


def set_province_fee(*, unit: str, line: FeeLine, by: Actor, at: datetime) -> ProvinceFee:
    """The line of the unit's province from `valid_from` on; the one before it ends there. Entry `fee.set`."""
    check_may_decide(by, unit)
    province = province_of(unit)
    if not province:
        raise ProcedureError(say("Xã này chưa gắn với tỉnh nào. Ghi tỉnh ở mục Đơn vị trước."))
    if line.channel not in set(Channel):
        raise ProcedureError(say("Chọn cách nộp trong danh sách."))
    version_of(code=line.code, on=line.valid_from)
    if not line.document.strip():
        raise ProcedureError(say("Ghi số nghị quyết của hội đồng nhân dân tỉnh quy định mức này."))
    if line.amount is None and not line.note.strip():
        raise ProcedureError(say("Ghi số tiền, hoặc ghi bằng lời ở ô ghi chú."))
    with act(unit=unit, by=by, at=at) as deed:
        where = {"province": province, "code": line.code, "channel": line.channel, "case": line.case.strip()[:120]}
        open_before = ProvinceFee.objects.select_for_update().filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=line.valid_from), valid_from__lt=line.valid_from, **where
        )
        open_before.update(valid_to=line.valid_from)
        values = {
            "amount": line.amount, "note": line.note.strip()[:500], "exempt": line.exempt.strip()[:500],
            "document": line.document.strip()[:160], "confirmed": line.confirmed, "valid_to": line.valid_to,
        }  # fmt: skip
        made, _ = ProvinceFee.objects.update_or_create(valid_from=line.valid_from, **where, defaults=values)
        deed.enter("fee.set", subject=made, data=_fee_data(made))
    return made


def remove_province_fee(*, unit: str, row: int, by: Actor, at: datetime) -> None:
    """Take a line away that was written by mistake; the one before it goes on. Entry `fee.removed`."""
    check_may_decide(by, unit)
    with act(unit=unit, by=by, at=at) as deed:
        one = ProvinceFee.objects.select_for_update().filter(pk=row, province=province_of(unit)).first()
        if one is None:
            raise ProcedureError(say("Dòng phí này không còn. Mở lại trang thủ tục."))
        where = {"province": one.province, "code": one.code, "channel": one.channel, "case": one.case}
        data = _fee_data(one)
        until = one.valid_to
        one.delete()
        ProvinceFee.objects.filter(valid_to=data["from"], **where).update(valid_to=until)
        deed.enter("fee.removed", subject=f"provincefee:{row}", data=data)


def _fee_data(one: ProvinceFee) -> dict:
    return {
        "province": one.province, "code": one.code, "channel": str(one.channel), "amount": one.amount,
        "confirmed": one.confirmed, "from": one.valid_from.isoformat(),
    }  # fmt: skip
