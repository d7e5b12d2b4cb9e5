"""The session of a request, as Django keeps it in the database, found by a question that is composed once."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from thanthien.journal.asking import composed


@composed
def _alive(key: str, at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=at).order_by()[:1]


class SessionStore(db.SessionStore):
    """SESSION_ENGINE: only the reading differs."""

    def _get_session_from_db(self) -> Session | None:
        found = _alive.first(key=self.session_key, at=timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
        return found
