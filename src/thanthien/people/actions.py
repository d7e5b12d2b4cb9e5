"""Writes of the room: offices, officers, roles, counters, devices, citizens."""

import secrets
from datetime import date, datetime, timedelta

from thanthien.journal.actions import Deed, act
from thanthien.people.models import Citizen, Counter, Device, Office, Officer, Organisation, RoleGrant
from thanthien.people.rules import CounterState, PeopleError, Role
from thanthien.shared.actor import Actor
from thanthien.shared.codes import keyed_digest
from thanthien.shared.folding import fold

ENROL_MINUTES = 10


def open_office(*, unit: str, centre: str, place: str, by: Actor, at: datetime, demo: bool = False, **facts: object) -> Office:
    """A unit begins to run its hall here. Entry `office.opened`."""
    with act(unit=unit, by=by, at=at) as deed:
        office = deed.create(Office, unit_id=unit, centre=centre, place=place, demo=demo, **facts)
        deed.enter("office.opened", subject=f"office:{unit}", data={"demo": demo})
    return office


def change_office(*, unit: str, by: Actor, at: datetime, **facts: object) -> Office:
    """Change hours, priority, hotline … Entry `office.changed` with the names of what changed."""
    with act(unit=unit, by=by, at=at) as deed:
        office = deed.lock(Office, pk=unit)
        for name, value in facts.items():
            setattr(office, name, value)
        deed.save(office)
        deed.enter("office.changed", subject=f"office:{unit}", data={"fields": sorted(facts)})
    return office


def add_officer(
    *, unit: str, login: str, name: str, by: Actor, at: datetime, roles: tuple[Role, ...] = (), fields: tuple[str, ...] = (),
    password: str | None = None, **facts: object,
) -> Officer:  # fmt: skip
    """A new officer with roles from today. Without a password nobody can log in as them. Entry `officer.added`."""
    with act(unit=unit, by=by, at=at) as deed:
        officer = Officer(login=login, unit_id=unit, name=name, name_fold=fold(name), **facts)
        officer.set_password(password)
        deed.save(officer, new=True)
        for role in roles:
            kept = list(fields) if role in (Role.SPECIALIST, Role.POLICE) else []
            deed.create(RoleGrant, officer=officer, role=role, unit_id=unit, fields=kept, valid_from=at.date())
        deed.enter("officer.added", subject=officer, data={"login": login, "roles": sorted(roles), "fields": sorted(fields)})
    return officer


def grant_role(
    *, officer: Officer, role: Role, by: Actor, at: datetime, valid_from: date, valid_to: date | None = None
) -> RoleGrant:
    """`officer` holds `role` from a day to a day. Entry `role.granted`."""
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        grant = deed.create(
            RoleGrant, officer=officer, role=role, unit_id=officer.unit_id, valid_from=valid_from, valid_to=valid_to
        )
        deed.enter("role.granted", subject=officer, data={"login": officer.login, "role": role, "from": valid_from.isoformat()})
    return grant


def add_counter(*, unit: str, number: int, by: Actor, at: datetime, name: str = "") -> Counter:
    """A counter of the hall. Entry `counter.added`."""
    with act(unit=unit, by=by, at=at) as deed:
        counter = deed.create(Counter, unit_id=unit, number=number, name=name, since=at)
        deed.enter("counter.added", subject=counter, data={"counter": number})
    return counter


def _turn(deed: Deed, counter: Counter, state: CounterState, officer: Officer | None, kind: str, at: datetime) -> Counter:
    counter.state, counter.officer, counter.since = state, officer, at
    deed.save(counter)
    deed.enter(kind, subject=counter, data={"counter": counter.number, "officer": officer.login if officer else ""})
    return counter


def open_counter(*, counter: Counter, officer: Officer, by: Actor, at: datetime) -> Counter:
    """`officer` sits down at `counter`. Raises PeopleError when somebody else sits there or the officer sits elsewhere."""
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        counter = deed.lock(Counter, pk=counter.pk)
        if officer.unit_id != counter.unit_id:
            raise PeopleError("Quầy này thuộc xã khác.")
        if counter.officer_id not in (None, officer.pk):
            raise PeopleError(
                f"Quầy {counter.number} đang có {counter.officer.name} ngồi. Chọn quầy khác, hoặc nhờ đồng nghiệp rời quầy."
            )
        elsewhere = Counter.objects.filter(officer=officer).exclude(pk=counter.pk).first()
        if elsewhere is not None:
            raise PeopleError(f"Đang mở quầy {elsewhere.number}. Rời quầy ấy trước rồi mở quầy {counter.number}.")
        if counter.state == CounterState.OPEN and counter.officer_id == officer.pk:
            return counter
        return _turn(deed, counter, CounterState.OPEN, officer, "counter.opened", at)


def pause_counter(*, counter: Counter, by: Actor, at: datetime) -> Counter:
    """The counter rests for a while; people keep waiting for the others. Entry `counter.paused`."""
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        counter = deed.lock(Counter, pk=counter.pk)
        if counter.state != CounterState.OPEN:
            raise PeopleError(f"Quầy {counter.number} chưa mở nên không tạm nghỉ được.")
        return _turn(deed, counter, CounterState.PAUSED, counter.officer, "counter.paused", at)


def resume_counter(*, counter: Counter, by: Actor, at: datetime) -> Counter:
    """The counter works again. Entry `counter.resumed`."""
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        counter = deed.lock(Counter, pk=counter.pk)
        if counter.state != CounterState.PAUSED:
            raise PeopleError(f"Quầy {counter.number} không ở trạng thái tạm nghỉ.")
        return _turn(deed, counter, CounterState.OPEN, counter.officer, "counter.resumed", at)


def close_counter(*, counter: Counter, by: Actor, at: datetime) -> Counter:
    """The officer leaves the counter. Closing a closed counter changes nothing. Entry `counter.closed`."""
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        counter = deed.lock(Counter, pk=counter.pk)
        if counter.state == CounterState.CLOSED:
            return counter
        return _turn(deed, counter, CounterState.CLOSED, None, "counter.closed", at)


def add_device(*, unit: str, kind: str, code: str, name: str, by: Actor, at: datetime, counter: Counter | None = None) -> Device:
    """A device that may be enrolled. Entry `device.added`."""
    with act(unit=unit, by=by, at=at) as deed:
        device = deed.create(Device, unit_id=unit, kind=kind, code=code, name=name, counter=counter)
        deed.enter("device.added", subject=device, data={"code": code, "kind": kind})
    return device


def issue_enrol_code(*, device: Device, by: Actor, at: datetime) -> str:
    """Six digits, shown once to the administrator, good for ten minutes. Entry `device.invited`."""
    digits = f"{secrets.randbelow(10**6):06d}"
    with act(unit=device.unit_id, by=by, at=at) as deed:
        device = deed.lock(Device, pk=device.pk)
        device.enrol_digest = keyed_digest(digits, purpose="device-enrol")
        device.enrol_until = at + timedelta(minutes=ENROL_MINUTES)
        deed.save(device)
        deed.enter("device.invited", subject=device, data={"code": device.code})
    return digits


def enrol(*, digits: str, at: datetime) -> tuple[Device, str]:
    """The device that types the six digits gets its token (kept as a digest). Raises PeopleError for a wrong or old code."""
    digest = keyed_digest(digits.strip().replace(" ", ""), purpose="device-enrol")
    found = Device.objects.filter(enrol_digest=digest, enrol_until__gte=at).first()
    if found is None:
        raise PeopleError("Mã thiết bị không đúng hoặc đã quá 10 phút. Xin quản trị cấp mã mới.")
    token = secrets.token_urlsafe(32)
    by = Actor("device", found.code, found.unit_id)  # type: ignore[arg-type]
    with act(unit=found.unit_id, by=by, at=at) as deed:
        device = deed.lock(Device, pk=found.pk)
        device.enrol_digest, device.enrol_until = "", None
        device.token_digest = keyed_digest(token, purpose="device-token")
        device.enrolled_at, device.revoked_at = at, None
        deed.save(device)
        deed.enter("device.enrolled", subject=device, data={"code": device.code})
    return device, token


def revoke(*, device: Device, by: Actor, at: datetime) -> Device:
    """The device is shut out at once. Entry `device.revoked`."""
    with act(unit=device.unit_id, by=by, at=at) as deed:
        device = deed.lock(Device, pk=device.pk)
        device.revoked_at, device.token_digest = at, ""
        deed.save(device)
        deed.enter("device.revoked", subject=device, data={"code": device.code})
    return device


def register_citizen(
    *, unit: str, name: str, by: Actor, at: datetime, id_number: str = "", birth_date: date | None = None,
    birth_year_only: bool = False,
    sex: str = "", address: str = "", phone: str = "", email: str = "",
) -> Citizen:  # fmt: skip
    """The person, found again by ID number or new; what is known better now replaces what was. Entry `citizen.registered` /
    `.updated`.
    """
    if not name.strip():
        raise PeopleError("Chưa có họ tên. Gõ họ tên như trên giấy tờ.")
    id_digest = keyed_digest(id_number, purpose="citizen-id") if id_number else ""
    facts = {
        "name": name.strip(), "name_fold": fold(name), "birth_date": birth_date, "birth_year_only": birth_year_only, "sex": sex,
        "address": address.strip(), "phone": phone.strip(), "email": email.strip(),
    }  # fmt: skip
    with act(unit=unit, by=by, at=at) as deed:
        known = Citizen.objects.select_for_update().filter(unit_id=unit, id_digest=id_digest).first() if id_digest else None
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
        raise PeopleError("Chưa có tên tổ chức. Gõ tên như trên giấy đăng ký.")
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
