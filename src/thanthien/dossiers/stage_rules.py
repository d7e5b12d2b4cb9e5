"""PURE. Stages of a dossier that goes through several bodies: which steps belong together, who is to blame when it is late."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive steps of one unit, by their orders, with the working minutes they may use together."""

    unit: str
    first: int
    last: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Used:
    """A stage with what it has used of its minutes so far."""

    unit: str
    allowed: int
    used: int
    running: bool

    @property
    def over(self) -> int:
        return max(self.used - self.allowed, 0)


def spans(steps: Sequence[tuple[str, int]], *, own: str) -> list[Span]:
    """`steps` = (unit, minutes) in order, "" = the office itself; [] when the office does all of them."""
    found: list[Span] = []
    for order, (unit, minutes) in enumerate(steps, 1):
        who = unit or own
        if found and found[-1].unit == who:
            last = found[-1]
            found[-1] = Span(who, last.first, order, last.minutes + minutes)
        else:
            found.append(Span(who, order, order, minutes))
    return found if any(span.unit != own for span in found) else []


def late_unit(stages: Sequence[Used]) -> str:
    """The unit through which a dossier is late: the one whose stages overran most; of equals the earlier. When no stage overran
    (the time was lost between them), where the dossier is now. "" without stages.
    """
    over: dict[str, int] = {}
    for stage in stages:
        over[stage.unit] = over.get(stage.unit, 0) + stage.over
    worst = max(over, key=lambda unit: over[unit], default="")
    if worst and over[worst] > 0:
        return worst
    return next((stage.unit for stage in stages if stage.running), "")
