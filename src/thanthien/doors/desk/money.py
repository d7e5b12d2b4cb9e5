"""What the pages of fees, refunds and the book show."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from thanthien.doors.desk.words import short_code
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.dossiers import access, exempting, fees, refund_rules, refunds
from thanthien.dossiers import elsewhere_queries as places
from thanthien.dossiers.exempting import OPEN
from thanthien.dossiers.models import Dossier, Elsewhere, Exemption, Fee, Refund
from thanthien.dossiers.refund_rules import RefundState
from thanthien.dossiers.rules import PAYMENTS, Act
from thanthien.journeys.exempt_fee import freed_grounds, left_by
from thanthien.journeys.fee_due import fee_due
from thanthien.law.rules import LegalRule
from thanthien.payments.exempting import grounds
from thanthien.people.models import Officer
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

WAYS = {way: PAYMENTS[way] for way in ("cash", "qr")}
FIXES = [(way, PAYMENTS[way]) for way in ("cash", "qr", "waived", "")]


def fee_page(*, dossier: Dossier, by: Actor, at: datetime) -> dict[str, Any]:
    """One dossier's fee: its lines, what was given back, the ground by which it was made smaller, and what may be done."""
    law = grounds(on=day_of(at))
    counter = by.has(Role.ONE_STOP, Role.POLICE)
    back = refunds.refunds_of(dossier=dossier)
    live = {row.fee_id for row in back if row.state in refunds.LIVE}
    exempted = exempting.exemption_of(dossier=dossier)
    lines = [
        _line(fee, by, may_ask=counter and fee.pk not in live, may_fix=fee.pk not in live and _may_fix(fee, dossier, by, at))
        for fee in fees.fees_of(dossier=dossier)
    ]
    freed = freed_grounds(dossier=dossier, at=at)
    may_take = access.may(by=by, dossier=dossier, act=Act.TAKE_FEE, on=day_of(at))
    return {
        "one": dossier, "code": dossier.code, "fee": fee_due(dossier=dossier, on=day_of(at)), "lines": lines,
        "refunds": [_refund(row, by) for row in back],
        "exempted": exemption_words(exempted, law) if exempted else None, "may_exempt": may_take,
        "may_choose": may_take and exempted is None and bool(dossier.fee_vnd) and dossier.fee_paid in OPEN,
        "grounds": [
            {"code": code, "says": rule.says, "article": f"{rule.article} {rule.document}", "confirmed": rule.confirmed,
             "left": left_by(rule), "note": rule.note, "free": freed[code].document if code in freed else ""}
            for code, rule in law.items()
        ],
        "state": PAYMENTS[dossier.fee_paid],
    }  # fmt: skip


def _may_fix(fee: Fee, dossier: Dossier, by: Actor, at: datetime) -> bool:
    return not fee.surplus and access.may_correct(by=by, fee=fee, dossier=dossier, on=day_of(at))


def _line(fee: Fee, by: Actor, *, may_ask: bool, may_fix: bool) -> dict[str, Any]:
    """A line of the book; `book` names the unit whose book it is, when that is another one; `fixes`: what it could have been."""
    standing = fee.amount > 0 and not hasattr(fee, "corrected_by")
    return {
        "pk": fee.pk, "number": fee.number, "at": fee.at, "amount": fee.amount, "way": WAYS[fee.way], "kind": kind_of(fee),
        "reference": fee.reference, "reason": fee.reason, "book": fee.unit.name if fee.unit_id != by.unit else "",
        "may_ask": may_ask and standing,
        "fixes": [(way, words) for way, words in FIXES if way != fee.way] if may_fix and standing else [],
    }  # fmt: skip


def taken_page(*, fee: Fee, came: Elsewhere, by: Actor, at: datetime) -> dict[str, Any]:
    """A fee that this unit took for another one: the lines of its book about it, and what was asked and given back."""
    dossier = fee.dossier
    back = [row for row in refunds.refunds_of(dossier=dossier) if row.unit_id == by.unit]
    live = {row.fee_id for row in back if row.state in refunds.LIVE}
    counter = by.has(Role.ONE_STOP, Role.POLICE)
    lines = [
        _line(one, by, may_ask=counter and one.pk not in live, may_fix=one.pk not in live and _may_fix(one, dossier, by, at))
        for one in fees.fees_in_book(dossier=dossier, unit=by.unit)
    ]
    return {
        "lines": lines, "refunds": [_refund(row, by) for row in back], "code": came.code, "row": came.pk,
        "there": came.competent.name, "what": came.procedure_name,
    }  # fmt: skip


def exemption_words(row: Exemption, law: dict[str, LegalRule]) -> dict[str, Any]:
    """A ground as people read it; a ground that the law data no longer names keeps its article."""
    rule = law.get(row.ground)
    return {
        "pk": row.pk, "says": rule.says if rule else row.ground, "article": row.article, "confirmed": row.confirmed,
        "before": row.before, "left": row.left, "at": row.at, "code": row.dossier.code, "dossier": row.dossier_id,
        "short": "".join(short_code(row.dossier.code)), "officer": row.officer.name,
    }  # fmt: skip


def kind_of(fee: Fee) -> str:
    """What a line of the book is, in words."""
    if fee.amount < 0:
        return say("hoàn trả") if fee.given_back else say("bù trừ")
    later: Fee | None = getattr(fee, "corrected_by", None)
    if fee.surplus and (later is None or later.given_back):
        return say("chuyển thừa, đã hoàn trả") if later else say("chuyển thừa, chờ hoàn trả")
    if later is None:
        return say("thu")
    return say("thu, đã hoàn trả") if later.given_back else say("thu, đã bù trừ")


def _refund(row: Refund, by: Actor) -> dict[str, Any]:
    mine, elsewhere = row.asked_by.login == by.code, row.asked_by.unit_id != row.unit_id
    foreign = row.dossier.unit_id != row.unit_id
    turns = refund_rules.turns(
        row.state, roles=by.roles, asked_by_me=mine, decided_by_me=row.decided_by is not None and row.decided_by.login == by.code,
        asked_elsewhere=elsewhere, own_book=row.unit_id == by.unit,
    )  # fmt: skip
    return {
        "pk": row.pk, "number": row.fee.number, "amount": row.amount, "reason": row.reason, "asked_at": row.asked_at,
        "asked_by": row.asked_by.name, "decided_by": row.decided_by.name if row.decided_by else "", "answer": row.answer,
        "state": RefundState(row.state).label, "tone": TONES[RefundState(row.state)],
        "line": row.line.number if row.line else None,
        "line_pk": row.line_id, "way": WAYS[row.line.way] if row.line else "", "dossier": row.dossier_id,
        "short": "".join(short_code(row.dossier.code or "")), "code": row.dossier.code,
        "paid_at": row.line.at if row.line else None,
        "turns": [str(turn.value) for turn in turns], "asking": row.asked_by.unit.name if elsewhere else "",
        "book": row.fee.unit.name if row.unit_id != by.unit else "", "book_here": row.unit_id == by.unit,
        "page": f"/thu/bien-lai/{row.fee_id}/" if foreign and row.unit_id == by.unit else f"/ho-so/{row.dossier_id}/le-phi/",
        "own": mine and by.has(Role.LEADER) and row.state == RefundState.ASKED,
    }  # fmt: skip


TONES = {
    RefundState.ASKED: "wait", RefundState.APPROVED: "today", RefundState.PAID: "done", RefundState.REFUSED: "na",
    RefundState.WITHDRAWN: "plain",
}  # fmt: skip


def refund_rows(*, unit: str, state: str, by: Actor, waits_for: Officer | None = None) -> list[dict[str, Any]]:
    """The book of refunds; with `waits_for` only what waits for the word of that leader."""
    rows = refunds.refunds(unit=unit, state=state)
    if waits_for is not None:
        wanted = set(refunds.waiting_rows(officer=waits_for).values_list("pk", flat=True))
        rows = [row for row in rows if row.pk in wanted]
    return [_refund(row, by) for row in rows]


def refunds_table(rows: Iterable[dict[str, Any]], state: str) -> Table:
    """Refunds as a file."""
    columns = (
        Column(say("Đề nghị lúc"), lambda row: row["asked_at"], Kind.MOMENT),
        Column(say("Mã hồ sơ"), lambda row: row["code"], width=24),
        Column(say("Biên lai"), lambda row: row["number"], Kind.NUMBER),
        Column(say("Số tiền"), lambda row: row["amount"], Kind.DONG),
        Column(say("Lý do"), lambda row: row["reason"], width=30),
        Column(say("Người đề nghị"), lambda row: row["asked_by"], width=22),
        Column(say("Đơn vị đề nghị"), lambda row: row["asking"], width=22),
        Column(say("Tình trạng"), lambda row: row["state"]), Column(say("Người duyệt"), lambda row: row["decided_by"], width=22),
        Column(say("Trả lúc"), lambda row: row["paid_at"], Kind.MOMENT),
        Column(say("Số của dòng trả lại"), lambda row: row["line"], Kind.NUMBER),
    )  # fmt: skip
    return Table("hoan-tra", say("Hoàn trả phí, lệ phí"), columns, rows, {say("Tình trạng"): state})


def book(*, unit: str, day: date, only: int | None) -> dict[str, Any]:
    """The book of a day: its lines (of one officer when `only`), sums by way, and who was exempted."""
    law = grounds(on=day)
    lines = [fee for fee in fees.fees_of_day(unit=unit, day=day) if only is None or fee.officer_id == only]
    came = places.received_here(unit=unit, dossiers=[fee.dossier for fee in lines])
    rows = [
        {"pk": fee.pk, "number": fee.number, "at": fee.at, "amount": fee.amount, "way": WAYS[fee.way], "kind": kind_of(fee),
         "officer": fee.officer.name, "short": "".join(short_code(fee.dossier.code)),
         "file": f"/noi-khac/{came[fee.dossier_id].pk}/" if fee.dossier_id in came else f"/ho-so/{fee.dossier_id}/",
         "answers": fee.corrects.number if fee.corrects else None, "reason": fee.reason, "reference": fee.reference}
        for fee in lines
    ]  # fmt: skip
    sums = {way: sum(fee.amount for fee in lines if fee.way == way) for way in WAYS}
    exempted = [
        exemption_words(row, law)
        for row in exempting.exemptions_of_day(unit=unit, day=day)
        if only is None or row.officer_id == only
    ]
    return {
        "raw": lines, "rows": rows, "cash": sums["cash"], "qr": sums["qr"], "total": sum(sums.values()), "exempted": exempted,
        "given_back": -sum(fee.amount for fee in lines if fee.given_back),
    }  # fmt: skip
