"""Who does an act: the type of every `by=`."""

from dataclasses import dataclass, replace
from enum import StrEnum


class ActorKind(StrEnum):
    OFFICER = "officer"
    DEVICE = "device"
    CITIZEN = "citizen"
    CLOCK = "clock"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """The doer of an act. `code` is text and stays readable for ever (`hanh.lt`, `kiosk-1`); `unit` is the unit acted for.

    `lent`: (role, login of whose it is) for each role held by a delegation only. `behalf`: for whom this act is done, "" = for
    oneself. `through`: the token of another programme that asked for it (`token:7`), "" = the person or machine did it itself.
    """

    kind: ActorKind
    code: str
    unit: str
    roles: frozenset[str] = frozenset()
    lent: tuple[tuple[str, str], ...] = ()
    behalf: str = ""
    through: str = ""

    def has(self, *roles: str) -> bool:
        """True when the actor holds at least one of `roles`."""
        return not self.roles.isdisjoint(roles)

    def acting_as(self, *roles: str) -> "Actor":
        """This actor doing what asks for one of `roles`: on somebody's behalf when only a delegated role allows it."""
        if not roles or not (self.roles - {role for role, _ in self.lent}).isdisjoint(roles):
            return self
        giver = next((giver for role, giver in self.lent if role in roles), "")
        return replace(self, behalf=giver) if giver else self

    def __str__(self) -> str:
        """`officer:hanh.lt`, and `officer:hanh.lt~nghia.pv` on behalf of nghia.pv."""
        return f"{self.kind}:{self.code}~{self.behalf}" if self.behalf else f"{self.kind}:{self.code}"


def logins(actor: str) -> tuple[str, str]:
    """From an actor as the journal keeps it: the code of who did it and on whose behalf ("" = their own)."""
    code, _, behalf = actor.partition(":")[2].partition("~")
    return code, behalf


def clock(unit: str) -> Actor:
    """The clock as an actor: what time itself brings about (`became_late`)."""
    return Actor(ActorKind.CLOCK, "clock", unit)


def citizen(unit: str) -> Actor:
    """A person who acts without an account: at the kiosk's side, by a link on paper. Never their name."""
    return Actor(ActorKind.CITIZEN, "citizen", unit)


def system(unit: str) -> Actor:
    """Set-up and maintenance."""
    return Actor(ActorKind.SYSTEM, "system", unit)
