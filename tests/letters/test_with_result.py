"""A letter that was printed goes with its result; one that may not be given now waits, and the result goes all the same."""

from builders.dossiers import MARRIAGE
from builders.letters import COUPLE, letter_of, registered, signed, wrote
from thanthien.journal.verify import verify
from thanthien.journeys.hand_over_result import hand_over_result
from thanthien.letters import actions
from thanthien.letters.rules import State


def given(town, *, printed: bool = True, mourning: bool = False):
    dossier = registered(town, MARRIAGE)
    told = {"by": town.actor(town.hanh), "at": town.at}
    letter = signed(town, actions.answer(letter=letter_of(dossier), facts=COUPLE | {"man_born": "1998"}, **told))
    if printed:
        actions.printed(letters=[letter], **told)
    if mourning:
        wrote(town, "condolence", deceased=COUPLE["man"], age_known="1998")
    done = hand_over_result(dossier=dossier, counter=None, fee_paid="waived", **told)
    letter.refresh_from_db()
    return done, letter


def test_a_printed_letter_goes_with_the_result(town):
    dossier, letter = given(town)
    assert dossier.state == 10 and letter.state == State.HANDED and letter.way == "result" and verify() is None


def test_a_letter_that_was_not_printed_stays(town):
    assert given(town, printed=False)[1].state == State.SIGNED


def test_a_death_in_between_keeps_the_letter_and_not_the_result(town):
    dossier, letter = given(town, mourning=True)
    assert dossier.state == 10 and letter.state == State.SIGNED
