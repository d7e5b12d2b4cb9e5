"""The letter as a sheet to print, alone or many in one file. (Reads.)"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from thanthien.dossiers.forms_turns import signer_of
from thanthien.letters import queries, words
from thanthien.letters.models import Letter
from thanthien.letters.rules import LetterError, State
from thanthien.letters.slots import LONGEST
from thanthien.letters.words import Kind, Written
from thanthien.people.models import Office
from thanthien.people.queries import office as office_of
from thanthien.shared.clock import day_of
from thanthien.shared.paper.engine import PaperError, Sheet
from thanthien.shared.paper.forms_turns import FormSigner
from thanthien.shared.paper.letters import LetterBack, LetterPoint, LetterSheet, LetterUnit, letter_sheet
from thanthien.shared.paper.together import Together, render_together
from thanthien.shared.wording import Sentence, say

Form = Literal["card", "folded", "official"]
FORMS: dict[str, Sentence] = {
    "card": say("Thiệp A5, hai mặt"),
    "folded": say("Thiệp gấp A4"),
    "official": say("Thư công A4"),
}
MOST = 500


@dataclass(frozen=True, slots=True)
class Printed:
    """One letter of a batch, with why it is not in the file ("" when it is)."""

    letter: Letter
    problem: str = ""


def form_of(text: str) -> Form:
    """Raises LetterError for a form that is none."""
    if text not in FORMS:
        raise LetterError(say("Chọn một kiểu giấy trong danh sách."), field="form")
    return text  # type: ignore[return-value]


def sheet_of(
    *, letter: Letter, at: datetime, form: Form = "card", mono: bool = False, office: Office | None = None, approved: bool = False
) -> Sheet:  # fmt: skip
    """The sheet of a letter; before it is signed the place of the name stays empty. Raises LetterError for words nobody knows."""
    kind = queries.kind_on(letter)
    said = words.written(
        kind, letter.facts, queries.office_words(unit=letter.unit_id), own=letter.text, approved=approved
    )  # fmt: skip
    number = f"{letter.number}/{day_of(letter.signed_at).year}" if letter.number and letter.signed_at else ""
    signer = signer_of(letter.signed_by) if letter.signed_by else FormSigner(authority=("CHỦ TỊCH",))
    office, moment = office or office_of(letter.unit_id), letter.signed_at or at
    return _sheet(kind, said, office, signer, moment, number=number, form=form, mono=mono)


def sample_of(*, kind: Kind, unit: str, at: datetime, form: Form = "card") -> Sheet:
    """The sheet of a kind with the longest usual names and answers, all its advice on the back: to look at before it is used."""
    said = words.written(kind, LONGEST, queries.office_words(unit=unit), approved=True)
    return _sheet(kind, said, office_of(unit), FormSigner(authority=("CHỦ TỊCH",)), at, form=form)


def _sheet(
    kind: Kind, said: Written, office: Office, signer: FormSigner, at: datetime, *, number: str = "", form: Form = "card",
    mono: bool = False,
) -> Sheet:  # fmt: skip
    name = office.unit.name
    short = name[:1].lower() + name[1:]
    back = said.back
    data = LetterSheet(
        name=kind.name, base=kind.base, title=said.title, ornament=kind.ornament, greeting=said.greeting, lead=said.lead,
        lines=said.lines, paragraphs=said.paragraphs, strong=said.strong, closing=said.closing,
        back=LetterBack(back.heading, back.intro, tuple(LetterPoint(i.lead, i.text) for i in back.items), back.quiet),
        to=said.to, below=said.below, opening=said.opening, signer=signer, signed_on=day_of(at),
        unit=LetterUnit(
            agency=f"Ủy ban nhân dân {short}", agency_lines=("ỦY BAN NHÂN DÂN", name.upper()),
            counter=f"Bộ phận Một cửa {short}", place=office.place, phone=office.hotline,
        ),
        number=number, form=form, mono=mono,
    )  # fmt: skip
    return letter_sheet(data, at=at)


def check_batch(count: int) -> None:
    """Raises LetterError for nothing and for too many."""
    if not 1 <= count <= MOST:
        raise LetterError(say("Chọn từ 1 đến {n} thư để in một lượt.", n=MOST))


def gather(
    *, letters: Sequence[Letter], at: datetime, form: Form = "card", mono: bool = False
) -> list[tuple[Printed, Sheet | None]]:  # fmt: skip
    """The sheet of each, None with its sentence where it cannot be printed; as many queries for one as for all."""
    if not letters:
        return []
    read = queries.advice_read(unit=letters[0].unit_id)
    held = {one.letter.pk: one.stop for one in queries.looked(letters=letters, on=day_of(at))}
    rows: list[tuple[Printed, Sheet | None]] = []
    for letter in letters:
        try:
            if letter.state != State.SIGNED:
                raise LetterError(say("Thư chưa ký nên chưa in."))
            stop = held[letter.pk]
            if stop is not None:
                raise LetterError(stop.why)
            rows.append((Printed(letter), sheet_of(letter=letter, at=at, form=form, mono=mono, approved=letter.kind in read)))
        except (LetterError, PaperError) as error:
            rows.append((Printed(letter, str(error)), None))
    return rows


def set_together(*, sheets: Sequence[Sheet], unit: str, at: datetime) -> Together:
    """The letters as one file."""
    name = office_of(unit).unit.name
    return render_together(sheets, title="Thư của xã", agency=f"Ủy ban nhân dân {name[:1].lower()}{name[1:]}", at=at)
