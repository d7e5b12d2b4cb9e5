"""Writes about the public post: a result made ready for it, handed to the postman, delivered or back; what came in."""

from datetime import datetime

from thanthien.journal.actions import Deed, act
from thanthien.outreach import access
from thanthien.outreach.mail import MailAct, MailError, MailState, Way, mail_move, tidy_fee, tidy_tracking
from thanthien.outreach.models_mail import OPEN, PostalItem
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def prepare(*, unit: str, subject: str, tracking: str, fee: str, by: Actor, at: datetime) -> PostalItem:
    """A result lies ready for the postman, with the number of its receipt. Entry `mail.prepared`. Raises MailError."""
    access.check_may_mail(by=by, unit=unit)
    number, amount = tidy_tracking(tracking), tidy_fee(fee)
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        if PostalItem.objects.filter(unit_id=unit, way=Way.OUT, subject=subject, state__in=OPEN).exists():
            raise MailError(say("Kết quả này đã có bưu gửi. Tải lại trang để xem."))
        _check_new(unit, number)
        row = deed.create(
            PostalItem, unit_id=unit, way=Way.OUT, subject=subject, tracking=number, fee_vnd=amount, state=MailState.READY,
            day=day_of(at), made_by=str(by), made_at=at,
        )  # fmt: skip
        deed.enter("mail.prepared", subject=subject, data={"mail": row.pk, "fee": amount})
    return row


def _check_new(unit: str, number: str) -> None:
    if PostalItem.objects.filter(unit_id=unit, tracking=number).exclude(state=MailState.WITHDRAWN).exists():
        raise MailError(say("Số bưu gửi này đã ghi rồi. Xem lại biên lai."), field="tracking")


def take_in(*, unit: str, tracking: str, sender: str, matter: str, by: Actor, at: datetime) -> PostalItem:
    """Papers came by post. Entry `mail.arrived`, without the sender. Raises MailError."""
    access.check_may_mail(by=by, unit=unit)
    number, name, words = tidy_tracking(tracking), " ".join(sender.split())[:80], " ".join(matter.split())[:160]
    if not name:
        raise MailError(say("Ghi tên người gửi như trên phong bì."), field="sender")
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        _check_new(unit, number)
        row = deed.create(
            PostalItem, unit_id=unit, way=Way.IN, tracking=number, state=MailState.ARRIVED, day=day_of(at), sender=name,
            matter=words, made_by=str(by), made_at=at,
        )  # fmt: skip
        deed.enter("mail.arrived", subject=row, data={"day": row.day.isoformat()})
    return row


def withdraw(*, item: PostalItem, by: Actor, at: datetime) -> PostalItem:
    """A mistake, before the postman came. Entry `mail.withdrawn`; `restore` takes it back."""
    return _moved(item, MailAct.WITHDRAW, by=by, at=at)


def restore(*, item: PostalItem, by: Actor, at: datetime) -> PostalItem:
    """It stands on the list again. Entry `mail.restored`. Raises MailError when its number or its result went another way."""
    with act(unit=item.unit_id, by=by, at=at) as deed:
        deed.chain(item.unit_id)
        _check_new(item.unit_id, item.tracking)
        if item.subject and PostalItem.objects.filter(unit_id=item.unit_id, subject=item.subject, state__in=OPEN).exists():
            raise MailError(say("Kết quả này đã có bưu gửi khác."))
        return _moved(item, MailAct.RESTORE, by=by, at=at)


def send(*, item: PostalItem, by: Actor, at: datetime) -> PostalItem:
    """The postman took it. Entry `mail.sent`. The dossier is handed over in the same act (`journeys.send_by_post`)."""
    return _moved(item, MailAct.SEND, by=by, at=at)


def deliver(*, item: PostalItem, receiver: str, by: Actor, at: datetime) -> PostalItem:
    """The receipt came back, signed by `receiver`. Entry `mail.delivered`, without the name. Raises MailError."""
    name = " ".join(receiver.split())[:80]
    if not name:
        raise MailError(say("Ghi tên người ký nhận trên giấy báo phát."), field="receiver")
    return _moved(item, MailAct.DELIVER, by=by, at=at, receiver=name)


def come_back(*, item: PostalItem, by: Actor, at: datetime) -> PostalItem:
    """Nobody was there to take it: it lies at the office again. Entry `mail.came_back`."""
    return _moved(item, MailAct.COME_BACK, by=by, at=at)


def reopen(*, item: PostalItem, by: Actor, at: datetime) -> PostalItem:
    """The end was noted by mistake. Entry `mail.reopened`."""
    return _moved(item, MailAct.REOPEN, by=by, at=at)


def _moved(item: PostalItem, doing: MailAct, *, by: Actor, at: datetime, receiver: str = "") -> PostalItem:
    access.check_may_mail(by=by, unit=item.unit_id)
    with act(unit=item.unit_id, by=by, at=at) as deed:
        row = deed.lock(PostalItem, pk=item.pk, unit_id=item.unit_id)
        line = mail_move(Way(row.way), MailState(row.state), doing, tracking=row.tracking)
        row.state = line.to
        row.sent_at = at if doing is MailAct.SEND else row.sent_at
        row.day = day_of(at) if doing is MailAct.SEND else row.day
        row.ended_at = max(at, row.sent_at) if line.to in (MailState.DELIVERED, MailState.BACK) else None
        row.receiver = receiver
        deed.save(row)
        _enter(deed, row, line.kind)
    return row


def _enter(deed: Deed, row: PostalItem, kind: str) -> None:
    deed.enter(kind, subject=row.subject or row, data={"mail": row.pk, "day": row.day.isoformat()})
