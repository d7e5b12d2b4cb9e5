"""What the pages of kinds show: the kinds with their versions, the form of one, the words that it may name."""

from collections.abc import Mapping
from datetime import datetime

from django.http import QueryDict

from thanthien.doors.desk.letters import kind_name
from thanthien.letters import catalogue
from thanthien.letters.own_words import MOST_POINTS, MOST_TEXTS, Said
from thanthien.letters.rules import Base
from thanthien.letters.slots import CASES, ORNAMENTS, slots_of
from thanthien.letters.words import Kind, Piece
from thanthien.shared.wording import Sentence, say

LINES = ("name", "name_en", "occasion", "title", "ornament", "closing", "heading", "intro", "quiet")
BLANK = 2  # empty boxes after those that are filled


def listing(*, unit: str, at: datetime) -> dict:
    """Kinds in use, each with its version and a draft that waits; kinds that the unit has ended."""
    used = catalogue.kinds_of(unit=unit, at=at)
    rows, codes = catalogue.rows(unit=unit), {one.code for one in used}
    drafts = {row.code for row in rows if row.used_at is None}
    newest = {row.code: row for row in rows}
    own = [row for code, row in newest.items() if code not in codes]
    return {
        "used": [
            {"code": one.code, "name": kind_name(one), "base": one.base, "version": one.version, "own": one.code not in SHIPPED,
             "draft": one.code in drafts, "when": _when(one)}
            for one in used
        ],
        "others": [{"code": row.code, "name": row.name, "base": Base(row.base), "draft": row.used_at is None} for row in own],
        "bases": [(base, base.label) for base in Base],
    }  # fmt: skip


SHIPPED = frozenset({"wedding", "birth", "condolence", "thanks", "apology"})


def _when(kind: Kind) -> str:
    if kind.occasion:
        return kind.occasion
    return str(OCCASIONS.get(kind.code, ""))


OCCASIONS: Mapping[str, Sentence] = {
    "wedding": say("Sau khi đăng ký kết hôn, máy tự đề nghị"), "birth": say("Sau khi đăng ký khai sinh, máy tự đề nghị"),
    "condolence": say("Sau khi đăng ký khai tử, máy tự đề nghị"), "thanks": say("Cán bộ, trưởng thôn hoặc lãnh đạo viết"),
    "apology": say("Khi trễ hẹn, khi xã làm sai, khi đòi sai giấy, máy tự đề nghị"),
}  # fmt: skip


def said_of(data: QueryDict) -> Said:
    """What a form says."""
    one = {name: data.get(name, "")[:300] for name in LINES}
    texts = [text[:1000] for text in data.getlist("text")][: MOST_TEXTS + BLANK]
    leads, points = data.getlist("lead"), data.getlist("point")
    pairs = [(lead[:100], text[:1000]) for lead, text in zip(leads, points, strict=False)][: MOST_POINTS + BLANK]
    return Said(**one, texts=texts, points=pairs)


def said_in(kind: Kind) -> Said:
    """What a kind says, as a form shows it."""
    return Said(
        name=kind.name, name_en=kind.name_en, occasion=kind.occasion, title=kind.title, ornament=kind.ornament,
        closing=kind.closing, texts=[piece.text for piece in kind.paragraphs], heading=kind.back.heading, intro=kind.back.intro,
        points=[(piece.lead, piece.text) for piece in kind.back.items], quiet=kind.back.quiet,
    )  # fmt: skip


def form(*, unit: str, at: datetime, code: str, kind: Kind, said: Said, errors: Mapping[str, str]) -> dict:
    """The form of a kind; its pictures when something of it is kept."""
    texts, points = _texts(said, kind, errors), _points(said, kind, errors)
    named = {"page", *LINES, *(one["key"] for one in (*texts, *points))}
    row = catalogue.draft_of(unit=unit, code=code) if code else None
    mine = [one for one in catalogue.rows(unit=unit) if code and one.code == code]
    return {
        "code": code, "kind": kind, "called": kind_name(kind), "said": said, 
        "wrong": dict.fromkeys(LINES, "") | errors, "texts": texts, "points": points,
        "stray": [text for key, text in errors.items() if key not in named or key == "page"], "ornaments": ORNAMENTS.items(),
        "slots": slots_of(kind).items(), "draft": row,
        "in_use": next((one for one in reversed(mine) if one.used_at and not one.ended_at), None),
        "last": mine[-1] if mine else None, "stamp": f"{mine[-1].version}-{mine[-1].saved_at:%d%H%M%S}" if mine else "0",
    }  # fmt: skip


def _texts(said: Said, kind: Kind, errors: Mapping[str, str]) -> list[dict]:
    typed = [*said.texts, *[""] * BLANK][: max(MOST_TEXTS, len(said.texts))]
    return [_box("text", n, "", text, kind.paragraphs, errors) for n, text in enumerate(typed, start=1)]


def _points(said: Said, kind: Kind, errors: Mapping[str, str]) -> list[dict]:
    typed = [*said.points, *[("", "")] * BLANK][: max(MOST_POINTS, len(said.points))]
    return [_box("point", n, lead, text, kind.back.items, errors) for n, (lead, text) in enumerate(typed, start=1)]


def _box(name: str, n: int, lead: str, text: str, pieces: tuple[Piece, ...], errors: Mapping[str, str]) -> dict:
    key, was = f"{name}-{n}", pieces[n - 1] if n <= len(pieces) else Piece("")
    return {
        "key": key, "name": name, "n": n, "lead": lead, "text": text, "case": _case(was), "health": was.approve,
        "error": errors.get(key, ""),
    }  # fmt: skip


def _case(piece: Piece) -> str:
    """When the line is printed, in words."""
    return ", ".join(str(CASES[key, value]) for key, value in piece.when.items() if (key, value) in CASES)
