"""Writes about the tokens of the API: given to an officer or a device, taken back."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from thanthien.journal.actions import act
from thanthien.people.access import check_may_manage
from thanthien.people.models import ApiToken, Device, Officer
from thanthien.people.rules import DEVICE_SCOPES, LONGEST_TOKEN_DAYS, PeopleError, Scope
from thanthien.shared.actor import Actor
from thanthien.shared.codes import keyed_digest
from thanthien.shared.wording import say

PURPOSE = "api-token"
PREFIX = "tt_"  # so that a token lying about is known for what it is


def issue_token(
    *, unit: str, name: str, scopes: Collection[str], days: int, by: Actor, at: datetime, officer: Officer | None = None,
    device: Device | None = None,
) -> tuple[ApiToken, str]:  # fmt: skip
    """A token of `officer` or of `device`, good for `days`; the text is returned once and kept nowhere. Entry `token.issued`."""
    check_may_manage(by=by, unit=unit)
    name = " ".join(name.split())[:60]
    if not name:
        raise PeopleError(say("Ghi tên phần mềm sẽ dùng khóa này."))
    wanted = _known(scopes)
    if not 1 <= days <= LONGEST_TOKEN_DAYS:
        raise PeopleError(say("Khóa dùng được từ 1 đến {most} ngày. Ghi lại số ngày.", most=LONGEST_TOKEN_DAYS))
    _check_holder(unit, officer, device, wanted)
    text = PREFIX + secrets.token_urlsafe(32)
    with act(unit=unit, by=by, at=at) as deed:
        token = deed.create(
            ApiToken, unit_id=unit, name=name, officer=officer, device=device, scopes=sorted(wanted),
            digest=keyed_digest(text, purpose=PURPOSE), made_at=at, expires_at=at + timedelta(days=days),
        )  # fmt: skip
        deed.enter("token.issued", subject=token, data={"holder": holder_code(token), "scopes": token.scopes, "days": days})
    return token, text


def revoke_token(*, token: ApiToken, by: Actor, at: datetime) -> ApiToken:
    """The token opens nothing from now on; taken back twice changes nothing. Entry `token.revoked`."""
    check_may_manage(by=by, unit=token.unit_id)
    with act(unit=token.unit_id, by=by, at=at) as deed:
        token = deed.lock(ApiToken, pk=token.pk, unit_id=deed.unit)
        if token.revoked_at is None:
            token.revoked_at = at
            deed.save(token)
            deed.enter("token.revoked", subject=token, data={"holder": holder_code(token)})
    return token


def holder_code(token: ApiToken) -> str:
    """The login or device code behind a token, as the journal names it."""
    return str(token.officer.login if token.officer else token.device.code)


def _known(scopes: Collection[str]) -> frozenset[Scope]:
    if not scopes or not set(scopes) <= set(Scope):
        raise PeopleError(say("Chọn ít nhất một việc mà phần mềm được làm."))
    return frozenset(Scope(one) for one in scopes)


def _check_holder(unit: str, officer: Officer | None, device: Device | None, wanted: frozenset[Scope]) -> None:
    if (officer is None) == (device is None):
        raise PeopleError(say("Chọn một cán bộ hoặc một thiết bị cho khóa này."))
    holder = officer or device
    assert holder is not None
    if holder.unit_id != unit:
        raise PeopleError(say("Người hoặc máy này của đơn vị khác. Chọn trong đơn vị mình."))
    if officer is not None and not officer.is_active:
        raise PeopleError(say("{name} đã nghỉ việc. Chọn người khác.", name=officer.name))
    if device is not None and not wanted <= DEVICE_SCOPES:
        raise PeopleError(say("Khóa của thiết bị chỉ lấy số và xem bảng gọi số. Việc khác cần khóa của cán bộ."))
