"""The book of certified copies: a number per unit and year, given once, kept also when the line is struck out. (Writes.)"""

from datetime import datetime

from thanthien.journal.actions import Deed, act
from thanthien.papers import access, rules
from thanthien.papers.models import CertifiedCopy
from thanthien.papers.rules import CopyFacts, PapersError
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.folding import fold
from thanthien.shared.wording import say


def enter_copy(*, unit: str, facts: CopyFacts, signer: Officer, by: Actor, at: datetime) -> CertifiedCopy:
    """A line with the next number of the year. Entry `copy.entered` (number, copies, pages, fee; no title, no name)."""
    access.check_may_write(by=by, unit=unit)
    if signer.unit_id != unit:
        raise PapersError(say("Người ký phải là lãnh đạo của xã. Chọn lại trong danh sách."), field="signer")
    with act(unit=unit, by=by, at=at) as deed:
        year = day_of(at).year
        line = deed.create(
            CertifiedCopy, unit_id=unit, year=year, number=deed.number(f"certified-copy:{year}"), day=day_of(at),
            title=facts.title,
            title_fold=fold(facts.title)[: rules.TITLE_LENGTH], requester=facts.requester, copies=facts.copies, pages=facts.pages,
            fee_vnd=facts.fee_vnd, signer=signer, entered_by=str(by), entered_at=at,
        )  # fmt: skip
        deed.enter("copy.entered", subject=line, data=_facts(line))
    return line


def annul_copy(*, line: CertifiedCopy, reason: str, by: Actor, at: datetime) -> CertifiedCopy:
    """The line is struck out with its reason; its number is never given again. Entry `copy.annulled`."""
    access.check_may_write(by=by, unit=line.unit_id)
    reason = rules.check_reason(reason)
    with act(unit=line.unit_id, by=by, at=at) as deed:
        row = _locked(deed, line)
        if row.annulled_at is not None:
            return row
        row.annulled_at, row.annulled_why = at, reason
        deed.save(row)
        deed.enter("copy.annulled", subject=row, data=_facts(row))
    return row


def reinstate_copy(*, line: CertifiedCopy, by: Actor, at: datetime) -> CertifiedCopy:
    """Take back that the line was struck out. Entry `copy.reinstated`."""
    access.check_may_write(by=by, unit=line.unit_id)
    with act(unit=line.unit_id, by=by, at=at) as deed:
        row = _locked(deed, line)
        if row.annulled_at is None:
            return row
        row.annulled_at, row.annulled_why = None, ""
        deed.save(row)
        deed.enter("copy.reinstated", subject=row, data=_facts(row))
    return row


def _locked(deed: Deed, line: CertifiedCopy) -> CertifiedCopy:
    deed.chain(deed.unit)
    row = CertifiedCopy.objects.select_for_update(of=("self",)).filter(pk=line.pk, unit_id=deed.unit).first()
    if row is None:
        raise PapersError(say("Không thấy dòng này trong sổ của xã."))
    return row


def _facts(line: CertifiedCopy) -> dict[str, object]:
    return {"number": line.number, "year": line.year, "copies": line.copies, "pages": line.pages, "fee": line.fee_vnd,
            "signer": line.signer.login}  # fmt: skip
