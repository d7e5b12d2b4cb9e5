"""The follower `letters`: proposes a letter from each entry that calls for one, in the transaction of its position."""

from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier, Mistake
from thanthien.journal import followers
from thanthien.journal.actions import act
from thanthien.journal.models import Entry
from thanthien.letters import actions, catalogue, knowing, queries, sending
from thanthien.letters.models import Letter
from thanthien.letters.words import Kind
from thanthien.people.queries import office_or_none
from thanthien.shared.actor import clock

NAME = "letters"
FINISHED, LATE, REDATED, MENDED = "dossier.finished", "dossier.became_late", "dossier.redated", "mistake.mended"
ASKED, DROPPED = "dossier.supplement_asked", "dossier.supplement_dropped"
GRANTED, SENT = "granted", "message.sent"


@followers.follows(NAME)
def propose(entries: list[Entry]) -> None:
    """A batch of one unit's entries, in order. An event that has its letter of this kind gets no second one.

    A message by which a signed letter went out hands the letter over.
    """
    wanted = [entry for entry in entries if entry.kind in (FINISHED, LATE, REDATED, MENDED, ASKED, DROPPED, SENT)]
    if not wanted or office_or_none(entries[0].unit) is None:
        return
    for entry in wanted:
        if entry.kind == FINISHED:
            _of_result(entry)
        elif entry.kind == SENT:
            _of_sending(entry)
        elif entry.kind == MENDED:
            _of_mistake(entry)
        elif entry.kind in (ASKED, DROPPED):
            _of_request(entry)
        else:
            _of_lateness(entry)


def _dossier(entry: Entry) -> Dossier | None:
    kind, _, pk = entry.subject.partition(":")
    return dossiers.dossier(pk=int(pk), unit=entry.unit) if kind == "dossier" else None


def _of_result(entry: Entry) -> None:
    """A civil-status event that was registered."""
    if entry.data.get("outcome") != GRANTED:
        return
    dossier = _dossier(entry)
    kind = catalogue.kind_for(unit=entry.unit, procedure=dossier.procedure.code, at=entry.at) if dossier else None
    if dossier is None or kind is None:
        return
    facts = knowing.facts_of(dossier=dossier, kind=kind) | {"procedure_code": dossier.procedure.code}
    _make(entry, kind, entry.subject, facts, dossier)


def _of_sending(entry: Entry) -> None:
    """A letter that went out by a message."""
    kind, _, pk = entry.subject.partition(":")
    letter = queries.letter(pk=int(pk), unit=entry.unit) if kind == "letter" else None
    if letter is not None:
        sending.gone(letter=letter, by=clock(entry.unit), at=entry.at)


def _of_lateness(entry: Entry) -> None:
    """A date that was not kept: once for a dossier; Form 04, signed later, gives the draft its reason and its date."""
    dossier = _dossier(entry)
    if dossier is None or (entry.kind == REDATED and not entry.data.get("was_late")):
        return
    kind, facts = _apology(entry), knowing.sorry_facts(dossier=dossier)
    known = Letter.objects.filter(unit_id=entry.unit, event=entry.subject, kind=kind.code).first()
    if known is None:
        _make(entry, kind, entry.subject, facts, dossier)
    elif entry.kind == REDATED:
        actions.fill(letter=known, facts=facts, by=clock(entry.unit), at=entry.at)


def _of_mistake(entry: Entry) -> None:
    """Our own mistake, put right."""
    mistake = (
        Mistake.objects.select_related("dossier__applicant", "dossier__organisation").filter(pk=entry.data.get("mistake")).first()
    )
    if mistake is None or not mistake.ours:
        return
    kind = _apology(entry)
    _make(entry, kind, f"mistake:{mistake.pk}", knowing.mistake_facts(mistake=mistake), mistake.dossier)


def _of_request(entry: Entry) -> None:
    """Papers asked for a second time, so the first request left something out; or a request taken back. Once for a dossier."""
    if entry.kind == ASKED and not entry.data.get("beyond"):
        return
    dossier = _dossier(entry)
    if dossier is None or Letter.objects.filter(unit_id=entry.unit, dossier=dossier, kind="apology").exists():
        return
    facts = knowing.request_facts(dossier=dossier, number=int(entry.data["number"]))
    _make(entry, _apology(entry), f"request:{dossier.pk}", facts, dossier)


def _apology(entry: Entry) -> Kind:
    return catalogue.kind_of(unit=entry.unit, code="apology", at=entry.at)


def _make(entry: Entry, kind: Kind, event: str, facts: dict[str, str], dossier: Dossier) -> None:
    if Letter.objects.filter(unit_id=entry.unit, event=event, kind=kind.code).exists():
        return
    with act(unit=entry.unit, by=clock(entry.unit), at=entry.at) as deed:
        actions.new_letter(
            deed, kind=kind, event=event, facts={key: text for key, text in facts.items() if text}, entry="letter.proposed",
            seq=entry.seq, dossier=dossier,
        )  # fmt: skip
