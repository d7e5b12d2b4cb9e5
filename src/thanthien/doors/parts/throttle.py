"""Guessing of tracking codes is slowed: after some misses an address waits. Nothing typed is kept, only how many misses.

Twelve letters of 32 kinds (60 bits) cannot be guessed; but nobody shall try in peace, and no log shall hold what was tried.
"""

from contextlib import suppress

from django.core.cache import cache
from django.http import HttpRequest

from thanthien.doors.parts.addresses import address_of
from thanthien.shared.codes import keyed_digest

# A family behind one phone, or the hall's wifi, mistypes some times; a machine needs millions.
MISSES = 20
WAIT_S = 600


def _key(request: HttpRequest) -> str:
    return "missed:" + keyed_digest(address_of(request), purpose="missed")


def must_wait(request: HttpRequest) -> bool:
    """True when this address has missed too often in the last minutes."""
    return cache.get(_key(request), 0) >= MISSES


def missed(request: HttpRequest) -> None:
    """This address asked for a code that nobody has."""
    key = _key(request)
    if not cache.add(key, 1, WAIT_S):
        with suppress(ValueError):  # the wait ran out between the two
            cache.incr(key)
