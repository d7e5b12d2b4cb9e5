"""The office's working time as dossiers need it: due dates, the minutes between two moments, when the clock warns."""

from dataclasses import dataclass
from datetime import datetime

from thanthien.dossiers.rules import DossierError
from thanthien.people import queries as people
from thanthien.procedures import rules as catalogue
from thanthien.procedures.models import Procedure
from thanthien.procedures.offers import Offer, offer_of
from thanthien.procedures.versions import procedure
from thanthien.shared.clock import local
from thanthien.worktime import moments
from thanthien.worktime import queries as worktime
from thanthien.worktime.day_table import Calendar, WorktimeError
from thanthien.worktime.deadline import Deadline, Options, Pause, Term
from thanthien.worktime.office_hours import Hours


@dataclass(frozen=True, slots=True)
class Promised:
    """The date that the unit promises, with its explanation, and the law's own."""

    deadline: Deadline
    due_law: datetime


@dataclass(frozen=True, slots=True)
class Timing:
    """Calendar and weekly hours of one office."""

    calendar: Calendar
    hours: Hours

    def minutes(self, start: datetime, end: datetime) -> int:
        """Working minutes from `start` to `end`, negative when `end` comes first."""
        return moments.working_minutes_between(start=start, end=end, calendar=self.calendar, hours=self.hours)

    def after(self, start: datetime, minutes: int) -> datetime:
        """The moment when `minutes` working minutes since `start` are used up."""
        return moments.add_working_minutes(at=start, minutes=minutes, calendar=self.calendar, hours=self.hours)

    def warning(self, *, received_at: datetime, due_at: datetime) -> datetime | None:
        """One working day before `due_at`, at the same hour; None when the term is not longer than that."""
        last = local(due_at)
        day = moments.previous_working_day(day=last.date(), calendar=self.calendar)
        warn = last.replace(year=day.year, month=day.month, day=day.day)
        return warn if warn > received_at else None

    def deadline(self, *, procedure: Procedure, received_at: datetime) -> Deadline:
        """When the procedure is due if received then, with its whole explanation. Raises DossierError when it has no term."""
        return self._due(procedure.term, received_at)

    def promised(
        self, *, offer: Offer, received_at: datetime, pauses: tuple[Pause, ...] = (), restart_at: datetime | None = None
    ) -> Promised:
        """When the unit promises the result if received then. Raises DossierError when there is no term.

        Its own term never makes it later than the law's: across holidays the earlier of both dates counts. `pauses` and
        `restart_at`: what happened to the clock since.
        """
        law = self._due(offer.law_term, received_at, pauses, restart_at)
        if not offer.is_shorter:
            return Promised(law, law.due_at)
        own = self._due(offer.term, received_at, pauses, restart_at)
        return Promised(min(own, law, key=lambda one: one.due_at), law.due_at)

    def _due(
        self, of: catalogue.Term, received_at: datetime, pauses: tuple[Pause, ...] = (), restart_at: datetime | None = None
    ) -> Deadline:
        try:
            term = Term.from_catalogue(value=of.value, unit=of.unit)
            options = Options(cutoff=of.cutoff_15h, pauses=pauses, restart_at=restart_at)
            return worktime.due(received_at=received_at, term=term, calendar=self.calendar, hours=self.hours, options=options)
        except WorktimeError as error:
            raise DossierError(str(error)) from error


def promise(*, unit: str, code: str, received_at: datetime) -> Promised:
    """What the unit would promise if this procedure were received then; nothing is written. Raises ProcedureError for an unknown
    procedure, DossierError for one without a term, PeopleError for a unit that runs no office.
    """
    received_at = local(received_at)
    on = received_at.date()
    offer = offer_of(procedure=procedure(code=code, on=on), unit=unit, on=on)
    return timing_of(unit).promised(offer=offer, received_at=received_at)


def timing_of(unit: str) -> Timing:
    """The working time of the office that `unit` runs; raises PeopleError when it runs none."""
    people.office(unit)
    time = worktime.office_time(unit=unit)
    return Timing(time.calendar, time.hours)
