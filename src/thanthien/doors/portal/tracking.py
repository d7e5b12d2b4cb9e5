"""What the tracking page says of a dossier, put together from the rooms' reads. No rules: only words."""

from datetime import UTC, datetime

from thanthien.doors.parts import calendar_grid
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import Standing, standing
from thanthien.journal.queries import accesses_of
from thanthien.people.card import mask_name
from thanthien.people.models import Officer
from thanthien.shared.clock import day_of
from thanthien.shared.qr import qr_svg
from thanthien.worktime.queries import working_days_left

REASON_WORDS = {
    "work": "Xử lý hồ sơ", "reception": "Nhận hồ sơ", "return": "Trả kết quả", "lead": "Lãnh đạo xem",
    "question": "Trả lời người dân",
}  # fmt: skip


def utc_stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def not_found_sentence(typed: str) -> str:
    """What to say when no dossier has this code; the official number is answered kindly, because people type it."""
    if "-" in typed and any(ch.isdigit() for ch in typed):
        return "Đây là mã hồ sơ. Để giữ kín chuyện nhà mình, xã chỉ mở bằng mã tra cứu 12 ký tự in dưới mã vuông trên giấy hẹn."
    return "Chưa thấy hồ sơ nào có mã này. Mã tra cứu có 12 chữ và số, in dưới mã vuông trên giấy hẹn."


def page_of(dossier: Dossier, *, at: datetime, address: str) -> dict:
    """Everything the page shows of one dossier at a moment."""
    today = day_of(at)
    steps = list(dossier.steps.select_related("officer"))
    now_step = next((step for step in steps if step.started_at and not step.done_at), None)
    open_still = dossier.due_at and not dossier.finished_at
    days_left = working_days_left(today=today, due=day_of(dossier.due_at), unit=dossier.unit_id) if open_still else None
    person = dossier.applicant or dossier.submitter
    return {
        "dossier": dossier,
        "who": dossier.organisation.name if dossier.organisation else (mask_name(person.name) if person else ""),
        "steps": steps,
        "now_step": now_step,
        "days_left": days_left,
        "late": bool(dossier.due_at and not dossier.finished_at and standing(due=dossier.due_at, at=at) is Standing.LATE),
        "weeks": calendar_grid.weeks(dossier.deadline, today=today),
        "lines": calendar_grid.lines(dossier.deadline),
        "rule": dossier.deadline.get("rule", {}),
        "summary": dossier.deadline.get("summary", ""),
        "provisional": dossier.deadline.get("calendar_status", "official") != "official",
        "seen": _seen(dossier),
        "qr": qr_svg(address),
    }


def _seen(dossier: Dossier) -> list[dict]:
    """Who opened this file, when, what for."""
    rows = accesses_of(subjects=[f"dossier:{dossier.pk}"])
    names = {o.login: o for o in Officer.objects.filter(login__in={row.officer for row in rows})}
    return [
        {
            "at": row.at,
            "officer": names.get(row.officer),
            "login": row.officer,
            "reason": REASON_WORDS.get(row.reason, row.reason),
        }
        for row in rows
    ]
