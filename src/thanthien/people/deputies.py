"""Writes about who acts for whom: delegations, substitutes, absences."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from thanthien.journal.actions import act
from thanthien.people import queries
from thanthien.people.access import check_may_act_for, check_may_delegate, check_may_lead
from thanthien.people.models import Absence, Counter, Delegation, Officer, RoleGrant, Substitute
from thanthien.people.officers import shorten
from thanthien.people.rules import AbsenceKind, PeopleError, Role, check_days
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say


def delegate(
    *, giver: Officer, taker: Officer, roles: Sequence[Role], valid_from: date, valid_to: date, document: str, by: Actor,
    at: datetime,
) -> Delegation:  # fmt: skip
    """`taker` may act in these roles of `giver` from a day to a day, by the document of that number. Entry `delegation.given`.

    Only roles that the giver holds in their own right through all those days (what was delegated is not delegated on:
    Law 65/2025/QH15, art. 14). Raises PeopleError.
    """
    check_may_delegate(by=by, giver=giver)
    wanted = sorted({Role(role) for role in roles})
    if not wanted:
        raise PeopleError(say("Chưa chọn việc nào để ủy quyền."))
    if not document.strip():
        raise PeopleError(say("Chưa có số văn bản ủy quyền. Gõ số, như 12/UQ-UBND."))
    check_days(valid_from, valid_to)
    _check_two(giver, taker)
    with act(unit=giver.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        own = _own_through(giver, valid_from, valid_to)
        missing = [role for role in wanted if role not in own]
        if missing:
            names = queries.role_names(missing)
            raise PeopleError(say("{name} không giữ suốt những ngày ấy việc: {roles}.", name=giver.name, roles=names))
        given = deed.create(
            Delegation, unit_id=deed.unit, giver=giver, taker=taker, roles=[str(role) for role in wanted], valid_from=valid_from,
            valid_to=valid_to, document=document.strip(),
        )  # fmt: skip
        for role in wanted:
            deed.create(
                RoleGrant, officer=taker, role=role, unit_id=deed.unit, fields=own[role].fields, place=own[role].place,
                delegation=given, valid_from=valid_from, valid_to=valid_to,
            )  # fmt: skip
        data = {"giver": giver.login, "taker": taker.login, "roles": [str(r) for r in wanted], "document": given.document}
        days = {"from": valid_from.isoformat(), "to": valid_to.isoformat()}
        deed.enter("delegation.given", subject=given, data=data | days)
    return given


def withdraw_delegation(*, delegation: Delegation, by: Actor, at: datetime) -> Delegation:
    """From this moment the taker acts for the giver no more. Withdrawing twice changes nothing. Entry `delegation.withdrawn`."""
    check_may_delegate(by=by, giver=delegation.giver)
    with act(unit=delegation.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        delegation = deed.lock(Delegation, pk=delegation.pk)
        if delegation.withdrawn_at is not None or delegation.valid_to < at.date():
            return delegation
        delegation.withdrawn_at = at
        deed.save(delegation)
        deed.enter("delegation.withdrawn", subject=delegation, data={"document": delegation.document})
        for grant in RoleGrant.objects.filter(delegation=delegation).select_related("officer"):
            shorten(deed, grant, at.date() - timedelta(days=1))
    return delegation


def _own_through(giver: Officer, start: date, end: date) -> dict[str, RoleGrant]:
    """The roles that the giver holds in their own right on every day of the stretch."""
    grants = queries.grants_on(start).filter(officer=giver, delegation=None).select_related("place")
    return {grant.role: grant for grant in grants if grant.valid_to is None or grant.valid_to >= end}


def _check_two(one: Officer, other: Officer) -> None:
    if one.pk == other.pk:
        raise PeopleError(say("Hai người phải khác nhau. Chọn người khác."))
    if one.unit_id != other.unit_id:
        raise PeopleError(say("{name} thuộc đơn vị khác. Chọn người cùng đơn vị.", name=other.name))
    if not other.is_active:
        raise PeopleError(say("{name} đã thôi làm ở đây. Chọn người khác.", name=other.name))


def name_substitutes(*, officer: Officer, stand_ins: Sequence[Officer], by: Actor, at: datetime) -> list[Substitute]:
    """Who takes over when `officer` is away, the first who is there; replaces the list. Entry `substitutes.named`."""
    check_may_lead(by=by, unit=officer.unit_id)
    for other in stand_ins:
        _check_two(officer, other)
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        for old in list(Substitute.objects.filter(officer=officer)):
            deed.delete(old)
        rows = [
            deed.create(Substitute, unit_id=deed.unit, officer=officer, stand_in=other, order=order)
            for order, other in enumerate(dict.fromkeys(stand_ins), 1)
        ]
        data = {"login": officer.login, "stand_ins": [row.stand_in.login for row in rows]}
        deed.enter("substitutes.named", subject=officer, data=data)
    return rows


def note_absence(
    *, officer: Officer, kind: AbsenceKind, first_day: date, last_day: date, by: Actor, at: datetime,
    stand_in: Officer | None = None, counter: Counter | None = None,
) -> Absence:  # fmt: skip
    """`officer` is away from a day to a day. The kind stays out of the journal. Entry `absence.noted`. Raises PeopleError."""
    check_may_act_for(by=by, officer=officer)
    check_days(first_day, last_day)
    if last_day < at.date():
        raise PeopleError(say("Những ngày ấy đã qua. Chọn từ hôm nay trở đi."))
    if stand_in is not None:
        _check_two(officer, stand_in)
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        if Absence.objects.filter(officer=officer, ended_at=None, first_day__lte=last_day, last_day__gte=first_day).exists():
            raise PeopleError(say("{name} đã được ghi vắng trong những ngày ấy.", name=officer.name))
        if (
            stand_in is not None
            and queries.away_on(unit=deed.unit, on=max(first_day, at.date())).filter(officer=stand_in).exists()
        ):
            raise PeopleError(say("{name} cũng vắng ngày ấy. Chọn người khác làm thay.", name=stand_in.name))
        absence = deed.create(
            Absence, unit_id=deed.unit, officer=officer, kind=AbsenceKind(kind), first_day=first_day, last_day=last_day,
            stand_in=stand_in, counter=counter, noted_at=at,
        )  # fmt: skip
        days = {"from": first_day.isoformat(), "to": last_day.isoformat()}
        stands = {"stand_in": stand_in.login if stand_in else "", "counter": counter.number if counter else None}
        deed.enter("absence.noted", subject=absence, data={"login": officer.login, **days, **stands})
    return absence


def end_absence(*, absence: Absence, by: Actor, at: datetime) -> Absence:
    """The officer is back, or the note was a mistake. Ending twice changes nothing. Entry `absence.ended`."""
    check_may_act_for(by=by, officer=absence.officer)
    with act(unit=absence.unit_id, by=by, at=at) as deed:
        absence = deed.lock(Absence, pk=absence.pk)
        if absence.ended_at is None:
            absence.ended_at = at
            deed.save(absence)
            deed.enter("absence.ended", subject=absence, data={"login": absence.officer.login})
    return absence
