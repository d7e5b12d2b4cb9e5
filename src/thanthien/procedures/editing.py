"""Versions made by hand, and taking a change of the catalogue back. (Writes of the room; `actions` offers them.)"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from thanthien.journal.actions import Deed, act
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.procedures import entries
from thanthien.procedures.access import check_may_decide, check_may_make_version
from thanthien.procedures.entries import Entry, entry_of
from thanthien.procedures.models import CatalogueLoad, Procedure
from thanthien.procedures.reading import Fault, read_entry
from thanthien.procedures.rules import ProcedureError
from thanthien.procedures.writing import bring, remove_version, rows_of, used
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


class WrongEntry(ProcedureError):
    """What was typed cannot be a version; `faults` say which field and how to mend it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        first = faults[0]
        super().__init__(f"{first.column}: {first.text}" if first.column else first.text)


@dataclass(frozen=True, slots=True)
class Change:
    """A record to write, and the version it follows (None = a procedure that the catalogue does not know)."""

    entry: Entry
    base: Procedure | None


def stamp_of(one: Procedure) -> str:
    """What a form remembers of the version it was made from, to see whether somebody changed it since."""
    return entries.digest(entry_of(one))


def make_version(
    *, code: str, based_on: date, changes: Mapping[str, Any], valid_from: date, by: Actor, at: datetime, seen: str = ""
) -> Procedure:
    """A new version of `code` from `valid_from`, or that of the same day changed while no dossier uses it. `catalogue.version`.

    `changes` = fields of a record (`entries.FIELDS`, papers, fees, steps); the others stay as in the version that began on
    `based_on`. Raises WrongEntry, ProcedureError, or ChangedMeanwhile when `seen` is no longer its stamp. Dossiers keep theirs.
    """
    check_may_make_version(by)
    with act(unit=by.unit, by=by, at=at) as deed:
        base = _locked(code, based_on)
        if seen and seen != stamp_of(base):
            last = _last_change(code)
            raise ChangedMeanwhile(by=f"officer:{last.by}" if last and last.by else "", at=last.at if last else None)
        before, faults = entry_of(base), []
        entry = read_entry(before | dict(changes) | {"code": code, "valid_from": valid_from.isoformat()}, 0, faults)
        if faults:
            raise WrongEntry(faults)
        changed = entries.differences(before, entry)
        if not changed and valid_from == base.valid_from:
            raise ProcedureError(say("Chưa có gì khác bản đang có. Sửa ô cần đổi rồi lưu."))
        _check_day(base, valid_from, today=day_of(at))
        made = write_changes([Change(entry, base)], kind=CatalogueLoad.Kind.VERSION, source=code, by=by, at=at)
        data = {"code": code, "from": valid_from.isoformat(), "changed": sorted({one.name for one in changed}), "change": made.pk}
        deed.enter("catalogue.version", subject=f"procedure:{code}", data=data | {"digest": made.digest})
    return Procedure.objects.get(code=code, valid_from=valid_from)


def _locked(code: str, day: date) -> Procedure:
    base = Procedure.objects.select_for_update().filter(code=code, valid_from=day).first()
    if base is None:
        raise ProcedureError(say("Bản này không còn trong danh mục. Mở lại trang thủ tục để xem bản mới."))
    return base


def _check_day(base: Procedure, valid_from: date, *, today: date) -> None:
    """The past stays as it was: a version begins today or later, and only one that no dossier uses is changed in place."""
    if valid_from < today:
        raise ProcedureError(say("Bản mới áp dụng từ hôm nay hoặc ngày sau. Ngày đã qua giữ nguyên như lúc tiếp nhận."))
    there = Procedure.objects.filter(code=base.code, valid_from=valid_from).first()
    if there is None:
        return
    if there.pk != base.pk:
        day = f"{valid_from:%d/%m/%Y}"
        raise ProcedureError(say("Đã có bản áp dụng từ {day}. Mở bản ấy để sửa, hoặc chọn ngày khác.", day=day))
    if used(there):
        raise ProcedureError(say("Bản áp dụng từ ngày này đã có hồ sơ. Chọn ngày sau để làm bản mới."))


def set_term(
    *, code: str, value: int | None, unit: str, document: str, confirmed: bool, by: Actor, at: datetime,
    valid_from: date | None = None,
) -> Procedure:  # fmt: skip
    """Give a procedure its legal term from a day (today), with the document that says so and whether somebody has read it."""
    if not document.strip():
        raise ProcedureError(say("Ghi văn bản quy định thời hạn, ví dụ số quyết định hoặc điều của nghị định."))
    day = valid_from or day_of(at)
    base = Procedure.objects.filter(code=code, valid_from__lte=day).order_by("-valid_from").first()
    if base is None:
        raise ProcedureError(say("Chưa có thủ tục mang mã này trong danh mục. Xin xem lại mã, hoặc tìm theo tên."))
    doubts = [name for name in base.unconfirmed if name != "time_limit"] + ([] if confirmed else ["time_limit"])
    note = "\n".join(part for part in (str(say("Thời hạn theo {document}", document=document.strip())), base.term_note) if part)
    changes = {
        "term_value": value, "term_unit": unit, "cutoff_15h": base.cutoff_15h and unit == "same_day", "term_note": note,
        "unconfirmed": doubts, "legal_bases": list(dict.fromkeys([*base.legal_bases, document.strip()[:200]])),
    }  # fmt: skip
    if not unit:
        raise WrongEntry([Fault(0, str(entries.TITLES["term_unit"]), str(say("Chọn đơn vị của thời hạn.")))])
    return make_version(code=code, based_on=base.valid_from, changes=changes, valid_from=day, by=by, at=at)


def write_changes(
    changes: Iterable[Change], *, kind: str, source: str, by: Actor, at: datetime, counts: Mapping[str, int] | None = None
) -> CatalogueLoad:
    """Write records and note what was there before. Call it inside an act."""
    following = (Procedure.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    undo, rows = [], []
    for place, change in enumerate(changes):
        code, day = change.entry["code"], change.entry["valid_from"]
        there = Procedure.objects.filter(code=code, valid_from=day).first()
        row = rows_of(change.entry, base=change.base, position=following + place)
        before = None if there is None else entry_of(there)
        undo.append({"code": code, "day": day, "before": before, "after": row.procedure["digest"]})
        rows.append(row)
    written = bring(rows)
    digest = hashlib.sha256("".join(row.procedure["digest"] for row in rows).encode()).hexdigest()
    return CatalogueLoad.objects.create(
        digest=digest,
        source=source[:200],
        counts={**written, **(counts or {})},
        kind=kind,
        by=by.code,
        unit=by.unit,
        at=at,
        undo=undo,
    )


def undo_change(*, change: int, by: Actor, at: datetime) -> CatalogueLoad:
    """Bring every version that a change touched back to what it was; raises ProcedureError when a dossier uses one of them,
    or somebody changed one since. Only the unit that made it takes it back. Entry `catalogue.undone`."""
    check_may_make_version(by)
    with act(unit=by.unit, by=by, at=at) as deed:
        made = CatalogueLoad.objects.select_for_update().filter(pk=change, unit=by.unit).first()
        if made is None or not made.undo or made.undone_at is not None:
            raise ProcedureError(say("Lần sửa này không còn để lấy lại. Mở lại trang để xem danh mục đang có."))
        if made.kind == CatalogueLoad.Kind.IMPORT:
            check_may_decide(by, made.unit)
        _take_back(made)
        made.undone_at = at
        made.save(update_fields=["undone_at"])
        back = CatalogueLoad.objects.create(
            digest=made.digest[::-1], source=made.source, counts={"undone": len(made.undo)}, kind=CatalogueLoad.Kind.UNDO,
            by=by.code, unit=by.unit, at=at,
        )  # fmt: skip
        _enter_undone(deed, made)
    return back


def _take_back(made: CatalogueLoad) -> None:
    restored = []
    for item in made.undo:
        there = Procedure.objects.filter(code=item["code"], valid_from=item["day"]).first()
        if there is None or there.digest != item["after"]:
            raise ProcedureError(
                say("Thủ tục {code} đã được sửa tiếp sau lần này. Lấy lại lần sửa sau trước.", code=item["code"])
            )
        if used(there):
            raise ProcedureError(
                say("Đã có hồ sơ nhận theo bản mới của thủ tục {code}, nên không lấy lại được. Làm bản sửa từ ngày mai.",
                    code=item["code"])
            )  # fmt: skip
        if item["before"] is None:
            remove_version(there)
        else:
            restored.append(rows_of(item["before"], base=there, position=there.position))
    bring(restored)


def _enter_undone(deed: Deed, made: CatalogueLoad) -> None:
    data = {"change": made.pk, "what": made.kind, "versions": len(made.undo)}
    deed.enter("catalogue.undone", subject=f"catalogue:{made.pk}", data=data)


def _last_change(code: str) -> CatalogueLoad | None:
    return CatalogueLoad.objects.filter(source=code).order_by("-pk").first() or CatalogueLoad.objects.order_by("-pk").first()
