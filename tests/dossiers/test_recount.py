"""Dates counted again after a new holiday: found, moved or kept by the leader's word, in batches, taken back."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from builders.dossiers import ADOPTION, CIVIL, SINGLE, ready, received
from thanthien.dossiers import access, actions, recount, recount_rules
from thanthien.dossiers.models import Dossier, Recount, RecountLine
from thanthien.dossiers.recount_rules import Phase, Which, Wish
from thanthien.dossiers.rules import DossierError
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.shared.actor import clock, system
from thanthien.shared.clock import VIETNAM, day_of
from thanthien.worktime import actions as worktime

HOLIDAY = date(2026, 11, 25)


def new_holiday(office, day: date = HOLIDAY, kind: str = "local_off") -> None:
    worktime.set_day(
        unit=office.unit, day=day, kind=kind, name="do bão số 5", document="12/CĐ-UBND", by=system(office.unit), at=office.at
    )


def no_holiday(office, day: date = HOLIDAY) -> None:
    worktime.clear_day(unit=office.unit, day=day, by=system(office.unit), at=office.at)


def begun(office, wish: Wish = Wish.MOVE, which: Which = Which.LATER, **more) -> Recount:
    more.setdefault("reason", "nghỉ thêm ngày 25/11")
    return actions.begin_recount(
        unit=office.unit, wish=wish, which=which, by=office.actor(office.nghia), at=more.pop("at", office.at), **more
    )


def through(office, row: Recount, batch: int = 500, at: datetime | None = None) -> Recount:
    for _ in range(50):
        row = actions.go_on(recount=row, by=office.actor(office.nghia), at=at or office.at, batch=batch)
        if row.phase in (Phase.DONE, Phase.UNDONE):
            return row
    raise AssertionError("it never came to its end")


def kinds(prefix: str) -> list[str]:
    return list(Entry.objects.filter(kind__startswith=prefix).order_by("seq").values_list("kind", flat=True))


# ── pure ──


def test_dates_differ_by_their_day_in_vietnam():
    evening = datetime(2026, 11, 26, 16, 30, tzinfo=VIETNAM)
    assert not recount_rules.differs(promised=evening, again=evening.replace(hour=8))
    assert recount_rules.differs(promised=evening, again=evening + timedelta(hours=8))


@pytest.mark.parametrize(
    ("which", "later", "earlier"), [(Which.LATER, True, False), (Which.EARLIER, False, True), (Which.CHOSEN, True, True)]
)
def test_which_dossiers_are_meant(which, later, earlier, at):
    assert recount_rules.meant(promised=at, again=at + timedelta(days=1), which=which) is later
    assert recount_rules.meant(promised=at, again=at - timedelta(days=1), which=which) is earlier


def test_no_date_moves_into_the_past(at):
    assert recount_rules.may_move(again=at + timedelta(minutes=1), at=at)
    assert not recount_rules.may_move(again=at, at=at)


@pytest.mark.parametrize("text", ["", "  ", "12/11", "a1"])
def test_a_reason_has_words(text):
    with pytest.raises(DossierError, match="Ghi lý do"):
        recount_rules.tidy_reason(text)


def test_other_words_than_those_offered_are_refused():
    with pytest.raises(DossierError, match="Chọn một trong hai"):
        recount_rules.wish_of("delete")
    with pytest.raises(DossierError, match="Chọn hồ sơ nào"):
        recount_rules.which_of("all")


# ── found ──


def test_a_new_holiday_moves_nothing_by_itself_and_shows_whom_it_concerns(hall):
    inside = received(hall, SINGLE)
    before = Dossier.objects.values().get(pk=inside.pk)
    assert recount.differing(unit=hall.unit) == []
    new_holiday(hall)
    actions.tick(unit=hall.unit, at=hall.at + timedelta(minutes=1))
    (found,) = recount.differing(unit=hall.unit)
    assert (found.dossier, found.promised, found.earlier) == (inside, inside.due_at, False)
    assert (day_of(inside.due_at), day_of(found.again.due_at)) == (date(2026, 11, 27), date(2026, 11, 30))  # a weekend between
    assert Dossier.objects.values().get(pk=inside.pk) == before and kinds("due.") == []


def test_a_day_off_after_the_date_concerns_nobody(hall):
    received(hall, SINGLE)
    new_holiday(hall, date(2026, 12, 15))
    assert recount.differing(unit=hall.unit) == []


def test_finished_dossiers_are_no_promise_any_more(hall, others):
    ready(hall, received(hall, SINGLE), at=hall.at + timedelta(hours=1), others=others)
    new_holiday(hall)
    assert recount.differing(unit=hall.unit) == []


def test_what_is_found_costs_as_many_queries_for_three_as_for_one(hall, django_assert_num_queries):
    received(hall, SINGLE)
    new_holiday(hall)
    recount.differing(unit=hall.unit)
    with django_assert_num_queries(3):
        assert len(recount.differing(unit=hall.unit)) == 1
    no_holiday(hall)
    received(hall, CIVIL)
    received(hall, SINGLE)
    new_holiday(hall)
    recount.differing(unit=hall.unit)
    with django_assert_num_queries(3):
        assert len(recount.differing(unit=hall.unit)) == 3


# ── moved ──


def test_the_leader_moves_them_and_only_the_present_date_moves(hall):
    first, second = received(hall, SINGLE), received(hall, CIVIL)
    new_holiday(hall)
    row = through(hall, begun(hall))
    assert (row.phase, row.done, row.total, row.looked, row.percent) == (Phase.DONE, 2, 2, 2, 100)
    for before in (first, second):
        now = Dossier.objects.get(pk=before.pk)
        assert now.due_first == before.due_first == before.due_at
        assert (day_of(before.due_at), day_of(now.due_at)) == (date(2026, 11, 27), date(2026, 11, 30))
        assert datetime.fromisoformat(now.deadline["due_at"]) == now.due_at == now.due_law
        assert "25/11 nghỉ do bão số 5" in now.deadline["summary"]
        assert (day_of(before.warn_at), day_of(now.warn_at)) == (date(2026, 11, 26), date(2026, 11, 27))
        assert now.received_at == before.received_at and now.state == before.state
    entry = Entry.objects.filter(kind="due.recounted").order_by("seq").first()
    assert entry.subject == f"dossier:{first.pk}" and set(entry.data) == {"code", "from", "to", "recount"}
    assert entry.actor.endswith("nghia")
    assert recount.differing(unit=hall.unit) == [] and verify() is None


def test_nothing_of_the_reason_stands_in_the_journal(hall):
    received(hall, SINGLE)
    new_holiday(hall)
    through(hall, begun(hall, reason="theo ý ông Trương"))
    assert not Entry.objects.filter(body__contains="Trương").exists()


def test_it_goes_on_in_batches_after_a_stop(hall):
    rows = [received(hall, SINGLE) for _ in range(5)]
    new_holiday(hall)
    row = begun(hall)
    row = actions.go_on(recount=row, by=hall.actor(hall.nghia), at=hall.at, batch=2)
    assert (row.phase, row.looked, row.percent, row.done) == (Phase.RUNNING, 2, 40, 2)
    assert [one.due_at != one.due_first for one in Dossier.objects.order_by("pk")] == [True, True, False, False, False]
    row = through(hall, Recount.objects.get(pk=row.pk), batch=2)
    assert (row.done, row.looked, RecountLine.objects.count()) == (5, 5, len(rows))
    assert kinds("recount.") == ["recount.begun", "recount.went_on", "recount.went_on", "recount.done"]
    assert kinds("due.") == ["due.recounted"] * 5 and verify() is None


def test_a_finished_one_does_nothing_more(hall):
    received(hall, SINGLE)
    new_holiday(hall)
    row = through(hall, begun(hall))
    seen = Entry.objects.count()
    again = actions.go_on(recount=row, by=hall.actor(hall.nghia), at=hall.at)
    assert again.phase == Phase.DONE and Entry.objects.count() == seen


def test_a_dossier_received_meanwhile_has_the_new_date_already(hall):
    received(hall, SINGLE)
    new_holiday(hall)
    row = begun(hall)
    late_comer = received(hall, SINGLE)
    row = through(hall, row, batch=1)
    late_comer.refresh_from_db()
    assert row.done == 1 and row.looked == row.total and late_comer.due_at == late_comer.due_first


def test_only_the_marked_ones(hall):
    first, second = received(hall, SINGLE), received(hall, SINGLE)
    new_holiday(hall)
    row = through(hall, begun(hall, which=Which.CHOSEN, chosen=[second.pk]))
    assert (row.total, row.done) == (1, 1)
    assert [one.dossier.pk for one in recount.differing(unit=hall.unit)] == [first.pk]


def test_nothing_marked_is_asked_for(hall):
    with pytest.raises(DossierError, match="Chưa đánh dấu"):
        begun(hall, which=Which.CHOSEN)


def test_the_promise_may_be_kept_and_is_not_asked_again(hall):
    dossier = received(hall, SINGLE)
    new_holiday(hall)
    row = through(hall, begun(hall, wish=Wish.KEEP))
    now = Dossier.objects.get(pk=dossier.pk)
    assert (row.done, now.due_at, now.deadline) == (1, dossier.due_at, dossier.deadline)
    assert recount.differing(unit=hall.unit) == [] and kinds("due.") == ["due.kept"]
    new_holiday(hall, date(2026, 11, 26))  # another other date: it is asked again
    assert len(recount.differing(unit=hall.unit)) == 1
    assert verify() is None


def test_earlier_and_later_are_decided_apart(hall):
    new_holiday(hall)
    received(hall, SINGLE)
    no_holiday(hall)
    (found,) = recount.differing(unit=hall.unit)
    assert found.earlier
    assert through(hall, begun(hall, which=Which.LATER)).done == 0
    assert through(hall, begun(hall, which=Which.EARLIER)).done == 1
    now = Dossier.objects.get()
    assert now.due_at < now.due_first


def test_an_earlier_date_that_is_over_already_is_left(hall):
    new_holiday(hall)
    dossier = received(hall, SINGLE)
    no_holiday(hall)
    (found,) = recount.differing(unit=hall.unit)
    row = through(hall, begun(hall, which=Which.EARLIER), at=found.again.due_at + timedelta(minutes=1))
    dossier.refresh_from_db()
    assert (row.done, row.passed) == (0, 1) and dossier.due_at == dossier.due_first


def test_a_date_that_another_act_has_set_is_not_counted_again(hall):
    dossier = received(hall, SINGLE)
    new_holiday(hall)
    from thanthien.journal.actions import act

    with act(unit=hall.unit, by=hall.actor(hall.nghia), at=hall.at) as deed:  # as a letter of apology with a new date does
        row = deed.lock(Dossier, pk=dossier.pk)
        row.due_at += timedelta(days=7)
        deed.save(row)
        deed.enter("dossier.redated", subject=row)
    assert recount.differing(unit=hall.unit) == []


def test_late_before_and_in_time_after_is_said_late_again_only_at_the_new_date(hall):
    dossier = received(hall, SINGLE)
    new_holiday(hall)
    actions.tick(unit=hall.unit, at=dossier.due_at + timedelta(minutes=1))
    late = Dossier.objects.get(pk=dossier.pk)
    assert late.late_since == dossier.due_at
    through(hall, begun(hall), at=dossier.due_at + timedelta(minutes=2))
    now = Dossier.objects.get(pk=dossier.pk)
    assert now.late_since is None
    actions.tick(unit=hall.unit, at=now.due_at + timedelta(minutes=1))
    assert Dossier.objects.get(pk=dossier.pk).late_since == now.due_at


def test_days_of_the_calendar_that_end_on_a_new_day_off_roll_on(hall):
    dossier = received(hall, ADOPTION)
    day = day_of(dossier.due_at)
    new_holiday(hall, day)
    (found,) = recount.differing(unit=hall.unit)
    assert day_of(found.again.due_at) > day


# ── taken back ──


def test_it_is_taken_back_whole(hall):
    dossiers = [received(hall, SINGLE) for _ in range(3)]
    before = list(Dossier.objects.order_by("pk").values())
    new_holiday(hall)
    row = through(hall, begun(hall))
    row = actions.undo_recount(recount=row, by=hall.actor(hall.nghia), at=hall.at)
    assert (row.phase, row.total, row.looked) == (Phase.UNDOING, 3, 0)
    row = through(hall, row, batch=2)
    assert (row.phase, row.taken_back) == (Phase.UNDONE, 3)
    assert list(Dossier.objects.order_by("pk").values()) == before
    assert kinds("due.")[3:] == ["due.restored"] * len(dossiers)
    assert len(recount.differing(unit=hall.unit)) == 3 and verify() is None


def test_half_a_recount_is_taken_back_too(hall):
    for _ in range(3):
        received(hall, SINGLE)
    before = list(Dossier.objects.order_by("pk").values())
    new_holiday(hall)
    row = actions.go_on(recount=begun(hall), by=hall.actor(hall.nghia), at=hall.at, batch=1)
    row = through(hall, actions.undo_recount(recount=row, by=hall.actor(hall.nghia), at=hall.at))
    assert row.taken_back == 1 and list(Dossier.objects.order_by("pk").values()) == before


def test_what_was_finished_or_moved_again_meanwhile_stays(hall, others):
    first, second, third = (received(hall, SINGLE) for _ in range(3))
    new_holiday(hall)
    row = through(hall, begun(hall))
    ready(hall, Dossier.objects.get(pk=first.pk), at=hall.at + timedelta(hours=1), others=others)
    new_holiday(hall, date(2026, 11, 27))
    through(hall, begun(hall, which=Which.CHOSEN, chosen=[second.pk]))
    row = through(hall, actions.undo_recount(recount=row, by=hall.actor(hall.nghia), at=hall.at))
    assert row.taken_back == 1
    moved = {one.pk: one.due_at != one.due_first for one in Dossier.objects.all()}
    assert moved == {first.pk: True, second.pk: True, third.pk: False}


def test_a_kept_promise_that_is_taken_back_is_asked_again(hall):
    received(hall, SINGLE)
    new_holiday(hall)
    row = through(hall, begun(hall, wish=Wish.KEEP))
    through(hall, actions.undo_recount(recount=row, by=hall.actor(hall.nghia), at=hall.at))
    assert len(recount.differing(unit=hall.unit)) == 1


# ── who may, and what the database refuses ──


@pytest.mark.parametrize("login", ["hanh", "ha", "ngoc"])
def test_nobody_but_the_leader_moves_a_promise(hall, login):
    received(hall, SINGLE)
    new_holiday(hall)
    by = hall.actor(getattr(hall, login))
    with pytest.raises(DossierError, match="việc của Lãnh đạo"):
        actions.begin_recount(unit=hall.unit, wish="move", which="later", reason="nghỉ bão", by=by, at=hall.at)
    row = begun(hall)
    for act in (actions.go_on, actions.undo_recount):
        with pytest.raises(DossierError, match="việc của Lãnh đạo"):
            act(recount=row, by=by, at=hall.at)
    assert not access.may_recount(by=by, unit=hall.unit) and kinds("due.") == []


def test_the_leader_of_another_commune_moves_nothing_here(hall):
    with pytest.raises(DossierError, match="đơn vị khác"):
        actions.begin_recount(unit=hall.unit, wish="move", which="later", reason="nghỉ bão", by=hall.actor(hall.la), at=hall.at)


def test_the_clock_moves_nothing(hall):
    with pytest.raises(DossierError):
        access.check_may_recount(by=clock(hall.unit), unit=hall.unit)


def test_one_at_a_time(hall):
    received(hall, SINGLE)
    new_holiday(hall)
    row = begun(hall)
    with pytest.raises(DossierError, match="đang chạy"):
        begun(hall)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recount.objects.create(
            unit_id=hall.unit, wish="move", which="later", reason="x", calendar="c", total=0, made_by=hall.nghia, made_at=hall.at
        )
    through(hall, row)
    assert begun(hall).phase == Phase.RUNNING


def test_the_database_refuses_an_end_without_its_moment(hall):
    row = begun(hall)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_recount SET phase = 'done' WHERE id = %s", [row.pk])


# ── a date moved by SQL is found (S13) ──


@pytest.mark.parametrize("column", ["due_at", "due_first", "due_law", "deadline", "warn_at", "late_since"])
def test_a_date_moved_by_sql_is_found(hall, column):
    dossier = received(hall, SINGLE)
    assert verify() is None
    value = "{}" if column == "deadline" else (dossier.due_at + timedelta(days=1)).isoformat()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE dossiers_dossier SET {column} = %s WHERE id = %s", [value, dossier.pk])
    fault = verify()
    assert fault is not None and f"dossiers.dossier:{dossier.pk}" in str(fault)


def test_the_line_of_a_recount_changed_by_sql_is_found(hall):
    received(hall, SINGLE)
    new_holiday(hall)
    through(hall, begun(hall))
    assert verify() is None
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_recountline SET due_before = due_after")
    assert "recountline" in str(verify())
