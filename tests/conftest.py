"""What every test stands on: a moment, an office built through acts, a database whose journal may be emptied between tests
only.
"""

import importlib
from datetime import datetime

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django_scopes import scopes_disabled

from thanthien.shared.clock import VIETNAM

_append_only = importlib.import_module("thanthien.journal.migrations.0002_append_only")
_teardown = TransactionTestCase._fixture_teardown


def _empty_tables(self) -> None:
    """Between tests the tables are flushed, which the append-only triggers forbid; they stand again before the next test."""
    with connection.schema_editor() as editor:
        _append_only.remove(None, editor)
    try:
        _teardown(self)
    finally:
        with connection.schema_editor() as editor:
            _append_only.add(None, editor)


TransactionTestCase._fixture_teardown = _empty_tables


DATABASE = {"db", "transactional_db", "django_db_setup"}


def pytest_collection_modifyitems(config, items) -> None:
    """On PostgreSQL only what touches the database is tried; the rest was tried on SQLite a moment before."""
    if connection.vendor != "postgresql":
        return
    touching = [item for item in items if item.get_closest_marker("django_db") or DATABASE & set(item.fixturenames)]
    config.hook.pytest_deselected(items=list(set(items) - set(touching)))
    items[:] = touching


@pytest.fixture(autouse=True)
def _fresh_anchors():
    """Each test starts with no heads written outside."""
    from thanthien.journal import anchors

    anchors._waiting.clear()
    anchors.path().unlink(missing_ok=True)
    yield
    anchors._waiting.clear()
    anchors.path().unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _nothing_kept():
    """A test reads its own database: nothing that another has kept, no wait that another earned by guessing codes."""
    from django.core.cache import cache

    from thanthien.doors.account import backend
    from thanthien.journal import settled

    cache.clear()
    settled.forget()
    backend.forget()
    yield
    settled.forget()


@pytest.fixture(autouse=True)
def _all_units():
    """A test looks at everything; a request, an act and the clock still see one unit, because they enter its scope themselves."""
    with scopes_disabled():
        yield


@pytest.fixture
def at() -> datetime:
    """Monday 23 November 2026, 08:30: an ordinary morning before the holiday of the 24th."""
    return datetime(2026, 11, 23, 8, 30, tzinfo=VIETNAM)


@pytest.fixture
def office(db, at):
    """Xã Cẩm Tú with three counters and its officers, and Xã Cẩm Thạch beside it for the stranger."""
    from builders.office import build_office

    return build_office(at=at)


@pytest.fixture(scope="session")
def play():
    """The driver of browsers: a process may have one only."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        started.selectors.set_test_id_attribute("data-test")
        yield started
