"""Forms 01 to 06 of many dossiers as one PDF to print: each as it is alone, those that cannot be printed named. (A read.)"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects

from thanthien.dossiers.forms import form01_data, next_copies
from thanthien.dossiers.forms_more import form03_data, form06_data
from thanthien.dossiers.forms_turns import turn_sheet
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError
from thanthien.people.queries import office as office_of
from thanthien.shared.paper.engine import PaperError, Sheet
from thanthien.shared.paper.forms import sheet01
from thanthien.shared.paper.forms_books import sheet06
from thanthien.shared.paper.forms_turns import sheet03
from thanthien.shared.paper.together import Together, render_together
from thanthien.shared.wording import say

MOST = 500
FORMS = ("01", "02", "03", "04", "05", "06")


@dataclass(frozen=True, slots=True)
class Printed:
    """One sheet of a batch: which copy of its form it is (from 1), and why it is not in the file ("" when it is)."""

    dossier: Dossier
    copy: int
    problem: str = ""


def check_batch(form: str, count: int) -> None:
    """Raises DossierError for a form that is none, for nothing and for too many."""
    if form not in FORMS:
        raise DossierError(say("Chưa có mẫu {form}. Chọn một mẫu từ 01 đến 06.", form=form))
    if not 1 <= count <= MOST:
        raise DossierError(say("Chọn từ 1 đến {n} hồ sơ để in một lượt.", n=MOST))


def gather(
    *, dossiers: Sequence[Dossier], form: str, at: datetime, address: str = ""
) -> list[tuple[Printed, Sheet | None]]:  # fmt: skip
    """The sheet of each, None with its sentence where it cannot be printed. Form 01: as many queries for one as for all."""
    rows: list[tuple[Printed, Sheet | None]] = []
    prefetch_related_objects(list(dossiers), "papers")
    copies = next_copies(pks=[one.pk for one in dossiers], form=form)
    for dossier in dossiers:
        copy = copies[dossier.pk]
        try:
            rows.append((Printed(dossier, copy), _sheet(dossier, form, copy, at, address)))
        except (DossierError, PaperError) as error:
            rows.append((Printed(dossier, copy, str(error)), None))
    return rows


def set_together(*, sheets: Sequence[Sheet], form: str, unit: str, at: datetime) -> Together:
    """The sheets as one file."""
    return render_together(sheets, title=f"Mẫu {form}", agency=f"Ủy ban nhân dân {office_of(unit).unit.name}", at=at)


def _sheet(dossier: Dossier, form: str, copy: int, at: datetime, address: str) -> Sheet:
    if form == "01":
        return sheet01(form01_data(dossier=dossier, copy=copy, at=at, address=address))
    if form == "03":
        return sheet03(form03_data(dossier=dossier))
    if form == "06":
        return sheet06(form06_data(dossier=dossier, at=at, address=address))
    return turn_sheet(dossier=dossier, form=form, address=address)
