"""What a unit decides about special days, and what becomes of dossiers under them. `office.at`: Monday, 08:30."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from builders.dossiers import SINGLE, load_small_catalogue
from builders.programmes import plan_of, programme_of
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.rules import AbsenceKind, Role
from thanthien.programmes import access, actions, queries
from thanthien.programmes.models import DossierProgramme, Programme
from thanthien.programmes.rules import Count, Half, Kind, ProgrammeError, Signed, WhyNot, Writing
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of


@pytest.fixture
def deputy(office):
    """A second leader."""
    before = office.at - timedelta(days=1)
    return people.add_officer(
        unit=office.unit, login="quan", name="Phạm Hồng Quân", roles=(Role.LEADER,), by=system(office.unit), at=before
    )


def mark(office, subject="dossier:1", *, at=None, who="hanh", **more):
    told = {"field": "ho_tich", "procedure": "1.1", "by": office.actor(getattr(office, who)), "at": at or office.at}
    return actions.mark(unit=office.unit, subject=subject, **told, **more)


def settle(office, subject="dossier:1", **after):
    by = office.actor(office.hanh)
    return actions.settle(unit=office.unit, subject=subject, by=by, at=office.at + timedelta(**after))


def kinds(prefix="programme"):
    return list(Entry.objects.filter(kind__startswith=prefix).order_by("seq").values_list("kind", flat=True))


def test_a_special_day_is_set_withdrawn_and_set_again(office):
    row = programme_of(office, signer=office.nghia, fields=("ho_tich",))
    assert queries.programmes(unit=office.unit) == [row]
    told = {"programme": row, "by": office.actor(office.nghia), "at": office.at}
    actions.withdraw_programme(**told)
    actions.withdraw_programme(**told)
    assert queries.programmes(unit=office.unit) == [] and queries.decided(unit=office.unit) == [row]
    actions.restore_programme(**told)
    assert queries.programmes(unit=office.unit) == [row]
    assert kinds() == ["programme.set", "programme.withdrawn", "programme.restored"] and verify() is None


def test_the_entry_names_logins_and_codes_only(office):
    programme_of(office, signer=office.nghia)
    body = Entry.objects.get(kind="programme.set").body
    assert '"nghia"' in body and "Phạm" not in body


@pytest.mark.parametrize(("who", "may"), [("nghia", True), ("hanh", False), ("ha", False), ("ngoc", False), ("la", False)])
def test_leaders_and_administrators_of_the_unit_decide(office, who, may):
    by = office.actor(getattr(office, who))
    assert access.may_set_programme(by=by, unit=office.unit) is may
    told = {"unit": office.unit, "plan": plan_of(day_of(office.at)), "by": by, "at": office.at}
    if may:
        assert actions.set_programme(**told)
        return
    with pytest.raises(ProgrammeError, match="quản trị hoặc lãnh đạo"):
        actions.set_programme(**told)
    row = programme_of(office)
    with pytest.raises(ProgrammeError):
        actions.withdraw_programme(programme=row, by=by, at=office.at)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"signer": "hanh"}, "signer"),
        ({"signer": "la"}, "signer"),
        ({"substitute": "nghia"}, "signer"),
        ({"signer": "nghia", "substitute": "nghia"}, "substitute"),
        ({"signer": "nghia", "substitute": "ha"}, "substitute"),
        ({"procedures": ("9.999999",)}, "procedures"),
    ],
)
def test_who_signs_must_lead_and_the_matters_must_be_known(office, given, field):
    people_named = {name: getattr(office, login) for name, login in given.items() if name != "procedures"}
    with pytest.raises(ProgrammeError) as refused:
        programme_of(office, procedures=given.get("procedures", ()), **people_named)
    assert refused.value.field == field and not Programme.objects.exists() and kinds() == []


def test_a_day_that_is_over_cannot_be_set(office):
    plan = plan_of(day_of(office.at) - timedelta(days=9), days=3)
    with pytest.raises(ProgrammeError) as refused:
        actions.set_programme(unit=office.unit, plan=plan, by=system(office.unit), at=office.at)
    assert refused.value.field == "valid_to"


def test_a_known_procedure_may_be_named(office):
    load_small_catalogue()
    assert programme_of(office, procedures=(SINGLE,)).procedures == [SINGLE]


def test_the_substitute_signs_when_the_signer_is_away(office, deputy):
    row, today = programme_of(office, signer=office.nghia, substitute=deputy), day_of(office.at)
    assert queries.signer(programme=row, on=today) == office.nghia
    people.note_absence(
        officer=office.nghia, kind=AbsenceKind.LEAVE, first_day=today,
        last_day=today, by=system(office.unit), at=office.at,
    )  # fmt: skip
    assert queries.signer(programme=row, on=today) == deputy
    assert queries.signer(programme=row, on=today + timedelta(days=1)) == office.nghia
    assert queries.signer(programme=programme_of(office), on=today) is None and queries.signer(programme=None, on=today) is None


def test_an_ordinary_day_marks_nothing(office):
    assert mark(office) == [] and not Entry.objects.filter(kind__startswith="programme").exists()


def test_a_dossier_waits_until_it_is_handed_over_in_the_same_sitting(office):
    programme_of(office)
    (row,) = mark(office)
    assert (row.eligible, row.done, row.settled_at) == (True, None, None)
    assert queries.waiting(unit=office.unit, at=office.at) == {"dossier:1"}
    done = settle(office, minutes=40)
    assert (done.done, done.why_not) == (True, "") and queries.waiting(unit=office.unit, at=office.at) == set()
    assert settle(office, minutes=50) is None, "it is settled once"
    assert kinds() == ["programme.set", "programme.marked", "programme.kept"] and verify() is None


@pytest.mark.parametrize("after", [{"hours": 5}, {"days": 1}], ids=["afternoon", "next day"])
def test_handed_over_later_it_was_missed_and_says_why(office, after):
    programme_of(office)
    mark(office)
    row = settle(office, **after)
    assert (row.done, row.why_not) == (False, WhyNot.LATER) and kinds()[-1] == "programme.missed"


def test_nobody_waits_any_more_when_the_half_day_is_over(office):
    programme_of(office)
    mark(office)
    assert queries.waiting(unit=office.unit, at=office.at + timedelta(hours=5)) == set()
    assert queries.waiting(unit=office.unit, at=office.at + timedelta(days=1)) == set()


def test_a_paper_to_be_looked_at_makes_it_a_usual_dossier(office):
    programme_of(office)
    (row,) = mark(office, complete=False)
    assert (row.eligible, row.done, row.why_not) == (False, False, WhyNot.PAPERS)
    assert settle(office, minutes=5) is None


def test_the_officer_wrote_and_a_thumbprint_has_its_witness(office):
    programme_of(office, Kind.NO_WRITING)
    (row,) = mark(office, writing=Writing(signed=Signed.THUMB, witness="  Bùi  Thị Là "))
    assert (row.done, row.signed, row.seen_by) == (True, "thumb", "Bùi Thị Là")
    assert "Bùi" not in Entry.objects.get(kind="programme.marked").body
    with pytest.raises(ProgrammeError) as refused:
        mark(office, "dossier:2", writing=Writing(signed=Signed.THUMB))
    assert refused.value.field == "witness"


def test_who_wrote_themselves_leaves_no_witness_behind(office):
    programme_of(office, Kind.NO_WRITING)
    (row,) = mark(office, writing=Writing(False, Signed.THUMB, "Bùi Thị Là"))
    assert (row.eligible, row.done, row.why_not, row.signed, row.seen_by) == (True, False, "wrote", "", "")


def test_on_an_ordinary_day_nobody_asks_for_a_witness(office):
    assert mark(office, writing=Writing(signed=Signed.THUMB)) == []


def test_a_reception_outside_the_hours_is_counted_by_itself(office):
    (late,) = mark(office, outside=True)
    saturday = office.at + timedelta(days=5)
    (row,) = mark(office, "dossier:2", at=saturday, outside=True)
    assert (late.kind, late.done, late.programme) == (Kind.AFTER_HOURS, True, None) and row.kind == Kind.SATURDAY


def test_the_newest_programme_of_a_kind_is_the_one_that_is_noted(office):
    programme_of(office)
    newest = programme_of(office, half=Half.MORNING)
    assert mark(office)[0].programme == newest


def test_a_mistaken_reception_counts_under_nothing(office):
    programme_of(office)
    programme_of(office, Kind.NO_WRITING)
    mark(office, writing=Writing(signed=Signed.THUMB, witness="Bùi Thị Là"))
    assert actions.drop(unit=office.unit, subject="dossier:1", by=office.actor(office.hanh), at=office.at) == 2
    assert DossierProgramme.objects.exclude(seen_by="").count() == 0
    day = day_of(office.at)
    assert (
        queries.counts(unit=office.unit, since=day, until=day) == {} and queries.waiting(unit=office.unit, at=office.at) == set()
    )
    assert kinds()[-2:] == ["programme.dropped"] * 2 and verify() is None


def test_what_is_counted_is_by_day_and_kind(office, django_assert_num_queries):
    programme_of(office)
    for n in range(4):
        mark(office, f"dossier:{n}", complete=n != 3)
    settle(office, "dossier:0", minutes=9)
    settle(office, "dossier:1", hours=6)
    mark(office, "dossier:9", at=office.at + timedelta(days=1))
    day = day_of(office.at)
    with django_assert_num_queries(1):
        found = queries.counts(unit=office.unit, since=day, until=day + timedelta(days=1))
    assert found == {(day, Kind.SAME_DAY): Count(4, 3, 1, 1), (day + timedelta(days=1), Kind.SAME_DAY): Count(1, 1, 0, 1)}
    assert queries.counts(unit=office.unit, since=day, until=day, kinds=[Kind.SATURDAY]) == {}


def test_another_unit_neither_marks_nor_settles_here(office):
    programme_of(office)
    mark(office)
    by = office.actor(office.la)
    for act in (actions.settle, actions.drop):
        with pytest.raises(ProgrammeError):
            act(unit=office.unit, subject="dossier:1", by=by, at=office.at)
    with pytest.raises(ProgrammeError):
        mark(office, who="la")


@pytest.mark.parametrize(
    "wrong",
    [
        {"done": True, "eligible": False}, {"done": False, "why_not": ""}, {"done": True, "why_not": "later"},
        {"settled_at": None},
        {"signed": "thumb", "seen_by": ""},
    ],
)  # fmt: skip
def test_the_database_refuses_what_cannot_be(office, wrong):
    whole = {
        "unit_id": office.unit, "subject": "dossier:5", "kind": "no_writing", "day": day_of(office.at), "marked_at": office.at,
        "eligible": True, "done": True, "settled_at": office.at,
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        DossierProgramme(**whole | wrong).save()


def test_the_database_refuses_impossible_programmes(office):
    whole = {"unit_id": office.unit, "kind": "same_day", "valid_from": day_of(office.at), "set_by": "x", "set_at": office.at}
    for wrong in (
        {"valid_to": day_of(office.at) - timedelta(days=1)}, {"substitute": office.nghia},
        {"signer": office.nghia, "substitute": office.nghia},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Programme(**whole | wrong).save()


def test_a_day_on_which_the_hall_is_shut_is_not_announced(office):
    programme_of(office, Kind.SAME_DAY)
    programme_of(office, Kind.AFTER_HOURS)
    held = queries.ahead(unit=office.unit, since=day_of(office.at))
    assert [one.day.weekday() for one in held if one.plan.kind is Kind.SAME_DAY] == [0, 2, 3, 4], "the 24th is a day off"
    assert len([one for one in held if one.plan.kind is Kind.AFTER_HOURS]) == 7
