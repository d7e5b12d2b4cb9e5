"""Ways out of the house. An adapter is made only for a channel that is set up, and never in a demonstration."""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from thanthien.messaging.adapters.gateway import Gateway
from thanthien.messaging.adapters.problems import NotSent, Refused, Unknown
from thanthien.messaging.adapters.smtp import Mailbox
from thanthien.messaging.rules import Channel

__all__ = ["Adapter", "Letter", "NotSent", "Refused", "Unknown", "adapter", "set_up"]


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one person. `code`: the same for each try, so that the other end can see a double. `stop`: address that ends
    messages, "" when people cannot reach this office from outside.
    """

    to: str
    sender: str
    subject: str
    text: str
    html: str
    short: str
    code: str
    stop: str


class Adapter(Protocol):
    def send(self, letter: Letter) -> None:
        """Hand the letter over. Raises NotSent (try later), Refused (never), Unknown (it may or may not have gone)."""


def adapter(channel: Channel) -> Adapter | None:
    """The way out for `channel`, or None when it is not set up or this is a demonstration."""
    if settings.DEMO:
        return None
    if channel is Channel.MAIL and settings.SMTP["host"]:
        return Mailbox(**settings.SMTP)
    if channel is Channel.SMS and settings.SMS_GATEWAY["address"]:
        return Gateway(**settings.SMS_GATEWAY)
    if channel is Channel.ZALO and settings.ZALO_GATEWAY["address"]:
        return Gateway(**settings.ZALO_GATEWAY)
    return None


def set_up(channel: Channel) -> bool:
    """True when messages can leave through `channel`."""
    return adapter(channel) is not None
