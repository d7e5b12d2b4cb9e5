"""The machine reads scans where tesseract is installed, and says so where it is not."""

import shutil

import pytest
from PIL import Image, ImageDraw, ImageFont

from builders.dossiers import SINGLE, received
from builders.papers import pdf, photo
from papers.test_scans import attached, nov
from thanthien.papers import queries, reading
from thanthien.papers.models import Scan

pytestmark = pytest.mark.django_db
FACE = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    reading.available.cache_clear()
    yield
    reading.available.cache_clear()


@pytest.fixture
def dossier(hall, others):
    return received(hall, SINGLE)


def sheet(text: str) -> bytes:
    import io

    picture = Image.new("L", (1600, 500), 255)
    ImageDraw.Draw(picture).text((80, 180), text, fill=0, font=ImageFont.truetype(FACE, 72))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.mark.skipif(not reading.available(), reason="the extra is not installed here")
def test_a_scan_is_found_by_its_letters_without_marks(hall, dossier):
    scan = attached(hall, dossier, sheet("Giấy khai sinh Trương Thị Đào"))
    attached(hall, dossier, pdf())
    assert queries.search(unit=hall.unit, text="truong thi dao") == []
    assert reading.read_due(holder="test", at=nov(23)) == 2
    assert queries.search(unit=hall.unit, text="KHAI SINH dao") == [scan]
    assert reading.read_due(holder="test", at=nov(23)) == 0, "each is read once"


def test_where_it_is_not_installed_scans_wait(hall, dossier, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    attached(hall, dossier)
    assert not reading.available() and reading.read_due(holder="test", at=nov(23)) == 0
    assert Scan.objects.get().reading == "due"


@pytest.mark.skipif(not reading.available(), reason="the extra is not installed here")
def test_what_cannot_be_read_is_not_tried_for_ever(hall, dossier, settings, tmp_path):
    attached(hall, dossier, photo())
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    assert reading.read_due(holder="test", at=nov(23)) == 1
    assert Scan.objects.get().reading == "failed" and reading.read_due(holder="test", at=nov(23)) == 0


def test_the_health_page_says_whether_scans_are_read(client):
    assert client.get("/health").json()["reads_scans"] is reading.available()
