"""Waiting times in buckets, so that a median of a year is read from a few hundred numbers. Pure."""

from collections.abc import Mapping

LAST_MINUTE = 60
LAST_BUCKET = 240


def bucket(seconds: int) -> int:
    """The bucket of a waiting time, named by its last minute: each minute to 60, every five to 240, one for the rest."""
    minute = -(-max(seconds, 0) // 60)
    if minute <= LAST_MINUTE:
        return max(minute, 1)
    return min(-(-minute // 5) * 5, LAST_BUCKET + 5)


def lower_end(minute: int) -> int:
    """Where bucket `minute` begins, in minutes."""
    return minute - 1 if minute <= LAST_MINUTE else minute - 5


def quantile(buckets: Mapping[int, int], share: float) -> float | None:
    """The waiting time in minutes that `share` of the people did not pass, from bucket → count; None when nobody waited.

    Inside a bucket people are taken as evenly spread, so the answer is within half a minute up to an hour.
    """
    whole = sum(buckets.values())
    if whole <= 0:
        return None
    wanted, seen = share * whole, 0
    for minute in sorted(buckets):
        here = buckets[minute]
        if here > 0 and seen + here >= wanted:
            start = lower_end(minute)
            return start + (minute - start) * (wanted - seen) / here
        seen += here
    return float(max(buckets))
