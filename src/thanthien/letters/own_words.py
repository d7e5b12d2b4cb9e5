"""A unit writes a kind in its own words, or adds one: a draft that is looked at, then used; older letters keep their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from thanthien.journal.actions import act
from thanthien.letters import access, catalogue, fitting, words
from thanthien.letters.catalogue import OWN
from thanthien.letters.models import OwnKind
from thanthien.letters.rules import Base, LetterError
from thanthien.letters.slots import ORNAMENTS, slots_of
from thanthien.letters.words import Kind, Piece
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say

MOST_TEXTS, MOST_POINTS, MOST_OWN = 8, 12, 20
LENGTHS = {"name": 60, "name_en": 60, "title": 60, "closing": 80, "occasion": 200, "heading": 60, "intro": 160, "quiet": 120}
LONGEST_TEXT, LONGEST_LEAD = 700, 60


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody typed of a kind. `texts`: paragraphs in order, an empty one goes; `points`: (lead, text) of the back."""

    name: str
    name_en: str = ""
    occasion: str = ""
    title: str = ""
    ornament: str = ""
    closing: str = ""
    texts: Sequence[str] = ()
    heading: str = ""
    intro: str = ""
    points: Sequence[tuple[str, str]] = ()
    quiet: str = ""


def save_kind(*, unit: str, code: str, base: str, said: Said, by: Actor, at: datetime) -> OwnKind:
    """A draft of the kind `code` ("" = a new one, in the voice `base`); nothing changes on any letter. Entry `letterkind.saved`.

    Raises LetterError with the field: a word that no letter knows, a letter that no font has, words longer than the paper.
    """
    access.check_may_word(by=by, unit=unit)
    known = catalogue.editing(unit=unit, code=code, at=at) if code else None
    if code and known is None:
        raise LetterError(say("Chưa có loại thư này. Chọn một loại trong danh sách."), field="page")
    voice = known.base if known else _base(base)
    columns = _columns(said, known, voice)
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        code = code or _new_code(unit)
        there = OwnKind.objects.filter(unit_id=unit, code=code).order_by("-version").first()
        row = there if there is not None and there.used_at is None else None
        new = row is None
        row = row or OwnKind(unit_id=unit, code=code, version=there.version + 1 if there else 1, base=voice)
        for name, value in columns.items():
            setattr(row, name, value)
        row.saved_by, row.saved_at = by.code, at
        _check_fits(row, known, at)
        deed.save(row, new=new)
        deed.enter("letterkind.saved", subject=row, data=_facts(row))
    return row


def use_kind(*, kind: OwnKind, by: Actor, at: datetime) -> OwnKind:
    """Letters that are made from now on have these words. Entry `letterkind.used`. Twice is once."""
    access.check_may_word(by=by, unit=kind.unit_id)
    with act(unit=kind.unit_id, by=by, at=at) as deed:
        row = deed.lock(OwnKind, pk=kind.pk)
        if row.used_at is None:
            row.used_at = at
            deed.save(row)
            deed.enter("letterkind.used", subject=row, data=_facts(row))
    return row


def end_kind(*, kind: OwnKind, by: Actor, at: datetime) -> OwnKind:
    """From now on the words that ship; a kind that the unit added is offered no more. Entry `letterkind.ended`. Twice is once."""
    access.check_may_word(by=by, unit=kind.unit_id)
    with act(unit=kind.unit_id, by=by, at=at) as deed:
        row = deed.lock(OwnKind, pk=kind.pk)
        if row.used_at is None:
            raise LetterError(say("Bản này chưa dùng, không có gì để thôi dùng."), field="page")
        if row.ended_at is None:
            row.ended_at = at
            deed.save(row)
            deed.enter("letterkind.ended", subject=row, data=_facts(row))
    return row


def again_kind(*, kind: OwnKind, by: Actor, at: datetime) -> OwnKind:
    """Undo of `end_kind`. Entry `letterkind.again`. Twice is once."""
    access.check_may_word(by=by, unit=kind.unit_id)
    with act(unit=kind.unit_id, by=by, at=at) as deed:
        row = deed.lock(OwnKind, pk=kind.pk)
        if row.ended_at is not None:
            row.ended_at = None
            deed.save(row)
            deed.enter("letterkind.again", subject=row, data=_facts(row))
    return row


def _facts(row: OwnKind) -> dict:
    return {"code": row.code, "version": row.version, "base": row.base}


def _base(text: str) -> Base:
    if text not in tuple(Base):
        raise LetterError(say("Chọn giọng thư: chúc mừng, chia buồn, cảm ơn hoặc xin lỗi."), field="base")
    return Base(text)


def _new_code(unit: str) -> str:
    codes = {row.code for row in catalogue.rows(unit=unit) if row.code.startswith(OWN)}
    if len(codes) >= MOST_OWN:
        raise LetterError(say("Xã đã thêm {n} loại thư. Sửa một loại đang có thay vì thêm nữa.", n=MOST_OWN), field="page")
    return f"{OWN}{max((int(code.removeprefix(OWN)) for code in codes), default=0) + 1}"


def _columns(said: Said, known: Kind | None, base: Base) -> dict:
    """The columns of the row. Raises LetterError with the field."""
    one = {name: _line(name, getattr(said, name)) for name in LENGTHS}
    if not one["name"]:
        raise LetterError(say("Ghi tên loại thư, ví dụ: Thư mừng thọ."), field="name")
    if not one["title"]:
        raise LetterError(say("Ghi dòng chữ lớn trên thiệp, ví dụ: Kính chúc thọ."), field="title")
    if said.ornament not in ORNAMENTS:
        raise LetterError(say("Chọn một hình vẽ trong danh sách."), field="ornament")
    before = known.paragraphs if known else ()
    texts = _pieces([("", text) for text in said.texts], before, "text", MOST_TEXTS)
    if not texts:
        raise LetterError(say("Viết ít nhất một đoạn lời thư."), field="text-1")
    points = _pieces(said.points, known.back.items if known else (), "point", MOST_POINTS)
    if base is Base.GRIEF and "!" in " ".join([one["title"], one["closing"], *(row["text"] for row in texts)]):
        raise LetterError(say("Thư chia buồn không dùng dấu chấm than. Bỏ dấu ấy."), field="text-1")
    back = {"heading": one["heading"], "intro": one["intro"], "items": points, "quiet": one["quiet"]}
    says = {key: one[key] for key in ("title", "closing", "occasion")} | {"paragraphs": texts, "back": back}
    return {"name": one["name"], "name_en": one["name_en"], "ornament": said.ornament, "says": says}


def _line(name: str, text: str) -> str:
    kept = " ".join(text.split())
    if len(kept) > LENGTHS[name]:
        raise LetterError(say("Dòng này dài quá {n} chữ cái. Rút gọn lại.", n=LENGTHS[name]), field=name)
    if name not in ("closing", "quiet", "intro", "heading") and set(kept) & {"{", "}"}:
        raise LetterError(say("Dòng này in y như đã gõ. Bỏ dấu ngoặc nhọn."), field=name)
    fitting.check_letters(kept, field=name)
    return kept


def _pieces(typed: Sequence[tuple[str, str]], before: Sequence[Piece], name: str, most: int) -> list[dict]:
    """Each text with the cases of the one that stood there; empty ones go. Raises LetterError with `text-2`, `point-3`."""
    made = []
    for number, (lead, text) in enumerate(typed):
        kept, head = " ".join(text.split()), " ".join(lead.split())
        if not kept and not head:
            continue
        where = f"{name}-{number + 1}"
        if len(kept) > LONGEST_TEXT or len(head) > LONGEST_LEAD:
            raise LetterError(say("Đoạn này dài quá {n} chữ cái. Rút gọn hoặc tách đôi.", n=LONGEST_TEXT), field=where)
        fitting.check_letters(f"{head} {kept}", field=where)
        was = before[number] if number < len(before) else Piece("")
        more = {"when": dict(was.when)} | ({"strong": True} if was.strong else {}) | ({"approve": True} if was.approve else {})
        made.append({"text": kept, "lead": head} | more)
    if len(made) > most:
        raise LetterError(say("Nhiều nhất {n} đoạn. Gộp bớt.", n=most), field=f"{name}-1")
    return made


def _check_fits(row: OwnKind, known: Kind | None, at: datetime) -> None:
    kind = catalogue.dressed(row, known or catalogue.shape_of(row))
    allowed = slots_of(kind)
    for name, texts in (("text", kind.paragraphs), ("point", kind.back.items)):
        for number, piece in enumerate(texts):
            try:
                words.check_slots([piece.lead, piece.text], allowed)
            except LetterError as error:
                raise LetterError(error.args[0], field=f"{name}-{number + 1}") from error
    for name, text in (("closing", kind.closing), ("heading", kind.back.heading), ("intro", kind.back.intro)):
        try:
            words.check_slots([text], allowed if name == "closing" else ())
        except LetterError as error:
            raise LetterError(error.args[0], field=name) from error
    fitting.check_kind(kind=kind, unit=row.unit_id, at=at)
