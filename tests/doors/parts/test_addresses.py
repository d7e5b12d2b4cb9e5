"""One address for each reader: the connection's, or what our own proxies say, and nothing that a reader can write there."""

import pytest
from django.test import RequestFactory

from thanthien.doors.parts.addresses import NOWHERE, address_of


def asked(*, told: str = "", connection: str = "10.0.0.1"):
    more = {"HTTP_X_FORWARDED_FOR": told} if told else {}
    return address_of(RequestFactory().get("/", REMOTE_ADDR=connection, **more))


@pytest.mark.parametrize(
    ("proxies", "told", "connection", "address"),
    [
        (0, "", "10.0.0.1", "10.0.0.1"),
        (0, "113.160.1.1", "10.0.0.1", "10.0.0.1"),
        (1, "113.160.1.1", "127.0.0.1", "113.160.1.1"),
        (1, "9.9.9.9, 113.160.1.1", "127.0.0.1", "113.160.1.1"),
        (2, "9.9.9.9, 113.160.1.1, 10.1.1.1", "127.0.0.1", "113.160.1.1"),
        (2, "113.160.1.1", "127.0.0.1", "127.0.0.1"),
        (1, "không phải địa chỉ", "127.0.0.1", "127.0.0.1"),
        (1, "[2001:db8::1]", "127.0.0.1", "2001:db8::1"),
        (0, "", "fe80::1%eth0", "fe80::1"),
        (0, "", "", NOWHERE),
    ],
)
def test_the_address_of_a_reader(settings, proxies, told, connection, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    told = told.encode().decode("latin-1")  # as a server hands headers over
    assert asked(told=told, connection=connection) == address
