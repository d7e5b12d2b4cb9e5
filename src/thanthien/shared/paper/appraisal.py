"""The sheet on which an appraisal of a benefit is laid into the dossier, A4, signed by the officer who made it."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from thanthien.shared.clock import day_of
from thanthien.shared.paper.engine import render


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededPaper:
    """A paper that the benefit needs: why, on what article, and whether it is in the dossier."""

    name: str
    why: str
    where: str
    there: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalSheet:
    """All that the sheet says. `amount`, `how` empty = nothing is granted, or no rate is known; `doubts`: to compare yet."""

    agency_lines: tuple[str, ...]
    centre: str
    place: str
    title: str
    code: str
    procedure: str
    owner: str
    event: str
    day: date
    answers: tuple[tuple[str, str], ...]
    outcome: str
    granted: bool
    says: str
    where: str
    amount: str
    how: str
    rate: str
    papers: tuple[NeededPaper, ...]
    doubts: tuple[str, ...]
    table: str
    officer: str
    made_at: datetime
    specimen: str = ""


def appraisal(data: AppraisalSheet) -> bytes:
    """The PDF of the sheet. Raises PaperError."""
    fields = asdict(data) | {"agency": " ".join(data.agency_lines), "made_on": day_of(data.made_at)}
    return render(template="appraisal.typ", data=fields, at=data.made_at)
