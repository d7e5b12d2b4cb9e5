"""Writes about the tokens of the API: given to an officer or a device, noted by the officer, taken back and given again."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import F

from thanthien.journal import settled
from thanthien.journal.actions import act
from thanthien.journal.models import Entry
from thanthien.people.access import check_may_manage, is_self
from thanthien.people.models import ApiToken, Device, Officer
from thanthien.people.rules import DEVICE_SCOPES, LONGEST_TOKEN_DAYS, PeopleError, Scope
from thanthien.shared.actor import Actor, logins
from thanthien.shared.codes import keyed_digest
from thanthien.shared.wording import say

PURPOSE = "api-token"
PREFIX = "tt_"  # so that a token lying about is known for what it is
UNDO = timedelta(minutes=10)


def issue_token(
    *, unit: str, name: str, scopes: Collection[str], days: int, by: Actor, at: datetime, officer: Officer | None = None,
    device: Device | None = None,
) -> tuple[ApiToken, str]:  # fmt: skip
    """A token of `officer` or of `device`, good for `days`; the text is returned once and kept nowhere. Entry `token.issued`.

    An officer in whose name somebody else makes one is told so at every page until they have looked.
    """
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
        if officer is not None and not is_self(by=by, officer=officer):
            Officer.objects.filter(pk=officer.pk).update(new_tokens=F("new_tokens") + 1)
            settled.noticed(officer)
    return token, text


def note_tokens(*, officer: Officer, by: Actor, at: datetime) -> None:
    """The officer has looked at what was made in their name. Entry `tokens.noted`; nothing when there was nothing new."""
    if not is_self(by=by, officer=officer):
        raise PeopleError(say("Chỉ chính người ấy ghi được là đã xem."))
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        if Officer.objects.filter(pk=officer.pk, new_tokens__gt=0).update(new_tokens=0):
            settled.noticed(officer)
            deed.enter("tokens.noted", subject=officer, data={"login": officer.login})


def revoke_token(*, token: ApiToken, by: Actor, at: datetime) -> ApiToken:
    """The token opens nothing from now on; taken back twice changes nothing. Entry `token.revoked`.

    An administrator does it, and the officer in whose name it acts.
    """
    _check_may_revoke(token, by)
    with act(unit=token.unit_id, by=by, at=at) as deed:
        token = deed.lock(ApiToken, pk=token.pk, unit_id=deed.unit)
        if token.revoked_at is None:
            token.revoked_at = at
            deed.save(token)
            deed.enter("token.revoked", subject=token, data={"holder": holder_code(token)})
    return token


def restore_token(*, token: ApiToken, by: Actor, at: datetime) -> ApiToken:
    """Whoever took it back by mistake gives it again, within ten minutes; the token's text was never kept and still opens.

    Entry `token.restored`. Raises PeopleError for anybody else, and later: then a new one is made.
    """
    _check_may_revoke(token, by)
    with act(unit=token.unit_id, by=by, at=at) as deed:
        token = deed.lock(ApiToken, pk=token.pk, unit_id=deed.unit)
        if token.revoked_at is None:
            return token
        if at - token.revoked_at > UNDO or revoked_by(token) != by.code:
            raise PeopleError(say("Khóa này thu hồi đã lâu, hoặc người khác thu hồi. Cần lại thì quản trị lập khóa mới."))
        token.revoked_at = None
        deed.save(token)
        deed.enter("token.restored", subject=token, data={"holder": holder_code(token)})
    return token


def revoked_by(token: ApiToken) -> str:
    """The login of who took the token back last."""
    last = Entry.objects.filter(kind="token.revoked", subject=f"apitoken:{token.pk}").order_by("-seq").first()
    return logins(last.actor)[0] if last else ""


def _check_may_revoke(token: ApiToken, by: Actor) -> None:
    if token.officer is None or not is_self(by=by, officer=token.officer):
        check_may_manage(by=by, unit=token.unit_id)


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
