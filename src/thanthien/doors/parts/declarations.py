"""A declaration as the paper of its form: the same sheet at the desk and at home."""

from collections.abc import Mapping
from datetime import datetime

from thanthien.eforms import rules
from thanthien.eforms.rules import Form
from thanthien.people.models import Office
from thanthien.shared.clock import day_of
from thanthien.shared.paper.declaration import Declaration, Line, Part


def paper_of(form: Form, answers: Mapping[str, str], office: Office, *, at: datetime) -> Declaration:
    """What the sheet says; the lines of a table that nobody filled are left out."""
    parts = tuple(
        Part(section.title, tuple(Line(one.label, answers.get(one.key, "")) for one in fields))
        for section, fields in rules.shown(form, answers)
    )
    return Declaration(
        title=form.title, agency=office.unit.name, addressee=form.addressee.replace("{unit}", lower_unit(office.unit.name)),
        place=office.place or office.unit.name, day=day_of(at), sections=parts, signers=form.signers,
    )  # fmt: skip


def lower_unit(name: str) -> str:
    """`xã Cẩm Tú` inside a sentence."""
    return name[:1].lower() + name[1:]
