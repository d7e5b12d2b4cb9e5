"""Every page of the portal with real data, in a real browser with script, on a telephone and on a desk: axe finds nothing,
nothing scrolls sideways, one heading.
"""

import json
from collections.abc import Iterator

import pytest

from builders.axe import EVERY, complaints
from builders.portal import DRAFT, FILES
from thanthien.doors.portal.urls import urlpatterns

pytestmark = pytest.mark.browser
BUILD = """
import json, sys
sys.path.insert(0, "tests")
from builders.portal import addresses
from thanthien.shared.clock import now
print(json.dumps(addresses(at=now())))
"""


@pytest.fixture(scope="module")
def pages(server) -> dict[str, list[str]]:
    return json.loads(server.python(BUILD).strip().splitlines()[-1])


def seen(page, server, addresses: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each address with what is wrong there."""
    for address in addresses:
        path, _, code = address.partition("#")
        page.context.clear_cookies()
        if code:
            page.context.add_cookies([{"name": DRAFT, "value": code, "url": server.address}])
        page.goto(path)
        wrong = complaints(page, EVERY)
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        wrong += [f"{wide} px too wide"] if wide > 0 else []
        wrong += [f"{n} headings"] if (n := page.locator("h1").count()) != 1 else []
        yield address, wrong


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_right(pages, server, open_page, width):
    assert set(pages) == {route.name for route in urlpatterns} - FILES, "a new page of the portal is walked to as well"
    page = open_page("/", width=width, height=800)
    found = dict(seen(page, server, [one for each in pages.values() for one in each]))
    assert not {address: wrong for address, wrong in found.items() if wrong}
