"""One unit at a time: a query of a scoped table without a unit raises, so no page can show another unit's rows by mistake."""

from collections.abc import Iterator
from contextlib import contextmanager

from django_scopes import get_scope, scope, scopes_disabled


@contextmanager
def in_unit(unit: str) -> Iterator[None]:
    """Queries inside see the rows of this unit (statistical code) only."""
    with scope(unit=unit):
        yield


@contextmanager
def everywhere() -> Iterator[None]:
    """Queries inside see all units: for finding the unit of a secret code, and for what a level above asks. Say why beside it."""
    with scopes_disabled():
        yield


def here() -> str:
    """The unit of the scope that is open; raises LookupError outside one."""
    return get_scope()["unit"]
