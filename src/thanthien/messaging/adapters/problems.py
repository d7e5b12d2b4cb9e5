"""How sending can fail: what a retry can mend, what it cannot, and what nobody knows."""


class SendingProblem(Exception):
    """A short cause for the administrator; never an address or a number of a person."""


class NotSent(SendingProblem):
    """Surely not sent; worth trying again (server down, 4xx, wrong set-up of our own side)."""


class Refused(SendingProblem):
    """Surely not sent and it never will be (no such mailbox, no such number)."""


class Unknown(SendingProblem):
    """The line broke after the message was handed over: it may have gone."""
