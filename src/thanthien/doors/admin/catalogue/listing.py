"""The rows of the catalogue's list: what the unit offers, what each procedure lacks, narrowed by words, field and hole."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.procedures import queries as catalogue
from thanthien.procedures.pages import Card, card
from thanthien.procedures.queries import Hole, HoleKind
from thanthien.shared.wording import said, say


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    card: Card
    offered: bool
    holes: tuple[Hole, ...]

    @property
    def lacks(self) -> str:
        return "; ".join(str(hole.kind.label) for hole in self.holes)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list was narrowed to."""

    text: str = ""
    field: str = ""
    hole: str = ""
    own: bool = False

    @classmethod
    def of(cls, query) -> "Asked":
        hole = query.get("thieu", "")
        return cls(query.get("q", "")[:60].strip(), query.get("linh-vuc", "")[:40], hole if hole in set(HoleKind) else "",
                   bool(query.get("rieng")))  # fmt: skip

    def words(self, fields: dict[str, str]) -> dict[str, str]:
        return {
            str(say("Tìm")): self.text,
            str(say("Lĩnh vực")): fields.get(self.field, ""),
            str(say("Còn thiếu")): str(HoleKind(self.hole).label) if self.hole else "",
            str(say("Quyết định riêng")): str(say("có")) if self.own else "",
        }


def rows_of(*, unit: str, on: date) -> list[Row]:
    """Every procedure in force, in the order of the catalogue."""
    lacking: dict[str, list[Hole]] = defaultdict(list)
    for hole in catalogue.holes(unit=unit, on=on):
        lacking[hole.code].append(hole)
    return [Row(card(offer), offer.offered, tuple(lacking[offer.procedure.code])) for offer in catalogue.offers(unit=unit, on=on)]


def narrowed(rows: list[Row], asked: Asked, *, on: date) -> list[Row]:
    """The rows that fit; found by words they stand best first."""
    if asked.text:
        place = {hit.code: n for n, hit in enumerate(catalogue.search(text=asked.text, limit=len(rows), on=on))}
        rows = sorted((row for row in rows if row.card.code in place), key=lambda row: place[row.card.code])
    return [
        row
        for row in rows
        if (not asked.field or row.card.field == asked.field)
        and (not asked.hole or any(hole.kind == asked.hole for hole in row.holes))
        and (not asked.own or row.card.shorter or not row.offered)
    ]


def fields_of(rows: list[Row]) -> dict[str, str]:
    """Fields in the order of the catalogue, each by the name that most of its procedures carry."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        names[row.card.field][row.card.field_name] += 1
    return {field: counted.most_common(1)[0][0] for field, counted in names.items()}


def table(rows: list[Row], filters: dict[str, str]) -> Table:
    columns = (
        Column(say("Mã"), lambda row: row.card.code, width=12),
        Column(say("Thủ tục"), lambda row: row.card.title, width=60),
        Column(say("Lĩnh vực"), lambda row: row.card.field_name, width=28),
        Column(say("Thời hạn ở xã"), lambda row: said(row.card.term_text), width=18),
        Column(say("Thời hạn theo luật"), lambda row: said(row.card.law_term_text), width=18),
        Column(say("Phí, lệ phí"), lambda row: said(row.card.fee_text), width=24),
        Column(say("Giấy tờ ai cũng mang"), lambda row: row.card.papers, Kind.NUMBER, width=10),
        Column(say("Còn thiếu"), lambda row: row.lacks, width=50),
    )
    return Table("danh-muc-thu-tuc", say("Danh mục thủ tục"), columns, rows, filters)
