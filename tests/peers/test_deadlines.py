"""What went wrong with deadlines elsewhere: one date told in several ways, dates that moved, clocks that ran by night."""

import json
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from builders.desk import logged_in
from builders.dossiers import BIRTH, CIVIL, SINGLE, apologised, received, worked_to
from builders.figures import day_figures
from thanthien.dossiers import actions, queries
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import Verdict
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.procedures.actions import Decision, decide
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM
from thanthien.worktime import actions as worktime


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def go(desk, text: str) -> datetime:
    """Push the clock to this moment of Vietnam."""
    desk.office.at = moment(text)
    desk.clock.move_to(desk.office.at, tick=False)
    return desk.at


@pytest.mark.thread("opencps-v2 PR#2050", "opencps-v2 PR#2054", "opencps-v2 PR#2060")
@pytest.mark.parametrize("code", [SINGLE, CIVIL, BIRTH])
@pytest.mark.parametrize("when", ["2026-11-23T08:30", "2026-11-27T15:20", "2026-12-31T16:10"])
@pytest.mark.parametrize("own", [False, True], ids=["by law", "shorter here"])
def test_everybody_who_is_asked_names_the_same_date(commune, code, when, own):
    """There one caller after the other had to be moved to the common reckoning. Here: the command, the API, the row, the paper's
    explanation and what the citizen reads at home.
    """
    desk, unit = commune.desk, commune.desk.unit
    if own and code != BIRTH:  # the law gives three working days, the commune promises two
        shorter = Decision(valid_from=desk.at.date(), term_value=2, term_unit="working_day", decision_no="45/QĐ-UBND")
        admin = people.add_officer(
            unit=unit, login="an.lv", name="Lương Văn An", roles=(Role.ADMIN,), by=system(unit), at=desk.at
        )
        decide(
            unit=unit, code=code, decision=shorter, publish=True, by=commune.office.actor(admin), at=desk.at, row=None, seen=""
        )
    at = go(desk, when)
    told = StringIO()
    call_command("due", procedure=code, received=f"{at:%Y-%m-%dT%H:%M}", unit=unit, json=True, stdout=told)
    asked = commune.api(f"due?procedure={code}&unit={unit}&received_at={at:%Y-%m-%dT%H:%M:00}%2B07:00").json()
    assert logged_in(commune.office.hanh).get("/quay/").status_code == 200
    desk.hanh.force_login(commune.office.hanh)
    assert desk.post("/quay/nhan", desk.form(code=code)).status_code == 200
    row = Dossier.objects.get()
    home = commune.api(f"track/{row.tracking_code}").json()
    dates = {json.loads(told.getvalue())["due_at"], asked["due_at"], row.deadline["due_at"], home["due_at"]}
    assert dates == {row.due_at.astimezone(VIETNAM).isoformat()}
    assert queries.dossier_page(dossier=row, at=at).minutes_left == sum(step.allowed_minutes for step in row.steps.all())


@pytest.mark.thread("opencps-v2 PR#2569", "opencps-v2 PR#1256")
def test_a_date_that_was_promised_is_not_reckoned_again_behind_the_citizens_back(commune):
    """A day off is declared, and other hours, after the receipt was printed: the paper in the citizen's hand stays true."""
    desk, root = commune.desk, system(commune.desk.unit)
    first = received(commune.office, CIVIL)
    kept = (first.due_at, first.due_first, first.deadline)
    worktime.set_day(
        unit=desk.unit, day=date(2026, 11, 26), kind="local_off", name="do bão", document="1/CĐ", by=root, at=desk.at
    )
    short = {key: [["07:00", "11:00"], ["13:00", "16:30"]] for key in ("mon", "tue", "wed", "thu", "fri")}
    worktime.set_hours(unit=desk.unit, hours=short, valid_from=date(2026, 11, 25), basis="QĐ 8", by=root, at=desk.at)
    actions.tick(unit=desk.unit, at=desk.later(days=2))
    row = Dossier.objects.get(pk=first.pk)
    assert (row.due_at, row.due_first, row.deadline) == kept
    second = received(commune.office, CIVIL, at=moment("2026-11-23T08:30"))
    assert second.due_at > row.due_at, "who comes afterwards is promised with the storm"


@pytest.mark.thread("django-helpdesk#1281")
def test_taking_giving_and_sending_on_leave_the_date_alone(desk):
    """There «take» sent back what the page had not filled in, and the due date was empty."""
    row = received(desk.office, CIVIL)
    kept = (row.due_at, row.due_first, row.warn_at)
    ha, second = logged_in(desk.office.ha), desk.others["second"]
    base = f"/ho-so/{row.pk}"
    assert desk.post(f"{base}/nhan-viec", {"step": row.step, "once": "1" * 32}, by=ha).status_code == 200
    leader = logged_in(desk.office.nghia)
    assert desk.post(f"{base}/giao", {"step": row.step, "officer": second.login, "once": "2" * 32}, by=leader).status_code == 200
    assert desk.post(f"{base}/xong", {"step": row.step, "once": "3" * 32}, by=logged_in(second)).status_code == 200
    now = Dossier.objects.get(pk=row.pk)
    assert now.step > row.step, "the work went on"
    assert (now.due_at, now.due_first, now.warn_at) == kept


@pytest.mark.thread("opencps#1280", "opencps-v2 PR#1185", "opencps-v2 PR#1560")
def test_a_step_is_not_overdue_because_a_night_and_a_holiday_passed(desk):
    """Begun on Monday at 16:00, 24 November is off: by Wednesday morning the step has used its working minutes only."""
    go(desk, "2026-11-23T16:00")
    row = worked_to(desk.office, received(desk.office, SINGLE), 3, at=desk.at, others=desk.others)
    wednesday = moment("2026-11-25T09:30")
    view = next(one for one in queries.dossier_page(dossier=row, at=wednesday).steps if one.running)
    assert (view.used, view.left) == (90 + 90, view.allowed - 180), "16:00–17:30, and 08:00–09:30 two days later"
    assert view.step.due_at == moment("2026-11-25T10:30"), "half a day of working time after its beginning"
    done = actions.complete_step(dossier=row, by=desk.office.actor(desk.office.nghia), at=wednesday)
    step = queries.dossier_page(dossier=done, at=wednesday).steps[2]
    assert (step.used, step.verdict) == (180, Verdict.EARLY)


@pytest.mark.thread("opencps#1280")
def test_a_step_that_waits_its_turn_has_used_nothing_however_late_the_one_before_is(desk):
    row = received(desk.office, SINGLE)
    late = moment("2026-12-07T09:00")
    apologised(desk.office, row, at=late)
    done = actions.complete_step(dossier=row, by=desk.office.actor(desk.office.ha), at=late)
    views = queries.dossier_page(dossier=done, at=late + timedelta(minutes=10)).steps
    assert views[1].verdict is Verdict.LATE
    assert (views[2].running, views[2].used, views[3].used) == (True, 10, 0), "the next one's clock begins when it can begin"


@pytest.mark.thread("opencps-v2 PR#1466")
def test_late_is_late_by_the_day_and_ready_stops_the_count(desk):
    """The figures, the list and the row agree at every moment around the due date; a result that lies there is never overdue."""
    row = received(desk.office, BIRTH)
    for when, late in (("2026-11-23T17:30", 0), ("2026-11-23T17:31", 1), ("2026-11-25T09:00", 1)):
        figures = day_figures(unit=desk.unit, at=moment(when))
        listed = queries.late(unit=desk.unit, at=moment(when))
        assert (figures.late, len(listed)) == (late, late), when
    worked_to(desk.office, row, 99, at=moment("2026-11-25T10:00"), others=desk.others)
    assert day_figures(unit=desk.unit, at=moment("2026-12-30T10:00")).late == 0


@pytest.mark.thread("Frappe #2212", "osTicket#6847")
def test_nobodys_clock_runs_while_the_office_eats(desk):
    """Received at noon: the term begins when the counters open again, and the hour and a half is used by no step."""
    go(desk, "2026-11-25T12:00")
    at_noon = received(desk.office, SINGLE)
    go(desk, "2026-11-25T13:30")
    after = received(desk.office, SINGLE)
    assert at_noon.due_at == after.due_at
    view = queries.dossier_page(dossier=at_noon, at=moment("2026-11-25T13:30")).steps[1]
    assert view.used == 0 and view.step.due_at == after.steps.get(order=2).due_at


@pytest.mark.thread("osTicket#6739")
def test_hours_of_two_weekdays_would_have_to_name_the_others_too(desk):
    """There a week of two days was counted as one day or none. Here a weekday that nobody named is refused, never guessed; a day
    that is shut in truth is declared as such and the count leaps over it.
    """
    root = system(desk.unit)
    with pytest.raises(worktime.WorktimeError, match="[Tt]hứ"):
        only = {"tue": [["08:00", "17:00"]], "thu": [["08:00", "17:00"]]}
        worktime.set_hours(unit=desk.unit, hours=only, valid_from=date(2026, 12, 1), basis="QĐ 9", by=root, at=desk.at)
    before = received(desk.office, CIVIL, at=moment("2026-11-30T08:30")).due_at
    facts = {"kind": "local_off", "name": "đóng cửa", "document": "2/CĐ"}
    for day in (1, 3):
        worktime.set_day(unit=desk.unit, day=date(2026, 12, day), by=root, at=desk.at, **facts)
    after = received(desk.office, CIVIL, at=moment("2026-11-30T08:30")).due_at
    assert (before, after) == (moment("2026-12-03T08:30"), moment("2026-12-07T08:30"))


@pytest.mark.thread("uReport#285", "fixmystreet PR#1373")
def test_a_moment_goes_out_with_its_time_and_its_zone_and_comes_back_the_same(commune):
    """Asked with the moment that was told, in whatever zone it is written, the answer is the same date; no time part is lost."""
    row = received(commune.office, CIVIL, at=moment("2026-11-23T08:31"))
    told = commune.api(f"dossiers/{row.code}").json()
    assert datetime.fromisoformat(told["received_at"]) == row.received_at and told["received_at"].endswith("T08:31:00+07:00")
    assert datetime.fromisoformat(told["due_at"]) == row.due_at and told["due_at"][10:] == "T08:31:00+07:00"
    same = [told["received_at"].replace("+", "%2B"), "2026-11-23T01:31:00Z", "2026-11-22T20:31:00-05:00"]
    answers = [
        commune.api(f"due?procedure={CIVIL}&unit={commune.desk.unit}&received_at={text}").json()["due_at"] for text in same
    ]
    assert answers == [told["due_at"]] * 3
