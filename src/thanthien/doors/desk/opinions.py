"""What `/ho-so/<id>/y-kien` and `/y-kien/` show: who was asked and what came of it, and what is asked of this office."""

from datetime import datetime

from thanthien.doors.desk.words import left_words, moment_words, paper_counts, paper_lines, short_code, split_code, who_full
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.dossiers import access, rules
from thanthien.dossiers import opinions as asking
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier, DossierStep, Opinion
from thanthien.dossiers.queries import owner_masked
from thanthien.dossiers.rules import OPEN, Act
from thanthien.dossiers.rules_opinion import Answer, Ask, Standing
from thanthien.dossiers.timing import timing_of
from thanthien.people.models import Unit
from thanthien.people.queries import offices
from thanthien.people.scoping import in_unit
from thanthien.procedures.queries import version_numbered
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import said, say

TONES = {
    Standing.WAITING: "open", Standing.ANSWERED: "done", Standing.LATE: "late", Standing.SILENT: "today",
    Standing.WITHDRAWN: "na",
}  # fmt: skip
FREE = 3


def page(*, dossier: Dossier, by: Actor, at: datetime) -> dict:
    """The page of whoever asks."""
    head, tail = split_code(dossier.code)
    with in_unit(dossier.unit_id):
        here = dossier.steps.filter(order=dossier.step).first()
    rows = asking.of_dossier(dossier=dossier)
    may = (
        here is not None and dossier.state in OPEN
        and access.may_work(by=by, dossier=dossier, step=here, act=Act.COMPLETE, on=day_of(at))
    )  # fmt: skip
    told = [line(row, at=at) for row in rows]
    return {
        "pk": dossier.pk, "code_head": head, "code_tail": tail, "what": dossier.procedure_name, "who": who_full(dossier),
        "step": here.order if here else 0, "step_name": here.name if here else "", "may": may, "rows": told,
        "waiting": sum(row["standing"] == Standing.WAITING for row in told), "late": sum(row["tone"] == "late" for row in told),
        "suggested": suggested(dossier, here, rows) if may and here is not None else [],
        "units": units_to_ask(by.unit) if may else [],
        "free": range(FREE), "back": f"/ho-so/{dossier.pk}/" if by.unit == dossier.unit_id else f"/lien-thong/{dossier.pk}/",
    }  # fmt: skip


def suggested(dossier: Dossier, here: DossierStep, asked: list[Opinion]) -> list[Ask]:
    """The bodies that the process names for the running step and that were not asked at it yet."""
    if dossier.process_version is None:
        return []
    with in_unit(dossier.unit_id):
        own = version_numbered(unit=dossier.unit_id, code=dossier.procedure.code, version=dossier.process_version)
    works = own.works if own is not None else ()
    named = next((work.opinions for work in works if work.name[:160] == here.name), ())
    done = {row.body for row in asked if row.step == here.order and row.withdrawn_at is None}
    return [Ask(one.body, one.days, one.unit, one.silence) for one in named if one.body not in done]


def units_to_ask(own: str) -> list[Unit]:
    """Offices on this system that may be asked."""
    return [one.unit for one in offices() if one.unit_id != own]


def line(row: Opinion, *, at: datetime) -> dict:
    """One request as whoever asks reads it."""
    standing, today = asking.standing_of(row, at), day_of(at)
    return {
        "pk": row.pk, "body": row.body, "on_system": row.asked_unit_id is not None, "question": row.question, "days": row.days,
        "due": row.due_at, "asked": moment_words(row.asked_at, today=today), "asked_by": row.asked_by.name,
        "standing": standing, "word": said(standing.label), "tone": TONES[standing],
        "answer": said(Answer(row.answer).label) if row.answer else "", "refused": row.answer == Answer.REFUSE, "text": row.text,
        "paper": row.paper, "who": row.answered_by.name if row.answered_by else "",
        "when": moment_words(row.answered_at, today=today) if row.answered_at else "",
        "was_late": bool(row.answered_at and row.answered_at > row.due_at), "silence": row.silence,
        "why": row.withdrawn_why, "open": row.open,
    }  # fmt: skip


def asked_lines(*, unit: str, at: datetime) -> list[dict]:
    """What other offices ask of this one; names masked, because a list is no access."""
    rows = asking.asked_of(unit=unit)
    timing = timing_of(unit) if rows else None
    lines = []
    for row in rows:
        of = row.dossier
        head, short = short_code(of.code)
        standing = rules.standing(due=row.due_at, at=at) if row.open else None
        left = timing.minutes(at, row.due_at) if timing is not None else 0
        lines.append({
            "pk": row.pk, "who": owner_masked(of), "what": of.procedure_name, "head": head, "short": short, "code": of.code,
            "office": of.unit.name, "question": row.question, "due": row.due_at, "asked_at": row.asked_at, "open": row.open,
            "left": left_words(left, standing) if row.open else "", "late": row.open and row.due_at < at,
            "answer": said(Answer(row.answer).label) if row.answer else "", "answered_at": row.answered_at,
        })  # fmt: skip
    return lines


def asked_page(*, row: Opinion, by: Actor, at: datetime) -> dict:
    """The request with what the body needs to answer it, in the asking office's scope."""
    of = row.dossier
    head, tail = split_code(of.code)
    with in_unit(of.unit_id):
        papers = [paper for paper in dossiers.dossier_page(dossier=of, at=at).papers if paper.state != "na"]
    can = access.may_answer(by=by, dossier=of, row=row, on=day_of(at))
    return line(row, at=at) | {
        "code_head": head, "code_tail": tail, "what": of.procedure_name, "owner": who_full(of), "office": of.unit.name,
        "asker": row.asked_by.name, "papers": paper_lines(papers), "paper_counts": paper_counts(papers),
        "may": can and row.open,
        "may_take_back": can and row.answered_at is not None and of.step == row.step and of.state in OPEN,
        "answers": [{"code": str(one), "text": said(one.label)} for one in Answer],
    }  # fmt: skip


COLUMNS = (
    Column(say("Mã hồ sơ"), lambda one: one["code"], width=24),
    Column(say("Nơi hỏi"), lambda one: one["office"], width=24),
    Column(say("Thủ tục"), lambda one: one["what"], width=44),
    Column(say("Hỏi lúc"), lambda one: one["asked_at"], Kind.MOMENT),
    Column(say("Hạn trả lời"), lambda one: one["due"], Kind.MOMENT),
    Column(say("Trả lời"), lambda one: one["answer"], width=24),
    Column(say("Trả lời lúc"), lambda one: one["answered_at"], Kind.MOMENT),
)


def table(rows: list[dict]) -> Table:
    """The list as a file."""
    return Table("y-kien", say("Ý kiến được hỏi"), COLUMNS, rows)
