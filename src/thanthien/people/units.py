"""Writes about units and offices: a new unit or part of one, its days, mergers, the office that runs a hall."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from thanthien.journal.actions import Deed, act
from thanthien.people import queries
from thanthien.people.access import check_may_lead, check_may_manage
from thanthien.people.editing import put
from thanthien.people.models import Office, Unit
from thanthien.people.rules import PART_LETTERS, PARTS, Merging, PeopleError, UnitKind, check_days, check_merge, check_place
from thanthien.shared.actor import Actor
from thanthien.shared.folding import fold
from thanthien.shared.wording import say

UNIT_FACTS = frozenset({"name", "kind", "parent_id", "portal_code", "valid_from", "valid_to"})


def open_office(*, unit: str, centre: str, place: str, by: Actor, at: datetime, demo: bool = False, **facts: object) -> Office:
    """A unit begins to run its hall here. Entry `office.opened`. Raises PeopleError when it already does."""
    check_may_manage(by=by, unit=unit)
    with act(unit=unit, by=by, at=at) as deed:
        if Office.objects.filter(pk=unit).exists():
            raise PeopleError(say("Đơn vị này đã mở bộ phận Một cửa rồi. Mở mục Cơ quan để sửa."))
        office = deed.create(Office, unit_id=unit, centre=centre, place=place, demo=demo, **facts)
        deed.enter("office.opened", subject=f"office:{unit}", data={"demo": demo})
    return office


def change_office(*, unit: str, by: Actor, at: datetime, seen: str = "", **facts: object) -> Office:
    """Change hours, priority, hotline … Entry `office.changed` with the names of what changed."""
    check_may_lead(by=by, unit=unit)
    with act(unit=unit, by=by, at=at) as deed:
        office = deed.lock(Office, pk=unit, seen=seen)
        for name, value in facts.items():
            setattr(office, name, value)
        deed.save(office)
        deed.enter("office.changed", subject=f"office:{unit}", data={"fields": sorted(facts)})
    return office


def add_unit(
    *, name: str, kind: UnitKind, parent: str, by: Actor, at: datetime, code: str = "", valid_from: date | None = None,
    valid_to: date | None = None, portal_code: str = "",
) -> Unit:  # fmt: skip
    """A new unit under `parent`. A part of a unit (hamlet, police, office …) gets its code here (15148-T01); a unit of government
    brings its statistical code. Entry `unit.added` in the chain of the unit of government. Raises PeopleError.
    """
    above = queries.unit(parent)
    kind = UnitKind(kind)
    _check_name(name)
    check_place(kind=kind, parent=_kind(above))
    check_days(valid_from or at.date(), valid_to)
    chain = queries.governing(above)
    check_may_manage(by=by, unit=chain)
    with act(unit=chain, by=by, at=at) as deed:
        if kind in PARTS:
            code = _part_code(deed, chain, kind)
        elif not code.isdigit() or len(code) > 6:
            raise PeopleError(say("Mã đơn vị hành chính chỉ gồm chữ số, như 15148. Xem quyết định ban hành mã."))
        if Unit.objects.filter(pk=code).exists():
            raise PeopleError(say("Mã {code} đã có đơn vị mang. Xem lại mã.", code=code))
        unit = deed.create(
            Unit, code=code, name=name.strip(), name_fold=fold(name), kind=kind, parent=above, portal_code=portal_code or None,
            valid_from=valid_from or at.date(), valid_to=valid_to, by_act=True,
        )  # fmt: skip
        deed.enter("unit.added", subject=f"unit:{code}", data={"code": code, "kind": kind, "parent": parent})
    return unit


def change_unit(*, code: str, by: Actor, at: datetime, seen: str = "", **facts: object) -> Unit:
    """Change name, kind, the unit above (`parent_id`), days. Entry `unit.changed` with the names of what changed."""
    before = queries.unit(code)
    chain = queries.governing(before)
    check_may_manage(by=by, unit=chain)
    with act(unit=chain, by=by, at=at) as deed:
        unit = deed.lock(Unit, pk=code, seen=seen)
        changed = put(unit, facts, allowed=UNIT_FACTS)
        if unit.portal_code and "portal_code" in changed:
            _check_own_code(unit)
        _check_name(unit.name)
        above = queries.unit(unit.parent_id) if unit.parent_id else None
        check_place(kind=_kind(unit), parent=_kind(above) if above else None)
        if above is not None and (code == above.pk or code in queries.above(above.pk)):
            raise PeopleError(say("{name} đang đứng dưới {unit}. Chọn cấp trên khác.", name=above.name, unit=unit.name))
        if unit.valid_from is not None:
            check_days(unit.valid_from, unit.valid_to)
        if not changed:
            return unit
        unit.name, unit.name_fold, unit.by_act = unit.name.strip(), fold(unit.name), True
        deed.save(unit)
        deed.enter("unit.changed", subject=f"unit:{code}", data={"code": code, "fields": changed})
    return unit


def merge_units(*, codes: Sequence[str], successor: str, on: date, by: Actor, at: datetime) -> list[Unit]:
    """The units of `codes` end on the eve of `on`, `successor` carries on; their hamlets and offices stand under it from then on.

    An entry `unit.merged` in the chain of each, all of one act, chains locked in code order. Returns the ended units.
    Raises PeopleError when it makes no sense.
    """
    into = queries.unit(successor)
    gone = [queries.unit(code) for code in sorted(set(codes))]
    check_merge(units=[_merging(unit) for unit in gone], into=_merging(into), on=on)
    home = queries.governing(into)
    chains = {unit.pk: queries.governing(unit) for unit in gone}
    for chain in {home, *chains.values()}:
        check_may_manage(by=by, unit=chain)
    with act(unit=home, by=by, at=at) as deed:
        for chain in sorted({home, *chains.values()}):
            deed.chain(chain)
        return [_end(deed, unit.pk, chains[unit.pk], into, on) for unit in gone]


def _end(deed: Deed, code: str, chain: str, into: Unit, on: date) -> Unit:
    unit = deed.lock(Unit, pk=code)
    if unit.successor_id:
        raise PeopleError(say("{name} đã thôi hoạt động trước ngày ấy. Bỏ chọn đơn vị này.", name=unit.name))
    unit.valid_to, unit.successor, unit.by_act = on - timedelta(days=1), into, True
    deed.save(unit)
    parts = []
    for part in Unit.objects.filter(parent_id=code, kind__in=PARTS, successor=None).order_by("pk"):
        part.parent, part.by_act = into, True
        deed.save(part)
        parts.append(part.pk)
    data = {"code": code, "successor": into.pk, "on": on.isoformat(), "parts": parts}
    deed.enter("unit.merged", subject=f"unit:{code}", data=data, unit=chain)
    return unit


def _part_code(deed: Deed, chain: str, kind: UnitKind) -> str:
    letter = PART_LETTERS[kind]
    return f"{chain}-{letter}{deed.number(f'unit-part:{letter}'):02d}"


def _kind(unit: Unit) -> UnitKind:
    return UnitKind(unit.kind)


def _merging(unit: Unit) -> Merging:
    return Merging(unit.pk, unit.name, _kind(unit), unit.valid_from, unit.valid_to, unit.successor_id is not None)


def _check_own_code(unit: Unit) -> None:
    """Dossier codes begin with it, so no two units share one."""
    other = Unit.objects.filter(portal_code=unit.portal_code).exclude(pk=unit.pk).first()
    if other is not None:
        raise PeopleError(
            say("Mã {code} là của {name}. Xem lại mã trên Cổng Dịch vụ công.", code=unit.portal_code, name=other.name)
        )


def _check_name(name: str) -> None:
    if not name.strip():
        raise PeopleError(say("Chưa có tên đơn vị. Gõ tên đầy đủ, như Thôn Lương Thuận."))
