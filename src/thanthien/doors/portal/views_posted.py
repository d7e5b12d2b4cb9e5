"""What the law wants public, as the commune posted it; files of what is posted; who is on duty and who sits where."""

import io
from datetime import timedelta

from csp.decorators import csp_replace
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from PIL import Image

from thanthien.doors.parts.pdf import pdf_answer
from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal.desks import seats
from thanthien.doors.portal.place import counted, the_office, unit_of
from thanthien.papers import storing
from thanthien.posting import news_queries
from thanthien.posting import public_queries as queries
from thanthien.posting.models import PostedFile
from thanthien.posting.queries import contacts
from thanthien.posting.sheets import duty_sheet
from thanthien.queueing.queries import board, services
from thanthien.shared.clock import day_of, now

FILE_POLICY = {"default-src": ["'none'"], "sandbox": []}
SIDE, KEPT_S, QUALITY = 960, 3600, 78


@anybody("what the law wants public", unit=unit_of)
@counted
def items(request: HttpRequest) -> HttpResponse:
    """Everything that the pages show now, the newest posting first; `?q=` with these words."""
    place, text = the_office(request), " ".join(request.GET.get("q", "").split())[:80]
    every = queries.on_web(unit=place.unit_id, on=day_of(now()))
    page = {"office": place, "rows": queries.with_words(every, text), "text": text, "any": bool(every)}
    return render(request, "portal/public_items.html", page)


@anybody("what the law wants public", unit=unit_of)
@counted
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item; 404 while it is not posted on the web."""
    place = the_office(request)
    found = next((one for one in queries.on_web(unit=place.unit_id, on=day_of(now())) if one.item.pk == pk), None)
    if found is None:
        raise Http404
    return render(request, "portal/public_item.html", {"office": place, "one": found, "item": found.item})


def _public_file(request: HttpRequest, pk: int) -> PostedFile:
    unit = the_office(request).unit_id
    found = queries.file(unit=unit, pk=pk)
    if found is None or not news_queries.is_public(file=found, on=day_of(now())):
        raise Http404
    return found


@anybody("files of what the commune publishes", unit=unit_of)
@csp_replace(FILE_POLICY)
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file to keep: always a download."""
    found = _public_file(request, pk)
    answer = HttpResponse(storing.read(found.digest), content_type=found.media)
    answer["Content-Disposition"] = f'attachment; filename="tep-{pk}.{"pdf" if found.is_pdf else "jpg"}"'
    return answer


@anybody("pictures of what the commune publishes", unit=unit_of)
@csp_replace(FILE_POLICY)
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture of a story, no wider than a page shows it."""
    found = _public_file(request, pk)
    if found.is_pdf:
        raise Http404
    answer = HttpResponse(_small(found.digest), content_type="image/jpeg")
    answer["Cache-Control"] = f"public, max-age={KEPT_S}"
    return answer


def _small(digest: str) -> bytes:
    """The picture made smaller, kept for an hour: it was cleaned when it came."""
    key = f"posted-picture:{digest}"
    kept = cache.get(key)
    if kept is None:
        image = Image.open(io.BytesIO(storing.read(digest)))
        image.thumbnail((SIDE, SIDE))
        out = io.BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
        kept = out.getvalue()
        cache.set(key, kept, KEPT_S)
    return kept


@anybody("what the commune publishes", unit=unit_of)
@counted
def duty(request: HttpRequest) -> HttpResponse:
    """Who is on duty this week and next, who sits at which counter now."""
    place, today = the_office(request), day_of(now())
    unit = place.unit_id
    weeks = [news_queries.duty_week(unit=unit, day=day) for day in (today, today + timedelta(days=7))]
    page = {
        "office": place, "today": today, "on_duty": news_queries.on_duty(unit=unit, day=today),
        "weeks": [{"days": week, "any": any(day.lines for day in week)} for week in weeks],
        "seats": seats(board(unit=unit, day=today), services(unit=unit, day=today), contacts(unit=unit, on=today)),
    }  # fmt: skip
    return render(request, "portal/duty.html", page)


@anybody("what the commune publishes", unit=unit_of)
def duty_paper(request: HttpRequest, size: str) -> HttpResponse:
    """This week's roster to print, `a4` or `a3`."""
    place, at = the_office(request), now()
    week = news_queries.duty_week(unit=place.unit_id, day=day_of(at))
    return pdf_answer(duty_sheet(week=week, office=place, size=size, at=at), name=f"lich-truc-{size}")
