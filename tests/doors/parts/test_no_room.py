"""A full disk is known however it was wrapped on its way, and told apart from a session that ended."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError

from thanthien.doors.parts.errors import disk_is_full


def _wrapped(text: str) -> Exception:
    """As Django wraps what the database said when it writes a session."""
    try:
        try:
            raise OperationalError(text)
        except OperationalError:
            raise UpdateError  # noqa: B904  as Django does
    except UpdateError as error:
        return error


def test_a_full_disk_is_known_through_every_wrapping():
    assert disk_is_full(_wrapped("database or disk is full")) and disk_is_full(OSError(28, "No space left on device"))
    assert not disk_is_full(_wrapped("database is locked")) and not disk_is_full(ValueError())


@pytest.mark.parametrize(("text", "status"), [("database or disk is full", 507), ("the row is gone", 400)])
def test_a_session_that_has_no_room_is_told_apart_from_one_that_ended(client, db, monkeypatch, office, text, status):
    client.force_login(office.hanh)
    page = client.get("/quay/")

    def save(self, must_create=False):
        raise _wrapped(text)

    monkeypatch.setattr(SessionStore, "save", save)
    assert page.status_code == 200
    answer = client.post("/quay/nhap", {"name": "Trương Thị Hiền"})
    assert answer.status_code == status
    assert ("Ổ đĩa đã đầy" in answer.content.decode()) == (status == 507)
