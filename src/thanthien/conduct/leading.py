"""A leader keeps their own record: a reception day, a promise, how it ended. Nobody writes another's. (Writes and reads.)"""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Q

from thanthien.conduct import access
from thanthien.conduct import leader_rules as rules
from thanthien.conduct.leader_rules import LONGEST_DOCUMENT, Outcome, Where
from thanthien.conduct.models_leader import LeaderPromise, ReceptionHeld
from thanthien.conduct.record_rules import check_same_day
from thanthien.conduct.rules import ConductError
from thanthien.journal.actions import act
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def note_day(
    *, officer: Officer, day: date, planned: Collection[date], held: bool, people: int, why: str, stand_in: Officer | None,
    by: Actor, at: datetime,
) -> ReceptionHeld:  # fmt: skip
    """One day of the leader's schedule (`planned`), said by themselves; said again, the newest word stands.

    Entry `conduct.reception_noted`. Raises ConductError, whose `field` says what to mend.
    """
    _check_own(officer, by)
    said = rules.check_day(day=day, today=day_of(at), planned=day in planned, held=held, people=people, why=why)
    if stand_in is not None and (held or stand_in.unit_id != officer.unit_id or stand_in.pk == officer.pk):
        raise ConductError(say("Chọn một người khác của xã tiếp thay, hoặc để trống."), "stand_in")
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        before = ReceptionHeld.objects.select_for_update().filter(officer=officer, day=day, withdrawn_at__isnull=True).first()
        if before is not None:
            before.withdrawn_at = at
            deed.save(before)
            deed.enter("conduct.reception_withdrawn", subject=before, data={"officer": officer.login, "day": day.isoformat()})
        row = deed.create(
            ReceptionHeld, unit_id=officer.unit_id, officer=officer, day=day, held=held, people=people if held else 0, why=said,
            stand_in=stand_in, noted_at=at,
        )  # fmt: skip
        deed.enter("conduct.reception_noted", subject=row, data={
            "officer": officer.login, "day": day.isoformat(), "held": held, "people": row.people,
        })  # fmt: skip
    return row


def withdraw_day(*, note: ReceptionHeld, by: Actor, at: datetime) -> ReceptionHeld:
    """What was said today of a day is taken back. Entry `conduct.reception_withdrawn`."""
    _check_own(note.officer, by)
    with act(unit=note.unit_id, by=by, at=at) as deed:
        row = deed.lock(ReceptionHeld, pk=note.pk, unit_id=note.unit_id)
        check_same_day(done=day_of(row.noted_at), today=day_of(at))
        if row.withdrawn_at is None:
            row.withdrawn_at = at
            deed.save(row)
            data = {"officer": note.officer.login, "day": row.day.isoformat()}
            deed.enter("conduct.reception_withdrawn", subject=row, data=data)
    return row


def make_promise(
    *, officer: Officer, text: str, where: Where, made_on: date, due: date, public: bool, by: Actor, at: datetime
) -> LeaderPromise:  # fmt: skip
    """A promise with its day, by the leader who made it. Entry `conduct.leader_promised`."""
    _check_own(officer, by)
    said = rules.check_promise(text=text, made_on=made_on, due=due, today=day_of(at))
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        row = deed.create(
            LeaderPromise, unit_id=officer.unit_id, officer=officer, text=said, where=where, made_on=made_on, due=due,
            public=public, noted_at=at,
        )  # fmt: skip
        _enter(deed, "conduct.leader_promised", row, officer, where=str(where), due=due.isoformat(), public=public)
    return row


def _enter(deed, entry: str, row: LeaderPromise, officer: Officer, **more: object) -> None:
    deed.enter(entry, subject=row, data={"officer": officer.login} | more)


def settle_promise(
    *, promise: LeaderPromise, outcome: Outcome, text: str, document: str, by: Actor, at: datetime
) -> LeaderPromise:  # fmt: skip
    """Kept, with what shows it; or not, and why. Entry `conduct.promise_settled`."""
    _check_own(promise.officer, by)
    with act(unit=promise.unit_id, by=by, at=at) as deed:
        row = deed.lock(LeaderPromise, pk=promise.pk, unit_id=promise.unit_id)
        row.outcome_text = rules.check_outcome(settled=bool(row.outcome), text=text)
        row.outcome, row.settled_on = outcome, day_of(at)
        row.document = " ".join(document.split())[:LONGEST_DOCUMENT]
        deed.save(row)
        _enter(deed, "conduct.promise_settled", row, promise.officer, outcome=str(outcome))
    return row


def reopen_promise(*, promise: LeaderPromise, by: Actor, at: datetime) -> LeaderPromise:
    """The outcome of today is taken back. Entry `conduct.promise_reopened`."""
    _check_own(promise.officer, by)
    with act(unit=promise.unit_id, by=by, at=at) as deed:
        row = deed.lock(LeaderPromise, pk=promise.pk, unit_id=promise.unit_id)
        if row.settled_on is not None:
            check_same_day(done=row.settled_on, today=day_of(at))
            row.outcome, row.outcome_text, row.document, row.settled_on = "", "", "", None
            deed.save(row)
            _enter(deed, "conduct.promise_reopened", row, promise.officer)
    return row


def turn_promise(*, promise: LeaderPromise, withdrawn: bool, by: Actor, at: datetime) -> LeaderPromise:
    """Noted today by mistake, or brought back. Entry `conduct.promise_withdrawn` or `conduct.promise_restored`."""
    _check_own(promise.officer, by)
    with act(unit=promise.unit_id, by=by, at=at) as deed:
        row = deed.lock(LeaderPromise, pk=promise.pk, unit_id=promise.unit_id)
        check_same_day(done=day_of(row.noted_at), today=day_of(at))
        if (row.withdrawn_at is not None) != withdrawn:
            row.withdrawn_at = at if withdrawn else None
            deed.save(row)
            _enter(deed, "conduct.promise_withdrawn" if withdrawn else "conduct.promise_restored", row, promise.officer)
    return row


def _check_own(officer: Officer, by: Actor) -> None:
    access.check_may_lead(by=by, unit=officer.unit_id)
    access.check_is_self(by=by, officer=officer)


# ── reading ──


def noted_days(*, unit: str, officers: Iterable[int], since: date, until: date) -> dict[tuple[int, date], ReceptionHeld]:
    """(officer, day) → what was said of it; one query."""
    rows = ReceptionHeld.objects.filter(unit_id=unit, officer_id__in=list(officers), day__gte=since, day__lte=until)
    return {(row.officer_id, row.day): row for row in rows.filter(withdrawn_at__isnull=True).select_related("stand_in")}


def promises(*, unit: str, officers: Iterable[int], since: date, until: date) -> list[LeaderPromise]:
    """Promises made in the days, and older ones that are still open; the newest first; one query."""
    rows = LeaderPromise.objects.filter(unit_id=unit, officer_id__in=list(officers), made_on__lte=until)
    rows = rows.filter(withdrawn_at__isnull=True).filter(Q(made_on__gte=since) | Q(outcome=""))
    return list(rows.select_related("officer"))


def promise(*, unit: str, pk: int) -> LeaderPromise | None:
    """One promise of the unit, or None."""
    return LeaderPromise.objects.select_related("officer").filter(unit_id=unit, pk=pk).first()


def noted_day(*, unit: str, pk: int) -> ReceptionHeld | None:
    """What was said of one day, or None."""
    return ReceptionHeld.objects.select_related("officer").filter(unit_id=unit, pk=pk).first()
