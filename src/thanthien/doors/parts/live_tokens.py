"""The short key of the event stream: EventSource sends no headers, so a signed word of at most 60 seconds goes in the address."""

from django.core import signing

SALT = "thanthien.live"
SECONDS = 60


def issue(*, audience: str, unit: str) -> str:
    """A token for one audience of one unit."""
    return signing.dumps([audience, unit], salt=SALT, compress=False)


def read(token: str) -> tuple[str, str] | None:
    """(audience, unit), or None when the token is forged or older than a minute."""
    try:
        audience, unit = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    return audience, unit
