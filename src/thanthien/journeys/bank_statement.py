"""A bank's statement meets the book of fees: who paid which dossier. Money is written in the book of `dossiers` alone.

A line of `payments` says which receipt it became. A line becomes a receipt by itself only when its note names one dossier of the
unit whose whole fee is open and the sum is that fee, or when it and others that each pay a part of it are together that fee; all
else waits for a person. A receipt is always the whole fee: a part is no money of the book until the rest is there, and what came
above the fee is a line of its own that two persons give back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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
    import brought it. `code` = the dossier that the note names, also where it does not match. `parts`: of how many transfers the
    fee is made, those of earlier files with it; `above`: đồng that nobody owes.
    """

    line: Incoming
    known: bool = False
    dossier: Owed | None = None
    problem: Problem | None = None
    code: str = ""
    parts: int = 1
    above: int = 0


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
        more = statement_rules.above(line.amount, found[0]) if problem is Problem.OVER else 0
        done.append(Matched(line, dossier=None if problem else found[0], problem=problem, code=code, above=more))
        if problem is None:
            taken.add(found[0].pk)
    return _with_parts(done, owed, unit=unit)


def _with_parts(done: list[Matched], owed: Mapping[str, Owed], *, unit: str) -> list[Matched]:
    """The same lines, where those that each pay a part of one fee are looked at together, with what earlier files brought."""
    parts = [one for one in done if one.problem is Problem.PART]
    codes = {one.code for one in parts}
    earlier = payments.parts_open(unit=unit, codes=codes) if codes else {}
    whole = {one.dossier.code for one in done if one.dossier is not None}
    answers: dict[str, Matched] = {}
    for code in codes:
        mine, of = [one for one in parts if one.code == code], owed[code]
        sums = [one.line.amount for one in mine] + [row.amount for row in earlier.get(code, [])]
        problem = Problem.PAID if code in whole else statement_rules.together(sums, of.fee or 0)
        above = statement_rules.above(sum(sums), of) if problem is Problem.OVER else 0
        for one in mine:
            to = None if problem else of
            answers[one.line.reference] = replace(one, dossier=to, problem=problem, parts=len(sums), above=above)
    return [answers.get(one.line.reference, one) for one in done]


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
        became = _all_became(new, unit=unit, by=by, at=at)
        rows = [one.line for one in new]
        return actions.take_statement(unit=unit, lines=rows, became=became, by=by, at=at), again


def _all_became(new: list[Matched], *, unit: str, by: Actor, at: datetime) -> dict[str, Became]:
    """Reference → what the line became; lines that are one fee together share its receipt, those of earlier files too."""
    became = {
        one.line.reference: Became(problem=str(one.problem), code=one.code) for one in new if one.dossier is None
    }  # fmt: skip
    earlier = payments.parts_open(unit=unit, codes=[one.code for one in new if one.dossier is not None and one.parts > 1])
    for pk in dict.fromkeys(one.dossier.pk for one in new if one.dossier is not None):
        mine = [one for one in new if one.dossier is not None and one.dossier.pk == pk]
        of = queries.dossier(pk=pk, unit=unit)
        assert of is not None  # noqa: S101  found a moment ago in this transaction
        waiting = earlier.get(of.code, []) if mine[0].parts > 1 else []
        got = _receipt(of, [row.reference for row in waiting] + [one.line.reference for one in mine], by=by, at=at)
        _settle_all(waiting, got, by=by, at=at)
        part = str(Problem.PART) if mine[0].parts > 1 else ""
        became |= {one.line.reference: replace(got, problem=part) for one in mine}
    return became


def _receipt(of: Dossier, references: list[str], *, by: Actor, at: datetime) -> Became:
    """The whole fee in the book; several transfers name the first and how many follow."""
    more = f" +{len(references) - 1}" if len(references) > 1 else ""
    dossiers.take_fee(dossier=of, way="qr", reference=references[0][: 60 - len(more)] + more, by=by, at=at)
    fee = fees.last_taken(dossier=of)
    assert fee is not None  # noqa: S101  just written
    return Became(code=of.code, subject=f"dossier:{of.pk}", receipt=fee.pk)


def _settle_all(
    lines: Iterable[StatementLine], to: Became, *, by: Actor, at: datetime, linked: bool = False
) -> list[StatementLine]:  # fmt: skip
    assert to.receipt is not None  # noqa: S101
    told = {"subject": to.subject, "code": to.code, "receipt": to.receipt, "linked": linked, "by": by, "at": at}
    return [actions.settle_line(line=line, **told) for line in lines]


def settle(*, line: StatementLine, code: str, by: Actor, at: datetime, surplus: bool = False) -> StatementLine:
    """A person says whose fee a line is, by the dossier's code. A transfer that the counter wrote down already keeps its receipt
    and gets the bank's reference. Less than the fee waits for the rest, and is settled with it; of more than the fee, or a second
    payment, the rest is written as money to give back when `surplus` says so. Raises PaymentError or DossierError; then nothing
    is written.
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
            became = Became(code=found.code, subject=f"dossier:{found.pk}", receipt=standing.pk)
            return _settle_all([line], became, by=by, at=at, linked=True)[0]
        return _settle_new(line, found, by=by, at=at, surplus=surplus)


def _settle_new(line: StatementLine, of: Dossier, *, by: Actor, at: datetime, surplus: bool) -> StatementLine:
    """A receipt for a line, with the parts that wait for it; or the line waits; or part of it is to give back."""
    owed, group = _owed_by(of, by=by, at=at), [line]
    problem = statement_rules.why_not(owed, line.amount)
    if problem is Problem.PART:
        group += [row for row in payments.parts_open(unit=line.unit_id, codes=[of.code]).get(of.code, []) if row.pk != line.pk]
        problem = statement_rules.together([row.amount for row in group], owed.fee or 0)
    if problem is Problem.PART:
        return actions.hold_part(line=line, code=of.code, by=by, at=at)
    if problem not in (None, Problem.OVER, Problem.PAID):
        raise PaymentError(_not_its_fee(of, problem), field="code")
    above = statement_rules.above(sum(row.amount for row in group), owed)
    if above and not surplus:
        raise PaymentError(_too_much(of, problem, above), field="surplus")
    extra = dossiers.take_surplus(dossier=of, amount=above, reference=line.reference, by=by, at=at) if owed.settled else None
    if extra is not None:
        became = Became(code=of.code, subject=f"dossier:{of.pk}", receipt=extra.pk)
    else:
        became = _receipt(of, [row.reference for row in group], by=by, at=at)
        if above:
            dossiers.take_surplus(dossier=of, amount=above, reference=line.reference, by=by, at=at)
    return _settle_all(group, became, by=by, at=at)[0]


def _too_much(of: Dossier, problem: Problem | None, above: int) -> str:
    text = fees.dotted(above)
    if problem is Problem.PAID:
        return say(
            "Hồ sơ {code}: {why}. Là tiền nộp thêm thì bấm Ghi phần thừa để hoàn trả {above} đồng; không phải thì cất dòng này.",
            code=of.code, why=Problem.PAID.words, above=text,
        )  # fmt: skip
    return say(
        "Hồ sơ {code} phải thu {fee}, dòng này thừa {above} đồng. Bấm Ghi phần thừa để thu đủ và hoàn trả phần thừa.",
        code=of.code, fee=of.fee_text, above=text,
    )  # fmt: skip


def _not_its_fee(of: Dossier, problem: Problem) -> str:
    return say("Hồ sơ {code}: {why}. Chọn hồ sơ khác, hoặc ghi không phải lệ phí.", code=of.code, why=problem.words)


def reopen(*, line: StatementLine, by: Actor, at: datetime) -> StatementLine:
    """What a line became is taken back: the fee by another line of the book, unless it was there before, and with it the other
    transfers that paid it. Raises DossierError.
    """
    with act(unit=line.unit_id, by=by, at=at) as deed:
        deed.chain(line.unit_id)
        if line.receipt is not None:
            _take_back(line, by=by, at=at)
            for other in payments.lines_of_receipt(unit=line.unit_id, receipt=line.receipt):
                if other.pk != line.pk:
                    actions.reopen_line(line=other, by=by, at=at)
        return actions.reopen_line(line=line, by=by, at=at)


def _take_back(line: StatementLine, *, by: Actor, at: datetime) -> None:
    fee = Fee.objects.get(pk=line.receipt, unit_id=line.unit_id)
    if line.linked:
        dossiers.note_reference(fee=fee, reference="", by=by, at=at)
        return
    group = [row.reference for row in payments.lines_of_receipt(unit=line.unit_id, receipt=fee.pk)]
    above = fees.surpluses(dossier=fee.dossier_id, unit=line.unit_id, references=group)
    for one in dict.fromkeys([fee, *above]):
        if fees.given_back(one):
            raise DossierError(say("Biên lai {number} đã hoàn trả cho người nộp, không lấy lại được.", number=one.number))
        if fees.stands(one):
            put_back = dossiers.drop_surplus if one.surplus else dossiers.correct_fee
            put_back(fee=one, reason=str(say("Lấy lại dòng sao kê")), by=by, at=at)


def undo(*, statement: Statement, by: Actor, at: datetime) -> Statement:
    """The whole import is taken back, each fee by another line of the book. Raises DossierError and writes nothing when one of
    them cannot be (its money was given back).
    """
    with act(unit=statement.unit_id, by=by, at=at) as deed:
        deed.chain(statement.unit_id)
        if statement.undone_at is None:
            for line in statement.lines.filter(receipt__isnull=False):
                _take_back(line, by=by, at=at)
                for other in payments.lines_of_receipt(unit=line.unit_id, receipt=line.receipt):
                    if other.statement_id != statement.pk:  # the part that an earlier file brought waits again
                        actions.reopen_line(line=other, by=by, at=at)
        return actions.undo_statement(statement=statement, by=by, at=at)


def receipts(*, lines: Iterable[StatementLine], unit: str) -> Mapping[int, Fee]:
    """Key → line of the book, for a list of lines of a statement."""
    return {fee.pk: fee for fee in fees.by_keys(unit=unit, keys=[one.receipt for one in lines if one.receipt])}
