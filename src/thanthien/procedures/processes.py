"""A unit's processes: a new version, an older one again, back to the catalogue's steps; and which one holds on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from thanthien.journal.actions import Deed, act
from thanthien.journal.asking import composed
from thanthien.journal.settled import kept
from thanthien.people.models import Unit
from thanthien.procedures import process_file, process_rules
from thanthien.procedures.access import check_may_decide
from thanthien.procedures.models import Procedure, Process, ProcessStep
from thanthien.procedures.process_file import Fault
from thanthien.procedures.process_rules import Change, Question, Work
from thanthien.procedures.rules import CENT, ProcedureError
from thanthien.procedures.versions import procedure as version_of
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change. `number` = the version it would become; with faults nothing can be taken."""

    code: str
    title: str
    number: int
    works: tuple[Work, ...]
    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]
    units: dict[str, str]
    questions: tuple[Question, ...] = ()


# --- reads -----------------------------------------------------------------------------------------------


def process_of(*, unit: str, code: str, on: date) -> Process | None:
    """The version by which `unit` does the procedure on a day; None = by the catalogue's steps."""
    return kept(unit, ("process", code, on), lambda: _process_of(unit, code, on), hall=False)


def _process_of(unit: str, code: str, on: date) -> Process | None:
    if not _versions.any(unit=unit, code=code, on=on):
        return None
    rows = Process.objects.filter(unit_id=unit, code=code, valid_from__lte=on).prefetch_related("steps")
    return next((row for row in rows.order_by("-version") if row.applies(on)), None)


@composed
def _versions(unit: str, code: str, on: date) -> QuerySet[Process]:
    return Process.objects.filter(unit_id=unit, code=code, valid_from__lte=on)


def version_numbered(*, unit: str, code: str, version: int) -> Process | None:
    """One version of the unit by its number."""
    return Process.objects.filter(unit_id=unit, code=code, version=version).prefetch_related("steps").first()


def processes_of(*, unit: str) -> list[tuple[Process, str]]:
    """Every version of the unit with the title of its procedure, newest first of each. Three queries, however many."""
    rows = list(Process.objects.filter(unit_id=unit).prefetch_related("steps"))
    named = Procedure.objects.filter(code__in={row.code for row in rows}).order_by("valid_from").values_list("code", "title")
    titles = dict(named)
    return [(row, titles.get(row.code, row.code)) for row in rows]


def preview_process(*, unit: str, text: str, on: date) -> Preview:
    """What the file would change from a day on; its faults when it cannot be taken. Nothing is written."""
    read = process_file.read(text)
    faults, title, old = list(read.faults), "", ()
    if read.code:
        try:
            of = version_of(code=read.code, on=on)
            title, old = of.title, _steps_now(unit, of, on)
        except ProcedureError:
            faults.append(Fault(1, say("Danh mục không có thủ tục {code}. Xem lại mã ở dòng “procedure”.", code=read.code)))
    units = _units(read.works)
    faults += _strange_units(unit, read.works, text, units)
    number = Process.objects.filter(unit_id=unit, code=read.code).count() + 1
    changes = () if faults else tuple(process_rules.preview(old, read.works))
    if not faults and read.questions != _words_now(unit, read.code, on):
        asked = "; ".join(one.ask for one in read.questions)
        changes = (*changes, Change("changed", 0, str(say("Câu hỏi ở quầy")), ((say("Lời hỏi"), "", asked),)))
    faults.sort(key=lambda one: one.line)
    return Preview(read.code, title, number, read.works, changes, tuple(faults), units, read.questions)


def _words_now(unit: str, code: str, on: date) -> tuple[Question, ...]:
    own = process_of(unit=unit, code=code, on=on)
    return own.words if own is not None else ()


def questions_of(*, unit: str, code: str, on: date) -> list[Question]:
    """What is asked at reception, because the unit's process has branches on that day; [] by the catalogue's steps."""
    own = process_of(unit=unit, code=code, on=on)
    return process_rules.asked(own.works, own.words) if own is not None else []


def steps_now(*, unit: str, code: str, on: date) -> tuple[Work, ...]:
    """The steps by which the unit does the procedure on a day: its own, else the catalogue's. Raises ProcedureError."""
    return _steps_now(unit, version_of(code=code, on=on), on)


def _steps_now(unit: str, of: Procedure, on: date) -> tuple[Work, ...]:
    own = process_of(unit=unit, code=of.code, on=on)
    if own is not None:
        return own.works
    return tuple(Work(s.step.name, s.step.kind, s.step.role, "", s.step.hours) for s in of.steps.all())


def _units(works: Sequence[Work]) -> dict[str, str]:
    codes = {work.unit for work in works if work.unit} | {one.unit for work in works for one in work.opinions if one.unit}
    return dict(Unit.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _strange_units(unit: str, works: Sequence[Work], text: str, known: dict[str, str]) -> list[Fault]:
    """Units that are not there, and the office's own code written as another's."""
    faults = []
    asked = [one.unit for work in works for one in work.opinions]
    for code in dict.fromkeys(filter(None, (*(work.unit for work in works), *asked))):
        line = next((n for n, row in enumerate(text.splitlines(), 1) if code in row and "unit" in row), 1)
        if code == unit:
            faults.append(Fault(line, say("{code} là chính đơn vị này. Bước của mình thì bỏ “unit”.", code=code)))
        elif code not in known:
            faults.append(Fault(line, say("Chưa có đơn vị nào mang mã {code}. Thêm đơn vị trước, rồi nạp lại.", code=code)))
    return faults


# --- writes ----------------------------------------------------------------------------------------------


def make_process(*, unit: str, text: str, valid_from: date, by: Actor, at: datetime) -> Process:
    """Take a file in as the next version, for dossiers received from a day on; running ones keep theirs. Entry `process.made`.

    Raises ProcedureError with the first fault and its line, or when nothing changes.
    """
    check_may_decide(by, unit)
    found = preview_process(unit=unit, text=text, on=valid_from)
    if found.faults:
        first = found.faults[0]
        raise ProcedureError(say("Dòng {line}: {text}", line=first.line, text=first.text))
    if not found.changes:
        raise ProcedureError(say("Tệp giống hệt quy trình đang dùng, không có gì để đổi."))
    with act(unit=unit, by=by, at=at) as deed:
        return _write(deed, found.code, found.works, found.questions, valid_from)


def use_again(*, process: Process, valid_from: date, by: Actor, at: datetime) -> Process:
    """An older version again, as a new number. Entry `process.made`."""
    check_may_decide(by, process.unit_id)
    same = process.works == steps_now(unit=process.unit_id, code=process.code, on=valid_from)
    if same and process.words == _words_now(process.unit_id, process.code, valid_from):
        raise ProcedureError(say("Đang dùng đúng các bước của bản này, không có gì để đổi."))
    with act(unit=process.unit_id, by=by, at=at) as deed:
        return _write(deed, process.code, process.works, process.words, valid_from)


def _write(deed: Deed, code: str, works: Sequence[Work], words: Sequence[Question], valid_from: date) -> Process:
    if valid_from < day_of(deed.at):
        raise ProcedureError(say("Quy trình áp dụng từ hôm nay hoặc ngày sau. Chọn lại ngày."))
    deed.chain(deed.unit)
    ended = _end_open(deed, code, valid_from)
    number = Process.objects.filter(unit_id=deed.unit, code=code).count() + 1
    one = deed.create(
        Process, unit_id=deed.unit, code=code, version=number, valid_from=valid_from, made_by=deed.by.code, made_at=deed.at,
        questions=[{"code": one.code, "ask": one.ask, "answers": [list(pair) for pair in one.answers]} for one in words],
    )  # fmt: skip
    deed.create_all([
        ProcessStep(
            process=one, order=order, kind=work.kind, name=work.name, role=work.role, place=work.unit,
            hours=None if work.hours is None else work.hours.quantize(CENT),
            question=work.when[0] if work.when else "", answer=work.when[1] if work.when else "",
            opinions=[one.as_dict() for one in work.opinions],
        )
        for order, work in enumerate(works, 1)
    ])  # fmt: skip
    data = {"code": code, "version": number, "from": valid_from.isoformat(), "steps": len(works), "ended": ended}
    deed.enter("process.made", subject=one, data=data | {"units": sorted({work.unit for work in works if work.unit})})
    return one


def end_process(*, unit: str, code: str, on: date, by: Actor, at: datetime) -> list[int]:
    """From a day on the catalogue's own steps apply again. Entry `process.ended`; returns the numbers that end."""
    check_may_decide(by, unit)
    if on < day_of(at):
        raise ProcedureError(say("Quy trình thôi từ hôm nay hoặc ngày sau. Chọn lại ngày."))
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        ended = _end_open(deed, code, on)
        if not ended:
            raise ProcedureError(say("Thủ tục này đang theo các bước của danh mục, không có gì để thôi."))
        deed.enter("process.ended", subject=f"process:{code}", data={"code": code, "on": on.isoformat(), "versions": ended})
    return ended


def _end_open(deed: Deed, code: str, on: date) -> list[int]:
    ended = []
    for row in Process.objects.select_for_update().filter(unit_id=deed.unit, code=code).order_by("version"):
        if row.valid_to is None or row.valid_to > max(on, row.valid_from):
            row.valid_to = max(on, row.valid_from)
            deed.save(row)
            ended.append(row.version)
    return ended
