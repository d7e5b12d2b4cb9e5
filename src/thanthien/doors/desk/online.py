"""What the pages of dossiers handed in online show. No rules here."""

from datetime import datetime

from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.dossiers.checklist import PaperState
from thanthien.dossiers.queries import owner_masked
from thanthien.dossiers.reception import asked_of
from thanthien.dossiers.rules import Status
from thanthien.exchange import incoming_queries, incoming_rules
from thanthien.exchange.incoming_queries import dossier_of
from thanthien.exchange.incoming_rules import FAULT_NAMES, TOO_LATE, WISH_NAMES, BadRecord, Fault, IncomingState, Wish
from thanthien.exchange.models import Incoming
from thanthien.procedures.queries import offer_of
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

STATE_NAMES = {
    IncomingState.WAITING: say("Chờ xét"),
    IncomingState.ASKED: say("Chờ người nộp bổ sung"),
    IncomingState.ACCEPTED: say("Đã nhận"),
    IncomingState.REFUSED: say("Đã từ chối"),
    IncomingState.WITHDRAWN: say("Người nộp đã rút"),
    IncomingState.ASIDE: say("Chưa nhận được"),
    IncomingState.DISMISSED: say("Đã bỏ"),
}
MARKS = (PaperState.OK, PaperState.MISSING, PaperState.NA)


def line(row: Incoming, *, at: datetime) -> dict:
    """One record that waits, its owner masked."""
    dossier = dossier_of(row)
    late = row.state == IncomingState.WAITING and row.answer_by is not None and row.answer_by < at
    return {
        "pk": row.pk, "key": row.key, "who": owner_masked(dossier), "what": dossier.procedure_name, "since": row.submitted_at,
        "by": row.answer_by, "state": STATE_NAMES[IncomingState(row.state)], "asked": row.state == IncomingState.ASKED,
        "late": late, "today": row.answer_by is not None and day_of(row.answer_by) == day_of(at) and not late,
    }  # fmt: skip


def wish(row: Incoming) -> dict:
    """One dossier in work whose owner wants it back, the owner masked."""
    dossier = dossier_of(row)
    return {
        "pk": row.pk, "dossier": dossier.pk, "code": dossier.code, "who": owner_masked(dossier), "what": dossier.procedure_name,
        "since": row.wish_at, "words": row.wish_words, "state": Status(dossier.state).label,
    }  # fmt: skip


def taken_back(row: Incoming) -> dict:
    """One that its owner took back, or wanted to; masked."""
    dossier = dossier_of(row)
    became = WISH_NAMES[Wish.DONE] if row.state == IncomingState.WITHDRAWN else WISH_NAMES[_settled(row, Status(dossier.state))]
    return {
        "pk": row.pk, "key": row.key, "who": owner_masked(dossier), "what": dossier.procedure_name,
        "since": row.wish_at or row.decided_at, "became": became, "done": dossier.state == Status.WITHDRAWN,
        "sent": row.submitted_at,
    }  # fmt: skip


def _settled(row: Incoming, status: Status) -> Wish:
    """A wish that was never answered here is settled by what became of the dossier."""
    return Wish(row.wish) if row.wish != Wish.ASKED else TOO_LATE.get(status, Wish.DONE)


def kept_aside(row: Incoming) -> dict:
    """One record that could not become a dossier; nothing of a person."""
    code = row.key if not row.key.startswith("?") else str(say("không có mã"))
    return {"pk": row.pk, "key": code, "why": FAULT_NAMES[Fault(row.fault)], "since": row.came_at}


def table(rows: list[dict]) -> Table:
    """The list as a file."""
    columns = (
        Column(str(say("Mã trên Cổng")), lambda r: r["key"], width=28),
        Column(str(say("Chủ hồ sơ")), lambda r: r["who"], width=30),
        Column(str(say("Việc")), lambda r: r["what"], width=50),
        Column(str(say("Nộp lúc")), lambda r: r["since"], Kind.MOMENT, 18),
        Column(str(say("Trả lời trước")), lambda r: r["by"], Kind.MOMENT, 18),
        Column(str(say("Đang")), lambda r: str(r["state"]), width=24),
    )
    return Table("nop-qua-mang", str(say("Hồ sơ nộp qua mạng")), columns, rows)


def table_back(rows: list[dict]) -> Table:
    """What was taken back, as a file."""
    columns = (
        Column(str(say("Xin rút lúc")), lambda r: r["since"], Kind.MOMENT, 18),
        Column(str(say("Chủ hồ sơ")), lambda r: r["who"], width=30),
        Column(str(say("Việc")), lambda r: r["what"], width=50),
        Column(str(say("Nộp lúc")), lambda r: r["sent"], Kind.MOMENT, 18),
        Column(str(say("Mã trên Cổng")), lambda r: r["key"], width=28),
        Column(str(say("Kết quả")), lambda r: str(r["became"]), width=34),
    )
    return Table("rut-tren-cong", str(say("Hồ sơ người dân rút trên Cổng")), columns, rows)


def preview(rows: list[object], *, unit: str, at: datetime) -> list[dict]:
    """What a file would do, record by record; nothing is written."""
    known = incoming_queries.known(unit=unit, keys=[incoming_rules.code_of(row) for row in rows])
    kinds, seen, shown = incoming_queries.person_kinds(on=day_of(at)), set(known), []
    for number, row in enumerate(rows, 1):
        code, fault, back = incoming_rules.code_of(row), None, incoming_rules.takes_back(row)
        try:
            if not back:
                incoming_rules.filed(row, person_kinds=kinds, at=at)
        except BadRecord as bad:
            fault = bad.fault
        if back and code not in seen:
            fault = Fault.NOT_HERE
        shown.append({
            "number": number, "code": code, "known": code in seen, "back": back and not fault,
            "why": FAULT_NAMES[fault] if fault else "",
            "what": str(row.get("TenTTHC", ""))[:120] if isinstance(row, dict) else "",
        })  # fmt: skip
        seen.add(code)
    return shown


def papers(row: Incoming, *, at: datetime, typed: dict[int, str]) -> list[dict]:
    """The unit's checklist of the procedure, each paper with how it was marked."""
    procedure = dossier_of(row).procedure
    offer = offer_of(procedure=procedure, unit=row.unit_id, on=day_of(at))
    asked = asked_of(procedure, offer)
    usual = {True: PaperState.OK, False: PaperState.NA}
    return [{"paper": one, "mark": typed.get(one.order, str(usual[one.mandatory]))} for one in asked]
