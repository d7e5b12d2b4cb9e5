"""The list with which paper folders change hands inside the office, A4, signed by both."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from thanthien.shared.clock import local
from thanthien.shared.paper.engine import render


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """One folder: its dossier, whose it is, which papers are in it; what the receiver found different."""

    code: str
    procedure: str
    owner: str
    papers: tuple[str, ...] = ()
    note: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """All that the sheet says. `taken_at` None = not yet received; moments are aware."""

    agency_lines: tuple[str, ...]
    centre: str
    place: str
    day: date
    number: str  # "01/2311"
    giver: str
    receiver: str
    handed_at: datetime
    taken_at: datetime | None
    folders: tuple[Folder, ...]


def handover(data: Handover) -> bytes:
    """The PDF of the list. Raises PaperError."""
    fields = asdict(data) | {
        "handed_at": local(data.handed_at), "taken_at": local(data.taken_at) if data.taken_at else None,
        "agency": " ".join(data.agency_lines), "total": sum(len(folder.papers) for folder in data.folders),
    }  # fmt: skip
    return render(template="handover.typ", data=fields, at=data.handed_at)
