"""Says who? Every figure of the leader's day opens a list as long as itself, in one press."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders.bookings import TEN, WEDNESDAY, booked, on, person, quota_of
from builders.dossiers import BIRTH, CIVIL, ready, received
from builders.ears import called, hamlet_of, proposed, voiced
from builders.letters import wrote
from builders.playing import logged_in
from builders.posted import finding_of, item_of
from builders.walking import Figure, bare, behind, figures, tree_of
from thanthien.dossiers import actions
from thanthien.indicators.actions import tick
from thanthien.indicators.fold import rebuild
from thanthien.journal.actions import record_access
from thanthien.journal.followers import catch_up_all
from thanthien.journal.models import Access
from thanthien.journal.sealing import seal_accesses
from thanthien.journeys.arrive_booked import arrive_booked
from thanthien.outreach import actions as outreach
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.queueing import actions as queueing
from thanthien.ratings.actions import rate
from thanthien.receptions import rules as reception_rules
from thanthien.receptions.actions import note_reception
from thanthien.shared.actor import Actor, ActorKind, system

DAY = "/lanh-dao/"


def rated(desk, attitude: int, work: int | None, **more) -> None:
    """A visit served at the first counter and rated."""
    ticket = desk.call()
    queueing.finish(counter=desk.office.counters[0], by=desk.office.actor(desk.office.hanh), at=desk.at)
    told = {"channel": "phone", "seconds": 9, "device": str(ticket.pk), "at": desk.at} | more
    rate(token=ticket.visit.rating_token, attitude=attitude, work=work, **told)
    desk.later(minutes=3)


def came_by_appointment(desk) -> None:
    """Two hours were booked; one came, to the other nobody. Then it is the next day but one."""
    office = desk.office
    quota_of(office, share=90)
    came = booked(office)
    booked(office, start=TEN, who=person(2))
    arrive_booked(booking=came, by=office.actor(office.ngoc), at=on(WEDNESDAY, 9, like=office.at))
    outreach.tick(unit=office.unit, at=on(WEDNESDAY, 16, like=office.at))
    desk.later(days=3)


def keeper_of_the_book(desk) -> None:
    """The leader keeps the police's book too: two lines today, one of them waits for its result."""
    office, day = desk.office, desk.at.date()
    people.grant_role(officer=office.nghia, role=Role.POLICE, by=system(desk.unit), at=desk.at, valid_from=day)
    keeper = Actor(ActorKind.OFFICER, "nghia", desk.unit, roles=frozenset({Role.LEADER, Role.POLICE}))
    told = {"name": "Trương Thị Hiền", "matter": "report", "content": "Mất xe"}
    for course in ("taken_up", "explained"):
        facts, _ = reception_rules.facts(told | {"course": course})
        if facts is not None:
            note_reception(unit=desk.unit, facts=facts, by=keeper, at=desk.at)


@pytest.fixture
def busy(desk):
    """Something behind every figure of the day."""
    office = desk.office
    came_by_appointment(desk)
    keeper_of_the_book(desk)
    for _ in range(2):
        received(office, CIVIL, at=desk.at - timedelta(days=10))
    risky = received(office, CIVIL, at=desk.at - timedelta(days=6) + timedelta(minutes=60))
    actions.take_step(dossier=risky, by=office.actor(office.ha), at=desk.at)
    for _ in range(2):
        received(office, BIRTH)
    done = received(office, BIRTH)
    ready(office, done, at=desk.at, others=desk.others)
    fee = received(office, CIVIL, fee_paid="cash").fees.get()
    actions.ask_refund(fee=fee, reason="Thu nhầm", by=office.actor(office.hanh), at=desk.at)
    own = received(office, CIVIL, fee_paid="cash").fees.get()
    people.grant_role(officer=office.nghia, role=Role.ONE_STOP, by=system(desk.unit), at=desk.at, valid_from=desk.at.date())
    actions.ask_refund(fee=own, reason="Thu nhầm", by=office.actor(office.nghia), at=desk.at)
    for attitude, work in ((5, 4), (5, 5), (4, None), (1, 2), (5, 3), (2, 5)):
        rated(desk, attitude, work)
    rated(desk, 5, 5, seconds=0)
    place = hamlet_of(office)
    voiced(office, place, ago=3), voiced(office, place), proposed(office, days=0), called(office, place, made=False, gift="none")
    desk.take(), desk.take("B"), desk.call(), desk.take()
    catch_up_all()
    return desk


def counted(client, path: str) -> list[Figure]:
    found = figures(client, path)
    assert found, path
    return found


def test_each_figure_of_the_day_opens_a_list_as_long_as_itself(busy):
    nghia = logged_in(busy.office.nghia)
    found = counted(nghia, DAY)
    assert any(one.count for one in found), "the page has figures above nought"
    assert {one: behind(nghia, one) for one in found} == {one: one.count for one in found}
    assert bare(nghia, DAY) == [], "no number stands without its list"


def test_the_figures_of_a_busy_day_are_above_nought(busy):
    nghia = logged_in(busy.office.nghia)
    counts = {one.href.split("?")[0].rstrip("/").rsplit("/", 1)[-1]: one.count for one in counted(nghia, DAY) if one.count}
    expected = {
        "tre", "de-tre", "den-han", "da-xong", "dang-kip", "dang-cho", "luot-tiep", "nhan", "cho-goi", "tiep-cong-dan",
        "viec-cho", "hen-truoc", "lay-so", "lo-hen", "den-gio-hen", "thai-do", "cong-viec", "de-rieng", "xong", "xong-luat",
        "cho", "phai-den", "dang-mo", "hoan-tra", "danh-gia",
    }  # fmt: skip
    assert expected <= set(counts), expected - set(counts)


def test_the_bands_above_the_page_lead_on_too(busy):
    office = busy.office
    item_of(office), finding_of(office)
    busy.later(days=40)
    nghia = logged_in(office.nghia)
    page = nghia.get(DAY).content.decode()
    for so in ("cong-khai", "cho-sua"):
        place = f"/lanh-dao/hom-nay/can-cu/{so}/"
        assert f'href="{place}" data-figure="1"' in page, so
        assert behind(nghia, Figure(DAY, 1, place)) == 1, so


def test_an_alert_opens_the_files_that_it_counted(desk):
    def opened(*keys: int) -> None:
        for n in keys:
            told = {"person": f"p{n}", "subject": f"dossier:{9000 + n}", "reason": "question", "at": desk.at}
            record_access(unit=desk.unit, officer="ngoc", **told)
        desk.later(minutes=30)
        seal_accesses(unit=desk.unit, at=desk.at)
        catch_up_all()

    opened(*range(50))
    tick(unit=desk.unit, at=desk.at)
    opened(50, 51)
    nghia = logged_in(desk.office.nghia)
    band = nghia.get(DAY).content.decode().split('data-test="look-alert"')[1]
    href = band.split('href="')[1].split('"')[0].replace("&amp;", "&")
    assert 'data-figure="50"' in band and behind(nghia, Figure(DAY, 50, href)) == 50
    assert behind(nghia, Figure(DAY, 52, href.rsplit("&", 1)[0])) == 52, "the tally goes on, the alert does not"


def test_letters_that_wait_by_voice_without_a_name(desk):
    office = desk.office
    wrote(office)
    nghia = logged_in(office.nghia)
    found = [one for one in counted(nghia, DAY) if "thu" in one.href and one.count]
    assert len(found) == 2 and all(behind(nghia, one) == one.count for one in found)
    secretary = people.add_officer(
        unit=desk.unit, login="bi.thu", name="Phạm Văn Thư", roles=(Role.PARTY_SECRETARY,), by=system(desk.unit),
        at=office.at - timedelta(days=1),
    )  # fmt: skip
    reads = logged_in(secretary)
    found = [one for one in counted(reads, DAY) if "can-cu/thu" in one.href]
    assert len(found) == 2 and all(behind(reads, one) == one.count for one in found)
    page = reads.get("/lanh-dao/hom-nay/can-cu/thu/").content.decode()
    assert 'href="/thu-cua-xa/' not in page.split("<main")[1], "the secretary is sent to no closed door"


def test_steps_that_nobody_took_are_listed_by_their_role(busy):
    nghia = logged_in(busy.office.nghia)
    (line,) = {one.href for one in counted(nghia, DAY) if "can-bo=-" in one.href and "xem=" not in one.href}
    listed = nghia.get(line).content.decode()
    assert "Chưa ai nhận" in listed and "vai=" in listed
    views = counted(nghia, line)
    assert {one: behind(nghia, one) for one in views} == {one: one.count for one in views}


def test_lists_are_masked_are_no_access_and_leave_as_a_file(busy):
    nghia = logged_in(busy.office.nghia)
    before = Access.objects.count()
    for so in ("tre", "de-tre", "den-han", "nhan", "xong", "luot-tiep", "tiep-cong-dan", "viec-cho", "hen-truoc"):
        page = nghia.get(f"/lanh-dao/hom-nay/can-cu/{so}/").content.decode()
        assert "Hiền" not in page and "Mất xe" not in page, so
    assert Access.objects.count() == before
    file = nghia.get("/lanh-dao/hom-nay/can-cu/tre/?xuat=csv").content.decode("utf-8-sig")
    assert "Trương Thị H••••" in file and file.count("hẹn") == 2


def test_another_unit_and_other_roles_get_nothing(busy):
    stranger, hanh = logged_in(busy.office.la), logged_in(busy.office.hanh)
    nghia = logged_in(busy.office.nghia)
    places = {one.href for one in counted(nghia, DAY) if one.count and "/can-cu/" in one.href}
    assert len(places) > 15
    for place in places:
        if "tiep-cong-dan" in place or "viec-cho" in place:
            assert stranger.get(place).status_code == 404, "the book is the police's"
        else:
            assert behind(stranger, Figure(DAY, 0, place)) == 0, place
        assert hanh.get(place).status_code == 403
    assert nghia.get("/lanh-dao/hom-nay/can-cu/gi-do/").status_code == 404


def test_the_book_of_the_police_opens_for_its_keepers_only(desk):
    nghia = logged_in(desk.office.nghia)
    for so in ("tiep-cong-dan", "viec-cho"):
        assert nghia.get(f"/lanh-dao/hom-nay/can-cu/{so}/").status_code == 404


def test_an_empty_day_says_that_there_is_none(desk):
    nghia = logged_in(desk.office.nghia)
    for so in ("tre", "den-han", "dang-cho", "luot-tiep", "nhan", "xong", "lay-so", "thu", "cong-khai", "cho-sua"):
        assert 'data-test="empty"' in nghia.get(f"/lanh-dao/hom-nay/can-cu/{so}/").content.decode(), so


@pytest.mark.parametrize("so", ["tre", "den-han", "nhan", "luot-tiep", "dang-cho", "lay-so"])
def test_one_or_many_rows_cost_the_same(desk, so):
    def add() -> None:
        received(desk.office, CIVIL, at=desk.at - timedelta(days=10))
        received(desk.office, BIRTH)
        rated(desk, 5, 5)
        desk.take()

    add()
    nghia, spent = logged_in(desk.office.nghia), []
    for _ in range(2):
        nghia.get(f"/lanh-dao/hom-nay/can-cu/{so}/")
        with CaptureQueriesContext(connection) as asked:
            main = tree_of(nghia, f"/lanh-dao/hom-nay/can-cu/{so}/")
        spent.append((len(asked), len(main.xpath(".//*[@data-evidence]"))))
        add(), add()
    assert spent[0][0] == spent[1][0] and 0 < spent[0][1] < spent[1][1]


def test_figures_are_those_of_a_rebuild(busy):
    nghia = logged_in(busy.office.nghia)
    before = {(one.href, one.count) for one in counted(nghia, DAY)}
    rebuild(unit=busy.unit)
    assert {(one.href, one.count) for one in counted(nghia, DAY)} == before
