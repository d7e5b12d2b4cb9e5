"""Every write of declarations. What was written stands in the row; an entry says only which form and in which state."""

from collections.abc import Mapping
from datetime import datetime

from thanthien.eforms import access, queries, rules
from thanthien.eforms.forms import form_of
from thanthien.eforms.models import Answers, Named
from thanthien.eforms.rules import EformError, State
from thanthien.journal.actions import Deed, act
from thanthien.people.card import parse_card_qr
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor, clock
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def begin(
    *, unit: str, form: str, officer: Officer, by: Actor, at: datetime, about: str = "", known: Mapping[str, str] | None = None
) -> Answers:
    """A new declaration, in the form's version of today. Entry `eform.begun`.

    `about`: `dossier:12`. `known`: what the office knows of the first person, by part of a card (name, number, birth, sex,
    address); what they said in an earlier declaration is filled in too. Raises EformError.
    """
    access.check_may_write(by=by, unit=unit)
    wanted = form_of(code=form, on=day_of(at))
    data, block = rules.begun(wanted), wanted.blocks[0].key
    filled = [rules.from_person(wanted, block, known=known or {})]
    if known and known.get("number"):
        told = queries.told_earlier(unit=unit, number=known["number"])
        filled.append(rules.from_earlier(wanted, block, told=told))
    with act(unit=unit, by=by, at=at) as deed:
        row = deed.create(
            Answers, unit_id=unit, form=wanted.code, version=wanted.version, about=about, officer=officer, begun_at=at,
            changed_at=at, data=rules.tidy(wanted, rules.merged(data, filled)),
        )  # fmt: skip
        _enter(deed, "eform.begun", row)
    return row


def save(*, answers: Answers, typed: Mapping[str, str], by: Actor, at: datetime) -> Answers:
    """What is typed so far is kept, right or wrong. Entry `eform.saved`; nothing happens when nothing changed."""
    access.check_may_write(by=by, unit=answers.unit_id)
    data = rules.tidy(queries.form_for(answers), typed)
    with act(unit=answers.unit_id, by=by, at=at) as deed:
        row = _draft(deed, answers)
        if row.data == data:
            return row
        row.data, row.changed_at = data, at
        deed.save(row)
        _enter(deed, "eform.saved", row)
    return row


def fill_from_card(*, answers: Answers, block: str, scanned: str, by: Actor, at: datetime) -> Answers:
    """The card of one person of the form, scanned: fills their empty places and puts the card's own in theirs.

    What they said in an earlier declaration fills the rest. Raises CardError (no card), EformError.
    """
    access.check_may_write(by=by, unit=answers.unit_id)
    form, card = queries.form_for(answers), parse_card_qr(scanned)
    if block not in {one.key for one in form.blocks}:
        raise EformError(say("Chọn thẻ này của ai trong tờ khai rồi quét lại."))
    told = queries.told_earlier(unit=answers.unit_id, number=card.id_number)
    with act(unit=answers.unit_id, by=by, at=at) as deed:
        row = _draft(deed, answers)
        known = row.data | rules.from_card(form, block, card)
        row.data, row.changed_at = rules.tidy(form, rules.merged(known, [rules.from_earlier(form, block, told=told)])), at
        deed.save(row)
        _enter(deed, "eform.saved", row)
    return row


def finish(*, answers: Answers, by: Actor, at: datetime) -> Answers:
    """The declaration is whole and goes to be signed. Entry `eform.finished`.

    Raises EformError with `problems` when something is missing or wrong.
    """
    access.check_may_write(by=by, unit=answers.unit_id)
    form = queries.form_for(answers)
    with act(unit=answers.unit_id, by=by, at=at) as deed:
        row = _draft(deed, answers)
        found = rules.check(form, row.data, today=day_of(at))
        if found.problems:
            text = say("Còn {n} ô cần sửa trước khi in để ký.", n=len(found.problems))
            raise EformError(text, problems=found.problems)
        row.data = rules.to_print(form, row.data)
        row.state, row.finished_at, row.changed_at = State.FINAL, at, at
        deed.save(row)
        for number in rules.told_by(form, row.data):
            deed.create(Named, unit_id=row.unit_id, answers=row, digest=queries.person_digest(number))
        _enter(deed, "eform.finished", row)
    return row


def reopen(*, answers: Answers, by: Actor, at: datetime) -> Answers:
    """A finished declaration is written on; the paper that was printed is to be torn. Entry `eform.reopened`."""
    access.check_may_write(by=by, unit=answers.unit_id)
    with act(unit=answers.unit_id, by=by, at=at) as deed:
        row = deed.lock(Answers, pk=answers.pk)
        if row.state != State.FINAL:
            raise EformError(say("Tờ khai này đang viết dở, cứ viết tiếp."))
        for named in row.named.all():
            deed.delete(named)
        row.state, row.finished_at, row.changed_at = State.DRAFT, None, at
        deed.save(row)
        _enter(deed, "eform.reopened", row)
    return row


def drop(*, answers: Answers, by: Actor, at: datetime) -> Answers:
    """A draft is put away; for a day it can be taken back. Entry `eform.dropped`."""
    return _turn(answers, State.DRAFT, State.DROPPED, "eform.dropped", by, at)


def restore(*, answers: Answers, by: Actor, at: datetime) -> Answers:
    """The draft that was put away is back. Entry `eform.restored`."""
    return _turn(answers, State.DROPPED, State.DRAFT, "eform.restored", by, at)


def _turn(answers: Answers, before: State, after: State, kind: str, by: Actor, at: datetime) -> Answers:
    access.check_may_write(by=by, unit=answers.unit_id)
    with act(unit=answers.unit_id, by=by, at=at) as deed:
        row = deed.lock(Answers, pk=answers.pk)
        if row.state != before:
            raise EformError(say("Tờ khai này vừa được đổi ở máy khác. Tải lại trang để xem."))
        row.state, row.changed_at = after, at
        deed.save(row)
        _enter(deed, kind, row)
    return row


def tick(*, unit: str, at: datetime) -> int:
    """The clock forgets what was put away a day ago and drafts that nobody touched for a month. Entry `eform.forgotten` each."""
    done = 0
    for pk in list(queries.to_forget(unit=unit, at=at).values_list("pk", flat=True)):
        with act(unit=unit, by=clock(unit), at=at) as deed:
            row = deed.lock(Answers, pk=pk)
            row.data, row.state = {}, State.FORGOTTEN
            deed.save(row)
            _enter(deed, "eform.forgotten", row)
            done += 1
    return done


def _draft(deed: Deed, answers: Answers) -> Answers:
    row = deed.lock(Answers, pk=answers.pk)
    if row.state != State.DRAFT:
        raise EformError(say("Tờ khai này đã xong hoặc đã bỏ. Bấm Sửa lại để viết tiếp."))
    return row


def _enter(deed: Deed, kind: str, row: Answers) -> None:
    deed.enter(kind, subject=row, data={"form": row.form, "version": row.version, "state": str(row.state), "about": row.about})
