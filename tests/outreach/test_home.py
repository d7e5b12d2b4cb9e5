"""Home service: who may have it, the states of a request, slot and team, proof, figures, what the journal keeps."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.outreach import actions, home, home_queries, queries
from thanthien.outreach import home_rules as rules
from thanthien.outreach.access import may_act_home
from thanthien.outreach.home import Asked
from thanthien.outreach.home_rules import Channel, HomeAct, HomeError, HomeState, Proof
from thanthien.outreach.models import HomeRule, HomeVisit
from thanthien.outreach.rules import BookingError
from thanthien.people import actions as people
from thanthien.people.rules import AbsenceKind
from thanthien.programmes import queries as programmes
from thanthien.programmes.rules import Count, Kind
from thanthien.shared.actor import citizen, clock, system

DAY = date(2026, 11, 25)


def asked(**more) -> Asked:
    told = {"name": "Bùi Thị Mận", "phone": "0912000001", "address": "Cuối ngõ nhà văn hóa", "group": "elderly",
            "matter": "Hưởng trợ cấp tuổi già"}  # fmt: skip
    return Asked(**(told | more))


def asked_for(office, *, channel: Channel = Channel.PHONE, by=None, at=None, **more) -> HomeVisit:
    who = by or (citizen(office.unit) if channel is Channel.PORTAL else office.actor(office.ngoc))
    return actions.ask_home(unit=office.unit, asked=asked(**more), channel=channel, by=who, at=at or office.at)


def accepted(office, **more) -> HomeVisit:
    return actions.accept_home(visit=asked_for(office, **more), by=office.actor(office.hanh), at=office.at)


def planned(office, *, day: date = DAY, half: str = "morning", team=None, **more) -> HomeVisit:
    logins = team or [office.hanh.login, office.ha.login]
    told = {"by": office.actor(office.hanh), "at": office.at}
    return actions.plan_home(visit=accepted(office, **more), day=day, half=half, team=logins, **told)


def finished(office, **more) -> HomeVisit:
    proof = Proof(**({"receiver": "Bùi Thị Mận"} | more))
    at = office.at + timedelta(days=2)
    return actions.finish_home(visit=planned(office), proof=proof, by=office.actor(office.ha), at=at)


def count(office, day: date | None = None) -> Count:
    first = day or office.at.date()
    rows = programmes.counts(unit=office.unit, since=first, until=first + timedelta(days=9), kinds=[Kind.HOME])
    return sum(rows.values(), Count())


# ── rules ──


@pytest.mark.parametrize("state", list(HomeState))
@pytest.mark.parametrize("act", list(HomeAct))
def test_the_table_says_every_move_and_refuses_the_others(state, act):
    allowed = {
        HomeState.REQUESTED: {"accept", "refuse", "cancel"}, HomeState.ACCEPTED: {"plan", "cancel", "reopen"},
        HomeState.REFUSED: {"reopen"}, HomeState.PLANNED: {"plan", "finish", "fail", "cancel"},
        HomeState.DONE: {"reopen"}, HomeState.FAILED: {"plan", "cancel", "reopen"}, HomeState.CANCELLED: {"reopen"},
    }  # fmt: skip
    assert rules.may(state, act) == (str(act) in allowed[state])
    if str(act) not in allowed[state]:
        with pytest.raises(HomeError, match="N-1"):
            rules.home_move(state, act, name="N-1")


def test_the_diagram_names_every_state():
    assert all(state.name in rules.home_diagram() for state in HomeState)


@pytest.mark.parametrize(
    ("day", "half", "minute", "field"),
    [
        (date(2026, 11, 23), "morning", 11 * 60 + 59, ""), (date(2026, 11, 23), "morning", 720, "day"),
        (date(2026, 11, 23), "afternoon", 720, ""), (date(2026, 11, 22), "afternoon", 0, "day"),
        (date(2027, 1, 22), "morning", 0, ""), (date(2027, 1, 23), "morning", 0, "day"), (date(2026, 11, 24), "night", 0, "half"),
    ],
)  # fmt: skip
def test_a_slot_is_a_half_day_that_has_not_passed(day, half, minute, field):
    told = {"day": day, "half": half, "today": date(2026, 11, 23), "minute": minute}
    if not field:
        assert rules.check_slot(**told) == half
        return
    with pytest.raises(HomeError) as refused:
        rules.check_slot(**told)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("proof", "field"),
    [
        (Proof(""), "receiver"), (Proof("Mận", signed="x"), "signed"), (Proof("Mận", signed="thumb"), "witness"),
        (Proof("Mận", frozenset({"x"})), "tasks"), (Proof("Mận", note="chữ " * 60), "note"),
    ],
)  # fmt: skip
def test_a_proof_that_proves_nothing_is_refused(proof, field):
    with pytest.raises(HomeError) as refused:
        rules.tidy_proof(proof, asked=["declare"])
    assert refused.value.field == field


def test_a_proof_says_by_itself_that_all_was_done_and_keeps_a_witness_for_a_thumbprint_only():
    told = rules.tidy_proof(Proof(" Bùi  Mận ", witness="Lò Văn Pín"), asked=["declare", "scan"])
    assert told == Proof("Bùi Mận", frozenset({"declare", "scan"}))
    assert rules.tidy_proof(Proof("Mận", signed="thumb", witness="Lò Văn Pín"), asked=["scan"]).witness == "Lò Văn Pín"


@pytest.mark.parametrize(
    ("groups", "source", "confirmed", "field"),
    [([], "QĐ 1", False, "groups"), (["x"], "QĐ 1", False, "groups"), (["ill"], "", True, "source"), (["ill"], "", False, "")],
)
def test_who_is_served_needs_a_group_and_a_document_when_confirmed(groups, source, confirmed, field):
    if not field:
        assert rules.check_entitled(groups=groups, source=source, confirmed=confirmed).groups == (rules.Group.ILL,)
        return
    with pytest.raises(HomeError) as refused:
        rules.check_entitled(groups=groups, source=source, confirmed=confirmed)
    assert refused.value.field == field


# ── acts ──


def test_a_request_lives_from_the_telephone_to_its_proof(office):
    row = finished(office, signed="thumb", witness="Lò Văn Pín", note="bà ký bằng điểm chỉ")
    assert (row.state, row.receiver, row.signed, row.witness_name) == ("done", "Bùi Thị Mận", "thumb", "Lò Văn Pín")
    assert row.ended_at == office.at + timedelta(days=2) and row.done == ["declare"] and row.label == "N-1"
    kinds = list(Entry.objects.filter(subject=f"homevisit:{row.pk}").order_by("seq").values_list("kind", flat=True))
    assert kinds == [
        "home.asked", "home.accepted", "programme.marked", "home.planned", "programme.marked", "home.done", "programme.kept",
    ]  # fmt: skip
    assert verify() is None


def test_no_name_no_telephone_no_way_in_the_journal(office):
    finished(office, note="gửi con dâu")
    for word in ("Mận", "0912000001", "Cuối ngõ", "con dâu"):
        assert not Entry.objects.filter(body__contains=word).exists(), word


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": ""}, "name"), ({"phone": "12"}, "phone"), ({"address": ""}, "address"), ({"group": "remote"}, "group"),
        ({"tasks": ()}, "tasks"), ({"matter": ""}, "matter"), ({"hamlet": "15151-T01"}, "hamlet"), ({"note": "a" * 201}, "note"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_at_its_field(office, more, field):
    with pytest.raises(BookingError) as refused:
        asked_for(office, **more)
    assert refused.value.field == field and not HomeVisit.objects.exists()


def test_a_telephone_asks_once_from_the_site_and_again_by_the_officer(office):
    asked_for(office, channel=Channel.PORTAL)
    with pytest.raises(HomeError, match="đang chờ"):
        asked_for(office, channel=Channel.PORTAL)
    assert asked_for(office).number == 2


def test_few_requests_from_one_address_of_the_net(office):
    most = queries.quota(unit=office.unit, on=office.at.date()).per_address
    told = {"channel": Channel.PORTAL, "by": citizen(office.unit), "at": office.at, "address": "10.0.0.1"}
    for n in range(most):
        actions.ask_home(unit=office.unit, asked=asked(phone=f"09120001{n:02d}"), **told)
    with pytest.raises(HomeError, match="nơi này"):
        actions.ask_home(unit=office.unit, asked=asked(phone="0912000999"), **told)


def test_refused_with_a_reason_that_the_person_reads(office):
    row = asked_for(office)
    with pytest.raises(HomeError, match="lý do"):
        actions.refuse_home(visit=row, reason="", by=office.actor(office.hanh), at=office.at)
    row = actions.refuse_home(visit=row, reason="Nhà ở xã bên, xã ấy phục vụ.", by=office.actor(office.hanh), at=office.at)
    assert row.state == "refused" and count(office) == Count(1, 0, 0, 0)
    row = actions.reopen_home(visit=row, by=office.actor(office.hanh), at=office.at)
    assert row.state == "requested" and row.reason == "" and count(office) == Count()


def test_who_is_away_does_not_go_and_a_stranger_neither(office):
    row = accepted(office)
    told = {"visit": row, "day": DAY, "half": "morning", "by": office.actor(office.hanh), "at": office.at}
    with pytest.raises(HomeError, match="không còn làm"):
        actions.plan_home(team=[office.la.login], **told)
    with pytest.raises(HomeError, match="từ một đến"):
        actions.plan_home(team=[], **told)
    people.note_absence(
        officer=office.ha, kind=AbsenceKind.SICK, first_day=DAY, last_day=DAY, by=system(office.unit), at=office.at
    )
    with pytest.raises(HomeError, match="vắng hôm ấy"):
        actions.plan_home(team=[office.ha.login], **told)
    assert actions.plan_home(team=[office.hanh.login], **told).state == "planned"


def test_a_failed_visit_is_planned_again_and_then_counts_as_done(office):
    row = planned(office)
    told = {"by": office.actor(office.ha), "at": office.at + timedelta(days=2)}
    with pytest.raises(HomeError, match="vì sao"):
        actions.fail_home(visit=row, why="x", **told)
    row = actions.fail_home(visit=row, why="nobody", **told)
    assert row.state == "failed" and count(office) == Count(1, 1, 0, 0)
    by = office.actor(office.hanh)
    row = actions.plan_home(visit=row, day=date(2026, 11, 26), half="afternoon", team=["ha"], by=by, at=told["at"])
    assert row.why_failed == "" and count(office) == Count(1, 1, 0, 1)
    row = actions.finish_home(visit=row, proof=Proof("Mận"), by=office.actor(office.ha), at=office.at + timedelta(days=3))
    assert count(office) == Count(1, 1, 1, 0) and verify() is None


def test_nobody_has_been_there_before_the_day(office):
    with pytest.raises(HomeError, match="Chưa đến ngày"):
        actions.finish_home(visit=planned(office), proof=Proof("Mận"), by=office.actor(office.ha), at=office.at)


@pytest.mark.parametrize(("wanted", "whose", "figure"), [(True, "person", Count(1, 0)), (False, "office", Count(1, 1))])
def test_what_the_office_gives_up_counts_against_it_what_the_person_gives_up_does_not(office, wanted, whose, figure):
    row = planned(office)
    for _ in range(2):
        row = actions.cancel_home(visit=row, by=office.actor(office.hanh), at=office.at, wanted=wanted)
    assert row.whose == whose and count(office) == figure
    assert Entry.objects.filter(kind="home.cancelled").count() == 1


def test_the_person_cancels_by_the_link_and_does_nothing_else(office):
    row = planned(office)
    by = citizen(office.unit)
    with pytest.raises(HomeError, match="Một cửa hoặc lãnh đạo"):
        actions.finish_home(visit=row, proof=Proof("Mận"), by=by, at=office.at)
    assert actions.cancel_home(visit=row, by=by, at=office.at).whose == "person"


def test_who_may_do_what(office):
    row = planned(office, team=[office.ha.login])
    for officer, acts in ((office.hanh, set(HomeAct)), (office.nghia, set(HomeAct)), (office.ngoc, set()), (office.la, set())):
        assert {act for act in HomeAct if may_act_home(by=office.actor(officer), visit=row, act=act)} == acts, officer
    team = {HomeAct.FINISH, HomeAct.FAIL, HomeAct.REOPEN}
    assert {act for act in HomeAct if may_act_home(by=office.actor(office.ha), visit=row, act=act)} == team
    assert not any(may_act_home(by=clock(office.unit), visit=row, act=act) for act in HomeAct)


def test_done_by_mistake_it_is_planned_again_and_its_proof_is_gone(office):
    row = actions.reopen_home(visit=finished(office), by=office.actor(office.ha), at=office.at + timedelta(days=2))
    assert (row.state, row.receiver, row.done, row.ended_at) == ("planned", "", [], None) and row.day == DAY
    assert count(office) == Count(1, 1, 0, 1) and verify() is None


def test_a_stranger_and_the_clock_ask_for_nothing(office):
    for by in (office.actor(office.la), clock(office.unit)):
        with pytest.raises(HomeError, match="cán bộ ở sảnh"):
            asked_for(office, by=by)


def test_the_unit_decides_who_is_served(office):
    assert not home_queries.entitled(unit=office.unit, on=office.at.date()).confirmed
    told = {"unit": office.unit, "source": "QĐ 45/QĐ-UBND ngày 20/11/2026", "confirmed": True, "at": office.at}
    with pytest.raises(HomeError, match="quản trị hoặc lãnh đạo"):
        actions.set_home(groups=["remote"], by=office.actor(office.ngoc), **told)
    actions.set_home(groups=["remote", "ill"], by=office.actor(office.nghia), **told)
    found = home_queries.entitled(unit=office.unit, on=office.at.date())
    assert found.groups == (rules.Group.ILL, rules.Group.REMOTE) and found.confirmed
    assert asked_for(office, group="remote").group == "remote"
    with pytest.raises(HomeError, match="đối tượng"):
        asked_for(office, group="elderly", phone="0912000002")
    assert Entry.objects.get(kind="home.set").data["groups"] == ["ill", "remote"] and HomeRule.objects.count() == 1


def test_after_a_year_the_person_is_forgotten_and_the_figures_stay(office):
    row = finished(office, signed="thumb", witness="Lò Văn Pín")
    assert home.forget_home(unit=office.unit, at=office.at + timedelta(days=360)) == 0
    assert home.forget_home(unit=office.unit, at=office.at + timedelta(days=370)) == 1
    row.refresh_from_db()
    assert (row.name, row.phone, row.address, row.receiver, row.witness_name) == ("", "", "", "", "") and row.forgotten
    assert home_queries.figures(unit=office.unit, since=office.at.date(), until=office.at.date()).done == 1
    assert verify() is None


def test_the_database_refuses_a_done_visit_without_its_proof(office):
    row = planned(office)
    with pytest.raises(IntegrityError), transaction.atomic():
        HomeVisit.objects.filter(pk=row.pk).update(state="done", ended_at=office.at)


@pytest.mark.parametrize("n", [1, 3])
def test_the_lists_cost_the_same(office, n, django_assert_num_queries):
    for k in range(n):
        planned(office, phone=f"091200000{k}")
    with django_assert_num_queries(1):
        assert len(home_queries.of_day(unit=office.unit, day=DAY)) == n
    with django_assert_num_queries(1):
        assert len(home_queries.listed(unit=office.unit, states=rules.OPEN)) == n
    with django_assert_num_queries(1):
        found = home_queries.figures(unit=office.unit, since=office.at.date(), until=office.at.date())
    assert (found.asked, found.open, found.share) == (n, n, 0.0)
    assert home_queries.of_day(unit=office.unit, day=DAY, login=office.ngoc.login) == []
