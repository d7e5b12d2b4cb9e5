"""What a unit decides about bookings, from a day on; taking it back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from thanthien.journal.actions import act
from thanthien.outreach import access, queries
from thanthien.outreach.models import QuotaRule
from thanthien.outreach.rules import BookingError, Quota
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.codes import keyed_digest
from thanthien.shared.wording import say


def set_quota(*, unit: str, data: Mapping[str, Any], valid_from: date, by: Actor, at: datetime, seen: str = "") -> QuotaRule:
    """The quota from `valid_from` on, until the next decision. Bookings made before keep their hour. Entry
    `quota.set`.

    `seen`: the `state_of` the quotas when the form was shown; raises BookingError when somebody changed them since, or for a
    wrong value (its `field` says which).
    """
    access.check_may_set_quota(by=by, unit=unit)
    wanted = Quota.from_data(data).as_data()
    if valid_from < day_of(at):
        raise BookingError(say("Ngày bắt đầu đã qua. Chọn hôm nay hoặc ngày sau."), field="valid_from")
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        _check_seen(unit, seen)
        before = queries.quota(unit=unit, on=valid_from).as_data()
        row = deed.create(QuotaRule, unit_id=unit, valid_from=valid_from, data=wanted, set_by=str(by), set_at=at)
        changed = {key: wanted[key] for key in wanted if before[key] != wanted[key] and key != "seasons"}
        seasons = [[season["first"], season["last"]] for season in wanted["seasons"]]
        data = {"valid_from": valid_from.isoformat(), "changed": changed, "seasons": seasons}
        deed.enter("quota.set", subject=row, data=data)
    return row


def state_of(*, unit: str) -> str:
    """A word that changes whenever the quotas of the unit do: carried by the form, compared when it is sent."""
    rows = queries.quota_rules(unit=unit)
    return keyed_digest("-".join(f"{row.pk}.{row.witness()}" for row in rows), purpose="quota-state")


def _check_seen(unit: str, seen: str) -> None:
    if seen and seen != state_of(unit=unit):
        last = max(queries.quota_rules(unit=unit), key=lambda row: row.set_at, default=None)
        who = last.set_by.partition(":")[2] if last else "?"
        raise BookingError(
            say("{who} vừa đổi hạn mức. Xem số mới ở dưới rồi lưu lại; phần đã gõ vẫn giữ.", who=who), field="seen"
        )


def undo_quota(*, rule: QuotaRule, by: Actor, at: datetime) -> QuotaRule:
    """Take a decision back: what stood before it stands again. Doing it twice changes nothing. Entry `quota.withdrawn`."""
    access.check_may_set_quota(by=by, unit=rule.unit_id)
    with act(unit=rule.unit_id, by=by, at=at) as deed:
        deed.chain(rule.unit_id)
        row = deed.lock(QuotaRule, pk=rule.pk, unit_id=rule.unit_id)
        if not row.withdrawn:
            row.withdrawn = True
            deed.save(row)
            deed.enter("quota.withdrawn", subject=row, data={"valid_from": row.valid_from.isoformat()})
        return row
