"""What the pages of a declaration written at home show. No rules of forms here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from thanthien.eforms import home_queries, home_rules, rules
from thanthien.eforms.home_rules import Page
from thanthien.eforms.models import HomeDraft
from thanthien.eforms.rules import Field, Kind
from thanthien.shared.clock import day_of
from thanthien.shared.qr import qr_svg

MODES = {Kind.ID: "numeric", Kind.YEAR: "numeric", Kind.NUMBER: "decimal", Kind.PHONE: "tel", Kind.EMAIL: "email"}
FEW = 5


@dataclass(frozen=True, slots=True)
class Question:
    """A field with its answer. `how`: choices, list, lines or line; `mode`: which keys a telephone shows."""

    field: Field
    value: str
    problem: str = ""

    @property
    def how(self) -> str:
        if self.field.kind is Kind.CHOICE:
            return "choices" if len(self.field.choices) <= FEW else "list"
        return "lines" if self.field.kind is Kind.LONG else "line"

    @property
    def mode(self) -> str:
        return MODES.get(self.field.kind, "text")

    @property
    def first(self) -> str:
        """The id that a link to this question leads to."""
        return f"{self.field.key}-1" if self.how == "choices" else self.field.key


def asked(draft: HomeDraft, key: str) -> Page:
    """The page that asks `key`, or the first."""
    found = home_rules.pages(home_queries.form_for(draft), draft.data)
    return home_rules.page_of(found, key) or found[0]


def problems(draft: HomeDraft, *, at: datetime) -> dict[str, str]:
    return home_rules.problems(home_queries.form_for(draft), draft.data, today=day_of(at))


def page(draft: HomeDraft, *, key: str, at: datetime, wrong: Mapping[str, str] | None = None) -> dict:
    """One page of questions, where it stands among the others, and what is wrong with what was typed."""
    form, wrong = home_queries.form_for(draft), wrong or {}
    found = home_rules.pages(form, draft.data)
    shown = home_rules.page_of(found, key) or found[0]
    questions = [Question(one, draft.data.get(one.key, ""), wrong.get(one.key, "")) for one in shown.fields]
    return {
        "page": shown, "questions": questions, "number": found.index(shown) + 1, "count": len(found),
        "before": home_rules.before(found, shown.key), "faults": [one for one in questions if one.problem],
    }  # fmt: skip


def answers(draft: HomeDraft, *, at: datetime, wrong: Mapping[str, str]) -> dict:
    """Every answer with the page that changes it."""
    form = home_queries.form_for(draft)
    found = home_rules.pages(form, draft.data)
    where = {one.key: shown.key for shown in found for one in shown.fields}
    hints = home_rules.hints(form, draft.data, today=day_of(at))
    parts = []
    for section, fields in rules.shown(form, draft.data):
        rows = [
            {"field": one, "value": draft.data.get(one.key, ""), "page": where[one.key], "problem": wrong.get(one.key, ""),
             "hint": hints.get(one.key, "")}
            for one in fields
        ]  # fmt: skip
        parts.append((section.title, rows))
    faults = [row for _, rows in parts for row in rows if row["problem"]]
    return {"parts": parts, "faults": faults}


def done(draft: HomeDraft, code: str) -> dict:
    """The code as a QR that the scanner of the counter types."""
    return {"qr": qr_svg(code)}
