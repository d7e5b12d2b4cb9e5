"""Where one is signed in: each browser with the hour of its login; any but this one can be ended from here."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from thanthien.people.models import Officer
from thanthien.shared.clock import now
from thanthien.shared.wording import Sentence, say

# What stands in the name that a browser gives itself → how people call it; the first that fits.
BROWSERS = (
    ("Edg/", "Edge"), ("coc_coc", "Cốc Cốc"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)  # fmt: skip
MACHINES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One browser that is signed in. `here` = the one that asks."""

    pk: int
    name: Sentence
    address: str
    since: datetime
    here: bool


def name_of(agent: str) -> Sentence:
    """Chrome trên Windows; for what says nothing of itself: một trình duyệt."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    machine = next((name for mark, name in MACHINES if mark in agent), "")
    if browser and machine:
        return say("{browser} trên {machine}", browser=browser, machine=machine)
    return say("{browser}", browser=browser or machine) if browser or machine else say("một trình duyệt")


def places(request: HttpRequest) -> list[Place]:
    """Where the officer is signed in now, this browser first. Two queries."""
    rows = list(UserSession.objects.filter(user=request.user).order_by("-created_at"))
    alive = Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=now())
    keys = set(alive.values_list("session_key", flat=True))
    mine = request.session.session_key
    found = [
        Place(row.pk, name_of(row.user_agent), row.ip, row.created_at, row.session_key == mine)
        for row in rows
        if row.session_key in keys
    ]
    return sorted(found, key=lambda place: not place.here)


def end(officer: Officer, pk: int) -> bool:
    """The session of that browser ends at once. False when it is not one of the officer's."""
    row = UserSession.objects.filter(user=officer, pk=pk).first()
    if row is None:
        return False
    row.end()
    return True


def only_here(request: HttpRequest) -> None:
    """After a new password: every other browser is signed out, this one goes on under its new key."""
    for row in UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key):
        row.end()
    UserSession.objects.create_from_request(request)
