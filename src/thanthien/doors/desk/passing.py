"""What the desk shows of a dossier that goes through several bodies, and which acts of hand-over it offers to whoever asks."""

from datetime import datetime

from thanthien.doors.desk.words import TONES, left_words, moment_words, paper_counts, paper_lines, split_code, who_full
from thanthien.doors.parts.templatetags.words import minutes_left
from thanthien.dossiers import access
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier, DossierStep
from thanthien.dossiers.passing import StageView
from thanthien.dossiers.rules import OPEN, Act, working_steps
from thanthien.people.models import Officer
from thanthien.people.scoping import in_unit
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import said, say


def incoming_lines(*, officer: Officer, at: datetime) -> list[dict]:
    """What other offices sent here; masked, because a list is no access."""
    lines = []
    for one in dossiers.incoming(officer=officer, at=at):
        head, tail = split_code(one.dossier.code)
        lines.append({
            "pk": one.dossier.pk, "left": left_words(one.minutes_left, one.standing), "tone": TONES[one.standing],
            "who": dossiers.owner_masked(one.dossier), "what": one.dossier.procedure_name, "sender": one.sender,
            "step": one.step.name, "fresh": one.stage.taken_at is None, "head": head, "tail": tail,
        })  # fmt: skip
    return lines


def stage_lines(views: list[StageView], *, at: datetime) -> list[dict]:
    """The way of the dossier, body by body."""
    today, lines = day_of(at), []
    for view in views:
        row = view.stage
        lines.append({
            "order": row.order, "name": view.name, "now": row.running, "came_back": row.came_back, "note": row.note,
            "handed": moment_words(row.handed_at, today=today) if row.handed_at else "",
            "taken": moment_words(row.taken_at, today=today) if row.taken_at else "",
            "clock": f"{minutes_left(view.used)} / {minutes_left(row.allowed_minutes)}", **_word(view),
        })  # fmt: skip
    return lines


def _word(view: StageView) -> dict:
    """The stage's state: "sắp tới", "đúng hạn", "trễ 2 g", "đang ở đây"."""
    if view.verdict is not None:
        return {"word": said(view.verdict.label), "tone": "late" if view.late else "ok"}
    if not view.stage.running:
        return {"word": str(say("chưa đến")), "tone": "na"}
    return {
        "word": left_words(min(view.left, -1) if view.late else view.left, view.standing),
        "tone": "late" if view.late else "today",
    }


def hand_over_acts(*, dossier: Dossier, by: Actor, at: datetime) -> dict:
    """`to`, `back`: the bodies to which it may be given on or sent back ("" = not now); `take`, `complete` likewise."""
    none = {"take": False, "complete": False, "to": "", "back": "", "step": dossier.step}
    rows = access.stages_of(dossier)
    with in_unit(dossier.unit_id):
        steps = list(dossier.steps.all())
    here = next((step for step in steps if step.order == dossier.step), None)
    mine = next((row for row in rows if here is not None and row.covers(here.order)), None)
    if here is None or mine is None or dossier.state not in OPEN or mine.unit_id != by.unit:
        return none
    if not access.may_work(by=by, dossier=dossier, step=here, act=Act.COMPLETE, on=day_of(at)):
        return none
    waits = mine.taken_at is None
    then = _following(steps, here)
    leaves = then is not None and not mine.covers(then.order)
    after = next((row.unit.name for row in rows if row.order == mine.order + 1), "")
    before = next((row.unit.name for row in rows if row.order == mine.order - 1), "")
    first = here.order == mine.first_step
    return none | {
        "take": waits, "complete": not waits and then is not None and not leaves, "to": after if leaves and not waits else "",
        "back": before if first else "",
    }  # fmt: skip


def _following(steps: list[DossierStep], here: DossierStep) -> DossierStep | None:
    working = [steps[place] for place in working_steps([step.kind for step in steps])]
    return next((step for step in working if step.order > here.order), None)


def shared_page(*, dossier: Dossier, by: Actor, at: datetime) -> dict:
    """The page of another office's dossier, for the body that works on it. Read before the answer is made: in its own scope."""
    with in_unit(dossier.unit_id):
        page = dossiers.dossier_page(dossier=dossier, at=at)
        head, tail = split_code(dossier.code)
        mine = [row for row in access.stages_of(dossier) if row.unit_id == by.unit]
        steps = [
            {"name": view.step.name, "now": view.running, "done": view.step.done_at is not None, "note": view.step.note,
             "who": view.step.officer.name if view.step.officer else "",
             "clock": f"{minutes_left(view.used)} / {minutes_left(view.allowed)}"}
            for view in page.steps if any(row.covers(view.step.order) for row in mine)
        ]  # fmt: skip
        shown = [paper for paper in page.papers if paper.state != "na"]
        return {
            "pk": dossier.pk, "code_head": head, "code_tail": tail, "what": dossier.procedure_name, "who": who_full(dossier),
            "office": dossier.unit.name, "due_at": dossier.due_at, "received_at": dossier.received_at, "steps": steps,
            "papers": paper_lines(shown), "paper_counts": paper_counts(page.papers),
            "stages": stage_lines(dossiers.stages(dossier=dossier, at=at), at=at),
        }  # fmt: skip


def narrowed(acts: dict, handing: dict) -> dict:
    """The ordinary acts of a dossier that is at a border: it is taken in, given on or sent back instead."""
    at_border = handing["take"] or handing["to"]
    kept = {
        "take": acts["take"] and not handing["take"], "complete": acts["complete"] and not at_border,
        "finish": acts["finish"] and not handing["take"], "send_back": acts["send_back"] and not handing["back"],
    }  # fmt: skip
    first = acts["first"] if acts["first"] not in kept or kept[acts["first"]] else ""
    return kept | {"first": first, "any": bool(acts["any"] or at_border)}
