"""Letters signed digitally: another program agrees, one that cannot be signed says why, the others are signed all the same."""

from pathlib import Path

import pytest
from django.conf import settings as live

from builders.dossiers import BIRTH
from builders.letters import letter_of, registered, signed, wrote
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.letters import actions, sealing
from thanthien.letters.rules import LetterError, State
from thanthien.shared.paper.checking import signatures


@pytest.fixture(autouse=True)
def folders(tmp_path, settings):
    settings.MEDIA_ROOT, settings.KEYS = tmp_path / "files", tmp_path / "keys"


def seal(town, *letters, who: str = "nghia", **more) -> list[tuple]:
    return list(sealing.sign_digitally(letters=letters, by=town.actor(getattr(town, who)), at=town.at, **more))


@pytest.mark.parametrize("form", ["card", "official"])
def test_a_draft_is_signed_by_name_and_by_key(town, form):
    ((letter, said),) = seal(town, wrote(town), form=form)
    assert (said, letter.state, letter.number) == ("", State.SIGNED, 1)
    path = Path(live.MEDIA_ROOT) / "signing" / town.unit / f"{letter.file}.pdf"
    (line,) = signatures(path)
    assert line.fine and "ký cả tệp" in line.text
    assert sealing.content(letter=letter) == path.read_bytes()
    kinds = [one.kind for one in Entry.objects.filter(kind__startswith="letter").order_by("seq")]
    assert kinds == ["letter.written", "letter.signed", "letter.sealed"] and verify() is None


def test_one_of_a_batch_that_cannot_be_signed_says_why(town):
    good, open_still, done = wrote(town), letter_of(registered(town, BIRTH)), signed(town, wrote(town, deed="việc khác"))
    told = [why for _, why in seal(town, good, open_still, done)]
    assert told[0] == told[2] == "" and "Còn phải hỏi" in told[1]


def test_only_a_leader_and_only_sheets_with_a_place(town):
    with pytest.raises(LetterError, match="lãnh đạo"):
        seal(town, wrote(town), who="hanh")
    with pytest.raises(LetterError, match="A5 và thư công"):
        seal(town, wrote(town, deed="x"), form="folded")


def test_the_signature_goes_with_the_name(town):
    ((letter, _),) = seal(town, wrote(town))
    letter = actions.unsign(letter=letter, by=town.actor(town.nghia), at=town.at)
    assert letter.file == ""
    with pytest.raises(LetterError, match="chưa ký số"):
        sealing.content(letter=letter)
