"""Words of dossiers, steps, papers and journal entries as officers read them, and the bars of steps on one scale."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from thanthien.doors.desk.words_opinion import opinion_sentence
from thanthien.doors.desk.words_turns import turn_sentence
from thanthien.doors.parts.templatetags.words import as_moment, day_short, hour, minutes_left, weekday_short
from thanthien.dossiers.checklist import PaperState
from thanthien.dossiers.models import Dossier, DossierStep
from thanthien.dossiers.queries import StepView
from thanthien.dossiers.rules import Standing
from thanthien.journal.models import Entry
from thanthien.messaging.rules import EVENT_NAMES, Event
from thanthien.people.queries import unit as unit_of
from thanthien.people.rules import ROLE_NAMES, Role
from thanthien.shared.actor import logins
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

BAR = 120
PAPER_TONES = {PaperState.OK: "done", PaperState.MISSING: "wait", PaperState.LOOK: "today", PaperState.NA: "na"}
TONES = {Standing.LATE: "late", Standing.DUE_TODAY: "today", Standing.IN_TIME: ""}
OTHER_ROLES = {"other_body": say("cơ quan khác"), "nobody": say("chờ theo luật")}
OUTCOMES = {
    "granted": say("đã giải quyết"),
    "refused": say("không giải quyết được"),
    "withdrawn": say("người dân rút hồ sơ"),
    "annulled": say("đã hủy"),
}


def split_code(code: str | None) -> tuple[str, str]:
    """("MAU.151.48-261123-", "0007"): what is muted, and the tail that people say."""
    if not code:
        return "", say("chưa có mã")
    head, _, tail = code.rpartition("-")
    return f"{head}-", tail


def short_code(code: str | None) -> tuple[str, str]:
    """("1123-", "0007") for lists."""
    head, tail = split_code(code)
    return (f"{head[-5:-1]}-" if head else ""), tail


def who_full(dossier: Dossier) -> str:
    owner = dossier.organisation or dossier.applicant
    return owner.name if owner else ""


def due_words(due: datetime, *, today: date) -> str:
    """ "10:30 hôm nay", "10:30 T6 27/11"."""
    return say("{hour} hôm nay", hour=hour(due)) if day_of(due) == today else f"{hour(due)} {weekday_short(due)} {day_short(due)}"


def holder(step: DossierStep) -> str:
    """Who does a step: the officer, else the role."""
    if step.officer is not None:
        return step.officer.name
    return ROLE_NAMES[Role(step.role)] if step.role in set(Role) else OTHER_ROLES.get(step.role, "")


def hours_words(minutes: int) -> str:
    """Working minutes in hours with a decimal comma: "1,2", "22"."""
    tenths = round(minutes / 6)
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10},{tenths % 10}"


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a dossier for a table. `width`, `used`, `over` are lengths on the scale that all steps of the dossier share."""

    order: int
    name: str
    who: str
    tone: str
    now: bool
    when: str
    hours: str
    width: str
    used: str
    over: str
    came_back: str


def step_lines(views: Iterable[StepView]) -> list[StepLine]:
    """All steps on one scale."""
    steps = list(views)
    longest = max((max(view.allowed, view.used) for view in steps), default=0) or 1
    return [_step_line(view, BAR / longest) for view in steps]


def _step_line(view: StepView, scale: float) -> StepLine:
    step, late = view.step, view.used > view.allowed
    if view.running:
        tone = "late" if late else "ok"
    else:
        tone = "done" if step.done_at else "open"
    used = view.used if step.started_at else 0
    hours = (
        f"{hours_words(used)} / {hours_words(view.allowed)} g"
        if used or view.running or step.done_at
        else f"{hours_words(view.allowed)} g"
    )
    when = day_short(step.done_at) if step.done_at else say("từ {day}", day=day_short(step.started_at)) if step.started_at else ""
    return StepLine(
        step.order, step.name, holder(step), tone, view.running, when, hours, _length(view.allowed * scale),
        _length(min(used, view.allowed) * scale), _length(max(used - view.allowed, 0) * scale),
        "" if step.done_at else step.came_back,
    )  # fmt: skip


def _length(value: float) -> str:
    """A length of a drawing, "" for none: drawings want a decimal point, screens a comma."""
    return f"{value:.1f}" if value > 0 else ""


def paper_lines(papers: Iterable) -> list[dict]:
    """Papers with their state in shape and word."""
    return [
        {
            "order": p.order, "name": p.name, "note": p.note, "tone": PAPER_TONES[PaperState(p.state)],
            "word": PaperState(p.state).label,
        }
        for p in papers
    ]  # fmt: skip


def paper_counts(papers: Iterable) -> str:
    states = [p.state for p in papers]
    parts = [
        f"{states.count(state)} {str(PaperState(state).label).lower()}"
        for state in ("ok", "look", "missing", "na")
        if states.count(state)
    ]
    return " · ".join(parts)


# Who did something and has no name here.
UNNAMED = {"clock": say("Máy"), "citizen": say("Bà con")}


def story(entries: Iterable[Entry], *, names: Mapping[str, str], steps: Mapping[int, str]) -> list[dict]:
    """The journal of a dossier in sentences, newest first. `names`: login → officer; `steps`: order → name."""
    lines = [{"at": entry.at, "text": _sentence(entry, names, steps)} for entry in entries]
    return [line for line in reversed(lines) if line["text"]]


def with_programme(who: str, programme: str) -> str:
    """A name, and the other programme through which it was done in that name ("" = by the person)."""
    return str(say("{name} (qua {programme})", name=who, programme=programme)) if programme else who


def _sentence(entry: Entry, names: Mapping[str, str], steps: Mapping[int, str]) -> str:
    data = entry.data
    login, giver = logins(entry.actor)
    who = names.get(login, UNNAMED.get(entry.actor.partition(":")[0], login))
    if giver:
        who = str(say("{name} (thay {giver})", name=who, giver=names.get(giver, giver)))
    who = with_programme(who, names.get(data.get("through", ""), ""))
    step = steps.get(data.get("step", 0), "")
    if entry.kind == "dossier.received":
        place = say(", Quầy {counter}", counter=data["counter"]) if data.get("counter") else ""
        return say(
            "{who} nhận{place}, hẹn {hour} {day}", who=who, place=place, hour=hour(data["due_at"]), day=day_short(data["due_at"])
        )
    if entry.kind == "step.taken":
        holder_name = names.get(data["officer"], data["officer"])
        return (
            say("{holder_name} nhận việc: {step}", holder_name=who, step=step)
            if data["officer"] == login and not giver
            else say("{who} giao {holder_name}: {step}", who=who, holder_name=holder_name, step=step)
        )
    if entry.kind == "step.done":
        return say(
            "{who} xong: {step}, {time} trên {allowed}",
            who=who,
            step=step,
            time=minutes_left(data["used"]),
            allowed=minutes_left(data["allowed"]),
        )
    if entry.kind == "step.sent_back":
        return say("{who} trả lại bước: {text}", who=who, text=steps.get(data.get("to", 0), ""))
    if told := OF_KIND.get(entry.kind.partition(".")[0]):
        return told(entry, who)
    if entry.kind == "dossier.finished":
        return say("Có kết quả, {text}", text=OUTCOMES.get(data["outcome"], ""))
    asked = EVENT_NAMES[Event(data["event"])] if entry.kind == "message.asked" else ""
    plain = {
        "dossier.returned": say("{who} trao kết quả", who=who), "dossier.annulled": say("{who} hủy hồ sơ", who=who),
        "dossier.refused": say("{who} từ chối tiếp nhận", who=who),
        "dossier.form_printed": say("{who} in phiếu kiểm soát, lần {n}", who=who, n=data.get("copy", 1))
        if data.get("form") == "06"
        else say("{who} in giấy hẹn, liên {n}", who=who, n=data.get("copy", 1)),
        "dossier.paper_named": say("{who} viết đủ tên giấy", who=who),
        "step.released": say("{who} thôi nhận việc: {step}", who=who, step=step),
        "step.reopened": say("{who} hoàn tác, làm tiếp: {step}", who=who, step=step),
        "dossier.reopened": say("Chưa có kết quả, đã hoàn tác"),
        "paper.laid": say("{who} trình ký số mẫu {form}", who=who, form=data.get("form", "")),
        "paper.signed": say("{who} ký số mẫu {form}", who=who, form=data.get("form", "")),
        "paper.withdrawn": say("{who} rút mẫu {form} khỏi danh sách chờ ký", who=who, form=data.get("form", "")),
        "dossier.shelved": say("{who} để kết quả ở {shelf}", who=who, shelf=data.get("shelf", "")),
        "dossier.paper_marked": say("{who} ghi lại một giấy trong danh mục", who=who),
        "dossier.collector_named": say("{who} ghi người nhận thay", who=who),
        "fee.corrected": say("{who} sửa khoản đã thu", who=who),
        "message.asked": say("{who} nhờ báo: {event}", who=who, event=asked),
        "due.recounted": say("Dời ngày hẹn theo lịch mới, lãnh đạo quyết"),
        "due.kept": say("Giữ ngày đã hẹn dù lịch có thêm ngày nghỉ"), "due.restored": say("Trả lại ngày hẹn trước"),
        "dossier.due_soon": say("Máy nhắc: sắp đến hạn"), "dossier.became_late": say("Máy ghi: đã quá giờ hẹn"),
    }  # fmt: skip
    return plain.get(entry.kind, "") or turn_sentence(entry, who)


def _scan_words(entry: Entry, who: str) -> str:
    """What happened to the papers that were scanned."""
    sent = entry.data.get("what") == "loose"
    return {
        "scan.added": say("{who} gửi ảnh từ điện thoại", who=who) if sent else say("{who} đính bản quét", who=who),
        "scan.replaced": say("{who} thay bản quét", who=who),
        "scan.withdrawn": say("{who} bỏ bản quét", who=who),
        "scan.restored": say("{who} lấy lại bản quét", who=who),
        "scan.placed": say("{who} xếp ảnh vào giấy", who=who),
        "scan.reused": say("{who} dùng lại giấy trong kho", who=who),
        "phone.linked": say("{who} mở đường gửi ảnh từ điện thoại", who=who),
    }.get(entry.kind, "")


def _stage_words(entry: Entry, who: str) -> str:
    """The hand-overs between bodies."""
    data = entry.data
    place = unit_of(data["to"] if "to" in data else data["at"]).name
    return {
        "stage.passed": say("{who} chuyển hồ sơ cho {place}", who=who, place=place),
        "stage.taken": say("{who} nhận hồ sơ ở {place}", who=who, place=place),
        "stage.sent_back": say("{who} trả hồ sơ lại {place}", who=who, place=place),
        "stage.became_late": say("Máy ghi: {place} đã quá giờ của mình", place=place),
    }.get(entry.kind, "")


# Entries whose sentences stand apart, by the first part of their kind.
OF_KIND = {"stage": _stage_words, "opinion": opinion_sentence, "scan": _scan_words, "phone": _scan_words}


def left_words(minutes: int, standing: Standing | None) -> str:
    """ "còn 48 ph", "trễ 1 g 42"; a dossier late by less than a working minute is late too."""
    if standing is Standing.LATE:
        return minutes_left(min(minutes, -1))
    return minutes_left(max(minutes, 0))


def moment_words(moment: datetime, *, today: date) -> str:
    """ "09:42" today, "20/11 16:12" before."""
    moment = as_moment(moment)
    return hour(moment) if day_of(moment) == today else f"{day_short(moment)} {hour(moment)}"
