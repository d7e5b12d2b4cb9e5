"""The list by hamlet of who is still without VNeID level 2. (Writes and reads.)

Entries: `helplist.added` `.imported` `.helped` `.struck` `.back` `.forgotten` `.target_set`; hamlets, numbers and days only.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from thanthien.journal.actions import act
from thanthien.outreach import access, helping, list_rules
from thanthien.outreach.help_rules import HelpError, HelpKind
from thanthien.outreach.list_rules import FORGET_AFTER, Listed, ListState
from thanthien.outreach.models import HamletTarget, HelpPerson
from thanthien.people.models import Unit
from thanthien.shared.actor import Actor, clock
from thanthien.shared.clock import day_of
from thanthien.shared.folding import fold
from thanthien.shared.wording import say


def add_person(*, unit: str, hamlet: str, person: Listed, by: Actor, at: datetime) -> HelpPerson:
    """One person, typed. Entry `helplist.added`. Raises HelpError for one who is on the list of the hamlet already."""
    access.check_may_help(by=by, unit=unit)
    place = _hamlet(unit, hamlet)
    with act(unit=unit, by=by, at=at) as deed:
        if person.key in known(unit=unit, hamlet=place.pk):
            raise HelpError(say("Người này đã có trong danh sách của thôn."), field="name")
        row = deed.create(HelpPerson, **_columns(unit, place, person, at))
        deed.enter("helplist.added", subject=row, data={"hamlet": place.pk})
    return row


def add_all(*, unit: str, people: Sequence[tuple[str, Listed]], by: Actor, at: datetime) -> int:
    """A whole file (hamlet's code, person), who is listed already left out. Entry `helplist.imported`; how many are new."""
    access.check_may_help(by=by, unit=unit)
    places = {one.pk: one for one in helping.hamlets(unit=unit)}
    with act(unit=unit, by=by, at=at) as deed:
        there = {code: known(unit=unit, hamlet=code) for code in {code for code, _ in people}}
        rows, counted = [], Counter()
        for code, person in people:
            if code not in places or person.key in there[code]:
                continue
            there[code].add(person.key)
            rows.append(HelpPerson(**_columns(unit, places[code], person, at)))
            counted[code] += 1
        if rows:
            deed.create_all(rows)
            deed.enter("helplist.imported", subject=f"unit:{unit}", data={"hamlets": dict(sorted(counted.items()))})
    return len(rows)


def mark_helped(*, person: HelpPerson, by: Actor, at: datetime, consent: bool = False) -> HelpPerson:
    """They have it now. Entry `helplist.helped`; with their consent also a case of the day (`help.given`). Twice is once."""
    access.check_may_help(by=by, unit=person.unit_id)
    with act(unit=person.unit_id, by=by, at=at) as deed:
        row = deed.lock(HelpPerson, pk=person.pk)
        if row.state != ListState.WITHOUT:
            return row
        _end(row, ListState.HELPED, by, at)
        deed.save(row)
        deed.enter("helplist.helped", subject=row, data={"hamlet": row.hamlet_id, "day": day_of(at).isoformat()})
        if consent:
            helping.note_help(unit=row.unit_id, kind=HelpKind.LEVEL2, consent=True, hamlet=row.hamlet_id, by=by, at=at)
    return row


def strike(*, person: HelpPerson, by: Actor, at: datetime) -> HelpPerson:
    """They need not be helped: moved away, have it already, noted by mistake. Entry `helplist.struck`. Twice is once."""
    access.check_may_help(by=by, unit=person.unit_id)
    with act(unit=person.unit_id, by=by, at=at) as deed:
        row = deed.lock(HelpPerson, pk=person.pk)
        if row.state == ListState.WITHOUT:
            _end(row, ListState.STRUCK, by, at)
            deed.save(row)
            deed.enter("helplist.struck", subject=row, data={"hamlet": row.hamlet_id})
    return row


def take_back(*, person: HelpPerson, by: Actor, at: datetime) -> HelpPerson:
    """Helped or struck off by mistake: they are on the list again. Entry `helplist.back`. Raises HelpError once forgotten."""
    access.check_may_help(by=by, unit=person.unit_id)
    with act(unit=person.unit_id, by=by, at=at) as deed:
        row = deed.lock(HelpPerson, pk=person.pk)
        if row.state == ListState.WITHOUT:
            return row
        if not row.name:
            raise HelpError(say("Tên người này đã xóa sau 30 ngày. Ghi lại vào danh sách nếu cần."))
        row.state, row.ended_at, row.officer = ListState.WITHOUT, None, ""
        deed.save(row)
        deed.enter("helplist.back", subject=row, data={"hamlet": row.hamlet_id})
    return row


def set_hamlet_target(*, unit: str, hamlet: str, share: str, by_day: str, by: Actor, at: datetime) -> HamletTarget:
    """So many percent of a hamlet's list by a day. Entry `helplist.target_set`. Raises HelpError."""
    access.check_may_set_help_target(by=by, unit=unit)
    place, (wanted, day) = _hamlet(unit, hamlet), list_rules.target(share=share, by_day=by_day, today=day_of(at))
    with act(unit=unit, by=by, at=at) as deed:
        row = HamletTarget.objects.select_for_update().filter(unit_id=unit, hamlet=place).first()
        new = row is None
        row = row or HamletTarget(unit_id=unit, hamlet=place)
        row.share, row.by_day, row.set_by, row.set_at = wanted, day, by.code, at
        deed.save(row, new=new)
        data = {"hamlet": place.pk, "share": wanted, "by": day.isoformat()}
        deed.enter("helplist.target_set", subject=row, data=data)
    return row


def tick(*, unit: str, at: datetime) -> int:
    """A month after it ended nothing of the person stays; the hamlet's count does. Entry `helplist.forgotten`; how many."""
    old = HelpPerson.objects.filter(unit_id=unit, ended_at__lt=at - FORGET_AFTER).exclude(name="")
    keys = list(old.values_list("pk", flat=True)[:500])
    for pk in keys:
        with act(unit=unit, by=clock(unit), at=at) as deed:
            row = deed.lock(HelpPerson, pk=pk)
            row.name = row.name_fold = row.phone = ""
            row.birth_year = None
            deed.save(row)
            deed.enter("helplist.forgotten", subject=row, data={"hamlet": row.hamlet_id})
    return len(keys)


def _hamlet(unit: str, code: str) -> Unit:
    found = next((one for one in helping.hamlets(unit=unit) if one.pk == code), None)
    if found is None:
        raise HelpError(say("Chọn thôn trong danh sách của xã."), field="hamlet")
    return found


def _columns(unit: str, place: Unit, person: Listed, at: datetime) -> dict:
    return {
        "unit_id": unit, "hamlet": place, "name": person.name, "name_fold": fold(person.name), "birth_year": person.birth_year,
        "phone": person.phone, "added_at": at,
    }  # fmt: skip


def _end(row: HelpPerson, state: ListState, by: Actor, at: datetime) -> None:
    row.state, row.ended_at, row.officer = state, at, by.code


# ── reading ──


@dataclass(frozen=True, slots=True)
class HamletCount:
    """One hamlet: how many are on its list (struck off ones not), how many of them were helped, and what was wanted."""

    hamlet: Unit
    helped: int
    without: int
    target: HamletTarget | None

    @property
    def total(self) -> int:
        return self.helped + self.without

    @property
    def share(self) -> int:
        return list_rules.percent(self.helped, self.total)

    @property
    def reached(self) -> bool:
        return self.target is not None and self.total > 0 and self.share >= self.target.share


def by_hamlet(*, unit: str) -> list[HamletCount]:
    """Every hamlet of the unit; three queries."""
    counted: Counter = Counter()
    for hamlet, state, n in HelpPerson.objects.filter(unit_id=unit).values_list("hamlet_id", "state").annotate(n=Count("pk")):
        counted[hamlet, state] = n
    targets = {row.hamlet_id: row for row in HamletTarget.objects.filter(unit_id=unit)}
    return [
        HamletCount(one, counted[one.pk, "helped"], counted[one.pk, "without"], targets.get(one.pk))
        for one in helping.hamlets(unit=unit)
    ]


def people_of(*, unit: str, hamlet: str = "", limit: int = 5_000) -> list[HelpPerson]:
    """Who is still without, by hamlet and name; one query."""
    rows = HelpPerson.objects.filter(unit_id=unit, state=ListState.WITHOUT).select_related("hamlet")
    if hamlet:
        rows = rows.filter(hamlet_id=hamlet)
    return list(rows.order_by("hamlet_id", "name_fold", "pk")[:limit])


def person(*, unit: str, pk: int) -> HelpPerson | None:
    """One person of the unit's list, or None."""
    return HelpPerson.objects.filter(unit_id=unit, pk=pk).select_related("hamlet").first()


def known(*, unit: str, hamlet: str) -> set[tuple[str, int | None]]:
    """Who stands on a hamlet's list, helped ones too as long as they are known."""
    rows = HelpPerson.objects.filter(unit_id=unit, hamlet_id=hamlet).exclude(state=ListState.STRUCK).exclude(name="")
    return set(rows.values_list("name_fold", "birth_year"))
