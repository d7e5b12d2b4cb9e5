"""A fee that the law makes smaller or nothing: by a named ground, with its article, and back. (Writes of the room.)"""

from datetime import date, datetime

from thanthien.dossiers import access, rules, steps
from thanthien.dossiers.fees import dotted
from thanthien.dossiers.models import Dossier, Exemption
from thanthien.dossiers.rules import Act, DossierError
from thanthien.journal.actions import act
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

WAIVED = "waived"
OPEN = ("", WAIVED)  # money that was taken is given back first


def exempt_fee(
    *, dossier: Dossier, ground: str, article: str, confirmed: bool, left: int, by: Actor, at: datetime
) -> Exemption:  # fmt: skip
    """The fee becomes what the ground leaves of it (0 = nothing is paid). Entry `fee.exempted` (ground, before, left).

    Raises DossierError when the fee is not known, was paid, or would not become smaller.
    """
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        of = deed.lock(Dossier, pk=dossier.pk)
        rules.move(of.state, Act.TAKE_FEE)
        access.check_may(by=by, dossier=of, act=Act.TAKE_FEE, on=day_of(at))
        if not of.fee_vnd:
            raise DossierError(say("Hồ sơ này không có khoản phải thu nên không có gì để miễn, giảm."))
        if of.fee_paid not in OPEN:
            raise DossierError(say("Lệ phí này đã thu. Đề nghị hoàn trả hoặc sửa biên lai trước, rồi ghi căn cứ miễn, giảm."))
        if exemption_of(dossier=of):
            raise DossierError(say("Hồ sơ đã ghi căn cứ miễn, giảm. Bỏ căn cứ cũ rồi ghi lại."))
        if not 0 <= left < of.fee_vnd:
            text = say("Số còn phải thu từ 0 đến dưới {fee} đồng. Xem lại số vừa gõ.", fee=dotted(of.fee_vnd))
            raise DossierError(text)
        row = deed.create(
            Exemption, unit_id=of.unit_id, dossier=of, ground=ground, article=article[:200], confirmed=confirmed,
            before=of.fee_vnd, left=left, paid_before=of.fee_paid, text_before=of.fee_text, officer=steps.acting_officer(by),
            day=day_of(at), at=at,
        )  # fmt: skip
        if left:
            of.fee_vnd, of.fee_text, of.fee_paid = left, str(say("{sum} đồng", sum=dotted(left))), ""
        else:
            of.fee_paid = WAIVED
        deed.save(of)
        deed.enter("fee.exempted", subject=of, data={"code": of.code, "ground": ground, "before": row.before, "left": left})
    return row


def undo_exemption(*, exemption: Exemption, by: Actor, at: datetime) -> Exemption:
    """The fee is what it was. Entry `fee.exemption_undone`. Raises DossierError when money was taken since."""
    with act(unit=exemption.unit_id, by=by, at=at) as deed:
        of = deed.lock(Dossier, pk=exemption.dossier_id)
        rules.move(of.state, Act.TAKE_FEE)
        access.check_may(by=by, dossier=of, act=Act.TAKE_FEE, on=day_of(at))
        row = deed.lock(Exemption, pk=exemption.pk)
        if row.undone_at is not None:
            raise DossierError(say("Căn cứ này đã bỏ rồi. Tải lại trang."))
        if of.fee_paid not in OPEN:
            raise DossierError(say("Phần còn lại đã thu. Sửa biên lai trước, rồi bỏ căn cứ."))
        row.undone_at = at
        of.fee_vnd, of.fee_text, of.fee_paid = row.before, row.text_before, row.paid_before
        deed.save(row)
        deed.save(of)
        deed.enter("fee.exemption_undone", subject=of, data={"code": of.code, "ground": row.ground, "fee": row.before})
    return row


def exemption_of(*, dossier: Dossier) -> Exemption | None:
    """The one that holds."""
    return Exemption.objects.filter(dossier=dossier, undone_at__isnull=True).first()


def exemptions_of_day(*, unit: str, day: date) -> list[Exemption]:
    """Those of a day that hold, with dossier and officer."""
    rows = Exemption.objects.filter(unit_id=unit, day=day, undone_at__isnull=True)
    return list(rows.select_related("dossier", "officer").order_by("pk"))
