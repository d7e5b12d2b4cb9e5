"""A person hands in a matter at the counter: the persons are written down, the visit knows them, the dossier is received. One
act.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError, RefusalReason
from thanthien.journal.actions import act
from thanthien.journeys.special_day import Terms, mark_received, terms_of
from thanthien.people import actions as people
from thanthien.people.models import Citizen, Counter, Organisation
from thanthien.procedures.actions import complete_paper_name
from thanthien.procedures.models import Procedure
from thanthien.procedures.queries import papers_of
from thanthien.programmes.rules import Writing
from thanthien.queueing.models import Ticket
from thanthien.queueing.rules import AT_COUNTER
from thanthien.shared.actor import Actor
from thanthien.visits import actions as visits
from thanthien.visits.models import Visit


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person as the card or the officer says. What is empty is not known and changes nothing that the office knows."""

    name: str
    id_number: str = ""
    birth_date: date | None = None
    birth_year_only: bool = False
    sex: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    name: str
    tax_code: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """Who came (`person`), for whom, by what paper: nobody else, another person (`owner`), or an organisation."""

    person: PersonFacts
    owner: PersonFacts | None = None
    organisation: OrganisationFacts | None = None
    mandate: str = ""


def receive_at_counter(
    *, counter: Counter, ticket: Ticket | None, handed: Handed, procedure: Procedure, papers: Mapping[int, Mark], by: Actor,
    at: datetime, fee_paid: str = "", return_channel: str = "counter", sets: int = 1, writing: Writing | None = None,
    answers: Mapping[str, str] | None = None,
) -> Dossier:  # fmt: skip
    """The dossier, received; the ticket stays at the counter until the next call. Raises what the rooms raise, and then nothing
    is written.

    A name that the catalogue cut and the officer wrote out is kept there too, so that it is asked for once. On a special day the
    dossier is marked; `writing`: who filled the form, and how the person confirmed it; `answers`: to what the process asks.
    """
    with act(unit=counter.unit_id, by=by, at=at):
        visit, parties = parties_of(counter, ticket, handed, by=by, at=at)
        papers = names_kept(procedure, papers, by=by, at=at)
        terms: Terms = terms_of(unit=counter.unit_id, procedure=procedure, papers=papers, at=at)
        dossier = dossiers.receive(
            unit=counter.unit_id, procedure=procedure, papers=papers, counter=counter, visit=visit, by=by,
            at=at, fee_paid=fee_paid, return_channel=return_channel, sets=sets, signer=terms.signer,
            answers=answers, **parties,
        )  # fmt: skip
        return mark_received(dossier=dossier, terms=terms, writing=writing, by=by, at=at)


def refuse_at_counter(
    *, counter: Counter, ticket: Ticket | None, handed: Handed, procedure: Procedure, reason: RefusalReason, by: Actor,
    at: datetime,
    note: str = "",
) -> Dossier:  # fmt: skip
    """The office does not accept; the person and the reason are written down, no code is used."""
    with act(unit=counter.unit_id, by=by, at=at):
        visit, parties = parties_of(counter, ticket, handed, by=by, at=at)
        return dossiers.refuse(
            unit=counter.unit_id, procedure=procedure, reason=reason, note=note, counter=counter,
            visit=visit, by=by, at=at, **parties,
        )  # fmt: skip


def parties_of(counter: Counter, ticket: Ticket | None, handed: Handed, *, by: Actor, at: datetime) -> tuple[Visit | None, dict]:
    """Write down who came and for whom; the visit knows from now on who is here. Returns the visit and the dossier's parties."""
    if ticket is not None and (ticket.state not in AT_COUNTER or ticket.counter_id != counter.pk):
        raise DossierError(f"Số {ticket.label} không còn ở quầy này. Tải lại trang; những gì đã gõ vẫn giữ.")
    came = _register(counter.unit_id, handed.person, by=by, at=at)
    visit = ticket.visit if ticket is not None else None
    if visit is not None and visit.citizen_id != came.pk:
        visit = visits.know(visit=visit, citizen=came, by=by, at=at)
    if handed.organisation is not None:
        owned: dict = {"organisation": _organisation(counter.unit_id, handed, by=by, at=at)}
    elif handed.owner is not None:
        owned = {"applicant": _register(counter.unit_id, handed.owner, by=by, at=at)}
    else:
        return visit, {"applicant": came}
    return visit, owned | {"submitter": came, "mandate": handed.mandate}


def _register(unit: str, facts: PersonFacts, *, by: Actor, at: datetime) -> Citizen:
    return people.register_citizen(
        unit=unit, name=facts.name, id_number=facts.id_number, birth_date=facts.birth_date, birth_year_only=facts.birth_year_only,
        sex=facts.sex, address=facts.address, phone=facts.phone, by=by, at=at,
    )  # fmt: skip


def _organisation(unit: str, handed: Handed, *, by: Actor, at: datetime) -> Organisation:
    facts = handed.organisation
    assert facts is not None
    return people.register_organisation(unit=unit, name=facts.name, tax_code=facts.tax_code, by=by, at=at)


def names_kept(procedure: Procedure, papers: Mapping[int, Mark], *, by: Actor, at: datetime) -> dict[int, Mark]:
    """Complete in the catalogue what the officer wrote out; the marks then carry no name of their own."""
    kept = dict(papers)
    for paper in papers_of(procedure=procedure):
        mark = kept.get(paper.order)
        if mark is None or not mark.name:
            continue
        if not paper.can_print and mark.state in (PaperState.OK, PaperState.LOOK) and mark.name != paper.text:
            complete_paper_name(paper=paper, name=mark.name, by=by, at=at)
        kept[paper.order] = replace(mark, name="")
    return kept
