"""What a small phone loads: page, styles and scripts together at most 45 KB packed, two cuts of the fonts at most 60 KB."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from builders.cam_tu import open_cam_tu
from builders.portal import DRAFT, FILES, addresses
from thanthien.doors.portal.urls import urlpatterns
from thanthien.procedures.models import Procedure

pytestmark = pytest.mark.django_db
SHEETS = re.compile(rb'(?:href|src)="/static/([^"]+\.(?:css|js))"')
LIMIT = 45 * 1024
FONTS = 60 * 1024


@pytest.fixture
def whole(db, time_machine, at):
    """The demonstration commune with its whole catalogue."""
    unit = open_cam_tu()
    time_machine.move_to(at, tick=False)
    return unit


def packed(name: str) -> int:
    """Bytes of a sheet or a script as it is sent."""
    return len(gzip.compress(Path(finders.find(name)).read_bytes()))


def weight(client, address: str) -> int:
    """Bytes of the page at its first load: itself, its styles, its scripts; `#` = with that declaration in the browser."""
    path, _, code = address.partition("#")
    client.cookies.clear()
    if code:
        client.cookies[DRAFT] = code
    answer = client.get(path)
    assert answer["Content-Type"].startswith("text/html") and answer.status_code not in (301, 302), (address, answer.status_code)
    names = {name.decode() for name in SHEETS.findall(answer.content)}
    assert names, address
    return len(gzip.compress(answer.content)) + sum(packed(name) for name in names)


def test_every_page_of_the_portal_is_light(client, whole, at):
    """The weights stand in the output (`pytest -s`), the heaviest first."""
    pages = addresses(at=at)
    assert set(pages) == {route.name for route in urlpatterns} - FILES, "a new page of the portal is looked at here too"
    heaviest = {name: max((weight(client, one), one) for one in each) for name, each in pages.items()}
    print("".join(f"\n{size:>7,}  {one}" for size, one in sorted(heaviest.values(), reverse=True)))
    assert not {name: line for name, line in heaviest.items() if line[0] > LIMIT}


def test_the_heaviest_procedure_is_light_too(client, whole):
    heaviest = max(Procedure.objects.all(), key=lambda one: sum(len(paper.name) for paper in one.papers.all()))
    assert weight(client, f"/thu-tuc/{heaviest.code}") <= LIMIT


def test_the_fonts_are_light():
    css = Path(finders.find("vendor/fonts/citizen.css")).read_text(encoding="utf-8")
    files = re.findall(r'url\("?([^")]+\.woff2)"?\)', css)
    assert files
    assert sum(Path(finders.find(f"vendor/fonts/{Path(name).name}")).stat().st_size for name in files) <= FONTS


def test_nothing_is_loaded_from_elsewhere(client, whole):
    for path in ("/", "/thu-tuc/1.001193", "/lien-he"):
        page = client.get(path).content.decode()
        loaded = re.findall(r'<(?:script|link|img|iframe|source)[^>]+(?:src|href)="([^"]+)"', page)
        assert all(one.startswith("/") for one in loaded), loaded
