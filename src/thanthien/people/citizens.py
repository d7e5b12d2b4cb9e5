"""Writes about the people whom the office serves: found again or new."""

from datetime import date, datetime

from django.db.models import QuerySet

from thanthien.journal.actions import act
from thanthien.journal.asking import composed
from thanthien.people.models import Citizen, Organisation
from thanthien.people.queries import WITH_ID
from thanthien.people.rules import PeopleError
from thanthien.shared.actor import Actor
from thanthien.shared.codes import keyed_digest
from thanthien.shared.folding import fold
from thanthien.shared.wording import say


def register_citizen(
    *, unit: str, name: str, by: Actor, at: datetime, id_number: str = "", birth_date: date | None = None,
    birth_year_only: bool = False,
    sex: str = "", address: str = "", phone: str = "", email: str = "",
) -> Citizen:  # fmt: skip
    """The person, found again by ID number or new; what is known better now replaces what was. Entry `citizen.registered` /
    `.updated`.
    """
    if not name.strip():
        raise PeopleError(say("Chưa có họ tên. Gõ họ tên như trên giấy tờ."))
    id_digest = keyed_digest(id_number, purpose="citizen-id") if id_number else ""
    facts = {
        "name": name.strip(), "name_fold": fold(name), "birth_date": birth_date, "birth_year_only": birth_year_only, "sex": sex,
        "address": address.strip(), "phone": phone.strip(), "email": email.strip(),
    }  # fmt: skip
    with act(unit=unit, by=by, at=at) as deed:
        known = _locked.first(unit=unit, digest=id_digest) if id_digest else None
        if known is None:
            citizen = Citizen(unit_id=unit, id_number=id_number, id_digest=id_digest, **facts)
        else:
            citizen = known
            changed = {k: v for k, v in facts.items() if v not in ("", None, False) and getattr(citizen, k) != v}
            if not changed:
                return citizen
            for key, value in changed.items():
                setattr(citizen, key, value)
        citizen.phone_digest = keyed_digest(citizen.phone, purpose="citizen-phone") if citizen.phone else ""
        deed.save(citizen, new=known is None)
        deed.enter("citizen.updated" if known else "citizen.registered", subject=citizen)
    return citizen


@composed
def _locked(unit: str, digest: str) -> QuerySet[Citizen]:
    return Citizen.objects.select_for_update(of=("self",)).filter(WITH_ID, unit_id=unit, id_digest=digest).order_by()[:1]


def register_organisation(
    *,
    unit: str,
    name: str,
    by: Actor,
    at: datetime,
    tax_code: str = "",
    kind: str = "business",
    address: str = "",
    phone: str = "",
) -> Organisation:
    """The business or organisation, found again by tax code or new. Entry `organisation.registered` / `.updated`."""
    if not name.strip():
        raise PeopleError(say("Chưa có tên tổ chức. Gõ tên như trên giấy đăng ký."))
    facts = {"name": name.strip(), "name_fold": fold(name), "kind": kind, "address": address.strip(), "phone": phone.strip()}
    with act(unit=unit, by=by, at=at) as deed:
        known = Organisation.objects.select_for_update().filter(unit_id=unit, tax_code=tax_code).first() if tax_code else None
        organisation = known or Organisation(unit_id=unit, tax_code=tax_code)
        for key, value in facts.items():
            if value or known is None:
                setattr(organisation, key, value)
        deed.save(organisation, new=known is None)
        deed.enter("organisation.updated" if known else "organisation.registered", subject=organisation)
    return organisation
