"""`/thu-cua-thon/<mã>`: the head of a hamlet carries the commune's letters and tells news by telephone, without an account.

The link is made for one hamlet and one month and given to its head alone; it shows who a letter is for, and each opening is
written down.
"""

from collections.abc import Callable
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.parts import throttle
from thanthien.doors.parts.once import once
from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal.place import the_office
from thanthien.journal.actions import record_access
from thanthien.letters import carrying, queries, words
from thanthien.letters.models import HamletLink, Letter
from thanthien.letters.queries import Looked
from thanthien.letters.rules import Back, LetterError, State, Way
from thanthien.people.card import mask_name
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, Sentence, say

WHY = "the secret of the link is the key: one hamlet, one month, given to its head; every opening is an access"
DONE_FOR = timedelta(days=31)
# What a hamlet tells: (kind, words, name of the fact, its question, fact of the day, its question).
NEWS: tuple[tuple[str, Sentence, str, Sentence, str, Sentence], ...] = (
    ("condolence", say("Có người mất"), "deceased", say("Họ tên người đã mất"), "died_on", say("Ngày mất")),
    ("birth", say("Nhà có cháu mới sinh"), "child", say("Họ tên cháu"), "born_on", say("Ngày sinh của cháu")),
    ("wedding", say("Đám cưới"), "man", say("Họ tên chồng"), "event_on", say("Ngày cưới")),
    ("thanks", say("Việc tốt đáng cảm ơn"), "recipient", say("Ai, gia đình nào"), "event_on", say("Ngày nào")),
)  # fmt: skip


def _link(request: HttpRequest, token: str) -> HamletLink:
    """The link that works now; 404 for an unknown, old or closed one, and slowly for who tries many."""
    return throttle.behind(request, token, lambda: queries.link_of(token=token, at=now()))


def _unit(request: HttpRequest, token: str, **more: object) -> str | None:
    try:
        return _link(request, token).unit_id
    except Http404:
        return None


def _named(link: HamletLink) -> str:
    """`thôn Lương Thuận`, as it stands in a sentence."""
    name = link.hamlet.name
    return name[:1].lower() + name[1:]


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/hamlet_over.html", {"office": the_office(request)}, status=404)


@never_cache
@require_GET
@anybody(WHY, unit=_unit)
def page(request: HttpRequest, token: str) -> HttpResponse:
    """What waits to be carried to the houses of the hamlet; `?xong=` says what was just done."""
    try:
        link = _link(request, token)
    except Http404:
        return _over(request)
    return _page(request, link, token)


def _page(request: HttpRequest, link: HamletLink, token: str, *, error: str = "", at_letter: int = 0) -> HttpResponse:
    at, unit = now(), link.unit_id
    looks = queries.looked(letters=queries.to_carry(unit=unit, hamlet=link.hamlet_id), on=day_of(at))
    office = queries.office_words(unit=unit)
    rows = [_row(one, office, error if one.letter.pk == at_letter else "") for one in looks]
    for row in rows:
        subject, officer = f"letter:{row['pk']}", carrying.bearer(link).code
        record_access(unit=unit, officer=officer, person=subject, subject=subject, reason="letter", at=at)
    done = queries.told_by_hamlet(unit=unit, hamlet=link.hamlet_id, since=at - DONE_FOR)
    context = {
        "office": the_office(request, unit), "link": link, "token": token, "hamlet": _named(link),
        "rows": rows, "error": error if not at_letter else "",
        "done": [_done(one) for one in queries.looked(letters=done, on=day_of(at))], "backs": list(Back),
        "said": request.GET.get("xong", ""), "news": [(kind, words) for kind, words, *_ in NEWS],
    }  # fmt: skip
    return render(request, "portal/hamlet.html", context, status=422 if error else 200)


def _row(look: Looked, office: words.Office, error: str) -> dict:
    said = words.written(look.kind, look.letter.facts, office)
    return {
        "pk": look.letter.pk, "who": " ".join(said.lead), "kind": look.kind.name, "number": look.letter.number, "stop": look.stop,
        "back": Back(look.letter.back_why).label if look.letter.back_why else "", "error": error,
    }  # fmt: skip


def _done(look: Looked) -> dict:
    """What was carried, names masked again."""
    given = look.letter.state == State.HANDED
    return {
        "who": mask_name(look.name), "kind": look.kind.name, "given": given, "number": look.letter.number,
        "at": look.letter.handed_at if given else look.letter.back_at,
    }  # fmt: skip


def _letter(link: HamletLink, pk: int) -> Letter:
    """A letter of this hamlet that is carried to a house; 404 for any other."""
    found = queries.letter(pk=pk, unit=link.unit_id)
    if found is None or found.hamlet_id != link.hamlet_id or found.way != Way.HOME:
        raise Http404
    return found


def _act(request: HttpRequest, token: str, pk: int, scope: str, do: Callable[[HamletLink, Letter], Letter]) -> HttpResponse:
    link = _link(request, token)
    letter = _letter(link, pk)

    def run() -> dict:
        return {"letter": do(link, letter).pk}

    try:
        once(request, scope=f"hamlet.{scope}", unit=link.unit_id, by=carrying.bearer(link), do=run, asked=str(pk))
    except Refusal as refusal:
        return _page(request, link, token, error=str(refusal), at_letter=pk)
    return redirect(f"{reverse('hamlet-letters', args=[token])}?xong={scope}")


@require_POST
@anybody(WHY, unit=_unit)
def hand(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The letter was given, to whom, with a photo when the family agrees."""
    sent, receiver, at = request.FILES.get("photo"), request.POST.get("receiver", "")[:60], now()
    photo = sent.read() if sent else b""

    def do(link: HamletLink, letter: Letter) -> Letter:
        by = carrying.bearer(link)
        return carrying.hand_with_photo(letter=letter, photo=photo, by=by, at=at, way=Way.HOME, receiver=receiver)

    return _act(request, token, pk, "trao", do)


@require_POST
@anybody(WHY, unit=_unit)
def back(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The letter could not be given and goes back to the office."""
    why, at = request.POST.get("back", "")[:10], now()
    return _act(
        request, token, pk, "quay-lai",
        lambda link, letter: carrying.note_back(letter=letter, why=why, by=carrying.bearer(link), at=at),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
@anybody(WHY, unit=_unit)
def tell(request: HttpRequest, token: str) -> HttpResponse:
    """News of the hamlet: what happened, to whom, when; the office asks back before a letter is signed."""
    try:
        link = _link(request, token)
    except Http404:
        return _over(request)
    wanted = request.POST.get("kind") or request.GET.get("viec", "")
    news = next((one for one in NEWS if one[0] == wanted), NEWS[0])
    kind, _, who, _, when, _ = news
    keys = (who, when, "woman", "family", "deed", "age_known", "noted")
    typed, errors, at = {key: request.POST.get(key, "")[:300] for key in keys}, {}, now()
    if request.method == "POST":
        facts = {key: text for key, text in typed.items() if key != "noted" and text.strip()}

        def do() -> dict:
            return {"letter": carrying.tell(link=link, kind=kind, facts=facts, noted=typed["noted"], at=at).pk}

        try:
            once(request, scope="hamlet.tell", unit=link.unit_id, by=carrying.bearer(link), do=do, asked=kind)
            return redirect(f"{reverse('hamlet-letters', args=[token])}?xong=bao-tin")
        except LetterError as error:
            errors[error.field or "page"] = str(error)
    context = {
        "office": the_office(request, link.unit_id), "link": link, "token": token, "hamlet": _named(link),
        "kind": kind, "typed": typed,
        "wrong": dict.fromkeys(("page", *keys), "") | errors, "errors": errors,
        "all": [(code, label) for code, label, *_ in NEWS],
        "who": (who, news[3]), "when": (when, news[5]), "who_typed": typed[who], "when_typed": typed[when],
        "who_wrong": errors.get(who, ""), "when_wrong": errors.get(when, ""),
        "stray": [text for key, text in errors.items() if key not in keys],
    }  # fmt: skip
    return render(request, "portal/hamlet_tell.html", context, status=422 if errors else 200)
