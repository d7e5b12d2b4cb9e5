"""A ground of the law data (`payments`) frees somebody from a fee of the book (`dossiers`).

Where the fee's own text (`procedures`) names the people of the ground, nothing is left to pay and nobody types a sum. Where it
does not, the officer says the sum and the text that sets it: Điều 10 Luật 97/2015/QH13, as our law data has it (not yet read in
the text), leaves both to the text of each fee.
"""

from datetime import datetime

from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.models import Dossier, Exemption
from thanthien.dossiers.rules import DossierError
from thanthien.law.rules import LegalRule, Measure
from thanthien.payments.exempting import grounds, named
from thanthien.procedures.queries import Freed, freed, offer_of
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

MOST_BASIS = 120


def left_by(rule: LegalRule) -> int | None:
    """What a ground leaves to be paid, đồng; None when the text of the fee itself decides."""
    return rule.number if rule.unit is Measure.DONG and isinstance(rule.value, int) else None


def freed_grounds(*, dossier: Dossier, at: datetime) -> dict[str, Freed]:
    """Ground → the text of this dossier's fee by which its people pay nothing; {} when it names nobody, or no fee is known."""
    if not dossier.fee_vnd:
        return {}
    on = day_of(dossier.received_at or at)
    found: dict[str, Freed] = {}
    for text in freed(offer_of(procedure=dossier.procedure, unit=dossier.unit_id, on=on), amount=dossier.fee_vnd):
        found |= {ground: text for ground in named(text.words) if ground not in found}
    return found


def exempt(*, dossier: Dossier, ground: str, left: str, by: Actor, at: datetime, basis: str = "") -> Exemption:
    """The fee becomes what the ground says, or the text of the fee itself. Where neither names it, it is `left`, what the officer
    typed (digits, smaller than the fee), with `basis`, the document and article that set it.

    Raises DossierError: no ground, no sum or no basis where they are asked, and what `exempt_fee` raises.
    """
    rule = grounds(on=day_of(at)).get(ground)
    if rule is None:
        raise DossierError(say("Chọn một căn cứ trong danh sách."), field="ground")
    article, confirmed, sum_left = f"{rule.article} {rule.document}", rule.confirmed, left_by(rule)
    text = freed_grounds(dossier=dossier, at=at).get(ground) if sum_left is None else None
    if text is not None:
        article, confirmed, sum_left = f"{article}; {text.document}", text.confirmed, 0
    if sum_left is None:
        sum_left, article = _typed(left), f"{article}; {_basis(basis)}"
    return dossiers.exempt_fee(
        dossier=dossier, ground=ground, article=article, confirmed=confirmed, left=sum_left, by=by, at=at,
    )  # fmt: skip


def _typed(left: str) -> int:
    digits = left.replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        raise DossierError(say("Ghi số còn phải thu bằng chữ số, như 4.000. Miễn cả thì ghi 0."), field="left")
    return int(digits)


def _basis(typed: str) -> str:
    basis = " ".join(typed.split())[:MOST_BASIS]
    if not basis:
        text = say("Ghi văn bản và điều khoản định mức miễn, giảm, như: Nghị quyết 12/NQ-HĐND, Điều 3.")
        raise DossierError(text, field="basis")
    return basis
