"""Who may note, answer and reply. `check_…` raises a sentence, `may_…` is its twin."""

from thanthien.indicators.score_rules import ScoreError
from thanthien.people.access import LEADERS, is_self
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say


def may_lead(*, by: Actor, unit: str) -> bool:
    """A leader of the unit. Not the administrator: how people are judged is none of theirs."""
    return by.kind is ActorKind.OFFICER and by.unit == unit and by.has(*LEADERS)


def check_may_lead(*, by: Actor, unit: str) -> None:
    """Raises ScoreError unless `may_lead`."""
    if not may_lead(by=by, unit=unit):
        raise ScoreError(say("Việc này do lãnh đạo của xã làm. Nhờ lãnh đạo."))


def may_read(*, by: Actor, officer: Officer) -> bool:
    """An officer's points: the officer and the leaders of the unit, nobody else."""
    return by.unit == officer.unit_id and (is_self(by=by, officer=officer) or may_lead(by=by, unit=officer.unit_id))


def check_may_read(*, by: Actor, officer: Officer) -> None:
    """Raises ScoreError unless `may_read`."""
    if not may_read(by=by, officer=officer):
        raise ScoreError(say("Điểm của ai chỉ người ấy và lãnh đạo xã đọc được."))


def check_is_self(*, by: Actor, officer: Officer) -> None:
    """Nobody answers for another. Raises ScoreError."""
    if not (by.unit == officer.unit_id and is_self(by=by, officer=officer)):
        raise ScoreError(say("Việc này chỉ chính người ấy làm được."))
