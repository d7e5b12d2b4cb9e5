"""Where people and devices outside reach this office: what a QR, a text to share and a sheet carry, what is typed at a device.

The office's own address (THANTHIEN_ADDRESS) when it has one; else what the browser asked by, but never the `localhost` of whoever
works at the machine itself, which is nobody else's.
"""

import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

HERE = {"localhost", "127.0.0.1", "::1"}
EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104
_listening: set[str] = set()


def listens(host: str) -> None:
    """Told when the server starts: the `host` it is bound to. Only one bound to all of them is reached from the network."""
    _listening.clear()
    _listening.add(host)


def own_address() -> str:
    """This machine's address in its network, or "" when it has none or is not reached from there."""
    if not _listening & EVERYWHERE:
        return ""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: it only asks which of our addresses would be used
            return probe.getsockname()[0]
        except OSError:
            return ""


def outside(request: HttpRequest, path: str = "") -> str:
    """`path` as others open it: scheme, host and port, without a slash at the end when `path` is empty."""
    if settings.PUBLIC_ADDRESS:
        return f"{settings.PUBLIC_ADDRESS}{path}"
    asked = urlsplit(f"{request.scheme}://{request.get_host()}")
    other = own_address() if asked.hostname in HERE else ""
    host = (f"{other}:{asked.port}" if asked.port else other) if other else asked.netloc
    return f"{asked.scheme}://{host}{path}"
