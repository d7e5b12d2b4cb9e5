"""Where a device of the hall reaches this machine: the office's own address, else what the browser or the network says."""

import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

HERE = {"localhost", "127.0.0.1", "::1"}


def own_address() -> str:
    """This machine's address in its network, or "" when it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: it only asks which of our addresses would be used
            return probe.getsockname()[0]
        except OSError:
            return ""


def address_for_devices(request: HttpRequest, path: str) -> str:
    """The address to type at another device. Whoever works at the machine itself sees `localhost`, which is nobody else's."""
    if settings.PUBLIC_ADDRESS:
        return f"{settings.PUBLIC_ADDRESS}{path}"
    asked = urlsplit(request.build_absolute_uri(path))
    outside = own_address() if asked.hostname in HERE else ""
    if not outside:
        return asked.geturl()
    return asked._replace(netloc=f"{outside}:{asked.port}" if asked.port else outside).geturl()
