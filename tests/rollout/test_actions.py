"""Campaigns through their acts: called, joined, noted, summed up, taken back; who may; nothing written in the journal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.rollout import actions, queries
from thanthien.rollout.rules import Call, Level, RolloutError, Standing
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MONDAY = date(2026, 11, 23)
CALL = Call(
    "Nụ cười công sở", Level.PARTY, "Ban Thường vụ Đảng ủy xã", "12-KH/ĐU", MONDAY, "Ai cũng được chào", MONDAY,
    MONDAY + 30 * DAY, 200, "lượt",
)  # fmt: skip


@pytest.fixture
def lead(office):
    return {"by": office.actor(office.nghia), "at": office.at}


@pytest.fixture
def campaign(office, lead):
    return actions.call_campaign(unit=office.unit, call=CALL, **lead)


def joined(office, campaign, officer=None, by=None):
    one = officer or office.hanh
    return actions.join(campaign=campaign, officer=one, promise="Chào trước", by=office.actor(by or one), at=office.at)


def noted(office, campaign, member=None, figure=50, noter=None, day=None):
    who = noter or office.nghia
    told = {"day": day or day_of(office.at), "figure": figure, "note": "Đã chào 50 lượt", "by": office.actor(who), "noter": who}
    return actions.note_progress(campaign=campaign, member=member, at=office.at, **told)


def listed(office):
    return queries.campaigns(unit=office.unit, on=day_of(office.at))


def test_called_joined_noted_and_summed_up(office, lead, campaign):
    joined(office, campaign)
    actions.join_collective(campaign=campaign, name="Bộ phận Một cửa", promise="", **lead)
    noted(office, campaign, figure=40)
    noted(office, campaign, figure=50)
    row = listed(office)[0]
    assert (row.standing, row.members, row.reached, row.share) == (Standing.RUNNING, 2, 50, 25)
    actions.close_campaign(campaign=campaign, outcome="Đạt 150 lượt", **lead)
    assert listed(office)[0].standing is Standing.CLOSED and verify() is None
    for late in (lambda: joined(office, campaign, office.dinh), lambda: noted(office, campaign),
                 lambda: actions.change_campaign(campaign=campaign, call=CALL, **lead)):  # fmt: skip
        with pytest.raises(RolloutError):
            late()


def test_the_closing_of_today_is_taken_back(office, lead, campaign):
    actions.close_campaign(campaign=campaign, outcome="Xong", **lead)
    actions.reopen_campaign(campaign=campaign, **lead)
    assert listed(office)[0].standing is Standing.RUNNING
    actions.close_campaign(campaign=campaign, outcome="Xong", **lead)
    with pytest.raises(RolloutError):
        actions.reopen_campaign(campaign=campaign, by=lead["by"], at=office.at + DAY)


def test_what_it_says_is_mended_and_the_goal_may_go(office, lead, campaign):
    row = actions.change_campaign(campaign=campaign, call=replace(CALL, title="Nụ cười", goal=None, measure=""), **lead)
    assert (row.title, row.goal, row.measure) == ("Nụ cười", None, "") and listed(office)[0].share is None


def test_withdrawn_the_same_day_while_nobody_takes_part(office, lead, campaign):
    member = joined(office, campaign)
    with pytest.raises(RolloutError):
        actions.turn_campaign(campaign=campaign, withdrawn=True, **lead)
    actions.leave(member=member, by=office.actor(office.hanh), at=office.at)
    actions.turn_campaign(campaign=campaign, withdrawn=True, **lead)
    assert listed(office) == []
    actions.turn_campaign(campaign=campaign, withdrawn=False, **lead)
    assert len(listed(office)) == 1
    with pytest.raises(RolloutError):
        actions.turn_campaign(campaign=campaign, withdrawn=True, by=lead["by"], at=office.at + DAY)


def test_joined_twice_is_once_and_left_may_be_joined_again(office, campaign):
    member = joined(office, campaign)
    assert joined(office, campaign).pk == member.pk and queries.parts_of(officer=office.hanh) == {campaign.pk: member}
    actions.leave(member=member, by=office.actor(office.hanh), at=office.at)
    assert queries.parts_of(officer=office.hanh) == {}
    assert joined(office, campaign).pk != member.pk and verify() is None


def test_nobody_joins_or_leaves_for_another(office, campaign):
    member = joined(office, campaign)
    for wrong in (lambda: joined(office, campaign, office.dinh, by=office.nghia), lambda: joined(office, campaign, office.la),
                  lambda: actions.leave(member=member, by=office.actor(office.nghia), at=office.at)):  # fmt: skip
        with pytest.raises(RolloutError):
            wrong()


def test_who_joined_notes_their_own_part_and_the_whole_is_noted_by_who_keeps_it(office, campaign):
    member = joined(office, campaign)
    noted(office, campaign, member, noter=office.hanh)
    assert listed(office)[0].reached is None
    for part, noter in ((None, office.hanh), (member, office.dinh)):
        with pytest.raises(RolloutError):
            noted(office, campaign, part, noter=noter)


def test_a_note_goes_and_comes_back_on_its_day_by_who_wrote_it(office, lead, campaign):
    row = noted(office, campaign)
    actions.turn_progress(progress=row, annulled=True, **lead)
    assert listed(office)[0].reached is None
    actions.turn_progress(progress=row, annulled=False, **lead)
    assert listed(office)[0].reached == 50
    with pytest.raises(RolloutError):
        actions.turn_progress(progress=row, annulled=True, by=office.actor(office.hanh), at=office.at)
    with pytest.raises(RolloutError):
        actions.turn_progress(progress=row, annulled=True, by=lead["by"], at=office.at + DAY)


def test_a_campaign_that_is_over_takes_nobody_in(office, lead):
    past = replace(CALL, begins=MONDAY - 9 * DAY, ends=MONDAY - DAY)
    row = actions.call_campaign(unit=office.unit, call=past, **lead)
    with pytest.raises(RolloutError):
        joined(office, row)


@pytest.mark.parametrize(("who", "may"), [("nghia", True), ("hanh", False), ("la", False), ("admin", True)])
def test_leaders_and_administrators_keep_campaigns(office, who, may):
    if who == "admin":
        more = {"name": "Lê Văn An", "roles": (Role.ADMIN,), "position": "Quản trị", "by": system(office.unit), "at": office.at}
        one = people.add_officer(unit=office.unit, login="an", **more)
    else:
        one = getattr(office, who)
    if may:
        assert actions.call_campaign(unit=office.unit, call=CALL, by=office.actor(one), at=office.at).pk
        return
    with pytest.raises(RolloutError):
        actions.call_campaign(unit=office.unit, call=CALL, by=office.actor(one), at=office.at)


def test_the_journal_holds_days_and_figures_only(office, lead, campaign):
    noted(office, campaign, joined(office, campaign), noter=office.hanh)
    actions.close_campaign(campaign=campaign, outcome="Đạt 150 lượt", **lead)
    rows = list(Entry.objects.filter(kind__startswith="campaign.").order_by("seq"))
    assert [row.kind for row in rows] == ["campaign.called", "campaign.joined", "campaign.progress", "campaign.closed"]
    assert rows[2].data["figure"] == 50
    assert not any(word in row.body for row in rows for word in ("Nụ cười", "Đảng", "chào", "Đạt", "Hạnh"))
