"""What `/cuoi-ngay` shows: folders to hand on, lists to take, the cash of the day, who still waits, what is due tomorrow."""

from datetime import datetime, timedelta

from thanthien.doors.desk.words import short_code
from thanthien.doors.parts.templatetags.words import hour
from thanthien.dossiers import fees, folders
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import CashCount, Fee, FolderList
from thanthien.dossiers.queries import owner_masked
from thanthien.people.models import Officer
from thanthien.people.queries import office as office_of
from thanthien.people.rules import Role
from thanthien.queueing import queries as queueing
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.paper.handover import Folder, Handover

SHOWN = 12


def context(*, officer: Officer, by: Actor, at: datetime) -> dict:
    """The whole page, for the roles of whoever asks."""
    counter = by.has(Role.ONE_STOP, Role.POLICE)
    unit, day = officer.unit_id, day_of(at)
    lists = [_sheet(one, officer) for one in folders.lists_of_day(unit=unit, day=day)]
    return {
        "counter": counter, "day": day,
        "groups": _groups(unit, at) if counter else [], "colleagues": _colleagues(officer) if counter else [],
        "to_take": [one for one in lists if one["mine"] and not one["taken_at"]],
        "lists": [one for one in lists if not (one["mine"] and not one["taken_at"])],
        "cash": cash(officer=officer, at=at, every=by.has(Role.LEADER)) if counter or by.has(Role.LEADER) else None,
        "waiting": _waiting(unit, at) if counter or by.has(Role.LEADER, Role.GUIDE) else None,
        "tomorrow": _tomorrow(unit, at),
    }  # fmt: skip


def _groups(unit: str, at: datetime) -> list[dict]:
    """Folders still at the counter, by who is to have them; those that nobody holds yet come last."""
    groups: dict[int, dict] = {}
    for one in folders.waiting(unit=unit, at=at):
        key = one.officer.pk if one.officer else 0
        group = groups.setdefault(key, {"officer": one.officer, "rows": []})
        head, short = short_code(one.dossier.code)
        group["rows"].append(
            {"pk": one.dossier.pk, "head": head, "short": short, "who": owner_masked(one.dossier),
             "what": one.dossier.procedure_name, "step": one.step.name, "papers": one.papers}
        )  # fmt: skip
    return sorted(
        groups.values(), key=lambda group: (group["officer"] is None, group["officer"].name if group["officer"] else "")
    )


def _colleagues(officer: Officer) -> list[Officer]:
    return list(Officer.objects.filter(unit_id=officer.unit_id, is_active=True).exclude(pk=officer.pk).order_by("name_fold"))


def _sheet(one: FolderList, officer: Officer) -> dict:
    lines = [
        {"pk": line.pk, "order": line.order, "tail": "".join(short_code(line.dossier.code)), "who": owner_masked(line.dossier),
         "what": line.dossier.procedure_name, "papers": line.papers, "missing": line.missing, "note": line.note}
        for line in one.lines.all()
    ]  # fmt: skip
    return {
        "pk": one.pk, "number": one.number, "day": one.day, "giver": one.giver.name, "receiver": one.receiver.name,
        "handed_at": one.handed_at, "taken_at": one.taken_at, "lines": lines, "mine": one.receiver_id == officer.pk,
        "given_by_me": one.giver_id == officer.pk, "differences": sum(line["missing"] or bool(line["note"]) for line in lines),
    }  # fmt: skip


def cash(*, officer: Officer, at: datetime, every: bool) -> dict:
    """The book of the day (everybody's for a leader), sums by way, the counts, and what my drawer should hold."""
    unit, day = officer.unit_id, day_of(at)
    book = [fee for fee in fees.fees_of_day(unit=unit, day=day) if every or fee.officer_id == officer.pk]
    counts = [one for one in fees.counts_of_day(unit=unit, day=day) if every or one.officer_id == officer.pk]
    mine = [one for one in counts if one.officer_id == officer.pk]
    handed = sum(one.expected for one in mine if one.handed_at)
    drawer = sum(fee.amount for fee in book if fee.officer_id == officer.pk and fee.way == "cash") - handed
    opened = next((one for one in mine if one.handed_at is None), None)
    return {
        "book": [_fee(fee) for fee in book], "sum_cash": sum(fee.amount for fee in book if fee.way == "cash"),
        "sum_qr": sum(fee.amount for fee in book if fee.way == "qr"), "drawer": drawer, "open": opened,
        "stale": opened is not None and opened.expected != drawer, "counts": [_count(one) for one in counts],
    }  # fmt: skip


def _fee(fee: Fee) -> dict:
    corrected = getattr(fee, "corrected_by", None) if fee.amount > 0 else None
    return {
        "pk": fee.pk, "number": fee.number, "at": fee.at, "amount": fee.amount, "cash": fee.way == "cash",
        "officer": fee.officer.name, "counter": fee.counter_number, "dossier": fee.dossier_id,
        "tail": "".join(short_code(fee.dossier.code)), "corrects": fee.corrects.number if fee.corrects else None,
        "reason": fee.reason, "corrected": corrected is not None, "back": fee.given_back,
        "gone": corrected is not None and corrected.given_back,
    }  # fmt: skip


def _count(one: CashCount) -> dict:
    return {
        "officer": one.officer.name, "expected": one.expected, "counted": one.counted, "gap": one.counted - one.expected,
        "why": one.why, "at": one.counted_at, "treasurer": one.treasurer.name if one.treasurer else "",
        "handed_at": one.handed_at,
    }  # fmt: skip


def _waiting(unit: str, at: datetime) -> dict:
    """Who still sits in the hall: nobody is sent away at closing time."""
    rows = queueing.waiting(unit=unit)
    shown = [
        {"label": one.label, "service": one.service.name, "minutes": max(0, int((at - one.taken_at).total_seconds() // 60))}
        for one in rows
    ]
    return {"count": len(rows), "rows": shown}


def _tomorrow(unit: str, at: datetime) -> dict:
    """What is due by the next day of work that has something due, after today."""
    rows = [of for of in dossiers.soon(unit=unit, at=at, limit=200) if day_of(of.due_at) > day_of(at)]
    first = day_of(rows[0].due_at) if rows else day_of(at) + timedelta(days=1)
    due = [of for of in rows if day_of(of.due_at) == first]
    shown = []
    for of in due[:SHOWN]:
        head, short = short_code(of.code)
        shown.append({"pk": of.pk, "hour": hour(of.due_at), "who": owner_masked(of), "what": of.procedure_name, "head": head,
                      "short": short})  # fmt: skip
    return {"day": first, "count": len(due), "rows": shown}


def sheet_of(one: FolderList) -> Handover:
    """The paper that both sign."""
    office = office_of(one.unit_id)
    name = office.unit.name
    rows = tuple(
        Folder(
            code=line.dossier.code, procedure=line.dossier.procedure_name, owner=_owner(line.dossier),
            papers=tuple(paper.name for paper in line.dossier.papers.all() if paper.state in ("ok", "look")), note=line.note,
            missing=line.missing,
        )
        for line in one.lines.all()
    )  # fmt: skip
    return Handover(
        agency_lines=("ỦY BAN NHÂN DÂN", name.upper()), centre=office.centre.upper(), place=office.place, day=one.day,
        number=f"{one.number:02d}/{one.day:%d%m}", giver=one.giver.name, receiver=one.receiver.name, handed_at=one.handed_at,
        taken_at=one.taken_at, folders=rows,
    )  # fmt: skip


def _owner(dossier) -> str:
    owner = dossier.organisation or dossier.applicant
    return owner.name if owner else ""
