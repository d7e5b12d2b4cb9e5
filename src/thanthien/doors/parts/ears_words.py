"""The lists of visits and of what hamlets say, in the reader's language; a month from an address."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import get_language

from thanthien.doors.parts.days import month_in
from thanthien.outreach.ears_data import Choice, choices, found
from thanthien.outreach.ears_rules import ProposalState, VoiceState
from thanthien.outreach.models import Voice
from thanthien.shared.clock import day_of, month_after
from thanthien.shared.wording import Sentence, say


def name(choice: Choice) -> str:
    """One line as the reader reads it."""
    return choice.name_en if get_language() == "en" else choice.name


def word(kind: str, code: str) -> str:
    """The name behind a code of the list `kind`; "" for none."""
    return name(found(kind, code)) if code else ""


def options(kind: str) -> list[tuple[str, str]]:
    """(code, name) of a list, in its order."""
    return [(code, name(choice)) for code, choice in choices(kind).items()]


def month(text: str, at: datetime) -> tuple[date, date]:
    """The first and the last day of the month that an address names (`2026-11`); of this month for what is none."""
    first = month_in(text) or day_of(at).replace(day=1)
    return first, month_after(first) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a voice: its state in words, the tone of its mark, whether it still waits, what the hamlet is told."""

    state: Sentence
    tone: str
    waits: bool
    answer: str


def became(row: Voice) -> Became:
    """Of a voice with its proposal."""
    of = row.proposal
    ended = of is not None and of.state in (ProposalState.ANSWERED, ProposalState.CLOSED)
    waits = row.state == VoiceState.NEW or (of is not None and not ended)
    state = VoiceState(row.state).label
    if of is not None:
        state = say("{label}: {state}", label=of.label, state=ProposalState(of.state).label)
    tone = "today" if row.state == VoiceState.NEW else "open" if waits else "done"
    return Became(state, tone, waits, of.answer if ended and of is not None else row.answer)
