"""A due date counted again with today's calendar and hours, to show what a change would have made of it. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from thanthien.law.rules import LawBook
from thanthien.shared.clock import VIETNAM
from thanthien.worktime.deadline import ClockMode, Deadline, Options, Pause, Term, TermUnit
from thanthien.worktime.rules import due, due_moment
from thanthien.worktime.tally import Office


def replayed(*, deadline: Deadline, office: Office, law: LawBook) -> Deadline:
    """`deadline` counted as if it were promised now: same receipt, term, pauses and restart. Raises as `rules.due`."""
    options = _options(deadline.rule.code, deadline.pauses, deadline.restart_at)
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


def moment_again(*, stored: Mapping[str, Any], office: Office, law: LawBook) -> datetime:
    """When a stored deadline would be due if it were promised now: as `replayed`, straight from its JSON and without the words,
    ten times as fast. Raises as `rules.due`.
    """
    restart = datetime.fromisoformat(stored["restart_at"]).astimezone(VIETNAM) if stored["restart_at"] else None
    options = _options(stored["rule"]["code"], tuple(Pause.from_dict(row) for row in stored["pauses"]), restart)
    received = datetime.fromisoformat(stored["received_at"]).astimezone(VIETNAM)
    term = Term(stored["term"]["value"], TermUnit(stored["term"]["unit"]))
    return due_moment(received_at=received, term=term, office=office, law=law, options=options)


def _options(rule: str, pauses: tuple[Pause, ...], restart_at: datetime | None) -> Options:
    return Options(
        cutoff=rule == "same_day.cutoff",
        clock=ClockMode.CLOSING if rule == f"working_day.{ClockMode.CLOSING}" else ClockMode.SAME_CLOCK,
        pauses=pauses,
        restart_at=restart_at,
    )
