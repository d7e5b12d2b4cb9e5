"""A person hands in at Xã Cẩm Tú what Xã Cẩm Vân must decide: received and passed on at the counter, taken in and handled there,
the result back and handed over where she came. One tracking code all the way; each unit sees its part.
"""

import pytest

from builders.axe import complaints
from builders.pressing import press
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

FEE = """
from datetime import date
from thanthien.dossiers import actions, elsewhere
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.models import Dossier, Elsewhere, Fee
from thanthien.dossiers.reception import asked_of
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.queries import actor_for
from thanthien.people.scoping import in_unit
from thanthien.procedures.queries import procedure
from thanthien.shared.clock import day_of, now
at = now()
def by(login):
    return actor_for(Officer.objects.get(login=login), on=day_of(at))
unit, there, of = by("dinh.bv").unit, "15163", procedure(code="2.002516")
who = people.register_citizen(unit=unit, name="Trương Thị Hiền", id_number="038192004319",
                              birth_date=date(1992, 8, 14), sex="Nữ", by=by("dinh.bv"), at=at)
marks = {a.order: Mark(PaperState.OK, name=a.name.rstrip("… ") + " (đủ)") for a in asked_of(of) if a.mandatory}
row = elsewhere.receive_elsewhere(unit=unit, competent=there, procedure=of, papers=marks, applicant=who, by=by("dinh.bv"), at=at)
row = elsewhere.send(row=row, by=by("dinh.bv"), at=at)
with in_unit(there):
    made = elsewhere.take(row=row, by=by("hoa.cv"), at=at)
    while made.state < 9:
        role = made.steps.get(order=made.step).role
        made = actions.complete_step(dossier=made, by=by("long.cv" if role == "leader" else "hoa.cv"), at=at)
row = Elsewhere.objects.get(pk=row.pk)
row = elsewhere.send_result(row=row, by=by("hoa.cv"), at=at)
row = elsewhere.take_result(row=row, by=by("dinh.bv"), at=at)
elsewhere.return_result(row=row, fee_paid="cash", by=by("dinh.bv"), at=at)
print("FEE", Fee.objects.get(dossier=made).pk, made.pk, row.pk)
"""


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


def test_a_fee_taken_here_for_another_commune_goes_back_when_that_one_asks(server, enter):
    fee, dossier, row = server.python(FEE).split("FEE ")[1].split()[:3]
    theirs = enter("hoa.cv", f"/ho-so/{dossier}/le-phi/")
    there(theirs, "book", "Xã Cẩm Tú")
    theirs.locator("[data-test^=reason-]").fill("Hộ nghèo được miễn")
    theirs.locator("[data-test^=ask-]").click()
    there(theirs, "decided-there")
    proper(theirs)

    chief = enter("nghia.pv", "/lanh-dao/")
    there(chief, "lnav-refunds")
    proper(chief)
    chief.locator("[data-test=refunds-band] a").click()
    there(chief, "asking")
    proper(chief)
    chief.locator("[data-test^=approve-]").click()
    there(chief, "toast", "Đã duyệt")

    ours = enter("dinh.bv", f"/noi-khac/{row}/")
    press(ours, "fee-taken")
    there(ours, "refunds", "đã duyệt")
    proper(ours)
    ours.goto("/thu/hoan-tra/")
    ours.locator("[data-test^=pay-cash-]").click()
    there(ours, "state", "đã trả")
    theirs.goto(f"/ho-so/{dossier}/le-phi/")
    there(theirs, "refunds", "đã trả")
