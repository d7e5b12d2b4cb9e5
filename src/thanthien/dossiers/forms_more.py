"""Form 03 of a refused dossier and Form 06 of one that is being worked on."""

from collections.abc import Sequence
from datetime import datetime

from thanthien.dossiers import rules
from thanthien.dossiers.forms import person_of_form, unit_of_form
from thanthien.dossiers.models import Dossier, DossierStep
from thanthien.dossiers.passing import handovers
from thanthien.dossiers.rules import DossierError, RefusalReason, Status
from thanthien.journal.queries import about
from thanthien.people.models import Office
from thanthien.people.queries import office as office_of
from thanthien.people.rules import ROLE_NAMES, Role
from thanthien.shared.clock import day_of
from thanthien.shared.paper.engine import PaperError
from thanthien.shared.paper.forms import SPECIMEN, FormOfficer
from thanthien.shared.paper.forms_books import Form06, FormStep, form06
from thanthien.shared.paper.forms_turns import Form03, form03
from thanthien.shared.wording import say


def form03_pdf(*, dossier: Dossier, paper: str = "a5") -> bytes:
    """The PDF of Form 03. Raises DossierError when the dossier was not refused, or the sheet cannot be right."""
    try:
        return form03(form03_data(dossier=dossier, paper=paper))
    except PaperError as error:
        raise DossierError(str(error)) from error


def form03_data(*, dossier: Dossier, paper: str = "a5") -> Form03:
    """What Form 03 says; the day is the one on which it was refused."""
    if dossier.state != Status.REFUSED:
        raise DossierError(say("Hồ sơ này không bị từ chối tiếp nhận nên không có phiếu từ chối."))
    entry = next(one for one in about(subject=f"dossier:{dossier.pk}") if one.kind == "dossier.refused")
    office = office_of(dossier.unit_id)
    ground = str(RefusalReason(entry.data["reason_code"]).label)
    officer = dossier.received_by
    return Form03(
        signed_on=day_of(entry.at), at=entry.at, person=person_of_form(dossier), procedure=dossier.procedure_name,
        officer=FormOfficer(name=officer.name, phone=officer.phone or office.hotline), unit=unit_of_form(office),
        ground=f"{ground.rstrip('.')}.", reason=dossier.result_note.removeprefix(ground).lstrip(". "),
        paper="a4" if paper == "a4" else "a5", specimen=specimen_of(office),
    )  # fmt: skip


def form06_pdf(*, dossier: Dossier, at: datetime, address: str = "", paper: str = "a4") -> bytes:
    """The PDF of Form 06. Raises DossierError."""
    try:
        return form06(form06_data(dossier=dossier, at=at, address=address, paper=paper))
    except PaperError as error:
        raise DossierError(str(error)) from error


def form06_data(*, dossier: Dossier, at: datetime, address: str = "", paper: str = "a4") -> Form06:
    """What Form 06 says: a row for every hand-over that took place, and an open one for the step that runs."""
    if dossier.code is None or dossier.received_at is None:
        raise DossierError(say("Hồ sơ chưa được tiếp nhận nên chưa có phiếu kiểm soát. Tiếp nhận xong rồi in."))
    office, route = office_of(dossier.unit_id), list(dossier.steps.select_related("officer"))
    running = next((step for step in route if step.order == dossier.step), None)
    return Form06(
        code=dossier.code, signed_on=day_of(at), person=person_of_form(dossier), procedure=dossier.procedure_name,
        received_at=dossier.received_at, due_at=dossier.due_at,
        steps=between_bodies(dossier) or hand_overs(route), printed_at=at, unit=unit_of_form(office),
        owner=place_of(running) if running else "", qr_text=f"{address.rstrip('/')}/t/{dossier.tracking_code}",
        paper="a5" if paper == "a5" else "a4", specimen=specimen_of(office),
    )  # fmt: skip


def between_bodies(dossier: Dossier) -> tuple[FormStep, ...]:
    """One row each time the dossier went from one body to another; nothing when one body does everything."""
    if not dossier.process_version or not dossier.stages.exists():
        return ()
    return tuple(
        FormStep(
            giver_place=row.giver, giver=row.handed_by, at=row.handed_at, taker_place=row.taker, taker=row.taken_by,
            result=str(row.verdict.label) if row.verdict else "",
        )
        for row in handovers(dossier=dossier)
    )  # fmt: skip


def hand_overs(route: Sequence[DossierStep]) -> tuple[FormStep, ...]:
    """One row for each step that is done: it gives to the next one. A step done by nobody's name leaves the pen its place."""
    begun = [step for step in route if step.started_at is not None]
    rows = []
    for place, step in enumerate(begun):
        if step.done_at is None:
            rows.append(FormStep(giver_place=place_of(step), giver=step.officer.name if step.officer else ""))
            continue
        then = begun[place + 1] if place + 1 < len(begun) else None
        verdict = rules.step_verdict(allowed=step.allowed_minutes, used=step.used_minutes)
        rows.append(
            FormStep(
                giver_place=place_of(step), giver=step.officer.name if step.officer else "", at=step.done_at,
                taker_place=place_of(then) if then else "", taker=then.officer.name if then and then.officer else "",
                result=str(verdict.label) if verdict and step.allowed_minutes else "",
            )
        )  # fmt: skip
    return tuple(rows)


def place_of(step: DossierStep) -> str:
    """Where a step is done: "Bộ phận Một cửa – tiếp nhận"."""
    role = ROLE_NAMES[Role(step.role)] if step.role in set(Role) else step.role
    return f"{role} – {step.name}"


def specimen_of(office: Office) -> str:
    """The word across a sheet of an office whose codes are only samples."""
    _, demo = rules.code_prefix(portal_code=office.unit.portal_code, unit_code=office.pk)
    return SPECIMEN if demo or office.demo else ""
