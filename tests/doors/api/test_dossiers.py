"""Receiving, reading and completing dossiers; whose they are, who looked, and what never goes out."""

import pytest

from builders.dossiers import SINGLE, received
from thanthien.dossiers.models import Dossier
from thanthien.journal.models import Access
from thanthien.people.models import Citizen


def test_a_dossier_is_received_at_the_counter_with_its_promise(api):
    api.take()
    ticket = api.call().json()["called"]
    answer = api.post("dossiers", api.handed(ticket=ticket["id"]))
    made, row = answer.json(), Dossier.objects.get()
    assert answer.status_code == 201 and answer["Location"] == f"/api/v1/dossiers/{row.code}"
    assert (made["code"], made["tracking_code"], made["state"]) == (row.code, row.tracking_code, 2)
    assert made["received_at"] == "2026-11-23T08:30:00+07:00" and made["due_at"].endswith("+07:00") and made["summary"]
    assert Citizen.objects.get().name == "Trương Thị Hiền" and row.visit.citizen == Citizen.objects.get()
    assert "Hiền" not in answer.content.decode() and "0381" not in answer.content.decode()


def test_a_dossier_of_another_person_and_of_a_business(api):
    owner = {"name": "Cao Văn Bình", "id_number": "038070001234"}
    assert api.post("dossiers", api.handed(owner=owner, mandate="Giấy ủy quyền 3/2026")).status_code == 201
    business = {"name": "Công ty TNHH Mía đường Cẩm Tú", "tax_code": "2801234567"}
    assert api.post("dossiers", api.handed(organisation=business, mandate="GGT 12")).status_code == 201
    first, second = Dossier.objects.order_by("pk")
    assert (first.applicant.name, first.submitter.name) == ("Cao Văn Bình", "Trương Thị Hiền")
    assert second.organisation.tax_code == "2801234567"


def test_a_paper_that_is_not_there_is_named_and_nothing_is_written(api):
    answer = api.post("dossiers", api.handed(papers=[]))
    assert answer.status_code == 422 and "Chưa xem giấy" in answer.json()["detail"]
    assert not Dossier.objects.exists() and not Citizen.objects.exists()


@pytest.mark.parametrize("wrong", [
    {"person": {"name": "Hiền", "id_number": "12"}}, {"person": {"name": " "}}, {"sets": 0}, {"sets": "nhiều"}, {"colour": "red"},
    {"person": {"name": "Hiền", "birth_date": "2126-01-01"}}, {"fee_paid": "gold"}, {"person": {"name": "a\x00b"}},
    {"person": {"name": "a\ud800"}},
])  # fmt: skip
def test_what_is_not_as_described_is_named_by_its_field(api, wrong):
    answer = api.post("dossiers", api.handed(**wrong))
    assert answer.status_code == 422 and answer.json()["type"] == "urn:thanthien:problem:invalid"
    assert answer.json()["errors"][0]["field"].split("/")[-1] in {*wrong, *wrong.get("person", {})}
    assert not Dossier.objects.exists()


def test_a_counter_or_ticket_of_nowhere_is_not_found(api):
    assert api.post("dossiers", api.handed(counter=10**6)).status_code == 404
    assert api.post("dossiers", api.handed(ticket=2**63 - 1)).status_code == 404
    assert api.post("dossiers", api.handed(), who="la").status_code == 404


def test_reading_is_an_access_with_its_reason_before_the_answer(api):
    row = api.dossier()
    answer = api.get(f"dossiers/{row.code}?reason=question")
    shown = answer.json()
    assert (shown["code"], shown["applicant"], shown["step"]) == (row.code, "Trương Thị H••••", row.step)
    assert shown["steps"][0]["officer"] == "hanh" and shown["papers"] and shown["summary"]
    look = Access.objects.get()
    assert (look.officer, look.reason, look.subject) == ("hanh", "question", f"dossier:{row.pk}")
    text = answer.content.decode()
    assert "Hiền" not in text and "038192004317" not in text and "0912555408" not in text and row.tracking_code not in text


def test_an_access_is_written_also_when_the_caller_has_it_already(api):
    row = api.dossier()
    etag = api.get(f"dossiers/{row.code}")["ETag"]
    api.desk.later(minutes=11)
    assert api.get(f"dossiers/{row.code}", If_None_Match=etag).status_code == 304
    assert Access.objects.count() == 2


def test_owner_colleague_and_stranger(api):
    row = api.dossier()
    assert api.get(f"dossiers/{row.code}", "ha").status_code == 200
    assert api.get(f"dossiers/{row.code}", "tuan").status_code == 403, "a specialist of land sees no civil status"
    assert api.get(f"dossiers/{row.code}", "la").status_code == 404
    assert api.get(f"dossiers/{row.code}", "kiosk").status_code == 403
    assert api.get(f"dossiers/{row.code}", "").status_code == 401
    assert {look.officer for look in Access.objects.all()} == {"ha"}


def test_the_list_goes_on_where_it_stopped_and_masks_names(api):
    codes = []
    for minutes in (0, 1, 1, 5, 9):
        codes.append(received(api.office, at=api.desk.later(minutes=minutes)).code)
    seen, cursor = [], ""
    while cursor is not None:
        page = api.get(f"dossiers?limit=2&cursor={cursor}").json()
        seen += [line["code"] for line in page["dossiers"]]
        cursor = page["next"]
        if len(seen) == 2:
            received(api.office, at=api.desk.later(minutes=1))
    assert seen == codes[::-1], "what was received meanwhile neither hides a row nor shows one twice"
    assert {line["applicant"] for line in api.get("dossiers").json()["dossiers"]} == {"Trương Thị H••••"}
    assert not Access.objects.exists()


def test_the_list_shows_what_the_holder_may_see_and_filters(api):
    row = api.dossier()
    assert [line["code"] for line in api.get("dossiers?state=open&field=" + row.field).json()["dossiers"]] == [row.code]
    assert api.get("dossiers?state=10").json() == {"dossiers": [], "next": None}
    assert api.get("dossiers", "tuan").json()["dossiers"] == [] == api.get("dossiers", "la").json()["dossiers"]
    assert api.get("dossiers?cursor=abc").json()["errors"][0]["field"] == "query/cursor"


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_for_one_and_for_three(api, rows, django_assert_num_queries):
    for _ in range(rows):
        api.dossier()
    api.get("dossiers")
    assert len(api.get("dossiers").json()["dossiers"]) == rows
    with django_assert_num_queries(2):  # the token, its roles, the rows
        assert len(api.get("dossiers").json()["dossiers"]) == rows


def test_a_step_is_completed_by_who_holds_it(api):
    row = api.dossier()
    answer = api.post(f"dossiers/{row.code}/steps/{row.step}/complete", {"note": "Đủ"}, who="ha")
    row.refresh_from_db()
    assert answer.status_code == 200
    assert (answer.json()["step"], answer.json()["state"]) == (row.step, row.state)
    assert row.steps.get(note="Đủ").officer == api.office.ha


def test_a_step_that_a_colleague_completed_is_a_conflict(api):
    row = api.dossier()
    path = f"dossiers/{row.code}/steps/{row.step}/complete"
    api.post(path, who="ha")
    late = api.post(path, who="ha")
    assert late.status_code == 409 and "đã làm xong bước" in late.json()["detail"]


def test_if_match_keeps_to_the_version_that_was_read(api):
    row = api.dossier()
    path = f"dossiers/{row.code}/steps/{row.step}/complete"
    stale = api.post(path, who="ha", If_Match='"' + "0" * 32 + '"')
    assert stale.status_code == 412 and stale.json()["type"].endswith(":precondition")
    etag = api.get(f"dossiers/{row.code}", "ha")["ETag"]
    assert stale["ETag"] == etag
    assert api.post(path, who="ha", If_Match=etag).status_code == 200


def test_who_may_not_work_on_it_changes_nothing(api):
    row = api.dossier()
    path = f"dossiers/{row.code}/steps/{row.step}/complete"
    assert [api.post(path, who=who).status_code for who in ("hanh", "tuan", "la", "kiosk", "")] == [422, 403, 404, 403, 401]
    assert Dossier.objects.get().step == row.step


def test_the_procedure_must_be_there(api):
    answer = api.post("dossiers", api.handed(procedure="9.999999"))
    assert answer.status_code == 422 and "Chưa có thủ tục" in answer.json()["detail"]
    assert api.post("dossiers", api.handed(procedure=SINGLE)).status_code == 201
