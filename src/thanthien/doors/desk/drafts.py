"""Drafts of the counter: what an officer is typing for a ticket, kept in their session on the server until the dossier is
received.

Never in the browser's storage. A session holds a few drafts (a person called away comes back), the oldest go first.
"""

from datetime import datetime

from django.http import HttpRequest

from thanthien.doors.desk import typed as typing

KEY = "drafts"
MOST = 4


def kept(request: HttpRequest, ticket: int | None) -> typing.Typed:
    """The draft of this ticket, or an empty form."""
    return typing.from_draft(request.session.get(KEY, {}).get(str(ticket)))


def keep(request: HttpRequest, ticket: int | None, typed: typing.Typed, *, at: datetime) -> None:
    """Keep what is typed for this ticket."""
    drafts = dict(request.session.get(KEY, {}))
    drafts.pop(str(ticket), None)
    drafts[str(ticket)] = typed.as_draft() | {"at": at.isoformat()}
    while len(drafts) > MOST:
        drafts.pop(next(iter(drafts)))
    request.session[KEY] = drafts


def drop(request: HttpRequest, ticket: int | None) -> None:
    """Nothing is typed any more for this ticket."""
    drafts = dict(request.session.get(KEY, {}))
    if drafts.pop(str(ticket), None) is not None:
        request.session[KEY] = drafts
