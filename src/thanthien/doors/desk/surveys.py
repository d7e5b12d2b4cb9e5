"""Surveys in words: the list of rounds, a round's figures, a form to fill."""

from collections.abc import Mapping
from datetime import date

from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.ratings import survey_queries as kept
from thanthien.ratings import survey_rules
from thanthien.ratings.models import SurveyRound
from thanthien.ratings.rules import USUAL_PUBLISHING, Share
from thanthien.ratings.survey_forms import forms_on
from thanthien.ratings.survey_rules import ASIDE_WORDS, LEVELS, PartResult, Result
from thanthien.shared.wording import say

STATE_NAMES = {"coming": say("chưa bắt đầu"), "running": say("đang hỏi"), "over": say("đã xong")}
TONES = {"coming": "wait", "running": "ok", "over": "done"}


def listing(*, unit: str, today: date, keeps: bool) -> dict:
    """Everything of the list: rounds, and for who keeps surveys the forms that may be asked."""
    rounds = [
        {
            "row": one, "state": one.state(on=today), "name": STATE_NAMES[one.state(on=today)],
            "tone": TONES[one.state(on=today)], "opens": keeps and one.counted >= USUAL_PUBLISHING.least,
        }
        for one in kept.rounds(unit=unit)
    ]  # fmt: skip
    found: dict = {"rounds": rounds, "keeps": keeps, "today": today, "shipped": [], "own": []}
    if keeps:
        found |= {"shipped": forms_on(today), "own": kept.own_forms(unit=unit)}
    return found


def table_of_rounds(page: Mapping) -> Table:
    columns = (
        Column(say("Phiếu"), lambda row: row["row"].survey.title, width=44),
        Column(say("Hỏi ai"), lambda row: row["row"].survey.audience, width=36),
        Column(say("Từ ngày"), lambda row: row["row"].survey.first, Kind.DAY),
        Column(say("Đến ngày"), lambda row: row["row"].survey.last, Kind.DAY),
        Column(say("Tình trạng"), lambda row: str(row["name"])),
        Column(say("Phiếu tính"), lambda row: row["row"].counted, Kind.NUMBER),
        Column(say("Để riêng"), lambda row: row["row"].set_aside, Kind.NUMBER),
        Column(say("Mã đã phát"), lambda row: row["row"].issued, Kind.NUMBER),
    )
    return Table(name="khao-sat", title=say("Các đợt khảo sát"), columns=columns, rows=page["rounds"])


def figures(survey: SurveyRound, *, today: date) -> dict:
    """Everything of one round's page."""
    found, state = kept.result_of(survey=survey), kept.state_of(survey, on=today)
    return {
        "survey": survey, "state": state, "state_name": STATE_NAMES[state], "tone": TONES[state], "result": found,
        "index": pooled(found.index, found.n),
        "parts": [_part(one, found.n) for one in found.parts], "aside": aside_words(found),
        "aside_n": sum(found.aside.values()), "opens": found.published,
        "levels": levels(), "least": USUAL_PUBLISHING.least,
        "firm": USUAL_PUBLISHING.firm, "remarks": kept.remarks(survey=survey) if found.n >= USUAL_PUBLISHING.least else [],
        "left": len(kept.tickets(survey=survey)),
    }  # fmt: skip


def levels() -> list[tuple[int, str]]:
    """The five levels, best first."""
    return [(int(level), words) for level, words in LEVELS.items()]


def cell(share: Share) -> dict:
    """A share as a table shows it."""
    shown = share.published
    return {"text": share.text, "band": share.band_text, "n": share.n, "thin": shown and share.thin, "shown": shown}


def pooled(share: Share, people: int) -> dict:
    """Several questions together: thin by its people, without an interval, because the answers of one person go together."""
    return cell(share) | {"band": "", "thin": share.published and people < USUAL_PUBLISHING.firm}


def _part(one: PartResult, people: int) -> dict:
    rows = [
        {"question": row.question, "share": cell(row.share), "levels": row.levels if row.share.published else {}}
        for row in one.questions
    ]
    return {"heading": one.heading, "share": pooled(one.share, people), "rows": rows}


def aside_words(found: Result) -> str:
    """ "trả lời chưa được nửa số câu (2); …", or ""."""
    return "; ".join(f"{ASIDE_WORDS[why]} ({n})" for why, n in found.aside.items())


def table_of_result(page: Mapping) -> Table:
    """A line a question, after each element its pooled line, at the end the index."""
    rows: list[tuple[str, str, dict, Mapping]] = []
    for part in page["parts"]:
        rows += [(part["heading"], row["question"].words, row["share"], row["levels"]) for row in part["rows"]]
        rows.append((part["heading"], str(say("Cả mục, gộp")), part["share"], {}))
    rows.append((str(say("Cả phiếu")), str(say("Chỉ số hài lòng, gộp")), page["index"], {}))
    columns = (
        Column(say("Mục"), lambda row: row[0], width=36),
        Column(say("Câu hỏi"), lambda row: row[1], width=60),
        *(Column(words, _level(level), Kind.NUMBER) for level, words in LEVELS.items()),
        Column(say("Số câu trả lời"), lambda row: row[2]["n"], Kind.NUMBER),
        Column(say("Hài lòng"), lambda row: row[2]["text"]),
        Column(say("Khoảng tin cậy 95 %"), lambda row: row[2]["band"], width=24),
    )
    survey, found = page["survey"], page["result"]
    filters = {
        str(say("Đợt")): f"{survey.first:%d/%m/%Y} – {survey.last:%d/%m/%Y}", str(say("Phiếu tính")): str(found.n),
        str(say("Để riêng, vì sao")): page["aside"], str(say("Cỡ mẫu cần")): str(found.needed or ""),
        str(say("Lời câu hỏi")): "" if survey.confirmed else str(say("chưa đối chiếu với văn bản")),
    }  # fmt: skip
    return Table(name="ket-qua-khao-sat", title=survey.title, columns=columns, rows=rows, filters=filters)


def _level(level: int):
    return lambda row: row[3].get(int(level), "")


def asked(survey: SurveyRound, given: Mapping[str, str]) -> list[dict]:
    """The form to fill: parts with their questions and what was chosen."""
    return [
        {"heading": part.heading, "rows": [{"q": one, "chosen": given.get(one.code, "")} for one in part.questions]}
        for part in survey_rules.parts_of(survey.body)
    ]
