"""Guessing of tracking codes is slowed: after some misses an address waits. Nothing typed is kept, only how many misses.

Twelve letters of 32 kinds (60 bits) cannot be guessed; but nobody shall try in peace, and no log shall hold what was tried.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from django.core.cache import cache
from django.http import Http404, HttpRequest

from thanthien.doors.parts.addresses import address_of
from thanthien.shared.codes import keyed_digest

Row = TypeVar("Row")
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


class UnknownCode(Http404):
    """A code on a slip that nobody has, or that is not asked for while the address `waits`; its page says what to do."""

    def __init__(self, *, waits: bool = False) -> None:
        super().__init__()
        self.waits = waits


def behind(request: HttpRequest, token: str, find: Callable[[], Row | None]) -> Row:
    """What the secret of a link opens, looked up once a request; 404 for an unknown one, and slowly for who tries many."""
    kept: dict[str, Row] = request.__dict__.setdefault("behind_links", {})
    if token not in kept:
        if must_wait(request):
            raise UnknownCode(waits=True)
        found = find()
        if found is None:
            missed(request)
            raise UnknownCode
        kept[token] = found
    return kept[token]
