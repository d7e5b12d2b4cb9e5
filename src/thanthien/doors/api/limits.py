"""How many requests a minute one token, or one address without a token, may send. Counted in this process's cache: several worker
processes count each for itself.
"""

from contextlib import suppress
from datetime import datetime

from django.core.cache import cache

from thanthien.doors.api.problems import Problem
from thanthien.shared.codes import keyed_digest

TOKEN_A_MINUTE = 600
ADDRESS_A_MINUTE = 120
MINUTE = 60


def count(who: str, *, most: int, at: datetime) -> None:
    """Count one request of `who`; raises a 429 problem with Retry-After when the minute is used up."""
    moment = int(at.timestamp())
    key = f"api:{keyed_digest(who, purpose='api-pace')}:{moment // MINUTE}"
    sent = 1
    if not cache.add(key, 1, MINUTE * 2):
        with suppress(ValueError):  # the minute was forgotten between the two
            sent = cache.incr(key)
    if sent > most:
        raise Problem("too-many", headers={"Retry-After": str(MINUTE - moment % MINUTE)})
