"""Writes of a bank's statement. A line says which receipt it became; the book of fees writes that. (Writes of the room.)"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from thanthien.journal.actions import Deed, act
from thanthien.payments import access, rules
from thanthien.payments.models import Statement, StatementLine
from thanthien.payments.rules import PaymentError
from thanthien.payments.statement_rules import NEVER_MONEY, Incoming, LineState, Problem, check_together
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True)
class Became:
    """What a line became: the receipt of a subject, or a problem. `code`: of the dossier that its note names."""

    problem: str = ""
    code: str = ""
    subject: str = ""
    receipt: int | None = None


def take_statement(
    *, unit: str, lines: Sequence[Incoming], became: Mapping[str, Became], by: Actor, at: datetime
) -> Statement:  # fmt: skip
    """The new lines of a file, each with what it became (by reference). Entry `statement.taken`. Raises PaymentError."""
    access.check_may_read_statement(by=by, unit=unit)
    check_together(lines)
    with act(unit=unit, by=by, at=at) as deed:
        statement = deed.create(Statement, unit_id=unit, taken_at=at, taken_by=by.code)
        rows = [_row(statement, line, became[line.reference]) for line in lines]
        for row in rows:
            deed.save(row, new=True)
        matched = sum(row.state == LineState.MATCHED for row in rows)
        deed.enter("statement.taken", subject=statement, data={"lines": len(rows), "matched": matched})
    return statement


def _row(statement: Statement, line: Incoming, to: Became) -> StatementLine:
    return StatementLine(
        unit_id=statement.unit_id, statement=statement, row=line.row, day=line.day, amount=line.amount, reference=line.reference,
        tail=line.tail, code=to.code, problem=to.problem, subject=to.subject, receipt=to.receipt,
        state=LineState.OPEN if to.receipt is None else LineState.MATCHED,
    )  # fmt: skip


def _line(deed: Deed, line: StatementLine, *states: LineState) -> StatementLine:
    """The line, locked; raises PaymentError when a colleague was faster."""
    row = deed.lock(StatementLine, pk=line.pk, unit_id=deed.unit)
    if row.state not in states:
        raise PaymentError(say("Dòng này đã được xử lý. Tải lại trang để xem."))
    return row


def settle_line(
    *, line: StatementLine, subject: str, code: str, receipt: int, linked: bool, by: Actor, at: datetime
) -> StatementLine:  # fmt: skip
    """A person said whose fee it is. `linked`: the receipt was there before. Entry `statement.settled`."""
    access.check_may_read_statement(by=by, unit=line.unit_id)
    with act(unit=line.unit_id, by=by, at=at) as deed:
        row = _line(deed, line, LineState.OPEN)
        check_is_money(row)
        row.state, row.subject, row.receipt, row.code, row.linked = LineState.MATCHED, subject, receipt, code, linked
        row.settled_by, row.settled_at = by.code, at
        deed.save(row)
        deed.enter("statement.settled", subject=row, data={"code": code, "amount": row.amount})
    return row


def hold_part(*, line: StatementLine, code: str, by: Actor, at: datetime) -> StatementLine:
    """A person said that it pays a part of a dossier's fee: it waits for the rest. Entry `statement.part`."""
    access.check_may_read_statement(by=by, unit=line.unit_id)
    with act(unit=line.unit_id, by=by, at=at) as deed:
        row = _line(deed, line, LineState.OPEN)
        check_is_money(row)
        row.code, row.problem = code, Problem.PART
        deed.save(row)
        deed.enter("statement.part", subject=row, data={"code": code, "amount": row.amount})
    return row


def check_is_money(line: StatementLine) -> None:
    """Raises PaymentError for a line that failed or was reversed: it never counts, whoever says so."""
    if line.problem in NEVER_MONEY:
        raise PaymentError(say("Giao dịch này không thành công hoặc đã bị đảo, không ghi thành tiền được."))


def put_aside(*, lines: Iterable[StatementLine], reason: str, by: Actor, at: datetime) -> list[StatementLine]:
    """These lines are no fee. Entry `statement.aside` each. Raises PaymentError without a reason."""
    why, chosen = rules.tidy_reason(reason), list(lines)
    if not chosen:
        raise PaymentError(say("Chưa chọn dòng nào. Đánh dấu các dòng rồi ghi lý do."), field="line")
    done = []
    with act(unit=chosen[0].unit_id, by=by, at=at) as deed:
        access.check_may_read_statement(by=by, unit=deed.unit)
        for line in chosen:
            row = _line(deed, line, LineState.OPEN)
            row.state, row.reason, row.settled_by, row.settled_at = LineState.ASIDE, why, by.code, at
            deed.save(row)
            deed.enter("statement.aside", subject=row, data={"statement": row.statement_id, "amount": row.amount})
            done.append(row)
    return done


def reopen_line(*, line: StatementLine, by: Actor, at: datetime) -> StatementLine:
    """What a person or the matching said is taken back; the receipt is the caller's business. Entry `statement.reopened`."""
    access.check_may_read_statement(by=by, unit=line.unit_id)
    with act(unit=line.unit_id, by=by, at=at) as deed:
        row = _line(deed, line, LineState.MATCHED, LineState.ASIDE)
        data = {"code": row.code, "amount": row.amount, "from": row.state}
        _cleared(row, LineState.OPEN)
        deed.save(row)
        deed.enter("statement.reopened", subject=row, data=data)
    return row


def _cleared(row: StatementLine, state: LineState) -> None:
    row.state, row.subject, row.receipt, row.linked = state, "", None, False
    row.reason, row.settled_by, row.settled_at = "", "", None


def note_reversed(*, unit: str, references: Iterable[str], by: Actor, at: datetime) -> int:
    """The bank took sums back that an earlier file brought: they go on the list of what a person settles. Returns how many."""
    access.check_may_read_statement(by=by, unit=unit)
    with act(unit=unit, by=by, at=at) as deed:
        rows = StatementLine.objects.filter(unit_id=unit, reference__in=list(references)).exclude(state=LineState.UNDONE)
        found = [row for row in rows if row.problem not in NEVER_MONEY]
        for row in found:
            row = deed.lock(StatementLine, pk=row.pk, unit_id=unit)
            row.problem = Problem.REVERSED
            deed.save(row)
            deed.enter("statement.reversed", subject=row, data={"code": row.code, "amount": row.amount})
    return len(found)


def undo_statement(*, statement: Statement, by: Actor, at: datetime) -> Statement:
    """The import is taken back: its lines count no more and their references are free. Entry `statement.undone`."""
    access.check_may_read_statement(by=by, unit=statement.unit_id)
    with act(unit=statement.unit_id, by=by, at=at) as deed:
        row = deed.lock(Statement, pk=statement.pk, unit_id=deed.unit)
        if row.undone_at is not None:
            raise PaymentError(say("Lần nạp này đã được lấy lại rồi. Tải lại trang."))
        row.undone_at = at
        deed.save(row)
        for line in row.lines.all():
            _cleared(line, LineState.UNDONE)
            deed.save(line)
        deed.enter("statement.undone", subject=row)
    return row
