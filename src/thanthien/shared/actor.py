"""Who does an act: the type of every `by=`."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    OFFICER = "officer"
    DEVICE = "device"
    CITIZEN = "citizen"
    CLOCK = "clock"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """The doer of an act. `code` is text and stays readable for ever (`hanh.lt`, `kiosk-1`); `unit` is the unit acted for."""

    kind: ActorKind
    code: str
    unit: str
    roles: frozenset[str] = frozenset()

    def has(self, *roles: str) -> bool:
        """True when the actor holds at least one of `roles`."""
        return not self.roles.isdisjoint(roles)

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"


def clock(unit: str) -> Actor:
    """The clock as an actor: what time itself brings about (`became_late`)."""
    return Actor(ActorKind.CLOCK, "clock", unit)


def citizen(unit: str) -> Actor:
    """A person who acts without an account: at the kiosk's side, by a link on paper. Never their name."""
    return Actor(ActorKind.CITIZEN, "citizen", unit)


def system(unit: str) -> Actor:
    """Set-up and maintenance."""
    return Actor(ActorKind.SYSTEM, "system", unit)
