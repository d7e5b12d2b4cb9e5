"""Every write of the book: a line with the next number of the year, its result, striking out and taking back."""

from datetime import date, datetime

from thanthien.journal.actions import Deed, act
from thanthien.people.models import Officer
from thanthien.receptions import access, rules
from thanthien.receptions.models import ReceptionLine
from thanthien.receptions.rules import Facts, ReceptionError
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.folding import fold
from thanthien.shared.wording import say


def note_reception(*, unit: str, facts: Facts, by: Actor, at: datetime) -> ReceptionLine:
    """Somebody was received. Entry `received.noted` (number, matter, course, day). Raises ReceptionError."""
    access.check_may_keep(by=by, unit=unit)
    with act(unit=unit, by=by, at=at) as deed:
        day = day_of(at)
        line = deed.create(
            ReceptionLine, unit_id=unit, year=day.year, number=deed.number(f"reception:{day.year}"), day=day, at=at,
            name=facts.name, name_fold=fold(facts.name)[: rules.NAME_MOST], address=facts.address, phone=facts.phone,
            id_last=facts.id_last, people=facts.people, matter=facts.matter, content=facts.content,
            content_fold=fold(facts.content)[: rules.CONTENT_MOST], settled_by=facts.settled_by, course=facts.course,
            passed_to=facts.passed_to, note=facts.note, officer=Officer.objects.get(login=by.code),
        )  # fmt: skip
        deed.enter("received.noted", subject=line, data=_facts(line))
    return line


def tell_result(*, line: ReceptionLine, result: str, on: date, by: Actor, at: datetime) -> ReceptionLine:
    """What became of it, and on which day the person was told; writing again corrects it. Entry `received.answered`.

    Raises ReceptionError for a struck line, for one where nothing goes on, for a day before the reception or still to come.
    """
    access.check_may_open(by=by, line=line)
    words = rules.tidy_result(result)
    if not line.day <= on <= day_of(at):
        raise ReceptionError(say("Ngày trả lời từ ngày tiếp đến hôm nay. Xem lại ngày."), field="result_on")
    with act(unit=line.unit_id, by=by, at=at) as deed:
        row = _locked(deed, line)
        if row.annulled_at is not None:
            raise ReceptionError(say("Dòng này đã gạch. Bỏ gạch trước, rồi ghi kết quả."))
        if row.course not in rules.GOES_ON:
            raise ReceptionError(say("Việc này đã trả lời hoặc trả đơn ngay khi tiếp, không cần ghi kết quả."))
        if (row.result, row.result_on) == (words, on):
            return row
        row.result, row.result_on = words, on
        deed.save(row)
        deed.enter("received.answered", subject=row, data=_facts(row) | {"on": on.isoformat()})
    return row


def annul_reception(*, line: ReceptionLine, reason: str, by: Actor, at: datetime) -> ReceptionLine:
    """The line is struck out with its reason; its number is never given again. Entry `received.annulled`. Twice is once."""
    access.check_may_open(by=by, line=line)
    reason = rules.tidy_reason(reason)
    with act(unit=line.unit_id, by=by, at=at) as deed:
        row = _locked(deed, line)
        if row.annulled_at is None:
            row.annulled_at, row.annulled_why = at, reason
            deed.save(row)
            deed.enter("received.annulled", subject=row, data=_facts(row))
    return row


def reinstate_reception(*, line: ReceptionLine, by: Actor, at: datetime) -> ReceptionLine:
    """Take back that the line was struck out. Entry `received.reinstated`. Twice is once."""
    access.check_may_open(by=by, line=line)
    with act(unit=line.unit_id, by=by, at=at) as deed:
        row = _locked(deed, line)
        if row.annulled_at is not None:
            row.annulled_at, row.annulled_why = None, ""
            deed.save(row)
            deed.enter("received.reinstated", subject=row, data=_facts(row))
    return row


def _locked(deed: Deed, line: ReceptionLine) -> ReceptionLine:
    deed.chain(deed.unit)
    row = ReceptionLine.objects.select_for_update(of=("self",)).filter(pk=line.pk, unit_id=deed.unit).first()
    if row is None:
        raise ReceptionError(say("Không thấy dòng này trong sổ của đơn vị."))
    return row


def _facts(line: ReceptionLine) -> dict[str, object]:
    return {"number": line.number, "year": line.year, "matter": str(line.matter), "course": str(line.course),
            "people": line.people, "day": line.day.isoformat()}  # fmt: skip
