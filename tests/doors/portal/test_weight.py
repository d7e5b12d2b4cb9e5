"""What a small phone loads: page, styles and scripts together at most 45 KB packed, two cuts of the fonts at most 60 KB."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from builders.cam_tu import open_cam_tu
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
    return len(gzip.compress(Path(finders.find(name)).read_bytes()))


def weight(client, path: str) -> int:
    page = client.get(path).content
    names = {name.decode() for name in SHEETS.findall(page)}
    assert names, path
    return len(gzip.compress(page)) + sum(packed(name) for name in names if finders.find(name))


@pytest.mark.parametrize(
    "path",
    [
        "/", "/thu-tuc", "/thu-tuc?q=dang+ky", "/thu-tuc?q=xyzxyz", "/thu-tuc/1.001193", "/thu-tuc/1.001193/mang-theo",
        "/thu-tuc/9.999999", "/viec-doi", "/cat-giam", "/viec-doi/sinh-con", "/lien-he", "/hang-cho", "/tra-cuu",
        "/t/KHONGCODAU12", "/luot-truy-cap", "/xa", "/xa/15148/",
    ],
)  # fmt: skip
def test_a_page_is_light(client, whole, path):
    assert weight(client, path) <= LIMIT


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
