"""Every write that a person asks for, and the pause that the clock brings about."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings

from thanthien.exchange import access, incoming, rules
from thanthien.exchange.models import Notice, Webhook
from thanthien.exchange.queries import NAME, PURPOSE
from thanthien.exchange.rules import ExchangeError
from thanthien.journal import followers
from thanthien.journal.actions import Deed, act
from thanthien.journal.models import Entry
from thanthien.shared.actor import Actor, clock
from thanthien.shared.codes import sealed
from thanthien.shared.wording import say


def add_webhook(
    *, unit: str, name: str, address: str, events: Collection[str], by: Actor, at: datetime
) -> tuple[Webhook, str]:  # fmt: skip
    """A receiver of what happens from now on; the secret is returned once. Entry `webhook.added`. Raises ExchangeError."""
    access.check_may_connect(by=by, unit=unit)
    name, wanted = rules.check(name=name, events=events)
    rules.target_of(address, networks=settings.WEBHOOKS["networks"])
    text = rules.new_secret()
    with act(unit=unit, by=by, at=at) as deed:
        behind = deed.chain(unit).seq
        if Webhook.objects.filter(unit_id=unit, removed_at=None).count() >= rules.MOST_WEBHOOKS:
            raise ExchangeError(say("Mỗi xã có nhiều nhất {most} nơi nhận. Bỏ nơi không dùng nữa.", most=rules.MOST_WEBHOOKS))
        row = deed.create(
            Webhook, unit_id=unit, name=name, address=address, events=wanted, secret=sealed(text, purpose=PURPOSE),
            from_seq=behind, made_at=at,
        )  # fmt: skip
        deed.enter("webhook.added", subject=row, data={"events": wanted})
    return row, text


def change_webhook(
    *, webhook: Webhook, name: str, address: str, events: Collection[str], by: Actor, at: datetime, seen: str = ""
) -> Webhook:  # fmt: skip
    """Another name, address or choice of events. `seen`: the witness shown with the form. Entry `webhook.changed`.

    Raises ExchangeError, ChangedMeanwhile.
    """
    access.check_may_connect(by=by, unit=webhook.unit_id)
    name, wanted = rules.check(name=name, events=events)
    rules.target_of(address, networks=settings.WEBHOOKS["networks"])
    with act(unit=webhook.unit_id, by=by, at=at) as deed:
        row = _locked(deed, webhook, seen=seen)
        facts = {"name": name, "address": address, "events": wanted}
        changed = sorted(field for field, value in facts.items() if getattr(row, field) != value)
        if changed:
            row.name, row.address, row.events = name, address, wanted
            if "address" in changed:
                row.rest_until = row.failing_since = None
            deed.save(row)
            deed.enter("webhook.changed", subject=row, data={"fields": changed, "events": wanted})
    return row


def rotate_secret(*, webhook: Webhook, by: Actor, at: datetime) -> tuple[Webhook, str]:
    """A new secret, returned once; the one before signs beside it for a day, so that the receiver can change over. Entry
    `webhook.rotated`.
    """
    access.check_may_connect(by=by, unit=webhook.unit_id)
    text = rules.new_secret()
    with act(unit=webhook.unit_id, by=by, at=at) as deed:
        row = _locked(deed, webhook)
        row.former, row.former_until = row.secret, at + rules.OVERLAP
        row.secret = sealed(text, purpose=PURPOSE)
        deed.save(row)
        deed.enter("webhook.rotated", subject=row, data={"former_until": row.former_until.isoformat()})
    return row, text


def take_back_rotation(*, webhook: Webhook, by: Actor, at: datetime) -> Webhook:
    """The secret before holds alone again. Entry `webhook.rotation_undone`. Raises ExchangeError once it has ended."""
    access.check_may_connect(by=by, unit=webhook.unit_id)
    with act(unit=webhook.unit_id, by=by, at=at) as deed:
        row = _locked(deed, webhook)
        if row.former_until is None or row.former_until <= at:
            raise ExchangeError(say("Khóa ký cũ đã hết hạn nên không quay lại được. Lập khóa mới."))
        row.secret, row.former, row.former_until = row.former, "", None
        deed.save(row)
        deed.enter("webhook.rotation_undone", subject=row)
    return row


def switch_off(*, webhook: Webhook, by: Actor, at: datetime) -> Webhook:
    """Nothing is told from now on; what waits stays for when it is switched on again. Entry `webhook.switched_off`."""
    access.check_may_connect(by=by, unit=webhook.unit_id)
    with act(unit=webhook.unit_id, by=by, at=at) as deed:
        row = _locked(deed, webhook)
        if row.active:
            row.active, row.paused_at = False, None
            deed.save(row)
            deed.enter("webhook.switched_off", subject=row)
    return row


def switch_on(*, webhook: Webhook, by: Actor, at: datetime) -> Webhook:
    """Told again, from what happens now; what waited, or was collected while it paused by itself, goes out first, in order.
    Entry `webhook.switched_on`.
    """
    access.check_may_connect(by=by, unit=webhook.unit_id)
    with act(unit=webhook.unit_id, by=by, at=at) as deed:
        behind = deed.chain(webhook.unit_id).seq
        row = _locked(deed, webhook)
        if not row.active or row.paused_at is not None:
            if not row.active:
                row.from_seq = behind
            row.active, row.paused_at, row.failing_since, row.rest_until = True, None, None, None
            deed.save(row)
            followers.all_due_now(follower=NAME, unit=row.unit_id, target=str(row.pk), at=at)
            deed.enter("webhook.switched_on", subject=row)
    return row


def remove(*, webhook: Webhook, by: Actor, at: datetime) -> Webhook:
    """It leaves the list and is told nothing. Entry `webhook.removed`."""
    access.check_may_connect(by=by, unit=webhook.unit_id)
    with act(unit=webhook.unit_id, by=by, at=at) as deed:
        row = _locked(deed, webhook)
        row.removed_at = at
        deed.save(row)
        deed.enter("webhook.removed", subject=row)
    return row


def restore(*, webhook: Webhook, by: Actor, at: datetime) -> Webhook:
    """Back on the list as it was, told of what happens from now on. Entry `webhook.restored`."""
    access.check_may_connect(by=by, unit=webhook.unit_id)
    with act(unit=webhook.unit_id, by=by, at=at) as deed:
        behind = deed.chain(webhook.unit_id).seq
        row = deed.lock(Webhook, pk=webhook.pk, unit_id=deed.unit)
        if row.removed_at is not None:
            row.removed_at, row.from_seq = None, behind
            deed.save(row)
            deed.enter("webhook.restored", subject=row)
    return row


def ask_test(*, webhook: Webhook, by: Actor, at: datetime) -> Entry:
    """The entry that a notice for trying is made from. Entry `webhook.tested`."""
    access.check_may_connect(by=by, unit=webhook.unit_id)
    with act(unit=webhook.unit_id, by=by, at=at) as deed:
        row = _locked(deed, webhook)
        return deed.enter(rules.TEST, subject=row)


def send_again(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    """A notice that was given up is due once more. Entry `webhook.again`. Raises ExchangeError when it was not."""
    access.check_may_connect(by=by, unit=notice.unit_id)
    with act(unit=notice.unit_id, by=by, at=at) as deed:
        row = _locked(deed, notice.webhook)
        where = {"follower": NAME, "unit": row.unit_id, "seq": notice.seq, "target": str(row.pk)}
        if not followers.due_again(at=at, **where):
            raise ExchangeError(say("Tin này không còn chờ gửi lại. Tải lại trang để xem."))
        deed.enter("webhook.again", subject=row, data={"notice": notice.code})
    return notice


def pause(*, webhook: Webhook, gone: bool, by: Actor, at: datetime) -> None:
    """It stops by itself; an administrator is told at their first page. `gone`: the receiver said so. Entry `webhook.paused`."""
    with act(unit=webhook.unit_id, by=by, at=at) as deed:
        row = deed.lock(Webhook, pk=webhook.pk, unit_id=deed.unit)
        if row.paused_at is None and row.active and row.removed_at is None:
            row.paused_at = at
            deed.save(row)
            deed.enter("webhook.paused", subject=row, data={"why": "gone" if gone else "unreached"})


def tick(*, unit: str, at: datetime) -> int:
    """Secrets that were changed for others are forgotten when their day is over; how many. Entry `webhook.forgot_secret`."""
    forgotten = incoming.tick(unit=unit, by=clock(unit), at=at)
    over = Webhook.objects.filter(unit_id=unit, former_until__lte=at).order_by("pk").values_list("pk", "former_until")
    return forgotten + sum(_forget(unit, pk, moment) for pk, moment in list(over))


def _forget(unit: str, pk: int, moment: datetime) -> bool:
    """At its legal moment; False when the secret was changed again, or another clock was here, since the list was read."""
    with act(unit=unit, by=clock(unit), at=moment) as deed:
        row = deed.lock(Webhook, pk=pk, unit_id=unit)
        if row.former_until != moment:
            return False
        row.former, row.former_until = "", None
        deed.save(row)
        deed.enter("webhook.forgot_secret", subject=row)
    return True


def _locked(deed: Deed, webhook: Webhook, *, seen: str = "") -> Webhook:
    row = deed.lock(Webhook, pk=webhook.pk, unit_id=deed.unit, seen=seen)
    if row.removed_at is not None:
        raise ExchangeError(say("Nơi nhận này đã bỏ. Tải lại danh sách."))
    return row
