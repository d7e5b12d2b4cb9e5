"""`/thu/<code>`: the letter of the office that a message told of, to read on a telephone and to keep as a file. No login."""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from thanthien.doors.parts import throttle
from thanthien.doors.parts.pdf import PDF_POLICY, no_sheet, pdf_answer
from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal.place import the_office
from thanthien.letters import paper, queries, sealing, sending
from thanthien.letters.models import Letter
from thanthien.messaging import queries as messaging
from thanthien.people.scoping import in_unit
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal

WHY = "the secret of the message is the key: sent to whoever the letter is for, who agreed to it; 60 days"


def _letter(request: HttpRequest, code: str) -> Letter:
    """The letter that this message told of; 404 for any other code, an old one, a letter that was stopped or taken back."""
    return throttle.behind(request, code, lambda: _told_of(code))


def _told_of(code: str) -> Letter | None:
    message = messaging.by_code(code=code)
    kind, _, pk = message.subject.partition(":") if message else ("", "", "")
    if message is None or kind != "letter":
        return None
    with in_unit(message.unit_id):
        letter = queries.letter(pk=int(pk), unit=message.unit_id)
    return letter if letter is not None and sending.may_open(letter=letter, asked_at=message.at, at=now()) else None


def _unit(request: HttpRequest, code: str) -> str | None:
    try:
        return _letter(request, code).unit_id
    except Http404:
        return None


@never_cache
@require_GET
@anybody(WHY, unit=_unit)
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The words of both sides."""
    letter = _letter(request, code)
    context = {
        "office": the_office(request, letter.unit_id), "said": queries.written(letter=letter), "letter": letter, "code": code,
        "grief": letter.base == "grief",
    }  # fmt: skip
    answer = render(request, "portal/letter.html", context)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@never_cache
@require_GET
@anybody(WHY, unit=_unit)
@csp_replace(PDF_POLICY)
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The card as a file: the one with the digital signature where the leader signed so."""
    letter = _letter(request, code)
    try:
        if letter.file:
            return pdf_answer(sealing.content(letter=letter), name="thu")
        approved = letter.kind in queries.advice_read(unit=letter.unit_id)
        return pdf_answer(paper.sheet_of(letter=letter, at=now(), approved=approved).pdf(), name="thu")
    except Refusal as error:
        return no_sheet(error)
