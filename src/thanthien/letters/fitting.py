"""Whether words can be printed: letters that no font has, texts longer than the paper. Asked before anything is printed."""

from datetime import datetime

from thanthien.letters import paper, queries
from thanthien.letters.models import Letter
from thanthien.letters.rules import LetterError
from thanthien.letters.slots import LONGEST
from thanthien.letters.words import Kind
from thanthien.shared.paper.engine import PaperError
from thanthien.shared.paper.glyphs import undrawn
from thanthien.shared.wording import say


def check_letters(text: str, *, field: str = "") -> None:
    """Raises LetterError naming the first letter that no sheet could show."""
    bad = undrawn(text)
    if bad:
        raise LetterError(
            say("Phông chữ của thư không có chữ “{sign}”. Xem lại chữ ấy, gõ lại bằng chữ Việt.", sign=bad[0]), field=field
        )


def check_letter(*, letter: Letter) -> None:
    """Raises LetterError for words that nobody knows, that no font has, or that do not fit one side.

    A letter no longer than the sample that its kind was tried with fits, so only longer ones and changed words are set for it.
    """
    said = queries.written(letter=letter)
    check_letters(" ".join([said.title, *said.lead, *said.lines, *said.paragraphs, said.closing]))
    if not letter.text and all(len(letter.facts.get(key, "")) <= len(text) for key, text in LONGEST.items()):
        return
    try:
        paper.sheet_of(letter=letter, at=letter.made_at).pdf()
    except PaperError as error:
        raise LetterError(str(error), field="text") from error


def check_kind(*, kind: Kind, unit: str, at: datetime) -> None:
    """Raises LetterError when the kind, with names of four lines and every line of advice, does not fit its two sides."""
    for form in ("card", "official"):
        try:
            paper.sample_of(kind=kind, unit=unit, at=at, form=form).pdf()
        except PaperError as error:
            text = say("Với tên dài bốn dòng, lời thư không vừa một mặt giấy. Rút gọn lời rồi lưu lại. ({why})", why=str(error))
            raise LetterError(text, field="text-1") from error
