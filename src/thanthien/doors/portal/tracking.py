"""What the tracking page says of a dossier, put together from the rooms' reads. No rules: only words."""

from datetime import datetime

from thanthien.doors.parts import calendar_grid
from thanthien.doors.parts.told import is_late, next_words
from thanthien.dossiers import elsewhere_queries as places
from thanthien.dossiers import waiting
from thanthien.dossiers.models import Dossier, Elsewhere
from thanthien.dossiers.queries import owner_masked, steps_of, where
from thanthien.dossiers.rules import OPEN, Status
from thanthien.dossiers.rules_elsewhere import Fetch, Place
from thanthien.dossiers.together import siblings
from thanthien.journal.queries import accesses_of
from thanthien.journal.rules import reason_word
from thanthien.journeys.fee_due import fee_due
from thanthien.law.queries import rule
from thanthien.messaging.queries import told_of
from thanthien.people.queries import officers_named
from thanthien.posting.queries import phone_of
from thanthien.shared.clock import day_of
from thanthien.shared.qr import qr_svg
from thanthien.shared.wording import say
from thanthien.worktime.queries import working_days_left

FIRST_LOOKS = 5


def not_found_sentence(typed: str) -> str:
    """What to say when no dossier has this code; the official number is answered kindly, because people type it."""
    if "-" in typed and any(ch.isdigit() for ch in typed):
        return say(
            "Đây là mã hồ sơ. Để giữ kín chuyện nhà mình, xã chỉ mở bằng mã tra cứu 12 ký tự in dưới mã vuông trên giấy hẹn."
        )
    return say("Chưa thấy hồ sơ nào có mã này. Mã tra cứu có 12 chữ và số, in dưới mã vuông trên giấy hẹn.")


def page_of(dossier: Dossier, *, at: datetime, address: str) -> dict:
    """Everything the page shows of one dossier at a moment."""
    today = day_of(at)
    steps = steps_of(dossier=dossier)
    now_step = next((step for step in steps if step.started_at and not step.done_at), None)
    open_still = dossier.due_at and dossier.state in OPEN
    days_left = working_days_left(today=today, due=day_of(dossier.due_at), unit=dossier.unit_id) if open_still else None
    late = is_late(dossier, at=at)
    came = places.of_dossier(pk=dossier.pk) if dossier.received_at_unit_id else None
    looks = looks_of(f"dossier:{dossier.pk}", *([f"elsewhere:{came.pk}"] if came else []))
    fetch, fee = _fetch_words(came), fee_due(dossier=dossier, on=today)
    return {
        "dossier": dossier,
        "who": owner_masked(dossier),
        "steps": steps,
        "now_step": now_step,
        "elsewhere": where(dossier=dossier),
        "siblings": siblings_of(dossier),
        "holder_phone": phone_of(officer=now_step.officer) if now_step and now_step.officer else "",
        "days_left": days_left,
        "late": late,
        "days_late": -days_left if late and days_left is not None and days_left < 0 else 0,
        "moved": bool(dossier.due_first and dossier.due_at != dossier.due_first),
        "promised_by_law": dossier.due_law if dossier.due_law and dossier.due_law > dossier.due_first else None,
        "next": fetch or next_words(dossier, at=at),
        "came": came,
        "fetch": fetch,
        "running": bool(open_still),
        **_stopped(dossier),
        "weeks": calendar_grid.weeks(dossier.deadline, today=today),
        "lines": calendar_grid.lines(dossier.deadline),
        "rule": dossier.deadline.get("rule", {}),
        "summary": dossier.deadline.get("summary", ""),
        "provisional": dossier.deadline.get("calendar_status", "official") != "official",
        "seen": looks[:FIRST_LOOKS],
        "seen_more": looks[FIRST_LOOKS:],
        "told": told_of(dossier=dossier),
        "qr": qr_svg(address),
        "fee": fee,
        "fee_qr": qr_svg(fee.qr, title=str(say("Mã VietQR để chuyển khoản lệ phí"))) if fee.qr else "",
    }


def siblings_of(dossier: Dossier) -> list[dict]:
    """The other matters of the same reception, each with its own page and the day in few words."""
    lines = []
    for of in siblings(dossier=dossier):
        ready = of.finished_at is not None
        lines.append(
            {"code": of.tracking_code, "what": of.procedure_name, "ready": ready, "back": of.returned_at, "due": of.due_at}
        )
    return lines


def _fetch_words(came: Elsewhere | None) -> str:
    """Where the result of a dossier handed in at another unit is fetched; "" when nothing is ready."""
    of = came.dossier if came is not None else None
    if came is None or of is None or of.finished_at is None or of.returned_at is not None:
        return ""
    if came.return_channel != "counter":
        return ""
    if came.fetch_at == Fetch.COMPETENT:
        return say("Đến quầy “Trả kết quả” của {unit}, mang theo giấy hẹn.", unit=came.competent.name)
    if came.place == Place.RESULT_HERE:
        return say("Kết quả đã về {unit}. Đến quầy nơi đã nộp, mang theo giấy hẹn.", unit=came.unit.name)
    return say("Kết quả sẽ về {unit}, nơi ông/bà đã nộp. Về tới nơi, trang này ghi ngay.", unit=came.unit.name)


def page_before(row: Elsewhere, *, at: datetime, address: str) -> dict:
    """What the page shows while the unit that received it has not passed it on, or the competent one not taken it in."""
    return {
        "one": row, "who": owner_masked(row), "cancelled": row.place == Place.CANCELLED, "sent": row.place == Place.SENT,
        "late": places.standing(row=row, at=at).late, "law": rule(code="term.start_elsewhere", on=day_of(row.received_at)),
        "seen": looks_of(f"elsewhere:{row.pk}"), "qr": qr_svg(address),
    }  # fmt: skip


def _stopped(dossier: Dossier) -> dict:
    """For what the clock stands still, or how the dossier ended without a result: one query, and none for a running one."""
    state = Status(dossier.state)
    asked = waiting.open_supplement(dossier=dossier) if state is Status.SUPPLEMENT else None
    duty = waiting.open_duty(dossier=dossier) if state is Status.FINANCE else None
    ending = waiting.ending_of(dossier=dossier) if state in (Status.WITHDRAWN, Status.STOPPED) else None
    return {"asked": asked, "duty": duty, "ending": ending}


def looks_of(*subjects: str) -> list[dict]:
    """Who opened this file, under each of its names, the newest first: when, who, what for. One officer, reason and day make one
    line.
    """
    rows = accesses_of(subjects=subjects)
    names = officers_named(logins={row.officer for row in rows})
    lines: list[dict] = []
    for row in rows:
        key = (day_of(row.at), row.officer, row.reason, bool(row.through))
        if lines and lines[-1]["key"] == key:
            lines[-1]["times"] += 1
            continue
        lines.append(
            {
                "key": key, "at": row.at, "officer": names.get(row.officer), "times": 1,
                "reason": say("{why}, qua phần mềm", why=reason_word(row.reason)) if row.through else reason_word(row.reason),
            }
        )  # fmt: skip
    return lines
