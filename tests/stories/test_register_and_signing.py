"""The register of the year in a browser, and twelve papers that one key signs."""

import re

import pytest
from playwright.sync_api import expect

from stories.test_desk_keys import there
from stories.test_desk_many import RECEIVE

pytestmark = pytest.mark.browser

LAY = (
    "        one = Dossier.objects.order_by('pk').last()\n"
    "        pdf = form01_pdf(dossier=one, copy=1, at=at)\n"
    "        lay_for_signing(dossier=one, form='01', pdf=pdf, by=by, at=at)\n"
)
IMPORTS = (
    "from thanthien.dossiers.actions import lay_for_signing\n"
    "from thanthien.dossiers.forms import form01_pdf\n"
    "from thanthien.dossiers.models import Dossier\n"
)


@pytest.fixture(scope="module")
def twelve(server):
    server.python(IMPORTS + RECEIVE + LAY)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_register_is_read_and_fits(twelve, enter, width):
    page = enter("dinh.bv", "/so-theo-doi/", width=width)
    there(page, "state", re.compile("Đã ghi 1[2-9] hồ sơ"))
    expect(page.locator("[data-test=row]").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_one_key_signs_all_and_the_bar_comes_to_its_end(twelve, enter):
    page = enter("nghia.pv", "/lanh-dao/ky-so")
    expect(page.locator("[data-test=waiting]")).to_have_count(12)
    page.keyboard.press("k")
    there(page, "progress", "Đã ký 12 trong 12 giấy")
    expect(page.locator("[data-test=signed]")).to_have_count(12)
    there(page, "empty", "Không có giấy nào chờ ký")
