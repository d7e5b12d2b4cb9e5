"""Rows of the catalogue into its tables. (Writes of the room; `actions` offers them.)"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from thanthien.journal import settled
from thanthien.procedures import rules
from thanthien.procedures.catalogue import Rows
from thanthien.procedures.entries import FIELDS, Kind, digest
from thanthien.procedures.models import Procedure, ProcedurePaper, ProcedureStep
from thanthien.procedures.searching import initials_of
from thanthien.shared.folding import fold


def bring(rows: Sequence[Rows]) -> dict[str, int]:
    """Make the database say what the rows say; rows that say nothing new are passed over. Call it inside a transaction."""
    present = {(one.code, one.valid_from): one for one in Procedure.objects.select_for_update()}
    changed = [row for row in rows if row.key not in present or present[row.key].digest != row.procedure["digest"]]
    created = sum(row.key not in present for row in changed)
    end_earlier_versions(changed, {row.key for row in rows} | set(present))
    write_procedures(changed, present)
    keys = {(one.code, one.valid_from): one.pk for one in Procedure.objects.filter(code__in={row.key[0] for row in changed})}
    owners = {keys[row.key] for row in changed}
    write_lines(ProcedurePaper, [(keys[row.key], line) for row in changed for line in row.papers], owners)
    write_lines(ProcedureStep, [(keys[row.key], line) for row in changed for line in row.steps], owners)
    forget_outdated_completions(owners)
    settled.changed(settled.ALL)
    return {"created": created, "updated": len(changed) - created, "unchanged": len(rows) - len(changed)}


def end_earlier_versions(changed: Sequence[Rows], keys: set[tuple[str, date]]) -> None:
    """A version ends where the next one of its code begins, or earlier; `keys` = every version in file and database."""

    def next_day(code: str, day: date) -> date | None:
        return min((later for other, later in keys if other == code and later > day), default=None)

    for one in Procedure.objects.filter(code__in={row.key[0] for row in changed}):
        following = next_day(one.code, one.valid_from)
        if following and (one.valid_to is None or one.valid_to > following):
            one.valid_to = following
            one.save(update_fields=["valid_to"])
    for row in changed:
        days = [day for day in (row.procedure["valid_to"], next_day(*row.key)) if day]
        row.procedure["valid_to"] = min(days, default=None)


def write_procedures(changed: list[Rows], present: dict[tuple[str, date], Procedure]) -> None:
    new = [Procedure(**row.procedure) for row in changed if row.key not in present]
    old = [_with(present[row.key], row.procedure) for row in changed if row.key in present]
    if old:
        Procedure.objects.bulk_update(old, list(changed[0].procedure), batch_size=20)
    Procedure.objects.bulk_create(new, batch_size=20)


def write_lines(model: type[models.Model], lines: list[tuple[int, dict[str, Any]]], owners: set[int]) -> None:
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


def forget_outdated_completions(owners: set[int]) -> None:
    """A completed name belongs to the cut name it completed: it goes when the source's name is whole or begins otherwise."""
    for paper in ProcedurePaper.objects.filter(procedure_id__in=owners).exclude(completed_name=""):
        if not paper.name_cut or not rules.continues(paper.completed_name, paper.name):
            paper.completed_name, paper.completed_by, paper.completed_at = "", "", None
            paper.save(update_fields=["completed_name", "completed_by", "completed_at"])


def remove_version(one: Procedure) -> None:
    """Take a version away; the one before it goes on as long as this one would have."""
    before = Procedure.objects.filter(code=one.code, valid_to=one.valid_from).first()
    code, until = one.code, one.valid_to
    one.delete()
    if before is not None and before.code == code:
        before.valid_to = until
        before.save(update_fields=["valid_to"])


def rows_of(entry: Mapping[str, Any], *, base: Procedure | None, position: int) -> Rows:
    """A record as rows of the tables. `base` = the version that it follows: its place and its letter stay."""
    title = rules.title_of(entry["name"])
    values = {column.name: entry[column.name] for column in FIELDS if column.kind not in (Kind.DATE, Kind.DECIMAL)}
    by_police = "cong an" in fold(entry["deciding_agency"]).split(";")[0]
    procedure = values | {
        "title": title,
        "name_fold": fold(title),
        "initials": initials_of(title)[:120],
        "position": base.position if base else position,
        "letter": base.letter if base else None,
        "term_value": 0 if entry["term_unit"] == rules.TermUnit.SAME_DAY else entry["term_value"],
        "fees": entry["fees"],
        "route_hours": _decimal(entry["route_hours"]),
        "digest": digest(entry),
        "valid_from": date.fromisoformat(entry["valid_from"]),
        "valid_to": None,
    }
    papers = (_paper(order, line) for order, line in enumerate(entry["papers"], 1))
    return Rows(procedure, tuple(papers), tuple(_steps(entry["steps"], by_police=by_police)))


def _paper(order: int, line: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: line[name] for name in ("name", "original", "copy", "case", "form_name", "form_source")}
    mandatory = "true" if line["mandatory"] else "conditional"
    return kept | {"order": order, "mandatory": mandatory, "name_cut": rules.is_cut(line["name"])}


def _steps(steps: Sequence[Mapping[str, Any]], *, by_police: bool) -> Iterator[dict[str, Any]]:
    usual = () if steps else rules.default_steps(by_police=by_police)
    for order, step in enumerate(usual, 1):
        yield {
            "order": order, "kind": step.kind, "role": step.role, "name": step.name, "role_text": step.role_text, "hours": None,
            "hours_if_verify": None, "is_default": True,
        }  # fmt: skip
    for order, line in enumerate(steps, 1):
        hours = {name: _decimal(line[name]) for name in ("hours", "hours_if_verify")}
        yield dict(line) | hours | {"order": order, "is_default": False}


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text).quantize(rules.CENT)


def used(one: Procedure) -> bool:
    """True when something that must not lose it points to this version, a dossier above all. Looks at all units on purpose."""
    for relation in one._meta.get_fields(include_hidden=True):
        protects = getattr(relation, "on_delete", None) is models.PROTECT
        if protects and relation.related_model._base_manager.filter(**{relation.field.name: one.pk}).exists():
            return True
    return False
