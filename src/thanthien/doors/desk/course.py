"""What has happened to a dossier beside its steps: requests, duties, the apology, mistakes, the end; what of it is still open."""

from dataclasses import dataclass

from thanthien.doors.parts.templatetags.words import day_full, day_short, dong, hour
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules_turns import CAUSES, FAULTS, GROUNDS, Cause, Fault, Ground
from thanthien.journal.models import Entry
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the panel. `tone`: the mark of `.st`; `lines`: what stands under it."""

    tone: str
    title: str
    lines: tuple[str, ...] = ()


def of(dossier: Dossier, entries: list[Entry]) -> list[Line]:
    """The panel, newest first; what the journal does not speak of is not asked for."""
    kinds = {entry.kind for entry in entries}
    made: list[Line] = []
    if kinds & {"mistake.reported"}:
        made += _mistakes(dossier)
    if kinds & {"dossier.withdrawn", "dossier.stopped"}:
        made.append(_ending(dossier))
    if kinds & {"dossier.will_be_late", "dossier.became_late", "apology.drafted", "dossier.redated"}:
        made += _apology(dossier)
    if kinds & {"dossier.duty_asked"}:
        made += _duties(dossier)
    if kinds & {"dossier.supplement_asked"}:
        made += _supplements(dossier)
    if kinds & {"dossier.appraised"}:
        made += _appraisals(dossier)
    if kinds & {"originals.returned"}:
        made += [
            Line("done", say("Đã trả {n} bản chính", n=len(one.papers)), (f"{one.receiver}, {day_full(one.at)}",))
            for one in dossier.given_back.all()
        ]
    made += [Line("done", one["ask"], (one["text"], *_brought(one["steps"]))) for one in dossier.branches]
    return made


def _appraisals(dossier: Dossier) -> list[Line]:
    return [
        Line(
            "done" if one.granted else "wait",
            say("Thẩm định: đủ điều kiện hưởng") if one.granted else say("Thẩm định: không đủ điều kiện hưởng"),
            (dong(one.amount_vnd),) if one.amount_vnd else (),
        )
        for one in dossier.appraisals.filter(dropped_at__isnull=True)
    ]


def _brought(steps: list[str]) -> tuple[str, ...]:
    return (str(say("nên có bước: {steps}", steps=", ".join(steps))),) if steps else ()


def _mistakes(dossier: Dossier) -> list[Line]:
    return [
        Line("done", say("Đã sửa: {fault}", fault=FAULTS[Fault(one.kind)]), (one.what, one.mended_how))
        if one.mended_at
        else Line("late", say("Chưa sửa: {fault}", fault=FAULTS[Fault(one.kind)]), (one.what,))
        for one in dossier.mistakes.order_by("-pk")
    ]


def _ending(dossier: Dossier) -> Line:
    end = dossier.ending
    title = say("Người dân rút hồ sơ") if end.kind == "withdrawn" else say("Dừng: {ground}", ground=GROUNDS[Ground(end.ground)])
    return Line("late" if end.kind == "stopped" else "done", str(title), tuple(text for text in (end.reason, end.money) if text))


def _apology(dossier: Dossier) -> list[Line]:
    draft = getattr(dossier, "apology", None)
    if draft is None:
        return []
    if draft.signed_at:
        when = say("Đã xin lỗi {day}, hẹn lại {hour} {new}", day=day_short(draft.signed_at), hour=hour(draft.new_due),
                   new=day_short(draft.new_due))  # fmt: skip
        return [Line("done", when, (draft.reason,))]
    if draft.complete:
        return [Line("wait", say("Thư xin lỗi chờ lãnh đạo ký"), (str(CAUSES[Cause(draft.cause)]), draft.reason))]
    return [Line("today", say("Cần soạn thư xin lỗi, hẹn lại"), ())]


def _duties(dossier: Dossier) -> list[Line]:
    return [
        Line(
            "done" if one.settled_at else "wait",
            str(one.what if one.amount_vnd is None else f"{one.what}: {dong(one.amount_vnd)}"),
            (one.paper,) if one.paper else (say("chờ chứng từ, từ {day}", day=day_short(one.asked_at)),),
        )
        for one in dossier.duties.order_by("-pk")
    ]


def _supplements(dossier: Dossier) -> list[Line]:
    lines = []
    for one in dossier.supplements.order_by("-number"):
        state = (
            say("đủ ngày {day}", day=day_short(one.answered_at)) if one.answered_at
            else say("đã rút") if one.dropped_at
            else say("đang chờ, từ {day}", day=day_short(one.asked_at))
        )  # fmt: skip
        tone = "done" if one.answered_at or one.dropped_at else "wait"
        title = say("Bổ sung lần {n}: {state}", n=one.number, state=state)
        lines.append(Line(tone, title, (*(item["name"] for item in one.items), *((one.exception,) if one.exception else ()))))
    return lines
