"""A low rating is followed up to its end: who may, what is done, what the clock says, what the journal holds."""

from datetime import timedelta

import pytest

from builders.dossiers import CIVIL, load_small_catalogue, received
from thanthien.journal.models import Access, Entry
from thanthien.journal.verify import verify
from thanthien.journeys.tick import tick
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.ratings import follow_queries as kept
from thanthien.ratings import following
from thanthien.ratings.follow_rules import FollowError, Outcome, State, Way, is_late, is_low
from thanthien.ratings.models import FollowStep, FollowUp
from thanthien.shared.actor import clock, system
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def told(hall, officer=None) -> dict:
    return {"by": hall.office.actor(officer or hall.office.nghia), "at": hall.at}


def low(hall, seat=1, attitude=2, work=4, **more) -> FollowUp:
    rating = hall.rate(hall.serve(seat), attitude=attitude, work=work, **more)
    return FollowUp.objects.get(rating=rating)


def stepped(hall, row, way=Way.CALL, note="Bà nói phải chờ lâu") -> FollowStep:
    return following.note_step(follow_up=row, way=way, note=note, doer=hall.office.nghia, **told(hall))


def closed(hall, row, outcome=Outcome.MENDED, **more) -> FollowUp:
    facts = {"said": "Đã xin lỗi bà", "closer": hall.office.nghia, **told(hall)} | more
    return following.close(follow_up=row, outcome=outcome, **facts)


@pytest.mark.parametrize(
    ("attitude", "work", "opens"),
    [(2, 5, True), (1, None, True), (None, 2, True), (5, 1, True), (3, 3, False), (3, None, False), (5, 4, False)],
)
def test_which_answer_asks_for_a_follow_up(attitude, work, opens):
    assert is_low(attitude, work, lowest=2) is opens


def test_a_low_rating_opens_one_with_a_day_and_a_good_one_does_not(hall):
    row = low(hall)
    hall.rate(hall.serve(), attitude=3, work=3)
    assert FollowUp.objects.count() == 1
    assert (row.state, row.owner, row.due) == (State.OPEN, None, day_of(hall.at) + WEEK)
    entry = Entry.objects.get(kind="followup.opened")
    assert entry.data == {"rating": row.rating_id, "due": row.due.isoformat(), "state": "open", "officer": "hanh"}
    assert verify() is None


def test_what_is_set_aside_opens_none_and_a_burst_ends_those_before_it(hall):
    hall.rate(hall.serve(), attitude=1, seconds=0)
    assert not FollowUp.objects.exists()
    tickets = [hall.serve() for _ in range(4)]
    for ticket in tickets:
        hall.rate(ticket, attitude=1, device="one phone")
    assert list(FollowUp.objects.values_list("state", flat=True)) == [State.DROPPED] * 3
    assert Entry.objects.filter(kind="followup.dropped").count() == 3 and verify() is None


def test_it_is_given_stepped_closed_and_opened_again(hall):
    row = low(hall)
    following.give(follow_up=row, owner=hall.office.nghia, **told(hall))
    step = stepped(hall, row)
    row = closed(hall, row)
    assert (row.state, row.outcome, row.said, row.owner.login) == (State.CLOSED, "mended", "Đã xin lỗi bà", "nghia")
    for act in (lambda: stepped(hall, row), lambda: closed(hall, row), lambda: following.take_back_step(step=step, **told(hall))):
        with pytest.raises(FollowError, match="đã khép"):
            act()
    row = following.reopen(follow_up=row, **told(hall))
    assert (row.state, row.outcome, row.closed_at, row.said) == (State.OPEN, "", None, "Đã xin lỗi bà")
    kinds = list(Entry.objects.filter(kind__startswith="followup.").order_by("seq").values_list("kind", flat=True))
    assert kinds == [f"followup.{name}" for name in ("opened", "given", "step", "closed", "reopened")]
    assert verify() is None


def test_nothing_done_nothing_closed(hall):
    row = low(hall)
    with pytest.raises(FollowError, match="ít nhất một việc"):
        closed(hall, row)
    step = stepped(hall, row)
    for _ in range(2):
        following.take_back_step(step=step, **told(hall))
    with pytest.raises(FollowError):
        closed(hall, row)
    assert kept.steps(follow_up=row) == [] and Entry.objects.filter(kind="followup.step_back").count() == 1


@pytest.mark.parametrize(("said", "field"), [("  ", "said"), ("x" * 1001, "said")])
def test_an_end_says_something_and_is_short(hall, said, field):
    row = low(hall)
    stepped(hall, row)
    with pytest.raises(FollowError) as refused:
        closed(hall, row, said=said)
    assert refused.value.field == field


@pytest.mark.parametrize("who", ["hanh", "dinh", "ha", "ngoc", "la"])
def test_nobody_below_the_leader_opens_it_or_acts(hall, who):
    row, by = low(hall), told(hall, getattr(hall.office, who))
    for act in (
        lambda: following.open_rating(follow_up=row, **by),
        lambda: following.give(follow_up=row, owner=hall.office.nghia, **by),
        lambda: following.note_step(follow_up=row, way=Way.CALL, note="", doer=hall.office.nghia, **by),
    ):
        with pytest.raises(FollowError, match="lãnh đạo"):
            act()
    assert not Access.objects.exists()


def test_the_administrator_is_below_the_leader_here(hall):
    admin = people.add_officer(
        unit=hall.unit, login="an", name="Lê Văn An", roles=(Role.ADMIN,), by=system(hall.unit), at=hall.at - timedelta(days=1)
    )
    with pytest.raises(FollowError):
        following.open_rating(follow_up=low(hall), **told(hall, admin))


def test_a_leader_who_served_does_not_look_into_it(hall):
    row = low(hall)
    people.grant_role(officer=hall.office.hanh, role=Role.LEADER, by=system(hall.unit), at=hall.at, valid_from=day_of(hall.at))
    with pytest.raises(FollowError, match="chính anh chị"):
        following.open_rating(follow_up=row, **told(hall, hall.office.hanh))
    with pytest.raises(FollowError, match="chính người ấy"):
        following.give(follow_up=row, owner=hall.office.hanh, **told(hall))
    with pytest.raises(FollowError, match="chỉ lãnh đạo"):
        following.give(follow_up=row, owner=hall.office.dinh, **told(hall))
    with pytest.raises(FollowError, match="chỉ lãnh đạo"):
        following.give(follow_up=row, owner=hall.office.la, **told(hall))


def test_opening_is_an_access_to_the_visit_and_to_each_dossier(hall):
    load_small_catalogue()
    ticket = hall.serve()
    dossier = received(hall.office, CIVIL, visit=ticket.visit)
    row = FollowUp.objects.get(rating=hall.rate(ticket, attitude=1))
    opened = following.open_rating(follow_up=row, **told(hall))
    assert (opened.label, opened.dossiers, opened.hidden) == (ticket.label, [dossier], 0)
    seen = set(Access.objects.values_list("officer", "subject", "reason"))
    assert seen == {("nghia", f"rating:{row.rating_id}", "rating"), ("nghia", f"dossier:{dossier.pk}", "rating")}
    assert Entry.objects.get(kind="rating.given").data["field"] == dossier.field


def test_the_secretary_leads_and_opens_no_dossier(hall):
    load_small_catalogue()
    ticket = hall.serve()
    received(hall.office, CIVIL, visit=ticket.visit)
    row = FollowUp.objects.get(rating=hall.rate(ticket, attitude=1))
    before = hall.at - timedelta(days=1)
    thu = people.add_officer(
        unit=hall.unit, login="thu", name="Phạm Văn Thư", roles=(Role.PARTY_SECRETARY,), by=system(hall.unit), at=before
    )
    opened = following.open_rating(follow_up=row, **told(hall, thu))
    assert (opened.dossiers, opened.hidden) == ([], 1)
    assert not Access.objects.filter(subject__startswith="dossier:").exists()


def test_the_day_itself_counts_and_the_clock_says_it_once_after_it(hall):
    row = low(hall)
    assert not is_late(state=row.state, due=row.due, today=row.due)
    assert is_late(state=row.state, due=row.due, today=row.due + timedelta(days=1))
    tick(at=hall.at + WEEK)
    assert not Entry.objects.filter(kind="followup.became_late").exists()
    for days in (8, 9):
        following.tick(unit=hall.unit, at=hall.at + timedelta(days=days))
    entry = Entry.objects.get(kind="followup.became_late")
    row.refresh_from_db()
    assert entry.actor == str(clock(hall.unit)) and entry.at == row.late_at
    assert day_of(entry.at) == row.due + timedelta(days=1) and verify() is None


def test_one_that_ended_in_time_never_becomes_late(hall):
    row = low(hall)
    stepped(hall, row)
    closed(hall, row)
    assert following.tick(unit=hall.unit, at=hall.at + timedelta(days=30)) == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_is_one_query_the_nearest_day_first(hall, rows, django_assert_num_queries):
    found = [low(hall, device=f"phone {number}") for number in range(rows)]
    stepped(hall, found[0])
    with django_assert_num_queries(1):
        listed = kept.follow_ups(unit=hall.unit)
        assert [one.pk for one in listed] == [one.pk for one in found] and listed[0].n_steps == 1
    with django_assert_num_queries(1):
        assert kept.waiting(unit=hall.unit, on=day_of(hall.at)) == kept.Waiting(rows, 0)
    assert kept.waiting(unit=hall.unit, on=day_of(hall.at) + 2 * WEEK).late == rows
    assert kept.follow_ups(unit="15151") == [] and kept.follow_up(unit="15151", pk=found[0].pk) is None


def test_the_journal_holds_no_word_that_somebody_wrote(hall):
    row = low(hall)
    stepped(hall, row)
    closed(hall, row)
    text = "".join(Entry.objects.filter(kind__startswith="followup.").values_list("body", flat=True))
    assert "chờ lâu" not in text and "xin lỗi" not in text


@pytest.mark.parametrize("outcome", [Outcome.RECONCILED, Outcome.EXPLAINED])
def test_nobody_is_said_to_be_content_whom_nobody_could_ask(hall, outcome):
    row = low(hall)
    stepped(hall, row, way=Way.MEND)
    with pytest.raises(FollowError, match="Khép bằng “Đã sửa, chưa hỏi lại người dân” hoặc “Xem lại, không thấy lỗi của ta”"):
        closed(hall, row, outcome)
    row.refresh_from_db()
    assert row.state == State.OPEN and closed(hall, row, Outcome.UNFOUNDED).state == State.CLOSED


def test_with_a_dossier_of_the_visit_somebody_can_be_asked(hall):
    load_small_catalogue()
    ticket = hall.serve()
    received(hall.office, CIVIL, visit=ticket.visit)
    row = FollowUp.objects.get(rating=hall.rate(ticket, attitude=1))
    stepped(hall, row)
    assert closed(hall, row, Outcome.RECONCILED).outcome == "reconciled"
