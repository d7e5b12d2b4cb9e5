"""What the pages of a bank's statement show: the preview of a file, what waits for a person, what was done."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core import signing

from thanthien.doors.desk.words import short_code
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.dossiers.models import Fee
from thanthien.journeys.bank_statement import Matched
from thanthien.payments import queries
from thanthien.payments.models import Statement, StatementLine
from thanthien.payments.reading import ReadStatement
from thanthien.payments.rules import PaymentError
from thanthien.payments.statement_rules import NEVER_MONEY, PROBLEMS, Incoming, LineState, Problem
from thanthien.people.models import Officer
from thanthien.shared.wording import say

SALT, AN_HOUR = "desk.statement", 3600


def preview(matched: list[Matched]) -> dict[str, Any]:
    """Lines as the page shows them, and how many match, do not, are known."""
    lines = [
        {"row": one.line.row, "day": one.line.day, "amount": one.line.amount, "reference": one.line.reference,
         "tail": one.line.tail, "code": one.code, "known": one.known, "matches": one.dossier is not None,
         "why": PROBLEMS[one.problem] if one.problem else "", "parts": one.parts, "above": one.above}
        for one in matched
    ]  # fmt: skip
    receipts = {one.dossier.pk: one.dossier.fee or 0 for one in matched if one.dossier is not None}
    counts = {
        "receipts": len(receipts), "matches": sum(line["matches"] for line in lines),
        "known": sum(line["known"] for line in lines), "sum": sum(receipts.values()),
    }  # fmt: skip
    return {"lines": lines, "waits": len(lines) - counts["matches"] - counts["known"], **counts}


def packed(read: ReadStatement, *, unit: str) -> str:
    """The lines signed, to come back with the second press. No note, no name, four figures of an account."""
    rows = [
        [one.row, one.day.isoformat(), one.amount, one.reference, one.tail, list(one.codes), one.problem] for one in read.lines
    ]
    return signing.dumps({"unit": unit, "rows": rows, "back": sorted(read.backwards)}, salt=SALT, compress=True)


def unpacked(text: str, *, unit: str) -> tuple[list[Incoming], list[str]]:
    """(lines, references that went back). Raises PaymentError for an old preview, or another unit's."""
    try:
        kept = signing.loads(text, salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        kept = {"unit": ""}
    if kept["unit"] != unit:
        raise PaymentError(say("Bản xem trước đã cũ. Chọn tệp lại."))
    lines = [
        Incoming(row, date.fromisoformat(day), amount, reference, tail, tuple(codes), problem)
        for row, day, amount, reference, tail, codes, problem in kept["rows"]
    ]
    return lines, kept["back"]


def shown(lines: Iterable[StatementLine], receipts: Mapping[int, Fee]) -> list[dict[str, Any]]:
    """Lines of the list with the receipt they became, and whether that one stands."""
    rows = []
    for one in lines:
        fee = receipts.get(one.receipt or 0)
        rows.append(
            {"pk": one.pk, "row": one.row, "day": one.day, "amount": one.amount, "reference": one.reference, "tail": one.tail,
             "code": one.code, "short": "".join(short_code(one.code)) if one.code else "", "why": why(one), "reason": one.reason,
             "matched": one.state == LineState.MATCHED, "aside": one.state == LineState.ASIDE,
             "above": one.problem in (Problem.OVER, Problem.PAID), "part": one.problem == Problem.PART,
             "settles": one.state == LineState.OPEN and one.problem not in NEVER_MONEY, "number": fee.number if fee else None,
             "dossier": fee.dossier_id if fee else None, "gone": fee is not None and hasattr(fee, "corrected_by")}
        )  # fmt: skip
    return rows


def imports(unit: str) -> list[Statement]:
    """The last files, each with the name of who read it in."""
    rows = queries.statements(unit=unit)
    names = dict(Officer.objects.filter(login__in={row.taken_by for row in rows}).values_list("login", "name"))
    for row in rows:
        row.who = names.get(row.taken_by, row.taken_by)
    return rows


def why(one: StatementLine) -> str:
    return PROBLEMS[Problem(one.problem)] if one.problem else ""


def table(lines: Iterable[dict[str, Any]], title: str) -> Table:
    """Lines as a file."""
    columns = (
        Column(say("Dòng"), lambda line: line["row"], Kind.NUMBER), Column(say("Ngày"), lambda line: line["day"], Kind.DAY),
        Column(say("Số tiền"), lambda line: line["amount"], Kind.DONG),
        Column(say("Số tham chiếu"), lambda line: line["reference"], width=24),
        Column(say("Tài khoản chuyển"), lambda line: f"…{line['tail']}" if line["tail"] else ""),
        Column(say("Mã hồ sơ"), lambda line: line["code"], width=24),
        Column(say("Biên lai"), lambda line: line["number"], Kind.NUMBER),
        Column(say("Vì sao"), lambda line: line["reason"] or line["why"], width=40),
    )  # fmt: skip
    return Table("sao-ke", title, columns, lines)
