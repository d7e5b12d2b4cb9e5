"""Money in a real browser: a statement read in, a ground chosen, a fee given back by two persons; axe on each page."""

import pytest
from playwright.sync_api import expect

from builders.axe import complaints
from builders.pressing import press
from builders.statement import row, statement_csv
from thanthien.payments.vietqr import note_of

pytestmark = pytest.mark.browser
RECEIVE = """
from datetime import date
from thanthien.dossiers import actions
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.reception import asked_of
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.queries import actor_for
from thanthien.procedures.queries import procedure
from thanthien.shared.clock import day_of, now
at = now()
dinh = Officer.objects.get(login='dinh.bv')
by = actor_for(dinh, on=day_of(at))
of = procedure(code='2.002516')
for n in (1, 2):
    who = people.register_citizen(unit=dinh.unit_id, name='Trương Thị Hiền', id_number=f'03819200431{n}',
                                  birth_date=date(1992, 8, 14), sex='Nữ', by=by, at=at)
    marks = {a.order: Mark(PaperState.OK, name=a.name.rstrip('… ') + ' (đủ)') for a in asked_of(of) if a.mandatory}
    made = actions.receive(unit=dinh.unit_id, procedure=of, papers=marks, applicant=who, by=by, at=at)
    print('PK', made.pk, made.code, made.fee_vnd, at.strftime('%d/%m/%Y'))
"""


@pytest.fixture(scope="module")
def two(server) -> list[tuple[int, str, str, str]]:
    lines = [line.split()[1:] for line in server.python(RECEIVE).splitlines() if line.startswith("PK")]
    return [(int(pk), code, fee, day) for pk, code, fee, day in lines]


def test_a_statement_is_seen_written_settled_and_a_fee_given_back(two, enter):
    (first, code, fee, day), (second, other, _, _) = two
    page = enter("dinh.bv", "/cuoi-ngay")
    press(page, "to-statements")
    assert complaints(page) == []
    content = statement_csv(row("FT1", fee, f"NGUYEN VAN A {note_of(code)}", day=day), row("FT2", fee, "le phi", day=day))
    page.get_by_test_id("choose").set_input_files({"name": "sao-ke.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_test_id("look").click()
    expect(page.get_by_test_id("matches")).to_have_text("1")
    expect(page.get_by_test_id("waits")).to_have_text("1")
    assert complaints(page) == [] and "NGUYEN" not in page.content()
    page.get_by_test_id("take").click()
    page.get_by_test_id("toast").wait_for()
    page.locator("[data-test^=code-]").fill(other)
    assert complaints(page) == []
    page.locator("[data-test^=settle-]").click()
    page.get_by_test_id("empty").wait_for()

    page.goto(f"/ho-so/{second}/")
    page.get_by_test_id("fee-more").click()
    page.locator("[data-test^=reason-]").fill("Nộp hai lần")
    assert complaints(page) == []
    page.locator("[data-test^=ask-]").click()
    page.get_by_test_id("toast").wait_for()

    chief = enter("nghia.pv", "/thu/hoan-tra/")
    assert complaints(chief) == []
    chief.locator("[data-test^=approve-]").click()
    chief.get_by_test_id("toast").wait_for()

    page.goto("/thu/hoan-tra/")
    page.locator("[data-test^=pay-cash-]").click()
    expect(page.get_by_test_id("state")).to_have_text("đã trả")
    page.goto("/thu/so/")
    assert complaints(page) == []
    expect(page.locator("[data-test^=line-]")).to_have_count(3)
    page.goto(f"/ho-so/{first}/")
    expect(page.get_by_test_id("fee-line")).to_contain_text("chuyển khoản")
    assert complaints(page) == []


def test_a_ground_is_chosen_and_taken_off(server, enter):
    pk = int(server.python(RECEIVE).split("PK ")[1].split()[0])
    page = enter("dinh.bv", f"/ho-so/{pk}/le-phi/")
    assert complaints(page) == []
    page.get_by_test_id("ground-elderly").check()
    page.get_by_test_id("left-sum").fill("4.000")
    page.get_by_test_id("basis").fill("Nghị quyết 12/NQ-HĐND, Điều 3")
    page.get_by_test_id("exempt-go").click()
    page.get_by_test_id("unconfirmed").wait_for()
    expect(page.get_by_test_id("left")).to_contain_text("4.000")
    assert complaints(page) == []
    page.get_by_test_id("undo").click()
    page.get_by_test_id("exempt").wait_for()


def test_two_transfers_are_one_fee_and_too_much_is_written_apart(server, enter):
    made = [line.split()[1:] for line in server.python(RECEIVE).splitlines() if line.startswith("PK")]
    (_, code, fee, day), (second, other, _, _) = made
    half, rest = int(fee) // 2, int(fee) - int(fee) // 2
    page = enter("dinh.bv", "/thu/sao-ke/")
    content = statement_csv(
        row("FT11", str(half), note_of(code), day=day), row("FT12", str(rest), note_of(code), day=day),
        row("FT13", str(int(fee) + 2000), note_of(other), day=day),
    )  # fmt: skip
    page.get_by_test_id("choose").set_input_files({"name": "sao-ke.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_test_id("look").click()
    expect(page.get_by_test_id("together")).to_have_count(2)
    expect(page.get_by_test_id("above")).to_contain_text("2.000")
    assert complaints(page) == []
    page.get_by_test_id("take").click()
    page.get_by_test_id("toast").wait_for()
    assert complaints(page) == []
    page.locator("[data-test^=surplus-]").click()
    page.get_by_test_id("empty").wait_for()
    page.goto(f"/ho-so/{second}/le-phi/")
    expect(page.locator("[data-test^=line-]")).to_have_count(2)
    page.locator("[data-test^=reason-]").last.fill("Chuyển thừa")
    page.locator("[data-test^=ask-]").last.click()
    page.get_by_test_id("toast").wait_for()
    assert complaints(page) == []
