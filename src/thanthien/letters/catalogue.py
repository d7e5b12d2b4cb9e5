"""The kinds that a unit has: those that ship, in its own words where it has some, and those that it added. (Reads.)"""

from dataclasses import replace
from datetime import datetime

from thanthien.journal.settled import kept
from thanthien.letters import kinds
from thanthien.letters.models import OwnKind
from thanthien.letters.rules import Base, LetterError
from thanthien.letters.slots import SHAPES
from thanthien.letters.words import Kind
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

OWN = "own-"


def rows(*, unit: str) -> tuple[OwnKind, ...]:
    """Every version of every own kind, oldest first; kept: to read."""
    return kept(
        unit, ("letter-kinds",), lambda: tuple(OwnKind.objects.filter(unit_id=unit).order_by("code", "version")), hall=False
    )


def kinds_of(*, unit: str, at: datetime) -> tuple[Kind, ...]:
    """In use at a moment: what ships first, then what the unit added."""
    in_use = {row.code: row for row in rows(unit=unit) if row.used_at is not None and row.used_at <= at}
    in_use = {code: row for code, row in in_use.items() if row.ended_at is None or at < row.ended_at}
    shipped = kinds.kinds(on=day_of(at))
    known = {one.code for one in shipped}
    worded = tuple(dressed(in_use[one.code], one) if one.code in in_use else one for one in shipped)
    return worded + tuple(dressed(row, shape_of(row)) for code, row in in_use.items() if code not in known)


def kind_of(*, unit: str, code: str, at: datetime) -> Kind:
    """One of them. Raises LetterError for a code that is none."""
    found = find(unit=unit, code=code, at=at)
    if found is None:
        raise LetterError(say("Chưa có loại thư này. Chọn một loại trong danh sách."), field="kind")
    return found


def find(*, unit: str, code: str, at: datetime) -> Kind | None:
    return next((one for one in kinds_of(unit=unit, at=at) if one.code == code), None)


def draft_of(*, unit: str, code: str) -> OwnKind | None:
    """The version that is not used yet, or None."""
    return next((row for row in rows(unit=unit) if row.code == code and row.used_at is None), None)


def editing(*, unit: str, code: str, at: datetime) -> Kind | None:
    """What an edit of `code` begins with: the draft, else the kind in use, else its last version; None for no kind."""
    used = find(unit=unit, code=code, at=at)
    own = [row for row in rows(unit=unit) if row.code == code]
    last = draft_of(unit=unit, code=code) or (own[-1] if own and used is None else None)
    return dressed(last, used or shape_of(last)) if last is not None else used


def kind_for(*, unit: str, procedure: str, at: datetime) -> Kind | None:
    """The kind that the result of a procedure leads to, also where a guard will hold it; None for most procedures."""
    return next((one for one in kinds_of(unit=unit, at=at) if procedure in one.procedures), None)


def shape_of(row: OwnKind) -> Kind:
    """What an added kind has of its voice."""
    return replace(blank(base=Base(row.base), at=row.saved_at), code=row.code)


def blank(*, base: Base, at: datetime) -> Kind:
    """A kind of this voice without words: what is asked, whom it names, how long its news is news."""
    shape = SHAPES[base]
    return Kind(
        code=OWN, base=base, name="", valid_from=day_of(at), valid_to=None, document="", article="", source="", confirmed=True,
        finished=(), again=(), grown=(), days=shape.days, title="", ornament=shape.ornament, greeting=shape.greeting,
        asks=shape.asks, lead=shape.lead, lines=shape.lines, paragraphs=(), closing=shape.closing, back=kinds.back_of({}),
    )  # fmt: skip


def dressed(row: OwnKind, kind: Kind) -> Kind:
    """The kind in the words of a version of the unit."""
    said = row.says
    return replace(
        kind, name=row.name, name_en=row.name_en, title=said["title"], closing=said["closing"], occasion=said.get("occasion", ""),
        ornament=row.ornament, paragraphs=kinds.pieces(said["paragraphs"]), back=kinds.back_of(said["back"]), confirmed=True,
        version=row.version, source="",
    )  # fmt: skip
