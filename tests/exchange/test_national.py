"""The national portal: the record of a dossier, sent until it got through, whatever the portal answers."""

from datetime import datetime, timedelta

import pytest

from builders.dossiers import add_officers, company, load_small_catalogue, person, ready, received
from thanthien.exchange import national, national_rules
from thanthien.exchange.national_rules import WAITS, NationalError, Snag
from thanthien.exchange.rules import ExchangeError
from thanthien.journal import followers
from thanthien.journal.models import Delivery, Entry
from thanthien.people import actions as people
from thanthien.people.queries import actor_for
from thanthien.people.rules import Role
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM
from thanthien.simulation.national import FAULTS, portal


@pytest.fixture
def away(office, settings):
    """The office, and a portal that stands where the settings say."""

    load_small_catalogue()
    office.others = add_officers(office)
    with portal(slow=0.6) as server:
        settings.NATIONAL = settings.NATIONAL | {"address": server.address, "seconds": 0.3, "user": "u", "password": "p"}
        office.portal, office.clock = server, office.at + timedelta(days=3650)
        yield office


def sent(office, *, later: int = 0) -> int:
    """Everything that is due is brought; how many tries."""
    followers.catch_up(name=national.NAME, unit=office.unit)
    office.clock += timedelta(seconds=later)
    return sum(1 for _ in iter(lambda: national.deliver(at=office.clock), False))


def states() -> list[str]:
    return list(Delivery.objects.filter(follower=national.NAME).order_by("seq").values_list("state", flat=True))


def test_dates_are_written_in_vietnams_time():
    assert national_rules.stamp(datetime(2026, 11, 23, 8, 30, tzinfo=VIETNAM)) == "20261123083000"
    assert national_rules.stamp(None) == ""


@pytest.mark.parametrize(
    ("status", "body", "snag"),
    [
        (500, "{}", Snag.STATUS), (302, "", Snag.STATUS), (200, "<html>", Snag.MALFORMED), (200, "[]", Snag.MALFORMED),
        (200, "{}", Snag.MALFORMED), (200, '{"error_code": "x"}', Snag.MALFORMED), (200, '{"error_code": 7}', Snag.REFUSED),
    ],
)  # fmt: skip
def test_an_answer_that_is_not_well_is_no_delivery(status, body, snag):
    with pytest.raises(NationalError) as error:
        national_rules.understood(status=status, body=body)
    assert error.value.snag is snag


def test_the_codes_are_dated_by_endpoint_and_say_that_nobody_confirmed_them(at):
    old, hub = (national.codes_of(endpoint=name, on=at.date()) for name in ("vxp-2020", "hub-2026"))
    assert (old.person_kinds["citizen"], hub.person_kinds["citizen"]) == ("1", "0") and not (old.confirmed or hub.confirmed)
    for endpoint, on in (("vxp-2020", at.date().replace(year=2019)), ("elsewhere", at.date())):
        with pytest.raises(NationalError):
            national.codes_of(endpoint=endpoint, on=on)


@pytest.mark.django_db
def test_nothing_leaves_without_an_address(office):

    load_small_catalogue()
    received(office)
    followers.catch_up(name=national.NAME, unit=office.unit)
    assert not states() and not national.deliver(at=office.at) and not national.waiting(at=office.at)


def test_a_dossier_is_written_as_the_portal_takes_it(away):
    dossier = received(away)
    assert sent(away) == 1 and states() == ["done"]
    row = away.portal.records[dossier.code]
    assert row["MaTTHC"] == dossier.procedure.code and row["ChuHoSo"] == "Trương Thị Hiền" and row["LoaiDoiTuong"] == "1"
    assert (row["TrangThaiHoSo"], row["NgayTiepNhan"], row["NgayHenTra"]) == ("2", "20261123083000", "20261127083000")
    assert row["SoDinhDanh"] == "038192004317" and "NgayTra" not in row
    assert away.portal.calls == ["login", "TraCuuHoSo", "DongBoHoSoMC"] and away.portal.updates == ["False"]


def test_an_organisation_is_another_kind(away):
    dossier = received(away, organisation=company(away), submitter=person(away), mandate="Giấy giới thiệu 12")
    sent(away)
    row = away.portal.records[dossier.code]
    assert (row["LoaiDoiTuong"], row["SoDinhDanh"]) == ("2", "2801234567")


def test_it_is_updated_step_by_step_to_its_result(away):
    dossier = received(away)
    sent(away)
    ready(away, dossier, at=away.at + timedelta(hours=1), others=away.others)
    sent(away)
    row = away.portal.records[dossier.code]
    assert row["TrangThaiHoSo"] == "9" and row["NgayKetThucXuLy"] == "20261123093000"
    assert away.portal.updates[0] == "False" and set(away.portal.updates[1:]) == {"True"}
    assert {one["MaHoSo"] for one in away.portal.progress} == {dossier.code} and set(states()) == {"done"}


@pytest.mark.parametrize("service", ["login", "TraCuuHoSo", "DongBoHoSoMC"])
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_goes_wrong_it_gets_through_at_the_next_try(away, fault, service):
    dossier = received(away)
    away.portal.faults = [f"{service}:{fault}"]
    assert sent(away) == 1 and states() == ["due"]
    row = Delivery.objects.get(follower=national.NAME)
    assert row.tries == 1 and row.last_error.partition(":")[0] in {*Snag} and "Hiền" not in row.last_error
    assert sent(away) == 0  # not before its time
    assert sent(away, later=WAITS[0]) == 1 and states() == ["done"]
    assert list(away.portal.records) == [dossier.code]


def test_read_again_from_the_beginning_nothing_is_sent_twice(away):
    received(away)
    sent(away)
    followers.rewind(name=national.NAME)
    assert sent(away) == 0 and states() == ["done"]


def test_after_the_last_try_it_waits_for_a_person_who_sends_it_again(away):
    received(away)
    away.portal.faults = ["login:500"] * (len(WAITS) + 1)
    for wait in (0, *WAITS):
        assert sent(away, later=wait) == 1
    assert states() == ["dead"] and sent(away, later=10**6) == 0
    (row,) = national.dead(unit=away.unit)
    with pytest.raises(ExchangeError):
        national.resend(delivery=row, by=away.actor(away.hanh), at=away.clock)
    an = people.add_officer(
        unit=away.unit, login="an.lv", name="Lương Văn An", roles=(Role.ADMIN,), by=system(away.unit), at=away.at
    )
    by = actor_for(an, on=away.at.date())
    assert [national.resend(delivery=row, by=by, at=away.clock) for _ in range(2)] == [1, 0]
    assert Entry.objects.filter(kind="national.again").count() == 1
    assert sent(away) == 1 and states() == ["done"] and national.dead(unit=away.unit) == []


def test_a_date_that_a_recount_moved_is_told(away):
    from datetime import date

    from thanthien.dossiers import actions
    from thanthien.worktime import actions as worktime

    dossier = received(away)
    sent(away)
    worktime.set_day(unit=away.unit, day=date(2026, 11, 25), kind="local_off", name="bão", by=system(away.unit), at=away.at)
    by = away.actor(away.nghia)
    row = actions.begin_recount(unit=away.unit, wish="move", which="later", reason="nghỉ bão", by=by, at=away.at)
    actions.go_on(recount=row, by=by, at=away.at)
    assert sent(away) == 1
    assert away.portal.records[dossier.code]["NgayHenTra"] == "20261130083000"


def test_nothing_of_a_person_stands_in_a_log(away, caplog):
    received(away)
    away.portal.faults = ["DongBoHoSoMC:error"]
    with caplog.at_level(0):
        sent(away)
    assert "Hiền" not in caplog.text and "038192004317" not in caplog.text


def test_every_turn_of_a_dossier_is_told_with_its_state_and_date(away):
    """States 5, 6, 7 and 8 of the portal, and the date that a supplement or an apology moved."""
    from thanthien.dossiers import actions

    dossier, ha, hanh, leader = received(away), *(away.actor(one) for one in (away.ha, away.hanh, away.nghia))

    def told() -> tuple[str, str]:
        sent(away)
        row = away.portal.records[dossier.code]
        return row["TrangThaiHoSo"], row["NgayHenTra"]

    def later(hours: int) -> datetime:
        return away.at + timedelta(hours=hours)

    first = told()[1]
    actions.ask_supplement(dossier=dossier, items=[{"name": "Tờ khai"}], reason="Chưa ký tờ khai.", by=ha, at=later(1))
    assert told() == ("5", first)
    actions.take_supplement(dossier=dossier, by=hanh, at=later(48))
    state, moved = told()
    assert state == "4" and moved > first
    actions.ask_duty(dossier=dossier, what="Lệ phí trước bạ", by=ha, at=later(49))
    assert told()[0] == "6"
    dossier = actions.settle_duty(dossier=dossier, paper="Giấy nộp tiền 12", by=hanh, at=later(50))
    due = dossier.due_at + timedelta(days=7)
    actions.draft_apology(dossier=dossier, cause="verify", reason="Phải hỏi thêm.", new_due=due, by=ha, at=later(51))
    actions.sign_apology(dossier=dossier, by=leader, at=later(52))
    assert told() == ("4", national_rules.stamp(due))
    actions.withdraw(dossier=dossier, reason="Không làm nữa.", by=hanh, at=later(53))
    assert told()[0] == "7"
    other = received(away, at=later(54))
    actions.stop(dossier=other, ground="asked", reason="Người dân xin dừng.", by=leader, at=later(55))
    sent(away)
    assert away.portal.records[other.code]["TrangThaiHoSo"] == "8"
