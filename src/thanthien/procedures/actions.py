"""Writes of the room: loading the file, completing a cut name, and what its other modules of writes offer."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from thanthien.journal.actions import write_turn
from thanthien.procedures import rules
from thanthien.procedures.access import check_may_complete_name
from thanthien.procedures.catalogue import Rows, read_catalogue
from thanthien.procedures.deciding import Decision, FeeLine, decide, end_decision, remove_province_fee, set_province_fee
from thanthien.procedures.editing import WrongEntry, make_version, set_term, stamp_of, undo_change
from thanthien.procedures.importing import apply_import
from thanthien.procedures.models import CatalogueLoad, Procedure, ProcedurePaper
from thanthien.procedures.processes import end_process, make_process, use_again
from thanthien.procedures.province_data import load_province_fees
from thanthien.procedures.queries import Hole, holes
from thanthien.procedures.rules import ProcedureError
from thanthien.procedures.sheets import mark_hanging, mark_replaced, print_sheets, sheets_again
from thanthien.procedures.writing import bring
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say

__all__ = [
    "Decision",
    "FeeLine",
    "LoadReport",
    "WrongEntry",
    "apply_import",
    "complete_paper_name",
    "decide",
    "end_decision",
    "end_process",
    "load_catalogue",
    "load_province_fees",
    "make_process",
    "make_version",
    "mark_hanging",
    "mark_replaced",
    "print_sheets",
    "remove_province_fee",
    "set_province_fee",
    "set_term",
    "sheets_again",
    "stamp_of",
    "undo_change",
    "use_again",
]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did. `absent` = codes in force in the database that the file does not hold; they stay."""

    procedures: int
    papers: int
    steps: int
    created: int
    updated: int
    unchanged: int
    absent: tuple[str, ...]
    holes: tuple[Hole, ...]


def load_catalogue(*, path: Path | None = None) -> LoadReport:
    """Bring the database to what the file says (the package's own file without a path); doing it twice changes nothing.

    Rows keep their keys, because dossiers point to them, and names completed by officers stay. A new first day of a known code is
    a new version and ends the one before. Raises CatalogueError when the file is wrong, and then nothing has changed.
    """
    rows = read_catalogue(path)
    with write_turn(), transaction.atomic():
        counts = _load(rows, path.name if path else "procedures.yaml")
        if path is None:
            load_province_fees()
    return LoadReport(
        procedures=len(rows),
        papers=sum(len(row.papers) for row in rows),
        steps=sum(len(row.steps) for row in rows),
        **counts,
        absent=_absent(rows),
        holes=tuple(holes()),
    )


def _load(rows: tuple[Rows, ...], source: str) -> dict[str, int]:
    counts = bring(rows)
    if counts["created"] or counts["updated"]:
        digest = hashlib.sha256("".join(row.procedure["digest"] for row in rows).encode()).hexdigest()
        CatalogueLoad.objects.create(digest=digest, source=source, counts=counts)
    return counts


def complete_paper_name(*, paper: ProcedurePaper, name: str, by: Actor, at: datetime) -> ProcedurePaper:
    """Give a cut paper name its end, so that it can be printed; raises ProcedureError."""
    check_may_complete_name(by)
    name = " ".join(name.split())
    if not paper.name_cut:
        raise ProcedureError(say("Tên giấy tờ này đã đủ, không cần ghi thêm."))
    if not name or rules.is_cut(name):
        raise ProcedureError(say("Tên giấy tờ còn dở. Xin ghi cho hết câu, không để dấu ba chấm."))
    if not rules.continues(name, paper.name):
        raise ProcedureError(say("Tên ghi đủ cần bắt đầu như tên đang có. Xin giữ phần đầu rồi ghi tiếp."))
    if len(name) > 1000:
        raise ProcedureError(say("Tên giấy tờ dài quá 1.000 chữ. Xin ghi gọn lại."))
    paper.completed_name, paper.completed_by, paper.completed_at = name, by.code, at
    with write_turn(), transaction.atomic():
        paper.save(update_fields=["completed_name", "completed_by", "completed_at"])
    return paper


def _absent(rows: tuple[Rows, ...]) -> tuple[str, ...]:
    codes = {row.key[0] for row in rows}
    return tuple(Procedure.objects.filter(valid_to__isnull=True).exclude(code__in=codes).values_list("code", flat=True))
