"""A person hands in at Xã Cẩm Tú what Xã Cẩm Vân must decide: received and passed on at the counter, taken in and handled there,
the result back and handed over where she came. One tracking code all the way; each unit sees its part.
"""

import pytest

from builders.axe import complaints
from stories.test_desk_keys import choose, desk, there

__all__ = ["desk"]
pytestmark = pytest.mark.browser

STEPS = """
from thanthien.dossiers import actions
from thanthien.dossiers.models import Dossier
from thanthien.people.models import Officer
from thanthien.people.queries import actor_for
from thanthien.people.scoping import in_unit
from thanthien.shared.clock import now
at = now()
of = Dossier.objects.get(unit_id="15163")
with in_unit("15163"):
    while of.state < 9:
        role = of.steps.get(order=of.step).role
        who = Officer.objects.get(login="long.cv" if role == "leader" else "hoa.cv")
        of = actions.complete_step(dossier=of, by=actor_for(who, on=at.date()), at=at)
print(of.tracking_code)
"""


def press(page, test: str) -> None:
    page.locator(f'[data-test="{test}"]').first.click()
    page.wait_for_load_state()


def proper(page) -> None:
    """Nothing is wider than the glass of a desk or a telephone, and the checker of accessibility finds nothing."""
    assert complaints(page) == []
    size = page.viewport_size
    for width in (360, size["width"]):
        page.set_viewport_size({"width": width, "height": size["height"]})
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), width


def test_handed_in_here_decided_there_and_fetched_here(desk, enter, server, open_page):
    choose(desk, "tthn")
    desk.locator('[data-test="where-find"]').fill("cam van")
    there(desk, "where-15163").click()
    there(desk, "competent", "Xã Cẩm Vân")
    desk.locator("[data-test=name]").fill("Bùi Văn Thực")
    for paper in desk.locator("#papers > li[data-mandatory=true]").all():
        paper.click()
        desk.keyboard.press("1")
    assert complaints(desk) == []
    desk.locator('[data-test="receive"]').click()
    there(desk, "received-code")
    there(desk, "toast", "Đã nhận hộ Xã Cẩm Vân")
    desk.goto("/noi-khac/")
    proper(desk)
    press(desk, "send")
    there(desk, "undo")
    neighbour = enter("hoa.cv", "/noi-khac/")
    proper(neighbour)
    press(neighbour, "open")
    proper(neighbour)
    press(neighbour, "take")
    there(neighbour, "own")
    code = server.python(STEPS).strip().splitlines()[-1]
    neighbour.goto("/noi-khac/")
    press(neighbour, "send_result")
    citizen = open_page(f"/t/{code}", width=360, height=740)
    assert "Kết quả sẽ về Xã Cẩm Tú" in citizen.content()
    proper(citizen)
    desk.goto("/noi-khac/")
    press(desk, "open")
    press(desk, "take_result")
    proper(desk)
    press(desk, "return")
    there(desk, "told", "Đã trao kết quả")
    citizen.reload()
    assert "Đã trả kết quả" in citizen.content()
