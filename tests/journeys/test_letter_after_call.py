"""A visit to a family leads to a letter, in one act or not at all."""

import pytest

from builders.ears import called, hamlet_of
from builders.letters import DEAD
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.journeys.letter_after_call import letter_after_call
from thanthien.letters.models import Letter
from thanthien.letters.rules import LetterError, Way


@pytest.fixture
def call(office):
    return called(office, hamlet_of(office), reason="grief", gift="none")


def test_the_letter_goes_to_the_hamlet_and_the_visit_names_it(office, call):
    told = {"by": office.actor(office.hanh), "at": office.at}
    letter = letter_after_call(call=call, kind="condolence", facts=DEAD, **told)
    call.refresh_from_db()
    assert call.letter == f"letter:{letter.pk}" and (letter.hamlet, letter.way) == (call.hamlet, Way.HOME)
    entry = Entry.objects.get(kind="familycall.letter_wished")
    assert entry.data == {"number": 1, "letter": f"letter:{letter.pk}"}
    assert Entry.objects.get(kind="letter.written").act == entry.act and verify() is None


def test_a_letter_that_is_refused_leaves_the_visit_as_it_was(office, call):
    with pytest.raises(LetterError):
        letter_after_call(call=call, kind="condolence", facts={}, by=office.actor(office.hanh), at=office.at)
    call.refresh_from_db()
    assert call.letter == "" and not Letter.objects.exists() and verify() is None


def test_who_may_not_write_letters_changes_nothing(office, call):
    with pytest.raises(LetterError):
        letter_after_call(call=call, kind="condolence", facts=DEAD, by=office.actor(office.la), at=office.at)
    assert not Letter.objects.exists()
