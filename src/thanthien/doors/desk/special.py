"""What a special day changes at the counter: what is said, who writes, whether a slip is printed."""

from dataclasses import dataclass
from datetime import datetime

from thanthien.doors.desk.typed import Typed
from thanthien.dossiers.checklist import PaperState
from thanthien.dossiers.models import Dossier
from thanthien.journeys.special_day import is_outside
from thanthien.procedures.models import Procedure
from thanthien.programmes import queries
from thanthien.programmes.rules import Kind
from thanthien.shared.clock import day_of


@dataclass(frozen=True, slots=True)
class Holds:
    """Which programmes hold for the matter in hand. `signer`: the name of who decides it today, "" = whoever leads."""

    kinds: tuple[Kind, ...] = ()
    looks: bool = False
    signer: str = ""

    @property
    def writes(self) -> bool:
        """The officer writes, the person listens and signs."""
        return Kind.NO_WRITING in self.kinds

    @property
    def hurries(self) -> bool:
        """The person waits for the result. A paper that somebody must look at again makes it a usual dossier."""
        return Kind.SAME_DAY in self.kinds and not self.looks


NOTHING = Holds()


def today(*, unit: str, at: datetime) -> dict:
    """The programmes of this half day, for the line above the case."""
    return {"special": [row for row in queries.on_day(unit=unit, day=day_of(at)) if row.plan.at(at)]}


def holds(*, unit: str, at: datetime, procedure: Procedure, typed: Typed) -> Holds:
    """What holds for the chosen matter as it stands on the screen."""
    outside = is_outside(unit=unit, at=at)
    held = queries.holding(unit=unit, at=at, field=procedure.field, procedure=procedure.code, outside=outside)
    looks = any(paper["state"] == PaperState.LOOK for paper in typed.papers.values())
    signer = queries.signer(programme=held.get(Kind.SAME_DAY), on=day_of(at))
    return Holds(tuple(held), looks, signer.name if signer else "")


def got(dossier: Dossier) -> dict:
    """Whether the slip of what was just received goes to the printer by itself."""
    marks = queries.marks_of(unit=dossier.unit_id, subject=f"dossier:{dossier.pk}")
    waits = any(mark.kind == Kind.SAME_DAY and mark.done is None for mark in marks)
    return {"fresh": not waits, "waits": waits}
