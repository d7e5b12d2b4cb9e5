"""What another programme does in somebody's name says so: in the journal, among who looked, on the dossier's page."""

import pytest
from django.test import Client
from django.urls import reverse

from builders.dossiers import SINGLE
from thanthien.dossiers.models import Dossier
from thanthien.journal.models import Access, Entry
from thanthien.journal.sealing import seal_accesses
from thanthien.journal.verify import verify
from thanthien.people.models import ApiToken
from thanthien.people.queries import token_actor, token_names


def token_of(login: str) -> ApiToken:
    return ApiToken.objects.get(officer__login=login)


def test_every_entry_of_a_request_names_the_token_and_keeps_its_actor(api):
    ticket = api.take().json()
    api.call()
    made = api.post("dossiers", api.handed(ticket=ticket["id"]))
    assert made.status_code == 201
    kiosk = ApiToken.objects.get(device__code="kiosk-1")
    through = {
        kind: (entry.actor, entry.data.get("through"))
        for kind in ("ticket.taken", "ticket.called", "dossier.received", "citizen.registered")
        for entry in Entry.objects.filter(kind=kind).order_by("-seq")[:1]
    }
    hanh = f"token:{token_of('hanh').pk}"
    assert through["ticket.taken"] == ("device:kiosk-1", f"token:{kiosk.pk}")
    assert through["ticket.called"] == through["dossier.received"] == through["citizen.registered"] == ("officer:hanh", hanh)
    assert verify() is None


def test_what_the_officer_does_at_the_desk_names_none(api):
    api.desk.call()
    row = api.dossier()
    assert "through" not in Entry.objects.filter(kind="ticket.called").latest("seq").data
    assert "through" not in Entry.objects.get(kind="dossier.received", subject=f"dossier:{row.pk}").data


def test_a_role_that_is_lent_still_says_whose_it_is(api):
    actor = token_actor(token_of("hanh"), on=api.office.at.date())
    lent = type(actor)(actor.kind, actor.code, actor.unit, actor.roles | {"leader"}, (("leader", "nghia"),), "", actor.through)
    done = lent.acting_as("leader")
    assert str(done) == "officer:hanh~nghia" and done.through == actor.through


def test_reading_a_file_is_an_access_through_the_token_and_the_seal_holds(api):
    row = api.dossier()
    assert api.get(f"dossiers/{row.code}", "ha").status_code == 200
    look = Access.objects.get(subject=f"dossier:{row.pk}")
    assert (look.officer, look.through) == ("ha", f"token:{token_of('ha').pk}")
    api.desk.later(minutes=30)
    assert seal_accesses(unit=api.office.unit, at=api.desk.at) >= 1 and verify() is None


def test_the_seal_notices_a_mark_that_was_taken_away(api):
    from django.db import connection

    row = api.dossier()
    api.get(f"dossiers/{row.code}", "ha")
    api.desk.later(minutes=30)
    seal_accesses(unit=api.office.unit, at=api.desk.at)
    with connection.cursor() as cursor:
        guards = "journal_access_no_update" if connection.vendor == "sqlite" else "journal_access_append_only"
        cursor.execute(f"DROP TRIGGER {guards}" + ("" if connection.vendor == "sqlite" else " ON journal_access"))
        cursor.execute("UPDATE journal_access SET through = NULL")
    assert "lượt xem" in str(verify())


@pytest.mark.parametrize("engine_keeps", ["UPDATE journal_access SET through = ''", "DELETE FROM journal_access"])
def test_accesses_are_still_append_only_after_the_column_was_added(api, engine_keeps):
    from django.db import DatabaseError, connection, transaction

    api.get(f"dossiers/{api.dossier().code}", "ha")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(engine_keeps)


def test_the_page_of_the_dossier_and_the_citizens_page_say_it(api):
    code = api.post("dossiers", api.handed()).json()["code"]
    row = Dossier.objects.get(code=code)
    api.get(f"dossiers/{code}", "ha")
    page = api.desk.hanh.get(reverse("desk:dossier", args=[row.pk])).content.decode()
    assert "Lê Thị Hạnh (qua Phần mềm thử) nhận" in page and "Bùi Thị Thu Hà (qua Phần mềm thử)" in page
    seen = Client().get(f"/t/{row.tracking_code}").content.decode()
    assert "qua phần mềm" in seen and "Phần mềm thử" not in seen


def test_names_of_tokens_are_asked_for_only_when_there_are_any(api, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert token_names([""]) == {}
    mark = f"token:{token_of('hanh').pk}"
    with django_assert_num_queries(1):
        assert token_names([mark, ""]) == {mark: "Phần mềm thử"}


def test_an_answer_never_tells_of_the_token(api):
    made = api.post("dossiers", api.handed(procedure=SINGLE)).json()
    told = api.get(f"dossiers/{made['code']}", "ha").content.decode() + str(made)
    assert "through" not in told and "token:" not in told
