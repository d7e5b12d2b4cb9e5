"""Writes about devices: added, invited by six digits, enrolled, changed, shut out, taken away."""

import secrets
from datetime import datetime, timedelta

from thanthien.journal.actions import act
from thanthien.people.access import check_may_manage
from thanthien.people.editing import put
from thanthien.people.models import Counter, Device
from thanthien.people.rules import DeviceKind, PeopleError
from thanthien.shared import chance
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.codes import keyed_digest
from thanthien.shared.wording import say

ENROL_MINUTES = 10
DEVICE_FACTS = frozenset({"name", "counter"})


def add_device(*, unit: str, kind: str, code: str, name: str, by: Actor, at: datetime, counter: Counter | None = None) -> Device:
    """A device that may be enrolled. Entry `device.added`. Raises PeopleError when the code is taken."""
    check_may_manage(by=by, unit=unit)
    _check_counter(unit, counter)
    with act(unit=unit, by=by, at=at) as deed:
        if Device.objects.filter(unit_id=unit, code=code).exists():
            raise PeopleError(say("Mã {code} đã có thiết bị mang. Chọn mã khác.", code=code))
        device = deed.create(Device, id=chance.identity(), unit_id=unit, kind=kind, code=code, name=name, counter=counter)
        deed.enter("device.added", subject=device, data={"code": code, "kind": kind})
    return device


def issue_enrol_code(*, device: Device, by: Actor, at: datetime) -> str:
    """Six digits, shown once to the administrator, good for ten minutes. Entry `device.invited`."""
    check_may_manage(by=by, unit=device.unit_id)
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
        raise PeopleError(say("Mã thiết bị không đúng hoặc đã quá 10 phút. Xin quản trị cấp mã mới."))
    token = secrets.token_urlsafe(32)
    by = Actor(ActorKind.DEVICE, found.code, found.unit_id)
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
    check_may_manage(by=by, unit=device.unit_id)
    with act(unit=device.unit_id, by=by, at=at) as deed:
        device = deed.lock(Device, pk=device.pk)
        device.revoked_at, device.token_digest = at, ""
        deed.save(device)
        deed.enter("device.revoked", subject=device, data={"code": device.code})
    return device


def change_device(*, device: Device, by: Actor, at: datetime, seen: str = "", **facts: object) -> Device:
    """Change the name or the counter it stands on (`counter`, None = none). Entry `device.changed` with what changed."""
    check_may_manage(by=by, unit=device.unit_id)
    with act(unit=device.unit_id, by=by, at=at) as deed:
        device = deed.lock(Device, pk=device.pk, seen=seen)
        changed = put(device, facts, allowed=DEVICE_FACTS)
        _check_counter(device.unit_id, device.counter)
        if device.kind == DeviceKind.TABLET and device.counter is None:
            raise PeopleError(say("Máy chấm điểm phải đặt ở một quầy. Chọn quầy."))
        if changed:
            deed.save(device)
            deed.enter("device.changed", subject=device, data={"code": device.code, "fields": changed})
    return device


def remove_device(*, device: Device, by: Actor, at: datetime) -> None:
    """The device is shut out and off the list; its code stays readable in the journal. Entry `device.removed`."""
    check_may_manage(by=by, unit=device.unit_id)
    with act(unit=device.unit_id, by=by, at=at) as deed:
        device = deed.lock(Device, pk=device.pk)
        if device.api_tokens.exists():
            raise PeopleError(say("{name} đã có khóa kết nối nên còn trong sổ. Thu hồi thay vì bỏ.", name=device.name))
        subject, code = f"device:{device.pk}", device.code
        deed.delete(device)
        deed.enter("device.removed", subject=subject, data={"code": code})


def _check_counter(unit: str, counter: Counter | None) -> None:
    if counter is not None and (counter.unit_id != unit or not counter.active):
        raise PeopleError(say("Quầy này không có trong sảnh. Chọn quầy khác."))
