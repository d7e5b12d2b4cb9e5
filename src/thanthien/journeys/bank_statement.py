"""A bank's statement meets the book of fees: who paid which dossier. Money is written in the book of `dossiers` alone.

A line of `payments` says which receipt it became. A line becomes a receipt by itself only when its note names one dossier of the
unit whose whole fee is open and the sum is that fee; all else waits for a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from thanthien.dossiers import access, fees, queries
from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.models import Dossier, Fee
from thanthien.dossiers.rules import Act, DossierError, code_prefix
from thanthien.journal.actions import act
from thanthien.payments import actions, statement_rules
from thanthien.payments import queries as payments
from thanthien.payments.models import Statement, StatementLine
from thanthien.payments.reading import ReadStatement, read_statement
from thanthien.payments.rules import PaymentError
from thanthien.payments.statement_rules import Incoming, Owed, Problem
from thanthien.payments.statements import Became, check_is_money
from thanthien.people.queries import unit as unit_of
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True)
class Matched:
    """One line of a file and what it would become: `dossier` when it is that one's fee, else `problem`; `known` = an earlier
    import brought it. `code` = the dossier that the note names, also where it does not match.
    """

    line: Incoming
    known: bool = False
    dossier: Owed | None = None
    problem: Problem | None = None
    code: str = ""


def prefixes_of(unit: str) -> tuple[str, ...]:
    """What the codes of the unit's dossiers begin with: the portal's code, and the sample prefix of the time before it."""
    own = unit_of(unit)
    made = (code_prefix(portal_code=portal, unit_code=unit)[0] for portal in (own.portal_code, None))
    return tuple(dict.fromkeys(made))


def read(*, name: str, content: bytes, unit: str, at: datetime) -> ReadStatement:
    """The credit lines of a file. Raises FileRefused."""
    return read_statement(name=name, content=content, prefixes=prefixes_of(unit), today=day_of(at))


def match(*, lines: Iterable[Incoming], unit: str, by: Actor, at: datetime) -> list[Matched]:
    """What each line would become, in the order of the file. Of two transfers for one fee only the first is its receipt."""
    rows = list(lines)
    known = payments.known_references(unit=unit, references=[line.reference for line in rows])
    owed = _owed({code for line in rows for code in line.codes}, unit=unit, by=by, at=at)
    done, taken = [], set()
    for line in rows:
        if line.reference in known:
            done.append(Matched(line, known=True))
            continue
        found = [owed[code] for code in statement_rules.only_known(line.codes, owed)]
        problem = statement_rules.decide(line, found)
        if problem is None and found[0].pk in taken:
            problem = Problem.PAID
        code = found[0].code if len(found) == 1 else ""
        done.append(Matched(line, dossier=None if problem else found[0], problem=problem, code=code))
        if problem is None:
            taken.add(found[0].pk)
    return done


def _owed(codes: Iterable[str], *, unit: str, by: Actor, at: datetime) -> dict[str, Owed]:
    """Code → what that dossier of the unit owes, and whether `by` may take it now."""
    return {of.code: _owed_by(of, by=by, at=at) for of in queries.by_codes(codes=codes, unit=unit)}


def _owed_by(of: Dossier, *, by: Actor, at: datetime) -> Owed:
    live = access.may(by=by, dossier=of, act=Act.TAKE_FEE, on=day_of(at))
    return Owed(of.pk, of.code, of.fee_vnd, bool(of.fee_paid), live)


def take_in(
    *, lines: Iterable[Incoming], backwards: Iterable[str], unit: str, by: Actor, at: datetime
) -> tuple[Statement | None, int]:  # fmt: skip
    """The file is taken in: a receipt for each line that matches, the rest on the list. One act; what matches is looked up
    again, a colleague may have taken a fee since the preview. Returns (the import, None when nothing of it was new; how many
    earlier lines the bank took back). Raises PaymentError.
    """
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        again = actions.note_reversed(unit=unit, references=backwards, by=by, at=at)
        new = [one for one in match(lines=lines, unit=unit, by=by, at=at) if not one.known]
        if not new:
            return None, again
        became = {one.line.reference: _became(one, unit=unit, by=by, at=at) for one in new}
        rows = [one.line for one in new]
        return actions.take_statement(unit=unit, lines=rows, became=became, by=by, at=at), again


def _became(one: Matched, *, unit: str, by: Actor, at: datetime) -> Became:
    if one.dossier is None:
        return Became(problem=str(one.problem), code=one.code)
    of = queries.dossier(pk=one.dossier.pk, unit=unit)
    assert of is not None  # noqa: S101  found a moment ago in this transaction
    return _receipt(of, one.line.reference, by=by, at=at)


def _receipt(of: Dossier, reference: str, *, by: Actor, at: datetime) -> Became:
    dossiers.take_fee(dossier=of, way="qr", reference=reference, by=by, at=at)
    fee = fees.last_taken(dossier=of)
    assert fee is not None  # noqa: S101  just written
    return Became(code=of.code, subject=f"dossier:{of.pk}", receipt=fee.pk)


def settle(*, line: StatementLine, code: str, by: Actor, at: datetime) -> StatementLine:
    """A person says whose fee a line is, by the dossier's code. A transfer that the counter wrote down already keeps its receipt
    and gets the bank's reference. Raises PaymentError or DossierError; then nothing is written.
    """
    check_is_money(line)
    typed = code.strip().upper()
    found = next(iter(queries.by_codes(codes=[typed], unit=line.unit_id)), None) if typed else None
    if found is None:
        raise PaymentError(
            say("Không có hồ sơ mã {code} ở xã. Gõ đủ mã như trên giấy hẹn.", code=typed[:40] or "…"), field="code"
        )
    with act(unit=line.unit_id, by=by, at=at) as deed:
        deed.chain(line.unit_id)
        standing = fees.last_taken(dossier=found)
        if standing and standing.way == "qr" and not standing.reference and standing.amount == line.amount:
            dossiers.note_reference(fee=standing, reference=line.reference, by=by, at=at)
            became, linked = Became(subject=f"dossier:{found.pk}", receipt=standing.pk), True
        else:
            problem = statement_rules.why_not(_owed_by(found, by=by, at=at), line.amount)
            if problem is not None:
                raise PaymentError(_not_its_fee(found, problem), field="code")
            became, linked = _receipt(found, line.reference, by=by, at=at), False
        assert became.receipt is not None  # noqa: S101
        return actions.settle_line(
            line=line, subject=became.subject, code=found.code, receipt=became.receipt, linked=linked, by=by, at=at
        )


def _not_its_fee(of: Dossier, problem: Problem) -> str:
    if problem is Problem.AMOUNT:
        return say("Hồ sơ {code} phải thu {fee}, khác số tiền của dòng này. Hỏi lại người nộp.", code=of.code, fee=of.fee_text)
    return say("Hồ sơ {code}: {why}. Chọn hồ sơ khác, hoặc ghi không phải lệ phí.", code=of.code, why=problem.words)


def reopen(*, line: StatementLine, by: Actor, at: datetime) -> StatementLine:
    """What a line became is taken back: the fee by another line of the book, unless it was there before. Raises DossierError."""
    with act(unit=line.unit_id, by=by, at=at) as deed:
        deed.chain(line.unit_id)
        if line.receipt is not None:
            _take_back(line, by=by, at=at)
        return actions.reopen_line(line=line, by=by, at=at)


def _take_back(line: StatementLine, *, by: Actor, at: datetime) -> None:
    fee = Fee.objects.get(pk=line.receipt, unit_id=line.unit_id)
    if line.linked:
        dossiers.note_reference(fee=fee, reference="", by=by, at=at)
    elif fees.given_back(fee):
        raise DossierError(say("Biên lai {number} đã hoàn trả cho người nộp, không lấy lại được.", number=fee.number))
    elif fees.stands(fee):
        dossiers.correct_fee(fee=fee, reason=str(say("Lấy lại dòng sao kê")), by=by, at=at)


def undo(*, statement: Statement, by: Actor, at: datetime) -> Statement:
    """The whole import is taken back, each fee by another line of the book. Raises DossierError and writes nothing when one of
    them cannot be (its money was given back).
    """
    with act(unit=statement.unit_id, by=by, at=at) as deed:
        deed.chain(statement.unit_id)
        if statement.undone_at is None:
            for line in statement.lines.filter(receipt__isnull=False):
                _take_back(line, by=by, at=at)
        return actions.undo_statement(statement=statement, by=by, at=at)


def receipts(*, lines: Iterable[StatementLine], unit: str) -> Mapping[int, Fee]:
    """Key → line of the book, for a list of lines of a statement."""
    return {fee.pk: fee for fee in fees.by_keys(unit=unit, keys=[one.receipt for one in lines if one.receipt])}
