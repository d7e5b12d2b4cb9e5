"""What time brings about in bookings, each once and stamped with its own moment."""

from datetime import date, datetime, timedelta

from django.db.models import F, Q

from thanthien.journal.actions import act
from thanthien.outreach import listing, queries, rules, slots
from thanthien.outreach.families import forget_calls
from thanthien.outreach.home import forget_home
from thanthien.outreach.models import Booking
from thanthien.outreach.moves import facts, locked, moved
from thanthien.outreach.rules import Act, State, Why
from thanthien.shared.actor import clock
from thanthien.shared.clock import day_of

SOONEST_FORGOTTEN, AT_ONCE = 7, 100


def tick(*, unit: str, at: datetime) -> int:
    """Hours that are no longer open are cancelled, reminders are due, who did not come is noted, who came long ago is forgotten.
    Returns how many acts.
    """
    own = _open_ones(unit, at) + _forget(unit, at)
    return own + listing.tick(unit=unit, at=at) + forget_home(unit=unit, at=at) + forget_calls(unit=unit, at=at)


def _open_ones(unit: str, at: datetime) -> int:
    open_rows = Booking.objects.filter(unit_id=unit, state=State.BOOKED)
    days = sorted(set(open_rows.values_list("day", flat=True)))
    if not days:
        return 0
    known = queries.quotas(unit=unit)
    done = _cancel_closed(unit, at, [day for day in days if day >= day_of(at)], known)
    done += _remind(unit, at, days, known)
    return done + _miss(unit, at, days, known)


def _forget(unit: str, at: datetime) -> int:
    """What a booking was made for is over: name, telephone and mail go, the hour stays for the figures. Some at a time."""
    named = Booking.objects.filter(unit_id=unit, day__lt=day_of(at) - timedelta(days=SOONEST_FORGOTTEN)).exclude(name="")
    oldest = list(named.order_by("day", "pk")[:AT_ONCE])
    if not oldest:
        return 0
    kept = timedelta(days=queries.quota(unit=unit, on=day_of(at)).keep_days)
    done = 0
    for booking in [row for row in oldest if row.day < day_of(at) - kept]:
        with act(unit=unit, by=clock(unit), at=at) as deed:
            row = locked(deed, booking)
            row.name = row.phone = row.email = ""
            deed.save(row)
            deed.enter("booking.forgotten", subject=row, data=facts(row))
            done += 1
    return done


def _cancel_closed(unit: str, at: datetime, days: list[date], known: queries.Quotas) -> int:
    """A holiday declared after the booking, shorter hours, a season: the person is told and offered the nearest hours."""
    open_at, done = queries.opening(unit=unit), 0
    for day in days:
        spans = () if known.on(day).season(day) else open_at.spans(day)
        rows = Booking.objects.filter(unit_id=unit, state=State.BOOKED, day=day)
        for booking in [row for row in rows if not slots.inside(spans, row.start, row.end)]:
            with act(unit=unit, by=clock(unit), at=at) as deed:
                row = locked(deed, booking)
                if row.state == State.BOOKED and (row.day, row.start) == (booking.day, booking.start):
                    row.why = Why.CLOSED
                    row.sequence += 1
                    moved(deed, row, Act.CANCEL, why=row.why)
                    done += 1
    return done


def _remind(unit: str, at: datetime, days: list[date], known: queries.Quotas) -> int:
    """Once for each booking and hour; not for who booked after the reminder was due, because they know."""
    done = 0
    fresh = Q(reminded_at__isnull=True) | Q(reminded_at__lt=F("changed_at"))
    for booking in Booking.objects.filter(fresh, unit_id=unit, state=State.BOOKED, day__in=days).order_by("day", "start", "pk"):
        quota = known.on(booking.day)
        due = rules.remind_at(day=booking.day, start=booking.start, quota=quota)
        if not (booking.changed_at < due <= at) or at >= due + timedelta(hours=quota.remind_hours):
            continue
        with act(unit=unit, by=clock(unit), at=due) as deed:
            row = locked(deed, booking)
            if row.state == State.BOOKED and row.changed_at == booking.changed_at and row.reminded_at == booking.reminded_at:
                row.reminded_at = due
                moved(deed, row, Act.REMIND)
                done += 1
    return done


def _miss(unit: str, at: datetime, days: list[date], known: queries.Quotas) -> int:
    done = 0
    for booking in Booking.objects.filter(unit_id=unit, state=State.BOOKED, day__in=[d for d in days if d <= day_of(at)]):
        until = rules.good_until(day=booking.day, end=booking.end, quota=known.on(booking.day))
        if at < until:
            continue
        with act(unit=unit, by=clock(unit), at=until) as deed:
            row = locked(deed, booking)
            if row.state == State.BOOKED and (row.day, row.end) == (booking.day, booking.end):
                moved(deed, row, Act.MISS)
                done += 1
    return done
