"""Forms 02, 04 and 05 of the turns that a dossier took: the request, the apology, the stop."""

from dataclasses import replace

from thanthien.dossiers.forms import person_of_form, unit_of_form
from thanthien.dossiers.forms_more import specimen_of
from thanthien.dossiers.models import Apology, Dossier, Ending, Supplement
from thanthien.dossiers.rules import DossierError
from thanthien.dossiers.waiting import apology_of
from thanthien.people.models import Office, Officer
from thanthien.people.queries import office as office_of
from thanthien.shared.clock import day_of
from thanthien.shared.paper.engine import PaperError, Sheet
from thanthien.shared.paper.forms import FormOfficer
from thanthien.shared.paper.forms_turns import Form02, Form04, Form05, FormItem, FormSigner, sheet02, sheet04, sheet05
from thanthien.shared.wording import say


def turn_pdf(*, dossier: Dossier, form: str, address: str = "") -> bytes:
    """The PDF of Form 02, 04 or 05 of this dossier. Raises DossierError when it took no such turn."""
    try:
        return turn_sheet(dossier=dossier, form=form, address=address).pdf()
    except PaperError as error:
        raise DossierError(str(error)) from error


def turn_sheet(*, dossier: Dossier, form: str, address: str = "") -> Sheet:
    """Form 02, 04 or 05 ready to be set. Raises DossierError when the dossier took no such turn, PaperError."""
    data_of, made = MAKERS[form]
    data = data_of(dossier)
    if isinstance(data, Form02) and address:
        data = _with_qr(data, f"{address.rstrip('/')}/t/{dossier.tracking_code}")
    return made(data)


def _with_qr(data: Form02, text: str) -> Form02:
    return replace(data, qr_text=text)


def printable(kinds: set[str]) -> list[str]:
    """Which of the forms this dossier has, by what its journal holds."""
    has = {
        "02": "dossier.supplement_asked" in kinds, "04": bool(kinds & {"apology.drafted", "dossier.redated"}),
        "05": "dossier.stopped" in kinds,
    }  # fmt: skip
    return [form for form, there in has.items() if there]


def form02_data(*, dossier: Dossier) -> Form02:
    """What Form 02 says: the last request that stands."""
    asked = dossier.supplements.filter(dropped_at__isnull=True).select_related("asked_by").order_by("-number").first()
    if asked is None:
        raise DossierError(say("Hồ sơ này chưa được yêu cầu bổ sung nên không có Mẫu 02."))
    office = office_of(dossier.unit_id)
    return Form02(
        code=dossier.code or "", number=_number(dossier, asked, "HDHS"), signed_on=day_of(asked.asked_at), at=asked.asked_at,
        person=person_of_form(dossier), procedure=dossier.procedure_name, items=tuple(_item(line) for line in asked.items),
        reason=asked.reason, officer=_officer(asked.asked_by, office), unit=unit_of_form(office), specimen=specimen_of(office),
    )  # fmt: skip


def _item(line: dict) -> FormItem:
    return FormItem(name=line["name"], how=line.get("why", ""), original=line.get("original") or 0, copy=line.get("copy") or 0)


def _number(dossier: Dossier, asked: Supplement, suffix: str) -> str:
    serial = int((dossier.code or "0-0").rsplit("-", 1)[1])
    return f"{serial:02d}/{suffix}" if asked.number == 1 else f"{serial:02d}-{asked.number}/{suffix}"


def form04_data(*, dossier: Dossier) -> Form04:
    """What Form 04 says: signed, or the draft that a leader will sign (its name is left to the pen)."""
    apology: Apology | None = apology_of(dossier=dossier)
    if apology is None or not apology.complete or apology.new_due is None:
        raise DossierError(say("Thư xin lỗi chưa soạn xong: còn thiếu lý do hoặc ngày hẹn lại."))
    office = office_of(dossier.unit_id)
    step = dossier.steps.filter(order=dossier.step).select_related("officer").first()
    return Form04(
        code=dossier.code, number=f"{int(dossier.code.rsplit('-', 1)[1]):02d}/XL-TTPVHCC",
        signed_on=day_of(apology.signed_at or apology.drafted_at), person=person_of_form(dossier),
        procedure=dossier.procedure_name, call=call_of(dossier), received_at=dossier.received_at, old_due=apology.old_due,
        new_due=apology.new_due, stand=step.name if step else "", reason=apology.reason,
        officer=_officer(step.officer if step and step.officer else dossier.received_by, office),
        signer=signer_of(apology.signed_by), unit=unit_of_form(office), specimen=specimen_of(office),
    )  # fmt: skip


def form05_data(*, dossier: Dossier) -> Form05:
    """What Form 05 says of a stopped dossier."""
    end: Ending | None = Ending.objects.filter(dossier=dossier, kind="stopped").select_related("by").first()
    if end is None:
        raise DossierError(say("Hồ sơ này không bị dừng nên không có Mẫu 05."))
    office = office_of(dossier.unit_id)
    return Form05(
        code=dossier.code, number=f"{int(dossier.code.rsplit('-', 1)[1]):02d}/TB-TTPVHCC", signed_on=day_of(end.at),
        person=person_of_form(dossier), procedure=dossier.procedure_name, call=call_of(dossier), received_at=dossier.received_at,
        asked_on=end.asked_on or day_of(end.at), stopped_on=day_of(end.at), officer=_officer(dossier.received_by, office),
        signer=signer_of(end.by), unit=unit_of_form(office), stage=end.stage, reason=end.reason, money=end.money,
        specimen=specimen_of(office),
    )  # fmt: skip


def call_of(dossier: Dossier) -> str:
    """How the owner is spoken of."""
    owner = dossier.applicant
    if owner is None:
        return "quý cơ quan"
    return {"Nữ": "bà", "Nam": "ông"}.get(owner.sex, "ông/bà")


def signer_of(officer: Officer | None) -> FormSigner:
    """The lines over the name. A deputy signs for the chairman; nobody yet, the place is left to the pen."""
    if officer is None:
        return FormSigner(authority=("CHỦ TỊCH",))
    deputy = "phó" in officer.position.lower()
    return FormSigner(authority=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") if deputy else ("CHỦ TỊCH",), name=officer.name)


def _officer(officer: Officer, office: Office) -> FormOfficer:
    return FormOfficer(name=officer.name, phone=officer.phone or office.hotline)


MAKERS = {
    "02": (lambda dossier: form02_data(dossier=dossier), sheet02),
    "04": (lambda dossier: form04_data(dossier=dossier), sheet04),
    "05": (lambda dossier: form05_data(dossier=dossier), sheet05),
}
