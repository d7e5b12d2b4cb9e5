"""The list by hamlet: typed, imported, helped, struck off, taken back, forgotten; shares and targets."""

from datetime import date, timedelta

import pytest

from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.outreach import helping, list_rules, listing
from thanthien.outreach.help_rules import HelpError
from thanthien.outreach.list_rules import Listed, ListState
from thanthien.outreach.models import HelpCase, HelpPerson
from thanthien.people.models import Unit

TODAY = date(2026, 11, 23)
NGA, SU = Listed("Phạm Thị Nga", 1950, "0912345678"), Listed("Cao Văn Sự", None, "")


@pytest.fixture
def hamlets(office):
    return [
        Unit.objects.create(code=f"{office.unit}-0{n}", name=f"Thôn {n}", kind="hamlet", parent_id=office.unit) for n in (1, 2)
    ]


@pytest.fixture
def by(office):
    return office.actor(office.hanh)


def add(office, by, hamlet, person=NGA):
    return listing.add_person(unit=office.unit, hamlet=hamlet.pk, person=person, by=by, at=office.at)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"), ({"name": "x" * 81}, "name"), ({"name": "Nga 038190000017"}, "name"),
        ({"birth_year": "50"}, "birth_year"), ({"birth_year": "2030"}, "birth_year"), ({"phone": "12"}, "phone"),
    ],
)  # fmt: skip
def test_a_person_that_cannot_be_listed(typed, field):
    with pytest.raises(HelpError) as refused:
        list_rules.listed(**({"name": "Phạm Thị Nga", "birth_year": "1950", "phone": "", "today": TODAY} | typed))
    assert refused.value.field == field


def test_a_person_is_tidied():
    person = list_rules.listed(name="  Phạm  Thị Nga ", birth_year="1950", phone="0912 345 678", today=TODAY)
    assert person == NGA and person.key == ("pham thi nga", 1950)


@pytest.mark.parametrize(("part", "whole", "said"), [(0, 0, 0), (1, 3, 33), (199, 200, 99), (3, 3, 100)])
def test_a_share_is_rounded_down(part, whole, said):
    assert list_rules.percent(part, whole) == said


@pytest.mark.parametrize(
    ("share", "by_day"), [("0", "2026-12-31"), ("101", "2026-12-31"), ("x", ""), ("50", "x"), ("50", "2026-11-22")]
)
def test_a_target_that_is_none(share, by_day):
    with pytest.raises(HelpError):
        list_rules.target(share=share, by_day=by_day, today=TODAY)


def test_typed_once_and_the_journal_learns_no_name(office, by, hamlets):
    add(office, by, hamlets[0])
    with pytest.raises(HelpError, match="đã có"):
        add(office, by, hamlets[0])
    add(office, by, hamlets[1])
    with pytest.raises(HelpError, match="Chọn thôn"):
        listing.add_person(unit=office.unit, hamlet="x", person=SU, by=by, at=office.at)
    entry = Entry.objects.filter(kind="helplist.added").first()
    assert entry.data == {"hamlet": hamlets[0].pk} and "Nga" not in entry.body + entry.rows


def test_a_whole_file_by_one_act_without_doubles(office, by, hamlets):
    one, two = (place.pk for place in hamlets)
    add(office, by, hamlets[0])
    rows = [(one, NGA), (one, SU), (one, SU), (two, SU), ("x", SU)]
    assert listing.add_all(unit=office.unit, people=rows, by=by, at=office.at) == 2
    assert Entry.objects.get(kind="helplist.imported").data == {"hamlets": {one: 1, two: 1}}
    assert listing.add_all(unit=office.unit, people=rows, by=by, at=office.at) == 0
    assert Entry.objects.filter(kind="helplist.imported").count() == 1 and verify() is None


@pytest.mark.parametrize(("consent", "cases"), [(True, 1), (False, 0)])
def test_helped_once_and_counted_with_consent(office, by, hamlets, consent, cases):
    row = add(office, by, hamlets[0])
    for _ in range(2):
        assert listing.mark_helped(person=row, by=by, at=office.at, consent=consent).state == ListState.HELPED
    assert HelpCase.objects.filter(kind="level2", hamlet=hamlets[0]).count() == cases
    assert Entry.objects.filter(kind="helplist.helped").count() == 1
    assert listing.take_back(person=row, by=by, at=office.at).state == ListState.WITHOUT and verify() is None


def test_struck_off_it_counts_no_more(office, by, hamlets):
    row = add(office, by, hamlets[0])
    listing.strike(person=row, by=by, at=office.at)
    assert listing.by_hamlet(unit=office.unit)[0].total == 0
    assert add(office, by, hamlets[0]).pk != row.pk


def test_shares_and_targets_of_hamlets(office, by, hamlets):
    first = add(office, by, hamlets[0])
    add(office, by, hamlets[0], SU)
    listing.mark_helped(person=first, by=by, at=office.at)
    chief = office.actor(office.nghia)
    for share in ("60", "50"):
        listing.set_hamlet_target(
            unit=office.unit, hamlet=hamlets[0].pk, share=share, by_day="2026-12-31", by=chief, at=office.at
        )
    one, two = listing.by_hamlet(unit=office.unit)
    assert (one.helped, one.without, one.share, one.target.share, one.reached) == (1, 1, 50, 50, True)
    assert (two.total, two.share, two.target, two.reached) == (0, 0, None, False)
    with pytest.raises(HelpError, match="quản trị hoặc lãnh đạo"):
        listing.set_hamlet_target(unit=office.unit, hamlet=hamlets[0].pk, share="9", by_day="2026-12-31", by=by, at=office.at)


def test_a_month_later_nothing_of_the_person_stays(office, by, hamlets):
    row = add(office, by, hamlets[0])
    listing.mark_helped(person=row, by=by, at=office.at)
    assert listing.tick(unit=office.unit, at=office.at + timedelta(days=30)) == 0
    later = office.at + timedelta(days=31)
    assert listing.tick(unit=office.unit, at=later) == 1 and listing.tick(unit=office.unit, at=later) == 0
    row = HelpPerson.objects.get()
    assert (row.name, row.phone, row.birth_year) == ("", "", None) and verify() is None
    assert listing.by_hamlet(unit=office.unit)[0].helped == 1
    with pytest.raises(HelpError, match="30 ngày"):
        listing.take_back(person=row, by=by, at=later)


def test_a_stranger_writes_nothing(office, by, hamlets):
    row, other = add(office, by, hamlets[0]), office.actor(office.la)
    for do in (listing.mark_helped, listing.strike, listing.take_back):
        with pytest.raises(HelpError):
            do(person=row, by=other, at=office.at)
    assert helping.hamlets(unit=office.unit) == hamlets
