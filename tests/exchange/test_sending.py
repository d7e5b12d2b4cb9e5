"""Deliveries to a real receiver that checks them with the reference library of Standard Webhooks."""

import datetime
import json

import pytest
from standardwebhooks import Webhook as Reference
from standardwebhooks import WebhookVerificationError

from builders.dossiers import ready
from builders.receiving import DROPS, Receiver, receiving
from thanthien.exchange import actions, queries, rules
from thanthien.exchange.rules import Event
from thanthien.exchange.sending import send_now
from thanthien.journal import followers
from thanthien.journal.models import Delivery, Entry
from thanthien.journal.verify import verify


def tried(house, row):
    """A try asked for by the administrator: what came of it."""
    entry = actions.ask_test(webhook=row, by=house.by, at=house.at)
    return send_now(webhook=row, entry=entry, at=house.at)


@pytest.fixture
def receiver():
    with receiving() as one:
        yield one


@pytest.fixture
def row(house, receiver: Receiver):
    made, receiver.secret = house.tell(receiver.address)
    return made


def test_an_act_arrives_signed_as_a_cloud_event(house, receiver, row):
    dossier = house.received()
    assert house.go() == 1
    (got,) = receiver.got
    entry = Entry.objects.get(kind="dossier.received")
    assert got.wrong == "" and got.path == "/tin" and got.headers["content-type"].startswith("application/cloudevents+json")
    assert got.event == {
        "specversion": "1.0", "id": f"15148-{entry.seq}", "source": "urn:thanthien:unit:15148",
        "type": "vn.thanthien.dossier.received", "subject": f"dossiers/{dossier.code}", "time": "2026-11-23T08:30:00.000+07:00",
        "datacontenttype": "application/json",
        "data": {"dossier": dossier.code, "procedure": dossier.procedure.code, "position": entry.seq},
    }  # fmt: skip
    assert got.id == got.event["id"] == house.notices(row)[0].code
    notice = house.notices(row)[0]
    assert (notice.status, notice.trouble, notice.sent_at) == (204, "", house.at) and house.delivery().state == "done"


def test_what_leaves_holds_public_codes_only(house, receiver, row):
    dossier = ready(house.office, house.received(), at=house.at, others=house.desk.others)
    house.desk.call()
    house.go()
    assert {"dossier.received", "step.done", "dossier.finished", "ticket.taken", "ticket.called"} <= set(receiver.kinds)
    allowed = {"dossier", "procedure", "step", "ticket", "label", "service", "counter", "position"}
    everything = b" ".join(one.body for one in receiver.got).decode()
    for one in receiver.got:
        assert set(one.event["data"]) <= allowed
    person = dossier.applicant
    hidden = (person.name, person.id_number, person.phone, person.address, dossier.tracking_code, "hanh", "ha", "nghia")
    assert not any(f'"{word}"' in everything or (len(word) > 5 and word in everything) for word in hidden)


def test_a_wrong_secret_does_not_verify(house, receiver, row):
    receiver.secret = rules.new_secret()
    house.received()
    house.go()
    assert receiver.got[0].wrong == "No matching signature found"


def test_a_changed_body_or_id_does_not_verify(house, receiver, row):
    house.received()
    house.go()
    (got,) = receiver.got
    assert receiver.check(got.headers, got.body) == ""
    assert receiver.check(got.headers, got.body.replace(b"received", b"returned"))
    assert receiver.check(got.headers | {"webhook-id": "15148-1"}, got.body)


def test_what_was_overheard_cannot_be_replayed_later(house, receiver, row):
    house.received()
    house.go()
    got = receiver.got[0]
    house.desk.later(minutes=6)
    with pytest.raises(WebhookVerificationError, match="too old"):
        Reference(receiver.secret).verify(got.body, got.headers)


def test_500_then_200_with_the_same_id_and_a_fresh_signature(house, receiver, row):
    receiver.says[:] = [500]
    house.received()
    house.go()
    assert (house.delivery().state, house.notices(row)[0].trouble, house.notices(row)[0].status) == ("due", "status", 500)
    assert house.go() == 0, "not before five seconds are over"
    assert house.go(seconds=5) == 1
    first, second = receiver.got
    assert first.id == second.id and first.body == second.body and second.wrong == ""
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]
    row.refresh_from_db()
    assert (house.delivery().state, row.failing_since, row.rest_until, row.last_ok) == ("done", None, None, house.at)


@pytest.mark.parametrize("asked", ["120", "Mon, 23 Nov 2026 01:32:00 GMT"])
def test_retry_after_is_kept_to(house, receiver, row, asked):
    receiver.says[:] = [(429, {"Retry-After": asked})]
    house.received()
    house.go()
    assert house.go(seconds=119) == 0 and house.go(seconds=1) == 1
    assert [one.wrong for one in receiver.got] == ["", ""]


def test_a_redirect_is_not_followed(house, receiver, row):
    with receiving() as elsewhere:
        receiver.says[:] = [(307, {"Location": elsewhere.address})]
        house.received()
        house.go()
        assert elsewhere.got == [] and len(receiver.got) == 1
    assert (house.notices(row)[0].trouble, house.notices(row)[0].status) == ("redirect", 307)


def test_a_broken_line_is_tried_again(house, receiver, row):
    receiver.says[:] = [DROPS]
    house.received()
    house.go()
    assert house.notices(row)[0].trouble == "broken" and house.delivery().state == "due"
    house.go(seconds=5)
    assert len(set(receiver.ids)) == 1 and house.delivery().state == "done"


def test_nobody_there_holds_the_others_back_so_that_the_order_is_kept(house):
    with receiving() as gone:
        address, port = gone.address, int(gone.address.rpartition(":")[2].split("/")[0])
    row, secret = house.tell(address)
    codes = [house.received().code for _ in range(3)]
    assert house.go() == 1, "one knock for all of them"
    assert [one.trouble for one in house.notices(row)] == ["no_connection", "", ""]
    with receiving(secret=secret, port=port) as back:
        assert house.go(seconds=5) == 3
    assert [one.event["data"]["dossier"] for one in back.got] == codes and not any(one.wrong for one in back.got)


def test_one_notice_that_the_receiver_cannot_read_lets_the_others_by_after_three_tries(house, receiver, row):
    receiver.says[:] = [500, 500, 500, 500, 204, 204]
    codes = [house.received().code for _ in range(3)]
    house.go()
    for seconds in rules.WAITS[:2]:
        assert house.go(seconds=seconds) == 1
    assert house.go(seconds=rules.WAITS[2]) == 3
    told = [one.event["data"]["dossier"] for one in receiver.got]
    assert told == [codes[0]] * 4 + codes[1:]
    assert [one.trouble for one in house.notices(row)] == ["status", "", ""]


def test_one_bad_notice_is_given_up_alone_and_can_be_sent_again(house, receiver, row):
    house.received()
    house.follow()
    first = house.notices(row)[0]
    receiver.against[first.code] = 400
    house.go()
    for wait in rules.WAITS:
        house.received()  # the others get through, so the receiver is well
        house.go(seconds=wait)
    row.refresh_from_db()
    assert house.delivery(seq=first.seq).state == "dead" and receiver.ids.count(first.code) == len(rules.WAITS) + 1
    assert row.paused_at is None and house.delivery(seq=house.notices(row)[-1].seq).state == "done"
    receiver.against.clear()
    actions.send_again(notice=first, by=house.by, at=house.at)
    house.go()
    assert receiver.ids[-1] == first.code and house.delivery(seq=first.seq).state == "done"


def test_down_for_long_it_pauses_itself_and_loses_nothing(house):
    with receiving() as gone:
        address, port = gone.address, int(gone.address.rpartition(":")[2].split("/")[0])
    row, secret = house.tell(address)
    begin, codes, waits = house.at, [house.received().code], []
    house.go()
    while not queries.stopped(unit=house.office.unit):
        waits.append(house.next_try().total_seconds())
        house.desk.later(seconds=waits[-1])
        codes.append(house.received().code)
        assert house.go() == 1
        assert len(waits) < 20
    assert waits == list(rules.WAITS) and house.at - begin >= rules.WORN_OUT
    paused = Entry.objects.get(kind="webhook.paused")
    assert paused.data == {"why": "unreached"} and paused.actor == "clock:clock" and paused.unit == house.office.unit
    codes.append(house.received().code)  # collected while it is silent
    with receiving(secret=secret, port=port) as back:
        assert house.go(days=1) == 0, "nothing by itself"
        actions.switch_on(webhook=row, by=house.by, at=house.at)
        assert house.go() == len(codes)
    assert [one.event["data"]["dossier"] for one in back.got] == codes
    assert [one.wrong for one in back.got] == [""] * len(codes)
    assert queries.stopped(unit=house.office.unit) == [] and verify() is None


def test_gone_for_good_pauses_at_once(house, receiver, row):
    receiver.says[:] = [410]
    house.received()
    house.go()
    row.refresh_from_db()
    assert row.paused_at == house.at and Entry.objects.get(kind="webhook.paused").data == {"why": "gone"}


def test_two_receivers_do_not_wait_for_one_another(house, receiver, row):
    with receiving(503, 503) as slow:
        house.tell(slow.address, name="Chậm")
        house.received()
        house.received()
        assert house.go() == 3
        assert len(receiver.got) == 2 and len(slow.got) == 1
        house.go(seconds=5)
        house.go(seconds=30)
    assert [len(receiver.got), len(set(slow.ids))] == [2, 2] and slow.ids[-2:] == receiver.ids


def test_a_crash_between_sending_and_writing_down_sends_it_again_and_never_loses_it(house, receiver, row):
    house.received()
    house.received()
    house.follow()
    taken = followers.take_next(follower=queries.NAME, unit=house.office.unit, target=str(row.pk), at=house.at)
    assert taken is not None and house.go() == 0, "what stands behind it waits"
    house.desk.later(minutes=6)
    followers.release_taken(at=house.at)
    assert house.go() == 2 and receiver.ids == [f"15148-{one.seq}" for one in house.notices(row)]


def test_only_what_was_asked_for_and_only_from_then_on(house, receiver):
    house.received()
    house.follow()
    row, receiver.secret = house.tell(receiver.address, events=[Event.FINISHED])
    ready(house.office, house.received(), at=house.at, others=house.desk.others)
    house.go()
    assert receiver.kinds == ["dossier.finished"]
    followers.rewind(name=queries.NAME)
    assert house.go() == 0 and Delivery.objects.filter(follower=queries.NAME).count() == 1


def test_switched_off_nothing_leaves_and_what_waited_goes_later(house, receiver, row):
    kept = house.received().code
    house.follow()
    actions.switch_off(webhook=row, by=house.by, at=house.at)
    house.received()  # while it is off
    assert house.go() == 0 and receiver.got == []
    actions.switch_on(webhook=row, by=house.by, at=house.at)
    after = house.received().code
    house.go()
    assert [one.event["data"]["dossier"] for one in receiver.got] == [kept, after]


def test_removed_it_gets_nothing_and_restored_it_gets_what_happens_then(house, receiver, row):
    actions.remove(webhook=row, by=house.by, at=house.at)
    house.received()
    assert house.go() == 0
    actions.restore(webhook=row, by=house.by, at=house.at)
    code = house.received().code
    house.go()
    assert [one.event["data"]["dossier"] for one in receiver.got] == [code]


def test_rotation_signs_with_both_secrets_for_a_day(house, receiver, row):
    old = receiver.secret
    row, new = actions.rotate_secret(webhook=row, by=house.by, at=house.at)
    house.received()
    house.go()
    got = receiver.got[0]
    assert len(got.headers["webhook-signature"].split()) == 2
    for secret in (old, new):
        assert Reference(secret).verify(got.body, got.headers)["type"] == "vn.thanthien.dossier.received"
    house.desk.later(hours=24)
    house.received()
    house.go()
    got = receiver.got[1]
    assert got.wrong and len(got.headers["webhook-signature"].split()) == 1
    assert Reference(new).verify(got.body, got.headers)


def test_the_former_secret_is_forgotten_when_its_day_is_over(house, receiver, row):
    actions.rotate_secret(webhook=row, by=house.by, at=house.at)
    end = house.at + rules.OVERLAP
    assert actions.tick(unit=house.office.unit, at=end - datetime.timedelta(seconds=1)) == 0
    assert actions.tick(unit=house.office.unit, at=end + datetime.timedelta(hours=3)) == 1
    row.refresh_from_db()
    assert (row.former, row.former_until) == ("", None) and len(queries.keys_of(row, at=end)) == 1
    entry = Entry.objects.get(kind="webhook.forgot_secret")
    assert entry.at == end and entry.actor == "clock:clock" and verify() is None
    assert actions.tick(unit=house.office.unit, at=end + datetime.timedelta(hours=4)) == 0


def test_a_rotation_taken_back_signs_with_the_old_one_alone(house, receiver, row):
    actions.rotate_secret(webhook=row, by=house.by, at=house.at)
    actions.take_back_rotation(webhook=row, by=house.by, at=house.at)
    house.received()
    house.go()
    assert receiver.got[0].wrong == "" and len(receiver.got[0].headers["webhook-signature"].split()) == 1
    with pytest.raises(rules.ExchangeError, match="hết hạn"):
        actions.take_back_rotation(webhook=row, by=house.by, at=house.at)


def test_a_try_is_sent_while_one_waits(house, receiver, row):
    answer = tried(house, row)
    assert (answer.trouble, answer.status) == (None, 204) and receiver.kinds == ["webhook.tested"]
    assert receiver.got[0].wrong == "" and receiver.got[0].event["subject"] == f"webhooks/{row.pk}"
    assert house.go() == 0 and len(receiver.got) == 1, "the follower makes no second one"


def test_a_try_that_the_courier_has_already_is_not_sent_twice(house, receiver, row):
    entry = actions.ask_test(webhook=row, by=house.by, at=house.at)
    assert house.go() == 1 and send_now(webhook=row, entry=entry, at=house.at) is None and len(receiver.got) == 1


def test_a_try_that_fails_is_not_repeated_and_says_nothing_of_the_others(house, receiver, row):
    receiver.says[:] = [500]
    assert tried(house, row).status == 500
    row.refresh_from_db()
    assert row.failing_since is None and house.go(days=4) == 0
    receiver.says[:] = [500]
    house.received()
    house.go()
    row.refresh_from_db()
    assert row.paused_at is None


def test_in_a_demonstration_nothing_leaves_but_to_networks_that_are_named(house, receiver, row):
    house.settings.DEMO = True
    house.received()
    house.go()
    assert receiver.got[0].wrong == ""
    house.settings.WEBHOOKS = {"networks": (), "authority": ""}
    house.received()
    house.go()
    assert len(receiver.got) == 1 and house.notices(row)[1].trouble == "forbidden"


def test_the_secret_is_sealed_and_stands_in_no_entry(house, receiver, row):
    plain = receiver.secret.removeprefix("whsec_")
    assert plain not in row.secret and queries.keys_of(row, at=house.at) == [receiver.secret]
    assert not Entry.objects.filter(body__contains=plain).exists() and not Entry.objects.filter(rows__contains=plain).exists()
    assert not Entry.objects.filter(body__contains="127.0.0.1").exists(), "an address is no matter of the journal"


def test_everything_is_in_the_journal(house, receiver, row):
    actions.change_webhook(webhook=row, name="Khác", address=receiver.address, events=[Event.FINISHED], by=house.by, at=house.at)
    actions.rotate_secret(webhook=row, by=house.by, at=house.at)
    actions.take_back_rotation(webhook=row, by=house.by, at=house.at)
    actions.switch_off(webhook=row, by=house.by, at=house.at)
    actions.switch_on(webhook=row, by=house.by, at=house.at)
    tried(house, row)
    actions.remove(webhook=row, by=house.by, at=house.at)
    actions.restore(webhook=row, by=house.by, at=house.at)
    kinds = list(Entry.objects.filter(kind__startswith="webhook.").order_by("seq").values_list("kind", flat=True))
    done = ("added", "changed", "rotated", "rotation_undone", "switched_off", "switched_on", "tested", "removed", "restored")
    assert kinds == [f"webhook.{one}" for one in done] and verify() is None
    assert json.loads(Entry.objects.get(kind="webhook.changed").body)["fields"] == ["events", "name"]


@pytest.mark.parametrize(
    "act", ["rotate_secret", "switch_off", "switch_on", "remove", "restore", "ask_test", "take_back_rotation"]
)
def test_only_the_units_administrator(house, row, act):
    for who in (house.office.hanh, house.office.nghia, house.office.la):
        with pytest.raises(rules.ExchangeError, match="Quản trị"):
            getattr(actions, act)(webhook=row, by=house.office.actor(who), at=house.at)


def test_a_stranger_or_colleague_adds_nothing(house):
    for who in (house.office.hanh, house.office.la):
        with pytest.raises(rules.ExchangeError, match="Quản trị"):
            told = {"unit": house.office.unit, "name": "X", "address": "https://a.vn/", "events": [Event.FINISHED]}
            actions.add_webhook(**told, by=house.office.actor(who), at=house.at)


def test_not_more_than_twenty(house):
    for n in range(rules.MOST_WEBHOOKS):
        house.tell("https://phanmem.example/tin", name=f"Số {n}")
    with pytest.raises(rules.ExchangeError, match="nhiều nhất 20"):
        house.tell("https://phanmem.example/tin")


def test_the_moment_is_the_one_of_the_act_also_when_it_is_told_late(house, receiver, row):
    house.received()
    house.follow()
    house.go(hours=2)
    told = datetime.datetime.fromisoformat(receiver.got[0].event["time"])
    assert house.at - told == datetime.timedelta(hours=2) and receiver.got[0].wrong == ""
