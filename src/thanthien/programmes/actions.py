"""Every write of special days: what a unit decides, and what became of each dossier under it."""

from datetime import datetime

from thanthien.journal.actions import Deed, act
from thanthien.people.models import Officer
from thanthien.people.queries import officers_with
from thanthien.people.rules import Role
from thanthien.procedures.queries import in_force
from thanthien.programmes import access, queries, rules
from thanthien.programmes.models import DossierProgramme, Programme
from thanthien.programmes.rules import Kind, Plan, ProgrammeError, Signed, Standing, WhyNot, Writing
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def set_programme(
    *, unit: str, plan: Plan, by: Actor, at: datetime, signer: Officer | None = None, substitute: Officer | None = None
) -> Programme:
    """A special day is decided. Entry `programme.set`. Raises ProgrammeError, whose `field` says what to mend."""
    access.check_may_set_programme(by=by, unit=unit)
    rules.check_plan(plan)
    if plan.valid_to is not None and plan.valid_to < day_of(at):
        raise ProgrammeError(say("Ngày cuối đã qua. Ghi một ngày từ hôm nay trở đi."), "valid_to")
    _check_codes(plan, at)
    _check_signers(unit, signer, substitute, at)
    with act(unit=unit, by=by, at=at) as deed:
        row = deed.create(
            Programme, unit_id=unit, kind=plan.kind, weekdays=sorted(plan.weekdays), half=plan.half, fields=sorted(plan.fields),
            procedures=sorted(plan.procedures), valid_from=plan.valid_from, valid_to=plan.valid_to, signer=signer,
            substitute=substitute, set_by=str(by), set_at=at,
        )  # fmt: skip
        deed.enter("programme.set", subject=row, data=_facts(row))
    return row


def _check_codes(plan: Plan, at: datetime) -> None:
    if not plan.procedures:
        return
    known = set(in_force(on=day_of(at)).filter(code__in=plan.procedures).values_list("code", flat=True))
    unknown = sorted(plan.procedures - known)
    if unknown:
        raise ProgrammeError(say("Danh mục không có thủ tục {codes}. Xem lại mã.", codes=", ".join(unknown)), "procedures")


def _check_signers(unit: str, signer: Officer | None, substitute: Officer | None, at: datetime) -> None:
    if substitute is not None and signer is None:
        raise ProgrammeError(say("Chọn người ký trước, rồi chọn người ký thay."), "signer")
    if signer is not None and substitute == signer:
        raise ProgrammeError(say("Người ký thay phải là người khác."), "substitute")
    named = [("signer", signer), ("substitute", substitute)]
    leaders = {one.pk for one in officers_with(unit=unit, role=Role.LEADER, on=day_of(at))} if signer else set()
    for field, officer in named:
        if officer is not None and officer.pk not in leaders:
            raise ProgrammeError(
                say("{name} chưa giữ việc lãnh đạo nên chưa ký được. Chọn người khác.", name=officer.name), field
            )


def _facts(row: Programme) -> dict[str, object]:
    return {
        "kind": row.kind, "weekdays": row.weekdays, "half": row.half, "fields": row.fields, "procedures": row.procedures,
        "from": row.valid_from.isoformat(), "to": row.valid_to.isoformat() if row.valid_to else None,
        "signer": row.signer.login if row.signer else "", "substitute": row.substitute.login if row.substitute else "",
    }  # fmt: skip


def withdraw_programme(*, programme: Programme, by: Actor, at: datetime) -> Programme:
    """It is held no more; what was done under it stays counted. Twice changes nothing. Entry `programme.withdrawn`."""
    return _turned(programme, True, "programme.withdrawn", by=by, at=at)


def restore_programme(*, programme: Programme, by: Actor, at: datetime) -> Programme:
    """Take the withdrawal back. Entry `programme.restored`."""
    return _turned(programme, False, "programme.restored", by=by, at=at)


def _turned(programme: Programme, withdrawn: bool, kind: str, *, by: Actor, at: datetime) -> Programme:
    access.check_may_set_programme(by=by, unit=programme.unit_id)
    with act(unit=programme.unit_id, by=by, at=at) as deed:
        row = deed.lock(Programme, pk=programme.pk, unit_id=programme.unit_id)
        if row.withdrawn != withdrawn:
            row.withdrawn = withdrawn
            deed.save(row)
            deed.enter(kind, subject=row, data={"kind": row.kind})
    return row


# --- dossiers under a programme --------------------------------------------------------------------------


def mark(
    *, unit: str, subject: str, field: str, procedure: str, by: Actor, at: datetime, complete: bool = True,
    organisation: bool = False, outside: bool = False, writing: Writing | None = None, visit: object = "",
) -> list[DossierProgramme]:  # fmt: skip
    """Note under which programmes a dossier was received, if any. Entry `programme.marked` for each kind, subject the dossier.

    `complete`: no paper has to be looked at again; `outside`: no opening hours then. Raises ProgrammeError for a thumbprint
    without a witness.
    """
    access.check_unit(by=by, unit=unit)
    held = queries.holding(unit=unit, at=at, field=field, procedure=procedure, outside=outside)
    if not held:
        return []
    if Kind.NO_WRITING in held:
        rules.check_writing(writing)
    with act(unit=unit, by=by, at=at) as deed:
        return [
            _marked(deed, kind, programme, subject, complete=complete, organisation=organisation, writing=writing, visit=visit)
            for kind, programme in held.items()
        ]  # fmt: skip


def _marked(
    deed: Deed, kind: Kind, programme: Programme | None, subject: str, *, complete: bool, organisation: bool,
    writing: Writing | None, visit: object,
) -> DossierProgramme:  # fmt: skip
    found = rules.standing(kind, complete=complete, organisation=organisation, writing=writing)
    wrote = kind is Kind.NO_WRITING and bool(found.done)
    thumb = wrote and writing is not None and writing.signed is Signed.THUMB
    row = deed.create(
        DossierProgramme, unit_id=deed.unit, subject=subject, kind=kind, programme=programme, day=day_of(deed.at),
        marked_at=deed.at, eligible=found.eligible, done=found.done, why_not=found.why_not or "",
        settled_at=None if found.done is None else deed.at, signed=writing.signed if wrote and writing else "",
        seen_by=" ".join(writing.witness.split())[:80] if thumb and writing else "",
    )  # fmt: skip
    data = {"kind": kind, "eligible": row.eligible, "done": row.done, "why_not": row.why_not, "signed": row.signed}
    deed.enter("programme.marked", subject=subject, visit=visit, data=data)
    return row


def settle(*, unit: str, subject: str, by: Actor, at: datetime, visit: object = "") -> DossierProgramme | None:
    """The result was handed over: was it in the same sitting? Entry `programme.kept` or `.missed`; nothing when no mark waits."""
    access.check_unit(by=by, unit=unit)
    if not queries.is_open(unit=unit, subject=subject):
        return None
    with act(unit=unit, by=by, at=at) as deed:
        row = deed.lock(DossierProgramme, unit_id=unit, subject=subject, kind=Kind.SAME_DAY)
        row.done = rules.same_sitting(received=row.marked_at, returned=at)
        row.why_not = "" if row.done else WhyNot.LATER
        row.settled_at = at
        deed.save(row)
        deed.enter("programme.kept" if row.done else "programme.missed", subject=subject, visit=visit, data={"kind": row.kind})
    return row


def drop(*, unit: str, subject: str, by: Actor, at: datetime) -> int:
    """The dossier was annulled: it counts under no programme. Entry `programme.dropped` for each mark; returns how many."""
    access.check_unit(by=by, unit=unit)
    with act(unit=unit, by=by, at=at) as deed:
        rows = list(DossierProgramme.objects.select_for_update().filter(unit_id=unit, subject=subject).order_by("pk"))
        for row in rows:
            row.eligible, row.done, row.why_not, row.settled_at = False, False, WhyNot.ANNULLED, at
            row.signed, row.seen_by = "", ""
            deed.save(row)
            deed.enter("programme.dropped", subject=subject, data={"kind": row.kind})
    return len(rows)


def stand(
    *, unit: str, subject: str, kind: Kind, standing: Standing, by: Actor, at: datetime, programme: Programme | None = None
) -> DossierProgramme:  # fmt: skip
    """How something that is no dossier stands under a programme: a request for home service. Said again, the mark changes and
    keeps its first day. Entry `programme.marked` (waits), `.kept` or `.missed`, subject as given.
    """
    access.check_unit(by=by, unit=unit)
    with act(unit=unit, by=by, at=at) as deed:
        row = DossierProgramme.objects.select_for_update().filter(unit_id=unit, subject=subject, kind=kind).first()
        new = row is None
        row = row or DossierProgramme(unit_id=unit, subject=subject, kind=kind, day=day_of(at), marked_at=at)
        row.programme = programme or row.programme
        row.eligible, row.done, row.why_not = standing.eligible, standing.done, standing.why_not or ""
        row.settled_at = None if standing.done is None else at
        deed.save(row, new=new)
        name = {None: "programme.marked", True: "programme.kept", False: "programme.missed"}[standing.done]
        deed.enter(name, subject=subject, data={"kind": kind, "eligible": row.eligible, "done": row.done, "why_not": row.why_not})
    return row
