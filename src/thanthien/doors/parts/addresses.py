"""Where a request comes from: one answer for locking accounts, counting readers and slowing who guesses."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

NOWHERE = "0.0.0.0"  # noqa: S104


def address_of(request: HttpRequest) -> str:
    """The address of whoever asks: the connection's, or what the office's own proxies say (THANTHIEN_PROXIES). Always an address
    of the net, as the lock of accounts keeps it in a column of its own; what is none gives way to the connection's.
    """
    count = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    for address in (told[-count] if count and len(told) >= count else "", request.META.get("REMOTE_ADDR", "")):
        try:
            return str(ip_address(address.strip("[]").partition("%")[0]))
        except ValueError:
            continue
    return NOWHERE
