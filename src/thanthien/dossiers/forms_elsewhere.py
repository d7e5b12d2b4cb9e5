"""Form 01 of a dossier received for another unit: the receiving unit's paper, which names the competent one and says from when
the term runs (Decree 118/2025 article 17(3)).
"""

from datetime import datetime

from thanthien.dossiers import rules
from thanthien.dossiers.checklist import Line, PaperState, printable
from thanthien.dossiers.forms import COPIES, person_of_form, unit_of_form
from thanthien.dossiers.models import Elsewhere
from thanthien.dossiers.rules import DossierError
from thanthien.dossiers.rules_elsewhere import Fetch
from thanthien.journal.queries import about
from thanthien.people.queries import office as office_of
from thanthien.shared.clock import day_of
from thanthien.shared.paper.engine import PaperError
from thanthien.shared.paper.forms import SPECIMEN, Form01, FormOfficer, FormPaper, form01


def form01_pdf(*, row: Elsewhere, copy: int, at: datetime, address: str = "") -> bytes:
    """The PDF; `copy` 1 goes to the person. Raises DossierError when a paper's name is cut."""
    try:
        return form01(form01_data(row=row, copy=copy, address=address))
    except PaperError as error:
        raise DossierError(str(error)) from error


def next_copy(*, pk: int) -> int:
    """The number of the copy that is printed next, from 1."""
    return 1 + sum(entry.kind == "elsewhere.printed" for entry in about(subject=f"elsewhere:{pk}"))


def form01_data(*, row: Elsewhere, copy: int, address: str = "") -> Form01:
    """What Form 01 says: both units, the term and from when it runs."""
    office, there = office_of(row.unit_id), office_of(row.competent_id)
    _, demo = rules.code_prefix(portal_code=office.unit.portal_code, unit_code=row.unit_id)
    competent = unit_of_form(there)
    return Form01(
        code=row.code, number=f"{int(row.code.rsplit('-', 1)[1])}/TNHS",
        copy_name=COPIES.get(copy, f"In lại lần {copy - len(COPIES)}"), signed_on=day_of(row.received_at),
        person=person_of_form(row), procedure=row.procedure_name, papers=_papers(row), sets=row.sets,
        term=f"{row.term_text}, tính từ lúc {_inside(there.unit.name)} nhận hồ sơ", received_at=row.received_at,
        due_at=row.promised_at, return_place=_return_place(row, unit_of_form(office).counter, competent.counter),
        competent=competent.agency, fee=row.fee_text,
        officer=FormOfficer(name=row.received_by.name, phone=row.received_by.phone or office.hotline), unit=unit_of_form(office),
        qr_text=f"{address.rstrip('/')}/t/{row.tracking_code}", specimen=SPECIMEN if demo or office.demo else "",
    )  # fmt: skip


def _inside(name: str) -> str:
    """A unit's name inside a sentence: `xã Cẩm Thạch`."""
    return name[:1].lower() + name[1:]


def _return_place(row: Elsewhere, here: str, there: str) -> str:
    if row.return_channel != "counter":
        return rules.RETURN_CHANNELS[row.return_channel]
    return here if row.fetch_at == Fetch.RECEIVING else there


def _papers(row: Elsewhere) -> tuple[FormPaper, ...]:
    lines = [Line(one["order"], one["name"], PaperState(one["state"]), one["original"], one["copy"]) for one in row.papers]
    return tuple(FormPaper(name=line.name, original=line.original, copy=line.copy) for line in printable(lines))
