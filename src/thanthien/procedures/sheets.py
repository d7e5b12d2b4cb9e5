"""Printing sheets for the wall, and noting which were replaced. (Writes of the room; `actions` offers them.)"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from thanthien.journal.actions import act
from thanthien.people.models import Office
from thanthien.people.queries import office as office_of
from thanthien.procedures import wall
from thanthien.procedures.access import check_may_print
from thanthien.procedures.models import WallSheet
from thanthien.procedures.offers import offers
from thanthien.procedures.pages import Page, page
from thanthien.procedures.rules import ProcedureError
from thanthien.procedures.wall import Place
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.paper.sheets import ProcedureSheet, procedure_sheets
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True)
class Unprinted:
    """A sheet that must not be printed: `names` of papers and headings that the source broke off."""

    code: str
    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF, the sheets in it, and those that were left out."""

    pdf: bytes
    sheets: tuple[WallSheet, ...]
    left_out: tuple[Unprinted, ...]


@dataclass(frozen=True, slots=True)
class Hanging:
    """A sheet on the wall. `changes` = what is not true any more; `reprinted_at` = when a true one was printed since."""

    sheet: WallSheet
    changes: tuple[wall.Changed, ...]
    reprinted_at: datetime | None

    @property
    def is_stale(self) -> bool:
        return bool(self.changes)


def place_of(office: Office, *, address: str) -> Place:
    """The names on the sheet; raises nothing for an office without a hotline, the line then stays away."""
    name = office.unit.name
    low = name[:1].lower() + name[1:]
    return Place(f"Bộ phận Một cửa {low}", f"Ủy ban nhân dân {low}", office.hotline, address.rstrip("/"))


def pages_for(*, unit: str, on: date, codes: Iterable[str] | None = None) -> list[Page]:
    """The pages of what a unit offers, in the order of the catalogue; the same number of queries whatever there is."""
    return [page(offer) for offer in offers(unit=unit, on=on, codes=codes, steps=True) if offer.offered]


def unprintable(one: Page) -> Unprinted | None:
    """Why a sheet cannot be printed yet; None when it can."""
    names = (*one.cut_names, *one.cut_cases)
    return Unprinted(one.code, one.title, names) if names else None


def sheets_for(
    *, unit: str, on: date, address: str, codes: Iterable[str] | None = None
) -> tuple[list[ProcedureSheet], list[Unprinted]]:
    """The sheets that can be printed, and those that cannot."""
    place = place_of(office_of(unit), address=address)
    ready, left = [], []
    for one in pages_for(unit=unit, on=on, codes=codes):
        why = unprintable(one)
        if why is None:
            ready.append(wall.sheet_of(one, place=place, on=on))
        else:
            left.append(why)
    return ready, left


def print_sheets(*, unit: str, codes: Sequence[str], address: str, by: Actor, at: datetime) -> Printed:
    """One PDF of the sheets of `codes`, each noted with what it says; entry `sheet.printed` for each.

    Sheets with a name that the source cut are left out and named; raises ProcedureError when none is left.
    """
    check_may_print(by, unit)
    ready, left = sheets_for(unit=unit, on=day_of(at), address=address, codes=codes)
    if not ready:
        if left:
            names = "; ".join(f"“{name}”" for name in left[0].names[:3])
            raise ProcedureError(
                say("Chưa in được tờ “{title}”: tên giấy tờ còn bị cắt: {names}. Ghi đủ tên rồi in.",
                    title=left[0].title, names=names)
            )  # fmt: skip
        raise ProcedureError(say("Chưa có tờ nào để in. Chọn một thủ tục mà xã tiếp nhận."))
    agency = place_of(office_of(unit), address=address).agency
    pdf = procedure_sheets(ready, agency=agency, at=at)
    made = []
    with act(unit=unit, by=by, at=at) as deed:
        for sheet in ready:
            says = sheet.says
            row = deed.create(
                WallSheet, unit_id=unit, code=sheet.code, title=sheet.title, says=says, digest=wall.digest_of(says),
                printed_at=at, printed_by=by.code,
            )  # fmt: skip
            deed.enter("sheet.printed", subject=row, data={"code": sheet.code, "digest": row.digest})
            made.append(row)
    return Printed(pdf, tuple(made), tuple(left))


def sheets_again(*, unit: str, codes: Sequence[str], address: str, at: datetime) -> bytes:
    """The PDF of sheets that were noted already: a request that came twice."""
    ready, _ = sheets_for(unit=unit, on=day_of(at), address=address, codes=codes)
    return procedure_sheets(ready, agency=place_of(office_of(unit), address=address).agency, at=at)


def mark_replaced(*, unit: str, rows: Sequence[int], by: Actor, at: datetime) -> list[WallSheet]:
    """Note that sheets were taken down; entry `sheet.replaced` for each."""
    return _mark(unit=unit, rows=rows, by=by, at=at, down=True)


def mark_hanging(*, unit: str, rows: Sequence[int], by: Actor, at: datetime) -> list[WallSheet]:
    """Take that note back: they still hang. Entry `sheet.hangs` for each."""
    return _mark(unit=unit, rows=rows, by=by, at=at, down=False)


def _mark(*, unit: str, rows: Sequence[int], by: Actor, at: datetime, down: bool) -> list[WallSheet]:
    check_may_print(by, unit)
    with act(unit=unit, by=by, at=at) as deed:
        found = WallSheet.objects.select_for_update().filter(
            unit_id=unit, pk__in=list(rows), replaced_at__isnull=down
        )  # fmt: skip
        changed = list(found.order_by("pk"))
        if not changed:
            raise ProcedureError(say("Tờ này đã được ghi rồi. Tải lại trang để xem."))
        for row in changed:
            row.replaced_at, row.replaced_by = (at, by.code) if down else (None, "")
            deed.save(row)
            deed.enter("sheet.replaced" if down else "sheet.hangs", subject=row, data={"code": row.code})
    return changed


def hanging(*, unit: str, on: date) -> list[Hanging]:
    """Every sheet on the unit's wall against what it ought to say today, the untrue ones first."""
    rows = list(WallSheet.objects.filter(unit_id=unit, replaced_at__isnull=True))
    now, _ = sheets_for(unit=unit, on=on, address="", codes={row.code for row in rows}) if rows else ([], [])
    true = {sheet.code: sheet.says for sheet in now}
    digests = {code: wall.digest_of(says) for code, says in true.items()}
    reprinted = {row.code: row.printed_at for row in reversed(rows) if digests.get(row.code) == row.digest}
    found = [
        Hanging(row, tuple(_changes(row, true.get(row.code), digests.get(row.code))), reprinted.get(row.code)) for row in rows
    ]
    return sorted(found, key=lambda one: (not one.is_stale, one.sheet.code, -one.sheet.pk))


def _changes(row: WallSheet, says: dict | None, digest: str | None) -> list[wall.Changed]:
    if says is None:
        return [wall.Changed(say("Thủ tục"), row.title, str(say("không còn tiếp nhận, hoặc tên giấy tờ đang chờ ghi đủ")))]
    if digest == row.digest:
        return []
    return wall.changes(row.says, says) or [wall.Changed(say("Thứ tự trên tờ"), str(say("cũ")), str(say("mới")))]
