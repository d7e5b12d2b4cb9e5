"""Writes of a follow-up: opened by a low rating, given to a leader, steps, its end; what the clock says; who opens the rating."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.queries import of_visit
from thanthien.dossiers.rules import DossierError
from thanthien.journal.actions import Deed, act, record_access
from thanthien.law.queries import rule, version
from thanthien.people.access import LEADERS
from thanthien.people.models import Officer
from thanthien.people.queries import actor_for
from thanthien.ratings import access, follow_rules
from thanthien.ratings.follow_rules import Outcome, State, Way
from thanthien.ratings.models import FollowStep, FollowUp, Rating
from thanthien.shared.actor import Actor, clock
from thanthien.shared.clock import VIETNAM, day_of


def open_for(deed: Deed, rating: Rating) -> FollowUp | None:
    """In the act of a rating: a low one that counts opens a follow-up. Entry `followup.opened`."""
    day = day_of(deed.at)
    if rating.set_aside or not follow_rules.is_low(
        rating.attitude, rating.work, lowest=rule(code="ratings.low_level", on=day).number
    ):
        return None
    due = day + timedelta(days=rule(code="ratings.follow_up", on=day).number)
    row = deed.create(FollowUp, unit_id=rating.unit_id, rating=rating, opened_at=deed.at, due=due, law=version())
    deed.enter("followup.opened", subject=row, data={**_facts(row), "officer": rating.officer_login})
    return row


def drop_for(deed: Deed, rating: Rating) -> None:
    """The rating is set aside after all: an open follow-up ends. Entry `followup.dropped`."""
    row = FollowUp.objects.select_for_update(of=("self",)).filter(rating=rating, state=State.OPEN).first()
    if row is not None:
        row.state = State.DROPPED
        deed.save(row)
        deed.enter("followup.dropped", subject=row, data=_facts(row))


def give(*, follow_up: FollowUp, owner: Officer, by: Actor, at: datetime) -> FollowUp:
    """To a leader of the unit. Entry `followup.given`. Raises FollowError."""
    leads = actor_for(owner, on=day_of(at)).has(*LEADERS)
    with act(unit=follow_up.unit_id, by=by, at=at) as deed:
        row = _locked(deed, follow_up, by)
        follow_rules.check_open(row.state)
        access.check_owner(owner=owner, leads=leads, rating=row.rating)
        if row.owner_id != owner.pk:
            row.owner = owner
            deed.save(row)
            deed.enter("followup.given", subject=row, data={**_facts(row), "to": owner.login})
    return row


def note_step(*, follow_up: FollowUp, way: Way, note: str, by: Actor, doer: Officer, at: datetime) -> FollowStep:
    """Something was done. Entry `followup.step`. Raises FollowError for one that has ended."""
    said = follow_rules.check_words(note, "note", needed=False)
    with act(unit=follow_up.unit_id, by=by, at=at) as deed:
        row = _locked(deed, follow_up, by)
        follow_rules.check_open(row.state)
        step = deed.create(FollowStep, unit_id=row.unit_id, follow_up=row, way=way, note=said, done_by=doer, at=at)
        deed.enter("followup.step", subject=row, data={"step": step.pk, "way": way})
    return step


def take_back_step(*, step: FollowStep, by: Actor, at: datetime) -> FollowStep:
    """It was noted by mistake. Twice changes nothing. Entry `followup.step_back`."""
    with act(unit=step.unit_id, by=by, at=at) as deed:
        row = _locked(deed, step.follow_up, by)
        follow_rules.check_open(row.state)
        found = deed.lock(FollowStep, pk=step.pk, unit_id=deed.unit)
        if found.taken_back_at is None:
            found.taken_back_at = at
            deed.save(found)
            deed.enter("followup.step_back", subject=row, data={"step": found.pk, "way": found.way})
    return found


def close(*, follow_up: FollowUp, outcome: Outcome, said: str, by: Actor, closer: Officer, at: datetime) -> FollowUp:
    """What came of it. Entry `followup.closed`. Raises FollowError when nothing was done, or nobody could be asked."""
    words = follow_rules.check_words(said, "said")
    with act(unit=follow_up.unit_id, by=by, at=at) as deed:
        row = _locked(deed, follow_up, by)
        follow_rules.check_open(row.state)
        steps = FollowStep.objects.filter(follow_up=row, taken_back_at__isnull=True).count()
        follow_rules.check_close(steps=steps, outcome=outcome, reachable=reachable(row.rating))
        row.state, row.outcome, row.said, row.closed_at, row.closed_by = State.CLOSED, outcome, words, at, closer
        deed.save(row)
        late = row.due < day_of(at)
        deed.enter("followup.closed", subject=row, data={**_facts(row), "outcome": outcome, "late": late})
    return row


def reachable(rating: Rating) -> bool:
    """True when the visit is of somebody known: a dossier of it, or the citizen."""
    return rating.visit.citizen_id is not None or bool(of_visit(visit=rating.visit))


def reopen(*, follow_up: FollowUp, by: Actor, at: datetime) -> FollowUp:
    """Undo of closing; what was written stays in the box. Entry `followup.reopened`."""
    with act(unit=follow_up.unit_id, by=by, at=at) as deed:
        row = _locked(deed, follow_up, by)
        if row.state == State.CLOSED:
            row.state, row.outcome, row.closed_at, row.closed_by = State.OPEN, "", None, None
            deed.save(row)
            deed.enter("followup.reopened", subject=row, data=_facts(row))
    return row


def tick(*, unit: str, at: datetime) -> int:
    """Those past their day, once each, stamped with the midnight after it. Entry `followup.became_late`."""
    rows = FollowUp.objects.filter(unit_id=unit, state=State.OPEN, due__lt=day_of(at), late_at__isnull=True)
    found = list(rows.order_by("due", "pk"))
    done = 0
    for one in found:
        moment = _end_of(one.due)
        with act(unit=unit, by=clock(unit), at=moment) as deed:
            row = deed.lock(FollowUp, pk=one.pk, unit_id=deed.unit)
            if row.state == State.OPEN and row.late_at is None:
                row.late_at = moment
                deed.save(row)
                deed.enter("followup.became_late", subject=row, data=_facts(row))
                done += 1
    return done


@dataclass(frozen=True, slots=True)
class Opened:
    """What a leader sees who opens a low rating: the number on the slip, the dossiers of the visit; `hidden`: of a field or unit
    that is none of theirs.
    """

    label: str
    dossiers: list[Dossier]
    hidden: int = 0
    reachable: bool = True


def open_rating(*, follow_up: FollowUp, by: Actor, at: datetime) -> Opened:
    """A leader opens the rating: an access to the visit and one to each dossier of it, written before the answer.

    Raises FollowError for anybody below the leader, and for the one who was rated.
    """
    rating = follow_up.rating
    access.check_may_open(by=by, rating=rating)
    visit = rating.visit
    person = f"citizen:{visit.citizen_id}" if visit.citizen_id else f"visit:{visit.pk.hex}"
    record_access(
        unit=rating.unit_id, officer=by.code, person=person, subject=f"rating:{rating.pk}", reason="rating", at=at,
        through=by.through,
    )  # fmt: skip
    every, seen = of_visit(visit=visit), []
    for one in every:
        with suppress(DossierError):  # the secretary of the party cell leads, and opens no dossier
            dossiers.note_opened(dossier=one, by=by, at=at, reason="rating")
            seen.append(one)
    ticket = visit.tickets.exclude(officer_login="").order_by("-called_at", "-pk").first()
    known = bool(every) or visit.citizen_id is not None
    return Opened(ticket.label if ticket else "", seen, len(every) - len(seen), known)


def _locked(deed: Deed, follow_up: FollowUp, by: Actor) -> FollowUp:
    """The row, locked, of a rating that `by` may look into."""
    row = deed.lock(FollowUp, pk=follow_up.pk, unit_id=deed.unit)
    access.check_may_open(by=by, rating=row.rating)
    return row


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=VIETNAM)


def _facts(row: FollowUp) -> dict:
    return {"rating": row.rating_id, "due": row.due.isoformat(), "state": str(row.state)}
