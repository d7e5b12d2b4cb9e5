"""What the pages of declarations show. No rules of forms here."""

from dataclasses import dataclass, field
from datetime import datetime

from thanthien.doors.parts.declarations import paper_of
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.eforms import queries, rules
from thanthien.eforms.forms import for_procedure, forms_on
from thanthien.eforms.models import Answers
from thanthien.eforms.rules import Form, Found, State
from thanthien.people.card import mask_name
from thanthien.people.models import Office
from thanthien.shared.clock import day_of
from thanthien.shared.paper.declaration import Declaration
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True)
class Place:
    """A field with its answer and what is said about it. `row`: how it is typed (long, choice, or one line)."""

    field: rules.Field
    value: str
    problem: str = ""
    warning: str = ""
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Shown:
    title: str
    places: list[Place] = field(default_factory=list)

    @property
    def shown(self) -> bool:
        return any(place.shown for place in self.places)


def page(row: Answers, *, at: datetime, found: Found | None = None) -> dict:
    """One declaration to write on: every field (the hidden ones too, so that they can come back) with its answer."""
    form = queries.form_for(row)
    found = found or Found()
    sections = []
    for section in form.sections:
        places = [
            Place(
                one, row.data.get(one.key, ""), found.problems.get(one.key, ""), found.warnings.get(one.key, ""),
                rules.is_shown(one, row.data),
            )
            for one in section.fields
        ]  # fmt: skip
        sections.append(Shown(section.title, places))
    labels = {one.key: f"{part.title}, {one.label}" for part in form.sections for one in part.fields}
    problems = [(key, labels[key], text) for key, text in found.problems.items()]
    return {"row": row, "form": form, "sections": sections, "problems": problems, "warnings": found.warnings}


def summary(row: Answers) -> list[Shown]:
    """What was answered, to be read aloud before signing: only what is shown and filled."""
    form = queries.form_for(row)
    found = []
    for section, fields in rules.shown(form, row.data):
        places = [Place(one, row.data[one.key]) for one in fields if row.data.get(one.key)]
        if places:
            found.append(Shown(section.title, places))
    return found


def sheet(row: Answers, office: Office, *, at: datetime) -> Declaration:
    """The declaration as its paper."""
    return paper_of(queries.form_for(row), row.data, office, at=at)


def choice(*, at: datetime, procedure: str = "") -> list[Form]:
    """The forms to choose from: those of the procedure first."""
    own = for_procedure(procedure=procedure, on=day_of(at)) if procedure else []
    return own + [form for form in forms_on(day_of(at)) if form not in own]


def drafts(*, unit: str) -> list[dict]:
    """What is being written, names masked."""
    return [
        {"row": row, "form": queries.form_for(row), "who": masked(row), "officer": row.officer.name}
        for row in queries.begun(unit=unit)
    ]


def masked(row: Answers) -> str:
    name = queries.shown_name(row)
    return mask_name(name) if name else ""


def table(rows: list[dict]) -> Table:
    """The list of drafts as a file."""
    columns = (
        Column(str(say("Mẫu")), lambda r: r["form"].title, width=50),
        Column(str(say("Của ai")), lambda r: r["who"], width=30),
        Column(str(say("Người viết giúp")), lambda r: r["officer"], width=26),
        Column(str(say("Sửa lần cuối")), lambda r: r["row"].changed_at, Kind.MOMENT, 18),
    )
    return Table("to-khai-dang-viet", str(say("Tờ khai đang viết")), columns, rows)


def is_draft(row: Answers) -> bool:
    return row.state == State.DRAFT
