"""What `/noi-khac/` shows: dossiers received here for other communes, and those that others received for this one. Names are
masked: a list is no access.
"""

from datetime import datetime, timedelta

from thanthien.doors.desk.words import moment_words, paper_counts, paper_lines, short_code, split_code
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.doors.parts.templatetags.words import day_short, hour
from thanthien.dossiers import access
from thanthien.dossiers import elsewhere_queries as places
from thanthien.dossiers.elsewhere_queries import Standing
from thanthien.dossiers.fees import fees_in_book
from thanthien.dossiers.models import Elsewhere, Fee
from thanthien.dossiers.queries import owner_masked
from thanthien.dossiers.rules import RETURN_CHANNELS, STATUS_NAMES, Status
from thanthien.dossiers.rules_elsewhere import TABLE, Fetch, Leg, Place, Turn
from thanthien.indicators.queries import breakdown
from thanthien.law.queries import rule
from thanthien.people.queries import unit as unit_of
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import Sentence, said, say

MONTH = timedelta(days=29)
OFFERED = (Turn.SEND, Turn.RECALL, Turn.TAKE, Turn.SEND_RESULT, Turn.TAKE_RESULT, Turn.RETURN, Turn.SEND_BACK, Turn.CANCEL)
# Acts that need something typed are done on the page of the dossier.
TYPED = frozenset({Turn.SEND_BACK, Turn.CANCEL, Turn.RETURN})


def context(*, by: Actor, at: datetime) -> dict:
    """Both lists, and the figures of thirty days."""
    out = places.received_for_others(unit=by.unit, at=at)
    into = places.received_by_others(unit=by.unit, at=at)
    return {
        "out": [line(one, by=by, at=at) for one in out], "into": [line(one, by=by, at=at) for one in into],
        "figures": _figures(by.unit, at),
    }  # fmt: skip


def line(one: Standing, *, by: Actor, at: datetime) -> dict:
    """One of them in a list."""
    row, today = one.row, day_of(at)
    head, short = short_code(row.code)
    done = acts(row, by=by, at=at)
    return {
        "pk": row.pk, "who": owner_masked(row), "what": row.procedure_name, "head": head, "short": short, "code": row.code,
        "here": row.unit.name, "there": row.competent.name, "place": said(one.place.label), "state": str(one.place),
        "tone": _tone(one), "due": one.due_at, "received_at": row.received_at, "late": [late_words(leg) for leg in one.late],
        "until": _until(one, today=today), "acts": [turn for turn in done if turn not in TYPED],
        "came_back": row.came_back if row.place == Place.HERE else "",
    }  # fmt: skip


def _tone(one: Standing) -> str:
    if one.place in (Place.CLOSED, Place.CANCELLED):
        return "na"
    return "late" if one.late else "today" if one.place in (Place.HERE, Place.SENT, Place.RESULT_HERE) else "open"


def _until(one: Standing, *, today) -> str:
    """What must happen next, and until when."""
    row = one.row
    if one.place is Place.HERE:
        return str(say("chuyển trước {when}", when=moment_words(row.send_by, today=today)))
    if one.place is Place.SENT:
        return str(say("nơi ấy nhận trước {when}", when=moment_words(row.take_by, today=today)))
    if one.place is Place.TAKEN and row.dossier is not None:
        return str(say("hẹn {hour} {day}", hour=hour(one.due_at), day=day_short(one.due_at)))
    return ""


def late_words(leg: Leg) -> Sentence:
    """Whose time it was and for what; the other unit is not blamed for it."""
    name = unit_of(leg.unit).name
    return {
        "sending": say("{unit} chuyển chậm", unit=name), "taking": say("{unit} nhận chậm", unit=name),
        "handling": say("{unit} quá hạn giải quyết", unit=name),
    }[leg.what]  # fmt: skip


def acts(row: Elsewhere, *, by: Actor, at: datetime) -> list[Turn]:
    """What the officer can do with it now, the usual next thing first."""
    found = []
    for turn in OFFERED:
        move = TABLE.get((Place(row.place), turn))
        if move is None or (turn is Turn.SEND_RESULT and not places.wants_result_sent(row)):
            continue
        if access.may_turn(by=by, row=row, line=move, what=turn.label, on=day_of(at)):
            found.append(turn)
    return found


def page(*, row: Elsewhere, by: Actor, at: datetime) -> dict:
    """One of them whole, for an officer of either unit."""
    one, today = places.standing(row=row, at=at), day_of(at)
    head, tail = split_code(row.code)
    owner = row.organisation or row.applicant
    papers = [_Paper(paper) for paper in row.papers if paper["state"] != "na"]
    state = row.dossier.state if row.dossier is not None else None
    law = rule(code="term.start_elsewhere", on=day_of(row.received_at))
    return {
        "pk": row.pk, "code_head": head, "code_tail": tail, "what": row.procedure_name, "who": owner.name, "row": row,
        "here": row.unit.name, "there": row.competent.name, "place": said(one.place.label), "tone": _tone(one),
        "late": [late_words(leg) for leg in one.late], "until": _until(one, today=today), "due": one.due_at,
        "way": _way(row, today=today), "papers": paper_lines(papers), "paper_counts": paper_counts(papers),
        "status": said(STATUS_NAMES[Status(state)]) if state else "", "law": law, "goes_to": goes_to(row),
        "acts": acts(row, by=by, at=at), "mine": by.unit == row.unit_id,
        "own": row.dossier_id if by.unit == row.competent_id else None,
        "fee": _fee(row) if by.unit == row.unit_id else None,
        "unpaid": bool(row.dossier and row.dossier.fee_vnd and not row.dossier.fee_paid),
    }  # fmt: skip


def _fee(row: Elsewhere) -> Fee | None:
    """The receipt that stands in this unit's book, else the last one that was given; None when it took nothing."""
    given = [one for one in fees_in_book(dossier=row.dossier, unit=row.unit_id) if one.amount > 0] if row.dossier else []
    return next((one for one in given if not hasattr(one, "corrected_by")), given[-1] if given else None)


class _Paper:
    """A line of the checklist as `paper_lines` reads it."""

    def __init__(self, kept: dict) -> None:
        self.order, self.name, self.note, self.state = kept["order"], kept["name"], kept["note"], kept["state"]


def goes_to(row: Elsewhere) -> str:
    """Where the person gets the result."""
    if row.return_channel != "counter":
        return str(RETURN_CHANNELS[row.return_channel])
    return row.unit.name if row.fetch_at == Fetch.RECEIVING else row.competent.name


def _way(row: Elsewhere, *, today) -> list[dict]:
    """The stretches in order: done when, or until when."""
    of = row.dossier
    rows = [
        (say("Nhận ở {unit}", unit=row.unit.name), row.received_at, None),
        (say("{unit} chuyển đi", unit=row.unit.name), row.sent_at, row.send_by),
        (say("{unit} nhận, thời hạn bắt đầu", unit=row.competent.name), row.taken_at, row.take_by),
        (say("{unit} có kết quả", unit=row.competent.name), of.finished_at if of else None, of.due_at if of else None),
    ]  # fmt: skip
    if row.return_channel == "counter" and row.fetch_at == Fetch.RECEIVING:
        rows += [
            (say("Kết quả gửi về {unit}", unit=row.unit.name), row.result_sent_at, None),
            (say("Kết quả đến {unit}", unit=row.unit.name), row.result_taken_at, None),
        ]
    rows.append((say("Trao cho người dân"), of.returned_at if of else None, None))
    return [
        {
            "name": str(name), "done": moment_words(done, today=today) if done else "",
            "until": moment_words(until, today=today) if until and not done else "",
            "late": bool(until and done and done > until),
        }
        for name, done, until in rows
    ]  # fmt: skip


def _figures(unit: str, at: datetime) -> dict:
    """Thirty days: received here for others, received by others for here, and whose time was overrun."""
    span = {"unit": unit, "since": day_of(at) - MONTH, "until": day_of(at), "by": "unit"}
    named = {
        key: [(unit_of(code).name, n) for code, n in breakdown(key=f"elsewhere.{key}", **span).items()]
        for key in ("received", "handled", "returned", "became_late")
    }
    return {key: {"total": sum(n for _, n in rows), "rows": rows} for key, rows in named.items()}


COLUMNS = (
    Column(say("Mã hồ sơ"), lambda one: one["code"], width=24),
    Column(say("Nơi nhận"), lambda one: one["here"], width=20),
    Column(say("Nơi giải quyết"), lambda one: one["there"], width=20),
    Column(say("Chủ hồ sơ"), lambda one: one["who"], width=24),
    Column(say("Thủ tục"), lambda one: one["what"], width=44),
    Column(say("Nhận lúc"), lambda one: one["received_at"], Kind.MOMENT),
    Column(say("Hẹn trả"), lambda one: one["due"], Kind.MOMENT),
    Column(say("Đang ở đâu"), lambda one: one["place"], width=30),
    Column(say("Chậm ở đâu"), lambda one: ", ".join(map(str, one["late"])), width=36),
)


def table(page: dict) -> Table:
    """Both lists as one file."""
    return Table("noi-khac", say("Hồ sơ nhận hộ, phi địa giới"), COLUMNS, [*page["out"], *page["into"]])
