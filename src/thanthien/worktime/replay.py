"""A due date counted again with today's calendar and hours, to show what a change would have made of it. Pure."""

from thanthien.law.rules import LawBook
from thanthien.worktime.deadline import ClockMode, Deadline, Options
from thanthien.worktime.rules import due
from thanthien.worktime.tally import Office


def replayed(*, deadline: Deadline, office: Office, law: LawBook) -> Deadline:
    """`deadline` counted as if it were promised now: same receipt, term, pauses and restart. Raises as `rules.due`."""
    options = Options(
        cutoff=deadline.rule.code == "same_day.cutoff",
        clock=ClockMode.CLOSING if deadline.rule.code == f"working_day.{ClockMode.CLOSING}" else ClockMode.SAME_CLOCK,
        pauses=deadline.pauses,
        restart_at=deadline.restart_at,
    )
    return due(
        received_at=deadline.received_at,
        term=deadline.term,
        calendar=office.calendar,
        hours=office.hours,
        law=law,
        options=options,
    )


def moved_by(*, deadline: Deadline, office: Office, law: LawBook) -> Deadline | None:
    """The other due date that would come out now; None when it would be the same day."""
    again = replayed(deadline=deadline, office=office, law=law)
    return again if again.due_at.date() != deadline.due_at.date() else None
