"""The case at the counter: scan, choose the matter, keep the draft, receive, refuse, take back."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from thanthien.doors.desk import case, drafts, screen, typed
from thanthien.doors.desk.answers import kindly
from thanthien.doors.desk.finding import of_unit
from thanthien.doors.desk.results import tracking_in
from thanthien.doors.desk.screen import Say
from thanthien.doors.desk.typed import Typed
from thanthien.doors.desk.views_at_counter_elsewhere import received_for_another
from thanthien.doors.desk.views_counter import WINDOW, mine, number, sits
from thanthien.doors.parts.numbers import number_in
from thanthien.doors.parts.once import once
from thanthien.doors.parts.templatetags.words import day_short, hour, weekday
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.rules import DossierError, RefusalReason, Status, code_tail
from thanthien.journal.actions import record_access
from thanthien.journeys.receive_at_counter import receive_at_counter, refuse_at_counter
from thanthien.journeys.special_day import take_back_reception
from thanthien.people.card import CardData, CardError, CardWarning, parse_card_qr
from thanthien.people.models import Counter
from thanthien.people.queries import citizen_by_id
from thanthien.procedures import queries as catalogue
from thanthien.procedures.models import Procedure
from thanthien.programmes.rules import ProgrammeError
from thanthien.queueing import queries as queueing
from thanthien.queueing.models import Ticket
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal, said, say

FOUND = 8


def ticket_of(request: HttpRequest, counter: Counter) -> Ticket | None:
    """The ticket that the page showed, as it is now; None when it showed none."""
    shown = request.POST.get("ticket", "")
    if not shown:
        return None
    return get_object_or_404(Ticket.objects.select_related("visit"), pk=number(shown), unit_id=counter.unit_id)


def _draft_key(request: HttpRequest) -> int | None:
    shown = request.POST.get("ticket", "")
    return number(shown) or None


@require_POST
@sits
@kindly
def scan(request: HttpRequest) -> HttpResponse:
    """What the scanner read: a card fills the person in; the square of a receipt opens its dossier. The text itself is not
    kept.
    """
    here, text = mine(request), request.POST.get("text", "")
    form = typed.from_post({key: value for key, value in request.POST.items() if key != "text"})
    try:
        card = parse_card_qr(text)
    except CardError as error:
        found = dossiers.by_tracking(code=tracking_in(text)) if len(text) < 200 else None
        if found is not None and found.unit_id == here.unit_id:
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = f"/tra-ket-qua/?ma={found.pk}" if found.state == Status.READY else f"/ho-so/{found.pk}/"
            return answer
        return screen.part(request, here, form, Say(toast=str(error), tone="err", status=422))
    at = now()
    serves = queueing.present(counter=here)
    if _draft_key(request) != (serves.pk if serves else None):
        drafts.keep(request, _draft_key(request), form, at=at)
        return screen.part(request, here, None, Say(toast=_moved(serves), tone="err", status=422, land="name"))
    _fill(request, here, form, card, at)
    drafts.keep(request, _draft_key(request), form, at=at)
    quiet = {CardWarning.ISSUED_UNREAD, CardWarning.OLD_ID_UNREAD}
    warnings = tuple(said(warning) for warning in card.warnings if warning not in quiet)
    return screen.part(request, here, form, Say(warnings=warnings, land="" if form["procedure"] else "procedure"))


def _moved(serves: Ticket | None) -> str:
    """The page showed another person than the one whom the counter serves by now: a card is never mixed into their data."""
    if serves is None:
        return say("Quầy không còn tiếp vé vừa nãy. Màn hình đã đổi theo, xin quét lại thẻ.")
    return say("Quầy đang tiếp {label}. Màn hình đã đổi theo, xin quét lại thẻ.", label=serves.label)


def known_from_card(request: HttpRequest, here: Counter, form: Typed, text: str, *, at: datetime) -> None:
    """Fill the form from a scanned card, and from what the office knows of that person. Raises CardError."""
    _fill(request, here, form, parse_card_qr(text), at)


def _fill(request: HttpRequest, here: Counter, form: Typed, card: CardData, at: datetime) -> None:
    typed.fill_from_card(form, card, at_text=hour(at))
    known = citizen_by_id(unit=here.unit_id, id_number=card.id_number)
    if known is not None:
        person = f"citizen:{known.pk}"
        record_access(unit=here.unit_id, officer=request.actor.code, person=person, subject=person, reason="reception", at=at)
        form.values["phone"] = form.values["phone"] or known.phone


@require_POST
@sits
@kindly
def find_procedure(request: HttpRequest) -> HttpResponse:
    """What may be meant by the letters typed so far."""
    asked = " ".join(request.POST.get("typed", "").split())[:60]
    hits = catalogue.search(text=asked, limit=FOUND, on=now().date()) if asked else []
    shown = [
        {
            "code": hit.code,
            "field_name": hit.field_name,
            "term_text": hit.term_text,
            "marked": case.underlined(hit.title, hit.marks),
        }
        for hit in hits
    ]
    return render(request, "desk/_proc_list.html", {"hits": shown, "asked": asked})


@require_POST
@sits
@kindly
def choose(request: HttpRequest) -> HttpResponse:
    """The matter is chosen: its papers and its date appear. Marks of another matter are dropped."""
    here, form = mine(request), typed.from_post(request.POST)
    key = _draft_key(request)
    if drafts.kept(request, key)["procedure"] != form["procedure"]:
        form.papers, form.answers = {}, {}
    drafts.keep(request, key, form, at=now())
    return screen.part(request, here, form, Say(land="papers"))


@require_POST
@sits
@kindly
def save_draft(request: HttpRequest) -> HttpResponse:
    """Every few seconds while somebody types."""
    mine(request)
    at = now()
    drafts.keep(request, _draft_key(request), typed.from_post(request.POST), at=at)
    return HttpResponse(str(say("Đã lưu nháp {at}", at=f"{at:%H:%M:%S}")))


def _cut_names(found: Procedure, form: Typed) -> str:
    """A paper that is handed in needs its whole name, because Form 01 prints it."""
    for paper in catalogue.papers_of(procedure=found):
        said = form.papers.get(paper.order)
        if said and said["state"] in ("ok", "look") and not paper.can_print and said["name"] in ("", paper.text):
            return say(
                "Tên giấy {order} trong danh mục bị cắt giữa chừng. Ghi trọn câu ở dòng giấy ấy, máy nhớ cho lần sau.",
                order=paper.order,
            )
    return ""


@require_POST
@sits
@kindly
def receive(request: HttpRequest) -> HttpResponse:
    """Enter: receive and print. Whatever must be mended is said at its place, with everything typed still there."""
    here, form = mine(request), typed.from_post(request.POST)
    if not typed.check(form, today=now().date()):
        return screen.part(request, here, form, Say(status=422, land=_first_wrong(form)))
    try:
        found = catalogue.procedure(code=form["procedure"], on=now().date())
        cut = _cut_names(found, form)
        if cut:
            raise DossierError(cut)
        ticket = ticket_of(request, here)
        if form["competent"]:
            return received_for_another(request, here, form, procedure=found, ticket=ticket, sets=_sets(form))

        def do() -> dict:
            made = receive_at_counter(
                counter=here, ticket=ticket, handed=typed.handed_of(form), procedure=found, papers=form.marks, by=request.actor,
                at=now(), fee_paid=form["payment"], return_channel=form["channel"], sets=_sets(form),
                writing=typed.writing_of(form), answers=form.answers,
            )  # fmt: skip
            return {"dossier": made.pk}

        result, _ = once(request, scope="receive", unit=here.unit_id, by=request.actor, do=do)
    except ProgrammeError as error:
        form.errors[error.field or "witness"] = str(error)
        drafts.keep(request, _draft_key(request), form, at=now())
        return screen.part(request, here, form, Say(status=422, land=_first_wrong(form)))
    except Refusal as error:
        drafts.keep(request, _draft_key(request), form, at=now())
        return screen.part(request, here, form, Say(refusal=str(error), status=422, land="papers"))
    return _received(request, here, form, result["dossier"])


def _sets(form: Typed) -> int:
    return number_in(form["sets"]) or 0


def _first_wrong(form: Typed) -> str:
    """The field at which the focus lands; the errors stand in the order of the screen."""
    return next(iter(form.errors), "name")


def _received(request: HttpRequest, here: Counter, form: Typed, pk: int) -> HttpResponse:
    """The same person stays on the screen for the next matter; the slip of this one goes to the printer."""
    made = dossiers.received(pk=pk, unit=here.unit_id)
    if made is None:
        raise Http404
    following = form.person_only()
    drafts.keep(request, _draft_key(request), following, at=now())
    text = say(
        "Đã nhận {code}, hẹn {hour} {weekday} {day}",
        code=code_tail(made.code),
        hour=hour(made.due_at),
        weekday=weekday(made.due_at),
        day=day_short(made.due_at),
    )
    return screen.part(request, here, following, Say(toast=text, undo=f"/quay/huy/{pk}", got=made, land="procedure"))


@require_POST
@sits
@kindly
def refuse(request: HttpRequest) -> HttpResponse:
    """Alt 3: not accepted, with the reason."""
    here, form = mine(request), typed.from_post(request.POST)
    if not typed.check(form, today=now().date()):
        return screen.part(request, here, form, Say(status=422, land=_first_wrong(form)))
    reason = request.POST.get("reason", "")
    if reason not in set(RefusalReason):
        raise DossierError(say("Chưa chọn lý do từ chối. Bấm Alt 3 rồi chọn một lý do."))
    found = catalogue.procedure(code=form["procedure"], on=now().date())
    note = " ".join(request.POST.get("refuse_note", "").split())[:180]
    ticket = ticket_of(request, here)

    def do() -> dict:
        made = refuse_at_counter(
            counter=here, ticket=ticket, handed=typed.handed_of(form), procedure=found, reason=RefusalReason(reason),
            note=note, by=request.actor, at=now(),
        )  # fmt: skip
        return {"dossier": made.pk}

    once(request, scope="refuse", unit=here.unit_id, by=request.actor, do=do)
    following = form.person_only()
    drafts.keep(request, _draft_key(request), following, at=now())
    return screen.part(
        request,
        here,
        following,
        Say(toast=say("Đã từ chối: {text}.", text=str(RefusalReason(reason).label).lower()), land="procedure"),
    )


@require_POST
@sits
@kindly
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ctrl Z after a reception: the code stays used, marked annulled; the form comes back as it was received."""
    made, here = of_unit(request, pk), mine(request)
    if made.received_by is None or made.received_by.login != request.actor.code or now() - made.received_at > WINDOW:
        raise DossierError(say("Đã quá 10 giây nên không hoàn tác được. Cần hủy hồ sơ, mở hồ sơ rồi nhờ lãnh đạo."))

    def do() -> dict:
        take_back_reception(dossier=made, reason="Nhận nhầm, hoàn tác tại quầy", by=request.actor, at=now())
        return {"dossier": made.pk}

    once(request, scope=f"annul.{pk}", unit=here.unit_id, by=request.actor, do=do)
    here_ticket = queueing.present(counter=here)
    form = drafts.kept(request, here_ticket.pk if here_ticket else None)
    form.values.update(_matter_of(made))
    form.papers = {p.order: {"state": p.state, "note": p.note, "name": ""} for p in made.papers.all()}
    text = say("Đã hủy {code}, số ấy không dùng lại. Giấy đã in xin thu lại.", code=code_tail(made.code))
    return screen.part(request, here, form, Say(toast=text, land="papers"))


def _matter_of(made) -> dict[str, str]:
    """What was typed of the matter, from the dossier that is taken back."""
    party = "organisation" if made.organisation else "other" if made.submitter else "self"
    values = {
        "procedure": made.procedure.code, "typed": "", "party": party, "sets": str(made.sets), "payment": made.fee_paid,
        "channel": made.return_channel,
    }  # fmt: skip
    if party == "other":
        values |= {"owner_name": made.applicant.name, "owner_id": made.applicant.id_number, "mandate": made.mandate}
    if party == "organisation":
        values |= {"org_name": made.organisation.name, "tax_code": made.organisation.tax_code, "org_mandate": made.mandate}
    return values
