"""Every write of what hamlets say: noted by telephone, sorted by the office, undone.

Entries, subject `voice:<pk>`: `voice.noted` `.known` `.answered` `.proposed` `.taken_back` `.reopened`, each with number, hamlet,
subject, households and day; never what was said.
"""

from dataclasses import dataclass
from datetime import datetime

from thanthien.journal.actions import Deed, act
from thanthien.outreach import access, ears_data, ears_queries, ears_rules
from thanthien.outreach.ears_rules import EarsError, VoiceState
from thanthien.outreach.models import Proposal, Voice
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True)
class Said:
    """What people say, as typed: the act puts it right or refuses it."""

    hamlet: str
    subject: str
    text: str
    households: str
    day: str


def note_voice(*, unit: str, said: Said, by: Actor, at: datetime) -> Voice:
    """The head of a hamlet, or an officer for them, notes what people say. Entry `voice.noted`. Raises EarsError."""
    places = {one.pk: one for one in ears_queries.places(by=by, unit=unit, on=day_of(at))}
    access.check_may_tell(by=by, unit=unit, hamlet=said.hamlet, places=places)
    if said.subject not in ears_data.choices("subjects"):
        raise EarsError(say("Chọn bà con nói về việc gì."), field="subject")
    words = ears_rules.tidy(
        said.text, field="text", most=ears_rules.WORDS_MOST, least=5, empty=say("Ghi bà con nói gì, một hai câu.")
    )
    households, day = ears_rules.tidy_households(said.households), ears_rules.read_day(said.day, field="day")
    ears_rules.check_said_day(day, today=day_of(at))
    with act(unit=unit, by=by, at=at) as deed:
        row = deed.create(
            Voice, unit_id=unit, number=deed.number("voices"), hamlet=places[said.hamlet], subject=said.subject, text=words,
            households=households, day=day, noted_at=at, noted_by=by.code,
        )  # fmt: skip
        deed.enter("voice.noted", subject=row, data=facts(row))
    return row


def facts(row: Voice) -> dict[str, object]:
    """What each entry says."""
    return {
        "number": row.number, "hamlet": row.hamlet_id, "subject": row.subject, "households": row.households,
        "day": row.day.isoformat(),
    }  # fmt: skip


def moved(deed: Deed, voice: Voice, doing: str, *, answer: str = "", proposal: Proposal | None = None) -> Voice:
    """One of them locked and brought where the table says; its entry."""
    row = deed.lock(Voice, pk=voice.pk, unit_id=deed.unit)
    line = ears_rules.move("voice", row.state, doing, name=row.label)
    row.state, row.answer, row.proposal = line.to, answer, proposal
    fresh = line.to == VoiceState.NEW
    row.sorted_at, row.sorted_by = (None, "") if fresh else (deed.at, deed.by.code)
    deed.save(row)
    deed.enter(line.kind, subject=row, data=facts(row) | ({"proposal": proposal.number} if proposal else {}))
    return row


def know_voice(*, voice: Voice, by: Actor, at: datetime) -> Voice:
    """The office knows of it, nothing is to be answered. Entry `voice.known`. Twice is once."""
    access.check_may_sort(by=by, unit=voice.unit_id)
    return _once(voice, "know", VoiceState.KNOWN, by, at)


def answer_voice(*, voice: Voice, answer: str, by: Actor, at: datetime) -> Voice:
    """What the head of the hamlet tells the people. Entry `voice.answered`. Raises EarsError."""
    access.check_may_sort(by=by, unit=voice.unit_id)
    words = tidy_answer(answer)
    with act(unit=voice.unit_id, by=by, at=at) as deed:
        return moved(deed, voice, "answer", answer=words)


def tidy_answer(text: str) -> str:
    """Raises EarsError for an empty one, or one that is too long."""
    empty = say("Ghi câu trả lời, vì trưởng thôn sẽ nói lại cho bà con.")
    return ears_rules.tidy(text, field="answer", most=ears_rules.WORDS_MOST, least=5, empty=empty)


def take_back_voice(*, voice: Voice, by: Actor, at: datetime) -> Voice:
    """Noted by mistake. Entry `voice.taken_back`. Twice is once."""
    access.check_may_take_back(by=by, voice=voice)
    return _once(voice, "take_back", VoiceState.TAKEN_BACK, by, at)


def reopen_voice(*, voice: Voice, by: Actor, at: datetime) -> Voice:
    """The last turn was a mistake. Entry `voice.reopened`. Twice is once."""
    if voice.state == VoiceState.TAKEN_BACK:
        access.check_may_take_back(by=by, voice=voice)
    else:
        access.check_may_sort(by=by, unit=voice.unit_id)
    return _once(voice, "reopen", VoiceState.NEW, by, at)


def _once(voice: Voice, doing: str, to: VoiceState, by: Actor, at: datetime) -> Voice:
    with act(unit=voice.unit_id, by=by, at=at) as deed:
        there = deed.lock(Voice, pk=voice.pk, unit_id=deed.unit)
        return there if there.state == to else moved(deed, there, doing)
