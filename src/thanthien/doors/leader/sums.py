"""The figures of the leader's day: counts first, opinions with n, response and interval, eight weeks of kept promises."""

from datetime import date, datetime, timedelta

from thanthien.doors.parts.templatetags.words import day_short, thousands
from thanthien.indicators import queries as indicators
from thanthien.indicators.booked import Booked, booked
from thanthien.indicators.queries import Promises
from thanthien.indicators.withdrawn import Withdrawn, withdrawn
from thanthien.outreach.access import STAFF_ROLES
from thanthien.ratings.queries import Summary, summary
from thanthien.ratings.rules import Share
from thanthien.receptions import queries as receptions
from thanthien.receptions.access import may_keep
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import Sentence, say

WEEKS = 8
BOOKED_DAYS = 30
BACK_DAYS = 30
LEFT, WIDTH = 92, 168  # the axis of shares, in units of the drawing
TOP_LINE, LOW_LINE, LEVEL = 14.0, 52.0, 98.0
FLOOR = 80.0  # where the line of weeks begins, unless a week was worse
BAR_FOOT, BAR_TALL = 82.0, 24.0
SO = {"attitude": "thai-do", "work": "cong-viec"}  # the list behind each question


def context(*, by: Actor, at: datetime) -> dict:
    """Everything of `leader/_figures.html`, under `sums`."""
    unit = by.unit
    today = day_of(at)
    said = summary(unit=unit, since=today, until=today)
    figures = indicators.of_day(unit=unit, day=today, keys=("dossier.received", "dossier.returned"))
    wait = indicators.waiting(unit=unit, since=today, until=today)
    numbers = [
        _number("visits", say("lượt đã tiếp"), said.visits, "luot-tiep"),
        _number("received", say("hồ sơ nhận"), figures["dossier.received"], "nhan"),
        _number("returned", say("kết quả trao"), figures["dossier.returned"], "trao"),
        _number("wait", say("chờ giữa"), wait.called, "cho-goi") | {"value": _minutes(wait.median)},
    ]
    if may_keep(by=by, unit=unit):
        numbers += _received(unit, today)
    bookings = {
        "booked": _booked(unit, today), "to_bookings": by.has(*STAFF_ROLES), "booked_since": today - timedelta(days=BOOKED_DAYS)
    }  # fmt: skip
    back = {"back": _back(unit, today), "back_days": f"?tu={today - timedelta(days=BACK_DAYS)}&den={today}"}
    return {"sums": {"day": today, "numbers": numbers, **bookings, **back, **_ratings(said), **_weeks(unit, today)}}


def _received(unit: str, today: date) -> list[dict]:
    """The police's own book: who was received today, and how many matters wait for a result."""
    told = receptions.counts(unit=unit, since=today, until=today)
    return [
        _number("receptions", say("lượt tiếp công dân"), told.received, "tiep-cong-dan"),
        _number("receptions-open", say("việc chờ kết quả"), receptions.still_open(unit=unit), "viec-cho"),
    ]


def _number(code: str, word: Sentence, n: int, so: str) -> dict:
    """A number of the day; `so` names the list behind it, which holds `n`."""
    return {"code": code, "word": word, "value": thousands(n), "n": n, "so": so}


def _booked(unit: str, today: date) -> Booked:
    """Of the last thirty days: how many came by appointment, how many hours nobody came to."""
    return booked(unit=unit, first=today - timedelta(days=BOOKED_DAYS), last=today)


def _back(unit: str, today: date) -> Withdrawn:
    """Of the last thirty days: how many were handed in online, how many their owners took back."""
    return withdrawn(unit=unit, first=today - timedelta(days=BACK_DAYS), last=today)


def _ratings(said: Summary) -> dict:
    lines = [_line("attitude", say("Thái độ"), said.attitude, 0), _line("work", say("Công việc"), said.work, 1)]
    response = said.attitude.response_text or (say("chưa tiếp lượt nào") if not said.visits else "")
    return {
        "rated": said.rated, "aside": said.set_aside, "answered": said.attitude.n, "lines": lines,
        "drawn": any(line["published"] for line in lines), "response": response, "base": 52, "label_y": 66, "height": 76,
        "alt": "; ".join(f"{line['name']}: {line['say']}" for line in lines),
    }  # fmt: skip


def _line(code: str, name: str, share: Share, place: int) -> dict:
    y = 22 + 20 * place
    low, high = share.interval
    spoken = (
        f"{share.count_text}, {share.text}, {share.band_text}"
        if share.published
        else share.count_text
        if share.n
        else say("chưa ai chấm")
    )
    return {
        "code": code, "so": SO[code], "n": share.n,
        "name": name, "published": share.published, "y": y, "text_y": y + 4, "low": _x(low), "high": _x(high),
        "at": _x(share.value) if share.value is not None else LEFT, "text": share.text, "say": spoken,
    }  # fmt: skip


def _x(value: float) -> str:
    return f"{LEFT + WIDTH * value:.1f}"


def _weeks(unit: str, today: date) -> dict:
    """Eight weeks, Monday to Sunday, the running one last."""
    first = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
    counts = [[0, 0, 0] for _ in range(WEEKS)]
    for place, key in enumerate(("dossier.early", "dossier.on_time", "dossier.late")):
        for day, value in indicators.series(unit=unit, key=key, since=first, until=today):
            counts[(day - first).days // 7][place] += value
    weeks = [Promises(*week) for week in counts]
    shares = [100 * week.kept / week.finished for week in weeks if week.finished]
    if not shares:
        return {"weeks": [], "weeks_alt": "", "terms": [], "weeks_since": first, "week_since": today, "this_week": weeks[-1]}
    floor = min(FLOOR, 10 * (min(shares) // 10))
    tallest = max(week.finished for week in weeks)
    drawn = [_week(week, n, first + timedelta(days=7 * n), tallest, floor) for n, week in enumerate(weeks)]
    level, last = _y(LEVEL, floor), next(week for week in reversed(drawn) if week["y"])
    # The level is named at its right end; the newest figure gives way to it.
    text_y = float(last["y"]) + 4
    if abs(text_y - (level - 4)) < 13:
        text_y = level + 12
    law = indicators.promises(unit=unit, since=first, until=today, law=True)
    whole = Promises(*(sum(week[place] for week in counts) for place in range(3)))
    return {
        "weeks": drawn, "points": " ".join(f"{week['x']},{week['y']}" for week in drawn if week["y"]), "level_y": f"{level:.1f}",
        "level_text_y": f"{level - 4:.1f}", "last_y": f"{text_y:.1f}", "last_text": last["text"],
        "last_count": thousands(weeks[-1].finished),
        "terms": [
            _term("own", say("Theo ngày hẹn của xã"), whole, "xong"), _term("law", say("Theo hạn luật"), law, "xong-luat"),
        ],
        "weeks_since": first, "week_since": first + timedelta(days=7 * (WEEKS - 1)), "this_week": weeks[-1],
        "weeks_alt": "; ".join(_week_words(week) for week in drawn),
    }  # fmt: skip


def _term(code: str, name: Sentence, told: Promises, so: str) -> dict:
    return {"code": code, "name": name, "count": told.count_text, "text": told.text, "n": told.finished, "so": so}


def _week(week: Promises, n: int, begins: date, tallest: int, floor: float) -> dict:
    tall = BAR_TALL * week.finished / tallest
    y = f"{_y(100 * week.kept / week.finished, floor):.1f}" if week.finished else ""
    return {
        "x": 10 + 33 * n, "left": 2 + 33 * n, "top": f"{BAR_FOOT - tall:.1f}", "tall": f"{tall:.1f}", "name": day_short(begins),
        "y": y, "text": week.text if week.finished else "",
    }  # fmt: skip


def _week_words(week: dict) -> str:
    """One week for a reader that sees no drawing."""
    return str(say("tuần {week}: {share}", week=week["name"], share=week["text"] or say("chưa có")))


def _minutes(value: float | None) -> str:
    return "–" if value is None else str(say("{n} ph", n=round(value)))


def _y(share: float, floor: float) -> float:
    """Height of a share on the line of weeks, from the floor to 100."""
    return LOW_LINE - (LOW_LINE - TOP_LINE) * (share - floor) / (100 - floor)
