"""`/gui-giay/<mã>`: a telephone sends pictures of papers to the counter where its owner stands. No login, no name on the page.

The code came from a QR on the officer's screen, works for minutes, and opens nothing: it only adds.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.parts import pieces, throttle
from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal.place import the_office
from thanthien.journeys.attach_paper import attach_from_phone
from thanthien.papers import queries
from thanthien.papers.models import PhoneLink, Upload
from thanthien.papers.rules import MOST_MEGABYTES, PapersError
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal, say

WHY = "the secret of the link is the key; it only adds to one dossier, for minutes, and shows nothing of it"


def _link(request: HttpRequest, token: str) -> PhoneLink:
    """The link that works now; 404 for an unknown or old one, and slowly for who tries many."""
    return throttle.behind(request, token, lambda: queries.link_of(token=token, at=now()))


def _unit(request: HttpRequest, token: str, **more: object) -> str | None:
    try:
        return _link(request, token).unit_id
    except Http404:
        return None


@never_cache
@require_http_methods(["GET", "POST"])
@anybody(WHY, unit=_unit)
def send(request: HttpRequest, token: str) -> HttpResponse:
    """Take or choose pictures; without JavaScript they come all at once. `?da=` says how many arrived."""
    try:
        link = _link(request, token)
    except Http404:
        return render(
            request, "portal/send_papers.html", {"over": True, "error": "", "sent": 0, "office": the_office(request)}, status=404
        )
    sent, error = _whole(request.GET.get("da", "")), ""
    if request.method == "POST":
        files = request.FILES.getlist("file")[:20]
        try:
            if not files:
                raise PapersError(say("Chưa có ảnh nào. Chụp hoặc chọn ảnh rồi gửi."))
            for one in files:
                attach_from_phone(link=link, content=one.read(), name=one.name or "", at=now())
                sent += 1
            return redirect(f"{reverse('send-papers', args=[token])}?da={sent}")
        except Refusal as refusal:
            error = str(refusal)
    page = {"office": the_office(request, link.unit_id), "over": False,
            "token": token, "until": link.expires_at,
    "error": error, "sent": sent, "accept": pieces.ACCEPT,
            "most": MOST_MEGABYTES}  # fmt: skip
    return render(request, "portal/send_papers.html", page, status=422 if error else 200)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0


def _upload(request: HttpRequest, token: str, code: str) -> tuple[PhoneLink, Upload]:
    link = _link(request, token)
    return link, pieces.found(unit=link.unit_id, owner=f"phone:{link.pk}", code=code, at=now())


@require_POST
@anybody(WHY, unit=_unit)
@pieces.in_json
def begin(request: HttpRequest, token: str) -> HttpResponse:
    """Which picture comes: `name`, `size`, `sha256`."""
    link = _link(request, token)
    return pieces.begun(pieces.asked(request), unit=link.unit_id, owner=f"phone:{link.pk}", target={"phone": link.pk}, at=now())


@require_GET
@anybody(WHY, unit=_unit)
@pieces.in_json
def state(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """Which pieces are there."""
    return pieces.state(_upload(request, token, code)[1])


@require_http_methods(["PUT", "POST"])
@anybody(WHY, unit=_unit)
@pieces.in_json
def piece(request: HttpRequest, token: str, code: str, number: int) -> HttpResponse:
    """One piece, checked by its own digest."""
    return pieces.put(request, _upload(request, token, code)[1], number)


@require_POST
@anybody(WHY, unit=_unit)
@pieces.in_json
def finish(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """Everything is there: the picture goes to the counter."""
    link, row = _upload(request, token, code)
    return pieces.finished(lambda: attach_from_phone(link=link, upload=row, at=now()), go=reverse("send-papers", args=[token]))
