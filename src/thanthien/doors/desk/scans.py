"""Scans that were found, as lines of a list: whose they are is masked, as in every list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from thanthien.doors.desk.papers import SOURCES, what
from thanthien.doors.desk.words import split_code
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.dossiers.finding import of_pks, paper_names
from thanthien.dossiers.queries import owner_masked
from thanthien.journeys.attach_paper import dossier_pk
from thanthien.papers import rules
from thanthien.papers.models import Scan
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True)
class Row:
    pk: int
    added: datetime
    code: str
    head: str
    tail: str
    owner: str
    paper: str
    what: str
    source: str
    dossier: int


def found_rows(scans: Sequence[Scan], *, unit: str, fields: frozenset[str] | None, at: datetime) -> list[Row]:
    """Only what the officer may open; two queries however many there are."""
    keys = {scan.pk: dossier_pk(scan.subject) for scan in scans}
    wanted = {pk for pk in keys.values() if pk is not None}
    of = {one.pk: one for one in of_pks(pks=wanted, unit=unit) if fields is None or one.field in fields}
    names = paper_names(pks=wanted, unit=unit)
    rows = []
    for scan in scans:
        dossier = of.get(keys[scan.pk] or 0)
        if dossier is None:
            continue
        name = scan.title or names.get((dossier.pk, scan.order), "")
        if scan.kind == rules.Kind.LOOSE:
            name = str(say("Ảnh chưa xếp vào giấy nào"))
        head, tail = split_code(dossier.code)
        rows.append(
            Row(scan.pk, scan.added_at, dossier.code or "", head, tail, owner_masked(dossier), name, what(scan),
                str(SOURCES[rules.Source(scan.source)]), dossier.pk)
        )  # fmt: skip
    return rows


COLUMNS = (
    Column(say("Cất lúc"), lambda row: row.added, Kind.MOMENT, width=18),
    Column(say("Hồ sơ"), lambda row: row.code, width=30),
    Column(say("Của ai"), lambda row: row.owner, width=26),
    Column(say("Giấy"), lambda row: row.paper, width=60),
    Column(say("Tệp"), lambda row: row.what, width=16),
    Column(say("Từ đâu"), lambda row: row.source, width=16),
)


def table(rows: list[Row], asked: str) -> Table:
    return Table(name="giay-da-quet", title=say("Giấy tờ đã quét"), columns=COLUMNS, rows=rows, filters={say("Tìm"): asked})
