"""What phones and paper carry: never the `localhost` of whoever sits at the machine, never an address where nobody answers."""

import pytest
from django.test import RequestFactory

from thanthien.doors.parts import reach

LAN = "192.168.1.20"


@pytest.fixture
def asked(settings, monkeypatch):
    """Asks `host` for its address outside while the server is bound to `bound`; this machine's address in its network is LAN."""
    settings.PUBLIC_ADDRESS, settings.ALLOWED_HOSTS = "", ["*"]
    monkeypatch.setattr(reach.socket.socket, "connect", lambda *_: None)
    monkeypatch.setattr(reach.socket.socket, "getsockname", lambda *_: (LAN, 40000))

    def ask(host: str, bound: str = "0.0.0.0", path: str = "/t/AB", secure: bool = False) -> str:  # noqa: S104
        reach.listens(bound)
        return reach.outside(RequestFactory().get("/quay/", headers={"host": host}, secure=secure), path)

    yield ask
    reach._listening.clear()


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_the_machine_s_own_name_becomes_its_address_in_the_network(asked, host):
    assert asked(host) == f"http://{LAN}:8000/t/AB"


def test_without_a_port_and_without_a_path(asked):
    assert asked("localhost", path="") == f"http://{LAN}"


@pytest.mark.parametrize("host", ["192.168.1.7:8000", "motcua.xa.example"])
def test_another_name_stays(asked, host):
    assert asked(host) == f"http://{host}/t/AB"
    assert asked(host, secure=True) == f"https://{host}/t/AB"


def test_a_server_that_hears_only_its_own_machine_is_not_told_of_elsewhere(asked):
    assert asked("localhost:8000", bound="127.0.0.1") == "http://localhost:8000/t/AB"


def test_the_office_s_own_address_wins(asked, settings):
    settings.PUBLIC_ADDRESS = "https://motcua.camtu.example"
    assert asked("localhost:8000") == "https://motcua.camtu.example/t/AB"
