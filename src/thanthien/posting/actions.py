"""Writes of the room: who stands in the public list, which phone is published, when leaders receive people."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import models

from thanthien.journal.actions import Deed, act
from thanthien.people.models import Officer
from thanthien.posting.access import check_may_publish
from thanthien.posting.models import Contact, Reception
from thanthien.posting.rules import LONGEST_RULE, Group, PostingError, ReceptionRule, check_rule, tidy_phone
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say


def list_contact(
    *, unit: str, officer: Officer, group: Group, by: Actor, at: datetime, position: str = "", duty: str = "", order: int = 100
) -> Contact:
    """Put an officer of the unit on the public list, without a phone. Entry `contact.listed`.

    Raises PostingError for somebody of another unit, who left, or who stands there already.
    """
    check_may_publish(by=by, unit=unit)
    if officer.unit_id != unit or not officer.is_active:
        raise PostingError(say("Người này hiện không làm việc ở xã. Chọn người khác trong danh sách."))
    with act(unit=unit, by=by, at=at) as deed:
        contact = Contact.objects.filter(officer=officer).first()
        if contact is not None and contact.shown:
            raise PostingError(say("{name} đã có trong danh sách liên hệ.", name=officer.name))
        if contact is None:
            contact = Contact(unit_id=unit, officer=officer, group=group, position=position, duty=duty, order=order)
            deed.save(contact, new=True)
        else:
            contact = deed.lock(Contact, pk=contact.pk)
            contact.group, contact.position, contact.duty, contact.order, contact.shown = group, position, duty, order, True
            deed.save(contact)
        deed.enter("contact.listed", subject=contact, data={"officer": officer.login, "group": group})
    return contact


def change_contact(
    *, contact: Contact, by: Actor, at: datetime, seen: str = "", group: Group, position: str, duty: str, order: int
) -> Contact:
    """Change how somebody stands on the list. Entry `contact.changed` with the names of what changed; none when nothing did.

    `seen` = the row's witness when the form was shown; raises ChangedMeanwhile when somebody changed it since.
    """
    facts = {"group": group, "position": position, "duty": duty, "order": order}
    with _on(contact, by, at, seen) as (deed, row):
        changed = sorted(name for name, value in facts.items() if getattr(row, name) != value)
        if changed:
            for name in changed:
                setattr(row, name, facts[name])
            deed.save(row)
            deed.enter("contact.changed", subject=row, data={"officer": row.officer.login, "fields": changed})
    return row


def publish_phone(*, contact: Contact, phone: str, by: Actor, at: datetime, seen: str = "") -> Contact:
    """Let everybody read this number of `contact`. Entry `phone.published`, without the number. Raises PostingError."""
    number = tidy_phone(phone)
    with _on(contact, by, at, seen) as (deed, row):
        if not row.shown:
            raise PostingError(say("Người này không còn trong danh sách. Đưa lại vào danh sách trước khi công bố số."))
        if row.phone != number:
            row.phone = number
            deed.save(row)
            deed.enter("phone.published", subject=row, data={"officer": row.officer.login})
    return row


def withdraw_phone(*, contact: Contact, by: Actor, at: datetime, seen: str = "") -> Contact:
    """The number is no longer public. Entry `phone.withdrawn`."""
    with _on(contact, by, at, seen) as (deed, row):
        if row.phone:
            row.phone = ""
            deed.save(row)
            deed.enter("phone.withdrawn", subject=row, data={"officer": row.officer.login})
    return row


def unlist_contact(*, contact: Contact, by: Actor, at: datetime, seen: str = "") -> Contact:
    """Take somebody off the list, and their phone with them. Entry `contact.unlisted`; listing them again restores the rest."""
    with _on(contact, by, at, seen) as (deed, row):
        if row.shown:
            row.shown, row.phone = False, ""
            deed.save(row)
            deed.enter("contact.unlisted", subject=row, data={"officer": row.officer.login})
    return row


def add_reception(*, contact: Contact, rule: ReceptionRule, by: Actor, at: datetime, place: str = "") -> Reception:
    """`contact` receives people by `rule`. Entry `reception.added`. Raises PostingError."""
    check_rule(rule)
    with _on(contact, by, at) as (deed, row):
        if row.receptions.filter(_open(rule.valid_from)).count() >= LONGEST_RULE:
            raise PostingError(say("Mỗi người có nhiều nhất {n} buổi tiếp. Bỏ bớt một buổi rồi thêm buổi mới.", n=LONGEST_RULE))
        if row.receptions.filter(_open(rule.valid_from), weekday=rule.weekday, week=rule.week, opens=rule.opens).exists():
            raise PostingError(say("Buổi tiếp này đã có trong lịch."))
        made = deed.create(
            Reception, unit_id=row.unit_id, contact=row, weekday=rule.weekday, week=rule.week, opens=rule.opens,
            closes=rule.closes, place=place, valid_from=rule.valid_from, valid_to=rule.valid_to,
        )  # fmt: skip
        deed.enter(
            "reception.added", subject=made, data={"officer": row.officer.login, "weekday": rule.weekday, "week": rule.week}
        )
    return made


def end_reception(*, reception: Reception, last_day: date, by: Actor, at: datetime) -> Reception:
    """The rule holds up to `last_day` and no longer. Entry `reception.ended`; `resume_reception` takes it back."""
    check_may_publish(by=by, unit=reception.unit_id)
    with act(unit=reception.unit_id, by=by, at=at) as deed:
        row = deed.lock(Reception, pk=reception.pk)
        row.valid_from, row.valid_to = min(row.valid_from, last_day), last_day
        deed.save(row)
        deed.enter("reception.ended", subject=row, data={"to": row.valid_to.isoformat()})
    return row


def resume_reception(*, reception: Reception, by: Actor, at: datetime) -> Reception:
    """Take the end back. Entry `reception.resumed`."""
    check_may_publish(by=by, unit=reception.unit_id)
    with act(unit=reception.unit_id, by=by, at=at) as deed:
        row = deed.lock(Reception, pk=reception.pk)
        row.valid_to = None
        deed.save(row)
        deed.enter("reception.resumed", subject=row, data={"weekday": row.weekday, "week": row.week})
    return row


def _open(on: date) -> models.Q:
    return models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=on)


@contextmanager
def _on(contact: Contact, by: Actor, at: datetime, seen: str = "") -> Iterator[tuple[Deed, Contact]]:
    """An act on one contact, its row locked."""
    check_may_publish(by=by, unit=contact.unit_id)
    with act(unit=contact.unit_id, by=by, at=at) as deed:
        yield deed, deed.lock(Contact, seen=seen, pk=contact.pk)
