"""A ground of the law data (`payments`) frees somebody from a fee of the book (`dossiers`)."""

from datetime import datetime

from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.models import Dossier, Exemption
from thanthien.dossiers.rules import DossierError
from thanthien.law.rules import LegalRule, Measure
from thanthien.payments.exempting import grounds
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def left_by(rule: LegalRule) -> int | None:
    """What a ground leaves to be paid, đồng; None when the text of the fee itself decides and the officer says the sum."""
    return rule.number if rule.unit is Measure.DONG and isinstance(rule.value, int) else None


def exempt(*, dossier: Dossier, ground: str, left: str, by: Actor, at: datetime) -> Exemption:
    """The fee becomes what the ground says; `left` is what the officer typed, used where the ground names no sum ("" = nothing).

    Raises DossierError.
    """
    rule = grounds(on=day_of(at)).get(ground)
    if rule is None:
        raise DossierError(say("Chọn một căn cứ trong danh sách."))
    fixed, typed = left_by(rule), left.replace(".", "").replace(" ", "")
    if fixed is None and not (typed == "" or (typed.isascii() and typed.isdigit() and len(typed) <= 9)):
        raise DossierError(say("Ghi số còn phải thu bằng chữ số, như 4.000. Miễn cả thì ghi 0."))
    sum_left = fixed if fixed is not None else int(typed or 0)
    return dossiers.exempt_fee(
        dossier=dossier, ground=ground, article=rule.article + " " + rule.document, confirmed=rule.confirmed, left=sum_left,
        by=by, at=at,
    )  # fmt: skip
