"""Tokens of the API, issued through the room's act."""

from collections.abc import Collection
from datetime import datetime

from thanthien.people import actions as people
from thanthien.people.models import Device, Officer
from thanthien.people.rules import DEVICE_SCOPES, Scope
from thanthien.shared.actor import system


def key_of(holder: Officer | Device, *, at: datetime, scopes: Collection[Scope] = (), days: int = 30) -> str:
    """A token of an officer (all scopes unless said) or of a device (those that a device may have)."""
    one = {"officer": holder} if isinstance(holder, Officer) else {"device": holder}
    wanted = scopes or (tuple(Scope) if isinstance(holder, Officer) else DEVICE_SCOPES)
    told = {"by": system(holder.unit_id), "at": at, **one}
    _, text = people.issue_token(unit=holder.unit_id, name="Phần mềm thử", scopes=wanted, days=days, **told)
    return text


def bearer(key: str, **more: str) -> dict[str, str]:
    """The headers of a request with this token."""
    return {"Authorization": f"Bearer {key}", **more}
