"""Writes of the room besides tallies: the alert that an officer opened many files, and that a leader looked at it."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError

from thanthien.indicators import queries
from thanthien.indicators.looks import too_many
from thanthien.indicators.models import LookAlert
from thanthien.journal.actions import act
from thanthien.people.access import check_may_lead
from thanthien.shared.actor import Actor, clock
from thanthien.shared.clock import day_of
from thanthien.shared.wording import Refusal, say


class IndicatorError(Refusal):
    """A sentence for the person in front of the screen."""


def tick(*, unit: str, at: datetime) -> int:
    """The clock looks at the tallies of today and yesterday (looks are sealed late by minutes); returns how many alerts are new.

    One alert an officer and day. Entry `access.many_foreign`.
    """
    done = 0
    for day in (day_of(at) - timedelta(days=1), day_of(at)):
        limit = queries.look_limit(on=day)
        if limit is None:
            continue
        many = too_many(queries.foreign_looks(unit=unit, since=day - timedelta(days=limit.days - 1), until=day), limit)
        known = set(LookAlert.objects.filter(unit=unit, day=day).values_list("officer", flat=True)) if many else set()
        done += sum(_raise(unit, officer, day, files, limit.files, at) for officer, files in many.items() if officer not in known)
    return done


def _raise(unit: str, officer: str, day: date, files: int, limit: int, at: datetime) -> bool:
    """One alert; False when another clock was faster."""
    try:
        with act(unit=unit, by=clock(unit), at=at) as deed:
            alert = deed.create(LookAlert, unit=unit, officer=officer, day=day, files=files, at=at)
            data = {"officer": officer, "day": day.isoformat(), "files": files, "limit": limit}
            deed.enter("access.many_foreign", subject=alert, data=data)
    except IntegrityError:
        return False
    return True


def note_alert(*, alert: LookAlert, note: str, by: Actor, at: datetime) -> LookAlert:
    """A leader asked the officer, and says what it was. Entry `access.looked_at`; the words stay in the room's table.

    Raises IndicatorError without a note, or when a colleague was faster.
    """
    check_may_lead(by=by, unit=alert.unit)
    if not note.strip():
        raise IndicatorError(say("Ghi một câu: đã hỏi cán bộ thế nào, vì sao mở nhiều hồ sơ."))
    with act(unit=alert.unit, by=by, at=at) as deed:
        alert = deed.lock(LookAlert, pk=alert.pk)
        if alert.noted_at is not None:
            raise IndicatorError(say("Việc này đã có người xem rồi. Tải lại trang để đọc ghi chú."))
        alert.noted_by, alert.noted_at, alert.note = by.code, at, " ".join(note.split())[:300]
        deed.save(alert)
        deed.enter("access.looked_at", subject=alert, data={"officer": alert.officer, "day": alert.day.isoformat()})
    return alert


def reopen_alert(*, alert: LookAlert, by: Actor, at: datetime) -> LookAlert:
    """The note was written by mistake: the alert stands open again. Only one's own. Entry `access.reopened`."""
    check_may_lead(by=by, unit=alert.unit)
    with act(unit=alert.unit, by=by, at=at) as deed:
        alert = deed.lock(LookAlert, pk=alert.pk)
        if alert.noted_by != by.code:
            raise IndicatorError(say("Ghi chú này của người khác. Trao đổi với người ấy trước khi mở lại."))
        alert.noted_by, alert.noted_at, alert.note = "", None, ""
        deed.save(alert)
        deed.enter("access.reopened", subject=alert, data={"officer": alert.officer, "day": alert.day.isoformat()})
    return alert
