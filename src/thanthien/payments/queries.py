"""Reads of payments."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q

from thanthien.payments.models import ReceivingAccount, Statement, StatementLine
from thanthien.payments.statement_rules import LineState, Problem
from thanthien.payments.vietqr import note_of, vietqr


def account(*, unit: str, on: date) -> ReceivingAccount | None:
    """The account transfers go to on a day: of those that began by then, the last that was set for the latest day."""
    rows = ReceivingAccount.objects.filter(unit_id=unit, valid_from__lte=on)
    return rows.order_by("-valid_from", "-pk").first()


def transfer_text(*, to: ReceivingAccount, amount: int, code: str) -> tuple[str, str]:
    """(text of a VietQR, its note) for a transfer of `amount` to an account; the note is the code alone. Raises PaymentError."""
    note = note_of(code)
    return vietqr(bank=to.bank, account=to.number, amount=amount, note=note), note


# --- statements ------------------------------------------------------------------------------------------


def known_references(*, unit: str, references: Iterable[str]) -> set[str]:
    """Of these references those that an earlier import brought and that count."""
    rows = StatementLine.objects.filter(unit_id=unit, reference__in=list(references)).exclude(state=LineState.UNDONE)
    return set(rows.values_list("reference", flat=True))


def lines_to_settle(*, unit: str, limit: int = 300) -> list[StatementLine]:
    """What waits for a person, oldest first: lines that match nothing, and receipts whose transfer the bank took back."""
    reversed_later = Q(state=LineState.MATCHED, problem=Problem.REVERSED)
    rows = StatementLine.objects.filter(Q(state=LineState.OPEN) | reversed_later, unit_id=unit)
    return list(rows.order_by("day", "pk")[:limit])


def parts_open(*, unit: str, codes: Iterable[str]) -> dict[str, list[StatementLine]]:
    """Dossier code → the transfers that each pay a part of its fee and wait for the rest, oldest first."""
    rows = StatementLine.objects.filter(unit_id=unit, state=LineState.OPEN, problem=Problem.PART, code__in=list(codes))
    found: dict[str, list[StatementLine]] = {}
    for row in rows.order_by("day", "pk"):
        found.setdefault(row.code, []).append(row)
    return found


def lines_of_receipt(*, unit: str, receipt: int) -> list[StatementLine]:
    """The transfers that together became one receipt."""
    return list(StatementLine.objects.filter(unit_id=unit, state=LineState.MATCHED, receipt=receipt).order_by("day", "pk"))


def lines_done(*, unit: str, limit: int = 200) -> list[StatementLine]:
    """What became a receipt or was put aside, the last ones first."""
    rows = StatementLine.objects.filter(unit_id=unit, state__in=[LineState.MATCHED, LineState.ASIDE])
    return list(rows.order_by("-day", "-pk")[:limit])


def line_of(*, unit: str, pk: int) -> StatementLine | None:
    return StatementLine.objects.filter(unit_id=unit, pk=pk).first()


def lines_of(*, unit: str, pks: Iterable[int]) -> list[StatementLine]:
    """Lines of the unit by their keys."""
    return list(StatementLine.objects.filter(unit_id=unit, pk__in=list(pks)).order_by("pk"))


def statement_of(*, unit: str, pk: int) -> Statement | None:
    return Statement.objects.filter(unit_id=unit, pk=pk).first()


def statements(*, unit: str, limit: int = 20) -> list[Statement]:
    """The last imports, each with `all_lines` and `receipts`: several lines may be one receipt."""
    matched = Count("lines__receipt", filter=Q(lines__state=LineState.MATCHED), distinct=True)
    rows = Statement.objects.filter(unit_id=unit).annotate(all_lines=Count("lines"), receipts=matched)
    return list(rows.order_by("-taken_at", "-pk")[:limit])
