"""The leader's day: late and will be late, who holds it, the hall now, opinions with n; masked, live in parts, closed to
others.
"""

from datetime import timedelta

import pytest
from django.test import Client
from lxml import html

from builders.bookings import TEN, WEDNESDAY, booked, on, person, quota_of
from builders.desk import logged_in
from builders.dossiers import BIRTH, CIVIL, ready, received
from thanthien.dossiers import actions
from thanthien.indicators.fold import rebuild
from thanthien.indicators.models import DailyTally
from thanthien.journal.followers import catch_up_all
from thanthien.journal.models import Access
from thanthien.journeys.arrive_booked import arrive_booked
from thanthien.outreach import actions as bookings
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.queueing import actions as queueing
from thanthien.ratings.actions import rate
from thanthien.shared.actor import system


def text_of(answer) -> str:
    return answer.content.decode()


def words_of(answer) -> str:
    """What stands on the page, without the links that lead on."""
    return " ".join(html.fromstring(text_of(answer)).text_content().replace("\u00a0", " ").split())


@pytest.fixture
def nghia(desk):
    return logged_in(desk.office.nghia)


@pytest.fixture
def rated(desk):
    """Visits of today that were served and rated: `rated(attitude, work)`."""

    def give(attitude: int, work: int) -> None:
        ticket = desk.call()
        queueing.finish(counter=desk.office.counters[0], by=desk.office.actor(desk.office.hanh), at=desk.at)
        rate(
            token=ticket.visit.rating_token,
            channel="phone",
            attitude=attitude,
            work=work,
            seconds=9,
            device=str(ticket.pk),
            at=desk.at,
        )
        desk.later(minutes=11)

    return give


def test_a_calm_day_says_so(desk, nghia):
    page = text_of(nghia.get("/lanh-dao/"))
    assert "Hôm nay: mọi việc đang kịp" in page and "Không có hồ sơ nào trễ hoặc dễ trễ" in page
    assert "Hôm nay không có hồ sơ đến hạn" in page and "Chưa ai giữ hồ sơ nào" in page
    assert "Thái độ: chưa ai chấm" in page and "Chưa có hồ sơ nào xong trong tám tuần qua" in page


def test_late_and_will_be_late_are_on_top_with_who_holds_them_and_why(desk, nghia):
    received(desk.office, CIVIL, at=desk.at - timedelta(days=10))
    today = received(
        desk.office, CIVIL, at=desk.at - timedelta(days=5) + timedelta(minutes=30)
    )  # due in half an hour, nothing done
    actions.take_step(dossier=today, by=desk.office.actor(desk.office.ha), at=desk.at)
    fine = received(desk.office, CIVIL, at=desk.at)
    page = text_of(nghia.get("/lanh-dao/")).replace("\u00a0", " ")
    assert "Hôm nay: 1 đã trễ, 1 dễ trễ" in words_of(nghia.get("/lanh-dao/"))
    assert page.index('data-kind="late"') < page.index('data-kind="risk"')
    assert "trễ 3 ngày" in page and "quá bước" in page and "Bùi Thị Thu Hà" in page
    assert f'href="/ho-so/{today.pk}/"' in page and f'href="/ho-so/{fine.pk}/"' not in page
    assert 'class="num bad"><a' in page


def test_names_are_masked_and_looking_is_no_access(desk, nghia):
    received(desk.office, CIVIL, at=desk.at - timedelta(days=10))
    page = text_of(nghia.get("/lanh-dao/"))
    assert "Trương Thị H••••" in page and "Hiền" not in page
    assert not Access.objects.exists()


def test_due_today_holds_the_done_ones_too(desk, nghia):
    first, second = received(desk.office, BIRTH), received(desk.office, BIRTH)
    desk.later(hours=1)
    ready(desk.office, second, at=desk.at, others=desk.others)
    page = text_of(nghia.get("/lanh-dao/"))
    assert "Đến hạn hôm nay 2" in page and "<b>1</b> đã xong" in page and "xong 09:30" in page
    assert f'href="/ho-so/{first.pk}/"' in page and f'href="/ho-so/{second.pk}/"' in page


def test_the_hall_now(desk, nghia):
    desk.call()
    desk.later(minutes=16)
    desk.take()
    desk.take("B")
    desk.later(minutes=16)
    page = text_of(nghia.get("/lanh-dao/quay"))
    assert "2 người chờ, lâu nhất 16 ph" in page
    assert "<b>A001</b>" in page and 'data-since="2026-11-23T' in page
    row = page[page.index('data-test="counter-3"') :]
    assert "chưa mở" in row and "16 ph" not in row


def test_opinions_come_with_n_and_response_and_stay_silent_below_five(desk, nghia, rated):
    rated(5, 3)
    page = text_of(nghia.get("/lanh-dao/so")).replace("\u00a0", " ")
    assert "1 trên 1 lượt chấm (100 %)" in page
    assert "Thái độ: mới có 1 người chấm, cần ít nhất 5" in page
    for _ in range(5):
        rated(5, 2)
    page = text_of(nghia.get("/lanh-dao/so")).replace("\u00a0", " ")
    assert "6 trên 6 lượt chấm (100 %)" in page
    assert "Thái độ: 6 trên 6 người chấm, 100 %, từ 61 đến 100 %" in page
    assert "Công việc: 0 trên 6 người chấm, 0 %" in page
    assert "<svg" in page and "hanh" not in page


def test_eight_weeks_are_drawn_from_the_tallies(desk, nghia):
    dossier = received(desk.office, CIVIL)
    ready(desk.office, dossier, at=desk.at, others=desk.others)
    catch_up_all()
    assert DailyTally.objects.filter(key="dossier.early").exists()
    page = text_of(nghia.get("/lanh-dao/so")).replace("\u00a0", " ")
    assert "1 trên 1 hồ sơ" in page and "100 %" in page and "1 xong" in page


def test_who_booked_and_who_did_not_come_lead_to_the_bookings(desk, nghia):
    office = desk.office
    assert "30 ngày qua chưa có lượt nào" in text_of(nghia.get("/lanh-dao/so"))
    quota_of(office, share=90)
    came, missed = booked(office), booked(office, start=TEN, who=person(2))
    arrive_booked(booking=came, by=office.actor(office.ngoc), at=on(WEDNESDAY, 9, like=office.at))
    bookings.tick(unit=office.unit, at=on(WEDNESDAY, 16, like=office.at))
    rebuild(unit=office.unit)
    desk.later(days=2)
    nghia = logged_in(office.nghia)
    page = text_of(nghia.get("/lanh-dao/so"))
    assert 'href="/dat-lich/"' in page and nghia.get("/dat-lich/").status_code == 200
    page = words_of(nghia.get("/lanh-dao/so"))
    assert "Hẹn trước, 30 ngày: 1 trên 1 lượt, 100,0 %" in page and "Lỡ hẹn: 1 trên 2, 50,0 %" in page
    missed.refresh_from_db()
    assert missed.state == "missed"


def test_the_secretary_reads_the_figures_and_is_sent_to_no_closed_door(desk):
    secretary = people.add_officer(
        unit=desk.office.unit, login="bi.thu", name="Phạm Văn Thư", roles=(Role.PARTY_SECRETARY,), by=system(desk.office.unit),
        at=desk.at - timedelta(days=1),
    )  # fmt: skip
    page = text_of(logged_in(secretary).get("/lanh-dao/so"))
    assert "30 ngày qua chưa có lượt nào" in page and 'href="/dat-lich/"' not in page


@pytest.mark.parametrize("path", ["/lanh-dao/", "/lanh-dao/ho-so", "/lanh-dao/quay", "/lanh-dao/so"])
def test_only_leaders_of_the_commune_and_only_their_own(desk, path):
    received(desk.office, CIVIL, at=desk.at - timedelta(days=10))
    assert Client().get(path).status_code == 302
    refused = desk.hanh.get(path)
    assert refused.status_code == 403 and "Trang này dành cho: Lãnh đạo, Bí thư" in text_of(refused)
    theirs = desk.stranger.get(path)
    assert theirs.status_code == 200 and "Trương" not in text_of(theirs) and "Lê Thị Hạnh" not in text_of(theirs)
    assert logged_in(desk.office.nghia).post(path).status_code == 405


def test_the_page_costs_the_same_for_one_and_for_three(desk, nghia, django_assert_num_queries):
    received(desk.office, CIVIL, at=desk.at - timedelta(days=10))
    received(desk.office, BIRTH)
    desk.call()
    nghia.get("/lanh-dao/")
    with django_assert_num_queries(PAGE):
        nghia.get("/lanh-dao/")
    for _ in range(2):
        received(desk.office, CIVIL, at=desk.at - timedelta(days=10))
        received(desk.office, BIRTH)
        desk.take()
    nghia.get("/lanh-dao/")
    with django_assert_num_queries(PAGE):
        nghia.get("/lanh-dao/")


PAGE = 31


def test_refunds_that_wait_for_this_leader_stand_on_the_day_and_in_the_bar(desk, nghia):
    page = text_of(nghia.get("/lanh-dao/"))
    assert "refunds-band" not in page and "lnav-refunds" not in page
    told = {"by": desk.office.actor(desk.office.hanh), "at": desk.at}
    made = [
        actions.ask_refund(fee=received(desk.office, CIVIL, fee_paid="cash").fees.get(), reason="Thu nhầm", **told)
        for _ in range(2)
    ]
    page = text_of(nghia.get("/lanh-dao/"))
    assert "2 đề nghị hoàn trả lệ phí chờ duyệt" in page and "Hoàn trả chờ duyệt: 2" in page
    assert page.count('href="/thu/hoan-tra/?tinh-trang=asked&amp;cho=toi"') == 2
    assert "Hoàn trả chờ duyệt: 2" in text_of(nghia.get("/lanh-dao/ky-so"))
    nghia.post(f"/thu/hoan-tra/{made[0].pk}/duyet")
    assert "1 đề nghị hoàn trả" in text_of(nghia.get("/lanh-dao/ho-so"))
    assert "refunds-band" not in text_of(logged_in(desk.office.la).get("/lanh-dao/"))


def test_what_a_leader_asked_for_waits_for_another(desk, nghia):
    at = desk.at
    people.grant_role(officer=desk.office.nghia, role=Role.ONE_STOP, by=system(desk.office.unit), at=at, valid_from=at.date())
    fee = received(desk.office, CIVIL, fee_paid="cash").fees.get()
    actions.ask_refund(fee=fee, reason="Thu nhầm", by=desk.office.actor(desk.office.nghia), at=at)
    assert "refunds-band" not in text_of(nghia.get("/lanh-dao/"))
