"""What `/ho-so/<id>/` shows, and which acts its keys offer to whoever asks."""

from datetime import datetime

from thanthien.benefits.queries import has_table
from thanthien.doors.desk import course, passing, turns
from thanthien.doors.desk.explain import why_of
from thanthien.doors.desk.words import (
    OUTCOMES,
    TONES,
    holder,
    left_words,
    moment_words,
    paper_counts,
    paper_lines,
    split_code,
    step_lines,
    story,
    who_full,
    with_programme,
)
from thanthien.doors.parts.templatetags.words import day_full, day_short, dong
from thanthien.dossiers import access, forms_turns
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Collection, Dossier
from thanthien.dossiers.queries import DossierPage, StepView
from thanthien.dossiers.rules import (
    OPEN,
    PAUSED,
    PAYMENTS,
    RECEIVERS,
    RELATIONS,
    RETURN_CHANNELS,
    Act,
    DossierError,
    Relation,
    Standing,
    Status,
    move,
    working_steps,
)
from thanthien.dossiers.together import siblings
from thanthien.exchange.incoming_queries import of_dossier as of_dossier_online
from thanthien.exchange.incoming_rules import Wish
from thanthien.exchange.models import Incoming
from thanthien.journal.models import Access, Entry
from thanthien.journal.queries import about, accesses_of, told_once
from thanthien.journal.rules import reason_word
from thanthien.journeys.fee_due import fee_due
from thanthien.messaging import access as messages_access
from thanthien.messaging.queries import of_dossier, on_its_way, worth_telling
from thanthien.messaging.rules import EVENT_NAMES
from thanthien.papers.queries import counted
from thanthien.people.models import Citizen, Officer
from thanthien.people.queries import colleagues, officers_named, token_names
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor, logins
from thanthien.shared.clock import day_of
from thanthien.shared.qr import qr_svg
from thanthien.shared.wording import say

SEEN_SHOWN = 30


def reason_for(by: Actor, dossier: Dossier, at: datetime) -> str:
    """What an officer opens the file for, as the citizen will read it."""
    if by.has(Role.LEADER, Role.PARTY_SECRETARY):
        return "lead"
    if by.has(Role.SPECIALIST, Role.POLICE, Role.SEAL_CLERK):
        return "work"
    mine_today = dossier.received_by and dossier.received_by.login == by.code and day_of(dossier.received_at) == day_of(at)
    return "reception" if mine_today else "question"


def context(*, dossier: Dossier, by: Actor, at: datetime) -> dict:
    """Everything on the page. Call it after the access is written down."""
    page = dossiers.dossier_page(dossier=dossier, at=at)
    entries = told_once(about(subject=f"dossier:{dossier.pk}"), unit=dossier.unit_id)
    looks = accesses_of(subjects=[f"dossier:{dossier.pk}"])[:SEEN_SHOWN]
    names = _names(entries, looks)
    acts = _acts(page, by=by, at=at)
    handing = passing.hand_over_acts(dossier=dossier, by=by, at=at) if dossier.process_version else {}
    stages = passing.stage_lines(dossiers.stages(dossier=dossier, at=at), at=at)
    if handing and stages:
        acts |= passing.narrowed(acts, handing)
    more = turns.offered(page, {entry.kind for entry in entries}, by=by, at=at)
    acts |= {"turns": bool(more)}
    told = of_dossier(dossier=dossier)
    event = worth_telling(page) if messages_access.may_ask(by=by, unit=dossier.unit_id) else None
    tell = "" if event is None or on_its_way(event, told=told, entries=entries) else EVENT_NAMES[event]
    fee = fee_due(dossier=dossier, on=day_of(at))
    return {
        "told": told, "tell": tell, "fee": fee, "may_take_fee": bool(fee.left) and by.has(*RECEIVERS),
        "fee_qr": qr_svg(fee.qr, title=str(say("Mã VietQR để chuyển khoản lệ phí"))) if fee.qr else "",
        "one": _one(page, entries, looks, names, at) | {"stages": stages}, "acts": acts, "handing": handing,
        "keys": [*_keys(acts), *(TELL_KEY if tell else ()), *PAPERS_KEY], "said": "", "fresh": False,
        "turns": more, "course": course.of(dossier, entries),
        "appraisal": has_table(dossier.procedure.code), "siblings": _siblings(dossier),
        "sheets": forms_turns.printable({entry.kind for entry in entries}),
        "wish": _wish(dossier, entries),
        "scanned": counted(unit=dossier.unit_id, subject=f"dossier:{dossier.pk}"),
        "colleagues": _colleagues(dossier, by) if acts["give"] else [], "relations": list(RELATIONS.items()),
    }  # fmt: skip


def _siblings(dossier: Dossier) -> list[dict]:
    """The other matters of the same reception: the last figures of the code, what it is, how far."""
    return [
        {"pk": of.pk, "short": split_code(of.code)[1], "what": of.procedure_name, "state": Status(of.state).label,
         "ready": of.finished_at is not None}
        for of in siblings(dossier=dossier)
    ]  # fmt: skip


def _wish(dossier: Dossier, entries: list[Entry]) -> Incoming | None:
    """The record by which its owner wants it back, while an officer has to act; not asked for where the journal knows none."""
    if dossier.state not in (*OPEN, *PAUSED) or not any(entry.kind == "incoming.wish_asked" for entry in entries):
        return None
    found = of_dossier_online(dossier=dossier)
    return found if found is not None and found.wish == Wish.ASKED else None


def _colleagues(dossier: Dossier, by: Actor) -> list[Officer]:
    return [one for one in colleagues(dossier.unit_id) if one.login != by.code]


def _names(entries: list[Entry], looks: list[Access]) -> dict[str, str]:
    """login → name, of everybody in the journal and among those who looked; `token:7` → the programme it came through."""
    known = {login for entry in entries for login in logins(entry.actor) if login} | {look.officer for look in looks}
    known |= {entry.data["officer"] for entry in entries if entry.data.get("officer")}
    through = {entry.data.get("through", "") for entry in entries} | {look.through or "" for look in looks}
    return {login: one.name for login, one in officers_named(logins=known).items()} | token_names(through)


def _one(page: DossierPage, entries: list[Entry], looks: list[Access], names: dict[str, str], at: datetime) -> dict:
    of, today = page.dossier, day_of(at)
    head, tail = split_code(of.code)
    running = next((view for view in page.steps if view.running), None)
    shown = [paper for paper in page.papers if paper.state != "na"]
    return {
        "pk": of.pk, "code": of.code, "code_head": head, "code_tail": tail, "field_name": of.procedure.field_name,
        "what": of.procedure_name,
        "full_name": who_full(of), "brought_by": of.submitter.name if of.submitter else "",
        "where": say("tại Quầy {n}", n=of.counter_number) if of.counter_number else say("tại bộ phận Một cửa"),
        "due_law": of.due_law if of.due_law and of.due_law != of.due_first else None,
        "moved": of.due_first != of.due_at, "due_first": of.due_first, "due_at": of.due_at, "received_at": of.received_at,
        "finished_at": of.finished_at, "term": of.term_text, **_left(page),
        "why": why_of(of.deadline, today=today, promised=of.due_first), "route_default": of.route_default,
        "steps": step_lines(page.steps), "papers": paper_lines(shown), "paper_counts": paper_counts(page.papers),
        "state": Status(of.state).label, "step": of.step, "step_word": _step_word(running), "person": _person(of),
        "notes": _notes(page.steps, of),
        "story": story(entries, names=names, steps={v.step.order: v.step.name for v in page.steps}),
        "seen": [
            {"when": moment_words(look.at, today=today),
            "who": with_programme(names.get(look.officer, look.officer), names.get(look.through or "", "")),
            "why": reason_word(look.reason)}
            for look in looks
        ],
    }  # fmt: skip


def _left(page: DossierPage) -> dict:
    if page.standing is not None:
        return {"left_word": say("Còn (giờ làm việc)") if page.standing is not Standing.LATE else say("Quá hẹn (giờ làm việc)"),
                "left": left_words(page.minutes_left, page.standing), "tone": TONES[page.standing]}  # fmt: skip
    if page.verdict is not None:
        tone = "late" if page.verdict == "late" else ""
        return {
            "left_word": say("Có kết quả {day}", day=day_short(page.dossier.finished_at)),
            "left": page.verdict.label,
            "tone": tone,
        }
    if page.dossier.state in PAUSED:
        return {"left_word": say("Đồng hồ"), "left": say("đang dừng"), "tone": "wait"}
    return {"left_word": say("Hồ sơ"), "left": say("đã khép"), "tone": "done"}


def _step_word(running: StepView | None) -> str:
    if running is None:
        return ""
    return (
        f"{running.step.name}: {holder(running.step)}"
        if running.step.officer
        else say("{name}: chưa ai nhận", name=running.step.name)
    )


def _person(of: Dossier) -> list[tuple[str, str]]:
    """The owner, whoever brings it, and how the result goes back."""
    rows: list[tuple[str, str]] = []
    if of.organisation:
        rows += [(say("Tổ chức"), of.organisation.name), (say("Mã số thuế"), of.organisation.tax_code)]
    if of.applicant:
        rows += _citizen(of.applicant)
    if of.submitter:
        rows += [(say("Người nộp"), of.submitter.name), (say("Điện thoại"), of.submitter.phone), (say("Theo giấy"), of.mandate)]
    fee = dong(of.fee_vnd) if of.fee_vnd else of.fee_text
    rows += [
        (say("Phí"), f"{fee}, {PAYMENTS[of.fee_paid]}" if of.fee_vnd else fee),
        (say("Trả kết quả"), RETURN_CHANNELS[of.return_channel]),
    ]
    if of.finished_at:
        rows.append(
            (say("Kết quả"), " · ".join(str(part) for part in (OUTCOMES.get(of.outcome, ""), of.shelf, of.result_note) if part))
        )
    for named in of.collectors.all():
        rows.append((say("Người nhận thay"), f"{named.name}, {RELATIONS[Relation(named.relation)]}, {named.paper}"))
    if of.returned_at:
        how = Collection.objects.filter(dossier=of).first()
        shown = [
            of.collected_by,
            day_full(of.returned_at),
            how.paper if how else "",
            say("đã đối chiếu thẻ") if how and how.by_card else "",
        ]
        rows.append((say("Đã trao"), ", ".join(str(part) for part in shown if part)))
    return [(word, value) for word, value in rows if value]


def _citizen(person: Citizen) -> list[tuple[str, str]]:
    born = person.birth_date
    birth = "" if born is None else str(born.year) if person.birth_year_only else day_full(born)
    return [
        (say("Họ tên"), person.name), (say("Số định danh"), person.id_number),
        (say("Sinh"), f"{birth}, {person.sex}".strip(", ")),
        (say("Điện thoại"), person.phone), (say("Nơi cư trú"), person.address),
    ]  # fmt: skip


def _notes(steps: list[StepView], of: Dossier) -> list[dict]:
    return [
        {"who": holder(v.step), "when": day_short(v.step.done_at or of.received_at), "text": v.step.note}
        for v in steps
        if v.step.note
    ][-2:]


# --- acts ---------------------------------------------------------------------------------------------------------------------
# -----------


def _may(page: DossierPage, act: Act, *, by: Actor, on) -> bool:
    """True when the table and the officer's part allow `act` now."""
    of = page.dossier
    try:
        move(of.state, act)
    except DossierError:
        return False
    running = next((view.step for view in page.steps if view.running), None)
    if act in (Act.TAKE, Act.COMPLETE, Act.SEND_BACK):
        return running is not None and access.may_work(by=by, dossier=of, step=running, act=act, on=on)
    return access.may(by=by, dossier=of, act=act, on=on)


def _acts(page: DossierPage, *, by: Actor, at: datetime) -> dict:
    """Which buttons stand on the page; `first` is the filled one."""
    on = day_of(at)
    steps = [view.step for view in page.steps]
    working = [steps[place] for place in working_steps([step.kind for step in steps])]
    running = next((view.step for view in page.steps if view.running), None)
    works = _may(page, Act.COMPLETE, by=by, on=on)
    last = running is not None and bool(working) and running.order == working[-1].order
    acts = {
        "take": running is not None and running.officer is None and _may(page, Act.TAKE, by=by, on=on),
        "complete": works and not last, "finish": works and last,
        "send_back": works and running is not None and bool(working) and running.order > working[0].order,
        "hand_over": _may(page, Act.HAND_OVER, by=by, on=on), "print": _may(page, Act.PRINT, by=by, on=on),
        "give": running is not None and access.may_give(by=by, dossier=page.dossier, step=running),
        "name_collector": _may(page, Act.NAME_COLLECTOR, by=by, on=on),
    }  # fmt: skip
    first = next((name for name in ("take", "complete", "finish", "hand_over") if acts[name]), "")
    return acts | {"any": any(acts.values()), "first": first, "none": _none_words(page, running)}


def _none_words(page: DossierPage, running) -> str:
    if running is not None:
        return say("Đang chờ {who}. Làm xong, trang này tự đổi.", who=holder(running))
    if page.dossier.state in PAUSED:
        return say("Đang chờ người dân. Có đủ thì đồng hồ chạy lại và ngày hẹn được tính lại.")
    return say("Hồ sơ đã khép lại, không còn việc phải làm.")


KEYS = (("take", "E", say("nhận việc")), ("complete", "T", say("xong bước")), ("finish", "T", say("có kết quả")),
        ("send_back", "B", say("trả lại")),
        ("hand_over", "K", say("trao kết quả")), ("print", "P", say("giấy hẹn")), ("give", "G", say("giao")),
        ("name_collector", "U", say("người nhận thay")), ("turns", "O", say("việc khác")))  # fmt: skip
PAPERS_KEY = ({"key": "S", "word": say("giấy đã quét")},)
TELL_KEY = ({"key": "M", "word": say("nhắn người nộp")},)


def _keys(acts: dict) -> list[dict]:
    return [{"key": key, "word": word} for name, key, word in KEYS if acts[name]]
