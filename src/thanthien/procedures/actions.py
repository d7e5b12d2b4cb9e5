"""Writes of the catalogue: loading the file, completing a cut paper name."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction

from thanthien.journal.actions import write_turn
from thanthien.procedures import rules
from thanthien.procedures.access import check_may_complete_name
from thanthien.procedures.catalogue import Rows, read_catalogue
from thanthien.procedures.models import CatalogueLoad, Procedure, ProcedurePaper, ProcedureStep
from thanthien.procedures.queries import Hole, holes
from thanthien.procedures.rules import ProcedureError
from thanthien.shared.actor import Actor


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
    return LoadReport(
        procedures=len(rows),
        papers=sum(len(row.papers) for row in rows),
        steps=sum(len(row.steps) for row in rows),
        **counts,
        absent=_absent(rows),
        holes=tuple(holes()),
    )


def _load(rows: tuple[Rows, ...], source: str) -> dict[str, int]:
    present = {(one.code, one.valid_from): one for one in Procedure.objects.select_for_update()}
    changed = [row for row in rows if row.key not in present or present[row.key].digest != row.procedure["digest"]]
    created = sum(row.key not in present for row in changed)
    _end_earlier_versions(changed, {row.key for row in rows} | set(present))
    _write_procedures(changed, present)
    keys = {(one.code, one.valid_from): one.pk for one in Procedure.objects.filter(code__in={row.key[0] for row in changed})}
    owners = {keys[row.key] for row in changed}
    _write_lines(ProcedurePaper, [(keys[row.key], line) for row in changed for line in row.papers], owners)
    _write_lines(ProcedureStep, [(keys[row.key], line) for row in changed for line in row.steps], owners)
    _forget_outdated_completions(owners)
    counts = {"created": created, "updated": len(changed) - created, "unchanged": len(rows) - len(changed)}
    if changed:
        digest = hashlib.sha256("".join(row.procedure["digest"] for row in rows).encode()).hexdigest()
        CatalogueLoad.objects.create(digest=digest, source=source, counts=counts)
    return counts


def complete_paper_name(*, paper: ProcedurePaper, name: str, by: Actor, at: datetime) -> ProcedurePaper:
    """Give a cut paper name its end, so that it can be printed; raises ProcedureError."""
    check_may_complete_name(by)
    name = " ".join(name.split())
    if not paper.name_cut:
        raise ProcedureError("Tên giấy tờ này đã đủ, không cần ghi thêm.")
    if not name or rules.is_cut(name):
        raise ProcedureError("Tên giấy tờ còn dở. Xin ghi cho hết câu, không để dấu ba chấm.")
    if not rules.continues(name, paper.name):
        raise ProcedureError("Tên ghi đủ cần bắt đầu như tên đang có. Xin giữ phần đầu rồi ghi tiếp.")
    if len(name) > 1000:
        raise ProcedureError("Tên giấy tờ dài quá 1.000 chữ. Xin ghi gọn lại.")
    paper.completed_name, paper.completed_by, paper.completed_at = name, by.code, at
    with write_turn(), transaction.atomic():
        paper.save(update_fields=["completed_name", "completed_by", "completed_at"])
    return paper


def _end_earlier_versions(changed: list[Rows], keys: set[tuple[str, date]]) -> None:
    """A version without an end gets the first day of the next one of its code; `keys` = every version in file and database."""

    def next_day(code: str, day: date) -> date | None:
        return min((later for other, later in keys if other == code and later > day), default=None)

    for one in Procedure.objects.filter(code__in={row.key[0] for row in changed}, valid_to__isnull=True):
        one.valid_to = next_day(one.code, one.valid_from)
        if one.valid_to:
            one.save(update_fields=["valid_to"])
    for row in changed:
        row.procedure["valid_to"] = row.procedure["valid_to"] or next_day(*row.key)


def _write_procedures(changed: list[Rows], present: dict[tuple[str, date], Procedure]) -> None:
    new = [Procedure(**row.procedure) for row in changed if row.key not in present]
    old = [_with(present[row.key], row.procedure) for row in changed if row.key in present]
    if old:
        Procedure.objects.bulk_update(old, list(changed[0].procedure), batch_size=20)
    Procedure.objects.bulk_create(new, batch_size=20)


def _write_lines(model: type[models.Model], lines: list[tuple[int, dict[str, Any]]], owners: set[int]) -> None:
    """Papers or steps of the changed procedures: the line with the same order is changed in place, surplus lines go."""
    present = {(one.procedure_id, one.order): one for one in model._default_manager.filter(procedure_id__in=owners)}
    wanted = {(owner, line["order"]): line for owner, line in lines}
    gone = [one.pk for key, one in present.items() if key not in wanted]
    old = [_with(present[key], line) for key, line in wanted.items() if key in present]
    new = [model(procedure_id=owner, **line) for (owner, order), line in wanted.items() if (owner, order) not in present]
    model._default_manager.filter(pk__in=gone).delete()
    if old:
        model._default_manager.bulk_update(old, [name for name in lines[0][1] if name != "order"], batch_size=50)
    model._default_manager.bulk_create(new, batch_size=50)


def _with(one: Any, values: dict[str, Any]) -> Any:
    for name, value in values.items():
        setattr(one, name, value)
    return one


def _forget_outdated_completions(owners: set[int]) -> None:
    """A completed name belongs to the cut name it completed: it goes when the source's name is whole or begins otherwise."""
    for paper in ProcedurePaper.objects.filter(procedure_id__in=owners).exclude(completed_name=""):
        if not paper.name_cut or not rules.continues(paper.completed_name, paper.name):
            paper.completed_name, paper.completed_by, paper.completed_at = "", "", None
            paper.save(update_fields=["completed_name", "completed_by", "completed_at"])


def _absent(rows: tuple[Rows, ...]) -> tuple[str, ...]:
    codes = {row.key[0] for row in rows}
    return tuple(Procedure.objects.filter(valid_to__isnull=True).exclude(code__in=codes).values_list("code", flat=True))
