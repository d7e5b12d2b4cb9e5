"""Forms 01 to 06 of many dossiers as one PDF to print: each as it is alone, those that cannot be printed named. (A read.)"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from thanthien.dossiers.forms import form01_data, next_copy
from thanthien.dossiers.forms_more import form03_data, form06_data
from thanthien.dossiers.forms_turns import turn_sheet
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError
from thanthien.people.queries import office as office_of
from thanthien.shared.paper.engine import PaperError, Sheet
from thanthien.shared.paper.forms import sheet01
from thanthien.shared.paper.forms_books import sheet06
from thanthien.shared.paper.forms_turns import sheet03
from thanthien.shared.paper.together import render_together
from thanthien.shared.wording import say

MOST = 500
FORMS = ("01", "02", "03", "04", "05", "06")


@dataclass(frozen=True, slots=True)
class Printed:
    """One sheet of a batch: which copy of its form it is (from 1), and why it is not in the file ("" when it is)."""

    dossier: Dossier
    copy: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """The file, empty when nothing could be printed, and its sheets in order."""

    pdf: bytes
    sheets: tuple[Printed, ...]

    @property
    def good(self) -> list[Printed]:
        return [one for one in self.sheets if not one.problem]

    @property
    def bad(self) -> list[Printed]:
        return [one for one in self.sheets if one.problem]


def batch_pdf(
    *, dossiers: Sequence[Dossier], form: str, at: datetime, address: str = "",
    told: Callable[[int, int], object] = lambda done, total: None,
) -> Batch:  # fmt: skip
    """Form `form` of each of up to `MOST` dossiers of one unit. `told` hears how many were gathered, of how many.

    Raises DossierError for a choice that is no batch; a sheet that cannot be printed is told by its own sentence.
    """
    if form not in FORMS:
        raise DossierError(say("Chưa có mẫu {form}. Chọn một mẫu từ 01 đến 06.", form=form))
    if not 1 <= len(dossiers) <= MOST:
        raise DossierError(say("Chọn từ 1 đến {n} hồ sơ để in một lượt.", n=MOST))
    gathered = list(_gathered(dossiers, form, at, address, told))
    ready = [sheet for _, sheet in gathered if sheet is not None]
    agency = f"Ủy ban nhân dân {office_of(dossiers[0].unit_id).unit.name}"
    whole = render_together(ready, title=f"Mẫu {form}", agency=agency, at=at)
    refused, place, rows = whole.refused, 0, []
    for row, sheet in gathered:
        if sheet is not None:
            row, place = Printed(row.dossier, row.copy, refused.get(place, "")), place + 1
        rows.append(row)
    return Batch(whole.pdf, tuple(rows))


def _gathered(
    dossiers: Sequence[Dossier], form: str, at: datetime, address: str, told: Callable[[int, int], object]
) -> Iterator[tuple[Printed, Sheet | None]]:  # fmt: skip
    for done, dossier in enumerate(dossiers, start=1):
        copy = next_copy(pk=dossier.pk, form=form)
        try:
            yield Printed(dossier, copy), _sheet(dossier, form, copy, at, address)
        except (DossierError, PaperError) as error:
            yield Printed(dossier, copy, str(error)), None
        told(done, len(dossiers))


def _sheet(dossier: Dossier, form: str, copy: int, at: datetime, address: str) -> Sheet:
    if form == "01":
        return sheet01(form01_data(dossier=dossier, copy=copy, at=at, address=address))
    if form == "03":
        return sheet03(form03_data(dossier=dossier))
    if form == "06":
        return sheet06(form06_data(dossier=dossier, at=at, address=address))
    return turn_sheet(dossier=dossier, form=form, address=address)
