"""`/tin-cua-xa/`: news and documents: written, changed, taken down; the text and the picture for Zalo and Facebook."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import posted
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.people.models import Officer
from thanthien.people.queries import office
from thanthien.posting import news as acts
from thanthien.posting import news_queries as queries
from thanthien.posting.access import READERS, WRITERS, may_write
from thanthien.posting.models import News
from thanthien.posting.news_rules import KIND_NAMES, Story, share_text
from thanthien.posting.sheets import story_picture
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say

reads = officer_required(*READERS)
writes = officer_required(*WRITERS)
BOXES = ("kind", "title", "summary", "body", "number", "first_day", "last_day")
SHOWN = 200
STANDS = {
    "shown": ("ok", say("đang đăng")), "coming": ("wait", say("chưa đến ngày")), "over": ("done", say("hết ngày đăng")),
    "withdrawn": ("na", say("đã gỡ")),
}  # fmt: skip


@require_GET
@never_cache
@reads
def page(request: HttpRequest) -> HttpResponse:
    """Every story, the newest first; `?q=` with these words, `?xuat=` as a file."""
    today, text = day_of(now()), request.GET.get("q", "").strip()[:80]
    found = list(queries.written(unit=request.user.unit_id, text=text)[:SHOWN])
    rows = [{"news": one, "stand": STANDS[queries.coming(news=one, on=today)]} for one in found]
    names = (
        dict(Officer.objects.filter(login__in={one.written_by for one in found}).values_list("login", "name")) if found else {}
    )
    for row in rows:
        row["who"] = names.get(row["news"].written_by, "")  # "" when it came with the office, not from a person
    context = {"rows": rows, "text": text, "may": may_write(by=request.actor, unit=request.user.unit_id)}
    return exported(request, _table(rows, text)) or render(request, "desk/news.html", context)


def _table(rows: list[dict], text: str) -> Table:
    columns = (
        Column(say("Tên bài"), lambda row: row["news"].title, width=56),
        Column(say("Loại"), lambda row: row["news"].kind_name),
        Column(say("Số văn bản"), lambda row: row["news"].number),
        Column(say("Đăng từ"), lambda row: row["news"].first_day, Kind.DAY),
        Column(say("Đến hết"), lambda row: row["news"].last_day, Kind.DAY),
        Column(say("Tình trạng"), lambda row: row["stand"][1]),
        Column(say("Người viết"), lambda row: row["who"], width=26),
    )
    return Table(name="tin-cua-xa", title=say("Tin, văn bản của xã"), columns=columns, rows=rows, filters={say("Tìm"): text})


def _news(request: HttpRequest, pk: int) -> News:
    found = queries.story(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, news: News | None, *, errors: dict[str, str] | None = None) -> HttpResponse:
    today = day_of(now())
    if request.method == "POST":
        typed = {name: request.POST.get(name, "")[:21_000] for name in BOXES}
    elif news is not None:
        typed = {name: str(getattr(news, name) or "") for name in BOXES}
    else:
        typed = dict.fromkeys(BOXES, "") | {"kind": "news", "first_day": today.isoformat()}
    context = {
        "news": news, "typed": typed, "errors": errors or {}, "kinds": list(KIND_NAMES.items()),
        "seen": news.witness() if news else "", "files": queries.files_of_story(news=news) if news else [],
        "stand": STANDS[queries.coming(news=news, on=today)] if news else None,
        "address": posted.public_address(request, "news-story", news.pk) if news else "",
    }  # fmt: skip
    return render(request, "desk/news_form.html", context, status=422 if errors else 200)


def _story(request: HttpRequest) -> Story:
    told = {name: request.POST.get(name, "") for name in BOXES}
    first = posted.typed_day(told.pop("first_day"), field="first_day", need=say("Ghi ngày bắt đầu đăng."))
    last = posted.maybe_day(told.pop("last_day"), field="last_day")
    return Story(**told, first_day=first, last_day=last)


@require_http_methods(["GET", "POST"])
@never_cache
@writes
def add(request: HttpRequest) -> HttpResponse:
    """A new story."""
    if request.method == "GET":
        return _form(request, None)
    unit, by, at = request.user.unit_id, request.actor, now()
    try:
        story, coming = _story(request), posted.coming(request, "files")
        made, _ = once(request, scope="news.write", unit=unit, by=by, do=lambda: {
            "news": acts.write(unit=unit, story=story, coming=coming, by=by, at=at).pk
        })  # fmt: skip
    except Refusal as error:
        return _form(request, None, errors={getattr(error, "field", "") or "form": str(error)})
    undo = reverse("desk:news-turn", args=(made["news"], "go"))
    messages.success(request, str(say("Đã đăng.")), extra_tags=undo)
    return redirect("desk:news-share", pk=made["news"])


@require_http_methods(["GET", "POST"])
@never_cache
@writes
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A story to be changed."""
    news = _news(request, pk)
    if request.method == "GET":
        return _form(request, news)
    seen = request.POST.get("seen", "")[:64]
    try:
        story, coming = _story(request), posted.coming(request, "files")
        acts.change(news=news, story=story, coming=coming, seen=seen, by=request.actor, at=now())
    except Refusal as error:
        return _form(request, news, errors={getattr(error, "field", "") or "form": str(error)})
    messages.success(request, str(say("Đã lưu.")))
    return redirect("desk:news")


@require_POST
@never_cache
@writes
def turn(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """Taken down (`go`), or put back (`lai`)."""
    news, back = _news(request, pk), turn == "lai"
    (acts.restore if back else acts.withdraw)(news=news, by=request.actor, at=now())
    undo = "" if back else reverse("desk:news-turn", args=(pk, "lai"))
    messages.success(request, str(say("Bài đã đăng lại.") if back else say("Đã gỡ bài khỏi trang của xã.")), extra_tags=undo)
    return redirect("desk:news")


@require_GET
@never_cache
@reads
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """The text for a message with a button that copies it, and the picture to download.

    The text has no address when people at home can open none.
    """
    news, place = _news(request, pk), office(request.user.unit_id)
    address = posted.public_address(request, "news-story", pk)
    told = address if settings.PUBLIC_ADDRESS else ""
    text = share_text(title=news.title, summary=news.summary, body=news.body, address=told, hotline=place.hotline)
    stand = STANDS[queries.coming(news=news, on=day_of(now()))]
    lines = text.count("\n") + len(text) // 80 + 2
    context = {"news": news, "text": text, "address": address, "told": told, "stand": stand, "lines": lines}
    return render(request, "desk/news_share.html", context)


@require_GET
@never_cache
@reads
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture, 1200 × 630."""
    news = _news(request, pk)
    answer = HttpResponse(story_picture(news=news, office=office(request.user.unit_id)), content_type="image/png")
    answer["Content-Disposition"] = f'inline; filename="tin-{pk}.png"'
    return answer
