"""Sets of pledges of a year: chosen from those that ship, or the unit's own; signed by each officer in one press."""

from datetime import datetime

from thanthien.conduct import access, queries, rules
from thanthien.conduct.models import Pledge, YearSet
from thanthien.conduct.rules import ConductError, SetKind, Text
from thanthien.journal.actions import act
from thanthien.law.pledges import PledgeSet, sets_on
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def choose_set(*, unit: str, code: str, by: Actor, at: datetime) -> YearSet:
    """A shipped set is signed this year; its words are copied. Chosen again it comes back. Entry `conduct.set_chosen`."""
    access.check_may_lead(by=by, unit=unit)
    today = day_of(at)
    found = next((one for one in sets_on(today) if one.code == code), None)
    if found is None:
        raise ConductError(say("Không có bộ cam kết này. Chọn bộ khác trong danh sách."))
    with act(unit=unit, by=by, at=at) as deed:
        row = YearSet.objects.select_for_update().filter(unit_id=unit, year=today.year, code=code).first()
        new = row is None
        row = row or _copied(unit, found, by, at)
        row.dropped = False
        deed.save(row, new=new)
        deed.enter("conduct.set_chosen", subject=row, data={"year": row.year, "kind": row.kind, "code": row.code})
    return row


def _copied(unit: str, found: PledgeSet, by: Actor, at: datetime) -> YearSet:
    return YearSet(
        unit_id=unit, year=day_of(at).year, code=found.code, kind=found.kind, title=found.title, body=found.body,
        source=found.source[:200], confirmed=found.confirmed, chosen_by=str(by), chosen_at=at,
    )  # fmt: skip


def add_set(*, unit: str, kind: SetKind, text: Text, by: Actor, at: datetime) -> YearSet:
    """The unit's own set of this year. Entry `conduct.set_chosen`. Raises ConductError, whose `field` says what to mend."""
    access.check_may_lead(by=by, unit=unit)
    said = rules.check_text(text)
    with act(unit=unit, by=by, at=at) as deed:
        row = deed.create(
            YearSet, unit_id=unit, year=day_of(at).year, kind=kind, title=said.title, body=said.body, source=said.document,
            confirmed=True, chosen_by=str(by), chosen_at=at,
        )  # fmt: skip
        deed.enter("conduct.set_chosen", subject=row, data={"year": row.year, "kind": row.kind, "code": ""})
    return row


def drop_set(*, chosen: YearSet, by: Actor, at: datetime) -> YearSet:
    """It is signed no more; signatures stay. Entry `conduct.set_dropped`."""
    return _dropped(chosen, True, by=by, at=at)


def restore_set(*, chosen: YearSet, by: Actor, at: datetime) -> YearSet:
    """Undo. Entry `conduct.set_chosen`."""
    return _dropped(chosen, False, by=by, at=at)


def _dropped(chosen: YearSet, dropped: bool, *, by: Actor, at: datetime) -> YearSet:
    access.check_may_lead(by=by, unit=chosen.unit_id)
    with act(unit=chosen.unit_id, by=by, at=at) as deed:
        row = deed.lock(YearSet, pk=chosen.pk, unit_id=chosen.unit_id)
        if row.dropped != dropped:
            row.dropped = dropped
            deed.save(row)
            data = {"year": row.year, "kind": row.kind, "code": row.code}
            deed.enter("conduct.set_dropped" if dropped else "conduct.set_chosen", subject=row, data=data)
    return row


def sign(*, officer: Officer, by: Actor, at: datetime) -> list[Pledge]:
    """An officer signs every set of the year that waits for them; twice changes nothing. Entry `conduct.signed` for each."""
    access.check_is_self(by=by, officer=officer)
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        made = []
        for row in queries.to_sign(officer=officer, year=day_of(at).year):
            pledge = deed.create(Pledge, unit_id=officer.unit_id, officer=officer, chosen=row, signed_at=at)
            deed.enter("conduct.signed", subject=pledge, data={"set": row.pk, "year": row.year, "officer": officer.login})
            made.append(pledge)
    return made


def unsign(*, officer: Officer, by: Actor, at: datetime) -> int:
    """Take back what was signed today; how many. Entry `conduct.unsigned` for each."""
    access.check_is_self(by=by, officer=officer)
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        rows = Pledge.objects.select_for_update().filter(unit_id=officer.unit_id, officer=officer, withdrawn_at__isnull=True)
        today = [row for row in rows.order_by("pk") if day_of(row.signed_at) == day_of(at)]
        for row in today:
            row.withdrawn_at = at
            deed.save(row)
            deed.enter("conduct.unsigned", subject=row, data={"set": row.chosen_id, "officer": officer.login})
    return len(today)
