"""Every write of proposals: made of a visit or of what hamlets say, given to somebody else, answered, closed, dropped.

Entries, subject `proposal:<pk>`: `proposal.made` `.given` `.answered` `.closed` `.dropped` `.reopened`, each with number, owner's
login and due day; `.made` also which visit and how many voices; never the words.
"""

from collections.abc import Sequence
from datetime import datetime

from thanthien.journal.actions import Deed, act
from thanthien.outreach import access, ears_queries, ears_rules
from thanthien.outreach.ears_rules import EarsError, ProposalState
from thanthien.outreach.models import FamilyCall, Proposal, Voice
from thanthien.outreach.voices import moved, tidy_answer
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def make_proposal(
    *, unit: str, text: str, owner: str, due: str, by: Actor, at: datetime, call: FamilyCall | None = None,
    voices: Sequence[Voice] = (),
) -> Proposal:  # fmt: skip
    """What was heard becomes something to be done, by whom (`owner`: a login) and by which day. Entry `proposal.made`, and
    `voice.proposed` for each voice. Raises EarsError with the field.
    """
    if voices or call is None:
        access.check_may_sort(by=by, unit=unit)
    access.check_may_call(by=by, unit=unit)
    words = ears_rules.tidy(text, field="text", most=ears_rules.WORDS_MOST, least=5, empty=say("Ghi xã cần làm gì, một hai câu."))
    holder, day = _owner(unit, owner, at), ears_rules.read_day(due, field="due")
    ears_rules.check_due(day, today=day_of(at))
    with act(unit=unit, by=by, at=at) as deed:
        row = deed.create(
            Proposal, unit_id=unit, number=deed.number("proposals"), text=words, call=call, owner=holder, due=day, made_at=at,
            made_by=by.code,
        )  # fmt: skip
        deed.enter("proposal.made", subject=row, data=_facts(row) | {"call": call.number if call else 0, "voices": len(voices)})
        for voice in voices:
            moved(deed, voice, "propose", proposal=row)
    return row


def _owner(unit: str, login: str, at: datetime) -> Officer:
    found = next((one for one in ears_queries.owners(unit=unit, on=day_of(at)) if one.login == login), None)
    if found is None:
        raise EarsError(say("Chọn người phụ trách trong danh sách."), field="owner")
    return found


def _facts(row: Proposal) -> dict[str, object]:
    return {"number": row.number, "owner": row.owner.login, "due": row.due.isoformat()}


def join_proposal(*, proposal: Proposal, voices: Sequence[Voice], by: Actor, at: datetime) -> Proposal:
    """More people say the same: their voices hang on a proposal that is under way. Entry `voice.proposed` each."""
    access.check_may_sort(by=by, unit=proposal.unit_id)
    with act(unit=proposal.unit_id, by=by, at=at) as deed:
        row = deed.lock(Proposal, pk=proposal.pk, unit_id=deed.unit)
        if row.state != ProposalState.OPEN:
            raise EarsError(say("{label} không còn làm nữa. Lập đề xuất mới.", label=row.label))
        for voice in voices:
            moved(deed, voice, "propose", proposal=row)
    return row


def give_proposal(*, proposal: Proposal, owner: str, due: str, by: Actor, at: datetime) -> Proposal:
    """Somebody else, or another day. Entry `proposal.given`. Raises EarsError."""
    holder, day = _owner(proposal.unit_id, owner, at), ears_rules.read_day(due, field="due")
    if day != proposal.due:
        ears_rules.check_due(day, today=day_of(at))
    with act(unit=proposal.unit_id, by=by, at=at) as deed:
        row = _locked(deed, proposal)
        access.check_may_change(by=by, proposal=row)
        row.owner, row.due = holder, day
        return _moved(deed, row, "give")


def answer_proposal(*, proposal: Proposal, answer: str, by: Actor, at: datetime) -> Proposal:
    """It is done or decided, and people can be told. Entry `proposal.answered`. Raises EarsError."""
    return _ended(proposal, "answer", tidy_answer(answer), by, at)


def close_proposal(*, proposal: Proposal, answer: str, by: Actor, at: datetime) -> Proposal:
    """It is not done here, and why. Entry `proposal.closed`. Raises EarsError."""
    return _ended(proposal, "close", tidy_answer(answer), by, at)


def _ended(proposal: Proposal, doing: str, answer: str, by: Actor, at: datetime) -> Proposal:
    with act(unit=proposal.unit_id, by=by, at=at) as deed:
        row = _locked(deed, proposal)
        access.check_may_end(by=by, proposal=row)
        row.answer, row.ended_at = answer, at
        return _moved(deed, row, doing)


def reopen_proposal(*, proposal: Proposal, by: Actor, at: datetime) -> Proposal:
    """Answered or closed by mistake. Entry `proposal.reopened`. Twice is once."""
    with act(unit=proposal.unit_id, by=by, at=at) as deed:
        row = _locked(deed, proposal)
        access.check_may_end(by=by, proposal=row)
        if row.state == ProposalState.OPEN:
            return row
        row.answer, row.ended_at = "", None
        return _moved(deed, row, "reopen")


def drop_proposal(*, proposal: Proposal, by: Actor, at: datetime) -> Proposal:
    """It was made by mistake: what people said waits again. Entry `proposal.dropped`, `voice.reopened` each. Twice is once."""
    with act(unit=proposal.unit_id, by=by, at=at) as deed:
        row = _locked(deed, proposal)
        access.check_may_change(by=by, proposal=row)
        if row.state == ProposalState.DROPPED:
            return row
        _moved(deed, row, "drop")
        for voice in Voice.objects.filter(proposal=row).order_by("pk"):
            moved(deed, voice, "release")
    return row


def _locked(deed: Deed, proposal: Proposal) -> Proposal:
    return deed.lock(Proposal, pk=proposal.pk, unit_id=deed.unit)


def _moved(deed: Deed, row: Proposal, doing: str) -> Proposal:
    line = ears_rules.move("proposal", row.state, doing, name=row.label)
    row.state = line.to
    deed.save(row)
    deed.enter(line.kind, subject=row, data=_facts(row))
    return row
