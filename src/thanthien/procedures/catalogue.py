"""The catalogue file, read into plain rows. The file's names of fields end here; from here on the room's own words are used."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from thanthien.procedures import rules
from thanthien.procedures.fees import Channel
from thanthien.procedures.searching import initials_of
from thanthien.shared.folding import fold
from thanthien.shared.wording import say

# The source gives no day of entry into force; all of it describes the two-level government.
IN_FORCE_FROM = date(2025, 7, 1)
# Read the rows anew when their making changes, though the file does not.
READER = "1"
CHANNELS = {"truc_tiep": Channel.COUNTER, "truc_tuyen": Channel.ONLINE, "buu_chinh": Channel.POST, "*": Channel.ANY}
TEXTS = {
    "fee_note": "fee_note",
    "fee_rule": "fee_rule",
    "eligibility": "eligibility",
    "subjects": "subjects",
    "online_level": "online_level",
    "decision_no": "decision_no",
    "change_note": "change_since_2025_07_01",
    "route_source": "internal_steps_source",
    "life_event": "life_event",
    "field": "field",
    "field_name": "linh_vuc",
    "level": "level",
    "deciding_agency": "deciding_agency",
    "confidence": "confidence",
}
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CatalogueError(rules.ProcedureError):
    """The file cannot be read as a catalogue; the sentence tells the administrator which entry to look at."""


@dataclass(frozen=True, slots=True)
class Rows:
    """One entry of the file as rows of the three tables; `key` = code and first day."""

    procedure: dict[str, Any]
    papers: tuple[dict[str, Any], ...]
    steps: tuple[dict[str, Any], ...]

    @property
    def key(self) -> tuple[str, date]:
        return self.procedure["code"], self.procedure["valid_from"]


def read_catalogue(path: Path | None = None) -> tuple[Rows, ...]:
    """All entries of the file (the package's own without a path); raises CatalogueError with the entry that is wrong."""
    data = resources.files("thanthien.procedures") / "data" / "procedures.yaml"
    text = path.read_text(encoding="utf-8") if path else data.read_text(encoding="utf-8")
    try:
        entries = yaml.load(text, Loader=Loader)["procedures"]  # noqa: S506 both loaders are the safe ones
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise CatalogueError(say("Tệp danh mục đọc không được. Xin chép lại tệp gốc rồi nạp lại.")) from error
    rows = []
    for position, item in enumerate(entries, start=1):
        try:
            rows.append(_rows(item, position))
        except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            text = say("Mục thứ {n} của danh mục thiếu hoặc sai ô. Xin sửa mục này rồi nạp lại.", n=position)
            raise CatalogueError(text) from error
    keys = [row.key for row in rows]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        raise CatalogueError(say("Thủ tục {code} có hai mục cùng ngày hiệu lực. Xin bỏ một mục rồi nạp lại.", code=twice[0]))
    return tuple(rows)


def _rows(item: Mapping[str, Any], position: int) -> Rows:
    title = rules.title_of(item["name"])
    procedure = {
        "code": item["code"],
        "name": item["name"],
        "title": title,
        "name_fold": fold(title),
        "initials": initials_of(title)[:120],
        "position": position,
        **{ours: item.get(theirs) or "" for ours, theirs in TEXTS.items()},
        **_term(item["time_limit"]),
        "fees": [
            {"channel": CHANNELS[line["channel"]], "amount": line["amount_vnd"], "note": line.get("note") or ""}
            for line in item["fee"]
        ],
        "results": item["result"],
        "legal_bases": item["legal_basis"],
        "channels": [CHANNELS[channel] for channel in item["channels"]],
        "notes": "\n".join(item[key] for key in ("level_note", "note", "notes") if item.get(key)),
        "route_hours": _decimal(item.get("internal_steps_total_hours")),
        "papers_more": item.get("dossier_more", 0),
        "unconfirmed": item["unconfirmed"],
        "source": "\n".join(item["source"]),
        "letter": item["letter"],
        "digest": _digest(item, position),
        "valid_from": item.get("valid_from", IN_FORCE_FROM),
        "valid_to": item.get("valid_to"),
    }
    by_police = "cong an" in fold(item["deciding_agency"]).split(";")[0]
    return Rows(procedure, tuple(_papers(item["dossier"])), tuple(_steps(item["internal_steps"], by_police=by_police)))


def _term(limit: Mapping[str, Any]) -> dict[str, Any]:
    unit = limit["unit"] or ""
    if unit:
        unit = rules.TermUnit(unit)
    notes = [limit.get("exceptions"), limit.get("note")]
    return {
        "term_value": limit["value"],
        "term_unit": unit,
        "cutoff_15h": unit == rules.TermUnit.SAME_DAY,
        "term_note": "\n".join(note for note in notes if note),
    }


def _papers(papers: list[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for order, paper in enumerate(papers, start=1):
        yield {
            "order": order,
            "name": paper["name"],
            "original": paper["original"],
            "copy": paper["copy"],
            "mandatory": "true" if paper["mandatory"] is True else "conditional",
            "case": paper.get("case") or "",
            "form_name": rules.real_form_name(paper.get("form_no")),
            "form_source": paper.get("form_in") or "",
            "name_cut": rules.is_cut(paper["name"]),
        }


def _steps(steps: list[Mapping[str, Any]], *, by_police: bool) -> Iterator[dict[str, Any]]:
    """The source's steps, or the usual ones where it has none."""
    for order, usual in enumerate(() if steps else rules.default_steps(by_police=by_police), start=1):
        yield _step(order, usual.kind, usual.role, usual.name, usual.role_text, {}) | {"is_default": True}
    for order, step in enumerate(steps, start=1):
        yield _step(order, *rules.classify(step["step"], step["role"]), step["step"], step["role"], step)


def _step(
    order: int, kind: rules.StepKind, role: rules.StepRole, name: str, role_text: str, hours: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "order": order,
        "kind": kind,
        "role": role,
        "name": name,
        "role_text": role_text,
        "hours": _decimal(hours.get("hours")),
        "hours_if_verify": _decimal(hours.get("hours_if_verify")),
        "is_default": False,
    }


def _decimal(hours: float | None) -> Decimal | None:
    return None if hours is None else Decimal(str(hours)).quantize(rules.CENT)


def _digest(item: Mapping[str, Any], position: int) -> str:
    text = json.dumps([READER, position, item], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
