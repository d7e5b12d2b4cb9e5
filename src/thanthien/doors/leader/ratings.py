"""Low ratings in words, for the list and for the one that is opened."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import get_language

from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.law.queries import rule
from thanthien.people.queries import officers_of
from thanthien.ratings import follow_queries as kept
from thanthien.ratings.follow_rules import OUTCOME_NAMES, WAY_NAMES, Outcome, State, Way, is_late
from thanthien.ratings.follow_rules import outcomes as follow_outcomes
from thanthien.ratings.following import Opened
from thanthien.ratings.models import FollowUp, Rating
from thanthien.ratings.rules import LEVEL_WORDS, REASON_BY_CODE, SATISFIED, Level, Question
from thanthien.shared.wording import say

BOXES = ("owner", "way", "note", "outcome", "said")
TABS = ((State.OPEN, say("Đang xem lại")), (State.CLOSED, say("Đã khép")), (State.DROPPED, say("Bỏ, phiếu để riêng")))
NAMES = {Question.ATTITUDE: say("Thái độ"), Question.WORK: say("Công việc")}


def answers(rating: Rating) -> list[dict]:
    """Both questions: their name, the word of the level, whether it is low."""
    given = {Question.ATTITUDE: rating.attitude, Question.WORK: rating.work}
    return [
        {"name": NAMES[of], "word": LEVEL_WORDS[of][Level(level)], "low": level < Level.FAIR, "good": level in SATISFIED}
        for of, level in given.items()
        if level is not None
    ]


def _row(one: FollowUp, names: Mapping[str, str], today: date) -> dict:
    login = one.rating.officer_login
    return {
        "row": one, "officer": names.get(login, login), "answers": answers(one.rating),
        "late": is_late(state=one.state, due=one.due, today=today),
        "outcome": OUTCOME_NAMES[Outcome(one.outcome)] if one.outcome else "",
    }  # fmt: skip


def listing(*, unit: str, state: str, today: date, only_late: bool = False) -> dict:
    """Everything of `leader/ratings.html`: the overdue first."""
    here = State(state) if state in tuple(State) else State.OPEN
    names = {one.login: one.name for one in officers_of(unit=unit)}
    counts = kept.counts(unit=unit)
    rows = [_row(one, names, today) for one in kept.follow_ups(unit=unit, state=here)]
    rules = [_rule(name, today) for name in ("low_level", "follow_up")]
    return {
        "rows": [row for row in rows if row["late"] or not only_late], "late": sum(row["late"] for row in rows),
        "only_late": only_late, "here": here, "today": today,
        "tabs": [{"code": str(code), "name": name, "n": counts[code]} for code, name in TABS],
        "rules": rules, "unconfirmed": not all(one["confirmed"] for one in rules),
    }  # fmt: skip


def _rule(name: str, today: date) -> dict:
    """A rule in the reader's language, and whether somebody compared it with a text."""
    found = rule(code=f"ratings.{name}", on=today)
    return {"says": found.says_en if get_language() == "en" else found.says, "confirmed": found.confirmed}


def table_of(page: dict) -> Table:
    columns = (
        Column(say("Ngày được phục vụ"), lambda row: row["row"].rating.served_on, Kind.DAY),
        Column(say("Cán bộ"), lambda row: row["officer"], width=28),
        Column(say("Chấm"), lambda row: "; ".join(f"{one['name']}: {one['word']}" for one in row["answers"]), width=44),
        Column(say("Ai xem lại"), lambda row: row["row"].owner.name if row["row"].owner else "", width=28),
        Column(say("Hạn"), lambda row: row["row"].due, Kind.DAY),
        Column(say("Quá hạn"), lambda row: str(say("quá hạn")) if row["late"] or row["row"].late_at else ""),
        Column(say("Số việc đã làm"), lambda row: row["row"].n_steps, Kind.NUMBER),
        Column(say("Kết quả"), lambda row: row["outcome"], width=36),
        Column(say("Khép lúc"), lambda row: row["row"].closed_at, Kind.MOMENT),
    )
    return Table(name="phieu-thap", title=say("Phiếu chấm điểm thấp"), columns=columns, rows=page["rows"])


def shown(row: FollowUp, opened: Opened, *, today: date, post: Mapping[str, str], me: str) -> dict:
    """Everything of `leader/rating.html`."""
    rating = row.rating
    staff = {one.login: one.name for one in officers_of(unit=row.unit_id)}
    people = [one for one in kept.leaders(unit=row.unit_id, on=today) if one.login != rating.officer_login]
    return {
        "row": row, "rating": rating, "officer": staff.get(rating.officer_login, rating.officer_login), "opened": opened,
        "answers": answers(rating), "reasons": [REASON_BY_CODE[code].words for code in rating.reasons if code in REASON_BY_CODE],
        "late": is_late(state=row.state, due=row.due, today=today), "open": row.state == State.OPEN,
        "outcome": OUTCOME_NAMES[Outcome(row.outcome)] if row.outcome else "",
        "steps": [{"row": one, "name": WAY_NAMES[Way(one.way)]} for one in kept.steps(follow_up=row)],
        "leaders": people, "mine": row.owner is not None and row.owner.login == me, "me": me,
        "ways": [(str(one), WAY_NAMES[one]) for one in Way],
        "outcomes": [(str(one), OUTCOME_NAMES[one]) for one in follow_outcomes(reachable=opened.reachable)],
        "typed": {name: post.get(name, "")[:2000] for name in BOXES} | ({} if "said" in post else {"said": row.said}),
    }  # fmt: skip
