"""Nơi nhận: an address registered, its secret shown once, tried, rotated, off and on, removed; how it goes is shown."""

import ipaddress
import re
from datetime import timedelta

import pytest
import time_machine

from builders.dossiers import load_small_catalogue, received
from builders.office import NEIGHBOUR, UNIT
from builders.receiving import receiving
from thanthien.exchange import actions, queries, rules
from thanthien.exchange.models import Notice, Webhook
from thanthien.exchange.rules import Event
from thanthien.exchange.sending import deliver
from thanthien.journal import followers
from thanthien.journal.models import Answer, Delivery, Entry
from thanthien.shared.actor import clock, system

LIST, HERE = "/quan-tri/ket-noi", "/quan-tri/ket-noi/noi-nhan"
ADDRESS = "https://phanmem.example/tin?khoa=abc"


def page(answer) -> str:
    return answer.content.decode()


def asked(**more: object) -> dict:
    chosen = {"dossiers": ["dossier.received", "dossier.finished"], "tickets": ["ticket.called"]}
    return {"name": "Phần mềm tỉnh", "address": ADDRESS} | chosen | more


@pytest.fixture
def out(settings):
    """A real office whose networks of this machine are named."""
    settings.DEMO = False
    settings.WEBHOOKS = {"networks": (ipaddress.ip_network("127.0.0.0/8"),), "authority": ""}


@pytest.fixture
def row(administration) -> Webhook:
    told = {"unit": UNIT, "name": "Phần mềm tỉnh", "address": ADDRESS, "events": list(Event)}
    return actions.add_webhook(**told, by=system(UNIT), at=administration.office.at)[0]


def secret_in(answer) -> str:
    return re.search(r'data-test="secret">(whsec_[^<]+)<', page(answer))[1]


def press(administration, row: Webhook, what: str, key: str = "a" * 32, **more: str):
    return administration.admin.post(f"{HERE}/{row.pk}/{what}", {"once": key, **more}, follow=True)


def test_registered_with_a_secret_that_is_shown_once(administration):
    made = administration.admin.post(f"{HERE}/them", asked(once="b" * 32))
    secret, row = secret_in(made), Webhook.objects.get()
    assert queries.keys_of(row, at=administration.office.at) == [secret]
    assert (row.name, row.address, row.unit_id) == ("Phần mềm tỉnh", ADDRESS, UNIT)
    assert row.events == ["dossier.received", "dossier.finished", "ticket.called"]
    again = administration.admin.post(f"{HERE}/them", asked(once="b" * 32), follow=True)
    assert 'data-test="secret"' not in page(again) and "chỉ hiện một lần" in page(again) and Webhook.objects.count() == 1
    shown = page(administration.admin.get(LIST)) + page(administration.admin.get(f"{HERE}/{row.pk}"))
    assert secret not in shown and "Phần mềm tỉnh" in shown and "Nhận hồ sơ, Có kết quả, Gọi số" in shown
    assert not Answer.objects.filter(result__icontains=secret[8:]).exists()


def test_the_list_shows_the_machine_and_not_the_whole_address(administration, row):
    shown = page(administration.admin.get(LIST))
    assert "phanmem.example" in shown and "khoa=abc" not in shown and "Mọi việc" in shown and "Chưa gửi lần nào" in shown


@pytest.mark.parametrize(("wrong", "words"), [
    ({"name": ""}, "Ghi tên phần mềm"), ({"address": ""}, "Ghi địa chỉ nhận tin"), ({"address": "phanmem.vn"}, "đầy đủ"),
    ({"address": "http://phanmem.vn/"}, "Chỉ gửi qua https"), ({"address": "https://127.0.0.1/"}, "mạng nội bộ"),
    ({"address": "https://a:b@phanmem.vn/"}, "Bỏ tên"), ({"dossiers": [], "tickets": []}, "Chọn ít nhất một việc"),
    ({"dossiers": ["x.y"], "tickets": []}, "Chọn ít nhất một việc"),
])  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_stays(administration, wrong, words):
    answer = administration.admin.post(f"{HERE}/them", asked(**wrong))
    assert answer.status_code == 422 and words in page(answer) and not Webhook.objects.exists()
    assert "name" in wrong or "Phần mềm tỉnh" in page(answer)


def test_a_try_says_what_the_other_end_answered(administration, out):
    with receiving(204, 500, (301, {"Location": "https://x.example/"})) as receiver:
        made = administration.admin.post(f"{HERE}/them", asked(address=receiver.address))
        receiver.secret, row = secret_in(made), Webhook.objects.get()
        assert "Phần mềm tỉnh đã nhận tin thử." in page(press(administration, row, "thu", "1" * 32))
        assert "Phần mềm tỉnh đã nhận tin thử." not in page(press(administration, row, "thu", "1" * 32))
        assert "Tin thử chưa tới: Nơi nhận không nhận (trả lời 500)." in page(press(administration, row, "thu", "2" * 32))
        assert "chuyển sang địa chỉ khác" in page(press(administration, row, "thu", "3" * 32))
    assert [one.wrong for one in receiver.got] == ["", "", ""] and len(set(receiver.ids)) == 3
    shown = page(administration.admin.get(f"{HERE}/{row.pk}"))
    assert shown.count('data-test="notice"') == 3 and 'data-test="again"' not in shown and "Đã nhận" in shown


def test_a_try_holds_no_transaction_while_it_waits(administration, out, monkeypatch):
    """The network may take seconds; the office goes on writing meanwhile."""
    from django.db import connection

    from thanthien.exchange import line

    depth, real = [], line.post

    def watched(*args, **more):
        depth.append(len(connection.savepoint_ids))
        return real(*args, **more)

    monkeypatch.setattr(line, "post", watched)
    before = len(connection.savepoint_ids)
    with receiving() as receiver:
        administration.admin.post(f"{HERE}/them", asked(address=receiver.address))
        press(administration, Webhook.objects.get(), "thu")
    assert depth == [before]


def test_another_secret_with_the_way_back(administration, row):
    first = queries.keys_of(row, at=administration.office.at)[0]
    answer = administration.admin.post(f"{HERE}/{row.pk}/doi-khoa", {"once": "c" * 32})
    row.refresh_from_db()
    assert queries.keys_of(row, at=administration.office.at) == [secret_in(answer), first]
    assert "Đến 08:30 ngày 24/11/2026" in page(answer) and 'data-test="rotate-back"' in page(answer)
    repeated = administration.admin.post(f"{HERE}/{row.pk}/doi-khoa", {"once": "c" * 32}, follow=True)
    assert 'data-test="secret"' not in page(repeated) and "chỉ hiện một lần" in page(repeated)
    assert "Khóa ký cũ dùng lại" in page(press(administration, row, "khoa-cu"))
    row.refresh_from_db()
    assert queries.keys_of(row, at=administration.office.at) == [first]


def test_off_and_on_each_with_its_undo(administration, row):
    answer = press(administration, row, "tat")
    assert f'action="{HERE}/{row.pk}/bat"' in page(answer) and 'data-test="undo"' in page(answer) and "Đã tắt" in page(answer)
    answer = press(administration, row, "bat")
    assert 'data-test="undo"' in page(answer) and f'action="{HERE}/{row.pk}/tat"' in page(answer)


def test_removed_with_an_undo(administration, row):
    answer = press(administration, row, "bo")
    assert "Đã bỏ Phần mềm tỉnh." in page(answer) and f'action="{HERE}/{row.pk}/co-lai"' in page(answer)
    assert f'data-test="webhook-{row.pk}"' not in page(answer)
    assert administration.admin.get(f"{HERE}/{row.pk}").status_code == 404
    assert "đã có lại" in page(press(administration, row, "co-lai"))


def test_changed_and_met_by_another_administrator(administration, row):
    seen = row.witness()
    told = asked(name="Phần mềm xã", dossiers=["dossier.finished"], tickets=[], seen=seen)
    assert "Đã lưu Phần mềm xã." in page(administration.admin.post(f"{HERE}/{row.pk}/sua", told, follow=True))
    row.refresh_from_db()
    assert (row.name, row.events) == ("Phần mềm xã", ["dossier.finished"])
    late = administration.admin.post(f"{HERE}/{row.pk}/sua", asked(name="Tên khác", seen=seen))
    assert late.status_code == 422 and 'data-test="clash"' in page(late) and "Tên khác" in page(late)
    assert "Phần mềm xã" in page(late), "what the other one saved stands beside it"


def test_what_did_not_get_through_is_shown_with_why_and_can_be_sent_again(administration, out):
    load_small_catalogue()
    office = administration.office
    with receiving() as receiver:
        row, receiver.secret = actions.add_webhook(
            unit=UNIT, name="Phần mềm tỉnh", address=receiver.address, events=list(Event), by=system(UNIT), at=office.at
        )
        dossier = received(office)
        followers.catch_up(name=queries.NAME, unit=UNIT)
        first = Notice.objects.get(kind="dossier.received")
        receiver.against[first.code] = 422
        deliver(unit=UNIT, webhook=row.pk, at=office.at, most=50)
        shown = page(administration.admin.get(f"{HERE}/{row.pk}"))
        assert "Thử lại 08:30" in shown and "Nơi nhận không nhận (trả lời 422)" in shown and dossier.code in shown
        Delivery.objects.filter(seq=first.seq).update(tries=len(rules.WAITS), next_try=office.at)
        Webhook.objects.update(rest_until=None)
        deliver(unit=UNIT, webhook=row.pk, at=office.at, most=50)
        shown = page(administration.admin.get(f"{HERE}/{row.pk}"))
        assert "Thôi gửi" in shown and f"{HERE}/{row.pk}/gui-lai/{first.pk}" in shown
        receiver.against.clear()
        assert "Đã xếp gửi lại." in page(press(administration, row, f"gui-lai/{first.pk}"))
        deliver(unit=UNIT, webhook=row.pk, at=office.at, most=50)
        assert receiver.ids[-1] == first.code
    assert "không còn chờ gửi lại" in page(press(administration, row, f"gui-lai/{first.pk}", "9" * 32))
    file = administration.admin.get(f"{HERE}/{row.pk}?xuat=csv").content.decode("utf-8-sig")
    assert dossier.code in file and first.code in file


def test_one_that_paused_itself_is_told_at_the_first_page(administration, row):
    assert 'data-test="stopped"' not in page(administration.admin.get("/quan-tri/"))
    actions.pause(webhook=row, gone=False, by=clock(UNIT), at=administration.office.at)
    home = page(administration.admin.get("/quan-tri/"))
    assert 'data-test="stopped"' in home and f"{HERE}/{row.pk}" in home and "đã tự dừng ngày 23/11/2026" in home
    assert "Tự dừng lúc 08:30" in page(administration.admin.get(f"{HERE}/{row.pk}"))
    assert 'data-test="stopped"' not in page(administration.stranger.get("/quan-tri/"))
    press(administration, row, "bat")
    assert 'data-test="stopped"' not in page(administration.admin.get("/quan-tri/"))


def test_only_the_units_administrator(administration, row):
    for what in ("thu", "doi-khoa", "khoa-cu", "tat", "bat", "bo", "co-lai", "gui-lai/1"):
        assert administration.colleague.post(f"{HERE}/{row.pk}/{what}").status_code == 403, what
        assert administration.stranger.post(f"{HERE}/{row.pk}/{what}").status_code == 404, what
    assert administration.colleague.get(HERE).status_code == administration.colleague.get(f"{HERE}/{row.pk}").status_code == 403
    assert administration.stranger.get(f"{HERE}/{row.pk}").status_code == 404
    assert administration.stranger.post(f"{HERE}/{row.pk}/sua", asked()).status_code == 404
    assert "Phần mềm tỉnh" not in page(administration.stranger.get(LIST))
    row.refresh_from_db()
    assert row.active and row.removed_at is None and not Entry.objects.filter(unit=NEIGHBOUR, kind__startswith="webhook").exists()


def test_a_notice_of_another_receiver_is_not_sent_again_here(administration, row):
    other, _ = actions.add_webhook(
        unit=UNIT, name="Khác", address=ADDRESS, events=list(Event), by=system(UNIT), at=administration.office.at
    )
    load_small_catalogue()
    received(administration.office)
    followers.catch_up(name=queries.NAME, unit=UNIT)
    notice = Notice.objects.filter(webhook=other).first()
    assert administration.admin.post(f"{HERE}/{row.pk}/gui-lai/{notice.pk}").status_code == 404


def test_in_a_demonstration_the_page_says_that_nothing_leaves(administration, row, settings):
    assert 'data-test="quiet"' in page(administration.admin.get(f"{HERE}/{row.pk}"))
    settings.DEMO = False
    assert 'data-test="quiet"' not in page(administration.admin.get(f"{HERE}/{row.pk}"))


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same(administration, rows, django_assert_num_queries):
    load_small_catalogue()
    for n in range(rows):
        row, _ = actions.add_webhook(
            unit=UNIT, name=f"Số {n}", address=ADDRESS, events=list(Event), by=system(UNIT), at=administration.office.at
        )
    for _ in range(rows):
        received(administration.office)
    followers.catch_up(name=queries.NAME, unit=UNIT)
    administration.admin.get(LIST)
    with django_assert_num_queries(4):
        administration.admin.get(LIST)
    administration.admin.get(f"{HERE}/{row.pk}")
    with django_assert_num_queries(5):
        administration.admin.get(f"{HERE}/{row.pk}")


def test_the_list_as_a_file_and_else_it_leads_to_the_page_of_connections(administration, row):
    assert "phanmem.example" in administration.admin.get(f"{HERE}?xuat=csv").content.decode("utf-8-sig")
    assert administration.admin.get(HERE).url == LIST


def test_an_empty_list_says_what_it_is_for(administration):
    assert 'data-test="no-webhooks"' in page(administration.admin.get(LIST))


def test_the_end_of_the_former_secret_is_shown_until_it_comes(administration, row):
    actions.rotate_secret(webhook=row, by=system(UNIT), at=administration.office.at)
    assert "khóa cũ còn dùng đến 08:30 ngày 24/11/2026" in page(administration.admin.get(f"{HERE}/{row.pk}"))
    with time_machine.travel(administration.office.at + timedelta(days=1), tick=False):
        administration.admin.force_login(administration.an)
        assert 'data-test="rotate-back"' not in page(administration.admin.get(f"{HERE}/{row.pk}"))
        assert "đã hết hạn nên không quay lại được" in page(press(administration, row, "khoa-cu"))
