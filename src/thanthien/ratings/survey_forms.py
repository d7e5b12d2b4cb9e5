"""The survey forms that ship with the programme: dated, with their source, and whether somebody has compared the words."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from thanthien.ratings.survey_rules import Form, Part, Question, SurveyError
from thanthien.shared.wording import say

FILE = Path(__file__).parent / "data" / "surveys.yaml"


@dataclass(frozen=True, slots=True)
class Dated:
    """A form in one period; `valid_to` is the last day, None while it goes on."""

    form: Form
    valid_from: date
    valid_to: date | None


def form_of(entry: dict[str, Any]) -> Dated:
    """One checked form. Raises SurveyError that names it."""
    code = str(entry.get("code"))
    try:
        parts = tuple(
            Part(str(part["heading"]), tuple(Question(f"{place}.{n}", str(words)) for n, words in enumerate(part["items"], 1)))
            for place, part in enumerate(entry["parts"], 1)
        )
        form = Form(
            code, entry["title"], entry["audience"], bool(entry["staff"]), parts, entry["document"], entry["source"],
            entry["confirmed"], entry["note"],
        )  # fmt: skip
        made = Dated(form, entry["from"], entry["to"])
    except (KeyError, TypeError) as error:
        raise SurveyError(say("Phiếu khảo sát {code}: thiếu hoặc sai mục {what}.", code=code, what=str(error))) from error
    if not parts or not all(part.questions for part in parts) or not form.source:
        raise SurveyError(say("Phiếu khảo sát {code}: cần có câu hỏi và có nguồn.", code=code))
    if not form.confirmed and not form.note:
        raise SurveyError(say("Phiếu khảo sát {code} chưa đối chiếu: ghi vào note điều còn phải xem.", code=code))
    return made


@cache
def shipped() -> tuple[Dated, ...]:
    """All forms of this programme, read once."""
    return tuple(form_of(entry) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def forms_on(day: date) -> list[Form]:
    """The forms that hold on a day."""
    return [one.form for one in shipped() if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)]
