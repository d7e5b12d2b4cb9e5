"""Registrations of "học tập và làm theo": a promise for the year, a look at mid-year, a review. (Writes and reads.)

The parts and the days on which they open are those of the programme of self-discipline (conduct).
"""

from dataclasses import dataclass
from datetime import datetime

from thanthien.conduct.record_rules import Part
from thanthien.conduct.recording import part_of_year
from thanthien.conduct.rules import ConductError
from thanthien.journal.actions import act
from thanthien.people.models import Officer
from thanthien.people.queries import officers_of
from thanthien.rollout import access
from thanthien.rollout.models import Learning
from thanthien.rollout.rules import RolloutError
from thanthien.shared.actor import Actor

ENTRIES = {Part.PROMISE: "learning.promised", Part.MID: "learning.looked_back", Part.REVIEW: "learning.reviewed"}


def write_part(*, officer: Officer, part: Part, text: str, by: Actor, at: datetime) -> Learning:
    """One part of this year's registration, by the officer. Entry `learning.promised`, `.looked_back` or `.reviewed`."""
    access.check_is_self(by=by, officer=officer)
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        try:
            return part_of_year(deed, Learning, officer=officer, part=part, text=text, entry=ENTRIES[part])
        except ConductError as error:
            raise RolloutError(error.args[0], error.field) from None


# ── reading ──


def registration(*, officer: Officer, year: int) -> Learning | None:
    """An officer's registration of a year, or None."""
    return Learning.objects.filter(unit_id=officer.unit_id, officer=officer, year=year).first()


@dataclass(frozen=True, slots=True)
class Registered:
    """One officer in the list: which parts are written, no words."""

    officer: Officer
    last: Part | None


def registrations(*, unit: str, year: int) -> list[Registered]:
    """Every officer at work with the last part they wrote, by name; two queries."""
    rows = Learning.objects.filter(unit_id=unit, year=year).defer("promise", "mid", "review")
    done = {row.officer_id: _last(row) for row in rows}
    return [Registered(one, done.get(one.pk)) for one in officers_of(unit=unit)]


def _last(row: Learning) -> Part:
    return Part.REVIEW if row.review_at else Part.MID if row.mid_at else Part.PROMISE
