"""A list of persons by hamlet: its columns, and reading a file of them; a wrong row says which cell and how to mend it."""

from dataclasses import dataclass
from datetime import date

from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.outreach import helping, list_rules, listing
from thanthien.outreach.help_rules import HelpError
from thanthien.outreach.list_rules import Listed
from thanthien.outreach.models import HelpPerson
from thanthien.people.card import mask_name, mask_phone
from thanthien.shared.folding import fold
from thanthien.shared.tables_in import read_rows
from thanthien.shared.wording import say

HEADINGS = {say("Thôn"): "hamlet", say("Họ và tên"): "name", say("Năm sinh"): "birth_year", say("Điện thoại"): "phone"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file. `known`: on the list already, left out."""

    number: int
    hamlet: str
    hamlet_name: str
    person: Listed
    known: bool


@dataclass(frozen=True, slots=True)
class Fault:
    row: int
    column: str
    text: str


def read(*, name: str, content: bytes, unit: str, today: date) -> tuple[list[Line], list[Fault]]:
    """Right rows and faults; with one fault nothing is to be taken. Raises FileRefused."""
    rows = read_rows(name=name, content=content, columns=HEADINGS, needed=("hamlet", "name"))
    places = {fold(text): one for one in helping.hamlets(unit=unit) for text in (one.name, one.pk)}
    titles = {ours: title for title, ours in HEADINGS.items()}
    lines, faults, seen = [], [], {}
    for row in rows:
        place = places.get(fold(row.cells["hamlet"]))
        if place is None:
            text = say("Không có thôn “{name}”. Viết như trong danh sách thôn ở trang này.", name=row.cells["hamlet"])
            faults.append(Fault(row.number, titles["hamlet"], str(text)))
            continue
        try:
            person = list_rules.listed(
                name=row.cells["name"], birth_year=row.cells["birth_year"], phone=row.cells["phone"], today=today
            )
        except HelpError as error:
            faults.append(Fault(row.number, titles[error.field], str(error)))
            continue
        there = seen.setdefault(place.pk, listing.known(unit=unit, hamlet=place.pk))
        lines.append(Line(row.number, place.pk, place.name, person, person.key in there))
        there.add(person.key)
    return lines, faults


def packed(lines: list[Line]) -> list[list]:
    return [[one.hamlet, one.person.name, one.person.birth_year, one.person.phone] for one in lines if not one.known]


def unpacked(rows: list[list]) -> list[tuple[str, Listed]]:
    return [(hamlet, Listed(name, year, phone)) for hamlet, name, year, phone in rows]


def table(rows: list[HelpPerson], *, full: bool) -> Table:
    """The list as a file: masked, unless the officer opened it whole."""

    def name(row: HelpPerson) -> str:
        return row.name if full else mask_name(row.name)

    def phone(row: HelpPerson) -> str:
        return row.phone if full or not row.phone else mask_phone(row.phone)

    columns = (
        Column(say("Thôn"), lambda row: row.hamlet.name, width=26), Column(say("Họ và tên"), name, width=32),
        Column(say("Năm sinh"), lambda row: row.birth_year, Kind.NUMBER), Column(say("Điện thoại"), phone, width=16),
    )  # fmt: skip
    return Table("chua-co-muc-2", say("Người chưa có định danh mức 2"), columns, rows)
