"""The papers of a dossier. Form 01: receipt and appointment (Circular 01/2018/TT-VPCP article 9, Circular 03/2025 annex I)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from thanthien.dossiers import rules
from thanthien.dossiers.checklist import Line, PaperState, printable
from thanthien.dossiers.models import Dossier, Elsewhere
from thanthien.dossiers.rules import DossierError
from thanthien.journal.queries import about, of_kind
from thanthien.people.card import mask_id
from thanthien.people.models import Office
from thanthien.people.queries import office as office_of
from thanthien.shared.clock import day_of
from thanthien.shared.paper.engine import PaperError
from thanthien.shared.paper.forms import SPECIMEN, Form01, FormOfficer, FormPaper, FormPerson, FormUnit, form01

COPIES = {1: "Giao người nộp", 2: "Lưu"}


def form01_pdf(*, dossier: Dossier, copy: int, at: datetime, address: str = "", paper: str = "a5") -> bytes:
    """The PDF of Form 01. `copy` 1 goes to the person, 2 stays; `address` is where the office is reached from outside (QR).

    Raises DossierError when it may not be printed: not received, or a paper's name is cut (the sentence names it).
    """
    try:
        return form01(form01_data(dossier=dossier, copy=copy, at=at, address=address, paper=paper))
    except PaperError as error:
        raise DossierError(str(error)) from error


def next_copy(*, pk: int, form: str = "01") -> int:
    """The number of the copy that is printed next, from 1."""
    entries = about(subject=f"dossier:{pk}")
    return 1 + sum(entry.kind == "dossier.form_printed" and entry.data.get("form", "01") == form for entry in entries)


def next_copies(*, pks: Sequence[int], form: str) -> dict[int, int]:
    """By dossier the number of the copy that is printed next; one query for all."""
    told = of_kind(subjects=[f"dossier:{pk}" for pk in pks], kind="dossier.form_printed")
    done = Counter(entry.subject for entry in told if entry.data.get("form", "01") == form)
    return {pk: 1 + done[f"dossier:{pk}"] for pk in pks}


def form01_data(*, dossier: Dossier, copy: int, at: datetime, address: str = "", paper: str = "a5") -> Form01:
    """What Form 01 says of this dossier."""
    if dossier.code is None or dossier.received_at is None:
        raise DossierError("Hồ sơ chưa được tiếp nhận nên chưa có giấy hẹn. Tiếp nhận xong rồi in.")
    office = office_of(dossier.unit_id)
    _, demo = rules.code_prefix(portal_code=office.unit.portal_code, unit_code=dossier.unit_id)
    return Form01(
        code=dossier.code,
        number=f"{int(dossier.code.rsplit('-', 1)[1])}/TNHS",
        copy_name=COPIES.get(copy, f"In lại lần {copy - len(COPIES)}"),
        signed_on=day_of(dossier.received_at),
        person=person_of_form(dossier),
        procedure=dossier.procedure_name,
        papers=_papers(dossier),
        sets=dossier.sets,
        term=dossier.term_text,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        return_place=return_place(dossier, office),
        fee=dossier.fee_text,
        officer=FormOfficer(name=dossier.received_by.name, phone=dossier.received_by.phone or office.hotline),
        unit=unit_of_form(office),
        qr_text=f"{address.rstrip('/')}/t/{dossier.tracking_code}",
        paper="a4" if paper == "a4" else "a5",
        specimen=SPECIMEN if demo or office.demo else "",
    )


def person_of_form(dossier: Dossier | Elsewhere) -> FormPerson:
    """The owner; a full identity number is never printed."""
    submitter = f"{dossier.submitter.name} ({dossier.mandate})" if dossier.submitter else ""
    owner = dossier.applicant
    if owner is None:
        body = dossier.organisation
        return FormPerson(name=body.name, address=body.address, phone=_spaced(body.phone), submitter=submitter)
    masked = mask_id(owner.id_number) if owner.id_number else ""
    return FormPerson(
        name=owner.name,
        address=owner.address,
        id_masked=masked,
        phone=_spaced(owner.phone),
        email=owner.email,
        submitter=submitter,
    )


def _spaced(phone: str) -> str:
    """`0912 555 408`, as people read a number aloud; anything else as it is."""
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}" if len(phone) == 10 and phone.isdigit() else phone


def _papers(dossier: Dossier) -> tuple[FormPaper, ...]:
    rows = [Line(row.order, row.name, PaperState(row.state), row.original, row.copy) for row in dossier.papers.all()]
    return tuple(FormPaper(name=line.name, original=line.original, copy=line.copy) for line in printable(rows))


def return_place(dossier: Dossier, office: Office) -> str:
    if dossier.return_channel == "counter":
        return f"Bộ phận Một cửa {_short(office)}"
    return rules.RETURN_CHANNELS[dossier.return_channel]


def _short(office: Office) -> str:
    """The unit's name inside a sentence: `xã Cẩm Tú`."""
    return office.unit.name[:1].lower() + office.unit.name[1:]


def unit_of_form(office: Office) -> FormUnit:
    name = office.unit.name
    return FormUnit(
        agency=f"Ủy ban nhân dân {_short(office)}",
        agency_lines=("ỦY BAN NHÂN DÂN", name.upper()),
        centre=_centre(office),
        counter=f"Bộ phận Một cửa {_short(office)}",
        place=office.place,
    )


def _centre(office: Office) -> str:
    """The centre in capitals, without the unit's name, which the line above already says."""
    centre = office.centre.upper()
    return centre.removesuffix(office.unit.name.upper()).rstrip() or centre
