"""How long the wait may be: a range from the last services, with its base. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from statistics import quantiles

from thanthien.shared.wording import say

BASE = 20
# Fewer services than this say nothing about the next one.
MIN_BASE = 5


@dataclass(frozen=True, slots=True)
class Estimate:
    """`people` before this one, `low`–`high` minutes (None = not known) from the last `n` services, at `counters` counters."""

    people: int
    low: int | None
    high: int | None
    n: int
    counters: int

    @property
    def text(self) -> str:
        """What a tile, a ticket or a phone says: `10–20 phút`, `Vào ngay`; empty when the office cannot say."""
        if self.counters == 0:
            return say("Quầy đang nghỉ")
        if self.people == 0:
            return say("Vào ngay")
        if self.low is None or self.high is None:
            return ""
        if self.low == 0:
            return say("Dưới {high}", high=minutes_text(self.high))
        if self.high < 60:
            return say("{low}–{high} phút", low=self.low, high=self.high)
        return say("{low} đến {high}", low=minutes_text(self.low), high=minutes_text(self.high))


def minutes_text(minutes: int) -> str:
    """`45 phút`, `1 giờ`, `1 giờ 30`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return say("{rest} phút", rest=rest)
    return say("{hours} giờ {rest}", hours=hours, rest=rest) if rest else say("{hours} giờ", hours=hours)


def estimate(*, people: float, counters: int, services: Sequence[int]) -> Estimate:
    """The range for somebody with `people` before them at `counters` open counters; `services`: seconds that the last ones took.

    The slower end counts one service more, because those at the counters now must finish first; both ends are rounded outward.
    """
    base, before = len(services), ceil(round(people, 6))
    if counters == 0 or base < MIN_BASE:
        return Estimate(before, None, None, base, counters)
    lower, _, upper = quantiles(services, n=4, method="inclusive")
    low = lower * people / counters / 60
    high = upper * (people + 1) / counters / 60
    step = _step(high)
    rounded_low = floor(low / step) * step
    rounded_high = max(ceil(high / step) * step, rounded_low + step)
    return Estimate(before, rounded_low, rounded_high, base, counters)


def _step(high: float) -> int:
    """Minutes to round to: the longer the wait, the coarser the word."""
    return 5 if high <= 60 else 15 if high <= 180 else 30
