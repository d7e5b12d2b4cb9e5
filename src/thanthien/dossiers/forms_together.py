"""The one receipt of a reception that made several dossiers."""

from collections.abc import Mapping, Sequence

from thanthien.dossiers import rules
from thanthien.dossiers.checklist import Line, PaperState, printable
from thanthien.dossiers.forms import person_of_form, return_place, unit_of_form
from thanthien.dossiers.models import Dossier, Together
from thanthien.dossiers.rules import DossierError
from thanthien.people.queries import office as office_of
from thanthien.shared.clock import day_of
from thanthien.shared.paper.engine import PaperError
from thanthien.shared.paper.forms import SPECIMEN, FormOfficer
from thanthien.shared.paper.life_receipt import HandedPaper, ReceivedMatter, TogetherReceipt, together_receipt
from thanthien.shared.wording import say


def together_pdf(*, together: Together, event: str, same: Mapping[tuple[str, int], str], address: str = "") -> bytes:
    """The PDF of the receipt. `event` as people call it; `same`: (procedure, order) → key, papers of one key are one line.

    Raises DossierError when it was taken back, or a paper's name is cut (the sentence names it).
    """
    try:
        return together_receipt(together_data(together=together, event=event, same=same, address=address))
    except PaperError as error:
        raise DossierError(str(error)) from error


def together_data(*, together: Together, event: str, same: Mapping[tuple[str, int], str], address: str = "") -> TogetherReceipt:
    if together.taken_back_at is not None:
        raise DossierError(say("Lần nhận này đã hoàn tác nên không còn giấy hẹn. Nhận lại rồi in."))
    made = [line.dossier for line in together.lines.all() if line.dossier.outcome != rules.Outcome.ANNULLED]
    if not made:
        raise DossierError(say("Các hồ sơ của lần này đã hủy cả nên không còn giấy hẹn."))
    first = made[0]
    office = office_of(together.unit_id)
    _, demo = rules.code_prefix(portal_code=office.unit.portal_code, unit_code=together.unit_id)
    return TogetherReceipt(
        event=event, code=first.code, number=f"{int(first.code.rsplit('-', 1)[1])}/TNHS", signed_on=day_of(together.received_at),
        unit=unit_of_form(office), person=person_of_form(first), received_at=together.received_at,
        officer=FormOfficer(name=together.received_by.name, phone=together.received_by.phone or office.hotline),
        return_place=return_place(first, office), papers=_papers(made, same),
        matters=tuple(
            ReceivedMatter(
                code=one.code, procedure=one.procedure_name, due_at=one.due_at, fee=one.fee_text,
                qr_text=f"{address.rstrip('/')}/t/{one.tracking_code}",
            )
            for one in made
        ),
        specimen=SPECIMEN if demo or office.demo else "",
    )  # fmt: skip


def _papers(made: Sequence[Dossier], same: Mapping[tuple[str, int], str]) -> tuple[HandedPaper, ...]:
    """What was handed in, each paper once with the matters that it serves."""
    found: dict[str, list[tuple[int, Line]]] = {}
    for place, one in enumerate(made, start=1):
        lines = [Line(row.order, row.name, PaperState(row.state), row.original, row.copy) for row in one.papers.all()]
        for line in printable(lines):
            found.setdefault(same.get((one.procedure.code, line.order), line.name), []).append((place, line))
    return tuple(
        HandedPaper(
            name=lines[0][1].name, of=tuple(sorted({place for place, _ in lines})),
            original=max(line.original for _, line in lines), copy=max(line.copy for _, line in lines),
        )
        for lines in found.values()
    )  # fmt: skip
