"""Chance, and the moment at which something is written: ids, codes and numbers that nobody can guess come from here.

In an office they are the operating system's chance and the real clock. While a simulator lives days of a made-up office they
follow from its seed and its own clock, so that the same seed leaves the same bytes (ADR 0012). An office cannot fall into that
mode: it begins and ends with the block of `seeded`, belongs to one thread and one unit, an act of another unit inside it is
refused, and a process that serves people has sworn it off for good. What opens doors (keys, passwords, tokens of devices and
programmes, codes of the first start) is never drawn here: those modules ask `secrets` themselves.
"""

import hashlib
import secrets
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from thanthien.shared.clock import local, now

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_here = threading.local()
_sworn = threading.Event()


class Fate:
    """What a seed has in store for one unit. Each draw follows from seed, unit, moment, purpose and how many draws of that
    purpose the moment has seen; so an act more or less changes nothing of what comes at other moments.
    """

    def __init__(self, *, seed: str, unit: str, clock: Callable[[], datetime]) -> None:
        self.seed, self.unit, self.clock = seed, unit, clock
        self._drawn: Counter[tuple[str, str]] = Counter()

    def number(self, purpose: str) -> int:
        """A number below 2²⁵⁶."""
        moment = local(self.clock()).isoformat()
        self._drawn[moment, purpose] += 1
        text = "\0".join((self.seed, self.unit, moment, purpose, str(self._drawn[moment, purpose])))
        return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")


@contextmanager
def seeded(*, seed: str, unit: str, clock: Callable[[], datetime]) -> Iterator[None]:
    """Inside the block, in this thread, chance follows from `seed` and what is written is written at `clock()`.

    Only for acts of `unit`, an office that is made up. Raises RuntimeError inside another block, and in a process that serves.
    """
    if _sworn.is_set():
        raise RuntimeError("this process serves people: its chance is real")
    if _fate() is not None:
        raise RuntimeError("chance follows from another seed already")
    _here.fate = Fate(seed=seed, unit=unit, clock=clock)
    try:
        yield
    finally:
        _here.fate = None


def swear_off_seeds() -> None:
    """From now on, until it ends, this process draws real chance only: the first thing that whatever serves people does."""
    _sworn.set()


def check_unit(unit: str) -> None:
    """Raises RuntimeError when chance follows from the seed of another unit."""
    fate = _fate()
    if fate is not None and fate.unit != unit:
        raise RuntimeError(f"the seed is for {fate.unit}, not for an act of {unit}")


def _fate() -> Fate | None:
    return getattr(_here, "fate", None)


def written_at() -> datetime:
    """The moment of writing."""
    fate = _fate()
    return now() if fate is None else fate.clock()


def identity() -> uuid.UUID:
    """A random UUID (version 4)."""
    fate = _fate()
    return uuid.uuid4() if fate is None else uuid.UUID(int=fate.number("identity") >> 128, version=4)


def code(length: int) -> str:
    """`length` letters of Crockford's base 32."""
    fate = _fate()
    if fate is None:
        return "".join(secrets.choice(CROCKFORD) for _ in range(length))
    drawn = fate.number("code")
    return "".join(CROCKFORD[drawn >> 5 * place & 31] for place in range(length))


def below(limit: int) -> int:
    """A number from 0 up to, not including, `limit`."""
    fate = _fate()
    return secrets.randbelow(limit) if fate is None else fate.number("below") % limit
