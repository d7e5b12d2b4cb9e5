"""Letters signed digitally (PAdES) in place of the pen: the sheet is made, signed with the office's key or token, and kept."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from thanthien.dossiers import to_sign
from thanthien.dossiers.rules import DossierError
from thanthien.journal.actions import act
from thanthien.letters import access, actions, paper, queries
from thanthien.letters.models import Letter
from thanthien.letters.paper import Form
from thanthien.letters.rules import Act, LetterError, State
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor
from thanthien.shared.paper import signing
from thanthien.shared.paper.engine import PaperError
from thanthien.shared.wording import say

# Where the field stands on the first leaf: its left and lower edge in millimetres, from the left lower corner of the leaf.
PLACES: dict[Form, tuple[float, float]] = {"card": (67.5, 19.0), "official": (121.0, 8.0)}


def sign_digitally(*, letters: Sequence[Letter], by: Actor, at: datetime, form: Form = "card") -> Iterator[tuple[Letter, str]]:
    """Each letter with "" or the sentence why it was not signed; one key is opened for all. Entries `letter.signed`, `.sealed`.

    A draft is signed by this, and one that was signed before gets its file. Raises LetterError before the first when the actor
    may not sign, PaperError when the token does not open.
    """
    access.check_may_sign(by=by, unit=by.unit)
    if form not in PLACES:
        raise LetterError(say("Ký số được thiệp A5 và thư công A4. Chọn một trong hai."), field="form")
    if letters:
        with to_sign.open_signer(by.unit, at)() as signer:
            for letter in letters:
                try:
                    yield _sealed(letter, signer, by, at, form), ""
                except (LetterError, PaperError, DossierError) as error:
                    yield letter, str(error)


def _sealed(letter: Letter, signer: Any, by: Actor, at: datetime, form: Form) -> Letter:
    if letter.state == State.DRAFT:
        letter = actions.sign(letter=letter, by=by, at=at)
    access.check_may(by=by, letter=letter, act=Act.SEAL)
    officer = Officer.objects.get(login=by.code)
    if letter.signed_by_id != officer.pk:
        raise LetterError(say("Thư này {name} đã ký. Nhờ chính người ấy ký số.", name=letter.signed_by.name))
    approved = letter.kind in queries.advice_read(unit=letter.unit_id)
    pdf = paper.sheet_of(letter=letter, at=at, form=form, approved=approved).pdf()
    done = signing.signed(pdf, signer=signer, name=officer.name, at=at, page=0, place_mm=PLACES[form])
    kept = to_sign.keep(letter.unit_id, done)
    with act(unit=letter.unit_id, by=by, at=at) as deed:
        row = deed.lock(Letter, pk=letter.pk)
        line = access.check_may(by=by, letter=row, act=Act.SEAL)
        row.file = kept
        deed.save(row)
        deed.enter(line.entry, subject=row, data={"kind": row.kind, "number": row.number, "file": row.file})
    return row


def content(*, letter: Letter) -> bytes:
    """The file with its signature. Raises LetterError when there is none, DossierError when it is not what it was."""
    if not letter.file:
        raise LetterError(say("Thư này chưa ký số."))
    return to_sign.content(letter.unit_id, letter.file)
