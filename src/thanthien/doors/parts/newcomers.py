"""Who has just come in for the first time: a quiet line offers the guides until one of them is opened."""

from django.http import HttpRequest

NEW_HERE = "new_here"


def welcome(request: HttpRequest) -> None:
    """Note in the session that this officer is here for the first time."""
    request.session[NEW_HERE] = True


def settled(request: HttpRequest) -> None:
    """A guide was opened, the line goes."""
    request.session.pop(NEW_HERE, None)
