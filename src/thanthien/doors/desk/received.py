"""The book of people received put into words, and its file. No rules."""

from collections.abc import Sequence
from datetime import date

from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.law.queries import rule
from thanthien.receptions import queries
from thanthien.receptions.access import may_open
from thanthien.receptions.models import ReceptionLine
from thanthien.receptions.rules import COURSE_NAMES, GOES_ON, MATTER_NAMES, Course, Matter
from thanthien.shared.actor import Actor
from thanthien.shared.wording import Sentence, say

SHOWN = 300


def context(*, by: Actor, unit: str, year: int, text: str, matter: str, only_open: bool, today: date) -> dict:
    """A year's lines as they are filtered, with what they add up to and where the columns come from."""
    lines = list(queries.book(unit=unit, year=year, text=text, matter=matter, only_open=only_open)[: SHOWN + 1])
    counts = queries.counts(unit=unit, since=date(year, 1, 1), until=date(year, 12, 31))
    return {
        "rows": [shown(line, by) for line in lines[:SHOWN]], "more": len(lines) > SHOWN, "year": year, "text": text,
        "matter": matter, "only_open": only_open, "counts": counts, "is_now": year == today.year, "month": today.month,
        "filtered": bool(text or matter or only_open), "matters": MATTER_NAMES.items(), "courses": COURSE_NAMES.items(),
        "years": sorted({today.year, *queries.years(unit=unit)}, reverse=True), "sources": sources(today),
    }  # fmt: skip


def sources(today: date) -> list:
    """The law that the page leans on; each says when nobody has read its text."""
    return [rule(code=code, on=today) for code in ("reception.book", "reception.denouncer_secret")]


def shown(line: ReceptionLine, by: Actor) -> dict:
    """One line for the screen: the name masked, of a denunciation the content only to whom it is open."""
    hidden = line.is_secret and not may_open(by=by, line=line)
    content = say("Nội dung tố cáo: chỉ người tiếp và chỉ huy mở được.") if hidden else line.content
    return {
        "line": line, "who": line.name_masked, "content": content, "matter": MATTER_NAMES[Matter(line.matter)],
        "course": COURSE_NAMES[Course(line.course)], "state": state(line), "tone": _tone(line), "hidden": hidden,
    }  # fmt: skip


def state(line: ReceptionLine) -> Sentence | str:
    """How far it is."""
    if line.annulled_at is not None:
        return say("đã gạch: {why}", why=line.annulled_why)
    if line.course not in GOES_ON:
        return say("xong ngay")
    if line.result_on is None:
        return say("chưa có kết quả")
    return say("đã trả lời {day:%d/%m/%Y}", day=line.result_on)


def _tone(line: ReceptionLine) -> str:
    return "na" if line.annulled_at is not None else "open" if line.is_open else "ok"


def table(context: dict) -> Table:
    """The book as a file: what is filtered on the screen, masked as on the screen."""
    columns = (
        Column(say("Số"), lambda row: row["line"].label, width=12),
        Column(say("Ngày tiếp"), lambda row: row["line"].day, Kind.DAY, width=12),
        Column(say("Người đến"), lambda row: row["who"], width=26),
        Column(say("Số người"), lambda row: row["line"].people, Kind.NUMBER, width=10),
        Column(say("Loại việc"), lambda row: row["matter"], width=20),
        Column(say("Nội dung"), lambda row: row["content"], width=60),
        Column(say("Cơ quan đã giải quyết"), lambda row: row["line"].settled_by, width=26),
        Column(say("Hướng xử lý"), lambda row: row["course"], width=26),
        Column(say("Nơi nhận đơn"), lambda row: row["line"].passed_to, width=26),
        Column(say("Kết quả"), lambda row: row["state"], width=26),
        Column(say("Cán bộ tiếp"), lambda row: row["line"].officer.ranked, width=30),
    )
    chosen = {
        say("Năm"): str(context["year"]), say("Tìm"): context["text"],
        say("Loại việc"): MATTER_NAMES[Matter(context["matter"])] if context["matter"] else "",
        say("Chỉ việc chưa có kết quả"): say("có") if context["only_open"] else "",
    }  # fmt: skip
    return Table(f"so-tiep-cong-dan-{context['year']}", say("Sổ tiếp công dân"), columns, context["rows"], chosen)


def paper_rows(lines: Sequence[ReceptionLine], by: Actor) -> list[dict]:
    """The lines for the book on paper: whole names, but those that are a secret to `by`."""
    return [shown(line, by) | {"open": may_open(by=by, line=line)} for line in lines]
