"""Reads about dossiers that one unit received for another: where they are, whose time it is, what waits at which unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from thanthien.dossiers.models import Dossier, Elsewhere
from thanthien.dossiers.rules import OPEN, Status
from thanthien.dossiers.rules_elsewhere import BEFORE, Fetch, Leg, Place, slow
from thanthien.dossiers.timing import Timing, timing_of
from thanthien.law.queries import rule
from thanthien.people.models import Unit
from thanthien.people.queries import offices
from thanthien.people.rules import UnitKind
from thanthien.people.scoping import everywhere, in_unit
from thanthien.procedures.models import Procedure
from thanthien.procedures.offers import Offer, offer_of
from thanthien.shared.clock import day_of, local
from thanthien.shared.codes import tidy_code
from thanthien.shared.folding import fold
from thanthien.worktime import moments
from thanthien.worktime.deadline import Deadline

LATELY = timedelta(days=30)
PERSONS = ("applicant", "organisation", "submitter", "competent", "unit", "dossier", "received_by")
COMMUNES = (UnitKind.COMMUNE, UnitKind.WARD, UnitKind.SPECIAL_ZONE)


@dataclass(frozen=True, slots=True)
class Standing:
    """One of them at a moment. `late` = the stretches that overran, each with its own unit; `due_at` = of the competent unit's
    dossier, before that what the paper promised.
    """

    row: Elsewhere
    due_at: datetime
    late: list[Leg]

    @property
    def place(self) -> Place:
        """Where it is; what the competent unit handed over, posted or ended itself is closed."""
        of = self.row.dossier
        ended = of is not None and of.state in (Status.RETURNED, Status.WITHDRAWN, Status.STOPPED)
        return Place.CLOSED if ended else Place(self.row.place)


def timing_there(unit: str) -> Timing:
    """The working time of a unit, whichever is in view."""
    with in_unit(unit):
        return timing_of(unit)


def last_to_send(*, unit: str, received_at: datetime) -> datetime:
    """Until when a dossier is passed on: the closing of the same working day, or, received after the law's hour, the first hour
    of the next (Decree 118/2025 article 18(2)).
    """
    timing, at = timing_there(unit), local(received_at)
    closing = moments.closing_of(day=at.date(), calendar=timing.calendar, hours=timing.hours)
    cutoff = rule(code="transfer.cutoff", on=at.date()).clock
    works = moments.is_working_day(day=at.date(), calendar=timing.calendar)
    if works and closing is not None and at.time() <= cutoff and at < closing:
        return closing
    after = moments.at_minute(moments.next_working_day(day=at.date(), calendar=timing.calendar), 0)
    return timing.after(after, 60)


@dataclass(frozen=True, slots=True)
class Promise:
    """What the paper at the counter may say: the competent unit's offer, until when it is passed on, and the date that holds even
    if both units use all the time they have.
    """

    offer: Offer
    send_by: datetime
    deadline: Deadline


def promise(*, unit: str, competent: str, procedure: Procedure, at: datetime) -> Promise:
    """For a dossier received now by `unit`. Raises DossierError when the procedure has no published term."""
    send_by = last_to_send(unit=unit, received_at=at)
    with in_unit(competent):
        offer, there = offer_of(procedure=procedure, unit=competent, on=day_of(at)), timing_of(competent)
        begins = there.after(send_by, accept_minutes(at))
        return Promise(offer, send_by, there.promised(offer=offer, received_at=begins).deadline)


def accept_minutes(at: datetime) -> int:
    """How long the competent unit may leave it lying, in working minutes."""
    return rule(code="elsewhere.accept_within", on=day_of(at)).number * 60


def competent_units(*, unit: str, text: str = "", limit: int = 400) -> list[Unit]:
    """Other communes of the unit's province whose office works on this system, by name; `text` in any letters, with or without
    marks.
    """
    place = Unit.objects.get(pk=unit)
    found = Unit.objects.filter(parent_id=place.parent_id, kind__in=COMMUNES, pk__in=offices().values("pk")).exclude(pk=unit)
    for word in fold(text).split():
        found = found.filter(name_fold__contains=word)
    return list(found.order_by("name_fold", "pk")[:limit]) if place.parent_id else []


def _all() -> QuerySet[Elsewhere]:
    return Elsewhere.objects.select_related(*PERSONS)


def one(*, pk: int, unit: str) -> Elsewhere | None:
    """One of them, for the unit that received it, or, once it was sent there, the competent one; None for any other unit."""
    with everywhere():  # two units work on it
        seen = Q(unit_id=unit) | Q(competent_id=unit) & ~Q(place__in=(Place.HERE, Place.CANCELLED))
        return _all().filter(seen, pk=pk).first()


def by_tracking(*, code: str) -> Elsewhere | None:
    """The one whose paper carries this tracking code, while no dossier has begun from it; None when nobody's does."""
    tidy = tidy_code(code)
    with everywhere():  # the code says which unit it is
        return _all().filter(tracking_code=tidy, dossier__isnull=True).first() if tidy else None


def of_dossier(*, pk: int) -> Elsewhere | None:
    """Whence a dossier came."""
    with everywhere():  # the row is the other unit's
        return _all().filter(dossier_id=pk).first()


def received_here(*, unit: str, dossiers: Iterable[Dossier]) -> dict[int, Elsewhere]:
    """Dossier → the row of what the unit received for the one that handles it; no query when all are the unit's own."""
    foreign = [of.pk for of in dossiers if of.unit_id != unit]
    return {row.dossier_id: row for row in Elsewhere.objects.filter(unit_id=unit, dossier_id__in=foreign)} if foreign else {}


def received_for_others(*, unit: str, at: datetime, limit: int = 300) -> list[Standing]:
    """What the unit received for others: all that goes on, and what ended lately; the oldest promise first."""
    lately = Q(closed_at__gte=at - LATELY) | Q(cancelled_at__gte=at - LATELY) | Q(dossier__returned_at__gte=at - LATELY)
    open_still = ~Q(place__in=(Place.CLOSED, Place.CANCELLED)) & (Q(dossier__isnull=True) | Q(dossier__returned_at__isnull=True))
    with everywhere():  # where each is stands in the competent unit's dossier
        rows = _all().filter(lately | open_still, unit_id=unit).order_by("promised_at", "pk")[:limit]
        return [standing(row=row, at=at) for row in rows]


def received_by_others(*, unit: str, at: datetime, limit: int = 300) -> list[Standing]:
    """What others received for the unit and sent here: to be taken in, worked on, or its result to be sent; soonest first."""
    with everywhere():  # the rows are the other units'
        rows = _all().filter(competent_id=unit, place__in=(Place.SENT, Place.TAKEN, Place.RESULT_SENT, Place.RESULT_HERE))
        return [standing(row=row, at=at) for row in rows.order_by("take_by", "pk")[:limit]]


def standing(*, row: Elsewhere, at: datetime) -> Standing:
    """How one of them stands at a moment."""
    of = row.dossier
    legs = [] if row.place == Place.CANCELLED else [Leg(row.unit_id, "sending", row.send_by, row.sent_at)]
    if row.take_by is not None:
        legs.append(Leg(row.competent_id, "taking", row.take_by, row.taken_at))
    if of is not None and of.due_at is not None and (of.state in OPEN or of.finished_at is not None):
        legs.append(Leg(row.competent_id, "handling", of.due_at, of.finished_at))
    due = of.due_at if of is not None and of.due_at is not None else row.promised_at
    return Standing(row, due, slow(legs, at))


def wants_result_sent(row: Elsewhere) -> bool:
    """True when the result is ready and goes to the counter where the person handed in."""
    of = row.dossier
    chosen = row.return_channel == "counter" and row.fetch_at == Fetch.RECEIVING
    return row.place == Place.TAKEN and of is not None and of.state == Status.READY and chosen


def before(row: Elsewhere) -> bool:
    """True while no term runs yet."""
    return row.place in BEFORE


__all__ = [
    "Promise", "Standing", "accept_minutes", "before", "by_tracking", "competent_units", "last_to_send", "of_dossier", "one",
    "promise", "received_by_others", "received_for_others", "standing", "timing_there", "wants_result_sent",
]  # fmt: skip
