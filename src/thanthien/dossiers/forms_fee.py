"""The slip of one line of the book of fees."""

from thanthien.dossiers import rules
from thanthien.dossiers.forms import person_of_form, unit_of_form
from thanthien.dossiers.models import Fee
from thanthien.dossiers.rules import DossierError
from thanthien.people.queries import office as office_of
from thanthien.shared.clock import day_of
from thanthien.shared.paper.engine import PaperError
from thanthien.shared.paper.fee_receipt import FeeReceipt, fee_receipt
from thanthien.shared.paper.forms import SPECIMEN

TAKEN, BACK, GIVEN = "Phiếu thu phí, lệ phí", "Phiếu bù trừ khoản thu", "Phiếu trả lại phí, lệ phí"
WAYS = {"cash": "tiền mặt", "qr": "chuyển khoản"}


def receipt_pdf(*, fee: Fee) -> bytes:
    """The PDF; `fee` with its dossier, officer and what took it back. Raises DossierError."""
    try:
        return fee_receipt(receipt_data(fee=fee))
    except PaperError as error:
        raise DossierError(str(error)) from error


def receipt_data(*, fee: Fee) -> FeeReceipt:
    """What the slip says. It is Vietnamese whoever prints it."""
    dossier = fee.dossier
    office = office_of(fee.unit_id)
    _, demo = rules.code_prefix(portal_code=office.unit.portal_code, unit_code=fee.unit_id)
    title = TAKEN if fee.amount > 0 else GIVEN if fee.given_back else BACK
    return FeeReceipt(
        title=title, code=dossier.code or "", number=f"{fee.number:04d}/{fee.day.year}", signed_on=fee.day,
        unit=unit_of_form(office), person=person_of_form(dossier), what=f"Phí, lệ phí: {dossier.procedure_name}",
        amount=abs(fee.amount), way=WAYS[fee.way], at=fee.at, officer=fee.officer.name, reference=fee.reference,
        reason=fee.reason, mark=mark_of(fee), out=fee.given_back, specimen=SPECIMEN if demo or office.demo else "",
    )  # fmt: skip


def mark_of(fee: Fee) -> str:
    """What became of the line, or what it answers; "" when it stands alone."""
    if fee.corrects is not None:
        what = "Trả lại" if fee.given_back else "Bù trừ"
        return f"{what} khoản của biên lai số {fee.corrects.number:04d}/{fee.corrects.day.year}"
    later: Fee | None = getattr(fee, "corrected_by", None)
    if later is None:
        return ""
    what = "Đã hoàn trả" if later.given_back else "Đã bù trừ, không còn giá trị"
    return f"{what}: số {later.number:04d}/{later.day.year} ngày {day_of(later.at):%d/%m/%Y}"
