"""News and documents of the commune: the list with its search, a story, the feeds."""

from datetime import datetime, time

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape

from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal.place import counted, the_office, unit_of
from thanthien.posting import news_queries as queries
from thanthien.posting.news_rules import KIND_NAMES, Kind
from thanthien.shared.clock import VIETNAM, day_of, now
from thanthien.shared.wording import say

PAGE, IN_FEED = 20, 20
FEEDS = {"rss": Rss201rev2Feed, "atom": Atom1Feed}


@anybody("what the commune publishes", unit=unit_of)
@counted
def listed(request: HttpRequest) -> HttpResponse:
    """The newest first; `?q=` with these words, with or without marks, `?loai=` of one kind, `?trang=` further on."""
    place, text = the_office(request), " ".join(request.GET.get("q", "").split())[:80]
    kind = request.GET.get("loai", "")
    kind = kind if kind in set(Kind) else ""
    asked = request.GET.get("trang", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked[:6]) < 1000 else 1
    rows = queries.published(unit=place.unit_id, on=day_of(now()), text=text, kind=kind)
    found = list(rows[(number - 1) * PAGE : number * PAGE + 1])
    page = {
        "office": place, "rows": found[:PAGE], "text": text, "kind": kind, "kinds": list(KIND_NAMES.items()),
        "earlier": number + 1 if len(found) > PAGE else None, "later": number - 1 if number > 1 else None,
    }  # fmt: skip
    return render(request, "portal/news.html", page)


@anybody("what the commune publishes", unit=unit_of)
@counted
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """One story with its pictures and files; 404 before its first day, after its last, and once it is withdrawn."""
    place, today = the_office(request), day_of(now())
    found = queries.story(unit=place.unit_id, pk=pk, on=today)
    if found is None:
        raise Http404
    files = queries.files_of_story(news=found)
    page = {
        "office": place, "news": found, "pictures": [one for one in files if not one.is_pdf],
        "papers": [one for one in files if one.is_pdf],
        "others": [one for one in queries.headlines(unit=place.unit_id, on=today) if one.pk != pk][:4],
    }  # fmt: skip
    return render(request, "portal/news_story.html", page)


@anybody("what the commune publishes", unit=unit_of)
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """The newest stories as RSS 2.0 (`rss`) or Atom (`atom`)."""
    if kind not in FEEDS:
        raise Http404
    place = the_office(request)
    made = FEEDS[kind](
        title=str(say("Tin của {place}", place=place.unit.name)), link=request.build_absolute_uri(reverse("news")),
        description=str(say("Tin, văn bản {place} đăng cho bà con", place=place.unit.name)), language="vi",
        feed_url=request.build_absolute_uri(reverse("news-feed", args=[kind])), author_name=place.centre,
    )  # fmt: skip
    for one in queries.headlines(unit=place.unit_id, on=day_of(now()))[:IN_FEED]:
        address = request.build_absolute_uri(reverse("news-story", args=[one.pk]))
        made.add_item(
            title=one.title, link=address, description=escape(one.summary), unique_id=address, categories=(str(one.kind_name),),
            pubdate=datetime.combine(one.first_day, time(), tzinfo=VIETNAM), updateddate=one.written_at,
        )  # fmt: skip
    return HttpResponse(made.writeString("utf-8"), content_type=f"application/{kind}+xml; charset=utf-8")
