"""An officer's own months of ratings, and what stands behind each figure: whole months only, never a day, never a slip."""

from datetime import date, timedelta

from django.urls import reverse

from thanthien.doors.parts.behind import Line, Listed
from thanthien.doors.parts.days import month_in
from thanthien.doors.parts.templatetags.words import day_full
from thanthien.people.models import Officer
from thanthien.ratings.queries import own_months, own_slips, served_of
from thanthien.ratings.rules import LEVEL_WORDS, SATISFIED, USUAL_PUBLISHING, Level, Question, Share
from thanthien.shared.clock import month_after
from thanthien.shared.wording import Sentence, say

MONTHS = 6
QUESTIONS: dict[str, tuple[Question, Sentence]] = {
    "thai-do": (Question.ATTITUDE, say("Phiếu trả lời về thái độ")),
    "cong-viec": (Question.WORK, say("Phiếu trả lời về công việc")),
}  # fmt: skip


def months(*, officer: Officer, today: date) -> dict:
    """The last whole months, the newest first."""
    rows = own_months(unit=officer.unit_id, officer=officer.login, today=today, months=MONTHS)
    return {"months": [
        {"month": f"{one.since:%Y-%m}", "name": f"{one.since:%m/%Y}", "visits": one.visits,
         "published": one.attitude.published and one.work.published,
         "cells": [_cell("thai-do", one.attitude), _cell("cong-viec", one.work)]}
        for one in rows
    ], "least": USUAL_PUBLISHING.least}  # fmt: skip


def _cell(so: str, share: Share) -> dict:
    return {"so": so, "text": share.text, "n": share.n, "band": share.band_text, "thin": share.thin}


def behind(*, officer: Officer, month: str, so: str, today: date, page: int) -> Listed | None:
    """A figure of one month; None for a month that runs still, lies too far back, or is none."""
    first = month_in(month)
    if first is None:
        return None
    last = month_after(first) - timedelta(days=1)
    if last >= today or first < (today - timedelta(days=31 * (MONTHS + 1))).replace(day=1):
        return None
    told = {
        "of": str(say("{name}, tháng {month}", name=officer.name, month=f"{first:%m/%Y}")), "page": page,
        "back": (str(say("Điểm của tôi")), reverse("desk:scores") + "#y-kien"),
    }  # fmt: skip
    if so == "luot":
        rows = served_of(unit=officer.unit_id, officer=officer.login, since=first, until=last)
        lines = [Line(what=str(say("Số {label}", label=row.label)), says=day_full(row.day)) for row in rows]
        return Listed(title=say("Lượt tôi đã tiếp"), lines=lines, **told)
    if so not in QUESTIONS:
        return None
    question, title = QUESTIONS[so]
    levels = own_slips(unit=officer.unit_id, officer=officer.login, month=first, question=question)
    lines = [Line(what=str(LEVEL_WORDS[question][Level(level)]), tone="ok" if level in SATISFIED else "") for level in levels]
    good = sum(level in SATISFIED for level in levels)
    note = say("Xếp theo mức, không kèm ngày: không ai biết ai đã chấm.")
    if levels:
        note = say("{note} Mức 4 và 5: {part} trên {n}.", note=note, part=good, n=len(levels))
    none = say("Chưa đủ {n} phiếu nên chưa công bố", n=USUAL_PUBLISHING.least)
    return Listed(title=title, lines=lines, note=note, none=none, **told)
