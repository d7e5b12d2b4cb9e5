"""A land dossier goes from the commune to the land registration office, the tax office and back: three logins, three units,
three clocks. The tax office is late, and it is the tax office that is named.
"""

import pytest

from builders.pressing import press

pytestmark = pytest.mark.browser

RECEIVE = """
from datetime import timedelta
from thanthien.dossiers import actions
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.reception import asked_of
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.queries import actor_for
from thanthien.procedures.queries import procedure
from thanthien.shared.clock import now
at = now()
by = actor_for(Officer.objects.get(login="mai.tt"), on=at.date())
of = procedure(code="1.013831")
person = people.register_citizen(unit="15148", name="Trương Thị Hiền", id_number="038192004317", by=by, at=at)
papers = {a.order: Mark(PaperState.OK, name=a.name.rstrip("… ") + " (đủ)") for a in asked_of(of) if a.mandatory}
made = actions.receive(unit="15148", procedure=of, papers=papers, applicant=person, by=by, at=at)
print(made.pk)
"""

LATE = """
from datetime import timedelta
from thanthien.dossiers import actions
from thanthien.dossiers.models import Dossier, Stage
from thanthien.journal.models import Entry
stage = Stage.objects.get(dossier_id={pk}, order=3)
actions.tick(unit="15148", at=stage.due_at + timedelta(minutes=1))
print(*sorted(f"{{e.unit}}:{{e.data['at']}}" for e in Entry.objects.filter(kind="stage.became_late")))
of = Dossier.objects.get(pk={pk})
actions.tick(unit="15148", at=max(of.due_at, stage.due_at) + timedelta(minutes=1))
print(Entry.objects.get(kind="dossier.became_late", subject="dossier:{pk}").data["late_unit"])
print(stage.unit_id)
"""

ROWS = """
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.queries import handovers
for row in handovers(dossier=Dossier.objects.get(pk={pk})):
    print(row.giver, row.taker, sep=" > ")
"""


def fits(page) -> None:
    """Nothing is wider than the glass."""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_land_dossier_through_three_offices_and_the_late_one_is_named(server, enter):
    pk = server.python(RECEIVE).strip().splitlines()[-1]
    commune = enter("mai.tt", f"/ho-so/{pk}/")
    press(commune, "pass-on")
    assert "Chi nhánh Văn phòng đăng ký đất đai" in commune.locator('[data-test="stages"] .cur').inner_text()
    land = enter("lam.vt", "/viec/")
    fits(land)
    press(land, "incoming-row")
    press(land, "take-in")
    press(land, "pass-on")
    tax = enter("thue.dv", "/viec/", width=360, height=740)
    press(tax, "incoming-row")
    fits(tax)
    press(tax, "take-in")
    in_chains, late, unit = server.python(LATE.format(pk=pk)).strip().splitlines()[-3:]
    assert late == unit and in_chains == " ".join(sorted(f"{chain}:{unit}" for chain in ("15148", unit)))
    commune.goto(f"/ho-so/{pk}/")
    assert "Thuế cơ sở Cẩm Thủy đã quá giờ của mình" in commune.content()
    press(tax, "pass-on")
    land.goto(f"/lien-thong/{pk}/")
    press(land, "take-in")
    press(land, "pass-on")
    commune.goto(f"/ho-so/{pk}/")
    press(commune, "take-in")
    commune.locator('[data-test="finish-open"]').click()
    commune.locator('[data-test="finish"]').click()
    commune.locator("text=Đã xử lý xong").first.wait_for()
    rows = server.python(ROWS.format(pk=pk)).strip().splitlines()[-4:]
    assert [row.split(" > ")[0].split()[0] for row in rows] == ["Xã", "Chi", "Thuế", "Chi"]
    assert rows[-1].endswith("Xã Cẩm Tú")
