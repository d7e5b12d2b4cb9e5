"""What went wrong at other counters: numbers before their time, numbers twice, fields that the citizen could set, old values."""

import re

import pytest
from django.db import OperationalError, connection

from builders.desk import logged_in, once_of
from builders.dossiers import SINGLE, received, worked_to
from thanthien.dossiers import actions
from thanthien.dossiers.models import Dossier
from thanthien.journal.models import Entry
from thanthien.people.models import Citizen
from thanthien.procedures.models import ProcedurePaper
from thanthien.queueing.models import Ticket


def text_of(answer) -> str:
    return answer.content.decode()


def receive(desk, **more) -> Dossier:
    answer = desk.post("/quay/nhan", desk.form(**more))
    assert answer.status_code == 200, text_of(answer)
    return Dossier.objects.latest("pk")


@pytest.mark.thread("opencps#275")
def test_no_number_is_used_before_somebody_received_the_dossier(desk):
    """Typed, saved as a draft, refused for a missing paper, refused altogether: the first that is received is number one."""
    ticket = desk.call()
    typed = {"ticket": ticket.pk, "name": "Trương Thị Hiền", "procedure": SINGLE}
    for _ in range(3):
        desk.post("/quay/nhap", typed)
        desk.post("/quay/viec", typed)
    lacking = desk.form(ticket) | {f"paper-{paper.order}": "missing" for paper in ProcedurePaper.objects.filter(mandatory="true")}
    assert desk.post("/quay/nhan", lacking).status_code == 422
    refused = desk.post("/quay/tu-choi", desk.form(ticket, once="b" * 32, reason="not_competent", reason_note="về xã khác"))
    assert refused.status_code == 200, text_of(refused)
    assert Dossier.objects.get().code is None, "what was refused is kept, without a number"
    assert receive(desk, once="c" * 32).code.endswith("-0001")


@pytest.mark.thread("opencps#280")
def test_the_number_on_the_receipt_is_the_number_until_the_end(desk):
    """There each step, and each supplement, gave the dossier another number."""
    row = receive(desk)
    code, tracking = row.code, row.tracking_code
    seen = set()
    for step in (2, 3, 4, 5, 99):
        row = worked_to(desk.office, row, step, at=desk.later(minutes=30), others=desk.others)
        seen.add((row.code, row.tracking_code))
    row = actions.hand_over(dossier=row, by=desk.office.actor(desk.office.hanh), at=desk.later(minutes=5))
    assert seen | {(row.code, row.tracking_code)} == {(code, tracking)}
    assert {entry.data["code"] for entry in Entry.objects.filter(subject=f"dossier:{row.pk}") if "code" in entry.data} == {code}
    assert receive(desk, once="d" * 32).code.endswith("-0002"), "and it used one number only"


@pytest.mark.thread("open-forms#1183")
@pytest.mark.django_db(transaction=True)
def test_a_reception_that_fails_half_way_and_is_pressed_again_draws_one_number(desk):
    """There each try fetched a new number first and registered the case afterwards. Here the first try breaks at its very end."""
    broken = []

    def lost_line(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if "journal_answer" in sql and sql.startswith("INSERT") and not broken:
            broken.append(sql)
            raise OperationalError("disk I/O error")
        return answer

    form = desk.form()
    desk.hanh.raise_request_exception = False
    with connection.execute_wrapper(lost_line):
        assert desk.post("/quay/nhan", form).status_code >= 500
    assert broken and not Dossier.objects.exists() and not Citizen.objects.exists()
    for _ in range(3):
        assert "1123-0001" in text_of(desk.post("/quay/nhan", form))
    assert Dossier.objects.get().code.endswith("-0001")
    assert receive(desk, once="e" * 32).code.endswith("-0002"), "no number was lost to the failure"


@pytest.mark.thread("django-helpdesk#602")
def test_neither_date_nor_number_nor_class_can_be_sent_in_by_whoever_fills_the_form(commune):
    """Fields that only the office decides are not read from a form, nor from the API's body, nor at the kiosk."""
    desk = commune.desk
    wanted = {"due_at": "2026-11-23T09:00", "due_first": "2026-11-23", "code": "H56.1-261123-9999", "state": "9", "unit": "15151"}
    form = desk.form() | wanted | {"priority": "9", "received_at": "2020-01-01T00:00:00"}
    assert desk.post("/quay/nhan", form).status_code == 200
    row = Dossier.objects.get()
    plain = received(commune.office, SINGLE)
    assert (row.due_at, row.due_first, row.state, row.unit_id) == (plain.due_at, plain.due_first, plain.state, plain.unit_id)
    assert (row.code[-5:], row.received_at) == ("-0001", desk.at)
    assert (
        commune.tap(priority="1").status_code == 422
        and commune.tap(order="0", number="1", taken_at="2020-01-01").status_code == 302
    )
    ticket = Ticket.objects.get()
    assert (ticket.priority, ticket.number, ticket.taken_at) == ("", 1, desk.at)


@pytest.mark.thread("opencrvs#10068")
def test_the_next_persons_form_begins_empty(desk):
    """There the correction form opened with what somebody had typed for the one before. Drafts belong to one ticket."""
    first = desk.call()
    desk.post(
        "/quay/nhap", {"ticket": first.pk, "name": "Bùi Văn Thực", "procedure": SINGLE, "paper-1-note": "mờ", "address": "Thôn 9"}
    )
    receive(desk, ticket=first)
    desk.later(minutes=5)
    desk.take()
    called = desk.post("/quay/goi", {"once": "f" * 32})
    assert called.status_code == 200
    page = text_of(desk.hanh.get("/quay/"))
    assert Ticket.objects.get(state="called").pk != first.pk
    for old in ("Bùi Văn Thực", "Trương Thị Hiền", "038192004317", "Thôn 9", 'value="mờ"'):
        assert old not in page


@pytest.mark.thread("opencrvs#10068")
def test_a_reception_taken_back_and_made_again_keeps_nothing_of_the_first(desk):
    """Taken back, put right, received again: the second dossier holds the corrected values only."""
    first = receive(desk, name="Trương Thị Hiên", address="Thôn Cũ")
    assert desk.post(f"/quay/huy/{first.pk}", {"once": "9" * 32}).status_code == 200
    second = receive(desk, name="Trương Thị Hiền", address="Thôn Mới", once=once_of(desk.hanh.get("/quay/")))
    assert (second.applicant.name, second.applicant.address, second.code[-4:]) == ("Trương Thị Hiền", "Thôn Mới", "0002")
    assert Dossier.objects.get(pk=first.pk).outcome == "annulled"


@pytest.mark.thread("opencrvs#10208")
def test_the_next_in_the_route_can_act_the_moment_it_is_theirs(desk):
    """There the registrar's button stayed dead for a day. Here the leader opens it within the same second and finishes."""
    row = received(desk.office, SINGLE)
    row = actions.complete_step(dossier=row, by=desk.office.actor(desk.office.ha), at=desk.at)
    leader = logged_in(desk.office.nghia)
    assert row.code.rpartition("-")[2] in text_of(leader.get("/viec/"))
    page = text_of(leader.get(f"/ho-so/{row.pk}/"))
    done = rf'<form [^>]*hx-post="/ho-so/{row.pk}/xong".*?<button[^>]*data-test="complete">'
    assert re.search(done, page, re.S), "and not disabled"
    assert desk.post(f"/ho-so/{row.pk}/xong", {"step": row.step, "once": "7" * 32}, by=leader).status_code == 200
    assert Dossier.objects.get(pk=row.pk).step > row.step


@pytest.mark.thread("opencrvs#9330")
@pytest.mark.parametrize("hole", ["name", "procedure", "paper"])
def test_what_is_incomplete_is_let_through_at_no_door(commune, hole):
    """Neither at the counter nor through the API; what is missing is named and nothing is kept."""
    desk = commune.desk
    form = desk.form()
    if hole == "paper":
        form = {key: value for key, value in form.items() if not key.startswith("paper-")}
    else:
        form[hole] = ""
    assert desk.post("/quay/nhan", form).status_code == 422
    assert not Dossier.objects.exists() and not Citizen.objects.exists()
