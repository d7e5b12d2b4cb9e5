"""A dossier on its way through several bodies, in the browser of each: who sees what, what is offered, what is refused."""

from datetime import timedelta

import pytest
import time_machine

from builders.dossiers import SINGLE, load_small_catalogue, received
from builders.partners import build_partners, land_process
from builders.playing import logged_in
from thanthien.dossiers import actions
from thanthien.journal.models import Access
from thanthien.people.queries import actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def way(office):
    """The office, its partners and a dossier that the commune has just given to the land office."""
    load_small_catalogue()
    partners = build_partners(office)
    land_process(office, partners, SINGLE)
    dossier = received(office)
    with time_machine.travel(office.at + timedelta(minutes=20), tick=False):
        yield office, partners, dossier


def give(way):
    office, _, dossier = way
    return actions.pass_on(dossier=dossier, by=office.actor(office.hanh), at=office.at + timedelta(minutes=10))


def post(client, dossier, what: str, step: int, **more):
    return client.post(f"/lien-thong/{dossier.pk}/{what}", {"step": step, "once": f"{what}-{step}" + "k" * 24, **more})


def body(answer) -> str:
    return answer.content.decode()


def test_the_office_gives_it_on_from_its_own_page(way):
    office, _, dossier = way
    client = logged_in(office.hanh)
    shown = body(client.get(f"/ho-so/{dossier.pk}/"))
    assert "Chuyển Chi nhánh Văn phòng đăng ký đất đai" in shown and 'data-test="complete"' not in shown
    assert post(client, dossier, "chuyen", 2).status_code == 302
    dossier.refresh_from_db()
    assert dossier.step == 3
    assert "chuyển hồ sơ cho Chi nhánh" in body(client.get(f"/ho-so/{dossier.pk}/"))


def test_sending_the_form_twice_gives_it_on_once(way):
    office, _, dossier = way
    client = logged_in(office.hanh)
    assert [post(client, dossier, "chuyen", 2).status_code for _ in range(2)] == [302, 302]
    dossier.refresh_from_db()
    assert dossier.step == 3


def test_the_land_office_finds_it_in_its_work_takes_it_in_and_gives_it_on(way):
    _, partners, dossier = way
    give(way)
    client = logged_in(partners.lam)
    assert f'href="/lien-thong/{dossier.pk}/"' in body(client.get("/viec/"))
    shown = body(client.get(f"/lien-thong/{dossier.pk}/"))
    assert 'data-test="take-in"' in shown and 'data-test="pass-on"' not in shown and "Trương Thị Hiền" in shown
    assert Access.objects.filter(officer="lam.dk", subject=f"dossier:{dossier.pk}").count() == 1
    post(client, dossier, "nhan", 3)
    assert "Chuyển Thuế cơ sở" in body(client.get(f"/lien-thong/{dossier.pk}/"))
    assert post(client, dossier, "chuyen", 3, note="Đã đo").status_code == 302
    assert 'data-test="nothing"' in body(client.get(f"/lien-thong/{dossier.pk}/"))
    assert 'data-test="incoming"' not in body(client.get("/viec/"))


def test_a_refusal_stands_on_the_page_and_what_was_typed_is_kept(way):
    _, partners, dossier = way
    give(way)
    client = logged_in(partners.lam)
    answer = post(client, dossier, "tra", 3, reason="  ")
    assert answer.status_code == 422 and "Ghi lý do trả lại" in body(answer)
    answer = post(client, dossier, "tra", 9, reason="Thiếu sơ đồ")
    assert answer.status_code == 422 and 'value="Thiếu sơ đồ"' in body(answer)


def test_it_goes_back_with_the_reason(way):
    office, partners, dossier = way
    give(way)
    assert post(logged_in(partners.lam), dossier, "tra", 3, reason="Thiếu sơ đồ").status_code == 302
    assert "bị trả lại: Thiếu sơ đồ" in body(logged_in(office.hanh).get(f"/ho-so/{dossier.pk}/"))


def test_before_its_stage_and_for_strangers_there_is_nothing(way):
    office, partners, dossier = way
    give(way)
    for officer in (partners.thue, office.la):
        client = logged_in(officer)
        assert client.get(f"/lien-thong/{dossier.pk}/").status_code == 404
        assert post(client, dossier, "nhan", 3).status_code == 404
    assert logged_in(partners.lam).get(f"/ho-so/{dossier.pk}/").status_code == 404


def test_what_the_office_did_by_the_other_bodies_is_not_in_the_first_list(way):
    office, _, dossier = way
    give(way)
    assert str(actor_for(office.hanh, on=office.at.date())) == "officer:hanh"
    assert f'data-id="{dossier.pk}"' not in body(logged_in(office.hanh).get("/viec/"))


def test_the_citizens_page_says_kindly_where_it_is(way):
    from django.test import Client

    office, partners, dossier = way
    address = f"/t/{dossier.tracking_code}"
    assert 'data-test="elsewhere"' not in body(Client().get(address, follow=True))
    give(way)
    shown = body(Client().get(address, follow=True))
    assert f"Xã đã chuyển hồ sơ đến {partners.land.name}" in shown
