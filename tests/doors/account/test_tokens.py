"""Tokens in one's own name: who made them is shown, a new one is told, the officer takes it back; nobody else can."""

from datetime import timedelta

import pytest
from django.test import Client

from builders.keys import bearer
from builders.office import UNIT
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.models import ApiToken, Officer
from thanthien.people.queries import actor_for
from thanthien.people.rules import PeopleError, Scope
from thanthien.shared.actor import system


def text(answer) -> str:
    return answer.content.decode()


def made(staff, holder: Officer, by: Officer | None = None, name: str = "Bảng gọi số") -> tuple[ApiToken, str]:
    """A token in the name of `holder`, made by the administrator."""
    giver = actor_for(by or staff.an, on=staff.office.at.date())
    return people.issue_token(
        unit=UNIT, name=name, scopes=[Scope.BOARD], days=30, officer=holder, by=giver, at=staff.clock_now()
    )  # fmt: skip


def opens(key: str) -> bool:
    return Client().get(f"/api/v1/units/{UNIT}/board", headers=bearer(key)).status_code == 200


def test_a_new_one_is_told_at_every_page_until_it_was_looked_at(staff):
    client, colleague = staff.entered(staff.office.hanh), staff.entered(staff.office.dinh)
    assert "new-token-band" not in text(client.get("/toi/"))
    made(staff, staff.office.hanh)
    for page in ("/quay/", "/toi/"):
        assert 'data-test="new-token-band"' in text(client.get(page)), page
    assert 'data-test="new-tokens"' in text(client.get("/toi/")) and "new-token-band" not in text(colleague.get("/toi/"))
    answer = client.post("/toi/khoa/da-xem", follow=True)
    assert "new-token-band" not in text(answer) and "Bảng gọi số" in text(answer)
    noted = Entry.objects.get(kind="tokens.noted")
    assert noted.actor == "officer:hanh" and noted.data == {"login": "hanh"}
    client.post("/toi/khoa/da-xem")
    assert Entry.objects.filter(kind="tokens.noted").count() == 1 and verify() is None


def test_whoever_makes_one_in_their_own_name_is_not_told(staff):
    made(staff, staff.an)
    assert "new-token-band" not in text(staff.entered(staff.an).get("/toi/"))


def test_the_page_says_who_made_it_for_what_and_when_it_was_used(staff):
    _, key = made(staff, staff.office.hanh)
    client = staff.entered(staff.office.hanh)
    page = text(client.get("/toi/"))
    assert "Lương Văn An lập ngày 23/11/2026, dùng đến 23/12/2026" in page and "chưa dùng lần nào" in page
    assert "Xem bảng gọi số" in page and key not in page
    assert opens(key)
    assert "dùng lần cuối 08:30 23/11" in text(client.get("/toi/"))
    assert "Bảng gọi số" not in text(staff.entered(staff.office.dinh).get("/toi/")), "a colleague's is not there"


def test_one_made_by_the_machine_says_so(staff):
    people.issue_token(
        unit=UNIT, name="Lệnh", scopes=[Scope.BOARD], days=1, officer=staff.office.hanh, by=system(UNIT), at=staff.clock_now()
    )
    assert "Lập khi cài máy" in text(staff.entered(staff.office.hanh).get("/toi/"))


def test_the_officer_takes_it_back_and_gives_it_again(staff):
    row, key = made(staff, staff.office.hanh)
    client = staff.entered(staff.office.hanh)
    page = text(client.post(f"/toi/khoa/{row.pk}/thu-hoi", follow=True))
    assert not opens(key) and "đã thu hồi" in page and 'data-test="token-again"' in page
    entry = Entry.objects.get(kind="token.revoked")
    assert entry.actor == "officer:hanh" and entry.data == {"holder": "hanh"}
    page = text(client.post(f"/toi/khoa/{row.pk}/hoan-tac", follow=True))
    assert opens(key) and 'data-test="token-revoke"' in page
    assert Entry.objects.filter(kind="token.restored").count() == 1 and verify() is None


def test_after_ten_minutes_there_is_no_way_back(staff):
    row, key = made(staff, staff.office.hanh)
    client = staff.entered(staff.office.hanh)
    client.post(f"/toi/khoa/{row.pk}/thu-hoi")
    staff.clock.shift(timedelta(minutes=10, seconds=1))
    page = text(client.get("/toi/"))
    assert "token-again" not in page and "Bảng gọi số" not in page
    assert "thu hồi đã lâu" in text(client.post(f"/toi/khoa/{row.pk}/hoan-tac", follow=True)) and not opens(key)


def test_nobody_gives_again_what_another_took_back(staff):
    """The officer did not want it: an administrator makes a new one openly, and the officer is told."""
    row, key = made(staff, staff.office.hanh)
    staff.entered(staff.office.hanh).post(f"/toi/khoa/{row.pk}/thu-hoi")
    with pytest.raises(PeopleError, match="người khác thu hồi"):
        people.restore_token(token=row, by=actor_for(staff.an, on=staff.office.at.date()), at=staff.clock_now())
    assert not opens(key)


@pytest.mark.parametrize("who", ["dinh", "nghia", "la", "an"])
def test_colleagues_leaders_strangers_and_administrators_find_nothing_on_their_own_page(staff, who):
    row, key = made(staff, staff.office.hanh)
    officer = staff.an if who == "an" else getattr(staff.office, who)
    client = staff.entered(officer)
    for what in ("thu-hoi", "hoan-tac"):
        assert client.post(f"/toi/khoa/{row.pk}/{what}").status_code == 404
    assert opens(key)


@pytest.mark.parametrize("who", ["dinh", "nghia", "la"])
def test_and_the_act_refuses_them(staff, who):
    row, _ = made(staff, staff.office.hanh)
    by = staff.office.actor(getattr(staff.office, who))
    for act in (people.revoke_token, people.restore_token):
        with pytest.raises(PeopleError):
            act(token=row, by=by, at=staff.clock_now())
    with pytest.raises(PeopleError, match="chính người ấy"):
        people.note_tokens(officer=staff.office.hanh, by=by, at=staff.clock_now())


def test_tokens_of_devices_are_nobodys_own(staff):
    from thanthien.people.rules import DeviceKind

    told = {"by": system(UNIT), "at": staff.clock_now()}
    kiosk = people.add_device(unit=UNIT, kind=DeviceKind.KIOSK, code="kiosk-1", name="Máy cửa chính", **told)
    row, _ = people.issue_token(unit=UNIT, name="Máy", scopes=[Scope.TICKETS], days=1, device=kiosk, **told)
    assert staff.entered(staff.office.hanh).post(f"/toi/khoa/{row.pk}/thu-hoi").status_code == 404
    with pytest.raises(PeopleError):
        people.revoke_token(token=row, by=staff.office.actor(staff.office.hanh), at=staff.clock_now())


def test_the_page_costs_the_same_with_one_and_three(staff, django_assert_num_queries):
    client = staff.entered(staff.office.hanh)
    for _ in range(3):
        made(staff, staff.office.hanh)
        client.get("/toi/")
        with django_assert_num_queries(11):
            client.get("/toi/")
