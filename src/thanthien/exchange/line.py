"""The way out: one POST to one address, and nothing else. No redirect is followed, no proxy asked, no name looked up twice.

The name is resolved once, every address it resolves to is checked, and the connection goes to the very address that was checked:
a name that answers differently the second time (DNS rebinding) finds nobody asking. The library's own connecting would ask again,
therefore the socket is made here and handed to `http.client`, which writes and reads the one exchange.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime

from thanthien.exchange.rules import Address, Answer, Network, Target, Trouble, answer_of, may_reach

CONNECT_SECONDS, ANSWER_SECONDS, WHOLE_SECONDS = 5, 10, 15


class Unreached(Exception):
    """No answer came, with the trouble why."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(str(trouble))


def post(
    target: Target, *, body: str, headers: Mapping[str, str], networks: Collection[Network], demo: bool, authority: str,
    at: datetime,
) -> Answer:  # fmt: skip
    """Hand `body` over; what came of it. `authority`: file with the certificates of the office's own authority, "" = usual ones.

    Takes at most about 20 seconds: 5 for the connection, 15 for all of it however slowly the other end drips.
    """
    try:
        ip = checked(target, networks=networks, demo=demo)
        line = _connected(target, ip)
    except Unreached as error:
        return Answer(error.trouble)
    over = threading.Event()
    watch = threading.Timer(WHOLE_SECONDS, _cut, (line, over))
    watch.daemon = True
    watch.start()
    try:
        told = _exchange(_secured(line, target, authority), target, body, headers, at)
        return Answer(Trouble.TIMEOUT) if over.is_set() else told  # cut in the middle of its head, an answer may look whole
    except TimeoutError:
        return Answer(Trouble.TIMEOUT)
    except ssl.SSLError:
        return Answer(Trouble.TIMEOUT if over.is_set() else Trouble.TLS)
    except (OSError, http.client.HTTPException):
        return Answer(Trouble.TIMEOUT if over.is_set() else Trouble.BROKEN)
    finally:
        watch.cancel()
        line.close()


def checked(target: Target, *, networks: Collection[Network], demo: bool) -> Address:
    """The address to connect to. Raises Unreached when the name is not known, or when any address behind it is forbidden."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreached(Trouble.NO_NAME) from None
    # An address may carry the name of an interface (fe80::1%eth0): those are local anyhow.
    addresses = [ipaddress.ip_address(str(place[0]).partition("%")[0]) for *_, place in found]
    if not addresses:
        raise Unreached(Trouble.NO_NAME)
    if not all(may_reach(ip, networks=networks, plain=target.plain, demo=demo) for ip in addresses):
        raise Unreached(Trouble.FORBIDDEN)
    return addresses[0]


def _connected(target: Target, ip: Address) -> socket.socket:
    try:
        line = socket.create_connection((str(ip), target.port), timeout=CONNECT_SECONDS)
    except TimeoutError:
        raise Unreached(Trouble.TIMEOUT) from None
    except OSError:
        raise Unreached(Trouble.NO_CONNECTION) from None
    line.settimeout(ANSWER_SECONDS)
    return line


def _secured(line: socket.socket, target: Target, authority: str) -> socket.socket:
    """TLS with the certificate of the name that was written, whatever address stands behind it."""
    if target.plain:
        return line
    context = ssl.create_default_context(cafile=authority or None)
    # The raw socket stays ours (a duplicate is wrapped), so that the watch can cut it in the middle of a handshake too.
    return context.wrap_socket(line.dup(), server_hostname=target.host)


def _exchange(line: socket.socket, target: Target, body: str, headers: Mapping[str, str], at: datetime) -> Answer:
    talk = http.client.HTTPConnection(target.host, target.port)
    talk.sock = line
    try:
        talk.request("POST", target.path, body.encode(), {**headers, "Host": target.shown_host, "Connection": "close"})
        answer = talk.getresponse()
        # What else it says does not matter and is not read.
        return answer_of(status=answer.status, retry_after=answer.headers.get("Retry-After", ""), at=at)
    finally:
        talk.close()


def _cut(line: socket.socket, over: threading.Event) -> None:
    """The time is up: whoever waits for the other end wakes with an error."""
    over.set()
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
