"""One answer per key: a double click, a resent form or a lost reply does the act once and gets the same answer again."""

from collections.abc import Callable

from django.db import IntegrityError
from django.http import HttpRequest

from thanthien.journal.actions import act
from thanthien.journal.queries import remembered
from thanthien.shared.actor import Actor
from thanthien.shared.clock import now


def key_of(request: HttpRequest) -> str:
    """The Idempotency-Key of a request: its header, or the hidden field that each rendered form carries."""
    return (request.headers.get("Idempotency-Key") or request.POST.get("once") or "")[:80]


def once(
    request: HttpRequest, *, scope: str, unit: str, by: Actor, do: Callable[[], dict], asked: str = "", key: str = ""
) -> tuple[dict, bool]:
    """Run `do` (acts; returns ids and codes only) under the request's key. Returns (its result, True when it really ran now).

    Without a key it always runs; `key` is one for a request that carries none. The answer is kept in the transaction of the acts;
    a key used for another request raises JournalError. Two counters that write the same new person at once on PostgreSQL: the
    second is rolled back and runs again, and then finds the person.
    """
    key = key or key_of(request)
    if not key:
        return do(), True
    scope = f"{unit}:{scope}"
    earlier = remembered(scope=scope, key=key, asked=asked)
    if earlier is not None:
        return earlier, False
    try:
        return _run(unit, by, do, key, scope, asked), True
    except IntegrityError:
        earlier = remembered(scope=scope, key=key, asked=asked)
        if earlier is not None:
            return earlier, False
    return _run(unit, by, do, key, scope, asked), True


def _run(unit: str, by: Actor, do: Callable[[], dict], key: str, scope: str, asked: str) -> dict:
    with act(unit=unit, by=by, at=now()) as deed:
        result = do()
        deed.remember(key, result, scope=scope, asked=asked)
    return result
