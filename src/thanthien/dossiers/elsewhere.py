"""Received here for another unit of the province (phi địa giới): received, passed on, taken in, the result back. (Writes of the
room; `actions` offers them.)

The row belongs to the receiving unit. What concerns both units stands in both chains under one act id; chains are locked in the
order of their codes when the act is sealed.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from thanthien.dossiers import access, collecting, reception, register, rules, rules_elsewhere, steps
from thanthien.dossiers import elsewhere_queries as places
from thanthien.dossiers.checklist import Line, Mark, PaperState, checked
from thanthien.dossiers.collecting import Receiver
from thanthien.dossiers.models import Dossier, Elsewhere
from thanthien.dossiers.reception import Parties
from thanthien.dossiers.rules import DossierError, Status
from thanthien.dossiers.rules_elsewhere import Fetch, Move, Passed, Place, Turn
from thanthien.journal.actions import Deed, act, record_access
from thanthien.journal.asking import composed
from thanthien.law.queries import rule
from thanthien.people import actions as people
from thanthien.people.models import Citizen, Counter, Organisation
from thanthien.people.scoping import in_unit
from thanthien.procedures.models import Procedure
from thanthien.shared.actor import Actor, clock
from thanthien.shared.clock import day_of
from thanthien.shared.wording import Sentence, say
from thanthien.visits.models import Visit

ASK_CANCEL = say("Ghi vì sao hủy: sổ phải nói vì sao số này không dùng.")
ASK_BACK = say("Ghi lý do trả lại, để nơi nhận hộ biết phải hỏi người dân điều gì.")


# --- where it was received ---------------------------------------------------------------------------------


def receive_elsewhere(
    *, unit: str, competent: str, procedure: Procedure, papers: Mapping[int, Mark], by: Actor, at: datetime,
    applicant: Citizen | None = None, organisation: Organisation | None = None, submitter: Citizen | None = None,
    mandate: str = "", visit: Visit | None = None, counter: Counter | None = None, return_channel: str = "counter",
    fetch_at: str = Fetch.RECEIVING, sets: int = 1, answers: Mapping[str, str] | None = None,
) -> Elsewhere:  # fmt: skip
    """Accept a dossier for another commune of the province, under a code of this unit. Entry `elsewhere.received`.

    Papers and term are those that the competent unit asks and promises. Raises DossierError as `receive` does, and when the other
    unit is not of the province or does not work on this system.
    """
    on, parties = day_of(at), Parties(applicant, organisation, submitter, mandate)
    access.check_may_receive(by=by, unit=unit, field=procedure.field, on=on, counter=counter)
    parties.check()
    line, fetching = rules_elsewhere.move(None, Turn.RECEIVE), rules_elsewhere.fetch(fetch_at)
    channel = rules.return_channel(return_channel)
    if channel == "post" and not parties.address:
        raise DossierError(say("Trả qua bưu chính cần địa chỉ của chủ hồ sơ. Ghi địa chỉ, hoặc chọn nhận tại quầy."))
    rule(code="elsewhere.province", on=on)
    if competent not in {one.code for one in places.competent_units(unit=unit)}:
        raise DossierError(say("Nơi ấy không nhận được hồ sơ chuyển qua máy này. Chọn một xã khác của tỉnh trong danh sách."))
    register.check_open(unit=unit, day=on)
    made = places.promise(unit=unit, competent=competent, procedure=procedure, at=at)
    offer = made.offer
    if not offer.offered:
        raise DossierError(say("Nơi ấy đã công bố không tiếp nhận thủ tục này. Chọn nơi khác."))
    with in_unit(competent):
        lines = checked(reception.asked_of(procedure, offer), papers)
        reception.branches_of(unit=competent, procedure=procedure, on=on, answers=answers or {})
    with act(unit=unit, by=by, at=at) as deed:
        row = deed.create(
            Elsewhere, unit_id=unit, competent_id=competent, place=line.to, code=reception.next_code(deed, unit, at),
            procedure=procedure, procedure_name=procedure.title, field=procedure.field, visit=visit, **parties.columns(),
            papers=[_kept(one) for one in lines], answers=dict(answers or {}), sets=sets, return_channel=channel,
            fetch_at=fetching, counter_number=counter.number if counter else None, received_at=at,
            received_by=steps.acting_officer(by), promised_at=made.deadline.due_at, term_text=offer.term.words[:80],
            fee_text=offer.fee().text[:80], send_by=made.send_by,
        )  # fmt: skip
        data = {
            "code": row.code, "procedure": procedure.code, "field": row.field, "to": competent, "officer": by.code,
            "promised": rules.stamp(row.promised_at), "send_by": rules.stamp(made.send_by), "counter": row.counter_number,
        }  # fmt: skip
        deed.enter(line.entry, subject=row, visit=visit, data=data)
    return row


def _kept(line: Line) -> dict:
    return {
        "order": line.order, "state": str(line.state), "name": line.name, "original": line.original, "copy": line.copy,
        "note": line.note, "source": line.source,
    }  # fmt: skip


def marks_of(row: Elsewhere) -> dict[int, Mark]:
    """What the officer at the counter said of each paper."""
    return {
        one["order"]: Mark(
            PaperState(one["state"]), one["name"], one["original"], one["copy"], one["note"], one.get("source", "")
        )
        for one in row.papers
    }


def send(*, row: Elsewhere, by: Actor, at: datetime) -> Elsewhere:
    """It goes to the competent unit, which has some working hours to say that it has it. Entry `elsewhere.sent` in each chain."""
    with act(unit=row.unit_id, by=by, at=at) as deed:
        row, line = _turn(deed, row, Turn.SEND)
        row.sent_at, row.sent_by = max(at, row.received_at), steps.acting_officer(by)
        row.take_by = places.timing_there(row.competent_id).after(row.sent_at, places.accept_minutes(at))
        data = {"take_by": rules.stamp(row.take_by), "in_time": row.sent_at <= row.send_by}
        _enter(deed, row, line, data)
    return row


def recall(*, row: Elsewhere, by: Actor, at: datetime) -> Elsewhere:
    """Passed on by mistake: back here while the competent unit has not taken it in. Entry `elsewhere.recalled` in each chain."""
    with act(unit=row.unit_id, by=by, at=at) as deed:
        row, line = _turn(deed, row, Turn.RECALL)
        row.sent_at = row.sent_by = row.take_by = None
        _enter(deed, row, line, {})
    return row


def cancel(*, row: Elsewhere, reason: str, by: Actor, at: datetime) -> Elsewhere:
    """Take the reception back before it has left: the code stays used, marked annulled. Entry `elsewhere.cancelled`."""
    reason = _said(reason, ASK_CANCEL)
    with act(unit=row.unit_id, by=by, at=at) as deed:
        row, line = _turn(deed, row, Turn.CANCEL)
        row.cancelled_at, row.cancelled_why = at, reason
        row.place = line.to
        deed.save(row)
        deed.enter(line.entry, subject=row, visit=row.visit_id, data={"code": row.code, "to": row.competent_id})
    return row


# --- at the competent unit -----------------------------------------------------------------------------------


def take(*, row: Elsewhere, by: Actor, at: datetime) -> Dossier:
    """The competent unit has it: its own dossier begins, the term runs from now. Entries `dossier.received` in its chain,
    `elsewhere.taken` in that of the receiving unit.
    """
    with act(unit=row.competent_id, by=by, at=at) as deed:
        row, line = _turn(deed, row, Turn.TAKE)
        passed = Passed(row.unit_id, row.code, row.tracking_code, row.promised_at)
        dossier = reception.receive(
            unit=row.competent_id, procedure=row.procedure, papers=marks_of(row), by=by, at=max(at, row.sent_at),
            return_channel=row.return_channel, sets=row.sets, answers=row.answers, passed=passed,
            **_registered(row, by=by, at=at),
        )  # fmt: skip
        row.taken_at, row.taken_by, row.dossier, row.place = dossier.received_at, dossier.received_by, dossier, line.to
        deed.save(row)
        data = _data(row) | {"due_at": rules.stamp(dossier.due_at), "in_time": row.taken_at <= row.take_by}
        deed.enter(line.entry, subject=row, unit=row.unit_id, visit=row.visit_id, data=data)
    return dossier


def _registered(row: Elsewhere, *, by: Actor, at: datetime) -> dict:
    """The parties as the competent unit's own persons: what it needs for its dossier, and nothing of the other unit's history."""
    told = {"unit": row.competent_id, "by": by, "at": at}

    def person(of: Citizen | None) -> Citizen | None:
        return of and people.register_citizen(
            name=of.name, id_number=of.id_number, birth_date=of.birth_date, birth_year_only=of.birth_year_only, sex=of.sex,
            address=of.address, phone=of.phone, email=of.email, **told,
        )  # fmt: skip

    body = row.organisation and people.register_organisation(
        name=row.organisation.name, tax_code=row.organisation.tax_code, kind=row.organisation.kind,
        address=row.organisation.address, phone=row.organisation.phone, **told,
    )  # fmt: skip
    return {
        "applicant": person(row.applicant), "organisation": body, "submitter": person(row.submitter), "mandate": row.mandate,
    }  # fmt: skip


def send_back(*, row: Elsewhere, reason: str, by: Actor, at: datetime) -> Elsewhere:
    """Not for this unit, or not as it should be: back to where it was received. Entry `elsewhere.sent_back` in each chain."""
    reason = _said(reason, ASK_BACK)
    with act(unit=row.competent_id, by=by, at=at) as deed:
        row, line = _turn(deed, row, Turn.SEND_BACK)
        row.came_back, row.sent_at, row.sent_by, row.take_by = reason, None, None, None
        _enter(deed, row, line, {})
    return row


def send_result(*, row: Elsewhere, by: Actor, at: datetime) -> Elsewhere:
    """The result goes to the counter where the person handed in. Entry `elsewhere.result_sent` in each chain."""
    with act(unit=row.competent_id, by=by, at=at) as deed:
        row, line = _turn(deed, row, Turn.SEND_RESULT)
        dossier = deed.lock(Dossier, pk=row.dossier_id)
        if dossier.state != Status.READY:
            raise DossierError(say("Hồ sơ chưa có kết quả để gửi. Có kết quả rồi bấm lại."))
        if row.return_channel != "counter" or row.fetch_at != Fetch.RECEIVING:
            raise DossierError(say("Người dân không chọn lấy kết quả ở nơi nộp. Trao tại quầy, hoặc gửi như họ đã chọn."))
        row.result_sent_at, row.result_sent_by = max(at, dossier.finished_at), steps.acting_officer(by)
        _enter(deed, row, line, {})
    return row


# --- where it was received, again ----------------------------------------------------------------------------


def take_result(*, row: Elsewhere, by: Actor, at: datetime) -> Elsewhere:
    """The result is at the counter where the person handed in. Entry `elsewhere.result_taken` in each chain."""
    with act(unit=row.unit_id, by=by, at=at) as deed:
        row, line = _turn(deed, row, Turn.TAKE_RESULT)
        row.result_taken_at, row.result_taken_by = max(at, row.result_sent_at), steps.acting_officer(by)
        _enter(deed, row, line, {})
    return row


def return_result(
    *, row: Elsewhere, by: Actor, at: datetime, receiver: Receiver | None = None, fee_paid: str = "", counter: int | None = None
) -> Elsewhere:
    """Hand the result over where the person handed in. Entries `dossier.returned` in the competent unit's chain, where it counts,
    and `elsewhere.returned` here. Raises what `hand_over` raises.
    """
    with act(unit=row.unit_id, by=by, at=at) as deed:
        row, line = _turn(deed, row, Turn.RETURN)
        with in_unit(row.competent_id):
            of = Dossier.objects.get(pk=row.dossier_id)
        given = collecting.hand_over(
            dossier=of, by=by, at=at, receiver=receiver, channel="counter", fee_paid=fee_paid, counter=counter
        )
        row.closed_at, row.place = given.returned_at, line.to
        deed.save(row)
        deed.enter(line.entry, subject=row, visit=row.visit_id, data=_data(row) | {"officer": by.code})
    return row


# --- papers, reading, time -----------------------------------------------------------------------------------


def printed(*, row: Elsewhere, copy: int, by: Actor, at: datetime) -> None:
    """Form 01 went to the printer; `copy` counts from 1. Entry `elsewhere.printed`."""
    with act(unit=row.unit_id, by=by, at=at) as deed:
        row, line = _turn(deed, row, Turn.PRINT)
        deed.enter(line.entry, subject=row, visit=row.visit_id, data={"code": row.code, "form": "01", "copy": copy})


def note_opened(*, row: Elsewhere, by: Actor, at: datetime) -> bool:
    """Write down, before the answer, that an officer of one of the two units opens it; raises DossierError if they may not."""
    access.check_may_see_elsewhere(by=by, row=row, on=day_of(at))
    person = f"citizen:{row.applicant_id}" if row.applicant_id else f"organisation:{row.organisation_id}"
    return record_access(
        unit=by.unit, officer=by.code, person=person, subject=f"elsewhere:{row.pk}", reason="work", at=at, through=by.through
    )


def tick(*, unit: str, at: datetime) -> int:
    """What this unit received and should have gone on, or been taken in, by now: `elsewhere.became_late` in each chain, once
    each, at the legal moment, naming the unit whose time it was.
    """
    with in_unit(unit):
        found = [
            (send_by, pk, "late_sending") if place == Place.HERE else (take_by, pk, "late_taking")
            for pk, place, send_by, take_by in _held_up.rows(unit=unit, at=at)
        ]
    return sum(_strike(unit, pk, column, moment) for moment, pk, column in sorted(found))


@composed
def _held_up(unit: str, at: datetime) -> QuerySet[Elsewhere]:
    here = Q(place=Place.HERE, late_sending__isnull=True, send_by__lt=at)
    sent = Q(place=Place.SENT, late_taking__isnull=True, take_by__lt=at)
    return Elsewhere.objects.filter(here | sent, unit_id=unit).values_list("pk", "place", "send_by", "take_by")


def _strike(unit: str, pk: int, column: str, moment: datetime) -> bool:
    sending = column == "late_sending"
    with act(unit=unit, by=clock(unit), at=moment) as deed:
        row = deed.lock(Elsewhere, pk=pk)
        if row.place != (Place.HERE if sending else Place.SENT) or getattr(row, column) is not None:
            return False
        setattr(row, column, moment)
        late = row.unit_id if sending else row.competent_id
        _both(deed, row, "elsewhere.became_late", {"what": "sending" if sending else "taking", "at": late})
    return True


# --- within an act -------------------------------------------------------------------------------------------


def _turn(deed: Deed, row: Elsewhere, turn: Turn) -> tuple[Elsewhere, Move]:
    """Lock the row; the line of the table for `turn`. Raises DossierError when it is not possible, or not this officer's."""
    with in_unit(row.unit_id):
        row = deed.lock(Elsewhere, pk=row.pk)
    line = rules_elsewhere.move(row.place, turn)
    access.check_may_turn(by=deed.by, row=row, line=line, what=turn.label, on=day_of(deed.at))
    return row, line


def _enter(deed: Deed, row: Elsewhere, line: Move, data: dict) -> None:
    row.place = line.to
    _both(deed, row, line.entry, data)


def _both(deed: Deed, row: Elsewhere, kind: str, data: dict) -> None:
    """One entry in the receiving unit's chain and one in the competent unit's."""
    deed.save(row)
    for unit in sorted((row.unit_id, row.competent_id)):
        deed.enter(kind, subject=row, unit=unit, visit=row.visit_id if unit == row.unit_id else "", data=_data(row) | data)


def _data(row: Elsewhere) -> dict:
    return {"code": row.code, "from": row.unit_id, "to": row.competent_id, "field": row.field}


def _said(text: str, ask: Sentence) -> str:
    text = " ".join(text.split())[:300]
    if not text:
        raise DossierError(ask, field="reason")
    return text
