"""The weekly roster: somebody is put on duty, taken off, a week is taken over into the next."""

from datetime import date, datetime, timedelta

from thanthien.journal.actions import act
from thanthien.people.models import Officer
from thanthien.posting import access, duty_rules
from thanthien.posting.models_news import Duty
from thanthien.posting.rules import PostingError
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

A_WEEK = timedelta(days=7)


def add_duty(*, unit: str, day: date, part: str, officer: Officer, task: str, by: Actor, at: datetime) -> Duty:
    """Somebody of the unit is on duty. Entry `duty.added`. Raises PostingError with its `field`."""
    access.check_may_plan(by=by, unit=unit)
    said = duty_rules.check_line(day=day, part=part, task=task, today=day_of(at))
    if officer.unit_id != unit or not officer.is_active:
        raise PostingError(say("Người này hiện không làm việc ở xã. Chọn người khác trong danh sách."), "officer")
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        there = Duty.objects.filter(unit_id=unit, day=day, part=part, officer=officer, task=said, dropped_at__isnull=True).first()
        if there is not None:
            return there
        row = deed.create(Duty, unit_id=unit, day=day, part=part, officer=officer, task=said, noted_at=at)
        deed.enter("duty.added", subject=row, data={"officer": officer.login, "day": day.isoformat(), "part": part})
    return row


def drop_duty(*, duty: Duty, by: Actor, at: datetime) -> Duty:
    """Not on duty then. Entry `duty.dropped`."""
    return _turn(duty, by, at, dropped=True)


def restore_duty(*, duty: Duty, by: Actor, at: datetime) -> Duty:
    """Take that back. Entry `duty.restored`. Raises PostingError when the same line stands there again."""
    return _turn(duty, by, at, dropped=False)


def _turn(duty: Duty, by: Actor, at: datetime, *, dropped: bool) -> Duty:
    access.check_may_plan(by=by, unit=duty.unit_id)
    with act(unit=duty.unit_id, by=by, at=at) as deed:
        row = deed.lock(Duty, pk=duty.pk, unit_id=duty.unit_id)
        if (row.dropped_at is not None) == dropped:
            return row
        twin = Duty.objects.filter(day=row.day, part=row.part, officer_id=row.officer_id, task=row.task, dropped_at__isnull=True)
        if not dropped and twin.exists():
            raise PostingError(say("Dòng này đã có lại trong lịch."))
        row.dropped_at = at if dropped else None
        deed.save(row)
        data = {"officer": row.officer.login, "day": row.day.isoformat(), "part": row.part}
        deed.enter("duty.dropped" if dropped else "duty.restored", subject=row, data=data)
    return row


def copy_week(*, unit: str, monday: date, by: Actor, at: datetime) -> int:
    """The week that begins on `monday` gets the lines of the week before; returns how many. Entry `duty.added` each."""
    access.check_may_plan(by=by, unit=unit)
    rows = Duty.objects.filter(unit_id=unit, dropped_at__isnull=True, officer__is_active=True)
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        lines = duty_rules.to_copy(
            rows.filter(day__gte=monday - A_WEEK, day__lt=monday).values_list("day", "part", "officer_id", "task"),
            rows.filter(day__gte=monday, day__lt=monday + A_WEEK).values_list("day", "part", "officer_id", "task"),
        )
        if not lines:
            raise PostingError(say("Tuần trước chưa có lịch, hoặc tuần này đã chép đủ."))
        logins = dict(Officer.objects.filter(pk__in={line[2] for line in lines}).values_list("pk", "login"))
        for day, part, officer, task in lines:
            duty_rules.check_line(day=day, part=part, task=task, today=day_of(at))
            row = deed.create(Duty, unit_id=unit, day=day, part=part, officer_id=officer, task=task, noted_at=at)
            deed.enter("duty.added", subject=row, data={"officer": logins[officer], "day": day.isoformat(), "part": part})
    return len(lines)
